"""Enumerations: texts, whole numbers, or names that are counted from 0."""

from __future__ import annotations

from scaffold.check.facts import Facts
from scaffold.check.world import UNKNOWN, Typ, World
from scaffold.diagnostics import Related
from scaffold.golang.ast import Name
from scaffold.golang.numerals import INTEGER_RANGES, is_number_like, parse_numeral
from scaffold.source import Word

_IN_GO = "declare the type and its constants in a `go` block"


def check_enumeration(world: World, facts: Facts, typ: Typ) -> None:
    """An enumeration is of strings, of whole numbers of its type, or of names that are counted."""
    decl = typ.resolved
    if not typ.plan.values:
        return
    if decl.type_params or decl.alias:
        what = "an alias" if decl.alias else "a generic type"
        message = f"{decl.name} is {what}, which cannot have values"
        world.report.error("enum-type", message, decl.span, hint="an enumeration is a defined type of its own")
        return
    under = facts.under(decl.type)
    if under is None:
        unresolved = isinstance(decl.type, Name) and decl.type.qualifier == UNKNOWN
        if not unresolved and not world.report.has_errors:
            message = f"nothing is known of the type of {decl.name}, so its values have no form"
            world.report.error("enum-type", message, decl.type.span, hint="write `type: string` or `type: int`")
        return
    basic = under.name if isinstance(under, Name) and not under.qualifier else ""
    typ.base = basic
    if basic in INTEGER_RANGES:
        _check_integers(world, typ, basic)
    elif basic != "string":
        world.report.error(
            "enum-type",
            f"the values of {decl.name} need a string or an integer type",
            decl.type.span,
            hint="write `type: string` or `type: int`",
        )


def _check_integers(world: World, typ: Typ, basic: str) -> None:
    """The values of an enumeration of an integer type are all numbers, or all names."""
    values = [value.value for value in typ.plan.values]
    name = typ.resolved.name
    wrong = next((value for value in values if _problem(value.value)), None)
    if wrong is not None:
        message = f"value {wrong.value!r} of {name}, of type {basic}, {_problem(wrong.value)}"
        hint = f"values are whole numbers as Go writes them (80, 0x50) or words; or {_IN_GO}"
        world.report.error("enum-value", message, wrong.span, hint=hint)
        return
    first = parse_numeral(values[0].value) is not None
    other = next((value for value in values if (parse_numeral(value.value) is not None) != first), None)
    if other is not None:
        kinds = ("a number", "a word") if first else ("a word", "a number")
        world.report.error(
            "enum-value",
            f"the values of {name} are numbers and words: {values[0].value!r} is {kinds[0]}, "
            f"{other.value!r} is {kinds[1]}",
            other.span,
            hint=f"numbers are the values themselves, and words are counted from 0: use one of the two, or {_IN_GO}",
        )
    elif first:
        _check_numbers(world, name, basic, values)


def _problem(value: str) -> str:
    """Why a text is neither a number nor a word; empty for one that is."""
    if parse_numeral(value) is not None:
        return ""
    if is_number_like(value):
        return "is a number, but no whole number of Go"
    if any(sign in value for sign in ("=", "<<", "iota")) or value.startswith("'"):
        return "is an expression, which is not evaluated"
    return ""


def _check_numbers(world: World, name: str, basic: str, values: list[Word]) -> None:
    least, most = INTEGER_RANGES[basic]
    seen: dict[int, Word] = {}
    for value in values:
        number = parse_numeral(value.value)
        assert number is not None
        if not least <= number <= most:
            message = f"value {value.value} of {name} is no {basic}, which goes from {least} to {most}"
            world.report.error("enum-value", message, value.span, hint="give the enumeration another `type`")
            continue
        first = seen.setdefault(number, value)
        # The same text twice has been reported with its constant.
        if first is not value and first.value != value.value:
            world.report.error(
                "enum-value",
                f"values {first.value} and {value.value} of {name} are the same number",
                value.span,
                hint=f"remove one of them; for a second name of a value, {_IN_GO}",
                related=[Related(f"{first.value} is here", first.span)],
            )
