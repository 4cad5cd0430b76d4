"""CEL's functions of texts, run.

Sources: ``ext/strings.go``, ``ext/formatting.go`` of cel-go v0.26, ``pkg/cel/library/regex.go`` of k8s.io/apiserver
v0.34.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from scaffold.kube import re2
from scaffold.kube.cel.run_core import Function, text_of
from scaffold.kube.cel.values import CelError, Unknown, Value, kind_of
from scaffold.kube.re2_match import Program, TooCostly

_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Go takes for white space."""
_LONGEST = 1_000_000


def texts(*values: Value) -> None:
    """Every one of the arguments must be a text."""
    if not all(isinstance(value, str) for value in values):
        raise CelError("no such overload")


def _compiled(pattern: str) -> Program:
    texts(pattern)
    if re2.problem(pattern):
        raise CelError("invalid pattern")
    found = re2.compiled(pattern)
    if found is None:
        raise Unknown(pattern)
    return found


def _matches(text: str, pattern: str) -> bool:
    texts(text)
    found = _compiled(pattern).matches(text)
    if found is None:
        raise Unknown(pattern)
    return found


def _find(text: str, pattern: str) -> str:
    return next(iter(_find_all(text, pattern, 1)), "")


def _find_all(text: str, pattern: str, most: int = -1) -> list[str]:
    texts(text)
    try:
        places = islice(_compiled(pattern).find_all(text), most if most >= 0 else None)
        return [text[begin:end] for begin, end in places]
    except TooCostly as error:
        raise Unknown(pattern) from error


def _starts(text: str, start: str) -> bool:
    texts(text, start)
    return text.startswith(start)


def _ends(text: str, end: str) -> bool:
    texts(text, end)
    return text.endswith(end)


def _contains(text: str, part: str) -> bool:
    texts(text, part)
    return part in text


def _char_at(text: str, at: int) -> str:
    if not 0 <= at <= len(text):
        raise CelError("index out of range")
    return text[at : at + 1]


def index_of(text: str, part: str, start: int = 0) -> int:
    """``indexOf`` of texts."""
    texts(text, part)
    if start < 0:
        raise CelError("index out of range")
    if not part:
        return start
    return text.find(part, start)


def last_index_of(text: str, part: str, start: int | None = None) -> int:
    """``lastIndexOf`` of texts."""
    texts(text, part)
    if start is not None and start < 0:
        raise CelError("index out of range")
    if not part:
        return len(text) if start is None else start
    if start is None:
        return text.rfind(part)
    if start >= len(text):
        return -1
    return text.rfind(part, 0, start + len(part))


def _substring(text: str, start: int, end: int | None = None) -> str:
    stop = len(text) if end is None else end
    if not 0 <= start <= stop <= len(text):
        raise CelError("index out of range")
    return text[start:stop]


def _split(text: str, between: str, most: int = -1) -> list[str]:
    texts(text, between)
    if most == 0:
        return []
    if not between:
        parts = list(text)
        return parts if most < 0 or len(parts) <= most else [*parts[: most - 1], "".join(parts[most - 1 :])]
    return text.split(between, most - 1 if most > 0 else -1)


def _replace(text: str, old: str, new: str, count: int = -1) -> str:
    texts(text, old, new)
    if (len(text) + 1) * len(new) > _LONGEST:
        raise Unknown("a very long text")
    return text.replace(old, new, count if count >= 0 else -1)


def _format(text: str, args: list[Any]) -> str:
    """``'%s is %d'.format([…])``, as far as it is texts, whole numbers and booleans."""
    rest = list(args)

    def clause(found: re.Match[str]) -> str:
        letter = found.group(1)
        if letter == "%":
            return "%"
        if not rest:
            raise CelError("index out of range")
        value = rest.pop(0)
        if letter == "s" and isinstance(value, str | bool):
            return text_of(value)
        if letter in ("s", "d") and kind_of(value) in ("int", "uint"):
            return str(int(value))
        raise Unknown(found.group())

    return re.sub(r"%([^%]|%)", clause, text, flags=re.DOTALL)


def _join(values: list[str], between: str = "") -> str:
    texts(*values)
    if len(values) * len(between) > _LONGEST:
        raise Unknown("a very long text")
    return between.join(values)


FUNCTIONS: dict[str, Function] = {
    "matches": _matches,
    "find": _find,
    "findAll": _find_all,
    "startsWith": _starts,
    "endsWith": _ends,
    "contains": _contains,
    "charAt": _char_at,
    "substring": _substring,
    "split": _split,
    "replace": _replace,
    "join": _join,
    "format": _format,
    "trim": lambda text: text.strip(_SPACE),
    "lowerAscii": lambda text: text.translate(str.maketrans(_UPPER, _LOWER)),
    "upperAscii": lambda text: text.translate(str.maketrans(_LOWER, _UPPER)),
}
