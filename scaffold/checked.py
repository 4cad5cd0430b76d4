"""The checked plan: what the kinds of output work from. Everything that could go wrong with a plan has been said.

`scaffold.check` makes it from a `Plan`; nothing behind it looks a name up again. Types here are *resolved*: the same
trees as in `scaffold.golang.ast`, but each `Name.qualifier` is an import path (``example.com/acme/pkg/api``,
``context``), also for types of the declaring package itself. An empty qualifier is the universe scope or a type
parameter. A file that prints them decides how it calls each import path.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from scaffold.golang.ast import FuncDecl, Method, Name, ValueDecl
from scaffold.golang.imports import internal_parent
from scaffold.model import Crd, CrdDocument, CrdGo, Plan, SentinelError, TypePlan
from scaffold.source import Span, Text


class Function(NamedTuple):
    """A function or method of a contract package. `kept`: its body is copied as written, else it gets a stub."""

    decl: FuncDecl
    file: str
    kept: bool


class Values(NamedTuple):
    """A const or var declaration of a contract package."""

    decl: ValueDecl
    file: str


class Package(NamedTuple):
    """One Go package of the repository that contracts make: all sections with one name and path.

    `path` is its directory in the repository, `import_path` the module's path joined with it, `keys` the plan's
    sections it is made of. `types` holds every declared type, supplied and stubbed ones included, resolved; `file` is a
    base name such as ``api.go`` and never empty here. `aliases` gives, for an import path, the name the plan calls it
    by where that is not the package's own. `body_imports` are the imports (name in the code, import path) that
    expressions and kept bodies of a file use. `former` are the names that the package had before. `by_name` are the
    `types` by name.
    """

    name: str
    path: str
    import_path: str
    kind: str
    keys: tuple[str, ...]
    doc: Text
    errors: tuple[tuple[SentinelError, str], ...]
    types: tuple[TypePlan, ...]
    values: tuple[Values, ...]
    functions: tuple[Function, ...]
    aliases: dict[str, str]
    body_imports: dict[str, tuple[tuple[str, str], ...]]
    span: Span
    former: tuple[str, ...]
    by_name: dict[str, TypePlan]

    def type(self, name: str) -> TypePlan | None:
        """The declaration of a type of this package."""
        return self.by_name.get(name)


class MethodSet(NamedTuple):
    """What an interface asks for, with embedding resolved.

    `methods` are resolved, in the order a reader meets them: embedded interfaces of the plan and of the standard
    library are flattened in place, their type parameters substituted, each method once. `foreign` are embedded
    interfaces of other modules, resolved. `unmockable` is empty, or says why there can be no mock and no skeleton
    (a union constraint, unexported methods …).
    """

    methods: tuple[Method, ...]
    foreign: tuple[Name, ...]
    unmockable: str


class CheckedCrd(NamedTuple):
    """A custom resource with resolved types. `group` is settled; `import_paths` gives each version's Go package.

    `document` is the CustomResourceDefinition as data: what its YAML says. `span` is where the plan names it.
    """

    crd: Crd | CrdDocument | CrdGo
    group: str
    import_paths: dict[str, str]
    kind: str
    plural: str
    document: dict[str, Any]
    span: Span


class ApiPackage(NamedTuple):
    """The Go package of one group and version of custom resources.

    `package` holds its declarations as they are written, every marker in their comments. `registered` are the types
    that a scheme has to know, kinds and their lists. `optional`: fields may be missing unless they say otherwise.
    """

    package: Package
    group: str
    version: str
    registered: tuple[str, ...]
    optional: bool


class CheckedFields(NamedTuple):
    """What a sound plan holds.

    `method_sets` is keyed by (import path, interface name); `package_names` gives the package name of every import path
    that occurs in a resolved type or a body. `lenient` is the option of that name. `earlier` are other plans' packages,
    with the types that custom resources of this one may hold.
    """

    plan: Plan
    module: str
    go: str
    packages: tuple[Package, ...]
    method_sets: dict[tuple[str, str], MethodSet]
    package_names: dict[str, str]
    crds: tuple[CheckedCrd, ...]
    apis: tuple[ApiPackage, ...] = ()
    lenient: bool = False
    earlier: tuple[Package, ...] = ()


class Checked(CheckedFields):
    """A sound plan, and what is looked up in it for every type: in tables, each made when it is first asked for."""

    def package(self, import_path: str) -> Package | None:
        """The plan's package at an import path, of contracts or of custom resources."""
        return self._packages_by_path.get(import_path)

    @cached_property
    def types_with_renamed_methods(self) -> tuple[tuple[Package, TypePlan], ...]:
        """The few interfaces some of whose methods had other names, each with its package."""
        return tuple((package, plan) for package in self.packages for plan in package.types if plan.method_renames)

    @cached_property
    def internal_paths(self) -> frozenset[str]:
        """The import paths in the plan that Go's rule for ``internal`` restricts; most plans have none."""
        paths = (*self.package_names, *self._packages_by_path)
        return frozenset(path for path in paths if internal_parent(path) is not None)

    @cached_property
    def _packages_by_path(self) -> dict[str, Package]:
        found: dict[str, Package] = {}
        for package in (*self.packages, *(api.package for api in self.apis)):
            found.setdefault(package.import_path, package)
        return found
