"""Expressions evaluated: what a rule says of a value.

Source: ``interpreter`` of cel-go v0.26. What an API server's budget at run time would stop is not stopped here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from scaffold.kube.budget import Budget, cost_of_match
from scaffold.kube.cel import run_core, run_kubernetes, run_lists, run_texts
from scaffold.kube.cel.ast import Call, Const, Expr, Fold, Ident, MakeList, MakeMap, MakeMessage, Select
from scaffold.kube.cel.library import type_names
from scaffold.kube.cel.run_core import Function
from scaffold.kube.cel.values import Broken, CelError, Maybe, TypeName, Uint, Unknown, Value

_STEPS, _LONGEST = 100_000, 1_000_000
_STEP_COST = 2
"""Of a step, in the units of budgets."""
_FREE = 50
"""So many characters or items that a function gets are one step more."""
_PATTERNS = ("matches", "find", "findAll")


@cache
def _functions() -> dict[str, Function]:
    return {**run_core.FUNCTIONS, **run_texts.FUNCTIONS, **run_lists.FUNCTIONS, **run_kubernetes.FUNCTIONS}


def evaluate(expr: Expr, names: Mapping[int, str], variables: Mapping[str, Value], budget: Budget) -> Value:
    """The value of an expression that was checked; `names` are those of functions with a dot in them.

    Raises `CelError` where it has none, and `Unknown`.
    """
    evaluator = Evaluator(names, variables, budget)
    try:
        return evaluator.value(expr)
    except (RecursionError, OverflowError, MemoryError) as error:
        raise Unknown(str(error)) from error


class Evaluator:
    """Evaluates one expression. `scopes` are the variables, the innermost last."""

    def __init__(self, names: Mapping[int, str], variables: Mapping[str, Value], budget: Budget) -> None:
        self._names = names
        self.scopes: list[dict[str, Value]] = [dict(variables)]
        self._budget = budget
        self._steps = 0

    def value(self, expr: Expr) -> Value:
        """The value of an expression. Raises `CelError` and `Unknown`."""
        self._work(1)
        match expr:
            case Const():
                return Uint(expr.value) if expr.kind == "uint" else expr.value  # type: ignore[arg-type]  # an integer
            case Ident():
                return self._name(expr.name)
            case Select():
                return self._select(expr)
            case Call():
                return self._call(expr)
            case MakeList():
                return self._list(expr)
            case MakeMap():
                return self._map(expr)
            case Fold():
                return self._fold(expr)
            case MakeMessage():
                raise Unknown("messages")

    def _work(self, steps: int) -> None:
        self._steps += steps
        self._budget.spend(steps * _STEP_COST)
        if self._steps > _STEPS or self._budget.is_spent:
            raise Unknown("too many steps")

    def _name(self, name: str) -> Value:
        for scope in reversed(self.scopes):
            if name in scope:
                return _sound(scope[name])
        if name in type_names():
            return TypeName(name)
        raise Unknown(name)

    # --- fields ------------------------------------------------------------------------------------------------------

    def _select(self, expr: Select) -> Value:
        dotted = _dotted(expr)
        if dotted in type_names() and dotted.startswith("google."):
            return TypeName(dotted)
        operand = self.value(expr.operand)
        if isinstance(operand, Maybe):
            found = _optional_field(operand, expr.field)
            return bool(found.held) if expr.test else found
        if not isinstance(operand, dict):
            raise CelError("no such overload")
        for name in (expr.field, f"__{expr.field}__"):
            if name in operand:
                return True if expr.test else _sound(operand[name])
        if expr.test:
            return False
        raise CelError(f"no such key: {expr.field}")

    # --- calls -------------------------------------------------------------------------------------------------------

    def _call(self, call: Call) -> Value:
        match call.function:
            case "_&&_" | "_||_":
                return self._logical(call)
            case "_?_:_":
                condition = self.value(call.args[0])
                if not isinstance(condition, bool):
                    raise CelError("no such overload")
                return self.value(call.args[1 if condition else 2])
            case "@not_strictly_false":
                try:
                    return self.value(call.args[0]) is not False
                except CelError:
                    return True
            case "or" | "orValue" if call.target is not None:
                found = self.value(call.target)
                if not isinstance(found, Maybe):
                    raise CelError("no such overload")
                if not found.held:
                    return self.value(call.args[0])
                return found if call.function == "or" else found.held[0]
            case "_?._":
                operand, field = self.value(call.args[0]), self.value(call.args[1])
                return _optional_field(operand if isinstance(operand, Maybe) else Maybe((operand,)), field)
        name = self._names.get(id(call))
        if name is not None:
            return self._apply(name, [self.value(argument) for argument in call.args])
        target = [] if call.target is None else [self.value(call.target)]
        return self._apply(call.function, target + [self.value(argument) for argument in call.args])

    def _apply(self, name: str, args: list[Value]) -> Value:
        found = _functions().get(name)
        if found is None:
            raise Unknown(name)
        self._work(sum(len(arg) for arg in args if isinstance(arg, str | bytes | list | dict)) // _FREE)
        if name in _PATTERNS and len(args) > 1 and isinstance(args[0], str) and isinstance(args[1], str):
            self._work(cost_of_match(args[1], args[0]) // _STEP_COST)
        try:
            made = found(*args)
        except (TypeError, AttributeError):
            raise CelError("no such overload") from None
        if isinstance(made, str | bytes | list) and len(made) > _LONGEST:
            raise Unknown("a very long value")
        return made

    def _logical(self, call: Call) -> bool:
        """The one side that settles it settles it, whatever becomes of the other."""
        settled = call.function == "_||_"
        failed: CelError | None = None
        for argument in call.args:
            try:
                found = self.value(argument)
            except CelError as error:
                failed = error
                continue
            if found is settled:
                return found is True
            if not isinstance(found, bool):
                failed = CelError("no such overload")
        if failed is not None:
            raise failed
        return not settled

    # --- literals and comprehensions ---------------------------------------------------------------------------------

    def _list(self, expr: MakeList) -> list[Value]:
        out: list[Value] = []
        for at, element in enumerate(expr.elements):
            found = self.value(element)
            out += found.held if at in expr.optional else [found]
        return out

    def _map(self, expr: MakeMap) -> dict[Value, Value]:
        out: dict[Value, Value] = {}
        for key, value, optional in expr.entries:
            name, found = self.value(key), self.value(value)
            if optional and not found.held:
                continue
            out[run_lists.key_of(name)] = found.held[0] if optional else found
        return out

    def _fold(self, expr: Fold) -> Value:
        source = self.value(expr.source)
        # What an error becomes here is what the condition and the result make of it.
        scope: dict[str, Value] = {}
        depth = len(self.scopes)
        self.scopes.append(scope)
        try:
            gathered = _Held(self, expr.start)
            for element in elements(source, len(expr.names)):
                scope[expr.accumulator] = gathered.value
                if self.value(expr.condition) is False:
                    break
                self.scopes.append(dict(zip(expr.names, element, strict=True)))
                gathered = _Held(self, expr.step)
                self.scopes.pop()
            scope[expr.accumulator] = gathered.value
            return self.value(expr.result)
        finally:
            del self.scopes[depth:]


class _Held:
    """The value of an expression, or in its place the error."""

    def __init__(self, evaluator: Evaluator, expr: Expr) -> None:
        try:
            self.value: Value = evaluator.value(expr)
        except CelError as error:
            self.value = Broken(str(error))


def elements(source: Value, count: int) -> list[tuple[Value, ...]]:
    """What `count` variables of a loop over a list or a map are, turn by turn."""
    if isinstance(source, list):
        return [(at, item)[-count:] for at, item in enumerate(source)]
    if isinstance(source, dict):
        return [entry[:count] for entry in source.items()]
    raise CelError("no such overload")


def _optional_field(operand: Maybe, field: str) -> Maybe:
    if not operand.held:
        return operand
    inner = operand.held[0]
    if not isinstance(inner, dict):
        raise CelError("no such overload")
    return Maybe((_sound(inner[field]),)) if field in inner else Maybe()


def _sound(value: Value) -> Value:
    if isinstance(value, Broken):
        raise CelError(value.why)
    return value


def _dotted(expr: Expr) -> str:
    if isinstance(expr, Ident):
        return expr.name
    return f"{_dotted(expr.operand)}.{expr.field}" if isinstance(expr, Select) else ""
