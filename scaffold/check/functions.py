"""Functions and methods of `go` blocks: receivers that Go takes, and init."""

from __future__ import annotations

from scaffold.check.facts import Facts
from scaffold.check.world import Draft, Func, World
from scaffold.diagnostics import Related
from scaffold.golang.ast import Interface, Name, Pointer, Receiver
from scaffold.golang.identifiers import PREDECLARED_TYPES
from scaffold.nearest import nearest


def check_functions(world: World, facts: Facts, draft: Draft) -> None:
    """Every function of a package; those that belong to no type of it are dropped."""
    kept: list[Func] = []
    for func in draft.functions:
        receiver = func.decl.receiver
        if receiver is None:
            if func.decl.name == "init" and (func.decl.params or func.decl.results or func.decl.type_params):
                world.report.error("init-signature", "init takes no parameters and returns nothing", func.decl.span)
            kept.append(func)
        elif _receiver(world, facts, draft, func, receiver):
            kept.append(func)
    draft.functions = kept


def _receiver(world: World, facts: Facts, draft: Draft, func: Func, receiver: Receiver) -> bool:
    """Whether the method stays."""
    name = receiver.type_name
    if func.decl.type_params:
        world.report.error("method-type-params", "a method cannot have type parameters", func.decl.span)
    typ = draft.types.get(name)
    if typ is None:
        return _unknown_receiver(world, draft, func, receiver)
    decl = typ.resolved
    if not decl.alias and len(receiver.params) != len(decl.type_params):
        wanted = ", ".join(param.name for param in decl.type_params)
        world.report.error(
            "receiver",
            f"{name} has {len(decl.type_params) or 'no'} type parameters, the receiver names {len(receiver.params)}",
            receiver.span,
            hint=f"write {name}[{wanted}]" if wanted else f"write {name}",
        )
        return False
    target = facts.unalias(Name(draft.import_path, name, (), receiver.span)) if decl.alias else None
    if isinstance(target, Pointer) and not receiver.pointer:
        target = target.elem
    if decl.alias and not (isinstance(target, Name) and target.qualifier == draft.import_path):
        world.report.error(
            "receiver", f"{name} is another name of a type that this package does not declare", receiver.span
        )
        return False
    if isinstance(target, Name) and target.args:
        world.report.error(
            "receiver",
            f"{name} is another name of an instance of {target.name}: methods are declared for the generic type",
            receiver.span,
            hint=f"write the receiver with {target.name} and its type parameters",
            related=[Related(f"{name} is declared here", typ.plan.decl.span)],
        )
        return False
    under = (
        facts.under(target or Name(draft.import_path, name, (), receiver.span)) if not decl.type_params else decl.type
    )
    if isinstance(under, Pointer | Interface):
        what = "a pointer" if isinstance(under, Pointer) else "an interface"
        world.report.error(
            "receiver",
            f"a method cannot have the receiver {name}, which is {what}",
            receiver.span,
            related=[Related(f"{name} is declared here", typ.plan.decl.span)],
        )
        return False
    return True


def _unknown_receiver(world: World, draft: Draft, func: Func, receiver: Receiver) -> bool:
    name = receiver.type_name
    shown = f"method {func.decl.name} has the receiver {name}, which package {draft.name!r} does not declare"
    if world.options.stub_undefined:
        world.report.note("unknown-receiver", f"{shown}; it is left out", receiver.span)
        return False
    hint = ""
    elsewhere = world.declarers.get(name)
    near = nearest(name, draft.types)
    if elsewhere:
        hint = f"write the method in the section of package {elsewhere[0].name!r}"
    elif name in PREDECLARED_TYPES:
        hint = f"declare a type of your own: type My{name.title()} {name}"
    elif near:
        hint = f"did you mean {near}?"
    world.report.error("unknown-receiver", shown, receiver.span, hint=hint)
    return False
