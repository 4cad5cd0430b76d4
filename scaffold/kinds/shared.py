"""Files that scaffold shares with people and tools: `go.mod`, `go.sum`, `.gitattributes`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.delivery import Assignment
from scaffold.golang import stdlib
from scaffold.kinds.base import Context
from scaffold.model import Crd
from scaffold.tree import OutFile, Owner

# They belong to every wave: each needs them for what it brings.
_NOBODY = Assignment(None, None)

_STATE = (
    # A merge of two branches keeps the lines of both sides, which is how scaffold reads these files.
    "/.scaffold/lock linguist-generated=true merge=union",
    "/.scaffold/bases/** linguist-generated=true",
)
_WILD = "*?[]\\"


def files(context: Context, others: Iterable[OutFile]) -> Iterator[OutFile]:
    """The shared files that go with `others`."""
    made = list(others)
    yield from _module_files(context, made)
    text = attributes_text(file.path for file in made if file.owner is Owner.GENERATED)
    yield context.file(".gitattributes", text, Owner.SHARED, _NOBODY)


def foreign_imports(context: Context, made: Iterable[OutFile]) -> list[str]:
    """The import paths of other modules that the Go files use; custom resources name more of them, in YAML."""
    module = context.checked.module
    known = [
        path
        for path in context.checked.package_names
        if not stdlib.is_standard(path) and path != module and not path.startswith(f"{module}/")
    ]
    code = [file.text for file in made if file.path.endswith(".go")] if known else []
    return sorted(path for path in known if any(f'"{path}"' in text for text in code))


def _module_files(context: Context, made: list[OutFile]) -> Iterator[OutFile]:
    if not context.own_module:
        return
    direct: list[str] = []
    indirect: list[str] = []
    sums: tuple[str, ...] = ()
    go = context.checked.go
    paths = foreign_imports(context, made)
    if paths:
        from scaffold.golang.pins import requirements

        pins = requirements(paths, go)
        sums, go = pins.sums, pins.go
        for one in pins.requires:
            (indirect if one.indirect else direct).append(f"{one.module} {one.version}")
        direct += _versioned(context, pins.unknown)
    lines = [f"module {context.checked.module}", "", f"go {go}"]
    lines += _block(direct, "")
    lines += _block(indirect, " // indirect")
    yield context.file("go.mod", "\n".join(lines) + "\n", Owner.SHARED, _NOBODY)
    if sums:
        yield context.file("go.sum", "".join(f"{line}\n" for line in sums), Owner.SHARED, _NOBODY)


def _versioned(context: Context, unknown: Iterable[str]) -> set[str]:
    """Requirements of imports that scaffold knows nothing of but the version that the plan states."""
    plan = context.checked.plan
    stated = [*plan.imports, *(entry for section in plan.sections for entry in section.imports)]
    stated += [entry for crd in plan.crds if isinstance(crd, Crd) for entry in crd.imports]
    versions = {entry.path.value: entry.version.value for entry in stated if entry.version is not None}
    return {f"{module_root(path)} {versions[path]}" for path in unknown if path in versions}


def module_root(path: str) -> str:
    """The module that an import path most likely belongs to: the forges' layout, else the path itself."""
    elements = path.split("/")
    depth = {"github.com": 3, "gitlab.com": 3, "bitbucket.org": 3, "golang.org": 3, "k8s.io": 2, "sigs.k8s.io": 2}.get(
        elements[0], len(elements)
    )
    if len(elements) > depth and elements[depth][:1] == "v" and elements[depth][1:].isdecimal():
        depth += 1
    return "/".join(elements[:depth])


def _block(lines: list[str], comment: str) -> list[str]:
    if len(lines) == 1:
        return ["", f"require {lines[0]}{comment}"]
    return ["", "require (", *(f"\t{line}{comment}" for line in sorted(lines)), ")"] if lines else []


def attributes_text(generated: Iterable[str]) -> str:
    """One line a generated file, so that reviews fold what nobody wrote.

    Exact paths, not patterns such as ``/pkg/api/*.go``: people put files of their own beside generated ones, and a
    pattern would hide those from their reviewers.
    """
    lines = [*_STATE, *(f"{_pattern(path)} linguist-generated=true" for path in sorted(generated))]
    return "".join(f"{line}\n" for line in lines)


def _pattern(path: str) -> str:
    """The pattern that matches this path of the repository and no other."""
    escaped = "".join(f"\\{char}" if char in _WILD else char for char in path)
    if " " not in escaped and '"' not in escaped:
        return f"/{escaped}"
    # git reads a quoted pattern as a C string.
    return '"/' + escaped.replace("\\", "\\\\").replace('"', '\\"') + '"'
