"""Custom resources written as Go types: whose group and version they are, which of them are kinds, what is left out.

The group is the entry's, else that of a ``+groupName`` marker, of the path ``pkg/apis/GROUP/VERSION``, of a variable
GroupVersion, of ``--group``; the version likewise, the package clause in the place of the option. Nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from scaffold.check.paths import directory_problem
from scaffold.diagnostics import Report
from scaffold.golang.ast import NO_TEXT, Decl, Field, FuncDecl, Name, Struct, TypeDecl, ValueDecl
from scaffold.kube.comments import leading_markers, made_text
from scaffold.kube.copy_markers import asked, states_root
from scaffold.kube.gotypes import manual_copies
from scaffold.kube.markers import is_marker
from scaffold.kube.names import is_version
from scaffold.model import Crd, CrdDocument, CrdGo, GoFragment
from scaffold.source import Text, Word, joined

GENERATED = "zz_generated.deepcopy.go"
RESERVED_FILES = ("doc.go", "groupversion_info.go", GENERATED)
"""Files that scaffold writes into every package of custom resources."""
REGISTRATION = (
    *("GroupVersion", "SchemeGroupVersion", "SchemeBuilder", "AddToScheme", "Resource"),
    *("addKnownTypes", "localSchemeBuilder"),
)
"""What registers types with a scheme: scaffold writes it, so a plan's own is left out."""
_ELSEWHERE = ("Kind",)
_OPTIONAL = ("kubebuilder:validation:Optional",)
_PACKAGE_ONLY = ("groupName", "versionName", "kubebuilder:validation:Optional", "kubebuilder:validation:Required")


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.MULTILINE)


def expanded(crds: Iterable[Crd | CrdDocument | CrdGo]) -> tuple[Crd | CrdDocument | CrdGo, ...]:
    """The plan's custom resources; each entry of Go is of one group and version, as far as they are stated."""
    found: list[Crd | CrdDocument | CrdGo] = []
    for crd in crds:
        if isinstance(crd, CrdGo):
            found += _parts(crd)
        else:
            found.append(crd)
    return tuple(found)


def _parts(crd: CrdGo) -> Iterator[CrdGo]:
    """One entry for each group and version among the fragments of one."""
    groups: dict[tuple[str, str], list[tuple[GoFragment, Word | None, Word | None]]] = {}
    stated = [(fragment, _group(crd, fragment), _version(crd, fragment)) for fragment in crd.fragments]
    only_group = _only(group for _, group, _ in stated)
    only_version = _only(version for _, _, version in stated)
    for fragment, own_group, own_version in stated:
        group, version = own_group or only_group, own_version or only_version
        key = (group.value if group else "", version.value if version else "")
        groups.setdefault(key, []).append((fragment, group, version))
    for members in groups.values():
        yield crd._replace(
            group=members[0][1], version=members[0][2], fragments=tuple(fragment for fragment, _, _ in members)
        )
    if not crd.fragments:
        yield crd


def _only(words: Iterable[Word | None]) -> Word | None:
    """The one word that those who say anything agree upon."""
    found = {word.value: word for word in words if word is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _group(crd: CrdGo, fragment: GoFragment) -> Word | None:
    place = _path(fragment)
    return (
        crd.group
        or _marker(fragment, "groupName")
        or (place[0] if place and "." in place[0].value else None)
        or _in_variable(fragment, "Group")
    )


def _version(crd: CrdGo, fragment: GoFragment) -> Word | None:
    place, parsed = _path(fragment), fragment.parsed
    found = crd.version or _marker(fragment, "versionName") or (place[1] if place else None)
    if found is None and parsed.package_span is not None and is_version(parsed.package):
        found = Word(parsed.package, parsed.package_span)
    return found or _in_variable(fragment, "Version")


def _marker(fragment: GoFragment, name: str) -> Word | None:
    """The value of a marker of the package, wherever it stands."""
    found = _pattern(rf"^[ \t]*//[ \t]*\+{name}=([^\s]*)").search(fragment.text.value)
    if found is None or not found[1].strip('"`'):
        return None
    return Word(found[1].strip('"`'), fragment.text.span(found.start(1), found.end(1)))


def _path(fragment: GoFragment) -> tuple[Word, Word] | None:
    """Group and version of a file's path, ``pkg/apis/GROUP/VERSION/FILE.go``."""
    folders = fragment.file.split("/")[:-1]
    if "apis" not in folders or fragment.file_span is None:
        return None
    below = folders[folders.index("apis") + 1 :]
    if len(below) != 2:
        return None
    return Word(below[0], fragment.file_span), Word(below[1], fragment.file_span)


def path_label(crd: CrdGo) -> Word | None:
    """The first label of the API group, where a path of the entry has that alone."""
    places = [place for fragment in crd.fragments if (place := _path(fragment)) is not None]
    return next((group for group, _ in places if "." not in group.value), None)


def stated_folder(crd: CrdGo) -> str:
    """The folder that the files of an entry state, where Go can have a package there; empty where they state none."""
    for fragment in crd.fragments:
        folder = fragment.file.rpartition("/")[0].removeprefix("./")
        if folder and not directory_problem(folder)[0]:
            return folder
    return ""


def _in_variable(fragment: GoFragment, key: str) -> Word | None:
    """What a variable GroupVersion says."""
    for decl in fragment.parsed.decls:
        for spec in decl.specs if isinstance(decl, ValueDecl) else ():
            if spec.names[0][0] not in ("GroupVersion", "SchemeGroupVersion"):
                continue
            for text in spec.values:
                found = _pattern(rf'\b{key}:\s*"([^"\n]+)"').search(text.value)
                if found is not None:
                    return Word(found[1], text.span(found.start(1), found.end(1)))
    return None


class PackageMarkers(NamedTuple):
    """What a fragment says of its package: its comment, and whether fields may be missing by default."""

    doc: Text
    optional: bool


def package_markers(fragment: GoFragment) -> PackageMarkers:
    """The package's comment without its markers, and the one marker of packages that changes schemas."""
    _, words = leading_markers(fragment.parsed.doc) if fragment.parsed.doc.value else (None, None)
    lines = words.value.split("\n") if words is not None else []
    kept = [line for line in lines if not is_marker(line)]
    doc = made_text("\n".join(kept), words.span()) if words is not None and "".join(kept).strip() else NO_TEXT
    return PackageMarkers(doc, any(name in _OPTIONAL for name in _of_package(fragment)))


def _of_package(fragment: GoFragment) -> Iterator[str]:
    """The markers of a fragment that stand apart from any declaration, or above the package clause.

    controller-gen takes a marker for the package's where it is one that packages have and does not touch a type.
    """
    block: list[str] = []
    for line in (*fragment.text.value.split("\n"), ""):
        if line.startswith("//"):
            block.append(line[2:].strip())
            continue
        if not line.startswith(("type ", "func ", "var ", "const ")):
            yield from (words[1:].strip() for words in block if words.startswith("+"))
        block = []


def without_package_markers(decl: TypeDecl) -> TypeDecl:
    """The declaration without markers of the package that stand above its comment, one blank line apart.

    Group and version may stand in the comment itself: they are read wherever they are.
    """
    head, rest = leading_markers(decl.doc)
    if head is None or not any(f"+{name}" in head.value for name in _PACKAGE_ONLY):
        return decl
    end = head.span(len(head.value.rstrip()) - 1).begin.line
    below = (rest.span() if rest is not None else decl.span).begin.line
    gone = _PACKAGE_ONLY if below - end > 1 else _PACKAGE_ONLY[:2]
    pieces: list[str | Text] = []
    at = 0
    for line in head.value.split("\n"):
        if line.strip() and not line.strip()[1:].startswith(gone):
            pieces += [head.part(at, at + len(line)), "\n"]
        at += len(line) + 1
    if rest is not None:
        pieces += ["\n", rest] if pieces else [rest]
    return decl._replace(doc=joined(pieces) if pieces else NO_TEXT)


# --- declarations ----------------------------------------------------------------------------------------------------


def roots(fragments: Sequence[GoFragment]) -> set[str]:
    """The types that get a DeepCopyObject: kinds and their lists, and whatever else asks for one.

    As controller-gen has it, those with a DeepCopy by hand do not.
    """
    types = {decl.name: decl for fragment in fragments for decl in fragment.parsed.decls if isinstance(decl, TypeDecl)}
    found = {name for kind in kinds(types.values()) for name in (kind.name, f"{kind.name}List")}
    stated = {name: asked(decl.doc, True)[1] for name, decl in types.items() if states_root(decl.doc)}
    asking = (found - stated.keys()) | {name for name, root in stated.items() if root}
    functions = [decl for fragment in fragments for decl in fragment.parsed.decls if isinstance(decl, FuncDecl)]
    by_hand = [decl for decl in functions if not _generated(decl)]
    return {name for name in asking if not manual_copies(by_hand, name).copy}


def declared(fragment: GoFragment, copied: Container[str], report: Report) -> list[Decl]:
    """The declarations of a fragment that are taken over: all but what scaffold writes for every such package.

    `copied` are the types with a DeepCopyObject of scaffold's making.
    """
    if fragment.file.rpartition("/")[2] == GENERATED:
        return []
    kept: list[Decl] = []
    left: list[Word] = []
    for decl in fragment.parsed.decls:
        if isinstance(decl, ValueDecl):
            specs = tuple(spec for spec in decl.specs if spec.names[0][0] not in REGISTRATION)
            left += [Word(*spec.names[0]) for spec in decl.specs if spec not in specs]
            if specs:
                kept.append(decl._replace(specs=specs))
        elif isinstance(decl, FuncDecl) and _registers(decl):
            left.append(Word(decl.name, decl.span))
        elif isinstance(decl, TypeDecl):
            kept.append(without_package_markers(decl))
        elif isinstance(decl, FuncDecl) and _copies_object(decl, copied):
            report.note(
                "crd-registration",
                f"{decl.name} of {decl.receiver.type_name if decl.receiver else ''}: left out, for scaffold writes it "
                f"into {GENERATED}",
                decl.span,
            )
        elif not (isinstance(decl, FuncDecl) and _generated(decl)):
            kept.append(decl)
    if left:
        names = ", ".join(dict.fromkeys(word.value for word in left))
        report.note(
            "crd-registration",
            f"{names}: left out, for scaffold writes groupversion_info.go, which registers the types of a package",
            left[0].span,
        )
    return kept


def _registers(decl: FuncDecl) -> bool:
    """Whether a function only puts types into a scheme, in one of the usual ways."""
    if decl.receiver is not None:
        return False
    if decl.name in REGISTRATION or (decl.name in _ELSEWHERE and len(decl.params) == 1 and len(decl.results) == 1):
        return True
    body = _pattern(r"//[^\n]*").sub("", decl.body.value).strip().removeprefix("{").removesuffix("}")
    calls = _pattern(r"\b(?:SchemeBuilder|localSchemeBuilder)\.Register\([^()]*\)").sub("", body)
    return decl.name == "init" and body != calls and not calls.strip(" \t\r\n;")


def _copies_object(decl: FuncDecl, copied: Container[str]) -> bool:
    """Whether a method is what makes one of these types an object of Kubernetes, written by hand."""
    by_hand = decl.name == "DeepCopyObject" and not _generated(decl)
    return by_hand and decl.receiver is not None and decl.receiver.type_name in copied


def _generated(decl: FuncDecl) -> bool:
    """Whether a method is a deep copy that a tool wrote."""
    return decl.name.startswith("DeepCopy") and "is an autogenerated deepcopy function" in decl.doc.value


def kinds(decls: Iterable[Decl]) -> list[TypeDecl]:
    """The declarations that are kinds: structs that embed TypeMeta and ObjectMeta of one package."""
    return [decl for decl in decls if isinstance(decl, TypeDecl) and is_kind(decl)]


def is_kind(decl: TypeDecl) -> bool:
    """Whether a type embeds what every kind embeds."""
    if decl.alias or not isinstance(decl.type, Struct):
        return False
    return {"TypeMeta", "ObjectMeta"} <= {name for name in map(_embedded, decl.type.fields) if name}


def _embedded(field: Field) -> str:
    """The name of a type of another package that a field embeds."""
    return field.type.name if not field.name and isinstance(field.type, Name) and field.type.qualifier else ""
