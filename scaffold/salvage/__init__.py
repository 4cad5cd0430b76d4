"""What is sound of a plan with errors: pieces with errors go, then those that needed them, until nothing is wrong.

What to do with a plan is the caller's business (`attempt`); here it is only decided what to leave out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from scaffold.diagnostics import Diagnostic, Related, Report, Severity
from scaffold.golang.ast import FuncDecl, Interface, Struct, TypeDecl, ValueDecl, ValueSpec
from scaffold.model import Plan, TypePlan
from scaffold.salvage.cycles import cutting
from scaffold.salvage.pieces import Piece, pieces, skeletons_key, without
from scaffold.source import Span

T = TypeVar("T")

Attempt = Callable[[Plan, Report, Mapping[str, bool]], T | None]
"""Puts a plan to use: the result, or None with errors in the report.

The mapping has the types that were left out by name, with whether one is an interface.
"""


class LeftOut(NamedTuple):
    """What was left out of a plan: its pieces, by key, and the warnings that say so.

    A key that is not the piece's own is that of its skeletons.
    """

    pieces: dict[Hashable, Piece]
    warnings: tuple[Diagnostic, ...]


class Salvaged(NamedTuple, Generic[T]):
    """The result of an attempt that succeeded, and what was left out for it."""

    result: T
    left_out: LeftOut


WHOLE = frozenset(("empty-plan", "module-differs", "module-path", "no-module"))
"""Errors that no piece of a plan is to blame for: they end it. So does what is told at the document's beginning."""

_OF_SKELETONS = frozenset(("duplicate-path", "no-skeleton", "path-length"))
"""Errors that an interface's implementations have, not the interface."""

PATIENCE = 20
"""Rounds in which single pieces go; after them whole sections do, so that no chain of them takes forever."""


def salvage(
    plan: Plan, read: Iterable[Diagnostic], report: Report, attempt: Attempt[T], *, lenient: bool = False
) -> Salvaged[T] | None:
    """The result of `attempt` with what is sound of `plan`; None where nothing is left.

    `read` are the messages from the time when the plan was read: what an error lies in is there in part only. `report`
    has all errors already; what is left out is noted there, and its other messages become those about the rest. With
    `lenient` the errors become warnings that say what is left out.
    """
    read = tuple(read)
    if any(_of_the_whole(fault) for fault in report.faults):
        return None
    choice = _Choice(plan)
    for fault in read:
        if fault.severity is Severity.ERROR:
            choice.broken(fault)
    for round_ in range(len(choice.pieces) + 1):
        notes = Report()
        made = attempt(without(plan, choice.gone), notes, choice.left_out)
        if made is not None:
            report.drop(lambda found: found.severity is not Severity.ERROR and found not in read)
            _add_new(notes, report)
            warnings: tuple[Diagnostic, ...] = ()
            if lenient:
                warnings = _warn(choice, report)
            else:
                _tell(choice, report)
            gone = {key: piece for key, (piece, _) in choice.gone.items() if not choice.inside_gone(piece)}
            return Salvaged(made, LeftOut(gone, warnings))
        faults = notes.faults
        before = len(choice.gone)
        choice.look()
        for fault in faults:
            choice.wrong(fault, whole=round_ >= PATIENCE)
        if any(_of_the_whole(fault) for fault in faults) or len(choice.gone) == before:
            return None
    return None


_AUTHORS = frozenset(("crd-approval", "crd-group", "duplicate-name", "import-cycle", "package-clash"))
"""Errors that only the author can settle: which of two declarations counts, what a group is called."""


def only_declarations(plan: Plan, faults: Iterable[Diagnostic]) -> bool:
    """Whether every error lies inside one declaration of Go, so that leaving that out settles it."""
    choice = _Choice(plan)
    for fault in faults:
        around = choice.around(fault.span)
        if not around or not around[0].code:
            return False
        if fault.code in _AUTHORS and not isinstance(around[0].thing, FuncDecl | ValueDecl | ValueSpec):
            return False
    return True


def _of_the_whole(fault: Diagnostic) -> bool:
    return fault.code in WHOLE or fault.span.offsets == (0, 0)


def _add_new(notes: Report, report: Report) -> None:
    """Add what the last attempt said and nobody else has."""
    told = {(found.code, found.span.offsets) for found in report}
    for found in notes:
        if (found.code, found.span.offsets) not in told:
            report.add(found)


def _tell(choice: _Choice, report: Report) -> None:
    """A note for each piece that is gone."""
    for key, (piece, fault) in choice.gone.items():
        if not choice.inside_gone(piece):
            what = piece.what if key == piece.key else f"the skeleton of {piece.what}"
            elsewhere = fault.span.offsets != piece.place.offsets
            because = (Related("because of this", fault.span),) if elsewhere else ()
            report.note("left-out", f"{what} is left out: {fault.message}", piece.place, related=because)


def _warn(choice: _Choice, report: Report) -> tuple[Diagnostic, ...]:
    """A warning in the place of each error, with all that goes for it."""
    warnings: list[Diagnostic] = []
    gone: dict[tuple[str, int, int], list[tuple[str, Span]]] = {}
    causes: dict[tuple[str, int, int], Diagnostic] = {(f.code, *f.span.offsets): f for f in report.faults}
    for key, (piece, fault) in choice.gone.items():
        if not choice.inside_gone(piece):
            cause = (fault.code, *fault.span.offsets)
            causes.setdefault(cause, fault)
            what = piece.what if key == piece.key else f"the skeleton of {piece.what}"
            gone.setdefault(cause, []).append((what, piece.place))
    report.drop(lambda found: found.severity is Severity.ERROR)
    for cause, fault in causes.items():
        pieces_gone = gone.get(cause, [])
        names = ", ".join(what for what, _ in pieces_gone)
        verb = "is" if len(pieces_gone) == 1 else "are"
        message = f"{names} {verb} left out: {fault.message}" if names else fault.message
        places = [
            Related(f"{what} is here", place) for what, place in pieces_gone if place.offsets != fault.span.offsets
        ]
        related = (*places, *fault.related)
        warnings.append(Diagnostic(fault.code, Severity.WARNING, message, fault.span, fault.hint, related))
        report.add(warnings[-1])
    return tuple(warnings)


class _Choice:
    """What goes: `gone` has the pieces by key, each with the error that it goes for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.pieces = pieces(plan)
        self.gone: dict[Hashable, tuple[Piece, Diagnostic]] = {}
        self._by_key = {piece.key: piece for piece in self.pieces}
        # What is still there. Errors of one round are judged by what was there when they were found: with a piece that
        # goes for the first of its errors the others are settled too.
        self._present = self.pieces

    def look(self) -> None:
        """Begin a round."""
        self._present = [p for p in self.pieces if p.key not in self.gone and not self.inside_gone(p)]

    @property
    def left_out(self) -> dict[str, bool]:
        """The types that are gone, with whether one is an interface."""
        decls = (piece.thing.decl for piece, _ in self.gone.values() if isinstance(piece.thing, TypePlan))
        return {decl.name: isinstance(decl.type, Interface) for decl in decls if id(decl) in self.gone}

    def inside_gone(self, piece: Piece) -> bool:
        """Whether a piece around this one is gone."""
        while piece.parent is not None and piece.parent in self._by_key:
            if piece.parent in self.gone:
                return True
            piece = self._by_key[piece.parent]
        return False

    def broken(self, fault: Diagnostic) -> None:
        """Leave out the declaration in which an error was found while it was read, if it is still there."""
        hit = [piece for piece in self.around(fault.span) if piece.code]
        if not hit:
            hit = self._stand_in(fault.span)
        if hit:
            self._drop(hit[0], fault)

    def wrong(self, fault: Diagnostic, *, whole: bool) -> None:
        """Leave out what a rule complains of: the smallest piece around it, or with `whole` the largest one."""
        if fault.code == "import-cycle":
            spans = [fault.span, *(related.span for related in fault.related)]
            edges = [next((piece for piece in self.around(span) if piece.code), None) for span in spans]
            cut = cutting([edge for edge in edges if edge is not None], self._present) if all(edges) else []
            for piece in cut:
                self._drop(piece, fault)
            if cut:
                return
        hit = self.around(fault.span)
        for related in fault.related:
            hit = hit or self.around(related.span)
        hit = hit or self._before(fault.span)
        if hit:
            self._drop(hit[-1] if whole else hit[0], fault)

    def _drop(self, piece: Piece, fault: Diagnostic) -> None:
        if fault.code in _OF_SKELETONS and isinstance(piece.thing, TypePlan):
            key = skeletons_key(piece.thing.decl)
            if key not in self.gone and piece.thing.implementations != ():
                self.gone[key] = (piece, fault)
                return
        self.gone.setdefault(piece.key, (piece, fault))

    def around(self, span: Span) -> list[Piece]:
        """The pieces around a place that are still there, the smallest first."""
        if span.source is not self.plan.source:
            return []
        at = span.offsets[0]
        hit = [piece for piece in self._present if piece.start <= at <= piece.end]
        return sorted(hit, key=lambda piece: piece.end - piece.start)

    def _before(self, span: Span) -> list[Piece]:
        """The last piece that begins before a place which lies in none."""
        at = span.offsets[0] if span.source is self.plan.source else -1
        hit = [piece for piece in self._present if piece.start <= at]
        return [max(hit, key=lambda piece: (piece.start, -piece.end))] if hit else []

    def _stand_in(self, span: Span) -> list[Piece]:
        """The declaration whose broken rest is at a place: the parser keeps the name of a type, and no more."""
        hit = [piece for piece in self._before(span) if piece.code]
        if hit and isinstance(hit[0].thing, TypePlan):
            decl = hit[0].thing.decl
            if _is_stand_in(decl):
                return hit
        return []


def _is_stand_in(decl: TypeDecl) -> bool:
    return isinstance(decl.type, Struct) and not decl.type.fields and decl.type.span == decl.span
