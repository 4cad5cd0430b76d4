"""Any text as Go comment lines that gofmt leaves alone and that no Go tool takes for an instruction.

The text is as a plan holds it: without ``//``, lines as the author broke them. What changes is what gofmt would
change (list markers, indentation of code, blank lines around blocks, typographic quotes, old-style headings), the
characters Go source cannot hold, and one letter's case in a line that a tool would act on.

Sources: ``go/printer/comment.go``, ``go/doc/comment``, ``go/build/constraint``, vet's ``buildtag``, staticcheck's
SA9009 and its detection of generated files.
"""

from __future__ import annotations

GO_SPACE = (
    " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What Go's ``unicode.IsSpace`` accepts; gofmt trims it from the ends of comment lines. Python's set is larger."""

_REPLACED = {
    0x00: "\u2400",  # Go source may not hold NUL: its visible picture
    0x0B: " ",  # gofmt's column engine takes vertical tab and formfeed for its own signs
    0x0C: " ",
    0xFEFF: "\u2060",  # illegal but at the start of a file; the word joiner is the same without the second meaning
}


def comment_lines(text: str, *, doc: bool = True, top: bool = False) -> list[str]:
    """`text` as ``//`` lines without indentation; no lines for a blank text.

    `doc`: the comment will stand in the first column right above a declaration or the package clause, where gofmt
    reformats it. Otherwise (fields, methods, detached comments) gofmt only trims.
    `top`: the comment stands above the package clause with an empty line between, where vet is wary of the mere
    letters ``+build``.

    Lines that begin with ``+`` and a letter (kubebuilder's markers) stay exactly as written on lines of their own;
    where gofmt would set their quotes in type, they become a block of code, which it does not touch.
    """
    if text.isprintable() and text[:1].isalpha() and "''" not in text and "``" not in text:
        plain = text.rstrip(" ")
        if not ("go:" in plain or "+build" in plain or "DO NOT EDIT" in plain):
            return [f"// {plain}"]
    lines = _clean(text)
    if not lines:
        return []
    lines = [_prose(line) for line in lines]
    if top:
        lines = [line.replace("+build", "+Build") for line in lines]
    if doc and not _is_plain(lines):
        from scaffold.golang.docblocks import canonical  # most comments never need it

        lines = canonical(lines)
    return [f"//{line}" if not line or line[0] == "\t" else f"// {line}" for line in lines]


def trailing_comment(text: str) -> str:
    """`text` as the comment behind a line of code: ``// …`` on one line, empty for a blank text."""
    joined = " ".join([line.strip(GO_SPACE) for line in _clean(text) if line])
    return f"// {_prose(joined)}" if joined else ""


def prose(comment: str) -> str:
    """A ``//`` comment of pasted code, without the power to move build constraints or mark the file as generated.

    Directives that belong to the declaration below them (``//go:embed``) stay.
    """
    body = comment[2:]
    if body[:1] == " ":
        return "// " + _prose(body[1:])
    if body.startswith("go:build") and (len(body) == 8 or body[8] in GO_SPACE):
        return "// Go" + body[2:]
    if body[:1] in ("\t", "+"):
        return "//" + _prose(body)
    return comment


def _clean(text: str) -> list[str]:
    """The lines of `text` without what Go source cannot hold, blanks at their ends, and blank lines around it."""
    if not text.isprintable():
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text.translate(_REPLACED)
        if not text.isascii():
            # YAML's escapes can spell half a surrogate pair, which UTF-8 cannot.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = [line.rstrip(GO_SPACE) for line in text.split("\n")]
    return strip_blank_lines(lines)


def strip_blank_lines(lines: list[str]) -> list[str]:
    """The lines without empty ones at either end."""
    start, end = 0, len(lines)
    while start < end and not lines[start]:
        start += 1
    while start < end and not lines[end - 1]:
        end -= 1
    return lines[start:end]


def _prose(line: str) -> str:
    """`line`, and where a Go tool would act on it the same with one letter's case changed."""
    words = line.lstrip(GO_SPACE)
    if words.startswith("go:"):
        # "// go:name" is a mistyped compiler directive to staticcheck.
        if "a" <= words[3:4] <= "z":
            return line[: len(line) - len(words)] + "G" + words[1:]
    elif words.startswith("+build"):
        # "// +build" is a build constraint wherever it stands: gofmt moves it to the top of the file.
        if len(words) == 6 or words[6] in GO_SPACE:
            return line[: len(line) - len(words)] + "+B" + words[2:]
    elif line.startswith("Code generated ") and line.endswith(" DO NOT EDIT."):
        return "Code G" + line[6:]
    elif line == "Created by cgo - DO NOT EDIT":
        return "Created By" + line[10:]
    return line


def _is_plain(lines: list[str]) -> bool:
    """Whether the lines are one paragraph in which gofmt finds nothing to do."""
    return all(line and line[0] not in " \t#[" and "''" not in line and "``" not in line for line in lines)
