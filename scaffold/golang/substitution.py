"""Types rebuilt from their parts: with other names, with type arguments for type parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from scaffold.golang.ast import (
    Array,
    Chan,
    Embed,
    Field,
    Func,
    Interface,
    Map,
    Method,
    Name,
    Param,
    Paren,
    Pointer,
    Slice,
    Struct,
    Tilde,
    Type,
    Union,
)


class Rebuilder(Protocol):
    """What the parts of a type are rebuilt with: `Scope` resolves them, substitution replaces type parameters."""

    def type(self, t: Type, params: Mapping[str, object]) -> Type:
        """Rebuild a type."""

    def constraint(self, t: Type, params: Mapping[str, object]) -> Type:
        """Rebuild an element of an interface."""

    def array(self, t: Array, params: Mapping[str, object]) -> Type:
        """Rebuild an array."""

    def param(self, param: Param, params: Mapping[str, object]) -> Param:
        """Rebuild a parameter."""

    def method(self, method: Method, params: Mapping[str, object]) -> Method:
        """Rebuild a method."""

    def field(self, field: Field, params: Mapping[str, object]) -> Field:
        """Rebuild a field."""


def rebuild(scope: Rebuilder, t: Type, params: Mapping[str, object]) -> Type:
    """Any type but a name, with its parts rebuilt; the same object where no part changed."""
    return _REBUILDERS[type(t)](scope, t, params)


def _pointer(scope: Rebuilder, t: Pointer, params: Mapping[str, object]) -> Type:
    elem = scope.type(t.elem, params)
    return t if elem is t.elem else Pointer(elem, t.span)


def _slice(scope: Rebuilder, t: Slice, params: Mapping[str, object]) -> Type:
    elem = scope.type(t.elem, params)
    return t if elem is t.elem else Slice(elem, t.span)


def _array(scope: Rebuilder, t: Array, params: Mapping[str, object]) -> Type:
    return scope.array(t, params)


def _map(scope: Rebuilder, t: Map, params: Mapping[str, object]) -> Type:
    key, value = scope.type(t.key, params), scope.type(t.value, params)
    return t if key is t.key and value is t.value else Map(key, value, t.span)


def _chan(scope: Rebuilder, t: Chan, params: Mapping[str, object]) -> Type:
    elem = scope.type(t.elem, params)
    return t if elem is t.elem else Chan(t.direction, elem, t.span)


def _func(scope: Rebuilder, t: Func, params: Mapping[str, object]) -> Type:
    ins = tuple([scope.param(param, params) for param in t.params])
    outs = tuple([scope.param(param, params) for param in t.results])
    return Func(ins, outs, t.span)


def _struct(scope: Rebuilder, t: Struct, params: Mapping[str, object]) -> Type:
    return Struct(tuple([scope.field(field, params) for field in t.fields]), t.span)


def _interface(scope: Rebuilder, t: Interface, params: Mapping[str, object]) -> Type:
    methods = tuple([scope.method(method, params) for method in t.methods])
    embeds = tuple(
        [Embed(scope.constraint(embed.type, params), embed.doc, embed.comment, embed.span) for embed in t.embeds]
    )
    return Interface(methods, embeds, t.order, t.span)


def _paren(scope: Rebuilder, t: Paren, params: Mapping[str, object]) -> Type:
    inner = scope.type(t.inner, params)
    return t if inner is t.inner else Paren(inner, t.span)


def _tilde(scope: Rebuilder, t: Tilde, params: Mapping[str, object]) -> Type:
    inner = scope.type(t.inner, params)
    return t if inner is t.inner else Tilde(inner, t.span)


def _union(scope: Rebuilder, t: Union, params: Mapping[str, object]) -> Type:
    return Union(tuple([scope.type(term, params) for term in t.terms]), t.span)


_REBUILDERS: dict[Any, Callable[[Rebuilder, Any, Mapping[str, object]], Type]] = {
    Pointer: _pointer,
    Slice: _slice,
    Array: _array,
    Map: _map,
    Chan: _chan,
    Func: _func,
    Struct: _struct,
    Interface: _interface,
    Paren: _paren,
    Tilde: _tilde,
    Union: _union,
}
"""By the type of a node, what rebuilds it; names are missing, which each rebuilder reads its own way."""


class Substitution:
    """Rebuilds types with type parameters replaced."""

    def __init__(self, env: Mapping[str, Type]) -> None:
        self.env = env

    def type(self, t: Type, params: Mapping[str, object]) -> Type:
        """Replace in a type."""
        if isinstance(t, Name):
            return self.name(t, params)
        return rebuild(self, t, params)

    def name(self, t: Name, params: Mapping[str, object], interface: bool = False) -> Type:
        """Replace a name, or its type arguments."""
        if not t.qualifier and t.name in self.env and not t.args:
            return self.env[t.name]
        if not t.args:
            return t
        return t._replace(args=tuple([self.type(arg, params) for arg in t.args]))

    constraint = type

    def array(self, t: Array, params: Mapping[str, object]) -> Type:
        """Replace in an array."""
        return t._replace(elem=self.type(t.elem, params))

    def param(self, param: Param, params: Mapping[str, object]) -> Param:
        """Replace in a parameter."""
        return param._replace(type=self.type(param.type, params))

    def method(self, method: Method, params: Mapping[str, object]) -> Method:
        """Replace in a method."""
        return method._replace(
            params=tuple([self.param(param, params) for param in method.params]),
            results=tuple([self.param(param, params) for param in method.results]),
        )

    def field(self, field: Field, params: Mapping[str, object]) -> Field:
        """Replace in a field."""
        return field._replace(type=self.type(field.type, params))


def substitute(t: Type, env: Mapping[str, Type]) -> Type:
    """`t` with type parameters replaced by what `env` says."""
    return Substitution(env).type(t, {}) if env else t


def substitute_method(method: Method, env: Mapping[str, Type]) -> Method:
    """A method with type parameters replaced by what `env` says."""
    return Substitution(env).method(method, {}) if env else method
