"""From a document to the typed plan."""

from __future__ import annotations

from scaffold.diagnostics import Report
from scaffold.model import Allow, Generate, Plan, Section
from scaffold.node import Node
from scaffold.plan import prose as shapes
from scaffold.plan.contracts import SECTION_KINDS, build_section, section_fields
from scaffold.plan.crds import crd
from scaffold.plan.go_code import imports
from scaffold.plan.records import (
    Fields,
    Key,
    Reading,
    Shape,
    choice,
    custom,
    either,
    flag,
    integer,
    list_of,
    map_of,
    record,
    text,
    word,
)
from scaffold.plan.waves import wave
from scaffold.plan.yaml_nodes import compose
from scaffold.source import Source

_SECTION_DOCS = {
    "api": "APIs and Contracts",
    "storage": "Abstractions: storage",
    "processors": "Abstractions: processing",
    "events": "Abstractions: events",
    "plugins": "Plugin System Architecture",
    "extensions": "Future Phase Hooks",
}


def _allow_only(node: Node, reading: Reading) -> Allow | None:
    code = word.read(node, reading)
    return None if code is None else Allow(code, "", "", code.span)


_ALLOW: Shape[Allow] = either(
    custom("a code", _allow_only, (word,)),
    record(
        "an accepted message",
        lambda f: Allow(f["code"], f["where"], f["reason"], f.span),
        {
            "code": Key(word, required=True, doc="Code of the message."),
            "where": Key(text, doc="What it is limited to."),
            "reason": Key(text, doc="Why it is accepted."),
        },
    ),
)

_GENERATE: Shape[Generate] = record(
    "the options of the output",
    lambda f: Generate(
        f["mocks"] if f.has("mocks") else None,
        f["embedded_object_meta"],
        f["allow_dangerous_types"],
        f["max_description"],
        f["layout"].value if f["layout"] is not None else None,
        f["lenient"],
    ),
    {
        "mocks": Key(list_of(word, single=True), doc="Kinds of mocks: func, testify, gomock, none."),
        "embedded_object_meta": Key(flag, doc="Schemas of embedded ObjectMeta."),
        "allow_dangerous_types": Key(flag, doc="Accept floats in custom resources."),
        "max_description": Key(integer(), doc="Most characters of a description in a CRD."),
        "layout": Key(choice("kubebuilder"), doc="Folders of custom resources: api/VERSION as kubebuilder has them."),
        "lenient": Key(flag, doc="Read Go as a document's: empty types for undeclared ones, what is faulty left out."),
    },
)

PLAN: Shape[Fields] = record(
    "a plan",
    lambda f: f,
    {
        "version": Key(choice("1"), doc="Format version."),
        "module": Key(word, doc="Go module path of the repository."),
        "go": Key(word, doc='go directive; default "1.24".'),
        "phase": Key(shapes.phase, doc="Phase Vision Alignment"),
        "previous": Key(shapes.previous, doc="Analysis of Previous Phases"),
        "decisions": Key(list_of(shapes.decision), doc="Core Architectural Decisions"),
        "enablers": Key(shapes.enablers, default=(), doc="Parallelization Enablers"),
        **{key: Key(section_fields, doc=_SECTION_DOCS[key]) for key in SECTION_KINDS},
        "contracts": Key(map_of(section_fields), doc="Other Go contract packages, by package name."),
        "crds": Key(list_of(crd), doc="CRDs and Schemas"),
        "waves": Key(list_of(wave), default=None, doc="Wave Parallelization Strategy"),
        "features": Key(shapes.features, doc="MVP vs Nice-to-Have"),
        "specs": Key(shapes.specs, doc="Technical Specifications"),
        "integrations": Key(list_of(shapes.integration), doc="Previous Phase APIs"),
        "external": Key(list_of(shapes.external), doc="External Systems"),
        "success": Key(shapes.success, doc="Success Criteria"),
        "risks": Key(list_of(shapes.risk), doc="Risk Analysis"),
        "glossary": Key(shapes.pairs, default=(), doc="Glossary"),
        "references": Key(list_of(shapes.reference), doc="References"),
        "history": Key(list_of(shapes.revision), doc="Document History"),
        "imports": Key(imports, doc="Names of third-party packages used in types."),
        "owners": Key(map_of(text), doc="Owners of sections and efforts, for CODEOWNERS."),
        "generate": Key(_GENERATE, doc="Options of the output."),
        "allow": Key(list_of(_ALLOW), doc="Messages that this plan accepts."),
    },
)


def read_plan(source: Source, name: str, report: Report) -> Plan | None:
    """Read a YAML plan. `name` is the base name that generated files carry.

    None if the document is no plan at all; else everything that could be read, with the faults in `report`.
    """
    whole = source.whole()
    first = Report(strict=report.strict)
    node = compose(whole, first)
    plan = None if node is None else plan_of(source, name, node, first)
    if node is not None and first.has_errors:
        from scaffold.plan.natural import understand

        understood = understand(whole, report)
        if understood is not None:
            rest = Report(strict=report.strict)
            tree = compose(understood, rest)
            plan = None if tree is None else plan_of(source, name, tree, rest)
            told = {(one.code, one.span.offsets[0]) for one in report}
            # A form that could not be edited is still what the reader stumbles over.
            rest.drop(lambda one: (one.code, one.span.offsets[0]) in told)
            report.extend(rest)
            return plan
    report.extend(first)
    return plan


def plan_of(source: Source, name: str, tree: Node, report: Report) -> Plan | None:
    """The plan that a tree is, whichever spelling it was read from; None where it is none."""
    reading = Reading(report)
    fields = PLAN.read(tree, reading)
    return None if fields is None else _plan(source, name, fields, reading)


def _plan(source: Source, name: str, fields: Fields, reading: Reading) -> Plan:
    empty = Plan(source, name)
    return Plan(
        source=source,
        name=name,
        module=fields["module"],
        module_key=fields.word("module").span if fields.has("module") else None,
        go=fields["go"],
        phase=fields["phase"] or empty.phase,
        previous=fields["previous"] or empty.previous,
        decisions=fields["decisions"],
        enablers=fields["enablers"],
        sections=_sections(fields, reading),
        crds=fields["crds"],
        waves=fields["waves"],
        features=fields["features"] or empty.features,
        specs=fields["specs"] or empty.specs,
        integrations=fields["integrations"],
        external=fields["external"],
        success=fields["success"] or empty.success,
        risks=fields["risks"],
        glossary=fields["glossary"],
        references=fields["references"],
        history=fields["history"],
        imports=fields["imports"] or (),
        owners=fields["owners"],
        generate=fields["generate"] or empty.generate,
        allow=fields["allow"],
    )


def _sections(fields: Fields, reading: Reading) -> tuple[Section, ...]:
    found: list[Section] = []
    for key, kind in SECTION_KINDS.items():
        section = fields[key]
        if section is not None:
            found.append(build_section(key, kind, section, fields.word(key), reading))
    for key_word, section in fields["contracts"]:
        found.append(build_section(f"contracts.{key_word.value}", "plain", section, key_word, reading))
    return tuple(found)
