"""The merge of texts by lines."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scaffold.repo.merge.lines import Conflict, markers, merge, settle, without_markers

LINES = st.lists(st.sampled_from("abcx"), max_size=9)


def text(lines: list[str] | str) -> str:
    return "".join(f"{line}\n" for line in lines)


def merged(base: str, ours: str, theirs: str, side: str = "markers") -> str:
    return settle(merge(text(base), text(ours), text(theirs)), side).text


def test_changes_at_different_places_come_together() -> None:
    assert merged("abcde", "aXcde", "abcdY") == text("aXcdY")


def test_the_same_change_is_one() -> None:
    assert merged("abc", "aXc", "aXc") == text("aXc")


def test_a_conflict_has_labelled_sides_and_no_line_that_both_have() -> None:
    assert merged("abc", "a1Pc", "a2Pc") == text(
        ["a", "<<<<<<< yours", "1", "||||||| base", "b", "=======", "2", ">>>>>>> plan", "P", "c"]
    )
    assert merged("abc", "aXc", "aYc", "ours") == text("aXc")
    assert merged("abc", "aXc", "aYc", "theirs") == text("aYc")


def test_what_is_given_up_is_told() -> None:
    parts = merge("a\n", "b\n", "c\n")
    assert parts == [Conflict("a\n", "b\n", "c\n")]
    assert [settle(parts, side)[1:] for side in ("markers", "ours", "theirs")] == [
        (1, False, False),
        (0, False, True),
        (0, True, False),
    ]


def test_a_new_block_is_seen_whole_beside_an_edit() -> None:
    # `(`, its body and `)` are new between two others; the body of the first was edited.
    assert merged("1.)2.)", "1X)2.)", "1.)3.)2.)") == text("1X)3.)2.)")
    assert merged("1.)3.)2.)", "1X)3.)2.)", "1.)2.)") == text("1X)2.)")


def test_a_last_line_without_its_end() -> None:
    assert settle(merge("a\nb", "a\nc", "a\nd"), "markers").text == (
        "a\n<<<<<<< yours\nc\n||||||| base\nb\n=======\nd\n>>>>>>> plan\n"
    )


def test_markers_are_found_and_taken_away() -> None:
    left = "x\n" + merged("abc", "aXc", "aYc")
    assert markers(left) == (3, 5, 7, 9)
    assert markers("=======\nx\n") == ()
    assert markers("<<<<<<< HEAD\nx\n=======\n>>>>>>> b\n", own_only=True) == ()
    assert without_markers(left) == "x\n" + text("aXc")


@given(LINES, LINES, LINES)
def test_no_line_that_a_person_added_is_lost(base: list[str], ours: list[str], theirs: list[str]) -> None:
    found = Counter(settle(merge(text(base), text(ours), text(theirs)), "markers").text.split("\n"))
    for line in "abcx":
        assert found[line] >= ours.count(line) - base.count(line)


@given(LINES, LINES)
def test_where_one_side_changed_nothing_the_other_wins(base: list[str], other: list[str]) -> None:
    for side in ("markers", "ours", "theirs"):
        assert settle(merge(text(base), text(base), text(other)), side).text == text(other)
        assert settle(merge(text(base), text(other), text(base)), side).text == text(other)
