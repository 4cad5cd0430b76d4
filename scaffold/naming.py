"""Every derived name and path of a checked plan, settled once and before a template sees any of them.

Mocks, call records, skeletons and their packages are named here; two things that would share a name are found here too.
What a person chose keeps its name; where derived names meet inside one mock, the later one gets a trailing underscore.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.checked import ApiPackage, Checked, CheckedCrd, MethodSet, Package
from scaffold.diagnostics import Related, Report
from scaffold.golang import ast
from scaffold.golang.identifiers import (
    KEYWORDS,
    PREDECLARED,
    exported,
    file_name_problem,
    folder_name,
    is_exported,
    is_identifier,
)
from scaffold.golang.imports import internal_parent, may_import
from scaffold.golang.printing import names_in
from scaffold.model import TypePlan
from scaffold.source import Span, Word

_LONGEST = 200
"""Bytes of a folder's name: file systems take 255, and files are called like their folders with something behind."""

_LONGEST_PATH = 1_000
"""Bytes of a folder's path: systems take 4,096 of a whole path, some 1,024."""


class MockMethod(NamedTuple):
    """The names around one method of a mock.

    `field` is the function field, `on` and `calls` the helpers, `record` the type of a recorded call, `parts` the
    record's fields, one a parameter. Slots of the mock and of the record; types are named in the mock's package.
    """

    method: ast.Method
    field: str
    on: str
    calls: str
    record: str
    parts: tuple[str, ...]


class Mock(NamedTuple):
    """The names of one mock. `renamed` lists (wished, given) for the doc comment."""

    type: TypePlan
    methods: tuple[MockMethod, ...]
    embeds: tuple[ast.Name, ...]
    reset: str
    stub: str
    renamed: tuple[tuple[str, str], ...]


class MockPackage(NamedTuple):
    """The package of a contract package's mocks: ``apimock`` in the folder ``apimock`` inside the contract's."""

    contract: Package
    name: str
    path: str
    import_path: str
    mocks: tuple[Mock, ...]


class Skeleton(NamedTuple):
    """One implementation to write: a package of its own in the folder `path`.

    `implementation` is the name it goes by (``s3``), `file` and `test_file` are repository paths. `former` are those
    that the two files had under the plan's former names, likely ones first.
    """

    contract: Package
    type: TypePlan
    methods: MethodSet
    implementation: str
    package: str
    path: str
    import_path: str
    file: str
    test_file: str
    span: Span
    former: tuple[tuple[str, str], ...] = ()


class Names(NamedTuple):
    """All of it."""

    mocks: tuple[MockPackage, ...]
    skeletons: tuple[Skeleton, ...]


def settle(checked: Checked, report: Report) -> Names:
    """Name everything that `checked` gives rise to; collisions go to the report."""
    mocks = tuple(package for package in (_mock_package(checked, p, report) for p in checked.packages) if package)
    skeletons = tuple(_skeletons(checked, report))
    _report_shared_folders(checked, mocks, skeletons, report)
    return Names(mocks, skeletons)


# --- mocks -----------------------------------------------------------------------------------------------------------


def _mock_package(checked: Checked, package: Package, report: Report) -> MockPackage | None:
    mocks = []
    taken: dict[str, tuple[str, Span]] = {}
    for plan, methods in _interfaces(checked, package):
        if not is_exported(plan.decl.name):
            _note_no_mock(f"{plan.decl.name} is not exported: it gets no mock and no skeleton", plan, report)
            continue
        if methods.unmockable:
            # With `implementations: [...]` that is an error, with `[]` it is wanted.
            what = "no mock" if plan.implementations == () else "no mock and no skeleton"
            _note_no_mock(f"{plan.decl.name} gets {what}: {methods.unmockable}", plan, report)
            continue
        mock = _mock(plan, methods)
        mocks.append(mock)
        what, importer = f"the mock of {plan.decl.name}", f"{package.import_path}/{package.name}mock"
        _report_internal(checked, package, methods, importer, what, plan.decl.span, report)
        _claim(taken, plan.decl.name, f"the mock of {plan.decl.name}", plan.decl.span, report)
        for method in mock.methods:
            what = f"the call record of {plan.decl.name}.{method.method.name}"
            _claim(taken, method.record, what, plan.decl.span, report)
    if not mocks:
        return None
    name = f"{package.name}mock"
    folder = folder_name(name)
    return MockPackage(package, name, in_folder(package.path, folder), f"{package.import_path}/{folder}", tuple(mocks))


def _note_no_mock(message: str, plan: TypePlan, report: Report) -> None:
    # Among errors it would be noise, and perhaps wrong: they may be what hides the methods.
    if not report.has_errors:
        report.note("no-mock", message, plan.decl.span)


def _interfaces(checked: Checked, package: Package) -> Iterator[tuple[TypePlan, MethodSet]]:
    for plan in package.types:
        methods = checked.method_sets.get((package.import_path, plan.decl.name))
        if methods is not None:
            yield plan, methods


def _claim(taken: dict[str, tuple[str, Span]], name: str, what: str, span: Span, report: Report) -> None:
    other = taken.setdefault(name, (what, span))
    if other != (what, span):
        report.error(
            "duplicate-derived-name",
            f"{what} would be called {name}, as is {other[0]}",
            span,
            hint="rename one of the two interfaces or methods",
            related=[Related(f"{other[0]} comes from here", other[1])],
        )


def _mock(plan: TypePlan, methods: MethodSet) -> Mock:
    taken = {method.name for method in methods.methods} | {name.name for name in methods.foreign}
    renamed: list[tuple[str, str]] = []

    def give(wish: str) -> str:
        name = wish
        while name in taken:
            name += "_"
        taken.add(name)
        if name != wish:
            renamed.append((wish, name))
        return name

    named = tuple(
        MockMethod(
            method=method,
            field=give(f"{method.name}Func"),
            on=give(f"On{method.name}"),
            calls=give(f"{method.name}Calls"),
            record=f"{plan.decl.name}{method.name}Call",
            parts=record_parts(method.params),
        )
        for method in methods.methods
    )
    return Mock(plan, named, methods.foreign, give("ResetCalls"), give("Stub"), tuple(renamed))


def record_parts(params: Iterable[ast.Param]) -> tuple[str, ...]:
    """The exported field names under which a call's arguments are recorded.

    The first letter upper-cased and Go's initialisms (`id`: ``ID``); ``Arg1`` by position for what has no name or one
    that no upper case exists for; a clash gets a number.
    """
    parts: list[str] = []
    for position, param in enumerate(params, 1):
        wish = exported(param.name) if param.name.strip("_") else ""
        if not is_exported(wish):
            wish = f"Arg{position}"
        name, number = wish, 2
        while name in parts:
            name, number = f"{wish}{number}", number + 1
        parts.append(name)
    return tuple(parts)


# --- skeletons -------------------------------------------------------------------------------------------------------


def _skeletons(checked: Checked, report: Report) -> Iterator[Skeleton]:
    for package in checked.packages:
        for plan, methods in _interfaces(checked, package):
            if methods.unmockable or not is_exported(plan.decl.name):
                if plan.implementations:
                    report.error(
                        "no-skeleton",
                        f"{plan.decl.name} cannot be implemented outside its package: "
                        f"{methods.unmockable or 'it is not exported'}",
                        plan.implementations[0].name.span,
                    )
                continue
            if plan.implementations is None:
                if methods.methods and not plan.decl.alias:
                    yield _allowed(checked, _skeleton(checked, package, plan, methods, None, None), report)
                continue
            for implementation in plan.implementations:
                skeleton = _skeleton(checked, package, plan, methods, implementation.name, implementation.path)
                yield _allowed(checked, skeleton, report, implementation.path)


def _allowed(checked: Checked, skeleton: Skeleton, report: Report, path: Word | None = None) -> Skeleton:
    """A skeleton, after a message if it may not import what it has to."""
    what = f"the implementation {skeleton.implementation} of {skeleton.type.decl.name}"
    span = path.span if path is not None else skeleton.span
    _report_internal(checked, skeleton.contract, skeleton.methods, skeleton.import_path, what, span, report)
    return skeleton


def _internal_tree(checked: Checked, package: Package, methods: MethodSet) -> str:
    """The folder below which an implementation may import what it needs; empty where it may lie anywhere."""
    parents = [internal_parent(path) or "" for path in _needed_internal_packages(checked, package, methods)]
    inside = [parent for parent in parents if parent.startswith(f"{checked.module}/")]
    return max(inside, key=len, default="").removeprefix(f"{checked.module}/")


def _needed_internal_packages(checked: Checked, package: Package, methods: MethodSet) -> set[str]:
    """The internal packages that whoever implements, or mocks, an interface has to import."""
    if not checked.internal_paths:
        return set()
    types = [param.type for method in methods.methods for param in (*method.params, *method.results)]
    names = [name for t in (*types, *methods.foreign) for name in names_in(t)]
    return {package.import_path, *(name.qualifier for name in names)} & checked.internal_paths


def _report_internal(
    checked: Checked, package: Package, methods: MethodSet, importer: str, what: str, span: Span, report: Report
) -> None:
    """Report a package that an implementation or mock at `importer` has to import and may not."""
    for path in sorted(_needed_internal_packages(checked, package, methods)):
        if not may_import(importer, path):
            tree = (internal_parent(path) or "").removeprefix(f"{checked.module}/")
            report.error(
                "internal-package",
                f"{what} would lie in {importer}, which may not import the internal package {path}",
                span,
                hint=f"only packages below {tree} may; choose a `path` there" if tree else "",
            )
            return


def _skeleton(
    checked: Checked, package: Package, plan: TypePlan, methods: MethodSet, name: Word | None, path: Word | None
) -> Skeleton:
    default = folder_name(plan.decl.name.lower())
    tree = _internal_tree(checked, package, methods)

    def place(package_name: str, interface: str, tree: str) -> str:
        if path is not None:
            return path.value.removeprefix("./").strip("/")
        folder = f"internal/{folder_name(package_name)}/{folder_name(interface.lower())}"
        folder = f"{tree}/{folder}" if tree else folder
        return f"{folder}/{folder_name(name.value.lower())}" if name is not None else folder

    def files(folder: str) -> tuple[str, str]:
        base = (checked.module if folder == "." else folder).rsplit("/", 1)[-1]
        stem = file_stem(base)
        return in_folder(folder, f"{stem}.go"), in_folder(folder, f"{stem}_test.go")

    folder = place(package.name, plan.decl.name, tree)
    interfaces = [*([plan.was.value] if plan.was is not None else []), plan.decl.name]
    packages = [*package.former, package.name]
    # It lay outside the tree while nothing that it needs was internal.
    trees = [tree, ""] if tree else [""]
    former = dict.fromkeys(
        files(place(old, interface, top)) for top in trees for old in packages for interface in interfaces
    )
    file, test_file = files(folder)
    base = (checked.module if folder == "." else folder).rsplit("/", 1)[-1]
    return Skeleton(
        contract=package,
        type=plan,
        methods=methods,
        implementation=name.value if name else default,
        package=package_name(base),
        path=folder,
        import_path=checked.module if folder == "." else f"{checked.module}/{folder}",
        file=file,
        test_file=test_file,
        span=name.span if name else plan.decl.span,
        former=tuple(pair for pair in former if pair != (file, test_file)),
    )


def constructor(interface: str) -> str:
    """What the function is called that makes an implementation of an interface."""
    return "New" if interface != "New" else "NewNew"


def in_folder(folder: str, name: str) -> str:
    """The path of something in a folder of the repository; ``.`` is the repository itself."""
    return name if folder == "." else f"{folder}/{name}"


def package_name(folder: str) -> str:
    """The package clause for a folder: its name without what an identifier cannot have, never a reserved word."""
    name = "".join(char for char in folder if char.isalnum() or char == "_")
    if name[:1].isdigit():
        name = f"p{name}"
    if not name.strip("_") or name in KEYWORDS or name in PREDECLARED or name in ("main", "init", "documentation"):
        name = f"{name.strip('_')}impl"
    return f"{name}impl" if name.endswith("_test") else name


def file_stem(name: str) -> str:
    """The stem of a Go file and its test, from its folder's name.

    What the go command would read as an operating system, an architecture or a test loses its underscores.
    """
    if not file_name_problem(f"{name}.go"):
        return name
    return "".join(char for char in name if char.isalnum()) or "impl"


def _report_shared_folders(
    checked: Checked, mocks: tuple[MockPackage, ...], skeletons: tuple[Skeleton, ...], report: Report
) -> None:
    """Two packages in one folder, also where a disk does not tell upper from lower case."""
    folders: dict[str, tuple[str, str, Span]] = {}

    def claim(path: str, what: str, span: Span, code: str, hint: str) -> None:
        if len(path.encode()) > _LONGEST_PATH:
            message = f"the path of the folder of {what} has more than {_LONGEST_PATH:,} bytes, too long for most tools"
            report.error("path-length", message, span, hint="choose a shorter name, or give it a `path:`")
            return
        if any(len(part.encode()) > _LONGEST for part in path.split("/")):
            message = f"the folder of {what} has a name of more than {_LONGEST} bytes, too long for a file system"
            report.error("path-length", message, span, hint="choose a shorter name, or give it a `path:`")
            return
        other = folders.setdefault(path.casefold(), (path, what, span))
        if other == (path, what, span):
            return
        same = "is" if other[0] == path else "differs only in case from"
        report.error(
            code,
            f"the folder {path} of {what} {same} the folder of {other[1]}",
            span,
            hint=hint,
            related=[Related(f"{other[1]} is declared here", other[2])],
        )

    for package in checked.packages:
        claim(
            package.path, f"package {package.name}", package.span, "duplicate-path", "give one of them another `path:`"
        )
    for api in checked.apis:
        what = f"the custom resources of {api.group}/{api.version}"
        claim(api.package.path, what, api.package.span, "duplicate-path", "give the contract package another `path:`")
    for mock in mocks:
        claim(
            mock.path, f"the mocks of {mock.contract.name}", mock.contract.span, "duplicate-path", "rename the section"
        )
    # The implementations of each type that have a path of their own already.
    with_path: dict[int, set[str]] = {}
    for skeleton in skeletons:
        hint = f"`implementations: [{{name: {skeleton.implementation}, path: internal/…}}]`"
        typ = skeleton.type
        if id(typ) not in with_path:
            with_path[id(typ)] = {one.name.value for one in typ.implementations or () if one.path}
        claim(
            skeleton.path,
            f"the implementation {skeleton.implementation} of {skeleton.type.decl.name}",
            skeleton.span,
            "duplicate-path",
            "give one of them another `path:`"
            if skeleton.implementation in with_path[id(typ)]
            else f"give it a place of its own: {hint}",
        )


# --- custom resources ------------------------------------------------------------------------------------------------

CRDS = "config/crd"
SAMPLES = "config/samples"


def base_path(crd: CheckedCrd) -> str:
    """The file of a definition, as controller-gen calls it."""
    return f"{CRDS}/bases/{crd.group}_{crd.plural}.yaml"


def sample_path(crd: CheckedCrd, version: str) -> str:
    """The file of a sample object: the group by its whole name, for two kinds may have one name."""
    return f"{SAMPLES}/{crd.group}_{version}_{folder_name(crd.kind.lower())}.yaml"


def api_aliases(apis: Iterable[ApiPackage]) -> dict[str, str]:
    """Import path → group and version, ``storagev1alpha1``, for the packages of a version that several groups have."""
    of_name: dict[str, list[ApiPackage]] = {}
    for api in apis:
        of_name.setdefault(api.package.name, []).append(api)
    found = {}
    for name, packages in of_name.items():
        for api in packages if len(packages) > 1 else ():
            label = "".join(char for char in api.group.partition(".")[0] if char.isalnum())
            if is_identifier(f"{label}{name}"):
                found[api.package.import_path] = f"{label}{name}"
    return found


# --- texts -----------------------------------------------------------------------------------------------------------


def error_text(package: str, name: str) -> str:
    """The text of a sentinel error that has none: ``ErrNotFound`` of ``storage`` is ``storage: not found``.

    Words in capitals (``ID``, ``HTTP``) stay as they are; error texts begin in lower case.
    """
    rest = name[3:] if name[:3].lower() == "err" and len(name) > 3 else name
    words: list[str] = []
    start = 0
    for at in range(1, len(rest) + 1):
        ends = at == len(rest) or (
            rest[at].isupper() and (not rest[at - 1].isupper() or (at + 1 < len(rest) and rest[at + 1].islower()))
        )
        if ends:
            word = rest[start:at].strip("_")
            words.append(word if len(word) > 1 and word.isupper() else word.lower())
            start = at
    return f"{package.lower()}: {' '.join(filter(None, words))}"
