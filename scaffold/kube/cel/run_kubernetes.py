"""What Kubernetes adds to CEL, run: quantities, addresses, URLs, versions, and formats by name.

Source: ``pkg/cel/library`` of k8s.io/apiserver v0.34.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from scaffold.kube import names
from scaffold.kube.cel.run_core import Function, text_of
from scaffold.kube.cel.times import parse_date, parse_time
from scaffold.kube.cel.values import CelError, Maybe, Unknown, Value

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_SUFFIXES: dict[str, int | Fraction] = {
    "": 1,
    "n": Fraction(1, 10**9),
    "u": Fraction(1, 10**6),
    "m": Fraction(1, 1000),
    **{suffix: 1000**power for power, suffix in enumerate("kMGTPE", 1)},
    **{f"{suffix}i": 1024**power for power, suffix in enumerate("KMGTPE", 1)},
}


class Quantity(NamedTuple):
    """``1500m`` or ``2Gi``."""

    amount: Fraction


class Ip(NamedTuple):
    """An address."""

    address: _Address


class Cidr(NamedTuple):
    """A network, with the address that it was written with."""

    address: _Address
    network: Any


class Semver(NamedTuple):
    """A version; the words behind the dash have an order of their own."""

    numbers: tuple[int, int, int]
    words: str


class Url(NamedTuple):
    """The parts of a URL."""

    scheme: str
    host: str
    path: str
    query: str


class Format(NamedTuple):
    """A named format: what it has against a text, or nothing."""

    name: str


def parsed(read: Callable[[str], Value]) -> Function:
    """A conversion of text that fails as CEL fails."""

    def convert(text: Value) -> Value:
        found = read(text) if isinstance(text, str) else None
        if found is None:
            raise CelError("invalid argument")
        return found

    return convert


def parse_quantity(text: str) -> Quantity | None:
    """As ``resource.ParseQuantity`` reads it."""
    found = re.fullmatch(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+|)", text)
    if found is None:
        return None
    number, suffix = Fraction(found[1].rstrip(".")), found[2]
    if suffix[:1] in ("e", "E") and suffix not in _SUFFIXES:
        if len(suffix) > 5:
            raise Unknown(text)
        return Quantity(number * Fraction(10) ** int(suffix[1:]))
    return Quantity(number * _SUFFIXES[suffix])


def _whole(quantity: Quantity) -> bool:
    return quantity.amount.denominator == 1 and -(1 << 63) <= quantity.amount < 1 << 63


def _as_integer(quantity: Quantity) -> int:
    if not _whole(quantity):
        raise CelError("cannot convert value to integer")
    return int(quantity.amount)


def _amount(value: Quantity | int) -> Fraction:
    return value.amount if isinstance(value, Quantity) else Fraction(value)


def _ip(text: str) -> Ip | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = isinstance(found, ipaddress.IPv6Address) and (found.ipv4_mapped is not None or found.scope_id)
    return None if mapped else Ip(found)


def _cidr(text: str) -> Cidr | None:
    address, slash, bits = text.partition("/")
    found = _ip(address)
    if found is None or not slash or not re.fullmatch(r"0|[1-9][0-9]*", bits):
        return None
    if int(bits) > found.address.max_prefixlen:
        return None
    return Cidr(found.address, ipaddress.ip_network(text, strict=False))


def _network(value: Value) -> Cidr:
    found = value if isinstance(value, Cidr) else _cidr(value)
    if found is None:
        raise CelError("invalid network")
    return found


def _contains_cidr(outer: Cidr, inner: Value) -> bool:
    found = _network(inner).network
    return bool(found.version == outer.network.version and found.subnet_of(outer.network))


def _contains_ip(outer: Cidr, inner: Value) -> bool:
    found = inner if isinstance(inner, Ip) else _ip(inner)
    if found is None:
        raise CelError("invalid address")
    return found.address in outer.network


def _semver(text: str) -> Semver | None:
    part = r"(0|[1-9][0-9]*)"
    word = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
    found = re.fullmatch(
        rf"{part}\.{part}\.{part}(?:-({word}(?:\.{word})*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?", text
    )
    return Semver((int(found[1]), int(found[2]), int(found[3])), found[4] or "") if found is not None else None


def _ordered(a: Value, b: Value) -> int:
    if isinstance(a, Semver) and isinstance(b, Semver):
        if a.words != b.words and a.numbers == b.numbers:
            raise Unknown("words of versions")
        return (a.numbers > b.numbers) - (a.numbers < b.numbers)
    return (_amount(a) > _amount(b)) - (_amount(a) < _amount(b))


def _url(text: str) -> Url | None:
    found = re.fullmatch(
        r"([a-z][a-z0-9+.-]*)://([A-Za-z0-9.-]+(?::[0-9]+)?)(/[A-Za-z0-9/._~-]*)?(?:\?([A-Za-z0-9=._~-]*))?", text
    )
    if found is not None:
        return Url(found[1], found[2], found[3] or "", found[4] or "")
    if re.fullmatch(r"/[A-Za-z0-9/._~-]*", text):
        return Url("", "", text, "")
    if re.fullmatch(r"[A-Za-z0-9._~-]*(/[A-Za-z0-9/._~-]*)?", text):
        return None
    raise Unknown(text)


def _query(url: Url) -> dict[str, list[str]]:
    if not url.query:
        return {}
    name, _, value = url.query.partition("=")
    return {name: [value]}


# --- formats ---------------------------------------------------------------------------------------------------------


def _matching(pattern: str, most: int = 0) -> Callable[[str], bool]:
    return lambda text: bool(re.fullmatch(pattern, text)) and (not most or len(text) <= most)


_LABEL, _LABEL_1035 = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", r"[a-z]([-a-z0-9]*[a-z0-9])?"
_NAME = r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_FORMATS: dict[str, Callable[[str], bool]] = {
    "dns1123Label": _matching(_LABEL, names.DNS_LABEL),
    "dns1123Subdomain": lambda text: not names.subdomain_problem(text),
    "dns1035Label": _matching(_LABEL_1035, names.DNS_LABEL),
    "labelValue": _matching(rf"({_NAME})?", names.DNS_LABEL),
    "qualifiedName": lambda text: not names.qualified_problem(text),
    "dns1123LabelPrefix": lambda text: _matching(_LABEL, names.DNS_LABEL)(_masked(text)),
    "dns1123SubdomainPrefix": lambda text: not names.subdomain_problem(_masked(text)),
    "dns1035LabelPrefix": lambda text: _matching(_LABEL_1035, names.DNS_LABEL)(_masked(text)),
    "uuid": _matching(r"(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"),
    "date": lambda text: parse_date(text) is not None,
    "datetime": lambda text: parse_time(text) is not None,
    "uri": lambda text: _url(text) is not None,
    "byte": _matching(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
}


def _masked(text: str) -> str:
    """The beginning of a generated name may end with a dash."""
    return text[:-2] + "a" if len(text) > 1 and text.endswith("-") else text


def _validate(form: Format, text: str) -> Maybe:
    return Maybe() if _FORMATS[form.name](text) else Maybe((["does not match"],))


def _named(name: str) -> Maybe:
    return Maybe((Format(name),)) if name in _FORMATS else Maybe()


_quantity, _to_ip, _to_cidr = parsed(parse_quantity), parsed(_ip), parsed(_cidr)

FUNCTIONS: dict[str, Function] = {
    "quantity": _quantity,
    "isQuantity": lambda text: parse_quantity(text) is not None,
    "isInteger": _whole,
    "asInteger": _as_integer,
    "asApproximateFloat": lambda quantity: float(quantity.amount),
    "sign": lambda quantity: (quantity.amount > 0) - (quantity.amount < 0),
    "add": lambda a, b: Quantity(a.amount + _amount(b)),
    "sub": lambda a, b: Quantity(a.amount - _amount(b)),
    "isGreaterThan": lambda a, b: _ordered(a, b) > 0,
    "isLessThan": lambda a, b: _ordered(a, b) < 0,
    "compareTo": _ordered,
    "ip": lambda value: Ip(value.address) if isinstance(value, Cidr) else _to_ip(value),
    "isIP": lambda text: _ip(text) is not None,
    "ip.isCanonical": lambda text: str(_to_ip(text).address) == text,
    "family": lambda ip: ip.address.version,
    "isUnspecified": lambda ip: ip.address.is_unspecified,
    "isLoopback": lambda ip: ip.address.is_loopback,
    "cidr": _to_cidr,
    "isCIDR": lambda text: _cidr(text) is not None,
    "containsIP": _contains_ip,
    "containsCIDR": _contains_cidr,
    "masked": lambda cidr: Cidr(cidr.network.network_address, cidr.network),
    "prefixLength": lambda cidr: cidr.network.prefixlen,
    "string": lambda value: str(value[0]) if isinstance(value, Ip) else text_of(value),
    "semver": parsed(_semver),
    "isSemver": lambda text: _semver(text) is not None,
    "major": lambda version: version.numbers[0],
    "minor": lambda version: version.numbers[1],
    "patch": lambda version: version.numbers[2],
    "url": parsed(_url),
    "isURL": lambda text: _url(text) is not None,
    "getScheme": lambda url: url.scheme,
    "getHost": lambda url: url.host,
    "getHostname": lambda url: url.host.partition(":")[0],
    "getPort": lambda url: url.host.partition(":")[2],
    "getEscapedPath": lambda url: url.path,
    "getQuery": _query,
    "validate": _validate,
    "format.named": _named,
    **{f"format.{name}": lambda name=name: Format(name) for name in _FORMATS},
}
