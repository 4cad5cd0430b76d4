"""Contract packages: interfaces, models, errors, enumerations, and what else a section declares."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.checked import Package
from scaffold.golang.doccomment import comment_lines
from scaffold.golang.identifiers import folder_name
from scaffold.kinds.base import Context
from scaffold.kinds.gofile import go_file
from scaffold.tree import OutFile


def files(context: Context) -> Iterator[OutFile]:
    """Every file of every contract package."""
    for package in context.checked.packages:
        yield from _package_files(context, package)


def _package_files(context: Context, package: Package) -> Iterator[OutFile]:
    main = f"{folder_name(package.name)}.go"
    names = context.contents(package).files.keys()
    # The package comment needs a file, also where every declaration has gone to another one.
    documented = main if main in names or not names else min(names)
    for name in sorted(names | {documented}):
        doc = comment_lines(package.doc.value) if name == documented else []
        yield go_file(context, package, name, context.delivery.contract_file(package, name), doc)
