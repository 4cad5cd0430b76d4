"""What is said of a CRD that an API server would refuse: the server's words and paths, at the document's places."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from scaffold.diagnostics import Report
from scaffold.kube.view import View
from scaffold.source import Span


class Complaints:
    """Where the rules of CRDs put what they find. `key` names a field of the view; empty, it is the view itself.

    `strangers` are mappings with unknown keys, by their ids: what is missing there is not told as well.
    """

    __slots__ = ("_strangers", "report", "wrong")

    def __init__(self, report: Report, strangers: AbstractSet[int] = frozenset()) -> None:
        self.report = report
        self._strangers = strangers
        self.wrong: list[str] = []
        """The paths that were complained of."""

    def say(self, path: str, message: str, span: Span, code: str, hint: str = "") -> None:
        """A complaint in full."""
        self.wrong.append(path)
        self.report.error(code, f"{path}: {message}", span, hint=hint)

    def required(self, view: View, key: str, code: str, why: str = "", hint: str = "") -> None:
        """A value that is missing."""
        if id(view.node) in self._strangers:
            self.wrong.append(join(view.path, key))
            return
        self.say(join(view.path, key), "Required value" + (f": {why}" if why else ""), place_of(view, key), code, hint)

    def invalid(self, view: View, key: str, code: str, why: str, hint: str = "") -> None:
        """A value that is wrong; a text is shown."""
        found = view.get(key) if key else view
        value = f'"{found.text}": ' if found is not None and found.text else ""
        self.say(join(view.path, key), f"Invalid value: {value}{why}", place_of(view, key), code, hint)

    def forbidden(self, view: View, key: str, code: str, why: str, hint: str = "") -> None:
        """A value that must not be there."""
        self.say(join(view.path, key), f"Forbidden: {why}", view.key_span(key), code, hint)

    def unsupported(self, view: View, key: str, code: str, supported: tuple[str, ...]) -> None:
        """A value that is none of the known ones."""
        words = ", ".join(f'"{word}"' for word in supported)
        message = f'Unsupported value: "{view.word(key)}": supported values: {words}'
        self.say(join(view.path, key), message, place_of(view, key), code)


def join(path: str, key: str) -> str:
    """The path of a field."""
    return f"{path}.{key}" if path and key else path or key


def place_of(view: View, key: str) -> Span:
    """Where a field's value stands; where there is none, its key or what should hold it."""
    found = view.get(key) if key else view
    return found.span if found is not None else view.key_span(key)
