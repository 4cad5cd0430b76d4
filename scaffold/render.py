"""Jinja2, and where the templates lie. A template gets one view whose fields are finished strings; it only prints."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from jinja2 import Template


def template_folder() -> str:
    """The folder of the built-in templates: inside the installed package, or beside it in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(here, "go_templates")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(here), "go_templates")


class View(Protocol):
    """What a template is given: a `NamedTuple` of finished strings, booleans and sequences of such."""

    def _asdict(self) -> dict[str, object]: ...


@cache
def _template(name: str) -> Template:
    # Here and not above: a command that makes no files renders nothing.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(template_folder(), encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Go source, not HTML
        cache_size=0,
        auto_reload=False,
    )
    return environment.get_template(name)


def render(template: str, view: View) -> str:
    """The text of a template, a path below ``go_templates/``, for a view."""
    return _template(template).render(view._asdict())
