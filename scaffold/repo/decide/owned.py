"""Files with one owner, generated or yours."""

from __future__ import annotations

from scaffold.repo.changes import Kept, Step
from scaffold.repo.decide.ledger import IGNORED_BY, MOVE, Ledger, has_header, occupied
from scaffold.repo.decide.merging import merge_yours
from scaffold.repo.decide.request import Content
from scaffold.repo.digest import digest, normalised
from scaffold.repo.errors import CaseClash, EditedGenerated, Obstacle, OtherPlan, RepoError
from scaffold.repo.lockfile import FOLDER, Entry
from scaffold.tree import OutFile, Owner

_FORCE = "undo the edit; or overwrite it with --force, which keeps it as NAME.orig"
_APART = "give the section in one of them a `package` or a `path` of its own"


def owned_files(run: Ledger) -> None:
    """Files with one owner, generated or yours."""
    going = {step.path.casefold() for step in run.removals}
    for path, files in run.wanted.files.items():
        file = files[0]
        if path.partition("/")[0].casefold() in (".git", FOLDER):
            run.errors.append(Obstacle(path, f"{file.plan} wants it, but this folder is not the plan's", MOVE))
            continue
        if all(each.owner is Owner.SHARED for each in files):
            continue
        if len(files) > 1:
            run.errors.append(OtherPlan(path, f"both {file.plan} and {files[1].plan} want it", _APART))
            continue
        if path in run.found.ignored:
            run.kept.append(Kept(path, IGNORED_BY))
            continue
        if path in run.found.moved:
            continue
        content = run.contents.get(path)
        known = run.known.get(path)
        if path in run.vacated:
            run.writes.append(Step(path, run.vacated[path], file.text.encode()))
            run.record(file)
            continue
        twin = run.found.twins.get(path)
        if twin is not None and not _leaves(twin, going):
            run.errors.append(
                CaseClash(path, f"the plan wants it, but {twin} is there, which differs in case only", MOVE)
            )
        elif known is not None and known.owner is not Owner.SHARED and not _may_have(run, file, known):
            plans = " and ".join(known.plans)
            run.errors.append(
                OtherPlan(path, f"both {file.plan} and {plans} want it; it is {plans}'s", _other_plan(file, plans))
            )
        elif twin is not None:
            run.write(file, None)
        elif file.owner is Owner.GENERATED:
            _generated(run, file, content, known)
        else:
            _yours(run, file, content, known)


def _other_plan(file: OutFile, plans: str) -> str:
    """What to do about a path of another plan's, which may be the same plan under a former name."""
    return f"if {file.plan} is the former {plans}, run again with --drop {plans}; else {_APART}"


def _may_have(run: Ledger, file: OutFile, known: Entry) -> bool:
    """Whether a file is the plan's, or was that of plans of this run, which want it no more."""
    return file.plan in known.plans or (not run.wanted.selection and run.wanted.plans.issuperset(known.plans))


def _generated(run: Ledger, file: OutFile, content: Content, known: Entry | None) -> None:
    new = file.text.encode()
    if isinstance(content, RepoError):
        run.errors.append(content)
    elif content is None:
        run.write(file, None)
    elif content == new or normalised(content) == new:
        run.as_is(file, known)
    elif known is not None and (digest(content) in known.hashes or not content.strip(b"\0")):
        # Nothing but NUL bytes is what a power cut leaves of a file; nobody wrote that.
        run.write(file, content)
    elif known is not None and file.path in run.found.merged:
        run.write(file, content)
    elif known is not None:
        if run.wanted.force:
            run.overwrite(file, content)
        else:
            run.errors.append(EditedGenerated(file.path, "is generated, but was edited by hand", _FORCE))
    elif run.wanted.force and has_header(content):
        run.overwrite(file, content)
    else:
        run.errors.append(occupied(file, _FORCE if has_header(content) else MOVE))


def _yours(run: Ledger, file: OutFile, content: Content, known: Entry | None) -> None:
    new = file.text.encode()
    if known is not None and known.owner is Owner.GENERATED:
        _made_yours(run, file, content, known)
    elif known is not None and known.owner is Owner.YOURS:
        run.lock[file.path] = known._replace(plans=(file.plan,))
        if isinstance(content, RepoError):
            run.kept.append(Kept(file.path, content.message))
        elif content is None:
            run.kept.append(Kept(file.path, "it was removed by hand, and stays removed"))
        else:
            merge_yours(run, file, file.path, content, known)
    elif isinstance(content, RepoError):
        run.errors.append(content)
    elif content is None:
        run.write(file, None)
    elif normalised(content) == new:
        run.as_is(file, known)
    elif run.lost or run.wanted.force:
        run.kept.append(Kept(file.path, "it was there before scaffold knew of it, and is yours"))
        run.record(file)
    else:
        run.errors.append(occupied(file, "move it away; or take it over as yours, as it is, with --force"))


def _made_yours(run: Ledger, file: OutFile, content: Content, known: Entry) -> None:
    """A file that used to be generated and is now handed over."""
    if isinstance(content, RepoError):
        run.errors.append(content)
    elif content is None or digest(content) in known.hashes:
        run.write(file, content)
    else:
        run.kept.append(Kept(file.path, "it was edited by hand while it was generated, and is yours now"))
        run.record(file)


def _leaves(twin: str, going: set[str]) -> bool:
    folded = twin.casefold()
    return folded in going or any(path.startswith(folded + "/") for path in going)
