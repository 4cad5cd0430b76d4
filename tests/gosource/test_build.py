"""Which files the go command compiles, compared with the go command's own word."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judges import tools
from scaffold.gosource.build import is_compiled

NAMES = [
    *("a.go", "a_test.go", "a_linux.go", "a_windows.go", "a_linux_amd64.go", "a_linux_arm64.go", "linux.go", "_a.go"),
    *(".a.go", "a_unix.go", "a_amd64.go", "a_darwin_amd64.go", "a.b_linux.go", "a_linux_x.go", "a_test_linux.go"),
    *("arm64.go", "a_js_wasm.go", "x_android.go"),
]
TAGS = [
    *("linux", "windows", "amd64 && linux", "!windows", "darwin || (linux && !cgo)", "ignore", "unix", "go1.18", "gc"),
    *("go1.999", "!go1.21", "!(linux || darwin)", "cgo", "a && (b || !c)", "race"),
]


@pytest.mark.slow
def test_the_go_command_agrees(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module example.com/x\n\ngo 1.24\n")
    files = dict.fromkeys(NAMES, "package x\n")
    for number, tag in enumerate(TAGS):
        files[f"t{number}.go"] = f"// Copyright.\n\n//go:build {tag}\n\npackage x\n"
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    environment = {**tools.environment(), "GOOS": "linux", "GOARCH": "amd64", "CGO_ENABLED": "0"}
    command = [str(tools.toolchain().go), "list", "-json", "."]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    listed = json.loads(ran.stdout)
    expected = sorted(listed["GoFiles"])
    found = [path.name for path in tmp_path.glob("*.go") if is_compiled(path.name, path.read_text())]
    assert sorted(found) == expected


@given(st.text(st.sampled_from("!&|() ago1.2linux\t/"), max_size=40))
def test_any_constraint_ends(text: str) -> None:
    is_compiled("a.go", f"//go:build {text}\n\npackage x\n")


def test_deep_constraints_end() -> None:
    assert is_compiled("a.go", f"//go:build {'(' * 100_000}\n\npackage x\n")
    assert is_compiled("a.go", f"//go:build {'!' * 901}linux\n\npackage x\n")
