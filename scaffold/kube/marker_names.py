"""Names of markers that controller-gen would pass over in silence: misspelt ones, and those in the wrong place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scaffold.kube.marker_table import DEFINITIONS, OTHERS, PLACES
from scaffold.nearest import nearest

_FAMILIES = ("kubebuilder", "validation", "k8s")
"""First words of the names of markers that are ours, or somebody meant to be."""


class IgnoredMarker(NamedTuple):
    """What is wrong with a marker that controller-gen ignores."""

    code: str
    message: str
    hint: str = ""


def explain_unknown(head: str, valued: bool, target: str) -> IgnoredMarker | None:
    """What is wrong with a marker that has no definition on a `target`; None for one of another tool.

    `head` is what stands before the ``=``, if any (`valued`).
    """
    short = head.rpartition(":")[0] if valued else ""
    for other, definitions in DEFINITIONS.items():
        if head in definitions or (short in definitions and definitions[short].named):
            message = f"marker +{head} belongs on {PLACES[other]}, not on {PLACES[target]}"
            return IgnoredMarker("crd-marker-place", message, "controller-gen ignores it here")
    if any(head == other or head.startswith(other + ":") for other in OTHERS):
        return None
    word = head.split(maxsplit=1)[0] if head.split() else ""
    if word != head and any(
        name in names for names in DEFINITIONS.values() for name in (word, word.rpartition(":")[0])
    ):
        why = "a space stands behind the +" if head[:1].isspace() else "there is more behind its name"
        hint = f"write +{word} without a space and on a line of its own: controller-gen ignores this one"
        return IgnoredMarker("crd-marker-unknown", f"marker +{word}: {why}", hint)
    near = _meant(head, short, target)
    if near is not None or head.lower().startswith("kubebuilder"):
        hint = f"did you mean +{near}?" if near else "controller-gen would ignore it"
        return IgnoredMarker("crd-marker-unknown", f"unknown marker +{head}", hint)
    return None


def _meant(head: str, short: str, target: str) -> str | None:
    """The marker that was meant: the nearest one, and of several as near one for the `target`."""
    first, colon, _ = head.partition(":")
    family = nearest(first, _FAMILIES) if colon else ""
    if family is None:
        return None
    others = (name for names in DEFINITIONS.values() for name in names)
    candidates = list(dict.fromkeys([*DEFINITIONS[target], *others]))
    for wanted in (head, short):
        found = _same_word(wanted, candidates) or _near(wanted, family, candidates) if wanted else None
        if found is not None:
            return found
    return None


def _near(name: str, family: str, candidates: Iterable[str]) -> str | None:
    """The nearest candidate of a family; what all of the family begin with makes none of them nearer."""
    prefix = f"{family}:" if family else ""
    rests = [candidate.removeprefix(prefix) for candidate in candidates if candidate.startswith(prefix)]
    found = nearest(name.partition(":")[2] if family else name, rests)
    return None if found is None else prefix + found


def _same_word(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate with the same last word, whatever its case; in the same family, if there is one there."""
    words = name.lower().split(":")

    def strangeness(candidate: str) -> tuple[bool, bool, int]:
        others = candidate.split(":")
        return "k8s" in others and "k8s" not in words, words[0] not in others[:2], abs(len(others) - len(words))

    same = [
        candidate
        for candidate in candidates
        if candidate.lower().split(":")[-1] == words[-1] and ("items:" in candidate) == ("items" in words[:-1])
    ]
    return min(same, key=strangeness, default=None)


def lacks_plus(line: str) -> str | None:
    """The marker that a line of a comment would be, had it a ``+``; only names that are no words of English."""
    head = line.strip().partition("=")[0]
    if not head.startswith("kubebuilder:"):
        return None
    for definitions in DEFINITIONS.values():
        for name in (head, head.rpartition(":")[0]):
            if name in definitions:
                return name
    return None
