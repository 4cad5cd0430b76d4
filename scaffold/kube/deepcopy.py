"""Deep copies as ``controller-gen object`` v0.23.0 writes them.

Source: ``pkg/deepcopy/gen.go`` and ``traverse.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from scaffold.golang import ast
from scaffold.golang.identifiers import is_exported
from scaffold.golang.imports import last_element
from scaffold.golang.known import RUNTIME
from scaffold.kube import foreign
from scaffold.kube.gotypes import Copies, GoTypes, Ident
from scaffold.source import Span


class Uncopyable(Exception):
    """A type that has no deep copy; the text says why, as a clause about it."""


class Copied(NamedTuple):
    """A type to be copied: `root` for one that is a runtime.Object."""

    decl: ast.TypeDecl
    root: bool


def asked(doc: str, default: bool) -> tuple[bool, bool]:
    """What the markers of a type ask for: copies at all (`default` is the package's word), and a DeepCopyObject."""
    generate = legacy = root = None
    for line in doc.split("\n"):
        name, _, value = line.strip().partition("=")
        if name == "+kubebuilder:object:generate" and generate is None:
            generate = value == "true"
        elif name == "+k8s:deepcopy-gen" and legacy is None:
            legacy = value == "true"
        elif name == "+kubebuilder:object:root" and root is None:
            root = value == "true"
        elif name == "+k8s:deepcopy-gen:interfaces" and value == f"{RUNTIME}.Object" and root is None:
            root = True
    asks = generate if generate is not None else legacy if legacy is not None else default or bool(root)
    return asks, bool(root)


class Fault(NamedTuple):
    """Why a type has no deep copy, and the field or type that is to blame."""

    why: str
    span: Span


class CopyImports:
    """The names of imports as controller-gen chooses them: joined from the end of the path until nobody has them."""

    def __init__(self, package: str) -> None:
        self.by_path: dict[str, str] = {}
        self._taken = {package: ""}

    def name(self, path: str) -> str:
        """What the file calls a package; asking imports it."""
        known = self.by_path.get(path)
        if known is not None:
            return known
        words = path.split("/")
        alias = ""
        while not alias or self._taken.get(alias, path) != path:
            word = words.pop().lstrip("0123456789") if words else "x"
            alias = "".join(char if char.isalnum() or char == "_" else "_" for char in word) + alias
        self.by_path[path] = alias
        self._taken[alias] = path
        return alias

    def lines(self, imported: dict[str, str]) -> list[str]:
        """The specifications, sorted. `imported` gives the package names of what the rest of the package imports."""
        specs = []
        for path in sorted(self.by_path):
            alias = self.by_path[path]
            specs.append(f'\t"{path}"' if imported.get(path) == alias else f'\t{alias} "{path}"')
        return specs


class DeepCopies:
    """Writes the methods of the types of one package. `calls` are the plan's types whose own copies they call."""

    def __init__(self, types: GoTypes, path: str, imports: CopyImports) -> None:
        self._types = types
        self._path = path
        self._imports = imports
        self._lines: list[str] = []
        self._indent = 0
        self.calls: set[Ident] = set()

    # --- which -------------------------------------------------------------------------------------------------------

    def wanted(self, decl: ast.TypeDecl) -> bool:
        """Whether controller-gen makes copies for a type of a package that asks for them."""
        if not is_exported(decl.name) or decl.alias:
            return False
        if isinstance(decl.type, ast.Pointer):
            return False
        if self._any(ast.Name(self._path, decl.name, (), decl.span)):
            return True
        under = self._types.under(decl.type)
        return not self._types.is_basic(under) and not isinstance(under, ast.Pointer)

    def faults(self, decl: ast.TypeDecl) -> list[Fault]:
        """What keeps a type from having a deep copy: all of it, where single fields are to blame."""
        try:
            self.methods(Copied(decl, False))
        except Uncopyable as why:
            if not isinstance(decl.type, ast.Struct) or decl.type_params:
                return [Fault(str(why), decl.span)]
        else:
            return []
        found = []
        for field in decl.type.fields:
            try:
                self._field(field)
            except Uncopyable as why:
                found.append(Fault(str(why), field.span))
        return found

    # --- methods -----------------------------------------------------------------------------------------------------

    def methods(self, copied: Copied) -> list[str]:
        """The lines of all methods of a type. Raises `Uncopyable`."""
        decl = copied.decl
        if decl.type_params:
            raise Uncopyable("it is generic")
        self._lines, self._indent = [], 0
        name = decl.name
        own = ast.Name(self._path, name, (), decl.span)
        has = self._types.copies(own)
        under = self._types.under(decl.type)
        pointer = not isinstance(under, ast.Map | ast.Slice | ast.Pointer)
        star = "*" if pointer else ""
        if not has.into:
            self._line(
                "// DeepCopyInto is an autogenerated deepcopy function, copying the receiver, writing into out. "
                "in must be non-nil."
            )
            with self._block(f"func (in {star}{name}) DeepCopyInto(out *{name})"):
                if pointer:
                    self._into(has, name, own)
                else:
                    self._line("{")
                    self._indent += 1
                    self._line("in := &in")
                    self._into(has, name, own)
                    self._indent -= 1
                    self._line("}")
            self._line("")
        if not has.copy:
            self._copy(name, star)
            if copied.root:
                self._object(name, star)
        return self._lines

    def _into(self, has: Copies, name: str, own: ast.Name) -> None:
        if has.copy and has.pointer:
            self._line("clone := in.DeepCopy()")
            self._line("*out = *clone")
        elif has.copy:
            self._line("*out = in.DeepCopy()")
        else:
            self._value(own)

    def _copy(self, name: str, star: str) -> None:
        self._line(f"// DeepCopy is an autogenerated deepcopy function, copying the receiver, creating a new {name}.")
        with self._block(f"func (in {star}{name}) DeepCopy() {star}{name}"):
            with self._block("if in == nil"):
                self._line("return nil")
            self._line(f"out := new({name})")
            self._line("in.DeepCopyInto(out)")
            self._line("return out" if star else "return *out")
        self._line("")

    def _object(self, name: str, star: str) -> None:
        runtime = self._imports.name(RUNTIME)
        self._line(
            "// DeepCopyObject is an autogenerated deepcopy function, copying the receiver, creating a new "
            "runtime.Object."
        )
        with self._block(f"func (in {star}{name}) DeepCopyObject() {runtime}.Object"):
            if star:
                with self._block("if c := in.DeepCopy(); c != nil"):
                    self._line("return c")
                self._line("return nil")
            else:
                self._line("return in.DeepCopy()")
        self._line("")

    # --- values ------------------------------------------------------------------------------------------------------

    def _value(self, t: ast.Type) -> None:
        """The block that copies ``*in``, a value of type `t`, into ``*out``."""
        last = self._types.under(t)
        if not isinstance(last, ast.Pointer) and self._any(t):
            self._line("*out = in.DeepCopy()")
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
                if not self._types.is_basic(last):
                    raise Uncopyable(f"it holds {_what(last)}")
                self._line("*out = *in")

    def _map(self, t: ast.Type, map_: ast.Map) -> None:
        if not self._types.shallow(map_.key):
            raise Uncopyable("a map in it has keys that cannot be copied")
        value = map_.value
        self._line(f"*out = make({self._text(t)}, len(*in))")
        with self._block("for key, val := range *in"):
            has = self._types.copies(value)
            if has.into or has.copy:
                self._map_own(value, has)
                return
            if self._types.shallow(value):
                self._line("(*out)[key] = val")
                return
            under = self._types.under(value)
            if isinstance(under, ast.Slice | ast.Map | ast.Pointer):
                self._line(f"var outVal {self._text(under)}")
                with self._block("if val == nil"):
                    self._line("(*out)[key] = nil")
                    self._else()
                    self._line("inVal := (*in)[key]")
                    self._line("in, out := &inVal, &outVal")
                    self._value(value)
                self._line("(*out)[key] = outVal")
                return
            self._callable(value, under)
            self._line("(*out)[key] = *val.DeepCopy()")

    def _map_own(self, value: ast.Type, has: Copies) -> None:
        field_pointer = self._is_pointer(value)
        in_pointer = has.pointer if has.copy else self._gives_pointer(value, has)
        if in_pointer == field_pointer:
            self._line("(*out)[key] = val.DeepCopy()")
        elif field_pointer:
            self._line("{")
            self._indent += 1
            self._line("x := val.DeepCopy()")
            self._line("(*out)[key] = &x")
            self._indent -= 1
            self._line("}")
        else:
            self._line("(*out)[key] = *val.DeepCopy()")

    def _slice(self, t: ast.Type, slice_: ast.Slice) -> None:
        under = self._types.under(slice_.elem)
        self._line(f"*out = make({self._text(t)}, len(*in))")
        if self._any(slice_.elem):
            self._value_of_own(slice_.elem, "a list")
            with self._block("for i := range *in"):
                self._line("(*in)[i].DeepCopyInto(&(*out)[i])")
            return
        if self._types.shallow(under):
            self._line("copy(*out, *in)")
            return
        with self._block("for i := range *in"):
            if isinstance(under, ast.Slice | ast.Map | ast.Pointer):
                with self._block("if (*in)[i] != nil"):
                    self._line("in, out := &(*in)[i], &(*out)[i]")
                    self._value(slice_.elem)
                return
            self._callable(slice_.elem, under)
            self._line("(*in)[i].DeepCopyInto(&(*out)[i])")

    def _struct(self, struct: ast.Struct) -> None:
        self._line("*out = *in")
        for field in struct.fields:
            self._field(field)

    def _field(self, field: ast.Field) -> None:
        name, t = field.promoted_name, field.type
        has = self._types.copies(t)
        if has.into or has.copy:
            if self._is_pointer(t):
                self._through(name, t)
            elif not self._gives_pointer(t, has):
                self._line(f"out.{name} = in.{name}.DeepCopy()")
            else:
                self._line(f"in.{name}.DeepCopyInto(&out.{name})")
            return
        under = self._types.under(t)
        if isinstance(under, ast.Slice | ast.Map | ast.Pointer):
            self._through(name, t)
        elif isinstance(under, ast.Struct) and self._types.shallow(t):
            self._line(f"out.{name} = in.{name}")
        elif self._types.is_basic(under):
            return
        elif isinstance(under, ast.Name) and under.qualifier:
            return  # Nobody knows it: the assignment of the whole has copied it, as far as that goes.
        else:
            self._callable(t, under)
            self._line(f"in.{name}.DeepCopyInto(&out.{name})")

    def _through(self, name: str, t: ast.Type) -> None:
        with self._block(f"if in.{name} != nil"):
            self._line(f"in, out := &in.{name}, &out.{name}")
            self._value(t)

    def _pointer(self, pointer: ast.Pointer) -> None:
        elem = pointer.elem
        under = self._types.under(elem)
        has = self._types.copies(elem)
        if has.into or has.copy:
            self._value_of_own(elem, "a pointer")
            gives = has.pointer if has.copy else self._gives_pointer(elem, has)
            if gives:
                self._line("*out = (*in).DeepCopy()")
            else:
                self._line("x := (*in).DeepCopy()")
                self._line("*out = &x")
            return
        if self._types.shallow(under) or (isinstance(under, ast.Name) and under.qualifier):
            self._line(f"*out = new({self._text(elem)})")
            self._line("**out = **in")
        elif isinstance(under, ast.Slice | ast.Map | ast.Pointer):
            self._line(f"*out = new({self._text(elem)})")
            with self._block("if **in != nil"):
                self._line("in, out := *in, *out")
                self._value(elem)
        else:
            self._callable(elem, under)
            self._line(f"*out = new({self._text(elem)})")
            self._line("(*in).DeepCopyInto(*out)")

    # --- answers -----------------------------------------------------------------------------------------------------

    def _any(self, t: ast.Type) -> bool:
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
            self.calls.add(ident)
        elif not foreign.has_method(*ident, "DeepCopyInto"):
            raise Uncopyable(f"{last_element(ident[0])}.{named.name}, which it holds, has no DeepCopyInto")

    def _text(self, t: ast.Type) -> str:
        match t:
            case ast.Name():
                if not t.qualifier or t.qualifier == self._path:
                    return t.name
                return f"{self._imports.name(t.qualifier)}.{t.name}"
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

    # --- writing -----------------------------------------------------------------------------------------------------

    def _line(self, text: str) -> None:
        self._lines.append("\t" * self._indent + text if text else "")

    @contextmanager
    def _block(self, head: str) -> Iterator[None]:
        self._line(f"{head} {{")
        self._indent += 1
        yield
        self._indent -= 1
        self._line("}")

    def _else(self) -> None:
        self._indent -= 1
        self._line("} else {")
        self._indent += 1


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


def uncopyable(types: GoTypes, path: str, decls: Iterable[ast.TypeDecl]) -> dict[str, list[Fault]]:
    """The types of a package without deep copies, each with the faults; none where one that it holds has some."""
    faults: dict[str, list[Fault]] = {}
    calls: dict[str, set[str]] = {}
    for decl in decls:
        writer = DeepCopies(types, path, CopyImports(""))
        if not writer.wanted(decl):
            continue
        found = writer.faults(decl)
        if found:
            faults[decl.name] = found
        calls[decl.name] = {name for of, name in writer.calls if of == path}
    changed = True
    while changed:
        following = {name for name, called in calls.items() if name not in faults and called & faults.keys()}
        faults.update({name: [] for name in following})
        changed = bool(following)
    return faults
