"""Which types write themselves: those with a MarshalJSON or MarshalText of their own or of what they embed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scaffold.golang import ast
from scaffold.kube import foreign
from scaffold.kube.flatten import Ident

JSON, TEXT = "MarshalJSON", "MarshalText"


class Marshalling:
    """Answers about resolved types. `decl` gives the plan's own declarations, `functions` those of a package of it."""

    def __init__(
        self,
        decl: Callable[[str, str], ast.TypeDecl | None],
        functions: Callable[[str], Iterable[ast.FuncDecl]],
    ) -> None:
        self._decl = decl
        self._functions = functions
        self._found: dict[tuple[str, str, str], bool] = {}

    def has(self, path: str, name: str, method: str) -> bool:
        """Whether a type, or a pointer to it, has the method, perhaps by embedding."""
        key = (path, name, method)
        if key not in self._found:
            self._found[key] = self._search((path, name), method)
        return self._found[key]

    def _search(self, ident: Ident, method: str) -> bool:
        """As Go does it: the shallowest one counts, and two of one depth are none."""
        level, seen = [ident], set[Ident]()
        while level:
            having = [found for found in level if self._own(found, method)]
            if having:
                return len(having) == 1
            seen.update(level)
            level = [inner for found in level for inner in self._embedded(found) if inner not in seen]
        return False

    def _own(self, ident: Ident, method: str) -> bool:
        if self._decl(*ident) is None:
            return foreign.has_method(*ident, method)
        return any(_is_marshaller(func, ident[1], method) for func in self._functions(ident[0]))

    def _embedded(self, ident: Ident) -> list[Ident]:
        """The types that a struct of the plan embeds; what others embed is in the facts about their methods."""
        decl = self._decl(*ident)
        if decl is None or not isinstance(decl.type, ast.Struct):
            return []
        found = []
        for field in decl.type.fields:
            of = field.type.elem if isinstance(field.type, ast.Pointer) else field.type
            if not field.name and isinstance(of, ast.Name) and of.qualifier:
                found.append(self._unaliased((of.qualifier, of.name)))
        return found

    def _unaliased(self, ident: Ident) -> Ident:
        for _ in range(100):
            decl = self._decl(*ident)
            if decl is None or not decl.alias or not isinstance(decl.type, ast.Name):
                break
            ident = (decl.type.qualifier, decl.type.name)
        return ident


def _is_marshaller(decl: ast.FuncDecl, name: str, method: str) -> bool:
    """Whether a function is ``func (T) MarshalJSON() ([]byte, error)``, or its like, of that type."""
    if decl.name != method or decl.receiver is None or decl.receiver.type_name != name:
        return False
    if decl.params or len(decl.results) != 2:
        return False
    data, fault = (result.type for result in decl.results)
    return (
        isinstance(data, ast.Slice)
        and isinstance(data.elem, ast.Name)
        and data.elem.name in ("byte", "uint8")
        and isinstance(fault, ast.Name)
        and fault.name == "error"
    )
