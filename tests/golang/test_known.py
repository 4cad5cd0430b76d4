"""The qualifiers everybody knows."""

from pathlib import Path

import pytest

from judges import tools
from scaffold.golang import stdlib
from scaffold.golang.known import KNOWN, Candidate, candidates, known
from scaffold.golang.stdlib import Type

ROOT = Path(__file__).parent.parent.parent
MODULES = ROOT / "scaffold" / "data" / "modules"
ALL = sorted({path for paths in KNOWN.values() for path in paths})


def paths(qualifier: str, symbol: str) -> list[str]:
    return [candidate.path for candidate in candidates(qualifier, symbol)]


def test_facts_are_of_exactly_the_known_packages() -> None:
    listed = [line.split("\t")[0] for line in (MODULES / "INDEX").read_text().splitlines()[1:]]
    assert listed == ALL
    assert {file.name for file in MODULES.iterdir()} == {"INDEX", *(f"{path.replace('/', '+')}.txt" for path in ALL)}


@pytest.mark.slow
def test_facts_are_what_the_generator_makes(tmp_path: Path) -> None:
    here = tools.toolchain()
    if here.version.split(".")[:2] != stdlib.go_version().split(".")[:2]:
        pytest.skip(f"the data is of {stdlib.go_version()}, the Go here is {here.version}")
    made = tmp_path / "made"
    arguments = ["run", ".", "-out", str(made), "-dir", str(ROOT / "tools" / "modules"), *ALL]
    tools.run_go(arguments, ROOT / "tools" / "stdlib", "facts about modules")
    (made / "INDEX").write_text((made / "INDEX").read_text().replace(here.version, stdlib.go_version(), 1))
    assert {file.name: file.read_text() for file in made.iterdir()} == {
        file.name: file.read_text() for file in MODULES.iterdir()
    }


@pytest.mark.parametrize("qualifier", sorted(KNOWN))
def test_no_standard_package_of_the_name_exports_the_same(qualifier: str) -> None:
    """Else the symbol could not decide."""
    for standard in stdlib.packages_named(qualifier):
        exported = set(_package(standard).names())
        for path in KNOWN[qualifier]:
            assert exported & set(_package(path).names()) == set(), (standard, path)


def _package(path: str) -> stdlib.Package:
    found = stdlib.package(path)
    assert found is not None
    return found


def test_the_symbol_decides() -> None:
    machinery = "k8s.io/apimachinery/pkg/"
    runtime = "sigs.k8s.io/controller-runtime"
    assert {
        (qualifier, symbol): paths(qualifier, symbol)
        for qualifier, symbol in [
            ("metav1", "ObjectMeta"),
            ("ctrl", "Request"),
            ("runtime", "Object"),
            ("runtime", "RawExtension"),
            ("runtime", "GC"),
            ("types", "NamespacedName"),
            ("types", "Named"),
            ("errors", "New"),
            ("errors", "IsNotFound"),
            ("cmp", "Ordered"),
            ("cmp", "Option"),
            ("cache", "Cache"),
            ("cache", "Indexer"),
            ("yaml", "Node"),
            ("yaml", "YAMLOrJSONDecoder"),
        ]
    } == {
        ("metav1", "ObjectMeta"): [machinery + "apis/meta/v1"],
        ("ctrl", "Request"): [runtime],
        ("runtime", "Object"): [machinery + "runtime"],
        ("runtime", "RawExtension"): [machinery + "runtime"],
        ("runtime", "GC"): ["runtime"],
        ("types", "NamespacedName"): [machinery + "types"],
        ("types", "Named"): ["go/types"],
        ("errors", "New"): ["errors"],
        ("errors", "IsNotFound"): [machinery + "api/errors"],
        ("cmp", "Ordered"): ["cmp"],
        ("cmp", "Option"): ["github.com/google/go-cmp/cmp"],
        ("cache", "Cache"): [runtime + "/pkg/cache"],
        ("cache", "Indexer"): ["k8s.io/client-go/tools/cache"],
        ("yaml", "Node"): ["gopkg.in/yaml.v3"],
        ("yaml", "YAMLOrJSONDecoder"): [machinery + "util/yaml"],
    }


def test_ambiguous_and_unknown() -> None:
    random = ["crypto/rand", "math/rand", "math/rand/v2"]
    assert paths("rand", "Reader") == random
    assert paths("rand", "Nope") == random
    assert paths("template", "Template") == ["html/template", "text/template"]
    assert paths("yaml", "Unmarshal") == ["sigs.k8s.io/yaml", "gopkg.in/yaml.v3", "k8s.io/apimachinery/pkg/util/yaml"]
    assert paths("nope", "Nope") == []
    assert paths("context", "Nope") == ["context"]
    assert paths("metav1", "Nope") == ["k8s.io/apimachinery/pkg/apis/meta/v1"]
    assert paths("runtime", "Nope") == ["runtime", "k8s.io/apimachinery/pkg/runtime"]


def test_the_package_name_is_told() -> None:
    assert candidates("metav1", "Time") == (Candidate("k8s.io/apimachinery/pkg/apis/meta/v1", "v1", standard=False),)
    assert candidates("io", "Reader") == (Candidate("io", "io", standard=True),)
    assert known("ctrl") == (Candidate("sigs.k8s.io/controller-runtime", "controllerruntime", standard=False),)
    assert known("ctrl", "Nope") == ()
    assert known("context") == ()


def test_facts_of_common_types() -> None:
    found = {}
    for qualifier, name in [
        ("metav1", "Time"),
        ("metav1", "ObjectMeta"),
        ("resource", "Quantity"),
        ("intstr", "IntOrString"),
        ("runtime", "RawExtension"),
        ("runtime", "Object"),
        ("client", "Client"),
        ("ctrl", "Result"),
        ("types", "NamespacedName"),
        ("types", "UID"),
        ("corev1", "PodSpec"),
        ("timestamppb", "Timestamp"),
        ("uuid", "UUID"),
    ]:
        symbol = _package(known(qualifier)[0].path).symbol(name)
        assert isinstance(symbol, Type)
        found[f"{qualifier}.{name}"] = (symbol.kind, symbol.comparable, symbol.lock)
    assert found == {
        "metav1.Time": ("struct", "always", "never"),
        "metav1.ObjectMeta": ("struct", "never", "never"),
        "resource.Quantity": ("struct", "always", "never"),
        "intstr.IntOrString": ("struct", "always", "never"),
        "runtime.RawExtension": ("struct", "never", "never"),
        "runtime.Object": ("interface", "interface", "never"),
        "client.Client": ("interface", "interface", "never"),
        "ctrl.Result": ("struct", "always", "never"),
        "types.NamespacedName": ("struct", "always", "never"),
        "types.UID": ("basic", "always", "never"),
        "corev1.PodSpec": ("struct", "never", "never"),
        "timestamppb.Timestamp": ("struct", "never", "always"),
        "uuid.UUID": ("array", "always", "never"),
    }
