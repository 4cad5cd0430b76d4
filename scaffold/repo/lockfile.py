"""`.scaffold/lock`: which files of the repository are scaffold's, as what, and as they were last written.

Sorted text, tab-separated, a line a file, so that two branches merge line by line::

    # what this is
    format	1
    option	PLAN	KEY	VALUE
    PATH	OWNER	HASH	PLAN

HASH is `digest.digest` of the text as scaffold last wrote it (for a file of yours: of its base), ``-`` for a
shared file, which has a line for each plan with entries in it. There are no dates, no versions and no digest of
the whole: nothing that two branches would have to agree on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scaffold.repo.digest import LENGTH
from scaffold.repo.errors import BadLock
from scaffold.repo.fields import joined, lines_of, unquoted
from scaffold.tree import Owner, RelPath, UnsafePath

FOLDER = ".scaffold"
LOCK = RelPath(".scaffold/lock")
FORMAT = "1"
NO_HASH = "-"

_HEADER = "# The files that scaffold made here, whose they are, and their state. Commit this file; do not edit it.\n"
_OWNERS = {owner.value: owner for owner in Owner}
# Where two branches disagree on whose a file is, the side that would do it less harm counts.
_GENTLE = (Owner.YOURS, Owner.SHARED, Owner.GENERATED)

Options = Mapping[str, Mapping[str, str]]
"""The options that each plan was last generated with: plan name → key → value."""


class Entry(NamedTuple):
    """What the lock knows of one file.

    `hashes` are the contents that count as scaffold's own (more than one only after a git merge in which both
    sides regenerated), sorted; empty for a shared file. `plans` are the plans that own it, sorted: one, except for
    shared files and after such a merge.
    """

    owner: Owner
    hashes: tuple[str, ...]
    plans: tuple[str, ...]


class Lock(NamedTuple):
    """The whole lock: the files by path, and the options remembered for each plan."""

    files: dict[str, Entry]
    options: dict[str, dict[str, str]]


def renamed_plans(lock: Lock, names: Mapping[str, str]) -> Lock:
    """The lock with other names for some plans (former name → name)."""
    if not names:
        return lock
    files = {
        path: entry._replace(plans=tuple(sorted({names.get(plan, plan) for plan in entry.plans})))
        for path, entry in lock.files.items()
    }
    return Lock(files, {names.get(plan, plan): options for plan, options in lock.options.items()})


def format_lock(lock: Lock) -> bytes:
    """The lock as a file; `parse_lock` reads it back. The same lock gives the same bytes."""
    lines = [_HEADER, f"format\t{FORMAT}\n"]
    for plan, options in sorted(lock.options.items()):
        lines += ["option\t" + joined((plan, key, value)) for key, value in sorted(options.items())]
    for path, entry in sorted(lock.files.items()):
        lines += [
            joined((path, entry.owner.value, content, plan))
            for plan in entry.plans
            for content in entry.hashes or (NO_HASH,)
        ]
    return "".join(lines).encode()


def parse_lock(data: bytes) -> Lock:
    """Read a lock, also with git's conflict markers in it: then both sides count.

    Raises `BadLock` for a damaged line or another format, `MergeLeftovers` for markers that do not match up.
    """
    files: dict[str, Entry] = {}
    options: dict[str, dict[str, str]] = {}
    version = None
    for number, line in lines_of(LOCK, data):
        fields = line.split("\t")
        if fields[0] == "format" and len(fields) == 2:
            version = fields[1]
            if version != FORMAT:
                raise _foreign(version)
        elif version is None:
            raise BadLock(LOCK, f"line {number}: no line `format` before it", _RESTORE)
        elif fields[0] == "option" and len(fields) == 4:
            plan, key, value = _unquoted(number, fields[1:])
            options.setdefault(plan, {}).setdefault(key, value)
        elif len(fields) == 4:
            _add(files, number, *_unquoted(number, fields))
        else:
            raise BadLock(LOCK, f"line {number} has {len(fields)} fields, not 4", _RESTORE)
    if version is None:
        raise BadLock(LOCK, "there is no line `format` in it", _RESTORE)
    return Lock(files, options)


_RESTORE = "take .scaffold/ back from version control; or delete it: what is as scaffold made it is then adopted"


def _foreign(version: str) -> BadLock:
    if version.isdigit() and int(version) > int(FORMAT):
        return BadLock(
            LOCK, f"format {version} was written by a newer scaffold; this one knows {FORMAT}", "upgrade scaffold"
        )
    return BadLock(LOCK, f"format {version!r} is none that this scaffold knows ({FORMAT})", _RESTORE)


def _unquoted(number: int, fields: list[str]) -> list[str]:
    try:
        return [unquoted(field) for field in fields]
    except ValueError:
        raise BadLock(LOCK, f"line {number} has a damaged quoted field", _RESTORE) from None


def _add(files: dict[str, Entry], number: int, path: str, owner_name: str, content: str, plan: str) -> None:
    owner = _OWNERS.get(owner_name)
    if owner is None:
        raise BadLock(LOCK, f"line {number}: {owner_name!r} is no owner", _RESTORE)
    if content != NO_HASH and (len(content) != LENGTH or content.strip("0123456789abcdef")):
        raise BadLock(LOCK, f"line {number}: {content!r} is no hash", _RESTORE)
    try:
        RelPath(path)
    except UnsafePath as error:
        raise BadLock(LOCK, f"line {number}: {error}", _RESTORE) from None
    # A lock is a file that anybody may send in a pull request: it gives no leave to remove what is not scaffold's.
    if path.split("/", maxsplit=1)[0].lower() in (".git", FOLDER):
        raise BadLock(LOCK, f"line {number}: {path} is never scaffold's", _RESTORE)
    entry = Entry(owner, () if content == NO_HASH else (content,), (plan,))
    known = files.get(path)
    files[path] = entry if known is None else _united(known, entry)


def _united(one: Entry, other: Entry) -> Entry:
    owner = min(one.owner, other.owner, key=_GENTLE.index)
    return Entry(
        owner,
        tuple(sorted({*one.hashes, *other.hashes})),
        tuple(sorted({*one.plans, *other.plans})),
    )
