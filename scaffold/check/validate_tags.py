"""`validate` tags in the vocabulary of go-playground/validator v10: known rules, on types where they mean something."""

from __future__ import annotations

from typing import Final

from scaffold.check.facts import Facts
from scaffold.check.world import World
from scaffold.diagnostics import replacement
from scaffold.golang.ast import Array, Chan, Field, Func, Interface, Map, Name, Paren, Pointer, Slice, Struct, Type
from scaffold.nearest import nearest
from scaffold.source import Span

_ANY = "any"
_FORMATS_TEXT = (
    "alpha alphaspace alphanum alphanumspace alphanumunicode alphaunicode ascii boolean multibyte printascii "
    "lowercase uppercase email e164 hexadecimal hexcolor rgb rgba hsl hsla cmyk html html_encoded url_encoded "
    "json jwt base32 base64 base64url base64rawurl datauri uri url http_url https_url urn_rfc2141 file "
    "filepath image dir dirpath uuid uuid3 uuid4 uuid5 uuid_rfc4122 uuid3_rfc4122 uuid4_rfc4122 uuid5_rfc4122 "
    "ulid md4 md5 sha256 sha384 sha512 ripemd128 ripemd160 tiger128 tiger160 tiger192 isbn isbn10 isbn13 issn "
    "eth_addr eth_addr_checksum btc_addr btc_addr_bech32 ssn latitude longitude ip ipv4 ipv6 cidr cidrv4 "
    "cidrv6 tcp_addr tcp4_addr tcp6_addr udp_addr udp4_addr udp6_addr ip_addr ip4_addr ip6_addr unix_addr "
    "uds_exists mac hostname hostname_rfc1123 fqdn hostname_port port datetime timezone semver cve bic "
    "bic_iso_9362_2014 bcp47_language_tag credit_card luhn_checksum mongodb mongodb_connection_string cron "
    "spicedb iso3166_1_alpha2 iso3166_1_alpha2_eu iso3166_1_alpha3 iso3166_1_alpha3_eu iso3166_1_alpha_numeric "
    "iso3166_1_alpha_numeric_eu iso3166_2 iso4217 iso4217_numeric country_code eu_country_code "
    "postcode_iso3166_alpha2 postcode_iso3166_alpha2_field ein numeric number contains containsany "
    "containsrune excludes excludesall excludesrune startswith endswith startsnotwith endsnotwith "
    "eq_ignore_case ne_ignore_case fieldcontains fieldexcludes validateFn"
)
_FORMATS = _FORMATS_TEXT.split()
_ORDERED_TEXT = "len min max lt lte gt gte"
_ORDERED = _ORDERED_TEXT.split()
_FIELD_ORDER_TEXT = "gtfield gtefield ltfield ltefield gtcsfield gtecsfield ltcsfield ltecsfield"
_FIELD_ORDER = _FIELD_ORDER_TEXT.split()
_CONDITIONAL_TEXT = (
    "required_if required_unless required_with required_with_all required_without required_without_all "
    "excluded_if excluded_unless excluded_with excluded_with_all excluded_without excluded_without_all "
    "skip_unless"
)
_CONDITIONAL = _CONDITIONAL_TEXT.split()

_ON_NUMBERS: Final = frozenset(("numeric", "number", "latitude", "longitude", "port", "boolean", "validateFn"))
"""Formats that are not for strings alone."""
_NEEDS_VALUE: Final = frozenset(
    (
        *_ORDERED,
        *_FIELD_ORDER,
        *_CONDITIONAL,
        "eq",
        "ne",
        "oneof",
        "oneofci",
        "eqfield",
        "nefield",
        "eqcsfield",
        "necsfield",
        "contains",
        "containsany",
        "containsrune",
        "excludes",
        "excludesall",
        "excludesrune",
        "startswith",
        "endswith",
        "startsnotwith",
        "endsnotwith",
        "eq_ignore_case",
        "ne_ignore_case",
        "fieldcontains",
        "fieldexcludes",
        "datetime",
        "spicedb",
    )
) - {"spicedb"}

_STRING, _NUMBER, _BOOL, _LIST, _MAP, _TIME, _STRUCT, _OTHER = (
    "string", "number", "bool", "list", "map", "time", "struct", "other"
)  # fmt: skip

_RULES: Final[dict[str, frozenset[str] | None]] = {
    **{rule: frozenset((_STRING,)) for rule in _FORMATS},
    **dict.fromkeys(_ON_NUMBERS),
    **{rule: frozenset((_STRING, _NUMBER, _LIST, _MAP, _TIME)) for rule in _ORDERED},
    **{rule: frozenset((_STRING, _NUMBER, _LIST, _MAP, _TIME)) for rule in _FIELD_ORDER},
    **dict.fromkeys(_CONDITIONAL),
    "len": frozenset((_STRING, _NUMBER, _LIST, _MAP)),
    "eq": frozenset((_STRING, _NUMBER, _LIST, _MAP, _BOOL, _TIME)),
    "ne": frozenset((_STRING, _NUMBER, _LIST, _MAP, _BOOL, _TIME)),
    "eqfield": None, "nefield": None, "eqcsfield": None, "necsfield": None,
    "oneof": frozenset((_STRING, _NUMBER)),
    "oneofci": frozenset((_STRING,)),
    "unique": frozenset((_LIST, _MAP)),
    "required": None, "isdefault": None, "omitempty": None, "omitnil": None, "omitzero": None,
    "structonly": frozenset((_STRUCT,)), "nostructlevel": frozenset((_STRUCT,)),
    "dive": frozenset((_LIST, _MAP)), "keys": None, "endkeys": None,
    "iscolor": frozenset((_STRING,)), "ean": frozenset((_STRING,)),
}  # fmt: skip
"""Rule → the kinds of types it means something on; None for all."""


def _kind(facts: Facts, t: Type) -> tuple[str, Type | None, Type | None]:
    """The kind of a type, the type of its keys, the type of its elements."""
    while isinstance(t, Paren):
        t = t.inner
    if isinstance(t, Pointer):
        return _kind(facts, t.elem)
    if isinstance(t, Name) and (t.qualifier, t.name) == ("time", "Time"):
        return _TIME, None, None
    under = facts.under(t)
    match under:
        case Name():
            if under.name == "string":
                return _STRING, None, None
            if under.name == "bool":
                return _BOOL, None, None
            return (_NUMBER if not under.name.startswith("complex") else _OTHER), None, None
        case Pointer():
            return _kind(facts, under.elem)
        case Slice() | Array():
            return _LIST, None, under.elem
        case Map():
            return _MAP, under.key, under.value
        case Struct():
            return _STRUCT, None, None
        case Chan() | Func():
            return _OTHER, None, None
    return _ANY, None, None


def validate_problems(world: World, facts: Facts, field: Field, value: str, span: Span) -> None:
    """Hold the rules of one `validate` tag against the field's type."""
    if value in ("", "-"):
        return
    current: Type | None = field.type
    keys: Type | None = None
    outer: Type | None = None
    parts = value.split(",")
    if "dive" not in parts and any(_refuses_zero(part) for part in parts):
        # What refuses 0 by itself says that required is meant so.
        parts = [part for part in parts if part != "required" or _kind(facts, field.type)[0] != _NUMBER]
    for part in parts:
        if part == "keys":
            if keys is None:
                _mismatch(world, span, "keys", "stands behind dive on a map")
            outer, current = current, keys
            continue
        if part == "endkeys":
            current = outer
            continue
        if part == "dive":
            kind, keys, elem = (_ANY, None, None) if current is None else _kind(facts, current)
            if kind not in (_LIST, _MAP, _ANY):
                _mismatch(world, span, "dive", f"goes into slices, arrays and maps, not into {_called(kind)}")
            current = elem
            continue
        for alternative in part.split("|"):
            _rule(world, facts, field, alternative, current, span)


def _refuses_zero(rule: str) -> bool:
    """Whether a rule for a number refuses 0 anyway."""
    name, _, argument = rule.partition("=")
    if name == "oneof":
        return bool(argument) and "0" not in argument.split()
    try:
        bound = float(argument)
    except ValueError:
        return False
    match name:
        case "min" | "gte":
            return bound > 0
        case "gt":
            return bound >= 0
        case "max" | "lte":
            return bound < 0
        case "lt":
            return bound <= 0
        case "ne":
            return bound == 0
        case "eq":
            return bound != 0
    return False


_OTHER_NAMES: Final = {
    **dict.fromkeys(("minimum", "minlength", "min_length", "minitems", "min_items"), "min"),
    **dict.fromkeys(("maximum", "maxlength", "max_length", "maxitems", "max_items"), "max"),
    **dict.fromkeys(("notempty", "not_empty", "notblank", "nonempty", "mandatory"), "required"),
    **dict.fromkeys(("enum", "in", "choices"), "oneof"),
    "length": "len",
}
"""Rules of other validators, by the name that this one has for them."""


def _rule(world: World, facts: Facts, field: Field, text: str, t: Type | None, span: Span) -> None:
    name, equals, argument = text.partition("=")
    if name not in _RULES:
        near = _OTHER_NAMES.get(name.lower()) or nearest(name, _RULES)
        what = f"{name!r} is no rule of validator v10" if name else "there is an empty rule"
        place = Span(span.text, span.start, span.start + len(name))
        fix = replacement(place, near) if near and span.text.value.startswith(name, span.start) else None
        world.report.error("validate-rule", what, span, hint=f"did you mean {near}?" if near else "", fix=fix)
        return
    if name in _NEEDS_VALUE and not argument:
        world.report.error("validate-rule", f"rule {name} needs a value", span, hint=f"such as {name}=1")
        return
    if t is None:
        return
    kind, _, _ = _kind(facts, t)
    if kind == _ANY:
        return
    if name == "required" and kind in (_BOOL, _NUMBER) and not _is_pointer(facts, t):
        zero = "false" if kind == _BOOL else "0"
        world.report.warning(
            "validate-required",
            f"required refuses {zero}: validator takes the zero value of {field.promoted_name} for a missing one",
            span,
            hint=f"drop it, or make the field a pointer so that {zero} and nothing differ",
        )
        return
    allowed = _RULES[name]
    if allowed is not None and kind not in allowed:
        _mismatch(world, span, name, f"means nothing for {_called(kind)}")
        return
    if name in _ORDERED and equals and kind in (_STRING, _LIST, _MAP, _NUMBER):
        number = _is_number(argument, whole=kind != _NUMBER or _is_integer(facts, t), signed=kind == _NUMBER)
        if not number and not (kind == _NUMBER and _is_duration(t)):
            what = "a number" if kind == _NUMBER else "a count"
            world.report.error("validate-rule", f"rule {name} needs {what}, not {argument!r}", span)


def _mismatch(world: World, span: Span, rule: str, why: str) -> None:
    world.report.error("validate-rule", f"rule {rule} {why}", span, hint="validator v10 panics on it at run time")


def _called(kind: str) -> str:
    return {
        _STRING: "a string",
        _NUMBER: "a number",
        _BOOL: "a bool",
        _LIST: "a slice or an array",
        _MAP: "a map",
        _TIME: "a time",
        _STRUCT: "a struct",
    }.get(kind, "this type")


def _is_pointer(facts: Facts, t: Type) -> bool:
    return isinstance(facts.under(t), Pointer | Interface)


def _is_integer(facts: Facts, t: Type) -> bool:
    under = facts.under(t)
    if isinstance(under, Pointer):
        under = facts.under(under.elem)
    return isinstance(under, Name) and "int" in under.name


def _is_duration(t: Type) -> bool:
    if isinstance(t, Pointer):
        t = t.elem
    return isinstance(t, Name) and (t.qualifier, t.name) == ("time", "Duration")


def _is_number(text: str, *, whole: bool, signed: bool) -> bool:
    digits = text[1:] if signed and text[:1] in ("-", "+") else text
    if not digits.isascii():
        return False
    if digits.isdecimal():
        return True
    if digits[:2].lower() == "0x":
        return bool(digits[2:]) and all(char in "0123456789abcdefABCDEF" for char in digits[2:])
    if whole:
        return False
    try:
        float(digits)
    except ValueError:
        return False
    return "_" not in digits
