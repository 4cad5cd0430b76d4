"""Which fields of a struct an object must have, by controller-gen's order of precedence."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.diagnostics import Report
from scaffold.kube import tags
from scaffold.kube.marker_table import VALIDATION
from scaffold.kube.markers import Marker

PRESENCE = frozenset(
    [VALIDATION + "Optional", VALIDATION + "Required", "optional", "required", "k8s:optional", "k8s:required"]
)
"""The markers that say of a field whether it must be there."""


def is_required(names: set[str], tag: tags.JsonTag, text: str, optional: bool) -> bool:
    """Whether a field with these markers must be there. `text` is its whole tag, `optional` the package's default."""
    if VALIDATION + "Optional" in names:
        return False
    if VALIDATION + "Required" in names:
        return True
    if "optional" in names or "k8s:optional" in names:
        return False
    if "required" in names or "k8s:required" in names:
        return True
    return (not tag.inline and not tag.omitted and not optional) or tags.requires(text)


def one_of(markers: Iterable[Marker], report: Report) -> set[str]:
    """The fields that the oneOf markers of a struct speak of: none of them can be required."""
    found: set[str] = set()
    for marker in markers:
        if marker.name in (VALIDATION + "ExactlyOneOf", VALIDATION + "AtMostOneOf", VALIDATION + "AtLeastOneOf"):
            for name in marker.value:
                if "." in name:
                    report.error("crd-one-of", f"+{marker.name} cannot name the nested field {name}", marker.span)
            found.update(marker.value)
    return found
