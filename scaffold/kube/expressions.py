"""Schemas of type expressions: what stands behind the name of a field, or behind that of a type that is no struct.

Named types of the plan become references to their own schemas.
Source: ``typeToSchema`` and what it calls in ``pkg/crd/schema.go`` of controller-tools v0.23.0.
"""

from __future__ import annotations

from collections.abc import Callable

from scaffold.diagnostics import Report
from scaffold.golang import ast
from scaffold.kube import known
from scaffold.kube.declared import Lookup, underlying
from scaffold.kube.flatten import Ident, Schema, broken, reference
from scaffold.source import Span

_INTEGERS = {
    "int": "",
    "int8": "",
    "int16": "",
    "int32": "int32",
    "int64": "int64",
    "uint": "",
    "uint8": "",
    "uint16": "",
    "uint32": "int32",
    "uint64": "int64",
    "uintptr": "",
    "byte": "",
    "rune": "int32",
}
_INTERFACES = ("any", "error", "comparable")


class Expressions:
    """Makes schemas of type expressions; what doesn't fit into a CRD goes to the report.

    `load` gives the schema of a declared type; `dangerous` allows floats, None with a warning.
    """

    __slots__ = ("_dangerous", "_load", "_lookup", "_report")

    def __init__(
        self, lookup: Lookup, report: Report, load: Callable[[Ident], Schema], *, dangerous: bool | None
    ) -> None:
        self._lookup = lookup
        self._report = report
        self._load = load
        self._dangerous = dangerous

    def schema(self, type_: ast.Type, path: str) -> Schema:
        """The schema of a type expression in the package `path`."""
        match type_:
            case ast.Name():
                return self._name(type_, path)
            case ast.Pointer():
                return self.schema(type_.elem, path)
            case ast.Slice() | ast.Array():
                return self._list(type_, path)
            case ast.Map():
                return self._map(type_, path)
            case ast.Struct():
                return self._refused(type_.span, "a struct without a name", "declare it under `types` and name it")
            case ast.Interface():
                return self._refused(type_.span, "an interface")
            case ast.Paren():
                # controller-gen takes no parentheses; the Go that scaffold writes has none here.
                return self.schema(type_.inner, path)
            case ast.Func():
                return self._refused(type_.span, "a function")
            case ast.Chan():
                return self._refused(type_.span, "a channel")
            case _:
                return self._refused(type_.span, "a constraint")

    def _refused(self, span: Span, what: str, hint: str = "") -> Schema:
        hint = hint or (
            "use a concrete type, apiextensionsv1.JSON (k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1) for "
            "any JSON value, or runtime.RawExtension (k8s.io/apimachinery/pkg/runtime) for any object"
        )
        self._report.error("crd-type", f"{what} cannot be in a custom resource: it has no schema", span, hint=hint)
        return broken()

    def _name(self, name: ast.Name, path: str) -> Schema:
        if name.args:
            return self._refused(name.span, f"the generic type {name.name}", "declare a type of its own for it")
        if not name.qualifier:
            return self._basic(name)
        if name.qualifier != path:
            return self._foreign(name)
        declared = self._lookup(path, name.name)
        if declared is None:
            return {}
        decl = declared.decl
        if decl.alias:
            return self._alias(name, decl, path)
        schema: Schema = {"$ref": reference("", name.name)}
        behind = underlying(decl.type, self._lookup)
        if isinstance(behind, ast.Slice):
            schema["type"] = "array"
        elif isinstance(behind, ast.Map):
            schema["type"] = "object"
        elif isinstance(behind, ast.Name):
            full = self._load((path, name.name))
            schema.update({key: full[key] for key in ("type", "format") if key in full})
        return schema

    def _alias(self, name: ast.Name, decl: ast.TypeDecl, path: str) -> Schema:
        """``type A = B``: a basic type keeps A's words, any other named type is B itself."""
        target = decl.type
        if not isinstance(target, ast.Name):
            return self._refused(
                name.span, f"{name.name}, an alias of an unnamed type,", f"declare it as type {name.name} without the ="
            )
        if target.qualifier == path:
            return self._name(target._replace(span=name.span), path)
        if target.qualifier:
            return self._alias_abroad(name, target, path)
        return {**self._basic(target), "$ref": reference("", name.name)}

    def _alias_abroad(self, name: ast.Name, target: ast.Name, path: str) -> Schema:
        """``type A = pkg.B``: where B is a basic type, controller-gen asks for a B of the package that it reads."""
        schema = self._foreign(target._replace(span=name.span))
        if not isinstance(underlying(target, self._lookup), ast.Name):
            return schema
        if self._lookup(path, target.name) is None:
            return self._refused(
                name.span,
                f"{name.name}, an alias of a text or a number of another package,",
                f"declare it without the =, or call it {target.name}: controller-gen crashes on other names",
            )
        local = self._load((path, target.name))
        return {**schema, **{key: local[key] for key in ("type", "format") if key in local}}

    def _basic(self, name: ast.Name) -> Schema:
        kind = name.name
        if kind == "string":
            return {"type": "string"}
        if kind == "bool":
            return {"type": "boolean"}
        if kind in _INTEGERS:
            form = _INTEGERS[kind]
            return {"type": "integer", "format": form} if form else {"type": "integer"}
        if kind in ("float32", "float64"):
            if self._dangerous:
                return {"type": "number"}
            tell = self._report.warning if self._dangerous is None else self._report.error
            tell(
                "crd-float",
                f"{kind} in a custom resource: readers in other languages round it differently, so Kubernetes' "
                "conventions forbid it",
                name.span,
                hint="use resource.Quantity (k8s.io/apimachinery/pkg/api/resource), a string or a scaled integer; or "
                "allow it for this plan with generate: {allow_dangerous_types: true}",
            )
            return {"type": "number"} if self._dangerous is None else broken()
        if kind in _INTERFACES:
            return self._refused(name.span, kind)
        return self._refused(name.span, f"the type {kind}", "use a string or an integer")

    def _foreign(self, name: ast.Name) -> Schema:
        schema: Schema = {"$ref": reference(name.qualifier, name.name)}
        declared = self._lookup(name.qualifier, name.name)
        if declared is None:
            full = known.schema(name.qualifier, name.name) or {}
            if full.get("type") == "array":
                schema["type"] = "array"
            elif full.get("type") == "object" and "additionalProperties" in full:
                schema["type"] = "object"
            return schema
        if declared.decl.alias:
            return self._foreign_alias(name, declared.decl)
        behind = underlying(declared.decl.type, self._lookup)
        if isinstance(behind, ast.Slice):
            schema["type"] = "array"
        elif isinstance(behind, ast.Map):
            schema["type"] = "object"
        return schema

    def _foreign_alias(self, name: ast.Name, decl: ast.TypeDecl) -> Schema:
        """An alias of another package: go/types has only the type behind it."""
        target = decl.type
        if isinstance(target, ast.Name) and target.qualifier:
            return self._foreign(target._replace(span=name.span))
        return self._refused(
            name.span, f"{name.name}, an alias of a type without a name of its own,", "declare it without the ="
        )

    def _list(self, type_: ast.Slice | ast.Array, path: str) -> Schema:
        elem = type_.elem
        while isinstance(elem, ast.Paren):
            elem = elem.inner
        # encoding/json writes []uint8 as text as well; the Go that scaffold writes calls it []byte for controller-gen.
        byte = isinstance(elem, ast.Name) and not elem.qualifier and elem.name in ("byte", "uint8")
        if byte and isinstance(type_, ast.Slice):
            return {"type": "string", "format": "byte"}
        return {"type": "array", "items": self.schema(elem, path)}

    def _map(self, type_: ast.Map, path: str) -> Schema:
        if not self._is_key(type_.key):
            self._report_key(type_.key)
            return broken()
        return {"type": "object", "additionalProperties": self._map_value(type_.value, path)}

    def _report_key(self, key: ast.Type) -> None:
        why, hint = "a map in a custom resource needs strings for keys: JSON has no others", "use string for the keys"
        declared = self._lookup(key.qualifier, key.name) if isinstance(key, ast.Name) and key.qualifier else None
        behind = underlying(key, self._lookup)
        if isinstance(behind, ast.Name) and not behind.qualifier and behind.name == "string" and declared is not None:
            name = declared.decl.name
            why = f"{name} is an alias, and controller-gen takes no alias for the keys of a map"
            hint = f"declare it without the =, `type {name} string`, or use string for the keys"
        self._report.error("crd-map-key", why, key.span, hint=hint)

    def _is_key(self, key: ast.Type) -> bool:
        """Whether the keys of a map are text, or write themselves as such; controller-gen takes no alias for text."""
        while isinstance(key, ast.Paren):
            key = key.inner
        if not isinstance(key, ast.Name):
            return False
        declared = self._lookup(key.qualifier, key.name) if key.qualifier else None
        if declared is not None and (declared.key or declared.decl.alias):
            return declared.key
        behind = underlying(key, self._lookup)
        if not isinstance(behind, ast.Name):
            return False
        if not behind.qualifier:
            return behind.name == "string"
        return (known.schema(behind.qualifier, behind.name) or {}).get("type") == "string"

    def _map_value(self, value: ast.Type, path: str) -> Schema:
        while isinstance(value, ast.Paren):
            value = value.inner
        if isinstance(value, ast.Name | ast.Slice | ast.Array | ast.Map | ast.Pointer):
            return self.schema(value, path)
        if isinstance(value, ast.Struct):
            return self._refused(value.span, "a map of structs without names", "declare a type for it")
        return self.schema(value, path)
