"""`.scaffoldignore`: patterns in gitignore's syntax; what matches is out of scaffold's hands."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.repo.errors import BadIgnore
from scaffold.tree import RelPath

SCAFFOLDIGNORE = RelPath(".scaffoldignore")


def ignored(data: bytes | None, paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths that the file's patterns match. Raises `BadIgnore` for a line that is no pattern."""
    if data is None:
        return frozenset()
    from pathspec import GitIgnoreSpec  # few repositories have such a file

    lines = data.decode("utf-8-sig", "surrogateescape").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError as error:
            raise BadIgnore(SCAFFOLDIGNORE, f"line {number} is no pattern: {error}", "see man gitignore") from None
    spec = GitIgnoreSpec.from_lines(lines)
    return frozenset(path for path in paths if spec.match_file(path))
