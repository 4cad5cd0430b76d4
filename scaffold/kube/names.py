"""Kubernetes' names: the forms they must have, and plurals as controller-gen derives them.

Sources: ``k8s.io/apimachinery/pkg/util/validation``; ``github.com/gobuffalo/flect`` for plurals.
"""

from __future__ import annotations

import re
from functools import cache

DNS_LABEL = 63
DNS_SUBDOMAIN = 253

_LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def subdomain_problem(name: str) -> str:
    """Why a name is no RFC 1123 subdomain; empty where it is one."""
    if len(name.encode()) > DNS_SUBDOMAIN:
        return f"must be no more than {DNS_SUBDOMAIN} characters"
    if not _pattern(rf"{_LABEL}(\.{_LABEL})*").fullmatch(name):
        return (
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
            "start and end with an alphanumeric character"
        )
    return ""


def label_problem(name: str) -> str:
    """Why a name is no DNS-1035 label; empty where it is one."""
    if len(name.encode()) > DNS_LABEL:
        return f"must be no more than {DNS_LABEL} characters"
    if not _pattern(r"[a-z]([-a-z0-9]*[a-z0-9])?").fullmatch(name):
        return (
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
            "character, and end with an alphanumeric character"
        )
    return ""


def version_key(name: str) -> tuple[int, int, int, str]:
    """Sorts versions as Kubernetes prefers them, best last: v10 after v2, GA after beta, anything else first."""
    found = _pattern(r"v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?").fullmatch(name)
    if found is None:
        return (0, 0, 0, name)
    major, stage, minor = found.groups()
    return ({None: 3, "beta": 2, "alpha": 1}[stage], int(major), int(minor or 0), "")


def is_version(name: str) -> bool:
    """Whether a version has the form that Kubernetes sorts by: ``v1``, ``v2beta3``."""
    return version_key(name)[0] > 0


_IRREGULAR = {
    "series": "series",
    "species": "species",
    "chassis": "chassis",
    "media": "media",
    "child": "children",
    "foot": "feet",
    "goose": "geese",
    "man": "men",
    "human": "humans",
    "mouse": "mice",
    "tooth": "teeth",
    "woman": "women",
    "person": "people",
    "bureau": "bureaus",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "medium": "media",
    "stadium": "stadiums",
    "focus": "foci",
    "locus": "loci",
    "nucleus": "nuclei",
    "radius": "radii",
    "corpus": "corpora",
    "apex": "apices",
    "codex": "codices",
    "index": "indices",
    "vertex": "vertices",
    "vortex": "vortices",
    "appendix": "appendices",
    "helix": "helices",
    "crisis": "crises",
    "genesis": "geneses",
    "thesis": "theses",
    "base": "bases",
    "basis": "bases",
    "cause": "causes",
    "clause": "clauses",
    "house": "houses",
    "pause": "pauses",
    "cache": "caches",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "equipment": "equipment",
    "information": "information",
    "money": "money",
    "news": "news",
    "thief": "thieves",
    "hive": "hives",
    "move": "moves",
    "movie": "movies",
    "cookie": "cookies",
    "agenda": "agendas",
    "formula": "formulas",
    "quota": "quotas",
}
"""Words with a plural of their own, also as the last part of a longer one (a later entry goes first)."""

_WHOLE = {"ox": "oxen", "die": "dice", "axis": "axes", "alias": "aliases", "use": "uses", "toe": "toes"}
"""Words with a plural of their own, alone only."""

_ENDINGS = (
    ("tive", "tives"),
    ("eaf", "eaves"),
    ("oaf", "oaves"),
    ("afe", "aves"),
    ("arf", "arves"),
    ("rfe", "rves"),
    ("rf", "rves"),
    ("lf", "lves"),
    ("fe", "ves"),
    ("ay", "ays"),
    ("ey", "eys"),
    ("oy", "oys"),
    ("quy", "quies"),
    ("uy", "uys"),
    ("y", "ies"),
    ("eau", "eaux"),
    ("ium", "ia"),
    ("seum", "seums"),
    ("imum", "ima"),
    ("trum", "tra"),
    ("atum", "ata"),
    ("trix", "trices"),
    ("iasis", "iases"),
    ("resis", "reses"),
    ("gnosis", "gnoses"),
    ("opsis", "opses"),
    ("ysis", "yses"),
    ("ouse", "ouses"),
    ("lause", "lauses"),
    ("us", "uses"),
    ("ch", "ches"),
    ("io", "ios"),
    ("sh", "shes"),
    ("ss", "sses"),
    ("ez", "ezzes"),
    ("iz", "izzes"),
    ("tz", "tzes"),
    ("zz", "zzes"),
    ("ano", "anos"),
    ("lo", "los"),
    ("to", "tos"),
    ("oo", "oos"),
    ("o", "oes"),
    ("x", "xes"),
)


def plural(kind: str) -> str:
    """The plural resource name of a kind: ``Bucket`` → ``buckets``, ``Policy`` → ``policies``.

    controller-gen's words (its library's), the rare ones of its dictionary apart: what scaffold derives stands in a
    marker of the Go types, so both always agree.
    """
    start = len(kind)
    while start > 0 and not (kind[start - 1].isupper() and (start == 1 or not kind[start - 2].isupper())):
        start -= 1
    start = max(start - 1, 0)
    head, last = kind[:start].lower(), kind[start:].lower()
    if last in _WHOLE:
        return head + _WHOLE[last]
    for word, many in (*reversed(_IRREGULAR.items()), *_ENDINGS):
        if last.endswith(many):
            return head + last
        if last.endswith(word):
            return head + last[: len(last) - len(word)] + many
    return head + last if last.endswith("s") else head + last + "s"
