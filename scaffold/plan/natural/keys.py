"""The keys of each place of a plan, taken from the tables that read it."""

from __future__ import annotations

from typing import Any

from scaffold.plan.reader import PLAN
from scaffold.plan.records import Custom, Either, ListOf, MapOf, Record, Shape


def _record(shape: Shape[Any]) -> Record[Any]:
    """The record that a shape holds, in its list or beside its short form."""
    while not isinstance(shape, Record):
        if isinstance(shape, ListOf):
            shape = shape.item
        elif isinstance(shape, MapOf):
            shape = shape.value
        elif isinstance(shape, Either):
            shape = shape.long
        elif isinstance(shape, Custom):
            shape = shape.schema[0]
        else:
            raise TypeError(f"{shape.what} holds no record")
    return shape


def _places() -> dict[str, Record[Any]]:
    assert isinstance(PLAN, Record)
    section = _record(PLAN.keys["contracts"].shape)
    interface = _record(section.keys["interfaces"].shape)
    type_ = _record(section.keys["types"].shape)
    wave = _record(PLAN.keys["waves"].shape)
    prose = {
        "phase": "phase",
        "decision": "decisions",
        "risk": "risks",
        "reference": "references",
        "integration": "integrations",
        "external": "external",
    }
    crd = _record(PLAN.keys["crds"].shape)
    return {
        "plan": PLAN,
        "section": section,
        "interface": interface,
        "method": _record(interface.keys["methods"].shape),
        "type": type_,
        "field": _record(type_.keys["fields"].shape),
        "value": _record(type_.keys["values"].shape),
        "error": _record(section.keys["errors"].shape),
        "crd": crd,
        "crd version": _record(crd.keys["versions"].shape),
        "printer column": _record(crd.keys["printer_columns"].shape),
        "wave": wave,
        "effort": _record(wave.keys["efforts"].shape),
        "feature": _record(_record(PLAN.keys["features"].shape).keys["mvp"].shape),
        "criterion": _record(_record(PLAN.keys["success"].shape).keys["implementation"].shape),
        **{place: _record(PLAN.keys[key].shape) for place, key in prose.items()},
    }


PLACES = _places()
"""The record of each place that `scaffold.plan.natural.synonyms` has words for."""
