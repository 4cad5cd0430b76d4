"""Kubebuilder's markers: the ``+`` lines of doc comments that controller-gen v0.23.0 reads.

controller-gen ignores a marker it doesn't know or that stands in the wrong place; here both are reported, with the
nearest one that fits.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from scaffold.diagnostics import Report, Severity
from scaffold.kube.marker_names import IgnoredMarker, explain_unknown, lacks_plus
from scaffold.kube.marker_scanner import MarkerFault, Scanner, parse
from scaffold.kube.marker_table import DEFINITIONS, Definition
from scaffold.kube.scalars import parse_float
from scaffold.nearest import nearest
from scaffold.source import Span, Text

_PLAIN = 1e21
"""Numbers from here on are written with an exponent."""


class Marker(NamedTuple):
    """One marker: `name` without the ``+``, its value (a dict for named arguments, None for none), its place."""

    name: str
    value: Any
    span: Span


def is_marker(line: str) -> bool:
    """Whether controller-gen takes a line of a comment for a marker, and so for no part of the description."""
    return line.lstrip().startswith("+")


def read_markers(doc: Text, target: str, report: Report, ignored: Severity | None = Severity.ERROR) -> list[Marker]:
    """The markers in a doc comment of a `target` (`FIELD`, `TYPE` or `PACKAGE`), in order; the broken ones reported.

    `ignored` is the severity of what controller-gen ignores; with None nothing is said of it.
    """
    found: list[Marker] = []
    if "+" not in doc.value and "kubebuilder:" not in doc.value:
        return found
    at = 0
    for line in doc.value.split("\n"):
        stripped = line.strip()
        if stripped.startswith("+"):
            start = at + line.index("+")
            marker = read_marker(stripped, doc.span(start, start + len(stripped)), target, report, ignored)
            if marker is not None:
                found.append(marker)
        elif ignored is not None and stripped.startswith("kubebuilder:") and lacks_plus(stripped):
            start = at + line.index("k")
            place = doc.span(start, start + len(stripped))
            hint = f"did you mean +{stripped}?"
            _report_ignored(report, ignored, IgnoredMarker("crd-marker-unknown", "a marker begins with +", hint), place)
        at += len(line) + 1
    return found


def _report_ignored(report: Report, severity: Severity, marker: IgnoredMarker, span: Span) -> None:
    tell = report.error if severity is Severity.ERROR else report.warning
    tell(marker.code, marker.message, span, hint=marker.hint)


def synthetic(lines: Iterable[str], span: Span, target: str) -> list[Marker]:
    """Markers that scaffold writes itself, such as ``+kubebuilder:validation:Minimum=1``; all of them are sound."""
    quiet = Report()
    found = [read_marker(line, span, target, quiet) for line in lines]
    return [marker for marker in found if marker is not None]


def read_marker(
    text: str, span: Span, target: str, report: Report, ignored: Severity | None = Severity.ERROR
) -> Marker | None:
    """One marker with its ``+``; None where it is broken (reported) or another tool's. For `ignored` see above."""
    head, equals, rest = text[1:].partition("=")
    definitions = DEFINITIONS[target]
    name, _, last = head.rpartition(":")
    if head in definitions:
        name, definition = head, definitions[head]
        if definition.named and equals:
            # controller-gen takes the name's last part for an argument's.
            rest = f"{head.rpartition(':')[2]}={rest}"
    elif equals and name in definitions:
        definition = definitions[name]
        if definition.named:
            rest = f"{last}={rest}"
    else:
        if ignored is not None:
            found = explain_unknown(head, bool(equals), target)
            if found is not None:
                _report_ignored(report, ignored, found, span)
        return None
    try:
        return Marker(name, _value(name, definition, rest), span)
    except MarkerFault as fault:
        report.error("crd-marker", f"marker +{name}: {fault}", span, hint=_usage(name, definition, rest))
        return None


def _usage(name: str, definition: Definition, value: str) -> str:
    if name.endswith(":Enum") and "," in value and ";" not in value and '"' not in value:
        return f"separate the values with ;: +{name}=" + ";".join(word.strip() for word in value.split(","))
    if not definition.arguments:
        return f"write +{name} alone"
    if "" in definition.arguments:
        return f"write +{name}=VALUE"
    return f"write +{name}:" + ",".join(f"{argument}=…" for argument in definition.arguments)


def _value(name: str, definition: Definition, text: str) -> Any:
    if definition.reader:
        return _own(name, definition.reader, text)
    scanner = Scanner(text)
    kind = definition.arguments.get("")
    value: Any = None
    if kind is not None:
        if scanner.peek:
            value = parse(scanner, kind)
        elif "" not in definition.optional:
            raise MarkerFault("its value is missing")
    elif definition.arguments:
        value = _arguments(definition, scanner)
    if scanner.scan():
        raise MarkerFault(f"there is more behind its value: {text[scanner.start :]!r}")
    return value


def _arguments(definition: Definition, scanner: Scanner) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while scanner.peek:
        if scanner.scan() != "ident":
            raise MarkerFault(f"expected an argument's name, got {scanner.token!r}")
        argument = scanner.token
        if scanner.scan() != "=":
            raise MarkerFault(f"expected = behind {argument}")
        kind = definition.arguments.get(argument)
        if kind is None:
            near = nearest(argument, definition.arguments)
            raise MarkerFault(f"unknown argument {argument!r}" + (f"; did you mean {near}?" if near else ""))
        found[argument] = parse(scanner, kind)
        if not scanner.peek:
            break
        if scanner.scan() != ",":
            raise MarkerFault(f"expected a comma, got {scanner.token!r}")
    missing = [name for name in definition.arguments if name not in found and name not in definition.optional]
    if missing:
        raise MarkerFault(f"argument {missing[0]!r} is missing")
    return found


def _own(name: str, reader: str, text: str) -> Any:
    if name.startswith("k8s:"):
        text = text.partition("#")[0]
    if reader == "json":
        if text.strip().startswith("ref("):
            return None
        try:
            return json.loads(text, parse_int=_whole)
        except (ValueError, RecursionError):
            raise MarkerFault(f"its value is not JSON: {text!r}") from None
    text = text.strip()
    if reader == "int":
        digits = text[1:] if text[:1] in ("+", "-") else text
        if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            raise MarkerFault(f"{text!r} is no integer")
        return int(text)
    number = parse_float(text)
    if number is None:
        raise MarkerFault(f"{text!r} is no number")
    return number


def _whole(digits: str) -> int | float:
    """A whole number of JSON as Go has it, for whom every number is a float64."""
    value = int(digits) if len(digits) < 400 else math.inf
    if -(1 << 53) <= value <= 1 << 53:
        return int(value)
    number = float(digits)
    if math.isinf(number):
        raise ValueError(digits)
    from decimal import Decimal  # few markers hold such a number

    # Go writes as few digits as tell the number, and zeros behind them.
    return int(Decimal(repr(number))) if abs(number) < _PLAIN else number


def quoted(text: str) -> str:
    """`text` as a string in a marker: a Go literal without line breaks."""
    out = ['"']
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\n")
        elif char == "\t":
            out.append("\\t")
        elif ord(char) < 0x20 or char in "\x7f\x85\u2028\u2029\ufeff":
            out.append(f"\\u{ord(char):04x}")
        else:
            out.append(char)
    out.append('"')
    return "".join(out)


def marker_line(name: str, arguments: dict[str, Any]) -> str:
    """A marker with named arguments as a line; arguments that are None or empty are left out."""
    parts = [f"{key}={_printed(value)}" for key, value in arguments.items() if value not in (None, "", [], ())]
    return f"+{name}" + (":" + ",".join(parts) if parts else "")


def _printed(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list | tuple):
        return "{" + ",".join(_printed(item) for item in value) + "}"
    return str(value)
