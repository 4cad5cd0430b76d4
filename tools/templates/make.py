"""Write `scaffold/printers.py`: the templates below ``go_templates/`` as plain functions of Python.

    python tools/templates/make.py

Importing Jinja and compiling seven templates with it takes a third of a small run. Templates only print: they have
``for`` over one name or several, ``if`` of one name, and names with attributes. Jinja's own parser reads them, so that
its rules for blanks and lines hold; what they have beyond that is refused here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from jinja2 import nodes

REPOSITORY = Path(__file__).parent.parent.parent
sys.path.insert(0, str(REPOSITORY))
from scaffold.render import make_environment  # noqa: E402  # the path above leads to it

TEMPLATES = REPOSITORY / "go_templates"
OUTPUT = REPOSITORY / "scaffold/printers.py"

_HEAD = '''\
"""The templates below ``go_templates/`` as functions. Written by tools/templates/make.py; do not edit.

`scaffold.render` calls them; `tests/test_printers.py` holds them to the templates.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
'''

_STEP = "    "


def write_module() -> str:
    """The text of the module."""
    parts = [_HEAD]
    table = []
    for path in sorted(TEMPLATES.rglob("*.j2")):
        name = path.relative_to(TEMPLATES).as_posix()
        function = name.removesuffix(".j2").replace("/", "_").replace(".", "_")
        data = path.read_bytes()
        parts.append("\n\n" + "\n".join(write_function(function, name, data.decode())) + "\n")
        table.append(f'    "{name}": ("{sha256(data).hexdigest()[:32]}", {function}),\n')
    parts.append("\n\nPRINTERS: dict[str, tuple[str, Callable[[Any], str]]] = {\n" + "".join(table) + "}\n")
    parts.append('"""By path: a hash over the template that the function was made from, and the function."""\n')
    return "".join(parts)


def write_function(function: str, path: str, template: str) -> list[str]:
    """The lines of the function for a template. Raises `ValueError` for a template that does more than print."""
    tree = make_environment(str(TEMPLATES)).parse(template)
    return [
        f"def {function}(view: Any) -> str:",
        f'{_STEP}"""The text of ``{path}``."""',
        f"{_STEP}parts: list[str] = []",
        *_statements(tree.body, (), 1),
        f'{_STEP}return "".join(parts)',
    ]


def _statements(body: Sequence[nodes.Node], bound: tuple[str, ...], depth: int) -> Iterator[str]:
    """The lines of a part of a template. `bound` are the names of the loops around it."""
    step = _STEP * depth
    for node in body:
        if isinstance(node, nodes.Output):
            lines = _lines(node, bound)
            if len(lines) == 1:
                yield f"{step}parts.append({lines[0]})"
            else:
                yield f"{step}parts.append("
                yield from (f"{step}{_STEP}{line}" for line in lines)
                yield f"{step})"
        elif isinstance(node, nodes.For) and node.test is None and not node.else_ and not node.recursive:
            names = _targets(node.target)
            if {*names} & {*bound, "view", "parts"}:
                raise ValueError(f"line {node.lineno}: the loop's name is taken")
            loop = f"for {', '.join(names)} in {_expression(node.iter, bound)}"
            line = _only_line(node.body, (*bound, *names))
            if line:
                # Most loops print a line each: a comprehension takes half the time of the same with `append`.
                yield f"{step}parts += [{line} {loop}]"
            else:
                yield f"{step}{loop}:"
                yield from _statements(node.body, (*bound, *names), depth + 1)
        elif isinstance(node, nodes.If) and not node.elif_:
            yield f"{step}if {_expression(node.test, bound)}:"
            yield from _statements(node.body, bound, depth + 1)
            if node.else_:
                yield f"{step}else:"
                yield from _statements(node.else_, bound, depth + 1)
        else:
            raise ValueError(f"line {node.lineno}: a template only prints: for, if, else")


def _only_line(body: Sequence[nodes.Node], bound: tuple[str, ...]) -> str:
    """The one line that the body of a loop prints; empty where it does more."""
    node = body[0] if len(body) == 1 else None
    lines = _lines(node, bound) if isinstance(node, nodes.Output) else []
    return lines[0] if len(lines) == 1 else ""


def _lines(output: nodes.Output, bound: tuple[str, ...]) -> list[str]:
    """What an output prints as literals of Python, one a line of text."""
    lines = [""]
    for node in output.nodes:
        if not isinstance(node, nodes.TemplateData):
            lines[-1] += f"{{{_expression(node, bound)}}}"
            continue
        first, *rest = node.data.split("\n")
        lines[-1] += _escape(first)
        for line in rest:
            lines[-1] += "\\n"
            lines.append(_escape(line))
    # Without a brace that opens, nothing is doubled for an f-string's sake.
    return [f'f"{line}"' if "{" in line else f'"{line.replace("}}", "}")}"' for line in lines if line]


def _escape(text: str) -> str:
    for char, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\t", "\\t"), ("{", "{{"), ("}", "}}")):
        text = text.replace(char, escaped)
    return text


def _expression(node: nodes.Node, bound: tuple[str, ...]) -> str:
    """A name, of a loop or of the view, with attributes behind it."""
    if isinstance(node, nodes.Name):
        return node.name if node.name in bound else f"view.{node.name}"
    if isinstance(node, nodes.Getattr):
        return f"{_expression(node.node, bound)}.{node.attr}"
    raise ValueError(f"line {node.lineno}: a template prints names and their attributes")


def _targets(node: nodes.Node) -> list[str]:
    names = node.items if isinstance(node, nodes.Tuple) else [node]
    return [_name(each) for each in names]


def _name(node: nodes.Node) -> str:
    if not isinstance(node, nodes.Name):
        raise ValueError(f"line {node.lineno}: a loop has names")
    return node.name


if __name__ == "__main__":
    OUTPUT.write_text(write_module(), "utf-8")
