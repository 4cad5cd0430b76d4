"""Expressions held to the types of a schema.

Source: ``checker/checker.go`` and ``cel/validator.go`` of cel-go v0.26.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from scaffold.kube import re2
from scaffold.kube.cel import types as t
from scaffold.kube.cel.ast import Call, Const, Expr, Fault, Fold, Ident, MakeList, MakeMap, MakeMessage, Select
from scaffold.kube.cel.formats import format_fault
from scaffold.kube.cel.library import Overload, functions, type_names
from scaffold.kube.cel.types import Type
from scaffold.kube.scalars import is_timestamp
from scaffold.nearest import nearest

_BASIC = {"bool": t.BOOL, "int": t.INT, "uint": t.UINT, "double": t.DOUBLE, "string": t.STRING, "bytes": t.BYTES}


class Checker:
    """Checks one expression. `variables` are the names it may use, `structs` the fields of object types by name.

    `types` and `overloads` are what was found for each expression, by its id; `names` are those of functions with a dot
    in them, of which the `prefixes` seem to be expressions. `uses` are the names it uses, `faults` what is wrong.
    """

    def __init__(self, variables: dict[str, Type], structs: dict[str, dict[str, Type]]) -> None:
        self._scopes = [variables]
        self._structs = structs
        self._mapping: t.Mapping = {}
        self._free = 0
        # Within the arguments of format, the elements of a literal may be of several kinds.
        self._mixing = 0
        self.types: dict[int, Type] = {}
        self.overloads: dict[int, list[str]] = {}
        self.names: dict[int, str] = {}
        self.prefixes: set[int] = set()
        self.uses: set[str] = set()
        self.faults: list[Fault] = []

    def type_of(self, expr: Expr) -> Type:
        """The type of an expression that was checked; what stayed free is ``dyn``."""
        return t.substitute(self._mapping, self.types[id(expr)], to_dyn=True)

    def check(self, expr: Expr) -> Type:
        """The type of an expression."""
        match expr:
            case Const():
                found = t.NULL if expr.kind == "null_type" else _BASIC[expr.kind]
            case Ident():
                found = self._name(expr.name, expr.at)
            case Select():
                found = self._select(expr)
            case Call():
                found = self._call(expr)
            case MakeList():
                found = self._list(expr)
            case MakeMap():
                found = self._map(expr)
            case MakeMessage():
                found = self._message(expr)
            case Fold():
                found = self._fold(expr)
        self.types[id(expr)] = found
        return found

    def _fail(self, at: int, message: str, hint: str = "") -> Type:
        self.faults.append(Fault(at, message, hint))
        return t.ERROR

    def _lookup(self, name: str) -> Type | None:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        return type_names().get(name)

    def _name(self, name: str, at: int) -> Type:
        found = self._lookup(name)
        if found is None:
            return self._fail(at, f"undeclared reference to '{name}' (in container '')")
        self.uses.add(name)
        return found

    def _fits(self, a: Type, b: Type) -> bool:
        found = t.assignable(self._mapping, (a,), (b,))
        if found is not None:
            self._mapping = found
        return found is not None

    # --- fields ------------------------------------------------------------------------------------------------------

    def _select(self, expr: Select) -> Type:
        name = _qualified(expr)
        found = type_names().get(name) if name else None
        if found is not None:
            return found
        result = self._field(expr.operand, expr.field, expr.at, optional=False)
        return t.BOOL if expr.test else t.substitute(self._mapping, result)

    def _field(self, operand: Expr, field: str, at: int, *, optional: bool) -> Type:
        target, is_optional = t.unwrapped(t.substitute(self._mapping, self.check(operand)))
        if target.kind == "map":
            result = target.params[1]
        elif target.kind == "struct":
            fields = self._structs.get(target.name, {})
            # Words of the language are escaped in the schema, and need not be in a rule.
            known = fields.get(field) or fields.get(f"__{field}__")
            result = known if known is not None else self._undefined(field, fields, at)
        elif target.kind == "param":
            self._fits(t.DYN, target)
            result = t.DYN
        else:
            if not t.is_dyn(target):
                self._fail(at, f"type '{target}' does not support field selection")
            result = t.DYN
        return t.optional_of(result) if is_optional or optional else result

    def _undefined(self, field: str, fields: Iterable[str], at: int) -> Type:
        near = nearest(field, fields)
        hint = f"did you mean {near}?" if near else "a rule sees the fields that the schema of its value has"
        return self._fail(at, f"undefined field '{field}'", hint)

    # --- calls -------------------------------------------------------------------------------------------------------

    def _call(self, call: Call) -> Type:
        if call.function == "_?._":
            operand, field = call.args
            assert isinstance(field, Const)
            field_name = str(field.value)
            self.types[id(field)] = t.STRING
            self.overloads[id(call)] = ["select_optional_field"]
            return t.substitute(self._mapping, self._field(operand, field_name, call.at, optional=True))
        name = call.function
        self._mixing += name == "format"
        try:
            return self._function(call, name)
        finally:
            self._mixing -= name == "format"

    def _function(self, call: Call, name: str) -> Type:
        args = [self.check(argument) for argument in call.args]
        if call.target is not None:
            prefix = _qualified(call.target)
            if prefix and f"{prefix}.{name}" in functions():
                self.names[id(call)] = f"{prefix}.{name}"
                self.prefixes.add(id(call.target))
                return self._resolve(call, f"{prefix}.{name}", args, member=False)
            args.insert(0, self.check(call.target))
        if name not in functions():
            return self._fail(call.at, f"undeclared reference to '{name}' (in container '')")
        return self._resolve(call, name, args, member=call.target is not None)

    def _resolve(self, call: Call, name: str, args: list[Type], *, member: bool) -> Type:
        if name in ("_&&_", "_||_"):
            return self._logical(call, args)
        result: Type | None = None
        fitting: list[str] = []
        for overload in functions()[name]:
            if overload.member != member:
                continue
            wanted, made = self._fresh(overload)
            mapping = t.assignable(self._mapping, tuple(args), wanted)
            if mapping is None:
                continue
            self._mapping = mapping
            fitting.append(overload.id)
            found = t.substitute(mapping, made)
            if result is None:
                result = found
            elif result.kind != "dyn" and found != result:
                result = t.DYN
        if result is None:
            shown = [str(t.substitute(self._mapping, arg, to_dyn=True)) for arg in args]
            applied = f"{shown[0]}.({', '.join(shown[1:])})" if member else f"({', '.join(shown)})"
            return self._fail(call.at, f"found no matching overload for '{name}' applied to '{applied}'")
        self.overloads[id(call)] = fitting
        self._literals(call, name)
        fault = format_fault(call, self.type_of) if fitting == ["string_format"] else None
        if fault is not None:
            self.faults.append(fault)
        return result

    def _logical(self, call: Call, args: list[Type]) -> Type:
        good = True
        for argument, type_ in zip(call.args, args, strict=True):
            if not self._fits(type_, t.BOOL):
                self._fail(argument.at, f"expected type 'bool' but found '{type_}'")
                good = False
        self.overloads[id(call)] = ["logical_and" if call.function == "_&&_" else "logical_or"]
        return t.BOOL if good else t.ERROR

    def _fresh(self, overload: Overload) -> tuple[tuple[Type, ...], Type]:
        """The types of an overload with parameters that no other call uses."""
        if not overload.params:
            return overload.args, overload.result
        own = {param: self._variable() for param in overload.params}
        return tuple(t.substitute(own, arg) for arg in overload.args), t.substitute(own, overload.result)

    def _variable(self) -> Type:
        self._free += 1
        return Type("param", f"_var{self._free}")

    def _literals(self, call: Call, name: str) -> None:
        """Literal times, durations and patterns are read when a rule is compiled."""
        first = call.args[0] if call.args else None
        if not isinstance(first, Const):
            return
        value: Any = first.value
        wrong = (
            (name == "duration" and isinstance(value, str) and not _is_duration(value))
            or (name == "timestamp" and isinstance(value, str) and not _is_time(value))
            or (name == "matches" and isinstance(value, str) and bool(re2.problem(value)))
        )
        if wrong:
            self._fail(first.at, f"invalid {name} argument")

    # --- literals ----------------------------------------------------------------------------------------------------

    def _list(self, expr: MakeList) -> Type:
        found: Type | None = None
        for at, element in enumerate(expr.elements):
            type_ = self._element(element, optional=at in expr.optional)
            found = self._joined(element, found, type_)
        return t.list_of(self._variable() if found is None else found)

    def _element(self, expr: Expr, *, optional: bool) -> Type:
        type_ = self.check(expr)
        if optional:
            type_, wrapped = t.unwrapped(type_)
            if not wrapped and not t.is_dyn(type_):
                self._fail(expr.at, f"expected type 'optional_type({type_})' but found '{type_}'")
        return type_

    def _map(self, expr: MakeMap) -> Type:
        keys: Type | None = None
        values: Type | None = None
        for key, value, optional in expr.entries:
            keys = self._joined(key, keys, self.check(key))
            values = self._joined(value, values, self._element(value, optional=optional))
        if keys is None or values is None:
            return t.map_of(self._variable(), self._variable())
        return t.map_of(keys, values)

    def _joined(self, expr: Expr, before: Type | None, now: Type) -> Type:
        """One type for all elements: literals are of one kind."""
        if before is None or before.kind == "error":
            return now
        if now.kind == "error":
            return before
        if self._fits(before, now) and (before == now or not (t.is_dyn(before) or t.is_dyn(now))):
            return t.most_general(before, now)
        return t.DYN if self._mixing else self._fail(expr.at, f"expected type '{before}' but found '{now}'")

    def _message(self, expr: MakeMessage) -> Type:
        for value in expr.values:
            self.check(value)
        if expr.name.startswith("google.protobuf."):
            return t.DYN
        return self._fail(expr.at, f"undeclared reference to '{expr.name}' (in container '')")

    def _fold(self, expr: Fold) -> Type:
        source = t.substitute(self._mapping, self.check(expr.source))
        gathered = self.check(expr.start)
        elements: tuple[Type, ...]
        if source.kind == "list":
            elements = (t.INT, source.params[0])[-len(expr.names) :]
        elif source.kind == "map":
            elements = source.params[: len(expr.names)]
        else:
            found = t.DYN
            if source.kind in ("dyn", "error", "param"):
                self._fits(t.DYN, source)
            else:
                why = (
                    f"expression of type '{source}' cannot be range of a comprehension (must be list, map, or dynamic)"
                )
                found = self._fail(expr.source.at, why)
            elements = (found,) * len(expr.names)
        self._scopes.append({expr.accumulator: gathered})
        self._scopes.append(dict(zip(expr.names, elements, strict=True)))
        for part, wanted in ((expr.condition, t.BOOL), (expr.step, gathered)):
            type_ = self.check(part)
            if not self._fits(wanted, type_):
                self._fail(part.at, f"expected type '{wanted}' but found '{type_}'")
        self._scopes.pop()
        result = self.check(expr.result)
        self._scopes.pop()
        return t.substitute(self._mapping, result)


def _qualified(expr: Expr) -> str:
    """The dotted name that an expression may be; empty for any other."""
    if isinstance(expr, Ident):
        return expr.name
    if isinstance(expr, Select) and not expr.test:
        operand = _qualified(expr.operand)
        return f"{operand}.{expr.field}" if operand else ""
    return ""


def _is_duration(text: str) -> bool:
    """Go's ``time.ParseDuration``, as far as its form goes."""
    number = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
    return text.lstrip("+-") == "0" or bool(re.fullmatch(rf"[-+]?(?:{number}(?:ns|us|µs|μs|ms|s|m|h))+", text))


def _is_time(text: str) -> bool:
    """RFC 3339."""
    return len(text) > len("2006-01-02") and text[10] == "T" and is_timestamp(text)
