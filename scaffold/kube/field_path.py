"""Paths into a schema, ``.spec.labels['a.b']``, as CEL rules and selectable fields name fields.

Source: ``ValidFieldPath`` of ``pkg/apiserver/schema/cel`` in k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from scaffold.kube.view import View

_ESCAPES = {"\\": "\\", "'": "'", "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def resolve_path(path: str, schema: View, *, arrays: bool = True) -> tuple[tuple[str, ...], View | None] | str:
    """The steps of a path and the schema at its end, or why it is none. None is a field that no schema describes."""
    tokens = _tokens(path)
    steps: list[str] = []
    found: View | None = schema
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token == "[":
            if not arrays:
                return "array notation is not allowed"
            name = _quoted(tokens[at + 1 : at + 3])
            if name is None:
                return "expected ['NAME']"
            at += 3
        elif token == ".":
            if at + 1 >= len(tokens):
                return "unexpected end of JSON path"
            name = tokens[at + 1]
            at += 2
        else:
            return f"expected [ or . but got: {token}"
        if found is None:
            return "does not refer to a valid field"
        properties, rest = found.get("properties"), found.get("additionalProperties")
        if properties is not None and any(True for _ in properties.entries()):
            found = properties.get(name)
            if found is None:
                return "does not refer to a valid field"
        elif rest is not None:
            found = rest if rest.is_object else None
        else:
            return "does not refer to a valid field"
        steps.append(name)
    return tuple(steps), found


def _tokens(path: str) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(path):
        end = at + 1
        if path[at] == "'":
            while end < len(path) and not (path[end] == "'" and path[end - 1] != "\\"):
                end += 1
            end += 1
        elif path[at] not in ".[]":
            while end < len(path) and path[end] not in ".[]":
                end += 1
        out.append(path[at:end])
        at = end
    return out


def _quoted(tokens: list[str]) -> str | None:
    """The name of ``'NAME' ]``."""
    if len(tokens) != 2 or tokens[1] != "]":
        return None
    text = tokens[0]
    if len(text) < 2 or text[0] != "'" or text[-1] != "'":
        return None
    out: list[str] = []
    inner = text[1:-1]
    at = 0
    while at < len(inner):
        if inner[at] == "\\":
            at += 1
            if at >= len(inner) or inner[at] not in _ESCAPES:
                return None
            out.append(_ESCAPES[inner[at]])
        else:
            out.append(inner[at])
        at += 1
    return "".join(out)
