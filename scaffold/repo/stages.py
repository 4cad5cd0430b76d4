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
        # With its path git stores a file as it would on `git add`: line ends, for one.
        store = ("hash-object", "-w", "--stdin", f"--path={each.path}")
        names = [_git(target, *store, data=data).strip() for data in (each.base, each.ours, each.theirs)]
        mode = b"100755 " if os.access(os.path.join(target, each.path), os.X_OK) else b"100644 "
        lines.append(b"0 " + b"0" * len(names[0]) + b"\t" + path + b"\0")
        lines += [mode + name + b" %d\t" % number + path + b"\0" for number, name in enumerate(names, 1)]
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
