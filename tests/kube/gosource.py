"""Go source as both sides see it: controller-gen on disk, and scaffold's kube room in memory."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from judges import controller_gen, gofmt_text
from scaffold.diagnostics import Report, to_text
from scaffold.golang import ast
from scaffold.golang.parse import parse_file
from scaffold.kube.crd import custom_resource
from scaffold.kube.declared import Declared, Lookup
from scaffold.kube.emit import document
from scaffold.kube.flatten import plain
from scaffold.kube.marker_scanner import unquote
from scaffold.kube.schema import Builder
from scaffold.source import Source

MODULE = Path(__file__).parent / "module"
"""A go.mod and go.sum with k8s.io/api in them."""

ROOT = "scaffold.test/kinds"

HEADER = """package {name}

import (
	corev1 "k8s.io/api/core/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var (
	_ corev1.Pod
	_ apiextensionsv1.JSON
	_ resource.Quantity
	_ metav1.Time
	_ runtime.RawExtension
	_ intstr.IntOrString
)
"""
KIND = """
{doc}
type Thing struct {{
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	{fields}
}}
"""


def package_source(name: str, body: str) -> str:
    """A Go file with the usual imports and `body` behind them."""
    return HEADER.format(name=name) + body


def kind_source(fields: str, rest: str = "", doc: str = "") -> str:
    """The kind Thing with these fields, and further declarations."""
    return KIND.format(fields=fields.replace("\n", "\n\t"), doc=doc) + "\n" + rest


def generate(bodies: dict[str, str], folder: Path, *options: str) -> dict[str, str]:
    """What controller-gen makes of the kinds of several packages, in one run: package → YAML; complaints under ``""``.

    A package named ``p7`` is of the group ``p7.example.com`` and of the version ``p7``.
    """
    for name in ("go.mod", "go.sum"):
        shutil.copyfile(MODULE / name, folder / name)
    for name, body in bodies.items():
        package = folder / name
        package.mkdir()
        # The Go that scaffold writes is as gofmt leaves it, and gofmt changes doc comments.
        (package / "types.go").write_text(formatted(package_source(name, body)), encoding="utf-8")
        (package / "doc.go").write_text(f"// +groupName={name}.example.com\npackage {name}\n")
    out = folder / "out"
    complaints = controller_gen(
        folder, f"crd:{','.join(options)}" if options else "crd", "paths=./...", f"output:crd:dir={out}"
    )
    found = {"": complaints}
    for file in sorted(out.glob("*.yaml")):
        found[file.name.partition(".")[0]] = file.read_text(encoding="utf-8")
    return found


def formatted(source: str) -> str:
    """`source` as gofmt leaves it alone: it may need several turns."""
    while (again := gofmt_text(source)) != source:
        source = again
    return source


def declared(bodies: dict[str, str], report: Report) -> Lookup:
    """The types of the packages as scaffold reads them, resolved."""
    types: dict[tuple[str, str], Declared] = {}
    for name, body in bodies.items():
        source = Source(f"{name}.go", package_source(name, body))
        file = parse_file(source.whole(), report)
        assert file is not None
        imports = {spec.alias or spec.path.rpartition("/")[2]: spec.path for spec in file.imports}
        own = {decl.name for decl in file.decls if isinstance(decl, ast.TypeDecl)}
        constants: dict[str, list[str]] = {}
        for values in file.decls:
            for one in values.specs if isinstance(values, ast.ValueDecl) and values.keyword == "const" else ():
                if isinstance(one.type, ast.Name):
                    texts = [value.value for value in one.values if value.value.startswith(('"', "`"))]
                    constants.setdefault(one.type.name, []).extend(unquote(text) for text in texts)
        for decl in file.decls:
            if isinstance(decl, ast.TypeDecl):
                resolved = decl._replace(type=resolve(decl.type, f"{ROOT}/{name}", own, imports))
                types[f"{ROOT}/{name}", decl.name] = Declared(resolved, constants=tuple(constants.get(decl.name, ())))
    return lambda path, name: types.get((path, name))


def resolve(type_: Any, path: str, own: set[str], imports: dict[str, str]) -> Any:
    """A type of a Go file with import paths for qualifiers."""
    match type_:
        case ast.Name():
            args = tuple(resolve(arg, path, own, imports) for arg in type_.args)
            qualifier = imports[type_.qualifier] if type_.qualifier else path if type_.name in own else ""
            return type_._replace(qualifier=qualifier, args=args)
        case ast.Pointer() | ast.Slice() | ast.Array():
            return type_._replace(elem=resolve(type_.elem, path, own, imports))
        case ast.Map():
            key, value = (resolve(part, path, own, imports) for part in (type_.key, type_.value))
            return type_._replace(key=key, value=value)
        case ast.Struct():
            fields = [field._replace(type=resolve(field.type, path, own, imports)) for field in type_.fields]
            return type_._replace(fields=tuple(fields))
        case ast.Paren():
            return type_._replace(inner=resolve(type_.inner, path, own, imports))
        case _:
            return type_


def ours(name: str, lookup: Lookup, report: Report, **options: Any) -> str:
    """The YAML that scaffold makes of the kind Thing of a package."""
    maximum = options.pop("max_description", None)
    builder = Builder(lookup, report, **options)
    made = custom_resource(
        f"{name}.example.com",
        "Thing",
        [(name, f"{ROOT}/{name}")],
        lookup,
        builder,
        report,
        max_description=maximum,
    )
    return document(plain(made))


def messages(report: Report) -> str:
    """What was reported, as people read it."""
    return to_text(report)
