"""Make scaffold/data/examples.txt: for every code of a message the shortest plan at hand that has it.

The plans are those of the tests (snippets of Go, plans with their messages, golden cases) and ``more.txt``.
Run by hand where a code came or went: ``.venv/bin/python tools/examples/make.py``.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from check.check_snippets import plan_of, snippets  # noqa: E402 - the checkout is the package
from scaffold.codes import CODES  # noqa: E402
from scaffold.diagnostics import Report  # noqa: E402
from scaffold.phases import Phases, Plan  # noqa: E402
from scaffold.pipeline import Input, Settings  # noqa: E402

MAX_LINES = 30


def candidates() -> Iterator[tuple[str, str]]:
    """File names and texts of plans."""
    for snippet in snippets():
        yield "plan.yaml", plan_of(snippet)
    for path in sorted((ROOT / "tests" / "check" / "plans").glob("*.txt")):
        for part in path.read_text("utf-8").split("\n=== ")[1:]:
            body = part.partition("\n")[2]
            # What a line is to say stands behind it.
            plain = re.sub(r" +#[!~].*", "", body).strip("\n")
            yield "plan.yaml", f"module: example.com/acme/objects\n{plain}\n"
    for folder in sorted((ROOT / "golden").glob("*")):
        for name in ("plan.yaml", "plan.md", "before.yaml"):
            if (folder / name).is_file():
                yield name.replace("before", "plan"), (folder / name).read_text("utf-8")
    for path in sorted((ROOT / "tests" / "plan").rglob("*.md")):
        yield "plan.md", path.read_text("utf-8")
    for part in (ROOT / "tools" / "examples" / "more.txt").read_text("utf-8").split("\n=== ")[1:]:
        name, _, text = part.partition("\n")
        yield name, text + "\n"


def codes_of(name: str, text: str) -> set[str]:
    """The codes that scaffold tells of a plan."""
    report = Report()
    Phases([Plan(Input(text.encode(), name, name), name, Settings())], [], {}, None).make(report)
    return {one.code for one in report}


def main() -> None:
    """Choose the examples and write them."""
    best: dict[str, tuple[int, int, str, str]] = {}
    for name, text in candidates():
        if text.count("\n") > MAX_LINES or "\0" in text:
            continue
        codes = codes_of(name, text)
        for code in codes & set(CODES):
            # One that says nothing else, and a short one.
            found = (len(codes), len(text), name, text)
            best[code] = min(found, best.get(code, found))
    parts = [f"=== {code} {name}\n{text.rstrip()}\n" for code, (_, _, name, text) in sorted(best.items())]
    (ROOT / "scaffold" / "data" / "examples.txt").write_text("".join(parts), "utf-8")
    print("without an example:", *sorted(set(CODES) - set(best)))


if __name__ == "__main__":
    main()
