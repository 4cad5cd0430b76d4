"""How large values of schemas are: of a sample nobody reads more than some pages."""

from __future__ import annotations

from typing import Any

from scaffold.kube.scalars import Json

LARGEST = 50_000
"""Characters of a value, nearly; a field, an item and a scalar count some."""
_TYPICAL = 10
_BEYOND = LARGEST + 1


def weigh(value: Json) -> int:
    """The size of a value in fields and items, long texts counted as several."""
    weight = 0
    ahead = [value]
    while ahead:
        part = ahead.pop()
        weight += 1 + len(part) // 50 if isinstance(part, str | list | dict) else 1
        ahead += part if isinstance(part, list) else part.values() if isinstance(part, dict) else ()
    return weight


class Sizes:
    """Sizes of the values that are made of schemas; nothing is counted further than just beyond `LARGEST`."""

    def __init__(self) -> None:
        self._sizes: dict[tuple[int, bool], tuple[dict[str, Any], int]] = {}

    def least(self, schema: dict[str, Any]) -> int:
        """Of the smallest value."""
        return self._of(schema, least=True)

    def typical(self, schema: dict[str, Any]) -> int:
        """With one item where a list may be empty, and one entry where a map may be."""
        return self._of(schema, least=False)

    def _of(self, schema: dict[str, Any], *, least: bool) -> int:
        key = (id(schema), least)
        if key not in self._sizes:
            self._sizes[key] = schema, min(self._measured(schema, least=least), _BEYOND)
        return self._sizes[key][1]

    def _measured(self, schema: dict[str, Any], *, least: bool) -> int:
        if schema.get("nullable") and least:
            return _TYPICAL
        size = max(_TYPICAL, int(schema.get("minLength") or 0) if schema.get("type") == "string" else 0)
        items, rest = schema.get("items"), schema.get("additionalProperties")
        fewest = 0 if least else 1
        if schema.get("type") == "array" and isinstance(items, dict):
            size += max(int(schema.get("minItems") or 0), fewest) * self._of(items, least=least)
        properties, required = schema.get("properties") or {}, schema.get("required") or ()
        for name in required:
            if name in properties:
                size += self._of(properties[name], least=least)
        if isinstance(rest, dict):
            size += max(int(schema.get("minProperties") or 0) - len(required), fewest) * self._of(rest, least=least)
        return size
