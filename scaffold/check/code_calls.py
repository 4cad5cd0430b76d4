"""Indices, slices, calls, conversions and assertions in the plan's own code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scaffold.check.code_builtins import Builtins
from scaffold.check.code_format import check_format
from scaffold.check.code_generic import instance
from scaffold.check.code_locals import Unsure, Wrong
from scaffold.check.code_value import BYTE, STRING, Value
from scaffold.check.code_vet import KEYED, check_call
from scaffold.check.facts import NOWHERE, without_tags
from scaffold.golang.ast import Array, Func, FuncDecl, Interface, Map, Param, Pointer, Slice, Type
from scaffold.golang.exact import text_of_rune
from scaffold.golang.expressions import NEW


class Calls(Builtins):
    """What calls and indices give. Those who mix it in know `value` and `values`."""

    if TYPE_CHECKING:
        value: Callable[[Any], Value]
        values: Callable[[Iterable[Any]], list[Value]]

    # --- indices -----------------------------------------------------------------------------------------------------

    def _index_expression(self, node: Any) -> Value:
        operand_node, index_node = node.child_by_field_name("operand"), node.child_by_field_name("index")
        generic = self._generic(operand_node)
        if generic is not None:
            return self._instantiated(node, generic, [index_node])
        operand = self.value(operand_node)
        if operand.is_type:
            return Value((self.scope.type_of(node),), is_type=True)
        return self._indexed(node, operand, index_node)

    def _indexed(self, node: Any, operand: Value, index_node: Any) -> Value:
        of = self.single(operand)
        under = self.under(of)
        index = self.value(index_node)
        if isinstance(under, Map):
            self.assign(under.key, index, "map index")
            return Value((under.value,), settable=True, either=True)
        if isinstance(under, Pointer):
            under = self.under(under.elem)
            if not isinstance(under, Array):
                raise self.wrong(node, f"invalid operation: cannot index {self.shown(operand)}")
            operand = operand._replace(addressable=True)
        match under:
            case Slice():
                self.check_index(index, None)
                return Value((under.elem,), settable=True, addressable=True)
            case Array():
                self.check_index(index, self._length(under), exactly=True)
                return Value((under.elem,), settable=operand.addressable, addressable=operand.addressable)
        if (operand.untyped or self.basic(of)) == "string":
            known = operand.exact if operand.is_constant else None
            self.check_index(index, len(known) if isinstance(known, bytes) else None)
            # A byte of a constant string is no constant.
            return Value((BYTE,))
        raise self.wrong(node, f"invalid operation: cannot index {self.shown(operand)}")

    def _length(self, array: Array) -> int | None:
        length = self.facts.length(array.length)
        return int(length) if length.isdecimal() else None

    def _slice_expression(self, node: Any) -> Value:
        operand = self.value(node.child_by_field_name("operand"))
        of = self.single(operand)
        nodes = [child for child in node.named_children[1:] if child.type != "comment"]
        bounds = self.values(nodes)
        under = self.under(of)
        textual = (operand.untyped or self.basic(of)) == "string"
        if isinstance(under, Pointer) and isinstance(self.facts.under(under.elem), Array):
            under, operand = self.under(under.elem), operand._replace(addressable=True)
        length: int | None = None
        if textual:
            if len(bounds) == 3 or node.child_by_field_name("capacity") is not None:
                raise self.wrong(node, f"invalid operation: 3-index slice of string {self.code(operand)}")
            known = operand.exact if operand.is_constant else None
            length = len(known) if isinstance(known, bytes) else None
            made: Type = STRING if operand.untyped else of
        elif isinstance(under, Array):
            if not operand.addressable:
                raise self.wrong(node, f"invalid operation: {self.shown(operand)} (slice of unaddressable value)")
            length, made = self._length(under), Slice(under.elem, NOWHERE)
        elif isinstance(under, Slice):
            made = of
        else:
            raise self.wrong(node, f"cannot slice {self.shown(operand)}")
        for bound in bounds:
            self.check_index(bound, None if length is None else length + 1, exactly=isinstance(under, Array))
        numbers = [bound.number for bound in bounds if bound.is_constant and bound.number is not None]
        if numbers != sorted(numbers):
            raise self.wrong(node, f"invalid slice indices: {numbers[-1]} < {numbers[0]}")
        return Value((made,), fresh=True)

    def _type_assertion_expression(self, node: Any) -> Value:
        operand = self.value(node.child_by_field_name("operand"))
        target = self.scope.type_of(node.child_by_field_name("type"))
        self.asserted(self.single(operand), target, node)
        return Value((target,), either=True, fresh=True)

    def asserted(self, of: Type, target: Type, node: Any = None) -> None:
        """Raise unless a value of interface type `of` may hold a `target`."""
        if not isinstance(self.under(of), Interface):
            raise self.wrong(node, f"invalid operation: {self.type_name(of)} is not an interface")
        under = self.facts.under(target)
        if under is None:
            raise Unsure("it asserts a type that nothing is known of")
        if isinstance(under, Interface):
            if self.scope.contradicts(of, target):
                raise Unsure("it asserts an interface that nothing can satisfy")
            return
        missing = self.scope.missing_method(target, of)
        if missing:
            raise self.wrong(node, f"impossible type assertion: {self.type_name(target)} {missing}")
        if missing is None:
            raise Unsure("it asserts a type that is no such interface")

    # --- calls -------------------------------------------------------------------------------------------------------

    def _call_expression(self, node: Any) -> Value:
        function = node.child_by_field_name("function")
        given = node.child_by_field_name("arguments")
        arguments = [child for child in given.named_children if child.type != "comment"]
        while function.type == "parenthesized_expression" and function.named_children[0].type == "identifier":
            function = function.named_children[0]
        name = function.text.decode()
        if name == NEW and self.scope.declared(name) is None:
            name = "new"
        if function.type == "identifier" and self.scope.is_builtin(name) and self.scope.declared(name) is None:
            return self.call_builtin(node, name, arguments)
        explicit = node.child_by_field_name("type_arguments")
        types = [child for child in explicit.named_children if child.type != "comment"] if explicit is not None else []
        generic = self._generic(function)
        if generic is not None:
            return self._generic_call(node, generic, types, arguments)
        if types:
            raise Unsure("it calls a generic function with types")
        if function.type in ("index_expression", "type_instantiation_expression"):
            return self._call_of_instance(node, function, arguments)
        return self._called(node, function, self.value(function), arguments)

    def _call_of_instance(self, node: Any, function: Any, arguments: list[Any]) -> Value:
        base, types = _instance_parts(function)
        generic = self._generic(base)
        if generic is not None:
            return self._generic_call(node, generic, types, arguments)
        return self._called(node, function, self.value(function), arguments)

    def _called(self, node: Any, function: Any, called: Value, arguments: list[Any]) -> Value:
        if called.is_type:
            return self._conversion(node, called.types[0], arguments)
        name = function.text.decode()
        under = self.under(self.single(called)) if not called.untyped else None
        if not isinstance(under, Func):
            self.single(called)
            raise self.wrong(node, f"invalid operation: cannot call {self.shown(called)}: it is not a function")
        self.has_call = True
        values = self._arguments(node, under.params, arguments)
        try:
            check_call(self, name, values, arguments, self._logger(function))
            if len(values) == len(arguments):
                check_format(self, function, under.params, arguments, values)
        except Wrong:
            raise
        except Unsure as why:
            self.doubt(str(why))
        return Value(tuple(result.type for result in under.results), fresh=True)

    def _logger(self, function: Any) -> bool:
        """Whether a call is of slog or of one of its loggers."""
        name = function.text.decode()
        if name.startswith("slog."):
            return True
        if function.type != "selector_expression" or name.rpartition(".")[2] not in KEYED:
            return False
        operand = function.child_by_field_name("operand")
        if operand.type == "identifier" and self.scope.is_qualifier(operand.text.decode()):
            return False
        return self.facts.canon(self.single(self.value(operand))).lstrip("*") == "log/slog.Logger"

    def _arguments(self, node: Any, params: tuple[Param, ...], arguments: list[Any]) -> list[Value]:
        spread_last = bool(arguments) and arguments[-1].type == "variadic_argument"
        nodes = [node.named_children[0] if node.type == "variadic_argument" else node for node in arguments]
        values = self.values(nodes)
        variadic = bool(params) and params[-1].variadic
        if len(values) == 1 and len(values[0].types) != 1 and not values[0].untyped and not values[0].is_type:
            if (variadic or spread_last) and len(values[0].types) > 1:
                raise Unsure("it passes several results on")
            values = self.spread(values, len(params), node, "parameters")
        fixed = len(params) - 1 if variadic else len(params)
        if len(values) < fixed or (len(values) > fixed and not variadic):
            few = "not enough" if len(values) < fixed else "too many"
            raise self.wrong(node, f"{few} arguments in call to {self._function_name(node)}")
        for argument in arguments[:-1] if spread_last else arguments:
            if argument.type == "variadic_argument":
                raise self.wrong(argument, "can only use ... with the final argument")
        if spread_last:
            if not variadic or len(values) != len(params):
                raise self.wrong(node, f"cannot use ... in call to {self._function_name(node)}")
            self.assign(Slice(params[-1].type, NOWHERE), values[-1], "argument")
            values_in_turn = values[:-1]
        else:
            values_in_turn = values
        doubt: Unsure | None = None
        for position, value in enumerate(values_in_turn):
            try:
                self.assign(params[min(position, len(params) - 1)].type, value, "argument")
            except Unsure as why:
                doubt = self.postpone(why, doubt)
        if doubt is not None:
            raise doubt
        return values

    @staticmethod
    def _function_name(node: Any) -> str:
        function = node.child_by_field_name("function")
        return function.text.decode().split("\n")[0] if function is not None else "the function"

    # --- generic functions -------------------------------------------------------------------------------------------

    def _generic(self, function: Any) -> FuncDecl | None:
        """The declaration of a generic function; None for what is none."""
        kind = function.type
        if kind in ("identifier", "type_identifier"):
            name = function.text.decode()
            return None if self.scope.local(name, False) is not None else self.scope.generic("", name)
        if kind in ("selector_expression", "qualified_type"):
            operand, field = function.named_children[0], function.named_children[-1]
            qualifier = operand.text.decode()
            if operand.type in ("identifier", "package_identifier") and self.scope.is_qualifier(qualifier):
                return self.scope.generic(qualifier, field.text.decode())
        return None

    def _generic_call(self, node: Any, decl: FuncDecl, types: list[Any], arguments: list[Any]) -> Value:
        self.has_call = True
        if any(argument.type == "variadic_argument" for argument in arguments):
            raise Unsure("it calls a generic function with a spread slice")
        values = self.values(arguments)
        return Value(instance(self, node, decl, values, self._type_arguments(types)), fresh=True)

    def _instantiated(self, node: Any, decl: FuncDecl, types: list[Any]) -> Value:
        """A generic function with its type arguments, as a value."""
        given = self._type_arguments(types)
        if len(given) != len(decl.type_params):
            raise Unsure("it names a generic function without all its types")
        return Value(instance(self, node, decl, None, given), fresh=True)

    def _type_arguments(self, nodes: list[Any]) -> tuple[Type, ...]:
        return tuple(self.scope.type_of(node) for node in nodes)

    def _type_instantiation_expression(self, node: Any) -> Value:
        base, types = _instance_parts(node)
        generic = self._generic(base)
        if generic is not None:
            return self._instantiated(node, generic, types)
        return Value((self.scope.type_of(node),), is_type=True)

    # --- conversions -------------------------------------------------------------------------------------------------

    def _type_conversion_expression(self, node: Any) -> Value:
        of, operand = node.child_by_field_name("type"), node.child_by_field_name("operand")
        if of.type == "generic_type":
            # `m[k](x)` and `F[int](x)` look like conversions to the parser.
            base, types = _instance_parts(of)
            generic = self._generic(base)
            if generic is not None:
                return self._generic_call(node, generic, types, [operand])
            found = self.value(base)
            if not found.is_type:
                if len(types) != 1:
                    raise self.wrong(node, f"invalid operation: cannot index {self.shown(found)}")
                called = self._indexed(of, found, types[0])._replace(node=of)
                return self._called(node, of, called, [operand])
        return self._conversion(node, self.scope.type_of(of), [operand])

    def _conversion(self, node: Any, t: Type, arguments: list[Any]) -> Value:
        if len(arguments) != 1 or arguments[0].type == "variadic_argument":
            few = "missing argument" if not arguments else "too many arguments"
            raise self.wrong(node, f"{few} in conversion to {self.type_name(t)}")
        return self.convert(node, t, self.value(arguments[0]))

    def convert(self, node: Any, t: Type, value: Value) -> Value:
        """A value converted to a type ("Conversions")."""
        cannot = self.wrong(value.node, f"cannot convert {self.shown(value)} to type {self.type_name(t)}")
        if value.untyped == "nil":
            return self.converted(value, t, "conversion")._replace(fresh=True)
        source = self.copied(value)
        self.under(t)
        self.under(source)
        basic, own = self.basic(t), value.untyped or self.basic(source)
        if value.is_constant and basic:
            if basic == "string" and own in ("int", "rune") and value.untyped:
                number = value.number
                text = None if number is None else text_of_rune(number)
                if own == "int":
                    raise self.wrong(node, f"conversion from untyped int to {self.type_name(t)} (vet stringintconv)")
                return Value((t,), is_constant=True, exact=text, node=node)
            if basic == "string" and self.is_whole(source):
                if own not in ("byte", "uint8", "rune", "int32"):
                    raise self.wrong(node, f"conversion from {own} to {self.type_name(t)} (vet stringintconv)")
                number = value.number
                return Value((t,), is_constant=True, exact=None if number is None else text_of_rune(number))
            textual, logical = (basic == "string") == (own == "string"), (basic == "bool") == (own == "bool")
            if not textual or not logical:
                raise cannot
            number = self.represented(value, t, basic, "")  # type: ignore[assignment]  # exact, of any sort
            return Value((t,), is_constant=True, exact=number, node=node)
        if value.untyped and basic:
            return self.converted(value, t, "conversion")
        if value.untyped:
            value = self.defaulted(value, "conversion")
        return self._converted_value(node, t, value, cannot)

    def _converted_value(self, node: Any, t: Type, value: Value, cannot: Unsure) -> Value:
        source = value.types[0]
        to, of = self.under(t), self.under(source)
        made = Value((t,), fresh=value.fresh)
        if isinstance(to, Interface):
            missing = self.scope.missing_method(source, t)
            if missing is None:
                raise Unsure("it gives a value to an interface that it may not satisfy")
            if missing:
                raise self.wrong(value.node, f"{cannot}: {self.type_name(source)} {missing}")
            return made
        one, two = self.basic(t), self.basic(source)
        if one and two:
            if one == two or (self.is_number(t) and self.is_number(source)):
                if one.startswith("complex") != two.startswith("complex"):
                    raise cannot
                return made
            if one == "string" and self.is_whole(source):
                if two in ("byte", "uint8", "rune", "int32"):
                    return made
                raise self.wrong(node, f"conversion from {two} to {self.type_name(t)} (vet stringintconv)")
            raise cannot
        if (one == "string" and self._is_text(of)) or (two == "string" and self._is_text(to)):
            return made
        if self.identical(without_tags(to), without_tags(of)):
            return made
        if isinstance(to, Pointer) and isinstance(of, Pointer):
            if self.is_named(t) and self.is_named(source):
                raise cannot
            ours, theirs = self.under(to.elem), self.under(of.elem)
            if self.identical(without_tags(ours), without_tags(theirs)):
                return made
            raise cannot
        if isinstance(of, Slice):
            array = self.facts.under(to.elem) if isinstance(to, Pointer) else to
            since = "1.17" if isinstance(to, Pointer) else "1.20"
            if isinstance(array, Array) and self.identical(array.elem, of.elem):
                if self.scope.since(since):
                    return made
                raise self.wrong(node, f"{cannot}: that came with Go {since}")
        self.assign(t, value, "conversion")
        return made

    def _is_text(self, under: Type) -> bool:
        return isinstance(under, Slice) and self.basic(under.elem) in ("byte", "uint8", "rune", "int32")


def _instance_parts(node: Any) -> tuple[Any, list[Any]]:
    """What a node gives type arguments to, and these."""
    children = [child for child in node.named_children if child.type != "comment"]
    base, rest = children[0], children[1:]
    if len(rest) == 1 and rest[0].type == "type_arguments":
        rest = [child for child in rest[0].named_children if child.type != "comment"]
    return base, [_type_node(child) for child in rest]


def _type_node(node: Any) -> Any:
    return node.named_children[0] if node.type == "type_elem" and len(node.named_children) == 1 else node
