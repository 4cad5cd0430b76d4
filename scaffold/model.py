"""The typed plan: what a phase architecture plan says, however it was spelled.

Both spellings, YAML and Markdown, are read into these values; everything after the reader knows only them. Words that a
check may complain of are `Word`s and Go trees, which know their place; prose that nobody checks is plain `str`.
Every sequence keeps the plan's order.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.golang.ast import Decl, File, Name, TypeDecl
from scaffold.golang.numerals import enum_constant, parse_numeral
from scaffold.node import Mapping
from scaffold.source import Source, Span, Text, Word

# --- contracts -------------------------------------------------------------------------------------------------------


class Import(NamedTuple):
    """An entry of `imports`: the name used in types and the import path.

    For `go.mod` perhaps a version, and the path of the module that the package lies in.
    """

    alias: Word
    path: Word
    version: Word | None
    module: Word | None = None


class SentinelError(NamedTuple):
    """A sentinel error, ``var ErrX = errors.New(message)``. An empty message is derived from the name."""

    name: Word
    message: str
    doc: Text
    was: Word | None = None


class EnumValue(NamedTuple):
    """A value of an enumeration: the text of a string type's constant; of an integer type a number or a name."""

    value: Word
    doc: Text


class Implementation(NamedTuple):
    """A skeleton to make. `path` is empty where it is derived."""

    name: Word
    path: Word | None


class Law(NamedTuple):
    """A law of one's own for the conformance suite (`name`, `text`), or a standard one off (`off`, `reason`)."""

    name: Word | None
    text: str
    off: Word | None
    reason: str
    span: Span


class MethodRename(NamedTuple):
    """A method that had another name: ``was`` in a method's long form."""

    method: str
    was: Word


class TypePlan(NamedTuple):
    """A declared type with what the plan says beyond Go.

    `values` make it an enumeration: `decl.type` is then the underlying type. `implementations` is None where the plan
    says nothing (an interface then gets its default skeleton) and empty where it wants none. `file` is the file of the
    package it goes to, empty for the package's main file. `extent` is all that the plan says of it, where that is more
    than Go. `base` is the basic type under a checked enumeration (``string``, ``int8``).
    """

    decl: TypeDecl
    file: str = ""
    was: Word | None = None
    values: tuple[EnumValue, ...] = ()
    implementations: tuple[Implementation, ...] | None = None
    laws: tuple[Law, ...] = ()
    method_renames: tuple[MethodRename, ...] = ()
    extent: Span | None = None
    base: str = ""

    @property
    def constants(self) -> tuple[str, ...]:
        """The names of an enumeration's constants, one a value."""
        if not self.values:
            return ()
        name, body = self.decl.name, self.decl.type
        is_text = isinstance(body, Name) and (body.qualifier, body.name) == ("", "string")
        return tuple(enum_constant(name, value.value.value, is_text) for value in self.values)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of an integer enumeration's constants: its values where they are numerals, else from 0."""
        numerals = [parse_numeral(value.value.value) for value in self.values]
        numbers = tuple(number for number in numerals if number is not None)
        return numbers if len(numbers) == len(self.values) else tuple(range(len(self.values)))

    @property
    def has_numerals(self) -> bool:
        """Whether the values of an integer enumeration are numbers themselves, not names that are counted."""
        return bool(self.values) and parse_numeral(self.values[0].value.value) is not None


class GoFragment(NamedTuple):
    """One `go:` block, or one file of a map of them, as parsed. `file` is empty unless the plan names one."""

    file: str
    parsed: File
    text: Text
    file_span: Span | None = None


class Section(NamedTuple):
    """A contract section.

    `key` is its address in the plan: ``api``, ``storage``, … or ``contracts.NAME``; `kind` one of ``api``, ``storage``,
    ``processor``, ``event``, ``plugin``, ``extension`` and ``plain``, which is what `contracts:` declares.
    `types` holds the structured forms first (interfaces, then types), then the type declarations of the `go` fragments,
    each with its file; `others` the constants, variables, functions and methods of the fragments as (file,
    declaration). `standard` is true for a section that was present but empty and has a standard contract.
    """

    key: str
    kind: str
    package: Word
    path: Word | None
    doc: Text
    imports: tuple[Import, ...]
    errors: tuple[SentinelError, ...]
    types: tuple[TypePlan, ...]
    others: tuple[tuple[str, Decl], ...]
    go: tuple[GoFragment, ...]
    was: Word | None
    standard: bool
    span: Span


# --- custom resources ------------------------------------------------------------------------------------------------


class PrinterColumn(NamedTuple):
    """A column of ``kubectl get``. `priority` is 0 where nothing is said."""

    name: Word
    type: Word
    path: Word
    format: str
    description: str
    priority: int
    span: Span


class Scale(NamedTuple):
    """The scale subresource: JSON paths."""

    spec_replicas: Word | None
    status_replicas: Word | None
    label_selector: Word | None
    span: Span


class CrdVersion(NamedTuple):
    """One version of a short-form CRD. `fields` of the two halves are Go structs; None where the half is absent.

    `spec` and `status` are `TypeDecl`s named ``<Kind>Spec`` and ``<Kind>Status``; `types` the nested types.
    """

    name: Word
    served: bool
    storage: bool
    deprecated: bool
    deprecation_warning: str
    spec: TypeDecl | None
    status: TypeDecl | None
    types: tuple[TypePlan, ...]
    printer_columns: tuple[PrinterColumn, ...]
    status_subresource: bool
    scale: Scale | None
    span: Span


class Crd(NamedTuple):
    """A custom resource in the short form. Names that may be derived are None where the plan leaves them out.

    `span` is the kind's name, `extent` all that the plan says of it.
    """

    kind: Word
    group: Word | None
    plural: Word | None
    singular: Word | None
    list_kind: Word | None
    scope: Word | None
    short_names: tuple[Word, ...]
    categories: tuple[Word, ...]
    doc: Text
    imports: tuple[Import, ...]
    versions: tuple[CrdVersion, ...]
    conversion: Mapping | None
    was: Word | None
    span: Span
    extent: Span | None = None


class CrdDocument(NamedTuple):
    """A whole CustomResourceDefinition as the plan has it, or a list of them flattened."""

    document: Mapping


class CrdGo(NamedTuple):
    """Go types with kubebuilder markers. `group` and `version` are what the entry says beside the Go, if anything.

    `types` are those of the Go types that are enumerations, for their values.
    """

    group: Word | None
    version: Word | None
    fragments: tuple[GoFragment, ...]
    span: Span
    types: tuple[TypePlan, ...] = ()


# --- waves -----------------------------------------------------------------------------------------------------------


class Effort(NamedTuple):
    """One piece of work of a wave. `lines` and `budget` are lines of code; None where the plan says nothing."""

    id: Word
    name: str
    delivers: tuple[Word, ...]
    implements: tuple[Word, ...]
    paths: tuple[Word, ...]
    depends_on: tuple[Word, ...]
    lines: int | None
    budget: int | None
    branch: str
    span: Span


class Wave(NamedTuple):
    """A wave: efforts that may run in parallel once the waves it depends on are done."""

    number: int
    name: str
    depends_on: tuple[Word, ...]
    budget: int | None
    efforts: tuple[Effort, ...]
    span: Span


# --- prose that only documents ---------------------------------------------------------------------------------------


class Phase(NamedTuple):
    """Phase Vision Alignment."""

    number: str = ""
    name: str = ""
    mission: str = ""
    alignment: str = ""
    created_by: str = ""
    created_after: str = ""
    date: str = ""


class PreviousApi(NamedTuple):
    """An API of an earlier phase."""

    phase: str
    api: str
    version: str
    location: str
    usage: str


class Library(NamedTuple):
    """A library of an earlier phase."""

    name: str
    phase: str
    location: str
    purpose: str
    usage_example: str


class PreviousPackage(NamedTuple):
    """Existing Go declarations that may be referred to and are never generated."""

    path: Word
    fragments: tuple[GoFragment, ...]


class Lesson(NamedTuple):
    """A lesson learned and what follows from it."""

    learning: str
    adjustment: str


class Debt(NamedTuple):
    """Technical debt, the plan to pay it, and whether it is paid."""

    item: str
    plan: str
    done: bool = False


class Previous(NamedTuple):
    """Analysis of Previous Phases."""

    apis: tuple[PreviousApi, ...] = ()
    libraries: tuple[Library, ...] = ()
    go: tuple[PreviousPackage, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    debt: tuple[Debt, ...] = ()


Pairs = tuple[tuple[str, str], ...]
"""Names with texts, as a plan writes them."""


class Decision(NamedTuple):
    """A core architectural decision. `more`: further labels, here and in features, external systems and risks."""

    name: str
    choice: str
    rationale: str
    alternatives: str
    impact: str
    risk: str
    mitigation: str
    more: Pairs = ()


class Enabler(NamedTuple):
    """A rule that lets work run in parallel, and what it is good for."""

    rule: str
    benefit: str


class Feature(NamedTuple):
    """A feature of one of the three classes; `wave` is None where it is not bound to one."""

    name: str
    why: str
    wave: Word | None
    more: Pairs = ()


class Features(NamedTuple):
    """MVP vs Nice-to-Have."""

    mvp: tuple[Feature, ...] = ()
    enhanced: tuple[Feature, ...] = ()
    nice_to_have: tuple[Feature, ...] = ()


class Specs(NamedTuple):
    """Technical Specifications; each a tuple of (name, value) as written, units included."""

    latency: tuple[tuple[str, str], ...] = ()
    throughput: tuple[tuple[str, str], ...] = ()
    resources: tuple[tuple[str, str], ...] = ()
    security: tuple[tuple[str, str], ...] = ()
    scalability: tuple[tuple[str, str], ...] = ()


class Integration(NamedTuple):
    """An integration with an API of an earlier phase."""

    phase: str
    api: str
    version: str
    purpose: str
    example: str


class External(NamedTuple):
    """An external system."""

    system: str
    protocol: str
    authentication: str
    purpose: str
    more: Pairs = ()


class Criterion(NamedTuple):
    """A success criterion."""

    text: str
    done: bool


class Success(NamedTuple):
    """Success Criteria."""

    architecture: tuple[Criterion, ...] = ()
    implementation: tuple[Criterion, ...] = ()


class Risk(NamedTuple):
    """A risk and what is done about it."""

    name: str
    probability: str
    impact: str
    description: str
    mitigation: str
    contingency: str
    more: Pairs = ()


class Reference(NamedTuple):
    """A document to read."""

    title: str
    url: str


class Revision(NamedTuple):
    """A line of the document's history."""

    version: str
    date: str
    author: str
    changes: str


class Generate(NamedTuple):
    """Options of the output that belong to the plan; None where the plan says nothing.

    `lenient`: its Go is read as the Go of a document is.
    """

    mocks: tuple[Word, ...] | None = None
    embedded_object_meta: bool | None = None
    allow_dangerous_types: bool | None = None
    max_description: int | None = None
    layout: str | None = None
    """``kubebuilder``: the Go packages of custom resources are in ``api``."""
    lenient: bool | None = None


class Allow(NamedTuple):
    """A message that this plan accepts: its code and, perhaps, the place it is limited to."""

    code: Word
    where: str
    reason: str
    span: Span


# --- the plan --------------------------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """One phase architecture plan. `name` is the base name of its file, which generated files carry in their header.

    `module_key` is the place of the key ``module``, also where nothing that can be read stands behind it.
    """

    source: Source
    name: str
    module: Word | None = None
    module_key: Span | None = None
    go: Word | None = None
    phase: Phase = Phase()
    previous: Previous = Previous()
    decisions: tuple[Decision, ...] = ()
    enablers: tuple[tuple[str, tuple[Enabler, ...]], ...] = ()
    sections: tuple[Section, ...] = ()
    crds: tuple[Crd | CrdDocument | CrdGo, ...] = ()
    waves: tuple[Wave, ...] | None = None
    features: Features = Features()
    specs: Specs = Specs()
    integrations: tuple[Integration, ...] = ()
    external: tuple[External, ...] = ()
    success: Success = Success()
    risks: tuple[Risk, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    references: tuple[Reference, ...] = ()
    history: tuple[Revision, ...] = ()
    imports: tuple[Import, ...] = ()
    owners: tuple[tuple[Word, str], ...] = ()
    generate: Generate = Generate()
    allow: tuple[Allow, ...] = ()

    @property
    def span(self) -> Span:
        """The beginning of the document, for what is missing from the plan as a whole."""
        return self.source.span(0, 0)
