"""Templates as cookiecutter has them, read and rendered without running anything that is theirs.

cookiecutter fetches them and asks the questions. What it would also do is left out: hooks, extensions of the template's
own, replay files, the user's configuration, following links, writing where a rendered name points. Jinja runs
in its sandbox.
"""

from __future__ import annotations

import fnmatch
import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from scaffold.starter.limits import limited_work

if TYPE_CHECKING:
    from jinja2 import Environment

_ALWAYS = tuple(
    f"cookiecutter.extensions.{name}Extension" for name in ("Jsonify", "RandomString", "Slugify", "Time", "UUID")
)
_HARMLESS = frozenset((*_ALWAYS, *(f"jinja2.ext.{name}" for name in ("debug", "do", "i18n", "loopcontrols"))))
"""The Jinja extensions that a template may ask for: any other would be code that runs here."""
_SYNTAX = frozenset(
    (
        *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
        *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
        *("trim_blocks", "lstrip_blocks"),
    )
)
_RESERVED = frozenset((".git", ".scaffold"))
"""``.git`` holds commands that git runs, ``.scaffold`` what scaffold remembers of the files that it wrote."""
_DEEPEST = 20
"""Levels of lists and mappings in cookiecutter.json."""
_MOST_FILES = 10_000
_MOST_BYTES = 100_000_000
"""Of all rendered files together."""
_YES, _NO = frozenset(["1", "true", "t", "yes", "y", "on"]), frozenset(["0", "false", "f", "no", "n", "off"])


class StarterError(Exception):
    """Why there is no new repository, as a sentence."""


class Rendered(NamedTuple):
    """One file of the new repository."""

    data: bytes
    executable: bool


class Template(NamedTuple):
    """A template on disk: its folder, the content of its cookiecutter.json, what renders it."""

    folder: str
    settings: dict[str, Any]
    environment: Environment


def load(source: str, aside: str, *, no_input: bool) -> Template:
    """The template behind a folder, an archive or an address; what must be fetched is fetched into `aside`."""
    folder = _fetch(source, aside, no_input=no_input)
    _refuse_links(folder)
    settings = _read_settings(source, folder)
    return Template(folder, settings, _environment(settings))


def _fetch(source: str, aside: str, *, no_input: bool) -> str:
    from cookiecutter.repository import determine_repo_dir

    prompt = os.environ.get("GIT_TERMINAL_PROMPT")
    if no_input:
        os.environ["GIT_TERMINAL_PROMPT"] = "0"  # git would wait for a password that nobody types
    try:
        folder, _ = determine_repo_dir(source, {}, os.path.join(aside, "clone"), None, no_input)
    except Exception as error:  # an address is somebody else's: git, the network and archives fail in many ways
        raise StarterError(f"template {source} cannot be fetched: {_reason(error)}") from error
    finally:
        if no_input and prompt is None:
            del os.environ["GIT_TERMINAL_PROMPT"]
        elif no_input and prompt is not None:
            os.environ["GIT_TERMINAL_PROMPT"] = prompt
    return str(folder)


def _reason(error: Exception) -> str:
    """What an error says, on one line."""
    output = getattr(error, "output", None)
    text = output.decode("utf-8", "replace") if isinstance(output, bytes) else str(error)
    return " ".join(text.split()) or type(error).__name__


def _read_settings(source: str, folder: str) -> dict[str, Any]:
    try:
        with open(os.path.join(folder, "cookiecutter.json"), encoding="utf-8") as file:
            settings = json.load(file)
    except ValueError as error:
        raise StarterError(f"template {source}: cookiecutter.json: {error}") from error
    except RecursionError as error:
        raise StarterError(f"template {source}: cookiecutter.json is nested too deeply") from error
    if not isinstance(settings, dict):
        raise StarterError(f"template {source}: cookiecutter.json holds no mapping")
    level: list[Any] = [settings]
    for _ in range(_DEEPEST):
        level = [inner for value in level if isinstance(value, dict | list) for inner in _elements(value)]
        if not level:
            return settings
    raise StarterError(f"template {source}: cookiecutter.json is nested more than {_DEEPEST} levels deep")


def _elements(value: dict[str, Any] | list[Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value


def _refuse_links(folder: str) -> None:
    """A link would bring files of this machine into the new repository."""
    for parent, folders, names in os.walk(folder):
        if ".git" in folders and parent == folder:
            folders.remove(".git")
        for name in [*folders, *names]:
            mode = os.lstat(os.path.join(parent, name)).st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                path = os.path.relpath(os.path.join(parent, name), folder)
                raise StarterError(f"the template has something that is neither a file nor a folder: {path}")


def _environment(settings: dict[str, Any]) -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    wanted = settings.get("_extensions", [])
    extensions = [str(each) for each in (wanted if isinstance(wanted, list) else [wanted])]
    for extension in extensions:
        if extension not in _HARMLESS:
            raise StarterError(f"the template wants to run code of its own ({extension})")
    asked = settings.get("_jinja2_env_vars", {})
    syntax = {key: value for key, value in asked.items() if key in _SYNTAX} if isinstance(asked, dict) else {}
    odd = sorted(key for key, value in syntax.items() if not isinstance(value, str | bool | None))
    if odd:
        raise StarterError(f"the template's _jinja2_env_vars cannot be used: {', '.join(odd)} is no text")
    try:
        environment = SandboxedEnvironment(
            undefined=StrictUndefined, keep_trailing_newline=True, extensions=[*_ALWAYS, *extensions], **syntax
        )
    except Exception as error:  # Jinja asserts what it is given
        raise StarterError(f"the template's _jinja2_env_vars cannot be used: {_reason(error)}") from error
    environment.filters["jsonify"] = quoted
    return environment


def quoted(value: object, indent: int | None = 4) -> str:
    """`value` as JSON that means the same in YAML, which joins no surrogates and folds more line ends than JSON has."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent)
    safe = (char.isprintable() or char == "\n" or char > "\uffff" for char in text)
    return "".join(char if fine else f"\\u{ord(char):04x}" for char, fine in zip(text, safe, strict=True))


Check = Callable[[str], str]
"""Why the value of a variable cannot be used, as a sentence; empty where it can."""


def answer(
    template: Template, given: dict[str, str], derived: dict[str, str], checks: Mapping[str, Check], *, no_input: bool
) -> dict[str, Any]:
    """The value of each variable: given ones, derived ones where the template knows them, else asked for or default.

    `checks` are by variable. A given value that fails its check raises `StarterError`, one that was typed is asked
    for again.
    """
    settings = template.settings
    unknown = sorted(key for key in given if key not in settings or key.startswith("_"))
    if unknown:
        known = ", ".join(key for key in settings if not key.startswith("_")) or "none"
        raise StarterError(f"the template has no {', '.join(unknown)}; it has {known}")
    open_keys = [key for key in settings if not key.startswith("_") and key not in given]
    answers: dict[str, Any] = {}
    for key, raw in settings.items():
        if key == "__prompts__":
            continue
        if key in derived:
            answers[key] = derived[key]
        elif key.startswith("_") and not key.startswith("__"):
            answers[key] = raw
        else:
            default = _render_all(template.environment, key, raw, answers)
            if key in given:
                answers[key] = _chosen(key, given[key], default)
                if key in checks and (problem := checks[key](given[key])):
                    raise StarterError(problem)
            elif no_input or key.startswith("__"):
                answers[key] = default[0] if isinstance(default, list) and default else default
            else:
                number = f"  [dim][{open_keys.index(key) + 1}/{len(open_keys)}][/] "
                answers[key] = _ask_until_valid(key, default, settings.get("__prompts__"), number, checks.get(key))
    return answers


def _ask_until_valid(key: str, default: Any, prompts: Any, prefix: str, check: Check | None) -> Any:
    while True:
        value = _ask(key, default, prompts, prefix)
        problem = check(str(value)) if check is not None else ""
        if not problem:
            return value
        print(f"  {problem}")


def _render_all(environment: Environment, key: str, raw: Any, answers: dict[str, Any]) -> Any:
    """A default with the texts in it rendered."""
    if isinstance(raw, dict):
        return {
            _render_all(environment, key, name, answers): _render_all(environment, key, value, answers)
            for name, value in raw.items()
        }
    if isinstance(raw, list):
        return [_render_all(environment, key, value, answers) for value in raw]
    if raw is None or isinstance(raw, bool):
        return raw
    return _render(environment, f"the default of {key}", str(raw), answers)


def _render(environment: Environment, what: str, text: str, answers: dict[str, Any]) -> str:
    try:
        with limited_work():
            return environment.from_string(text).render(cookiecutter=answers)
    except Exception as error:  # a template is somebody's program: it may fail in any way
        raise StarterError(f"the template cannot be rendered: {what}: {_reason(error)}") from error


def _chosen(key: str, text: str, default: Any) -> Any:
    """A value from the command line in the form of the variable's default."""
    if isinstance(default, bool):
        word = text.strip().lower()
        if word not in _YES | _NO:
            raise StarterError(f"{key} is yes or no, not {text}")
        return word in _YES
    if isinstance(default, list) and text not in default:
        raise StarterError(f"{key} is one of {', '.join(map(str, default))}, not {text}")
    if isinstance(default, dict):
        raise StarterError(f"{key} is a mapping, which cannot be given on the command line")
    return text


def _ask(key: str, default: Any, prompts: Any, prefix: str) -> Any:
    from cookiecutter import prompt

    if isinstance(default, list):
        return prompt.read_user_choice(key, default, prompts, prefix) if default else ""
    if isinstance(default, bool):
        return prompt.read_user_yes_no(key, default, prompts, prefix)
    if isinstance(default, dict):
        return prompt.read_user_dict(key, default, prompts, prefix)
    return prompt.read_user_variable(key, default, prompts, prefix)


def render_files(template: Template, answers: dict[str, Any]) -> dict[str, Rendered]:
    """The files of the new repository by their relative paths, with ``/``."""
    from jinja2 import FileSystemLoader

    environment = template.environment
    root = os.path.join(template.folder, _project_folder(template))
    environment.loader = FileSystemLoader([root, os.path.join(template.folder, "templates")], encoding="utf-8")
    files: dict[str, Rendered] = {}
    size = 0
    for path, plain in _sources(root, template.settings.get("_copy_without_render", [])):
        where = _target(environment, path, plain, answers)
        if where is None:
            continue
        if where in files:
            raise StarterError(f"the template makes {where} twice")
        file = os.path.join(root, path)
        with open(file, "rb") as opened:
            data = opened.read()
        if not any(plain) and b"\0" not in data and _is_utf8(data):
            data = _content(environment, path, data, answers)
        files[where] = Rendered(data, bool(os.stat(file).st_mode & stat.S_IXUSR))
        size += len(data)
        if len(files) > _MOST_FILES or size > _MOST_BYTES:
            raise StarterError(
                f"the template makes more than {_MOST_FILES:,} files or more than {_MOST_BYTES // 1_000_000} MB"
            )
    return files


def _project_folder(template: Template) -> str:
    start, end = template.environment.variable_start_string, template.environment.variable_end_string
    for name in sorted(os.listdir(template.folder)):
        if "cookiecutter" in name and start in name and end in name:
            return name
    raise StarterError(f"the template has no folder like {start}cookiecutter.name{end}")


def _sources(root: str, plain: Any) -> Iterator[tuple[str, list[bool]]]:
    """Each file below `root`, and which of its path's elements are taken as they are, contents included."""
    patterns = [str(pattern) for pattern in plain] if isinstance(plain, list) else []
    for parent, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = os.path.relpath(os.path.join(parent, name), root).replace(os.sep, "/")
            parts = path.split("/")
            ends = ["/".join(parts[: number + 1]) for number in range(len(parts))]
            matches = [any(fnmatch.fnmatch(end, pattern) for pattern in patterns) for end in ends]
            yield path, matches


def _target(environment: Environment, path: str, plain: list[bool], answers: dict[str, Any]) -> str | None:
    """The rendered path of a file; None if its name comes out empty, which is how templates leave files out."""
    parts = []
    for number, part in enumerate(path.split("/")):
        # cookiecutter copies a folder of plain files whole: it renders the folder's name and none below.
        parts.append(part if any(plain[:number]) else _render(environment, path, part, answers))
    if not parts[-1]:
        return None
    where = "/".join(part for part in parts if part)
    for element in where.split("/"):
        if element in ("", ".", "..") or element.casefold() in _RESERVED or "\0" in element or "\\" in element:
            raise StarterError(f"the template wants to write {where}, which is no path inside a repository")
    return where


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _content(environment: Environment, path: str, data: bytes, answers: dict[str, Any]) -> bytes:
    try:
        with limited_work():
            text = environment.get_template(path).render(cookiecutter=answers)
    except Exception as error:  # see _render
        raise StarterError(f"the template cannot be rendered: {path}: {_reason(error)}") from error
    newline = answers.get("_new_lines") or ("\r\n" if b"\r\n" in data else "\n")
    return text.replace("\n", str(newline)).encode("utf-8", "replace")
