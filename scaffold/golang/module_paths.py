"""Import paths and module paths, as the go command and golang.org/x/mod/module take them."""

from __future__ import annotations

import re
from typing import Final

from scaffold.golang import stdlib

_DOMAIN: Final = re.compile(r"[-.a-z0-9]+")
_RESERVED: Final = ("std", "cmd", "vendor", "go", "toolchain")
"""First elements that the go command keeps for the standard library, vendored packages and toolchains."""

# A last element such as v2, and v1, v02 or v2.1, which look like one and are none (SplitPathVersion).
_MAJOR: Final = re.compile(r"v[0-9.]*[0-9.]")
_GOOD_MAJOR: Final = re.compile(r"v(?:[2-9]|[1-9][0-9]+)")
_GOPKG_MAJOR: Final = re.compile(r"gopkg\.in/.*[^/]\.v(?:0|[1-9][0-9]*)(?:-unstable)?")

_ASCII_PUNCTUATION = frozenset("-._~")
_WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"com{i}" for i in range(1, 10)] + [f"lpt{i}" for i in range(1, 10)]
)


def element_problem(element: str) -> str:
    """Why `element` cannot stand in a Go import path (golang.org/x/mod/module.CheckImportPath); empty if it can."""
    if not element:
        return "has an empty element"
    if not element.strip("."):
        return f"has the element {element!r}"
    if element[-1] == ".":
        return f"has the element {element!r}, which ends with a dot"
    for char in element:
        if not ((char.isascii() and char.isalnum()) or char in _ASCII_PUNCTUATION or char == "+"):
            return f"has the character {char!r}, which no Go import path may have"
    short = element.partition(".")[0].lower()
    if short in _WINDOWS_DEVICES:
        return f"has the element {element!r}, which Windows reserves"
    _, tilde, tail = short.rpartition("~")
    if tilde and tail.isdigit():
        return f"has the element {element!r}, which looks like a short name of Windows"
    return ""


def module_path_problem(path: str) -> tuple[str, str]:
    """Why the go command does not take a module path, and what to write; both empty where it does.

    A first element without a dot (``objects``) is fine: nobody else can require such a module, and it can be built.
    """
    hint = "such as example.com/acme/objects"
    scheme, separator, rest = path.partition("://")
    if separator:
        bare = rest.removesuffix("/").removesuffix(".git")
        return f"begins with {scheme}://", f"write {bare}" if bare else hint
    if path.startswith("-"):
        return "begins with a dash", hint
    if any(char.isspace() for char in path):
        return "has a blank in it", hint
    elements = path.split("/")
    for element in elements:
        problem = element_problem(element) or _module_element_problem(element)
        if problem:
            return problem, hint
    first = elements[0]
    if "." in first and not _DOMAIN.fullmatch(first):
        return f"begins with {first!r}: a domain has lower-case letters, digits, dashes and dots", hint
    if first in _RESERVED or stdlib.is_standard(path):
        return "is that of the standard library" if first != "vendor" else "begins with vendor", hint
    return _major_problem(path, elements)


def _module_element_problem(element: str) -> str:
    """What an import path may have and a module path may not."""
    if element[0] == ".":
        return f"has the element {element!r}, which begins with a dot"
    if "+" in element:
        return f"has the element {element!r} with a plus sign, which no module path may have"
    if element == "vendor":
        return "has the element 'vendor', which the go command keeps for copies of other modules"
    return ""


def _major_problem(path: str, elements: list[str]) -> tuple[str, str]:
    """Whether the end of the path is a major version, or looks like one and is none."""
    if path.startswith("gopkg.in/"):
        if _GOPKG_MAJOR.fullmatch(path):
            return "", ""
        return "has no version at its end, which every module of gopkg.in has", f"such as {path.rstrip('.')}.v1"
    last = elements[-1]
    if len(elements) == 1 or not _MAJOR.fullmatch(last) or _GOOD_MAJOR.fullmatch(last):
        return "", ""
    shorter = "/".join(elements[:-1])
    return (
        f"ends with {last!r}, which is no major version: they are written from v2 on, without dots and leading zeros",
        f"write {shorter} for v0 and v1, or {shorter}/v2",
    )


def version_problem(path: str, version: str) -> tuple[str, str]:
    """Why go.mod cannot require a version of the module of an import path, and what to write; empty where it can.

    Names of branches and `latest` are left to ``go mod tidy``, which replaces them.
    """
    if not version or any(char.isspace() for char in version):
        return "is none", "such as v1.2.3; without the key, `go mod tidy` finds one"
    if version[0].isdigit():
        return "lacks its v", f"write v{version}"
    major = re.match(r"v([0-9]+)\.[0-9]+\.[0-9]+(?![0-9.])", version)
    if major is None or version.endswith("+incompatible"):
        return "", ""
    stated = re.search(r"\.v([0-9]+)(?:/|$)" if path.startswith("gopkg.in/") else r"/v([2-9]|[1-9][0-9]+)(?:/|$)", path)
    number = int(major[1])
    if stated is not None and int(stated[1]) != number:
        return f"is none of major version v{stated[1]}, which the path has", f"such as v{stated[1]}.0.0"
    if stated is None and number > 1:
        hint = f"a module of that version has the path …/v{number}; one without a go.mod has {version}+incompatible"
        return f"needs v{number} in the path", hint
    return "", ""
