"""CEL's own operators and conversions, run.

Source: ``common/types`` of cel-go v0.26.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from scaffold.kube.cel.times import Duration, Timestamp, parse_duration, parse_time
from scaffold.kube.cel.values import (
    INT_MAX,
    INT_MIN,
    UINT_MAX,
    CelError,
    Maybe,
    TypeName,
    Uint,
    Unknown,
    Value,
    compare,
    equal,
    kind_of,
)
from scaffold.kube.scalars import go_float

Function = Callable[..., Value]

_NO_OVERLOAD = "no such overload"


def _ranged(value: int, kind: str) -> Value:
    """An integer, unless it is beyond its type."""
    if kind == "uint":
        if not 0 <= value <= UINT_MAX:
            raise CelError("unsigned integer overflow")
        return Uint(value)
    if not INT_MIN <= value <= INT_MAX:
        raise CelError("integer overflow")
    return value


def _add(a: Value, b: Value) -> Value:
    match a, b:
        case (Duration(), Duration()):
            return _time(Duration, a.nanos + b.nanos)
        case (Timestamp(), Duration()) | (Duration(), Timestamp()):
            return _time(Timestamp, a.nanos + b.nanos)
        case (str(), str()) | (bytes(), bytes()) | (list(), list()):
            return a + b
    return _number(a, b, lambda x, y: x + y)


def _time(kind: Callable[[int], Value], nanos: int) -> Value:
    if kind is Duration and not INT_MIN <= nanos <= INT_MAX:
        raise CelError("integer overflow")
    if kind is Timestamp and not -62135596800 <= nanos // 10**9 <= 253402300799:
        raise CelError("timestamp overflow")
    return kind(nanos)


def _subtract(a: Value, b: Value) -> Value:
    match a, b:
        case (Duration(), Duration()) | (Timestamp(), Timestamp()):
            return _time(Duration, a.nanos - b.nanos)
        case (Timestamp(), Duration()):
            return _time(Timestamp, a.nanos - b.nanos)
    return _number(a, b, lambda x, y: x - y)


def _number(a: Value, b: Value, operation: Callable[[Value, Value], Value]) -> Value:
    kind = kind_of(a)
    if kind != kind_of(b) or kind not in ("int", "uint", "double"):
        raise CelError(_NO_OVERLOAD)
    if kind == "double":
        return float(operation(a, b))
    return _ranged(operation(int(a), int(b)), kind)


def _divide(a: Value, b: Value) -> Value:
    if isinstance(a, float) and isinstance(b, float):
        if b == 0:
            return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
        return a / b
    return _number(a, b, _quotient)


def _quotient(a: int, b: int) -> int:
    """Towards zero, as Go divides."""
    if b == 0:
        raise CelError("division by zero")
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def _modulo(a: Value, b: Value) -> Value:
    if isinstance(a, float):
        raise CelError(_NO_OVERLOAD)
    if b == 0:
        raise CelError("modulus by zero")
    return _number(a, b, lambda x, y: x - _quotient(x, y) * y)


def _negate(a: Value) -> Value:
    if isinstance(a, float):
        return -a
    if kind_of(a) != "int":
        raise CelError(_NO_OVERLOAD)
    return _ranged(-a, "int")


def _not(a: Value) -> bool:
    if not isinstance(a, bool):
        raise CelError(_NO_OVERLOAD)
    return not a


# --- conversions -----------------------------------------------------------------------------------------------------


def _int(value: Value) -> Value:
    match value:
        case bool():
            raise CelError(_NO_OVERLOAD)
        case int():
            return _ranged(int(value), "int")
        case float():
            return _truncated(value, "int")
        case str():
            if not re.fullmatch(r"[+-]?[0-9]+", value) or len(value) > 40:
                raise CelError("no integer")
            return _ranged(int(value), "int")
        case Timestamp():
            return value.nanos // 10**9
        case Duration():
            return value.nanos
    raise CelError(_NO_OVERLOAD)


def _truncated(value: float, kind: str) -> Value:
    if math.isnan(value) or math.isinf(value):
        raise CelError("integer overflow")
    if kind == "int" and not -(2.0**63) < value < 2.0**63:
        raise CelError("integer overflow")
    return _ranged(int(value), kind)


def _uint(value: Value) -> Value:
    match value:
        case bool():
            raise CelError(_NO_OVERLOAD)
        case int():
            return _ranged(int(value), "uint")
        case float():
            return _truncated(value, "uint")
        case str():
            if not re.fullmatch(r"[0-9]+", value) or len(value) > 40:
                raise CelError("no unsigned integer")
            return _ranged(int(value), "uint")
    raise CelError(_NO_OVERLOAD)


def _double(value: Value) -> Value:
    match value:
        case bool():
            raise CelError(_NO_OVERLOAD)
        case int() | float():
            return float(value)
        case str():
            if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", value):
                if re.search(r"(?i)inf|nan|x|_", value):
                    raise Unknown(value)
                raise CelError("no number")
            return float(value)
    raise CelError(_NO_OVERLOAD)


def text_of(value: Value) -> str:
    """``string(value)``."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int():
            return str(int(value))
        case float():
            if math.isnan(value) or math.isinf(value) or abs(value) >= 1e21:
                raise Unknown("text of a large number")
            return go_float(value)
        case bytes():
            try:
                return value.decode()
            except UnicodeDecodeError:
                raise CelError("invalid UTF-8 in bytes") from None
        case Timestamp() | Duration():
            return str(value)
    raise CelError(_NO_OVERLOAD)


_TRUE, _FALSE = ("1", "t", "T", "true", "TRUE", "True"), ("0", "f", "F", "false", "FALSE", "False")


def _bool(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _TRUE + _FALSE:
        return value in _TRUE
    raise CelError("no boolean")


def _bytes(value: Value) -> bytes:
    if isinstance(value, str | bytes):
        return value.encode() if isinstance(value, str) else value
    raise CelError(_NO_OVERLOAD)


def _timestamp(value: Value) -> Value:
    if isinstance(value, Timestamp):
        return value
    if kind_of(value) == "int":
        return _time(Timestamp, value * 10**9)
    return _read(value, parse_time)


def _duration(value: Value) -> Value:
    if isinstance(value, Duration):
        return value
    return Duration(value) if kind_of(value) == "int" else _read(value, parse_duration)


def _read(value: Value, parse: Callable[[str], Value]) -> Value:
    found = parse(value) if isinstance(value, str) else None
    if found is None:
        raise CelError("invalid argument")
    return found


# --- times -----------------------------------------------------------------------------------------------------------


def _getter(of_time: Callable[[datetime], int], nanos: int = 0) -> Function:
    """A part of a time; `nanos` are those of the unit that durations are counted in."""

    def get(value: Value, zone: str = "") -> int:
        if isinstance(value, Duration) and nanos and not zone:
            return _quotient(value.nanos, nanos)
        if not isinstance(value, Timestamp):
            raise CelError(_NO_OVERLOAD)
        return of_time(value.when.astimezone(_zone(zone)))

    return get


def _zone(text: str) -> timezone:
    found = re.fullmatch(r"([+-]?)(\d\d):(\d\d)", text)
    if found is None:
        if text in ("", "UTC"):
            return timezone.utc  # noqa: UP017  # the type that the rest of the function has
        raise Unknown(text)
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-offset if found[1] == "-" else offset)


def _milliseconds(value: Value, zone: str = "") -> int:
    if isinstance(value, Duration):
        return _quotient(value.nanos, 10**6)
    if isinstance(value, Timestamp):
        return value.nanos % 10**9 // 10**6
    raise CelError(_NO_OVERLOAD)


# --- optionals -------------------------------------------------------------------------------------------------------


def _optional_value(value: Maybe) -> Value:
    if not value.held:
        raise CelError("optional.none() dereference")
    return value.held[0]


def _is_zero(value: Value) -> bool:
    match value:
        case Timestamp() | Duration():
            return value.nanos == 0
        case Maybe():
            return not value.held
    return not value


FUNCTIONS: dict[str, Function] = {
    "_+_": _add,
    "_-_": _subtract,
    "_*_": lambda a, b: _number(a, b, lambda x, y: x * y),
    "_/_": _divide,
    "_%_": _modulo,
    "-_": _negate,
    "!_": _not,
    "_==_": equal,
    "_!=_": lambda a, b: not equal(a, b),
    "_<_": lambda a, b: compare(a, b) < 0,
    "_<=_": lambda a, b: compare(a, b) < 0 or equal(a, b),
    "_>_": lambda a, b: compare(a, b) > 0,
    "_>=_": lambda a, b: compare(a, b) > 0 or equal(a, b),
    "int": _int,
    "uint": _uint,
    "double": _double,
    "bool": _bool,
    "bytes": _bytes,
    "timestamp": _timestamp,
    "duration": _duration,
    "dyn": lambda value: value,
    "type": lambda value: TypeName(kind_of(value)),
    "getFullYear": _getter(lambda when: when.year),
    "getMonth": _getter(lambda when: when.month - 1),
    "getDate": _getter(lambda when: when.day),
    "getDayOfMonth": _getter(lambda when: when.day - 1),
    "getDayOfWeek": _getter(lambda when: when.isoweekday() % 7),
    "getDayOfYear": _getter(lambda when: when.timetuple().tm_yday - 1),
    "getHours": _getter(lambda when: when.hour, 3600 * 10**9),
    "getMinutes": _getter(lambda when: when.minute, 60 * 10**9),
    "getSeconds": _getter(lambda when: when.second, 10**9),
    "getMilliseconds": _milliseconds,
    "hasValue": lambda value: bool(value.held),
    "value": _optional_value,
    "optional.of": lambda value: Maybe((value,)),
    "optional.none": Maybe,
    "optional.ofNonZeroValue": lambda value: Maybe() if _is_zero(value) else Maybe((value,)),
    "optional.unwrap": lambda values: [inner for value in values for inner in value.held],
}
