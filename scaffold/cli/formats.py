"""Messages for machines: GitHub's workflow commands, and SARIF 2.1.0 for code scanning.

Both are made of the plain data that ``--format json`` prints.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import scaffold
from scaffold.cli.output import PROBLEMS
from scaffold.codes import CODES

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def github(found: Iterable[Mapping[str, Any]]) -> str:
    """A workflow command a line: GitHub shows each beside the line of the plan."""
    lines = []
    for each in found:
        place = {
            "file": each["file"],
            "line": each["line"],
            "endLine": each["end_line"],
            "col": each["column"],
            "endColumn": each["end_column"],
            "title": each["code"],
        }
        shown = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
        words = each["message"] + (f"\nhint: {each['hint']}" if each["hint"] else "")
        lines.append(f"::{_COMMANDS[each['severity']]} {shown}::{_data(words)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(found: Iterable[Mapping[str, Any]]) -> str:
    """A log of one run, with the rules that its results name."""
    results = [_result(each) for each in found]
    rules = sorted({result["ruleId"] for result in results})
    titles = {**CODES, **PROBLEMS}
    driver = {
        "name": "scaffold",
        "version": scaffold.__version__,
        "rules": [{"id": rule, "shortDescription": {"text": titles.get(rule, rule)}} for rule in rules],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _result(each: Mapping[str, Any]) -> dict[str, Any]:
    words = each["message"] + (f"\nhint: {each['hint']}" if each["hint"] else "")
    result: dict[str, Any] = {
        "ruleId": each["code"],
        "level": _LEVELS[each["severity"]],
        "message": {"text": words},
        "locations": [
            _location(
                each["file"], each["line"], each["column"], endLine=each["end_line"], endColumn=each["end_column"]
            )
        ],
    }
    if each["related"]:
        result["relatedLocations"] = [
            {
                "id": at,
                **_location(other["file"], other["line"], other["column"]),
                "message": {"text": other["message"]},
            }
            for at, other in enumerate(each["related"], 1)
        ]
    fix = each["fix"]
    if fix is not None and fix["edits"]:
        result["fixes"] = [
            {"description": {"text": fix["title"]}, "artifactChanges": [_change(each["file"], fix["edits"])]}
        ]
    return result


def _change(file: str, edits: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit["line"],
                "startColumn": edit["column"],
                "endLine": edit["end_line"],
                "endColumn": edit["end_column"],
            },
            "insertedContent": {"text": edit["text"]},
        }
        for edit in edits
    ]
    return {"artifactLocation": {"uri": _uri(file)}, "replacements": replacements}


def _location(file: str, line: int, column: int, **end: int) -> dict[str, Any]:
    region = {"startLine": line, "startColumn": column, **end}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, "region": region}}


def _uri(file: str) -> str:
    path = quote(file.replace(os.sep, "/").encode("utf-8", "surrogateescape"))
    return f"file://{path}" if path.startswith("/") else path
