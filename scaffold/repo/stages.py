"""Files in conflict as git's index has them: the three sides, so that ``git mergetool`` takes over."""

from __future__ import annotations

import os
from collections.abc import Iterable

from scaffold.repo.changes import Stages
from scaffold.repo.errors import NoGit


def require(target: str | os.PathLike[str]) -> None:
    """Raises `NoGit` unless `target` lies in the working tree of a git repository."""
    folder = os.path.realpath(target)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    if _git(folder, "rev-parse", "--is-inside-work-tree").strip() != b"true":
        raise NoGit(os.fspath(target), "is in no git repository", "leave out --git-stages")


def write(target: str | os.PathLike[str], conflicts: Iterable[Stages]) -> None:
    """Put the sides of each file into git's index: base, yours, the plan's. Raises `NoGit`."""
    prefix = _git(target, "rev-parse", "--show-prefix").rstrip(b"\n")
    lines = []
    for each in conflicts:
        path = prefix + each.path.encode("utf-8", "surrogateescape")
        lines.append(b"0 " + b"0" * 40 + b"\t" + path + b"\0")
        for number, data in enumerate((each.base, each.ours, each.theirs), 1):
            name = _git(target, "hash-object", "-w", "--stdin", data=data).strip()
            lines.append(b"100644 " + name + b" %d\t" % number + path + b"\0")
    _git(target, "update-index", "-z", "--index-info", data=b"".join(lines))


def _git(target: str | os.PathLike[str], *arguments: str, data: bytes = b"") -> bytes:
    import subprocess  # few runs need git

    command = ["git", "-c", "core.fsmonitor=false", "-C", os.fspath(target), *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False)
    except OSError as error:
        raise NoGit(os.fspath(target), f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"git ended with {done.returncode}"
        raise NoGit(os.fspath(target), f"git says: {reason}", "leave out --git-stages")
    return done.stdout
