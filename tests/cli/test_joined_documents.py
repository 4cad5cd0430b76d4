"""A document with waves and no Go: alone it is sound, beside another one its waves are that one's."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal import scaffold

WAVES = """# Delivery

## Wave 1: Contracts
- E1.1 Contracts (200 lines)

## Wave 2: Store
**Depends on**: Wave 1
- E2.1 Store (300 lines, implements Store, Ghost)
"""
CONTRACTS = """# Contracts

**Module**: example.com/acme/j

```go
// pkg/storage/storage.go
package storage

type Store interface { Get(id string) error }
```
"""
OTHER_WAVES = "# More\n\n## Wave 1: All\n- E9.1 All (100 lines)\n"


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("waves.md").write_text(WAVES, "utf-8")
    Path("contracts.md").write_text(CONTRACTS, "utf-8")
    Path("contracts.yaml").write_text("module: example.com/acme/j\nstorage:\n  interfaces: [{name: Store}]\n", "utf-8")


def messages(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if line.startswith(("waves.md", "contracts"))]


def files(folder: str) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}
    return {path for path in found if not path.startswith(".")}


NOTE = "waves.md:1:1: note: the plan has waves and no contracts: nothing is generated from it [waves-only]"


def test_alone_it_is_sound_and_makes_nothing() -> None:
    ended = scaffold("validate", "waves.md")
    assert (ended.code, ended.stdout, messages(ended.stderr)) == (0, "waves.md: sound\n", [NOTE])
    ended = scaffold("go", "waves.md", "-o", "out")
    assert (ended.code, ended.stdout, messages(ended.stderr)) == (0, "out: nothing to do\n", [NOTE])
    assert not Path("out").exists()
    ended = scaffold("import", "waves.md")
    assert ended.code == 0
    assert "implements: [Store, Ghost]" in ended.stdout


def test_a_repository_keeps_what_was_made_before() -> None:
    assert scaffold("go", "contracts.md", "-o", "out").code == 0
    before = files("out")
    Path("contracts.md").write_text(WAVES, "utf-8")
    ended = scaffold("go", "contracts.md", "-o", "out")
    assert ended.code == 0
    assert files("out") == before


@pytest.mark.parametrize("plans", [("waves.md", "contracts.md"), ("contracts.md", "waves.md")])
def test_beside_a_document_its_waves_are_that_one_s(plans: tuple[str, str]) -> None:
    ended = scaffold("validate", *plans)
    assert (ended.code, ended.stdout) == (0, "contracts.md: sound, 1 warning\n")
    assert messages(ended.stderr) == [
        "waves.md:8:44: warning: there is no interface 'Ghost': left out [unknown-interface]",
    ]
    assert scaffold("go", *plans, "-o", "whole").code == 0
    for wave in ("1", "2"):
        assert scaffold("go", *plans, "-o", "waves", "--wave", wave).code == 0
    skeleton = {"internal/storage/store/store.go", "internal/storage/store/store_test.go"}
    contracts = {"go.mod", "pkg/storage/storage.go", "pkg/storage/storagemock/storagemock.go"}
    assert files("whole") == files("waves") == skeleton | contracts


def test_only_the_first_wave() -> None:
    assert scaffold("go", "contracts.md", "waves.md", "-o", "out", "--wave", "1").code == 0
    assert files("out") == {"go.mod", "pkg/storage/storage.go", "pkg/storage/storagemock/storagemock.go"}


def test_beside_a_plan_in_yaml() -> None:
    ended = scaffold("validate", "waves.md", "contracts.yaml")
    assert [line for line in messages(ended.stderr) if "waves.md" in line] == [
        "waves.md:8:44: error: there is no interface 'Ghost' [unknown-interface]",
    ]


def test_a_plan_with_waves_of_its_own_takes_none() -> None:
    Path("contracts.md").write_text(CONTRACTS + "\n" + OTHER_WAVES, "utf-8")
    ended = scaffold("validate", "contracts.md", "waves.md")
    assert ended.code == 0
    assert NOTE in messages(ended.stderr)
