"""Skeletons: an implementation of an interface to fill in, and its test. They are the user's from the first day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scaffold.golang import layout
from scaffold.golang.ast import Method, Name, Type
from scaffold.golang.doccomment import comment_lines
from scaffold.golang.doclinks import qualify_links
from scaffold.golang.identifiers import PREDECLARED
from scaffold.golang.imports import Imports
from scaffold.golang.printing import string_text, type_params_text, type_text
from scaffold.kinds.base import Context
from scaffold.kinds.forms import yielded_types, zero_literal
from scaffold.kinds.renames import skeleton_renames
from scaffold.kinds.signatures import (
    Scope,
    Typed,
    assertion,
    first_unused,
    list_text,
    results_text,
    return_text,
    scope_of,
    type_args_text,
    type_param_names,
    typed,
    unused,
)
from scaffold.naming import Skeleton, constructor
from scaffold.render import render
from scaffold.tree import OutFile, Owner


class MethodView(NamedTuple):
    """A method to fill in. `todo` where no error can say that it is not implemented; `zeros` declare results."""

    name: str
    doc: list[str]
    signature: str
    todo: bool
    zeros: list[str]
    answer: str


class FileView(NamedTuple):
    """The implementation's file. `params` are the type parameters behind the type's name, `new_params` behind New."""

    ignores: list[str]
    package: str
    interface: str
    imports: list[str]
    name: str
    new: str
    params: str
    new_params: str
    args: str
    assertion: list[str]
    embeds: list[str]
    receiver: str
    methods: list[MethodView]


class TestView(NamedTuple):
    """The test's file. `methods` are string literals."""

    package: str
    imports: list[str]
    testing: str
    name: str
    methods: list[str]


def files(context: Context) -> Iterator[OutFile]:
    """Two files for each implementation."""
    for skeleton in context.names.skeletons:
        yield _implementation(context, skeleton)
        yield _test(context, skeleton)


def _implementation(context: Context, skeleton: Skeleton) -> OutFile:
    decl = skeleton.type.decl
    methods = skeleton.methods.methods
    every_name = {p.name for method in methods for p in (*method.params, *method.results)}
    own = set(type_param_names(decl.type_params))
    # Parameters keep the plan's names; imports whose bodies stand beside them give way.
    imports = context.imports(
        skeleton.contract, skeleton.import_path, {decl.name, constructor(decl.name), *own, *every_name}
    )
    contract = imports.name(skeleton.contract.import_path)
    scope = scope_of(decl.type_params, imports.name_of)
    signatures = [typed(method, scope.name_of) for method in methods]
    own = set(type_param_names(scope.params))
    receiver = first_unused((_initial(decl.name), "impl", "self_"), every_name | own | PREDECLARED)
    args = type_args_text(scope.params)
    of_function = type_params_text(scope.params, scope.name_of, of_type=False)
    declared = context.contents(skeleton.contract).declared
    body = _Body(context, skeleton, scope, imports, receiver, contract, declared)
    view = FileView(
        ignores=context.ignores(imports, skeleton.import_path, [(skeleton.contract.import_path, decl.name)]),
        package=skeleton.package,
        interface=f"{skeleton.contract.name}.{decl.name}",
        name=decl.name,
        new=constructor(decl.name),
        params=type_params_text(scope.params, scope.name_of),
        new_params=of_function,
        args=args,
        assertion=assertion(decl.name, of_function, args, contract),
        embeds=[type_text(name, scope.name_of) for name in skeleton.methods.foreign],
        receiver=receiver,
        methods=[_method(body, method, texts) for method, texts in zip(methods, signatures, strict=True)],
        imports=imports.lines(),
    )
    return context.file(
        skeleton.file,
        render("skeleton/implementation.go.j2", view),
        Owner.YOURS,
        context.delivery.skeleton(skeleton),
        anchors=[
            (f"type {decl.name}", skeleton.span),
            *((f"func ({receiver} ", method.span) for method in methods),
        ],
        renames=skeleton_renames(context, skeleton),
    )


def _initial(name: str) -> str:
    first = name[:1].lower()
    return first if first.isascii() and first.isalpha() else "impl"


class _Body(NamedTuple):
    """What the methods of one skeleton share.

    `contract` is what the file calls the contract's package, which has `declared` these names.
    """

    context: Context
    skeleton: Skeleton
    scope: Scope
    imports: Imports
    receiver: str
    contract: str
    declared: frozenset[str]


def _method(body: _Body, method: Method, texts: Typed) -> MethodView:
    skeleton = body.skeleton
    own = set(type_param_names(body.scope.params))
    taken = own | {body.receiver}
    params = _names([p.name for p in method.params], taken)
    results = _names([r.name for r in method.results], taken | set(params))
    signature = list_text(method.params, params, texts.params) + results_text(method.results, results, texts.results)
    # Types are the plan's own: a type parameter that is called `error` is no error, whatever it is called here.
    stated = set(type_param_names(skeleton.type.decl.type_params))
    error_position = _error_position(method, stated)
    zeros: list[str] = []
    answers: list[str] = []
    used = {*params, *results, *taken}
    for position, (result, text) in enumerate(zip(method.results, texts.results, strict=True)):
        if position == error_position:
            message = string_text(f"{skeleton.package.lower()}: {method.name}: %w").replace("%%", "%")
            answers.append(
                f"{body.imports.name('fmt')}.Errorf({message}, {body.imports.name('errors')}.ErrUnsupported)"
            )
            continue
        literal = _known_answer(skeleton, method, stated) or _stub_result(body, result.type, text, stated)
        if not literal:
            literal = unused(f"zero{position}" if position else "zero", used)
            zeros.append(f"var {literal} {layout.shift(text, 1)}")
        answers.append(literal)
    return MethodView(
        name=method.name,
        doc=_doc(method, body),
        signature=signature,
        todo=error_position < 0 and not _known_answer(skeleton, method, stated),
        zeros=zeros,
        answer=return_text(answers) if answers else "",
    )


def _stub_result(body: _Body, t: Type, text: str, type_params: set[str]) -> str:
    """The result of a method that is not implemented: an empty sequence, else the zero value; empty: no literal."""
    yielded = yielded_types(body.context.checked, t)
    if yielded is not None:
        elements = ", ".join(layout.shift(type_text(element, body.scope.name_of), 1) for element in yielded)
        return f"func(func({elements}) bool) {{}}"
    return zero_literal(body.context.checked, t, layout.shift(text, 1), type_params)


def _names(names: list[str], taken: set[str]) -> list[str]:
    """The plan's names; where the body would miss what one of them hides, it gets an underscore."""
    given: list[str] = []
    for name in names:
        if name and name != "_" and (name in taken or name in PREDECLARED):
            given.append(unused(name, {*taken, *names, *given, *PREDECLARED}))
        else:
            given.append(name)
    return given


def _doc(method: Method, body: _Body) -> list[str]:
    if method.doc.value.strip():
        return comment_lines(qualify_links(method.doc.value, body.contract, body.declared))
    return []


def _error_position(method: Method, type_params: set[str]) -> int:
    """Which result carries the error: the last one that is an error; -1 for none."""
    for position in range(len(method.results) - 1, -1, -1):
        t = method.results[position].type
        if isinstance(t, Name) and not t.qualifier and t.name == "error" and "error" not in type_params:
            return position
    return -1


def _known_answer(skeleton: Skeleton, method: Method, type_params: set[str]) -> str:
    """What a plugin says of itself: ``Name() string`` and ``Version() string``."""
    if method.params or len(method.results) != 1:
        return ""
    t = method.results[0].type
    if not isinstance(t, Name) or t.qualifier or t.name != "string" or "string" in type_params:
        return ""
    return {"Name": string_text(skeleton.implementation), "Version": '"v0.0.0"'}.get(method.name, "")


def _test(context: Context, skeleton: Skeleton) -> OutFile:
    decl = skeleton.type.decl
    imports = context.imports(None, skeleton.import_path, {decl.name, constructor(decl.name), f"Test{decl.name}", "t"})
    testing = imports.name("testing")
    view = TestView(
        package=skeleton.package,
        testing=testing,
        name=decl.name,
        methods=[string_text(method.name) for method in skeleton.methods.methods],
        imports=imports.lines(),
    )
    return context.file(
        skeleton.test_file,
        render("skeleton/implementation_test.go.j2", view),
        Owner.YOURS,
        context.delivery.skeleton(skeleton),
        anchors=[("func Test", skeleton.span)],
        renames=skeleton_renames(context, skeleton),
    )
