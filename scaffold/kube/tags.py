"""Struct tags as far as they speak of schemas: ``json``, and go-playground's ``validate`` as markers.

A `validate` tag becomes the marker that means the same, and nothing where there is none: what a validator lets pass, a
schema must let pass too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.kube.flatten import Schema
from scaffold.kube.marker_scanner import MarkerFault, unquote
from scaffold.kube.marker_table import ITEMS, VALIDATION
from scaffold.kube.markers import quoted
from scaffold.kube.scalars import parse_float

_FORMATS = {
    "email": "email",
    "uri": "uri",
    "url": "uri",
    "uuid": "uuid",
    "uuid3": "uuid3",
    "uuid4": "uuid4",
    "uuid5": "uuid5",
    "ipv4": "ipv4",
    "ipv6": "ipv6",
    "cidr": "cidr",
    "mac": "mac",
}
_PATTERNS = {
    "alpha": "^[a-zA-Z]+$",
    "alphanum": "^[a-zA-Z0-9]+$",
    "alphaunicode": r"^[\p{L}]+$",
    "alphanumunicode": r"^[\p{L}\p{N}]+$",
    "ascii": r"^[\x00-\x7F]*$",
    "printascii": r"^[\x20-\x7E]*$",
    "number": "^[0-9]+$",
    "numeric": r"^[-+]?[0-9]+(?:\.[0-9]+)?$",
    "hexadecimal": "^(0[xX])?[0-9a-fA-F]+$",
    "e164": r"^\+[1-9]?[0-9]{7,14}$",
}
_TIMES = {"2006-01-02": "date", "2006-01-02T15:04:05Z07:00": "date-time"}
_SCALARS = ("string", "integer", "number", "boolean")
_BOUNDS = {
    "string": ("MinLength", "MaxLength"),
    "array": ("MinItems", "MaxItems"),
    "object": ("MinProperties", "MaxProperties"),
    "integer": ("Minimum", "Maximum"),
    "number": ("Minimum", "Maximum"),
}


class JsonTag(NamedTuple):
    """A ``json`` tag: `name` is empty for an inlined field, `omitted` means omitempty or omitzero, `quoted` string."""

    name: str
    inline: bool
    omitted: bool
    skipped: bool
    quoted: bool = False


def lookup(tag: str, key: str) -> str | None:
    """The value of a key in a struct tag, as Go's ``reflect.StructTag`` finds it; None where there is none."""
    at = 0
    while True:
        while tag[at : at + 1] == " ":
            at += 1
        start = at
        while at < len(tag) and tag[at] > " " and tag[at] not in ':"\x7f':
            at += 1
        if at == start or tag[at : at + 2] != ':"':
            return None
        name = tag[start:at]
        start = at = at + 1
        at += 1
        while at < len(tag) and tag[at] != '"':
            at += 2 if tag[at] == "\\" else 1
        if at >= len(tag):
            return None
        at += 1
        if name == key:
            try:
                return unquote(tag[start:at])
            except MarkerFault:
                return None


def json_tag(tag: str) -> JsonTag | None:
    """The ``json`` tag of a field as controller-gen reads it; None where it has none."""
    value = lookup(tag, "json")
    if value is None:
        return None
    name, *options = value.split(",")
    inline = "inline" in options or not name
    omitted = "omitempty" in options or "omitzero" in options
    return JsonTag(name, inline, omitted, name == "-" and not options, "string" in options)


def requires(tag: str) -> bool:
    """Whether a field that JSON may omit has to be there all the same, by its ``validate`` tag."""
    rules = (lookup(tag, "validate") or "").split(",")
    json = json_tag(tag)
    return "required" in rules and json is not None and json.omitted and not json.inline


def validation_markers(tag: str, schema: Schema) -> list[str]:
    """The markers that say what the ``validate`` tag of a field says, given the schema of the field's type."""
    value = lookup(tag, "validate")
    if not value:
        return []
    rules = value.split(",")
    dive = rules.index("dive") if "dive" in rules else len(rules)
    own, items = rules[:dive], rules[dive + 1 :]
    json = json_tag(tag)
    lines = _rules(own, schema, VALIDATION, omitted=json is not None and json.omitted)
    inner = schema.get("items")
    if "unique" in own and isinstance(inner, dict) and inner.get("type") in _SCALARS:
        lines.append("+listType=set")
    if isinstance(inner, dict) and "dive" not in items:
        lines += _rules(items, inner, ITEMS, omitted=False)
    return lines


def _rules(rules: list[str], schema: Schema, prefix: str, *, omitted: bool) -> list[str]:
    kind = schema.get("type", "")
    if kind not in _BOUNDS or schema.get("format") == "byte":
        return []
    if "omitempty" in rules and not omitted and kind in ("string", "integer", "number"):
        return []  # the zero value passes the validator and would fail the schema
    found: dict[str, str] = {}
    for rule in rules:
        name, _, argument = rule.strip().partition("=")
        if "|" in rule:
            continue
        # How validator spells what would end a rule.
        argument = argument.replace("0x2C", ",").replace("0x7C", "|")
        for marker, text in _one(name, argument, kind).items():
            found.setdefault(marker, text)
    if "required" in rules and kind == "string":
        found.setdefault("MinLength", "1")
    return [f"+{prefix}{marker}={text}" for marker, text in found.items()]


def _one(name: str, argument: str, kind: str) -> dict[str, str]:
    """The markers of one rule."""
    least, most = _BOUNDS[kind]
    numeric = kind in ("integer", "number")
    if name == "oneof":
        return _enum(argument, kind)
    if kind == "string" and name in _FORMATS:
        return {"Format": _FORMATS[name]}
    if kind == "string" and name in _PATTERNS:
        return {"Pattern": f"`{_PATTERNS[name]}`"}
    if kind == "string" and name == "datetime" and argument in _TIMES:
        return {"Format": _TIMES[argument]}
    if kind == "string" and name in ("startswith", "endswith", "contains") and argument:
        begin, end = name == "startswith", name == "endswith"
        return {"Pattern": quoted("^" * begin + re.sub(r"[\\.+*?()|\[\]{}^$]", r"\\\g<0>", argument) + "$" * end)}
    if kind == "string" and name == "eq" and argument:
        return {"Enum": "{" + quoted(argument) + "}"}
    number = _number(argument, whole=kind != "number")
    if number is None:
        return {}
    if name in ("min", "gte"):
        return {least: number}
    if name in ("max", "lte"):
        return {most: number}
    if name == "len" or (name == "eq" and numeric):
        return {least: number, most: number}
    if name == "gt":
        return {least: number, "ExclusiveMinimum": "true"} if numeric else {least: str(int(number) + 1)}
    if name == "lt" and (numeric or int(number) > 0):
        return {most: number, "ExclusiveMaximum": "true"} if numeric else {most: str(int(number) - 1)}
    return {}


def _number(text: str, *, whole: bool) -> str | None:
    if whole:
        digits = text.removeprefix("-")
        return text if digits.isascii() and digits.isdigit() and len(digits) < 19 else None
    return None if parse_float(text) is None else text


def _enum(argument: str, kind: str) -> dict[str, str]:
    words = argument.split()
    if not words or "'" in argument:
        return {}
    if kind == "string":
        return {"Enum": ";".join(quoted(word) for word in words)}
    if kind == "integer" and all(_number(word, whole=True) is not None for word in words):
        return {"Enum": ";".join(words)}
    return {}
