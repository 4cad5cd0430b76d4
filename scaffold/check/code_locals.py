"""The variables and constants that a function body declares, block by block."""

from __future__ import annotations

from typing import NamedTuple

from scaffold.golang.ast import Type
from scaffold.golang.exact import Exact
from scaffold.source import Span


class Unsure(Exception):
    """Code that may not compile, or that is not simple; the text says why, as a sentence about the code."""


class Wrong(Unsure):
    """Code that certainly does not compile; the text says why, in Go's own words, and `span` where."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


class WrongCount(Wrong):
    """More or fewer values than names."""


class Absent(Unsure):
    """A field or method that a type certainly lacks."""


class Meaning(NamedTuple):
    """What a name of a package stands for."""

    types: tuple[Type, ...]
    untyped: str = ""
    is_type: bool = False
    settable: bool = False
    is_constant: bool = False
    exact: Exact | None = None
    """The value of a constant, where it is known."""


class Locals:
    """What is declared in the blocks that are open, innermost last."""

    def __init__(self) -> None:
        self._locals: list[dict[str, Type]] = [{}]
        self._constants: list[dict[str, Meaning]] = [{}]
        self._unused: list[set[str]] = [set()]

    def enter(self) -> None:
        """Begin a block."""
        self._locals.append({})
        self._constants.append({})
        self._unused.append(set())

    def leave(self, perhaps: str = "") -> bool:
        """End a block; Go refuses variables that nobody used, `perhaps` apart. Whether that one was."""
        self._locals.pop()
        self._constants.pop()
        unused = self._unused.pop()
        used = perhaps not in unused
        unused.discard(perhaps)
        if unused:
            raise Unsure(f"it declares {sorted(unused)[0]} and does not use it")
        return used

    def declare(self, name: str, t: Type, must_be_used: bool = True) -> None:
        """Declare a local variable."""
        if name == "_":
            return
        if name in self._locals[-1]:
            raise Unsure(f"it declares {name} twice")
        self._locals[-1][name] = t
        if must_be_used:
            self._unused[-1].add(name)

    def declare_constant(self, name: str, meaning: Meaning) -> None:
        """Declare a local constant, which nobody needs to use."""
        self.declare(name, meaning.types[0], False)
        self._constants[-1][name] = meaning

    def constant(self, name: str) -> Meaning | None:
        """The local constant that a name means, if it means one."""
        for names, constants in zip(reversed(self._locals), reversed(self._constants), strict=True):
            if name in names:
                return constants.get(name)
        return None

    def declared_here(self, name: str) -> Type | None:
        """The variable of that name in the innermost block."""
        return self._locals[-1].get(name)

    @property
    def depth(self) -> int:
        """How many blocks are open."""
        return len(self._locals)

    def shadowed(self, name: str, depth: int) -> bool:
        """Whether a block that was begun after the `depth`th declares a name again."""
        return any(name in names for names in self._locals[depth:])

    def local(self, name: str, use: bool = True) -> Type | None:
        """The type of a local variable; asking for it is a use."""
        for depth in range(len(self._locals) - 1, -1, -1):
            if name in self._locals[depth]:
                if use:
                    self._unused[depth].discard(name)
                return self._locals[depth][name]
        return None
