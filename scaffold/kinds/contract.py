"""Contract packages: interfaces, models, errors, enumerations, and what else a section declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scaffold.checked import Function, Package
from scaffold.golang import layout
from scaffold.golang.ast import Interface, Struct, ValueDecl
from scaffold.golang.doccomment import comment_lines, trailing_comment
from scaffold.golang.identifiers import folder_name, go_case
from scaffold.golang.imports import Imports
from scaffold.golang.printing import (
    interface_block,
    signature_text,
    string_text,
    struct_block,
    type_params_text,
    type_text,
)
from scaffold.kinds.base import Context
from scaffold.kinds.forms import underlying
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


def files(context: Context) -> Iterator[OutFile]:
    """Every file of every contract package."""
    for package in context.checked.packages:
        yield from _package_files(context, package)


def _package_files(context: Context, package: Package) -> Iterator[OutFile]:
    main = f"{folder_name(package.name)}.go"
    names = {file for _, file in package.errors}
    names |= {plan.file for plan in package.types}
    names |= {value.file for value in package.values}
    names |= {function.file for function in package.functions}
    # The package comment needs a file, also where every declaration has gone to another one.
    documented = main if main in names or not names else min(names)
    for name in sorted(names | {documented}):
        yield _file(context, package, name, name == documented)


def _file(context: Context, package: Package, name: str, documented: bool) -> OutFile:
    imports = context.imports(package, package.import_path, declared_names(package))
    for used, path in package.body_imports.get(name, ()):
        imports.fix(used, path)
    types = [plan for plan in package.types if plan.file == name]
    errors = [error for error, file in package.errors if file == name]
    values = [value.decl for value in package.values if value.file == name]
    functions = [function for function in package.functions if function.file == name]
    errors_name = imports.name("errors") if errors else "errors"
    view = FileView(
        header=context.header,
        ignores=[],
        package_doc=_package_doc(package) if documented else [],
        package=package.name,
        values=[_values(decl, imports) for decl in values],
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
        context.delivery.contract(package),
        anchors=_anchors(values, errors, types, functions),
        renames=contract_renames(context.checked, package, types, declared_names(package)),
    )


def declared_names(package: Package) -> set[str]:
    """Every name at the top of a contract package."""
    names = {plan.decl.name for plan in package.types}
    names |= {constant for plan in package.types for constant in constants(plan)}
    names |= {error.name.value for error, _ in package.errors}
    names |= {name for value in package.values for spec in value.decl.specs for name, _ in spec.names}
    return names | {function.decl.name for function in package.functions if function.decl.receiver is None}


def constants(plan: TypePlan) -> list[str]:
    """The constants of an enumeration: the type's name and each value in Go's case."""
    return [f"{plan.decl.name}{go_case(value.value.value)}" for value in plan.values]


def _package_doc(package: Package) -> list[str]:
    if package.doc.value.strip():
        return comment_lines(package.doc.value)
    return [f"// Package {package.name} holds the contracts of this module's {package.name} packages."]


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
    decl = plan.decl
    head = f"type {decl.name}{type_params_text(decl.type_params, imports.name_of)}"
    if decl.alias:
        lines = [f"{head} = {type_text(decl.type, imports.name_of)}"]
    elif isinstance(decl.type, Struct) and decl.type.fields:
        lines = [f"{head} struct {{", *struct_block(decl.type.fields, imports.name_of), "}"]
    elif isinstance(decl.type, Interface) and decl.type.order:
        lines = [f"{head} interface {{", *interface_block(decl.type, imports.name_of), "}"]
    else:
        lines = [f"{head} {type_text(decl.type, imports.name_of)}"]
    if decl.comment.value:
        lines[-1] += f" {trailing_comment(decl.comment.value)}"
    return TypeView([*comment_lines(decl.doc.value), *lines], _enum(context, plan, imports) if plan.values else None)


def _enum(context: Context, plan: TypePlan, imports: Imports) -> EnumView:
    name = plan.decl.name
    base = underlying(context.checked, plan.decl.type)
    is_text = base == "string"
    names = constants(plan)
    specs = []
    for position, (constant, value) in enumerate(zip(names, plan.values, strict=True)):
        literal = string_text(value.value.value) if is_text else "iota"
        doc = tuple(comment_lines(value.doc.value, doc=False))
        if is_text or position == 0:
            specs.append(layout.Value(constant, name, literal, doc=doc))
        else:
            specs.append(layout.Value(constant, doc=doc))
    receiver = name[0].lower() if name[0].isascii() and name[0].isalpha() else "v"
    fallback = ""
    if not is_text:
        strconv = imports.name("strconv")
        function, wide = ("FormatUint", "uint64") if base in _UNSIGNED else ("FormatInt", "int64")
        fallback = f'"{name}(" + {strconv}.{function}({wide}({receiver}), 10) + ")"'
    return EnumView(
        constants=layout.value_block(specs),
        type=name,
        receiver=receiver,
        valid=", ".join(names),
        cases=[(constant, string_text(value.value.value)) for constant, value in zip(names, plan.values, strict=True)],
        is_text=is_text,
        fallback=fallback,
    )


# --- values and functions --------------------------------------------------------------------------------------------


def _expression(code: Text, indent: int) -> str:
    """An expression of the plan as gofmt prints it. One that is no Go has been reported; it is left as it is."""
    from scaffold.golang.format import format_expr

    text = format_expr(code.value, indent)
    return text if isinstance(text, str) else code.value


def _values(decl: ValueDecl, imports: Imports) -> list[str]:
    indent = 1 if decl.grouped else 0
    specs = []
    for position, spec in enumerate(decl.specs):
        specs.append(
            layout.Value(
                names=", ".join(name for name, _ in spec.names),
                type=type_text(spec.type, imports.name_of, indent) if spec.type is not None else "",
                value=", ".join(_expression(value, indent) for value in spec.values),
                comment=trailing_comment(spec.comment.value),
                doc=tuple(comment_lines(spec.doc.value, doc=False)) if decl.grouped else (),
                blank_before=spec.blank_before and position > 0,
            )
        )
    doc = comment_lines(decl.doc.value or ("" if decl.grouped else decl.specs[0].doc.value))
    if decl.grouped:
        return [*doc, f"{decl.keyword} (", *layout.value_block(specs), ")"]
    one = specs[0]
    parts = [decl.keyword, one.names, one.type, f"= {one.value}" if one.value else "", one.comment]
    return [*doc, " ".join(part for part in parts if part)]


def _function(function: Function, imports: Imports) -> list[str]:
    decl = function.decl
    head = "func "
    if decl.receiver is not None:
        params = f"[{', '.join(decl.receiver.params)}]" if decl.receiver.params else ""
        star = "*" if decl.receiver.pointer else ""
        name = f"{decl.receiver.name} " if decl.receiver.name else ""
        head += f"({name}{star}{decl.receiver.type_name}{params}) "
    head += decl.name + type_params_text(decl.type_params, imports.name_of, of_type=False)
    head += signature_text(decl.params, decl.results, imports.name_of)
    doc = comment_lines(decl.doc.value)
    if function.kept and decl.body.value:
        from scaffold.golang.format import LONG_HEADER, format_body

        header = LONG_HEADER if "\n" in head else len(head.encode())
        body = format_body(decl.body.value, header=header)
        return [*doc, f"{head} {body if isinstance(body, str) else decl.body.value}"]
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
