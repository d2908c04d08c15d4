"""The options of a ``%%convergio`` line."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NoReturn

from ..core.errors import UnknownOption, WrongOption
from ..core.i18n import LANGUAGES, Phrase
from ..core.schema import Attachment, Question
from ..core.values import wishes

USAGE = (
    "%%convergio [teacher] [--with NAME] [--file PATH] [--model PROVIDER:MODEL] [--private] [--eu] [--best] [--new]"
    " [--lang en|it] [--debate N] [--max-tokens N] [--course NAME]"
)
HELP = ("--help", "-h")


@dataclass(frozen=True)
class CellOptions:
    """What stands behind ``%%convergio``."""

    teacher: str = ""
    variables: list[str] = field(default_factory=list)
    model: str = ""
    private: bool = False
    eu: bool = False
    best: bool = False
    new: bool = False
    lang: str = ""
    max_tokens: int = 0
    course: str = ""
    files: list[str] = field(default_factory=list)
    debate: int = 0


_NAMES = re.compile(r"^\s*@?[\w-]+(?:\s*,\s*@?[\w-]+)+")  # of several teachers, with blanks between them
_VARIABLES = re.compile(r"(?:--with|-w)[=\s]\s*\w+(?:\s*,\s*\w+)+")  # the same of what is lent


def parse_cell_line(line: str) -> CellOptions:
    """The options in ``line``. Raises ``UnknownOption`` with how it should look."""
    line = _NAMES.sub(lambda names: _joined(names[0]), line, count=1)
    line = _VARIABLES.sub(lambda names: _joined(names[0]), line)
    try:
        words = shlex.split(line)
    except ValueError as error:
        hint = Phrase("Check the quotes. Write it like this: `{usage}`.", usage=USAGE)
        raise UnknownOption(name=line, hint=hint, detail=str(error)) from None
    found = vars(_parser().parse_args(words))
    names = [name.strip() for each in found.pop("variables") for name in each.split(",")]
    return CellOptions(**found, variables=[name for name in names if name])


_LANGUAGE = re.compile(r"--lang[= ]+(\w+)")


def language_in(line: str) -> str:
    """The language that ``line`` asks for, even if the rest of it makes no sense; empty where it names none."""
    found = _LANGUAGE.search(line)
    return found[1] if found else ""


def without_language(line: str) -> str:
    return _LANGUAGE.sub("", line).strip()


_VALUE = r"""(?:=|\s+)(?:"[^"]*"|'[^']*'|\S+)"""
_LONG = rf"(?:--(?:private|eu|best|new)|--(?:model|course|max-tokens|lang|with|file|debate){_VALUE})(?=\s|$)"
_HEAD = re.compile(rf"(?:\s*(?:{_LONG}|-[mwf]{_VALUE}(?=\s|$)))*\s*")
_TAIL = re.compile(rf"(?:\s+{_LONG})*\s*$")


def parse_question_line(line: str, teachers: Collection[str]) -> tuple[CellOptions, str]:
    """The options and the question of a line that holds both.

    Options stand before the question, with the teacher's name before, behind or between them, or at its end.
    """
    head, text = _off(_HEAD, line)
    who, rest = _off(_one_of(teachers), text)
    teacher = _joined(who).strip(",").replace("@", "").lower()
    if teacher:
        more, text = _off(_HEAD, rest)
        head = f"{head} {more}"
    found = _TAIL.search(text)
    end = found.start() if found else len(text)
    options = f"{teacher} {head} {text[end:]}"
    if text.startswith("--"):  # an option that there is none of
        options += f" {text.split()[0]}"
    return parse_cell_line(options), text[:end].strip()


def _one_of(teachers: Collection[str]) -> re.Pattern[str]:
    """One of ``teachers`` at the head of a line, or several."""
    name = f"@?(?:{'|'.join(map(re.escape, teachers)) or '(?!)'})(?![\\w-])"
    return re.compile(rf"{name}(?:\s*,\s*{name})*,?(?=\s|$)", re.IGNORECASE)


def _joined(names: str) -> str:
    """Names behind each other, without the blanks between them."""
    return re.sub(r"\s*,\s*", ",", names)


def _off(pattern: re.Pattern[str], line: str) -> tuple[str, str]:
    """What ``pattern`` finds at the head of ``line``, and the rest."""
    found = pattern.match(line)
    end = found.end() if found else 0
    return line[:end], line[end:]


def question_of(options: CellOptions, text: str, attachments: tuple[Attachment, ...] = ()) -> Question:
    """The question that a cell asks with ``options``."""
    return Question(
        text=text.strip("\n"),
        teacher=options.teacher.lower(),
        model=options.model,
        **wishes(private=options.private, eu=options.eu, best=options.best),
        lang=options.lang,
        attachments=attachments,
        max_tokens=options.max_tokens,
        debate=options.debate,
        course=options.course,
    )


_COMMAS = Phrase(
    "Put commas between several teachers, `%%convergio euclide,leonardo`, and the question below the line."
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        hint = Phrase("Write it like this: `{usage}`.", usage=USAGE)
        known = re.match(r"argument ([^:/]+)", message)  # argparse: “argument --with/-w: expected one argument”
        if known:
            raise WrongOption(name=known[1], hint=hint, detail=message)
        name = message.rsplit(": ", 1)[-1]
        raise UnknownOption(name=name, hint=hint if name.startswith("-") else _COMMAS)


def _parser() -> _Parser:
    parser = _Parser(prog="%%convergio", add_help=False)
    parser.add_argument("teacher", nargs="?", default="", type=lambda name: name.lstrip("@"))
    parser.add_argument("--with", "-w", dest="variables", action="append", default=[])
    parser.add_argument("--file", "-f", dest="files", action="append", default=[])
    parser.add_argument("--model", "-m", default="")
    parser.add_argument("--private", action="store_true")
    parser.add_argument("--eu", action="store_true")
    parser.add_argument("--best", action="store_true")
    parser.add_argument("--new", action="store_true")
    parser.add_argument("--lang", choices=LANGUAGES, default="")
    parser.add_argument("--max-tokens", type=int, default=0)
    parser.add_argument("--course", default="")
    parser.add_argument("--debate", type=int, default=0)
    return parser
