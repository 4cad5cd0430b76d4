"""The values of constant expressions, as far as array lengths and duplicates need them.

Evaluation walks tree-sitter's tree of the expression. What it does not know (conversions of foreign types, unsafe,
floats beyond fractions) is None: unknown, never wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from scaffold.check.world import Draft, World
from scaffold.golang import known, stdlib
from scaffold.golang.ast import ValueSpec
from scaffold.golang.expressions import expression
from scaffold.golang.identifiers import BUILTINS, PREDECLARED_TYPES
from scaffold.source import Text

Value = int | Fraction | str | bool
MAX_DEPTH = 50
LARGEST = 1 << 600
"""Numbers beyond it are not computed with: Go's compiler refuses them as well."""
LONGEST = 100_000
"""Characters of the longest text that is put together."""


MAX_DIGITS = 600
"""Longer literals are unknown: Python, too, refuses to read numbers of thousands of digits."""


class NotConstant(Exception):
    """An expression that is no constant: a predicate for the message, and a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Constants:
    """Constants of the plan's packages, evaluated when asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._values: dict[tuple[str, str], Value | None] = {}
        self._specs: dict[str, dict[str, tuple[ValueSpec, int, tuple[Text, ...]]]] = {}

    def evaluate(self, package: str, text: Text, iota: int | None = None, depth: int = 0) -> Value | None:
        """The value of an expression of a package; None where it cannot be told. Raises `NotConstant`."""
        node = expression(text.value)
        if node is None and len(text.value) < MAX_DIGITS:
            raise NotConstant("is no constant")
        if node is None or depth > MAX_DEPTH:
            return None
        return self._of(package, node, iota, depth)

    def named(self, package: str, name: str) -> Value | None:
        """The value of a constant of a package. Raises `NotConstant` for what is none."""
        return self._named(package, name, None, 1)

    def _of(self, package: str, node: Any, iota: int | None, depth: int) -> Value | None:
        kind, text = node.type, node.text.decode()
        if kind == "parenthesized_expression":
            return self._of(package, node.named_children[0], iota, depth)
        if kind == "int_literal":
            return whole_number(text)
        if kind == "float_literal":
            try:
                return Fraction(text.replace("_", ""))
            except ValueError:
                return None
        if kind == "rune_literal":
            inner = text[1:-1]
            return ord(inner) if len(inner) == 1 else None
        if kind in ("interpreted_string_literal", "raw_string_literal"):
            return text[1:-1] if "\\" not in text else None
        if kind in ("true", "false"):
            return bool(kind == "true")
        if kind == "iota":
            return iota
        if kind == "identifier":
            return self._named(package, text, iota, depth)
        if kind == "selector_expression":
            return self._selected(package, text)
        if kind == "unary_expression":
            return _unary(node, self._of(package, node.child_by_field_name("operand"), iota, depth))
        if kind == "binary_expression":
            left = self._of(package, node.child_by_field_name("left"), iota, depth)
            right = self._of(package, node.child_by_field_name("right"), iota, depth)
            return None if left is None or right is None else _binary(node, left, right)
        if kind == "call_expression":
            return self._call(package, node, iota, depth)
        if kind == "type_conversion_expression" and node.child_by_field_name("type").type != "type_identifier":
            raise NotConstant("is no constant")
        if kind in ("func_literal", "composite_literal", "nil") or kind.endswith("_type"):
            raise NotConstant("is no constant")
        return None

    def _named(self, package: str, name: str, iota: int | None, depth: int) -> Value | None:
        if name == "iota" and iota is not None:
            return iota
        draft = self._world.package(package)
        symbol = draft.scope.get(name) if draft is not None else None
        if symbol is None:
            if name in ("true", "false"):
                return name == "true"
            if draft is None:
                return None
            raise NotConstant(f"names {name}, which is declared nowhere", f"declare it: const {name} = 16")
        if symbol.what != "constant":
            raise NotConstant(f"names {name}, which is no constant but a {symbol.what}")
        assert draft is not None
        found = self._constants_of(draft).get(name)
        if found is None:
            return None
        spec, number, values = found
        at = [ident for ident, _ in spec.names].index(name)
        key = (package, name)
        if key not in self._values:
            # A constant that leads to itself is met again as unknown.
            self._values[key] = None
            if at < len(values):
                self._values[key] = self.evaluate(package, values[at], number, depth + 1)
        return self._values[key]

    def _constants_of(self, draft: Draft) -> dict[str, tuple[ValueSpec, int, tuple[Text, ...]]]:
        known_specs = self._specs.get(draft.import_path)
        if known_specs is None:
            known_specs = self._specs[draft.import_path] = {}
            for value in draft.values:
                if value.decl.keyword != "const":
                    continue
                values: tuple[Text, ...] = ()
                for number, spec in enumerate(value.decl.specs):
                    values = spec.values or values
                    for name, _ in spec.names:
                        known_specs.setdefault(name, (spec, number, values))
        return known_specs

    def _selected(self, package: str, text: str) -> Value | None:
        qualifier, _, name = text.partition(".")
        for draft in self._world.drafts_named(qualifier):
            if name in draft.scope:
                return self._named(draft.import_path, name, None, 1)
        stated = self._world.imports.get(qualifier)
        paths = [stated.path.value] if stated else [found.path for found in known.candidates(qualifier, name)]
        for path in paths:
            outside = stdlib.package(path)
            symbol = outside.symbol(name) if outside is not None else None
            if isinstance(symbol, stdlib.Const):
                return symbol.value
            if symbol is not None:
                raise NotConstant(f"names {text}, which is no constant")
        if not paths and self._may_see(package, qualifier):
            raise NotConstant(f"names {text}, which nothing explains")
        return None

    def _may_see(self, package: str, qualifier: str) -> bool:
        """Whether all imports of a package are known here to have no such qualifier."""
        draft = self._world.package(package)
        if draft is None:
            return False
        stated = [entry.alias.value for section in draft.sections for entry in section.imports]
        fragments = [fragment for section in draft.sections for fragment in section.go]
        fragments += [value.fragment for value in draft.values if value.fragment is not None]
        return qualifier not in stated and not any(fragment.parsed.imports for fragment in fragments)

    def _call(self, package: str, node: Any, iota: int | None, depth: int) -> Value | None:
        callee = node.child_by_field_name("function").text.decode()
        arguments = node.child_by_field_name("arguments").named_children
        declaring = self._world.package(package)
        called = declaring.scope.get(callee) if declaring is not None else None
        if called is not None and called.what != "type":
            raise NotConstant(f"calls {callee}: its result is no constant")
        if len(arguments) != 1:
            return None
        if callee == "len":
            inner = self._of(package, arguments[0], iota, depth) if "literal" in arguments[0].type else None
            return len(inner.encode()) if isinstance(inner, str) else None
        if callee in PREDECLARED_TYPES:
            return self._of(package, arguments[0], iota, depth)
        draft = self._world.package(package)
        symbol = draft.scope.get(callee) if draft is not None else None
        if symbol is not None and symbol.what == "type":
            return self._of(package, arguments[0], iota, depth)
        qualifier, dot, function = callee.partition(".")
        outside = known.candidates(qualifier, function) if dot else ()
        if len(outside) == 1 and isinstance(_symbol(outside[0].path, function), stdlib.Func):
            raise NotConstant(f"calls {callee}: a function's result is no constant")
        if "." not in callee and callee.isidentifier() and callee not in BUILTINS:
            raise NotConstant(f"names {callee}, which is declared nowhere")
        return None


def _symbol(path: str, name: str) -> stdlib.Symbol | None:
    package = stdlib.package(path)
    return package.symbol(name) if package is not None else None


def whole_number(text: str) -> int | None:
    """The value of an integer literal; None for what is none."""
    digits = text.replace("_", "").lower()
    if len(digits) > MAX_DIGITS:
        return None
    if len(digits) > 1 and digits[0] == "0" and digits[1:].isdecimal():
        return int(digits, 8) if all(digit < "8" for digit in digits) else None
    try:
        return int(digits, 0)
    except ValueError:
        return None


def _unary(node: Any, operand: Value | None) -> Value | None:
    if operand is None or isinstance(operand, str):
        return None
    match node.child_by_field_name("operator").type:
        case "-":
            return -operand
        case "+":
            return operand
        case "^":
            return ~operand if isinstance(operand, int) else None
        case "!":
            return not operand
    return None


def _binary(node: Any, left: Value, right: Value) -> Value | None:
    operator = node.child_by_field_name("operator").type
    if isinstance(left, str) or isinstance(right, str):
        if isinstance(left, str) and isinstance(right, str) and len(left) + len(right) > LONGEST:
            return None
        return left + right if operator == "+" and isinstance(left, str) and isinstance(right, str) else None
    if not -LARGEST <= left <= LARGEST or not -LARGEST <= right <= LARGEST:
        return None
    whole = isinstance(left, int) and isinstance(right, int)
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/" if right == 0:
            raise NotConstant("divides by zero")
        case "/" if whole:
            quotient = abs(int(left)) // abs(int(right))
            return quotient if (left < 0) == (right < 0) else -quotient
        case "/":
            return Fraction(left) / Fraction(right)
        case "%" if whole and right:
            return int(left) - int(right) * int(Fraction(int(left), int(right)))
        case "<<" if whole and 0 <= int(right) < 600:
            return int(left) << int(right)
        case ">>" if whole and int(right) >= 0:
            return int(left) >> int(right)
        case "&" if whole:
            return int(left) & int(right)
        case "|" if whole:
            return int(left) | int(right)
        case "^" if whole:
            return int(left) ^ int(right)
    return None
