"""`validate` tags as markers: those that mean the same, and none for the others."""

from __future__ import annotations

import pytest

from scaffold.kube.flatten import Schema
from scaffold.kube.tags import requires, validation_markers

TEXT, NUMBER, FLAG = ({"type": kind} for kind in ("string", "integer", "boolean"))
TEXTS: Schema = {"type": "array", "items": TEXT}
OBJECTS: Schema = {"type": "array", "items": {"$ref": "#/definitions/X"}}
MAP: Schema = {"type": "object", "additionalProperties": TEXT}
V = "+kubebuilder:validation:"

CASES: list[tuple[str, Schema, list[str]]] = [
    ("min=1,max=5", NUMBER, [f"{V}Minimum=1", f"{V}Maximum=5"]),
    ("gt=1,lt=5", NUMBER, [f"{V}Minimum=1", f"{V}ExclusiveMinimum=true", f"{V}Maximum=5", f"{V}ExclusiveMaximum=true"]),
    ("min=1,max=5", TEXT, [f"{V}MinLength=1", f"{V}MaxLength=5"]),
    ("gt=1,lt=5", TEXT, [f"{V}MinLength=2", f"{V}MaxLength=4"]),
    ("len=3", TEXTS, [f"{V}MinItems=3", f"{V}MaxItems=3"]),
    ("max=3", MAP, [f"{V}MaxProperties=3"]),
    ("required", TEXT, [f"{V}MinLength=1"]),
    ("required", TEXTS, []),
    ("required", FLAG, []),
    ("omitempty,min=3", TEXT, []),
    ("oneof=a b", TEXT, [f'{V}Enum="a";"b"']),
    ("oneof=1 2", NUMBER, [f"{V}Enum=1;2"]),
    ("oneof='a b' c", TEXT, []),
    ("eq=a", TEXT, [f'{V}Enum={{"a"}}']),
    ("eq=3", NUMBER, [f"{V}Minimum=3", f"{V}Maximum=3"]),
    ("ne=a", TEXT, []),
    ("email", TEXT, [f"{V}Format=email"]),
    ("alphanum", TEXT, [f"{V}Pattern=`^[a-zA-Z0-9]+$`"]),
    ("alphaunicode", TEXT, [f"{V}Pattern=`^[\\p{{L}}]+$`"]),
    ("startswith=a.", TEXT, [f'{V}Pattern="^a\\\\."']),
    ("endswith=$", TEXT, [f'{V}Pattern="\\\\$$"']),
    ("contains=a0x2Cb", TEXT, [f'{V}Pattern="a,b"']),
    ("contains=diver", TEXT, [f'{V}Pattern="diver"']),
    ("datetime=2006-01-02", TEXT, [f"{V}Format=date"]),
    ("datetime=02.01.2006", TEXT, []),
    ("email|url", TEXT, []),
    ("unique", TEXTS, ["+listType=set"]),
    ("unique", OBJECTS, []),
    ("unique", TEXT, []),
    ("min=1,dive,max=5", TEXTS, [f"{V}MinItems=1", f"{V}items:MaxLength=5"]),
    ("dive,dive,max=5", TEXTS, []),
    ("min=x", NUMBER, []),
    ("nonsense", TEXT, []),
]


@pytest.mark.parametrize(("rules", "schema", "markers"), CASES)
def test_a_tag_is_the_markers_that_mean_the_same(rules: str, schema: Schema, markers: list[str]) -> None:
    assert validation_markers(f'json:"a" validate:"{rules}"', schema) == markers


def test_a_value_that_may_be_left_out_is_still_held_to_its_bounds() -> None:
    assert validation_markers('json:"a,omitempty" validate:"omitempty,min=3"', TEXT) == [f"{V}MinLength=3"]


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ('json:"a,omitempty" validate:"required"', True),
        ('json:"a" validate:"required"', False),
        ('json:"a,omitempty" validate:"min=1"', False),
        ('json:",inline" validate:"required"', False),
    ],
)
def test_what_json_may_omit_is_required_by_a_tag(tag: str, wanted: bool) -> None:
    assert requires(tag) is wanted
