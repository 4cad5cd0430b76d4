"""`CODEOWNERS`: lines whose order counts, the last match winning; scaffold's stay together."""

from __future__ import annotations

from scaffold.repo.shared.entries import Merged, Request
from scaffold.repo.shared.lines import merge_lines


def merge(request: Request) -> Merged:
    """Merge by line; see `entries.Request`."""
    return merge_lines(request)
