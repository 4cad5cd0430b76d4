"""Kubernetes' own types: what the data says of each is what controller-gen makes of a field of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from judges import controller_gen
from kube.gosource import MODULE, ROOT, messages
from scaffold.diagnostics import Report
from scaffold.golang import ast
from scaffold.golang.parse import parse_file
from scaffold.kube import known
from scaffold.kube.crd import custom_resource
from scaffold.kube.declared import Declared, Lookup
from scaffold.kube.emit import document
from scaffold.kube.flatten import plain
from scaffold.kube.schema import Builder
from scaffold.source import Source

pytestmark = pytest.mark.slow

DATA = Path(known.__file__).parent.parent / "data" / "kube"
PACKAGES = sorted(file.stem.replace("+", "/") for file in DATA.glob("*.json"))
# Kinds as a whole are no fields of anything, but plans may say so; TypeMeta has no json name of its own.
SOURCE = """package {package}

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	known "{path}"
)

type Thing struct {{
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	Spec Spec `json:"spec"`
}}

type Spec struct {{
{fields}
}}
"""


def source(number: int, path: str) -> str:
    types = known.package(path)
    assert types
    fields = "\n".join(f'\t{name} known.{name} `json:"f{at}"`' for at, name in enumerate(types))
    return SOURCE.format(package=f"p{number}", path=path, fields=fields)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("known")
    for name in ("go.mod", "go.sum"):
        shutil.copyfile(MODULE / name, folder / name)
    for number, path in enumerate(PACKAGES):
        package = folder / f"p{number}"
        package.mkdir()
        (package / "types.go").write_text(source(number, path))
        (package / "doc.go").write_text(f"// +groupName=p{number}.example.com\npackage p{number}\n")
    out = folder / "out"
    found = {"": controller_gen(folder, "crd:allowDangerousTypes=true", "paths=./...", f"output:crd:dir={out}")}
    for file in out.glob("*.yaml"):
        found[file.name.partition(".")[0]] = file.read_text(encoding="utf-8")
    return found


def lookup_of(number: int, path: str, report: Report) -> Lookup:
    file = parse_file(Source("types.go", source(number, path)).whole(), report)
    assert file is not None
    own = f"{ROOT}/p{number}"
    imports = {"metav1": known.META_V1, "known": path}
    types = {}
    for decl in file.decls:
        assert isinstance(decl, ast.TypeDecl)
        assert isinstance(decl.type, ast.Struct)
        fields = []
        for field in decl.type.fields:
            assert isinstance(field.type, ast.Name)
            fields.append(field._replace(type=field.type._replace(qualifier=imports.get(field.type.qualifier, own))))
        types[own, decl.name] = Declared(decl._replace(type=decl.type._replace(fields=tuple(fields))))
    return lambda package, name: types.get((package, name))


def test_controller_gen_takes_all_of_them(generated: dict[str, str]) -> None:
    assert generated[""] == ""


@pytest.mark.parametrize("path", PACKAGES)
def test_a_package_is_what_controller_gen_makes_of_it(path: str, generated: dict[str, str]) -> None:
    number = PACKAGES.index(path)
    report = Report()
    lookup = lookup_of(number, path, report)
    builder = Builder(lookup, report, dangerous=True)
    versions = [(f"p{number}", f"{ROOT}/p{number}")]
    made = custom_resource(f"p{number}.example.com", "Thing", versions, lookup, builder, report)
    assert messages(report) == ""
    assert document(plain(made)) == generated[f"p{number}"]
