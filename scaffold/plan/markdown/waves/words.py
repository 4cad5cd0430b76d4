"""How documents spell waves, efforts and sizes: headings, references, numbers. Knows words only, no document.

Numbers are tuples of their parts as written, zeros in front off: ``E05.1.2a`` is ``("5", "1", "2a")``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

Number = tuple[str, ...]

_WORDS: Final = dict(
    zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(1, 11), strict=True)
)
_N = r"(?:\d{1,7}(?:\.\d{1,7})?[a-z]?(?![\w%])|one|two|three|four|five|six|seven|eight|nine|ten)"
_PHASE = r"(?:phase\s*[-#]?\s*(?P<phase>\d{1,7}(?:\.\d{1,7})?)\s*[-,:/–—>→]*\s*)"  # noqa: RUF001 - dashes of all lengths
_JOIN = (
    r"(?:\s*(?:&|\+|/|,?\s*and\b|,?\s*or\b)\s*(?:waves?\s*)?"
    r"|\s*,\s*(?:waves?\s*)?(?=\d+\s*(?:$|[,.;)&+/\]]|and\b|or\b)))"
)
_TO = r"(?:\s*(?:\bto\b|\bthrough\b|\bthru\b|\.\.+)\s*|(?:-|–|—)|(?<=\d)\s+[-–—]\s+(?=\d+\s*(?:$|[,.;:)\]])))"  # noqa: RUF001
_LIST = rf"{_N}(?:(?:{_JOIN}|{_TO}){_N}){{0,200}}"
WAVES: Final = re.compile(
    rf"{_PHASE}?(?<![\w-])(?:(?:sub-?)?waves?\s*[-#]?\s*(?P<list>{_LIST})|w(?P<short>\d{{1,7}})(?![\w.]*\w))",
    re.IGNORECASE,
)
"""A reference to waves anywhere in a text: ``Waves 1-3``, ``Phase 5 Wave 2``, ``W1``."""

_D = r"\d{1,7}(?:[._]\d{1,7}){0,3}[a-z]?(?![\w%])"
_EJOIN = r"(?:\s*(?:&|\+|/|,|,?\s*and\b)\s*|\s*(?:-|–|—|\bto\b|\bthrough\b)\s*)"  # noqa: RUF001
EFFORTS: Final = re.compile(
    rf"(?<![\w.-])(?:"
    rf"(?:P(?P<np>\d{{1,7}})[-_. ]?)?W(?P<nw>\d{{1,7}}(?:\.\d{{1,7}})?)[-_. ]?E(?P<ne>\d{{1,7}}[a-z]?)(?!\w)"
    rf"|E\[?(?!2E)(?P<e>{_D}(?:\s*(?:-|–|—|\bto\b|\bthrough\b)\s*E?{_D})?)\]?"  # noqa: RUF001
    rf"|efforts?\s*[-#]?\s*(?P<effort>E?{_D}(?:{_EJOIN}E?{_D}){{0,200}})"
    rf"|(?:PRs?|pull\s+requests?)\s*[-#]?\s*(?P<pr>\d{{1,7}}[a-z]?\d{{0,3}}(?!\w)(?:{_EJOIN}(?:PR\s*)?#?\d{{1,7}}[a-z]?\d{{0,3}}(?!\w)){{0,200}})"
    rf"|(?:agents?|streams?|tracks?)\s+#?(?P<agent>(?:[A-Z]|\d{{1,3}})(?!\w)(?:{_EJOIN}(?:[A-Z]|\d{{1,3}})(?!\w)){{0,50}})"
    rf"|(?:tasks?|stor(?:y|ies)|tickets?|work\s*(?:items?|packages?)|subtasks?)\s*[-#]?\s*(?P<task>T?{_D}(?:{_EJOIN}{_D}){{0,200}})"
    rf"|(?P<bare>(?<!v)\d{{1,7}}\.\d{{1,7}}(?:\.\d{{1,7}}){{0,2}}[a-z]?(?![\w%.]*\w)(?:\s*[-–—]\s*\d{{1,7}}(?:\.\d{{1,7}}){{1,3}}(?!\w))?)"  # noqa: RUF001
    r")",
    re.IGNORECASE,
)
"""A reference to efforts anywhere in a text."""

_JUNK = r"[^A-Za-z0-9]*+"
_NUMBERING = r"(?:(?:section|step|part)\s+)?(?:\d{1,3}(?:\.\d{1,3}){0,3}[.):]?|[IVX]{1,5}[.)]|[A-Za-z][.)])\s+"
_BEGIN = rf"{_JUNK}(?:{_NUMBERING})?{_JUNK}"
_WAVE_TITLE = re.compile(rf"{_BEGIN}{_PHASE}?{_JUNK}(?:sub-?)?waves?\s*[-#]?\s*(?P<list>{_LIST})", re.IGNORECASE)
_EFFORT_TITLE = re.compile(
    rf"{_BEGIN}{_PHASE}?{_JUNK}(?:wave\s*\d+\s*[-,:/]*\s*)?(?:"
    rf"(?P<node>(?:P(?P<np>\d{{1,7}})[-_.]?)?W(?P<nw>\d{{1,7}}(?:\.\d{{1,7}})?)[-_.]?E(?P<ne>\d{{1,7}}[a-z]?))(?!\w)"
    rf"|(?:efforts?\s*[-#]?\s*)?(?P<eform>E\[?(?!2E)(?P<e>{_D})\]?)"
    rf"|efforts?\s*[-#]?\s*(?P<effort>{_D})"
    r"|effort\s+`?(?!(?:breakdown|estimat\w+|summary|overview|total|level|details?|plan|name|id|structure)\b)"
    r"(?P<word>(?-i:[A-Z])(?=`?(?:\W|$))|[\w./-]{1,80}(?=`?\s*:))`?"
    rf"|(?:PR|pull\s+request)\s*[-#]?\s*(?P<pr>\d{{1,7}}[a-z]?\d{{0,3}})(?!\w)"
    rf"|(?P<role>agent|engineer|developer|stream|track|workstream|team)\s+#?(?P<agent>[A-Z]|\d{{1,3}})(?!\w)"
    rf"|(?:task|story|ticket|work\s*item|work\s*package|subtask)\s*[-#]?\s*(?P<task>T?{_D})"
    r")",
    re.IGNORECASE,
)
_BARE_TITLE = re.compile(rf"{_JUNK}(?P<bare>\d{{1,7}}\.\d{{1,7}}(?:\.\d{{1,7}}){{0,2}}[a-z]?)(?!\w)")
_CODE_TITLE = re.compile(
    rf"{_JUNK}(?P<code>(?:[A-Z][A-Za-z0-9]{{0,11}}[-_])+\d{{1,5}}[a-z]?|[A-Z]{{1,5}}\d{{1,5}}(?:\.\d{{1,5}}){{0,3}}|[a-z]{{2,12}}[-_]\d{{1,5}})(?![\w-])"
)
_TASK_CODE = re.compile(r"T\d{2,4}\Z")
_EFFORT_NAME = re.compile(r"\s*efforts?\s*[:–—-]\s*", re.IGNORECASE)  # noqa: RUF001
_OPENER = re.compile(r"[\[({<]")
_CLOSER = re.compile(r"\s*[\])}>]+")
# What stands between a number and a name.
_SEPARATOR = re.compile(r"\s*(?:[:：]|\s[–—-]+\s|[–—]|[-.)]\s)[\s–—-]*")  # noqa: RUF001

_LINES_OF = r"(?:lines?(?:\s+of\s+(?:go\s+)?code)?|s?loc)\b"
_FIGURE = r"(?P<{0}>\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}(?:\.\d+)?)\s*(?P<{0}k>k\b)?"
_SIZE = re.compile(
    rf"{_FIGURE.format('a')}\+?(?:\s*(?P<to>-|–|—|to|→|->)\s*~?{_FIGURE.format('b')})?\s*(?P<unit>{_LINES_OF})?",  # noqa: RUF001
    re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    r"\s*(?:%|days?|hours?|hrs?|h\b|d\b|weeks?|minutes?|mins?|months?|files?|points?|pts?|prs?\b|mb|gb|tests?|efforts?"
    r"|branch(?:es)?|agents?|engineers?|waves?|commits?|packages?)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"[\W_]*(?:none|nothing|n/?a|nil|no"
    r"|no (?:other |external |internal |prior |wave )?(?:dependenc\w+|deps|prerequisites?)"
    r"|independent|not applicable|immediate(?:ly)?|tbd|foundation|-+|–|—)(?![\w-])",  # noqa: RUF001
    re.IGNORECASE,
)
STATUS: Final = re.compile(
    r"\s*[✅✔☑❌🚧⏳🔴🟢🟡⬜]\ufe0f?\s*"
    r"(?:COMPLETED?|DONE|READY|IN PROGRESS|PENDING|BLOCKED|NOT STARTED|MERGED|Completed?|Done|Ready|Pending)\s*$"
)
"""How far somebody is, behind a title."""


class Title(NamedTuple):
    """What a heading, an item or a cell begins with. `kind` is ``wave effort pr agent task bare``.

    `form` is the id as written, `name` the offset of what follows, `separated` tells a colon or dash before that.
    `numbers` are several for ``Waves 3 & 4``.
    """

    kind: str
    numbers: tuple[Number, ...]
    phase: str
    form: str
    name: int
    separated: bool
    sure: bool


def number(text: str) -> Number:
    """The parts of a number as written."""
    return tuple(part.lstrip("0") or "0" for part in re.split(r"[._]", text.lower()) if part)


def between(separator: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """The offsets of what stands between separators."""
    found = []
    at = 0
    for match in separator.finditer(text):
        found.append((at, match.start()))
        at = match.end()
    return [*found, (at, len(text))]


def wave_list(text: str) -> list[Number]:
    """The numbers of a list such as ``1-3, 5 and 6``; at most a thousand."""
    found: list[Number] = []
    last: re.Match[str] | None = None
    for match in re.finditer(r"\d{1,7}(?:\.\d{1,7})?[a-z]?(?![\w])|[a-z]{3,5}", text.lower()):
        word = match[0]
        if word in _WORDS:
            word = str(_WORDS[word])
        elif word.isalpha():
            continue
        between = text[last.end() : match.start()].strip().lower() if last is not None else ""
        if between in ("-", "–", "—", "to", "through", "thru", "..", "...") and found:  # noqa: RUF001
            found += _between(found[-1], number(word))
        found.append(number(word))
        last = match
    return list(dict.fromkeys(found))[:1000]


def _between(first: Number, last: Number) -> list[Number]:
    """What lies between the ends of a range: ``5.1.1`` to ``5.1.4`` has 5.1.2 and 5.1.3."""
    if first[:-1] != last[:-1] or not (first[-1].isdigit() and last[-1].isdigit()):
        return []
    low, high = int(first[-1]), int(last[-1])
    return [(*first[:-1], str(n)) for n in range(low + 1, min(high, low + 200))]


def effort_list(text: str) -> list[Number]:
    """The numbers of a list of efforts, ranges filled."""
    found: list[Number] = []
    end = 0
    text = text[:2000]
    for match in re.finditer(r"\d{1,7}(?:[._]\d{1,7}){0,3}[a-z]?\d{0,3}(?!\w)", text, re.IGNORECASE):
        between = re.sub(r"[\s#E]|PR", "", text[end : match.start()], flags=re.IGNORECASE).lower()
        value = number(match[0])
        if between in ("-", "–", "—", "to", "through") and found:  # noqa: RUF001
            found += _between(found[-1], value)
        found.append(value)
        end = match.end()
    return list(dict.fromkeys(found))[:1000]


def read_title(text: str, bare: bool = False) -> Title | None:
    """What a line of words, marks off, says it is about; with `bare` a dotted number alone is an effort's."""
    text = text[:1000]
    found = _EFFORT_TITLE.match(text)
    if found is not None:
        kind, form, value = _effort_of(found)
        if len(value) == 1 and kind == "effort" and found["eform"] and not re.match(r"\W*E", found["eform"]):
            return None
        return _titled(text, found, kind, (value,), form)
    found = _WAVE_TITLE.match(text)
    if found is not None:
        return _titled(text, found, "wave", tuple(wave_list(found["list"])), found["list"])
    if bare and (found := _BARE_TITLE.match(text)) is not None:
        return _titled(text, found, "bare", (number(found["bare"]),), found["bare"])
    return None


def read_code(text: str, marked: int) -> Title | None:
    """A line that begins with an id of any kind: ``VLT-12: Storage``, ``T001 Storage``, ``**sync-02** Storage``.

    `marked` is the length of what stands in bold, code or brackets at the beginning.
    """
    text = text[:1000]
    found = _CODE_TITLE.match(text)
    if found is None or WAVES.fullmatch(found["code"]):
        return None
    title = _titled(text, found, "effort", ((),), found["code"])
    certain = title.separated or marked == found.end() or _TASK_CODE.match(found["code"])
    return title._replace(sure=True) if certain else None


def _effort_of(found: re.Match[str]) -> tuple[str, str, Number]:
    if found["ne"]:
        wave = number(found["nw"])
        return "effort", found["node"], (*number(found["np"] or ""), *wave, *number(found["ne"]))
    if found["e"]:
        return "effort", f"E{found['e']}", number(found["e"])
    if found["effort"]:
        return "effort", found["effort"], number(found["effort"])
    if found["pr"]:
        return "pr", f"PR{found['pr']}", number(found["pr"])
    if found["word"]:
        return "effort", found["word"], ()
    if found["task"]:
        return "task", found["task"], number(found["task"].lstrip("tT"))
    return "agent", found["agent"], (found["agent"].lower(),)


def _titled(text: str, found: re.Match[str], kind: str, numbers: tuple[Number, ...], form: str) -> Title:
    closer = _CLOSER.match(text, found.end())
    end = closer.end() if closer is not None and _OPENER.search(text, 0, found.end()) else found.end()
    named = _EFFORT_NAME.match(text, end) if kind == "effort" and not found.groupdict().get("effort") else None
    after = _SEPARATOR.match(text, end) or named
    phase = found.groupdict().get("phase") or ""
    bare_end = not re.search(r"[A-Za-z0-9]", text[end:]) or text[end:].lstrip()[:1] in "(["
    return Title(
        kind, numbers, phase, form, after.end() if after else end, after is not None, after is not None or bare_end
    )


class Size(NamedTuple):
    """Lines of code. `span` are the offsets of the figure; `largest` tells that it is the upper end of a range."""

    lines: int
    span: tuple[int, int]
    largest: bool


def read_size(text: str, unit: bool = False) -> Size | None:
    """The lines of code that a text gives: ``~1,200 LOC``, ``400-500 lines``; with `unit` the unit must be there."""
    best: Size | None = None
    for found in _SIZE.finditer(text):
        if found["unit"] is None and (unit or _OTHER_UNIT.match(text, found.end())):
            continue
        before = text[max(found.start() - 1, 0) : found.start()]
        if before.isalnum() or before in ("#", ".", "_", "/"):
            continue
        ranged = found["b"] is not None and found["to"] in ("-", "–", "—", "to")  # noqa: RUF001
        name = "b" if ranged else "a"
        figure = float(found[name].replace(",", ""))
        thousand = found[name + "k"] or (ranged and found["bk"])
        size = Size(int(figure * 1000) if thousand else int(figure), found.span(name), ranged)
        if found["unit"] is not None:
            return size
        best = best or size
    return best


def says_none(text: str) -> bool:
    """Whether a statement of dependencies says that there are none."""
    return not text.strip() or _NONE.match(text) is not None


_STOP: Final = frozenset(
    [
        *("the", "a", "an", "of", "to", "for", "and", "or", "in", "on", "with", "from", "by", "its", "all"),
        *("any", "both", "needed", "needs", "required", "requires", "must", "be", "can", "is", "are"),
        *("complete", "completed", "completion", "done", "ready", "merged", "available", "type", "types"),
        *("api", "apis", "interface", "interfaces", "implementation", "support", "code", "work", "first"),
        *("only", "after", "before", "start", "starts", "started", "starting", "finished", "wave", "phase"),
        *("effort", "branch", "core", "component", "components"),
    ]
)


def significant(text: str) -> list[str]:
    """The words that tell one name from another: lower case, plurals off, common words out, each once."""
    found = [_singular(word) for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in _STOP]
    return list(dict.fromkeys(found))[:50]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def alike(one: str, two: str) -> bool:
    """Whether two names may be one thing's: they share a word that counts, or the beginning of one."""
    first, second = significant(one), significant(two)
    if not first or not second:
        return True
    if set(first) & set(second):
        return True
    return any(a[:4] == b[:4] for a in first for b in second if len(a) > 3 and len(b) > 3)
