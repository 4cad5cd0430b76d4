"""A Go fence becomes pieces: the declarations that belong into one file, cleaned; the rest is left out and told."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from scaffold.diagnostics import Diagnostic, Report
from scaffold.golang.loose import Chunk, blanked, chunks, close, without_elisions
from scaffold.golang.parse import parse_file
from scaffold.markdown.blocks import Fence
from scaffold.plan.markdown.paths import Place, on_line
from scaffold.source import Span, Text, Word, joined

GO = ("go", "golang")
_DECLARING = ("type", "func", "method", "const", "var")
_LOOKS_LIKE_GO = re.compile(
    r"^[ \t]*(?:package \w+[ \t]*$|type \w+(?:\[[^\]\n]*\])? (?:struct|interface|func|map|\[|=)|"
    r"func (?:\(\w* ?\*?\w+(?:\[\w+\])?\) )?\w+[(\[])",
    re.MULTILINE,
)
_BROKEN = "broken"
_MOST_BAD_LINES = 8
"""Lines of one type that are left out; with more of them it is no type."""
_TEST = re.compile(r"(?:Test|Benchmark|Fuzz|Example)(?:[A-Z_0-9]\w*)?")
_TEST_PARAMETER = re.compile(r"\(\s*\w+\s+\*testing\.[TBF]\b|\(\s*\)")


class Piece(NamedTuple):
    """What one fence says of one file.

    `text` holds the chunks and nothing else that matters; `incomplete` the names of those with an elision. `place` is
    the path that stands in the fence itself.
    """

    text: Text
    chunks: tuple[Chunk, ...]
    place: Place | None
    package: Word | None
    incomplete: frozenset[str]

    @property
    def span(self) -> Span:
        """The beginning of the piece's first declaration."""
        start = self.chunks[0].code if self.chunks else 0
        return self.text.span(start, start + 1)

    def names(self) -> list[str]:
        """What the piece declares."""
        return [name for chunk in self.chunks for name in chunk.names if chunk.kind in _DECLARING]


def language(fence: Fence) -> str:
    """The language of a fence, lower case; empty for none."""
    found = re.match(r"[ \t{.]*([\w.+#-]*)", fence.info.value)
    return found[1].lower() if found else ""


@lru_cache(maxsize=1024)
def looks_like_go(text: Text) -> bool:
    """Whether a block without a language is Go: declarations, and nothing that is none."""
    if _LOOKS_LIKE_GO.search(text.value) is None:
        return False
    cleaned, _ = without_elisions(text)
    found = chunks(cleaned)
    if not found or any(chunk.kind == "statement" for chunk in found):
        return False
    scratch = Report()
    parse_file(cleaned, scratch)
    return not len(scratch) or bool(found[-1].open)


def pieces(fence: Fence, report: Report) -> list[Piece]:
    """The pieces of a fence of Go. What is left out is told; what is broken beside a type stays, to be told of."""
    return _Reader(fence.code, report).read()


class _Reader:
    def __init__(self, text: Text, report: Report) -> None:
        self.report = report
        self.text, self.elisions = without_elisions(text)
        self.original = text
        self.chunks = chunks(self.text)
        self.dropped: list[tuple[int, int]] = []

    def read(self) -> list[Piece]:
        unclosed = self._close()
        broken = self._mend(self._broken())
        sound = [c for c in self.chunks if c.kind in _DECLARING and c.names and c.code not in broken]
        typed = any(c.kind == "type" and c.names and self._is_type(c) for c in self.chunks)
        if not sound and not typed:
            self._nothing()
            return []
        if unclosed is not None:
            self._tell_closed(unclosed)
        kept: list[Chunk] = []
        for chunk in self.chunks:
            reason = self._reason(chunk, broken.get(chunk.code), typed)
            if reason:
                self.dropped.append((chunk.start, chunk.end))
                if reason == _BROKEN:
                    self._tell_broken(chunk, broken[chunk.code])
                elif chunk.kind not in ("package", "import"):
                    self._tell(chunk, reason)
            else:
                kept.append(chunk)
        self._tell_statements()
        bodies = [self._body(chunk, chunk.code in broken) for chunk in kept]
        self.dropped += [body for body in bodies if body is not None]
        incomplete = self._incomplete(kept)
        return self._files(kept, incomplete)

    # --- what is sound ---------------------------------------------------------------------------------------------

    def _close(self) -> Chunk | None:
        """Close what the end of the fence leaves open; the declaration it was."""
        last = self.chunks[-1] if self.chunks else None
        if last is None or last.kind not in _DECLARING or set(last.open) != {"}"}:
            return None
        self.text = close(self.text, last)
        self.chunks = chunks(self.text)
        return last

    def _tell_closed(self, last: Chunk) -> None:
        end = last.end
        self.report.warning(
            "go-closed",
            f"{last.names[0] if last.names else 'the declaration'} is not closed at the end of the fence: "
            f"read as if {'a brace' if len(last.open) == 1 else 'braces'} closed it there",
            self.text.span(end - 1, end),
            f"add {last.open}",
        )

    def _broken(self) -> dict[int, Diagnostic]:
        """The chunks, by where they begin, in which a syntax error lies, each with its first one."""
        scratch = Report()
        parse_file(self.text, scratch)
        found: dict[int, Diagnostic] = {}
        starts = [chunk.start for chunk in self.chunks]
        for problem in scratch.found:
            at = bisect_right(starts, problem.span.start) if problem.span.text is self.text else 0
            if at and not self._opens_another_file(self.chunks[at - 1]):
                found.setdefault(self.chunks[at - 1].code, problem)
        return found

    def _opens_another_file(self, chunk: Chunk) -> bool:
        """Whether a clause or an import is out of its place only because the fence holds several files."""
        if chunk.kind not in ("package", "import"):
            return False
        scratch = Report()
        parse_file(self.text.part(chunk.code, chunk.end), scratch)
        return not len(scratch)

    def _mend(self, broken: dict[int, Diagnostic]) -> dict[int, Diagnostic]:
        """What is still broken once single lines that are no Go are left out of types; those lines are told."""
        left = dict(broken)
        for chunk in self.chunks:
            if chunk.kind == "type" and chunk.code in broken and chunk.names:
                lines = self._bad_lines(chunk)
                for start, end, problem in lines:
                    self.report.warning(
                        "go-incomplete",
                        f"{chunk.names[0]} is incomplete: this line is left out, {problem.message}",
                        self.text.span(start, end),
                        problem.hint or "write it as Go has it",
                    )
                if lines:
                    self.text = blanked(self.text, [(start, end) for start, end, _ in lines])
                    del left[chunk.code]
        return left

    def _bad_lines(self, chunk: Chunk) -> list[tuple[int, int, Diagnostic]]:
        """The lines of a type without which it can be read and is not empty; none where there is no such choice."""
        found: list[tuple[int, int, Diagnostic]] = []
        grouped = not self.text.value.startswith("type", chunk.code)
        while len(found) < _MOST_BAD_LINES:
            scratch = Report()
            rest = blanked(self.text, [(start, end) for start, end, _ in found]).part(chunk.code, chunk.end)
            code = joined(["type ", rest]) if grouped else rest
            parse_file(code, scratch)
            problem = next(iter(scratch.found), None)
            if problem is None:
                members = rest.value.strip().split("\n")[1:-1]
                has_members = any(line.strip() and not line.strip().startswith("//") for line in members)
                return found if has_members else []
            at = chunk.code + problem.span.start - (len("type ") if grouped else 0)
            start = self.text.value.rfind("\n", 0, at) + 1
            end = self.text.value.find("\n", at)
            end = len(self.text.value) if end < 0 else end
            line = self.text.value[start:end]
            is_member = chunk.code < start and end < chunk.end and line.strip()
            if not is_member or any(bracket in re.sub(r"//.*", "", line) for bracket in "{}`"):
                return []
            start += len(line) - len(line.lstrip())
            found.append((start, end, problem))
        return []

    def _is_type(self, chunk: Chunk) -> bool:
        code = self.text.value[chunk.code : chunk.end]
        return (
            re.match(r"(?:type\s+)?\w+(?:\[[^\]\n]*\])?\s*(?:=\s*)?(?:struct|interface|func|map|chan|\[|\*|\w)", code)
            is not None
        )

    def _nothing(self) -> None:
        """The fence has no declarations."""
        code = [c for c in self.chunks if c.kind == "statement"]
        start = len(self.text.value) - len(self.text.value.lstrip())
        calls = [c for c in code if re.search(r":=|[\w)]\(|\breturn\b|\bif\b|\bfor\b", self.text.value[c.code : c.end])]
        what = (
            "statements are no contract" if len(calls) * 2 > len(code) else "there are no Go declarations in this fence"
        )
        if not self.text.value.strip():
            what = "the fence is empty"
        elif any(c.kind in ("package", "import") for c in self.chunks) and not code:
            what = "the fence declares nothing"
        self.report.note("go-left-out", f"{what}: left out", self.original.span(start, start + 1))

    # --- what is left out ------------------------------------------------------------------------------------------

    def _reason(self, chunk: Chunk, broken: Diagnostic | None, typed: bool) -> str:
        """Why a chunk is left out; empty if it is not."""
        name = chunk.names[0] if chunk.names else ""
        code = self.text.value[chunk.code : chunk.end]
        if chunk.kind == "statement":
            return "statement"
        if chunk.kind == "func":
            if name in ("main", "init") and re.match(r"func\s+\w+\s*\(\s*\)", code):
                return f"func {name} is no contract"
            if _TEST.fullmatch(name) and _TEST_PARAMETER.match(code[code.find(name) + len(name) :].lstrip()):
                return f"{name} is a test"
        if broken is not None and chunk.kind in ("func", "method") and self._reads_without_body(chunk):
            return ""
        if broken is not None:
            return _BROKEN if typed else f"{name or 'this'} cannot be read as Go"
        return ""

    def _reads_without_body(self, chunk: Chunk) -> bool:
        """Whether a function's signature is Go, whatever its body is."""
        if chunk.body is None:
            return False
        scratch = Report()
        parse_file(blanked(self.text, [chunk.body]).part(chunk.code, chunk.end), scratch)
        return not len(scratch)

    def _tell(self, chunk: Chunk, reason: str) -> None:
        if reason != "statement":
            self.report.note("go-left-out", f"{reason}: left out", self.text.span(chunk.code, chunk.end))

    def _tell_broken(self, chunk: Chunk, problem: Diagnostic) -> None:
        """A declaration that cannot be read, beside ones that can."""
        what = ", ".join(chunk.names) or f"this {chunk.kind}"
        verb = "are left out, for they" if len(chunk.names) > 1 else "is left out, for it"
        self.report.warning(
            "go-syntax",
            f"{what} {verb} cannot be read as Go: {problem.message}",
            problem.span,
            problem.hint,
        )

    def _tell_statements(self) -> None:
        """One note for each run of statements."""
        run: list[Chunk] = []
        for chunk in [*self.chunks, None]:
            if chunk is not None and chunk.kind == "statement":
                run.append(chunk)
            elif run:
                what = "a statement is" if len(run) == 1 else f"{len(run)} statements are"
                self.report.note(
                    "go-left-out", f"{what} no contract: left out", self.text.span(run[0].code, run[-1].end)
                )
                run = []

    def _body(self, chunk: Chunk, broken: bool) -> tuple[int, int] | None:
        """The body of a function to leave out: one with an elision, or one that cannot be read."""
        if chunk.body is None:
            return None
        first, last = chunk.body
        elided = any(first <= start < last for start, _ in self.elisions)
        if not elided and not broken:
            return None
        if broken:
            alone = blanked(self.text, [chunk.body]).part(chunk.code, chunk.end)
            scratch = Report()
            parse_file(alone, scratch)
            if len(scratch):
                return None
        why = "is left open in parts" if elided else "cannot be read as Go"
        self.report.note(
            "go-left-out", f"the body of {chunk.names[0]} {why}: left out", self.text.span(first, first + 1)
        )
        return chunk.body

    def _incomplete(self, kept: list[Chunk]) -> frozenset[str]:
        """The names of types with an elision, each told once."""
        found = []
        for chunk in kept:
            first = next((e for e in self.elisions if chunk.code <= e[0] < chunk.end), None)
            if first is None or not chunk.names or (chunk.body is not None and first[0] >= chunk.body[0]):
                continue
            found.append(chunk.names[0])
            self.report.warning(
                "go-incomplete",
                f"{chunk.names[0]} is incomplete: something is left out here",
                self.original.span(*first),
                "write down what the dots stand for",
            )
        return frozenset(found)

    # --- files -----------------------------------------------------------------------------------------------------

    def _files(self, kept: list[Chunk], incomplete: frozenset[str]) -> list[Piece]:
        """One piece for each path line or package clause."""
        marks: list[tuple[int, int, Place | None]] = []  # begin, end of the path line, its path
        for start, end, place in self._path_lines(kept):
            marks.append((start, end, place))
            self.dropped.append((start, end))
        cuts = [start for start, _, _ in marks]
        for chunk in kept:
            if chunk.kind == "package" and not any(
                start <= chunk.code and not self._between(start, chunk, kept) for start in cuts
            ):
                cuts.append(chunk.start)
        cuts = sorted(set(cuts))
        if not cuts or any(chunk.code < cuts[0] for chunk in kept):
            cuts.insert(0, 0)
        cleaned = blanked(self.text, self.dropped)
        found = []
        for start, end in zip(cuts, [*cuts[1:], len(cleaned.value)], strict=True):
            mine = [c for c in kept if start <= c.code < end]
            place = next((place for at, _, place in marks if at == start), None)
            if any(c.kind in _DECLARING for c in mine):
                found.append(self._piece(cleaned, start, end, mine, place, incomplete))
        return found

    def _between(self, start: int, chunk: Chunk, kept: list[Chunk]) -> bool:
        """Whether a declaration stands between a path line and a package clause."""
        return any(start < other.code < chunk.code for other in kept)

    def _piece(
        self, cleaned: Text, start: int, end: int, mine: list[Chunk], place: Place | None, incomplete: frozenset[str]
    ) -> Piece:
        text = cleaned.part(start, end)
        moved = tuple(
            c._replace(
                start=max(c.start - start, 0),
                code=c.code - start,
                end=c.end - start,
                body=(c.body[0] - start, c.body[1] - start) if c.body else None,
            )
            for c in mine
        )
        package = None
        for chunk in moved:
            if chunk.kind == "package" and chunk.names:
                at = text.value.index(chunk.names[0], chunk.code + len("package"))
                package = Word(chunk.names[0], text.span(at, at + len(chunk.names[0])))
        return Piece(text, moved, place, package, incomplete)

    def _path_lines(self, kept: list[Chunk]) -> list[tuple[int, int, Place | None]]:
        """The comment lines between declarations that are paths."""
        found: list[tuple[int, int, Place | None]] = []
        at, first = 0, True
        value = self.text.value
        code = [(c.code, c.end) for c in self.chunks if c.kind != "statement"]
        position = 0
        for line in value.split("\n"):
            end = at + len(line)
            while position < len(code) and code[position][1] <= at:
                position += 1
            inside = position < len(code) and code[position][0] < end
            if line.strip() and not inside and line.lstrip()[:1] in "/#":
                place = on_line(self.text, at, end, first)
                if place is not None:
                    found.append((at, end, place))
            if line.strip():
                first = False
            at = end + 1
        return found
