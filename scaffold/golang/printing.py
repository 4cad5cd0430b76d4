"""Types and signatures as finished text, spelled and laid out as gofmt spells them.

Names come finished from `name_of`, which knows imports and renames; everything else comes from the tree. Where a
text has several lines (struct and interface literals), its continuation lines carry their full indentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from scaffold.golang import layout
from scaffold.golang.ast import (
    Array,
    Chan,
    Embed,
    Field,
    Func,
    Interface,
    Map,
    Method,
    Name,
    Param,
    Paren,
    Pointer,
    Slice,
    Struct,
    Tilde,
    Type,
    TypeParam,
    Union,
)
from scaffold.golang.doccomment import comment_lines, trailing_comment

NameOf = Callable[[Name], str]
"""The finished name of a type, qualified for the file it stands in, without its type arguments."""


def written_name(name: Name) -> str:
    """A `NameOf` that leaves every name as the plan wrote it."""
    return f"{name.qualifier}.{name.name}" if name.qualifier else name.name


def type_text(t: Type, name_of: NameOf, indent: int = 0) -> str:
    """A type as gofmt spells it; its first line stands in a line of `indent` tabs."""
    if isinstance(t, Name):
        if not t.args:
            return name_of(t)
        return f"{name_of(t)}[{', '.join([type_text(arg, name_of, indent) for arg in t.args])}]"
    if isinstance(t, Pointer):
        return "*" + type_text(t.elem, name_of, indent)
    if isinstance(t, Slice):
        return "[]" + type_text(t.elem, name_of, indent)
    if isinstance(t, Map):
        return f"map[{type_text(t.key, name_of, indent)}]{type_text(t.value, name_of, indent)}"
    if isinstance(t, Func):
        return "func" + signature_text(t.params, t.results, name_of, indent)
    if isinstance(t, Interface):
        return layout.interface_type(interface_lines(t, name_of, indent + 1), indent)
    if isinstance(t, Struct):
        return layout.struct_type(field_lines(t.fields, name_of, indent + 1), indent)
    return _rare_type_text(t, name_of, indent)


def _rare_type_text(t: Array | Chan | Paren | Tilde | Union, name_of: NameOf, indent: int) -> str:
    if isinstance(t, Array):
        return f"[{_length(t.length.value)}]{type_text(t.elem, name_of, indent)}"
    if isinstance(t, Chan):
        elem = type_text(t.elem, name_of, indent)
        if t.direction == "receive":
            return "<-chan " + elem
        if t.direction == "send":
            return "chan<- " + elem
        # chan <-chan T would be a channel to send channels to.
        return f"chan ({elem})" if elem.startswith("<-") else "chan " + elem
    if isinstance(t, Paren):
        return f"({type_text(t.inner, name_of, indent)})"
    if isinstance(t, Tilde):
        return "~" + type_text(t.inner, name_of, indent)
    return " | ".join([type_text(term, name_of, indent) for term in t.terms])


def _length(code: str) -> str:
    """An array's length in gofmt's spelling; nearly always it is one word."""
    if code.replace(".", "").replace("_", "").isalnum():
        return code
    from scaffold.golang.gofmt import format_expr

    text = format_expr(code)
    return text if isinstance(text, str) else code


def params_text(params: Sequence[Param], name_of: NameOf, indent: int = 0) -> str:
    """Parameters or results in parentheses; names that share a type stay grouped."""
    parts = []
    for param in params:
        if param.grouped:
            parts.append(param.name)
            continue
        text = type_text(param.type, name_of, indent)
        if param.variadic:
            text = "..." + text
        parts.append(f"{param.name} {text}" if param.name else text)
    return f"({', '.join(parts)})"


def results_text(results: Sequence[Param], name_of: NameOf, indent: int = 0) -> str:
    """Results with the blank before them: nothing, one bare type, or a list in parentheses."""
    if not results:
        return ""
    if len(results) == 1 and not results[0].name:
        return " " + type_text(results[0].type, name_of, indent)
    return " " + params_text(results, name_of, indent)


def signature_text(params: Sequence[Param], results: Sequence[Param], name_of: NameOf, indent: int = 0) -> str:
    """``(params) results``, as it stands behind a function's name."""
    return params_text(params, name_of, indent) + results_text(results, name_of, indent)


def type_params_text(params: Sequence[TypeParam], name_of: NameOf, indent: int = 0, *, of_type: bool = True) -> str:
    """``[K comparable, V any]``, empty for none.

    Behind a type's name (`of_type`) ``[P *C,]`` needs its comma, as ``[P *C]`` is an array's length.
    """
    if not params:
        return ""
    parts = [
        param.name if param.grouped else f"{param.name} {type_text(param.constraint, name_of, indent)}"
        for param in params
    ]
    # gofmt counts names here, not their groups.
    comma = "," if of_type and len(params) == 1 and _like_a_value(params[0].constraint) else ""
    return f"[{', '.join(parts)}{comma}]"


def _like_a_value(constraint: Type) -> bool:
    """Whether ``P constraint`` could be read as the product ``P * constraint``."""
    if isinstance(constraint, Union):
        return _like_a_value(constraint.terms[0]) and not any(map(_is_type_only, constraint.terms[1:]))
    return isinstance(constraint, Pointer) and not _is_type_only(constraint.elem)


def _is_type_only(t: Type) -> bool:
    """Whether gofmt takes the type for one that no value expression looks like."""
    if isinstance(t, Paren):
        return _is_type_only(t.inner)
    return not isinstance(t, Name | Pointer)


def field_lines(fields: Sequence[Field], name_of: NameOf, indent: int = 1) -> list[layout.Field]:
    """A struct's fields for `layout.field_block`; `indent` is that of the fields."""
    lines = []
    names: list[str] = []
    for field in fields:
        if field.grouped:
            names.append(field.name)
            continue
        if field.name:
            names.append(field.name)
        lines.append(
            layout.Field(
                ", ".join(names),
                type_text(field.type, name_of, indent),
                tag_text(field.tag.value) if field.tag.value else "",
                trailing_comment(field.comment.value) if field.comment.value else "",
                tuple(comment_lines(field.doc.value, doc=False)) if field.doc.value else (),
            )
        )
        names = []
    return lines


def interface_lines(interface: Interface, name_of: NameOf, indent: int = 1) -> list[layout.Field]:
    """An interface's elements, in their order, for `layout.method_block`; `indent` is that of the elements."""
    lines = []
    for at in interface.order:
        element: Method | Embed = interface.methods[at] if at >= 0 else interface.embeds[~at]
        if isinstance(element, Method):
            name, text = element.name, signature_text(element.params, element.results, name_of, indent)
        else:
            name, text = "", type_text(element.type, name_of, indent)
        comment = trailing_comment(element.comment.value) if element.comment.value else ""
        doc = tuple(comment_lines(element.doc.value, doc=False)) if element.doc.value else ()
        lines.append(layout.Field(name, text, "", comment, doc))
    return lines


def struct_block(fields: Sequence[Field], name_of: NameOf, indent: int = 1) -> list[str]:
    """The lines between the braces of a struct type."""
    return layout.field_block(field_lines(fields, name_of, indent), indent)


def interface_block(interface: Interface, name_of: NameOf, indent: int = 1) -> list[str]:
    """The lines between the braces of an interface type."""
    return layout.method_block(interface_lines(interface, name_of, indent), indent)


def tag_text(tag: str) -> str:
    """A tag as a literal: between backticks where they can hold it, else in quotes."""
    if "`" not in tag and "\r" not in tag and "\n" not in tag and "\ufeff" not in tag and "\0" not in tag:
        return f"`{tag}`"
    return string_text(tag)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def string_text(value: str) -> str:
    """A string as an interpreted literal of Go."""
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    parts = []
    for char in value:
        if char in _ESCAPES:
            parts.append(_ESCAPES[char])
        elif char.isprintable():
            parts.append(char)
        else:
            code = ord(char)
            code = 0xFFFD if 0xD800 <= code < 0xE000 else code
            parts.append(f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return f'"{"".join(parts)}"'


def names_in(t: Type) -> Iterator[Name]:
    """Every type name inside a type, in the order written; type arguments and literals included.

    Names inside an array's length are expressions, see `lengths_in`.
    """
    for part in types_in(t):
        if isinstance(part, Name):
            yield part


def lengths_in(t: Type) -> Iterator[Array]:
    """Every array type inside a type: their lengths are expressions that use names too."""
    for part in types_in(t):
        if isinstance(part, Array):
            yield part


def types_in(t: Type) -> Iterator[Type]:
    """The type itself and every type inside it, outer before inner, in the order written."""
    if isinstance(t, Name) and not t.args:
        # Nine of ten types are a name alone, and this is asked of every type again and again.
        yield t
        return
    stack = [t]
    while stack:
        part = stack.pop()
        yield part
        stack += reversed(parts_of(part))


def parts_of(t: Type) -> list[Type]:
    """The types that a type is directly made of, in the order written; one written for several names counts once."""
    if isinstance(t, Name):
        return list(t.args)
    if isinstance(t, Map):
        return [t.key, t.value]
    if isinstance(t, Func):
        return [param.type for param in (*t.params, *t.results) if not param.grouped]
    if isinstance(t, Struct):
        return [field.type for field in t.fields if not field.grouped]
    if isinstance(t, Union):
        return list(t.terms)
    if isinstance(t, Interface):
        parts: list[Type] = []
        for at in t.order:
            if at < 0:
                parts.append(t.embeds[~at].type)
            else:
                method = t.methods[at]
                parts += [param.type for param in (*method.params, *method.results) if not param.grouped]
        return parts
    return [t.inner] if isinstance(t, Paren | Tilde) else [t.elem]
