"""The Go module that a target directory lies in, if any."""

from __future__ import annotations

import os
from typing import NamedTuple

from scaffold.repo.errors import RepoError
from scaffold.repo.shared.entries import Unreadable
from scaffold.repo.shared.modfile import argument, parse


class Module(NamedTuple):
    """An existing module. `path` is the import path of the target directory, `own` says that go.mod lies there."""

    path: str
    own: bool


def module_of(target: str | os.PathLike[str]) -> Module | None:
    """The module of `target`'s own go.mod, else that of the nearest folder above which has one.

    A go.mod that cannot be parsed counts as none: whoever merges it says so. Raises `RepoError` if one is there and
    cannot be read.
    """
    folder = os.path.abspath(os.fspath(target))
    below: list[str] = []
    while True:
        path = os.path.join(folder, "go.mod")
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                found = argument(parse(file.read()), "module")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            found = None
        except Unreadable:
            return None
        except OSError as error:
            raise RepoError(path, f"cannot be read: {error.strerror}") from error
        if found is not None:
            return Module("/".join([found[1], *below]), own=not below)
        folder, name = os.path.split(folder)
        if not name:
            return None
        below.insert(0, name)
