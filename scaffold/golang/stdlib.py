"""What scaffold knows about Go packages without running Go.

The facts come from go/types and stand in ``scaffold/data``, made by ``tools/stdlib`` (the standard library and the
universe) and ``tools/modules`` (the usual third-party packages, at the versions scaffold pins). They are those of
linux/amd64 without cgo. Nothing is read before it is asked for, and a package costs one small file.

The file of a package has one line a declaration, columns separated by tabs, empty ones at the end left out::

    package  NAME  SINCE  DEPRECATED
    import   QUALIFIER  PATH                                 what qualifiers in this file's Go text mean
    NAME     func   SINCE  DEPRECATED  SIGNATURE             from its type parameters or "(" on
    NAME     var    SINCE  DEPRECATED  TYPE
    NAME     const  SINCE  DEPRECATED  TYPE  VALUE           a number, a fraction, a quoted string, true or false
    NAME     KIND   SINCE  DEPRECATED  FLAGS  PARAMETERS  TEXT    a type
    <tab>    NAME   m|p    SINCE  DEPRECATED  SIGNATURE      a method of T (and *T) | of *T alone
    <tab>    NAME   f|e    SINCE  DEPRECATED  TYPE           a field | an embedded field

DEPRECATED is the release since which the API record says so (``-``: unknown), a space, and the doc comment's words.
FLAGS are c i a (comparable), l v (lock), = (alias), u x (interface), h (struct): see `Type`.
"""

import os.path
from functools import cache
from typing import Final, Literal, NamedTuple

from scaffold.versions import go_minor

_DATA: Final = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")

TypeKind = Literal["basic", "struct", "interface", "functype", "map", "slice", "array", "chan", "pointer"]
"""The form of a type's underlying type; ``functype`` is ``func(…)``."""

Comparable = Literal["never", "always", "interface", "arguments"]
"""Whether ``==`` and map keys are legal: ``interface`` compiles but may panic on what an interface holds,
``arguments`` means if all type arguments are comparable."""

Lock = Literal["never", "always", "arguments"]
"""Whether vet's copylocks refuses it by value; ``arguments``: if a type argument is a lock (it is held by value)."""


class Deprecation(NamedTuple):
    """Why staticcheck (SA1019) would complain about a name."""

    since: str
    """The release, like ``1.16``; empty where none is on record."""
    text: str
    """What the doc comment says after ``Deprecated:``, on one line."""


class Method(NamedTuple):
    """An exported method of a type, declared or promoted; for interfaces, one of the full method set."""

    name: str
    pointer: bool
    """Only in the method set of ``*T``."""
    since: str
    """Release it came with where later than its type, like ``1.21``; else empty."""
    deprecated: Deprecation | None
    signature: str
    """Go text from the ``(`` on. Qualifiers are those of `Package.imports`, the package's own name among them."""


class Field(NamedTuple):
    """An exported field of a struct type."""

    name: str
    embedded: bool
    since: str
    """Release it came with where later than its type; else empty."""
    deprecated: Deprecation | None
    type: str
    """Go text, qualified as `Method.signature` is."""


class Type(NamedTuple):
    """An exported type. For an alias, all facts are those of what it stands for."""

    name: str
    kind: TypeKind
    since: str
    """Release it came with, like ``1.21``; empty for Go 1.0 and for third-party packages."""
    deprecated: Deprecation | None
    alias: bool
    type_params: str
    """``[K comparable, V any]``, or empty."""
    text: str
    """What an alias stands for; else the underlying type, except for structs and method-set interfaces (empty)."""
    comparable: Comparable
    lock: Lock
    constraint_only: bool
    """An interface with a union or ``comparable`` in it: no variable can have its type."""
    hidden: bool
    """An interface with unexported methods (nobody else can implement it), or a struct with unexported fields."""
    methods: tuple[Method, ...]
    """By name. Of an interface the whole method set; else those of T and of ``*T``, promoted ones included."""
    fields: tuple[Field, ...]
    """Exported fields of a struct, in order."""


class Func(NamedTuple):
    """An exported function, or a builtin."""

    name: str
    since: str
    deprecated: Deprecation | None
    signature: str
    """Go text from the type parameters or ``(`` on; empty for builtins, which have no type."""


class Var(NamedTuple):
    """An exported variable."""

    name: str
    since: str
    deprecated: Deprecation | None
    type: str


class Const(NamedTuple):
    """An exported constant."""

    name: str
    since: str
    deprecated: Deprecation | None
    type: str
    """``untyped int``, ``time.Month`` …"""
    exact: str
    """Its value as Go text: a number, a fraction of two, a quoted string, ``true`` or ``false``; empty if unknown."""

    @property
    def value(self) -> int | None:
        """Its exact value if that is a whole number (also of a float constant)."""
        return int(self.exact) if self.exact.lstrip("-").isdecimal() else None


class Nil(NamedTuple):
    """The predeclared ``nil``."""

    name: str


Symbol = Type | Func | Var | Const | Nil

_KINDS: Final[dict[str, TypeKind]] = {
    kind: kind for kind in ("basic", "struct", "interface", "functype", "map", "slice", "array", "chan", "pointer")
}


class Package:
    """One Go package: its exported declarations, each read when it is asked for."""

    __slots__ = ("_found", "_imports", "_text", "deprecated", "module", "name", "path", "since")

    path: str
    """Import path; empty for the universe."""
    name: str
    """Package name: the qualifier without an import alias."""
    since: str
    """Release it came with, like ``1.21``; empty for Go 1.0 and for third-party packages."""
    deprecated: Deprecation | None
    module: str
    """``PATH@VERSION`` of the module the facts were read from; empty for the standard library."""

    def __init__(self, path: str, module: str, text: str) -> None:
        self.path, self.module, self._text = path, module, text
        _, name, since, deprecated = _columns(text[: text.index("\n")], 4)
        self.name, self.since, self.deprecated = name, since, _deprecation(deprecated)
        self._found: dict[str, Symbol | None] = {}
        self._imports: dict[str, str] | None = None

    def __repr__(self) -> str:
        return f"Package({self.path!r})"

    @property
    def imports(self) -> dict[str, str]:
        """Qualifier → import path, for the Go text of this package's symbols."""
        if self._imports is None:
            self._imports = {}
            at = self._text.find("\nimport\t")
            while at >= 0:
                end = self._text.find("\n", at + 1)
                _, qualifier, path = self._text[at + 1 : end].split("\t")
                self._imports[qualifier] = path
                at = self._text.find("\nimport\t", end)
        return self._imports

    def symbol(self, name: str) -> Symbol | None:
        """The exported declaration of that name; None if there is none."""
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def names(self) -> tuple[str, ...]:
        """All exported names, sorted."""
        lines = self._text.split("\n")
        return tuple(
            line[: line.index("\t")]
            for line in lines[1:]
            if line and line[0] != "\t" and not line.startswith("import\t")
        )

    def _read(self, name: str) -> Symbol | None:
        if not name.isidentifier() or name in ("package", "import"):
            return None
        text = self._text
        start = text.find(f"\n{name}\t") + 1
        if not start:
            return None
        end = text.find("\n", start)
        _, kind, since, deprecated, rest = _columns(text[start:end], 5)
        reason = _deprecation(deprecated)
        match kind:
            case "func":
                return Func(name, since, reason, rest)
            case "var":
                return Var(name, since, reason, rest)
            case "const":
                type_, value = _columns(rest, 2)
                return Const(name, since, reason, type_, value)
            case "nil":
                return Nil(name)
        flags, type_params, shown = _columns(rest, 3)
        methods, fields = self._members(end)
        return Type(
            name=name,
            kind=_KINDS[kind],
            since=since,
            deprecated=reason,
            alias="=" in flags,
            type_params=type_params,
            text=shown,
            comparable=_comparable(flags),
            lock="always" if "l" in flags else "arguments" if "v" in flags else "never",
            constraint_only="u" in flags,
            hidden="x" in flags or "h" in flags,
            methods=tuple(methods),
            fields=tuple(fields),
        )

    def _members(self, end: int) -> tuple[list[Method], list[Field]]:
        """The member lines that follow the line which ends at `end`."""
        methods: list[Method] = []
        fields: list[Field] = []
        text = self._text
        while text.startswith("\n\t", end):
            start = end + 2
            end = text.find("\n", start)
            name, mark, since, deprecated, rest = _columns(text[start:end], 5)
            if mark in "mp":
                methods.append(Method(name, mark == "p", since, _deprecation(deprecated), rest))
            else:
                fields.append(Field(name, mark == "e", since, _deprecation(deprecated), rest))
        return methods, fields


def _columns(line: str, number: int) -> list[str]:
    columns = line.split("\t", number - 1)
    return columns + [""] * (number - len(columns))


def _deprecation(column: str) -> Deprecation | None:
    if not column:
        return None
    since, _, text = column.partition(" ")
    return Deprecation("" if since == "-" else since, text)


def _comparable(flags: str) -> Comparable:
    if "c" in flags:
        return "always"
    if "i" in flags:
        return "interface"
    return "arguments" if "a" in flags else "never"


class _Index(NamedTuple):
    version: str
    modules: dict[str, str]
    """Import path → ``MODULE@VERSION``, empty for the standard library."""
    by_name: dict[str, tuple[str, ...]]


@cache
def _index(folder: str) -> _Index:
    with open(os.path.join(_DATA, folder, "INDEX"), encoding="utf-8") as file:
        version, *lines = file.read().splitlines()
    modules: dict[str, str] = {}
    by_name: dict[str, tuple[str, ...]] = {}
    for line in lines:
        path, name, module = _columns(line, 3)
        modules[path] = module
        by_name[name] = (*by_name.get(name, ()), path)
    return _Index(version, modules, by_name)


def go_version() -> str:
    """The Go release the standard library's facts are of, like ``go1.26.8``."""
    return _index("stdlib").version


def is_standard(path: str) -> bool:
    """Whether programs can import `path` from the standard library (internal and vendored packages: no)."""
    return path in _index("stdlib").modules


def packages_named(name: str) -> tuple[str, ...]:
    """Import paths of the standard library's packages of that name, sorted; ``template`` has two, ``rand`` three."""
    return _index("stdlib").by_name.get(name, ())


@cache
def package(path: str) -> Package | None:
    """The package at an import path, of the standard library or among the known third-party ones."""
    # Paths of the standard library have no dot in their first element, those of modules must have one.
    folder = "modules" if "." in path.partition("/")[0] else "stdlib"
    module = _index(folder).modules.get(path)
    if module is None:
        return None
    return Package(path, module, _read(folder, path.replace("/", "+")))


@cache
def universe() -> Package:
    """The predeclared identifiers, as a package without a path."""
    return Package("", "", _read("stdlib", "universe"))


def _read(folder: str, name: str) -> str:
    with open(os.path.join(_DATA, folder, f"{name}.txt"), encoding="utf-8") as file:
        return file.read()


def too_new(since: str, go: str) -> bool:
    """Whether a name that came with release `since` is newer than the language version `go` (``1.24``, ``1.24.3``).

    Versions that are none are never too new: whoever reads the plan has reported them.
    """
    minor = go_minor(go) if since else None
    return minor is not None and minor < int(since.partition(".")[2])
