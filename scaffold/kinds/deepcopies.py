"""``zz_generated.deepcopy.go``: the deep copies of custom resources, as ``controller-gen object`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from scaffold.checked import Package
from scaffold.golang.known import META_V1, RUNTIME, SCHEMA
from scaffold.golang.printing import names_in
from scaffold.kinds.base import Context
from scaffold.naming import in_folder
from scaffold.render import render
from scaffold.tree import Mark, OutFile, Owner

if TYPE_CHECKING:
    from scaffold.golang import ast
    from scaffold.kube.gotypes import Copies, GoTypes

NAME = "zz_generated.deepcopy.go"


class CopiesView(NamedTuple):
    """The file. `methods` are the lines of each type's methods; `imports` are specifications."""

    header: str
    package: str
    imports: list[str]
    methods: list[list[str]]


def files(context: Context) -> Iterator[OutFile]:
    """The deep copies of every package of custom resources, and of contracts' types that those hold."""
    if not context.checked.apis:
        return
    # Plans without custom resources need none of it.
    from scaffold.kube.copy_imports import CopyImports
    from scaffold.kube.copy_markers import asked
    from scaffold.kube.deepcopy import Copied, DeepCopies

    types = _types(context)
    packages = [(api.package, True, context.delivery.crds()) for api in context.checked.apis]
    packages += [
        (package, False, context.delivery.made_of(package, (plan.file for plan in package.types)))
        for package in context.checked.packages
    ]
    for package, default, assignment in packages:
        imports = CopyImports(package.name)
        writer = DeepCopies(types, package.import_path, imports)
        methods: dict[str, list[str]] = {}
        for plan in sorted(package.types, key=lambda plan: plan.file):
            decl = plan.decl
            generated, root = asked(decl.doc, default)
            if generated and writer.wanted(decl):
                methods[decl.name] = writer.methods(Copied(decl, root))
        if not methods:
            continue
        view = CopiesView(
            header=context.header,
            package=package.name,
            imports=imports.lines({used: context.package_name(used) for used in _imported(package)}),
            methods=[_trimmed(methods[name]) for name in sorted(methods)],
        )
        path = in_folder(package.path, NAME)
        made = context.file(path, render("crd/deepcopy.go.j2", view), Owner.GENERATED, assignment)
        yield made._replace(spans=(Mark(1, package.span),))


def _trimmed(lines: list[str]) -> list[str]:
    return lines[:-1] if lines and not lines[-1] else lines


def _types(context: Context) -> GoTypes:
    from scaffold.kube.gotypes import GoTypes, manual_copies

    packages = {package.import_path: package for package in context.checked.packages}
    packages |= {api.package.import_path: api.package for api in context.checked.apis}
    packages |= {package.import_path: package for package in context.checked.earlier}

    decls = {(path, plan.decl.name): plan.decl for path, package in packages.items() for plan in package.types}

    def lookup(path: str, name: str) -> ast.TypeDecl | None:
        return decls.get((path, name))

    def copies(path: str, name: str) -> Copies:
        return manual_copies([function.decl for function in packages[path].functions], name)

    return GoTypes(lookup, copies, lenient=context.checked.lenient)


def _imported(package: Package) -> set[str]:
    """The import paths that the package's other files name."""
    found = {path for names in package.body_imports.values() for _, path in names}
    types = [plan.decl.type for plan in package.types]
    types += [spec.type for value in package.values for spec in value.decl.specs if spec.type is not None]
    for function in package.functions:
        types += [param.type for param in (*function.decl.params, *function.decl.results)]
    found |= {name.qualifier for t in types for name in names_in(t)}
    return found | {META_V1, RUNTIME, SCHEMA} if package.kind == "crd" else found
