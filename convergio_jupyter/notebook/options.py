"""The options of a ``%%convergio`` line."""

from __future__ import annotations

import argparse
import re
import shlex
from dataclasses import dataclass, field
from typing import NoReturn

from ..core.errors import UnknownOption, WrongOption
from ..core.i18n import Phrase

USAGE = (
    "%%convergio [teacher] [--with NAME] [--model PROVIDER:MODEL] [--private] [--eu] [--best] [--new] [--lang en|it]"
    " [--max-tokens N] [--course NAME]"
)


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


def parse_cell_line(line: str) -> CellOptions:
    """The options in ``line``. Raises ``UnknownOption`` with how it should look."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        hint = Phrase("Check the quotes. Write it like this: `{usage}`.", usage=USAGE)
        raise UnknownOption(name=line, hint=hint, detail=str(error)) from None
    return CellOptions(**vars(_parser().parse_args(words)))


_LANGUAGE = re.compile(r"--lang[= ]+(\w+)")


def language_in(line: str) -> str:
    """The language that ``line`` asks for, even if the rest of it makes no sense; empty where it names none."""
    found = _LANGUAGE.search(line)
    return found[1] if found else ""


def without_language(line: str) -> str:
    return _LANGUAGE.sub("", line).strip()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        hint = Phrase("Write it like this: `{usage}`.", usage=USAGE)
        known = re.match(r"argument ([^:/]+)", message)  # argparse: “argument --with/-w: expected one argument”
        if known:
            raise WrongOption(name=known[1], hint=hint, detail=message)
        raise UnknownOption(name=message.rsplit(": ", 1)[-1], hint=hint)


def _parser() -> _Parser:
    parser = _Parser(prog="%%convergio", add_help=False)
    parser.add_argument("teacher", nargs="?", default="", type=lambda name: name.lstrip("@"))
    parser.add_argument("--with", "-w", dest="variables", action="append", default=[])
    parser.add_argument("--model", "-m", default="")
    parser.add_argument("--private", action="store_true")
    parser.add_argument("--eu", action="store_true")
    parser.add_argument("--best", action="store_true")
    parser.add_argument("--new", action="store_true")
    parser.add_argument("--lang", choices=("en", "it"), default="")
    parser.add_argument("--max-tokens", type=int, default=0)
    parser.add_argument("--course", default="")
    return parser
