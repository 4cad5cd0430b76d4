"""`go.mod`: requirements are scaffold's entries; the go directive is raised where the plan needs more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scaffold.repo.shared.entries import Merged, Request
from scaffold.repo.shared.modedit import ModFile
from scaffold.repo.shared.modfile import Requirement, argument, from_entry, parse, requirements
from scaffold.versions import go_key, is_version, semver_key

Wants = dict[str, Requirement]
"""Requirements by module path."""


def merge(request: Request) -> Merged:
    """Merge by requirement; see `entries.Request`. Raises `Unreadable` if the file on disk is no go.mod.

    A requirement that is there is raised where the plan needs a higher version, and never lowered; ``module``,
    ``toolchain``, ``replace`` and all the rest stay as they are. Of what the plans want, only ``module``, ``go`` and
    the requirements count.
    """
    whole = [text for text in request.wanted.values() if text]
    wanted = {plan: _all(text) for plan, text in request.wanted.items()}
    there = _all(request.disk or "")
    shares = _shares(request, wanted, there)
    own = {plan: entries for plan, entries in shares.items() if entries}
    before, after = _union(request.shares), _union(shares)
    if not (request.disk or "").strip():
        if len(whole) <= 1:
            return Merged(whole[0] if whole else request.disk, own)
        file = ModFile(whole[0], _all(whole[0]))
    else:
        file = ModFile(request.disk or "", before)
    _directives(file, whole)
    needed = _highest(one for wants in wanted.values() for one in wants.values())
    theirs = any(path not in before and path not in needed for path in there)
    for path, (at, one) in requirements(file.lines).items():
        if path in needed:
            _update(file, at, one, needed[path], before.get(path))
        # A version that is not scaffold's was chosen by somebody, who now owns the line; and where there are modules
        # of theirs, one of them may need what only looks like a left-over of scaffold's.
        elif path in before and path not in after and one == before[path] and not (one.indirect and theirs):
            file.remove(at)
    present = requirements(file.lines)
    for path, one in needed.items():
        if path not in present and (path not in before or request.disk is None):
            file.add(one)
    text = file.text()
    return Merged(text, own, alone=not theirs and _all(text).keys() <= after.keys())


def _all(text: str) -> Wants:
    return {path: one for path, (_, one) in requirements(parse(text)).items()}


def _directives(file: ModFile, texts: list[str]) -> None:
    """Give the file the module line it lacks, and the highest of the go directives."""
    lines = [parse(text) for text in texts]
    module = next((found[1] for each in lines if (found := argument(each, "module"))), None)
    if module is not None:
        file.need_module(module)
    versions = [found[1] for each in lines if (found := argument(each, "go"))]
    if versions:
        file.need_go(max(versions, key=go_key))


def _union(shares: Mapping[str, frozenset[str]]) -> Wants:
    """The requirements in a base: of several of one module the highest."""
    entries = frozenset().union(*shares.values())
    return _highest(one for entry in sorted(entries) if (one := from_entry(entry)) is not None)


def _highest(requirements_: Iterable[Requirement]) -> Wants:
    found: Wants = {}
    for one in requirements_:
        if one.path not in found or _higher(one.version, found[one.path].version):
            found[one.path] = one
    return found


def _higher(one: str, other: str) -> bool:
    return semver_key(one) > semver_key(other)


def _shares(request: Request, wanted: Mapping[str, Wants], there: Wants) -> dict[str, frozenset[str]]:
    """The base after the merge: what was scaffold's and is still wanted, and what it adds now."""
    before = _union(request.shares)
    shares = {plan: own for plan, own in request.shares.items() if plan not in wanted or request.additive}
    for plan, wants in wanted.items():
        own = {
            one.entry
            for path, one in wants.items()
            if path in before or path not in there or (request.adopt and there[path].version == one.version)
        }
        old = {entry for entry in shares.get(plan, ()) if (had := from_entry(entry)) and had.path not in wants}
        shares[plan] = frozenset(own | old)
    return shares


def _update(file: ModFile, at: int, there: Requirement, needed: Requirement, before: Requirement | None) -> None:
    """Bring the requirement in line `at` up to what is needed, if that is more."""
    higher = is_version(there.version) and _higher(needed.version, there.version)
    if there == before and needed.indirect != there.indirect and (higher or needed.version == there.version):
        file.remove(at)
        file.add(needed)
    elif higher:
        file.set_version(at, needed.version)
