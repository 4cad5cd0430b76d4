"""A CustomResourceDefinition held to the rules of an API server that validates strictly (Kubernetes v1.34).

Source: ``pkg/apis/apiextensions/validation`` of k8s.io/apiextensions-apiserver v0.34. Messages are the server's, with
its paths; `tests/apiserver` compares. CEL expressions are not compiled: only a server can do that.
"""

from __future__ import annotations

import re
from functools import cache

from scaffold.diagnostics import Report
from scaffold.kube import names
from scaffold.kube.field_path import resolve_path
from scaffold.kube.shapes import decode
from scaffold.kube.validate_schema import SchemaRules
from scaffold.kube.view import View
from scaffold.node import Node
from scaffold.source import Span

_COLUMN_TYPES = ("boolean", "date", "integer", "number", "string")
_COLUMN_FORMATS = ("byte", "date", "date-time", "double", "float", "int32", "int64", "password")
_APPROVAL = "api-approved.kubernetes.io"
_MAX_WARNING = 256
_MAX_SELECTABLE = 8
_MAX_ANNOTATIONS = 256 << 10


@cache
def _qualified() -> re.Pattern[str]:
    return re.compile(r"(?:([^/]*)/)?((?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])", re.ASCII)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(r"(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", re.ASCII)


def validate(document: Node, report: Report) -> bool:
    """Whether an API server takes the document; why it would not goes to the report."""
    found = Report()
    if decode(document, found):
        root = View(document)
        _document(root, found)
    for diagnostic in found:
        report.add(diagnostic)
    return not found.has_errors


class _Rules:
    """Where complaints go, in the server's words."""

    __slots__ = ("report",)

    def __init__(self, report: Report) -> None:
        self.report = report

    def required(self, view: View, key: str, code: str, why: str = "", hint: str = "") -> None:
        """A value that is missing."""
        message = f"{_join(view.path, key)}: Required value" + (f": {why}" if why else "")
        self.report.error(code, message, _span(view, key), hint=hint)

    def invalid(self, view: View, key: str, code: str, why: str, hint: str = "") -> None:
        """A value that is wrong; `key` may be empty for the view's own."""
        found = view.get(key) if key else view
        value = f'"{found.text}": ' if found is not None and found.text else ""
        self.report.error(code, f"{_join(view.path, key)}: Invalid value: {value}{why}", _span(view, key), hint=hint)

    def forbidden(self, view: View, key: str, code: str, why: str) -> None:
        """A value that must not be there."""
        self.report.error(code, f"{_join(view.path, key)}: Forbidden: {why}", view.key_span(key))

    def unsupported(self, view: View, key: str, code: str, supported: tuple[str, ...]) -> None:
        """A value that is none of the known ones."""
        words = ", ".join(f'"{word}"' for word in supported)
        message = f'{_join(view.path, key)}: Unsupported value: "{view.word(key)}": supported values: {words}'
        self.report.error(code, message, _span(view, key))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path and key else path or key


def _span(view: View, key: str) -> Span:
    found = view.get(key) if key else view
    return found.span if found is not None else view.key_span(key)


def _document(root: View, report: Report) -> None:
    rules = _Rules(report)
    if root.word("apiVersion") != "apiextensions.k8s.io/v1":
        rules.invalid(root, "apiVersion", "crd-api-version", "must be apiextensions.k8s.io/v1, the only version served")
    if root.word("kind") != "CustomResourceDefinition":
        rules.invalid(root, "kind", "crd-api-version", "must be CustomResourceDefinition")
    spec = root.get("spec") or View(root.node, "spec")
    _metadata(root.get("metadata"), root, spec if root.has("spec") else None, rules)
    if not root.has("spec"):
        rules.required(root, "spec", "crd-spec")
        return
    _group(spec, rules)
    scope = spec.word("scope")
    if not scope:
        rules.required(spec, "scope", "crd-scope", hint="write scope: Namespaced or scope: Cluster")
    elif scope not in ("Cluster", "Namespaced"):
        rules.unsupported(spec, "scope", "crd-scope", ("Cluster", "Namespaced"))
    _versions(spec, rules)
    _names(spec, rules)
    _conversion(spec, rules)
    if spec.flag("preserveUnknownFields"):
        why = (
            "true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema "
            "instead"
        )
        rules.invalid(spec, "preserveUnknownFields", "crd-preserve-unknown-fields", why)
    _approval(root, spec, rules)


def _metadata(metadata: View | None, root: View, spec: View | None, rules: _Rules) -> None:
    if metadata is None or not metadata.word("name"):
        rules.required(
            metadata or root, "name" if metadata else "metadata", "crd-name", "name or generateName is required"
        )
    else:
        name = metadata.word("name")
        names_view = spec.get("names") if spec is not None else None
        wanted = f"{names_view.word('plural') if names_view else ''}.{spec.word('group') if spec else ''}"
        problem = names.subdomain_problem(name)
        if name != wanted:
            problem = problem or f'must be spec.names.plural+"."+spec.group, that is {wanted}'
        if problem:
            rules.invalid(metadata, "name", "crd-name", problem)
    if metadata is None:
        return
    generation = metadata.get("generation")
    if generation is not None and isinstance(generation.json, int) and generation.json < 0:
        rules.invalid(metadata, "generation", "crd-name", "must be greater than or equal to 0")
    labels, annotations = metadata.get("labels"), metadata.get("annotations")
    for key, value in labels.entries() if labels is not None else ():
        _qualified_key(key, key, value, rules)
        if len(value.text) > names.DNS_LABEL or not _label().fullmatch(value.text):
            why = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.'"
            rules.invalid(value, "", "crd-metadata", why)
    size = 0
    for key, value in annotations.entries() if annotations is not None else ():
        _qualified_key(key, key.lower(), value, rules)
        size += len(key.encode()) + len(value.text.encode())
    if size > _MAX_ANNOTATIONS:
        rules.invalid(metadata, "annotations", "crd-metadata", f"must have at most {_MAX_ANNOTATIONS} bytes")


def _qualified_key(key: str, checked: str, value: View, rules: _Rules) -> None:
    """A label's or annotation's key: a name, perhaps with a DNS prefix."""
    found = _qualified().fullmatch(checked)
    good = found is not None and len(found.group(2)) <= names.DNS_LABEL
    if found is not None and found.group(1) is not None and names.subdomain_problem(found.group(1)):
        good = False
    if not good:
        why = (
            f"\"{key}\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end "
            "with an alphanumeric character"
        )
        rules.report.error("crd-metadata", f"{value.path}: Invalid value: {why}", value.span)


def _group(spec: View, rules: _Rules) -> None:
    group = spec.word("group")
    problem = names.subdomain_problem(group)
    if not group:
        rules.required(spec, "group", "crd-group", hint="such as objects.example.com")
    elif problem:
        rules.invalid(spec, "group", "crd-group", problem)
    elif "." not in group:
        rules.invalid(spec, "group", "crd-group", "should be a domain with at least one dot")


def _names(spec: View, rules: _Rules) -> None:
    found = spec.get("names")
    view = found if found is not None else View(spec.node, "spec.names")

    def word(key: str) -> str:
        return view.word(key) if found is not None else ""

    kind = word("kind")
    # The server fills in the singular and the list kind where the kind is given.
    for key in ("plural", "kind") if kind else ("plural", "singular", "kind", "listKind"):
        if not word(key):
            rules.required(view, key, "crd-names")
    if found is None:
        return
    for key in ("plural", "singular"):
        problem = names.label_problem(word(key))
        if word(key) and problem:
            rules.invalid(found, key, "crd-names", problem)
    for key in ("kind", "listKind"):
        problem = names.label_problem(word(key).lower())
        if word(key) and problem:
            rules.invalid(found, key, "crd-names", f"may have mixed case, but should otherwise match: {problem}")
    for key in ("shortNames", "categories"):
        listed = found.get(key)
        for item in listed.items() if listed is not None else ():
            problem = names.label_problem(item.text)
            if problem:
                rules.invalid(item, "", "crd-names", problem)
    if kind and kind == word("listKind"):
        rules.invalid(found, "listKind", "crd-names", "kind and listKind may not be the same")


def _versions(spec: View, rules: _Rules) -> None:
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
        span = place.span if len(stored) > 1 else _span(spec, "versions")
        rules.report.error("crd-storage", f"spec.versions: Invalid value: {why}, not {found}", span)


def _version(version: View, rules: _Rules) -> None:
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
        SchemaRules(rules.report).check(schema, status=status)
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


def _scale(scale: View | None, rules: _Rules) -> None:
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


def _column(column: View, rules: _Rules) -> None:
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


def _selectable(version: View, schema: View | None, rules: _Rules) -> None:
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
            "crd-selectable", f"{version.path}.selectableFields: {why}", _span(version, "selectableFields")
        )


def _conversion(spec: View, rules: _Rules) -> None:
    conversion = spec.get("conversion")
    if conversion is None:
        return
    strategy, webhook = conversion.word("strategy"), conversion.get("webhook")
    client = webhook.get("clientConfig") if webhook is not None else None
    if not strategy:
        rules.required(conversion, "strategy", "crd-conversion")
    elif strategy not in ("None", "Webhook"):
        rules.unsupported(conversion, "strategy", "crd-conversion", ("None", "Webhook"))
    if strategy != "Webhook":
        if client is not None and webhook is not None:
            why = "should not be set when strategy is not set to Webhook"
            rules.forbidden(webhook, "clientConfig", "crd-conversion", why)
        if webhook is not None and webhook.words("conversionReviewVersions"):
            why = "should not be set when strategy is not set to Webhook"
            rules.forbidden(webhook, "conversionReviewVersions", "crd-conversion", why)
        return
    if client is None:
        place = webhook or View(conversion.node, f"{conversion.path}.webhook")
        rules.required(place, "clientConfig", "crd-conversion", "required when strategy is set to Webhook")
    else:
        _client(client, rules)
    _review_versions(webhook, conversion, rules)


def _client(client: View, rules: _Rules) -> None:
    url, service = client.get("url"), client.get("service")
    if (url is None) == (service is None):
        span = client.span
        rules.report.error(
            "crd-conversion", f"{client.path}: Required value: exactly one of url or service is required", span
        )
    elif url is not None:
        for why in _url_problems(url.text):
            rules.invalid(client, "url", "crd-conversion", why)
    elif service is not None:
        for key in ("name", "namespace"):
            if not service.word(key):
                rules.required(service, key, "crd-conversion", f"service {key} is required")
        port = service.get("port")
        if port is not None and isinstance(port.json, int) and not 1 <= port.json <= 65535:
            rules.invalid(
                service, "port", "crd-conversion", "port is not valid: must be between 1 and 65535, inclusive"
            )
        path = service.get("path")
        if path is not None:
            _service_path(service, path.text, rules)


def _service_path(service: View, path: str, rules: _Rules) -> None:
    if path == "/" or not path:
        return
    if path == "//":
        rules.invalid(service, "path", "crd-conversion", "segment[0] may not be empty")
    if not path.startswith("/"):
        rules.invalid(service, "path", "crd-conversion", "must start with a '/'")
    steps = path[1:].removesuffix("/").split("/")
    for at, step in enumerate(steps):
        problem = names.subdomain_problem(step)
        if problem and path != "//":
            why = f"segment[{at}] may not be empty" if not step else f"segment[{at}]: {problem}"
            rules.invalid(service, "path", "crd-conversion", why)


def _url_problems(text: str) -> list[str]:
    from urllib.parse import urlsplit  # few documents have a URL to look at

    try:
        url = urlsplit(text)
        host = url.netloc.rpartition("@")[2]
    except ValueError as error:
        return [f"url must be a valid URL: {error}; desired format: https://host[:port]/path"]
    form = "; desired format: https://host[:port]/path"
    out = []
    if url.scheme != "https":
        out.append(f"'https' is the only allowed URL scheme{form}")
    if not host:
        out.append(f"host must be specified{form}")
    if "@" in url.netloc:
        out.append("user information is not permitted in the URL")
    if url.fragment:
        out.append("fragments are not permitted in the URL")
    if url.query:
        out.append("query parameters are not permitted in the URL")
    return out


def _review_versions(webhook: View | None, conversion: View, rules: _Rules) -> None:
    listed = webhook.get("conversionReviewVersions") if webhook is not None else None
    items = listed.items() if listed is not None else []
    if not items:
        place = webhook or View(conversion.node, f"{conversion.path}.webhook")
        rules.required(place, "conversionReviewVersions", "crd-conversion", hint="write conversionReviewVersions: [v1]")
        return
    seen: set[str] = set()
    for item in items:
        problem = names.label_problem(item.text)
        if item.text in seen:
            rules.invalid(item, "", "crd-conversion", "duplicate version")
        elif problem:
            rules.invalid(item, "", "crd-conversion", problem)
        seen.add(item.text)
    if webhook is not None and not seen & {"v1", "v1beta1"}:
        rules.invalid(webhook, "conversionReviewVersions", "crd-conversion", "must include at least one of v1, v1beta1")


def _approval(root: View, spec: View, rules: _Rules) -> None:
    """Groups of the Kubernetes community need its approval."""
    group = spec.word("group")
    if not (group in ("k8s.io", "kubernetes.io") or group.endswith((".k8s.io", ".kubernetes.io"))):
        return
    found = root.at("metadata", "annotations", _APPROVAL)
    text = found.text if found is not None else ""
    if text.startswith("unapproved"):
        return
    from urllib.parse import urlsplit  # as above

    parts = urlsplit(text)
    if text and parts.scheme and parts.netloc:
        return
    why = f'protected groups must have approval annotation "{_APPROVAL}", see https://github.com/kubernetes/enhancements/pull/1111'
    hint = "use a group of your own, such as objects.example.com"
    message = f"metadata.annotations[{_APPROVAL}]: {'Invalid' if text else 'Required'} value: {why}"
    rules.report.error("crd-approval", message, found.span if found is not None else _span(spec, "group"), hint=hint)
