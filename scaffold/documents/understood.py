"""A document as the plan in YAML that it was understood to be: `scaffold go` makes the same of both.

What was guessed is written, and what was left out is left out. What is written is generated in memory and compared with
what the document makes, so that a difference is reported here and not found in a repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.check.crds import fitted
from scaffold.diagnostics import Report, Severity
from scaffold.documents.convert import Spelled, as_yaml, read
from scaffold.documents.cuts import without_pieces
from scaffold.model import CrdGo, Plan
from scaffold.node import Entry, Mapping, Sequence
from scaffold.pipeline import Input, Made, Settings, make
from scaffold.plan.markdown.nodes import composed

_FORGIVEN = ("undeclared-type", "unknown-package", "unpinned-import", "crd-float", "crd-version")
"""Codes of what a plan in YAML is refused for, unless it is lenient as documents are."""

_ANY_MODULE = "example.com/module"
_ANY_GROUP = "group.example.com"
"""Module and API group of what is compared, where the document states none."""

Files = dict[str, str]
"""Text by path."""


def write_plan(given: Input, report: Report, on_duplicate: str = "error", group: str | None = None) -> str | None:
    """The YAML of a document; None where nothing can be made of it, and the report says why.

    `group` is the API group of kinds that state none: without one they are plain types, in the YAML too.
    """
    spelled = read(given.data, given.shown, given.name, True, report, on_duplicate, group)
    if spelled is None:
        return None
    settings, made, aside = _make_document(given, spelled.plan, on_duplicate, group)
    if made is not None and made.left_out is not None:
        for warning in made.left_out.warnings:
            report.add(warning)
    comments = [message for message in report if message.severity is not Severity.ERROR]
    comments += [message for message in aside if message.code in _FORGIVEN and message.severity is Severity.WARNING]
    comments = list({(message.code, message.message, message.span.offsets): message for message in comments}.values())
    whole = spelled._replace(tree=_with_versions(spelled.tree, spelled.plan))
    is_forgiven = any(message.code in _FORGIVEN for message in aside)
    if made is None:
        return as_yaml(_as_lenient(whole) if is_forgiven else whole, comments)
    wanted = _files(made)
    different: list[str] = []
    text = ""
    for candidate in _candidates(whole, made):
        text = as_yaml(candidate, comments)
        files = _files_of_text(text, given.name, settings)
        if files == wanted:
            return text
        different = sorted(path for path in {*files, *wanted} if files.get(path) != wanted.get(path))
    shown = ", ".join(different[:3]) + (f" and {len(different) - 3} more" if len(different) > 3 else "")
    message = f"the plan in YAML does not make the same as the document: {shown}"
    report.warning("import-differs", message, spelled.plan.span, "compare what both make before relying on it")
    return text


def _make_document(
    given: Input, plan: Plan, on_duplicate: str, group: str | None
) -> tuple[Settings, Made | None, Report]:
    """What a document makes, with stand-ins for the options that its author gives on the command line."""
    module = None if plan.module is not None else _ANY_MODULE
    settings = Settings(module=module, on_duplicate=on_duplicate, group=group)
    report = Report()
    made = make(given, settings, report)
    if made is None and any(fault.code == "crd-group" for fault in report.faults):
        settings = settings._replace(group=_ANY_GROUP)
        report = Report()
        made = make(given, settings, report)
    return settings, made, report


def _candidates(whole: Spelled, made: Made) -> Iterator[Spelled]:
    """Ways to write a document as YAML, the one that asks for the least leniency first."""
    if made.left_out is not None and made.left_out.pieces:
        sound = whole._replace(tree=without_pieces(whole.tree, made.left_out.pieces))
        yield sound
        yield _as_lenient(sound)
    else:
        yield whole
    yield _as_lenient(whole)


def _files(made: Made | None) -> Files:
    """What a plan makes, whatever the plan is called, and wherever in it a declaration stands."""
    if made is None:
        return {}
    name = re.compile(re.escape(made.name) + r"(?::\d+(?:, \d+)*(?: and \d+)?)?")
    return {file.path: name.sub("PLAN", file.text) for file in made.tree}


def _files_of_text(text: str, name: str, settings: Settings) -> Files:
    """What a plan in YAML makes; nothing of one that is refused."""
    plan_name = re.sub(r"\.(md|markdown)$", "", name, flags=re.IGNORECASE) + ".yaml"
    return _files(make(Input(text.encode("utf-8", "replace"), plan_name, plan_name), settings, Report()))


# --- what is written beside what the document says ------------------------------------------------------------------


def _as_lenient(spelled: Spelled) -> Spelled:
    """The plan that says itself that it is read as a document is."""
    tree = spelled.tree
    lenient = Entry(composed("lenient", tree.span, True), composed("true", tree.span, True))
    generate = tree.get("generate")
    if isinstance(generate, Mapping):
        options = generate._replace(entries=(*generate.entries, lenient))
        if generate.get("lenient") is not None:
            return spelled
        entries = [e._replace(value=options) if e.key.value == "generate" else e for e in tree.entries]
    else:
        kept = [entry for entry in tree.entries if entry.key.value != "generate"]
        entries = [*kept, Entry(composed("generate", tree.span, True), Mapping((lenient,), tree.span))]
    return spelled._replace(tree=tree._replace(entries=tuple(entries)))


def _with_versions(tree: Mapping, plan: Plan) -> Mapping:
    """The tree with the version that was taken for custom resources in Go that state none."""
    crds = tree.get("crds")
    if not isinstance(crds, Sequence) or len(crds.items) != len(plan.crds):
        return tree
    items = list(crds.items)
    for number, (before, item) in enumerate(zip(plan.crds, items, strict=True)):
        if isinstance(before, CrdGo) and before.version is None and isinstance(item, Mapping):
            (after,) = fitted([before], Report(), lenient=True)
            assert isinstance(after, CrdGo)
            if after.version is not None:
                version = Entry(composed("version", item.span, True), composed(after.version.value, item.span, True))
                items[number] = item._replace(entries=(version, *item.entries))
    entries = [
        entry._replace(value=crds._replace(items=tuple(items))) if entry.key.value == "crds" else entry
        for entry in tree.entries
    ]
    return tree._replace(entries=tuple(entries))
