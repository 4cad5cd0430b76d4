"""The variables of a package: which keep their values, and which are sentinel errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from scaffold.diagnostics import Report
from scaffold.golang.ast import Array, FuncDecl, Map, Name, Pointer, Slice, Struct, Type, ValueDecl, ValueSpec
from scaffold.golang.expressions import expression
from scaffold.golang.identifiers import is_exported
from scaffold.golang.loose import bare
from scaffold.golang.parse import expression_names, parse_type
from scaffold.golang.parse_tokens import unquote
from scaffold.golang.printing import names_in
from scaffold.gosource.declared import Declared
from scaffold.gosource.names import Names
from scaffold.source import Text

_NEW_ERROR = re.compile(r'\s*(\w+)\.(New|Errorf)\(\s*("(?:[^"\\\n]|\\.)*"|`[^`]*`)\s*,?\s*\)\s*')
_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")
_MEMBER = re.compile(r"(?<=\.)[^\W\d]\w*")


class Sentinel(NamedTuple):
    """``var name = errors.New(message)``."""

    name: str
    message: str
    doc: str


class Variable(NamedTuple):
    """A variable: the declaration and the line that it stands in, and its own value, if it has one."""

    decl: ValueDecl
    spec: ValueSpec
    value: Text | None


class Values:
    """Settles the variables of a package.

    `hidden` are the fields of structs that may go; `whole` the structs that keep theirs, for a value sets them.
    `shared` are unexported names that are taken because a value needs them. `why_no_body` says why a function's body
    is not taken: what would panic cannot be called by a value.
    """

    def __init__(
        self,
        declared: Declared,
        names: Names,
        hidden: Mapping[str, set[str]],
        why_no_body: Callable[[FuncDecl], str],
    ) -> None:
        self._declared = declared
        self._names = names
        self._hidden = hidden
        self._why_no_body = why_no_body
        self.whole: set[str] = set()
        self.shared: set[str] = set()
        self.sentinels: list[Sentinel] = []
        self.sentinel_names: set[str] = set()
        self._variables: dict[str, Variable] = {}
        for name, decl in declared.values.items():
            if decl.keyword == "var":
                self._variables[name] = self._variable(decl, name)

    def _variable(self, decl: ValueDecl, name: str) -> Variable:
        for spec in decl.specs:
            for at, (ident, _) in enumerate(spec.names):
                if ident == name:
                    values = spec.values
                    return Variable(decl, spec, values[at if len(values) == len(spec.names) else 0] if values else None)
        raise KeyError(name)

    def settle(self, wanted: list[str]) -> None:
        """Find the sentinels, and drop the variables of `wanted` that cannot keep their values (`Names.dropped`)."""
        reached = self._reach(name for name in wanted if name in self._variables)
        problems: list[str] = []
        for name in reached:
            if name in self._variables and name not in self._names.dropped:
                self._find_sentinel(name)
                problem = self._problem(name)
                if problem:
                    self._names.dropped[name] = problem
                    problems.append(name)
        self._cascade(reached, problems)

    def _reach(self, roots: Iterator[str]) -> list[str]:
        """The variables, and what else of the package their values lead to; what they need is shared from now on."""
        ahead = list(roots)
        found = dict.fromkeys(ahead)
        while ahead:
            name = ahead.pop()
            for other in self.needs(name):
                if other not in found:
                    found[other] = None
                    ahead.append(other)
        self.shared |= {name for name in found if not is_exported(name)}
        for name in found:
            variable = self._variables.get(name)
            if variable is not None and variable.value is not None:
                self._keep_fields(variable.value)
        return list(found)

    def needs(self, name: str) -> set[str]:
        """The names of the package that a variable, or the body of a function that a value calls, needs itself."""
        if name in self._variables:
            variable = self._variables[name]
            used: set[str] = set()
            if variable.spec.type is not None:
                used |= {each.name for each in names_in(variable.spec.type) if not each.qualifier}
            if variable.value is not None:
                used |= {each.qualifier or each.name for each in _names_of(variable.value)}
            return {each for each in used if each in self._declared}
        func = self._declared.funcs.get(name)
        if func is None or is_exported(name):
            return set()
        return {word for word in _WORD.findall(bare(func.body.value)) if word in self._declared}

    def _cascade(self, reached: list[str], problems: list[str]) -> None:
        users: dict[str, list[str]] = {}
        for name in reached:
            if name in self._variables:
                for other in self.needs(name):
                    users.setdefault(other, []).append(name)
        while problems:
            gone = problems.pop()
            for user in users.get(gone, ()):
                if user not in self._names.dropped:
                    self._names.dropped[user] = f"its value needs {gone}, which is left out"
                    problems.append(user)

    # --- sentinels ---------------------------------------------------------------------------------------------------

    def _find_sentinel(self, name: str) -> None:
        """Note ``errors.New("…")`` and ``fmt.Errorf("…")`` of the standard library, of an exported variable."""
        decl, spec, value = self._variables[name]
        match = _NEW_ERROR.fullmatch(value.value) if value is not None else None
        is_error = spec.type is None or (isinstance(spec.type, Name) and spec.type.name == "error")
        if match is None or not is_error or not is_exported(name):
            return
        path = self._names.imports_of(decl).paths.get(match[1])
        message = unquote(match[3], 0, len(match[3]))[0]
        if (path, match[2]) != ("errors", "New") and ((path, match[2]) != ("fmt", "Errorf") or "%" in message):
            return
        # An empty message would be derived from the name.
        if message:
            doc = spec.doc.value or ("" if decl.grouped else decl.doc.value)
            self.sentinels.append(Sentinel(name, message, doc))
            self.sentinel_names.add(name)

    # --- problems ----------------------------------------------------------------------------------------------------

    def _problem(self, name: str) -> str:
        """Why a variable cannot stand in a plan with its value; empty where it can."""
        decl, spec, value = self._variables[name]
        if spec.type is not None:
            problem = self._names.why_not(spec.type)
            if problem:
                return problem
        if value is None or name in self.sentinel_names:
            return ""
        tree = expression(value.value)
        if tree is None:
            return "its value cannot be read"
        imports = self._names.imports_of(decl)
        for used in _names_of(value):
            own = used.qualifier or used.name
            if own in self._names.dropped:
                return f"its value needs {own}, which is left out"
            if own not in self._declared and own in imports.paths and self._names.is_closed(imports.paths[own]):
                return f"its value needs the internal package {imports.paths[own]}"
        private = set(_MEMBER.findall(bare(value.value))) & self._declared.private_methods
        if private:
            return f"its value needs {min(private)}, which is not exported"
        return self._stub_called(tree, imports.paths)

    def _stub_called(self, tree: Any, imports: Mapping[str, str]) -> str:
        """A function without its body that would run when the value is made."""
        ahead = list(_called(tree, imports, deep=False))
        seen: set[str] = set()
        while ahead:
            name = ahead.pop()
            if name in seen:
                continue
            seen.add(name)
            for func in self._functions(name):
                why = self._why_no_body(func)
                if why:
                    return f"its value calls {name.lstrip('.')}, whose body is left out: {why}"
                body = expression(f"func() {func.body.value}")
                ahead += _called(body, self._names.imports_of(func).paths, deep=True) if body is not None else ()
        return ""

    def _functions(self, name: str) -> list[FuncDecl]:
        """The functions that a called name may mean; a method begins with a dot."""
        if name.startswith("."):
            return [m for methods in self._declared.methods.values() for m in methods if m.name == name[1:]]
        return [self._declared.funcs[name]] if name in self._declared.funcs else []

    # --- structs that values fill ------------------------------------------------------------------------------------

    def _keep_fields(self, value: Text) -> None:
        """Keep all fields of the structs of which a value sets those that may go."""
        if not self._hidden or "{" not in value.value:
            return
        tree = expression(value.value)
        ahead: list[tuple[Any, Type | None]] = [(tree, None)] if tree is not None else []
        while ahead:
            node, t = ahead.pop()
            if node.type == "composite_literal":
                head = node.child_by_field_name("type").text.decode().replace("[...]", "[]")
                literal = parse_type(Text(value.source, head, ((0, value.origin(0)),)), Report())
                ahead.append((node.child_by_field_name("body"), literal))
            elif node.type == "literal_value":
                ahead += self._elements(node, t)
            else:
                ahead += [(child, None) for child in node.named_children]

    def _elements(self, node: Any, t: Type | None) -> list[tuple[Any, Type | None]]:
        """The elements of a literal of type `t`, with the types that they take from it."""
        owner = t.elem if isinstance(t, Pointer) else t
        name = owner.name if isinstance(owner, Name) and not owner.qualifier else ""
        shape: Type | None = self._declared.types[name].type if name in self._declared.types else owner
        found: list[tuple[Any, Type | None]] = []
        for element in node.named_children:
            parts = (
                [part.named_children[0] for part in element.named_children] if element.type == "keyed_element" else []
            )
            inner = parts[-1] if parts else element.named_children[0] if element.named_children else element
            elem: Type | None = None
            if isinstance(shape, Struct):
                key = parts[0].text.decode() if parts else ""
                if name in self._hidden and (not key or key in self._hidden[name]):
                    self.whole.add(name)
                elem = next((field.type for field in shape.fields if field.name == key), None)
            elif isinstance(shape, Slice | Array):
                elem = shape.elem
            elif isinstance(shape, Map):
                elem = shape.value
            found.append((inner, elem))
        return found


def _names_of(value: Text) -> Iterator[Name]:
    """The names in a value, those in function literals included."""
    yield from expression_names(value)


def _called(tree: Any, imports: Mapping[str, str], *, deep: bool) -> Iterator[str]:
    """What runs when an expression is evaluated: the functions it calls, or hands to a call; methods with a dot.

    `deep`: the tree is a function that is called, so that what it holds runs as well.
    """
    ahead: list[tuple[Any, bool]] = [(tree, deep)]
    while ahead:
        node, in_call = ahead.pop()
        if node.type == "func_literal" and not in_call:
            continue
        if node.type == "call_expression":
            callee = node.child_by_field_name("function")
            if callee.type == "selector_expression" and _root(callee) not in imports:
                yield f".{callee.child_by_field_name('field').text.decode()}"
            ahead += [(child, True) for child in node.named_children]
            continue
        if in_call and node.type == "identifier":
            yield node.text.decode()
        ahead += [(child, in_call) for child in node.named_children]


def _root(node: Any) -> str:
    """The name at the beginning of a chain of selectors and calls."""
    while node.type in ("selector_expression", "call_expression", "index_expression", "parenthesized_expression"):
        node = node.named_children[0]
    return str(node.text.decode()) if node.type == "identifier" else ""
