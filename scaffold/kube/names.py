"""Kubernetes' names: the forms they must have.

Source: ``k8s.io/apimachinery/pkg/util/validation``.
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


def qualified_problem(name: str) -> str:
    """Why a name is no qualified one, such as a label's or a finalizer's; empty where it is one."""
    prefix, slash, last = name.rpartition("/")
    if slash and (not prefix or subdomain_problem(prefix)):
        return f"prefix part {subdomain_problem(prefix) if prefix else 'must be non-empty'}"
    if len(last) > DNS_LABEL:
        return f"name part must be no more than {DNS_LABEL} characters"
    if not _pattern(r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]").fullmatch(last):
        return (
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
            "alphanumeric character"
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
