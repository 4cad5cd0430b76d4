"""A new repository from a cookiecutter template: rendered in memory, looked at, then put in place."""

from __future__ import annotations

from scaffold.starter.template import StarterError
from scaffold.starter.write import write_starter

__all__ = ["StarterError", "write_starter"]
