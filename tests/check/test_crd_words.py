"""What scaffold says itself of custom resources in the short form."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden_cases import in_process

PLAN = """\
module: example.com/m
crds:
  - {{kind: {kind}, group: g.example.com, version: v1, spec: ["Size int32 `json:\\"size\\"`"]}}
"""


@pytest.mark.parametrize(("kind", "article"), [("Bucket", "a"), ("Index", "an"), ("Account", "an"), ("User", "a")])
def test_the_article_is_that_of_the_kind(kind: str, article: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN.format(kind=kind))
    ended = in_process(["go", str(tmp_path / "plan.yaml"), "-o", str(tmp_path / "repo")])
    assert ended.code == 0, ended.stderr
    text = (tmp_path / f"repo/pkg/apis/g/v1/{kind.lower()}_types.go").read_text()
    said = [line for line in text.splitlines() if line.startswith(f"// {kind}Spec ")]
    assert said == [f"// {kind}Spec is the desired state of {article} {kind}."]
