"""What can stop a run on its way to the disk, as exceptions that carry their exit code.

Refusals (exit 1) are answers: the repository is not as this run needs it, and a person can settle that. The
others (exit 3) are the environment: permissions, disks, things that are not files. `plan_changes` collects
both in `Changes.errors`, so that one run names everything; only what makes it impossible to go on is raised.
"""

from __future__ import annotations

from scaffold import observed


class RepoError(Exception):
    """Something about `path` (in the repository, or the repository itself) that stops the run.

    `code` is stable and for machines, `message` a sentence without the path, `hint` what to do about it.
    """

    code = "repo-io"
    exit_code = 3

    def __init__(self, path: str, message: str, hint: str | None = None) -> None:
        observed.give_up()  # what the system refuses may be otherwise the next time
        self.path = path
        self.message = message
        self.hint = hint
        super().__init__(path, message, hint)

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class Obstacle(RepoError):
    """Something that is no regular file, or no real folder, where one is needed: a link, a FIFO, a device."""

    code = "repo-obstacle"


class Busy(RepoError):
    """Another scaffold is at work in this repository, or changed it while this one was deciding."""

    code = "repo-busy"


class BadLock(RepoError):
    """`.scaffold/lock` (or a base) cannot be read: damaged, or written by another format of scaffold."""

    code = "repo-lock"


class BadJournal(RepoError):
    """`.scaffold/journal` cannot be read: damaged, or written by another format of scaffold."""

    code = "repo-journal"


class Interrupted(RepoError):
    """A run was killed in this repository, and what it left has not been put right yet, or cannot be."""

    code = "repo-interrupted"


class MergeLeftovers(BadLock):
    """A file of scaffold's own holds half of a git conflict: the markers do not match up."""

    code = "repo-merge"
    exit_code = 1


class EditedGenerated(RepoError):
    """A generated file was edited by hand, and this run would overwrite it."""

    code = "edited-generated"
    exit_code = 1


class Occupied(RepoError):
    """The plan wants a path where there is a file that scaffold did not write."""

    code = "path-occupied"
    exit_code = 1


class OtherPlan(RepoError):
    """The plan wants a path that another plan of this repository owns."""

    code = "path-of-other-plan"
    exit_code = 1


class ContractsInUse(RepoError):
    """A package would leave that a file of another plan imports."""

    code = "contracts-in-use"
    exit_code = 1

    def __init__(self, path: str, folder: str, plan: str) -> None:
        """`path` is the importing file of `plan`, `folder` the package."""
        super().__init__(
            path,
            f"is {plan}'s and imports {folder}, which would leave the repository",
            f"take the import out of {plan} first, or drop that plan too; or --force",
        )


class CaseClash(RepoError):
    """The repository has a path that differs from the wanted one in upper and lower case only."""

    code = "path-case"
    exit_code = 1


class MarkersLeft(RepoError):
    """A file still has the conflict markers of an earlier run, or of git."""

    code = "conflict-markers"
    exit_code = 1


class Conflicting(RepoError):
    """The plan and a person changed the same lines, and this run was told to stop at that."""

    code = "merge-conflict"
    exit_code = 1


class BadIgnore(RepoError):
    """`.scaffoldignore` has a line that is no pattern."""

    code = "repo-ignore"
    exit_code = 1


class NoGit(RepoError):
    """The index of a git repository was asked for, and there is none, or git does not do it."""

    code = "repo-git"
    exit_code = 3


class StaleContracts(RepoError):
    """A selection builds on contracts that are absent, or older than the plan."""

    code = "stale-contracts"
    exit_code = 1

    def __init__(self, paths: list[str], wave: int) -> None:
        """`paths` are the contracts' files."""
        others = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
        super().__init__(
            paths[0],
            f"wave {wave} needs it as the plan has it now, and it is absent or stale{others}",
            "generate the wave that delivers it first, or everything: scaffold go without --wave",
        )
