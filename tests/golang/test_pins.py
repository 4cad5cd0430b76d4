"""The lines of go.mod and go.sum, against Go."""

import itertools
import random
import subprocess
from pathlib import Path

import pytest

from judges import tools
from scaffold.golang import pins
from scaffold.golang.known import KNOWN
from scaffold.golang.pins import Pins, Require, go_directive, requirements
from scaffold.versions import go_key, semver_key, sum_key

META = "k8s.io/apimachinery/pkg/apis/meta/v1"
CRD = (META, "k8s.io/apimachinery/pkg/runtime", "k8s.io/apimachinery/pkg/runtime/schema")
TESTIFY = "github.com/stretchr/testify/mock"
GOMOCK = "go.uber.org/mock/gomock"
CORE = "k8s.io/api/core/v1"
OTEL = "go.opentelemetry.io/otel/trace"
CLIENT = "sigs.k8s.io/controller-runtime/pkg/client"


def test_nothing_outside_needs_nothing() -> None:
    assert requirements([], "1.22") == Pins((), (), "1.22", ())
    assert requirements(["context", "net/http", "unsafe", "C"], "1.22") == Pins((), (), "1.22", ())


def test_one_import() -> None:
    assert requirements([GOMOCK, "context"], "1.24").requires == (Require("go.uber.org/mock", "v0.6.0", False),)
    found = requirements([TESTIFY], "1.24")
    assert [(require.module, require.indirect) for require in found.requires] == [
        ("github.com/stretchr/objx", True),
        ("github.com/stretchr/testify", False),
        ("go.yaml.in/yaml/v3", True),
    ]
    assert found.unknown == ()


def test_unknown_imports_are_named() -> None:
    found = requirements(["example.com/b", "example.com/a", GOMOCK, "internal/abi", "context"], "1.24")
    assert found.unknown == ("example.com/a", "example.com/b", "internal/abi")
    assert [require.module for require in found.requires] == ["go.uber.org/mock"]


def test_go_directive_is_raised_only_as_needed() -> None:
    assert requirements([META], "1.24").go == "1.24.0"
    assert requirements([META], "1.21").go == "1.24.0"
    assert requirements([META], "1.25").go == "1.25"
    assert requirements([TESTIFY], "1.24").go == "1.24"


def test_order_and_number_of_imports_are_one() -> None:
    wanted = requirements([*CRD, TESTIFY, GOMOCK], "1.24")
    assert requirements([GOMOCK, *reversed(CRD), TESTIFY, META], "1.24") == wanted
    assert list(wanted.requires) == sorted(wanted.requires)
    assert list(wanted.sums) == sorted(set(wanted.sums), key=sum_key)
    direct = [require.module for require in wanted.requires if not require.indirect]
    assert direct == ["github.com/stretchr/testify", "go.uber.org/mock", "k8s.io/apimachinery"]


def test_a_direct_requirement_of_one_is_an_indirect_one_of_another() -> None:
    client, both = requirements([CLIENT], "1.24"), requirements([CLIENT, META], "1.24")
    machinery = [r.indirect for found in (client, both) for r in found.requires if r.module == "k8s.io/apimachinery"]
    assert machinery == [True, False]


def test_what_only_tests_of_dependencies_use_is_required_where_nothing_else_settles_it() -> None:
    """tidy's rule, as the tests with tidy have it."""
    core, both = requirements([*CRD, CORE], "1.24"), requirements([CORE, OTEL], "1.24")
    kept = ["github.com/kr/text" in {require.module for require in found.requires} for found in (core, both)]
    assert kept == [True, False]


def test_sums_are_in_the_order_of_go() -> None:
    lines = [
        "example.com/a v1.9.0/go.mod h1:b=",
        "example.com/a v1.10.0-rc.1/go.mod h1:b=",
        "example.com/a v1.10.0 h1:z=",
        "example.com/a v1.10.0/go.mod h1:a=",
        "example.com/a/v2 v2.0.0 h1:a=",
        "example.com/b v0.1.0/go.mod h1:a=",
    ]
    assert sorted((lines[at] for at in (3, 5, 0, 2, 4, 1)), key=sum_key) == lines


def test_every_known_package_is_pinned() -> None:
    paths = sorted({path for known in KNOWN.values() for path in known})
    assert requirements(paths, "1.24").unknown == ()
    for path in paths:
        found = requirements([path], "1.24")
        assert sum(not require.indirect for require in found.requires) == 1
        assert go_key(found.go) <= go_key("1.24.0")


def test_a_module_has_one_version() -> None:
    everything = requirements(pins._data().packages, "1.24")
    versions = {require.module: require.version for require in everything.requires}
    assert len(versions) == len(everything.requires)
    for path in pins._data().packages:
        for require in requirements([path], "1.24").requires:
            # What only tests of dependencies use is required at times; then it has the version all have in go.sum.
            pinned = f"{require.module} {require.version} "
            assert versions.get(require.module) == require.version or any(s.startswith(pinned) for s in everything.sums)


@pytest.mark.parametrize(
    "ascending",
    [
        # semver.org's example, then Go's own forms
        "none v1.0.0-alpha v1.0.0-alpha.1 v1.0.0-alpha.beta v1.0.0-beta v1.0.0-beta.2 v1.0.0-beta.11",
        "v1.0.0-beta.11 v1.0.0-rc.1 v1.0.0",
        "1.9.9 v0.0.0-20160902184237-e75332964ef5 v0.0.0-20250604170112-4c0f3b243397 v0.0.0",
        "v0.0.0 v0.9.0 v0.10.0 v1 v1.1 v1.1.1",
        "v1.1.1 v1.1.2-0.20180830191138-d8f796af33cc v1.1.2 v2.0.0+incompatible v10.0.0",
    ],
)
def test_semver_order(ascending: str) -> None:
    keys = [semver_key(version) for version in ascending.split()]
    assert all(low < high for low, high in itertools.pairwise(keys))


def test_semver_equals() -> None:
    assert semver_key("v1." + "9" * 5000 + ".0") == semver_key("none")
    assert semver_key("v2.0.0+incompatible") == semver_key("v2.0.0") == semver_key("v2")
    assert semver_key("master") == semver_key("") == semver_key("v1.x") == semver_key("v1.2.3.4")


def test_go_order() -> None:
    ascending = [
        "",
        "1.9",
        "1.20rc1",
        "1.20",
        "1.20.1",
        "1.21",
        "1.21rc2",
        "1.21.0",
        "1.21.3",
        "1.24",
        "1.24.0",
        "1.100",
    ]
    keys = [go_key(version) for version in ascending]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert go_key("two") == go_key("1") == go_key("")
    assert go_directive("1.24", "1.24.0") == go_directive("1.24.0", "1.24") == "1.24.0"
    assert go_directive("1.24.1", "1.24.0") == "1.24.1"


def write_module(folder: Path, imports: list[str], found: Pins) -> None:
    """A module that imports these, exactly as the pins say."""
    blocks = []
    for indirect in (False, True):
        lines = [
            f"\t{require.module} {require.version}{' // indirect' if indirect else ''}\n"
            for require in found.requires
            if require.indirect is indirect
        ]
        if lines:
            blocks.append(
                "\nrequire (\n" + "".join(lines) + ")\n" if len(lines) > 1 else "\nrequire " + lines[0].lstrip()
            )
    (folder / "go.mod").write_text(f"module example.com/pinned\n\ngo {found.go}\n" + "".join(blocks))
    (folder / "go.sum").write_text("".join(f"{line}\n" for line in found.sums))
    text = "".join(f'\t_ "{path}"\n' for path in imports)
    (folder / "pinned.go").write_text(f"package pinned\n\nimport (\n{text})\n")


def go(folder: Path, *arguments: str, network: bool = False) -> str:
    """What go complains about; nothing may be downloaded or changed."""
    done = subprocess.run(
        [tools.toolchain().go, *arguments],
        cwd=folder,
        env=tools.environment(network=network),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "imports",
    [CRD, (TESTIFY,), (GOMOCK,), (*CRD, TESTIFY, GOMOCK), (*CRD, CORE, "github.com/google/uuid")],
    ids=["crd", "testify", "gomock", "crd and mocks", "core"],
)
def test_a_module_builds_at_once(tmp_path: Path, imports: tuple[str, ...]) -> None:
    write_module(tmp_path, list(imports), requirements(imports, "1.24"))
    before = {file.name: file.read_text() for file in tmp_path.iterdir()}
    tools.run_go(["mod", "download"], tmp_path, "pinned modules", {"GOFLAGS": "-mod=readonly"})
    for command in (["build", "./..."], ["vet", "./..."], ["test", "./..."], ["mod", "verify"]):
        assert go(tmp_path, *command) == ""
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "imports",
    [CRD, (TESTIFY,), (GOMOCK,), (*CRD, GOMOCK), (*CRD, CLIENT), (*CRD, CORE)],
    ids=["crd", "testify", "gomock", "crd and gomock", "client", "core"],
)
def test_tidy_changes_nothing(tmp_path: Path, imports: tuple[str, ...]) -> None:
    write_module(tmp_path, list(imports), requirements(imports, "1.24"))
    assert go(tmp_path, "mod", "tidy", "-diff", network=True) == ""


@pytest.mark.slow
@pytest.mark.parametrize("imports", [(CORE, OTEL), (*CRD, TESTIFY)], ids=["core and otel", "crd and testify"])
def test_tidy_may_drop_sums_and_nothing_else(tmp_path: Path, imports: tuple[str, ...]) -> None:
    """A version that only one import's own tests want may be left over in go.sum; nothing is ever missing."""
    write_module(tmp_path, list(imports), requirements(imports, "1.24"))
    changes = go(tmp_path, "mod", "tidy", "-diff", network=True).splitlines()
    assert {line for line in changes if line.startswith(("diff ", "+")) and "go.sum" not in line} == set()


@pytest.mark.slow
def test_any_imports_load_at_once(tmp_path: Path) -> None:
    """Every import's packages and tests are found, whatever else is imported: all, and picks from a fixed seed."""
    everything = sorted(pins._data().packages)
    picks = random.Random(3)
    several = [picks.sample(everything, number) for number in (1, 1, 2, 2, 3, 3, 4, 5, 8, 13, 21, 34)]
    for number, imports in enumerate([everything, *several]):
        folder = tmp_path / str(number)
        folder.mkdir()
        write_module(folder, imports, requirements(imports, "1.24"))
        if number == 0:
            tools.run_go(["list", "-deps", "-test", "./..."], folder, "pinned modules", {"GOFLAGS": "-mod=readonly"})
        assert go(folder, "list", "-deps", "-test", "./...") == "", imports
