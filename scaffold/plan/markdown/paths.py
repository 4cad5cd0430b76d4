"""Paths of Go files and folders as documents write them: on a line of code, in a heading, in a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from scaffold.golang.stdlib import package as standard_package
from scaffold.markdown.inline import code_spans, plain
from scaffold.source import Text

_FILE = r"(?:\.{0,2}/)?(?:[\w.@{}-]+/)*[\w.-]+\.go"
_FOLDER = r"(?:\.{0,2}/)?[\w.@-]+(?:/[\w.-]+)+/?|[\w-]+/"
_COMMENT = re.compile(
    rf"[ \t]*(?://+|/\*+|#+)[ \t=*-]*(?P<word>(?:new |existing )?"
    rf"(?:file(?:name)?|path|location|package|in|see|from)(?:[ \t]*:[ \t]*|[ \t]+))?"
    rf"[`\"*]*(?P<path>{_FILE}|{_FOLDER})[`\"*]*(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_BARE_FILE = re.compile(rf"(?<![\w/:.@-])(?P<path>{_FILE})(?![\w/-])")
_ROOTS = ("pkg", "internal", "api", "apis", "cmd", "src", "lib", "app", "core", "services", "test", "tests")
_CODE_HOSTS = ("bitbucket.org", "codeberg.org", "github.com", "gitlab.com")
_OTHER = re.compile(r"\.(?!go$)(md|ya?ml|json|proto|sql|sh|py|ts|js|tsx|txt|toml|html|mod|sum|tmpl|mk)$", re.IGNORECASE)


class Place(NamedTuple):
    """Where a document puts Go: a folder without slashes around it (``.``: the root) and a file, each perhaps empty.

    `folder` is None where only a file is named.
    """

    folder: str | None
    file: str
    text: Text


def on_line(text: Text, start: int, end: int, first: bool) -> Place | None:
    """The path that a comment line of code is. Only the `first` line of a fence may be a folder, or say more."""
    found = _COMMENT.match(text.value, start, end)
    if found is None:
        return None
    path, rest = found["path"], found["rest"].strip(" \t*/=-")
    is_file = path.endswith(".go")
    usual = path.split("/")[0] in _ROOTS or path.endswith("/") or found["word"]
    if not is_file and (not first or rest or not usual or not _is_folder(path)):
        return None
    if is_file and rest and not (rest[0] in "(\u2014\u2013:-[#," or (first and (len(rest) < 60 or found["word"]))):
        return None
    return _place(text.part(*found.span("path")))


def in_prose(text: Text, folders: bool) -> Place | None:
    """The path that a heading or a bold line names: a Go file, or in backticks a folder."""
    for span in code_spans(text):
        if re.fullmatch(_FILE, span.value) or (
            folders and re.fullmatch(_FOLDER, span.value) and _is_folder(span.value)
        ):
            return _place(span)
    bare = plain(text)
    found = _BARE_FILE.search(bare.value)
    if found is not None:
        return _place(bare.part(*found.span("path")))
    if folders:
        for word in re.finditer(r"(?<![^\s(:])[\w.@-]+(?:/[\w.-]+)+/?(?![^\s):,;.])", bare.value):
            if word[0].split("/")[0] in _ROOTS and _is_folder(word[0]):
                return _place(bare.part(*word.span()))
    return None


def folder_of_import(path: str) -> str:
    """The folder in its repository that an import path leads to; empty where the path does not show it."""
    parts = path.split("/")
    for at, part in enumerate(parts):
        if at and part in _ROOTS:
            return "/".join(parts[at:])
    return "/".join(parts[3:]) if parts[0] in _CODE_HOSTS else ""


def _is_folder(path: str) -> bool:
    """Whether a path without ``.go`` at its end can be a folder of the repository."""
    parts = [part for part in path.strip("/").split("/") if part not in (".", "..")]
    if not parts or _OTHER.search(path) or any(part.startswith("-") for part in parts):
        return False
    if "." in parts[0]:
        # A host: an import path, which is a place where it leads into a repository's usual folders.
        return len(parts) > 3 and parts[3] in _ROOTS
    if standard_package("/".join(parts)) is not None:
        return False
    return len(parts) > 1 or path.endswith("/")


def _place(path: Text) -> Place | None:
    value = path.value
    if "://" in value or "{" in value:
        return None
    parts = [part for part in value.split("/") if part not in ("", ".", "..", "~")]
    file = parts.pop() if value.endswith(".go") else ""
    if parts and "." in parts[0]:
        if len(parts) < 3 or parts[0].startswith("pkg.go"):
            return None
        parts = parts[3:]
    if not parts and "/" not in value:
        return Place(None, file, path)
    return Place("/".join(parts) or ".", file, path)
