"""Go types that are custom resources: with ``TypeMeta`` and ``ObjectMeta``, as controller-gen reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.golang.loose import Chunk, bare, blanked
from scaffold.plan.markdown.placing import Home, Placed
from scaffold.source import Span, Text, Word, joined

_TYPE_META = re.compile(r"^\s*(?:\w+\.)?TypeMeta\b", re.MULTILINE)
_OBJECT_META = re.compile(r"^\s*(?:\w+\.)?(ObjectMeta|ListMeta)\b", re.MULTILINE)
_GROUP_MARKER = re.compile(r"\+groupName\s*=\s*([\w.-]+)")
_GROUP_VERSION = re.compile(r"Group:\s*\"([\w.-]+)\"(?:,\s*Version:\s*\"(\w+)\")?")
_NAME = re.compile(r"[A-Za-z_]\w*")
_VERSION = re.compile(r"v\d+(?:(?:alpha|beta)\d+)?")


class Resources(NamedTuple):
    """The custom resources of one package: its pieces, and what the document says of group and version."""

    group: Word | None
    version: Word | None
    pieces: tuple[Placed, ...]


def is_kind(chunk: Chunk, value: str) -> bool:
    """Whether a declaration is a kind or its list."""
    if chunk.kind != "type" or not chunk.names:
        return False
    code = value[chunk.code : chunk.end]
    return _TYPE_META.search(code) is not None and _OBJECT_META.search(code) is not None


class TakenOut(NamedTuple):
    """The Go of a document: contracts, custom resources, and the kinds that are contracts for want of an API group."""

    contracts: list[Placed]
    resources: list[Resources]
    ungrouped: list[Word]


def take_out(placed: list[Placed], groups: dict[str, Word], group: str | None = None) -> TakenOut:
    """Separates the contracts from the custom resources of each package that has any.

    With a kind goes what only kinds refer to; a package of nothing but API types goes as a whole. `groups` are the API
    groups that the document's YAML states, by kind, `group` the command line's. Kinds of which nothing says a group
    stay contracts: a guessed group would be part of every object that users store.
    """
    contracts: list[Placed] = []
    found: list[Resources] = []
    ungrouped: list[Word] = []
    of_homes: dict[Home, list[Placed]] = {}
    for each in placed:
        of_homes.setdefault(each.home, []).append(each)
    for home, mine in of_homes.items():
        kinds = [
            chunk.names[0] for each in mine for chunk in each.piece.chunks if is_kind(chunk, each.piece.text.value)
        ]
        if not kinds:
            contracts += mine
            continue
        whole = _is_version_folder(home, mine)
        inner, outer = (mine, list[Placed]()) if whole else _parted(mine, _closure(mine, kinds))
        stated = _group(inner, home, kinds, groups)
        if stated is None and group is None and not _has_group_label(home):
            contracts += mine
            ungrouped += _kind_names(mine)
            continue
        contracts += outer
        found.append(Resources(stated, _version(inner, home), tuple(inner)))
    order = {id(each.part): at for at, each in enumerate(placed)}
    return TakenOut(sorted(contracts, key=lambda each: order.get(id(each.part), 0)), found, ungrouped)


_APPROVAL = "api-approved.kubernetes.io"
_PROTECTED = re.compile(r"(?:.+\.)?(?:k8s|kubernetes)\.io")


def kinds_without_approval(found: Resources) -> list[Word]:
    """The kinds of a group that needs the approval of the Kubernetes community and whose Go does not state it."""
    if found.group is None or not _PROTECTED.fullmatch(found.group.value):
        return []
    if any(_APPROVAL in each.piece.text.value for each in found.pieces):
        return []
    return _kind_names(list(found.pieces))


def mark_unapproved(placed: Placed) -> Placed:
    """The piece with a marker above each kind, for the annotation that says that the definition is not approved."""
    text = placed.piece.text
    pieces: list[str | Text] = []
    at = 0
    for chunk in placed.piece.chunks:
        code = text.value[chunk.code : chunk.end]
        if is_kind(chunk, text.value) and "ListMeta" not in code:
            marker = f'// +kubebuilder:metadata:annotations="{_APPROVAL}=unapproved, experimental-only"\n'
            pieces += [text.part(at, chunk.code), marker]
            at = chunk.code
    if not pieces:
        return placed
    marked = joined([*pieces, text.part(at, len(text.value))])
    return placed._replace(piece=placed.piece._replace(text=marked))


def _kind_names(mine: list[Placed]) -> list[Word]:
    """The kinds of a package, without their lists, at their declarations."""
    found = []
    for each in mine:
        text = each.piece.text
        for chunk in each.piece.chunks:
            if is_kind(chunk, text.value) and "ListMeta" not in text.value[chunk.code : chunk.end]:
                at = text.value.index(chunk.names[0], chunk.code)
                found.append(Word(chunk.names[0], text.span(at, at + len(chunk.names[0]))))
    return found


def _has_group_label(home: Home) -> bool:
    """Whether a path such as ``pkg/apis/fleet/v1`` says the first label of a group: the module may say the rest."""
    parts = home.folder.split("/")
    return len(parts) >= 3 and "apis" in parts[:-2] and _VERSION.fullmatch(parts[-1]) is not None


def _is_version_folder(home: Home, mine: list[Placed]) -> bool:
    """Whether the document has one folder for a version of an API: its package cannot be parted."""
    stated = any(each.why in ("the path", "the heading") for each in mine)
    return stated and _VERSION.fullmatch(home.folder.rpartition("/")[2]) is not None


def _closure(mine: list[Placed], kinds: list[str]) -> set[str]:
    """The kinds, what they refer to, and the methods and constants that belong to those."""
    bodies: dict[str, set[str]] = {}
    for each in mine:
        for chunk in each.piece.chunks:
            words = set(_NAME.findall(bare(each.piece.text.value[chunk.code : chunk.end])))
            for name in chunk.names if chunk.kind in ("type", "const") else ():
                bodies.setdefault(name, set()).update(words)
            if chunk.kind == "const":
                # The constants of an enumeration go with its type.
                for word in words - set(chunk.names):
                    bodies.setdefault(word, set())
    declared = {name for each in mine for chunk in each.piece.chunks for name in chunk.names if chunk.kind == "type"}
    reached, todo = set(kinds), list(kinds)
    while todo:
        for word in bodies.get(todo.pop(), set()) & declared - reached:
            reached.add(word)
            todo.append(word)
    return reached


def _parted(mine: list[Placed], names: set[str]) -> tuple[list[Placed], list[Placed]]:
    inner, outer = [], []
    for each in mine:
        text = each.piece.text.value
        inside: list[Chunk] = []
        outside: list[Chunk] = []
        for chunk in each.piece.chunks:
            if chunk.kind in ("package", "import"):
                continue
            (inside if _belongs(chunk, text, names) else outside).append(chunk)
        whole = [chunk for chunk in each.piece.chunks if chunk.kind in ("package", "import")]
        if inside:
            inner.append(_only(each, whole, inside, outside))
        if outside:
            outer.append(_only(each, whole, outside, inside))
    return inner, outer


def _belongs(chunk: Chunk, text: str, names: set[str]) -> bool:
    if chunk.kind == "type":
        return chunk.names[0] in names if chunk.names else False
    if chunk.kind == "method":
        return chunk.names[0].partition(".")[0] in names if chunk.names else False
    code = bare(text[chunk.code : chunk.end])
    words = set(_NAME.findall(code))
    if chunk.kind == "const":
        return bool(words & names)
    return chunk.kind == "var" and ("GroupVersion" in words or "SchemeBuilder" in words)


def _only(each: Placed, whole: list[Chunk], kept: list[Chunk], gone: list[Chunk]) -> Placed:
    if not gone:
        return each
    text = blanked(each.piece.text, [(c.start, c.end) for c in gone])
    chunks = tuple(sorted([*whole, *kept], key=lambda chunk: chunk.code))
    return each._replace(piece=each.piece._replace(text=text, chunks=chunks))


def _group(inner: list[Placed], home: Home, kinds: list[str], groups: dict[str, Word]) -> Word | None:
    """The API group: a marker, what the Go or the YAML of the document says, the path."""
    for each in inner:
        text = each.piece.text
        for pattern in (_GROUP_MARKER, _GROUP_VERSION):
            found = pattern.search(text.value)
            if found is not None:
                return Word(found[1], text.span(*found.span(1)))
    for kind in kinds:
        if kind in groups:
            return groups[kind]
    parts = home.folder.split("/")
    if len(parts) >= 3 and "apis" in parts[:-2] and _VERSION.fullmatch(parts[-1]) and "." in parts[-2]:
        return Word(parts[-2], _place(inner[0]))
    return groups.get("")


def _version(inner: list[Placed], home: Home) -> Word | None:
    for each in inner:
        found = _GROUP_VERSION.search(each.piece.text.value)
        if found is not None and found[2]:
            return Word(found[2], each.piece.text.span(*found.span(2)))
    for candidate in (home.package, home.folder.rpartition("/")[2]):
        if _VERSION.fullmatch(candidate):
            return Word(candidate, _place(inner[0]))
    return None


def _place(each: Placed) -> Span:
    text = each.piece.place.text if each.piece.place is not None else each.piece.text
    return text.span(0, max(1, len(text.value) if each.piece.place is not None else 1))


def stated_groups(texts: list[Text]) -> dict[str, Word]:
    """The API groups of objects in YAML, by kind; under the empty kind the one group that all of them have."""
    found: dict[str, Word] = {}
    every: dict[str, Word] = {}
    for text in texts:
        for match in re.finditer(
            r"^apiVersion:\s*[\"']?([\w-]+(?:\.[\w-]+)+)/(v\w+)[\"']?\s*\n(?:#[^\n]*\n)*kind:\s*(\w+)",
            text.value,
            re.MULTILINE,
        ):
            if match[1].endswith(("k8s.io", "x-k8s.io")) and match[3] == "CustomResourceDefinition":
                continue
            word = Word(match[1], text.span(*match.span(1)))
            found.setdefault(match[3], word)
            if not match[1].endswith(".k8s.io"):
                every.setdefault(match[1], word)
        for match in re.finditer(r"^\s*group:\s*[\"']?([\w-]+(?:\.[\w-]+)+)[\"']?\s*$", text.value, re.MULTILINE):
            every.setdefault(match[1], Word(match[1], text.span(*match.span(1))))
    if len(every) == 1:
        found[""] = next(iter(every.values()))
    return found
