"""Files in conflict as git's index has them: the three sides, so that ``git mergetool`` takes over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

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
    settings = _disable_programs(target)
    lines = []
    for each in conflicts:
        path = prefix + each.path.encode("utf-8", "surrogateescape")
        # With its path git stores a file as it would on `git add`: line ends, for one.
        store = ("hash-object", "-w", "--stdin", f"--path={each.path}")
        sides = (each.base, each.ours, each.theirs)
        names = [_git(target, *store, data=data, settings=settings).strip() for data in sides]
        mode = b"100755 " if os.access(os.path.join(target, each.path), os.X_OK) else b"100644 "
        lines.append(b"0 " + b"0" * len(names[0]) + b"\t" + path + b"\0")
        lines += [mode + name + b" %d\t" % number + path + b"\0" for number, name in enumerate(names, 1)]
    _git(target, "update-index", "-z", "--index-info", data=b"".join(lines), settings=settings)


def _disable_programs(target: str | os.PathLike[str]) -> dict[str, str]:
    """Settings of git that keep it from running any program that the repository names: filters, configured hooks.

    Line ends and encodings are git's own work and are converted as on `git add`.
    """
    keys = _git(target, "config", "--null", "--name-only", "--list").decode("utf-8", "surrogateescape").split("\0")
    found: dict[str, str] = {}
    for key in keys:
        section, _, rest = key.partition(".")
        name = rest.rpartition(".")[0]
        if section == "filter" and name:
            # An empty command counts as none; a required filter without one would be an error.
            found |= {f"filter.{name}.clean": "", f"filter.{name}.process": "", f"filter.{name}.required": "false"}
        elif section == "hook" and name:
            found[f"hook.{name}.enabled"] = "false"
    return found


def _with_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment with settings of git added; unlike ``-c``, a name may have an equals sign in it."""
    given = os.environ.get("GIT_CONFIG_COUNT", "")
    start = int(given) if given.isdigit() else 0
    found = {**os.environ, "GIT_CONFIG_COUNT": str(start + len(settings))}
    for number, (key, value) in enumerate(settings.items(), start):
        found |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return found


def _git(
    target: str | os.PathLike[str], *arguments: str, data: bytes = b"", settings: Mapping[str, str] | None = None
) -> bytes:
    import subprocess  # few runs need git

    fixed = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
    command = ["git", *fixed, "-C", os.fspath(target), *arguments]
    environment = _with_settings(settings) if settings else None
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False, env=environment)
    except OSError as error:
        raise NoGit(os.fspath(target), f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"git ended with {done.returncode}"
        raise NoGit(os.fspath(target), f"git says: {reason}", "leave out --git-stages")
    return done.stdout
