"""Several plans in one repository: in any order, each file one plan's, later phases built on earlier ones."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from judges import gocode
from terminal import Ended, scaffold, tree

ONE = """\
module: example.com/acme/m
phase: {number: 1}
api:
  interfaces:
    - name: ObjectService
      methods:
        - Get(ctx context.Context, id string) (*Object, error)
  types:
    - {name: Object, fields: ["ID string"]}
    - {name: Class, values: [hot, cold]}
  errors: [ErrNotFound]
storage: {}
"""
TWO = """\
module: example.com/acme/m
phase: {number: 2}
contracts:
  billing:
    interfaces:
      - name: Biller
        embeds: [ObjectService]
        methods:
          - Bill(ctx context.Context, object *Object, class api.Class) error
    types:
      - {name: Object2, fields: ["Object *Object", "ID string"]}
"""
THREE = """\
module: example.com/acme/m
phase: {number: "3"}
imports: {metav1: k8s.io/apimachinery/pkg/apis/meta/v1}
events:
  interfaces:
    - name: Audit
      methods:
        - Note(ctx context.Context, what Object2, at metav1.Time) Class
"""
PLANS = {"one.yaml": ONE, "two.yaml": TWO, "three.yaml": THREE}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, plan in PLANS.items():
        Path(name).write_text(plan)


def go(*arguments: str, output: str = "repo", code: int = 0) -> Ended:
    ended = scaffold("go", *arguments, "-o", output)
    assert ended.code == code, ended
    return ended


def lock(output: str = "repo") -> str:
    return Path(output, ".scaffold/lock").read_text()


def without(plans: str, text: str) -> str:
    """A plan without its line that holds `text`."""
    return "".join(line for line in plans.splitlines(keepends=True) if text not in line)


@pytest.mark.parametrize("order", list(itertools.permutations(PLANS)))
def test_the_order_counts_for_nothing(order: Sequence[str]) -> None:
    go("one.yaml", "two.yaml", "three.yaml", output="wanted")
    go(*order)
    assert tree(Path("repo")) == tree(Path("wanted"))
    before = tree(Path("repo"))
    for name in order:
        assert go(name).stdout.endswith("unchanged\n")
        assert tree(Path("repo")) == before
    go(*sorted(PLANS, key=list(PLANS).index), output="again")
    go("one.yaml", output="apart")
    go("two.yaml", output="apart")
    go("three.yaml", output="apart")
    assert tree(Path("apart")) == before


def test_the_order_counts_for_nothing_without_numbers_too() -> None:
    for name, plan in PLANS.items():
        Path(name).write_text(without(plan, "phase:"))
    go("one.yaml", "two.yaml", "three.yaml", output="wanted")
    go("three.yaml", "two.yaml", "one.yaml")
    assert tree(Path("repo")) == tree(Path("wanted"))


@pytest.mark.slow
def test_what_the_phases_make_is_go() -> None:
    go("three.yaml", "one.yaml", "two.yaml")
    root = Path("repo").resolve()
    assert gocode.gofmt(sorted(root.rglob("*.go"))) == ""
    assert gocode.vet(root) == ""
    assert gocode.test_race(root) == ""


def test_a_contract_that_is_not_there_yet_is_an_error_of_its_plan() -> None:
    ended = go("two.yaml", code=1)
    told = [line.split(": ")[2] for line in ended.stderr.splitlines() if ": error: " in line]
    assert told == [
        "ObjectService is declared nowhere in the plan [undeclared-type]",
        "Object is declared nowhere in the plan [undeclared-type]",
        "nothing says which package api of api.Class is [unknown-package]",
    ]
    assert not Path("repo").exists()


def test_several_plans_are_validated_together() -> None:
    assert scaffold("validate", "two.yaml").code == 1
    ended = scaffold("validate", "two.yaml", "one.yaml")
    assert (ended.code, ended.stdout) == (0, "two.yaml and one.yaml: sound\n")


def test_the_errors_of_every_plan_are_told_in_one_run() -> None:
    Path("one.yaml").write_text(ONE.replace("id string", "id strin"))
    Path("three.yaml").write_text(THREE.replace("what Object2", "what Objec2"))
    ended = go("one.yaml", "two.yaml", "three.yaml", code=1)
    told = [line.partition(":")[0] for line in ended.stderr.splitlines() if "error:" in line]
    assert set(told) == {"one.yaml", "two.yaml", "three.yaml"}


def test_an_earlier_phase_does_not_see_a_later_one() -> None:
    Path("one.yaml").write_text(ONE.replace("id string", "id Object2"))
    ended = go("one.yaml", "two.yaml", code=1)
    assert "one.yaml:7:39: error: Object2" in ended.stderr


def test_a_package_that_builds_on_this_plan_is_none_that_this_plan_can_build_on() -> None:
    """Without numbers nothing says which is the earlier; an import cycle would."""
    for name, plan in PLANS.items():
        Path(name).write_text(without(plan, "phase:"))
    go("one.yaml", "two.yaml")
    Path("one.yaml").write_text(without(ONE, "phase:").replace("id string", "id Object2"))
    assert "Object2" in go("one.yaml", code=1).stderr


TWICE = """\
module: example.com/acme/m
phase: {number: 1}
contracts:
  shop:
    types:
      - {name: Object, fields: ["Shop string"]}
"""


@pytest.mark.parametrize("location", ["pkg/shop", "./pkg/shop/", "pkg/shop/shop.go", "example.com/acme/m/pkg/shop"])
def test_a_name_of_two_earlier_phases_is_told_apart_by_location(location: str) -> None:
    Path("shop.yaml").write_text(TWICE)
    ended = go("one.yaml", "shop.yaml", "two.yaml", code=1)
    assert "Object could be that of package api and shop" in ended.stderr
    assert "repo" not in ended.stderr
    assert "pkg/api/api.go:" in ended.stderr
    Path("two.yaml").write_text(
        TWO + f"previous: {{apis: {{phase_1: [{{api: Object, version: v1, location: {location}, usage: x}}]}}}}\n"
    )
    go("one.yaml", "shop.yaml", "two.yaml")
    assert "object *shop.Object" in Path("repo/pkg/billing/billing.go").read_text()


def test_two_plans_that_want_one_file_are_both_named() -> None:
    Path("two.yaml").write_text(ONE.replace("number: 1", "number: 2"))
    ended = go("one.yaml", "two.yaml", code=1)
    assert "pkg/api/api.go: error: both one.yaml and two.yaml want it [path-of-other-plan]" in ended.stderr
    assert not Path("repo").exists()
    go("one.yaml")
    before = tree(Path("repo"))
    ended = go("two.yaml", code=1)
    assert "both two.yaml and one.yaml want it; it is one.yaml's [path-of-other-plan]" in ended.stderr
    assert tree(Path("repo")) == before


def test_a_section_may_move_from_one_plan_to_another() -> None:
    go("one.yaml", "two.yaml")
    mine = Path("repo/internal/storage/storageprovider/storageprovider.go")
    mine.write_text(mine.read_text() + "\n// mine\n")
    Path("one.yaml").write_text(without(ONE, "storage:"))
    Path("two.yaml").write_text(TWO + "storage: {}\n")
    ended = go("one.yaml", "two.yaml")
    assert "left the plan" not in ended.stdout
    assert mine.read_text().endswith("\n// mine\n")
    owners = [line.split("\t") for line in lock().splitlines() if "pkg/storage" in line or "internal/storage" in line]
    assert {owner[-1] for owner in owners} == {"two.yaml"}


def test_a_plan_that_left_takes_its_files_along_and_no_others() -> None:
    go("one.yaml", "two.yaml")
    mine = Path("repo/internal/billing/biller/biller.go")
    mine.write_text(mine.read_text() + "\n// mine\n")
    Path("two.yaml").unlink()
    ended = go("--drop", "two.yaml")
    assert ended.stdout.splitlines() == [
        "  merge    .gitattributes",
        "  merge    internal/billing/biller/biller.go: it no longer says that it implements the contract",
        "  keep     internal/billing/biller/biller.go: it left the plan, but was edited by hand",
        "  remove   internal/billing/biller/biller_test.go: it left the plan",
        "  remove   pkg/billing/billing.go: it left the plan",
        "  remove   pkg/billing/billingmock/billingmock.go: it left the plan",
        "repo: 2 merged, 3 removed, 1 kept, 1 unchanged",
    ]
    mine.unlink()
    go("--drop", "two.yaml")
    go("one.yaml", output="wanted")
    assert tree(Path("repo")) == tree(Path("wanted")) | {"internal/billing": None, "internal/billing/biller": None}


def test_a_plan_that_others_build_on_is_not_dropped_under_them() -> None:
    go("one.yaml", "two.yaml")
    before = tree(Path("repo"))
    ended = go("--drop", "one.yaml", code=1)
    assert (
        "pkg/billing/billing.go: error: is two.yaml's and imports pkg/api, which would leave the repository"
        " [contracts-in-use]\n" in ended.stderr
    )
    assert tree(Path("repo")) == before
    go("--drop", "one.yaml", "--drop", "two.yaml", "--check", code=1)
    go("--drop", "one.yaml", "--force")
    assert not Path("repo/pkg/api").exists()


def test_a_section_that_others_build_on_does_not_leave_under_them() -> None:
    go("one.yaml", "two.yaml")
    Path("one.yaml").write_text(without(ONE.partition("api:")[0] + "storage: {}\n", "nothing"))
    assert "contracts-in-use" in go("one.yaml", code=1).stderr


def test_a_run_names_the_plans_that_build_on_what_it_changed() -> None:
    go("one.yaml", "two.yaml", "three.yaml")
    Path("one.yaml").write_text(ONE.replace("id string", "key string"))
    assert go("one.yaml").stderr == (
        "scaffold: three.yaml builds on contracts that have changed: run it too\n"
        "scaffold: two.yaml builds on contracts that have changed: run it too\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--drop", "two.yaml"], "no plan 'two.yaml' has files in repo; those that have: one.yaml."),
        (["one.yaml", "--drop", "one.yaml"], "one.yaml cannot be generated and dropped at once."),
        (["one.yaml", "two.yaml", "--wave", "1"], "--wave goes with one plan, and not with --drop."),
        (["--drop", "one.yaml", "--wave", "1"], "--wave goes with one plan, and not with --drop."),
        (
            ["one.yaml", "./one.yaml"],
            "one.yaml and ./one.yaml are both one.yaml: plans of one repository are told apart",
        ),
    ],
)
def test_wrong_use(arguments: list[str], message: str) -> None:
    go("one.yaml")
    before = tree(Path("repo"))
    assert message in go(*arguments, code=2).stderr
    assert tree(Path("repo")) == before


# --- which plan is which ---------------------------------------------------------------------------------------------


def lay(place: str, plan: str) -> str:
    Path(place).parent.mkdir(parents=True, exist_ok=True)
    Path(place).write_text(plan)
    return place


def plans(output: str = "repo") -> set[str]:
    return {
        line.split("\t")[-1] for line in lock(output).splitlines() if line.count("\t") == 3 and "option" not in line
    }


def test_two_plans_of_one_name_inside_the_repository_are_two() -> None:
    one, two = lay("repo/phase-1/plan.yaml", ONE), lay("repo/phase-2/plan.yaml", TWO)
    go(one)
    go(two)
    assert plans() == {"phase-1/plan.yaml", "phase-2/plan.yaml"}
    assert "// Code generated by scaffold from plan.yaml. DO NOT EDIT.\n" in Path("repo/pkg/api/api.go").read_text()
    before = tree(Path("repo"))
    go(two, one)
    assert tree(Path("repo")) == before
    go("--drop", "repo/phase-2/plan.yaml")
    assert plans() == {"phase-1/plan.yaml"}


def test_a_plan_that_moves_stays_what_it_was() -> None:
    go("one.yaml")
    assert plans() == {"one.yaml"}
    moved = lay("repo/one.yaml", ONE)
    Path("one.yaml").unlink()
    assert go(moved).stdout == "repo: 10 unchanged\n"
    assert plans() == {"one.yaml"}
    Path(moved).unlink()
    moved = lay("repo/plans/one.yaml", ONE)
    assert go(moved).stdout == "repo: 10 unchanged; .scaffold/ is brought up to date\n"
    assert plans() == {"plans/one.yaml"}
    assert "plans/one.yaml" in Path("repo/.scaffold/bases/.gitattributes.base").read_text()
    go(lay("fresh/plans/one.yaml", ONE), output="fresh")
    assert tree(Path("repo")) == tree(Path("fresh"))


def test_a_copy_of_the_plan_and_standard_input_are_the_plan() -> None:
    inside = lay("repo/plans/plan.yaml", ONE)
    go(inside)
    before = tree(Path("repo"))
    copy = lay("elsewhere/plan.yaml", ONE)
    go(copy)
    assert scaffold("go", "-", "-o", "repo", stdin=ONE).code == 0
    assert tree(Path("repo")) == before


def test_another_plan_of_the_same_name_from_elsewhere_is_another() -> None:
    go(lay("repo/plans/plan.yaml", ONE))
    go(lay("elsewhere/plan.yaml", TWO))
    assert plans() == {"plans/plan.yaml", "plan.yaml"}


def test_two_plans_of_one_name_outside_the_repository_are_refused() -> None:
    one, two = lay("a/plan.yaml", ONE), lay("b/plan.yaml", TWO)
    ended = go(one, two, code=2)
    assert "a/plan.yaml and b/plan.yaml are both plan.yaml" in ended.stderr
    assert not Path("repo").exists()


def test_the_repository_may_be_reached_through_a_link(tmp_path: Path) -> None:
    go(lay("repo/plans/plan.yaml", ONE))
    before = tree(Path("repo"))
    Path("link").symlink_to("repo", target_is_directory=True)
    go("link/plans/plan.yaml", output="link")
    go("repo/plans/plan.yaml", output="link")
    shutil.copytree("repo", "moved")
    go("moved/plans/plan.yaml", output="moved")
    assert tree(Path("repo")) == before == tree(Path("moved"))


def test_a_package_of_a_previous_phase_that_is_not_there_is_named() -> None:
    Path("plan.yaml").write_text(
        "module: example.com/m\n"
        "previous: {go: {example.com/m/pkg/lease: 'type Lease struct{ ID string }'}}\n"
        "api: {interfaces: [{name: Service, methods: ['Take(id string) (*lease.Lease, error)']}]}\n"
    )
    warning = (
        "plan.yaml:2:17: warning: the repository has no package pkg/lease, which the plan takes from a previous phase "
        "[previous-missing]"
    )
    ended = scaffold("go", "plan.yaml", "-o", "repo")
    assert (ended.code, ended.stderr.split("\n")[0]) == (0, warning)
    Path("repo/pkg/lease").mkdir()
    Path("repo/pkg/lease/lease.go").write_text("package lease\n\ntype Lease struct{ ID string }\n")
    assert scaffold("go", "plan.yaml", "-o", "repo") == (0, "repo: 6 unchanged\n", "")
