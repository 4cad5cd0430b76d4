"""Declarations of imports, constants, variables and types in gofmt's columns."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.expr import ExprPrinter
from scaffold.golang.gofmt.nodes import NOWHERE
from scaffold.golang.gofmt.writer import BLANK, FORMFEED, IGNORE, INDENT, UNINDENT, VTAB


class DeclPrinter(ExprPrinter):
    """Prints declarations; functions apart, which have statements in them."""

    def gen(self, d: ast.GenDecl, next_is_brace: bool = False) -> None:
        """A declaration that begins with a word and may have parentheses; what follows it does not matter."""
        self.place(d.pos)
        self.token(d.word)
        self.space(BLANK)
        if d.open == NOWHERE:
            self._one_spec(d.specs[0], single=True, indent=True)
            return
        self.place(d.open)
        self.token("(")
        if d.specs:
            self.space(INDENT, FORMFEED)
            single = len(d.specs) == 1
            columns = _type_columns(d.specs)
            recorder = [0]
            for index, spec in enumerate(d.specs):
                if index:
                    self.linebreak(self.line_of(spec.pos), 1, IGNORE, self.lines_from(recorder) > 0)
                recorder = self.record_line()
                if isinstance(spec, ast.ValueSpec) and not single:
                    self._value_columns(spec, columns[index])
                else:
                    self._one_spec(spec, single=single, indent=False)
            self.space(UNINDENT, FORMFEED)
        self.place(d.close)
        self.token(")")

    def _value_columns(self, s: ast.ValueSpec, keep_type: bool) -> None:
        self.name_list(s.names, False)
        missing = 3
        if s.type is not None or keep_type:
            self.space(VTAB)
            missing -= 1
        if s.type is not None:
            self.expr(s.type)
        if s.values:
            self.space(VTAB)
            self.token("=")
            self.space(BLANK)
            self.expr_list(NOWHERE, s.values, 1, NOWHERE)
            missing -= 1
        if s.comment:
            self.space(*[VTAB] * missing)

    def _one_spec(self, s: ast.Spec, *, single: bool, indent: bool) -> None:
        if isinstance(s, ast.ImportSpec):
            if s.name is not None:
                self.expr(s.name)
                self.space(BLANK)
            self.expr(s.path)
            self.place(s.end)
        elif isinstance(s, ast.ValueSpec):
            self.name_list(s.names, indent)
            if s.type is not None:
                self.space(BLANK)
                self.expr(s.type)
            if s.values:
                self.space(BLANK)
                self.token("=")
                self.space(BLANK)
                self.expr_list(NOWHERE, s.values, 1, NOWHERE)
        elif isinstance(s, ast.TypeSpec):
            self.expr(s.name)
            if s.type_params is not None:
                self.parameters(s.type_params, type_params="type")
            self.space(BLANK if single else VTAB)
            if s.alias:
                self.token("=")
                self.space(BLANK)
            self.expr(s.type)


def _type_columns(specs: Sequence[ast.Spec]) -> list[bool]:
    """Which specifications keep a column for types: all of a run with values, if one of the run has a type."""
    keep = [False] * len(specs)
    values = [spec if isinstance(spec, ast.ValueSpec) else None for spec in specs]
    start = 0
    while start < len(specs):
        end = start
        typed = False
        while end < len(specs) and (one := values[end]) is not None and one.values:
            typed = typed or one.type is not None
            end += 1
        keep[start:end] = [typed] * (end - start)
        start = end + 1
    return keep
