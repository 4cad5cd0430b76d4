"""CEL's types and how they are unified.

Source: ``checker/types.go`` and ``mapping.go`` of cel-go v0.26.
"""

from __future__ import annotations

from typing import NamedTuple


class Type(NamedTuple):
    """A type. `kind` is ``basic`` (name such as ``int``), ``list``, ``map``, ``struct`` (an object of a schema or of a
    library), ``opaque`` (such as ``optional_type``), ``type``, ``param``, ``dyn``, ``error`` or ``null``.
    """

    kind: str
    name: str
    params: tuple[Type, ...] = ()

    def __str__(self) -> str:
        if self.kind == "param":
            return "dyn"
        inner = ", ".join(str(param) for param in self.params)
        name = _SHORT.get(self.name, self.name)
        return f"{name}({inner})" if inner else name


_SHORT = {"google.protobuf.Timestamp": "timestamp", "google.protobuf.Duration": "duration", "null_type": "null"}

BOOL, INT, UINT, DOUBLE, STRING, BYTES = (
    Type("basic", name) for name in ("bool", "int", "uint", "double", "string", "bytes")
)
TIMESTAMP, DURATION = Type("basic", "google.protobuf.Timestamp"), Type("basic", "google.protobuf.Duration")
DYN, ERROR, NULL = Type("dyn", "dyn"), Type("error", "!error!"), Type("null", "null_type")


def list_of(item: Type) -> Type:
    """``list(item)``."""
    return Type("list", "list", (item,))


def map_of(key: Type, value: Type) -> Type:
    """``map(key, value)``."""
    return Type("map", "map", (key, value))


def optional_of(inner: Type) -> Type:
    """``optional_type(inner)``."""
    return Type("opaque", "optional_type", (inner,))


def unwrapped(type_: Type) -> tuple[Type, bool]:
    """What an optional type holds, and whether it is one."""
    if type_.kind == "opaque" and type_.name == "optional_type":
        return type_.params[0], True
    return type_, False


def is_dyn(type_: Type) -> bool:
    """Whether nothing can be said of a type before a rule runs, or something was complained of."""
    return type_.kind in ("dyn", "error")


Mapping = dict[Type, Type]
"""Type parameters and what they stand for."""


def substitute(mapping: Mapping, type_: Type, *, to_dyn: bool = False) -> Type:
    """`type_` with its parameters replaced; with `to_dyn`, free ones become ``dyn``."""
    if type_ in mapping:
        return substitute(mapping, mapping[type_], to_dyn=to_dyn)
    if type_.kind == "param":
        return DYN if to_dyn else type_
    if not type_.params:
        return type_
    return type_._replace(params=tuple(substitute(mapping, param, to_dyn=to_dyn) for param in type_.params))


def assignable(mapping: Mapping, these: tuple[Type, ...], those: tuple[Type, ...]) -> Mapping | None:
    """The mapping with what makes each of `these` one of `those`; None where nothing does."""
    copy = dict(mapping)
    return copy if _all(copy, these, those) else None


def _all(mapping: Mapping, these: tuple[Type, ...], those: tuple[Type, ...]) -> bool:
    return len(these) == len(those) and all(_one(mapping, a, b) for a, b in zip(these, those, strict=True))


def _one(mapping: Mapping, a: Type, b: Type) -> bool:
    if b.kind == "param":
        valid, known = _stands_for(mapping, a, b)
        if valid or known:
            return valid
    if a.kind == "param":
        return _stands_for(mapping, b, a)[0]
    if is_dyn(a) or is_dyn(b):
        return True
    if a.kind == "null" or b.kind == "null":
        other = b if a.kind == "null" else a
        return other.kind in ("null", "opaque", "struct") or other in (TIMESTAMP, DURATION)
    if a.kind == "type":
        return b.kind == "type"
    if a.kind in ("opaque", "list", "map"):
        return a.kind == b.kind and a.name == b.name and _all(mapping, a.params, b.params)
    return a == b


def _stands_for(mapping: Mapping, type_: Type, param: Type) -> tuple[bool, bool]:
    """Whether a parameter can stand for a type, and whether it stood for something already."""
    if type_ == param:
        return True, True
    known = mapping.get(param)
    if known is not None:
        if type_ == known:
            return True, True
        if _one(mapping, type_, known):
            general = most_general(type_, known)
            if _free_of(mapping, param, general):
                mapping[param] = general
            return True, True
        return False, True
    if _free_of(mapping, param, type_):
        mapping[param] = type_
        return True, False
    return False, False


def _free_of(mapping: Mapping, param: Type, type_: Type) -> bool:
    if param == type_:
        return False
    if type_.kind == "param":
        known = mapping.get(type_)
        return known is None or _free_of(mapping, param, known)
    return all(_free_of(mapping, param, inner) for inner in type_.params)


def most_general(a: Type, b: Type) -> Type:
    """The one of two types that says less."""
    return a if _at_most_as_specific(a, b) else b


def _at_most_as_specific(a: Type, b: Type) -> bool:
    if a.kind in ("dyn", "param"):
        return True
    if b.kind in ("dyn", "param") or a.kind != b.kind:
        return False
    if a.kind == "type":
        return True
    if a.kind in ("opaque", "list", "map"):
        same = a.name == b.name and len(a.params) == len(b.params)
        return same and all(map(_at_most_as_specific, a.params, b.params))
    return a == b


def read(text: str) -> Type:
    """A type as the table of functions spells it: ``map(K, list(int))``. Single capitals are parameters."""
    name, _, rest = text.strip().partition("(")
    params: list[Type] = []
    depth = start = 0
    for at, char in enumerate(rest):
        if char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif (char == "," and not depth) or (char == ")" and at == len(rest) - 1):
            params.append(read(rest[start:at]))
            start = at + 1
    return Type(_kind(name), name, tuple(params))


def _kind(name: str) -> str:
    if len(name) == 1 and name.isupper():
        return "param"
    if name in ("list", "map", "type", "dyn"):
        return name
    if name == "null_type":
        return "null"
    if name in ("optional_type", "net.IP", "net.CIDR"):
        return "opaque"
    return "struct" if name.startswith("kubernetes.") else "basic"
