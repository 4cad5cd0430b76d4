"""The YAML of custom resources, in ``config/crd/bases/``, as controller-gen names and writes its files."""

from __future__ import annotations

from scaffold.checked import Checked
from scaffold.delivery import Assignment
from scaffold.kube.emit import document
from scaffold.tree import Mark, OutFile, Owner, RelPath

FOLDER = "config/crd/bases"


def crd_files(checked: Checked, assignment: Assignment) -> list[OutFile]:
    """A file for each custom resource of the plan: ``config/crd/bases/GROUP_PLURAL.yaml``, without a header."""
    return [
        OutFile(
            path=RelPath(f"{FOLDER}/{crd.group}_{crd.plural}.yaml"),
            text=document(crd.document),
            owner=Owner.GENERATED,
            plan=checked.plan.name,
            effort=assignment.effort,
            wave=assignment.wave,
            spans=(Mark(1, crd.span),),
        )
        for crd in checked.crds
    ]
