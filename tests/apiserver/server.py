"""A real API server for custom resources, in one process with its etcd: the judge of CRDs.

Building it takes minutes the first time; a run of it about a second and a few milliseconds a case.
"""

from __future__ import annotations

import functools
import hashlib
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from judges.tools import home, once, run_go

SOURCE = Path(__file__).parent
RUN_SECONDS = 300


@functools.cache
def binary() -> Path:
    """The server's binary, built once for each content of its source."""
    files = ["go.mod", "go.sum", "codec.go", "main.go"]
    digest = hashlib.sha256(b"\0".join((SOURCE / file).read_bytes() for file in files)).hexdigest()

    def make(target: Path) -> None:
        run_go(["build", "-o", str(target), "."], SOURCE, "the API server")

    return once(home() / f"apiserver-{digest[:16]}", make)


def judge(cases: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the server says of each case, ``{"crd": YAML, "dry": bool, "objects": [YAML]}``.

    An answer is ``{"code", "reasons", "conditions", "objects"}``; code is 201 for accepted.
    """
    done = subprocess.run(
        [binary()], input=json.dumps(list(cases)).encode(), capture_output=True, timeout=RUN_SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-4000:])
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
