"""Struct tags: what vet (structtag) and staticcheck (SA5008) say about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from scaffold.check.facts import Facts, TagName
from scaffold.check.tag_names import NAMING_KEYS, check_tag_name, check_unique_names
from scaffold.check.validate_tags import validate_problems
from scaffold.check.world import World
from scaffold.diagnostics import Related
from scaffold.golang.ast import Field, Name, Paren, Pointer, Struct, Type
from scaffold.golang.identifiers import is_exported
from scaffold.golang.parse_tokens import LexicalFault, escape, unquote
from scaffold.source import Span

MAX_LEVEL = 10
"""Embedded structs inside each other that are looked into."""
_SPACES = ("json", "xml", "asn1")
_JSON_OPTIONS = ("omitempty", "omitzero", "string", "inline", "embed", "unknown", "case", "format")


@cache
def parse_tag(tag: str) -> tuple[list[tuple[str, str]], str]:
    """The pairs of a tag, and what vet has against it (empty if nothing)."""
    pairs: list[tuple[str, str]] = []
    rest = tag
    while rest:
        if pairs and rest[0] != " ":
            return pairs, 'key:"value" pairs must be separated by spaces'
        rest = rest.lstrip(" ")
        if not rest:
            break
        at = 0
        while at < len(rest) and rest[at] > " " and rest[at] not in ':"\x7f':
            at += 1
        if at == 0:
            return pairs, "a key is missing or has a character that keys cannot have"
        if at + 1 >= len(rest) or rest[at] != ":":
            return pairs, 'a tag is a list of key:"value" pairs'
        if rest[at + 1] != '"':
            return pairs, "the value must be in double quotes, directly behind the colon"
        key, rest = rest[:at], rest[at + 1 :]
        end = 1
        while end < len(rest) and rest[end] != '"':
            end += 2 if rest[end] == "\\" else 1
        if end >= len(rest):
            return pairs, "the value's closing quote is missing"
        if not _sound(rest, end):
            return pairs, "the value is no Go string"
        value, _ = unquote(rest, 0, end + 1)
        rest = rest[end + 1 :]
        pairs.append((key, value))
        if key in _SPACES and _suspicious_space(key, value):
            return pairs, f"the {key} value has a space where none should be"
    return pairs, ""


def _sound(text: str, end: int) -> bool:
    """Whether ``text[0:end + 1]`` is a string literal of Go."""
    at = text.find("\\")
    while 0 <= at < end:
        if text[at + 1] == "'":
            return False
        try:
            _, at = escape(text, at)
        except LexicalFault:
            return False
        if at > end:
            return False
        at = text.find("\\", at)
    return True


def _suspicious_space(key: str, value: str) -> bool:
    name, comma, options = value.partition(",")
    if key == "xml":
        if value.strip(" ") != value or value.count(" ") > 1 or (comma and name.endswith(" ")):
            return True
        return bool(comma) and " " in options
    if key == "json":
        return bool(comma) and " " in options
    return " " in value


def check_tags(world: World, facts: Facts, struct: Struct) -> None:
    """The tags of one struct."""
    seen: dict[tuple[str, str, int], Span] = {}
    tagged: list[tuple[Field, list[tuple[str, str]]]] = []
    for field in struct.fields:
        tag = field.tag.value
        if not tag:
            if not field.name:
                _promoted(world, facts, seen, field, [])
            continue
        span = field.tag.span()
        if "`" in tag or "\n" in tag or "\r" in tag or "\x00" in tag:
            world.report.error("tag-syntax", "a tag cannot have a backtick or a line break in it", span)
            continue
        pairs, problem = parse_tag(tag)
        if problem:
            tight = re.sub(r':[ \t]+"', ':"', tag)
            hint = f"write {tight}" if tight != tag and not parse_tag(tight)[1] else 'such as json:"id,omitempty"'
            world.report.error("tag-syntax", f"malformed tag: {problem}", span, hint=hint)
            continue
        _promoted(world, facts, seen, field, pairs)
        _unexported(world, field, pairs, span)
        _twice(world, pairs, span)
        tagged.append((field, pairs))
        for key, value in pairs:
            if key in NAMING_KEYS and is_exported(field.promoted_name):
                check_tag_name(world, key, value, span)
            if key == "json":
                _json(world, facts, field, value, span)
            elif key == "xml":
                _xml(world, value, span)
            elif key == "validate":
                validate_problems(world, facts, field, value, span)
    check_unique_names(world, tagged)


def _unexported(world: World, field: Field, pairs: list[tuple[str, str]], span: Span) -> None:
    if not field.name or is_exported(field.name):
        return
    for key, value in pairs:
        if key in ("json", "xml") and value not in ("", "-"):
            world.report.error(
                "tag-unexported",
                f"field {field.name} has a {key} tag but is not exported, so that {key} never sees it",
                span,
                hint="begin its name with a capital letter, or drop the tag",
            )
            return


def _twice(world: World, pairs: list[tuple[str, str]], span: Span) -> None:
    keys = [key for key, _ in pairs]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            world.report.warning("tag-twice", f"key {key} is twice in this tag; only the first one counts", span)


# --- names that fields share -----------------------------------------------------------------------------------------


def _promoted(
    world: World,
    facts: Facts,
    seen: dict[tuple[str, str, int], Span],
    field: Field,
    pairs: list[tuple[str, str]],
) -> None:
    """Complain of a json or xml name that another field of the same depth has."""
    for key in ("json", "xml"):
        for name, kind, level in _names(facts, key, field, dict(reversed(pairs)).get(key, ""), 1):
            first = seen.setdefault((kind, name, level), field.span)
            if first is not field.span:
                world.report.error(
                    "duplicate-tag",
                    f"{kind} name {name!r} is given to two fields of this struct",
                    field.tag.span() if field.tag.value else field.span,
                    hint="give each field a name of its own",
                    related=[Related("the first one is here", first)],
                )


def _names(facts: Facts, key: str, field: Field, value: str, level: int) -> Sequence[TagName]:
    """(name, ``json`` | ``xml`` | ``xml attribute``, depth) of a field, of an embedded struct's fields in its place."""
    if value == "-":
        return ()
    if not value or value[0] == ",":
        # vet looks at embedded structs, not at pointers to them.
        if field.name or isinstance(field.type, Pointer) or level > MAX_LEVEL:
            return ()
        return _names_within(facts, key, field.type, level + 1)
    if key == "xml" and field.promoted_name == "XMLName":
        return ()
    name, _, options = value.partition(",")
    kind = "xml attribute" if key == "xml" and "attr" in options.split(",") else key
    return ((name, kind, level),)


def _names_within(facts: Facts, key: str, embedded: Type, level: int) -> Sequence[TagName]:
    """The names that an embedded struct brings; each struct is looked at once a depth."""
    shape = (key, facts.canon(embedded), level)
    known = facts.tag_names.get(shape)
    if known is not None:
        return known
    facts.tag_names[shape] = ()
    under = facts.under(embedded)
    found: dict[TagName, None] = {}
    for inner in under.fields if isinstance(under, Struct) else ():
        if is_exported(inner.promoted_name):
            pairs, _ = parse_tag(inner.tag.value)
            found.update(dict.fromkeys(_names(facts, key, inner, dict(reversed(pairs)).get(key, ""), level)))
    facts.tag_names[shape] = tuple(found)
    return facts.tag_names[shape]


# --- options ---------------------------------------------------------------------------------------------------------


def _json(world: World, facts: Facts, field: Field, value: str, span: Span) -> None:
    """What staticcheck (SA5008) says of a json value: it compiles, and does not do what was meant."""
    if value == "-" or (field.name and not is_exported(field.name)):
        return
    name, comma, rest = value.partition(",")
    if name == "-":
        world.report.warning(
            "json-tag", 'json:"-," calls the field "-"; to leave it out write json:"-"', span, hint='write json:"-"'
        )
    if not comma:
        return
    options = rest.split(",")
    if rest == "" or options[-1] == "":
        world.report.warning("json-tag", "the json tag ends in a comma", span)
        options = [option for option in options if option]
    for at, option in enumerate(options):
        word = option.partition(":")[0]
        if word not in _JSON_OPTIONS:
            plain = word.lower().replace("_", "")
            hint = f"did you mean {plain}?" if plain in _JSON_OPTIONS else "options are omitempty, omitzero and string"
            world.report.warning("json-tag", f"json has no option {option!r}", span, hint=hint)
        elif option in options[:at]:
            world.report.warning("json-tag", f"json option {option!r} is there twice", span)
        elif word == "string" and not _stringable(facts, field.type):
            world.report.warning("json-tag", "the json option `string` is for numbers, booleans and strings only", span)


def _stringable(facts: Facts, t: Type) -> bool:
    under = facts.under(t)
    if isinstance(under, Pointer):
        under = facts.under(under.elem)
    if under is None:
        return True
    while isinstance(under, Paren):
        under = under.inner
    return isinstance(under, Name) and not under.qualifier and not under.name.startswith("complex")


def _xml(world: World, value: str, span: Span) -> None:
    options = value.split(",")[1:]
    known = ("attr", "chardata", "cdata", "innerxml", "comment", "omitempty", "any")
    for at, option in enumerate(options):
        if option and option not in known:
            world.report.warning("xml-tag", f"xml has no option {option!r}", span)
        elif option and option in options[:at]:
            world.report.warning("xml-tag", f"xml option {option!r} is there twice", span)
