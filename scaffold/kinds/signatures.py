"""Method signatures as finished strings, with parameter names that a body can use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from scaffold.golang import layout
from scaffold.golang.ast import Method, Name, Param, TypeParam
from scaffold.golang.identifiers import PREDECLARED
from scaffold.golang.printing import type_text

NameOf = Callable[[Name], str]
_ONE_LINE = 100


class Typed(NamedTuple):
    """A method with the texts of its types, as they stand at the left margin."""

    method: Method
    params: tuple[str, ...]
    results: tuple[str, ...]


def typed(method: Method, name_of: NameOf) -> Typed:
    """Print the types of a method; doing so imports what they name."""
    return Typed(
        method,
        tuple(type_text(param.type, name_of) for param in method.params),
        tuple(type_text(result.type, name_of) for result in method.results),
    )


def unused(wish: str, taken: Collection[str]) -> str:
    """`wish`, with as many underscores behind as it takes to be new."""
    while wish in taken:
        wish += "_"
    return wish


def first_unused(wishes: Iterable[str], taken: Collection[str]) -> str:
    """The first of some names that is free; else the last one made new."""
    last = ""
    for last in wishes:
        if last not in taken:
            return last
    return unused(last, taken)


def param_names(params: Sequence[Param], taken: Collection[str]) -> list[str]:
    """A usable name for each parameter: the plan's where it can be, ``argN`` for the unnamed and blank ones.

    `taken` are imports, type parameters and other names that a body needs under their own meaning; builtins and
    predeclared types are never hidden.
    """
    stated = {param.name for param in params}
    names: list[str] = []
    for position, param in enumerate(params, 1):
        if param.name in ("", "_"):
            names.append(unused(f"arg{position}", {*taken, *names, *stated}))
        elif param.name in PREDECLARED or param.name in taken:
            names.append(unused(param.name, {*taken, *names, *stated, *PREDECLARED}))
        else:
            names.append(param.name)
    return names


def list_text(params: Sequence[Param], names: Sequence[str], types: Sequence[str], indent: int = 0) -> str:
    """``(ctx context.Context, keys ...string)``; names that shared a type in the plan still do."""
    parts = []
    for param, name, text in zip(params, names, types, strict=True):
        if param.grouped and name:
            parts.append(name)
            continue
        shifted = layout.shift(text, indent) if indent else text
        dots = "..." if param.variadic else ""
        parts.append(f"{name} {dots}{shifted}" if name else f"{dots}{shifted}")
    return f"({', '.join(parts)})"


def results_text(results: Sequence[Param], names: Sequence[str], types: Sequence[str], indent: int = 0) -> str:
    """Results with the blank before them; `names` are all empty or all given."""
    if not results:
        return ""
    if len(results) == 1 and not names[0]:
        return f" {layout.shift(types[0], indent)}"
    return f" {list_text(results, names, types, indent)}"


def as_written(signature: Typed, indent: int) -> str:
    """The signature with the plan's own names, as it stands in a function type."""
    method = signature.method
    return list_text(method.params, [p.name for p in method.params], signature.params, indent) + results_text(
        method.results, [r.name for r in method.results], signature.results, indent
    )


def call_arguments(params: Sequence[Param], names: Sequence[str]) -> str:
    """The arguments of a call that passes parameters on."""
    return ", ".join(f"{name}..." if param.variadic else name for param, name in zip(params, names, strict=True))


def return_text(values: Sequence[str]) -> str:
    """A return statement, ``return`` alone without values."""
    if sum("\n" in value for value in values) > 1:
        # gofmt indents a list as a whole where several of its expressions have more than one line.
        values = [layout.shift(value, 1) for value in values]
    return f"return {', '.join(values)}" if values else "return"


class Scope(NamedTuple):
    """The type parameters of a type as another package declares them, and how types are printed among them.

    Only names that would hide what a body needs are changed: predeclared ones, and ``_``, which nothing can refer to.
    """

    params: tuple[TypeParam, ...]
    name_of: NameOf


def scope_of(params: Sequence[TypeParam], name_of: NameOf) -> Scope:
    """The scope of a type's parameters."""
    stated = {param.name for param in params}
    changed: dict[str, str] = {}
    renamed: list[TypeParam] = []
    for position, param in enumerate(params, 1):
        name = param.name
        if name == "_":
            name = unused(f"T{position}", {*stated, *changed.values(), *(p.name for p in renamed)})
        elif name in PREDECLARED:
            name = changed[param.name] = unused(name, {*stated, *PREDECLARED})
        renamed.append(param._replace(name=name))
    if not changed:
        return Scope(tuple(renamed), name_of)
    return Scope(
        tuple(renamed), lambda name: changed.get(name.name, name.name) if not name.qualifier else name_of(name)
    )


def assertion(name: str, params: str, args: str, contract: str) -> list[str]:
    """The lines that make the compiler hold a type to its interface; generic ones compile for every constraint."""
    if not params:
        return [f"var _ {contract}.{name} = (*{name})(nil)"]
    head, body = f"func _{params}() {{", f"var _ {contract}.{name}{args} = (*{name}{args})(nil)"
    line = f"{head} {body} }}"
    # gofmt leaves functions of up to a hundred bytes on one line.
    return [line] if len(line.encode()) <= _ONE_LINE and "\n" not in line else [head, f"\t{body}", "}"]


def type_param_names(params: Sequence[TypeParam]) -> list[str]:
    """The names of type parameters."""
    return [param.name for param in params]


def type_args_text(params: Sequence[TypeParam]) -> str:
    """``[K, V]``: type parameters as the arguments of their own type."""
    return f"[{', '.join(type_param_names(params))}]" if params else ""
