"""Changes as a unified diff that ``git apply`` takes."""

from __future__ import annotations

import difflib

from scaffold.repo import Changes


def unified(changes: Changes) -> bytes:
    """The diff of all files outside ``.scaffold/``, in the bytes that the files have."""
    parts: list[str] = []
    for path, old, new in changes.texts():
        parts.append(f"diff --git {_name('a', path)} {_name('b', path)}\n")
        if old is None:
            parts.append("new file mode 100644\n")
        if new is None:
            parts.append("deleted file mode 100644\n")
        before = "/dev/null" if old is None else _name("a", path)
        after = "/dev/null" if new is None else _name("b", path)
        for line in difflib.unified_diff(_lines(old), _lines(new), before, after):
            parts.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(parts).encode("utf-8", "surrogateescape")


def _lines(text: str | None) -> list[str]:
    """The lines with their ends. Only a line feed ends one: `str.splitlines` knows ten other ends, git does not."""
    if not text:
        return []
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _name(side: str, path: str) -> str:
    """A path as git writes it: quoted, its bytes escaped, where it has anything that a diff's reader would stop at."""
    whole = f"{side}/{path}"
    if whole.isascii() and whole.isprintable() and not set('"\\ ') & set(whole):
        return whole
    data = whole.encode("utf-8", "surrogateescape")
    plain = (0x20 <= byte < 0x7F and byte not in b'"\\' for byte in data)
    escaped = (chr(byte) if fine else f"\\{byte:03o}" for byte, fine in zip(data, plain, strict=True))
    return f'"{"".join(escaped)}"'
