"""The schemas of Kubernetes' own API types, as controller-gen v0.23.0 makes them of k8s.io/api v0.34.

`tools/kubetypes/make` writes the data; a package's file is read when a plan first names one of its types. Schemas refer
to other types by ``$ref``, as controller-gen's do before it flattens them.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

META_V1 = "k8s.io/apimachinery/pkg/apis/meta/v1"
_STANDARD = ("time",)
"""Packages of Go's own library that the data has something of."""
_DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "kube")


@cache
def package(path: str) -> dict[str, dict[str, Any]] | None:
    """Type name → schema of the package at an import path; None where the data has no such package."""
    try:
        with open(os.path.join(_DATA, path.replace("/", "+") + ".json"), encoding="utf-8") as file:
            found: dict[str, dict[str, Any]] = json.load(file)
    except OSError:
        return None
    return found


def schema(path: str, name: str) -> dict[str, Any] | None:
    """The schema of a type, not to be changed; None for one that is not known or that has no schema."""
    if not path.startswith("k8s.io/") and path not in _STANDARD:
        return None
    types = package(path)
    return None if types is None else types.get(name)


OBJECT_META: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "namespace": {"type": "string"},
        "annotations": {"type": "object", "additionalProperties": {"type": "string"}},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "finalizers": {"type": "array", "items": {"type": "string"}},
    },
}
"""An embedded ObjectMeta with controller-gen's ``generateEmbeddedObjectMeta``."""
