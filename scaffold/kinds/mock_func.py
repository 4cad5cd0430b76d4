"""`func` mocks: a struct with a function field for each method, which records its calls."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from scaffold.checked import Checked
from scaffold.golang import layout, stdlib
from scaffold.golang.ast import Param
from scaffold.golang.identifiers import folder_name
from scaffold.golang.imports import Imports
from scaffold.golang.printing import string_text, type_params_text, type_text
from scaffold.kinds.base import Context
from scaffold.kinds.forms import form, zero_literal
from scaffold.kinds.renames import mock_renames
from scaffold.kinds.signatures import (
    Typed,
    as_written,
    assertion,
    call_arguments,
    first_unused,
    list_text,
    param_names,
    results_text,
    return_text,
    scope_of,
    type_args_text,
    type_param_names,
    typed,
    unused,
)
from scaffold.naming import Mock, MockMethod, MockPackage
from scaffold.render import render
from scaffold.tree import OutFile, Owner


class MethodView(NamedTuple):
    """One method of a mock.

    `function` and `stub` are local variables that hold the field's and `Stub`'s values once the lock is released.
    `zeros` declare results whose zero value has no literal; `zero_return` returns all of them. `calls_copy` is the
    expression that copies the recorded calls.
    """

    name: str
    field: str
    on: str
    calls: str
    record: str
    record_fields: list[str]
    signature: str
    func_type: str
    recorded: str
    arguments: str
    answers: bool
    function: str
    stub: str
    zeros: list[str]
    zero_return: str
    message: str
    calls_copy: str


class MockView(NamedTuple):
    """One mock. `args` are its type parameters as arguments, `params` as declared."""

    name: str
    doc: list[str]
    params: str
    args: str
    assertion: list[str]
    receiver: str
    stub: str
    reset: str
    fields: list[str]
    methods: list[MethodView]


class FileView(NamedTuple):
    """The one file of a mock package."""

    header: str
    ignores: list[str]
    package: str
    contract: str
    imports: list[str]
    mocks: list[MockView]


def files(context: Context) -> Iterator[OutFile]:
    """One file for each contract package that has interfaces to mock."""
    _report_missing(context)
    if "func" in context.mocks:
        for package in context.names.mocks:
            yield _file(context, package)


def _report_missing(context: Context) -> None:
    for word in context.checked.plan.generate.mocks or ():
        if word.value not in ("func", "none") and word.value in context.mocks:
            message = f"mocks of kind {word.value} are not made yet"
            context.report.warning("mocks-missing", message, word.span, hint="kinds that are made: func")


def _file(context: Context, package: MockPackage) -> OutFile:
    reserved = {mock.type.decl.name for mock in package.mocks}
    reserved |= {method.record for mock in package.mocks for method in mock.methods}
    reserved |= {param.name for mock in package.mocks for param in mock.type.decl.type_params}
    imports = context.imports(package.contract, package.import_path, reserved)
    # The contract and sync first, so that they keep their names; then all types, so that every import has its name
    # before parameters are named around them.
    contract = imports.name(package.contract.import_path)
    sync = imports.name("sync")
    heads = [_head(mock, imports) for mock in package.mocks]
    has_methods = any(mock.methods for mock in package.mocks)
    slices = imports.name("slices") if has_methods and not stdlib.too_new("1.21", context.checked.go) else ""
    names = _FileNames(package, contract, sync, slices, frozenset(imports.names))
    mocks = [_mock(context.checked, names, mock, head) for mock, head in zip(package.mocks, heads, strict=True)]
    interfaces = [(package.contract.import_path, mock.type.decl.name) for mock in package.mocks]
    ignores = context.ignores(imports, package.import_path, interfaces)
    view = FileView(context.header, ignores, package.name, package.contract.name, imports.lines(), mocks)
    return context.file(
        f"{package.path}/{folder_name(package.name)}.go",
        render("mock_func/file.go.j2", view),
        Owner.GENERATED,
        context.delivery.made_of(package.contract, (mock.type.file for mock in package.mocks)),
        anchors=[
            anchor
            for mock in package.mocks
            for anchor in [
                (f"type {mock.type.decl.name}", mock.type.decl.span),
                *(("func (", method.method.span) for method in mock.methods),
            ]
        ],
        renames=mock_renames(context.checked, package),
    )


class _FileNames(NamedTuple):
    """What names mean in the file: the imports of the contract, sync and slices, and all imports, which are `taken`.

    `slices` is empty where the plan's Go version lacks the package or nothing is copied.
    """

    package: MockPackage
    contract: str
    sync: str
    slices: str
    taken: frozenset[str]


class _Head(NamedTuple):
    """All texts of one mock that name types, printed before any parameter is named."""

    params: str
    of_function: str
    args: str
    own: frozenset[str]
    embeds: list[tuple[str, str]]
    signatures: list[Typed]


def _head(mock: Mock, imports: Imports) -> _Head:
    scope = scope_of(mock.type.decl.type_params, imports.name_of)
    return _Head(
        params=type_params_text(scope.params, scope.name_of),
        of_function=type_params_text(scope.params, scope.name_of, of_type=False),
        args=type_args_text(scope.params),
        own=frozenset(type_param_names(scope.params)),
        embeds=[(name.name, type_text(name, scope.name_of)) for name in mock.embeds],
        signatures=[typed(method.method, scope.name_of) for method in mock.methods],
    )


def _mock(checked: Checked, names: _FileNames, mock: Mock, head: _Head) -> MockView:
    name = mock.type.decl.name
    every_param = {param.name for method in mock.methods for param in method.method.params}
    taken = names.taken | head.own
    receiver = first_unused(("m", "mock", "recv"), every_param | taken)
    return MockView(
        name=name,
        doc=_doc(mock, names.package.contract.name),
        params=head.params,
        args=head.args,
        assertion=assertion(name, head.of_function, head.args, names.contract),
        receiver=receiver,
        stub=mock.stub,
        reset=mock.reset,
        fields=_fields(mock, head, names.sync),
        methods=[
            _method(checked, names, mock, head, method, signature, receiver, taken | {receiver})
            for method, signature in zip(mock.methods, head.signatures, strict=True)
        ],
    )


def _doc(mock: Mock, contract: str) -> list[str]:
    name = mock.type.decl.name
    lines = [f"// {name} is a mock of {contract}.{name}. The zero value is ready to use."]
    if mock.renamed:
        lines += ["//", "// Names that were taken have an underscore behind them:"]
        lines += [f"//   - {given} stands for {wish}" for wish, given in mock.renamed]
    return lines


def _fields(mock: Mock, head: _Head, sync: str) -> list[str]:
    """The lines of the mock's struct."""
    fields = [
        layout.Field(
            "", text, doc=(f"// {name} answers what is not mocked; set it before use.",), blank_before=position > 0
        )
        for position, (name, text) in enumerate(head.embeds)
    ]
    fields.append(
        layout.Field(
            mock.stub,
            "bool",
            doc=(f"// {mock.stub} makes methods whose field is nil return zero values instead of panicking.",),
            blank_before=bool(fields),
        )
    )
    for method, signature in zip(mock.methods, head.signatures, strict=True):
        fields.append(
            layout.Field(
                method.field,
                f"func{as_written(signature, 1)}",
                doc=(f"// {method.field} answers {method.method.name}; set it before use, or with {method.on}.",),
                blank_before=True,
            )
        )
    records = [layout.Field(method.method.name, f"[]{method.record}{head.args}") for method in mock.methods]
    fields.append(layout.Field("mu", f"{sync}.Mutex", blank_before=True))
    if records:
        fields.append(layout.Field("calls", layout.struct_type(records, 1)))
    return layout.field_block(fields)


def _method(
    checked: Checked,
    file: _FileNames,
    mock: Mock,
    head: _Head,
    method: MockMethod,
    signature: Typed,
    receiver: str,
    taken: frozenset[str],
) -> MethodView:
    decl = mock.type.decl
    params, results = method.method.params, method.method.results
    # Types are the plan's own: they name type parameters as the plan does, whatever the mock calls them.
    stated = frozenset(type_param_names(decl.type_params))
    names = param_names(params, taken | {method.record})
    used = {*names, *taken}
    function = first_unused(("fn", "answer"), used)
    stub = first_unused(("stub", "zero"), used | {function})
    zeros, zero_values = _zero_results(
        checked, method.method.results, signature.results, stated, used | {function, stub}
    )
    values = ", ".join(
        f"{part}: {_recorded_value(checked, file, param, name, stated)}"
        for part, param, name in zip(method.parts, params, names, strict=True)
    )
    record_fields = [
        layout.Field(part, layout.shift(f"[]{text}" if param.variadic else text, 1))
        for part, param, text in zip(method.parts, params, signature.params, strict=True)
    ]
    plain = [""] * len(results)
    return MethodView(
        name=method.method.name,
        field=method.field,
        on=method.on,
        calls=method.calls,
        record=method.record,
        record_fields=layout.field_block(record_fields),
        signature=list_text(params, names, signature.params)
        + results_text([r._replace(grouped=False) for r in results], plain, signature.results),
        func_type=f"func{as_written(signature, 0)}",
        recorded=f"{method.record}{head.args}{{{values}}}",
        arguments=call_arguments(params, names),
        answers=bool(results),
        function=function,
        stub=stub,
        zeros=zeros,
        zero_return=return_text(zero_values),
        message=string_text(f"{file.package.name}.{decl.name}.{method.method.name}: {method.field} is not set"),
        calls_copy=_copied_calls(file, f"{method.record}{head.args}", f"{receiver}.calls.{method.method.name}"),
    )


def _zero_results(
    checked: Checked,
    results: Sequence[Param],
    texts: Sequence[str],
    type_params: frozenset[str],
    taken: Collection[str],
) -> tuple[list[str], list[str]]:
    """The variables that have to be declared, and one expression a result: its zero value."""
    variables: list[str] = []
    values: list[str] = []
    for position, (result, text) in enumerate(zip(results, texts, strict=True)):
        shifted = layout.shift(text, 2)
        value = zero_literal(checked, result.type, shifted, type_params)
        if not value:
            value = unused(f"r{position}", taken)
            variables.append(f"var {value} {shifted}")
        values.append(value)
    return variables, values


def _recorded_value(checked: Checked, file: _FileNames, param: Param, name: str, type_params: frozenset[str]) -> str:
    """What is recorded of an argument: slices are copied one level, as the caller may reuse its buffer."""
    if not param.variadic and form(checked, param.type, type_params) != "slice":
        return name
    return f"{file.slices}.Clone({name})" if file.slices else f"append({name}[:0:0], {name}...)"


def _copied_calls(file: _FileNames, record: str, calls: str) -> str:
    return f"{file.slices}.Clone({calls})" if file.slices else f"append([]{record}(nil), {calls}...)"
