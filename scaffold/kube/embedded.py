"""Whole objects inside of objects: each needs an apiVersion, a kind, and sound metadata.

Source: ``pkg/apiserver/schema/objectmeta`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffold.kube import names
from scaffold.kube.scalars import Json

EMBEDDED = "x-kubernetes-embedded-resource"


def embedded_faults(value: Json, schema: dict[str, Any], path: str, *, root: bool = False) -> Iterator[str]:
    """What is wrong with the whole objects in a value; `root`: it is one itself."""
    yield from own_embedded_faults(value, schema, path, root=root)
    if isinstance(value, dict):
        properties, rest = schema.get("properties") or {}, schema.get("additionalProperties")
        for name, item in value.items():
            below = properties.get(name, rest)
            if isinstance(below, dict):
                yield from embedded_faults(item, below, f"{path}.{name}")
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for at, item in enumerate(value):
            yield from embedded_faults(item, schema["items"], f"{path}[{at}]")


def own_embedded_faults(value: Json, schema: dict[str, Any], path: str, *, root: bool = False) -> Iterator[str]:
    """As `embedded_faults`, of the value itself."""
    if isinstance(value, dict) and (root or schema.get(EMBEDDED)):
        yield from _object(value, path)


def _object(value: dict[str, Json], path: str) -> Iterator[str]:
    for key in ("apiVersion", "kind"):
        found = value.get(key)
        if key not in value:
            yield f"{path}.{key}: Required value"
        elif not isinstance(found, str):
            yield f"{path}.{key}: Invalid value: must be a string"
        elif not found:
            yield f"{path}.{key}: Invalid value: must not be empty"
        elif key == "apiVersion" and found.count("/") > 1:
            yield f"{path}.{key}: Invalid value: unexpected GroupVersion string: {found}"
        elif key == "kind" and names.label_problem(found.lower()):
            why = f"may have mixed case, but should otherwise match: {names.label_problem(found.lower())}"
            yield f'{path}.{key}: Invalid value: "{found}": {why}'
    metadata = value.get("metadata", {})
    name = metadata.get("name") if isinstance(metadata, dict) else None
    if not isinstance(metadata, dict):
        yield f"{path}.metadata: Invalid value: must be an object"
    elif isinstance(name, str) and (name in (".", "..") or "/" in name or "%" in name):
        yield f"{path}.metadata.name: Invalid value: \"{name}\": may not be '.', '..', or contain '/' or '%'"
