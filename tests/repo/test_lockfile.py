"""The lock: what is written reads back, also between conflict markers."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.repo.bases import format_shares, parse_shares
from scaffold.repo.errors import BadLock, MergeLeftovers
from scaffold.repo.fields import quoted, unquoted
from scaffold.repo.lockfile import Entry, Lock, format_lock, parse_lock
from scaffold.tree import Owner, RelPath, UnsafePath

A, B, C = "a" * 32, "b" * 32, "c" * 32


def safe(path: str) -> bool:
    try:
        RelPath(path)
    except UnsafePath:
        return False
    return path.split("/", maxsplit=1)[0].casefold() not in (".git", ".scaffold")


paths = st.text(st.sampled_from("ab/.@#<=>|é\u2028 -%'\ud800"), min_size=1, max_size=8).filter(safe)
names = st.text(min_size=0, max_size=6)
hashes = st.sampled_from([A, B, C])
plans = st.lists(names, min_size=1, max_size=2, unique=True).map(sorted).map(tuple)
entries = st.one_of(
    st.builds(
        Entry,
        st.sampled_from([Owner.GENERATED, Owner.YOURS]),
        st.lists(hashes, min_size=1, max_size=3, unique=True).map(sorted).map(tuple),
        plans,
    ),
    st.builds(Entry, st.just(Owner.SHARED), st.just(()), plans),
)
locks = st.builds(
    Lock,
    st.dictionaries(paths | st.sampled_from(["option", "format", "-"]), entries, max_size=5),
    st.dictionaries(names, st.dictionaries(names, names, min_size=1, max_size=3), max_size=3),
)


@given(locks)
def test_a_lock_is_read_back_as_it_was_written(lock: Lock) -> None:
    assert parse_lock(format_lock(lock)) == lock
    assert parse_lock(format_lock(lock).replace(b"\n", b"\r\n")) == lock


@given(st.text())
def test_a_field_is_read_back_and_stays_in_its_line(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert not {"\t", "\n", "\r"} & set(quoted(text))


@given(st.dictionaries(names, st.frozensets(names, min_size=1), max_size=3))
def test_shares_are_read_back_as_they_were_written(shares: dict[str, frozenset[str]]) -> None:
    assert parse_shares("go.mod", format_shares("go.mod", shares)) == shares


@given(st.binary())
def test_no_lock_ends_in_a_traceback(data: bytes) -> None:
    for text in (data, b"format\t1\n" + data):
        with contextlib.suppress(BadLock):
            parse_lock(text)


def test_the_format_is_what_is_documented() -> None:
    lock = Lock(
        {
            "pkg/api/api.go": Entry(Owner.GENERATED, (A,), ("plan.yaml",)),
            "go.mod": Entry(Owner.SHARED, (), ("plan.yaml", "second.yaml")),
            "internal/my file.go": Entry(Owner.YOURS, (B,), ("plan.yaml",)),
        },
        {"plan.yaml": {"mocks": "func"}},
    )
    assert format_lock(lock).decode() == (
        "# The files that scaffold made here, whose they are, and their state."
        " Commit this file; do not edit it.\n"
        "format\t1\n"
        "option\tplan.yaml\tmocks\tfunc\n"
        "go.mod\tshared\t-\tplan.yaml\n"
        "go.mod\tshared\t-\tsecond.yaml\n"
        f"internal/my file.go\tyours\t{B}\tplan.yaml\n"
        f"pkg/api/api.go\tgenerated\t{A}\tplan.yaml\n"
    )


@pytest.mark.parametrize(
    "middle",
    ["", f"||||||| 0123abc\na.go\tgenerated\t{C}\tplan.yaml\n"],
    ids=["merge", "diff3"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_both_sides_of_a_conflict_count_and_their_ancestor_does_not(middle: str, end: str) -> None:
    text = (
        "format\t1\n"
        "<<<<<<< HEAD\n"
        "option\tplan.yaml\tmocks\tfunc\n"
        f"a.go\tgenerated\t{A}\tplan.yaml\n"
        f"ours.go\tyours\t{C}\tplan.yaml\n"
        f"{middle}"
        "=======\n"
        "option\tplan.yaml\tmocks\tgomock\n"
        f"a.go\tgenerated\t{B}\tplan.yaml\n"
        f"theirs.go\tgenerated\t{C}\tother.yaml\n"
        ">>>>>>> branch: a title\n"
    )
    assert parse_lock(text.replace("\n", end).encode()) == Lock(
        {
            "a.go": Entry(Owner.GENERATED, (A, B), ("plan.yaml",)),
            "ours.go": Entry(Owner.YOURS, (C,), ("plan.yaml",)),
            "theirs.go": Entry(Owner.GENERATED, (C,), ("other.yaml",)),
        },
        {"plan.yaml": {"mocks": "func"}},
    )


def test_where_branches_disagree_whose_a_file_is_the_gentler_side_counts() -> None:
    text = f"format\t1\na.go\tgenerated\t{A}\tplan.yaml\na.go\tyours\t{B}\tplan.yaml\n"
    assert parse_lock(text.encode()).files == {"a.go": Entry(Owner.YOURS, (A, B), ("plan.yaml",))}


LINE = f"a.go\tgenerated\t{A}\tplan.yaml\n"


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("", BadLock, "there is no line `format` in it"),
        (LINE, BadLock, "line 1: no line `format` before it"),
        ("format\t2\n", BadLock, "format 2 was written by a newer scaffold; this one knows 1"),
        ("format\tx\n", BadLock, "format 'x' is none that this scaffold knows (1)"),
        ("format\t1\na.go\n", BadLock, "line 2 has 1 fields, not 4"),
        (f"format\t1\na.go\tmine\t{A}\tplan.yaml\n", BadLock, "line 2: 'mine' is no owner"),
        ("format\t1\na.go\tyours\tabc\tplan.yaml\n", BadLock, "line 2: 'abc' is no hash"),
        (f'format\t1\n"a.go\tyours\t{A}\tplan.yaml\n', BadLock, "line 2 has a damaged quoted field"),
        (
            f"format\t1\n../a\tyours\t{A}\tplan.yaml\n",
            BadLock,
            "line 2: not a path inside the repository: '../a'",
        ),
        (
            f"format\t1\n.GIT/config\tyours\t{A}\tplan.yaml\n",
            BadLock,
            "line 2: .GIT/config is never scaffold's",
        ),
        ("format\t1\n\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), BadLock, None),
        (
            f"format\t1\n<<<<<<< a\n{LINE}",
            MergeLeftovers,
            "line 2: a merge conflict without its end",
        ),
        (f"format\t1\n=======\n{LINE}", MergeLeftovers, "line 2: ======= without its counterpart"),
        (
            f"format\t1\n<<<<<<< a\n<<<<<<< b\n{LINE}",
            MergeLeftovers,
            "line 3: <<<<<<< without its counterpart",
        ),
        (
            f"format\t1\n<<<<<<< a\n{LINE}>>>>>>> b\n",
            MergeLeftovers,
            "line 4: >>>>>>> without its counterpart",
        ),
    ],
)
def test_a_damaged_lock_is_named(text: str, kind: type[BadLock], message: str | None) -> None:
    with pytest.raises(BadLock) as caught:
        parse_lock(text.encode())
    assert type(caught.value) is kind
    assert caught.value.exit_code == (1 if kind is MergeLeftovers else 3)
    if message is not None:
        assert caught.value.message == message


def test_bytes_that_are_no_text_are_named_by_line() -> None:
    with pytest.raises(BadLock) as caught:
        parse_lock(b"format\t1\n\xff\n")
    assert caught.value.message == "line 2 is not UTF-8 text"
