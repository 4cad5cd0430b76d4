"""Files that a rename takes along."""

from __future__ import annotations

from scaffold.repo.carry import folders, renaming
from scaffold.repo.changes import Kept, Step
from scaffold.repo.decide.ledger import MOVE, Ledger, occupied
from scaffold.repo.decide.merging import merge_yours
from scaffold.repo.errors import RepoError
from scaffold.repo.merge import Sides, merge_file, package_of


def moves(run: Ledger) -> None:
    """Files of yours that a rename takes to another path, and what people put beside them."""
    done = {}
    for path, old in run.found.moved.items():
        file, known = run.wanted.files[path][0], run.known[old]
        content, there = run.contents.get(old), run.contents.get(path)
        if path in run.found.ignored or old in run.found.ignored:
            continue
        if there is not None:
            run.errors.append(there if isinstance(there, RepoError) else occupied(file, MOVE))
        elif isinstance(content, RepoError):
            run.errors.append(content)
        elif content is None:
            run.kept.append(Kept(path, f"it was removed by hand, as {old}, and stays removed"))
            run.record(file)
            run.forget(old)
        elif merge_yours(run, file, old, content, known):
            run.forget(old)
            done[path] = old
    moved = folders(done, run.known, run.wanted.files)
    below: dict[str, list[str]] = {}
    for path in run.found.beside if moved else ():
        for end, char in enumerate(path):
            if char == "/" and path[:end] in moved:
                below.setdefault(path[:end], []).append(path)
    for old, new in moved.items():
        _move_beside(run, old, new, below.get(old, []))


def _move_beside(run: Ledger, old: str, new: str, below: list[str]) -> None:
    """Other files of the package, which is their old folder no more; `below` are the paths in it."""
    taken = {step.path for step in run.writes} | set(run.wanted.files)
    for path in below:
        content = run.found.beside[path]
        if path in run.known or not isinstance(content, bytes):
            continue
        target = _free(f"{new}{path.removeprefix(old)}", old, taken)
        taken.add(target)
        if path in run.found.ignored or run.found.beside.get(target) is not None:
            run.kept.append(Kept(path, f"its package is in {new} now"))
            continue
        data = _rewritten(run, content, old, new) if path.endswith(".go") else content
        if data is None:
            run.kept.append(Kept(path, f"its package is in {new} now, but it does not parse as Go"))
            continue
        run.writes.append(Step(target, None, data))
        run.removals.append(Step(path, content, None))
        run.moved.append((path, target))


def _free(target: str, old: str, taken: set[str]) -> str:
    """The path of a file that moves; where another one goes there, its name begins with the former package's."""
    folder, slash, name = target.rpartition("/")
    while target in taken:
        name = f"{old.rpartition('/')[2]}_{name}"
        target = f"{folder}{slash}{name}"
    return target


def _rewritten(run: Ledger, content: bytes, old: str, new: str) -> bytes | None:
    """A Go file beside a file of yours that moved, with everything called as it is there."""
    path = next(path for path in run.found.moved if path.rpartition("/")[0] == new)
    file = run.wanted.files[path][0]
    before = run.contents.get(run.found.moved[path])
    was, will = package_of(before) if isinstance(before, bytes) else None, package_of(file.text.encode())
    if was is None or will is None or package_of(content) is None:
        return None
    # As a merge in which the plan changed nothing but names.
    frames = [f"package {package[0]}\n".encode() for package in (was, will)]
    sides = Sides(frames[0], content, frames[1], renaming(file.renames, run.outside))
    merged = merge_file("x.go", sides, "ours")
    return merged.data if merged is not None else None
