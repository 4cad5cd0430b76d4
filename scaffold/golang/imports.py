"""The imports of one Go file while it is being made: what each import path is called in it.

A file asks for names as it prints types. The first to ask decides; a name that the package, a parameter or a builtin
has already is never given away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping

from scaffold.golang import layout
from scaffold.golang.ast import Name
from scaffold.golang.identifiers import KEYWORDS, PREDECLARED

_MAJOR = re.compile(r"v[0-9]+\Z")


def last_element(path: str) -> str:
    """The name that people expect of a package from its import path: the last element, a major version apart."""
    elements = path.split("/")
    if len(elements) > 1 and _MAJOR.match(elements[-1]):
        return elements[-2]
    return elements[-1]


def internal_parent(path: str) -> str | None:
    """The import path below which a package may be imported, empty for the standard library's; None for every package.

    It is what stands before the last element ``internal`` (go help packages, "Internal Directories").
    """
    elements = path.split("/")
    for position in range(len(elements) - 1, -1, -1):
        if elements[position] == "internal":
            return "/".join(elements[:position])
    return None


def may_import(importer: str, path: str) -> bool:
    """Whether Go lets the package at `importer` import the one at `path`, as far as ``internal`` goes."""
    parent = internal_parent(path)
    return parent is None or f"{importer}/".startswith(f"{parent}/")


class Imports:
    """The imports of one file.

    `own` is the import path of the file's package: its types are printed bare. `reserved` are names the file must not
    use for an import, such as parameters of functions whose bodies name an import; `declared` are further ones, which
    many files share: what the package declares. `package_names`
    gives the real package name of an import path, `aliases` the name the plan calls it by. `group` sorts paths into
    blocks: by default the standard library first, then everything else, then the module's own.
    """

    def __init__(
        self,
        own: str,
        module: str,
        reserved: Iterable[str],
        package_names: Mapping[str, str],
        aliases: Mapping[str, str],
        is_standard: Callable[[str], bool],
        declared: Container[str] = (),
    ) -> None:
        self._own = own
        self._module = module
        self._taken = {*reserved, *KEYWORDS, *PREDECLARED, "init", "_"}
        self._declared = declared
        self._package_names = package_names
        self._aliases = aliases
        self._is_standard = is_standard
        self._names: dict[str, str] = {}

    def package_name(self, path: str) -> str:
        """The real name of the package at an import path."""
        return self._package_names.get(path) or last_element(path)

    def fix(self, name: str, path: str) -> None:
        """Call `path` by `name` whatever else wants it: code that is copied as written says so."""
        self._names[path] = name
        self._taken.add(name)

    def name(self, path: str) -> str:
        """What the file calls the package at `path`; asking imports it."""
        known = self._names.get(path)
        if known is None:
            wish = self._aliases.get(path) or self.package_name(path)
            known = wish
            number = 2
            while known in self._taken or known in self._declared:
                known = f"{wish}{number}"
                number += 1
            self.fix(known, path)
        return known

    def name_of(self, name: Name) -> str:
        """The text of a resolved type name, without its type arguments."""
        if not name.qualifier or name.qualifier == self._own:
            return name.name
        return f"{self.name(name.qualifier)}.{name.name}"

    @property
    def names(self) -> tuple[str, ...]:
        """What the file calls its imports so far."""
        return tuple(self._names.values())

    @property
    def paths(self) -> tuple[str, ...]:
        """What has been imported so far."""
        return tuple(self._names)

    def lines(self) -> list[str]:
        """The import declaration; no line where there is nothing to import."""
        specs = []
        for path, name in self._names.items():
            real = self.package_name(path)
            alias = "" if name == real == last_element(path) else name
            if self._is_standard(path):
                group = 0
            elif path == self._module or path.startswith(f"{self._module}/"):
                group = 2
            else:
                group = 1
            specs.append(layout.Import(path=path, name=alias, group=group))
        return layout.import_block(specs)
