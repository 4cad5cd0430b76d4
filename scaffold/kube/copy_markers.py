"""What the markers of a type ask for in the way of deep copies.

Source: ``pkg/deepcopy/gen.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

from scaffold.diagnostics import Report
from scaffold.golang.known import RUNTIME
from scaffold.kube.marker_table import TYPE
from scaffold.kube.markers import read_markers
from scaffold.source import Text

_GENERATE, _ROOT = "kubebuilder:object:generate", "kubebuilder:object:root"
_LEGACY, _INTERFACES = "+k8s:deepcopy-gen", "+k8s:deepcopy-gen:interfaces"


def asked(doc: Text, default: bool) -> tuple[bool, bool]:
    """What the markers of a type ask for: copies at all (`default` is the package's word), and a DeepCopyObject."""
    stated: dict[str, bool] = {}
    for marker in read_markers(doc, TYPE, Report()):
        stated.setdefault(marker.name, bool(marker.value))
    root = stated.get(_ROOT)
    if root is None:
        root = f"{RUNTIME}.Object" in _legacy(doc, _INTERFACES)
    legacy = _legacy(doc, _LEGACY)
    if _GENERATE in stated:
        return stated[_GENERATE], root
    return (legacy[0] == "true" if legacy else default or root), root


def states_root(doc: Text) -> bool:
    """Whether the markers of a type say themselves if it is an object of Kubernetes."""
    stated = any(marker.name == _ROOT for marker in read_markers(doc, TYPE, Report()))
    return stated or bool(_legacy(doc, _INTERFACES))


def _legacy(doc: Text, name: str) -> list[str]:
    """The values of a marker of the older generator."""
    pairs = [line.strip().partition("=") for line in doc.value.split("\n")]
    return [value for found, _, value in pairs if found in (name, f"{name}:")]
