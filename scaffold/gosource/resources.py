"""Packages of custom resources: an entry of `crds` with the Go as it is written, which has the markers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping

from scaffold.diagnostics import Report
from scaffold.golang.loose import chunks
from scaffold.gosource.enumerations import Enumeration
from scaffold.gosource.folders import Folder
from scaffold.source import Source

_ROOT = re.compile(r"^//\s*\+kubebuilder:object:root(?:=true)?\s*$", re.MULTILINE)
_GROUP_MARKER = re.compile(r"^//\s*\+groupName=(\S+)\s*$", re.MULTILINE)
_GROUP_VERSION = re.compile(r"\bGroupVersion\{\s*Group:\s*([\w.]+|\"[^\"]*\")\s*,\s*Version:\s*([\w.]+|\"[^\"]*\")")
_GENERATED = re.compile(r"^// Code generated .* DO NOT EDIT\.$", re.MULTILINE)
_DEEP_COPY = re.compile(r"^func \(\w+ \*?\w+\) DeepCopy\w*\(", re.MULTILINE)


def is_of_resources(files: Iterable[Source]) -> bool:
    """Whether files declare root types of a Kubernetes API."""
    return any(_ROOT.search(file.text) for file in files)


def group_and_version(files: Iterable[Source]) -> tuple[str, str]:
    """The group and the version that a package says it is of; empty where it does not."""
    texts = [file.text for file in files]
    literal = next((match for text in texts if (match := _GROUP_VERSION.search(text))), None)
    marker = next((match[1] for text in texts if (match := _GROUP_MARKER.search(text))), "")
    group = _constant(literal[1], texts) if literal is not None else ""
    version = _constant(literal[2], texts) if literal is not None else ""
    return marker or group, version


def _constant(word: str, texts: Iterable[str]) -> str:
    """The text of a literal, or of the constant that a word names."""
    if word.startswith('"'):
        return word[1:-1]
    declared = re.compile(rf"\b{re.escape(word.rpartition('.')[2])}(?:\s+string)?\s*=\s*\"([^\"]*)\"")
    return next((match[1] for text in texts if (match := declared.search(text))), "")


def is_deep_copies(file: Source) -> bool:
    """Whether a file holds generated deep copies, which are made anew."""
    return bool(_GENERATED.search(file.text)) and bool(_DEEP_COPY.search(file.text))


def resources_entry(
    folder: Folder, files: Iterable[Source], name: str, report: Report, own: bool
) -> dict[str, object] | None:
    """The entry of `crds` of a package; None, after a warning, where nothing says its group.

    Of scaffold's own output (`own`) what it registers and copies with is left out: it is written anew.
    """
    sources = list(files)
    group, version = group_and_version(sources)
    if not group:
        message = f"package {name} has root types of a Kubernetes API, and nothing says their group"
        hint = "write `// +groupName=GROUP` above its package clause"
        report.warning("import-changed", message, sources[0].span(0, 0), hint)
        return None
    go: dict[str, str] = {}
    for source in sources:
        if own and os.path.basename(source.path) in ("groupversion_info.go", "zz_generated.deepcopy.go"):
            continue
        if is_deep_copies(source):
            message = "generated deep copies are left out: scaffold writes them anew"
            report.note("import-skipped", message, source.span(0, 0))
            continue
        inside = "" if folder.path == "." else f"{folder.path}/"
        go[f"{inside}{os.path.basename(source.path)}"] = source.text
    entry: dict[str, object] = {"group": group, "version": version or name}
    return entry | {"go": go}


def without_enumerations(text: str, enumerations: Mapping[str, Enumeration]) -> str:
    """A file of scaffold's without what `values` brings: the constants, Valid and String of its enumerations."""
    names = {f"{name}.{method}" for name in enumerations for method in ("Valid", "String")}
    names |= {constant for found in enumerations.values() for constant in found.constants}
    kept: list[str] = []
    end = 0
    for chunk in chunks(Source("", text).whole()):
        if chunk.kind in ("const", "method") and chunk.names and names.issuperset(chunk.names):
            kept.append(text[end : chunk.start])
            end = chunk.end
    return "".join([*kept, text[end:]])
