"""kustomization.yaml: resources come and go, everything else stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from repo.room import run, shared, tree, write
from scaffold.repo.shared import Request, merge_for
from scaffold.repo.shared.entries import Unreadable

NAME = "config/crd/kustomization.yaml"
HEAD = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"


def text(*names: str) -> str:
    return HEAD + "".join(f"- bases/{name}.yaml\n" for name in names)


def test_a_file_of_ours_alone_comes_and_goes(tmp_path: Path) -> None:
    run(tmp_path, shared(NAME, text("a", "b")))
    assert tree(tmp_path) == {NAME: text("a", "b")}
    assert run(tmp_path, shared(NAME, text("a", "b"))).writes is False
    run(tmp_path, shared(NAME, text("b", "c")))
    assert tree(tmp_path) == {NAME: text("b", "c")}
    run(tmp_path, plans=["plan.yaml"])
    assert tree(tmp_path) == {}


def test_what_a_person_removed_stays_away(tmp_path: Path) -> None:
    run(tmp_path, shared(NAME, text("a", "b")))
    write(tmp_path, {NAME: text("b")})
    assert run(tmp_path, shared(NAME, text("a", "b"))).writes is False


# A file of a person's, and what it becomes when a.yaml is to be in it.
ADDED = {
    "resources:\n- own.yaml # mine\n\npatches:\n- path: p.yaml\n": (
        "resources:\n- own.yaml # mine\n- bases/a.yaml\n\npatches:\n- path: p.yaml\n"
    ),
    "resources:\n  - own.yaml\nnamePrefix: x-\n": "resources:\n  - own.yaml\n  - bases/a.yaml\nnamePrefix: x-\n",
    "# only words\nnamePrefix: x-\n": "# only words\nnamePrefix: x-\nresources:\n- bases/a.yaml\n",
    "namePrefix: x-": "namePrefix: x-\nresources:\n- bases/a.yaml\n",
    "resources: []\npatches: []\n": "resources: [bases/a.yaml]\npatches: []\n",
    "resources: [own.yaml, b] # two\n": "resources: [own.yaml, b, bases/a.yaml] # two\n",
    "resources:\nnamePrefix: x-\n": "resources:\n- bases/a.yaml\nnamePrefix: x-\n",
    "resources: null\nnamePrefix: x-\n": "resources:\n- bases/a.yaml\nnamePrefix: x-\n",
    "resources:\n- ./bases/a.yaml\n": "resources:\n- ./bases/a.yaml\n",
    'resources:\n- "bases/a.yaml"\n': 'resources:\n- "bases/a.yaml"\n',
    "resources:\r\n- own.yaml\r\n": "resources:\r\n- own.yaml\r\n- bases/a.yaml\r\n",
    "resources:\n- own.yaml": "resources:\n- own.yaml\n- bases/a.yaml\n",
    "resources:\n# none yet\n": "resources:\n- bases/a.yaml\n# none yet\n",
}


@pytest.mark.parametrize("before", ADDED)
def test_a_file_of_a_person(tmp_path: Path, before: str) -> None:
    write(tmp_path, {NAME: before})
    run(tmp_path, shared(NAME, text("a")))
    assert tree(tmp_path)[NAME] == ADDED[before]
    assert yaml.safe_load(ADDED[before])["resources"][-1] in ("bases/a.yaml", "./bases/a.yaml")
    run(tmp_path, plans=["plan.yaml"])
    left = tree(tmp_path)[NAME]
    assert {**yaml.safe_load(left), "resources": None} == {**yaml.safe_load(before), "resources": None} or (
        "resources" not in yaml.safe_load(before)
    )
    assert (yaml.safe_load(left)["resources"] or []) == (yaml.safe_load(before).get("resources") or [])


@pytest.mark.parametrize("broken", ["resources: {a: b}\n", "resources:\n  a: b\n", "resources: text\n"])
def test_a_file_in_another_form_is_left_alone(broken: str) -> None:
    merge = merge_for(NAME)
    assert merge is not None
    with pytest.raises(Unreadable):
        merge(Request(broken, {"plan.yaml": text("a")}, {}))


@given(st.text(alphabet="resouc:[]- #\n\t,'\"ab.y", max_size=60))
def test_whatever_stands_there_is_merged_or_refused(before: str) -> None:
    merge = merge_for(NAME)
    assert merge is not None
    try:
        merged = merge(Request(before, {"plan.yaml": text("a")}, {}))
    except Unreadable:
        return
    assert merged.text is not None
    assert "bases/a.yaml" in merged.text
