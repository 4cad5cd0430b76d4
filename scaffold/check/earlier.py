"""The contracts of other phases: packages that other plans have in the repository, as names that this one may use.

They are read from the Go that was generated, as if the plan had them under `previous.go`. What the plan says there
itself, and its own packages, come first. A package that leads back to this plan by its imports is no earlier one.
"""

from __future__ import annotations

from scaffold.check.packages import add_previous
from scaffold.check.world import World
from scaffold.diagnostics import Report
from scaffold.golang.parse import parse_file
from scaffold.model import GoFragment
from scaffold.source import Source, Word


def gather_earlier(world: World) -> list[Source]:
    """Add the packages of other plans to `world`; the documents that they were read from."""
    found: dict[str, list[GoFragment]] = {}
    for folder in world.options.earlier:
        path = f"{world.module}/{folder.path}" if folder.path else world.module
        if path in world.drafts or path in world.apis or path in world.previous:
            continue
        fragments = [fragment for fragment in map(_fragment, folder.files) if fragment is not None]
        if fragments:
            found[path] = fragments
    imports = {path: {spec.path for each in found[path] for spec in each.parsed.imports} for path in found}
    ours = {*world.drafts, *world.apis}
    sources = []
    for path, fragments in found.items():
        if not _leads_to(path, imports, ours):
            add_previous(world, Word(path, fragments[0].text.span(0, 0)), tuple(fragments))
            sources += [fragment.text.source for fragment in fragments]
    return sources


def forget_faults(world: World, sources: list[Source]) -> None:
    """Drop what was said of the other plans' own text: it is theirs to mend."""
    if sources:
        theirs = {id(source) for source in sources}
        world.report.drop(lambda found: id(found.span.source) in theirs)


def _fragment(file: tuple[str, str]) -> GoFragment | None:
    text = Source(*file).whole()
    report = Report()
    parsed = parse_file(text, report)
    return None if parsed is None or report.has_errors else GoFragment("", parsed, text)


def _leads_to(path: str, imports: dict[str, set[str]], ours: set[str]) -> bool:
    seen: set[str] = set()
    open_ = [path]
    while open_:
        here = open_.pop()
        if here in ours:
            return True
        if here not in seen:
            seen.add(here)
            open_ += imports.get(here, ())
    return False
