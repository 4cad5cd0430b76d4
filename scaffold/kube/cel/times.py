"""Times and durations in nanoseconds, as Go's ``time`` package reads and writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from scaffold.kube.scalars import is_timestamp

_UNITS = {"ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
_NUMBER = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Duration(NamedTuple):
    """A length of time."""

    nanos: int

    def __str__(self) -> str:
        """As CEL writes it: in seconds."""
        sign, whole, rest = "-" if self.nanos < 0 else "", abs(self.nanos) // 10**9, abs(self.nanos) % 10**9
        return f"{sign}{whole}" + (f".{rest:09d}".rstrip("0") if rest else "") + "s"


class Timestamp(NamedTuple):
    """A point in time, from the beginning of 1970 in UTC."""

    nanos: int

    def __str__(self) -> str:
        rest = self.nanos % 10**9
        whole = self.when.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
        return whole + (f".{rest:09d}".rstrip("0") if rest else "") + "Z"

    @property
    def when(self) -> datetime:
        """The same for Python, whole seconds only."""
        return _EPOCH + timedelta(seconds=self.nanos // 10**9)


def parse_duration(text: str) -> Duration | None:
    """``1h30m``; None for what is no duration."""
    body = text.lstrip("+-") if text[:1] in ("+", "-") and text[1:2] not in ("+", "-") else text
    sign = -1 if text[:1] == "-" else 1
    if body == "0":
        return Duration(0)
    if not re.fullmatch(rf"(?:{_NUMBER}(?:ns|us|µs|μs|ms|s|m|h))+", body):
        return None
    nanos = 0
    for number, unit in re.findall(rf"({_NUMBER})(ns|us|µs|μs|ms|s|m|h)", body):
        whole, _, fraction = number.partition(".")
        nanos += int(whole or 0) * _UNITS[unit] + int(fraction or 0) * _UNITS[unit] // 10 ** len(fraction)
    return Duration(sign * nanos) if nanos < 1 << 63 else None


def parse_date(text: str) -> Timestamp | None:
    """``2006-01-02``."""
    return parse_time(f"{text}T00:00:00Z") if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None


def parse_time(text: str) -> Timestamp | None:
    """RFC 3339; None for what is no time, and for the year 0, which Python does not know."""
    if not (len(text) > len("2006-01-02") and text[10] == "T" and is_timestamp(text)):
        return None
    found = re.fullmatch(
        r"(\d{4})-(\d+)-(\d+)T(\d+):(\d+):(\d+)(?:[.,](\d+))?(?:Z|([-+])(\d\d):(\d\d))", text, re.ASCII
    )
    if found is None or found[1] == "0000":
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    since = datetime(year, month, day, hour, minute, second, tzinfo=UTC) - _EPOCH
    nanos = (since.days * 86400 + since.seconds) * 10**9 + int((found[7] or "0")[:9].ljust(9, "0"))
    if found[8]:
        offset = (int(found[9]) * 60 + int(found[10])) * 60 * 10**9
        nanos -= offset if found[8] == "+" else -offset
    return Timestamp(nanos)
