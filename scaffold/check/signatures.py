"""What vet asks of signatures: the standard methods, and no locks by value."""

from __future__ import annotations

from scaffold.check.facts import Facts
from scaffold.check.locks import Locks
from scaffold.check.lookup import package_name
from scaffold.check.world import Func, World
from scaffold.golang.ast import FuncDecl, Interface, Method, Name, Param, Paren, Slice, Type
from scaffold.golang.printing import type_text
from scaffold.golang.stdmethods import expected_signature, is_standard_method
from scaffold.source import Span


class SignatureRules:
    """Holds methods against vet."""

    def __init__(self, world: World, facts: Facts, locks: Locks) -> None:
        self._world = world
        self._facts = facts
        self._locks = locks

    def interface(self, t: Type, mocked: bool) -> None:
        """The methods written in an interface; `mocked` ones are also written as methods with a receiver."""
        while isinstance(t, Paren):
            t = t.inner
        if not isinstance(t, Interface):
            return
        is_error: bool | None = None
        for method in t.methods:
            if mocked:
                self._locks_in(method.params, method.results, written=True)
            if is_standard_method(method.name):
                if is_error is None:
                    is_error = any(self._is_error(other) for other in t.methods) or any(
                        isinstance(embed.type, Name) and embed.type.name == "error" and not embed.type.qualifier
                        for embed in t.embeds
                    )
                self._standard(method.name, method.params, method.results, is_error, method.name_span)

    def function(self, func: Func) -> None:
        """A function or method of a `go` block."""
        decl = func.resolved
        self._locks_in(decl.params, decl.results, written=False)
        receiver = decl.receiver
        if receiver is None:
            return
        if not receiver.pointer:
            lock = self._locks.held(Name(func.draft.import_path, receiver.type_name, (), receiver.span))
            if lock:
                self._world.report.error(
                    "lock-by-value",
                    f"the receiver copies {lock}, a lock",
                    receiver.span,
                    hint=f"use a pointer: *{receiver.type_name}",
                )
        if is_standard_method(decl.name):
            is_error = any(
                other.resolved.receiver is not None
                and other.resolved.receiver.type_name == receiver.type_name
                and self._is_error(other.resolved)
                for other in func.draft.functions
            )
            self._standard(decl.name, decl.params, decl.results, is_error, decl.span)

    def _is_error(self, method: Method | FuncDecl) -> bool:
        return method.name == "Error" and self._facts.signature(method.params, method.results) == "()(.string)"

    def _standard(
        self, name: str, params: tuple[Param, ...], results: tuple[Param, ...], is_error: bool, span: Span
    ) -> None:
        ins = [self._text(Slice(p.type, p.span) if p.variadic else p.type) for p in params]
        outs = [self._text(p.type) for p in results]
        wanted = expected_signature(name, ins, outs, is_error=is_error)
        if wanted is not None:
            self._world.report.error(
                "standard-method",
                f"vet asks of a method {name} the signature {wanted}",
                span,
                hint=f"write {wanted}, or give the method another name",
            )

    def _text(self, t: Type) -> str:
        return type_text(t, self._name_of)

    def _name_of(self, name: Name) -> str:
        return f"{package_name(self._world, name.qualifier)}.{name.name}" if name.qualifier else name.name

    def _locks_in(self, params: tuple[Param, ...], results: tuple[Param, ...], *, written: bool) -> None:
        """Locks among the parameters, and the results, which `written` methods of mocks would have to copy."""
        for param in params:
            # A variadic parameter is a slice, which copies no lock.
            lock = "" if param.variadic else self._locks.held(param.type)
            if lock:
                self._world.report.error(
                    "lock-by-value",
                    f"this parameter copies {lock}, a lock",
                    param.type.span,
                    hint="take a pointer",
                )
        for param in results:
            lock = self._locks.held(param.type)
            if lock and written:
                self._world.report.error(
                    "lock-by-value",
                    f"this result copies {lock}, a lock",
                    param.type.span,
                    hint="return a pointer",
                )
            elif lock:
                self._world.report.warning(
                    "lock-result",
                    f"this result is a copy of {lock}, a lock",
                    param.type.span,
                    hint="return a pointer: two holders of one lock's state do not exclude each other",
                )
