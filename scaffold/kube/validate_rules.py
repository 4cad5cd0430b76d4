"""``x-kubernetes-validations``: the words around a rule, and the rule itself, which is compiled as an API server does.

Sources: ``pkg/apis/apiextensions/validation`` (``validation.go``, ``cel_validation.go``) of
k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from scaffold.kube.complaints import Complaints, place_of
from scaffold.kube.field_path import resolve_path
from scaffold.kube.view import View
from scaffold.node import Scalar
from scaffold.source import Span

if TYPE_CHECKING:
    from scaffold.kube.cel.declare import Declared

_CODE = "crd-rule"
_RULES = "x-kubernetes-validations"
_REASONS = ("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired")
_MAX_COST, _MAX_TOTAL = 10_000_000, 100_000_000
_MAX_REQUEST = 3 << 20
_CHEAPER = (
    "try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are "
    "declared"
)


def check_rules(root: View, rules: Complaints, *, readable: bool, sound: bool) -> None:
    """The rules of a version's schema.

    `readable` says whether it can be read as a structural one at all, `sound` whether it is one, with good defaults:
    only then are the rules compiled.
    """
    _words_below(root, rules, readable=readable)
    if not sound:
        return
    wrong = list(rules.wrong)
    costs: list[tuple[int, View]] = []
    for scope in _scopes(root, _Scope(root)):
        listed = _listed(scope.view)
        if listed and not any(_is_within(path, scope.view.path) for path in wrong):
            costs += _compile_all(scope, listed, rules)
    total = sum(cost for cost, _ in costs)
    if total > _MAX_TOTAL:
        _, dearest = max(costs, key=lambda one: one[0])
        what = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema"
        why = f"Forbidden: {what} {_excess(total, _MAX_TOTAL)}"
        rules.say(root.path, why, place_of(dearest, "rule"), _CODE, _CHEAPER)


def _is_within(path: str, outer: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


# --- words -----------------------------------------------------------------------------------------------------------


def _listed(view: View) -> list[View]:
    found = view.get(_RULES)
    return found.items() if found is not None else []


def _words_below(view: View, rules: Complaints, *, readable: bool) -> None:
    for rule in _listed(view):
        _words(rule, rules)
        where = rule.word("fieldPath")
        if where and readable and isinstance(resolve_path(where, view), str):
            rules.invalid(rule, "fieldPath", _CODE, "must be a valid path")
    inner = [view.get("items"), view.get("additionalProperties"), *view.branches()]
    for child in [*inner, *(child for _, child in view.properties())]:
        if child is not None and child.is_object:
            _words_below(child, rules, readable=readable)


def _words(rule: View, rules: Complaints) -> None:
    text, message = rule.word("rule"), rule.word("message")
    expression, where = rule.word("messageExpression"), rule.word("fieldPath")
    if not text.strip():
        rules.required(rule, "rule", _CODE, "rule is not specified")
    elif message and not message.strip():
        rules.invalid(rule, "message", _CODE, "must be non-empty if specified")
    elif _broken(message.strip()):
        rules.invalid(rule, "message", _CODE, "must not contain line breaks")
    elif _broken(text.strip()) and not message.strip():
        rules.required(rule, "message", _CODE, "message must be specified if rule contains line breaks")
    if expression and not expression.strip():
        rules.required(rule, "messageExpression", _CODE, "messageExpression must be non-empty if specified")
    reason = rule.get("reason")
    if reason is not None and reason.text not in _REASONS:
        rules.unsupported(rule, "reason", _CODE, _REASONS)
    if where and not where.strip():
        rules.invalid(rule, "fieldPath", _CODE, "must be non-empty if specified")
    if _broken(where):
        rules.invalid(rule, "fieldPath", _CODE, "must not contain line breaks")


def _broken(text: str) -> bool:
    return "\n" in text or "\r" in text


# --- rules -----------------------------------------------------------------------------------------------------------


class _Scope(NamedTuple):
    """A schema that may have rules. `times` is how often it occurs in an object, None for any number; `uncorrelated`
    the path of the list whose items have no old values.
    """

    view: View
    root: bool = True
    times: int | None = 1
    uncorrelated: str = ""


def _scopes(view: View, scope: _Scope) -> Iterator[_Scope]:
    yield scope
    most = _most(view)
    times = None if scope.times is None or most is None else scope.times * most
    inner = scope._replace(root=False, times=times)
    items, rest = view.get("items"), view.get("additionalProperties")
    if items is not None and items.is_object:
        uncorrelated = "" if view.word("x-kubernetes-list-type") == "map" else view.path
        yield from _scopes(items, inner._replace(view=items, uncorrelated=scope.uncorrelated or uncorrelated))
    if rest is not None and rest.is_object:
        yield from _scopes(rest, inner._replace(view=rest))
    for _, child in view.properties():
        yield from _scopes(child, inner._replace(view=child))


def _most(view: View) -> int | None:
    """How many values a value holds at most; None for any number."""
    kind = view.word("type")
    if kind == "array" or (kind == "object" and view.has("additionalProperties")):
        found = view.get("maxItems" if kind == "array" else "maxProperties")
        value: Any = found.json if found is not None else None
        return None if value is None else max(int(value), 0)
    return 1


def _compile_all(scope: _Scope, listed: list[View], rules: Complaints) -> list[tuple[int, View]]:
    """Compile the rules of a schema; each with its cost for a whole object."""
    from scaffold.kube.cel.declare import declare  # few schemas have rules

    schema: Any = scope.view.json
    declared = declare(schema, root=scope.root or scope.view.flag("x-kubernetes-embedded-resource"))
    return [(_compile(scope, rule, declared, rules), rule) for rule in listed]


def _compile(scope: _Scope, rule: View, declared: Declared | None, rules: Complaints) -> int:
    """Compile a rule and say what is wrong with it; its cost for a whole object."""
    from scaffold.kube.cel import types  # as above
    from scaffold.kube.cel.compile import compile_rule

    if declared is None:
        why = "unable to convert structural schema to CEL declarations: a rule needs a schema with a type"
        path = f"{scope.view.path}.{_RULES}"
        rules.say(path, f"Internal error: {why}", place_of(rule, "rule"), _CODE)
        return 0
    optional_old = rule.flag("optionalOldSelf")
    found = compile_rule(rule.word("rule"), declared, types.BOOL, optional_old=optional_old)
    _faults(rule, "rule", "compilation failed", found.faults, rules)
    times = scope.times if scope.times is not None else _MAX_REQUEST // (declared.least + 1)
    total = found.cost * times
    _dear(rule, "rule", "estimated rule cost", total, rules)
    if found.faults or not found.judged:
        return 0
    if rule.word("messageExpression"):
        text = compile_rule(rule.word("messageExpression"), declared, types.STRING, optional_old=optional_old)
        _faults(rule, "messageExpression", "messageExpression compilation failed", text.faults, rules)
        _dear(rule, "messageExpression", "estimated messageExpression cost", text.cost, rules)
        total += text.cost
    if found.uses_old and scope.uncorrelated:
        why = f"oldSelf cannot be used on the uncorrelatable portion of the schema within {scope.uncorrelated}"
        rules.invalid(rule, "rule", _CODE, why, "give the list x-kubernetes-list-type: map")
    elif not found.uses_old and rule.has("optionalOldSelf"):
        rules.invalid(rule, "optionalOldSelf", _CODE, "may not be set if oldSelf is not used in rule")
    return total


def _faults(rule: View, key: str, what: str, faults: Any, rules: Complaints) -> None:
    for fault in faults:
        text = rule.word(key)
        if fault.at < 0:
            subject = "cel expression" if key == "rule" else key
            rules.invalid(rule, key, _CODE, f"{subject} {fault.message}")
            continue
        line = text.count("\n", 0, fault.at) + 1
        column = fault.at - (text.rfind("\n", 0, fault.at) + 1) + 1
        message = f'Invalid value: "{text}": {what}: {line}:{column}: {fault.message}'
        rules.say(f"{rule.path}.{key}", message, _place(rule, key, fault.at), _CODE, fault.hint)


def _dear(rule: View, key: str, what: str, cost: int, rules: Complaints) -> None:
    if cost > _MAX_COST:
        why = f"Forbidden: {what} {_excess(cost, _MAX_COST)}"
        rules.say(f"{rule.path}.{key}", why, place_of(rule, key), _CODE, _CHEAPER)


def _excess(cost: int, limit: int) -> str:
    times = cost / limit
    factor = "more than 100x" if times > 100 else f"{times:f}x" if times < 1.5 else f"{times:.1f}x"
    return f"exceeds budget by factor of {factor}"


def _place(rule: View, key: str, at: int) -> Span:
    """Where a character of an expression stands; the whole of it where that cannot be told."""
    found = rule.get(key)
    node = found.node if found is not None else None
    if isinstance(node, Scalar) and at < len(node.value):
        place = node.text.span(at, at + 1)
        start = place.offsets[0]
        if node.text.source.text[start : start + 1] == node.value[at]:
            return place
    return place_of(rule, key)
