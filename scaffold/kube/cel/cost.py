"""What a rule may cost at worst, in CEL's units: an API server refuses rules that are too dear.

Only the most is estimated; of sizes the least as well, since some costs fall with it.
Source: ``checker/cost.go`` of cel-go v0.26 and ``pkg/cel/library/cost.go`` of k8s.io/apiserver v0.34.
"""

from __future__ import annotations

from typing import NamedTuple

from scaffold.kube.cel import types as t
from scaffold.kube.cel.ast import Call, Const, Expr, Fold, Ident, MakeList, MakeMap, MakeMessage, Select
from scaffold.kube.cel.check import Checker
from scaffold.kube.cel.costs import Argument, call_cost
from scaffold.kube.cel.declare import Declared
from scaffold.kube.cel.macros import ACCUMULATOR
from scaffold.kube.cel.sizes import UNKNOWN, Size, add, multiply
from scaffold.kube.cel.types import Type

_SCALARS = (t.BOOL, t.DOUBLE, t.DURATION, t.INT, t.TIMESTAMP, t.UINT)


class Entry(NamedTuple):
    """The sizes of the keys and of the values of a list or map."""

    kind: str
    key: Size
    value: Size

    def union(self, other: Entry | None) -> Entry | None:
        """The sizes of either's."""
        return other and Entry(self.kind, self.key.union(other.key), self.value.union(other.value))


class _Local(NamedTuple):
    """A variable of a comprehension: the path to the schema it comes from, and what is known of its size."""

    path: tuple[str, ...]
    size: Size | None = None
    entry: Entry | None = None


class Coster:
    """Estimates one checked expression about a value that is `declared`."""

    def __init__(self, checker: Checker, declared: Declared) -> None:
        self._checker = checker
        self._declared = declared
        self._locals: dict[str, list[_Local]] = {}
        self._paths: dict[int, tuple[str, ...]] = {}
        self._sizes: dict[int, Size] = {}
        self._entries: dict[int, Entry] = {}

    def cost(self, expr: Expr) -> int:
        """The most that an expression may cost."""
        match expr:
            case Const():
                return 0
            case Ident():
                local = self._local(expr.name)
                self._paths[id(expr)] = local.path if local is not None else (expr.name,)
                return 1
            case Select():
                return self._select(expr)
            case Call():
                return self._call(expr)
            case MakeList():
                return self._list(expr)
            case MakeMap():
                return self._map(expr)
            case MakeMessage():
                return self._sum(expr.values) + 40
            case Fold():
                return self._bind(expr) if expr.accumulator != ACCUMULATOR else self._fold(expr)

    def _sum(self, exprs: tuple[Expr, ...]) -> int:
        total = 0
        for expr in exprs:
            total = add(total, self.cost(expr))
        return total

    def _local(self, name: str) -> _Local | None:
        stack = self._locals.get(name)
        return stack[-1] if stack else None

    def _select(self, expr: Select) -> int:
        total = self.cost(expr.operand)
        if expr.test:
            return total
        if self._checker.type_of(expr.operand).kind in ("map", "struct", "param"):
            total = add(total, 1)
        self._paths[id(expr)] = (*self._path(expr.operand), expr.field)
        return total

    # --- calls -------------------------------------------------------------------------------------------------------

    def _call(self, expr: Call) -> int:
        if expr.function == "dyn" and expr.target is None:
            total = add(1, self.cost(expr.args[0]))
            self._copy(expr, expr.args[0])
            return total
        costs = [self.cost(argument) for argument in expr.args]
        args = [self._argument(argument) for argument in expr.args]
        overloads = self._checker.overloads.get(id(expr), [])
        if not overloads:
            return 0
        # A function with a dot in its name has no target, though one seems to stand before it.
        member = expr.target is not None and id(expr.target) not in self._checker.prefixes
        total, target = 0, None
        if member and expr.target is not None:
            total = self.cost(expr.target)
            target = self._argument(expr.target)
        function = self._checker.names.get(id(expr), expr.function)
        most, size = 0, None
        for overload in overloads:
            found = call_cost(function, overload, target, args, costs, self._below)
            most = max(most, found.cost)
            if found.size is not None:
                size = found.size if size is None else size.union(found.size)
            self._entry_of_call(expr, overload)
            if overload in ("index_list", "index_map"):
                entry = self._entry(expr.args[0])
                size = entry.value if entry is not None else None
                end = "@items" if overload == "index_list" else "@values"
                self._paths[id(expr)] = (*self._path(expr.args[0]), end)
            if size is None:
                size = self._size(expr)
        if size is not None:
            self._sizes[id(expr)] = size
        return add(total, most)

    def _entry_of_call(self, expr: Call, overload: str) -> None:
        sides = {"conditional": expr.args[1:], "add_list": expr.args, "add_string": expr.args, "add_bytes": expr.args}
        if overload not in sides or len(sides[overload]) != 2:
            return
        left, right = (self._entry(side) for side in sides[overload])
        made = left.union(right) if left is not None else None
        if made is not None:
            self._entries[id(expr)] = made

    def _argument(self, expr: Expr) -> Argument:
        path = self._path(expr)
        hidden = path[:1] == (ACCUMULATOR,)
        value = expr.value if isinstance(expr, Const) else None
        return Argument(self._size(expr), self._checker.type_of(expr), () if hidden else path, value)

    # --- literals and comprehensions ---------------------------------------------------------------------------------

    def _list(self, expr: MakeList) -> int:
        total, sizes = 10, []
        for element in expr.elements:
            total = add(total, self.cost(element))
            sizes.append(self._known(element))
        self._entries[id(expr)] = Entry("list", Size(1, 1), Size.union_of(sizes))
        return total

    def _map(self, expr: MakeMap) -> int:
        total, keys, values = 30, [], []
        for key, value, _ in expr.entries:
            total = add(total, add(self.cost(key), self.cost(value)))
            keys.append(self._known(key))
            values.append(self._known(value))
        self._entries[id(expr)] = Entry("map", Size.union_of(keys), Size.union_of(values))
        return total

    def _push(self, name: str, local: _Local) -> None:
        self._locals.setdefault(name, []).append(local)

    def _bind(self, expr: Fold) -> int:
        total = add(self.cost(expr.source), self.cost(expr.start))
        self._push(expr.accumulator, _Local(self._path(expr.start), self._size(expr.start), self._entry(expr.start)))
        total = add(total, self.cost(expr.result))
        self._locals[expr.accumulator].pop()
        self._copy(expr, expr.result)
        return total

    def _fold(self, expr: Fold) -> int:
        total = add(self.cost(expr.source), self.cost(expr.start))
        self._push(expr.accumulator, _Local(self._path(expr.start), self._size(expr.start), self._entry(expr.start)))
        entry, path = self._entry(expr.source), self._path(expr.source)
        is_list = (entry.kind if entry is not None else self._checker.type_of(expr.source).kind) == "list"
        keys = _Local((*path, "@indices" if is_list else "@keys"), entry.key if entry is not None else None)
        values = _Local((*path, "@items" if is_list else "@values"), entry.value if entry is not None else None)
        both = [keys, values] if len(expr.names) == 2 else [values if is_list else keys]
        for name, local in zip(expr.names, both, strict=True):
            self._push(name, local)
        turn = add(self.cost(expr.condition), self.cost(expr.step))
        for name in expr.names:
            self._locals[name].pop()
        total = add(total, self.cost(expr.result))
        self._locals[expr.accumulator].pop()
        count = self._known(expr.source)
        total = add(total, multiply(count.most, turn))
        if isinstance(expr.start, Const):
            self._sizes[id(expr)] = self._known(expr.start)
        else:
            self._sizes[id(expr)] = count
            step = self._entry(expr.step)
            if step is not None:
                self._entries[id(expr)] = step
        return total

    # --- sizes -------------------------------------------------------------------------------------------------------

    def _path(self, expr: Expr) -> tuple[str, ...]:
        local = self._local(expr.name) if isinstance(expr, Ident) else None
        return local.path if local is not None else self._paths.get(id(expr), ())

    def _known(self, expr: Expr) -> Size:
        found = self._size(expr)
        return UNKNOWN if found is None else found

    def _copy(self, expr: Expr, other: Expr) -> None:
        size, entry = self._size(other), self._entry(other)
        if size is not None:
            self._sizes[id(expr)] = size
        if entry is not None:
            self._entries[id(expr)] = entry

    def _size(self, expr: Expr) -> Size | None:
        if id(expr) in self._sizes:
            return self._sizes[id(expr)]
        match expr:
            case Const():
                length = len(expr.value) if isinstance(expr.value, str | bytes) else 1
                return Size(length, length)
            case MakeList():
                return Size(len(expr.elements), len(expr.elements))
            case MakeMap():
                return Size(len(expr.entries), len(expr.entries))
        found = self._below(self._path(expr))
        if found is not None:
            self._sizes[id(expr)] = found
            return found
        if _is_scalar(self._checker.type_of(expr)):
            return Size(1, 1)
        local = self._local(expr.name) if isinstance(expr, Ident) else None
        return local.size if local is not None else None

    def _below(self, path: tuple[str, ...]) -> Size | None:
        """The size of what a path leads to in the schema."""
        if not path:
            return None
        found: Declared | None = self._declared
        for step in path[1:]:
            if found is None:
                return None
            if step in ("@items", "@values"):
                found = found.item
            elif step == "@keys":
                found = found.key
            else:
                found = found.fields.get(step)
        return None if found is None else Size(0, found.most)

    def _entry(self, expr: Expr) -> Entry | None:
        if id(expr) in self._entries:
            return self._entries[id(expr)]
        local = self._local(expr.name) if isinstance(expr, Ident) else None
        return local.entry if local is not None else None


def _is_scalar(type_: Type) -> bool:
    inner, optional = t.unwrapped(type_)
    return _is_scalar(inner) if optional else type_ in _SCALARS
