"""What stands behind the number of a wave or an effort: its name, remarks in brackets, arrows."""

from __future__ import annotations

import re

from scaffold.plan.markdown.waves.words import EFFORTS, WAVES, read_size
from scaffold.source import Text

_LONG = 1000
"""Characters of a line after which it is no title and no chain."""
_ARROW = re.compile(r"\s*(?:→|⇒|➜|➔|⟶|‚Üí|──*[>►▶→]|-{1,3}>|={1,2}>)\s*")  # noqa: RUF001 - a tree in a wrong encoding
_PAREN = re.compile(r"\s*[(\[]([^()\[\]]{1,200})[)\]]")
_AFTER = re.compile(
    r".*?\b(?:depends? (?:up)?on|dependent on|after|requires?|needs|follows|following|blocked by|once|waits for)\s+",
    re.IGNORECASE,
)
_BESIDE = re.compile(r".*?\b(?:in )?parallel (?:with|to)\s+|alongside\s+|concurrent with\s+", re.IGNORECASE)
_FIRST = re.compile(r"must be first|no dep\w*|can start immediately|start immediately|foundation first", re.IGNORECASE)
_TAIL = re.compile(r"\s+[–—-]+\s+|[,;|]\s+|\s+\|\s+")  # noqa: RUF001 - dashes of all lengths
_REMARK = re.compile(r"~?\d|depend|after\b|requires?\b|needs\b", re.IGNORECASE)
_SAYS_LITTLE = re.compile(r"(?:in )?parallel\b[^()]*|sequential|independent|parallelizable|max:?\s*\d+", re.IGNORECASE)


def chain_of(text: Text) -> tuple[Text, ...]:
    """The links of ``Wave 1 (X) → Wave 2``: each waits for the one before it. Empty where the line is no such thing."""
    value = text.value
    if len(value) > _LONG:
        return ()
    arrows = list(_ARROW.finditer(value))
    if not arrows:
        return ()
    ends = [(0, arrows[0].start())]
    for arrow, following in zip(arrows, [*arrows[1:], None], strict=True):
        ends.append((arrow.end(), following.start() if following else len(value)))
    links: list[Text] = []
    for at, (start, end) in enumerate(ends):
        piece = value[start:end]
        bare = re.match(r"\s*\d{1,4}\s*$", piece) and links and WAVES.search(links[0].value)
        if not (bare or (WAVES.search(piece) or EFFORTS.search(piece) if at == 0 else _begins(piece))):
            break
        links.append(text.part(start, end))
    return tuple(links) if len(links) > 1 else ()


def _begins(piece: str) -> bool:
    start = re.match(r"[^\w]*", piece)
    at = start.end() if start else 0
    return WAVES.match(piece, at) is not None or EFFORTS.match(piece, at) is not None


def name_and_notes(text: Text) -> tuple[Text, list[tuple[str, Text]]]:
    """A title's name, and what stands in brackets behind it: a size, or what it waits for."""
    notes: list[tuple[str, Text]] = []
    if len(text.value) > _LONG:
        return text.part(0, _LONG), notes
    cut = len(text.value)
    for found in _PAREN.finditer(text.value):
        inside = text.part(*found.span(1))
        kind, value = _remark(inside)
        if kind:
            cut = min(cut, found.start())
            if value is not None:
                notes.append((kind, value))
    for found in _TAIL.finditer(text.value, 0, cut):
        rest = text.part(found.end(), cut)
        kind, value = _remark(rest) if _REMARK.match(rest.value) else ("", None)
        if kind:
            pieces = [rest.part(*piece.span()) for piece in re.finditer(r"[^,;]+", rest.value)]
            remarks = [_remark(piece) for piece in pieces if kind == "lines"] or [(kind, value)]
            notes += [(what, said) for what, said in remarks if what and said is not None]
            cut = found.start()
            break
    name = text.part(0, cut)
    bare = name.value.rstrip(" -–—─:→\t")  # noqa: RUF001 - dashes of all lengths
    if len(bare) < len(name.value) and cut < len(text.value):
        name = name.part(0, len(bare))
    whole = re.fullmatch(r"\s*\(([^()]*)\)\s*", name.value)
    return (name.part(*whole.span(1)) if whole else name), notes


def _remark(text: Text) -> tuple[str, Text | None]:
    value = text.value
    size = read_size(value, unit=True)
    if size is not None:
        return "lines", text
    after = _AFTER.match(value)
    if after is not None and (WAVES.search(value, after.end()) or EFFORTS.search(value, after.end())):
        return "depends", text.part(after.end(), len(value))
    beside = _BESIDE.match(value)
    if beside is not None and (WAVES.search(value, beside.end()) or EFFORTS.search(value, beside.end())):
        return "parallel", text.part(beside.end(), len(value))
    if _FIRST.fullmatch(value.strip()):
        return "depends", text.part(len(value), len(value))
    return ("", None) if not _SAYS_LITTLE.fullmatch(value.strip()) else ("parallel", None)
