"""Several plans of one repository: each is made in the light of the contracts of the phases before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scaffold.check.options import Earlier
from scaffold.diagnostics import Report
from scaffold.pipeline import Input, Made, Settings, make, phase_of
from scaffold.repo.plans import GoFolder, contracts
from scaffold.tree import Tree


class Plan(NamedTuple):
    """A plan of a run: how it was given, what the lock calls it, and what the command line says of its output."""

    given: Input
    name: str
    settings: Settings


class Phases:
    """The plans of a run, and those that are in the repository already.

    `others` is their Go there, `numbers` the phases that the lock remembers, by plan.
    """

    def __init__(
        self, plans: Sequence[Plan], others: Sequence[GoFolder], numbers: Mapping[str, str], target: str | None
    ) -> None:
        self.target = target
        self.numbers = dict(numbers)
        if len(plans) > 1 or others:
            self.numbers |= {plan.name: phase_of(plan.given) for plan in plans}
        self.others = contracts(others)
        self.made: dict[str, Made] = {}
        # By phase where it has a number, else as given: the first is what the others may build on.
        self.plans = sorted(plans, key=lambda plan: _order(self.numbers.get(plan.name, "")) or (0,))

    def make(self, report: Report) -> list[Made] | None:
        """Make every plan; None if one of them has errors and nothing can be made of it."""
        waiting = list(self.plans)
        failed = False
        while waiting:
            plan, made, said = self._next(waiting, strict=report.strict)
            waiting.remove(plan)
            report.extend(said)
            if made is None:
                failed = True
            else:
                self.made[plan.name] = _called(made, plan.name)
        return None if failed else [self.made[plan.name] for plan in self.plans]

    def _next(self, waiting: Sequence[Plan], *, strict: bool) -> tuple[Plan, Made | None, Report]:
        """The first plan that lacks nothing, so that the order in which they are given counts for nothing.

        If all of them lack something the first is made as well as the command line allows.
        """
        for plan in waiting if len(waiting) > 1 else ():
            whole = plan.settings._replace(stub_undefined=False, keep_going=False)
            made, said = self._made(plan, whole, strict=strict)
            if made is not None:
                return plan, made, said
        made, said = self._made(waiting[0], waiting[0].settings, strict=strict)
        return waiting[0], made, said

    def _made(self, plan: Plan, settings: Settings, *, strict: bool) -> tuple[Made | None, Report]:
        said = Report(strict=strict)
        module = next((made.module for made in self.made.values() if made.module), None)
        return make(plan.given, settings, said, self.target, self._earlier(plan), module), said

    def _earlier(self, plan: Plan) -> tuple[Earlier, ...]:
        """The contracts that a plan may build on: of any plan but those of a later phase."""
        own = _order(self.numbers.get(plan.name, ""))
        folders = [
            *(Earlier(each.path, each.files) for each in self.others if not self._is_later(each.plan, own)),
            *(each for name, made in self.made.items() if not self._is_later(name, own) for each in made.contracts),
        ]
        return tuple(sorted(folders))

    def _is_later(self, name: str, own: tuple[float, ...] | None) -> bool:
        other = _order(self.numbers.get(name, ""))
        return own is not None and other is not None and other > own


def _order(number: str) -> tuple[float, ...] | None:
    """A phase's number as something to sort by, ``2`` or ``Phase 2.1``; None where it is none."""
    parts = re.findall(r"\d+", number)
    return tuple(map(float, parts)) if parts else None


def _called(made: Made, name: str) -> Made:
    """A plan's files under the name that the lock has for it."""
    if made.name == name:
        return made
    trees = (Tree(file._replace(plan=name) for file in tree) for tree in (made.tree, made.needed))
    tree, needed = trees
    return made._replace(name=name, tree=tree, needed=needed)
