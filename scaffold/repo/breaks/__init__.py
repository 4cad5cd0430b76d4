"""What a run leaves inconsistent: hand-written Go that uses what the run has changed or removed, by file and line."""

from __future__ import annotations

from scaffold.repo.breaks.search import find_breaks

__all__ = ["find_breaks"]
