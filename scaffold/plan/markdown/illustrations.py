"""Go that only illustrates: alternatives, examples, what is there today. It is no contract, unless a path places it."""

from __future__ import annotations

import re
from typing import Final

from scaffold.plan.markdown.go_fences import Piece
from scaffold.plan.markdown.outline import Part, words
from scaffold.source import Text

_WHAT_IS: Final = (
    r"(?:code|state|design|approach|behaviou?r|implementation|situation|architecture|apis?|types?|structs?|structures?|"
    r"interfaces?|system|code\ base|codebase|way|versions?|flow|problem|signatures?|model)"
)
_TITLE: Final = re.compile(
    rf"""
    (?:appendix(?:\ \w)?\ )?
    (?: (?:(?:other|design|possible|considered|rejected|previous|discarded)\ )*alternatives?
        (?:\ (?:considered|rejected|approach(?:es)?|designs?|solutions?|not\ taken|\d+|[a-z]\b.*))*
    |   options\ (?:considered|rejected|not\ taken)
    |   (?:rejected|discarded|abandoned)\b.*
    |   why\ not\b.*
    |   (?:\w+\ ){{0,2}}(?:examples?|usage|snippets?|walkthrough)(?:\ (?:code|usage|examples?|patterns?|\d+))*
    |   (?:examples?|usage)\ (?:usage|code|how|using|scenario|implementation|workflow|program|client|flow|cases?)\b.*
    |   (?:sample|demo)(?:\ (?:code|usage))? | quick\ ?start | getting\ started | how\ (?:to\ )?use\b.*
    |   before | (?:before|old|current|existing|legacy|today|deprecated)(?:\ {_WHAT_IS})+
    |   existing | today | what\ we\ have\b.*
    |   (?:before|current|existing|old|today|proposed|new|after)(?:\ {_WHAT_IS})?(?:\ (?:vs|versus|compared\ with))?
        \ (?:before|current|existing|old|today|proposed|new|after)(?:\ {_WHAT_IS})?
    |   (?:bad|wrong|incorrect|avoid|dont|don\ t|anti\ patterns?|antipatterns?|not\ recommended)(?:\ \w+){{0,2}}
    |   motivation | status\ quo | problem(?:\ statement)?
    |   (?:(?:unit|integration|e2e|end\ end|manual|acceptance)\ )?(?:tests?|testing)
        (?:\ (?:plan|strategy|approach|cases?|examples?|code|patterns?|helpers?|fixtures?|scenarios?|suite))*
    )
    """,
    re.VERBOSE,
)
"""Titles, by their words: what is below them is not what is to be built."""
_EXAMPLE: Final = re.compile(
    r"^\W*(?:[\d.]+\s*)?(?:usage )?(?:examples?|alternatives?)(?: \w{1,2})?\s*[:\u2013\u2014]", re.IGNORECASE
)
_LABEL: Final = re.compile(
    r"^\W*(?:(?:for )?examples?(?: usage)?|usage(?: examples?)?|before|current(?:ly)?|today|existing|old|bad|wrong|"
    r"incorrect|don'?t|avoid|anti-?pattern|rejected|instead of)\b[^\w\n]*(?:\([^)\n]*\))?[^\w\n]*$",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"\s*//[ \t]*([^\n]*)")


def is_illustration(part: Part) -> bool:
    """Whether a heading, or one around it, says that what is below is an example or not to be built."""
    here: Part | None = part
    while here is not None and here.heading is not None:
        if here.role and here.role != "previous":
            return False
        title = words(here.title.replace("/", " ").replace("-", " "))
        if _TITLE.fullmatch(title) or _EXAMPLE.match(here.title):
            return True
        here = here.parent
    return False


def is_label(line: str) -> bool:
    """Whether a line says ``Before``, ``Example`` or the like, and nothing else."""
    return _LABEL.match(line) is not None


def is_labelled(piece: Piece, before: Text | None) -> bool:
    """Whether the line above a fence, or its first line, is such a label."""
    if before is not None and is_label(before.value.rstrip().rsplit("\n", 1)[-1]):
        return True
    comment = _COMMENT.match(piece.text.value)
    return comment is not None and is_label(comment[1])
