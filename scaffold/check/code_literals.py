"""Composite literals in the plan's own code (Go specification, "Composite literals")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scaffold.check.code_locals import Unsure
from scaffold.check.code_operators import Operators
from scaffold.check.code_value import INT, NUMBERS, Value
from scaffold.check.facts import NOWHERE
from scaffold.golang.ast import Array, Field, Map, Pointer, Slice, Struct, Type
from scaffold.golang.exact import Exact
from scaffold.source import Source, Text

_UNKEYED = ("image", "image/color", "unicode", "testing")
"""Packages whose structs vet takes without field names."""
_WHERE = {"struct": "struct literal", "map": "map literal", "array": "array or slice literal"}


class Literals(Operators):
    """What composite literals give. Those who mix it in know `value`."""

    if TYPE_CHECKING:
        value: Callable[[Any], Value]

    def _composite_literal(self, node: Any) -> Value:
        of, body = node.child_by_field_name("type"), node.child_by_field_name("body")
        if of.type == "implicit_length_array_type":
            element = self.scope.type_of(of.child_by_field_name("element"))
            length = str(self._list_elements(Slice(element, NOWHERE), _children(body), None))
            t: Type = Array(Text(Source("", length), length, ((0, 0),)), element, NOWHERE)
        else:
            t = self.scope.type_of(of)
            self._elements(t, body)
        return Value((t,), fresh=True)

    def _elements(self, t: Type, body: Any) -> None:
        under = self.facts.under(t)
        elements = _children(body)
        match under:
            case Struct():
                self._struct_elements(t, under, elements, body)
            case Array():
                length = self.facts.length(under.length)
                if not length.isdecimal():
                    self.doubt("it has an array literal that may be too long")
                self._list_elements(under, elements, int(length) if length.isdecimal() else None)
            case Slice():
                self._list_elements(under, elements, None)
            case Map():
                self._map_elements(under, elements)
            case None:
                raise Unsure("it has a literal of a type that nothing is known of")
            case _:
                self.under(t)
                raise self.wrong(body, f"invalid composite literal type {self.type_name(t)}")

    def _element(self, t: Type, element: Any, where: str) -> Value | None:
        """One element, which may leave its type out; None for one that does."""
        inner = _content(element)
        if inner.type != "literal_value":
            return self.assign(t, self.value(inner), _WHERE[where])
        if where == "struct":
            raise self.wrong(inner, f"invalid composite literal: a field of type {self.type_name(t)} needs its type")
        of = self.facts.unalias(t)
        if not isinstance(of, Pointer):
            under = self.facts.under(t)
            of = under if isinstance(under, Pointer) else t
        self._elements(of.elem if isinstance(of, Pointer) else t, inner)
        return None

    # --- lists -------------------------------------------------------------------------------------------------------

    def _list_elements(self, t: Slice | Array, elements: list[Any], length: int | None) -> int:
        """The elements of an array or slice; how many there are with the gaps."""
        seen: set[int] = set()
        following, most = 0, 0
        sure = True
        doubt: Unsure | None = None
        for element in elements:
            value = element
            if element.type == "keyed_element":
                key, value = _pair(element)
                try:
                    index = self._constant_index(_content(key), length)
                except Unsure as why:
                    doubt, index = self.postpone(why, doubt), None
                sure = sure and index is not None
                following = index if index is not None else following
            if sure and length is not None and following >= length:
                raise self.wrong(element, f"index {following} is out of bounds (>= {length})")
            if sure and following in seen:
                raise self.wrong(element, f"duplicate index {following} in array or slice literal")
            seen.add(following)
            following += 1
            most = max(most, following)
            try:
                self._element(t.elem, value, "array")
            except Unsure as why:
                doubt = self.postpone(why, doubt)
        if doubt is not None or not sure:
            raise doubt or Unsure("it has a literal with indices that nothing is known of")
        return most

    def _constant_index(self, node: Any, length: int | None) -> int | None:
        """The index before an element; None where its value is not known."""
        found = self.value(node)
        if not found.is_constant or (found.untyped or self.basic(found.types[0])) not in NUMBERS:
            raise self.wrong(node, f"index {self.shown(found)} must be integer constant")
        if found.untyped:
            found = self.converted(found, INT, "index")
        elif not self.is_whole(found.types[0]):
            raise self.wrong(node, f"index {self.shown(found)} must be integer constant")
        number = found.number
        if number is not None and (number < 0 or (length is not None and number >= length)):
            raise self.wrong(node, f"index {number} is out of bounds")
        return number

    # --- maps --------------------------------------------------------------------------------------------------------

    def _map_elements(self, t: Map, elements: list[Any]) -> None:
        keys: set[object] = set()
        doubt: Unsure | None = None
        for element in elements:
            if element.type != "keyed_element":
                raise self.wrong(element, "missing key in map literal")
            key, value = _pair(element)
            try:
                found = self._element(t.key, key, "map")
                known = self._constant_key(found)
                if known is not None and known in keys:
                    raise self.wrong(key, f"duplicate key {key.text.decode()} in map literal")
                keys.add(known)
            except Unsure as why:
                doubt = self.postpone(why, doubt)
            try:
                self._element(t.value, value, "map")
            except Unsure as why:
                doubt = self.postpone(why, doubt)
        if doubt is not None:
            raise doubt

    def _constant_key(self, value: Value | None) -> object:
        """What tells a constant key from others; None for what is no constant, or not known."""
        if value is None or not value.is_constant or value.exact is None:
            return None
        exact: Exact = value.exact
        return self.facts.canon(value.types[0]), isinstance(exact, bool), exact

    # --- structs -----------------------------------------------------------------------------------------------------

    def _struct_elements(self, t: Type, struct: Struct, elements: list[Any], body: Any) -> None:
        keyed = [element for element in elements if element.type == "keyed_element"]
        if not elements:
            return
        if keyed and len(keyed) != len(elements):
            plain = next(element for element in elements if element.type != "keyed_element")
            raise self.wrong(plain, "mixture of field:value and value elements in struct literal")
        pairs = self._keyed(t, struct, keyed) if keyed else self._unkeyed(t, struct, elements, body)
        doubt: Unsure | None = None
        for field, element in pairs:
            try:
                self._element(field.type, element, "struct")
            except Unsure as why:
                doubt = self.postpone(why, doubt)
        if doubt is not None:
            raise doubt

    def _keyed(self, t: Type, struct: Struct, elements: list[Any]) -> list[tuple[Field, Any]]:
        seen: set[str] = set()
        pairs = []
        for element in elements:
            key, value = _pair(element)
            name = key.text.decode()
            if _content(key).type not in ("identifier", "true", "false", "nil", "iota"):
                raise self.wrong(key, f"invalid field name {name} in struct literal")
            field = next((field for field in struct.fields if field.promoted_name == name), None)
            if field is None or not self.scope.may_see(t, name):
                raise self.wrong(key, f"unknown field {name} in struct literal of type {self.type_name(t)}")
            if name in seen:
                raise self.wrong(key, f"duplicate field name {name} in struct literal")
            seen.add(name)
            pairs.append((field, value))
        return pairs

    def _unkeyed(self, t: Type, struct: Struct, elements: list[Any], body: Any) -> list[tuple[Field, Any]]:
        if not self.scope.is_own(t):
            package = getattr(self.facts.unalias(t), "qualifier", "")
            if package in _UNKEYED:
                raise Unsure("it has a struct literal without field names")
            raise self.wrong(body, f"{self.type_name(t)} struct literal uses unkeyed fields (vet)")
        if len(elements) != len(struct.fields):
            few = "few" if len(elements) < len(struct.fields) else "many"
            raise self.wrong(body, f"too {few} values in struct literal of type {self.type_name(t)}")
        return list(zip(struct.fields, elements, strict=True))


def _children(body: Any) -> list[Any]:
    return [child for child in body.named_children if child.type != "comment"]


def _pair(element: Any) -> tuple[Any, Any]:
    key, value = _children(element)[:2]
    return key, value


def _content(element: Any) -> Any:
    if element.type != "literal_element":
        return element
    return next((child for child in element.named_children if child.type != "comment"), element)
