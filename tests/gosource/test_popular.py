"""Popular packages, imported and made again: they build, and each exported declaration that differs was reported."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from judges import tools
from scaffold.diagnostics import Report
from scaffold.gosource.plan import imported
from terminal import scaffold

POPULAR = {
    "github.com/go-logr/logr": "github.com/go-logr/logr v1.4.2",
    "github.com/google/uuid": "github.com/google/uuid v1.6.0",
    "github.com/distribution/reference": "github.com/distribution/reference v0.6.0",
    "github.com/spf13/afero": "github.com/spf13/afero v1.14.0",
    "go.opentelemetry.io/otel/trace": "go.opentelemetry.io/otel/trace v1.36.0",
    "google.golang.org/protobuf/types/known/structpb": "google.golang.org/protobuf v1.36.6",
}
"""Packages with the modules that they are of."""

SECONDS = 300


def go(folder: Path, *arguments: str, flags: str = "-mod=mod") -> str:
    """What the go command answers, the network allowed."""
    environment = {**tools.environment(network=True), "GOFLAGS": f"{flags} -trimpath -buildvcs=false"}
    command = [str(tools.toolchain().go), *arguments]
    ran = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.slow
@pytest.mark.parametrize("package", POPULAR)
def test_it_builds_and_says_what_differs(package: str, tmp_path: Path) -> None:
    corpus, repo, plan = tmp_path / "corpus", tmp_path / "repo", tmp_path / "plan.yaml"
    corpus.mkdir()
    (corpus / "go.mod").write_text(f"module example.com/corpus\n\ngo 1.26\n\nrequire {POPULAR[package]}\n")
    folder = go(corpus, "list", "-f", "{{.Dir}}", package).strip()
    report = Report()
    text = imported(folder, below=False, previous=False, report=report)
    assert text is not None
    plan.write_text(text, "utf-8")
    ended = scaffold("go", plan, "-o", repo, "--module", "example.com/imported")
    assert ended.code == 0, ended.stderr
    go(repo, "mod", "tidy")
    go(repo, "build", "./...")
    made = next(line.split(": ", 1)[1].strip("'") for line in text.splitlines() if line.startswith("    path: "))
    command = [str(part) for part in (tools.program("exported"), corpus, package, repo, f"./{made}")]
    environment = {**tools.environment(network=True), "GOFLAGS": "-mod=mod -trimpath -buildvcs=false"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert ran.returncode == 0, ran.stderr
    places = [(d.span.source.path, d.span.begin.line) for d in report]
    places += [(other.span.source.path, other.span.begin.line) for d in report for other in d.related]
    reported = {(Path(path).name, line) for path, line in places}
    differences = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one for one in differences if (one["file"], one["line"]) not in reported] == []
