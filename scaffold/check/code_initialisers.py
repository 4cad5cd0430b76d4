"""Initialisers of constants and variables: checked as bodies are, and copied or left out with a word about it."""

from __future__ import annotations

from scaffold.check.code_cycles import Uses, leading_back
from scaffold.check.code_declarations import ValuePlace
from scaffold.check.code_inference import Inference, expressions_of, place_key, read_value
from scaffold.check.code_locals import Unsure, Wrong, WrongCount
from scaffold.check.code_names import agree
from scaffold.check.code_scope import CodeScope
from scaffold.check.world import Draft, Val
from scaffold.golang.ast import Type, ValueSpec
from scaffold.golang.expressions import BEFORE_EXPRESSION, expression
from scaffold.golang.identifiers import PREDECLARED
from scaffold.golang.parse import expression_names
from scaffold.golang.stdlib import package as outside_package
from scaffold.golang.walk import array_lengths, names_of
from scaffold.source import Span, Text

_LITERAL = "scaffold cannot tell whether this function literal compiles"


def _lengths_in(t: Type | None) -> set[str]:
    """The names in the lengths of arrays in a type."""
    lengths = array_lengths(t) if t is not None else ()
    return {name.qualifier or name.name for text in lengths for name in expression_names(text)}


class Initialisers(Inference):
    """Decides about the values of constants and variables."""

    def _cycles(self, draft: Draft, functions: Uses) -> None:
        """Report constants and variables whose values lead back to themselves; each circle at its first one."""
        uses: Uses = dict(functions)
        values: dict[str, Span] = {}
        for value in draft.values:
            for line, spec in enumerate(value.resolved.specs):
                _, texts = self._origin(ValuePlace(value, line, 0))
                for place, (name, span) in enumerate(spec.names):
                    own = texts[place : place + 1] if len(texts) == len(spec.names) else texts
                    used = self._used.get((id(value), line, place))
                    if used is None or not any("func" in text.value for text in own):
                        used = {n.qualifier or n.name for text in own for n in expression_names(text)} | (used or set())
                    uses[name] = used | _lengths_in(spec.type)
                    values[name] = span
        if self._world.array_owners:
            for typ in draft.types.values():
                within = {name.name for name in names_of(typ.resolved.type)} | _lengths_in(typ.resolved.type)
                uses.setdefault(typ.plan.decl.name, within)
        for name in leading_back(uses, values):
            self._world.report.error("initialization-cycle", f"the value of {name} leads back to {name}", values[name])

    def _spec(self, draft: Draft, value: Val, line: int, wanted: dict[str, str]) -> ValueSpec:
        spec = value.resolved.specs[line]
        scope = self._scope(draft, value)
        report = self._world.report
        constant = value.decl.keyword == "const"
        if not spec.values:
            if constant:
                self._check(draft, value, line, spec)
            return spec
        if not constant and self._world.options.bodies == "stub" and spec.type is not None:
            return spec._replace(values=())
        if len(spec.values) != len(spec.names) and not (len(spec.values) == 1 and not constant):
            report.error(
                "value-count",
                f"{len(spec.names)} names and {len(spec.values)} values",
                spec.span,
                hint="give each name one value",
            )
            return spec
        for text in spec.values:
            problem = self._unresolved(scope, draft, text)
            if problem is None:
                continue
            why, span = problem
            if constant or spec.type is None:
                report.error("undeclared-name", why, span, hint=self._way_out(constant, spec, why))
                return spec
            report.warning("value-dropped", f"the value of {spec.names[0][0]} is left out: {why}", span)
            return spec._replace(values=())
        shaky = self._shaky(draft, value, line, spec) if self._world.stubs or self._world.options.cautious else None
        if shaky is not None:
            if constant or spec.type is None:
                hint = "declare the types that it leans on"
                report.error(
                    "undeclared-name", f"the value of {spec.names[0][0]} cannot be copied: {shaky}", spec.span, hint
                )
                return spec
            report.warning("value-dropped", f"the value of {spec.names[0][0]} is left out: {shaky}", spec.span)
            return spec._replace(values=())
        if agree(wanted, scope.imports):
            wanted.update(scope.imports)
        else:
            names = " and ".join(sorted(wanted.keys() & scope.imports.keys()))
            report.error("import-clash", f"{names} means another package above in this declaration", spec.span)
        self._check(draft, value, line, spec)
        return spec

    # --- checking ----------------------------------------------------------------------------------------------------

    def _check(self, draft: Draft, value: Val, line: int, spec: ValueSpec) -> None:
        """Report what Go refuses of the values in one line of a declaration."""
        told = False
        for place in range(len(spec.names)):
            try:
                self._check_one(draft, ValuePlace(value, line, place))
            except Wrong as why:
                if told and len(spec.values) == 1:
                    continue
                told = True
                span = why.span or (spec.values[0].span() if spec.values else spec.span)
                code = "value-count" if isinstance(why, WrongCount) else "value-type"
                hint = "make it a variable: var" if str(why).endswith("is not constant") else ""
                self._world.report.error(code, str(why), span, hint=hint)
            except Unsure:
                continue

    def _check_one(self, draft: Draft, place: ValuePlace) -> None:
        """Raise `Wrong` for what Go refuses of one name's value, and `Unsure` where nobody can tell."""
        value, line, position = place
        spec = value.resolved.specs[line]
        if value.decl.keyword == "const" or spec.type is None:
            self._infer(draft, value, line, position)
            return
        scope = self._scope(draft, value)
        expressions = expressions_of(scope)
        self._used[place_key(place)] = scope.used
        if len(spec.values) == len(spec.names):
            found = read_value(expressions, spec.values[position])
        else:
            whole = read_value(expressions, spec.values[0])
            found = expressions.spread([whole], len(spec.names), whole.node)[position]
        expressions.assign(spec.type, found, "variable declaration")

    def _shaky(self, draft: Draft, value: Val, line: int, spec: ValueSpec) -> str | None:
        """Why a value that leans on declarations of the plan may not compile where some of them are stubs."""
        packages = {other.name for other in self._world.drafts.values()}
        for position, text in enumerate(spec.values):
            names = {name.qualifier or name.name for name in expression_names(text)}
            if names.isdisjoint(packages | draft.scope.keys()):
                continue
            try:
                self._check_one(draft, ValuePlace(value, line, position))
            except Unsure as why:
                return str(why)
        return None

    def _way_out(self, constant: bool, spec: ValueSpec, why: str) -> str:
        if constant or not why.startswith(_LITERAL):
            return "declare it, or leave the declaration out"
        return f"write the type, `var {spec.names[0][0]} …`: the value is then left out, with a warning"

    def _unresolved(self, scope: CodeScope, draft: Draft, text: Text) -> tuple[str, Span] | None:
        """The first name in an initialiser that nothing explains."""
        if "func" in text.value and "{" in text.value and "func(" in text.value.replace(" ", ""):
            node = expression(text.value)
            if node is not None and _has(node, "func_literal"):
                scope.read(text, BEFORE_EXPRESSION)
                try:
                    expressions_of(scope).value(node)
                except Wrong:
                    # It is reported where the value is checked.
                    return None
                except Unsure as why:
                    return f"{_LITERAL}: {why}", text.span()
                return None
        for name in expression_names(text):
            if not name.qualifier or not scope.is_qualifier(name.qualifier):
                ident = name.qualifier or name.name
                if ident in draft.scope or ident in PREDECLARED:
                    continue
                return f"nothing declares {ident}", name.span
            try:
                path = scope.path_of(name.qualifier, name.name)
            except Unsure as why:
                return str(why), name.span
            declaring = self._world.package(path)
            package = outside_package(path)
            if declaring is not None and name.name not in declaring.scope:
                return f"nothing declares {name.qualifier}.{name.name}", name.span
            if declaring is None and package is not None and package.symbol(name.name) is None:
                return f"package {path} has no {name.name}", name.span
            if scope.imports.setdefault(name.qualifier, path) != path:
                return f"{name.qualifier} means two packages here", name.span
            if declaring is not None:
                draft.uses.setdefault(path, name.span)
        return None


def _has(node: object, kind: str) -> bool:
    children = getattr(node, "named_children", ())
    return getattr(node, "type", "") == kind or any(_has(child, kind) for child in children)
