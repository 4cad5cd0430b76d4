"""Waves (another branch fills this)."""

from scaffold.diagnostics import Report
from scaffold.markdown.blocks import Block
from scaffold.node import Sequence


def read_waves(blocks: tuple[Block, ...], report: Report) -> Sequence | None:
    """Nothing yet."""
    return None
