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
    start, end = _pair(tag, key)
    if start == end:
        return None
    try:
        return unquote(tag[start + len(key) + 1 : end])
    except MarkerFault:
        return None


def _pair(tag: str, key: str) -> tuple[int, int]:
    """Where the pair of a key begins and ends in a struct tag; the same place twice where there is none."""
    at = 0
    while True:
        while tag[at : at + 1] == " ":
            at += 1
        start = at
        while at < len(tag) and tag[at] > " " and tag[at] not in ':"\x7f':
            at += 1
        if at == start or tag[at : at + 2] != ':"':
            return 0, 0
        name = tag[start:at]
        at += 2
        while at < len(tag) and tag[at] != '"':
            at += 2 if tag[at] == "\\" else 1
        if at >= len(tag):
            return 0, 0
        at += 1
        if name == key:
            return start, at


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


class Rule(NamedTuple):
    """One rule of a ``validate`` tag; `is_said` if its markers, or the schema by itself, say the same."""

    text: str
    is_said: bool
    markers: tuple[str, ...] = ()


class Translation(NamedTuple):
    """A ``validate`` tag as markers: their lines, and every rule of the tag in order."""

    lines: list[str]
    rules: list[Rule]

    @property
    def unsaid(self) -> list[str]:
        """The rules that nothing in the schema says."""
        return [rule.text for rule in self.rules if not rule.is_said]


_CONTROL = ("", "omitempty", "omitnil", "omitzero", "dive", "structonly", "nostructlevel", "-")
"""Words of a tag that check nothing by themselves."""


def validation_markers(tag: str, schema: Schema) -> list[str]:
    """The markers that say what the ``validate`` tag of a field says, given the schema of the field's type."""
    return translate(tag, schema).lines


def translate(tag: str, schema: Schema) -> Translation:
    """What the ``validate`` tag of a field says, given the schema of the field's type, which may be empty."""
    value = lookup(tag, "validate")
    if not value:
        return Translation([], [])
    rules = [rule.strip() for rule in value.split(",")]
    dive = rules.index("dive") if "dive" in rules else len(rules)
    own, items = rules[:dive], rules[dive + 1 :]
    json = json_tag(tag)
    lines, said = _rules(own, schema, VALIDATION, omitted=json is not None and json.omitted)
    said.setdefault("required", ())  # such a field must be there
    inner = schema.get("items")
    if "unique" in own and isinstance(inner, dict) and inner.get("type") in _SCALARS:
        lines.append("+listType=set")
        said["unique"] = ("+listType=set",)
    found = [_rule(rule, said) for rule in own]
    if dive < len(rules):
        within: dict[str, tuple[str, ...]] = {}
        if isinstance(inner, dict) and "dive" not in items:
            of_items, within = _rules(items, inner, ITEMS, omitted=False)
            lines += of_items
        found += [Rule("dive", True), *(_rule(rule, within) for rule in items)]
    return Translation(lines, found)


def _rule(text: str, said: dict[str, tuple[str, ...]]) -> Rule:
    return Rule(text, text in said or text in _CONTROL, said.get(text, ()))


def _rules(
    rules: list[str], schema: Schema, prefix: str, *, omitted: bool
) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """The markers of rules, and which of them say which rule."""
    kind = schema.get("type", "")
    if kind not in _BOUNDS or schema.get("format") == "byte":
        return [], {}
    if "omitempty" in rules and not omitted and kind in ("string", "integer", "number"):
        return [], {}  # the zero value passes the validator and would fail the schema
    found: dict[str, str] = {}
    said: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        name, _, argument = rule.partition("=")
        if "|" in rule:
            continue
        # How validator spells what would end a rule.
        argument = argument.replace("0x2C", ",").replace("0x7C", "|")
        markers = _one(name, argument, kind)
        if all(found.setdefault(marker, text) == text for marker, text in markers.items()) and markers:
            said[rule] = tuple(f"+{prefix}{marker}={text}" for marker, text in markers.items())
    if "required" in rules and kind == "string":
        if found.get("MinLength", "0") == "0":
            found["MinLength"] = "1"
        said["required"] = (f"+{prefix}MinLength={found['MinLength']}",)
    return [f"+{prefix}{marker}={text}" for marker, text in found.items()], said


def without_said(tag: str, translation: Translation) -> str:
    """A field's tag without the rules of its ``validate`` tag that markers say, and without that tag if all are."""
    value = lookup(tag, "validate")
    if not value or all(not rule.is_said or rule.text in _CONTROL for rule in translation.rules):
        return tag
    kept: list[str] = []
    for at, rule in enumerate(translation.rules):
        rest = translation.rules[at:]
        own = rest[: next((to for to, later in enumerate(rest) if later.text == "dive"), len(rest))]
        matters = rest if rule.text == "dive" else own
        if not rule.is_said or (rule.text in _CONTROL and any(not later.is_said for later in matters)):
            kept.append(rule.text)
    pair = f"validate:{quoted(','.join(kept))}" if kept else ""
    start, end = _pair(tag, "validate")
    return " ".join(filter(None, (tag[:start].strip(), pair, tag[end:].strip())))


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
