"""YAML as a tree that remembers its places, made from PyYAML's events.

PyYAML's own composer recurses, resolves tags and guesses types; here a scalar stays the text that stands there,
nothing recurses, and depth and size are bounded (``plan-format.md``, principles 5 and 6). What is understood:

- one document; anchors and aliases (shared nodes, at most `yaml_tree.MAX_NODES` when expanded);
- merge keys: ``<<: *base`` or a list of such; the mapping's own keys win, then the earlier base. Merged entries stand
  where the merge key stands and keep the places of their anchor;
- the tags ``!!str`` and ``!`` (this is text, not null), ``!!map`` and ``!!seq`` where they say what is there anyway.
  Any other tag is an error.

libyaml's parser is used where PyYAML has it (its wheels do), else the pure one: same tree, slower.
"""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING, Any

import yaml

from scaffold.diagnostics import Related, Report, in_quotes
from scaffold.node import Node
from scaffold.plan.document import report_controls
from scaffold.plan.yaml_tree import Composer, Stop
from scaffold.source import Span, Text

if TYPE_CHECKING:
    from scaffold.plan.yaml_faults import Fault

CParser: Any
try:
    from yaml._yaml import CParser
except ImportError:
    CParser = None

MAX_REREAD = 10_000_000
"""Characters parsed again, in all, to find the faults behind a syntax error."""
MAX_TAG_DIRECTIVES = 100
"""``%TAG`` that may stand in a document, anywhere."""
MAX_PURE = 500_000
"""Characters that PyYAML's pure parser is given: it takes seconds for them."""


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's parser without composer and constructor."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _parser(text: str) -> Any:
    return _PureParser(text) if CParser is None else CParser(text)


def compose(text: Text, report: Report) -> Node | None:
    """The tree of the one YAML document that `text` holds; none where an error leaves nothing to read.

    Faults that leave the rest readable (a key twice, an unknown alias or tag, a text that needs quotes) are reported
    and the tree is returned all the same, so that the reader finds the others in the same run: ask the report before
    using the result.
    """
    collecting = gc.isenabled()
    # A million nodes are no garbage; looking for some in them over and over takes three times as long as making them.
    gc.disable()
    try:
        return _compose(text, report)
    finally:
        if collecting:
            gc.enable()


def _compose(text: Text, report: Report) -> Node | None:
    document = text.value
    if not _bounded(text, report):
        return None
    patches: list[Fault] = []
    budget = MAX_PURE if CParser is None else MAX_REREAD
    behind = 0  # where the last repair ended
    while True:
        composer = Composer(text, report, patches, CParser is None)
        parser = None
        try:
            parser = _parser(document)
            return composer.run(parser)
        except Stop:
            return None
        except (yaml.YAMLError, ValueError, OverflowError) as problem:
            if isinstance(problem, (yaml.reader.ReaderError, UnicodeError)) and report_controls(text, report):
                return None
            if isinstance(problem, yaml.MarkedYAMLError) and "nesting depth" in (problem.problem or ""):
                # libyaml from 0.2.6 on reads ahead into its own limit before it tells the brackets that pass ours.
                _too_deep(text, document[: problem.problem_mark.index + 1 if problem.problem_mark else None], report)
                return None
            if not isinstance(problem, yaml.MarkedYAMLError):
                # The pure parser lets chr() and int() complain of what an escape or a directive says.
                problem = _marked(parser)
            from scaffold.plan.yaml_faults import explain

            fault = explain(document, problem, composer.brackets)
        follows = bool(patches) and fault.code == "yaml-indent" and not document[behind : fault.start].strip()
        if fault.start < behind or follows:
            # More likely a consequence of the repair than a fault of its own.
            return None
        related = [Related(said, Span(text, at, at + 1)) for said, at in fault.related]
        fix = None
        if fault.recovered and fault.patch is not None and fault.code == "yaml-quote":
            fix = in_quotes(Span(text, fault.patch[0], fault.patch[1]))
        report.error(fault.code, fault.message, Span(text, fault.start, fault.end), fault.hint, related, fix)
        budget -= len(document)
        if fault.patch is None or budget < 0:
            return None
        start, end, filler = fault.patch
        if start < behind:
            return None
        document = document[:start] + filler + document[end:]
        patches.append(fault)
        behind = end


def _too_deep(text: Text, beginning: str, report: Report) -> None:
    """Tell, with the pure parser, where the beginning of a document passes `yaml_tree.MAX_DEPTH`."""
    with contextlib.suppress(Stop, yaml.YAMLError):
        Composer(text, report, [], True).run(_PureParser(beginning))


def _marked(parser: Any) -> yaml.MarkedYAMLError:
    """An error where the pure parser stands, which is behind the letter of an escape or on a directive."""
    mark = parser.get_mark() if isinstance(parser, _PureParser) else None
    escape = mark is not None and mark.buffer is not None and mark.buffer[mark.pointer - 2 : mark.pointer - 1] == "\\"
    context = "while scanning a double-quoted scalar" if escape else "while scanning a directive"
    return yaml.scanner.ScannerError(
        context, None, "found an invalid Unicode escape" if escape else "found no number", mark
    )


def _bounded(text: Text, report: Report) -> bool:
    """Whether the parser can be trusted with the text: it compares each tag directive with all before it."""
    at = -1
    for _ in range(MAX_TAG_DIRECTIVES + 1):
        at = text.value.find("%TAG", at + 1)
        if at < 0:
            break
    else:
        report.error("yaml-size", f"more than {MAX_TAG_DIRECTIVES} %TAG directives", text.span(at, at + 4))
        return False
    if CParser is None and len(text.value) > MAX_PURE:
        message = f"without libyaml a document may have {MAX_PURE:,} characters; this one has {len(text.value):,}"
        report.error("document-size", message, text.span(0, 0), "install a PyYAML wheel: it has libyaml")
        return False
    return True
