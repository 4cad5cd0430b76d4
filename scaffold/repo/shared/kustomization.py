"""`kustomization.yaml`: the files under `resources`; everything else in it is people's own."""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.repo.shared.entries import Merged, Request, Unreadable, line_end, lines_with_ends, moves

_KEY = re.compile(r"resources[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"([ \t]*)-[ \t]+(.*)")


class _Resources(NamedTuple):
    """The list on disk: lines `begin` to `end` hold its items; `key` is the line of the key, -1 where there is none.

    `items` are (line, entry). `flow` is the text of a list in brackets, which stands on the line of its key.
    """

    key: int
    begin: int
    end: int
    items: list[tuple[int, str]]
    indent: str
    flow: str | None


def merge(request: Request) -> Merged:
    """Merge by resource; see `entries.Request`."""
    wanted = {plan: _entries(text) for plan, text in request.wanted.items()}
    lines = lines_with_ends(request.disk or "")
    found = _resources(lines)
    decided = moves((entry for _, entry in found.items), wanted, request)
    if request.disk is None:
        whole = list(request.wanted.values())
        if len(whole) == 1 and decided.add == next(iter(wanted.values())):
            return Merged(whole[0] or None, decided.shares)
        if not decided.add:
            return Merged(None, decided.shares)
        head = next(text for text in whole if text).partition("resources:")[0]
        return Merged(head + "resources:\n" + "".join(f"- {entry}\n" for entry in decided.add), decided.shares)
    if not decided.add and not decided.drop:
        return Merged(request.disk, decided.shares)
    text = _changed(lines, found, decided.add, decided.drop, line_end(request.disk))
    left = [entry for _, entry in found.items if entry not in decided.drop] or decided.add
    return Merged(None if not left and _only_head(text) else text, decided.shares)


def _entries(text: str) -> list[str]:
    return [entry for _, entry in _resources(lines_with_ends(text)).items]


def _resources(lines: list[str]) -> _Resources:
    for at, line in enumerate(lines):
        found = _KEY.fullmatch(line.rstrip("\r\n"))
        if found is None:
            continue
        rest = found[1].partition(" #")[0].strip() if not found[1].startswith("#") else ""
        if rest.startswith("[") and rest.endswith("]"):
            entries = [entry for part in rest[1:-1].split(",") if (entry := _entry(part))]
            return _Resources(at, at + 1, at + 1, [(at, entry) for entry in entries], "", rest)
        if rest and rest not in ("null", "~"):
            raise Unreadable(f"its line {at + 1} has resources in a form other than a list")
        return _block(lines, at)
    return _Resources(-1, len(lines), len(lines), [], "", None)


def _block(lines: list[str], key: int) -> _Resources:
    items: list[tuple[int, str]] = []
    indent, end = "", key + 1
    for at in range(key + 1, len(lines)):
        line = lines[at].rstrip("\r\n")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _ITEM.fullmatch(line)
        if found is None:
            if line[0] in " \t":
                raise Unreadable(f"its line {at + 1} is no item of resources")
            break
        items.append((at, _entry(found[2].partition(" #")[0])))
        indent, end = found[1], at + 1
    return _Resources(key, key + 1, end, items, indent, None)


def _entry(text: str) -> str:
    return text.strip().strip("\"'").removeprefix("./")


def _changed(lines: list[str], found: _Resources, add: list[str], drop: frozenset[str], end: str) -> str:
    new = [f"{found.indent}- {entry}{end}" for entry in add]
    if found.key < 0:
        head = [*lines[:-1], lines[-1].rstrip("\r\n") + end] if lines else []
        return "".join([*head, f"resources:{end}", *new])
    if found.flow is not None:
        kept = [entry for _, entry in found.items if entry not in drop]
        line = lines[found.key].replace(found.flow, f"[{', '.join([*kept, *add])}]", 1)
        return "".join([*lines[: found.key], line, *lines[found.key + 1 :]])
    gone = {at for at, entry in found.items if entry in drop}
    before = [line for at, line in enumerate(lines[: found.end]) if at not in gone]
    if before and not before[-1].endswith("\n"):
        before[-1] += end
    if not new and len(gone) == len(found.items):
        key = before.index(lines[found.key])
        before[key] = f"resources: []{end}"
    elif new:
        # A key with nothing but null behind it gets items; so does one with a list.
        before[found.key] = re.sub(r":[ \t]*(null|~)?", ":", before[found.key], count=1)
    return "".join([*before, *new, *lines[found.end :]])


def _only_head(text: str) -> bool:
    """Whether nothing is left but what scaffold itself puts above the list."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return all(line.startswith(("apiVersion:", "kind:", "resources: []")) for line in lines) and "#" not in text
