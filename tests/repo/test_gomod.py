"""go.mod merged by meaning, held against what Go itself reads."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from judges import toolchain
from repo.room import run, shared, tree, write
from scaffold.repo import plan_changes
from scaffold.repo.shared import Merged, Request, Unreadable, merge_for
from scaffold.repo.shared.modfile import argument, parse, requirements
from scaffold.versions import go_key, semver_key

HEAD = "module example.com/m\n\ngo 1.24\n"


def merge(disk: str | None, wanted: str, shares: dict[str, frozenset[str]] | None = None, **more: bool) -> Merged:
    found = merge_for("go.mod")
    assert found is not None
    return found(Request(disk, {"plan.yaml": wanted}, shares or {}, **more))


def own(*entries: str) -> dict[str, frozenset[str]]:
    return {"plan.yaml": frozenset(f"require {entry}" for entry in entries)}


def wanted(*requirements: str, go: str = "1.24") -> str:
    """What scaffold would write into an empty repository."""
    text = f"module example.com/m\n\ngo {go}\n"
    for sort in ([each for each in requirements if "//" not in each], [each for each in requirements if "//" in each]):
        if len(sort) == 1:
            text += f"\nrequire {sort[0]}\n"
        elif sort:
            text += "\nrequire (\n" + "".join(f"\t{each}\n" for each in sort) + ")\n"
    return text


def test_a_first_go_mod_is_the_plans(tmp_path: Path) -> None:
    text = wanted("a.b/c v1.0.0", "x.y/z v0.1.0 // indirect")
    run(tmp_path, shared("go.mod", text))
    assert tree(tmp_path)["go.mod"] == text
    assert (tmp_path / ".scaffold/bases/go.mod.base").read_text() == (
        "# The entries of go.mod that scaffold put there, by plan.\n"
        "plan.yaml\trequire a.b/c v1.0.0\n"
        "plan.yaml\trequire x.y/z v0.1.0 // indirect\n"
    )


WEIRD = """\
// A file that a person wrote.

module "example.com/theirs" // Deprecated: no

go 1.26.1

toolchain go1.26.8

godebug default=go1.21

require one.line/mod v1.0.0 // why
require (
\ta.a/a v1.0.0

\t// about b
\t"b.b/b" v1.0.0 // indirect; really
\tm.m/m "v1.0.0"

)

require ( // second
\tz.z/z v0.0.0-20240101000000-abcdefabcdef // indirect
)

exclude a.a/a v1.1.0
replace (
\ta.a/a => ../a
\tm.m/m v1.0.0 => n.n/n v1.2.3
)
retract [v1.0.0, v1.1.0] // bad
tool example.com/theirs/cmd/x
ignore ./node_modules
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whatever_a_person_wrote_stays_where_it_is(end: str) -> None:
    disk = WEIRD.replace("\n", end)
    merged = merge(disk, wanted("a.b/c v1.0.0", "m.m/m v1.3.0", "c.c/c v1.0.0 // indirect", "b.b/b v0.9.0"))
    expected = (
        WEIRD.replace('m.m/m "v1.0.0"', 'm.m/m "v1.3.0"')
        .replace("\tz.z/z", "\tc.c/c v1.0.0 // indirect\n\tz.z/z")
        .replace("ignore ./node_modules\n", "ignore ./node_modules\n\nrequire a.b/c v1.0.0\n")
    )
    assert merged.text == expected.replace("\n", end)
    assert merged.shares == own("a.b/c v1.0.0", "c.c/c v1.0.0 // indirect")
    assert merge(merged.text, wanted("m.m/m v1.3.0"), dict(merged.shares)).text == WEIRD.replace(
        'm.m/m "v1.0.0"', 'm.m/m "v1.3.0"'
    ).replace("\tz.z/z", "\tc.c/c v1.0.0 // indirect\n\tz.z/z").replace("\n", end)


def test_new_modules_are_sorted_into_the_block_of_their_sort() -> None:
    disk = HEAD + (
        "\nrequire (\n\tb.b/b v1.0.0\n\t// about d\n\td.d/d v1.0.0\n)\n\nrequire (\n\ty.y/y v1.0.0 // indirect\n)\n"
    )
    new = ("a.a/a v1.0.0", "c.c/c v1.0.0", "e.e/e v1.0.0", "x.x/x v1.0.0 // indirect", "z.z/z v1.0.0 // indirect")
    assert merge(disk, wanted(*new)).text == (
        HEAD + "\nrequire (\n\ta.a/a v1.0.0\n\tb.b/b v1.0.0\n\tc.c/c v1.0.0\n\t// about d\n\td.d/d v1.0.0\n"
        "\te.e/e v1.0.0\n)\n\nrequire (\n\tx.x/x v1.0.0 // indirect\n\ty.y/y v1.0.0 // indirect\n"
        "\tz.z/z v1.0.0 // indirect\n)\n"
    )


@pytest.mark.parametrize(
    ("there", "needed", "then"),
    [
        ("v1.2.3", "v1.2.4", "v1.2.4"),
        ("v1.2.3", "v1.2.2", "v1.2.3"),
        ("v1.9.0", "v1.10.0", "v1.10.0"),
        ("v1.2.3-rc.1", "v1.2.3", "v1.2.3"),
        ("v1.2.3", "v1.2.3-rc.1", "v1.2.3"),
        ("v1.2.3-rc.9", "v1.2.3-rc.10", "v1.2.3-rc.10"),
        (
            "v0.0.0-20240101000000-abcdefabcdef",
            "v0.0.0-20250101000000-abcdefabcdef",
            "v0.0.0-20250101000000-abcdefabcdef",
        ),
        ("v2.0.0+incompatible", "v1.9.0", "v2.0.0+incompatible"),
        ("master", "v1.0.0", "master"),
    ],
)
@pytest.mark.parametrize("base", [None, "own"])
def test_a_version_is_raised_and_never_lowered(there: str, needed: str, then: str, base: str | None) -> None:
    shares = own(f"a.b/c {there}") if base else {}
    merged = merge(f"{HEAD}\nrequire a.b/c {there} // mine\n", wanted(f"a.b/c {needed}"), shares)
    assert merged.text == f"{HEAD}\nrequire a.b/c {then} // mine\n"


@pytest.mark.parametrize(
    ("there", "needed", "then"),
    [
        ("go 1.24", "1.24", "go 1.24"),
        ("go 1.21 // old", "1.24", "go 1.24 // old"),
        ("go 1.9", "1.24", "go 1.24"),
        ("go 1.24.0", "1.24", "go 1.24.0"),
        ("go 1.24rc1", "1.24", "go 1.24rc1"),
        ("go 1.24", "1.24.0", "go 1.24.0"),
        ("go 1.26.8", "1.24", "go 1.26.8"),
    ],
)
def test_the_go_directive_is_raised_and_never_lowered(there: str, needed: str, then: str) -> None:
    disk = f"module m\n{there}\ntoolchain go1.26.0\n"
    assert merge(disk, wanted(go=needed)).text == f"module m\n{then}\ntoolchain go1.26.0\n"


@pytest.mark.parametrize(
    ("disk", "then"),
    [
        ("module m", "module m\n\ngo 1.24\n"),
        ("module (\n\tm\n)\n", "module (\n\tm\n)\n\ngo 1.24\n"),
        ("// only this\n", "module example.com/m\n\ngo 1.24\n\n// only this\n"),
        ("go 1.24\n", "module example.com/m\n\ngo 1.24\n"),
        ("", HEAD),
        ("\n", HEAD),
    ],
)
def test_what_every_go_mod_needs_is_supplied(disk: str, then: str) -> None:
    assert merge(disk, wanted()).text == then


def test_what_go_mod_tidy_removed_stays_away() -> None:
    shares = own("a.b/c v1.0.0", "d.d/d v1.0.0")
    merged = merge(wanted("d.d/d v1.0.0"), wanted("a.b/c v1.1.0", "d.d/d v1.0.0"), shares)
    assert merged.text == wanted("d.d/d v1.0.0")
    assert merged.shares == own("a.b/c v1.1.0", "d.d/d v1.0.0")


def test_what_left_the_plan_goes_unless_somebody_chose_its_version() -> None:
    shares = own("a.b/c v1.0.0", "d.d/d v1.0.0", "e.e/e v1.0.0 // indirect")
    disk = wanted("a.b/c v1.0.0", "d.d/d v1.5.0", "e.e/e v1.0.0 // indirect")
    merged = merge(disk, wanted(), shares)
    assert (merged.text, merged.shares) == (wanted("d.d/d v1.5.0"), {})
    assert merge(disk, wanted(), shares, additive=True) == Merged(disk, shares, alone=True)


def test_an_indirect_module_stays_where_one_of_theirs_may_need_it() -> None:
    disk = wanted("a.b/c v1.0.0", "their.s/x v1.0.0", "e.e/e v1.0.0 // indirect")
    merged = merge(disk, wanted(), own("a.b/c v1.0.0", "e.e/e v1.0.0 // indirect"))
    theirs = "\nrequire (\n\ttheir.s/x v1.0.0\n)\n"
    assert merged.text == HEAD + theirs + "\nrequire e.e/e v1.0.0 // indirect\n"


def test_a_module_that_becomes_direct_moves_to_the_direct_ones() -> None:
    disk = wanted("a.b/c v1.0.0", "e.e/e v1.0.0 // indirect")
    merged = merge(disk, wanted("a.b/c v1.0.0", "e.e/e v1.0.0"), own("a.b/c v1.0.0", "e.e/e v1.0.0 // indirect"))
    assert merged.text == wanted("a.b/c v1.0.0", "e.e/e v1.0.0")


def test_two_plans_need_one_module(tmp_path: Path) -> None:
    run(tmp_path, shared("go.mod", wanted("a.b/c v1.0.0")))
    run(tmp_path, shared("go.mod", wanted("a.b/c v1.0.0", "d.d/d v1.0.0", go="1.25"), "two.yaml"))
    assert tree(tmp_path)["go.mod"] == wanted("a.b/c v1.0.0", "d.d/d v1.0.0", go="1.25")
    run(tmp_path, shared("go.mod", wanted()))
    assert tree(tmp_path)["go.mod"] == wanted("a.b/c v1.0.0", "d.d/d v1.0.0", go="1.25")
    run(tmp_path, plans=["two.yaml"])
    assert tree(tmp_path)["go.mod"] == wanted(go="1.25")


def test_two_plans_in_one_run(tmp_path: Path) -> None:
    files = (
        shared("go.mod", wanted("a.b/c v1.0.0")),
        shared("go.mod", wanted("a.b/c v1.1.0", "d.d/d v1.0.0"), "two.yaml"),
    )
    run(tmp_path, *files)
    assert tree(tmp_path)["go.mod"] == wanted("a.b/c v1.1.0", "d.d/d v1.0.0")
    assert run(tmp_path, *files).writes is False
    run(tmp_path, files[0], plans=["plan.yaml", "two.yaml"])
    assert tree(tmp_path)["go.mod"] == wanted("a.b/c v1.1.0")


BROKEN = [
    "module m\nrequire (\n",
    "module m\nrequire (\n\ta v1.0.0\n) x\n",
    "module m\nrequire a v1.0.0 extra\n",
    "module m\nunknown x\n",
    "module m\ngo (\n)\n",
    "module m\ngo banana\n",
    "module m\nmodule n\n",
    "module m /* no */\n",
    'module "m\n',
    "module m'm\n",
    "module m\nrequire `a.b/c` v1.0.0\n",
    "module m\nfoo ()\n",
    "module m\nrequire (\n) x\n)\n",
    "module m\nrequire a (\n\tv1.0.0\n)\n",
    "\x00",
    "module m\n) \n",
]


@pytest.mark.parametrize("text", BROKEN)
def test_what_go_cannot_read_is_left_alone_and_named(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"go.mod": text})
    changes = run(tmp_path, shared("go.mod", wanted("a.b/c v1.0.0")), shared("go.sum", "a.b/c v1.0.0 h1:1=\n"))
    assert [kept.path for kept in changes.kept] == ["go.mod"]
    assert tree(tmp_path)["go.mod"] == text
    assert _go_reads(tmp_path, text) is None


def test_what_git_left_in_conflict_is_refused_with_its_lines(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": "<<<<<<< HEAD\nmodule m\n=======\nmodule n\n>>>>>>> b\n"})
    changes = plan_changes([shared("go.mod", wanted())], tmp_path)
    assert [(error.path, error.code, error.message) for error in changes.errors] == [
        ("go.mod", "conflict-markers", "conflict markers are left in it, at lines 1, 3, 5")
    ]


def _go_reads(folder: Path, text: str) -> dict[str, object] | None:
    (folder / "go.mod").write_bytes(text.encode("utf-8", "surrogateescape"))
    go = toolchain()
    done = subprocess.run(
        [go.go, "mod", "edit", "-json", "go.mod"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": "", "HOME": str(folder), "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"},
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


def _agrees(folder: Path, text: str) -> None:
    """Go and scaffold read the same from a file that go can read."""
    theirs = _go_reads(folder, text)
    if theirs is None:
        return
    lines = parse(text)
    highest: dict[str, tuple[str, bool]] = {}
    for each in theirs.get("Require") or []:  # type: ignore[attr-defined]
        known = highest.get(each["Path"])
        if known is None or semver_key(each["Version"]) > semver_key(known[0]):
            highest[each["Path"]] = each["Version"], each.get("Indirect", False)
    assert {path: (one.version, one.indirect) for path, (_, one) in requirements(lines).items()} == highest
    assert (argument(lines, "go") or (0, None))[1] == theirs.get("Go")
    assert (argument(lines, "module") or (0, None))[1] == theirs.get("Module", {}).get("Path")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("disk", "wants", "then"),
    [
        pytest.param("", ["a.b/c v1.0.0"], "\nrequire a.b/c v1.0.0\n", id="one is a line"),
        pytest.param(
            "\nrequire a.b/c v1.0.0\n",
            ["a.b/c v1.0.0", "b.b/c v1.0.0"],
            "\nrequire (\n\ta.b/c v1.0.0\n\tb.b/c v1.0.0\n)\n",
            id="a second one makes a block",
        ),
        pytest.param(
            "\nrequire m.b/c v1.0.0\n",
            ["m.b/c v1.2.0", "b.b/c v1.0.0"],
            "\nrequire (\n\tb.b/c v1.0.0\n\tm.b/c v1.2.0\n)\n",
            id="of which the first is raised",
        ),
        pytest.param(
            "\nrequire a.b/c v1.0.0 // why\n",
            ["a.b/c v1.0.0", "b.b/c v1.0.0"],
            "\nrequire a.b/c v1.0.0 // why\n\nrequire b.b/c v1.0.0\n",
            id="a comment keeps its line",
        ),
        pytest.param(
            "\nrequire a.b/c v1.0.0\n",
            ["a.b/c v1.0.0", "b.b/c v1.0.0 // indirect"],
            "\nrequire a.b/c v1.0.0\n\nrequire b.b/c v1.0.0 // indirect\n",
            id="sorts stay apart",
        ),
        pytest.param(
            "\nrequire (\n\ta.b/c v1.0.0\n\told.b/c v1.0.0\n)\n",
            ["a.b/c v1.0.0"],
            "\nrequire a.b/c v1.0.0\n",
            id="a block of which one is left is a line",
        ),
    ],
)
def test_requirements_are_laid_out_as_go_mod_tidy_does(disk: str, wants: list[str], then: str) -> None:
    shares = own(*(line.removeprefix("require ") for line in disk.replace("\t", "").split("\n") if " v1" in line))
    assert merge(HEAD + disk, wanted(*wants), shares).text == HEAD + then


def test_go_reads_what_scaffold_reads(tmp_path: Path) -> None:
    for text in (
        WEIRD,
        WEIRD.replace("\n", "\r\n"),
        "module m",
        "module m\nrequire ()\n",
        "module m // c\nrequire(\n a.b/c v1.0.0//indirect\n\n)//x\n",
        "module m\nrequire a.b/c v1.0.0 // indirect extra\n",
        'module m\nrequire "a.b/c" "v1.0.0" // indirect; why\n',
        "module m\nrequire a.b/c v1.0.0\nrequire a.b/c v1.2.0 // indirect\nrequire a.b/c v1.1.0\n",
    ):
        assert _go_reads(tmp_path, text) is not None, text
        _agrees(tmp_path, text)
    merged = merge(WEIRD, wanted("a.b/c v1.0.0", "m.m/m v1.3.0", "c.c/c v1.0.0 // indirect")).text
    assert merged is not None
    assert _go_reads(tmp_path, merged) is not None
    _agrees(tmp_path, merged)


modules = st.sampled_from(["a.b/a", "a.b/b", "a.b/c", "a.b/d"])
versions = st.sampled_from(["v1.0.0", "v1.1.0", "v1.2.0-rc.1", "v1.10.0"])
indirect = st.sampled_from(["", " // indirect"])
ours = st.dictionaries(modules, st.tuples(versions, indirect)).map(
    lambda found: [f"{path} {version}{note}" for path, (version, note) in sorted(found.items())]
)
comment = st.sampled_from(["", " // why", "// x", "   "])
foreign = st.sampled_from(
    ["", "\t", "// a comment", "toolchain go1.26.0", "exclude a.b/a v1.1.0", "replace a.b/b => ../b", "tool a.b/c/x",
     "retract [v1.0.0, v1.1.0]", "replace (\n\ta.b/c => ../c\n)", "require their.own/x v1.0.0", "require()",
     'require (\n// in it\n\t"their.own/y"  v1.0.0   // indirect\n\n)', "require ( // kept\n)"]
)  # fmt: skip
single = st.builds(
    lambda path, version, note, more: f"require {path} {version}{note or more}", modules, versions, indirect, comment
)
block = st.builds(
    lambda members, end: "require (\n" + "".join(f"\t{each}\n" for each in members) + ")" + end, ours, comment
)
files = st.lists(foreign | single | block, max_size=6, unique=True).map(
    lambda parts: "\n".join(["module m", "go 1.24", *parts])
)


@settings(deadline=None)
@given(files, ours, ours, st.booleans(), st.booleans())
def test_foreign_lines_survive_and_a_second_merge_changes_nothing(
    disk: str, before: list[str], after: list[str], additive: bool, crlf: bool
) -> None:
    text = disk.replace("\n", "\r\n") if crlf else disk
    shares = own(*before) if before else {}
    try:
        there = requirements(parse(text))
    except Unreadable:
        return
    merged = merge(text, wanted(*after), shares, additive=additive)
    assert merged.text is not None
    known = {entry.split()[0] for entry in (*before, *after)}

    def theirs(whole: str) -> list[str]:
        lines = [each.text for each in parse(whole) if each.verb not in ("require", "") and each.text.strip()]
        return [*lines, *(each.text for each in parse(whole) if each.verb == "require" and each.words[0] not in known)]

    assert [each.rstrip() for each in theirs(merged.text)] == [each.rstrip() for each in theirs(text)]
    comments = [each.comment for each in parse(text) if not each.verb and each.comment]
    assert [each.comment for each in parse(merged.text) if not each.verb and each.comment] == comments
    then = {path: one.version for path, (_, one) in requirements(parse(merged.text)).items()}
    left = {entry.split()[0] for entry in before} - {entry.split()[0] for entry in after}
    for path, (_, one) in there.items():
        if path in then and (path not in left or additive):
            assert semver_key(then[path]) >= semver_key(one.version)
        if path not in {entry.split()[0] for entry in before} or additive:
            assert path in then
    for entry in after:
        path, version = entry.split()[:2]
        if path in there or path not in {entry.split()[0] for entry in before}:
            assert semver_key(then[path]) >= semver_key(version)
    assert merge(merged.text, wanted(*after), dict(merged.shares), additive=additive) == merged
    if crlf and "\n" in text:
        assert "\n" not in merged.text.replace("\r\n", "")


@given(st.text(st.sampled_from('module require go(),"`/\\\r\n\t v1.0é\x00=>[]{}'), max_size=40))
@example("module")
@example('require "\\')
def test_no_text_ends_in_a_traceback(text: str) -> None:
    try:
        merged = merge(text, wanted("a.b/c v1.0.0"))
    except Unreadable:
        return
    assert merge(merged.text, wanted("a.b/c v1.0.0"), dict(merged.shares)) == merged


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(
    files
    | st.text(st.sampled_from('module require go(),"`/\\\r\n\t v1.0é=>[]{}'), max_size=40).map("module m\n".__add__)
)
def test_go_reads_generated_files_as_scaffold_does(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    _agrees(tmp_path_factory.mktemp("mod"), text)


def test_go_versions_are_ordered_as_go_orders_them() -> None:
    order = ["1.9", "1.21", "1.21beta1", "1.21rc1", "1.21rc2", "1.21.0", "1.21.1", "1.24", "1.24.0", "1.24.10", "2.0"]
    found = sorted(order)
    found.sort(key=go_key)
    assert found == order
