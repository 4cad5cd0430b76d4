"""Custom resources: their groups and Go packages, and each one's CustomResourceDefinition, held to Kubernetes' rules.

`fitted` and `settle` say where each version's Go types live, before any type is resolved; `check_crds` makes the CRDs
of the types as they are written, resolved and with all their markers.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from collections.abc import Sequence as Listing
from typing import Any, NamedTuple

from scaffold.check.crd_go import path_label, stated_folder
from scaffold.check.crd_lost_fields import warn_of_lost_fields
from scaffold.check.paths import directory_problem
from scaffold.checked import CheckedCrd
from scaffold.diagnostics import Related, Report
from scaffold.golang.identifiers import is_exported, is_identifier, package_name_problem
from scaffold.kube import names
from scaffold.kube.advice import advise
from scaffold.kube.crd import custom_resource, with_descriptions
from scaffold.kube.declared import Lookup
from scaffold.kube.flatten import plain
from scaffold.kube.locate import Path, to_json, to_node
from scaffold.kube.schema import Builder
from scaffold.kube.shapes import decode
from scaffold.kube.validate import validate
from scaffold.model import Crd, CrdDocument, CrdGo, CrdVersion, Generate
from scaffold.node import Mapping, Node, Scalar, Sequence
from scaffold.source import Span, Word

AnyCrd = Crd | CrdDocument | CrdGo


class Kind(NamedTuple):
    """A kind in one of its versions: where its Go type is, and which entry of the plan it comes from."""

    name: str
    path: str
    entry: int
    span: Span


_UNUSABLE = "unusable.example.com"
"""In place of a group that cannot be used, so that the other faults of its resource are found in the same run."""


class Settled(NamedTuple):
    """Where a custom resource belongs: its API group, and for each of its versions the import path of its Go types."""

    group: str
    import_paths: dict[str, str]


_FIRST_VERSION = "v1alpha1"


def fitted(crds: Iterable[AnyCrd], report: Report, *, lenient: bool = False) -> tuple[AnyCrd, ...]:
    """The custom resources with stand-ins for names that Go or Kubernetes cannot use (reported).

    With `lenient`, Go that says no version is of the first one that people give, with a warning.
    """
    found: list[AnyCrd] = []
    for number, crd in enumerate(crds):
        if isinstance(crd, Crd):
            found.append(_fit(crd, number, report))
        elif isinstance(crd, CrdGo):
            version = crd.version
            if version is None and lenient:
                report.warning(
                    "crd-version",
                    f"these Go types state no version: {_FIRST_VERSION} is taken",
                    crd.span,
                    hint=f"write a package clause such as `package {_FIRST_VERSION}`",
                )
                version = Word(_FIRST_VERSION, crd.span)
            found.append(crd._replace(version=_fit_version(version, crd.span, "these Go types", report)))
        else:
            from scaffold.check.crds_document import complete

            found.append(CrdDocument(complete(crd.document, report)))
    return tuple(found)


def _fit(crd: Crd, number: int, report: Report) -> Crd:
    kind = crd.kind
    halves = {half: f"{kind.value}{half}" for half in ("Spec", "Status")}
    if not is_identifier(kind.value) or not is_exported(kind.value):
        report.error(
            "crd-kind", f"kind {kind.value!r} is no exported Go name", kind.span, hint="a kind is written in CamelCase"
        )
        kind = Word(f"Unusable{number}", kind.span)
        halves = {half: f"{kind.value}{half}" for half in halves}
    if not crd.versions:
        report.error("crd-version", f"kind {kind} states no version", kind.span, hint="write `version: v1alpha1`")
    seen: set[str] = set()
    versions: list[CrdVersion] = []
    for version in crd.versions:
        name = version.name
        if name.value in seen:
            report.error("crd-version", f"version {name.value} of kind {kind} is given twice", name.span)
            continue
        seen.add(name.value)
        spec = version.spec._replace(name=halves["Spec"]) if version.spec is not None else None
        status = version.status._replace(name=halves["Status"]) if version.status is not None else None
        word = _fit_version(name, name.span, f"kind {kind}", report, len(versions))
        versions.append(version._replace(name=word or name, spec=spec, status=status))
    return crd._replace(kind=kind, versions=tuple(versions))


def _fit_version(name: Word | None, span: Span, what: str, report: Report, number: int = 0) -> Word | None:
    if name is None:
        report.error(
            "crd-version",
            f"{what} state no version",
            span,
            hint="write `version: v1alpha1` beside `go:`, or a package clause such as `package v1alpha1`",
        )
        return None
    problem = names.label_problem(name.value)
    if not problem:
        return name
    report.error("crd-version", f"version {name.value!r}: {problem}", name.span, hint="such as v1 or v1alpha1")
    return Word(f"v0unusable{number}", name.span)


def settle(
    crds: Listing[AnyCrd],
    report: Report,
    *,
    module: str,
    group: str | None,
    taken: Container[str] = (),
    layout: str | None = None,
) -> tuple[Settled | None, ...]:
    """For each custom resource its group and Go packages; None where it says none (reported).

    `group` is the command line's, for kinds that state none. The folder that an entry of Go states wins; import paths
    that are `taken` by contracts, or by another group or version, it cannot have. `layout` is the plan's word.
    """
    stated = [_group(crd, group) for crd in crds]
    _complete(crds, stated, report, module=module, group=group)
    known = {word.value for word in stated if word is not None}
    heads: dict[str, set[str]] = {}
    for name in known:
        heads.setdefault(name.partition(".")[0], set()).add(name)
    heads[_UNUSABLE.partition(".")[0]] = {_UNUSABLE}
    places = _Places(module, taken)
    out: list[Settled | None] = []
    for crd, given in zip(crds, stated, strict=True):
        word = given if isinstance(crd, CrdDocument) else _usable(crd, given, report)
        if word is None:
            out.append(None)
            continue
        head = word.value.partition(".")[0]
        folder = _group_folder(head if len(heads[head]) == 1 else word.value, word.value)
        root = f"pkg/apis/{folder}"
        if layout == "kubebuilder":
            root = "api" if len(known) == 1 else f"api/{folder}"
        out.append(
            Settled(
                word.value,
                {
                    version: places.path(word.value, version, crd, f"{root}/{_version_folder(version)}")
                    for version in _versions(crd)
                },
            )
        )
    return tuple(out)


def _group_folder(name: str, group: str) -> str:
    """`name`, or a longer one where Go has no packages in a folder of that name, or lets nobody import them."""
    candidates = (name, group, f"api-{group}")
    return next(folder for folder in candidates if folder != "internal" and not directory_problem(folder)[0])


def _version_folder(version: str) -> str:
    """The folder of a version: its name, if Go lets a package be called so."""
    package = version_package(version)
    return version if package == version.replace("-", "") and not directory_problem(version)[0] else package


def version_package(version: str) -> str:
    """The name of a version's package: ``main`` and the like get a prefix."""
    name = "".join(char for char in version if char.isalnum())
    return f"api{name}" if package_name_problem(name) or directory_problem(name)[0] else name


class _Places:
    """The import path of each group and version: its stated folder, else the usual one."""

    def __init__(self, module: str, taken: Container[str]) -> None:
        self._module = module
        self._taken = taken
        self._paths: dict[tuple[str, str], str] = {}

    def path(self, group: str, version: str, crd: AnyCrd, usual: str) -> str:
        """One package for a group and version, wherever its parts stand in the plan."""
        key = group, version
        if key not in self._paths:
            stated = f"{self._module}/{stated_folder(crd)}" if isinstance(crd, CrdGo) and stated_folder(crd) else ""
            is_free = stated not in self._taken and stated not in self._paths.values()
            self._paths[key] = stated if stated and is_free else f"{self._module}/{usual}"
        return self._paths[key]


_CODE_HOSTS = frozenset(("bitbucket.org", "codeberg.org", "github.com", "gitlab.com", "golang.org", "sourcehut.org"))


def _complete(
    crds: Listing[AnyCrd], stated: list[Word | None], report: Report, *, module: str, group: str | None
) -> None:
    """Groups of which a path has the first label alone, ``pkg/apis/fleet/v1``, as domains.

    The rest is ``--group``; it is the whole group where only one label is there or it begins with that label. Without
    it, the host of the module, if that is nobody's place for code.
    """
    labels = {at: word for at, crd in enumerate(crds) if isinstance(crd, CrdGo) and (word := path_label(crd))}
    host = module.partition("/")[0]
    for at, label in labels.items():
        crd = crds[at]
        if not isinstance(crd, CrdGo) or crd.group is not None:
            continue
        if group is not None:
            alone = len({word.value for word in labels.values()}) == 1 or group.partition(".")[0] == label.value
            stated[at] = Word(group if alone else f"{label.value}.{group}", label.span)
        elif "." in host and host not in _CODE_HOSTS:
            name = f"{label.value}.{host}"
            report.warning(
                "crd-group-completed",
                f"the path says {label.value} of the API group: {name} is taken, with the module's host",
                label.span,
                hint="state it: a line `// +groupName=…`, or --group",
            )
            stated[at] = Word(name, label.span)


def _usable(crd: Crd | CrdGo, word: Word | None, report: Report) -> Word:
    """The group of a kind; a stand-in where it states none or one that no API server takes (reported)."""
    if word is None:
        report.error(
            "crd-group",
            f"{_title(crd)} no API group",
            crd.span,
            hint="write `group: objects.example.com`, a domain name of yours, or use --group",
        )
        return Word(_UNUSABLE, crd.span)
    return Word(_UNUSABLE, word.span) if _bad_group(word, report) else word


def _bad_group(word: Word, report: Report) -> bool:
    """Reports a group that no API server takes."""
    problem = names.subdomain_problem(word.value)
    if not problem and "." not in word.value:
        problem = "should be a domain with at least one dot"
    if problem:
        report.error("crd-group", f"API group {word.value!r}: {problem}", word.span, hint="such as objects.example.com")
    return bool(problem)


def _title(crd: AnyCrd) -> str:
    return f"kind {crd.kind.value} states" if isinstance(crd, Crd) else "these Go types state"


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


def check_crds(
    crds: Listing[AnyCrd],
    settled: Listing[Settled | None],
    kinds: Iterable[Kind],
    lookup: Lookup,
    builder: Builder,
    generate: Generate,
    report: Report,
) -> tuple[CheckedCrd, ...]:
    """The plan's custom resources, complete and held to the rules of an API server.

    `lookup` gives types as they are written: resolved, and with every marker in their comments.
    """
    from scaffold.check.crds_short import make

    made: list[CheckedCrd] = []
    of_entry: dict[int, list[Kind]] = {}
    go: dict[tuple[str, str], list[Kind]] = {}
    for kind in kinds:
        of_entry.setdefault(kind.entry, []).append(kind)
        place = settled[kind.entry]
        if isinstance(crds[kind.entry], CrdGo) and place is not None:
            go.setdefault((place.group, kind.name), []).append(kind)
    for entry, (crd, place) in enumerate(zip(crds, settled, strict=True)):
        if isinstance(crd, CrdDocument):
            found = _pasted(crd, place, of_entry.get(entry, ()), lookup, builder, generate, report)
        elif isinstance(crd, Crd) and place is not None:
            found = make(crd, place.group, place.import_paths, lookup, builder, generate, report)
        else:
            found = None
        if found is not None:
            made.append(found)
        for kind in of_entry.get(entry, ()):
            versions = go.pop((place.group, kind.name), None) if place is not None else None
            if versions is not None and place is not None:
                made.append(_of_go(crds, place.group, versions, settled, lookup, builder, generate, report))
    for each in made:
        if not any(version.get("served") for version in each.document["spec"]["versions"]):
            message = f"no version of kind {each.kind} is served: nobody can make or read an object of it"
            report.warning("crd-unserved", message, each.span, hint="serve one of them, unless the kind is to go")
        warn_of_lost_fields(each, report)
    _clashes(made, report)
    return tuple(made)


def _of_go(
    crds: Listing[AnyCrd],
    group: str,
    versions: list[Kind],
    settled: Listing[Settled | None],
    lookup: Lookup,
    builder: Builder,
    generate: Generate,
    report: Report,
) -> CheckedCrd:
    """A kind that is written in Go, in all its versions."""
    first = versions[0]
    paths: dict[str, str] = {}
    for kind in versions:
        place = settled[kind.entry]
        assert place is not None
        paths.update({name: path for name, path in place.import_paths.items() if path == kind.path})
    made = custom_resource(
        group, first.name, paths.items(), lookup, builder, report, max_description=generate.max_description
    )
    spans: dict[Path, Span] = {}
    where = {kind.path: kind.span for kind in versions}
    for at, version in enumerate(made["spec"]["versions"]):
        spans["spec", "versions", at] = where[paths[version["name"]]]
    node = to_node(made, first.span, spans)
    assert isinstance(node, Mapping)
    if validate(node, report):
        advise(node, report, pasted=False)
    return CheckedCrd(
        crd=crds[first.entry],
        group=group,
        import_paths=paths,
        kind=first.name,
        plural=made["spec"]["names"]["plural"],
        document=plain(made),
        span=first.span,
    )


def _pasted(
    crd: CrdDocument,
    place: Settled | None,
    kinds: Iterable[Kind],
    lookup: Lookup,
    builder: Builder,
    generate: Generate,
    report: Report,
) -> CheckedCrd | None:
    from scaffold.check.crds_document_go import report_beyond_go

    data = sound(crd)
    if data is None:
        validate(crd.document, report)
        return None
    decode(crd.document, report)  # what servers pass over is told of sound documents as well
    kind = _at(crd.document, "spec", "names", "kind")
    span = kind.span if kind is not None else crd.document.span
    names = data["spec"]["names"]
    paths = place.import_paths if place else {}
    declared = {kind.path for kind in kinds}
    if declared:
        versions = [(name, path) for name, path in paths.items() if path in declared]
        made = custom_resource(data["spec"]["group"], names["kind"], versions, lookup, builder, report)
        order = [version["name"] for version in data["spec"]["versions"]]
        made["spec"]["versions"].sort(key=lambda version: order.index(version["name"]))
        report_beyond_go(crd.document, data, plain(made), report)
    # The order of versions means nothing to a server; controller-gen's is that of their names.
    ordered = {**data, "spec": {**data["spec"], "versions": sorted(data["spec"]["versions"], key=_name_of)}}
    document = with_descriptions(ordered, generate.max_description)
    advise(crd.document, report, pasted=True, written=document)
    return CheckedCrd(
        crd=crd,
        group=place.group if place else "",
        import_paths=paths,
        kind=names["kind"],
        plural=names["plural"],
        document=document,
        span=span,
    )


def _name_of(version: dict[str, Any]) -> str:
    name: str = version["name"]
    return name


def sound(crd: CrdDocument) -> dict[str, Any] | None:
    """A document as controller-gen would write it; None for one that an API server refuses."""
    from scaffold.check.crds_document import normalised

    if not validate(crd.document, Report()):
        return None
    data = to_json(crd.document)
    return normalised(data) if isinstance(data, dict) else None


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
