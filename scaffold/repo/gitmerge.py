"""Generated files that git has merged: what of such a file scaffold wrote, and what a person did.

Two branches that each regenerated a file meet in one that neither wrote, with conflict markers or without. It is
nobody's edit if each of its lines stands in a version that scaffold wrote; git has those versions. This is the only
file that asks git, and only when a lock says that there are two such versions, or a file has markers in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from scaffold import observed
from scaffold.repo.digest import digest, normalised

_VERSIONS = (
    *("HEAD", "MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "ORIG_HEAD", "HEAD^1", "HEAD^2"),
    *(":1", ":2", ":3"),
)
"""Where git may have a side of the merge: under way, or just done; with the stages of its index."""
_SECONDS = 20
_MARK = re.compile(rb"(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: .*)?")


def has_markers(data: bytes) -> bool:
    """Whether git left conflict markers in a file."""
    return b"<<<<<<< " in data and any(line.startswith(b"<<<<<<< ") for line in data.split(b"\n"))


def merged_by_git(root: str, files: Mapping[str, tuple[bytes, tuple[str, ...]]]) -> frozenset[str]:
    """Those of `files` (path → content, digests of what scaffold wrote there) in which nobody else wrote a line.

    Empty where there is no git, and where it does not answer.
    """
    if not files:
        return frozenset()
    observed.give_up()  # for what git says
    versions = _read(root, [(f"{version}:./{path}", path) for path in files for version in _VERSIONS])
    wrote: dict[str, set[bytes]] = {path: set() for path in files}
    for path, data in versions:
        if digest(data) in files[path][1]:
            wrote[path].update(normalised(data).split(b"\n"))
    return frozenset(path for path, (content, _) in files.items() if wrote[path].issuperset(_lines(content)))


def _lines(content: bytes) -> Iterator[bytes]:
    """The lines that count: no markers, and not what stood there before both branches (diff3)."""
    ancestor = False
    for line in normalised(content).split(b"\n"):
        mark = _MARK.fullmatch(line)
        if mark is None:
            if not ancestor:
                yield line
        else:
            ancestor = mark[1] == b"|||||||"


def _read(root: str, objects: Iterable[tuple[str, str]]) -> list[tuple[str, bytes]]:
    """The content of each object that git has, with what it was asked for."""
    import subprocess

    wanted = list(objects)
    names = "".join(f"{name}\n" for name, _ in wanted).encode("utf-8", "surrogateescape")
    # Nothing is fetched, asked or locked.
    calm = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        answer = subprocess.run(
            ["git", "cat-file", "--batch"],
            cwd=root,
            env={**os.environ, **calm},
            input=names,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    found: list[tuple[str, bytes]] = []
    at = 0
    for _, path in wanted:
        end = answer.find(b"\n", at)
        head = answer[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(head) == 3 and head[1] == b"blob" and head[2].isdigit():
            size = int(head[2])
            found.append((path, answer[at : at + size]))
            at += size + 1
        elif not answer[:at].endswith((b" missing\n", b" ambiguous\n")):
            return found
    return found
