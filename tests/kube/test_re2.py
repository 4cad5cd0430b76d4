"""Go's regular expressions against Go."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kube.test_emit import library
from scaffold.kube import re2

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


@given(st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=50, max_size=100))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_patterns_compile_where_go_compiles_them_and_match_what_go_matches(patterns: list[str]) -> None:
    answers = library([json.dumps({"pattern": pattern, "texts": TEXTS}) for pattern in patterns], "regexp")
    for pattern, answer in zip(patterns, answers, strict=True):
        assert (re2.problem(pattern) == "") == ("error" not in answer), (pattern, answer, re2.problem(pattern))
        compiled = re2.compiled(pattern)
        if compiled is not None:
            matches = "".join("1" if compiled.search(text) else "0" for text in TEXTS)
            assert (pattern, matches) == (pattern, answer["out"])
