"""Go's scanner: any text at all becomes tokens and the faults between them."""

from __future__ import annotations

from scaffold.golang.parse_tokens import DIGITS, ENDS_LINE, KEYWORDS, LexicalFault, Tokens, is_digit, is_letter, literal

_OPERATORS = (
    *("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "&^"),
    *("+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^="),
    *("&&", "||", "<-", "++", "--", "==", "<", ">", "=", "!", "~", "!=", "<=", ">=", ":="),
    *("...", "(", "[", "{", ",", ".", ")", "]", "}", ";", ":"),
)
_BY_FIRST: dict[str, list[str]] = {}
for _operator in sorted(_OPERATORS, key=len, reverse=True):
    _BY_FIRST.setdefault(_operator[0], []).append(_operator)


def scan(text: str) -> Tokens:
    """The tokens of any text at all; what is none is put into `faults` and left out."""
    tokens = Tokens(text)
    at, size = 0, len(text)
    line_ended = False
    while at < size:
        char = text[at]
        if char == "\n" or char in " \t\r":
            line_ended = line_ended or char == "\n"
            at += 1
            continue
        if char == "/" and text[at + 1 : at + 2] in ("/", "*"):
            end = _comment(tokens, at)
            _bad_characters(tokens, at, end)
            line_ended = line_ended or "\n" in text[at:end]
            at = end
            continue
        _flush(tokens, line_ended)
        line_ended = False
        at = _token(tokens, at)
    _flush(tokens, True)
    tokens.close()
    return tokens


def _flush(tokens: Tokens, line_ended: bool) -> None:
    """End the line if it was ended, and let the comments just read stand before the next token."""
    at = len(tokens.kinds)
    if line_ended and tokens.kinds and tokens.kinds[-1] in ENDS_LINE:
        found = tokens.comments.pop(at, None)
        tokens.add(";", tokens.ends[-1], tokens.ends[-1])
        if found:
            tokens.comments[at + 1] = found


def _comment(tokens: Tokens, at: int) -> int:
    text = tokens.text
    if text[at + 1] == "/":
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
    else:
        end = text.find("*/", at + 2)
        if end < 0:
            tokens.fail(LexicalFault(at, at + 2, "comment not terminated", "close it with */"))
            return len(text)
        end += 2
    tokens.comments.setdefault(len(tokens.kinds), []).append((at, end))
    return end


def _bad_characters(tokens: Tokens, start: int, end: int) -> None:
    """Report what Go accepts nowhere, not even in comments and strings."""
    for bad, what in (("\0", "a NUL character"), ("\ufeff", "a byte-order mark")):
        at = tokens.text.find(bad, start, end)
        if at >= 0:
            tokens.fail(LexicalFault(at, at + 1, f"{what} inside Go", "remove it"))
    if not tokens.text.isascii():
        for at in range(start, end):
            if "\ud800" <= tokens.text[at] <= "\udfff":
                message = f"{_shown(tokens.text[at])} is half of a character (a lone surrogate)"
                tokens.fail(LexicalFault(at, at + 1, message, "remove it"))
                return


def _token(tokens: Tokens, at: int) -> int:
    text = tokens.text
    char = text[at]
    if is_letter(char):
        end = at + 1
        while end < len(text) and (is_letter(text[end]) or is_digit(text[end])):
            end += 1
        word = text[at:end]
        tokens.add(word if word in KEYWORDS else "name", at, end)
        return end
    if char in "0123456789\"`'" or (char == "." and text[at + 1 : at + 2] in DIGITS):
        try:
            kind, end = literal(text, at)
        except LexicalFault as fault:
            tokens.fail(fault)
            kind, end = ("char" if char == "'" else "string" if char in '"`' else "int"), fault.resume
            end = max(end, at + 1)
        _bad_characters(tokens, at, end)
        tokens.add(kind, at, end)
        return end
    for operator in _BY_FIRST.get(char, ()):
        if text.startswith(operator, at):
            tokens.add(operator, at, at + len(operator))
            return at + len(operator)
    end = at + 1
    while text[end : end + 1] == char:
        end += 1
    tokens.fail(LexicalFault(at, end, f"{_shown(char)} is no character of Go", _advice(char)))
    return end


def _shown(char: str) -> str:
    return f"'{char}'" if char.isprintable() else f"U+{ord(char):04X}"


def _advice(char: str) -> str:
    if char in "\u201c\u201d\u2018\u2019":
        return "write straight quotes"
    if char.isspace() or char in "\u200b\ufeff\u00ad":
        return "write an ordinary space or nothing"
    return "remove it"
