"""What vet refuses in code that compiles: calls and conditions that cannot mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scaffold.check.code_locals import Unsure
from scaffold.check.facts import NOWHERE
from scaffold.golang.ast import Interface, Name, Pointer

if TYPE_CHECKING:
    from scaffold.check.code_value import Assigning, Value

_DECODING = {"json.Unmarshal": 1, "xml.Unmarshal": 1, "gob.Unmarshal": 1, "asn1.Unmarshal": 1, "yaml.Unmarshal": 1}
_CANCELLED = ("context.WithCancel", "context.WithTimeout", "context.WithDeadline", "context.WithCancelCause")
KEYED = ("Debug", "Info", "Warn", "Error", "With", "DebugContext", "InfoContext", "WarnContext", "ErrorContext", "Log")
"""Functions and methods of package slog that take keys and values."""
_DROPPED = ("Sprint", "Sprintf", "Sprintln", "Errorf", "Append", "Appendf", "Appendln")


def drops_result(function: str) -> bool:
    """Whether vet or staticcheck refuse a call of which nobody uses the result."""
    package, _, name = function.rpartition(".")
    if package == "fmt":
        return name in _DROPPED
    return package in ("errors", "strings", "sort", "context", "strconv", "slices", "maps", "bytes", "time", "math")


def makes_cancel(function: str) -> bool:
    """Whether a call gives a function that must be called."""
    return function in _CANCELLED


def check_call(assigning: Assigning, function: str, values: list[Value], nodes: list[Any], logger: bool) -> None:
    """Raise `Unsure` for a call whose arguments vet may refuse. `logger`: it is one of package slog."""
    at = _DECODING.get(function, 0 if function.endswith(".Decode") else -1)
    if 0 <= at < len(values):
        t = values[at].types[0] if values[at].types else None
        under = assigning.facts.under(t) if t is not None else None
        if not isinstance(under, Pointer | Interface):
            raise Unsure(f"it calls {function} with what is no pointer")
    if function == "errors.As" and len(values) == 2:
        _check_target(assigning, values[1])
    if logger and function.rpartition(".")[2] in KEYED:
        _check_pairs(function, nodes)
    if "2006-02-01" in " ".join(node.text.decode() for node in nodes):
        raise Unsure("it has a time layout that is none")
    if function.startswith("time.") and function == "time.Sleep" and nodes[0].type == "int_literal":
        raise Unsure("it sleeps for nanoseconds")


def _check_target(assigning: Assigning, target: Value) -> None:
    """The second argument of errors.As: a pointer to an interface, or to something that is an error."""
    under = assigning.facts.under(target.types[0]) if target.types else None
    if isinstance(under, Pointer):
        inner = assigning.facts.under(under.elem)
        error = Name("", "error", (), NOWHERE)
        if assigning.facts.canon(under.elem) != assigning.facts.canon(error) and (
            isinstance(inner, Interface) or assigning.scope.implements(under.elem, error)
        ):
            return
    raise Unsure("it calls errors.As with what may be no pointer to an error")


def _check_pairs(function: str, nodes: list[Any]) -> None:
    """Keys and values of a log entry."""
    rest = [node for node in nodes if node.type != "comment"]
    while rest and "ctx" in rest[0].text.decode():
        rest = rest[1:]
    pairs = rest if function.endswith("With") else rest[1:]
    keys = pairs[::2]
    if len(pairs) % 2 or any(key.type != "interpreted_string_literal" for key in keys):
        raise Unsure(f"it calls {function} with what may be no pairs")


def check_bools(operator: str, node: Any) -> None:
    """``x == a || x == a`` and ``x != a || x != b``."""
    parts = _operands(operator, node)
    texts = [b"".join(part.text.split()) for part in parts]
    if len(set(texts)) != len(texts):
        raise Unsure("it asks one thing twice")
    suspect = "!=" if operator == "||" else "=="
    compared = [
        part.child_by_field_name("left").text
        for part in parts
        if part.type == "binary_expression" and part.child_by_field_name("operator").type == suspect
    ]
    if len(set(compared)) != len(compared):
        raise Unsure("it has a condition that is always the same")


def _operands(operator: str, node: Any) -> list[Any]:
    while node.type == "parenthesized_expression":
        node = node.named_children[0]
    if node.type != "binary_expression" or node.child_by_field_name("operator").type != operator:
        return [node]
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    return [*_operands(operator, left), *_operands(operator, right)]
