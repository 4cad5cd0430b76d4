"""The nearest name, looked up one by one and among many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scaffold.nearest import Words, nearest

NAMES = st.text(alphabet="abcABC_-12", min_size=0, max_size=9)


@given(NAMES, st.lists(NAMES, max_size=8))
def test_prepared_words_give_the_same_answers(word: str, candidates: list[str]) -> None:
    # A word is not proposed for itself.
    others = [candidate for candidate in candidates if candidate != word]
    assert Words(candidates).nearest(word) == nearest(word, others)


def test_a_slip_is_found_whatever_the_budget() -> None:
    words = Words(f"Object{number}" for number in range(3_000))
    assert [words.nearest(f"Objcet{number}") for number in range(3_000)] == [f"Object{n}" for n in range(3_000)]
