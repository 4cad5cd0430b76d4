"""What a decision is made of: what is wanted, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from scaffold.repo.errors import RepoError
from scaffold.repo.lockfile import Lock, Options
from scaffold.tree import OutFile, Rename

Content = bytes | RepoError | None
"""What is at a path: a file's bytes, nothing, or something that cannot be read as a file."""


class Wanted(NamedTuple):
    """What a run is asked for.

    `files` are the files to be, by path; of a shared file there is one for each plan that has entries in it.
    `plans` are the plans that this run speaks for; `options` what to remember of them (None: as it was).
    A `selection` never removes. `force` overwrites hand edits of generated files and keeps a copy. `on_conflict` is
    ``markers``, ``ours``, ``theirs`` or ``fail``. `renames` are what the plans call otherwise now, also in files that
    are not among `files`. `renamed` are plans that have moved: former name in the lock → name.
    """

    files: Mapping[str, tuple[OutFile, ...]]
    plans: frozenset[str]
    options: Options | None = None
    selection: bool = False
    force: bool = False
    on_conflict: str = "markers"
    renames: tuple[Rename, ...] = ()
    renamed: Mapping[str, str] = MappingProxyType({})


class Found(NamedTuple):
    """What is in the target: the lock (None: there is none; `lock_data`: its bytes) and the files that matter.

    `contents` are of every wanted path, every path in the lock of the run's plans, the bases of shared files, and
    ``.scaffold/.gitignore``. `twins` gives for a wanted path one that is on disk and differs in case only. `copies`
    are free names for copies of edited files. `moved` are the files of yours that a rename takes along, new → old;
    `beside` are the other files in the folders of files of yours that may be merged, ``testdata`` included. `ignored`
    are the paths that ``.scaffoldignore`` takes out of scaffold's hands. `merged` are
    generated files in which git has merged what two branches generated, and nobody wrote anything.
    """

    lock: Lock | None
    lock_data: bytes | None
    contents: Mapping[str, Content]
    twins: Mapping[str, str]
    copies: Mapping[str, str]
    moved: Mapping[str, str] = {}
    beside: Mapping[str, Content] = {}
    ignored: frozenset[str] = frozenset()
    merged: frozenset[str] = frozenset()
