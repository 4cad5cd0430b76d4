"""The version that git's tags give a folder."""

from __future__ import annotations

import os
import re
import subprocess


def tagged_version(folder: str) -> str:
    """The version of the module in `folder`, of the commit that is checked out; empty without git or such a tag.

    Tags of a module below the top of its repository begin with its path: ``sub/v1.2.3``.
    """
    top = _git(folder, "rev-parse", "--show-toplevel")
    if not top:
        return ""
    below = os.path.relpath(os.path.realpath(folder), os.path.realpath(top)).replace(os.sep, "/")
    prefix = "" if below == "." else f"{below}/"
    tag = _git(folder, "describe", "--tags", "--exact-match", "--match", f"{prefix}v[0-9]*.[0-9]*.[0-9]*")
    version = tag.removeprefix(prefix)
    return version if re.fullmatch(r"v\d+\.\d+\.\d+[\w.+-]*", version) else ""


def _git(folder: str, *arguments: str) -> str:
    """What git answers; empty where it fails or is not there."""
    try:
        command = ["git", "-C", folder, *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
