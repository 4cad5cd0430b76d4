"""Messages about a document that have one cause are one message, with all its places."""

from __future__ import annotations

import re
from typing import Final

from scaffold.diagnostics import Diagnostic, Related, Report
from scaffold.source import Source

_TOGETHER: Final = {
    "body-missing": "{n} functions have no body: they get one that does nothing yet",
    "duplicate-same": "{n} declarations stand here again, alike: one of each is kept",
    "fence-left-out": "{n} fences have no place in a plan: left out",
    "go-incomplete": "{n} declarations are incomplete: something is left out of each",
    "section-left-out": "{n} sections have nothing for a plan: left out",
    "yaml-left-out": "{n} pieces of YAML are no part of a plan: left out",
}
"""Codes of which all messages have one cause, and what is said of several."""
_ALIKE: Final = frozenset(("front-matter", "go-found", "go-left-out", "go-placed"))
"""Codes of which those messages have one cause that say the same."""


_HINTS: Final = (
    (
        r"declare it: `types: \[\{name: (\w+), [^`]*`, or in a `go:` block",
        r"declare it in a fence of Go: `type \1 struct { … }`",
    ),
    (r"state it: (`imports: [^`]*`)", r"write a fence of YAML with \1"),
    (r"add its import path under `imports:`, such as `(\w+): ([^`]*)`", r'import it in the fence: `import \1 "\2"`'),
    (r"say which one under `imports:`: .*", "import the one that is meant in the fence"),
    (r"write `module: [^`]*` at the top", "write `**Module**: example.com/acme/objects` below the title"),
    (r"write `module: ([^`]*)`", r"write `**Module**: \1`"),
    (
        r"write `group: [^`]*`, a domain name of yours",
        "write `// +groupName=objects.example.com`, a domain name of yours, in a line of its own above the types",
    ),
    (r"write `version: v1alpha1` beside `go:`, or a", "write a"),
    (r"(set|write) (`go: [^`]*`)", r"\1 \2 in a fence of YAML"),
    (
        r"give one of the sections another `path`, or both the same `package`",
        "give one of the fences another path, // pkg/x/x.go on its first line",
    ),
    (
        r"give the contract package another `path:`",
        "give the contracts another path, // pkg/x/x.go on the fence's first line",
    ),
    (
        r"add a section such as `storage:` .*",
        "add a fence of Go (```go) with the types and interfaces that are to be generated",
    ),
    (
        r"declare `interfaces`, `types`, `errors` or `go`, or leave the section out",
        "declare something in a fence of Go",
    ),
    (r"leave the clause out, or set the section's `package`", "or leave the clause out"),
)
"""What hints say in terms of YAML, and what they say to the author of a document."""


def phrase_hints(report: Report, source: Source) -> None:
    """Say in hints what to write in a document, not in YAML."""
    changed: dict[int, Diagnostic] = {}
    for message in report.found:
        hint = message.hint
        if "`" in hint and message.span.source is source:
            for pattern, instead in _HINTS:
                hint = re.sub(pattern, instead, hint)
            if hint != message.hint:
                changed[id(message)] = message._replace(hint=hint)
    report.drop(lambda message: id(message) in changed)
    for message in changed.values():
        report.add(message)


def gather_messages(report: Report, source: Source, *, has_module: bool = False) -> None:
    """Put the messages about a document together by their causes: the first place, and the others behind it.

    `has_module`: the command line says the module, so that nobody needs to know what the document says.
    """
    if has_module:
        report.drop(lambda message: message.code == "module-found")
    phrase_hints(report, source)
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for message in sorted(report.found, key=lambda found: found.span.offsets):
        if message.span.source is source and message.code in _TOGETHER:
            if _is_one_cause(message):
                groups.setdefault((message.code, message.severity.value), []).append(message)
        elif message.span.source is source and message.code in _ALIKE:
            groups.setdefault((message.code, message.severity.value, message.message), []).append(message)
    several = [members for members in groups.values() if len(members) > 1]
    gone = {id(message) for members in several for message in members}
    report.drop(lambda message: id(message) in gone)
    for members in several:
        first = members[0]
        same = all(message.message == first.message for message in members)
        text = _TOGETHER.get(first.code, f"{first.message} ({{n}} places)").format(n=len(members))
        places = [Related("the first one" if same else first.message, first.span)] if not same else []
        places += [Related("here too" if same else message.message, message.span) for message in members[1:]]
        report.add(first._replace(message=text, related=tuple(places)))


def _is_one_cause(message: Diagnostic) -> bool:
    """YAML that could not be used for a fault of its own keeps its message."""
    return message.code != "yaml-left-out" or message.message.endswith("no part of a plan: left out")
