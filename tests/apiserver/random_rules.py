"""Random rules for `rules.SPEC`: well-typed but for a slip here and there, and often dear."""
# expressions keep their lines

from __future__ import annotations

import re
from random import Random

# What makes a value of a type: text with `<type>` for parts. `x` and `y` are variables of the loops around.
_MADE: dict[str, list[str]] = {
    "bool": [
        *("self.on", "true", "!<bool>", "(<bool> && <bool>)", "(<bool> || <bool>)", "(<bool> ? <bool> : <bool>)"),
        *("(<int> > <int>)", "(<int> <= <num>)", "(<str> == <str>)", "(<str> < <str>)", "(<strs> == <strs>)"),
        *("(<str> in <strs>)", "(<int> in <ints>)", "(<str> in <map>)", "<str>.contains(<str>)", "isURL(<str>)"),
        *("<str>.startsWith(<str>)", "<str>.matches('^a+[bc]$')", "<strs>.all(x, <bool x>)", "isIP(<str>)"),
        *("<strs>.exists(x, <bool x>)", "<strs>.exists_one(x, <bool x>)", "<map>.all(x, <bool x>)"),
        *("<map>.exists(k, x, <bool x>)", "<strs>.isSorted()", "has(self.text)", "self.rules.all(r, r.key != <str>)"),
        *("self.rules.exists(r, r.tags.all(x, <bool x>))", "(self.when < <time>)", "(type(self.port) == int)"),
        *("<opt>.hasValue()", "sets.contains(<strs>, <strs>)", "(self == oldSelf)", "(<num> < <num>)"),
        *("(quantity(<str>) == quantity('1'))", "url(<str>).getHost() == <str>", "sets.equivalent(<strs>, <strs>)"),
        *("<ints>.all(i, x, x > 1)", "self.limits.all(k, v, v > <int>)", "format.uuid().validate(<str>).hasValue()"),
    ],
    "int": [
        *("self.n", "self.m", "1", "-7", "(<int> + <int>)", "(<int> % 5)", "size(<str>)", "<strs>.size()"),
        *("<ints>.sum()", "<ints>.max()", "int(<num>)", "<str>.indexOf(<str>)", "<map>.size()", "<ints>[0]"),
        *("self.limits['a']", "self.when.getHours()", "(<bool> ? <int> : <int>)", "<strs>.indexOf(<str>)"),
        *("self.?n.orValue(<int>)", "self.rules[0].weight", "<str>.lastIndexOf(<str>)"),
    ],
    "num": ["self.f", "1.5", "double(<int>)", "(<num> * <num>)", "<int>"],
    "str": [
        *("self.name", "self.text", "self.__namespace__", "'abc'", "''", "(<str> + <str>)", "string(<int>)"),
        *("<str>.lowerAscii()", "<str>.replace(<str>, <str>)", "<str>.replace('a', 'bb')", "<strs>.join(<str>)"),
        *("<strs>[0]", "self.labels['a']", "<str>.substring(1, 3)", "self.pair.a", "<str>.find('a+')", "<strs>.join()"),
        *("(<bool> ? <str> : <str>)", "<opt>.orValue(<str>)", "<str>.trim()", "string(self.data)", "self.rules[0].key"),
        *(
            "'%s-%d'.format([<str>, <int>])",
            "dyn(<str>)",
            "url(<str>).getHost()",
            "self.with__dash__dash",
            "<str>.charAt(0)",
        ),
    ],
    "strs": [
        *(
            "self.few",
            "self.many",
            "['a', <str>]",
            "<strs>.map(x, <str x>)",
            "<strs>.filter(x, <bool x>)",
            "<str>.split(',')",
        ),
        *(
            "<str>.split(<str>, 3)",
            "(<strs> + <strs>)",
            "<map>.map(x, <str x>)",
            "self.rules.map(r, r.key)",
            "<str>.findAll('a')",
        ),
        *(
            "<strs>.transformList(i, x, <str x>)",
            "(<bool> ? <strs> : <strs>)",
            "self.rules[0].tags",
            "<strs>.map(x, <bool x>, <str x>)",
        ),
        *("<map>.transformList(k, x, <str x>)", "self.rules.filter(r, r.weight > <int>).map(r, r.key)"),
    ],
    "ints": [
        "self.numbers",
        "[1, <int>]",
        "<strs>.map(x, size(x))",
        "<ints>.filter(i, i > <int>)",
        "<ints>.map(i, i * 2)",
    ],
    "map": [
        "self.labels",
        "{'a': <str>}",
        "<map>.transformMap(k, x, <str x>)",
        "<strs>.transformMapEntry(i, x, {x: <str x>})",
    ],
    "opt": [
        "self.?text",
        "self.?pair.?a",
        "self.labels[?<str>]",
        "<strs>[?0]",
        "optional.of(<str>)",
        "<opt>.optMap(x, <str x>)",
    ],
    "time": [
        "self.when",
        "self.day",
        "timestamp('2024-01-01T00:00:00Z')",
        "(<time> + self.wait)",
        "(<time> - duration('1h'))",
    ],
}
_PART = re.compile(r"<(\w+)( x)?>")


def rule(random: Random) -> str:
    """A rule."""
    return _made(random, "bool", random.choice([1, 2, 3, 4]), bound=False)


def _made(random: Random, kind: str, depth: int, *, bound: bool) -> str:
    if random.random() < 0.01:
        kind = random.choice(list(_MADE))
    if bound and kind == "str" and random.random() < 0.6:
        return "x"
    choices = [text for text in _MADE[kind] if depth > 0 or "<" not in text.replace(" < ", "").replace("<=", "")]
    text = random.choice(choices or _MADE[kind][:1])
    return _PART.sub(lambda part: _made(random, part[1], depth - 1, bound=bound or bool(part[2])), text)
