"""Go's scanner: any text at all becomes tokens and the faults between them."""

from __future__ import annotations

import re

from scaffold.golang.parse_tokens import DIGITS, ENDS_LINE, KEYWORDS, LexicalFault, Tokens, is_digit, is_letter, literal

_OPERATORS = (
    *("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "&^"),
    *("+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^="),
    *("&&", "||", "<-", "++", "--", "==", "<", ">", "=", "!", "~", "!=", "<=", ">=", ":="),
    *("...", "(", "[", "{", ",", ".", ")", "]", "}", ";", ":"),
)
_OPERATOR = re.compile("|".join(map(re.escape, sorted(_OPERATORS, key=len, reverse=True))))
_BLANKS = re.compile(r"[ \t\r\n]+")
_WORD = re.compile(r"[A-Za-z0-9_]*")
"""The part of a name that needs no tables of Unicode: `re` reads it in one step, and most names are nothing else."""


def scan(text: str) -> Tokens:
    """The tokens of any text at all; what is none is put into `faults` and left out."""
    tokens = Tokens(text)
    at, size = 0, len(text)
    line_ended = False
    while at < size:
        char = text[at]
        if char in " \t\r\n" and (blanks := _BLANKS.match(text, at)) is not None:
            end = blanks.end()
            line_ended = line_ended or "\n" in text[at:end]
            at = end
            continue
        if char == "/" and text[at + 1 : at + 2] in ("/", "*"):
            end = _comment(tokens, at)
            _bad_characters(tokens, at, end)
            line_ended = line_ended or "\n" in text[at:end]
            at = end
            continue
        if line_ended:
            _flush(tokens)
            line_ended = False
        at = _token(tokens, at)
    _flush(tokens)
    tokens.close()
    return tokens


def _flush(tokens: Tokens) -> None:
    """End the line, and let the comments just read stand before the next token."""
    at = len(tokens.kinds)
    if tokens.kinds and tokens.kinds[-1] in ENDS_LINE:
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
        end = _name_end(text, at)
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
    operator = _OPERATOR.match(text, at)
    if operator is not None:
        tokens.add(operator.group(), at, operator.end())
        return operator.end()
    end = at + 1
    while text[end : end + 1] == char:
        end += 1
    tokens.fail(LexicalFault(at, end, f"{_shown(char)} is no character of Go", _advice(char)))
    return end


def _name_end(text: str, start: int) -> int:
    """Where the name ends whose first letter is at `start`."""
    word = _WORD.match(text, start + 1)
    while word is not None:
        end = word.end()
        if end == len(text) or not (is_letter(text[end]) or is_digit(text[end])):
            return end
        word = _WORD.match(text, end + 1)
    return len(text)


def _shown(char: str) -> str:
    return f"'{char}'" if char.isprintable() else f"U+{ord(char):04X}"


def _advice(char: str) -> str:
    if char in "\u201c\u201d\u2018\u2019":
        return "write straight quotes"
    if char.isspace() or char in "\u200b\ufeff\u00ad":
        return "write an ordinary space or nothing"
    return "remove it"
