"""What API servers take and users come to regret: lists without a list type, defaults nobody gets, CRDs too large.

All of it is a warning, at the plan's words: what an author cannot change, such as the inside of Kubernetes' own types,
lies where its field lies, and is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from scaffold.diagnostics import Related, Report
from scaffold.kube.scalars import Json
from scaffold.kube.view import View
from scaffold.node import Node
from scaffold.source import Span

MAX_APPLIED = 256 << 10
"""Bytes of JSON that ``kubectl apply`` can keep in its annotation: all annotations together may have no more."""

_LIST_TYPE = "x-kubernetes-list-type"
_KEYS = ("name", "type", "key", "id")
"""Fields that are a list's key more often than not, the likeliest first."""


def advise(document: Node, report: Report, *, pasted: bool, written: Json = None) -> None:
    """Warn of what is sound and unwise in a CustomResourceDefinition that `validate` has passed.

    `written` is what will be written, if that differs. `pasted`: the plan has the whole document; its lists without
    a type are told of in one message a version, because they come by the dozen; those of Go fields each where they are.
    """
    walk = _Walk(report, pasted=pasted)
    versions = View(document).at("spec", "versions")
    for version in versions.items() if versions is not None else ():
        schema = version.at("schema", "openAPIV3Schema")
        found = list(walk.lists(schema, schema.span)) if schema is not None else []
        for lists in [found] if pasted and found else [[one] for one in found]:
            walk.untyped(lists)
    _size(document, View(document).json if written is None else written, report)


class _List(NamedTuple):
    """A list of objects, and where its field is named."""

    view: View
    place: Span

    @property
    def name(self) -> str:
        """The field's name: the last one of its path."""
        return self.view.path.rpartition("properties[")[2].partition("]")[0]


class _Walk:
    """Goes through schemas; a place that several versions share is told of once."""

    def __init__(self, report: Report, *, pasted: bool) -> None:
        self._report = report
        self._pasted = pasted
        self._told: set[tuple[str, int, int]] = set()

    def lists(self, view: View, place: Span) -> Iterator[_List]:
        """The lists of objects below a schema that say nothing of how they merge; defaults are looked at on the way.

        `place` is where the schema's field stands.
        """
        properties, required = view.get("properties"), set(view.words("required"))
        names = properties.key_spans() if properties is not None and self._pasted else {}
        for name, child in view.properties():
            own = child.span != view.span
            where = names[name] if self._pasted else child.span
            if own and name in required and child.has("default"):
                self._useless_default(name, where)
            if own and _is_untyped(child) and self._first(where):
                yield _List(child, where)
            yield from self.lists(child, where)
        for key in ("items", "additionalProperties"):
            inner = view.get(key)
            if inner is not None and inner.is_object:
                yield from self.lists(inner, place)

    def _first(self, place: Span) -> bool:
        seen = (place.source.path, *place.offsets)
        fresh = seen not in self._told
        self._told.add(seen)
        return fresh

    def _useless_default(self, name: str, place: Span) -> None:
        way = "take it out of `required`" if self._pasted else "make it optional: omitempty in its json tag"
        self._report.warning(
            "crd-required-default",
            f"field {name} is required and has a default: Go clients always send the field, so nobody gets the default",
            place,
            hint=f"{way}, or drop the default",
        )

    def untyped(self, lists: list[_List]) -> None:
        """Ask for the type of lists of objects."""
        first, *more = lists
        count = f" (and {len(more)} more)" if more else ""
        self._report.warning(
            "crd-list-type",
            f"{first.name} is a list of objects without a list type{count}: two appliers overwrite each other's items",
            first.place,
            hint=_list_hint(first.view, pasted=self._pasted),
            related=[Related(f"so is {other.name}", other.place) for other in more],
        )


def _is_untyped(view: View) -> bool:
    items = view.get("items")
    objects = items is not None and items.word("type") == "object"
    return view.word("type") == "array" and objects and not view.has(_LIST_TYPE)


def _list_hint(view: View, *, pasted: bool) -> str:
    items = view.get("items")
    required = items.words("required") if items is not None else []
    key = next((name for name in _KEYS if name in required), None)
    if pasted:
        if key is None:
            return f"write {_LIST_TYPE}: atomic, or map with the fields that tell items apart"
        return f"write {_LIST_TYPE}: map and x-kubernetes-list-map-keys: [{key}], or {_LIST_TYPE}: atomic"
    if key is None:
        return "add the marker +listType=atomic, or +listType=map with +listMapKey=FIELD for what tells items apart"
    return f"add the markers +listType=map and +listMapKey={key}, or +listType=atomic"


def _size(document: Node, written: Json, report: Report) -> None:
    text = json.dumps(written, separators=(",", ":"), ensure_ascii=False)
    # Go's encoder writes these three as escapes of six bytes.
    size = len(text.encode(errors="replace")) + 5 * sum(map(text.count, "<>&"))
    if size <= MAX_APPLIED:
        return
    kind = View(document).at("spec", "names", "kind")
    report.warning(
        "crd-size",
        f"this definition has {size} bytes, and kubectl apply keeps at most {MAX_APPLIED} in its annotation",
        kind.span if kind is not None else document.span,
        hint="limit descriptions with generate: {max_description: 0}, or use kubectl apply --server-side",
    )
