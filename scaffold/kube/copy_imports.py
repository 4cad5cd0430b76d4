"""Imports of ``zz_generated.deepcopy.go``, under the names that controller-gen gives them."""

from __future__ import annotations


class CopyImports:
    """The names of imports as controller-gen chooses them: joined from the end of the path until nobody has them."""

    def __init__(self, package: str) -> None:
        self.by_path: dict[str, str] = {}
        self._taken = {package: ""}

    def name(self, path: str) -> str:
        """What the file calls a package; asking imports it."""
        known = self.by_path.get(path)
        if known is not None:
            return known
        rest, _, word = path.rpartition("/")
        alias = ""
        while not alias or self._taken.get(alias, path) != path:
            if not rest:
                # The path is at its end: controller-gen calls a package such as "net" netx.
                alias += "x"
            word = word.lstrip("0123456789")
            alias = "".join(char if char.isalnum() or char == "_" else "_" for char in word) + alias
            if rest:
                rest, _, word = rest.rpartition("/")
        self.by_path[path] = alias
        self._taken[alias] = path
        return alias

    def lines(self, imported: dict[str, str]) -> list[str]:
        """The specifications, sorted. `imported` gives the package names of what the rest of the package imports."""
        specs = []
        for path in sorted(self.by_path):
            alias = self.by_path[path]
            specs.append(f'\t"{path}"' if imported.get(path) == alias else f'\t{alias} "{path}"')
        return specs
