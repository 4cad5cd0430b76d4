"""A new repository from a cookiecutter template: rendered in memory, checked, then put in place."""

from __future__ import annotations

from scaffold.starter.git import init_repository
from scaffold.starter.template import StarterError
from scaffold.starter.write import Started, write_starter

__all__ = ["Started", "StarterError", "init_repository", "write_starter"]
