"""Chains of waves and efforts: ``Wave 1 → Wave 2``."""

from __future__ import annotations

import re

from scaffold.plan.markdown.waves.words import EFFORTS, WAVES
from scaffold.source import Text

_LONG = 1000
"""Characters of a line after which it is no title and no chain."""
_ARROW = re.compile(r"\s*(?:→|⇒|➜|➔|⟶|‚Üí|──*[>►▶→]|-{1,3}>|={1,2}>)\s*")  # noqa: RUF001 - a tree in a wrong encoding


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
