"""The plan's keys that are no Go: owners, options of the output, accepted messages, paths of implementations."""

from __future__ import annotations

from scaffold.check.paths import directory_problem
from scaffold.check.waves import section_names
from scaffold.check.world import World
from scaffold.codes import CODES
from scaffold.diagnostics import replacement
from scaffold.golang.identifiers import KEYWORDS, is_identifier
from scaffold.nearest import nearest

MOCKS = ("func", "testify", "gomock", "none")
"""Kinds of mocks."""


def check_owners(world: World) -> None:
    """Owners belong to sections and efforts."""
    names = set(section_names(world))
    names |= {effort.id.value for wave in world.plan.waves or () for effort in wave.efforts}
    for key, _ in world.plan.owners:
        if key.value not in names:
            near = nearest(key.value, sorted(names))
            world.report.error(
                "unknown-owner",
                f"owners: there is no section and no effort {key.value!r}",
                key.span,
                hint=f"did you mean {near}?" if near else "",
                fix=replacement(key.span, near) if near else None,
            )


def report_unused_keys(world: World) -> None:
    """Report what is read and checked, and changes nothing in the output of this version."""
    owners = world.plan.owners
    if owners:
        message = "owners are read, and nothing is made of them yet: there is no CODEOWNERS file"
        world.report.warning("no-effect", message, owners[0][0].span, hint="keep them for later, or leave them out")
    for draft in world.packages():
        for typ in draft.types.values():
            laws = typ.plan.laws
            if laws:
                message = f"the laws of {typ.plan.decl.name} are read, and nothing is made of them yet: no test holds "
                message += "an implementation to them"
                world.report.warning("no-effect", message, laws[0].span, hint="keep them for later, or leave them out")


def check_generate(world: World) -> None:
    """Options of the output."""
    mocks = world.plan.generate.mocks or ()
    for word in mocks:
        if word.value not in MOCKS:
            near = nearest(word.value, MOCKS)
            world.report.error(
                "unknown-mocks",
                f"there are no mocks of kind {word.value!r}",
                word.span,
                hint=f"did you mean {near}?" if near else f"kinds are {', '.join(MOCKS)}",
                fix=replacement(word.span, near) if near else None,
            )
        elif word.value == "none" and len(mocks) > 1:
            world.report.error("unknown-mocks", "none stands beside other kinds of mocks", word.span)


def check_allow(world: World) -> None:
    """Accepted messages name codes that there are."""
    for allow in world.plan.allow:
        if allow.code.value not in CODES:
            near = nearest(allow.code.value, CODES)
            world.report.error(
                "unknown-code",
                f"there is no message with the code {allow.code.value!r}",
                allow.code.span,
                hint=f"did you mean {near}?" if near else "",
                fix=replacement(allow.code.span, near) if near else None,
            )


def check_implementations(world: World) -> None:
    """Names and paths of skeletons."""
    for draft in world.drafts.values():
        for typ in draft.types.values():
            seen: set[str] = set()
            for implementation in typ.plan.implementations or ():
                name = implementation.name
                if name.value in seen:
                    world.report.error(
                        "duplicate-implementation", f"implementation {name.value} is there twice", name.span
                    )
                seen.add(name.value)
                path = implementation.path
                if path is not None:
                    problem, hint = directory_problem(path.value.strip("/").removeprefix("./"))
                    if path.value.startswith("/"):
                        problem, hint = "is not relative", "paths start at the root of the repository"
                    if problem:
                        world.report.error(
                            "implementation-path", f"path {path.value!r} {problem}", path.span, hint=hint
                        )
                elif name.value not in KEYWORDS and not is_identifier(name.value.replace("-", "_")):
                    world.report.error(
                        "implementation-name",
                        f"implementation {name.value!r} cannot name a package",
                        name.span,
                        hint="use letters and digits, or give it a `path`",
                    )
