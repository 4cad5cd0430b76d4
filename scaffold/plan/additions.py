"""What a section says of the types that its own Go declares: entries of `interfaces` and `types` meet `go`."""

from __future__ import annotations

from scaffold.diagnostics import Related
from scaffold.golang import ast
from scaffold.model import GoFragment, MethodRename, TypePlan
from scaffold.plan.go_entries import Addition, Entry, formless
from scaffold.plan.records import Reading
from scaffold.source import Word


def unite(entries: tuple[Entry, ...], fragments: tuple[GoFragment, ...], reading: Reading) -> tuple[TypePlan, ...]:
    """The types of a section: those of its entries, then those of its Go with what entries add to them."""
    declared: dict[str, TypePlan] = {}
    plans: list[TypePlan] = []
    for fragment in fragments:
        for decl in fragment.parsed.decls:
            if isinstance(decl, ast.TypeDecl):
                plans.append(TypePlan(decl, file=fragment.file))
                declared.setdefault(decl.name, plans[-1])
    structured: list[TypePlan] = []
    added: dict[str, TypePlan] = {}
    for entry in entries:
        target = _target(entry, declared)
        if target is None:
            structured += _on_its_own(entry, reading)
        elif entry.addition is not None:
            name = target.decl.name
            added[name] = _add(added.get(name, target), entry.addition, reading)
    return (*structured, *(added.pop(plan.decl.name, plan) for plan in plans))


def _target(entry: Entry, declared: dict[str, TypePlan]) -> TypePlan | None:
    """The declaration in Go that an entry adds to."""
    if entry.addition is None:
        return None
    if entry.addition.interface and entry.plan is not None and _says_what_it_is(entry.plan):
        return None
    target = declared.get(entry.addition.name.value)
    # What is under `interfaces` cannot speak of a struct; that a name is there twice is then told like any other.
    if target is None or (entry.addition.interface and not isinstance(target.decl.type, ast.Interface | ast.Name)):
        return None
    return None if entry.addition.values and not isinstance(target.decl.type, ast.Name) else target


def _says_what_it_is(plan: TypePlan) -> bool:
    body = plan.decl.type
    return bool(plan.decl.type_params) or (isinstance(body, ast.Interface) and bool(body.order))


def _on_its_own(entry: Entry, reading: Reading) -> list[TypePlan]:
    addition = entry.addition
    if addition is not None:
        for name, _ in addition.methods:
            reading.error(
                "missing-key",
                f"method {name.value} has no signature",
                name.span,
                f"without one it renames a method that `go` declares, and `go` has no interface {addition.name.value}",
            )
        if entry.plan is None:
            formless(addition.name, reading)
    return [] if entry.plan is None else [entry.plan]


def _add(plan: TypePlan, addition: Addition, reading: Reading) -> TypePlan:
    """A declaration in Go with what an entry says of it."""
    name = addition.name
    if addition.was is not None:
        if plan.was is not None:
            _twice(name, "was", addition.was, plan.was, reading)
        plan = plan._replace(was=addition.was)
    if addition.implementations is not None:
        plan = plan._replace(implementations=(*(plan.implementations or ()), *addition.implementations))
    if addition.file:
        plan = plan._replace(file=addition.file)
    if addition.values:
        plan = plan._replace(values=(*plan.values, *addition.values))
    if addition.doc.value:
        plan = plan._replace(decl=plan.decl._replace(doc=addition.doc))
    body = plan.decl.type
    renames = list(plan.method_renames)
    for method, was in addition.methods:
        known = [each.name for each in body.methods] if isinstance(body, ast.Interface) else []
        if method.value not in known:
            hint = f"its methods are {', '.join(known)}" if known else ""
            reading.error("unknown-method", f"{name.value} has no method {method.value} in `go`", method.span, hint)
            continue
        earlier = next((each.was for each in renames if each.method == method.value), None)
        if earlier is not None:
            _twice(method, "was", was, earlier, reading)
        renames.append(MethodRename(method.value, was))
    return plan._replace(laws=(*plan.laws, *addition.laws), method_renames=tuple(renames))


def _twice(name: Word, key: str, second: Word, first: Word, reading: Reading) -> None:
    related = (Related("the first one", first.span),)
    reading.error("duplicate-key", f"{key} of {name.value} is said twice", second.span, "keep one", related)
