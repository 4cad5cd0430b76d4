"""What a resolved type is behind its names, and the literals that follow from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from scaffold.checked import Checked
from scaffold.golang import stdlib
from scaffold.golang.ast import Array, Chan, Func, Interface, Map, Name, Paren, Pointer, Slice, Struct, Type
from scaffold.golang.identifiers import PREDECLARED_TYPES, is_exported
from scaffold.golang.substitution import substitute
from scaffold.golang.walk import array_lengths, names_of

_FORMS: Final[tuple[tuple[type[object], str], ...]] = (
    (Pointer, "pointer"),
    (Slice, "slice"),
    (Map, "map"),
    (Chan, "chan"),
    (Func, "functype"),
    (Interface, "interface"),
    (Struct, "struct"),
    (Array, "array"),
)
_NILABLE = ("pointer", "slice", "map", "chan", "functype", "interface")
_PREDECLARED = {"string": "string", "bool": "bool", "error": "interface", "any": "interface"}
_ZEROS = {"string": '""', "bool": "false", "number": "0"}


def form(checked: Checked, t: Type, type_params: Collection[str] = ()) -> str:
    """What a type is underneath, also behind the names of the plan and the standard library.

    One of ``pointer slice map chan functype interface struct array string bool number``; empty where it depends on a
    type argument or on another module.
    """
    found = underlying(checked, t, type_params)
    if isinstance(found, str):
        return _PREDECLARED.get(found, "number" if found in PREDECLARED_TYPES else found)
    return next((name for kind, name in _FORMS if isinstance(found, kind)), "")


def underlying(checked: Checked, t: Type, type_params: Collection[str] = ()) -> Type | str:
    """A type without its names: a literal, the name of a predeclared type, or a form of the standard library's.

    Empty where it depends on a type argument or on another module.
    """
    seen: set[tuple[str, str]] = set()
    while isinstance(t, Name):
        if (t.name in type_params and not t.qualifier) or (t.qualifier, t.name) in seen:
            return ""
        seen.add((t.qualifier, t.name))
        if not t.qualifier:
            return t.name
        package = checked.package(t.qualifier)
        if package is None:
            return _standard(t)
        declared = package.type(t.name)
        if declared is None:
            return ""
        # An alias may stand for one of its own type parameters.
        type_params = [param.name for param in declared.decl.type_params]
        t = declared.decl.type
    return t


def _standard(name: Name) -> str:
    known = stdlib.package(name.qualifier)
    symbol = known.symbol(name.name) if known else None
    if not isinstance(symbol, stdlib.Type):
        return ""
    return symbol.text if symbol.kind == "basic" else symbol.kind


def zero_literal(checked: Checked, t: Type, text: str, type_params: Collection[str]) -> str:
    """The zero value of a type that is printed as `text`; empty where only a variable can tell."""
    found = form(checked, t, type_params)
    if found in _NILABLE:
        return "nil"
    if found in ("struct", "array"):
        return f"{text}{{}}"
    return _ZEROS.get(found, "")


def yielded_types(checked: Checked, t: Type) -> Sequence[Type] | None:
    """What a sequence yields: the parameters of the function that it takes; None for a type that is no sequence, and
    where another package cannot write them.

    Sequences are ``iter.Seq``, ``iter.Seq2``, function types ``func(yield func(…) bool)`` and the plan's names for
    them. Source: the Go specification, "For statements with range clause".
    """
    seen: set[tuple[str, str]] = set()
    while True:
        if isinstance(t, Paren):
            t = t.inner
        elif isinstance(t, Name) and t.qualifier == "iter" and t.name in ("Seq", "Seq2"):
            return t.args if _can_be_written(checked, t.args) else None
        elif isinstance(t, Name) and t.qualifier and (package := checked.package(t.qualifier)) is not None:
            declared = package.type(t.name)
            if declared is None or (t.qualifier, t.name) in seen:
                return None
            seen.add((t.qualifier, t.name))
            params = [param.name for param in declared.decl.type_params]
            t = substitute(declared.decl.type, dict(zip(params, t.args, strict=True)))
        else:
            elements = _yielded_by(t)
            return elements if elements is not None and _can_be_written(checked, elements) else None


def _can_be_written(checked: Checked, types: Sequence[Type]) -> bool:
    """Whether another package can write the types: no unexported name, no array as long as a constant says."""
    for t in types:
        if not all(length.value.isdecimal() for length in array_lengths(t)):
            return False
        if any(checked.package(name.qualifier) and not is_exported(name.name) for name in names_of(t)):
            return False
    return True


def _yielded_by(t: Type) -> list[Type] | None:
    """The parameters of `yield` in ``func(yield func(…) bool)``; None for any other type."""
    if not isinstance(t, Func) or t.results or len(t.params) != 1 or t.params[0].variadic:
        return None
    function = t.params[0].type
    if not isinstance(function, Func) or len(function.results) != 1 or len(function.params) > 2:
        return None
    result = function.results[0].type
    if not isinstance(result, Name) or result.qualifier or result.name != "bool":
        return None
    if any(param.variadic for param in function.params):
        return None
    return [param.type for param in function.params]
