"""Overlaps of globs, and what leads to what, held to the plainest way of finding them out."""

from __future__ import annotations

import re
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from scaffold.check.globs import GlobIndex, overlap
from scaffold.reachability import Reachability

PARTS = ["a", "b", "ab", "*", "a*", "*b", "?", "**"]
NAMES = ["a", "b", "ab", "ba"]
PATHS = ["/".join(path) for length in (1, 2, 3, 4) for path in product(NAMES, repeat=length)]
GLOBS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=2).map("/".join)


def matches(glob: str, path: str) -> bool:
    parts = glob.split("/")
    if parts[-1] != "**" and "*" not in parts[-1]:
        parts.append("**")
    pattern = "".join(
        "(?:[^/]+/)*" if part == "**" else re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]") + "/"
        for part in parts
    )
    return re.fullmatch(pattern, f"{path}/") is not None


@given(GLOBS, GLOBS)
@settings(max_examples=400, deadline=None)
def test_globs_overlap_where_a_path_matches_both(one: str, two: str) -> None:
    expected = any(matches(one, path) and matches(two, path) for path in PATHS)
    assert overlap(one, two) == overlap(two, one) == expected
    index: GlobIndex[int] = GlobIndex()
    index.add(one, 1)
    if expected:
        assert list(index.near(two)) == [1]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=3)))
def test_what_leads_to_what(edges: dict[str, list[str]]) -> None:
    found = Reachability(edges)
    for start in edges:
        seen: set[str] = set()
        ahead = [start]
        while ahead:
            for other in edges.get(ahead.pop(), ()):
                if other in edges and other not in seen:
                    seen.add(other)
                    ahead.append(other)
        assert {end for end in edges if found.leads(start, end)} == seen
        assert found.count(start) == len(seen)
