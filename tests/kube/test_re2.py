"""Go's regular expressions against Go."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kube.test_emit import library
from scaffold.kube import re2, re2_classes
from scaffold.kube.patterns import matches

PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "-",
            ".",
            "^",
            "$",
            "|",
            "(",
            ")",
            "(?:",
            "(?i)",
            "(?i:",
            "(?s-m:",
            "(?-)",
            "(?P<n>",
            "(?<m>",
            "(?P<1>",
        ),
        *(
            "(?=",
            "(?!",
            "(?<=",
            "(?#",
            "*",
            "+",
            "?",
            "*?",
            "{2}",
            "{2,}",
            "{2,3}",
            "{3,2}",
            "{,2}",
            "{1001}",
            "{0}",
            "{",
            "}",
        ),
        *(
            "[",
            "]",
            "[^",
            "[a-z]",
            "[z-a]",
            "[]a]",
            "[a-]",
            "[-a]",
            "[a-b-c]",
            "[[:alpha:]]",
            "[[:^digit:]]",
            "[[:foo:]]",
        ),
        *(
            "\\d",
            "\\D",
            "\\w",
            "\\s",
            "\\S",
            "\\b",
            "\\B",
            "\\A",
            "\\z",
            "\\Z",
            "\\C",
            "\\Q",
            "\\E",
            "\\pL",
            "\\p{Greek}",
        ),
        *(
            "\\p{^Lu}",
            "\\PN",
            "\\p{Foo}",
            "\\p",
            "\\1",
            "\\12",
            "\\0",
            "\\x41",
            "\\x{41}",
            "\\x{}",
            "\\xg",
            "\\n",
            "\\_",
            "\\-",
        ),
        *("\\.", "\\/", "\\é", "\\", "é", "\n", " ", "/", "#", "&&", "--", "||", "~"),
    ]
)
TEXTS = ["", "a", "A", "ab", "aab", "b-", "a\nb", "1", "é", "[", "a-b", "_", " ", "AB", "]", ".", "^", "{2}", "aa\n"]


HOSTILE = [
    *("(?:a{1000}){2}", "(a{2}){600}", "(a{2}){500}", "((a{10}){10}){10}", "((a{10}){10}){11}", "(a{0}){1000}"),
    *(
        "(a{1000}|b){1,1000}",
        "(?:a{1000})*",
        "(?:a*){1001}",
        "(?:a+){1000}",
        "(a{2}?){501}",
        "(?:(?:a{2,}){2,}){2,300}",
    ),
    *(
        "^\\S+:\\d*$",
        "^\\pL+$",
        "^\\p{Old_Italic}$",
        "\\p{LowercaseLetter}",
        "\\p{Lu}(?i)\\p{Lu}",
        "(?i)[^k]",
        "(?i)\\w",
    ),
    *("(?i)straße", "[\\S]", "[^\\S]", "[^\\s\\S]", "[[:^space:]]", "\\P{^Greek}", "(?i)[a-z&&[^k]]", "\\x{0010FFFF}"),
    *(
        "\\x{110000}",
        "\\x{000000000041}",
        "(a|ab)(c|bcd)",
        "(a*?)(a*)",
        "(?U)a+b?",
        "(?U:a+?)",
        "a*\\Q\\E*",
        "a**",
        "a*(?i)*",
    ),
    *(
        "(?i)*",
        "(?-i)",
        "(?-)",
        "()*",
        "(|a)*",
        "(|a)+",
        "(a|)*?b",
        "(?m)^$",
        "(?m)^a$",
        "\\b",
        "\\B",
        "x*",
        "$a",
        "a^",
    ),
    *("(" * 999 + "a" + ")" * 999, "(" * 1001 + "a" + ")" * 1001, "(?:" * 3000 + "a" + ")" * 3000),
    *("a" * 5000 + "{700}", "(?:" + "a" * 5000 + "){700}", "(a" * 200 + ")" * 200, "[" * 500, "a|" * 3000),
    *("(a*)*$", "(a|a)*$", "(a|aa)+$", "((a+)+)+$", "(?s).*.*.*=.*"),
]
SLOW = "a" * 200


def assert_as_go(patterns: list[str], texts: list[str]) -> None:
    """That Go takes the patterns that are taken here, and finds what is found here."""
    answers = library([json.dumps({"pattern": pattern, "texts": texts}) for pattern in patterns], "regexp")
    for pattern, answer in zip(patterns, answers, strict=True):
        assert (re2.problem(pattern) == "") == ("error" not in answer), (pattern[:200], answer, re2.problem(pattern))
        compiled = re2.compiled(pattern)
        if compiled is None:
            continue
        for text, wanted in zip(texts, json.loads(answer["out"]), strict=True):
            found = [list(place) for place in compiled.find_all(text)]
            assert (pattern, text, found) == (pattern, text, wanted)
            assert (pattern, text, compiled.matches(text)) == (pattern, text, bool(wanted))


@given(st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=50, max_size=100))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_patterns_compile_where_go_compiles_them_and_match_what_go_matches(patterns: list[str]) -> None:
    assert_as_go(patterns, TEXTS)


def test_hostile_patterns() -> None:
    assert_as_go(HOSTILE, [*TEXTS, SLOW])


def test_every_name_of_a_class_is_judged_as_go_does() -> None:
    names = [*json.loads(Path(re2_classes.DATA).read_text("utf-8"))["classes"], "olditalic", "x", "^han"]
    texts = ["é", "K", "\u212a", "漢", "१", "€", "\u0378", "\U0001f600", "ǅ", "\u00ad", "Ω", "٣"]
    patterns = [
        start % (flags, name) for name in names for flags in ("", "(?i)") for start in ("%s\\p{%s}", "%s[^\\P{%s}]")
    ]
    assert_as_go(patterns, texts)


@given(st.integers(0, 10**9))
@settings(max_examples=30, deadline=None)
def test_texts_made_for_a_pattern_match_it(seed: int) -> None:
    random = Random(seed)
    pattern = f"^{random_pattern(random, 3)}$"
    compiled = re2.compiled(pattern)
    assert compiled is not None, pattern
    made = list(matches(pattern))
    assert [text for text in made if compiled.matches(text) is False and "\\" not in pattern] == []


def random_pattern(random: Random, depth: int) -> str:
    """A pattern that some texts match."""
    if depth == 0:
        return random.choice(["a", "[a-z]", "\\d", "\\S", "[^a]", ".", "(?:)", "[[:upper:]]", "\\pL", "x{2,3}"])
    inner = [random_pattern(random, depth - 1) for _ in range(random.randint(1, 3))]
    return random.choice(
        ["".join(inner), f"(?:{'|'.join(inner)})", f"({inner[0]})*", f"(?:{inner[0]}){{2,4}}", f"(?:{inner[0]})+?"]
    )
