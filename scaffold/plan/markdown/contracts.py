"""The contract sections, the custom resources in Go and the earlier phases' packages that a document's fences make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scaffold.diagnostics import Related, Report
from scaffold.golang.identifiers import folder_name
from scaffold.golang.loose import blanked
from scaffold.markdown.inline import cut
from scaffold.node import Entry, Mapping, Node
from scaffold.plan.contracts import DEFAULT_PACKAGES, SECTION_KINDS
from scaffold.plan.markdown.crd_types import Resources, kinds_without_approval, mark_unapproved, take_out
from scaffold.plan.markdown.go_fences import Piece
from scaffold.plan.markdown.go_imports import DocumentImports
from scaffold.plan.markdown.illustrations import is_illustration, is_labelled
from scaffold.plan.markdown.nodes import composed, leaf, mapping, sequence
from scaffold.plan.markdown.outline import Part
from scaffold.plan.markdown.packages import Pieces
from scaffold.plan.markdown.placing import Home, Placed, Placer
from scaffold.source import Span, Text, Word, joined

_SAID = ("the path", "the heading", "its package clause", "the fence before it")
"""How the document says itself where something goes: what exists already has no default place."""
_BY_PACKAGE = {package: key for key, kind in SECTION_KINDS.items() for package in [DEFAULT_PACKAGES[kind]]}


class Contracts:
    """Takes the pieces of all fences, then gives the entries of the plan."""

    def __init__(self, report: Report, on_duplicate: str, group: str | None) -> None:
        self.report = report
        self.on_duplicate = on_duplicate
        self.group = group
        self.placed: list[Placed] = []
        self.previous: list[Placed] = []

    def take(self, found: list[tuple[Part, list[Piece], Text | None]]) -> None:
        """The pieces of each fence with the part it stands in and the prose above it, in the order of the document."""
        placer = Placer()
        for part, pieces, before in found:
            placer.learn(part, pieces, before)
        shown = [
            (part, piece)
            for part, pieces, before in found
            for piece in pieces
            if (is_illustration(part) or is_labelled(piece, before))
            and not placer.is_placed(part, piece, before, len(pieces) == 1)
        ]
        if len(shown) < sum(len(pieces) for _, pieces, _ in found):
            self._tell_illustrations(shown)
        else:
            shown = []
        left_out = {id(piece) for _, piece in shown}
        for part, pieces, before in found:
            for piece in pieces:
                if id(piece) in left_out:
                    continue
                placed = placer.place(part, piece, before, len(pieces) == 1)
                if part.role == "previous" or part.inside("previous"):
                    self.previous += placed
                else:
                    self.placed += placed

    def _tell_illustrations(self, shown: list[tuple[Part, Piece]]) -> None:
        """One note for the fences that are no contract: alternatives, examples, what there is today."""
        if not shown:
            return
        titles = dict.fromkeys(f"“{part.title}”" for part, _ in shown if is_illustration(part))
        where = f" below {', '.join(titles)}" if titles else ""
        self.report.note(
            "go-illustrates",
            f"Go{where} that only illustrates is left out",
            shown[0][1].span,
            "where it is to be generated, give it a path: // pkg/x/x.go on the fence's first line",
            [Related("this is left out too", piece.span) for _, piece in shown[1:]],
        )

    def entries(self, groups: dict[str, Word], stated: frozenset[str]) -> Iterator[Entry]:
        """The entries; `groups` are API groups by kind, `stated` what the plan's own ``imports`` explain."""
        settled = Pieces(self.placed, self.report, self.on_duplicate).settle()
        imports = DocumentImports(settled, stated, self.report)
        taken = take_out(imports.placed, groups, self.group)
        self._tell_ungrouped(taken.ungrouped)
        yield from self._previous(stated)
        yield from self._sections(taken.contracts)
        for found in taken.resources:
            node = self._resources(found)
            yield Entry(composed("crds", node.span, True), sequence([node]) or node)
        node_of_imports = imports.node()
        if node_of_imports is not None:
            yield Entry(composed("imports", node_of_imports.span, True), node_of_imports)

    def _tell_ungrouped(self, kinds: list[Word]) -> None:
        if not kinds:
            return
        names = ", ".join(kind.value for kind in kinds)
        what = "plain Go types, not custom resources" if len(kinds) > 1 else "a plain Go type, not a custom resource"
        self.report.warning(
            "crd-group",
            f"nothing says the API group of {names}: {what}",
            kinds[0].span,
            "write `// +groupName=objects.example.com`, a domain name of yours, in a line of its own above the types, "
            "or use --group",
            [Related(f"{kind.value} is here", kind.span) for kind in kinds[1:]],
        )

    # --- sections --------------------------------------------------------------------------------------------------

    def _sections(self, placed: list[Placed]) -> Iterator[Entry]:
        by_home: dict[Home, list[Placed]] = {}
        for each in placed:
            by_home.setdefault(each.home, []).append(each)
        taken: set[str] = set()
        plain: list[tuple[str | Text, Node | None]] = []
        for home, mine in by_home.items():
            key = self._key(home, mine, taken)
            self._tell(home, mine)
            node = self._section(home, mine, key)
            if key in SECTION_KINDS:
                taken.add(key)
                yield Entry(composed(key, node.span, True), node)
            else:
                plain.append((key, node))
        if plain:
            at = plain[0][1]
            assert at is not None
            yield Entry(composed("contracts", at.span, True), mapping(at.span, plain))

    def _key(self, home: Home, mine: list[Placed], taken: set[str]) -> str:
        """The plan's key for a package: what the document's parts say, else the kind that has its name."""
        for each in mine:
            if each.key in SECTION_KINDS and each.key not in taken:
                return each.key
        by_name = _BY_PACKAGE.get(home.package, "")
        if by_name and by_name not in taken:
            return by_name
        for key in (home.package, home.folder.replace("/", "-")):
            if key not in taken and key not in SECTION_KINDS:
                taken.add(key)
                return key
        number = next(n for n in range(2, 1_000_000) if f"{home.package}-{n}" not in taken)
        taken.add(f"{home.package}-{number}")
        return f"{home.package}-{number}"

    def _tell(self, home: Home, mine: list[Placed]) -> None:
        """Say where the Go went that has no path of its own."""
        for each in mine:
            if each.why not in ("the path", "the heading") and not (each.sure and each.key):
                self.report.note("go-placed", f"this goes to {home.folder}: {_because(each.why)}", each.piece.span)

    def _section(self, home: Home, mine: list[Placed], key: str) -> Mapping:
        at = mine[0].piece.span
        default = DEFAULT_PACKAGES[SECTION_KINDS[key]] if key in SECTION_KINDS else key
        entries: list[tuple[str | Text, Node | None]] = []
        if home.package != default:
            entries.append(("package", composed(home.package, _named(mine), True)))
        if home.folder != f"pkg/{folder_name(home.package)}":
            entries.append(("path", composed(home.folder, _named(mine), True)))
        entries.append(("go", self._go(home, mine)))
        return mapping(at, entries)

    def _go(self, home: Home, mine: list[Placed]) -> Node:
        files: dict[str, list[Node]] = {}
        for each in mine:
            files.setdefault(each.file, []).append(leaf(tidy(each.piece.text)))
        if list(files) == [""]:
            return _one_or_list(files[""])
        main = f"{folder_name(home.package)}.go"
        return mapping(mine[0].piece.span, [(file or main, _one_or_list(blocks)) for file, blocks in files.items()])

    # --- custom resources and earlier phases -----------------------------------------------------------------------

    def _resources(self, found: Resources) -> Node:
        entries: list[tuple[str | Text, Node | None]] = []
        if found.group is not None:
            entries.append(("group", composed(found.group.value, found.group.span, True)))
        if found.version is not None:
            entries.append(("version", composed(found.version.value, found.version.span, True)))
        entries.append(("go", self._files(found)))
        for each in found.pieces:
            if each.why not in ("the path", "the heading"):
                self.report.note("go-placed", "these types are custom resources and go to pkg/apis", each.piece.span)
                break
        return mapping(found.pieces[0].piece.span, entries)

    def _approved(self, found: Resources) -> tuple[Placed, ...]:
        """The Go of custom resources, with the annotation that a group of the Kubernetes community needs.

        API servers refuse such a definition without it. A document seldom states it: it is said to be unapproved.
        """
        kinds = kinds_without_approval(found)
        if found.group is None or not kinds:
            return found.pieces
        self.report.warning(
            "crd-approval",
            f"{found.group.value} is a group of the Kubernetes community: {', '.join(kind.value for kind in kinds)} "
            "gets the annotation that says it is unapproved",
            found.group.span,
            "use a group of your own, such as objects.example.com, or write "
            '`// +kubebuilder:metadata:annotations="api-approved.kubernetes.io=https://…"` above the kind',
        )
        return tuple(mark_unapproved(each) for each in found.pieces)

    def _files(self, found: Resources) -> Node:
        """The Go of custom resources by the paths that the document gives: they say group and version."""
        files: dict[str, list[Node]] = {}
        for each in self._approved(found):
            clauses = [(c.code, c.end) for c in each.piece.chunks if c.kind == "package"]
            path = f"{each.home.folder}/{each.file or 'types.go'}" if _is_stated(each) else each.file
            files.setdefault(path, []).append(leaf(tidy(blanked(each.piece.text, clauses))))
        if list(files) == [""]:
            return _one_or_list(files[""])
        entries = [(path or "types.go", _one_or_list(blocks)) for path, blocks in files.items()]
        return mapping(found.pieces[0].piece.span, entries)

    def _previous(self, stated: frozenset[str]) -> Iterator[Entry]:
        settled = Pieces(self.previous, self.report, self.on_duplicate).settle()
        settled = DocumentImports(settled, stated, self.report).placed
        by_home: dict[Home, list[Placed]] = {}
        for each in settled:
            if each.why not in _SAID:
                self.report.note(
                    "go-left-out",
                    "existing declarations without a path or a package: left out",
                    each.piece.span,
                    "say where they are: // pkg/x/x.go on the first line",
                )
                continue
            by_home.setdefault(each.home, []).append(each)
        packages: list[tuple[str | Text, Node | None]] = []
        for home, mine in by_home.items():
            pieces: list[str | Text] = []
            for each in mine:
                pieces += ["\n\n", tidy(each.piece.text)] if pieces else [tidy(each.piece.text)]
            packages.append((f"./{home.folder}", leaf(joined(pieces))))
        if packages:
            at = packages[0][1]
            assert at is not None
            yield Entry(composed("previous", at.span, True), mapping(at.span, [("go", mapping(at.span, packages))]))


def _is_stated(each: Placed) -> bool:
    """Whether the document itself says the folder of a piece, not only the package's name."""
    usual = f"pkg/{folder_name(each.home.package)}"
    by_name = each.why not in ("the path", "the heading") and each.home.folder == usual
    return each.sure and each.home.folder != "." and not by_name


def _because(why: str) -> str:
    return why if why.startswith("nothing") else f"{why} says so"


def _named(mine: list[Placed]) -> Span:
    """Where the package or the path is said."""
    for each in mine:
        if each.piece.place is not None and each.piece.place.folder is not None:
            return each.piece.place.text.span()
    for each in mine:
        if each.piece.package is not None:
            return each.piece.package.span
    return mine[0].piece.span


def _one_or_list(blocks: list[Node]) -> Node:
    if len(blocks) == 1:
        return blocks[0]
    listed = sequence(blocks)
    assert listed is not None
    return listed


_LOOSE = re.compile(r"\A(?:[ \t]*\n)+|[ \t]+(?=\n|\Z)|(?<=\n)(?:[ \t]*\n){2,}|\s+\Z")


def tidy(text: Text) -> Text:
    """The text without blank lines around it, without more than one between two, and without trailing white space."""
    pieces: list[tuple[int, int]] = []
    at = 0
    for found in _LOOSE.finditer(text.value):
        start, end = found.span()
        if "\n" in found[0] and start:
            # One line end stays: a blank line between two declarations, or the end of the last line.
            start += 1
        pieces.append((at, min(start, end)))
        at = end
    pieces.append((at, len(text.value)))
    return cut(text, pieces)
