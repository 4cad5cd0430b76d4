"""Make scaffold/data/pins.txt: what go.mod and go.sum say in a module that imports one package.

Every known package (scaffold/golang/known.py), and every other public package of a few modules that plans name
often, is imported alone by a synthetic module, at the versions of tools/modules/go.mod; `go mod tidy` then says what
such a module requires. As a module has one version in all of these, the answers for several packages can be put
together by union. Needs the module proxy or a warm module cache. The format is described in scaffold/golang/pins.py.
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from scaffold.golang.known import KNOWN  # noqa: E402 - the checkout is the package
from scaffold.versions import semver_key, sum_key  # noqa: E402

MODULES = ROOT / "tools" / "modules"
GO = "1.24.0"
WHOLE = (
    "k8s.io/api",
    "k8s.io/apimachinery",
    "sigs.k8s.io/controller-runtime",
    "github.com/stretchr/testify",
    "github.com/go-logr/logr",
    "go.uber.org/mock",
    "golang.org/x/sync",
)
"""Modules of which every importable package is pinned."""
MODULE = "{{if not .Main}}{{.Path}} {{.Version}}{{end}}"
ENVIRONMENT = {**os.environ, "GOFLAGS": "-mod=mod", "GOWORK": "off", "CGO_ENABLED": "0"}


class Needs(NamedTuple):
    """What a module that imports one package requires."""

    requires: frozenset[str]
    """``MODULE VERSION`` of the lines of go.mod."""
    graph: frozenset[str]
    """Lines of go.sum for go.mod files that selecting versions reads."""
    tests: frozenset[str]
    """Modules that only tests of dependencies use."""
    selected: frozenset[str]
    """``MODULE VERSION`` of everything else that the module graph selects."""


def go(*arguments: str, cwd: Path = MODULES) -> str:
    """Run go and return what it prints."""
    answer = subprocess.run(["go", *arguments], cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise SystemExit(f"go {' '.join(arguments)}:\n{answer.stderr}")
    return answer.stdout


def importable(path: str) -> bool:
    """Whether programs may import it, and would."""
    nobodys = ("internal", "vendor", "third_party", "sample", "benchmark", "fuzzer", "roundtrip", "examples")
    return not any(part in nobodys or ("test" in part and part != "testify") for part in path.split("/")[2:])


def paths() -> list[str]:
    """The import paths to pin, sorted."""
    found = {path for known in KNOWN.values() for path in known}
    listed = go("list", "-f", "{{if ne .Name `main`}}{{.ImportPath}}{{end}}", *(f"{module}/..." for module in WHOLE))
    found.update(path for path in listed.split() if importable(path))
    return sorted(found)


def write_imports(all_paths: list[str]) -> None:
    """Make the module in tools/modules require what any of the packages requires."""
    text = "".join(f'\t_ "{path}"\n' for path in all_paths)
    head = "// Package modules imports every package that scaffold pins; tools/pins/make.py writes it.\n"
    (MODULES / "imports.go").write_text(f"{head}package modules\n\nimport (\n{text})\n")


def tidy(path: str, pinned: dict[str, str]) -> Needs:
    """What `go mod tidy` wants of a module that imports `path`, where all modules have the `pinned` versions."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "go.sum").write_text((MODULES / "go.sum").read_text())
        (here / "x.go").write_text(f'package x\n\nimport _ "{path}"\n')
        # Not from all of go.mod: tidy would keep the versions of modules that only other modules' tests use.
        requires = {max((m for m in pinned if f"{path}/".startswith(f"{m}/")), key=len): ""}
        for _ in range(9):
            start = {module: pinned.get(module, version) for module, version in requires.items()}
            listed = "".join(f"\t{module} {version}\n" for module, version in sorted(start.items()))
            (here / "go.mod").write_text(f"module x\n\ngo {GO}\n\nrequire (\n{listed})\n")
            go("mod", "tidy", cwd=here)
            mod = json.loads(go("mod", "edit", "-json", cwd=here))
            requires = {r["Path"]: r["Version"] for r in mod.get("Require") or ()}
            if requires == start:
                break
        else:
            raise SystemExit(f"{path}: tidy does not come to rest: {sorted(requires.items())}")
        return inspect(requires, here)


def inspect(requires: dict[str, str], here: Path) -> Needs:
    """Sort the lines of a tidy go.sum by what they are there for."""
    tidy_sums = (here / "go.sum").read_text().splitlines()  # what follows adds to the file
    selected = dict(line.split() for line in go("list", "-m", "-f", MODULE, "all", cwd=here).splitlines() if line)
    read = {edge.split()[0] for edge in go("mod", "graph", cwd=here).splitlines()}
    zips: set[str] = set()
    graph: dict[str, str] = {}
    for line in tidy_sums:
        module, version, _ = line.split(" ")
        if version.endswith("/go.mod"):
            graph[f"{module}@{version.removesuffix('/go.mod')}"] = line
        else:
            zips.add(f"{module}@{version}")
    return Needs(
        requires=frozenset(f"{module} {version}" for module, version in requires.items()),
        # With a zip, the go.mod may be there for the zip's sake alone.
        graph=frozenset(line for node, line in graph.items() if node not in zips or node in read),
        tests=frozenset(node.partition("@")[0] for node in zips) - set(requires),
        selected=frozenset(f"{m} {version}" for m, version in selected.items() if m not in requires),
    )


def settle(all_paths: list[str], pinned: dict[str, str]) -> dict[str, Needs]:
    """What each package needs, every module having one version over all of them."""
    for _ in range(9):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            needs = dict(zip(all_paths, pool.map(lambda path: tidy(path, pinned), all_paths), strict=True))
        used = sorted({module for need in needs.values() for module in need.requires})
        news = {path: version for path, version in (m.split() for m in used) if pinned.get(path) != version}
        if not news:
            return needs
        print("tidy asks for", news)
        for path, version in news.items():
            pinned[path] = max(version, pinned.get(path, version), key=semver_key)
    raise SystemExit("the versions do not come to rest")


def go_versions() -> dict[str, str]:
    """``MODULE VERSION`` → the go directive of its go.mod, ``1.16`` where it has none."""
    template = "{{if not .Main}}{{.Path}} {{.Version}}\t{{or .GoVersion `1.16`}}{{end}}"
    lines = go("list", "-m", "-f", template, "all").splitlines()
    return dict(line.split("\t", 1) for line in lines if line)


def ranges(numbers: list[int]) -> str:
    """``0-3,7,9-10`` for a sorted list of numbers."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def hashes(modules: list[str]) -> dict[str, str]:
    """``MODULE VERSION`` → the hashes of its zip and of its go.mod."""
    answers = go("mod", "download", "-json", *(module.replace(" ", "@") for module in modules))
    found: dict[str, str] = {}
    for text in answers.replace("}\n{", "}\0{").split("\0"):
        answer = json.loads(text)
        found[f"{answer['Path']} {answer['Version']}"] = f"{answer['Sum']} {answer['GoModSum']}"
    return found


def by_version(module: str) -> tuple[object, ...]:
    """Go's order of modules."""
    path, version = module.split(" ")
    return path, semver_key(version)


def main() -> None:
    """Write the data file."""
    all_paths = paths()
    write_imports(all_paths)
    go("mod", "tidy")
    mod = json.loads(go("mod", "edit", "-json"))
    built = {r["Path"]: r["Version"] for r in mod["Require"]}
    needs = settle(all_paths, dict(built))
    # The last selection of a module that is required somewhere, or used by tests somewhere, matters to the others.
    matter = {module for need in needs.values() for module in need.tests}
    matter |= {m.split()[0] for need in needs.values() for m in need.requires} - set(built)
    modules = {module for need in needs.values() for module in need.requires}
    seen = {m for need in needs.values() for m in need.selected if m.split()[0] in matter}
    others = seen - set(modules)
    graph = sorted({line for need in needs.values() for line in need.graph}, key=sum_key)
    versions, sums = go_versions(), hashes([*modules, *others])
    everything = sorted([*modules, *others], key=by_version)
    pinned = {f"{path} {version}" for path, version in built.items()}
    at = {name: number for number, name in enumerate(everything)}
    line_at = {line: number for number, line in enumerate(graph)}
    lines = ["[modules]"]
    for module in everything:
        # What no build needs has no go directive to obey.
        lines.append(f"{module} {sums[module]} {versions[module] if module in pinned else '-'}")
    lines += ["", "[graph]", *(line.replace("/go.mod ", " ") for line in graph), "", "[packages]"]
    groups: dict[str, str] = {}
    for path, need in needs.items():
        selected = {m for m in need.selected if m in at}
        tests = {m for m in selected if m.split()[0] in need.tests}
        columns = (
            sorted(at[m] for m in need.requires),
            sorted(line_at[line] for line in need.graph),
            sorted(at[m] for m in tests),
            sorted(at[m] for m in selected - tests),
        )
        shown = "\t".join(map(ranges, columns))
        lines.append(f"{path}\t={groups[shown]}" if shown in groups else f"{path}\t{shown}")
        groups.setdefault(shown, path)
    (ROOT / "scaffold" / "data" / "pins.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
