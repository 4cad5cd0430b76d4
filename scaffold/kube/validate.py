"""A CustomResourceDefinition held to the rules of an API server that validates strictly (Kubernetes v1.34).

Source: ``pkg/apis/apiextensions/validation`` of k8s.io/apiextensions-apiserver v0.34. Messages are the server's, with
its paths; `tests/apiserver` compares.
"""

from __future__ import annotations

from scaffold.diagnostics import Report
from scaffold.kube import names
from scaffold.kube.complaints import Complaints, place_of
from scaffold.kube.shapes import decode
from scaffold.kube.validate_conversion import check_conversion
from scaffold.kube.validate_metadata import check_metadata
from scaffold.kube.validate_versions import check_versions
from scaffold.kube.view import View
from scaffold.node import Node

_APPROVAL = "api-approved.kubernetes.io"


def validate(document: Node, report: Report) -> bool:
    """Whether an API server takes the document; why it would not goes to the report."""
    found = Report()
    strangers = decode(document, found)
    if strangers is not None:
        _document(View(document), Complaints(found, strangers))
    for diagnostic in found:
        report.add(diagnostic)
    return not found.has_errors


def _document(root: View, rules: Complaints) -> None:
    if root.word("apiVersion") != "apiextensions.k8s.io/v1":
        rules.invalid(root, "apiVersion", "crd-api-version", "must be apiextensions.k8s.io/v1, the only version served")
    if root.word("kind") != "CustomResourceDefinition":
        rules.invalid(root, "kind", "crd-api-version", "must be CustomResourceDefinition")
    spec = root.get("spec") or View(root.node, "spec")
    check_metadata(root, spec if root.has("spec") else None, rules)
    if not root.has("spec"):
        rules.required(root, "spec", "crd-spec")
        return
    _group(spec, rules)
    scope = spec.word("scope")
    if not scope:
        rules.required(spec, "scope", "crd-scope", hint="write scope: Namespaced or scope: Cluster")
    elif scope not in ("Cluster", "Namespaced"):
        rules.unsupported(spec, "scope", "crd-scope", ("Cluster", "Namespaced"))
    check_versions(spec, rules)
    _names(spec, rules)
    check_conversion(spec, rules)
    if spec.flag("preserveUnknownFields"):
        why = (
            "true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema "
            "instead"
        )
        rules.invalid(spec, "preserveUnknownFields", "crd-preserve-unknown-fields", why)
    _approval(root, spec, rules)


def _group(spec: View, rules: Complaints) -> None:
    group = spec.word("group")
    problem = names.subdomain_problem(group)
    if not group:
        rules.required(spec, "group", "crd-group", hint="such as objects.example.com")
    elif problem:
        rules.invalid(spec, "group", "crd-group", problem)
    elif "." not in group:
        rules.invalid(spec, "group", "crd-group", "should be a domain with at least one dot")


def _names(spec: View, rules: Complaints) -> None:
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
    # The server makes the list kind of the kind.
    if kind and not word("listKind") and len(kind.encode()) + len("List") > names.DNS_LABEL >= len(kind.encode()):
        why = f"{kind}List may have mixed case, but should otherwise match: must be no more than 63 characters"
        rules.invalid(found, "listKind", "crd-names", why, "write a listKind of your own")
    for key in ("shortNames", "categories"):
        listed = found.get(key)
        for item in listed.items() if listed is not None else ():
            problem = names.label_problem(item.text)
            if problem:
                rules.invalid(item, "", "crd-names", problem)
    if kind and kind == word("listKind"):
        rules.invalid(found, "listKind", "crd-names", "kind and listKind may not be the same")


def _approval(root: View, spec: View, rules: Complaints) -> None:
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
    rules.report.error("crd-approval", message, found.span if found is not None else place_of(spec, "group"), hint=hint)
