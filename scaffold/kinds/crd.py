"""The YAML of custom resources, in ``config/crd/bases/``, as controller-gen names and writes its files."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.kinds.base import Context
from scaffold.naming import base_path
from scaffold.tree import Mark, OutFile, Owner


def files(context: Context) -> Iterator[OutFile]:
    """A file for each custom resource of the plan: ``config/crd/bases/GROUP_PLURAL.yaml``, without a header."""
    if not context.checked.crds:
        return
    from scaffold.kube.emit import document  # plans without custom resources need none of it

    for crd in context.checked.crds:
        made = context.file(base_path(crd), document(crd.document), Owner.GENERATED, context.delivery.crds())
        yield made._replace(spans=(Mark(1, crd.span),))
