"""Lists of import paths, which the format has as a mapping of the names that types use."""

from __future__ import annotations

import re

from scaffold.fixes import Edit
from scaffold.node import Entry, Mapping, Node, Scalar, Sequence
from scaffold.plan.natural.findings import Findings
from scaffold.plan.natural.synonyms import plain_key
from scaffold.plan.natural.yaml_edits import Edits, one_pair
from scaffold.plan.yaml_scalars import on_one_line

_VERSION = re.compile(r"v\d+")


class Imports:
    """The walk over `imports`."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.yaml = findings.yaml

    def entries(self, around: Mapping, entry: Entry) -> None:
        """What stands under `imports` of the plan or a section."""
        node = entry.value
        if not isinstance(node, Sequence):
            return
        found = [_imported(item) for item in node.items]
        edits: Edits | None = None
        if all(each is not None for each in found):
            needed = [each for each in found if each is not None and "." in each[1].partition("/")[0]]
            pairs = list(dict.fromkeys(needed))
            # Two paths of one name: only their author knows what to call them.
            if len(dict(pairs)) == len(pairs):
                edits = self._mapping(around, entry, node, pairs)
        message = "imports is a mapping of the names that types use to import paths, and this is a list"
        self.findings.add("wrong-type", message, entry.key, "make it a mapping", edits)

    def _mapping(self, around: Mapping, entry: Entry, node: Sequence, pairs: list[tuple[str, str]]) -> Edits | None:
        """The list as a mapping; packages of the standard library need no entry."""
        if not pairs:
            return self.yaml.remove(around, entry)
        written = [f"{on_one_line(name, True, True)}: {on_one_line(path, True, True)}" for name, path in pairs]
        if self.yaml.is_flow(node):
            return self.yaml.replace(node, "{" + ", ".join(written) + "}")
        start = self.yaml.line_end(entry.key.span.end)
        indent = "\n" + " " * (self.yaml.column(entry.key.span.start) + 2)
        return [Edit(start, node.span.end, "".join(f"{indent}{line}" for line in written))]


def _imported(item: Node) -> tuple[str, str] | None:
    """The name and the path that an item says."""
    if isinstance(item, Scalar):
        first, _, second = item.value.strip().strip('"').partition(" ")
        path = second.strip().strip('"')
        return (first, path) if path else (alias_of(first), first)
    pair = one_pair(item)
    if pair is not None and isinstance(pair.value, Scalar):
        if plain_key(pair.key.value) in ("path", "package", "import"):
            return alias_of(pair.value.value), pair.value.value
        return pair.key.value, pair.value.value
    if isinstance(item, Mapping):
        words = {plain_key(e.key.value): e.value.value for e in item.entries if isinstance(e.value, Scalar)}
        path = words.pop("path", "") or words.pop("package", "") or words.pop("import", "")
        name = words.pop("alias", "") or words.pop("name", "") or words.pop("as", "") or alias_of(path)
        return (name, path) if path and not words else None
    return None


def alias_of(path: str) -> str:
    """The name that a package most likely has: ``github.com/Masterminds/semver/v3`` → ``semver``."""
    parts = [part for part in path.split("/") if part and not _VERSION.fullmatch(part)]
    last = parts[-1] if parts else path
    last = re.sub(r"\.v\d+$", "", last)
    last = re.sub(r"^go-|-go$|\.go$", "", last)
    return re.sub(r"\W", "", last) or path
