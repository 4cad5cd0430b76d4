"""The Go module that a target directory lies in, if any."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from scaffold import observed
from scaffold.repo.errors import RepoError
from scaffold.repo.shared.entries import Unreadable
from scaffold.repo.shared.modfile import Line, argument, parse, requirements


class Module(NamedTuple):
    """An existing module. `path` is the import path of the target directory, `own` says that go.mod lies there.

    `resolved` are the required modules that a build finds without ``go mod tidy``, with their versions: go.sum has
    their checksums, or a folder replaces them.
    """

    path: str
    own: bool
    resolved: Mapping[str, str] = {}


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
            text = _read_text(path)
            lines = parse(text) if text is not None else []
            found = argument(lines, "module")
        except Unreadable:
            return None
        except OSError as error:
            raise RepoError(path, f"cannot be read: {error.strerror}") from error
        if found is not None:
            resolved = _resolved(lines, folder) if not below else {}
            return Module("/".join([found[1], *below]), not below, resolved)
        folder, name = os.path.split(folder)
        if not name:
            return None
        below.insert(0, name)


def _read_text(path: str) -> str | None:
    """The text of a file, with LF line ends; None where there is none."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (FileNotFoundError, NotADirectoryError):
        observed.note(observed.CONTENT, path, None)
        return None
    except IsADirectoryError:
        observed.give_up()
        return None
    observed.note(observed.CONTENT, path, data)
    return data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")


def _resolved(lines: list[Line], folder: str) -> dict[str, str]:
    required = {path: one.version for path, (_, one) in requirements(lines).items()}
    if not required:
        return {}
    sums = _sums(os.path.join(folder, "go.sum"))
    replaced = {line.words[0] for line in lines if line.verb == "replace" and _is_folder(line)}
    return {path: version for path, version in required.items() if path in replaced or (path, version) in sums}


def _is_folder(line: Line) -> bool:
    """Whether a replacement, ``MODULE [VERSION] => FOLDER``, is a folder."""
    return line.words[-1].startswith(("./", "../", "/"))


def _sums(path: str) -> set[tuple[str, str]]:
    """The modules and versions whose content has a checksum in a go.sum; none where it cannot be read."""
    try:
        text = _read_text(path) or ""
    except OSError:
        observed.give_up()
        return set()
    words = [line.split() for line in text.split("\n")]
    return {(line[0], line[1]) for line in words if len(line) == 3 and not line[1].endswith("/go.mod")}
