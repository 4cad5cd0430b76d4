"""Labelled values of waves and efforts: ``**Dependencies**: Wave 1``, ``**Lines**: ~600``, a cell under its header."""

from __future__ import annotations

import re
from typing import Final

from scaffold.markdown.inline import code_spans, plain, strip
from scaffold.plan.markdown.waves.found import Claim, EffortMention, Found, Statement, WaveKey, WaveMention, name_claim
from scaffold.plan.markdown.waves.words import between, number, read_code, read_size, read_title, says_none
from scaffold.source import Text

_ATTRIBUTES: Final = {
    "depends": (
        "depends on, dependencies, dependency, deps, depends, requires, prerequisites, prerequisite, prereqs, prereq, "
        "start condition, blocked by, waits for, wait for, after, internal, internal dependencies, wave dependencies, "
        "effort dependencies, depends upon, must follow, follows, builds on, preconditions, predecessors, predecessor, "
        "needs, waits on, starts after, start after, dep, upstream, depends on efforts, depends on waves"
    ),
    "blocks": "blocks, unblocks, dependent efforts, required by, blocking, enables, blocked efforts, successors",
    "lines": (
        "lines, line count, size, size estimate, estimated size, estimated lines, estimated loc, loc, est loc, "
        "est lines, "
        "lines of code, estimate, estimated lines of code, line estimate, size est, expected lines, target lines, "
        "target size, expected size, estimated line count, total lines, pr size, estimated pr size, code size, est, "
        "lines est, loc est, loc estimate, approx lines, approximate lines, estimate lines, effort size, sloc, "
        "lines estimate"
    ),
    "budget": "budget, line budget, max lines, size limit, line limit, max size, maximum lines, hard limit",
    "branch": "branch, branch name, git branch, feature branch, branches",
    "paths": (
        "files, paths, path, scope, directory, directories, domain, package, packages, location, files modified, file, "
        "files to create, files to modify, key files, target files, ownership, owns, modules, primary files, code, "
        "files created, files changed, package path, file paths, affected files, new files, working directory, target, "
        "files create, files modify, areas, area, touches"
    ),
    "delivers": "delivers, deliverables, deliverable, sections",
    "implements": (
        "implements, implements interfaces, implements interface, interfaces implemented, implemented interfaces, "
        "implementing, interface, interfaces, contract implemented, contracts implemented"
    ),
    "parallel": (
        "parallel with, can parallel with, can parallelize with, runs parallel with, parallelizable with, "
        "concurrent with, "
        "can run with, runs with, can run in parallel with, in parallel with"
    ),
    "can": (
        "can parallelize, parallelizable, can run in parallel, parallel, can parallel, can be parallelized, "
        "parallelization"
    ),
    "beside": "parallel efforts",
    "count": "total efforts, number of efforts, effort count",
    "name": "name, title, effort name, wave name, pr title",
    "wave": "wave, wave number",
    "id": "id, effort id, task id, effort number",
    "owner": "owner, owners, owned by, assignee, assigned to, assigned, responsible",
}
ATTRIBUTES: Final = {label: name for name, labels in _ATTRIBUTES.items() for label in labels.split(", ")}
"""The words of a label, in lower case → what it is about."""

_OF_EFFORTS: Final = frozenset(["lines", "branch", "paths", "delivers", "implements", "owner"])
"""What only efforts have: a wave of which it is said may be an effort by itself."""
_PATH = re.compile(r"(?!/|~|\w:)[\w.*?@+~-]+(?:/[\w.*?@+~-]+)*/?\Z")
LOOKS_LIKE_PATH = re.compile(r"[\w.*-]+/[\w.*/-]*|[\w-]+\.(?:go|proto|ya?ml|md|json|sh|mod|sql)\Z")
_WORD = re.compile(r"[^\W\d][\w-]*(?:\.[\w-]+)*\Z")
_BRANCH = re.compile(r"[^\s`~^:?*\[\]\\,;()]+\Z")
_AND = re.compile(r"\s*(?:[,;&+\n]|\s/\s|\band\b|\bplus\b)\s*")
_NO = re.compile(r"[^\w]*(?:no|false|not\b|sequential|✗|❌)", re.IGNORECASE)


def words(label: str) -> str:
    """The words of a label: lower case, single-spaced, without what stands in brackets."""
    return " ".join(re.findall(r"[a-z]+", re.sub(r"\([^()]*\)", " ", label.lower())))


class Taker:
    """Gives values to the waves and efforts they were written for."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def take(self, target: WaveMention | EffortMention, attribute: str, value: Text, rank: int, phase: str) -> bool:
        """Give `target` a value; whether it was of use."""
        self.found.taken += 1
        if attribute in ("depends", "parallel", "blocks"):
            statements = {
                "depends": target.depends,
                "parallel": target.parallel,
                "blocks": target.blocks if isinstance(target, EffortMention) else None,
            }[attribute]
            if statements is None:
                return False
            statements.append(Statement(value, rank, phase))
            return True
        if not value.value.strip():
            return False
        if isinstance(target, WaveMention):
            return self._wave(target, attribute, value, rank)
        return self._effort(target, attribute, value, rank)

    def _wave(self, target: WaveMention, attribute: str, value: Text, rank: int) -> bool:
        if attribute == "budget":
            target.budget += self._size(value, rank)
            return True
        if attribute in ("beside", "count"):
            figure = re.match(r"\D{0,3}(\d{1,4})\b(?!\s*[.:-]\s*\d)", value.value)
            if figure is not None:
                target.counts.append((int(figure[1]), attribute, value.span(*figure.span(1))))
            return figure is not None
        if attribute == "name" and target.name is None:
            target.name = name_claim(value, rank)
            return True
        if attribute in _OF_EFFORTS:
            return self._effort(target.as_effort(), attribute, value, rank)
        return attribute == "can"

    def _effort(self, target: EffortMention, attribute: str, value: Text, rank: int) -> bool:
        if attribute == "lines":
            target.lines += self._size(value, rank)
        elif attribute == "budget":
            target.budget += self._size(value, rank)
        elif attribute == "branch":
            return self._branch(target, value, rank)
        elif attribute == "paths":
            return self._paths(target, value)
        elif attribute == "delivers":
            return self._delivers(target, value)
        elif attribute == "implements":
            return self._names(target.implements, value, True)
        elif attribute == "name":
            claim = name_claim(value, rank)
            target.names += [claim] if claim else []
        elif attribute == "wave":
            figure = re.search(r"\d{1,7}(?:\.\d{1,7})?[a-z]?\b", value.value)
            if figure is None:
                return False
            parts = number(figure[0])
            key = WaveKey(parts[0] if len(parts) > 1 else "", parts[-1])
            target.wave = target.wave or (key, rank, value.span(*figure.span()))
        elif attribute == "id":
            return _give_id(target, value)
        elif attribute == "owner":
            claim = name_claim(value, rank)
            target.owner += [claim] if claim else []
        elif attribute == "can":
            if _NO.match(plain(value).value):
                target.alone = value.span()
        else:
            return False
        return True

    def _size(self, value: Text, rank: int) -> list[Claim]:
        size = read_size(value.value)
        if size is None:
            self.found.leave("size", f"“{short(value)}” is no number of lines: left out", value.span())
            return []
        if size.lines > 10_000_000:
            self.found.leave("size", f"{size.lines} lines are more than anybody writes: left out", value.span())
            return []
        figure = value.part(*size.span)
        if size.largest:
            self.found.leave("range", f"of {short(value)} the larger number is read", value.span())
        return [Claim(str(size.lines), figure, figure.span(), rank)]

    def _branch(self, target: EffortMention, value: Text, rank: int) -> bool:
        spans = code_spans(value) or [strip(plain(value))]
        branch = spans[0]
        first = branch.value.split()[:1]
        if not first or not _BRANCH.match(first[0]) or first[0] in ("-", "–", "—"):  # noqa: RUF001
            return False
        if len(first[0]) < len(branch.value):
            branch = branch.part(0, len(first[0]))
        target.branch.append(Claim(branch.value, branch, branch.span(), rank))
        return True

    def paths(self, value: Text) -> tuple[list[Text], list[Text]]:
        """The paths of a text, and the code spans that are none."""
        spans = code_spans(value)
        if spans:
            return [s for s in spans if _usable(s.value)], [s for s in spans if not _usable(s.value)]
        tokens = [value.part(*m.span()) for m in re.finditer(r"[^\s,;()\[\]`\"']+", value.value)]
        return [t for t in tokens if LOOKS_LIKE_PATH.match(t.value) and _usable(t.value)], []

    def _paths(self, target: EffortMention, value: Text) -> bool:
        good, bad = self.paths(value)
        target.paths += good
        for text in bad:
            if "/" in text.value or "." in text.value:
                self.found.leave("path", f"“{short(text)}” is no path inside the repository: left out", text.span())
        return bool(good)

    def _delivers(self, target: EffortMention, value: Text) -> bool:
        good, _ = self.paths(value)
        good = [text for text in good if LOOKS_LIKE_PATH.match(text.value)]
        if good:
            target.paths += good
            return True
        return self._names(target.delivers, value, False)

    def _names(self, into: list[Text], value: Text, some: bool) -> bool:
        """Words of a list; where it is none, `some` takes what stands in backticks, else nothing is taken."""
        bare = plain(value)
        if says_none(bare.value):
            return True
        items = [strip(bare.part(*span)) for span in between(_AND, bare.value)]
        items = [item for item in items if item.value.strip(" .")]
        if not all(_WORD.match(item.value) for item in items):
            items = [item for item in code_spans(value) if _WORD.match(item.value)] if some else []
        into += items
        return bool(items)


def _give_id(target: EffortMention, value: Text) -> bool:
    """Give an effort that is known by its name the id that a label says; whether it is one."""
    bare = plain(value).value.strip()
    title = read_title(bare, bare=True) or read_code(bare, len(bare))
    if target.kind != "name" or title is None or title.kind == "wave" or bare[title.name :].strip(" ."):
        return False
    target.aliases.append(target.form)
    target.kind, target.number, target.form = title.kind, title.numbers[0], title.form
    return True


def _usable(path: str) -> bool:
    parts = path.split("/")
    return (
        _PATH.match(path) is not None
        and ".." not in parts
        and not any(part.lower() == ".git" for part in parts)
        and parts[0].lower() != ".scaffold"
        and path.strip("./") != ""
    )


def short(text: Text) -> str:
    """A text as messages show it."""
    value = " ".join(text.value.split())
    return value if len(value) <= 60 else value[:60] + "…"
