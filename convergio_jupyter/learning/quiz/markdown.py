"""Reads a question that is written as Markdown, as the plain dict that JSON would be.

It stands above a list of options, ``- [x]`` before the right ones, or above a line with the answer behind ``=``. An
option goes on in lines that are indented, and may end with ``{name}``, the misconception that leads to it, or
``{name: feedback}``; an answer with ``± 0.1``, and other right ones behind ``|``. What begins with ``!`` explains, once
the question has been answered. Nothing is left out in silence: a line that is none of these is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .items import QuizFault

_OPTION = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s*\[\s*(?P<mark>[xXvV✓✔☑]?)\s*\](?!\()\s*(?P<text>.*)$")
# What may be meant for an option above the first one, or where there is none.
_LIKE_AN_OPTION = re.compile(
    r"^(?! {4}|\t)\s*(?:(?:[-*+•]|\d+[.)])\s*(?:\[\s*\S?\s*\]|\(\s*[xXvV✓✔☑]?\s*\))|\[\s*[xXvV✓✔☑]?\s*\])"
)
_TOLD = re.compile(r"(?P<name>(?=[\d_-]*[^\W\d_])[\w-]+)?(?P<feedback>:.*)?", re.DOTALL)
_RULE = re.compile(r"^ {0,3}-{3,}\s*$")
_CODE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")
_REMARK = re.compile(r"^\s*<!--.*-->\s*$")
_UNDERLINE = re.compile(r"^={2,}\s*$")  # of a heading
_BELOW = re.compile(r"^!(?![\[=])\s*(?P<said>.*)$")  # above the options it may begin a sentence
_GOES_ON = re.compile(r"^[ \t]+(?![-*+•=!|>]\s)(?!```|~~~)\S")
_ANSWER = re.compile(r"^=\s*(?P<answer>[^=].*?)\s*(?:±\s*(?P<tolerance>[0-9.,]+)\s*(?P<share>%)?)?\s*$")
_NUMBER = re.compile(r"^[-+−]?[\d.,]+(?:[eE][-+]?\d+)?(?:/\d+)?(?:\s+(?P<unit>\S.*))?$")
_SHOWN = 60  # letters of a line that is named


def questions_in(source: str) -> list[str]:
    """The questions of a cell, which lines of dashes part."""
    found: list[list[str]] = [[]]
    for line, code in _lines(source):
        if _RULE.match(line) and not code:
            found.append([])
        else:
            found[-1].append(line)
    return [text for part in found if (text := "\n".join(part)).strip()]


def from_markdown(source: str) -> dict[str, Any]:
    """The question in ``source``. Raises ``QuizFault`` with the line that is none of its parts."""
    parts = _Parts()
    for line, code in _lines(source.strip("\n")):
        parts.take(line, code=code)
    text = "\n".join(parts.text).strip()
    _raise_where_an_option_is_hidden(parts)
    if not text:
        raise QuizFault("a question needs a text above its options or its answer")
    row = {"text": text, "explain": " ".join(parts.explain)}
    if parts.answer:
        return row | _answer(parts.answer)
    options = [_option(mark, said) for mark, said in parts.options]
    several = sum(option["right"] for option in options) > 1
    return row | {"type": "multiple" if several else "single", "options": options}


class _Parts:
    """What has been read so far."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.options: list[list[str]] = []  # each its mark and what it says
        self.answer = ""
        self.explain: list[str] = []
        self.code: set[int] = set()  # the lines of the text that stand in a block of code
        self._another = False  # a line behind the explanation, which may be the text of another question
        self._last = ""  # what an indented line would go on with: option, explain or nothing
        self._blank = False

    def take(self, line: str, *, code: bool) -> None:
        """One more line; ``code``: it stands in a block of code."""
        below = bool(self.options or self.answer)
        option, said = _OPTION.match(line), _BELOW.match(line)
        if code or _UNDERLINE.match(line):
            self.code |= {len(self.text)} if code else set()
            self._text(line, below=below)
        elif option and not self.answer and not self._another:
            self.options.append([option["mark"], option["text"].strip()])
            self._last = "option"
        elif line.startswith("=") and not below:
            self.answer, self._last = line, ""
        elif said and (below or line.startswith("! ")):
            self.explain.append(said["said"].strip())
            self._last = "explain"
        elif line.strip() and not _REMARK.match(line):
            self._more(line, below=below)
        elif not below:
            self.text.append(line)
        self._blank = not line.strip()

    def _more(self, line: str, *, below: bool) -> None:
        """A line that begins nothing: it goes on with what stands above it."""
        if self._last == "option" and _GOES_ON.match(line):
            self.options[-1][1] += f" {line.strip()}"
        elif self._last == "explain" and (_GOES_ON.match(line) or not self._blank) and not _begins(line):
            self._another |= below and not _GOES_ON.match(line)
            self.explain.append(line.strip())
        else:
            self._text(line, below=below)

    def _text(self, line: str, *, below: bool) -> None:
        if below:
            raise _no_part(line, options=bool(self.options))
        self.text.append(line)


def _begins(line: str) -> bool:
    """Whether a line surely begins another part of a question, or one that is none."""
    return bool(_OPTION.match(line) or _LIKE_AN_OPTION.match(line) or line.lstrip().startswith(("=", "#", "!")))


def _no_part(line: str, *, options: bool) -> QuizFault:
    said = line.strip()[:_SHOWN]
    if line.startswith("=") and options:
        return QuizFault("“{line}” is an answer below options: write --- above the text of another question", line=said)
    if line.startswith("="):
        return QuizFault("“{line}” is a second answer: write other right ones behind | in one line", line=said)
    return QuizFault(
        "“{line}” belongs to nothing: write --- above the text of another question, two spaces before what goes on with"
        " an option, “! ” before what explains, and - [x] or - [ ] before an option",
        line=said,
    )


def _raise_where_an_option_is_hidden(parts: _Parts) -> None:
    """A line that nearly is an option would be read as a part of the question."""
    lines, start = parts.text, 0
    if parts.options:  # only right above the options: elsewhere it is a list of something else
        start = max((number for number, line in enumerate(lines, 1) if not line.strip()), default=0)
    for number, line in enumerate(lines[start:], start) if not parts.answer else ():
        if number not in parts.code and _LIKE_AN_OPTION.match(line):
            raise QuizFault(
                "“{line}” looks like an option and is none: write - [x] before a right option and - [ ] before another",
                line=line.strip()[:_SHOWN],
            )


def _option(mark: str, said: str) -> dict[str, Any]:
    text, name, feedback = _told(said)
    return {"text": text, "right": bool(mark), "misconception": name, "feedback": feedback}


def _told(said: str) -> tuple[str, str, str]:
    """The text of an option, its misconception and its feedback, in which there may be other braces."""
    start = _opens(said)
    text, inside = said[:start].rstrip(), said[start + 1 : -1]
    found = _TOLD.fullmatch(inside) if text else None
    if found is None or not (found["feedback"] or (found["name"] and said[start - 1].isspace())):
        return said, "", ""
    return text, found["name"] or "", (found["feedback"] or "")[1:].strip()


def _opens(said: str) -> int:
    """Where the brace opens that closes at the end of ``said``; 0 where there is none."""
    depth = 0
    for place in range(len(said) - 1, -1, -1) if said.endswith("}") else ():
        depth += (said[place] == "}") - (said[place] == "{")
        if not depth:
            return place
    return 0


def _answer(line: str) -> dict[str, Any]:
    found = _ANSWER.match(line)
    if found is None:
        raise QuizFault("there is no answer behind =")
    first, *others = (part.strip() for part in found["answer"].split("|"))
    number = _NUMBER.match(first)
    row: dict[str, Any] = {"type": "number" if number else "text", "answer": first, "accepted": others}
    if number and number["unit"]:
        row |= {"answer": first[: number.start("unit")].strip(), "unit": number["unit"].strip()}
    if found["tolerance"]:
        most = float(found["tolerance"].replace(",", "."))
        row |= {"relative": most / 100} if found["share"] else {"tolerance": most}
    return row


def _lines(source: str) -> Iterator[tuple[str, bool]]:
    """The lines of ``source``, each with whether it belongs to a block of code, where it is read as it stands."""
    fence = ""
    for line in source.split("\n"):
        found = _CODE.match(line)
        mark = found[0].strip() if found else ""
        yield line, bool(fence or mark)
        ends = bool(fence) and mark.startswith(fence) and line.strip() == mark
        fence = "" if ends else fence or mark
