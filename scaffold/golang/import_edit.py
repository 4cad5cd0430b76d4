"""Adding imports to a file that a person laid out, and taking them away, so that gofmt stays content."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from scaffold.golang.renaming import ImportSpec, import_specs
from scaffold.golang.split import tree_of

_FRAME = "package p\n"


class Wish(NamedTuple):
    """An import to add. `group` are the paths that stand in one block with it where it comes from."""

    name: str
    path: str
    group: frozenset[str] = frozenset()

    @property
    def line(self) -> str:
        """As it is written."""
        return f'{self.name} "{self.path}"' if self.name else f'"{self.path}"'


def specs_of(text: str) -> tuple[ImportSpec, ...]:
    """The imports of import declarations as text; places count from the beginning of the text, in bytes."""
    found = tree_of(_FRAME + text)
    if found is None:
        return ()
    shift = len(_FRAME)
    return tuple(s._replace(start=s.start - shift, end=s.end - shift) for s in import_specs(found[1]))


def groups_of(text: str) -> list[frozenset[str]]:
    """The paths of import declarations by block: blocks are what empty lines part."""
    data = text.encode()
    groups: list[set[str]] = []
    last = 0
    for spec in specs_of(text):
        if not groups or b"\n\n" in data[last : spec.start] or b"import" in data[last : spec.start]:
            groups.append(set())
        groups[-1].add(spec.path)
        last = spec.end
    return [frozenset(group) for group in groups]


def without(text: str, drop: Collection[ImportSpec]) -> str:
    """Import declarations without some of their specs; comments beside and above them stay."""
    data = text.encode()
    for spec in sorted(drop, key=lambda spec: -spec.start):
        data = _cut(data, spec)
    left = data.decode()
    # Emptied declarations go, those with a comment in them stay.
    left = re.sub(r"(?m)^import[ \t]*\([ \t\n]*\)[ \t]*\n?", "", left)
    left = re.sub(r"(?m)^import[ \t]*(//[^\n]*\n)", r"\1", left)
    left = re.sub(r"(?m)^import[ \t]*(\n|\Z)", "", left)
    left = re.sub(r"(import[ \t]*\(\n)\n+", r"\1", left)
    left = re.sub(r"\n\n+(\)[ \t]*\n)", r"\n\1", left)
    return re.sub(r"\n{3,}", "\n\n", left)


def _cut(data: bytes, spec: ImportSpec) -> bytes:
    begin = data.rfind(b"\n", 0, spec.start) + 1
    end = data.find(b"\n", spec.end)
    end = len(data) if end < 0 else end + 1
    before, behind = data[begin : spec.start], data[spec.end : end].strip(b" \t\n")
    if before.strip(b" \t"):
        after = data[spec.end :].lstrip(b" \t")
        return data[: spec.start] + (after[1:].lstrip(b" \t") if after.startswith(b";") else data[spec.end :])
    if not behind or behind == b";":
        return data[:begin] + data[end:]
    if behind.startswith(b";"):
        return data[: spec.start] + data[spec.end :].lstrip(b" \t").removeprefix(b";").lstrip(b" \t")
    return data[: spec.start] + data[spec.end :].lstrip(b" \t")


def added(text: str, wishes: Iterable[Wish]) -> str:
    """Import declarations with more imports: each in its block and at its place there; a first block where none is."""
    for wish in sorted(wishes, key=lambda wish: wish.path):
        text = _add(text, wish)
    return text


def _add(text: str, wish: Wish) -> str:
    specs = [spec for spec in specs_of(text) if spec.path != "C"]
    data = text.encode()
    if not specs:
        separator = "" if not text or text.endswith("\n\n") else "\n"
        return f"{text}{separator}import {wish.line}\n" if text.strip() else f"\nimport {wish.line}\n"
    if not any(_in_block(data, spec) for spec in specs):
        return _add(_as_block(data, specs[-1]), wish)
    inside = [spec for spec in specs if _in_block(data, spec)]
    alike = _alike(data, inside, wish)
    if not alike:
        first = _standard(wish.path)
        edge = inside[0] if first else inside[-1]
        at = _line_begin(data, edge) if first else _line_end(data, edge)
        line = f"\t{wish.line}\n\n" if first else f"\n\t{wish.line}\n"
        return (data[:at] + line.encode() + data[at:]).decode()
    larger = [spec for spec in alike if spec.path > wish.path]
    at = _line_begin(data, larger[0]) if larger else _line_end(data, alike[-1])
    return (data[:at] + f"\t{wish.line}\n".encode() + data[at:]).decode()


def _alike(data: bytes, specs: list[ImportSpec], wish: Wish) -> list[ImportSpec]:
    """The specs of the block of a declaration where the wish belongs; empty if it needs one of its own."""
    blocks: list[list[ImportSpec]] = []
    last = 0
    for spec in specs:
        between = data[last : spec.start]
        if not blocks or re.search(rb"\n[ \t]*\n", between) or b"import" in between:
            blocks.append([])
        blocks[-1].append(spec)
        last = spec.end
    for block in blocks:
        if any(spec.path in wish.group for spec in block):
            return block
    same = [block for block in blocks if all(_standard(s.path) == _standard(wish.path) for s in block)]
    if _standard(wish.path):
        return same[0] if same else []
    return []


def _standard(path: str) -> bool:
    return "." not in path.split("/", 1)[0]


def _in_block(data: bytes, spec: ImportSpec) -> bool:
    """Whether a spec stands on a line of its own inside parentheses."""
    return not data[data.rfind(b"\n", 0, spec.start) + 1 : spec.start].strip(b" \t")


def _as_block(data: bytes, spec: ImportSpec) -> str:
    """A single import, put into parentheses; one in a block on one line gets lines."""
    begin, end = _line_begin(data, spec, comments=False), _line_end(data, spec)
    if b"(" in data[begin : spec.start]:
        opened = data.index(b"(", begin) + 1
        closed = data.find(b")", spec.end)
        inner = data[opened:closed].replace(b";", b"\n")
        lines = b"".join(b"\t" + line.strip() + b"\n" for line in inner.split(b"\n") if line.strip())
        return (data[:opened] + b"\n" + lines + data[closed:]).decode()
    line = data[spec.start : end].rstrip(b"\n")
    return (data[:begin] + b"import (\n\t" + line + b"\n)\n" + data[end:]).decode()


def _line_begin(data: bytes, spec: ImportSpec, *, comments: bool = True) -> int:
    begin = data.rfind(b"\n", 0, spec.start) + 1
    while comments:
        above = data.rfind(b"\n", 0, max(begin - 1, 0)) + 1
        if above >= begin or not data[above:begin].strip().startswith(b"//"):
            break
        begin = above
    return begin


def _line_end(data: bytes, spec: ImportSpec) -> int:
    end = data.find(b"\n", spec.end)
    return len(data) if end < 0 else end + 1
