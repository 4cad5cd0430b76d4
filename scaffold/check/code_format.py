"""Formats of package fmt, as strictly as vet's printf reads them: what is not plain is not sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scaffold.check.code_scope import Unsure
from scaffold.golang.ast import Name, Slice, Type

if TYPE_CHECKING:
    from scaffold.check.code_types import Expressions

_FORMATS = {"fmt.Sprintf": 0, "fmt.Errorf": 0, "fmt.Printf": 0, "fmt.Fprintf": 1}
_PRINTS = ("fmt.Sprint", "fmt.Sprintln", "fmt.Print", "fmt.Println", "fmt.Fprint", "fmt.Fprintln")


def check_format(expressions: Expressions, function: Any, arguments: list[Any]) -> None:
    """Raise `Unsure` for a call of a formatting function that vet may complain of."""
    name = function.text.decode()
    if name in _PRINTS:
        if any("%" in argument.text.decode() or "\\n" in argument.text.decode() for argument in arguments):
            raise Unsure(f"it calls {name} with what looks like a format")
        return
    at = _FORMATS.get(name)
    if at is None:
        if name.rpartition(".")[2].endswith("f") and any("%" in argument.text.decode() for argument in arguments):
            raise Unsure(f"it calls {name} with a format")
        return
    if arguments[at].type not in ("interpreted_string_literal", "raw_string_literal"):
        raise Unsure("it has a format that is no literal")
    verbs = _verbs(arguments[at].text.decode())
    values = arguments[at + 1 :]
    if len(verbs) != len(values):
        raise Unsure("it has a format with the wrong number of values")
    for verb, value in zip(verbs, values, strict=True):
        found = expressions.value(value)
        if found.untyped == "nil" or not found.types or not _fits(expressions, verb, found.types[0]):
            raise Unsure(f"it formats a value with %{verb}")
        if verb == "w" and name != "fmt.Errorf":
            raise Unsure(f"it calls {name} with %w")


def _verbs(text: str) -> list[str]:
    verbs = []
    at = text.find("%")
    while at >= 0:
        verb = text[at + 1 : at + 2]
        if verb == "+" and text[at + 2 : at + 3] == "v":
            verb, at = "v", at + 1
        if verb != "%":
            verbs.append(verb)
        at = text.find("%", at + 2)
    return verbs


def _fits(expressions: Expressions, verb: str, t: Type) -> bool:
    if verb == "v":
        return True
    scope, facts = expressions.scope, expressions.facts
    if verb == "w":
        return scope.implements(t, Name("", "error", (), t.span))
    under = facts.under(t)
    basic = under.name if isinstance(under, Name) and not under.qualifier else ""
    if verb == "d":
        return "int" in basic or basic in ("byte", "rune")
    if verb in ("s", "q"):
        if basic == "string" or scope.implements(t, Name("", "error", (), t.span)):
            return True
        return isinstance(under, Slice) and facts.canon(under.elem) == ".uint8"
    if verb == "t":
        return basic == "bool"
    return verb in ("f", "g") and basic.startswith("float")
