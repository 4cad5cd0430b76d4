"""Initialisers of constants and variables: copied, or left out with a word about it."""

from __future__ import annotations

from scaffold.check.code_inference import Inference, expressions_of
from scaffold.check.code_locals import Unsure
from scaffold.check.code_names import agree
from scaffold.check.code_scope import CodeScope
from scaffold.check.code_types import Expressions
from scaffold.check.constants import NotConstant
from scaffold.check.satisfy import declared_method
from scaffold.check.world import Draft, Val
from scaffold.diagnostics import Report
from scaffold.golang.ast import Interface, Name, Type, ValueSpec
from scaffold.golang.expressions import expression
from scaffold.golang.identifiers import PREDECLARED
from scaffold.golang.parse import expression_names, parse_type
from scaffold.golang.stdlib import package as outside_package
from scaffold.source import Span, Text

_LITERAL = "scaffold cannot tell whether this function literal compiles"


class Initialisers(Inference):
    """Decides about the values of constants and variables."""

    def _cycles(self, draft: Draft) -> None:
        """Constants and variables whose values lead back to themselves; told at the first of each circle."""
        uses: dict[str, tuple[Span, set[str]]] = {}
        for value in draft.values:
            values: tuple[Text, ...] = ()
            for spec in value.resolved.specs:
                values = spec.values or (values if value.decl.keyword == "const" else ())
                for at, (name, span) in enumerate(spec.names):
                    own = values[at : at + 1] if len(values) == len(spec.names) else values
                    found = {used.qualifier or used.name for text in own for used in expression_names(text)}
                    uses[name] = (span, found)
        told: set[str] = set()
        for name, (span, _) in uses.items():
            reached: set[str] = set()
            ahead = [name]
            while ahead:
                for other in uses[ahead.pop()][1] & uses.keys() - reached:
                    reached.add(other)
                    ahead.append(other)
            if name in reached and name not in told:
                told |= reached
                self._world.report.error("initialization-cycle", f"the value of {name} leads back to {name}", span)

    def _spec(self, draft: Draft, value: Val, spec: ValueSpec, wanted: dict[str, str]) -> ValueSpec:
        scope = self._scope(draft, value)
        report = self._world.report
        constant = value.decl.keyword == "const"
        if not spec.values:
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
        shaky = self._shaky(draft, value, spec) if self._world.stubs or self._world.options.cautious else None
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
        for text in spec.values:
            if self._is_type(scope, text):
                report.error("value-type", f"{text.value} is a type, not a value", text.span())
            elif constant:
                self._constant(draft, value, spec, text)
        if spec.type is not None and len(spec.values) == len(spec.names):
            self._fits(scope, spec)
        return spec

    def _shaky(self, draft: Draft, value: Val, spec: ValueSpec) -> str | None:
        """Why a value that leans on declarations of the plan may not compile where some of them are stubs."""
        for text in spec.values:
            names = {name.qualifier or name.name for name in expression_names(text)}
            packages = {other.name for other in self._world.drafts.values()}
            if names.isdisjoint(packages | draft.scope.keys()):
                continue
            scope = self._scope(draft, value)
            if value.decl.keyword == "const":
                scope.declare("iota", Name("", "int", (), spec.span), False)
            try:
                found = self._value(scope, text)
                if spec.type is not None and len(spec.values) == len(spec.names):
                    Expressions(scope).assign(spec.type, found)
            except Unsure as why:
                return str(why)
        return None

    def _way_out(self, constant: bool, spec: ValueSpec, why: str) -> str:
        if constant or not why.startswith(_LITERAL):
            return "declare it, or leave the declaration out"
        return f"write the type, `var {spec.names[0][0]} …`: the value is then left out, with a warning"

    def _constant(self, draft: Draft, value: Val, spec: ValueSpec, text: Text) -> None:
        try:
            self._constants.evaluate(draft.import_path, text, value.resolved.specs.index(spec))
        except NotConstant as why:
            self._world.report.error("value-type", f"{text.value} {why}", text.span(), hint="make it a variable: var")

    def _is_type(self, scope: CodeScope, text: Text) -> bool:
        try:
            return self._value(scope, text).is_type
        except Unsure:
            # Most type literals are no expressions at all.
            return expression(text.value) is None and parse_type(text, Report()) is not None

    def _fits(self, scope: CodeScope, spec: ValueSpec) -> None:
        """A literal that certainly is of another kind than its type."""
        under = self._facts.under(spec.type) if spec.type is not None else None
        if isinstance(under, Interface) and spec.type is not None:
            self._implements(scope, spec.type, spec)
        if not isinstance(under, Name) or under.qualifier:
            return
        for text in spec.values:
            node = expression(text.value)
            if node is None or not node.type.endswith("_literal"):
                continue
            try:
                value = Expressions(scope).value(node)
            except Unsure:
                continue
            textual = value.untyped == "string"
            if value.untyped and textual != (under.name == "string"):
                self._world.report.error(
                    "value-type", f"{text.value} is no {under.name}", text.span(), hint="change the value or the type"
                )

    def _implements(self, scope: CodeScope, interface: Type, spec: ValueSpec) -> None:
        """``var _ I = (*T)(nil)`` where T certainly lacks a method."""
        wanted = self._collector.of_type(interface)
        for text in spec.values if wanted is not None else ():
            try:
                value = self._value(scope, text)
            except Unsure:
                continue
            if value.untyped or len(value.types) != 1 or self._facts.is_interface(value.types[0]) is not False:
                continue
            for name in wanted.methods if wanted is not None else ():
                if declared_method(self._facts, value.types[0], name) == "no":
                    self._world.report.error(
                        "value-type", f"{text.value} has no method {name}, which its interface asks for", text.span()
                    )
                    break

    def _unresolved(self, scope: CodeScope, draft: Draft, text: Text) -> tuple[str, Span] | None:
        """The first name in an initialiser that nothing explains."""
        if "func" in text.value and "{" in text.value and "func(" in text.value.replace(" ", ""):
            node = expression(text.value)
            if node is not None and _has(node, "func_literal"):
                try:
                    expressions_of(scope).value(node)
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
