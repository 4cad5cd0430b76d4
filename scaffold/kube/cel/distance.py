"""How far a value is from keeping a rule: what a search for one that does goes by."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.kube.budget import Budget
from scaffold.kube.cel.ast import Call, Const, Expr, Fold
from scaffold.kube.cel.evaluate import Evaluator, elements
from scaffold.kube.cel.times import Duration, Timestamp
from scaffold.kube.cel.values import CelError, Unknown, Value, is_number

_FAR = 1.0
"""The distance of what is merely false; comparisons are nearer, errors are farther."""


def distance(expr: Expr, names: Mapping[int, str], variables: Mapping[str, Value], budget: Budget) -> float:
    """0 for a rule that is kept; the more parts of it are false, and the more so, the larger."""
    try:
        return _Meter(names, variables, budget).distance(expr)
    except (Unknown, RecursionError):
        return _FAR


class _Meter(Evaluator):
    def distance(self, expr: Expr, *, wanted: bool = True) -> float:
        """From being true, or `wanted`."""
        if isinstance(expr, Call):
            match expr.function:
                case "!_":
                    return self.distance(expr.args[0], wanted=not wanted)
                case "_&&_" | "_||_":
                    parts = [self.distance(part, wanted=wanted) for part in expr.args]
                    return sum(parts) if (expr.function == "_&&_") is wanted else min(parts)
                case "_?_:_":
                    condition, yes, no = expr.args
                    return min(
                        self.distance(condition) + self.distance(yes, wanted=wanted),
                        self.distance(condition, wanted=False) + self.distance(no, wanted=wanted),
                    )
        try:
            if isinstance(expr, Fold) and isinstance(expr.start, Const) and isinstance(expr.start.value, bool):
                return self._quantified(expr, wanted=wanted)
            if self.value(expr) is wanted:
                return 0
            return self._compared(expr)
        except CelError:
            return 1.5 * _FAR

    def _quantified(self, fold: Fold, *, wanted: bool) -> float:
        """``all`` and ``exists``."""
        step = fold.step
        assert isinstance(step, Call)
        parts = []
        for element in elements(self.value(fold.source), len(fold.names)):
            self.scopes.append(dict(zip(fold.names, element, strict=True)))
            parts.append(self.distance(step.args[1], wanted=wanted))
            self.scopes.pop()
        if (step.function == "_&&_") is wanted:
            return sum(parts)
        return min(parts, default=2 * _FAR)

    def _compared(self, expr: Expr) -> float:
        """Of a comparison that is not as it should be: nearer than merely false where the sides are near."""
        if not (isinstance(expr, Call) and len(expr.args) == 2 and expr.function in _COMPARISONS):
            return _FAR
        left, right = (self.value(side) for side in expr.args)
        if isinstance(left, Timestamp | Duration) and isinstance(right, Timestamp | Duration):
            left, right = left.nanos / 10**9, right.nanos / 10**9
        if not (is_number(left) and is_number(right)):
            return _FAR
        gap = float(abs(left - right))
        return _FAR * (gap + 1) / (gap + 2)


_COMPARISONS = ("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_")
