"""Custom resources: their groups and Go packages, and each one's CustomResourceDefinition, held to Kubernetes' rules.

Three steps, because types have to be resolved in between: `settle` says where each version's Go types live,
`declarations` what is declared there, and, once the check room has resolved the types, `check_crds` makes the CRDs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Sequence as Listing
from typing import NamedTuple

from scaffold.checked import CheckedCrd
from scaffold.diagnostics import Related, Report
from scaffold.kube.names import subdomain_problem
from scaffold.model import Crd, CrdDocument, CrdGo, Plan, TypePlan
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.source import Span, Word

AnyCrd = Crd | CrdDocument | CrdGo
ContractTypes = Callable[[str, str], TypePlan | None]
"""Import path and name → the resolved type of a contract package of the plan."""


_UNUSABLE = "unusable.example.com"
"""In place of a group that cannot be used, so that the other faults of its resource are found in the same run."""


class Settled(NamedTuple):
    """Where a custom resource belongs: its API group, and for each of its versions the import path of its Go types."""

    group: str
    import_paths: dict[str, str]


def settle(plan: Plan, report: Report, *, module: str, group: str | None) -> tuple[Settled | None, ...]:
    """For each of the plan's custom resources its group and Go packages; None where it says none (reported).

    `group` is the command line's, for kinds that state none.
    """
    stated = [_group(crd, group) for crd in plan.crds]
    names = {word.value for word in stated if word is not None}
    heads: dict[str, set[str]] = {}
    for name in names:
        heads.setdefault(name.partition(".")[0], set()).add(name)
    heads[_UNUSABLE.partition(".")[0]] = {_UNUSABLE}
    out: list[Settled | None] = []
    for crd, given in zip(plan.crds, stated, strict=True):
        word = given if isinstance(crd, CrdDocument) else _usable(crd, given, report)
        if word is None:
            out.append(None)
            continue
        head = word.value.partition(".")[0]
        folder = head if len(heads[head]) == 1 else word.value
        paths = {version: f"{module}/pkg/apis/{folder}/{version}" for version in _versions(crd)}
        out.append(Settled(word.value, paths))
    return tuple(out)


def _usable(crd: Crd | CrdGo, word: Word | None, report: Report) -> Word:
    """The group of a kind; a stand-in where it states none or one that no API server takes (reported)."""
    if word is None:
        report.error(
            "crd-group",
            f"{_title(crd)} states no API group",
            crd.span,
            hint="write `group: objects.example.com`, a domain name of yours, or use --group",
        )
        return Word(_UNUSABLE, crd.span)
    return Word(_UNUSABLE, word.span) if _bad_group(word, report) else word


def _bad_group(word: Word, report: Report) -> bool:
    """Reports a group that no API server takes."""
    problem = subdomain_problem(word.value)
    if not problem and "." not in word.value:
        problem = "should be a domain with at least one dot"
    if problem:
        report.error("crd-group", f"API group {word.value!r}: {problem}", word.span, hint="such as objects.example.com")
    return bool(problem)


def _title(crd: AnyCrd) -> str:
    return f"kind {crd.kind.value}" if isinstance(crd, Crd) else "these Go types"


def _group(crd: AnyCrd, default: str | None) -> Word | None:
    if isinstance(crd, CrdDocument):
        node = _at(crd.document, "spec", "group")
        stated = Word(node.value, node.span) if isinstance(node, Scalar) and node.value else None
    else:
        stated = crd.group
    if stated is None and default and not isinstance(crd, CrdDocument):
        return Word(default, crd.span)
    return stated


def _at(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _versions(crd: AnyCrd) -> list[str]:
    if isinstance(crd, Crd):
        return [version.name.value for version in crd.versions]
    if isinstance(crd, CrdGo):
        return [crd.version.value] if crd.version is not None else []
    listed = _at(crd.document, "spec", "versions")
    names = [_at(item, "name") for item in listed.items] if isinstance(listed, Sequence) else []
    return [name.value for name in names if isinstance(name, Scalar)]


def declarations(plan: Plan, settled: Iterable[Settled | None]) -> dict[str, dict[str, TypePlan]]:
    """What the short forms declare: import path → name → type, unresolved. Kinds of one group and version share a
    package, so each sees the others' types.
    """
    out: dict[str, dict[str, TypePlan]] = {}
    for crd, place in zip(plan.crds, settled, strict=True):
        if place is None or not isinstance(crd, Crd):
            continue
        for version in crd.versions:
            scope = out.setdefault(place.import_paths[version.name.value], {})
            for half in (version.spec, version.status):
                if half is not None:
                    scope.setdefault(half.name, TypePlan(half))
            for type_ in version.types:
                scope.setdefault(type_.decl.name, type_)
    return out


def check_crds(
    plan: Plan,
    resolved: Listing[AnyCrd],
    settled: Listing[Settled | None],
    types: ContractTypes,
    report: Report,
) -> tuple[CheckedCrd, ...]:
    """The plan's custom resources, complete and held to the rules of an API server.

    `resolved` are `plan.crds` with the types of their short forms resolved. Kinds as Go types are left out: another
    room makes them.
    """
    if not plan.crds:
        return ()
    # Most of what follows is Kubernetes' own lore, and plans without custom resources need not load it.
    from scaffold.check.crds_document import complete
    from scaffold.check.crds_short import make
    from scaffold.kube.advice import advise
    from scaffold.kube.validate import validate

    made: list[CheckedCrd] = []
    scopes = declarations(plan._replace(crds=tuple(resolved)), settled)
    owners: dict[tuple[str, str], Span] = {}
    for crd, place in zip(resolved, settled, strict=True):
        if isinstance(crd, CrdDocument):
            document = complete(crd.document, report)
            if validate(document, report):
                advise(document, report, pasted=True)
                made.append(_pasted(crd, document, place))
        elif isinstance(crd, Crd) and place is not None:
            _declared_once(crd, place, owners, report)
            found = make(crd, place.group, place.import_paths, scopes, types, plan.generate, report)
            if found is not None:
                made.append(found)
    _clashes(made, report)
    return tuple(made)


def _pasted(crd: CrdDocument, document: Mapping, place: Settled | None) -> CheckedCrd:
    from scaffold.check.crds_document import normalised  # as in check_crds
    from scaffold.kube.locate import to_json

    data = to_json(document)
    kind, plural = (_at(document, "spec", "names", key) for key in ("kind", "plural"))
    return CheckedCrd(
        crd=crd,
        group=place.group if place else "",
        import_paths=place.import_paths if place else {},
        kind=kind.value if isinstance(kind, Scalar) else "",
        plural=plural.value if isinstance(plural, Scalar) else "",
        document=normalised(data) if isinstance(data, dict) else {},
        types={},
        span=kind.span if kind is not None else document.span,
    )


def _declared_once(crd: Crd, place: Settled, owners: dict[tuple[str, str], Span], report: Report) -> None:
    """Types of one Go package have names of their own, also across the kinds that share it."""
    for version in crd.versions:
        path = place.import_paths[version.name.value]
        names = [(crd.kind.value, crd.kind.span), (crd.kind.value + "List", crd.kind.span)]
        names += [(half.name, half.span) for half in (version.spec, version.status) if half is not None]
        names += [(type_.decl.name, type_.decl.span) for type_ in version.types]
        for name, span in names:
            first = owners.setdefault((path, name), span)
            # The types that all versions of a kind share, and a kind twice, are told of elsewhere.
            if first is not span and first != span and name != crd.kind.value and name != crd.kind.value + "List":
                report.error(
                    "duplicate-name",
                    f"type {name} is declared twice in {place.group}/{version.name.value}",
                    span,
                    hint="kinds of one group and version share a Go package: declare the type once, or rename one",
                    related=[Related("first declared here", first)],
                )


def _clashes(made: Iterable[CheckedCrd], report: Report) -> None:
    """No two resources of a group have one kind or one plural name."""
    seen: dict[tuple[str, str, str], CheckedCrd] = {}
    for crd in made:
        for what, name in (("kind", crd.kind), ("plural", crd.plural)):
            first = seen.setdefault((crd.group, what, name), crd)
            if first is not crd:
                report.error(
                    "crd-duplicate",
                    f"two custom resources of group {crd.group} have the {what} {name}",
                    crd.span,
                    hint="remove one of them; several versions of a kind are listed under its `versions`",
                    related=[Related("the first one", first.span)],
                )
                break
