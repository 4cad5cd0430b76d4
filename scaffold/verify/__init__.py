"""What Go says of what was made, each complaint at the plan's line that it comes from.

The only room besides `repo` and `starter` that runs programs: Go's, in the repository. It writes nothing there.
"""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.diagnostics import Report
from scaffold.source import Span
from scaffold.tree import OutFile
from scaffold.verify.complaints import Complaint
from scaffold.verify.judges import Go, NoGo, Verdict, find_go, judge
from scaffold.verify.places import Places

__all__ = ["Complaint", "Go", "NoGo", "Verdict", "find_go", "judge", "verify"]


def verify(go: Go, root: str, files: Iterable[OutFile], report: Report, plan: Span) -> None:
    """Judge the packages of `files` in the repository at `root`; complaints are errors of `report`.

    `plan` is the beginning of the plan, for what is said of no line of it.
    """
    known = tuple(files)
    verdict = judge(go, root, known)
    places = Places(root, known)
    for complaint in verdict.complaints:
        report.add(places.diagnostic(complaint))
    if not verdict.race:
        report.note("no-race", "the tests ran without the race detector, which takes cgo and a C compiler", plan)
