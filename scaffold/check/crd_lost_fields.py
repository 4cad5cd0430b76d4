"""Fields that a server drops because another version of the kind lacks them, and nothing converts between the two.

A server without a conversion webhook changes the apiVersion of an object and nothing else. What the schema of the
version that is stored, written or read does not describe is pruned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scaffold.checked import CheckedCrd
from scaffold.diagnostics import Report
from scaffold.model import Crd, CrdDocument

_SHOWN = 8
"""Fields that are named one by one."""
_OF_EVERY_OBJECT = frozenset(["apiVersion", "kind", "metadata"])
_PRESERVE = "x-kubernetes-preserve-unknown-fields"


def warn_of_lost_fields(crd: CheckedCrd, report: Report) -> None:
    """Warns of the fields that the stored version of a kind and its other served versions do not share."""
    spec = crd.document["spec"]
    if (spec.get("conversion") or {}).get("strategy", "None") != "None":
        return
    stored = [version for version in spec["versions"] if version.get("storage")]
    if len(stored) != 1:
        return
    differences: dict[str, None] = {}
    for version in spec["versions"]:
        if version.get("served") and version is not stored[0]:
            differences.update(dict.fromkeys(_compare_versions(stored[0], version)))
    if not differences:
        return
    shown = list(differences)[:_SHOWN]
    more = len(differences) - len(shown)
    named = ", ".join(shown) + (f" and {more} more" if more else "")
    report.warning(
        "crd-lost-fields",
        f"nothing converts between the versions of {crd.kind}, so that servers drop what one of them lacks: {named}",
        crd.span,
        hint=_hint(crd),
    )


def _hint(crd: CheckedCrd) -> str:
    if isinstance(crd.crd, Crd):
        return "give the versions the same fields, or convert with a webhook: `conversion: {webhook: {…}}`"
    if isinstance(crd.crd, CrdDocument):
        return "give the versions the same fields, or convert with a webhook: `spec.conversion`"
    return "give the versions the same fields, or patch spec.conversion in and accept this message with `allow`"


def _compare_versions(stored: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    schemas = [version["schema"]["openAPIV3Schema"] for version in (stored, other)]
    mine, its = ({**schema, "properties": _without_common(schema)} for schema in schemas)
    yield from _compare(mine, its, stored["name"], other["name"], "")


def _without_common(schema: dict[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties") or {}
    return {name: child for name, child in properties.items() if name not in _OF_EVERY_OBJECT}


def _compare(mine: Any, its: Any, name: str, other: str, path: str) -> Iterator[str]:
    """What only one of two schemas has, below `path`; `name` and `other` are the versions they belong to."""
    if not isinstance(mine, dict) or not isinstance(its, dict) or mine == its:
        return
    kinds = mine.get("type"), its.get("type")
    if all(kinds) and kinds[0] != kinds[1]:
        yield f"{path.lstrip('.')} ({kinds[0]} in {name}, {kinds[1]} in {other})"
        return
    properties = mine.get("properties") or {}, its.get("properties") or {}
    for field in dict.fromkeys((*properties[0], *properties[1])):
        below = f"{path}.{field}"
        lacking = [
            version
            for version, schema, fields in ((name, mine, properties[0]), (other, its, properties[1]))
            if field not in fields and not _keeps(schema)
        ]
        if lacking:
            yield f"{below.lstrip('.')} (not in {lacking[0]})"
        elif field in properties[0] and field in properties[1]:
            yield from _compare(properties[0][field], properties[1][field], name, other, below)
    yield from _compare(mine.get("items"), its.get("items"), name, other, f"{path}[]")
    values = mine.get("additionalProperties"), its.get("additionalProperties")
    yield from _compare(*values, name, other, f"{path}[*]")


def _keeps(schema: dict[str, Any]) -> bool:
    """Whether a server keeps fields of an object that its schema does not name."""
    return bool(schema.get(_PRESERVE) or schema.get("additionalProperties"))
