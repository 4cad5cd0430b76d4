"""Functions and whole files in gofmt's line breaks."""

from __future__ import annotations

from scaffold.golang.gofmt import nodes as ast
from scaffold.golang.gofmt.stmt import StmtPrinter
from scaffold.golang.gofmt.writer import BLANK, IGNORE, NEWLINE, VTAB


class FilePrinter(StmtPrinter):
    """Prints files and everything in them."""

    def func_decl(self, d: ast.FuncDecl) -> None:
        """A function or method."""
        self.place(d.pos)
        self.token("func")
        self.space(BLANK)
        start = self.out_column - len("func ")  # one too many: the blank is not yet written; gofmt counts so
        if d.receiver is not None:
            self.parameters(d.receiver)
            self.space(BLANK)
        self.expr(d.name)
        self.signature(d.type)
        self.func_body(self.distance(d.pos, start), VTAB, d.body)

    def file(self, file: ast.File) -> None:
        """A file, or declarations without a package clause."""
        self.place(file.pos)
        if file.package is not None:
            self.token("package")
            self.space(BLANK)
            self.expr(file.package)
        word = ""
        for decl in file.decls:
            previous, word = word, "func" if isinstance(decl, ast.FuncDecl) else decl.word
            if self.written:
                least = 2 if previous != word or decl.doc else 1
                spread = word == "func" and self.line_of(decl.pos) != self.line_of(decl.end)
                self.linebreak(self.line_of(decl.pos), least, IGNORE, spread)
            if isinstance(decl, ast.FuncDecl):
                self.func_decl(decl)
            else:
                self.gen(decl)
        self.space(NEWLINE)
