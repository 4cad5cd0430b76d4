"""``x-kubernetes-validations``: the words around a rule, and the paths it names.

Source: ``pkg/apis/apiextensions/validation`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from scaffold.kube.complaints import Complaints
from scaffold.kube.field_path import resolve_path
from scaffold.kube.view import View

_CODE = "crd-rule"
_REASONS = ("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired")


def check_rules(root: View, rules: Complaints, *, readable: bool) -> None:
    """The rules of a version's schema; `readable` says whether it can be read as a structural one at all."""
    _below(root, rules, readable=readable)


def _below(view: View, rules: Complaints, *, readable: bool) -> None:
    found = view.get("x-kubernetes-validations")
    for rule in found.items() if found is not None else ():
        _words(rule, rules)
        where = rule.word("fieldPath")
        if where and readable and isinstance(resolve_path(where, view), str):
            rules.invalid(rule, "fieldPath", _CODE, "must be a valid path")
    inner = [view.get("items"), view.get("additionalProperties"), *view.branches()]
    for child in [*inner, *(child for _, child in view.properties())]:
        if child is not None and child.is_object:
            _below(child, rules, readable=readable)


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
