"""The walker of golden cases, on cases made by hand and with a scaffold of straw."""

from __future__ import annotations

from pathlib import Path

import pytest

import golden_cases
from golden_cases import Case, Outcome


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def straw(arguments: list[str]) -> Outcome:
    """Copies the plan to the repository, behind what is there; a plan that says ``bad`` is an error."""
    _, plan, *options, _, out = arguments
    text = Path(plan).read_text("utf-8")
    if "bad" in text:
        return Outcome(1, "", f"{plan}:1:1: error: bad [bad]\n  {text}", "")
    write(Path(out), made=f"{text}{' '.join(options)}")
    return Outcome(0, "", "", "")


def one(root: Path) -> Case:
    (case,) = golden_cases.find(root)
    return case


def test_cases_are_found_by_walking(tmp_path: Path) -> None:
    write(tmp_path, b__plan="", c__args="")
    write(tmp_path / "a", **{"plan.yaml": ""})
    write(tmp_path / "b", **{"plan.md": "", "args": "--wave 1\n--module 'a b' # why\n"})
    write(
        tmp_path / "regen" / "r", **{"args": "-x", "before__plan.yaml": "", "after__plan.yaml": "", "after__args": "-y"}
    )
    with pytest.raises(ValueError, match="this one has 0"):
        golden_cases.find(tmp_path)
    write(tmp_path / "c", **{"plan.yaml": ""})
    found = golden_cases.find(tmp_path)
    assert [case.name for case in found] == ["a", "b", "c", "regen/r"]
    assert found[1].steps[0].plan == "plan.md"
    assert found[1].steps[0].arguments == ("--wave", "1", "--module", "a b")
    assert [step.arguments for step in found[3].steps] == [("-x",), ("-x", "-y")]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ("", False),
        ("plan.yaml:1:2: warning: error: x [c]\n", False),
        ("plan.yaml:1:2: note: x\n  plan.yaml:3:4: error: quoted\n", False),
        ("plan.yaml:1:2: warning: x [c]\n  x\nplan.yaml:9:9: error: x [c]\n", True),
    ],
)
def test_an_error_is_told_from_a_warning(messages: str, expected: bool) -> None:
    assert golden_cases.has_error(messages) is expected


def test_run_update_and_compare_agree(tmp_path: Path) -> None:
    case = one(write(tmp_path / "golden", **{"a__plan.yaml": "text\n", "a__args": "--strict"}))
    outcome = golden_cases.run(case, tmp_path / "out", straw)
    golden_cases.update(case, tmp_path / "out", outcome)
    assert golden_cases.read_tree(case.want) == {"made": b"text\n--strict"}
    assert not case.diagnostics.exists()
    assert golden_cases.differences(golden_cases.read_tree(case.want), golden_cases.read_tree(tmp_path / "out")) == ""


def test_errors_name_the_plan_alike_wherever_the_run_lies(tmp_path: Path) -> None:
    case = one(write(tmp_path / "golden", **{"a__plan.yaml": "bad"}))
    here = golden_cases.run(case, tmp_path / "out", straw)
    assert here == golden_cases.run(case, tmp_path / "out", straw, elsewhere=True)
    golden_cases.update(case, tmp_path / "out", here)
    assert (case.messages, case.exit_code, case.want.exists()) == ("plan.yaml:1:1: error: bad [bad]\n  bad", 1, False)


def test_edits_are_laid_over_the_first_tree(tmp_path: Path) -> None:
    regen = tmp_path / "golden" / "regen" / "a"
    write(regen, **{"before__plan.yaml": "1", "after__plan.yaml": "2", "edits__pkg__note": "mine", "after__args": "-z"})
    golden_cases.run(one(tmp_path / "golden"), tmp_path / "out", straw)
    assert golden_cases.read_tree(tmp_path / "out") == {"made": b"2-z", "pkg/note": b"mine"}


def test_differences_are_seen_in_both_directions(tmp_path: Path) -> None:
    want = write(tmp_path / "want", same="1\n", other="1\n2\n", missing="1", **{".scaffold__lock": "a"})
    got = write(tmp_path / "got", same="1\n", other="1\n3", extra__x="1", **{".scaffold__cache__x": "a"})
    (got / "empty").mkdir()
    (got / "link").symlink_to("same")
    found = golden_cases.differences(golden_cases.read_tree(want), golden_cases.read_tree(got))
    assert found.splitlines() == [
        "missing: .scaffold/lock",
        "missing: missing",
        "extra: empty/",
        "extra: extra/x",
        "extra: link",
        "--- want/other",
        "+++ got/other",
        "@@ -1,2 +1,2 @@",
        " 1",
        "-2",
        "+3",
        "\\ No newline at end of file",
    ]


def test_update_refuses_what_git_cannot_keep(tmp_path: Path) -> None:
    case = one(write(tmp_path / "golden", **{"a__plan.yaml": ""}))
    (tmp_path / "out" / "empty").mkdir(parents=True)
    with pytest.raises(ValueError, match="empty folder"):
        golden_cases.update(case, tmp_path / "out", Outcome(0, "", "", ""))
