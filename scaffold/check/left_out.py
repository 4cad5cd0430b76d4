"""What `go` blocks have besides declarations: directives of Go's tools, and imports that name nothing.

Generated files have none of it, so each is reported at its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scaffold.check.world import World
from scaffold.diagnostics import Severity
from scaffold.golang.loose import chunks
from scaffold.golang.parse_comments import is_directive
from scaffold.golang.parse_scan import scan
from scaffold.model import CrdGo, GoFragment
from scaffold.source import Span

_MAY_HAVE: Final = re.compile(r"//(?:line |export |extern |[a-z0-9]+:[a-z0-9])|//[ \t]*\+build\b|/\*line ")
_CONSTRAINT: Final = re.compile(r"//go:build\b|//[ \t]*\+build\b")

_MEANINGS: Final = {
    "go:build": "the file is compiled on every platform",
    "go:embed": "the variable stays empty",
    "go:generate": "go generate runs nothing",
    "go:linkname": "the name is linked to nothing",
    "export": "C cannot call the function",
    "line": "places are those of the generated file",
}


def report_left_out(world: World) -> None:
    """Report the directives and imports of all `go` blocks that no generated file has."""
    fragments = [fragment for section in world.plan.sections for fragment in section.go]
    fragments += [fragment for crd in world.plan.crds if isinstance(crd, CrdGo) for fragment in crd.fragments]
    # A document's code was not written for this run: what is missing of it is worth a note.
    severity = Severity.NOTE if world.options.lenient else Severity.WARNING
    for fragment in fragments:
        for message, span, hint in (*_directives(fragment), *_imports(fragment)):
            code = "import-left-out" if message.startswith("import") else "directive-left-out"
            if severity is Severity.NOTE:
                world.report.note(code, message, span, hint)
            else:
                world.report.warning(code, message, span, hint)


def has_constraint(fragment: GoFragment) -> bool:
    """Whether a file of the plan is for some platforms only."""
    return any(_CONSTRAINT.match(comment) for comment, _ in _comments(fragment))


def _directives(fragment: GoFragment) -> Iterator[tuple[str, Span, str]]:
    for comment, span in _comments(fragment):
        word = re.match(r"[\w:]+", comment.removeprefix("//").removeprefix("/*").lstrip(" \t+"))
        name = word[0] if word else ""
        constraint = _CONSTRAINT.match(comment) is not None
        if not constraint and not comment.startswith("/*line") and not is_directive(comment[2:]):
            continue
        meaning = _MEANINGS.get("go:build" if constraint else name, "")
        message = f"{comment.partition(chr(10))[0].strip()} is left out" + (f": {meaning}" if meaning else "")
        yield message, span, "put what needs it into a file of your own beside the generated ones"


def _comments(fragment: GoFragment) -> Iterator[tuple[str, Span]]:
    """The comments that may be directives, those in bodies of functions apart: bodies are kept or reported."""
    text = fragment.text
    if not _MAY_HAVE.search(text.value):
        return
    bodies = [chunk.body for chunk in chunks(text) if chunk.body is not None]
    found = [place for places in scan(text.value).comments.values() for place in places]
    for start, end in sorted(found):
        if not any(first <= start < last for first, last in bodies) and _MAY_HAVE.match(text.value, start):
            yield text.value[start:end], text.span(start, end)


def _imports(fragment: GoFragment) -> Iterator[tuple[str, Span, str]]:
    for spec in fragment.parsed.imports:
        if spec.path == "C":
            hint = "cgo belongs into a package of your own that wraps it"
            yield 'import "C" is left out, with the C code above it', spec.span, hint
        elif spec.alias == "_":
            hint = "import it in a file of your own beside the generated ones"
            yield f'import _ "{spec.path}" is left out: the package is not initialised', spec.span, hint
