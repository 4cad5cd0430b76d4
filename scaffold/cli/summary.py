"""The answer of ``scaffold go``: what was done, or would be, in words and as data."""

from __future__ import annotations

import os

from scaffold.cli.output import Console, visible
from scaffold.repo import Changes


def tell(console: Console, output: str, changes: Changes, *, wrote: bool) -> None:
    """Name every file that is not plainly created or unchanged, then sum up in a line, then say what is next."""
    lines: list[tuple[str, str, str]] = []
    if console.verbose or not wrote:
        lines += [("create", path, "") for path in changes.created if path not in dict(changes.moved).values()]
    lines += [("update", path, "") for path in changes.updated]
    lines += [("merge", path, "") for path in changes.merged]
    moved = dict(changes.moved)
    lines += [("move", new, f"it was {old}") for old, new in changes.moved]
    lines += [("remove", path, "it left the plan") for path in changes.removed if path not in moved]
    lines += [("keep", kept.path, kept.why) for kept in changes.kept]
    lines += [("adopt", path, "it was already as scaffold would write it") for path in changes.adopted]
    lines += [("conflict", each.path, f"lines {', '.join(map(str, each.lines))}") for each in changes.stages]
    notes: dict[str, list[str]] = {}
    for note in changes.notes:
        notes.setdefault(note.path, []).append(note.text)
    lines = [
        (what, path, "; ".join(filter(None, (why, *notes.pop(path, [])))) if what in ("merge", "conflict") else why)
        for what, path, why in lines
    ]
    for what, path, why in sorted(lines, key=lambda line: line[1]):
        console.say(f"  {what:8} {path}" + (f": {why}" if why else ""))
    console.say(_line(output, changes, wrote))


def advise(console: Console, output: str, changes: Changes, *, needs_tidy: bool) -> None:
    """Say what a person does next, if that is not plain; `needs_tidy`: go.mod or go.sum lacks something."""
    waiting = sorted({*changes.conflicts, *changes.blocked})
    if waiting:
        files = ", ".join(map(visible, waiting[:3])) + (f" and {len(waiting) - 3} more" if len(waiting) > 3 else "")
        what = "settle the conflicts in" if set(waiting) == set(changes.conflicts) else "put right"
        console.say(f"next: {what} {files}, then run the same command again")
    elif changes.breaks:
        console.say(f"next: {go_there(output)}go vet ./... (see the lines named above)")
    elif any(path.endswith(".go") for path in changes.created):
        console.say(f"next: {go_there(output)}{'go mod tidy && ' if needs_tidy else ''}go test ./...")


def _line(output: str, changes: Changes, wrote: bool) -> str:
    olds, news = ({pair[side] for pair in changes.moved} for side in (0, 1))
    counts = [
        (len({*changes.created} - news), "created"),
        (len(changes.updated), "updated"),
        (len(changes.merged), "merged"),
        (len(news), "moved"),
        (len({*changes.removed} - olds), "removed"),
        (len(changes.kept), "kept"),
        (len(changes.adopted), "adopted"),
        (len(changes.conflicts), "in conflict"),
        (changes.unchanged, "unchanged"),
    ]
    told = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to do"
    bookkeeping = "; .scaffold/ is brought up to date" if _only_bookkeeping(changes) else ""
    return f"{visible(output.rstrip(os.sep) or output)}: {told}{bookkeeping}" + (
        "" if wrote else " (nothing was written)"
    )


def _only_bookkeeping(changes: Changes) -> bool:
    return bool(changes.steps) and len(changes.bookkeeping) == len(changes.steps)


def go_there(folder: str) -> str:
    """The shell's words that lead into a folder, none where one is there already."""
    if os.path.realpath(folder) == os.path.realpath(os.curdir):
        return ""
    import shlex

    dashes = "-- " if folder.startswith("-") else ""
    return f"cd {dashes}{shlex.quote(visible(folder))} && "


def result(changes: Changes) -> dict[str, object]:
    """The answer in the shape that ``--format json`` promises."""
    return {
        "created": list(changes.created),
        "updated": list(changes.updated),
        "merged": list(changes.merged),
        "removed": list(changes.removed),
        "kept": [{"path": kept.path, "why": kept.why} for kept in changes.kept],
        "conflicts": list(changes.conflicts),
        "unchanged": changes.unchanged,
    }
