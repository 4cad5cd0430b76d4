"""What a plan says, thing by thing, without its places: two spellings of one plan say the same."""

from __future__ import annotations

import re
from typing import Any

from scaffold.documents.imports import unstated
from scaffold.golang.ast import NO_TEXT, FuncDecl, TypeDecl, ValueDecl
from scaffold.golang.doccomment import comment_lines
from scaffold.golang.identifiers import folder_name
from scaffold.golang.imports import last_element
from scaffold.golang.printing import names_in
from scaffold.model import GoFragment, Plan, Section
from scaffold.node import Mapping, Scalar, Sequence
from scaffold.plan.yaml_scalars import means_other
from scaffold.source import Source, Span, Text, Word


def sayings(plan: Plan) -> dict[str, Any]:
    """What a plan says under the keys that `scaffold.documents.places` gives its pieces."""
    found: dict[str, Any] = {
        "phase": plan.phase,
        "settings": [
            *(plan.module, plan.go, _imported(plan), _sorted(plan.owners)),
            *(plan.generate, _sorted(plan.allow)),
        ],
        "apis": plan.previous.apis,
        "libraries": plan.previous.libraries,
        "lessons": plan.previous.lessons,
        "debt": plan.previous.debt,
        "previous.go": [(each.path, [f.text for f in each.fragments]) for each in plan.previous.go],
        "decisions": plan.decisions,
        "enablers": plan.enablers,
        "crds": plan.crds,
        "waves": plan.waves,
        "features": plan.features,
        "performance": [plan.specs.latency, plan.specs.throughput, plan.specs.resources],
        "security": plan.specs.security,
        "scalability": plan.specs.scalability,
        "integrations": plan.integrations,
        "external": plan.external,
        "success": plan.success,
        "risks": plan.risks,
        "glossary": plan.glossary,
        "references": plan.references,
        "history": plan.history,
    }
    module = plan.module.value if plan.module else ""
    found |= {f"section:{section.key}": _section(section, module) for section in plan.sections}
    return {key: bare(value) for key, value in found.items()}


def _imported(plan: Plan) -> list[Any]:
    """What the plan imports by name; that a block of Go does it, or `imports`, is one."""
    stated = {entry.alias.value: (entry.path.value, bare(entry.version), bare(entry.module)) for entry in plan.imports}
    return sorted({**{name: (path, None, None) for name, path in unstated(plan).items()}, **stated}.items())


def _sorted(entries: tuple[Any, ...]) -> list[Any]:
    return sorted((bare(entry) for entry in entries), key=repr)


def _section(section: Section, module: str) -> list[Any]:
    main = f"{folder_name(section.package.value)}.go"
    files = {"": "", main: ""}
    return [
        *(section.kind, section.package, section.path, section.doc, _sorted(section.imports)),
        *(section.errors, section.was, section.standard),
        [plan._replace(file=files.get(plan.file, plan.file)) for plan in section.types],
        [(files.get(file, file), decl) for file, decl in section.others],
        sorted({use for fragment in section.go for use in _imports(fragment, module)}),
    ]


def _imports(fragment: GoFragment, module: str) -> set[tuple[str, str, str]]:
    """What the imports of a block mean in it: (declaration, name, path), those that names find by themselves apart."""
    known = {spec.alias or last_element(spec.path): spec for spec in fragment.parsed.imports}
    found = set()
    for decl in fragment.parsed.decls:
        for qualifier in _qualifiers(decl):
            spec = known.get(qualifier)
            if spec is None or (spec.path.startswith(f"{module}/") and last_element(spec.path) == qualifier):
                continue
            name = decl.specs[0].names[0][0] if isinstance(decl, ValueDecl) else decl.name
            found.add((name, qualifier, spec.path))
    return found


def _qualifiers(decl: TypeDecl | ValueDecl | FuncDecl) -> set[str]:
    if isinstance(decl, TypeDecl):
        parts = [decl.type, *(param.constraint for param in decl.type_params)]
        return {name.qualifier for part in parts for name in names_in(part) if name.qualifier}
    if isinstance(decl, FuncDecl):
        parts = [param.type for param in (*decl.params, *decl.results)]
        found = {name.qualifier for part in parts for name in names_in(part) if name.qualifier}
        return found | set(re.findall(r"\b(\w+)\.", decl.body.value))
    texts = [text.value for spec in decl.specs for text in spec.values]
    found = {name.qualifier for spec in decl.specs if spec.type is not None for name in names_in(spec.type)} - {""}
    return found | {word for text in texts for word in re.findall(r"\b(\w+)\.", text)}


def bare(value: Any) -> Any:
    """A value of the model as lists and texts, without where it stands; comments as they are printed."""
    if isinstance(value, Span | Source):
        return None
    if isinstance(value, Text):
        return "" if value is NO_TEXT else value.value
    if isinstance(value, Word):
        return value.value
    if isinstance(value, Scalar):
        return (value.value, value.plain and means_other(value.value))
    if isinstance(value, Sequence):
        return [bare(item) for item in value.items]
    if isinstance(value, Mapping):
        return {entry.key.value: bare(entry.value) for entry in value.entries}
    if isinstance(value, GoFragment):
        return (value.file, _code(value.text.value))
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        fields = zip(value._fields, value, strict=True)
        return (type(value).__name__, *(_field(name, each) for name, each in fields))
    if isinstance(value, tuple | list):
        return [bare(item) for item in value]
    return value


def _field(name: str, value: Any) -> Any:
    if name == "doc" and isinstance(value, Text):
        return comment_lines(value.value)
    if name == "body" and isinstance(value, Text):
        return _code(value.value)
    return bare(value)


def _code(code: str) -> str:
    return re.sub(r"\s+", " ", code).strip()
