"""The Go packages of custom resources: their types, ``doc.go`` with the package's markers, scheme registration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scaffold.checked import ApiPackage
from scaffold.golang.doccomment import comment_lines
from scaffold.golang.known import META_V1, RUNTIME, SCHEMA
from scaffold.golang.printing import string_text
from scaffold.kinds.base import Context
from scaffold.kinds.gofile import go_file
from scaffold.naming import in_folder
from scaffold.render import render
from scaffold.tree import Mark, OutFile, Owner

REGISTRATION = ("GroupVersion", "SchemeGroupVersion", "SchemeBuilder", "AddToScheme", "Resource", "addKnownTypes")


class DocView(NamedTuple):
    """``doc.go``."""

    header: str
    package_doc: list[str]
    package: str


class RegistrationView(NamedTuple):
    """``groupversion_info.go``. `group` and `version` are Go strings; `resource`: whether there is a func Resource."""

    header: str
    package: str
    imports: list[str]
    schema: str
    runtime: str
    metav1: str
    group: str
    version: str
    registered: tuple[str, ...]
    resource: bool


def files(context: Context) -> Iterator[OutFile]:
    """Every file of every package of custom resources, deep copies apart."""
    for api in context.checked.apis:
        yield _doc(context, api)
        yield _registration(context, api)
        for name in sorted(context.contents(api.package).files):
            yield go_file(context, api.package, name, context.delivery.crds(), [], REGISTRATION)


def _doc(context: Context, api: ApiPackage) -> OutFile:
    package = api.package
    words = package.doc.value.strip() or f"Package {package.name} holds the types of the API {api.group}/{api.version}."
    markers = ["+kubebuilder:object:generate=true", f"+groupName={api.group}"]
    if api.version != package.name:
        markers.append(f"+versionName={api.version}")
    if api.optional:
        markers.append("+kubebuilder:validation:Optional")
    lines = [*comment_lines(words), "//", *(f"// {marker}" for marker in markers)]
    text = render("crd/doc.go.j2", DocView(context.header, lines, package.name))
    made = context.file(in_folder(package.path, "doc.go"), text, Owner.GENERATED, context.delivery.crds())
    return made._replace(spans=(Mark(1, package.span),))


def _registration(context: Context, api: ApiPackage) -> OutFile:
    package = api.package
    own = context.contents(package).declared
    imports = context.imports(package, package.import_path, {*REGISTRATION, "scheme", "resource"}, own)
    view = RegistrationView(
        header=context.header,
        package=package.name,
        schema=imports.name(SCHEMA),
        runtime=imports.name(RUNTIME),
        metav1=imports.name(META_V1),
        group=string_text(api.group),
        version=string_text(api.version),
        registered=api.registered,
        resource="Resource" not in own,
        imports=imports.lines(),
    )
    text = render("crd/groupversion_info.go.j2", view)
    path = in_folder(package.path, "groupversion_info.go")
    made = context.file(path, text, Owner.GENERATED, context.delivery.crds())
    return made._replace(spans=(Mark(1, package.span),))
