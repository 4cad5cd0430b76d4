"""Putting a rendered template in place: all of its files, or none."""

from __future__ import annotations

import datetime
import os
import tempfile
from contextlib import suppress
from typing import NamedTuple

import scaffold
from scaffold.golang.module_paths import module_path_problem
from scaffold.render import template_folder
from scaffold.starter.origin import own_requirement
from scaffold.starter.template import Rendered, StarterError, answer, load, render_files

_RESERVED = frozenset(["con", "prn", "aux", "nul"]) | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
"""Names of Windows devices: no element of a module path may be one."""


class Started(NamedTuple):
    """The paths of the files that were made, and of those that were there before and stay as they are; sorted."""

    created: list[str]
    kept: list[str]


def write_starter(directory: str, template: str | None, values: dict[str, str], *, no_input: bool) -> Started:
    """Render the template (the built-in one by default) into `directory`.

    `values` override the template's defaults; what they leave open is asked for, unless `no_input`. Nothing that is
    there is overwritten. Raises `StarterError`, and `OSError` where the disk refuses: then nothing was made.
    """
    if os.path.lexists(directory) and not os.path.isdir(directory):
        raise StarterError(f"{directory} is there already and is no directory")
    project = _title(os.path.basename(os.path.realpath(directory)))
    with tempfile.TemporaryDirectory(prefix="scaffold-new-") as aside:
        before = tempfile.tempdir
        tempfile.tempdir = aside  # cookiecutter unpacks archives there, and leaves them
        try:
            source = template if template is not None else os.path.join(template_folder(), "new")
            loaded = load(source, aside, no_input=no_input)
        finally:
            tempfile.tempdir = before
        derived = {
            "_project": project,
            "_slug": _slug(project),
            "_template": source,
            "_requirement": own_requirement(),
            "_version": scaffold.__version__,
            "_year": str(datetime.date.today().year),
        }
        checks = {"module": _module_problem} if template is None else {}
        answers = answer(loaded, values, derived, checks, no_input=no_input)
        files = render_files(loaded, answers)
    kept = [path for path in sorted(files) if os.path.lexists(os.path.join(directory, path))]
    created = sorted(files.keys() - {*kept})
    _refuse_odd_folders(directory, created)
    _write(directory, {path: files[path] for path in created})
    return Started(created, kept)


def _module_problem(path: str) -> str:
    """Why a text is no module path, as a sentence; empty where it is one."""
    if not path:
        return "a module path is not empty: such as example.com/acme/objects"
    problem, hint = module_path_problem(path)
    return f"module path {path!r} {problem}: {hint}" if problem else ""


def _title(name: str) -> str:
    """A folder's name as text that any file can hold: one line of Unicode."""
    return "".join(char if char.isprintable() else " " for char in name).strip() or "repository"


def _slug(project: str) -> str:
    """The project's name as the last element of a module path that Go takes."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "-" for char in project.lower())
    slug = plain.strip("-.") or "repository"
    # v2 would be a major version, and v1 one that Go refuses.
    is_version = slug[0] == "v" and slug[1:].replace(".", "").isdecimal()
    return f"repository-{slug}" if is_version or slug.partition(".")[0] in _RESERVED else slug


def _refuse_odd_folders(directory: str, paths: list[str]) -> None:
    for path in paths:
        parent = os.path.dirname(path)
        while parent:
            place = os.path.join(directory, parent)
            if os.path.islink(place) or (os.path.lexists(place) and not os.path.isdir(place)):
                raise StarterError(f"{parent} in {directory} is no folder of its own, so nothing is written into it")
            parent = os.path.dirname(parent)


def _write(directory: str, files: dict[str, Rendered]) -> None:
    made: list[str] = []
    try:
        for path, file in files.items():
            target = os.path.join(directory, path)
            _make_folder(os.path.dirname(target) or os.curdir, made)
            with open(target, "xb") as opened:
                made.append(target)
                opened.write(file.data)
            if file.executable:
                os.chmod(target, os.stat(target).st_mode | 0o111)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                if os.path.isdir(path):
                    os.rmdir(path)
                else:
                    os.unlink(path)
        raise


def _make_folder(folder: str, made: list[str]) -> None:
    if os.path.isdir(folder):
        return
    parent = os.path.dirname(folder)
    if parent:
        _make_folder(parent, made)
    os.mkdir(folder)
    made.append(folder)
