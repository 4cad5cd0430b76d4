"""Conditions, switches and loops of the plan's own code: what they declare, and where they end a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scaffold.check.code_locals import Unsure
from scaffold.check.code_scope import CodeScope
from scaffold.check.code_value import BOOL, INT, RUNE, Value
from scaffold.golang.ast import Array, Chan, Interface, Map, Name, Pointer, Slice, Type

if TYPE_CHECKING:
    from scaffold.check.code_types import Expressions
    from scaffold.check.facts import Facts


class Flow:
    """Statements that hold other statements.

    `targets` has an entry for each loop and switch around: whether a ``break`` leaves it; a loop's entry has a second
    value, so that ``continue`` knows one from a switch.
    """

    if TYPE_CHECKING:
        scope: CodeScope
        facts: Facts
        expressions: Expressions
        targets: list[list[bool]]

    def statement(self, node: Any) -> bool:
        """One statement; whether it ends the function."""
        raise NotImplementedError

    def block(self, node: Any) -> bool:
        """A block; whether it ends the function."""
        raise NotImplementedError

    def sequence(self, nodes: list[Any]) -> bool:
        """Statements; whether they end the function."""
        raise NotImplementedError

    # --- conditions --------------------------------------------------------------------------------------------------

    def _if_statement(self, node: Any) -> bool:
        self.scope.enter()
        first = node.child_by_field_name("initializer")
        if first is not None:
            self.statement(first)
        self._condition(node.child_by_field_name("condition"))
        ends = self.block(node.child_by_field_name("consequence"))
        other = node.child_by_field_name("alternative")
        other_ends = self.statement(other) if other is not None else False
        self.scope.leave()
        return ends and other_ends

    def _condition(self, node: Any) -> None:
        if self.expressions.basic(self.expressions.single(self.expressions.value(node))) != "bool":
            raise Unsure("it has a condition that is no bool")

    # --- switches ----------------------------------------------------------------------------------------------------

    def _expression_switch_statement(self, node: Any) -> bool:
        self.scope.enter()
        first = node.child_by_field_name("initializer")
        if first is not None:
            self.statement(first)
        subject = node.child_by_field_name("value")
        if subject is not None and subject.type in ("true", "false"):
            raise Unsure("it switches over a constant")
        value = self.expressions.value(subject) if subject is not None else Value((BOOL,))
        if value.untyped or value.is_constant:
            raise Unsure("it switches over a constant")
        seen: set[object] = set()
        self.targets.append([False])
        ends, default = True, False
        cases = [case for case in node.named_children if case.type in ("expression_case", "default_case")]
        for at, case in enumerate(cases):
            default = self._default(case, default)
            options = case.child_by_field_name("value") if case.type == "expression_case" else None
            for option in options.named_children if options is not None else ():
                if option.type != "comment":
                    self._option(option, value, subject is not None, seen)
            ends = self._case(case, options, last=at + 1 == len(cases)) and ends
        self.scope.leave()
        return ends and default and not self.targets.pop()[0]

    def _default(self, case: Any, before: bool) -> bool:
        if case.type == "default_case" and before:
            raise Unsure("it has two default cases")
        return before or case.type == "default_case"

    def _option(self, node: Any, subject: Value, compared: bool, seen: set[object]) -> None:
        found = self.expressions.value(node)
        key: object = ("number", found.number) if found.number is not None else b"".join(node.text.split())
        if key in seen:
            raise Unsure("it has one case twice")
        seen.add(key)
        if compared:
            self.expressions.comparable(subject, found, "==", node)
        else:
            self.expressions.assign(BOOL, found)

    def _case(self, case: Any, head: Any, *, last: bool) -> bool:
        """The statements of one case; whether they end the function, or hand over to the next case."""
        self.scope.enter()
        nodes = [node for node in statements(case) if head is None or node.id != head.id]
        hands_over = bool(nodes) and nodes[-1].type == "fallthrough_statement"
        if hands_over and last:
            raise Unsure("it falls through at the end")
        ends = self.sequence(nodes[:-1] if hands_over else nodes)
        self.scope.leave()
        return ends or hands_over

    def _type_switch_statement(self, node: Any) -> bool:
        self.scope.enter()
        first = node.child_by_field_name("initializer")
        if first is not None:
            self.statement(first)
        of = self.expressions.single(self.expressions.value(node.child_by_field_name("value")))
        if not isinstance(self.facts.under(of), Interface):
            raise Unsure("it switches over the type of what is no interface")
        alias = node.child_by_field_name("alias")
        name = alias.named_children[0].text.decode() if alias is not None else ""
        self.targets.append([False])
        seen: set[str] = set()
        ends, default, used = True, False, not name
        for case in node.named_children:
            if case.type not in ("type_case", "default_case"):
                continue
            default = self._default(case, default)
            types = [child for child in case.children_by_field_name("type") if child.is_named]
            own = self._types_of(types, of, seen)
            self.scope.enter()
            if name:
                self.scope.declare(name, own)
            here = {child.id for child in types}
            ends = self.sequence([child for child in statements(case) if child.id not in here]) and ends
            used = self.scope.leave(name) or used
        self.scope.leave()
        if not used:
            raise Unsure(f"it declares {name} and does not use it")
        return ends and default and not self.targets.pop()[0]

    def _types_of(self, nodes: list[Any], of: Type, seen: set[str]) -> Type:
        """The type that the switch's variable has in a case: the case's, if it is one type."""
        found = []
        for node in nodes:
            if node.text == b"nil":
                found.append(of)
                key = "nil"
            else:
                t = self.scope.type_of(node)
                self.expressions.asserted(of, t)
                found.append(t)
                key = self.facts.canon(t)
            if key in seen:
                raise Unsure("it has one type twice")
            seen.add(key)
        return found[0] if len(found) == 1 else of

    # --- loops -------------------------------------------------------------------------------------------------------

    def _for_statement(self, node: Any) -> bool:
        self.scope.enter()
        self.targets.append([False, True])
        head = next((child for child in node.named_children if child.type not in ("block", "comment")), None)
        endless = False
        if head is None:
            endless = True
        elif head.type == "range_clause":
            self._range(head)
        elif head.type == "for_clause":
            endless = self._clause(head)
        else:
            self._condition(head)
        self.block(node.child_by_field_name("body"))
        update = head.child_by_field_name("update") if head is not None and head.type == "for_clause" else None
        if update is not None:
            self.statement(update)
        self.scope.leave()
        return not self.targets.pop()[0] and endless

    def _clause(self, head: Any) -> bool:
        """``for init; condition; update``; whether it never ends by itself."""
        first, condition = head.child_by_field_name("initializer"), head.child_by_field_name("condition")
        if first is not None:
            self.statement(first)
        if condition is not None:
            self._condition(condition)
        return condition is None

    def _range(self, head: Any) -> None:
        left = head.child_by_field_name("left")
        names = [child for child in left.named_children if child.type != "comment"] if left is not None else []
        types = self._elements_of(self.expressions.value(head.child_by_field_name("right")))
        if len(names) > len(types):
            raise Unsure("it ranges over fewer values than it names")
        if not names:
            return
        if ":=" not in [child.type for child in head.children]:
            raise Unsure("it ranges into variables")
        if any(name.type != "identifier" for name in names):
            raise Unsure("it ranges into what is no name")
        for name, t in zip(names, types, strict=False):
            if name.text != b"_":
                self.expressions.copied(Value((t,)))
            self.scope.declare(name.text.decode(), t)

    def _elements_of(self, value: Value) -> list[Type]:
        """What a loop over a value gives in each round."""
        if value.untyped:
            if value.untyped == "int" and self.scope.since("1.22"):
                return [INT]
            raise Unsure("it ranges over a constant")
        of = self.expressions.single(value)
        under = self.facts.under(of)
        if isinstance(under, Pointer):
            under = self.facts.under(under.elem)
            if not isinstance(under, Array):
                raise Unsure("it ranges over a pointer")
        match under:
            case Slice() | Array():
                return [INT, under.elem]
            case Map():
                return [under.key, under.value]
            case Chan() if under.direction != "send":
                return [under.elem]
            case Name() if self.expressions.basic(of) == "string":
                return [INT, RUNE]
            case Name() if self.expressions.is_whole(of) and self.scope.since("1.22"):
                return [of]
        raise Unsure("it ranges over what nothing is known of")

    # --- jumps -------------------------------------------------------------------------------------------------------

    def _break_statement(self, node: Any) -> bool:
        if node.named_children or not self.targets:
            raise Unsure("it has a label")
        self.targets[-1][0] = True
        return True

    def _continue_statement(self, node: Any) -> bool:
        if node.named_children or not any(len(target) > 1 for target in self.targets):
            raise Unsure("it has a label")
        return True


def statements(node: Any) -> list[Any]:
    """The statements in a block or case."""
    found = []
    for child in node.named_children:
        if child.type == "statement_list":
            found += statements(child)
        elif child.type not in ("comment", "empty_statement"):
            found.append(child)
    return found
