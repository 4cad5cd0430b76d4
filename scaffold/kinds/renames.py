"""What the plan says of former names (``was:``), as the files carry it to whoever merges them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scaffold.checked import Checked, Package
from scaffold.golang.ast import Interface
from scaffold.kinds.base import Context
from scaffold.model import MethodRename, TypePlan
from scaffold.naming import MockPackage, Skeleton, constructor
from scaffold.tree import Rename


def type_renames(types: Iterable[TypePlan], import_path: str, declared: Iterable[str] = ()) -> Iterator[Rename]:
    """Former names of types, of their methods and of an enumeration's constants, in the order of a file's types.

    A former name that the package has `declared` anew means what it says, and is no rename.
    """
    taken = frozenset(declared)
    for plan in types:
        name = plan.decl.name
        was = plan.was.value if plan.was is not None else name
        if was != name and was not in taken:
            yield Rename("type", was, name, import_path)
            for constant in plan.constants:
                yield Rename("value", f"{was}{constant.removeprefix(name)}", constant, import_path)
        for rename in method_renames(plan):
            yield Rename("method", f"{name}.{rename.was.value}", f"{name}.{rename.method}", import_path)


def method_renames(plan: TypePlan) -> Iterator[MethodRename]:
    """The former names of an interface's methods, those apart that another method has now."""
    declared = plan.decl.type.methods if isinstance(plan.decl.type, Interface) else ()
    taken = {method.name for method in declared}
    return (rename for rename in plan.method_renames if rename.was.value not in taken)


def contract_renames(context: Context, package: Package, types: Iterable[TypePlan]) -> Iterator[Rename]:
    """What a file of a contract package says: its types, its errors, the package itself."""
    contents = context.contents(package)
    yield from type_renames(types, package.import_path, contents.declared)
    for error in contents.renamed_errors:
        if error.was is not None and error.was.value not in contents.declared:
            yield Rename("value", error.was.value, error.name.value, package.import_path)
    yield from package_renames(context.checked, package)


def mock_renames(checked: Checked, package: MockPackage) -> Iterator[Rename]:
    """What a file of mocks says: the mocks themselves, what they have for each method, and their package."""
    path = package.import_path
    yield from type_renames((mock.type for mock in package.mocks), path, [p.decl.name for p in package.contract.types])
    for mock in package.mocks:
        name = mock.type.decl.name
        former = mock.type.was.value if mock.type.was is not None else name
        renamed = {rename.method: rename.was.value for rename in method_renames(mock.type)}
        for method in mock.methods:
            was = renamed.get(method.method.name, method.method.name)
            if was != method.method.name:
                for old, new in ((f"{was}Func", method.field), (f"On{was}", method.on), (f"{was}Calls", method.calls)):
                    yield Rename("method", f"{name}.{old}", f"{name}.{new}", path)
            if f"{former}{was}Call" != method.record:
                yield Rename("type", f"{former}{was}Call", method.record, path)
    yield from package_renames(checked, package.contract, "mock")


def package_renames(checked: Checked, package: Package, suffix: str = "") -> Iterator[Rename]:
    """The former import paths of a contract package; with a `suffix` those of the package inside it, ``apimock``."""
    path = package.import_path
    inside = f"/{package.name}{suffix}" if suffix else ""
    for was in package.former:
        parent = path.rpartition("/")[0]
        for old in dict.fromkeys((f"{checked.module}/pkg/{was}", f"{parent}/{was}" if parent else was)):
            gone = f"{old}/{was}{suffix}" if suffix else old
            if gone != path + inside and checked.package(old) is None:
                yield Rename("package", gone, path + inside, f"{package.name}{suffix}")


def skeleton_renames(context: Context, skeleton: Skeleton) -> Iterator[Rename]:
    """What both files of one of the implementations say: their former places and package, the type, its constructor
    and its test."""
    own = skeleton.import_path
    checked = context.checked
    for file, test_file in skeleton.former:
        yield Rename("file", file, skeleton.file)
        yield Rename("file", test_file, skeleton.test_file)
        former = "/".join((checked.module, *file.split("/")[:-1]))
        if former not in context.lookups.skeleton_paths:
            yield Rename("package", former, own, skeleton.package)
    yield from type_renames([skeleton.type], own)
    name, was = skeleton.type.decl.name, skeleton.type.was
    if was is not None:
        yield Rename("func", f"Test{was.value}", f"Test{name}", own)
        if constructor(was.value) != constructor(name):
            yield Rename("func", constructor(was.value), constructor(name), own)
    methods = {method.name for method in skeleton.methods.methods}
    for package, plan in checked.types_with_renamed_methods:
        # Methods of an embedded interface are renamed where they are declared.
        if plan is skeleton.type:
            continue
        found = checked.method_sets.get((package.import_path, plan.decl.name))
        if found is not None and {method.name for method in found.methods} <= methods:
            for rename in method_renames(plan):
                yield Rename("method", f"{name}.{rename.was.value}", f"{name}.{rename.method}", own)
