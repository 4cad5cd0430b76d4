"""The names that struct tags give to fields: what encoding/json and its relatives make of them."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.check.world import World
from scaffold.diagnostics import Related
from scaffold.golang.ast import Field
from scaffold.source import Span

_OPTIONS = ("omitempty", "omitzero", "string", "inline", "flow", "squash", "minsize", "truncate", "remain")
"""Options that stand behind a comma in tags of the keys below."""

NAMING_KEYS = frozenset(
    ("json", "yaml", "toml", "bson", "mapstructure", "msgpack", "cbor", "firestore", "dynamodbav", "url", "form")
)
"""Keys whose value is a name with options behind commas."""

_UNIQUE_KEYS = ("yaml", "bson", "toml", "mapstructure", "msgpack", "firestore", "dynamodbav")
"""Keys whose names must differ within a struct; json and xml have rules of their own for embedded structs."""

_JSON_PUNCTUATION = frozenset("!#$%&()*+-./:;<=>?@[]^_{|}~ ")


def check_tag_name(world: World, key: str, value: str, span: Span) -> None:
    """Report a name with a blank where a comma was meant, and a json name that json passes over."""
    name = value.partition(",")[0]
    words = name.split()
    option = next((word for word in words[1:] if word in _OPTIONS), "")
    if option:
        world.report.error(
            "json-tag" if key == "json" else "tag-name",
            f"the {key} name {name!r} has a blank where a comma belongs: {option} would be part of the name",
            span,
            hint=f'write {key}:"{",".join(words)}{value[len(name) :]}"',
        )
    elif key == "json" and any(not _is_json_letter(char) for char in name):
        world.report.warning("json-tag", f"json name {name!r} has a character that json ignores the name for", span)
    elif words != ([name] if name else []):
        world.report.warning(
            "json-tag" if key == "json" else "tag-name",
            f"the {key} name {name!r} has a blank, which stays in the name",
            span,
            hint=f'write {key}:"{"_".join(words)}", or accept it with `allow` if the name is meant so',
        )


def _is_json_letter(char: str) -> bool:
    """Whether encoding/json takes a character in a name (isValidTag)."""
    return char.isalpha() or char in _JSON_PUNCTUATION or (char.isnumeric() and char.isdecimal())


def check_unique_names(world: World, fields: Iterable[tuple[Field, list[tuple[str, str]]]]) -> None:
    """Report names that two fields of a struct have, which decoders refuse or fill at random."""
    seen: dict[tuple[str, str], Span] = {}
    for field, pairs in fields:
        stated = dict(reversed(pairs))
        for key in _UNIQUE_KEYS:
            name = stated.get(key, "").partition(",")[0]
            if name in ("", "-"):
                continue
            first = seen.setdefault((key, name), field.span)
            if first is not field.span:
                world.report.error(
                    "duplicate-tag",
                    f"{key} name {name!r} is given to two fields of this struct",
                    field.tag.span(),
                    hint="give each field a name of its own",
                    related=[Related("the first one is here", first)],
                )
