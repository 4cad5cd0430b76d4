"""A Go file with declarations of the plan: values, errors, types with their enumerations' rest, functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scaffold.checked import Function, Package
from scaffold.delivery import Assignment
from scaffold.golang import layout
from scaffold.golang.ast import NO_TEXT, Interface, Struct, ValueDecl
from scaffold.golang.declarations import body_text, func_head, type_lines, value_lines
from scaffold.golang.doccomment import comment_lines
from scaffold.golang.imports import Imports
from scaffold.golang.numerals import numeral_literal, parse_numeral
from scaffold.golang.printing import string_text
from scaffold.kinds.base import Context
from scaffold.kinds.renames import contract_renames
from scaffold.model import SentinelError, TypePlan
from scaffold.naming import error_text, in_folder
from scaffold.render import render
from scaffold.source import Span, Text
from scaffold.tree import OutFile, Owner

_UNSIGNED = ("uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "byte")


class EnumView(NamedTuple):
    """The constants and methods of an enumeration. `constants` are laid out; `receiver` is the methods' receiver."""

    constants: list[str]
    type: str
    receiver: str
    valid: str
    cases: list[tuple[str, str]]
    is_text: bool
    fallback: str


class TypeView(NamedTuple):
    """A type declaration in full, doc comment included, and its enumeration's rest."""

    declaration: list[str]
    enum: EnumView | None


class FileView(NamedTuple):
    """A file of a contract package."""

    header: str
    ignores: list[str]
    package_doc: list[str]
    package: str
    imports: list[str]
    values: list[list[str]]
    errors: list[str]
    types: list[TypeView]
    functions: list[list[str]]


def go_file(
    context: Context,
    package: Package,
    name: str,
    assignment: Assignment,
    package_doc: list[str],
    reserved: Iterable[str] = (),
) -> OutFile:
    """One file of a package, with everything that belongs there. `reserved` are further names of the package."""
    declared = context.contents(package).declared
    imports = context.imports(package, package.import_path, reserved, declared)
    for used, path in package.body_imports.get(name, ()):
        imports.fix(used, path)
    errors, values, types, functions = context.file_contents(package, name)
    errors_name = imports.name("errors") if errors else "errors"
    view = FileView(
        header=context.header,
        ignores=[],
        package_doc=package_doc,
        package=package.name,
        values=[value_lines(decl, imports.name_of) for decl in values],
        errors=_errors(package, errors, errors_name),
        types=[_type(context, plan, imports) for plan in types],
        functions=[_function(function, imports) for function in functions],
        imports=imports.lines(),
    )
    view = view._replace(ignores=context.ignores(imports, package.import_path))
    return context.file(
        in_folder(package.path, name),
        render("contract/file.go.j2", view),
        Owner.GENERATED,
        assignment,
        anchors=_anchors(values, errors, types, functions),
        renames=contract_renames(context, package, types),
    )


# --- errors ----------------------------------------------------------------------------------------------------------


def _errors(package: Package, errors: list[SentinelError], errors_name: str) -> list[str]:
    specs = [
        layout.Value(
            names=error.name.value,
            value=f"{errors_name}.New({string_text(error.message or error_text(package.name, error.name.value))})",
            doc=tuple(comment_lines(error.doc.value, doc=False)),
        )
        for error in errors
    ]
    if not specs:
        return []
    if len(specs) == 1:
        spec = specs[0]
        return [*comment_lines(errors[0].doc.value), f"var {spec.names} = {spec.value}"]
    return ["var (", *layout.value_block(specs), ")"]


# --- types -----------------------------------------------------------------------------------------------------------


def _type(context: Context, plan: TypePlan, imports: Imports) -> TypeView:
    lines = [*_doc(plan.decl.doc), *type_lines(plan.decl._replace(doc=NO_TEXT), imports.name_of)]
    return TypeView(lines, _enum(plan, imports) if plan.values else None)


def _doc(doc: Text) -> list[str]:
    """The comment above a type. The markers that it begins with stand apart: gofmt would touch them in the comment."""
    if not doc.value.lstrip().startswith("+"):
        return comment_lines(doc.value)
    from scaffold.kube.comments import leading_markers  # few packages have any

    head, rest = leading_markers(doc)
    lines = [line for line in comment_lines(head.value, doc=False) if line != "//"] if head is not None else []
    return [*lines, "", *comment_lines(rest.value if rest is not None else "")]


def _enum(plan: TypePlan, imports: Imports) -> EnumView:
    name = plan.decl.name
    is_text = plan.base == "string"
    counted = not is_text and not plan.has_numerals
    specs = []
    named = list(zip(plan.constants, plan.values, strict=True))
    for position, (constant, value) in enumerate(named):
        doc = tuple(comment_lines(value.doc.value, doc=False))
        if counted and position > 0:
            specs.append(layout.Value(constant, doc=doc))
        elif counted:
            specs.append(layout.Value(constant, name, "iota", doc=doc))
        else:
            literal = string_text(value.value.value) if is_text else numeral_literal(value.value.value)
            specs.append(layout.Value(constant, name, literal, doc=doc))
    receiver = name[0].lower() if name[0].isascii() and name[0].isalpha() else "v"
    fallback = ""
    if not is_text:
        strconv = imports.name("strconv")
        function, wide = ("FormatUint", "uint64") if plan.base in _UNSIGNED else ("FormatInt", "int64")
        fallback = f'"{name}(" + {strconv}.{function}({wide}({receiver}), 10) + ")"'
    return EnumView(
        constants=layout.value_block(specs),
        type=name,
        receiver=receiver,
        valid=", ".join(plan.constants),
        cases=[(constant, string_text(_shown(value.value.value))) for constant, value in named],
        is_text=is_text,
        fallback=fallback,
    )


def _shown(value: str) -> str:
    """What String returns for a value of an integer enumeration."""
    return value.removeprefix("+") if parse_numeral(value) is not None else value


# --- functions -------------------------------------------------------------------------------------------------------


def _function(function: Function, imports: Imports) -> list[str]:
    decl = function.decl
    head = func_head(decl, imports.name_of)
    doc = comment_lines(decl.doc.value)
    if function.kept and decl.body.value:
        return [*doc, f"{head} {body_text(decl, head)}"]
    message = f"{decl.receiver.type_name + '.' if decl.receiver else ''}{decl.name} is not implemented"
    # TODO rather than an error: the plan's own code goes here, and every result is possible.
    return [
        *doc,
        f"{head} {{",
        "\t// TODO: the plan's body was not taken over.",
        f"\tpanic({string_text(message)})",
        "}",
    ]


# --- the way back ----------------------------------------------------------------------------------------------------


def _anchors(
    values: list[ValueDecl], errors: list[SentinelError], types: list[TypePlan], functions: list[Function]
) -> Iterator[tuple[str, Span]]:
    """Line beginnings in the order of the template, with what they were made of."""
    for value in values:
        yield value.keyword, value.span
    single = "var " if len(errors) == 1 else "\t"
    for error in errors:
        yield f"{single}{error.name.value} ", error.name.span
    for plan in types:
        yield f"type {plan.decl.name}", plan.decl.span
        if isinstance(plan.decl.type, Interface):
            for at in plan.decl.type.order:
                if at >= 0:
                    method = plan.decl.type.methods[at]
                    yield f"\t{method.name}(", method.span
        elif isinstance(plan.decl.type, Struct):
            for field in plan.decl.type.fields:
                yield f"\t{field.name}" if field.name else "\t", field.span
    for function in functions:
        yield "func ", function.decl.span
