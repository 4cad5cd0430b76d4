"""The versions of a CRD: names, storage, deprecation, printer columns, scale, selectable fields.

Source: ``pkg/apis/apiextensions/validation`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

from scaffold.kube import names
from scaffold.kube.complaints import Complaints, place_of
from scaffold.kube.field_path import resolve_path
from scaffold.kube.validate_schema import check_schema
from scaffold.kube.view import View

_COLUMN_TYPES = ("boolean", "date", "integer", "number", "string")
_COLUMN_FORMATS = ("byte", "date", "date-time", "double", "float", "int32", "int64", "password")
_MAX_WARNING = 256
_MAX_SELECTABLE = 8


def check_versions(spec: View, rules: Complaints) -> None:
    """Each version, and that one of them is stored."""
    listed = spec.get("versions")
    versions = listed.items() if listed is not None else []
    seen: set[str] = set()
    for version in versions:
        name = version.word("name")
        problem = names.label_problem(name)
        if problem:
            rules.invalid(version, "name", "crd-version", problem)
        if name in seen:
            why = f"must contain unique version names, and {name} is there twice"
            rules.invalid(version, "name", "crd-version", why)
        seen.add(name)
        _version(version, rules)
    stored = [version for version in versions if version.flag("storage")]
    if len(stored) != 1:
        why = "must have exactly one version marked as storage version"
        found = ", ".join(version.word("name") for version in stored) or "none"
        place = View(stored[1].node, "spec.versions") if len(stored) > 1 else View(spec.node, "spec.versions")
        span = place.span if len(stored) > 1 else place_of(spec, "versions")
        how = "`storage: true`, in Go the marker +kubebuilder:storageversion"
        choice = ", ".join(version.word("name") for version in stored or versions)
        hint = f"keep only one of {choice} stored" if stored else f"mark one of {choice} as stored: {how}"
        rules.report.error("crd-storage", f"spec.versions: Invalid value: {why}, not {found}", span, hint=hint)


def _version(version: View, rules: Complaints) -> None:
    warning = version.get("deprecationWarning")
    if warning is not None:
        for why in _warning_problems(warning.text, deprecated=version.flag("deprecated")):
            rules.invalid(version, "deprecationWarning", "crd-version", why)
    schema = version.at("schema", "openAPIV3Schema")
    status = version.at("subresources", "status") is not None
    if schema is None:
        place = version.get("schema") or version
        path = f"{version.path}.schema.openAPIV3Schema: Required value"
        rules.report.error("crd-schema", path, place.span, hint="every version says what its objects hold")
    else:
        check_schema(schema, rules, status=status)
    _scale(version.at("subresources", "scale"), rules)
    columns = version.get("additionalPrinterColumns")
    for column in columns.items() if columns is not None else ():
        _column(column, rules)
    _selectable(version, schema, rules)


def _warning_problems(text: str, *, deprecated: bool) -> list[str]:
    if not deprecated:
        return ["can only be set for deprecated versions"]
    out = []
    if len(text.encode()) > _MAX_WARNING:
        out.append(f"must be <= {_MAX_WARNING} characters long")
    if not text:
        out.append("must not be an empty string")
    for at, char in enumerate(text):
        if not (char.isprintable() and (char == " " or not char.isspace())):
            index = len(text[:at].encode())
            why = f"must only contain printable UTF-8 characters; non-printable character found at index {index}"
            out.append(why)
            break
    return out


def _scale(scale: View | None, rules: Complaints) -> None:
    if scale is None:
        return
    for key, starts, words in (
        ("specReplicasPath", (".spec.",), ".spec"),
        ("statusReplicasPath", (".status.",), ".status"),
        ("labelSelectorPath", (".spec.", ".status."), "either .spec or .status"),
    ):
        path = scale.word(key)
        if not path:
            if key != "labelSelectorPath":
                rules.required(scale, key, "crd-scale", hint=f"a path such as {starts[0]}replicas")
        elif not path.startswith("."):
            rules.invalid(scale, key, "crd-scale", "must be a simple json path starting with .")
        elif not path.startswith(starts):
            rules.invalid(scale, key, "crd-scale", f"should be a json path under {words}")


def _column(column: View, rules: Complaints) -> None:
    if not column.word("name"):
        rules.required(column, "name", "crd-column")
    kinds = ",".join(_COLUMN_TYPES)
    if not column.word("type"):
        rules.required(column, "type", "crd-column", f"must be one of {kinds}")
    elif column.word("type") not in _COLUMN_TYPES:
        rules.invalid(column, "type", "crd-column", f"must be one of {kinds}")
    if column.word("format") and column.word("format") not in _COLUMN_FORMATS:
        rules.invalid(column, "format", "crd-column", f"must be one of {','.join(_COLUMN_FORMATS)}")
    path = column.word("jsonPath")
    if not path:
        rules.required(column, "jsonPath", "crd-column", hint="a path such as .status.phase")
    elif not path.startswith("."):
        rules.invalid(column, "jsonPath", "crd-column", "must be a simple json path starting with .")


def _selectable(version: View, schema: View | None, rules: Complaints) -> None:
    listed = version.get("selectableFields")
    fields = listed.items() if listed is not None else []
    if fields and schema is None:
        why = "may only be set when `version.schema.openAPIV3Schema` is included"
        rules.invalid(version, "selectableFields", "crd-selectable", why)
        return
    seen: set[tuple[str, ...]] = set()
    for field in fields:
        path = field.word("jsonPath")
        if not path:
            rules.required(field, "jsonPath", "crd-selectable")
            continue
        assert schema is not None
        found = resolve_path(path, schema, arrays=False)
        if isinstance(found, str):
            rules.invalid(field, "jsonPath", "crd-selectable", f"is an invalid path: {found}")
            continue
        steps, target = found
        if steps[:1] == ("metadata",):
            rules.invalid(field, "jsonPath", "crd-selectable", "must not point to fields in metadata")
        if target is None or target.word("type") not in ("string", "boolean", "integer"):
            why = (
                "must point to a field of type string, boolean or integer. Enum string fields and strings with formats "
                "are allowed."
            )
            rules.invalid(field, "jsonPath", "crd-selectable", why)
        if steps in seen:
            rules.report.error("crd-selectable", f'{field.path}.jsonPath: Duplicate value: "{path}"', field.span)
        seen.add(steps)
    if len(seen) > _MAX_SELECTABLE:
        why = f"Too many: {len(seen)}: must have at most {_MAX_SELECTABLE} items"
        rules.report.error(
            "crd-selectable", f"{version.path}.selectableFields: {why}", place_of(version, "selectableFields")
        )
