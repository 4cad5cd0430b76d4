"""A Markdown document as one page of HTML that needs nothing else."""

from __future__ import annotations

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 54rem; margin: 2rem auto; padding: 0 1rem; }
pre { overflow-x: auto; padding: .8rem 1rem; border-radius: .4rem; background: #8881; }
code { font: .9em/1.5 ui-monospace, monospace; }
:not(pre) > code { padding: .1em .3em; border-radius: .25em; background: #8882; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
h1, h2 { border-bottom: 1px solid #8884; padding-bottom: .2em; }
h2 { margin-top: 2.5rem; }
nav ul { padding-left: 1.2rem; }
"""


def page(text: str) -> str:
    """The page. HTML in the document is shown as text; links of dangerous kinds stay text."""
    from html import escape

    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    title, contents, number = "", [], 0
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        words = "".join(
            child.content for child in tokens[at + 1].children or [] if child.type in ("text", "code_inline")
        )
        title = title or words
        if token.tag in ("h2", "h3"):
            number += 1
            token.attrSet("id", f"s{number}")
            contents.append((token.tag, f'<a href="#s{number}">{escape(words)}</a>'))
    body = parser.renderer.render(tokens, parser.options, {})
    # GitHub's boxes of task lists.
    for mark, box in (("[ ] ", "&#9744; "), ("[x] ", "&#9745; "), ("[X] ", "&#9745; ")):
        body = body.replace(f"<li>{mark}", f"<li>{box}")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"{_contents(contents)}{body}</body>\n</html>\n"
    )


def _contents(found: list[tuple[str, str]]) -> str:
    """A list of the headings, those of the third level inside those of the second."""
    groups: list[list[str]] = []
    for tag, link in found:
        if tag == "h2" or not groups:
            groups.append([link])
        else:
            groups[-1].append(link)
    lines = []
    for first, *inner in groups:
        listed = "".join(f"<li>{link}</li>\n" for link in inner)
        lines.append(f"<li>{first}" + (f"\n<ul>\n{listed}</ul>\n" if inner else "") + "</li>\n")
    return f"<nav>\n<ul>\n{''.join(lines)}</ul>\n</nav>\n" if lines else ""
