"""Help, version, colour and completion."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

import scaffold as package
from scaffold import cli
from terminal import PLAN, process, scaffold

COMMANDS = ["docs", "explain", "go", "import", "new", "recover", "validate"]


def test_version() -> None:
    assert scaffold("--version") == (0, f"scaffold, version {package.__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_has_examples_that_are_command_lines(name: str, option: str) -> None:
    ended = scaffold(*([name] if name else []), option)
    assert (ended.code, ended.stderr) == (0, "")
    _, _, examples = ended.stdout.partition("\n  Examples:\n")
    lines = examples.splitlines()
    assert lines
    assert all(line.startswith("    ") and f"scaffold {name}".strip() in line for line in lines)
    assert all(len(line) <= 80 for line in ended.stdout.splitlines())


def test_the_commands_are_those_with_a_file() -> None:
    folder = Path(cli.__file__).parent
    assert sorted(path.name.removesuffix("_command.py") for path in folder.glob("*_command.py")) == COMMANDS
    listed = re.findall(r"^  (\w+) ", scaffold("-h").stdout.partition("Commands:\n")[2], re.MULTILINE)
    assert listed == COMMANDS


def test_every_option_has_a_help_text() -> None:
    for name in COMMANDS:
        command = cli.main.get_command(None, name)  # type: ignore[arg-type]  # no context is needed
        assert command is not None
        for parameter in command.params:
            assert parameter.param_type_name == "argument" or getattr(parameter, "help", None), parameter.name


@pytest.mark.parametrize(
    ("words", "position", "answers"),
    [
        ("scaffold ", 1, COMMANDS),
        ("scaffold go --m", 2, ["--module", "--mocks"]),
        ("scaffold go --mocks ", 3, ["func", "none"]),
        ("scaffold validate --format ", 3, ["text", "json", "github", "sarif"]),
    ],
)
def test_completion_works_beside_a_broken_plan(words: str, position: int, answers: list[str], tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(b"\x00: [")
    env = {**os.environ, "_SCAFFOLD_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(position)}
    ended = process(cwd=tmp_path, env=env)
    assert (ended.code, ended.stdout.split(), ended.stderr) == (0, [f"plain,{answer}" for answer in answers], "")


@pytest.mark.parametrize(
    ("plan", "answers"),
    [
        ("module: m\napi: {interfaces: [{name: A, methods: [B()]}]}\n", ["1", "2"]),
        ("waves: [{wave: 4, efforts: []}, {wave: 17, efforts: []}, {wave: 2, efforts: []}]\n", ["2", "4", "17"]),
        ("waves: [", []),
    ],
)
def test_completion_knows_the_waves_of_the_plan(plan: str, answers: list[str], tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(plan)
    words = "scaffold go plan.yaml --wave "
    env = {**os.environ, "_SCAFFOLD_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "4"}
    ended = process(cwd=tmp_path, env=env)
    assert (ended.code, ended.stdout.split(), ended.stderr) == (0, [f"plain,{answer}" for answer in answers], "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str, tmp_path: Path) -> None:
    ended = process(cwd=tmp_path, env={**os.environ, "_SCAFFOLD_COMPLETE": f"{shell}_source"})
    assert (ended.code, ended.stderr) == (0, "")
    assert "_SCAFFOLD_COMPLETE" in ended.stdout


RED = "\x1b[31m\x1b[1merror\x1b[0m"


@pytest.mark.parametrize(
    ("option", "no_color", "terminal", "coloured"),
    [
        ("auto", None, True, True),
        ("auto", None, False, False),
        ("auto", "1", True, False),
        ("auto", "", True, True),
        ("always", "1", False, True),
        ("never", None, True, False),
    ],
)
def test_colour(
    option: str,
    no_color: str | None,
    terminal: bool,
    coloured: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN.replace("module:", "modul:"))
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    if no_color is not None:
        env["NO_COLOR"] = no_color
    if terminal:
        shown = _on_terminal(["validate", "plan.yaml", "--color", option], env, tmp_path)
    else:
        shown = process("validate", "plan.yaml", "--color", option, cwd=tmp_path, env=env).stderr
    assert (RED in shown) == coloured
    assert ("\x1b" in shown) == coloured
    assert "error" in shown


def _on_terminal(arguments: list[str], env: dict[str, str], cwd: Path) -> str:
    """What a process prints on a pseudo-terminal that is its standard error."""
    import pty
    import subprocess

    from terminal import command

    controller, terminal = pty.openpty()
    try:
        subprocess.run(
            command(*arguments), cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=terminal, check=False, timeout=60
        )
        return os.read(controller, 65536).decode("utf-8")
    finally:
        os.close(controller)
        os.close(terminal)


def test_a_run_as_a_module(tmp_path: Path) -> None:
    import subprocess

    from terminal import HOUSE

    done = subprocess.run(
        [sys.executable, "-m", "scaffold", "--version"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, f"scaffold, version {package.__version__}\n")
