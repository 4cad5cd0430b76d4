"""The formats of texts that API servers hold values to.

Source: ``pkg/validation/strfmt`` of k8s.io/kube-openapi, which k8s.io/apiextensions-apiserver v0.34 is built with.
Where this file cannot tell, a text fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from scaffold.kube import names
from scaffold.kube.cel.times import parse_duration
from scaffold.kube.scalars import is_timestamp

if TYPE_CHECKING:
    import ipaddress

_HEX4 = "[0-9a-f]{4}"
_PATTERNS = {
    "uuid": rf"(?i)[0-9a-f]{{8}}-?{_HEX4}-?{_HEX4}-?{_HEX4}-?[0-9a-f]{{12}}",
    "uuid3": rf"(?i)[0-9a-f]{{8}}-?{_HEX4}-?3[0-9a-f]{{3}}-?{_HEX4}-?[0-9a-f]{{12}}",
    "uuid4": rf"(?i)[0-9a-f]{{8}}-?{_HEX4}-?4[0-9a-f]{{3}}-?[89ab][0-9a-f]{{3}}-?[0-9a-f]{{12}}",
    "uuid5": rf"(?i)[0-9a-f]{{8}}-?{_HEX4}-?5[0-9a-f]{{3}}-?[89ab][0-9a-f]{{3}}-?[0-9a-f]{{12}}",
    "bsonobjectid": r"[0-9a-fA-F]{24}",
    "hexcolor": r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})",
    "byte": r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})",
    "ssn": r"(?=.{11}\Z)\d{3}[- ]?\d{2}[- ]?\d{4}",
    "mac": r"(?i)[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?:(?:\1[0-9a-f]{2}){2})?(?:(?:\1[0-9a-f]{2}){12})?"
    r"|[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{40}"
    rf"|{_HEX4}\.{_HEX4}\.{_HEX4}(?:\.{_HEX4}(?:(?:\.{_HEX4}){{6}})?)?",
}
_COLOUR = r"\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def fits_format(text: str, form: str) -> bool:
    """Whether a text has a format; any text has one that servers do not know."""
    name = form.replace("-", "")
    if name in _PATTERNS:
        return bool(_compiled(_PATTERNS[name]).fullmatch(text))
    found = _CHECKS.get(name)
    return found is None or found(text)


def _ipv4(text: str) -> bool:
    found = _address(text)
    return found is not None and (found.version == 4 or found.ipv4_mapped is not None)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address without a zone; leading zeros count for nothing."""
    import ipaddress  # few defaults are addresses

    try:
        return None if "%" in text else ipaddress.ip_address(re.sub(r"(^|[.:])0+(?=[0-9]+\.|[0-9]+$)", r"\1", text))
    except ValueError:
        return None


def _cidr(text: str) -> bool:
    address, slash, bits = text.partition("/")
    found = _address(address)
    if not slash or found is None or not (bits.isascii() and bits.isdigit() and len(bits) <= 3):
        return False
    return int(bits) <= found.max_prefixlen


def _date(text: str) -> bool:
    return bool(_compiled(r"\d{4}-\d\d-\d\d").fullmatch(text)) and is_timestamp(text)


def _date_time(text: str) -> bool:
    date, mark, time = text.lower().partition("t")
    clock = _compiled(r"(\d\d):(\d\d):(\d\d)(?:.[0-9]+)?(?:z|[+-]\d\d:\d\d)").fullmatch(time.partition("t")[0])
    return bool(mark) and _date(date) and clock is not None and clock[1] <= "23" and max(clock[2], clock[3]) <= "59"


_UNITS = r"ns|us|µs|ms|s|m|h|hr|d|w|wk|nano\w*|micro\w*|milli\w*|sec\w*|min\w*|hour\w*|day\w*|week\w*"


def _duration(text: str) -> bool:
    """Go's, or, as in Scala, words with anything around them."""
    found = _compiled(r"\d+\s*([A-Za-zµ]+)").findall(text)
    return parse_duration(text) is not None or any(_compiled(rf"(?i)(?:{_UNITS})").fullmatch(unit) for unit in found)


_NAME = "a-zA-Z0-9$+<=>^`|~"


def _hostname(text: str) -> bool:
    if not text.isascii():
        return True
    pattern = rf"[{_NAME}](?:-?[{_NAME}]{{0,62}})?|(?:[{_NAME}](?:[-{_NAME}]{{0,61}}[{_NAME}])?\.)+[a-zA-Z]{{2,63}}"
    short = all(len(label) <= names.DNS_LABEL for label in text.split("."))
    return short and len(text) <= 255 and bool(_compiled(pattern).fullmatch(text))


def _email(text: str) -> bool:
    if re.search(r'["<(]|[^\x00-\x7f]', text):
        return "@" in text
    atom = r"[\w!#$%&'*+/=?^`{|}~-]+"
    return bool(_compiled(rf"\s*{atom}(?:\.{atom})*@{atom}(?:\.{atom})*\s*").fullmatch(text))


def _uri(text: str) -> bool:
    scheme = _compiled(r"[a-zA-Z][a-zA-Z0-9+.-]*:").match(text)
    if re.search(r"[\x00-\x1f\x7f]", text):
        return False
    if scheme is not None and text[scheme.end() : scheme.end() + 1] not in ("", "/"):
        return True  # what stands behind a scheme without a slash is anything
    if re.search(r"%(?![0-9a-fA-F]{2})", text):
        return False
    host = text.partition("://")[2].partition("/")[0] if scheme is not None else ""
    return (scheme is not None or text.startswith("/")) and " " not in host and host.count("[") == host.count("]")


def _isbn10(text: str) -> bool:
    digits = re.sub(r"[\s-]+", "", text)
    if not _compiled(r"[0-9]{9}[0-9X]").fullmatch(digits):
        return False
    return sum((at + 1) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(digits)) % 11 == 0


def _isbn13(text: str) -> bool:
    digits = re.sub(r"[\s-]+", "", text)
    if not _compiled(r"[0-9]{13}").fullmatch(digits):
        return False
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0


def _credit_card(text: str) -> bool:
    digits = re.sub(r"[^0-9]+", "", text)
    kinds = r"4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}"
    kinds += r"|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11}"
    if not _compiled(kinds).fullmatch(digits):
        return False
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


_CHECKS: dict[str, Callable[[str], bool]] = {
    "ipv4": _ipv4,
    "ipv6": lambda text: ":" in text and _address(text) is not None,
    "cidr": _cidr,
    "date": _date,
    "datetime": _date_time,
    "duration": _duration,
    "hostname": _hostname,
    "email": _email,
    "uri": _uri,
    "isbn10": _isbn10,
    "isbn13": _isbn13,
    "isbn": lambda text: _isbn10(text) or _isbn13(text),
    "creditcard": _credit_card,
    "rgbcolor": lambda text: bool(_compiled(rf"rgb\({_COLOUR},{_COLOUR},{_COLOUR}\)").fullmatch(text)),
    "k8sshortname": lambda text: "." not in text and len(text) <= names.DNS_LABEL and not names.subdomain_problem(text),
    "k8slongname": lambda text: not names.subdomain_problem(text),
}
