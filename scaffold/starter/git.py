"""``git init`` for a new repository."""

from __future__ import annotations

import os
import subprocess


def init_repository(directory: str) -> bool:
    """Make `directory` a git repository with the branch ``main``, and return whether that was done.

    Nothing is done where it lies in a git repository already, or where there is no git.
    """
    folder = os.path.realpath(directory)
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return False
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        # Templates of the user's git may hold hooks: none of them belongs to the new repository.
        done = subprocess.run(
            ["git", "init", "--quiet", "--template=", "--initial-branch=main", "--", os.path.abspath(directory)],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=30,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
