"""Templates, and where they lie. A template gets one view whose fields are finished strings; it only prints."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Protocol

from scaffold.printers import PRINTERS

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = os.path.dirname(os.path.abspath(__file__))


def template_folder() -> str:
    """The folder of the built-in templates: inside the installed package, or beside it in a checkout."""
    installed = os.path.join(_HERE, "go_templates")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_HERE), "go_templates")


class View(Protocol):
    """What a template is given: a `NamedTuple` of finished strings, booleans and sequences of such."""

    def _asdict(self) -> dict[str, object]: ...


def make_environment(folder: str) -> Environment:
    """Jinja for the templates in a folder."""
    # Here and not above: loading it takes as long as all other libraries, and few runs need it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Go source, not HTML
        cache_size=0,
        auto_reload=False,
    )


@cache
def _printer(name: str) -> Callable[[View], str]:
    """What prints a template: its function in `scaffold.printers`, else Jinja.

    In a checkout a template that has been edited since the function was made, or has none yet, is Jinja's.
    """
    folder = template_folder()
    digest, function = PRINTERS.get(name, ("", None))
    if function is not None and (os.path.dirname(folder) == _HERE or _digest(folder, name) == digest):
        return function
    template = make_environment(folder).get_template(name)
    return lambda view: template.render(view._asdict())


def _digest(folder: str, name: str) -> str:
    from hashlib import sha256

    with open(os.path.join(folder, name), "rb") as file:
        return sha256(file.read()).hexdigest()[:32]


def render(template: str, view: View) -> str:
    """The text of a template, a path below ``go_templates/``, for a view."""
    return _printer(template)(view)
