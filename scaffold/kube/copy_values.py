"""The statements of deep copies: how ``controller-gen object`` v0.23.0 copies a value of each type.

Source: ``pkg/deepcopy/traverse.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from scaffold.golang import ast
from scaffold.golang.identifiers import is_exported
from scaffold.golang.imports import last_element
from scaffold.kube import foreign
from scaffold.kube.copy_imports import CopyImports
from scaffold.kube.copy_markers import asked
from scaffold.kube.gotypes import Copies, GoTypes, Ident


class Uncopyable(Exception):
    """A type that has no deep copy; the text says why, as a clause about it."""


class UnknownContents(Uncopyable):
    """A type of a package that scaffold does not know: an assignment may copy only a part of it."""


_WHOLE_BY_ASSIGNMENT = (("time", "Time"), ("time", "Location"))


class Code:
    """Lines of Go, indented."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._indent = 0

    def clear(self) -> None:
        """Begin anew; what stopped half-way may have left open blocks."""
        self.lines.clear()
        self._indent = 0

    def line(self, text: str = "") -> None:
        """One more line; an empty one has no tabs."""
        self.lines.append("\t" * self._indent + text if text else "")

    @contextmanager
    def block(self, head: str = "") -> Iterator[None]:
        """What is written inside stands in braces behind `head`."""
        self.line(f"{head} {{".lstrip())
        self._indent += 1
        yield
        self._indent -= 1
        self.line("}")

    def otherwise(self) -> None:
        """The rest of an ``if`` block is its ``else``."""
        self._indent -= 1
        self.line("} else {")
        self._indent += 1


class ValueCopies:
    """Writes what copies values of the types that one package holds into `code`.

    `calls` are the plan's types whose own copies are called; `externals` are the types that scaffold does not know, of
    packages whose types copy themselves as a rule.
    """

    def __init__(self, types: GoTypes, path: str, imports: CopyImports, code: Code) -> None:
        self._types = types
        self._path = path
        self._imports = imports
        self._code = code
        self.calls: set[Ident] = set()
        self.externals: set[Ident] = set()

    def value(self, t: ast.Type) -> None:
        """The block that copies ``*in``, a value of type `t`, into ``*out``."""
        last = self._types.under(t)
        if not isinstance(last, ast.Pointer) and self.has_own(t):
            self._code.line("*out = in.DeepCopy()")
            return
        match last:
            case ast.Map():
                self._map(t, last)
            case ast.Slice():
                self._slice(t, last)
            case ast.Struct():
                self._struct(last)
            case ast.Pointer():
                self._pointer(last)
            case _:
                external = _external(last)
                if external is None and not self._types.is_basic(last):
                    raise Uncopyable(f"it holds {_what(last)}")
                self._code.line("*out = *in")
                if external is not None:
                    self._copy_external(t, external, "in", "out")

    def _map(self, t: ast.Type, map_: ast.Map) -> None:
        if not self._types.shallow(map_.key) and _external(self._types.under(map_.key)) is None:
            raise Uncopyable("a map in it has keys that cannot be copied")
        value = map_.value
        self._code.line(f"*out = make({self._text(t)}, len(*in))")
        with self._code.block("for key, val := range *in"):
            has = self._types.copies(value)
            if has.into or has.copy:
                self._map_own(value, has)
                return
            under = self._types.under(value)
            external = _external(under)
            if external is not None:
                self._code.line("outVal := val")
                self._copy_external(value, external, "&val", "&outVal")
                self._code.line("(*out)[key] = outVal")
                return
            if self._types.shallow(value):
                self._code.line("(*out)[key] = val")
                return
            if isinstance(under, ast.Slice | ast.Map | ast.Pointer):
                self._code.line(f"var outVal {self._text(under)}")
                with self._code.block("if val == nil"):
                    self._code.line("(*out)[key] = nil")
                    self._code.otherwise()
                    self._code.line("inVal := (*in)[key]")
                    self._code.line("in, out := &inVal, &outVal")
                    self.value(value)
                self._code.line("(*out)[key] = outVal")
                return
            self._callable(value, under)
            self._code.line("(*out)[key] = *val.DeepCopy()")

    def _map_own(self, value: ast.Type, has: Copies) -> None:
        field_pointer = self._is_pointer(value)
        in_pointer = has.pointer if has.copy else self._gives_pointer(value, has)
        if in_pointer == field_pointer:
            self._code.line("(*out)[key] = val.DeepCopy()")
        elif field_pointer:
            with self._code.block():
                self._code.line("x := val.DeepCopy()")
                self._code.line("(*out)[key] = &x")
        else:
            self._code.line("(*out)[key] = *val.DeepCopy()")

    def _slice(self, t: ast.Type, slice_: ast.Slice) -> None:
        under = self._types.under(slice_.elem)
        self._code.line(f"*out = make({self._text(t)}, len(*in))")
        if self.has_own(slice_.elem):
            self._value_of_own(slice_.elem, "a list")
            with self._code.block("for i := range *in"):
                self._code.line("(*in)[i].DeepCopyInto(&(*out)[i])")
            return
        external = _external(under)
        if external is not None or self._types.shallow(self._types.unalias(slice_.elem)):
            self._code.line("copy(*out, *in)")
            if external is not None and not self._is_whole(external):
                with self._code.block("for i := range *in"):
                    self._copy_external(slice_.elem, external, "&(*in)[i]", "&(*out)[i]")
            return
        with self._code.block("for i := range *in"):
            if isinstance(under, ast.Slice | ast.Map | ast.Pointer):
                with self._code.block("if (*in)[i] != nil"):
                    self._code.line("in, out := &(*in)[i], &(*out)[i]")
                    self.value(slice_.elem)
                return
            self._callable(slice_.elem, under)
            self._code.line("(*in)[i].DeepCopyInto(&(*out)[i])")

    def _struct(self, struct: ast.Struct) -> None:
        self._code.line("*out = *in")
        for field in struct.fields:
            self.field(field)

    def field(self, field: ast.Field) -> None:
        """What a field of ``*in`` needs beyond the assignment of the whole struct."""
        name, t = field.promoted_name, field.type
        has = self._types.copies(t)
        if has.into or has.copy:
            if self._is_pointer(t):
                self._through(name, t)
            elif not self._gives_pointer(t, has):
                self._code.line(f"out.{name} = in.{name}.DeepCopy()")
            else:
                self._code.line(f"in.{name}.DeepCopyInto(&out.{name})")
            return
        under = self._types.under(t)
        if isinstance(under, ast.Slice | ast.Map | ast.Pointer):
            self._through(name, t)
        elif isinstance(under, ast.Struct) and self._types.shallow(t):
            self._code.line(f"out.{name} = in.{name}")
        elif self._types.is_basic(under):
            return
        elif (external := _external(under)) is not None:
            self._copy_external(t, external, f"&in.{name}", f"&out.{name}")
        else:
            self._callable(t, under)
            self._code.line(f"in.{name}.DeepCopyInto(&out.{name})")

    def _through(self, name: str, t: ast.Type) -> None:
        with self._code.block(f"if in.{name} != nil"):
            self._code.line(f"in, out := &in.{name}, &out.{name}")
            self.value(t)

    def _pointer(self, pointer: ast.Pointer) -> None:
        elem = pointer.elem
        under = self._types.under(elem)
        has = self._types.copies(elem)
        if has.into or has.copy:
            self._value_of_own(elem, "a pointer")
            gives = has.pointer if has.copy else self._gives_pointer(elem, has)
            if gives:
                self._code.line("*out = (*in).DeepCopy()")
            else:
                self._code.line("x := (*in).DeepCopy()")
                self._code.line("*out = &x")
            return
        external = _external(under)
        if external is not None or self._types.shallow(self._types.unalias(elem)):
            self._code.line(f"*out = new({self._text(elem)})")
            self._code.line("**out = **in")
            if external is not None:
                self._copy_external(elem, external, "*in", "*out")
        elif isinstance(under, ast.Slice | ast.Map | ast.Pointer):
            self._code.line(f"*out = new({self._text(elem)})")
            with self._code.block("if **in != nil"):
                self._code.line("in, out := *in, *out")
                self.value(elem)
        else:
            self._callable(elem, under)
            self._code.line(f"*out = new({self._text(elem)})")
            self._code.line("(*in).DeepCopyInto(*out)")

    def _copy_external(self, t: ast.Type, external: ast.Name, source: str, target: str) -> None:
        """Copies what an assignment has copied once more, with the DeepCopyInto of a type that scaffold does not know.

        `source` and `target` are pointers. Raises `UnknownContents` where the type may have no DeepCopyInto.
        """
        if self._is_whole(external):
            return
        ident = (external.qualifier, external.name)
        if not foreign.is_api_package(external.qualifier):
            raise UnknownContents(
                f"it holds {last_element(external.qualifier)}.{external.name}, and nothing tells how types of "
                f"{external.qualifier} are copied: an assignment may share what they point to"
            )
        self.externals.add(ident)
        text = self._text(external)
        named = self._types.unalias(t)
        if isinstance(named, ast.Name) and (named.qualifier, named.name) != ident:
            # A type that is defined by it has none of its methods.
            source, target = f"(*{text})({source})", f"(*{text})({target})"
        with self._code.block(f"if own, ok := any({source}).(interface{{ DeepCopyInto(*{text}) }}); ok"):
            self._code.line(f"own.DeepCopyInto({target})")

    def _is_whole(self, external: ast.Name) -> bool:
        """Whether an assignment is all the copy that a type gets which scaffold does not know: a document's time is."""
        if not self._types.is_lenient:
            return False
        ident = (external.qualifier, external.name)
        if ident in _WHOLE_BY_ASSIGNMENT:
            return True
        self.externals.add(ident)
        return not foreign.is_api_package(external.qualifier)

    # --- answers -----------------------------------------------------------------------------------------------------

    def has_own(self, t: ast.Type) -> bool:
        """Whether somebody wrote the copies of a type, or of what it points to, by hand."""
        has = self._types.copies(t)
        return has.into or has.copy

    def _is_pointer(self, t: ast.Type) -> bool:
        while isinstance(t, ast.Paren):
            t = t.inner
        return isinstance(t, ast.Pointer)

    def _gives_pointer(self, t: ast.Type, has: Copies) -> bool:
        if has.copy:
            return has.pointer
        while isinstance(t, ast.Paren | ast.Pointer):
            t = t.inner if isinstance(t, ast.Paren) else t.elem
        if self._types.is_alias(t):
            return True
        return not isinstance(self._types.under(t), ast.Map | ast.Slice)

    def _value_of_own(self, t: ast.Type, holder: str) -> None:
        """Refuses a pointer to a type with copies by hand where controller-gen's code for it does not compile."""
        if self._is_pointer(t):
            raise Uncopyable(f"controller-gen has no copies of {holder} of {self._text(t)}; leave out the *")

    def _callable(self, t: ast.Type, under: ast.Type) -> None:
        """Sees to it that a value of type `t` has the DeepCopyInto that is about to be called."""
        if not isinstance(under, ast.Struct):
            raise Uncopyable(f"it holds {_what(under)}")
        named = self._types.unalias(t)
        if not isinstance(named, ast.Name) or not named.qualifier:
            raise Uncopyable("it holds a struct without a name")
        ident = (named.qualifier, named.name)
        if self._types.is_of_plan(*ident):
            if not is_exported(named.name):
                raise Uncopyable(f"{named.name}, which it holds, is not exported and so gets no DeepCopyInto")
            decl = self._types.decl(*ident)
            if decl is not None and not asked(decl.doc, True)[0]:
                raise Uncopyable(f"{named.name}, which it holds, is marked to have none")
            self.calls.add(ident)
        elif not foreign.has_method(*ident, "DeepCopyInto"):
            raise Uncopyable(f"{last_element(ident[0])}.{named.name}, which it holds, has no DeepCopyInto")

    def _text(self, t: ast.Type) -> str:
        match t:
            case ast.Name():
                args = f"[{', '.join(map(self._text, t.args))}]" if t.args else ""
                if not t.qualifier or t.qualifier == self._path:
                    return t.name + args
                return f"{self._imports.name(t.qualifier)}.{t.name}{args}"
            case ast.Paren():
                return self._text(t.inner)
            case ast.Pointer():
                return f"*{self._text(t.elem)}"
            case ast.Slice():
                return f"[]{self._text(t.elem)}"
            case ast.Map():
                return f"map[{self._text(t.key)}]{self._text(t.value)}"
            case _:
                raise Uncopyable(f"it holds {_what(t)}")


def _external(under: ast.Type) -> ast.Name | None:
    """The type that scaffold does not know and that an underlying type comes to; None where it is known."""
    return under if isinstance(under, ast.Name) and under.qualifier else None


def _what(t: ast.Type) -> str:
    match t:
        case ast.Interface():
            return "an interface"
        case ast.Array():
            return "an array"
        case ast.Chan():
            return "a channel"
        case ast.Func():
            return "a function"
        case ast.Struct():
            return "a struct without a name"
    return "a type that nobody can copy"
