"""Scaffold's word on Go declarations, and Go's word on the same ones."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

import judges
from check.check_snippets import Snippet, check_text, codes, plan_of, snippets
from scaffold.diagnostics import Severity, to_text

ALL = snippets()
ASKED = int(os.environ.get("SCAFFOLD_EXAMPLES", "0"))
TORN = ASKED or 600
SEED = random.randrange(1 << 32) if ASKED else 1
"""By hand more snippets are torn, and others each time."""


@pytest.mark.parametrize("snippet", ALL, ids=lambda snippet: snippet.name)
def test_scaffold_says(snippet: Snippet) -> None:
    _, report = check_text(plan_of(snippet))
    told = codes(report, Severity.WARNING if snippet.verdict in ("warn", "stub") else Severity.ERROR)
    if snippet.verdict == "accept":
        told += [code for code in codes(report, Severity.WARNING) if code in ("body-stubbed", "value-dropped")]
    errors = codes(report, Severity.ERROR)
    assert told == sorted(snippet.codes), to_text(report)
    assert bool(errors) == (snippet.verdict == "reject"), to_text(report)


@pytest.mark.slow
def test_go_says_the_same(tmp_path: Path) -> None:
    """One module with a package for each snippet; Go's complaints are sorted by the package that they name."""
    wrong = []
    versions = sorted({snippet.go for snippet in ALL})
    for version in versions:
        module = tmp_path / version
        module.mkdir()
        (module / "go.mod").write_text(f"module example.com/t\n\ngo {version}\n")
        of_version = [snippet for snippet in ALL if snippet.go == version]
        for number, snippet in enumerate(of_version):
            folder = module / f"p{number:03}"
            folder.mkdir()
            (folder / "p.go").write_text(f"package p\n\n{snippet.code}\n{snippet.beside}\n", encoding="utf-8")
        said = judges.vet(module) + judges.build(module)
        for number, snippet in enumerate(of_version):
            lines = [line for line in said.splitlines() if f"p{number:03}/" in line]
            if snippet.verdict in ("stub", "accept-check"):
                continue
            if bool(lines) != (snippet.verdict == "reject"):
                wrong.append(f"{snippet.name} is to be {snippet.verdict}ed: Go says {lines}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_staticcheck_takes_what_is_kept(tmp_path: Path) -> None:
    """Unused declarations apart, which are the plan's to judge."""
    (tmp_path / "go.mod").write_text("module example.com/t\n\ngo 1.26\n")
    for snippet in ALL:
        if snippet.name.startswith(("bodies-", "code-")) and snippet.verdict == "accept" and snippet.go == "1.26":
            folder = tmp_path / re.sub(r"\W", "", snippet.name)
            folder.mkdir()
            (folder / "p.go").write_text(f"// Package p is a test.\npackage p\n\n{snippet.code}\n", encoding="utf-8")
    said = [line for line in judges.staticcheck(tmp_path).splitlines() if "(U1000)" not in line]
    assert said == []


EXTRA = ["int", "string", "error", "any", "comparable", "[]int", "map[string]int", "*T", "func()", "chan int"]
"""What a word may be torn into, besides the snippet's other words."""


def _torn(code: str, chance: random.Random) -> str:
    """A snippet with up to three words replaced; its imports stay, for Go reads no package whose imports are wrong."""
    start = code.rfind('"\n', 0, code.find("type ")) + 1 if code.startswith("import") else 0
    words = re.findall(r"\w+|\s+|.", code[start:])
    places = [at for at, word in enumerate(words) if re.match(r"\w", word)]
    for _ in range(chance.randrange(1, 4)):
        words[chance.choice(places)] = chance.choice([words[chance.choice(places)], chance.choice(EXTRA)])
    return code[:start] + "".join(words)


@pytest.mark.slow
def test_torn_snippets_are_judged_as_go_judges_them(tmp_path: Path) -> None:
    chance = random.Random(1)
    whole = [s for s in ALL if s.go == "1.26" and not s.beside and s.name.startswith(("types-", "members-"))]
    (tmp_path / "go.mod").write_text("module example.com/t\n\ngo 1.26\n")
    ours: dict[str, tuple[list[str], str]] = {}
    for number in range(1000):
        snippet = chance.choice(whole)
        code = _torn(snippet.code, chance)
        _, report = check_text(plan_of(snippet._replace(code=code)))
        told = [d.code for d in report if d.severity is Severity.ERROR]
        stubbed = any(d.code in ("body-stubbed", "value-dropped") for d in report)
        if stubbed or any(code.startswith("go-") for code in told):
            continue
        folder = tmp_path / f"p{number:04}"
        folder.mkdir()
        (folder / "p.go").write_text(f"package p\n\n{code}\n", encoding="utf-8")
        ours[folder.name] = (told, code)
    said = judges.vet(tmp_path) + judges.build(tmp_path)
    wrong = []
    for name, (told, code) in ours.items():
        # Unused and missing imports, and a type called like one, are mended where the file is written.
        mended = ("imported and not used", "already declared through import", "other declaration of")
        lines = [line for line in said.splitlines() if f"{name}/" in line and not any(m in line for m in mended)]
        if bool(lines) != bool(told):
            wrong.append(f"{name}: scaffold says {told}, Go says {lines[:2]}\n{code}")
    assert len(ours) > 200
    assert not wrong, "\n\n".join(wrong)


SPARE = [
    "1",
    "-1",
    "300",
    "nil",
    "true",
    "err",
    '"x"',
    "'a'",
    "x",
    "i",
    "s",
    "len",
    "append",
    "string",
    "any",
    "return",
]
"""What a word of a body may be torn into, besides the body's other words."""


def _torn_body(code: str, chance: random.Random) -> str:
    """A snippet with up to two words or lines of one of its bodies replaced, lost or doubled."""
    start, end = chance.choice([match.span(1) for match in re.finditer(r"^func .*?\{(.*?)^\}$", code, re.M | re.S)])
    lines = code[start:end].split("\n")
    for _ in range(chance.randrange(1, 3)):
        at = chance.randrange(len(lines))
        words = re.findall(r'"(?:[^"\\]|\\.)*"|\w+|\s+|[^\w\s]+', lines[at])
        solid = [place for place, word in enumerate(words) if not word.isspace()]
        kind = chance.random()
        if kind < 0.2 or not solid:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        elif kind < 0.3:
            lines.insert(at, lines[at])
        else:
            words[chance.choice(solid)] = chance.choice([words[chance.choice(solid)], *chance.sample(SPARE, 2), ""])
            lines[at] = "".join(words)
    return code[:start] + "\n".join(lines) + code[end:]


@pytest.mark.slow
def test_torn_bodies_are_kept_only_where_go_takes_them(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    whole = [s for s in ALL if s.verdict == "accept" and s.go == "1.26" and re.search(r"^func .*\{\n", s.code, re.M)]
    (tmp_path / "go.mod").write_text("module example.com/t\n\ngo 1.26\n")
    kept: dict[str, str] = {}
    for number in range(TORN):
        snippet = chance.choice(whole)
        code = _torn_body(snippet.code, chance)
        _, report = check_text(plan_of(snippet._replace(code=code)))
        if report.has_errors or any(d.code in ("body-stubbed", "value-dropped") for d in report):
            continue
        folder = tmp_path / f"p{number:04}"
        folder.mkdir()
        (folder / "p.go").write_text(f"package p\n\n{code}\n", encoding="utf-8")
        kept[folder.name] = code
    said = judges.vet(tmp_path) + judges.build(tmp_path)
    # Unused imports are dropped where the file is written.
    lines = [line for line in said.splitlines() if "imported and not used" not in line and ".go:" in line]
    wrong = [
        f"{name}: {[line for line in lines if name in line][:2]}\n{kept[name]}"
        for name in kept
        if f"{name}/" in "".join(lines)
    ]
    assert len(kept) > TORN // 10
    assert not wrong, "\n\n".join(wrong[:10])
