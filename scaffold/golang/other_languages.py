"""Types and signatures as other languages write them, in Go's words: for the hints of messages.

Nothing here is certain: what comes of it is proposed, and only where Go's own grammar has refused the text or nothing
declares the name.
"""

from __future__ import annotations

import re

_NAMES = {
    **dict.fromkeys(("str", "string", "text", "varchar", "charsequence", "nsstring"), "string"),
    **dict.fromkeys(("integer", "int", "number", "isize", "bigint_t"), "int"),
    **dict.fromkeys(("boolean", "bool"), "bool"),
    **dict.fromkeys(("double", "float", "f64", "real"), "float64"),
    **dict.fromkeys(("i64", "long", "bigint", "int64_t", "sint64"), "int64"),
    **dict.fromkeys(("i32", "int32_t", "sint32"), "int32"),
    **dict.fromkeys(("i16", "short", "int16_t", "smallint"), "int16"),
    **dict.fromkeys(("i8", "int8_t", "tinyint", "sbyte"), "int8"),
    **dict.fromkeys(("u64", "ulong", "uint64_t"), "uint64"),
    **dict.fromkeys(("u32", "uint32_t"), "uint32"),
    **dict.fromkeys(("u16", "ushort", "uint16_t"), "uint16"),
    **dict.fromkeys(("u8", "uint8_t"), "uint8"),
    **dict.fromkeys(("usize", "size_t", "unsigned"), "uint"),
    "f32": "float32",
    **dict.fromkeys(
        ("datetime", "timestamp", "date", "instant", "localdatetime", "zoneddatetime", "offsetdatetime", "timestamptz"),
        "time.Time",
    ),
    **dict.fromkeys(("timedelta", "duration", "timespan"), "time.Duration"),
    **dict.fromkeys(("object", "any", "mixed", "dynamic"), "any"),
    **dict.fromkeys(("bytes", "bytearray", "binary", "blob", "bytestring", "bytebuffer"), "[]byte"),
    **dict.fromkeys(("uuid", "guid"), "uuid.UUID"),
    **dict.fromkeys(("exception", "throwable"), "error"),
    **dict.fromkeys(("json", "jsonb"), "json.RawMessage"),
    "char": "rune",
}
"""Types that take no arguments, in lower case."""

_CONTAINERS = {
    **dict.fromkeys(
        ("list", "vec", "vector", "array", "arraylist", "linkedlist", "sequence", "iterable", "collection", "slice"),
        "[]{0}",
    ),
    **dict.fromkeys(("readonlyarray", "ienumerable", "ilist", "deque"), "[]{0}"),
    **dict.fromkeys(("set", "hashset", "treeset", "frozenset", "btreeset"), "map[{0}]struct{{}}"),
    **dict.fromkeys(
        ("map", "hashmap", "dict", "dictionary", "record", "treemap", "btreemap", "mapping", "defaultdict"),
        "map[{0}]{1}",
    ),
    **dict.fromkeys(("optional", "maybe", "nullable", "option"), "?{0}"),
    **dict.fromkeys(("promise", "future", "completablefuture", "task", "awaitable", "coroutine", "readonly"), "{0}"),
    **dict.fromkeys(("flow", "stream", "observable", "asynciterable", "asynciterator", "flux"), "<-chan {0}"),
    **dict.fromkeys(("shared_ptr", "unique_ptr", "box", "arc", "ptr"), "*{0}"),
}
"""Generic types, in lower case; ``?`` makes a pointer of what cannot be nil."""

_NO_RESULT = frozenset(("void", "none", "nonetype", "unit"))
_NULL = frozenset(("null", "undefined", "none", "nil", "nonetype"))
_QUALIFIERS = frozenset(("std", "java", "util", "lang", "time", "typing", "datetime", "uuid", "builtins", "System"))
_PREFIXES = frozenset(("const", "mut", "final", "readonly"))
_GO_TYPES = frozenset(("int", "string", "bool", "any"))
_DEEPEST = 20
_LONGEST = 300
_TOKEN = re.compile(r"\s*(::|[^\W\d]\w*|\d+|[<>\[\](){}|?!*&,:;.])")

WITHOUT_GO = {
    **dict.fromkeys(("decimal", "bigdecimal"), "string, or decimal.Decimal of github.com/shopspring/decimal"),
    **dict.fromkeys(("tuple", "pair"), "a struct with a field for each part"),
    "union": "any, or an interface that the types have in common",
    **dict.fromkeys(("callable", "function", "lambda"), "a function type: func(text string) error"),
    **dict.fromkeys(_NO_RESULT, "no result at all"),
}
"""Types of other languages, in lower case, for which Go has no word: what to write."""


_DOMAIN = frozenset(
    (
        *("Arc", "Binary", "Blob", "Box", "Collection", "Function", "Future", "Instant", "Lambda", "Mapping", "Object"),
        *("Option", "Pair", "Ptr", "Readonly", "Real", "Record", "Sequence", "Set", "Short", "Slice", "Task", "Union"),
        *("Unit", "Unsigned"),
    )
)
"""Names that a plan's own types may well have: alone they are no other language's."""


class _Unclear(Exception):
    """A text that is no type of a language known here."""


def meaning(name: str) -> str:
    """What Go says for a type of another language that stands alone, in words; empty where the name says nothing."""
    plain = name.lower()
    if name in _DOMAIN:
        return ""
    if plain in _CONTAINERS:
        return _CONTAINERS[plain].replace("?", "*").format("string" if "{1}" in _CONTAINERS[plain] else "T", "T")
    return WITHOUT_GO.get(plain) or _NAMES.get(plain, "")


def go_type(text: str) -> str:
    """The Go type that a type of another language is; empty where that is not clear, or the text is Go as it stands."""
    if len(text) > _LONGEST:
        return ""
    if text.strip().lower() == "date-time":
        return "time.Time"
    try:
        reader = _TypeReader(text)
        found = reader.union()
        reader.end()
    except _Unclear:
        return ""
    return found if reader.translated else ""


class _TypeReader:
    """Reads a type by what TypeScript, Python, Java, Rust, C++, Swift and C# have in common."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        self._at = 0
        self._depth = 0
        self.translated = False
        end = 0
        while text[end:].strip():
            match = _TOKEN.match(text, end)
            if match is None:
                raise _Unclear
            self._tokens.append(match[1])
            end = match.end()

    def end(self) -> None:
        """Raise `_Unclear` where more stands behind the type."""
        if self._at < len(self._tokens):
            raise _Unclear

    def _kind(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else ""

    def _take(self, *tokens: str) -> bool:
        if self._kind() not in tokens:
            return False
        self._at += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise _Unclear

    def union(self) -> str:
        """``A | B``: a pointer where one of two is null, else any type."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unclear
        parts: list[str] = []
        nullable = False
        while True:
            if self._kind().lower() in _NULL:
                self._at += 1
                nullable = True
            else:
                parts.append(self._postfix())
            if not self._take("|"):
                break
            self.translated = True
        self._depth -= 1
        if not parts:
            raise _Unclear
        found = parts[0] if len(parts) == 1 else "any"
        return _pointer(found) if nullable else found

    def _postfix(self) -> str:
        found = self._primary()
        while True:
            if self._kind() == "[" and self._kind(1) == "]":
                self._at += 2
                found = f"[]{found}"
            elif self._kind() == "[" and self._kind(1).isdecimal() and self._kind(2) == "]":
                found = f"[{self._kind(1)}]{found}"
                self._at += 3
            elif self._take("?"):
                found = _pointer(found)
            elif self._take("*"):
                found = "string" if found == "rune" else f"*{found}"
            elif not self._take("&", "!"):
                return found
            self.translated = True

    def _primary(self) -> str:
        while self._kind() in _PREFIXES or self._kind() == "&":
            self._at += 1
            self.translated = True
        if self._take("*"):
            return f"*{self._primary()}"
        if self._take("("):
            found = self.union()
            self._expect(")")
            return found
        if self._take("{"):
            return self._pairs("}")
        if self._take("["):
            return f"[]{self._primary()}" if self._take("]") else self._pairs("]")
        if not self._kind()[:1].isalpha():
            raise _Unclear
        return self._named()

    def _pairs(self, closing: str) -> str:
        """``[T]``, ``[T; 3]``, ``[K: V]`` and ``{K: V}`` behind their first bracket."""
        self.translated = True
        key = self.union()
        if self._take(":"):
            found = f"map[{key}]{self.union()}"
        elif closing == "]" and self._take(";"):
            found = f"[{self._kind()}]{key}"
            self._at += 1
        elif closing == "]":
            found = f"[]{key}"
        else:
            raise _Unclear
        self._expect(closing)
        return found

    def _named(self) -> str:
        words = [self._kind()]
        self._at += 1
        while self._kind() in ("::", ".") and self._kind(1)[:1].isalpha():
            self.translated |= self._kind() == "::"
            words.append(self._kind(1))
            self._at += 2
        if words[0] in ("unsigned", "long") and self._kind() in ("int", "long", "short", "char"):
            return self._of_words(words[0])
        known = len(words) == 1 or set(words[:-1]) <= _QUALIFIERS or self.translated
        name = words[-1] if known else ".".join(words)
        is_called = self._kind() == "(" and name.lower() in _CONTAINERS
        if (
            is_called
            or self._kind() == "<"
            or (self._kind() == "[" and self._kind(1) != "]" and not self._kind(1).isdecimal())
        ):
            return self._generic(name)
        found = _NAMES.get(name.lower(), name)
        if name in _GO_TYPES or found == name:
            return name
        if name.lower() in WITHOUT_GO:
            raise _Unclear
        self.translated = True
        return found

    def _of_words(self, first: str) -> str:
        """``unsigned int``, ``long long``."""
        second = self._kind()
        while self._kind() in ("int", "long", "short", "char"):
            self._at += 1
        self.translated = True
        size = {"short": "int16", "char": "int8", "long": "int64"}.get(second, "int")
        return f"u{size}" if first == "unsigned" else "int64"

    def _generic(self, name: str) -> str:
        """A generic type with its arguments, which stand in ``<>``, ``[]`` or, as Terraform has it, ``()``."""
        closing = {"<": ">", "(": ")"}.get(self._kind(), "]")
        self._at += 1
        args = [self.union()]
        while self._take(","):
            args.append(self.union())
        self._expect(closing)
        form = _CONTAINERS.get(name.lower())
        if name == "map" and closing == "]" and len(args) == 1:
            return f"map[{args[0]}]{self._postfix()}"
        if closing == ")" and name == "map" and len(args) == 1:
            self.translated = True
            return f"map[string]{args[0]}"
        if form is not None and len(args) == (2 if "{1}" in form else 1):
            self.translated = True
            if form.startswith("?"):
                return _pointer(form[1:].format(*args))
            return form.format(*args)
        if form is not None or name.lower() in WITHOUT_GO:
            raise _Unclear
        self.translated |= closing == ">"
        return f"{name}[{', '.join(args)}]"


def _pointer(go: str) -> str:
    return go if go.startswith(("*", "[]", "map[")) or go in ("any", "error") else f"*{go}"


# --- fields and signatures -------------------------------------------------------------------------------------------

_FIELD = re.compile(r"\s*([^\W\d]\w*)\s*(\??:|\s)\s*([^`]+?)\s*((?:`[^`]*`)?)\s*;?\s*")
_SIGNATURE = re.compile(r"\s*(?:(?:async|def|fn|function|public|abstract|suspend|fun)\s+)*([^\W\d]\w*)\s*\(")
_RESULT = re.compile(r"\s*(?:->|=>|:)?\s*(.*?)\s*;?\s*", re.DOTALL)
_FAILING = re.compile(r"(?:\w+::)*Result\s*<\s*(.*?)\s*(?:,\s*[\w:<>]+\s*)?>")
_VISIBLE = frozenset(("pub", "public", "private", "protected", "readonly", "val", "var", "let", "final"))
_RECEIVERS = frozenset(("self", "&self", "&mut self", "this", "cls"))


def go_field(text: str) -> str:
    """The field of a struct that a line of another language is; empty where that is not clear."""
    match = _FIELD.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return ""
    name, sign, written, tag = match.groups()
    if name in _VISIBLE and (inner := go_field(written + tag)):
        return inner
    found = go_type(f"{written}?" if sign.startswith("?") else written)
    if not found and (":" not in sign or not re.fullmatch(r"[\w.*\[\]]+", written)):
        return ""
    return f"{name} {found or written} {tag}".rstrip()


def go_signature(text: str) -> str:
    """The method that a signature of another language is; empty where that is not clear."""
    match = _SIGNATURE.match(text) if len(text) <= _LONGEST else None
    closing = _closing(text, match.end()) if match is not None else -1
    if match is None or closing < 0:
        return ""
    params = [part for part in _split(text[match.end() : closing]) if part not in _RECEIVERS]
    named = [_parameter(part) for part in params]
    rest = _RESULT.fullmatch(text[closing + 1 :])
    result = rest[1] if rest is not None else ""
    if result.lower() in _NO_RESULT:
        result = ""
    elif result:
        failing = _FAILING.fullmatch(result)
        written = failing[1] if failing is not None else result
        known = "" if written in ("()", "") else go_type(written) or written
        result = known if failing is None else f"({known}, error)" if known else "error"
    found = f"{match[1]}({', '.join(named)}) {result}".rstrip()
    return found if _letters(found) != _letters(text) else ""


_TYPED_FIRST = re.compile(
    r"(?:(?:public|private|protected|static|final|readonly|virtual|async)\s+)*(\S.*?)\s+([^\W\d]\w*)\s*;?"
)
_TYPED_METHOD = re.compile(
    r"(?:(?:public|protected|static|abstract|virtual|async|default)\s+)*"
    r"([^\W\d][\w.<>,\[\]? ]*?)\s+([^\W\d]\w*)\s*\((.*)\)\s*(?:throws\s+[\w., ]+)?;?",
    re.DOTALL,
)
_OTHERS = frozenset(("func", "def", "fn", "function", "rpc", "fun", "suspend", "let", "sub"))
_BASIC = frozenset(("bool", "byte", "error", "any", "rune", "string", "float32", "float64", "uintptr", "func", "error"))


def typed_first_field(text: str) -> tuple[str, str] | None:
    """Name and Go type of a field whose type stands first, as in Java and C#; None where that is not clear."""
    match = _TYPED_FIRST.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not match[2][:1].islower() or match[2] in _BASIC or re.match(r"u?int\d*$|complex", match[2]):
        return None
    found = go_type(match[1])
    return (match[2], found) if found else None


def typed_first_method(text: str) -> str:
    """The method that a signature is whose result stands first, as in Java and C#; empty where that is not clear."""
    match = _TYPED_METHOD.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or ":" in match[3] or not _OTHERS.isdisjoint(match[1].split()):
        return ""
    result = "" if match[1].lower() in _NO_RESULT or match[1] == "Task" else go_type(match[1]) or match[1]
    params = [_typed_parameter(part) for part in _split(match[3])]
    return f"{match[2][:1].upper()}{match[2][1:]}({', '.join(params)}) {result}".rstrip()


def _typed_parameter(text: str) -> str:
    """``String id`` as ``id string``; a type of the plan stays as it is."""
    head, _, name = text.strip().rpartition(" ")
    return f"{name} {go_type(head) or head}" if head else text.strip()


def _letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _parameter(text: str) -> str:
    """``id: string``, ``id str`` and ``String id`` as ``id string``."""
    text = re.sub(r"\s*=.*", "", text.strip(), flags=re.DOTALL)
    match = re.fullmatch(r"([^\W\d]\w*)(\??)\s*:\s*(.+)", text, flags=re.DOTALL)
    if match is not None:
        written = match[3] + match[2]
        return f"{match[1]} {go_type(written) or written}"
    first, _, second = text.partition(" ")
    if second and go_type(second):
        return f"{first} {go_type(second)}"
    head, _, last = text.rpartition(" ")
    if head and go_type(head) and last.isidentifier():
        return f"{last} {go_type(head)}"
    return text


def _closing(text: str, start: int) -> int:
    """Where the parenthesis closes that was opened before `start`; -1 where it does not."""
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    return -1


def _split(text: str) -> list[str]:
    """A list at its commas, those in brackets apart."""
    parts = [""]
    depth = 0
    for char in text:
        depth += (char in "([{<") - (char in ")]}>")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]
