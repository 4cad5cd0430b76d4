"""What only style checkers dislike: warnings for everything that staticcheck's default checks say of the output."""

from __future__ import annotations

from scaffold.check.facts import Facts
from scaffold.check.world import Draft, Typ, Val, World
from scaffold.golang.ast import Func, Interface, Method, Name, Param, Pointer, Struct, Type
from scaffold.golang.expressions import expression
from scaffold.golang.identifiers import is_exported
from scaffold.source import Span

_UNITS = (
    "Sec", "Secs", "Seconds", "Msec", "Msecs", "Milli", "Millis", "Milliseconds", "Usec", "Usecs", "Microseconds",
    "MS", "Ms",
)  # fmt: skip


def check_style(world: World, facts: Facts, draft: Draft) -> None:
    """Every rule of style over one package."""
    if draft.name != draft.name.lower() or "_" in draft.name:
        world.report.warning(
            "package-style",
            f"package name {draft.name!r} is not one lower-case word",
            draft.span,
            hint=f"Go's style is {draft.name.lower().replace('_', '')}",
        )
    for error, _ in draft.errors:
        _error_name(world, error.name.value, error.name.span)
        if error.message:
            _error_text(world, draft, error.message, error.name.span)
    for typ in draft.types.values():
        if not typ.made:
            _type(world, facts, typ)
    for func in draft.functions:
        _results(world, func.resolved.results)
        _durations(world, [(p.name, p.type, p.span) for p in (*func.resolved.params, *func.resolved.results)])
    for value in draft.values:
        _values(world, draft, value)


def _type(world: World, facts: Facts, typ: Typ) -> None:
    body = typ.resolved.type
    if isinstance(body, Interface):
        for method in body.methods:
            _method(world, method)
    elif isinstance(body, Struct):
        _durations(world, [(field.name, field.type, field.span) for field in body.fields])
    elif isinstance(body, Func):
        _durations(world, [(p.name, p.type, p.span) for p in (*body.params, *body.results)])


def _method(world: World, method: Method) -> None:
    _results(world, method.results)
    for part in (method.params, method.results):
        for param in part:
            if type(param.type) is Name and param.type.qualifier == "time" and param.name:
                _durations(world, [(param.name, param.type, param.span)])


def _results(world: World, results: tuple[Param, ...]) -> None:
    """ST1008: if the last of several results is no error, none may be."""
    if len(results) < 2 or _is_error(results[-1].type):
        return
    for result in results:
        if _is_error(result.type):
            world.report.warning(
                "error-not-last",
                "an error is the last result by convention",
                result.span,
                hint="staticcheck reports it as ST1008",
            )
            return


def _is_error(t: Type) -> bool:
    return isinstance(t, Name) and not t.qualifier and t.name == "error"


def _durations(world: World, named: list[tuple[str, Type, Span]]) -> None:
    """ST1011: a time.Duration has no unit."""
    for name, t, span in named:
        inner = t.elem if isinstance(t, Pointer) else t
        if not isinstance(inner, Name) or (inner.qualifier, inner.name) != ("time", "Duration"):
            continue
        unit = next((unit for unit in _UNITS if name.endswith(unit)), "")
        if unit:
            world.report.warning(
                "duration-unit",
                f"{name} is a time.Duration, which has no unit: drop {unit!r} from its name",
                span,
                hint="staticcheck reports it as ST1011",
            )


def _error_name(world: World, name: str, span: Span) -> None:
    """ST1012."""
    prefix = "Err" if is_exported(name) else "err"
    if not name.startswith(prefix):
        world.report.warning(
            "error-name",
            f"error {name} should be called {prefix}…",
            span,
            hint="staticcheck reports it as ST1012",
        )


def _error_text(world: World, draft: Draft, text: str, span: Span) -> None:
    """ST1005, and ST1018 for what cannot be seen."""
    if text and text[-1] in ".:!\n":
        world.report.warning(
            "error-text",
            "an error text ends without punctuation and line break",
            span,
            hint="it is printed inside others",
        )
    word, space, _ = text.partition(" ")
    if not space or not is_exported(word) or "(" in word or word in draft.scope:
        return
    # A capital or a digit further on: an initialism or a name.
    if not any(is_exported(char) or char.isdecimal() for char in word[1:]):
        world.report.warning(
            "error-text", "an error text begins without a capital", span, hint="it is printed behind other words"
        )


def _values(world: World, draft: Draft, value: Val) -> None:
    decl = value.resolved
    for spec in decl.specs:
        if spec.type is not None:
            _durations(world, [(name, spec.type, span) for name, span in spec.names])
        if decl.keyword != "var" or len(spec.names) != len(spec.values):
            continue
        for (name, span), text in zip(spec.names, spec.values, strict=True):
            if not text.value.startswith(("errors.New(", "fmt.Errorf(")):
                continue
            _error_name(world, name, span)
            message = _first_string(text.value)
            if message is not None:
                _error_text(world, draft, message, span)
    if decl.keyword == "const" and decl.grouped:
        _const_types(world, value)


def _first_string(call: str) -> str | None:
    node = expression(call)
    arguments = node.child_by_field_name("arguments") if node is not None and node.type == "call_expression" else None
    if arguments is None or not arguments.named_children:
        return None
    first = arguments.named_children[0]
    text: str = first.text.decode()
    return text[1:-1] if first.type in ("interpreted_string_literal", "raw_string_literal") else None


def _const_types(world: World, value: Val) -> None:
    """SA9004: in a group of which only the first constant has a type, the others don't have it."""
    group: list[int] = []
    specs = value.resolved.specs
    for at in range(len(specs) + 1):
        if at < len(specs) and not (group and (specs[at].blank_before or specs[at].doc.value)):
            group.append(at)
            continue
        _const_group(world, value, group)
        group = [at]


def _const_group(world: World, value: Val, group: list[int]) -> None:
    specs = [value.resolved.specs[at] for at in group if at < len(value.resolved.specs)]
    if len(specs) < 2 or specs[0].type is None or not specs[0].values:
        return
    if any(spec.type is not None for spec in specs[1:]):
        return
    if any(len(spec.values) != 1 or len(spec.names) != 1 for spec in specs):
        return
    for spec in specs:
        node = expression(spec.values[0].value) if len(spec.values) == 1 else None
        if node is not None and node.type == "unary_expression":
            node = node.child_by_field_name("operand")
        if node is None or node.type not in (
            "int_literal", "float_literal", "rune_literal", "interpreted_string_literal", "raw_string_literal",
            "imaginary_literal",
        ):  # fmt: skip
            return
    world.report.warning(
        "const-type",
        "only the first constant of this group has a type: the others are untyped",
        specs[1].names[0][1],
        hint="give each its type; staticcheck reports it as SA9004",
    )
