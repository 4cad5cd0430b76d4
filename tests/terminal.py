"""Running the command in this process and as a process of its own, and the small plan that the tests expand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from scaffold import cli

PLAN = """\
module: example.com/acme/tiny
api:
  interfaces:
    - name: Greeter
      methods:
        - Greet(name string) error
waves:
  - wave: 1
    efforts: [{id: E1, name: Contracts, delivers: [api]}]
  - wave: 2
    depends_on: [1]
    efforts: [{id: E2, name: Greeting, implements: [Greeter]}]
"""

CONTRACTS = ["pkg/api/api.go", "pkg/api/apimock/apimock.go"]
SKELETONS = ["internal/api/greeter/greeter.go", "internal/api/greeter/greeter_test.go"]
SHARED = [".gitattributes", "go.mod"]
EVERYTHING = sorted([*CONTRACTS, *SKELETONS, *SHARED])

HOUSE = Path(cli.__file__).parent.parent.parent


class Ended(NamedTuple):
    """How a run ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        """Standard output as one JSON document, and nothing else."""
        return json.loads(self.stdout)


def scaffold(*arguments: str | Path, stdin: str | bytes | None = None) -> Ended:
    """Run in this process, in the present folder. An exception that escapes is raised."""
    result = CliRunner().invoke(cli.main, [str(each) for each in arguments], input=stdin, prog_name="scaffold")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


def command(*arguments: str | Path) -> list[str]:
    """The words that start a process of this scaffold."""
    start = f"import sys; sys.path.insert(0, {str(HOUSE)!r}); sys.argv[0] = 'scaffold'"
    return [sys.executable, "-c", f"{start}; from scaffold.__main__ import run; run()", *map(str, arguments)]


def process(*arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, **settings: Any) -> Ended:
    """Run as a process of its own."""
    done = subprocess.run(
        command(*arguments), cwd=cwd, env=env, capture_output=True, timeout=60, check=False, **settings
    )
    return Ended(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def tree(root: Path) -> dict[str, bytes | None]:
    """Everything below a folder by its relative path: bytes of files, None for folders."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


def files(root: Path) -> list[str]:
    """The files below a folder but for scaffold's own, sorted."""
    return [path for path, data in tree(root).items() if data is not None and not path.startswith(".scaffold/")]
