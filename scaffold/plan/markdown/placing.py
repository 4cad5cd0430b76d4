"""Which package and file each piece of Go goes to.

A path of its own comes first, then the path in the sentence above, then what the headings give from the innermost out:
a path in the heading, the package of the fence before it there, what that part of the blank form is for. Else ``api``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.golang.identifiers import file_name_problem, folder_name, package_name_problem
from scaffold.golang.loose import Chunk, bare, blanked, imported_paths
from scaffold.golang.pins import requirements
from scaffold.plan.contracts import DEFAULT_PACKAGES, SECTION_KINDS
from scaffold.plan.markdown.go_fences import Piece
from scaffold.plan.markdown.outline import Part
from scaffold.plan.markdown.paths import Place, folder_of_import, in_prose
from scaffold.source import Text

KIND_ROLES = {"api": "api", "storage": "storage", "plugins": "plugins", "extensions": "extensions"}
_ABSTRACTIONS = (
    ("storage", re.compile(r"storage|store|repositor|persist|backend|cache", re.IGNORECASE)),
    ("processors", re.compile(r"process|transform|pipeline|worker", re.IGNORECASE)),
    ("events", re.compile(r"event|message|publish|subscri|notif|listener|handler", re.IGNORECASE)),
    ("plugins", re.compile(r"plugin", re.IGNORECASE)),
    ("extensions", re.compile(r"extension|hook", re.IGNORECASE)),
)
_PACKAGE_WORDS = re.compile(
    r"(?:^|[\s(])[Pp]ackage:?\s+`?([a-z][a-z0-9_]*)`?\s*\)?$|^\W*`([a-z][a-z0-9_]*)`\s+package\b"
)


class Home(NamedTuple):
    """A package: its folder and its name."""

    folder: str
    package: str


class Placed(NamedTuple):
    """A piece with its home. `file` is empty for the package's main file; `key` the plan's key for the package, if its
    place in the document gives one. `sure` is false where nothing in the document says where it goes.
    """

    piece: Piece
    home: Home
    file: str
    key: str
    sure: bool
    part: Part
    why: str


class Placer:
    """Places the pieces in the order of the document."""

    def __init__(self) -> None:
        self._last: dict[int, Home] = {}
        self._folders: dict[str, Home] = {}
        # The pieces in the order of the document, and for each section of several kinds the kind of each declaration.
        self._seen: list[tuple[Part, Piece]] = []
        self._kinds: dict[int, dict[str, str]] = {}
        # Package name → the folders that imports of the document give it.
        self._imported: dict[str, set[str]] = {}

    def learn(self, part: Part, pieces: list[Piece], before: Text | None) -> None:
        """Take in, before anything is placed, which folder a package has."""
        for piece in pieces:
            place = piece.place or self._above(before, len(pieces) == 1)
            if place is None and piece.package is None:
                self._seen.append((part, piece))
            if place is not None and place.folder is not None and piece.package is not None:
                self._folders.setdefault(piece.package.value, Home(place.folder, piece.package.value))
            for path in imported_paths(piece.text.value, piece.chunks):
                folder = folder_of_import(path)
                if folder and requirements([path]).unknown:
                    self._imported.setdefault(package_of(folder), set()).add(folder)

    def place(self, part: Part, piece: Piece, before: Text | None, only: bool) -> list[Placed]:
        """Where a piece goes: several places where the blank form has several kinds of contracts in one fence."""
        place = piece.place or self._above(before, only)
        clause = piece.package.value if piece.package is not None else ""
        if clause and package_name_problem(clause):
            clause = ""
        if place is not None and place.folder is not None:
            home = Home(place.folder, clause or package_of(place.folder))
            return [self._settle(part, piece, home, place.file, "", "the path", True)]
        file = place.file if place is not None else ""
        if clause:
            home, key = self._of_clause(part, clause)
            return [self._settle(part, piece, home, file, key, "its package clause", True)]
        found, why, sure, key = self._around(part)
        if key == "abstractions":
            return self._split(part, piece, file)
        if not file and isinstance(found, tuple) and len(found) == 3:
            file = found[2]
        return [self._settle(part, piece, Home(found[0], found[1]), file, key, why, sure)]

    def is_placed(self, part: Part, piece: Piece, before: Text | None, only: bool) -> bool:
        """Whether a path in or above a fence, or in a heading around it, says where it goes."""
        place = piece.place or self._above(before, only)
        return place is not None or any(self._heading_place(holder) is not None for holder in self._up(part))

    def _above(self, before: Text | None, only: bool) -> Place | None:
        """The path in the prose right above, which belongs to the one piece of the fence below it."""
        if before is None or not only:
            return None
        lines = before.value.rstrip().rsplit("\n", 1)
        last = before.part(len(before.value.rstrip()) - len(lines[-1]), len(before.value.rstrip()))
        marked = last.value.lstrip().startswith(("**", "`", "__")) or last.value.rstrip().endswith(":")
        return in_prose(last, marked) or in_prose(before, False)

    def _of_clause(self, part: Part, clause: str) -> tuple[Home, str]:
        known = self._folders.get(clause)
        if known is not None:
            return known, ""
        for holder in self._up(part):
            place = self._heading_place(holder)
            if place is not None and place.folder is not None:
                last = self._last.get(id(holder))
                if last is None or last.folder != place.folder or _fits(clause, last):
                    return Home(place.folder, clause), ""
                # The folder holds a package of its own name: the clause is of another one.
                break
            key = self._key(holder)
            if key and key != "abstractions":
                return Home(f"pkg/{folder_name(clause)}", clause), key
        imported = self._imported.get(clause, set())
        if len(imported) == 1:
            return Home(next(iter(imported)), clause), ""
        return Home(f"pkg/{folder_name(clause)}", clause), ""

    def _up(self, part: Part) -> list[Part]:
        found: list[Part] = []
        here: Part | None = part
        while here is not None and here.heading is not None:
            found.append(here)
            here = here.parent
        return found

    def _heading_place(self, part: Part) -> Place | None:
        assert part.heading is not None
        place = in_prose(part.heading.text, True)
        if place is not None and place.folder is not None:
            return place
        named = _PACKAGE_WORDS.search(part.heading.text.value.strip())
        if named is not None:
            name = named[1] or named[2]
            known = self._folders.get(name)
            if not package_name_problem(name):
                at = part.heading.text.value.index(name, named.start())
                return Place(known.folder if known else f"pkg/{name}", "", part.heading.text.part(at, at + len(name)))
        return None

    def _key(self, part: Part) -> str:
        """The section that a part of the blank form is for."""
        if part.role == "abstractions":
            return "abstractions"
        if part.parent is not None and part.parent.role == "abstractions":
            return next((key for key, pattern in _ABSTRACTIONS if pattern.search(part.title)), "")
        return KIND_ROLES.get(part.role, "")

    def _around(self, part: Part) -> tuple[tuple[str, ...], str, bool, str]:
        """What the headings give: folder and package (and file), how, whether that is sure, and the section's key."""
        for holder in self._up(part):
            place = self._heading_place(holder)
            if place is not None and place.folder is not None:
                last = self._last.get(id(holder))
                name = last.package if last is not None and last.folder == place.folder else self._named(place.folder)
                return (place.folder, name, place.file), "the heading", True, ""
            last = self._last.get(id(holder))
            if last is not None and holder.level > 1:
                return tuple(last), "the fence before it", True, ""
            key = self._key(holder)
            if key == "abstractions":
                return ("", ""), "", False, key
            if key:
                package = DEFAULT_PACKAGES[SECTION_KINDS[key]]
                return (f"pkg/{package}", package), f"the section “{holder.title}”", True, key
        return ("pkg/api", "api"), "nothing says where it goes", False, "api"

    def _named(self, folder: str) -> str:
        return next((home.package for home in self._folders.values() if home.folder == folder), package_of(folder))

    def _settle(self, part: Part, piece: Piece, home: Home, file: str, key: str, why: str, sure: bool) -> Placed:
        if sure and why != "the fence before it":
            for holder in self._up(part):
                self._last[id(holder)] = home
        return Placed(piece, home, _file(file, home), key, sure, part, why)

    # --- several kinds of contracts in one section -----------------------------------------------------------------

    def _split(self, part: Part, piece: Piece, file: str) -> list[Placed]:
        """The abstractions of the blank form: each declaration to the kind that its section has for it."""
        holder = next(holder for holder in self._up(part) if holder.role == "abstractions")
        kinds = self._kinds.get(id(holder))
        if kinds is None:
            inside = [other for place, other in self._seen if place is holder or place.is_below(holder)]
            kinds = self._kinds[id(holder)] = section_kinds(inside)
        declared = [chunk for chunk in piece.chunks if chunk.names and chunk.kind not in ("package", "import")]
        of_chunk = {chunk: kinds.get(_owner(chunk), kinds[""]) for chunk in declared}
        found = []
        for key in dict.fromkeys(of_chunk.values()):
            others = [(chunk.start, chunk.end) for chunk in declared if of_chunk[chunk] != key]
            mine = tuple(chunk for chunk in piece.chunks if of_chunk.get(chunk, key) == key)
            share = piece._replace(text=blanked(piece.text, others), chunks=mine)
            package = DEFAULT_PACKAGES[SECTION_KINDS[key]]
            found.append(Placed(share, Home(f"pkg/{package}", package), file, key, True, part, "the section"))
        return found


def section_kinds(pieces: list[Piece]) -> dict[str, str]:
    """The kind of each declaration of one section; under the empty name that of the section as a whole.

    One section is one package: only interfaces that are called like the kinds of the blank form part it. What they use
    goes with its first user, everything else with the section. Kinds that need each other are one.
    """
    uses: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for piece in pieces:
        for chunk in piece.chunks:
            if not chunk.names or chunk.kind in ("package", "import"):
                continue
            code = piece.text.value[chunk.code : chunk.end]
            names = [_owner(chunk)] if chunk.kind == "method" else list(chunk.names)
            words = set(re.findall(r"[A-Za-z_]\w*", bare(code)))
            for name in names:
                uses.setdefault(name, set()).update(words)
            kind = _kind_of(chunk.names[0]) if chunk.kind == "type" and re.search(r"\binterface\b", code) else ""
            if kind:
                kinds.setdefault(chunk.names[0], kind)
    main = next(iter(kinds.values()), "api")
    ahead = list(kinds)
    while ahead:
        user = ahead.pop(0)
        for name in uses.keys() & uses[user] - kinds.keys():
            kinds[name] = kinds[user]
            ahead.append(name)
    for name, words in uses.items():
        # Constants and functions go with what they are of.
        if name not in kinds:
            kinds[name] = next((kinds[used] for used in sorted(words) if used in kinds), main)
    return dict.fromkeys(("", *kinds), main) if _need_each_other(uses, kinds) else {"": main, **kinds}


def _need_each_other(uses: dict[str, set[str]], kinds: dict[str, str]) -> bool:
    """Whether packages of these kinds would import each other."""
    edges = {(kinds[name], kinds[used]) for name, words in uses.items() for used in words if used in kinds}
    reached = {edge for edge in edges if edge[0] != edge[1]}
    while True:
        longer = {(start, end) for start, middle in reached for other, end in reached if middle == other} - reached
        if not longer:
            return any(start == end for start, end in reached)
        reached |= longer


def _owner(chunk: Chunk) -> str:
    return chunk.names[0].partition(".")[0]


def _kind_of(words: str) -> str:
    return next((key for key, pattern in _ABSTRACTIONS if pattern.search(words)), "")


def _fits(clause: str, home: Home) -> bool:
    """Whether a package clause may be that of a folder which holds a package already: ``client`` of ``go-client``."""
    if clause == home.package:
        return True
    last = package_of(home.folder)
    return last == home.package and (clause in last or last in clause or re.fullmatch(r"v\d\w*", last) is not None)


def package_of(folder: str) -> str:
    """The name of the package in a folder: its last element, as Go would have it."""
    last = folder.rstrip("/").rpartition("/")[2].lower()
    name = re.sub(r"[^a-z0-9_]", "", last.replace("-", ""))
    if not name or package_name_problem(name):
        name = f"pkg{name}" if name and not name[0].isalpha() else f"{name}pkg"
    return name


def _file(file: str, home: Home) -> str:
    """The file's name; empty for the main one, and for one that Go would not compile everywhere."""
    main = f"{folder_name(home.package)}.go"
    return "" if not file or file == main or file_name_problem(file) else file
