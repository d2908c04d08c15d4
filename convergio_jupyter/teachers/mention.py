"""Whom a question mentions, and what it asks without that.

“@euclide and @leonardo, what is perspective?” calls two and asks the rest. “What do @euclide and @leonardo think?” is
about them: there the names are part of what is asked. “@all what is perspective?” calls every teacher.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Iterator

NEAR = 0.75  # how alike, of 1, two names must be for one to be proposed for the other: “socrates”, “cicero”, “galilei”
EVERYBODY = frozenset({"all", "everybody", "everyone", "tutte", "tutti"})  # behind an @: every teacher
# No address of mail or of a page, no @app.route and no package, such as @angular/core.
_MENTION = re.compile(r"(?<![\w@.])@([A-Za-z][\w-]*+)(?![./]\w)")
# What is code: between fences, between backticks, a decorator above what it decorates, and what is indented.
_CODE = re.compile(
    r"```.*?(?:```|\Z)|^~~~.*?(?:^~~~|\Z)|`[^`\n]+`|^(?: {4}|\t)[^\n]*|"
    r"^[ \t]*@[\w.]+(?:\([^\n]*\))?[ \t]*$(?=\n\s*(?:@|def |class |async |public |private |protected |static ))",
    re.DOTALL | re.MULTILINE,
)
_BETWEEN = re.compile(r"[\s,;/&+]*(?:(?:and|or|with|e|ed|o|con)\s+)?", re.IGNORECASE)
_PAUSE = re.compile(r"[ \t]*(?:[,:;.!?…\n]|\Z)")
_END = re.compile(r"[ \t]*(?=[.!?…\n]|\Z)")
_BEHIND = re.compile(r"[ \t,:;]*(?:[–—-][ \t]+)?")  # a dash that stands close is a minus
# Words that want a name behind them, so that nobody is called there: “Who was @darwin?”
_WANT_A_NAME = frozenset(
    re.findall(
        r"\w+",
        "about and ask by for from is like of or than to versus vs was who with"
        " a ad che chi chiedi come con da di e era fra o per su tra è",
    )
)


def mentioned(text: str) -> list[str]:
    """What stands behind an @ in ``text``, in small letters, each once; an address is none, nor is code."""
    return list(dict.fromkeys(found[1].lower() for found in _mentions(text)))


def called(text: str) -> list[str]:
    """Who of them is called, and not only spoken of: “What is @dataclass in Python?” calls nobody."""
    rows = (row for row in _rows(text) if _calls(text[: row[0].start()].rstrip(" \t"), text[row[-1].end() :]))
    return list(dict.fromkeys(found[1].lower() for row in rows for found in row))


def meant(name: str, known: Iterable[str]) -> str:
    """Who of ``known`` somebody may mean who says ``name``; empty where nobody is called nearly so."""
    return next(iter(difflib.get_close_matches(name, known, 1, NEAR)), "")


def nearest_first(name: str, known: Iterable[str]) -> str:
    """The names of ``known`` as a list to choose from, before all others who may be meant by ``name``."""
    names = list(known)
    first = meant(name.lower(), names)
    return ", ".join(sorted(names, key=lambda each: each != first))


def without_mentions(text: str, names: Container[str]) -> str:
    """``text`` without calling any of ``names``; who is spoken of stays by name, without the @."""
    kept, until = "", 0
    for row in _rows(text):
        begin, end = row[0].start(), row[-1].end()
        others = [each[0] for each in row if each[1].lower() not in names]
        if len(others) == len(row):
            continue
        kept, until = kept + text[until:begin], end
        if not _calls(text[:begin].rstrip(" \t"), text[end:]):
            kept += _MENTION.sub(lambda found: _name(found) if found[1].lower() in names else found[0], text[begin:end])
        elif others:
            kept += " ".join(others)
        elif closing := _END.match(text, end):
            kept, until = kept.rstrip(" \t,;:–—-"), closing.end()
        elif behind := _BEHIND.match(text, end):
            until = behind.end()
    return (kept + text[until:]).strip() if until else text


def _mentions(text: str) -> Iterator[re.Match[str]]:
    """Where somebody is mentioned; a text that is indented as a whole is no code."""
    if not all(line[:1] in (" ", "\t", "") for line in text.split("\n")):
        text = _CODE.sub(lambda code: " " * len(code[0]), text)
    end = -1
    for found in _MENTION.finditer(text):
        if text[found.start() - 1 : found.start()] != "/" or end == found.start() - 1:  # “@ali/@anna” is no address
            end = found.end()
            yield found


def _rows(text: str) -> list[list[re.Match[str]]]:
    """The mentions, those together that only commas and joining words stand between."""
    rows: list[list[re.Match[str]]] = []
    for found in _mentions(text):
        if rows and _BETWEEN.fullmatch(text, rows[-1][-1].end(), found.start()):
            rows[-1].append(found)
        else:
            rows.append([found])
    return rows


def _calls(before: str, behind: str) -> bool:
    """Whether who is named between ``before`` and ``behind`` is called, and not spoken of."""
    if behind.startswith(("'", "’")):  # “@darwin's finches”
        return False
    if not before or before[-1] in "\n.!?:;…":
        return True
    if before[-1] in ",–—-":
        return _PAUSE.match(behind) is not None
    return _END.match(behind) is not None and before.split()[-1].lower() not in _WANT_A_NAME


def _name(mention: re.Match[str]) -> str:
    return mention[1][0].upper() + mention[1][1:]
