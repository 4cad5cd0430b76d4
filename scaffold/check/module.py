"""The module path and the go directive."""

from __future__ import annotations

from typing import Final

from scaffold.check.options import Options
from scaffold.diagnostics import Report
from scaffold.golang import stdlib
from scaffold.golang.module_paths import module_path_problem
from scaffold.model import Plan
from scaffold.versions import OLDEST_GO, go_minor

DEFAULT_GO: Final = "1.24"
NO_MODULE: Final = "example.invalid/module"
"""Module path during analysis of a plan that names none. `Checked` is never made of such a plan."""
OLDEST_TOOLCHAIN: Final = 21
"""Skeletons lean on errors.ErrUnsupported, which came with Go 1.21."""


def module_path(plan: Plan, report: Report, options: Options) -> str | None:
    """The module path of the repository; None where nothing says one, or nothing usable."""
    word = plan.module
    path = options.module or (word.value if word is not None else options.existing_module)
    span = plan.span if options.module or word is None else word.span
    if not path:
        _report_no_module(plan, report)
        return None
    problem, hint = module_path_problem(path)
    if problem:
        report.error("module-path", f"module path {path!r} {problem}", span, hint=hint)
        return None
    existing = options.existing_module
    if existing is None or existing == path:
        return path
    if options.module:
        report.error(
            "module-path",
            f"--module {path} differs from the module of the go.mod in the output, {existing}",
            span,
            hint="leave --module out, or generate into another directory",
        )
        return None
    # The go.mod that is there is the user's word: everything around it imports by that path.
    report.warning(
        "module-differs",
        f"the go.mod in the output says {existing}, which is used instead of {path}",
        span,
        hint=f"write `module: {existing}`",
    )
    return existing


def _report_no_module(plan: Plan, report: Report) -> None:
    hint = "write `module: example.com/acme/objects` at the top, or use --module"
    key = plan.module_key
    if key is None:
        report.error("no-module", "the plan names no module", plan.span, hint=hint)
    elif not any(fault.span.begin.line == key.begin.line for fault in report.faults):
        # A value of another form has been reported already.
        report.error("no-module", "the plan names no module: nothing stands behind `module`", key, hint=hint)


def go_version(plan: Plan, report: Report) -> str:
    """The go directive; the default where the plan says none, or none that can be used."""
    word = plan.go
    if word is None:
        return DEFAULT_GO
    newest = stdlib.go_version().removeprefix("go")
    newest_minor = int(newest.split(".")[1])
    minor = go_minor(word.value)
    hint = f'write a release from 1.{OLDEST_GO} to 1.{newest_minor}, such as `go: "{DEFAULT_GO}"`'
    if minor is None:
        report.error("go-version", f"go version {word.value!r} is none that go.mod can have", word.span, hint=hint)
        return DEFAULT_GO
    if minor < OLDEST_GO:
        report.error("go-version", f"go version {word.value} is too old for what scaffold writes", word.span, hint=hint)
        return DEFAULT_GO
    if minor < OLDEST_TOOLCHAIN:
        report.warning(
            "go-version-old",
            f"go {word.value} in go.mod, but the skeletons need a toolchain of Go 1.{OLDEST_TOOLCHAIN} or newer",
            word.span,
            hint=hint,
        )
    if minor > newest_minor:
        report.error("go-version", f"go version {word.value} is newer than scaffold knows", word.span, hint=hint)
        return DEFAULT_GO
    return word.value
