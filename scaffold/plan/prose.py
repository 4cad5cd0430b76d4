"""The shapes of what a plan says in prose: phase, previous phases, decisions, features, specifications, risks …"""

from __future__ import annotations

from typing import Any

from scaffold import model
from scaffold.node import Node, Sequence
from scaffold.plan.go_code import go_block
from scaffold.plan.records import (
    Custom,
    Fields,
    Key,
    Reading,
    Record,
    Shape,
    custom,
    either,
    flag,
    list_of,
    map_of,
    record,
    text,
    word,
)


def _texts(*names: str) -> dict[str, Key[Any]]:
    """Keys with text behind them."""
    return {name: Key(text) for name in names}


def _flat(fields: Fields) -> dict[str, Any]:
    return {name: fields[name] for name in fields}


_PAIRS = map_of(text)


def _pairs(node: Node, reading: Reading) -> model.Pairs | None:
    found = _PAIRS.read(node, reading)
    return None if found is None else tuple((key.value, value) for key, value in found)


pairs: Shape[model.Pairs] = custom("a mapping", _pairs, (_PAIRS,))

_MORE: dict[str, Key[Any]] = {"more": Key(pairs, default=(), doc="Further labels.")}


def _plain(name: str, kind: type[Any], *required: str) -> Record[Any]:
    """A record of texts, named and ordered as the fields of a class of the model; and `more`, where it has that."""
    keys = {field: _MORE.get(field) or Key(text, required=field in required) for field in kind._fields}
    return record(name, lambda f: kind(**_flat(f)), keys)


def _or_text(long: Record[Any], build: Any) -> Shape[Any]:
    """The long form, or a text that says the most important of it."""

    def read(node: Node, reading: Reading) -> Any:
        value = text.read(node, reading)
        return None if value is None else build(value)

    return either(custom("a text", read, (text,)), long)


phase: Shape[model.Phase] = _plain("the phase", model.Phase)

# --- previous phases -------------------------------------------------------------------------------------------------

_API: Record[Any] = record("an API", lambda f: f, _texts("api", "version", "location", "usage"))
_APIS = map_of(list_of(_API, single=True))


def _apis(node: Node, reading: Reading) -> tuple[model.PreviousApi, ...] | None:
    phases = _APIS.read(node, reading)
    if phases is None:
        return None
    return tuple(model.PreviousApi(phase=name.value, **_flat(api)) for name, apis in phases for api in apis)


_GO = map_of(go_block)


def _previous_go(node: Node, reading: Reading) -> tuple[model.PreviousPackage, ...] | None:
    packages = _GO.read(node, reading)
    return None if packages is None else tuple(model.PreviousPackage(path, blocks) for path, blocks in packages)


_LESSON = _plain("a lesson", model.Lesson)
_DEBT: Record[Any] = record(
    "an item of debt",
    lambda f: model.Debt(f["item"] or "", f["plan"] or "", bool(f["done"])),
    {"item": Key(text), "plan": Key(text), "done": Key(flag)},
)

previous: Shape[model.Previous] = record(
    "the previous phases",
    lambda f: model.Previous(**{name: f[name] or () for name in f}),
    {
        "apis": Key(custom("a mapping of phases to their APIs", _apis, (_APIS,)), doc="phase_N: list of APIs."),
        "libraries": Key(list_of(_plain("a library", model.Library)), doc="Libraries to reuse."),
        "go": Key(custom("a mapping of import paths to Go", _previous_go, (_GO,)), doc="Existing declarations."),
        "lessons": Key(list_of(_or_text(_LESSON, lambda value: model.Lesson(value, ""))), doc="Lessons learned."),
        "debt": Key(list_of(_or_text(_DEBT, lambda value: model.Debt(value, ""))), doc="Technical debt."),
    },
)

# --- decisions, features, specifications -----------------------------------------------------------------------------

_ALTERNATIVES = list_of(text)


def _alternatives(node: Node, reading: Reading) -> str | None:
    """A text, or a list of them: the document has them on one line."""
    if not isinstance(node, Sequence):
        return text.read(node, reading)
    found = _ALTERNATIVES.read(node, reading)
    return None if found is None else "; ".join(found)


_alternatives_shape: Custom[str] = custom("text or a list", _alternatives, (text, _ALTERNATIVES))

decision: Shape[model.Decision] = record(
    "a decision",
    lambda f: model.Decision(**{**_flat(f), "alternatives": f["alternatives"] or ""}),
    {
        "name": Key(text, required=True, doc="Name of the decision."),
        **_texts("choice", "rationale"),
        "alternatives": Key(_alternatives_shape, doc="What else was considered."),
        **_texts("impact", "risk", "mitigation"),
        **_MORE,
    },
)

_ENABLER = _plain("an enabler", model.Enabler)
_enablers = map_of(list_of(_or_text(_ENABLER, lambda value: model.Enabler(value, "")), single=True))


def _read_enablers(node: Node, reading: Reading) -> tuple[tuple[str, tuple[model.Enabler, ...]], ...] | None:
    found = _enablers.read(node, reading)
    return None if found is None else tuple((name.value, tuple(rules)) for name, rules in found)


enablers: Shape[tuple[tuple[str, tuple[model.Enabler, ...]], ...]] = custom("a mapping", _read_enablers, (_enablers,))

_FEATURE: Record[model.Feature] = record(
    "a feature",
    lambda f: model.Feature(f["name"], f["why"], f["wave"], f["more"]),
    {"name": Key(text, required=True), "why": Key(text), "wave": Key(word), **_MORE},
)
_feature = _or_text(_FEATURE, lambda value: model.Feature(value, "", None))

features: Shape[model.Features] = record(
    "the features",
    lambda f: model.Features(**_flat(f)),
    {name: Key(list_of(_feature)) for name in ("mvp", "enhanced", "nice_to_have")},
)


def _numbers(name: str, *keys: str) -> Key[Any]:
    shape = record(name, lambda f: tuple((key, f[key]) for key in keys if f[key]), _texts(*keys))
    return Key(shape, default=())


specs: Shape[model.Specs] = record(
    "the specifications",
    lambda f: model.Specs(**_flat(f)),
    {
        "latency": _numbers("the latency", "p50", "p95", "p99"),
        "throughput": _numbers("the throughput", "minimum", "target"),
        "resources": _numbers("the resources", "memory", "cpu", "storage"),
        "security": Key(pairs, default=()),
        "scalability": Key(pairs, default=()),
    },
)

# --- the rest --------------------------------------------------------------------------------------------------------

integration: Shape[model.Integration] = _plain("an integration", model.Integration)
external: Shape[model.External] = _plain("an external system", model.External)
risk: Shape[model.Risk] = _plain("a risk", model.Risk, "name")
revision: Shape[model.Revision] = _plain("a line of the history", model.Revision)
reference: Shape[model.Reference] = _or_text(
    _plain("a reference", model.Reference), lambda value: model.Reference(value, "")
)

_CRITERION: Record[model.Criterion] = record(
    "a criterion",
    lambda f: model.Criterion(f["text"], bool(f["done"])),
    {"text": Key(text, required=True), "done": Key(flag)},
)
_criterion = _or_text(_CRITERION, lambda value: model.Criterion(value, False))

success: Shape[model.Success] = record(
    "the success criteria",
    lambda f: model.Success(**_flat(f)),
    {name: Key(list_of(_criterion)) for name in ("architecture", "implementation")},
)
