"""Formats of package fmt, as strictly as vet's printf reads them: what is not plain is not sure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from scaffold.check.code_locals import Unsure
from scaffold.golang.ast import Func, Interface, Map, Name, Param, Pointer, Slice, Type

if TYPE_CHECKING:
    from scaffold.check.code_value import Assigning, Value

_FORMATS = ("fmt.Sprintf", "fmt.Errorf", "fmt.Printf", "fmt.Fprintf", "log.Printf", "log.Fatalf", "log.Panicf")
_PRINTS = ("fmt.Sprint", "fmt.Sprintln", "fmt.Print", "fmt.Println", "fmt.Fprint", "fmt.Fprintln")
_VERB = re.compile(r"%([+\-# 0]*)(\d*)(\.\d+)?([a-zA-Z%])")
_REFUSED = {
    "string": "bcdoOUtfFeEgGw",
    "bool": "bcdoOqsxXUfFeEgGw",
    **dict.fromkeys(("int", "int8", "int16", "int32", "int64", "rune", "uint", "uint16", "uint64"), "stfFeEgGw"),
    **dict.fromkeys(("float32", "float64"), "cdoOqstUw"),
}
"""Verbs that vet refuses for basic types."""
_LITERALS = ("interpreted_string_literal", "raw_string_literal")


def check_format(
    assigning: Assigning, function: Any, params: tuple[Param, ...], arguments: list[Any], values: list[Value]
) -> None:
    """Raise `Unsure` for a call of a formatting function that vet may complain of, `Wrong` where it certainly does.

    Vet finds out which functions hand their arguments on to package fmt; here any may that takes ``...any``.
    """
    name = function.text.decode()
    if not params or not params[-1].variadic or not _is_any(assigning, params[-1].type):
        return
    at = len(params) - 2
    spread = any(argument.type == "variadic_argument" for argument in arguments)
    text = at >= 0 and assigning.basic(params[at].type) == "string" and name not in _PRINTS
    if text and at < len(arguments) and not (spread and arguments[at].type not in _LITERALS):
        if spread:
            raise Unsure("it spreads the values of a format")
        known = name in _FORMATS
        if arguments[at].type in _LITERALS and (known or "%" in arguments[at].text.decode()):
            _formatted(assigning, name, arguments[at], arguments[at + 1 :], values[at + 1 :])
        elif arguments[at].type not in _LITERALS:
            raise Unsure("it has a format that is no literal")
        return
    for argument, value in zip(arguments, values, strict=True):
        if argument.type != "variadic_argument":
            if argument.type in _LITERALS and any(mark in argument.text.decode() for mark in ("%", "\\n")):
                raise Unsure(f"it calls {name} with what looks like a format")
            _printable(assigning, argument, value)


def _is_any(assigning: Assigning, t: Type) -> bool:
    under = assigning.facts.under(t)
    return isinstance(under, Interface) and not under.methods and not under.embeds


def _formatted(assigning: Assigning, name: str, text: Any, arguments: list[Any], values: list[Value]) -> None:
    verbs = _verbs(text.text.decode())
    known = name in _FORMATS
    if len(verbs) != len(values):
        if known:
            counts = f"{_counted(len(verbs), 'verb')} for {_counted(len(values), 'value')}"
            raise assigning.wrong(text, f"{name} has a format with {counts} (vet)")
        raise Unsure("it has a format with the wrong number of values")
    for (verb, flags), argument, value in zip(verbs, arguments, values, strict=True):
        if verb == "w" and name != "fmt.Errorf":
            raise Unsure(f"it calls {name} with %w")
        if verb not in "Tp":
            _printable(assigning, argument, value)
        if known and value.types and (_is_refused(verb, value.types[0]) or _is_number(assigning, verb, value.types[0])):
            raise assigning.wrong(
                argument, f"{name} formats {argument.text.decode()}, a {_shown(value.types[0])}, with %{verb} (vet)"
            )
        if value.untyped == "nil" or not value.types or not _fits(assigning, verb, flags, value.types[0]):
            raise Unsure(f"it formats a value with %{verb}")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _is_refused(verb: str, t: Type) -> bool:
    """Whether vet certainly refuses a verb for a type: only basic types have no methods that could print them."""
    return isinstance(t, Name) and not t.qualifier and verb in _REFUSED.get(t.name, "")


def _is_number(assigning: Assigning, verb: str, t: Type) -> bool:
    """Whether vet refuses to quote a number as a character: it does from Go 1.26 on."""
    if verb != "q" or not assigning.scope.since("1.26") or _textual(assigning, t):
        return False
    return assigning.is_whole(t) and assigning.basic(t) not in ("rune", "int32", "byte", "uint8")


def _shown(t: Type) -> str:
    return t.name if isinstance(t, Name) else "value"


def _printable(assigning: Assigning, argument: Any, value: Value) -> None:
    """What may be printed at all: no function, and not what is being printed."""
    printed = assigning.printed
    if printed and argument.text.decode().lstrip("&*") == printed:
        raise Unsure(f"it prints {printed} while {printed} is printed")
    if value.types and isinstance(assigning.facts.under(value.types[0]), Func):
        raise Unsure("it prints a function")


def _verbs(text: str) -> list[tuple[str, str]]:
    """The verbs of a format with their flags."""
    verbs = []
    at = text.find("%")
    while at >= 0:
        found = _VERB.match(text, at)
        if found is None:
            raise Unsure("it has a format that is not plain")
        if found[4] != "%":
            verbs.append((found[4], found[1]))
        elif found[0] != "%%":
            raise Unsure("it has a format that is not plain")
        at = text.find("%", found.end())
    return verbs


def _fits(assigning: Assigning, verb: str, flags: str, t: Type) -> bool:
    """Whether vet takes a verb, with these flags, for a type."""
    scope = assigning.scope
    error = Name("", "error", (), t.span)
    basic = assigning.basic(t)
    if verb == "v":
        return set(flags) <= {"+", "#", "-", " "}
    if verb == "w":
        return not flags and scope.implements(t, error)
    if verb == "T":
        return not flags
    if " " in flags or "#" in flags or "+" in flags:
        return verb in "dxXqfeg" and flags in ("#", "+") and _fits(assigning, verb, "", t)
    if verb == "p":
        return isinstance(assigning.facts.under(t), Pointer | Map | Slice)
    if verb in ("s", "q"):
        if verb == "q" and basic in ("rune", "int32", "byte", "uint8"):
            return "0" not in flags
        return "0" not in flags and _textual(assigning, t)
    if verb == "t":
        return not flags and basic == "bool"
    if verb in "db":
        return assigning.is_whole(t)
    if verb in "cU":
        return not flags and assigning.is_whole(t)
    if verb in "xX":
        return assigning.is_whole(t) or _textual(assigning, t)
    return verb in "feg" and basic.startswith("float")


def _textual(assigning: Assigning, t: Type) -> bool:
    """Whether a type prints as text: a string, an error, something with a String method, or a slice of such."""
    scope = assigning.scope
    if assigning.basic(t) == "string" or scope.implements(t, Name("", "error", (), t.span)):
        return True
    if scope.implements(t, Name("fmt", "Stringer", (), t.span)):
        return True
    under = assigning.facts.under(t)
    if isinstance(under, Slice):
        return assigning.facts.canon(under.elem) == ".uint8" or _textual(assigning, under.elem)
    return False
