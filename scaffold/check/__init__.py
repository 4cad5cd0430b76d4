"""What makes a plan sound: one rule a function, each with a stable code. Knows neither spellings nor output."""

from scaffold.check.api import check
from scaffold.check.options import Options

__all__ = ["Options", "check"]
