"""Files that scaffold shares with people and tools: `go.mod`, `go.sum`, `.gitattributes`, `kustomization.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scaffold.delivery import Assignment
from scaffold.golang import stdlib
from scaffold.kinds.base import Context
from scaffold.model import Crd, Import
from scaffold.naming import CRDS, SAMPLES
from scaffold.tree import OutFile, Owner
from scaffold.versions import semver_key

if TYPE_CHECKING:
    from scaffold.golang.pins import Require

# They belong to every wave: each needs them for what it brings.
_NOBODY = Assignment(None, None)

_STATE = (
    # A merge of two branches keeps the lines of both sides, which is how scaffold reads these files.
    "/.scaffold/lock linguist-generated=true merge=union",
    "/.scaffold/bases/** linguist-generated=true",
)
_KUSTOMIZATION = ("apiVersion: kustomize.config.k8s.io/v1beta1", "kind: Kustomization", "resources:")
_WILD = "*?[]\\"


def files(context: Context, others: Iterable[OutFile]) -> Iterator[OutFile]:
    """The shared files that go with `others`."""
    made = list(others)
    yield from _module_files(context, made)
    yield from _kustomizations(context, made)
    text = attributes_text(file.path for file in made if file.owner is Owner.GENERATED)
    yield context.file(".gitattributes", text, Owner.SHARED, _NOBODY)


def _kustomizations(context: Context, made: list[OutFile]) -> Iterator[OutFile]:
    """What lists the definitions, and the samples, for ``kubectl apply -k``."""
    for folder in (CRDS, SAMPLES):
        listed = sorted(file.path.removeprefix(f"{folder}/") for file in made if file.path.startswith(f"{folder}/"))
        if listed:
            lines = [*_KUSTOMIZATION, *(f"- {path}" for path in listed)]
            text = "".join(f"{line}\n" for line in lines)
            yield context.file(f"{folder}/kustomization.yaml", text, Owner.SHARED, context.delivery.crds())


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
        stated = _stated(context)
        versions = {one.module: _wanted(context, one, stated) for one in pins.requires}
        unpinned = _unpinned(context, pins.unknown, stated)
        for module, version in unpinned.items():
            versions[module] = max(versions.get(module, ""), version, key=semver_key)
        needed = {one.module for one in pins.requires if one.indirect} - unpinned.keys()
        direct = [f"{module} {version}" for module, version in versions.items() if module not in needed]
        indirect = [f"{module} {version}" for module, version in versions.items() if module in needed]
    lines = [f"module {context.checked.module}", "", f"go {go}"]
    lines += _block(direct, "")
    lines += _block(indirect, " // indirect")
    yield context.file("go.mod", "\n".join(lines) + "\n", Owner.SHARED, _NOBODY)
    if sums:
        yield context.file("go.sum", "".join(f"{line}\n" for line in sums), Owner.SHARED, _NOBODY)


def _stated(context: Context) -> dict[str, Import]:
    """The entries of the plan's `imports` by import path; one that states a version before one that does not."""
    plan = context.checked.plan
    entries = [*plan.imports, *(entry for section in plan.sections for entry in section.imports)]
    entries += [entry for crd in plan.crds if isinstance(crd, Crd) for entry in crd.imports]
    entries.sort(key=lambda entry: entry.version is not None)
    return {entry.path.value: entry for entry in entries}


_TIDY = "run `go mod tidy` once in the repository"


def _wanted(context: Context, pin: Require, stated: dict[str, Import]) -> str:
    """The version of a module that is pinned: the plan's where that is higher, for it may need what is new there."""
    version = pin.version
    for path, entry in stated.items():
        is_of_pin = entry.module.value == pin.module if entry.module else f"{path}/".startswith(f"{pin.module}/")
        if entry.version is None or not is_of_pin:
            continue
        wish = entry.version
        if semver_key(wish.value) > semver_key(version):
            version = wish.value
            if not _resolved_module(context, path, wish.value):
                message = f"no checksums of {pin.module} {version} are known: go.sum lacks them"
                context.report.warning("unpinned-import", message, wish.span, hint=_TIDY)
        elif wish.value != pin.version:
            message = f"go.mod requires {pin.module} {pin.version}, which is newer than {wish.value}"
            context.report.note("newer-import", message, wish.span)
    return version


def _unpinned(context: Context, unknown: Iterable[str], stated: dict[str, Import]) -> dict[str, str]:
    """Modules and versions that the plan states for imports of which scaffold knows nothing else."""
    found: dict[str, str] = {}
    for path in unknown:
        entry = stated.get(path)
        span = entry.path.span if entry is not None else context.checked.plan.span
        version = entry.version.value if entry is not None and entry.version is not None else ""
        resolved = _resolved_module(context, path, version)
        module = entry.module.value if entry is not None and entry.module is not None else module_root(path)
        if resolved:
            _raise_version(found, resolved, version or context.resolved[resolved])
        elif version:
            _raise_version(found, module, version)
            message = f"no checksums of {path} are known: go.sum lacks them"
            context.report.warning("unpinned-import", message, span, hint=_TIDY)
        else:
            message = f"no version of {path} is known: go.mod does not require it"
            name = entry.alias.value if entry is not None else "NAME"
            hint = f"give it one, `imports: {{{name}: {{path: {path}, version: v1.2.3}}}}`, and {_TIDY}"
            context.report.warning("unversioned-import", message, span, hint=hint)
    return found


def _raise_version(found: dict[str, str], module: str, version: str) -> None:
    found[module] = max(found.get(module, ""), version, key=semver_key)


def _resolved_module(context: Context, path: str, version: str) -> str:
    """The module of an import path that the output's go.mod requires, no older than `version`, and go.sum has."""
    elements = path.split("/")
    for end in range(len(elements), 0, -1):
        module = "/".join(elements[:end])
        present = context.resolved.get(module)
        if present is not None:
            return module if not version or semver_key(present) >= semver_key(version) else ""
    return ""


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
