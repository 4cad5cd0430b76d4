"""The plans of one ``scaffold go``: what the repository calls each and remembers of it, and which are dropped."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

import click

from scaffold.cli.output import UNABLE, Console, Problem, visible
from scaffold.phases import Phases, Plan
from scaffold.pipeline import MOCKS, Input, Made, Settings
from scaffold.repo import Changes, ContractsInUse, Lock, read_lock
from scaffold.repo.module import module_of
from scaffold.repo.plans import find_plan, go_folders, identify, importers, plans_of


class Chosen(NamedTuple):
    """What a run is about: its plans, those to be dropped, those whose name in the lock changes (old → new)."""

    lock: Lock | None
    plans: list[Plan]
    dropped: frozenset[str]
    renamed: dict[str, str]
    remembered: dict[str, dict[str, str]]

    @property
    def speaking(self) -> frozenset[str]:
        """The plans that this run speaks for, as the lock calls them from now on."""
        return self.dropped | {plan.name for plan in self.plans}

    def phases(self, output: str) -> Phases:
        """The plans, with those that the repository has besides."""
        others = go_folders(output, self.lock, {*self.speaking, *self.renamed})
        options = self.lock.options if self.lock is not None else {}
        numbers = {name: values.get("phase", "") for name, values in options.items()}
        return Phases(self.plans, others, numbers, output)

    def options(self, made: Sequence[Made], mocks: Sequence[str]) -> dict[str, dict[str, str]]:
        """What the lock is to remember of each plan; nothing of those that are dropped."""
        found: dict[str, dict[str, str]] = {name: {} for name in self.dropped}
        for one in made:
            options = {"mocks": ",".join(mocks)} if mocks else dict(self.remembered[one.name])
            options.pop("phase", None)
            found[one.name] = options | ({"phase": one.phase} if one.phase else {})
        return found


def choose(
    console: Console, output: str, given: Sequence[tuple[str, Input]], drop: Sequence[str], settings: Settings
) -> Chosen:
    """Find out about each plan, given as (argument, input), and each to be dropped. Raises `click.UsageError`."""
    lock = read_lock(output)
    plans: dict[str, tuple[str, Plan]] = {}
    renamed: dict[str, str] = {}
    remembered: dict[str, dict[str, str]] = {}
    for path, source in given:
        name, was = identify(output, lock, source.name, None if path == "-" else path)
        if name in plans:
            raise click.UsageError(_TWICE.format(visible(plans[name][0]), visible(path), visible(name)))
        if was is not None:
            renamed[was] = name
        remembered[name] = dict(lock.options.get(was or name, {})) if lock is not None else {}
        mocks = settings.mocks or _mocks(console, remembered[name])
        plans[name] = path, Plan(source, name, settings._replace(mocks=mocks or None))
    dropped = frozenset(_dropped(output, lock, each) for each in drop)
    for name in dropped & plans.keys():
        raise click.UsageError(f"{visible(name)} cannot be generated and dropped at once.")
    return Chosen(lock, [plan for _, plan in plans.values()], dropped, renamed, remembered)


_TWICE = (
    "{} and {} are both {}: plans of one repository are told apart by their names. "
    "Rename one, or keep both inside the repository."
)


def _mocks(console: Console, remembered: dict[str, str]) -> tuple[str, ...]:
    """The kinds of mocks that the lock remembers."""
    kinds = tuple(filter(None, remembered.get("mocks", "").split(",")))
    strange = [kind for kind in kinds if kind not in MOCKS]
    if strange:
        message = f"remembers mocks of a kind that this scaffold does not make: {', '.join(strange)}"
        hint = f"say which to make instead: --mocks {MOCKS[0]}"
        console.fail([Problem(".scaffold/lock", "repo-lock", message, hint)], UNABLE)
    return kinds


def _dropped(output: str, lock: Lock | None, given: str) -> str:
    name = find_plan(output, lock, given)
    if name is None:
        there = ", ".join(map(visible, plans_of(lock))) or "none"
        raise click.UsageError(f"no plan '{visible(given)}' has files in {visible(output)}; those that have: {there}.")
    return name


def builders(output: str, chosen: Chosen, changes: Changes) -> list[str]:
    """The other plans whose Go imports a package that this run has changed."""
    changed = {os.path.dirname(path) for path in changes.updated if path.endswith(".go")}
    others = go_folders(output, chosen.lock, {*chosen.speaking, *chosen.renamed}) if changed else []
    found = module_of(output) if others else None
    if found is None:
        return []
    owner = {path: folder.plan for folder in others for path, _ in folder.files}
    return sorted({owner[path] for path, _ in importers(others, found.path, changed)})


def in_use(output: str, chosen: Chosen, made: Sequence[Made], changes: Changes) -> list[ContractsInUse]:
    """The files of other plans that import packages which would leave with this run."""
    left = {os.path.dirname(file.path) for one in made for file in one.tree}
    gone = {os.path.dirname(path) for path in changes.removed if path.endswith(".go")} - left
    if not gone:
        return []
    others = go_folders(output, chosen.lock, {*chosen.speaking, *chosen.renamed}, yours=True)
    found = module_of(output)
    module = found.path if found is not None else ""
    owner = {path: folder.plan for folder in others for path, _ in folder.files}
    return [ContractsInUse(path, folder, owner[path]) for path, folder in importers(others, module, sorted(gone))]
