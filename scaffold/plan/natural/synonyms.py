"""The words that people write for the keys of a plan, by place, and the keys that mean nothing there.

Spellings (``dependsOn``, ``depends-on``, ``Depends On``) are one word here: `plain_key`. A place is a record of the
plan; its own keys are those of `scaffold.plan`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=4096)
def plain_key(key: str) -> str:
    """A key in lower case with underscores: ``dependsOn`` → ``depends_on``."""
    return re.sub(r"[\s\-_.]+", "_", _HUMP.sub("_", key).strip()).strip("_").lower()


def _table(rows: dict[str, str]) -> dict[str, str]:
    return {word: key for key, words in rows.items() for word in words.split()}


_DOC: Final = "description desc javadoc docstring comment comments summary docs documentation about note text"
_NAME: Final = "title label id heading"
_IMPLEMENTS: Final = "implementing realizes realises"
_WAITS: Final = (
    "depend depends after requires require needs need dependencies dependency waits_for wait_for blocked_by "
    "prerequisites"
)
_PARTS: Final = (
    "deliver deliverables deliverable items item sections section packages package contracts contract modules outputs "
    "components scope contents content includes covers provides produces"
)

SYNONYMS: Final[dict[str, dict[str, str]]] = {
    "plan": _table(
        {
            "module": "go_module module_path repo repository project_module",
            "go": "go_version golang",
            "previous": "previous_phases existing prior",
            "decisions": "adrs adr architecture_decisions architectural_decisions",
            "storage": "storages persistence",
            "api": "apis",
            "processors": "processor processing",
            "events": "event",
            "plugins": "plugin",
            "extensions": "extension hooks",
            "contracts": "sections packages components modules services domains bounded_contexts microservices",
            "crds": "crd custom_resources resources custom_resource_definitions",
            "waves": "wave milestones steps stages roadmap phases",
            "features": "feature",
            "specs": "specifications technical_specifications requirements nfr nfrs",
            "integrations": "integration",
            "external": "external_systems externals",
            "success": "success_criteria acceptance acceptance_criteria done",
            "risks": "risk risk_analysis",
            "references": "links reference",
            "history": "changelog revisions document_history",
            "imports": "import uses packages_used dependencies third_party libraries",
            "owners": "codeowners ownership",
            "generate": "options output generator",
            "allow": "ignore allowed suppress",
        }
    ),
    "phase": _table(
        {
            "number": "id no nr",
            "name": "title label",
            "mission": "description summary goal goals objective objectives purpose vision overview about",
            "created_by": "author authors owner",
            "date": "created",
        }
    ),
    "section": _table(
        {
            "package": "pkg package_name go_package",
            "path": "dir directory folder location",
            "doc": _DOC,
            "imports": "import uses requires",
            "errors": "error sentinel_errors sentinels exceptions",
            "interfaces": "interface services service ports traits protocols",
            "types": (
                "type structs struct classes class dataclasses data_classes value_objects aggregates messages "
                "message models model schemas schema entities entity objects dtos records data data_models definitions "
                "aliases"
            ),
            "go": "code source golang",
            "was": "renamed_from formerly previously",
        }
    ),
    "interface": _table(
        {
            "name": _NAME,
            "doc": _DOC,
            "type_params": "type_parameters type_params generic generics typeparams parameters",
            "embeds": "embed embedded extends extend inherits includes",
            "methods": "method operations functions funcs rpcs rpc endpoints",
            "implementations": "implementation impls impl implemented_by",
            "was": "renamed_from formerly previously",
        }
    ),
    "method": _table({"signature": "sig func decl declaration go", "doc": _DOC, "was": "renamed_from formerly"}),
    "type": _table(
        {
            "name": _NAME,
            "doc": _DOC,
            "type_params": "type_parameters generic generics typeparams",
            "fields": "field struct properties props attributes columns members payload body",
            "type": "underlying underlying_type base is",
            "alias": "alias_of alias_for",
            "values": "enum enumeration members options constants cases variants one_of",
            "markers": "marker annotations",
            "was": "renamed_from formerly previously",
        }
    ),
    "field": _table(
        {
            "name": "field title id key",
            "type": "go_type data_type kind",
            "json": "json_name json_tag",
            "validate": "validation validations rules",
            "tag": "tags struct_tag",
            "markers": "marker annotations",
            "doc": _DOC,
        }
    ),
    "value": _table({"value": "name id key", "doc": _DOC}),
    "error": _table(
        {
            "name": "id",
            "message": "msg text error description summary",
            "doc": "comment docs",
            "was": "renamed_from formerly",
        }
    ),
    "wave": _table(
        {
            "wave": "number no nr id index order phase step milestone stage",
            "name": "title label goal description summary objective",
            "depends_on": _WAITS,
            "budget": "max_lines limit",
            "efforts": "effort_list tasks work work_items stories tickets",
        }
    ),
    "effort": _table(
        {
            "id": "key number effort task",
            "name": "title label goal description summary objective what",
            "delivers": _PARTS,
            "implements": _IMPLEMENTS,
            "paths": "path files domain dirs",
            "depends_on": _WAITS,
            "lines": "loc size lines_of_code estimated_lines estimate_lines",
            "budget": "max_lines limit",
            "branch": "git_branch",
        }
    ),
    "decision": _table(
        {
            "name": "title id decision label",
            "choice": "chosen outcome answer solution",
            "rationale": "reason reasons why context justification because",
            "alternatives": "considered options rejected",
            "impact": "consequences consequence",
        }
    ),
    "risk": _table(
        {
            "name": "title risk id text label",
            "probability": "likelihood chance",
            "impact": "severity level consequence",
            "description": "summary details detail",
            "mitigation": "mitigations action response countermeasure",
            "contingency": "fallback plan_b",
        }
    ),
    "feature": _table({"name": "title feature label id", "why": "description rationale reason value", "wave": "phase"}),
    "criterion": _table({"text": "criterion title name description criteria", "done": "checked completed"}),
    "reference": _table({"title": "name label", "url": "link href"}),
    "integration": _table({"api": "name", "purpose": "why description", "example": "usage"}),
    "external": _table({"system": "name service", "authentication": "auth", "purpose": "why description"}),
    "crd": _table(
        {
            "kind": "name resource_kind",
            "group": "api_group",
            "plural": "plural_name resource",
            "short_names": "shortname short_name aliases",
            "printer_columns": "additional_printer_columns columns print_columns printcolumns",
            "doc": _DOC,
            "types": "nested_types structs definitions models",
        }
    ),
    "crd version": _table({"name": "version", "printer_columns": "additional_printer_columns columns"}),
    "printer column": _table({"name": "title heading", "path": "json_path jsonpath field"}),
}
"""The key that a word stands for, by place."""

_TIME: Final = "scaffold plans by lines of code (lines) and not by time"
_TIMES: Final = dict.fromkeys(
    (
        *(
            "effort",
            "estimate",
            "duration",
            "days",
            "weeks",
            "hours",
            "people",
            "points",
            "story_points",
            "start",
            "end",
        ),
        *("due", "deadline", "timeline", "sprint", "sprints", "team_size", "estimated_effort", "estimated_days", "eta"),
        *("estimated_time", "estimated_duration", "effort_days", "effort_estimate", "time_estimate", "estimation"),
    ),
    _TIME,
)

NOTHING: Final[dict[str, dict[str, str]]] = {
    "plan": {
        "owner": "owners maps contract sections and efforts to their owners",
        "team": "owners maps contract sections and efforts to their owners",
        **dict.fromkeys(
            ("objectives", "goals", "stakeholders", "scope", "background"), "phase has its mission, one text"
        ),
        "package": "each contract section has a package of its own",
        **dict.fromkeys(("kind", "spec_version", "schema", "$schema", "api_version"), "a plan is known by its keys"),
        **dict.fromkeys(("license", "status", "tags", "labels", "repository_url"), "it is no part of a plan"),
        "language": "a plan is written in Go",
    },
    "phase": dict.fromkeys(("version", "status", "tags", "labels"), "a phase has a number and a name"),
    "section": {
        "depends_on": "packages depend on what their types name, and waves on each other",
        "kind": "the section's key says its kind",
        "name": "the section's key is its name",
        "version": "a Go package has no version of its own",
        "owner": "owners, at the top, maps sections to their owners",
        **_TIMES,
    },
    "interface": {"kind": "what stands under interfaces is one", "version": "a Go interface has no version"},
    "method": {
        "errors": "a Go signature says error alone; doc says which",
        "throws": "a Go signature says error alone; doc says which",
        "http": "a contract says nothing of the transport",
        "path": "a contract says nothing of the transport",
        "verb": "a contract says nothing of the transport",
        "route": "a contract says nothing of the transport",
        "async": "Go has no such methods",
        "idempotent": "doc says it",
    },
    "type": {
        "kind": "fields, type, alias or values say it",
        "package": "a type belongs to its section's package",
        "required": "validate tags of the fields say it",
        "default": "Go's types have no default values",
        "example": "doc may show it",
        "table": "a contract says nothing of the database",
    },
    "field": {
        "default": "Go's fields have no default values; a custom resource's field has the marker kubebuilder:default",
        "example": "doc may show it",
        "examples": "doc may show it",
        "number": "Go's fields have no numbers",
        "tag_number": "Go's fields have no numbers",
        "deprecated": "a paragraph of doc that begins with Deprecated: says it",
        "readonly": "Go's fields can be written",
        "read_only": "Go's fields can be written",
        "primary_key": "a contract says nothing of the database",
        "unique": "a contract says nothing of the database",
        "index": "a contract says nothing of the database",
        **dict.fromkeys(("pattern", "regex"), "validate has no rule for it; custom resources have a marker, Pattern"),
    },
    "crd": {
        "controller": "its controller is code of yours",
        "reconciler": "its controller is code of yours",
        "webhooks": "conversion has the one that it knows",
        **_TIMES,
    },
    "value": {
        "number": "numbers of values are written as values of an integer type",
        "default": "Go's types have no default values",
    },
    "error": {
        "code": "a sentinel error has its text alone",
        "http": "a sentinel error has its text alone",
        "status": "a sentinel error has its text alone",
        "grpc": "a sentinel error has its text alone",
        "retryable": "a sentinel error has its text alone",
        "http_status": "a sentinel error has its text alone",
        "severity": "a sentinel error has its text alone",
    },
    "wave": {
        **_TIMES,
        "owner": "owners, at the top, maps efforts to their owners",
        "team": "owners, at the top, maps efforts to their owners",
        "parallel": "waves that do not wait for each other run in parallel",
        "status": "a plan says what is to be done",
    },
    "effort": {
        **_TIMES,
        "owner": "owners, at the top, maps efforts to their owners",
        "assignee": "owners, at the top, maps efforts to their owners",
        "status": "a plan says what is to be done",
        "priority": "waves give the order",
    },
    "decision": {"status": "a decision of a plan is taken", "date": "history has the dates"},
    "feature": {
        "priority": "features has three lists: mvp, enhanced and nice_to_have",
        "status": "a plan says what is to be done",
    },
    "risk": {"owner": "a risk has no owner here", "status": "a plan says what may happen"},
}
"""Keys that have no meaning at a place, and what there is instead."""

SECTION_KEYS: Final = frozenset(
    (
        *("interfaces", "types", "errors", "go", "enums", "constants", "consts", "vars", "variables", "functions"),
        *("structs", "messages", "models", "schemas", "entities", "services", "interface", "type", "struct", "service"),
        *("ports", "dtos", "records", "definitions", "classes", "exceptions"),
    )
)
"""Keys by which a mapping is known for a contract section."""

PARTS_OF_A_WAVE: Final = frozenset((*_PARTS.split(), "delivers"))
"""What people call the sections that a wave delivers, beside its efforts."""

PARAMETERS: Final = frozenset(
    [
        "params",
        "parameters",
        "args",
        "arguments",
        "input",
        "inputs",
        "in",
        "takes",
        "accepts",
        "request",
        "receives",
        "parameter",
        "arg",
    ]
)
RESULTS: Final = frozenset(
    ["returns", "return", "results", "result", "output", "outputs", "out", "response", "responses", "produces"]
)
"""What people call the two halves of a signature."""

TOP_OF_PHASE: Final = _table(
    {
        "number": "phase_number number",
        "name": "title name project project_name phase_name system",
        "mission": "description summary goal objective mission purpose vision overview about",
        "date": "date created",
        "created_by": "author authors created_by",
    }
)
"""Keys at the top of a plan that are keys of its phase."""
