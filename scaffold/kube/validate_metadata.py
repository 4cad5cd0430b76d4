"""The metadata of a CRD: its name, which follows from the rest, labels, annotations, finalizers, owners.

Source: ``pkg/api/validation`` and ``pkg/apis/meta/v1/validation`` of k8s.io/apimachinery v0.34.
"""

from __future__ import annotations

import re
from functools import cache

from scaffold.kube import names
from scaffold.kube.complaints import Complaints
from scaffold.kube.view import View

_CODE = "crd-metadata"
_MAX_ANNOTATIONS = 256 << 10


@cache
def _label() -> re.Pattern[str]:
    return re.compile(r"(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", re.ASCII)


def check_metadata(root: View, spec: View | None, rules: Complaints) -> None:
    """The metadata of a document; its name follows from its `spec`."""
    metadata = root.get("metadata")
    if metadata is None:
        rules.required(root, "metadata", "crd-name", "name or generateName is required")
        return
    found = spec.get("names") if spec is not None else None
    wanted = f"{found.word('plural') if found else ''}.{spec.word('group') if spec else ''}"
    if not metadata.word("name"):
        rules.required(metadata, "name", "crd-name", "name or generateName is required", f"write name: {wanted}")
    for key in ("generateName", "name"):
        name = metadata.word(key)
        problem = names.subdomain_problem(name)
        if name != wanted:
            problem = problem or f'must be spec.names.plural+"."+spec.group, that is {wanted}'
        if name and problem:
            rules.invalid(metadata, key, "crd-name", problem)
    labels, annotations = metadata.get("labels"), metadata.get("annotations")
    for key, value in labels.entries(nulls=True) if labels is not None else ():
        _qualified_key(key, key, value, rules)
        if len(value.text) > names.DNS_LABEL or not _label().fullmatch(value.text):
            why = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.'"
            rules.invalid(value, "", _CODE, why)
    _annotations(metadata, annotations, rules)
    _finalizers(metadata, rules)
    _owners(metadata, rules)


def _annotations(metadata: View, annotations: View | None, rules: Complaints) -> None:
    size = 0
    for key, value in annotations.entries(nulls=True) if annotations is not None else ():
        _qualified_key(key, key.lower(), value, rules)
        size += len(key.encode()) + len(value.text.encode())
    if size > _MAX_ANNOTATIONS:
        rules.invalid(metadata, "annotations", _CODE, f"must have at most {_MAX_ANNOTATIONS} bytes")


def _qualified_key(key: str, checked: str, value: View, rules: Complaints) -> None:
    """A label's or annotation's key: a name, perhaps with a DNS prefix."""
    why = names.qualified_problem(checked)
    if why:
        rules.say(value.path, f'Invalid value: "{key}": {why}', value.span, _CODE)


def _finalizers(metadata: View, rules: Complaints) -> None:
    finalizers = metadata.get("finalizers")
    for item in finalizers.items() if finalizers is not None else ():
        why = names.qualified_problem(item.text)
        if why:
            rules.invalid(item, "", _CODE, why)
    if {"orphan", "foregroundDeletion"} <= set(metadata.words("finalizers")):
        why = "finalizer orphan and foregroundDeletion cannot be both set"
        rules.invalid(metadata, "finalizers", _CODE, why)


def _owners(metadata: View, rules: Complaints) -> None:
    owners = metadata.get("ownerReferences")
    controllers: list[object] = []
    for owner in owners.items() if owners is not None else ():
        version = owner.word("apiVersion")
        if not version or version.count("/") > 1 or version.endswith("/"):
            rules.invalid(owner, "apiVersion", _CODE, "version must not be empty")
        for key in ("kind", "name", "uid"):
            if not owner.word(key):
                rules.invalid(owner, key, _CODE, "must not be empty")
        if (version, owner.word("kind")) == ("v1", "Event"):
            rules.invalid(owner, "", _CODE, "/v1, Kind=Event is disallowed from being an owner")
        # The server drops the second one of two that are the same.
        if owner.flag("controller") and owner.json not in controllers:
            controllers.append(owner.json)
    if len(controllers) > 1:
        why = "Only one reference can have Controller set to true"
        rules.invalid(metadata, "ownerReferences", _CODE, why)
