"""The most that a call may cost, by function and overload, and the size of what it gives.

Sources: ``functionCost`` in ``checker/cost.go`` of cel-go v0.26, ``pkg/cel/library/cost.go`` of k8s.io/apiserver v0.34.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from scaffold.kube.cel import types as t
from scaffold.kube.cel.ast import Value
from scaffold.kube.cel.sizes import MAX, UNKNOWN, Size, add, multiply, scaled
from scaffold.kube.cel.types import Type

_TEXT = 0.1
"""The cost of passing one character."""
_REGEX = 0.25
"""The cost of one character of a pattern."""
_FORMATS = 128 * _REGEX


class Argument(NamedTuple):
    """What is known of an argument; `path` leads to its schema, `value` is a literal's."""

    size: Size | None
    type: Type
    path: tuple[str, ...]
    value: Value

    @property
    def known(self) -> Size:
        """Its size, the largest there is where nothing is known."""
        return UNKNOWN if self.size is None else self.size


class Found(NamedTuple):
    """What a call costs, and the size of its result where it is not that of its type."""

    cost: int
    size: Size | None = None


Below = Callable[[tuple[str, ...]], Size | None]
Args = Sequence[Argument]


def call_cost(
    function: str, overload: str, target: Argument | None, args: Args, costs: Sequence[int], below: Below
) -> Found:
    """The cost of a call, with that of its arguments (`costs`); `below` knows the sizes of the schema."""
    total = 0
    for cost in costs:
        total = add(total, cost)
    if overload in ("logical_and", "logical_or"):
        return Found(total)
    if overload == "conditional":
        size = args[1].known.union(args[2].known)
        return Found(add(costs[0], max(costs[1], costs[2])), size)
    found = _kubernetes(function, overload, target, args, below) or _standard(overload, target, args)
    return Found(add(found.cost, total), found.size)


_ONE = frozenset(
    [
        *("masked", "prefixLength", "family", "isUnspecified", "isLoopback", "isLinkLocalMulticast"),
        *("isLinkLocalUnicast", "isGlobalUnicast", "format.named", "sign", "asInteger", "isInteger"),
        *("asApproximateFloat", "isGreaterThan", "isLessThan", "compareTo", "add", "sub", "major", "minor", "patch"),
        *("getScheme", "getHostname", "getHost", "getPort", "getEscapedPath", "getQuery"),
    ]
)
_READ = ("cidr", "isIP", "isCIDR", "quantity", "isQuantity", "semver", "isSemver")


def _kubernetes(function: str, overload: str, target: Argument | None, args: Args, below: Below) -> Found | None:
    """The functions that Kubernetes adds or estimates by itself."""
    if function in _ONE or overload == "cidr_ip":
        return Found(1)
    if args:
        first = args[0].known
        if function in _READ or function == "ip":
            return Found(scaled(first.most, _TEXT))
        if function == "url":
            return Found(scaled(first.most, _TEXT), first)
        if function == "ip.isCanonical":
            return Found(scaled(first.most, 2 * _TEXT))
        if function == "validate":
            return Found(scaled(scaled(first.most, _TEXT), _FORMATS))
        if function in ("containsIP", "containsCIDR"):
            more = scaled(first.most, _TEXT) if overload.endswith("_string") else 0
            return Found(4 + (3 if function == "containsCIDR" else 0) + more)
    if function == "_==_" and len(args) == 2 and args[0].type == args[1].type:
        return _same(args)
    return _texts(function, target, args, below) if target is not None else None


def _same(args: Args) -> Found | None:
    """Equality of Kubernetes' own values."""
    name = args[0].type.name
    if name in ("net.IP", "net.CIDR", "kubernetes.Quantity", "kubernetes.Semver"):
        return Found(1)
    if name == "kubernetes.NamedFormat":
        return Found(scaled(64, _TEXT))
    if name == "kubernetes.URL":
        size = args[1].size
        return Found(scaled(1 if size is None else size.most, _TEXT))
    return None


def _texts(function: str, target: Argument, args: Args, below: Below) -> Found | None:
    """Functions of texts and lists, called with a dot."""
    size = target.known
    match function:
        case "isSorted" | "sum" | "max" | "min" | "indexOf" | "lastIndexOf":
            item = _item(target, below)
            if item is None:
                return Found(scaled(size.most, _TEXT))
            text = target.type.params[0] in (t.STRING, t.BYTES)
            return Found(multiply(size.most, add(1, scaled(item.most, _TEXT)) if text else 1))
        case "lowerAscii" | "upperAscii" | "substring" | "trim":
            return Found(scaled(size.most, _TEXT), size)
        case "replace" if len(args) >= 2:
            return Found(scaled(size.most, 2 * _TEXT), _replaced(size, args[0].known, args[1].known))
        case "split":
            limit = args[1].value if len(args) > 1 else None
            most = limit % (MAX + 1) if isinstance(limit, int) and not isinstance(limit, bool) else size.most
            return Found(scaled(size.most, 2 * _TEXT), Size(0, most))
        case "join":
            return _joined(target, args, below)
        case "find" | "findAll" if args:
            cost = multiply(scaled(add(size.most, 1), _TEXT), scaled(args[0].known.most, _REGEX))
            return Found(cost, Size(0, size.most))
    return None


def _item(target: Argument, below: Below) -> Size | None:
    """The size of the items of a list; None for a target that has none."""
    if not target.type.params:
        return None
    return (below((*target.path, "@items")) if target.path else None) or UNKNOWN


def _replaced(size: Size, old: Size, new: Size) -> Size:
    """The size of a text in which something is replaced."""
    if old.least == 0:
        most, kept = add(size.most, 1), size.most
    elif new.most <= old.least:
        most, kept = 0, size.most
    else:
        most, kept = math.ceil(float(size.most) / float(old.least)), 0
    if old.most == 0:
        least, kept_least = add(size.least, 1), size.least
    elif old.most <= new.least:
        least, kept_least = 0, size.least
    else:
        least, kept_least = math.ceil(float(size.least) / float(old.most)), 0
    return Size(least, min(most, MAX)).times(new).plus(Size(kept_least, kept))


def _joined(target: Argument, args: Args, below: Below) -> Found:
    size, item = target.known, _item(target, below)
    text = Size(0, 0) if item is None else size.times(item)
    if args:
        between = Size(max(size.least - 1, 0), max(size.most - 1, 0))
        text = text.plus(args[0].known.times(between))
    return Found(scaled(text.most, _TEXT), text)


_COMPARED = frozenset(
    ["equals", "not_equals"]
    + [
        f"{sign}_{kind}"
        for sign in ("less", "greater", "less_equals", "greater_equals")
        for kind in ("string", "bytes")
    ]
)


def _standard(overload: str, target: Argument | None, args: Args) -> Found:
    """The functions of CEL itself."""
    sizes = [argument.known for argument in args]
    if overload in _COMPARED:
        return Found(scaled(min(sizes[0].most, sizes[1].most), _TEXT))
    match overload:
        case "string_format" if target is not None:
            return Found(scaled(target.known.most, _TEXT))
        case "string_to_bytes":
            return Found(scaled(sizes[0].most, _TEXT), Size(sizes[0].least, sizes[0].most * 4 % (MAX + 1)))
        case "bytes_to_string":
            return Found(scaled(sizes[0].most, _TEXT), Size(sizes[0].least // 4, sizes[0].most))
        case "strings_quote":
            most = (sizes[0].most * 2 + 2) % (MAX + 1)
            return Found(scaled(sizes[0].most, _TEXT), Size(sizes[0].least + 2, most))
        case "starts_with_string" | "ends_with_string":
            return Found(scaled(sizes[0].most, _TEXT))
        case "in_list":
            return Found(sizes[1].most)
        case "list_sets_contains_list" | "list_sets_intersects_list" | "list_sets_equivalent_list":
            times = 2 if overload == "list_sets_equivalent_list" else 1
            return Found(add(1, scaled(multiply(sizes[0].most, sizes[1].most), times)))
        case "matches_string" if target is not None:
            text = scaled(add(target.known.most, 1), _TEXT)
            return Found(multiply(text, scaled(sizes[0].most, _REGEX)))
        case "contains_string" if target is not None:
            return Found(multiply(scaled(target.known.most, _TEXT), scaled(sizes[0].most, _TEXT)))
        case "add_list":
            return Found(1, sizes[0].plus(sizes[1]))
        case "add_string" | "add_bytes":
            size = sizes[0].plus(sizes[1])
            return Found(scaled(size.most, _TEXT), size)
    return Found(1)
