"""The packages of a document: what is declared twice is settled, methods find their types, examples are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.diagnostics import Related, Report
from scaffold.golang.loose import Chunk, blanked, members_of, tokens_of
from scaffold.plan.markdown.placing import Home, Placed
from scaffold.source import Span


class Declared(NamedTuple):
    """A declaration in its piece: `at` is the piece's number in the document."""

    at: int
    chunk: Chunk


class Pieces:
    """The placed pieces of a document in order, and what was taken out of them since."""

    def __init__(self, placed: list[Placed], report: Report, on_duplicate: str) -> None:
        self.placed = placed
        self.report = report
        self.on_duplicate = on_duplicate
        self._gone: list[set[Chunk]] = [set() for _ in placed]
        self._codes: dict[Declared, tuple[str, ...]] = {}

    def settle(self) -> list[Placed]:
        """What is left, with each declaration once."""
        self._one_name_a_folder()
        self._move_methods()
        self._examples()
        of_homes: dict[Home, list[int]] = {}
        for at, placed in enumerate(self.placed):
            of_homes.setdefault(placed.home, []).append(at)
        for places in of_homes.values():
            self._duplicates(places)
        self._receivers()
        return [placed for placed in map(self._rest, range(len(self.placed))) if placed is not None]

    # --- walking ---------------------------------------------------------------------------------------------------

    def declared(self, places: Iterable[int] | None = None) -> Iterator[Declared]:
        """The declarations that are still there, of all pieces or of those at some places."""
        for at in range(len(self.placed)) if places is None else places:
            for chunk in self.placed[at].piece.chunks:
                if chunk.kind not in ("package", "import") and chunk not in self._gone[at]:
                    yield Declared(at, chunk)

    def span(self, declared: Declared) -> Span:
        """Where the name of a declaration stands, or its beginning."""
        text, chunk = self.placed[declared.at].piece.text, declared.chunk
        name = chunk.names[0].rpartition(".")[2] if chunk.names else ""
        start = text.value.find(name, chunk.code, chunk.end) if name else chunk.code
        return text.span(max(start, chunk.code), max(start, chunk.code) + max(len(name), 1))

    def same(self, first: Declared, second: Declared) -> bool:
        """Whether two declarations are alike but for layout and comments."""
        return self._text(first) == self._text(second) or self._code(first) == self._code(second)

    def _text(self, declared: Declared) -> str:
        return self.placed[declared.at].piece.text.value[declared.chunk.code : declared.chunk.end]

    def _code(self, declared: Declared) -> tuple[str, ...]:
        """The tokens of a declaration."""
        found = self._codes.get(declared)
        if found is None:
            found = tokens_of(self._text(declared))
            found = self._codes[declared] = found[1:] if found[:1] == ("type",) else found
        return found

    def drop(self, declared: Declared) -> None:
        """Take a declaration out."""
        self._gone[declared.at].add(declared.chunk)

    def _rest(self, at: int) -> Placed | None:
        placed, gone = self.placed[at], self._gone[at]
        piece = placed.piece
        left = tuple(chunk for chunk in piece.chunks if chunk not in gone)
        if not any(chunk.kind not in ("package", "import") for chunk in left):
            return None
        clause = [c for c in left if c.kind == "package" and placed.home.package not in c.names]
        text = blanked(piece.text, [*((c.start, c.end) for c in gone), *((c.code, c.end) for c in clause)])
        return placed._replace(piece=piece._replace(text=text, chunks=left))

    # --- packages --------------------------------------------------------------------------------------------------

    def _one_name_a_folder(self) -> None:
        """A package clause wins over the folder's name, and over it for every piece there; a second clause moves on."""
        names: dict[str, tuple[str, Span]] = {}
        for placed in self.placed:
            clause = placed.piece.package
            if clause is not None and clause.value == placed.home.package:
                names.setdefault(placed.home.folder, (clause.value, clause.span))
        for at, placed in enumerate(self.placed):
            home = placed.home
            named = names.get(home.folder)
            if named is None or named[0] == home.package:
                continue
            clause = placed.piece.package
            if clause is None or clause.value != home.package:
                self.placed[at] = placed._replace(home=Home(home.folder, named[0]))
                continue
            moved = Home(f"{home.folder}/{home.package}".removeprefix("./"), home.package)
            self.report.warning(
                "package-clash",
                f"{home.folder} holds package {named[0]} already: package {home.package} goes to {moved.folder}",
                clause.span,
                related=[Related(f"package {named[0]} is here", named[1])],
            )
            self.placed[at] = placed._replace(home=moved)

    def _move_methods(self) -> None:
        """Methods that nothing places go to the package that declares their type."""
        homes: dict[str, set[Home]] = {}
        for declared in self.declared():
            if declared.chunk.kind == "type" and declared.chunk.names:
                homes.setdefault(declared.chunk.names[0], set()).add(self.placed[declared.at].home)
        for at, placed in enumerate(self.placed):
            if placed.sure or placed.piece.package is not None:
                continue
            owners = {
                owner
                for chunk in placed.piece.chunks
                for owner in (chunk.names[0].partition(".")[0] for _ in chunk.names[:1])
                if chunk.kind == "method"
            }
            if not owners or any(chunk.kind == "type" for chunk in placed.piece.chunks):
                continue
            found = {home for owner in owners for home in homes.get(owner, ())}
            if len(found) == 1:
                self.placed[at] = placed._replace(home=found.pop(), key="", why="the type of its methods")

    # --- duplicates ------------------------------------------------------------------------------------------------

    def _examples(self) -> None:
        """What nothing places and what repeats a type with a place is an example of it."""
        placed_types: dict[str, Declared] = {}
        for declared in self.declared():
            if declared.chunk.kind == "type" and declared.chunk.names and self.placed[declared.at].sure:
                placed_types.setdefault(declared.chunk.names[0], declared)
        for declared in list(self.declared()):
            chunk = declared.chunk
            first = placed_types.get(chunk.names[0]) if chunk.kind == "type" and chunk.names else None
            if first is None or self.placed[declared.at].sure:
                continue
            same = self.same(declared, first)
            tell = self.report.note if same else self.report.warning
            tell(
                "duplicate-example",
                f"{chunk.names[0]} is declared in {self.placed[first.at].home.folder}: "
                + ("this repeats it and is left out" if same else "this differs, is taken for an example and left out"),
                self.span(declared),
                related=[Related("the declaration that is used", self.span(first))],
            )
            self.drop(declared)

    def _duplicates(self, places: list[int]) -> None:
        first: dict[str, Declared] = {}
        for declared in list(self.declared(places)):
            twins = [first[name] for name in declared.chunk.names if name in first]
            if not twins:
                for name in declared.chunk.names:
                    if name != "_":
                        first[name] = declared
                continue
            kept = self._choose(twins[0], declared)
            if kept is declared:
                self.drop(twins[0])
                first = {name: known for name, known in first.items() if known is not twins[0]}
                for name in declared.chunk.names:
                    first[name] = declared
            else:
                self.drop(declared)

    def _choose(self, first: Declared, second: Declared) -> Declared:
        """The one of two declarations of one name that stays."""
        name = next(name for name in second.chunk.names if name in first.chunk.names)
        related = [Related("the first one", self.span(first))]
        if self.same(first, second):
            self.report.note(
                "duplicate-same", f"{name} is declared twice alike: one is kept", self.span(second), related=related
            )
            return first
        excerpts = [d for d in (first, second) if self._partial(d, name)]
        if len(excerpts) == 1:
            whole = second if excerpts[0] is first else first
            self.report.warning(
                "duplicate-example",
                f"{name} is incomplete here and complete elsewhere: the complete one is kept",
                self.span(excerpts[0]),
                related=[Related("the complete one", self.span(whole))],
            )
            return whole
        part = self._part_of(first, second) if self.on_duplicate == "error" else None
        if part is not None:
            whole = second if part is first else first
            self.report.warning(
                "duplicate-example",
                f"{name} has a part of its members here and all of them elsewhere: the whole one is kept",
                self.span(part),
                related=[Related("the whole one", self.span(whole))],
            )
            return whole
        home = self.placed[second.at].home
        if self.on_duplicate == "error" and "type" not in (first.chunk.kind, second.chunk.kind):
            # What a function does is no contract: later ones are examples of its use, mostly.
            self.report.warning(
                "duplicate-name",
                f"{name} is declared twice in package '{home.package}', and differently: the first is kept",
                self.span(second),
                "choose with --on-duplicate first or last",
                related,
            )
            return first
        if self.on_duplicate == "error":
            self.report.error(
                "duplicate-name",
                f"{name} is declared twice in package '{home.package}', and differently",
                self.span(second),
                "keep one of them, give one another package, or choose with --on-duplicate first or last",
                related,
            )
            return first
        kept = first if self.on_duplicate == "first" else second
        self.report.warning(
            "duplicate-name",
            f"{name} is declared twice in package '{home.package}', differently: the {self.on_duplicate} is kept",
            self.span(second),
            related=related,
        )
        return kept

    def _part_of(self, first: Declared, second: Declared) -> Declared | None:
        """The one of two types whose fields or methods the other one has, too."""
        members = [members_of(self._text(declared)) for declared in (first, second)]
        if members[0] is None or members[1] is None or members[0] == members[1]:
            return None
        if members[0] < members[1]:
            return first
        return second if members[1] < members[0] else None

    def _partial(self, declared: Declared, name: str) -> bool:
        """Whether something is left out of a declaration: an elision, or a body."""
        if name in self.placed[declared.at].piece.incomplete:
            return True
        chunk = declared.chunk
        text = self.placed[declared.at].piece.text.value
        return chunk.kind in ("func", "method") and (
            chunk.body is None or not text[chunk.body[0] : chunk.body[1]].strip()
        )

    # --- methods ---------------------------------------------------------------------------------------------------

    def _receivers(self) -> None:
        """Methods of types that their package does not declare."""
        types: dict[Home, set[str]] = {}
        for declared in self.declared():
            if declared.chunk.kind == "type":
                types.setdefault(self.placed[declared.at].home, set()).update(declared.chunk.names)
        for declared in list(self.declared()):
            if declared.chunk.kind != "method" or not declared.chunk.names:
                continue
            owner, _, name = declared.chunk.names[0].partition(".")
            if owner not in types.get(self.placed[declared.at].home, ()):
                self.report.note(
                    "go-left-out",
                    f"method {name} belongs to {owner}, which its package does not declare: left out",
                    self.span(declared),
                )
                self.drop(declared)
