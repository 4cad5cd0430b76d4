"""What the plan changed, brought into files of yours."""

from __future__ import annotations

from scaffold.repo.carry import FormerWords, renaming
from scaffold.repo.changes import Kept, Note, Stages, Step
from scaffold.repo.decide.ledger import Ledger
from scaffold.repo.digest import digest, normalised
from scaffold.repo.errors import Conflicting, MarkersLeft, RepoError
from scaffold.repo.lockfile import Entry
from scaffold.repo.merge import FileMerge, Sides, left_markers, merge_file, package_of
from scaffold.tree import OutFile, Owner

_SIDES = "leave markers to settle by hand (--on-conflict markers), or choose a side: ours is yours, theirs the plan's"


def markers(run: Ledger) -> None:
    """Nothing is done while a person has conflicts to settle."""
    for path, content in run.contents.items():
        files, entry = run.wanted.files.get(path), run.known.get(path)
        owner = files[0].owner if files else entry.owner if entry else Owner.GENERATED
        if owner is Owner.GENERATED or not isinstance(content, bytes) or path in run.found.ignored:
            continue
        lines = left_markers(path, content)
        if lines:
            where = ", ".join(map(str, lines))
            many = "s" if len(lines) > 1 else ""
            message = f"conflict markers are left in it, at line{many} {where}"
            run.errors.append(MarkersLeft(path, message, "settle the conflict, and run scaffold again"))


def merge_yours(run: Ledger, file: OutFile, old: str, content: bytes, known: Entry) -> bool:
    """Bring what the plan changed into a file of yours, which lies at `old`; whether it could be done."""
    new = file.text.encode()
    moved = old != file.path
    changed = digest(new) not in known.hashes
    touched = digest(content) not in known.hashes
    elsewhere = _elsewhere(run, old) if (changed or moved) else {}
    is_named = touched and (run.former_words.are_in(content) or FormerWords(file.renames).are_in(content))
    if normalised(content) == new or not (changed or moved or is_named):
        # Also where a person has made the change already.
        if changed or moved:
            run.record(file)
        run.put(file.path, old, content, content)
        return True
    if not touched and not elsewhere:
        run.record(file)
        run.put(file.path, old, content, _like(new, content))
        return True
    base = new if not changed else content if not touched else run.base(old)
    if isinstance(base, RepoError):
        run.errors.append(base)
        return False
    if base is None:
        run.kept.append(
            Kept(old, "the plan has changed, but what scaffold last wrote here is lost: it stays yours", True)
        )
        run.record(file)
        run.put(file.path, old, content, content)
        return True
    sides = Sides(base, content, new, renaming(file.renames, run.outside), elsewhere)
    side = run.wanted.on_conflict
    merged = merge_file(file.path, sides, side if side in ("ours", "theirs") else "markers")
    if merged is None:
        run.kept.append(Kept(old, "it does not parse as Go, so it was left as it is", blocks=True))
        run.unchanged += 1
        return False
    _merged(run, file, old, content, merged, sides)
    return True


def _merged(run: Ledger, file: OutFile, old: str, content: bytes, merged: FileMerge, sides: Sides) -> None:
    if digest(sides.theirs) not in run.known[old].hashes or old != file.path:
        run.record(file)
    if merged.lost:
        copy = run.found.copies[old]
        run.copies.append(Step(copy, None, content))
        run.kept.append(Kept(copy, f"{old} as it was: the plan's side was taken"))
    if merged.conflicts:
        lines = left_markers(file.path, merged.data)
        if run.wanted.on_conflict == "fail":
            run.errors.append(Conflicting(old, "the plan and you changed the same lines", _SIDES))
        run.stages.append(Stages(file.path, normalised(sides.base), sides.ours, sides.theirs, lines))
    run.put(file.path, old, content, merged.data)
    run.kept += [Kept(file.path, text) for text in merged.kept]
    if merged.data != content:
        run.notes += [Note(file.path, text) for text in merged.notes]
        if not merged.conflicts:
            run.merged.append(file.path)


def _elsewhere(run: Ledger, path: str) -> dict[str, str]:
    """What the other Go files of the folder declare in the package of the file at `path`, with the file of each."""
    folder = path.rpartition("/")[0]
    beside = {other: content for other, content in run.go_files.get(folder, {}).items() if other != path}
    content = run.contents.get(path)
    if not beside or not isinstance(content, bytes):
        return {}
    mine = package_of(content)
    found: dict[str, str] = {}
    for other, data in sorted(beside.items()):
        # The folder's other files of scaffold's are as the plan has them; what they declare is in its hands.
        package = package_of(data) if other not in run.known else None
        if mine is not None and package is not None and package[0] == mine[0]:
            found |= dict.fromkeys(package[1], other.rpartition("/")[2])
    return found


def _like(new: bytes, content: bytes) -> bytes:
    """`new` with the line ends that `content` has."""
    count = content.count(b"\n")
    return new.replace(b"\n", b"\r\n") if count and content.count(b"\r\n") == count else new
