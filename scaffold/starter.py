"""A new repository from a cookiecutter template: rendered aside, looked at, then put in place."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator

from scaffold.render import template_folder

_HARMLESS = frozenset(("cookiecutter.extensions", "jinja2.ext"))
"""Where Jinja extensions may come from: a template's own would be code that runs here."""


class StarterError(Exception):
    """Why there is no new repository, as a sentence."""


def write_starter(directory: str, template: str | None, values: dict[str, str], *, no_input: bool) -> list[str]:
    """Render the template (the built-in one by default) into `directory` and return the paths made, sorted.

    `values` override the template's defaults; what they leave open is asked for, unless `no_input`. Nothing that is
    there is overwritten. Raises `StarterError`, and `OSError` where the disk refuses.
    """
    if os.path.lexists(directory) and not os.path.isdir(directory):
        raise StarterError(f"{directory} is there already and is no directory")
    project = os.path.basename(os.path.realpath(directory)) or "repository"
    with tempfile.TemporaryDirectory(prefix="scaffold-new-") as aside:
        source = template if template is not None else os.path.join(template_folder(), "new")
        rendered = _render(source, aside, {"_project": project, "_slug": _slug(project), **values}, values, no_input)
        files = sorted(_files(rendered))
        there = [path for path in files if os.path.lexists(os.path.join(directory, path))]
        if there:
            raise StarterError(f"already in {directory}, and left alone: {', '.join(there)}")
        for path in files:
            target = os.path.join(directory, path)
            os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
            shutil.copyfile(os.path.join(rendered, path), target)
            shutil.copymode(os.path.join(rendered, path), target)
    return files


def _slug(project: str) -> str:
    """The project's name as the last element of a module path."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "-" for char in project.lower())
    return plain.strip("-.") or "repository"


def _render(source: str, aside: str, context: dict[str, str], given: dict[str, str], no_input: bool) -> str:
    """Render below `aside` and return the folder of the result."""
    from cookiecutter.exceptions import CookiecutterException
    from cookiecutter.generate import generate_context, generate_files
    from cookiecutter.prompt import prompt_for_config
    from cookiecutter.repository import determine_repo_dir

    try:
        # The steps of cookiecutter's own main, without its replay files and user configuration: nothing outside the
        # new repository is written.
        folder, _ = determine_repo_dir(
            source, abbreviations={}, clone_to_dir=os.path.join(aside, "clone"), checkout=None, no_input=no_input
        )
        settings = generate_context(os.path.join(folder, "cookiecutter.json"))
        defaults = settings["cookiecutter"]
        _refuse_code(defaults)
        unknown = sorted(key for key in given if key not in defaults)
        if unknown:
            known = ", ".join(key for key in defaults if not key.startswith("_"))
            raise StarterError(f"the template has no {', '.join(unknown)}; it has {known}")
        defaults.update({key: value for key, value in context.items() if key in defaults})
        asked = {key: value for key, value in defaults.items() if key not in given or no_input}
        answers = prompt_for_config({"cookiecutter": {**asked}}, no_input)
        answers.update(given)
        answers["_template"] = source
        out = os.path.join(aside, "out")
        return str(
            generate_files(repo_dir=folder, context={"cookiecutter": answers}, output_dir=out, accept_hooks=False)
        )
    except CookiecutterException as error:
        raise StarterError(f"template {source}: {error or type(error).__name__}") from error


def _refuse_code(defaults: dict[str, object]) -> None:
    extensions = defaults.get("_extensions", [])
    for extension in extensions if isinstance(extensions, list) else [extensions]:
        if not str(extension).startswith(tuple(f"{home}." for home in _HARMLESS)):
            raise StarterError(f"the template wants to run code of its own ({extension})")


def _files(root: str) -> Iterator[str]:
    """Every file below `root`; anything that is neither a file nor a folder (a link) is refused."""
    for folder, folders, names in os.walk(root):
        for name in [*folders, *names]:
            path = os.path.join(folder, name)
            mode = os.lstat(path).st_mode
            if stat.S_ISREG(mode):
                yield os.path.relpath(path, root)
            elif not stat.S_ISDIR(mode):
                raise StarterError(f"the template makes something that is no file: {os.path.relpath(path, root)}")
