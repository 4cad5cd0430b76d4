"""Constants, variables, initialisers and bodies: copied, or left out with a word about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from scaffold.check.bodies import Body
from scaffold.check.code_cycles import Uses
from scaffold.check.code_initialisers import Initialisers
from scaffold.check.code_locals import Unsure
from scaffold.check.code_names import agree
from scaffold.check.code_scope import CodeScope
from scaffold.check.facts import Facts
from scaffold.check.lengths import Lengths
from scaffold.check.method_sets import Collector
from scaffold.check.resolve import Scope
from scaffold.check.world import Draft, Func, Typ, Val, World
from scaffold.golang.ast import Name, Pointer, Type
from scaffold.golang.gofmt import format_body
from scaffold.golang.parse import expression_names
from scaffold.golang.walk import array_lengths
from scaffold.source import Span, Text

Imports = dict[str, dict[str, str]]
"""File → name in the code → import path."""


class Code(Initialisers):
    """Decides about the plan's own code, package by package."""

    def __init__(
        self, world: World, facts: Facts, collector: Collector, lengths: Lengths, scopes: dict[int, Scope]
    ) -> None:
        super().__init__(world, facts, collector, lengths, scopes)
        # What functions and methods refer to, by name and ``T.M``.
        self._bodies: Uses = {}
        # The files of the package that are there only to have imports of their own.
        self._split: set[str] = set()

    def package(self, draft: Draft) -> Imports:
        """Settle every body and initialiser of a package; the imports they need, by file."""
        imports: Imports = {}
        self._split.clear()
        if self._world.array_owners:
            for typ in draft.types.values():
                for text in array_lengths(typ.resolved.type):
                    scope = self._scope(draft, typ)
                    problem = self._unresolved(scope, draft, text)
                    if problem is not None and "len(" in text.value:
                        # The value of a length of something is not known; that it is there can be.
                        self._world.report.error("array-length", f"in the length of an array, {problem[0]}", problem[1])
                    typ.file = self._take(draft, imports, typ.file, scope.imports, typ.plan.decl.span)
        for value in draft.values:
            self._values(draft, value, imports)
        functions = []
        self._bodies = {}
        for func in draft.functions:
            self._function(draft, func, imports)
            if func.decl.name == "init" and func.decl.receiver is None and not func.kept:
                continue
            functions.append(func)
        draft.functions = functions
        self._cycles(draft, self._bodies)
        return imports

    # --- bodies ------------------------------------------------------------------------------------------------------

    def _function(self, draft: Draft, func: Func, imports: Imports) -> None:
        mode = self._world.options.bodies
        decl = func.resolved
        if not decl.body.value:
            message = f"{decl.name} has no body: it gets one that does nothing yet"
            if self._world.options.lenient:
                # A signature alone is how documents state a contract.
                self._world.report.note("body-missing", message, decl.span)
            else:
                self._world.report.warning("body-stubbed", message, decl.span)
            return
        if decl.name == "DeepCopyObject" and draft.kind == "crd" and mode != "stub":
            # Its result is runtime.Object, of which nothing is known here, and no kind is one without it.
            mode = "keep"
        if mode == "stub":
            return
        scope = self._scope(draft, func)
        receiver = decl.receiver
        own: Type | None = None
        scope.params = {param.name: param for param in decl.type_params}
        if receiver is not None:
            typ = draft.types.get(receiver.type_name)
            declared = typ.resolved.type_params if typ is not None else ()
            scope.params = dict.fromkeys(receiver.params, receiver) | dict(zip(receiver.params, declared, strict=False))
            args: tuple[Type, ...] = tuple(Name("", name, (), receiver.span) for name in receiver.params)
            own = Name(draft.import_path, receiver.type_name, args, receiver.span)
            own = Pointer(own, receiver.span) if receiver.pointer else own
        try:
            if mode == "keep":
                if not isinstance(format_body(decl.body.value), str):
                    raise Unsure("it cannot be read")
                self._import_all(scope, decl.body)
            else:
                Body(scope, decl).read(own)
                name = f"{receiver.type_name}.{decl.name}" if receiver is not None else decl.name
                self._bodies[name] = scope.used
            func.file = self._take(draft, imports, func.file, scope.imports, decl.span)
        except Unsure as why:
            what = "left out" if decl.name == "init" and receiver is None else "replaced by a stub"
            self._world.report.warning(
                "body-stubbed",
                f"the body of {decl.name} is {what}: {why}",
                decl.span,
                hint="--bodies keep copies it as it is" if mode != "keep" else "",
            )
            return
        func.kept = True

    def _import_all(self, scope: CodeScope, body: Text) -> None:
        """The imports of a body that is kept whatever it holds."""
        for name in expression_names(Text(body.source, f"func() {body.value}", ((0, 0),))):
            if name.qualifier and scope.is_qualifier(name.qualifier):
                try:
                    path = scope.path_of(name.qualifier, name.name)
                except Unsure:
                    continue
                scope.imports.setdefault(name.qualifier, path)

    def _take(self, draft: Draft, imports: Imports, file: str, wanted: dict[str, str], span: Span) -> str:
        """Add imports to those of a file; the file, which is another one where a name means another package in it.

        Code is copied as written, so that no two pieces of one file may call two packages by one name.
        """
        place = next(place for place in self._places(draft, file) if agree(imports.get(place, {}), wanted))
        imports.setdefault(place, {}).update(wanted)
        if place != file:
            self._split.add(place)
            names = sorted(wanted.keys() & imports[file].keys()) or sorted(wanted)
            self._world.report.note(
                "file-split",
                f"this goes to {place}: elsewhere in {file} {' and '.join(names)} means another package",
                span,
            )
        return place

    def _places(self, draft: Draft, file: str) -> Iterator[str]:
        """Where something of `file` may go: there, else to a numbered file beside it that the plan does not use."""
        yield file
        taken = _files(draft) - self._split
        for number in count(2):
            place = f"{file.removesuffix('.go')}{number}.go"
            if place not in taken:
                yield place

    def _values(self, draft: Draft, value: Val, imports: Imports) -> None:
        specs = []
        wanted: dict[str, str] = {}
        for line in range(len(value.resolved.specs)):
            specs.append(self._spec(draft, value, line, wanted))
        value.resolved = value.resolved._replace(specs=tuple(specs))
        value.file = self._take(draft, imports, value.file, wanted, value.decl.span)


def _files(draft: Draft) -> set[str]:
    """The files that the plan speaks of."""
    things: list[Typ | Val | Func] = [*draft.types.values(), *draft.values, *draft.functions]
    return {draft.main_file, *(thing.file for thing in things)}
