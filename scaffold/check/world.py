"""What the rules share: the packages of a plan while they are being checked, and what each declares.

The rules add to it in the order of `scaffold.check.api`; nothing here complains of anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from scaffold.check.options import Options
from scaffold.diagnostics import Report
from scaffold.golang.ast import FuncDecl, TypeDecl, ValueDecl
from scaffold.model import GoFragment, Import, Plan, Section, SentinelError, TypePlan
from scaffold.source import Span, Text, Word

if TYPE_CHECKING:
    from scaffold.check.resolve import Scope

UNKNOWN = "?"
"""The qualifier of a resolved name that nobody knows and that has been complained of: no rule says more about it."""

GENERATED_VARIABLE = "generated variable"
"""What a variable is that scaffold writes into a package of custom resources."""


class Symbol(NamedTuple):
    """A name at the top of a package. `what` is as messages call it: ``type``, ``constant``, ``function``, …"""

    what: str
    span: Span


class Placeholder(NamedTuple):
    """What a placeholder type replaces: a name as the plan writes it, with the number of its type arguments."""

    qualifier: str
    name: str
    arguments: int


class Typ:
    """A declared type on its way: the plan's words, and the resolved declaration once there is one."""

    __slots__ = ("base", "draft", "file", "fragment", "made", "of_schema", "plan", "resolved", "section")

    def __init__(self, plan: TypePlan, section: Section, draft: Draft, file: str, fragment: GoFragment | None) -> None:
        self.plan = plan
        self.section = section
        self.draft = draft
        self.file = file
        self.fragment = fragment
        self.resolved: TypeDecl = plan.decl
        # The basic type under an enumeration, once it has been checked.
        self.base = ""
        # Declared by scaffold (supplied, stubbed, standard): not the author's style to judge.
        self.made = False
        # Made of a pasted definition.
        self.of_schema = False


class Func:
    """A function or method on its way."""

    __slots__ = ("decl", "draft", "file", "fragment", "kept", "resolved", "section")

    def __init__(self, decl: FuncDecl, section: Section, draft: Draft, file: str, fragment: GoFragment | None) -> None:
        self.decl = decl
        self.section = section
        self.draft = draft
        self.file = file
        self.fragment = fragment
        self.resolved = decl
        self.kept = False


class Val:
    """A const or var declaration on its way."""

    __slots__ = ("decl", "draft", "file", "fragment", "resolved", "section")

    def __init__(self, decl: ValueDecl, section: Section, draft: Draft, file: str, fragment: GoFragment | None) -> None:
        self.decl = decl
        self.section = section
        self.draft = draft
        self.file = file
        self.fragment = fragment
        self.resolved = decl


class Draft:
    """A package on its way: all sections with one name and path."""

    __slots__ = (
        "aliases",
        "doc",
        "errors",
        "functions",
        "import_path",
        "keys",
        "kind",
        "main_file",
        "methods",
        "name",
        "path",
        "qualified",
        "scope",
        "sections",
        "span",
        "types",
        "uses",
        "values",
    )

    def __init__(self, name: Word, path: str, import_path: str, kind: str, main_file: str, doc: Text) -> None:
        self.name = name.value
        self.span = name.span
        self.path = path
        self.import_path = import_path
        self.kind = kind
        self.main_file = main_file
        self.doc = doc
        self.keys: list[str] = []
        self.sections: list[Section] = []
        self.types: dict[str, Typ] = {}
        self.errors: list[tuple[SentinelError, str]] = []
        self.values: list[Val] = []
        self.functions: list[Func] = []
        self.scope: dict[str, Symbol] = {}
        # Methods declared in go blocks and those that scaffold writes, by type.
        self.methods: dict[str, dict[str, Span]] = {}
        # Import path → what the plan calls it here, where that is not the package's own name.
        self.aliases: dict[str, str] = {}
        # Import path of a package of the plan → the first use of it.
        self.uses: dict[str, Span] = {}
        # Those of them that a type is written of with its package.
        self.qualified: set[str] = set()


class Previous:
    """An existing package of an earlier phase: resolvable, never generated."""

    __slots__ = ("aliases", "fragments", "import_path", "name", "qualified", "scope", "span", "types", "uses")

    def __init__(self, path: Word, name: str, fragments: tuple[GoFragment, ...]) -> None:
        self.import_path = path.value
        self.span = path.span
        self.name = name
        self.fragments = fragments
        self.types: dict[str, TypeDecl] = {}
        self.scope: dict[str, Symbol] = {}
        self.aliases: dict[str, str] = {}
        self.uses: dict[str, Span] = {}
        self.qualified: set[str] = set()


class World:
    """The plan, the report, and every package that a name may lead to."""

    __slots__ = (
        "apart",
        "apis",
        "array_owners",
        "declarers",
        "drafts",
        "earlier",
        "forbidden",
        "go",
        "groups",
        "imports",
        "kinds",
        "module",
        "optional_apis",
        "options",
        "package_names",
        "plan",
        "previous",
        "report",
        "sections",
        "stub_names",
        "stubs",
        "uncopied",
    )

    def __init__(self, plan: Plan, report: Report, options: Options, module: str, go: str) -> None:
        self.plan = plan
        self.report = report
        self.options = options
        self.module = module
        self.go = go
        self.drafts: dict[str, Draft] = {}
        # (importing package, package): pairs that bare names no longer join, for they would import each other.
        self.apart: set[tuple[str, str]] = set()
        # (importing package, internal package) that have been reported.
        self.forbidden: set[tuple[str, str]] = set()
        # The packages of custom resources, by import path.
        self.apis: dict[str, Draft] = {}
        # What they are of: import path → group and version; the kinds and lists that a scheme has to know.
        self.groups: dict[str, tuple[str, str]] = {}
        self.kinds: dict[str, list[str]] = {}
        # Those that say +kubebuilder:validation:Optional of all their fields.
        self.optional_apis: set[str] = set()
        # id of an array's length as written → the length, and the scope it was written in.
        self.array_owners: dict[int, tuple[Text, Scope]] = {}
        self.sections: dict[str, Draft] = {}
        # (import path, name) of types that stand in for what nothing declares.
        self.stubs: dict[tuple[str, str], Placeholder] = {}
        # The names of the placeholders, by package and what they replace.
        self.stub_names: dict[tuple[str, Placeholder], str] = {}
        self.declarers: dict[str, list[Draft]] = {}
        self.previous: dict[str, Previous] = {}
        # Those of them that another plan generated, with the types that can be copied.
        self.earlier: dict[str, Draft] = {}
        # Types of those whose deep copies nothing tells of.
        self.uncopied: set[tuple[str, str]] = set()
        self.imports: dict[str, Import] = {}
        # Import path → package name, of everything that resolved names and kept bodies use.
        self.package_names: dict[str, str] = {}

    def package(self, path: str) -> Draft | None:
        """The plan's package at an import path: of contracts or of custom resources."""
        return self.drafts.get(path) or self.apis.get(path)

    def known(self, path: str) -> Draft | None:
        """A package whose types custom resources may hold: the plan's, or another plan's."""
        return self.package(path) or self.earlier.get(path)

    def packages(self) -> Iterator[Draft]:
        """The packages of contracts, then those of custom resources."""
        yield from self.drafts.values()
        yield from self.apis.values()

    def drafts_named(self, name: str) -> list[Draft]:
        """The plan's packages with a package name."""
        return [draft for draft in self.packages() if draft.name == name]
