"""Defaults: each is held to its own schema and to pruning, as an API server does before it takes the CRD.

Source: ``pkg/apiserver/schema/defaulting`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from typing import Any

from scaffold.kube.complaints import Complaints
from scaffold.kube.embedded import embedded_faults
from scaffold.kube.validate_structural import META
from scaffold.kube.values import faults, is_ruled, unknown
from scaffold.kube.view import View


def check_defaults(root: View, rules: Complaints) -> None:
    """The defaults of a version's schema. Those of schemas that were complained of are left alone."""
    _defaults(root, rules, is_root=True, inside_meta=False)


def _defaults(view: View, rules: Complaints, *, is_root: bool, inside_meta: bool) -> None:
    embedded = is_root or view.flag("x-kubernetes-embedded-resource")
    if embedded:
        inside_meta = False
    found = view.get("default")
    if found is not None and not any(path.startswith(view.path) for path in rules.wrong):
        _default(view, found, rules, embedded=embedded, inside_meta=inside_meta)
    items = view.get("items")
    if items is not None and items.is_object:
        _defaults(items, rules, is_root=False, inside_meta=inside_meta)
    for name, child in view.properties():
        _defaults(child, rules, is_root=False, inside_meta=inside_meta or (embedded and name in META))


def _default(view: View, found: View, rules: Complaints, *, embedded: bool, inside_meta: bool) -> None:
    schema: Any = view.json
    dropped = None if inside_meta else next(unknown(found.json, schema, ""), None)
    if dropped is not None:
        why = f"Invalid value: must not have unknown fields, such as {dropped.lstrip('.')}"
        rules.say(found.path, why, found.span, "crd-default")
    messages = [] if inside_meta else list(embedded_faults(found.json, schema, found.path, root=embedded))
    messages = messages or list(faults(found.json, schema, found.path))
    for message in messages:
        path, _, text = message.partition(": ")
        rules.say(path, text, found.span, "crd-default")
    if not messages and is_ruled(schema):
        _held_to_rules(view, found, rules, root=embedded)


def _held_to_rules(view: View, found: View, rules: Complaints, *, root: bool) -> None:
    """A default is a new value and may be an unchanged one: it has to keep the rules as both."""
    from scaffold.kube.cel.rules import Rules  # few schemas have rules

    evaluated = Rules()
    schema: Any = view.json
    for same in (True, False):
        broken = [
            one for one in evaluated.broken(found.json, schema, found.path, root=root, same=same) if not one.unknown
        ]
        for one in broken:
            rules.say(one.path, f"Invalid value: {one.message}", found.span, "crd-default", "the default breaks a rule")
        if broken:
            return
