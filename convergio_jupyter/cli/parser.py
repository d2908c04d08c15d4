"""What can be written behind ``convergio``, in the user's language, and one sentence for what cannot."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from .._version import __version__
from ..core.errors import UnknownOption, WrongOption
from ..core.i18n import LANGUAGES, Phrase, translate

# Named here as well as where they are made, so that a command line is read without them.
AGES = ("6-8", "9-11", "12-14", "15-19", "adult")
TARGETS = ("student", "app", "html", "nbgrader")
DRAFTS = ("task", "problem", "hint", "quiz", "card")
Verbs = Any  # argparse keeps the name of this class to itself


class Parser(argparse.ArgumentParser):
    """argparse, but its help is in ``lang`` and its errors are ours."""

    def __init__(self, *, lang: str = "en", **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self.lang = lang
        self._positionals.title = self.said("What stands behind it")
        self._optionals.title = self.said("Options")
        self.add_argument("-h", "--help", action="help", help=self.said("show this page"))
        self.add_argument(  # before or behind a verb; of two, the one behind it counts
            "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=self.said("language of messages")
        )

    def said(self, text: str) -> str:
        return translate(text, self.lang)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", self.said("usage:"), 1)

    def read(self, arguments: Sequence[str] | None) -> argparse.Namespace:
        """The options in ``arguments``. Raises ``UnknownOption`` or ``WrongOption``."""
        options, more = self.parse_known_args(arguments)
        if more:
            raise UnknownOption(name=more[0], hint=_look_at(f"{self.prog} {options.verb or ''}".strip()))
        return options

    def error(self, message: str) -> NoReturn:
        """argparse writes “argument --lang: invalid choice: 'de' (choose from 'en', 'it')”, and the like."""
        name = re.match(r"argument ([^:\s/]+)", message)
        wrong = re.search(r"invalid choice: '?([^' ]*)'? \(choose from (.*)\)", message)
        if wrong:
            known = wrong[2].replace("'", "")
            if name and name[1] in ("VERB", "ACTION"):
                raise UnknownOption(name=wrong[1], hint=Phrase("Choose one of: {known}.", known=known))
            raise WrongOption(name=name[1] if name else wrong[1], hint=Phrase("Choose one of: {known}.", known=known))
        missing = re.search(r"arguments are required: (.*)", message)
        if missing:
            places = [str(action.metavar or action.dest) for action in self._get_positional_actions()]
            options = [each for each in missing[1].split(", ") if each not in places]
            usage = " ".join([self.prog, *places, *options])
            raise WrongOption(name=self.prog, hint=Phrase("Write it like this: `{usage}`.", usage=usage))
        raise WrongOption(name=name[1] if name else self.prog, hint=_look_at(self.prog), detail=message)


def build_parser(lang: str = "en") -> Parser:
    """The whole command line, for running and for documentation."""
    parser = Parser(
        lang=lang, prog="convergio", description=translate("A faculty of AI teachers in your notebook.", lang)
    )
    parser.set_defaults(lang="")
    parser.add_argument("--version", action="version", version=__version__, help=parser.said("show the version"))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title=parser.said("Verbs"))
    _add_questions(verbs, parser)
    _add_reports(verbs, parser)
    _add_models(verbs, parser)
    _add_memory(verbs, parser)
    _add_token(verbs, parser)
    _add_teacher(verbs, parser)
    _add_lesson(verbs, parser)
    _add_classroom(verbs, parser)
    mcp = parser.said("offer teachers and tools to another program that speaks MCP, which starts this")
    verbs.add_parser("mcp", lang=lang, help=mcp, description=mcp)
    return parser


def _add_questions(verbs: Verbs, parser: Parser) -> None:
    said = parser.said
    for name, help_text, json_help in (
        ("ask", said("ask a teacher"), said("one event a line, as JSON")),
        ("route", said("say which model would answer, and why; nobody is asked"), said("as JSON")),
    ):
        ask = _verb(verbs, parser, name, help_text, json_help)
        ask.add_argument("text", nargs="+", metavar="TEXT", help=said("the question; - reads it from standard input"))
        ask.add_argument("--teacher", "-t", default="", metavar="ID", help=said("a teacher's id"))
        ask.add_argument("--model", "-m", default="", metavar="PROVIDER:MODEL", help=said("the model to insist on"))
        ask.add_argument(
            "--file", "-f", dest="files", action="append", default=[], metavar="PATH",
            help=said("a file to lend: text, CSV, PDF or a notebook"),
        )  # fmt: skip
        ask.add_argument("--private", action="store_true", help=said("stay on this computer"))
        ask.add_argument("--eu", action="store_true", help=said("leave this computer for a model in the EU only"))
        ask.add_argument("--best", action="store_true", help=said("ask the best cloud model that may be asked"))
        ask.add_argument("--max-tokens", type=int, default=0, metavar="N", help=said("upper limit of the answer"))
        ask.add_argument(
            "--debate", type=int, default=0, metavar="N",
            help=said("how often several teachers answer each other, 3 at most"),
        )  # fmt: skip
        ask.add_argument(
            "--course", default="", metavar="NAME", help=said("the course that it belongs to, for budgets and reports")
        )


def _add_reports(verbs: Verbs, parser: Parser) -> None:
    said = parser.said
    doctor = _verb(verbs, parser, "doctor", said("name what is missing and how to mend it"))
    doctor.add_argument("--conformance", action="store_true", help=said("ask each model what it can do"))
    doctor.add_argument(
        "--model", "-m", default="", metavar="PROVIDER:MODEL", help=said("the model to examine, instead of all")
    )
    _verb(verbs, parser, "teachers", said("who teaches here"))
    _verb(verbs, parser, "usage", said("what answers have cost"))
    _verb(verbs, parser, "settings", said("every setting, its value and where it came from"))
    calibration = _verb(verbs, parser, "calibration", said("how a course's promised share of cloud answers is kept"))
    calibration.add_argument("course", nargs="?", default="", metavar="COURSE", help=said("the name of the course"))


def _add_models(verbs: Verbs, parser: Parser) -> None:
    said = parser.said
    models = _verb(verbs, parser, "models", said("which models can answer; get or stop the local one"))
    models.add_argument(
        "action", nargs="?", choices=("list", "install", "stop"), default="list", metavar="ACTION",
        help="list, install, stop",
    )  # fmt: skip
    models.add_argument("--force", action="store_true", help=said("install again"))


def _add_memory(verbs: Verbs, parser: Parser) -> None:
    said = parser.said
    memory = _verb(verbs, parser, "memory", said("what is remembered of you: show, add, correct, forget, export"))
    memory.add_argument(
        "action", nargs="?", choices=("list", "add", "correct", "forget", "search", "export"), default="list",
        metavar="ACTION", help=said("list, if not said; add, correct, forget, search, export"),
    )  # fmt: skip
    memory.add_argument("words", nargs="*", metavar="TEXT", help=said("TEXT, ID TEXT, ID or all, WORDS, or FILE"))


def _add_token(verbs: Verbs, parser: Parser) -> None:
    said = parser.said
    token = verbs.add_parser(
        "token", lang=parser.lang, help=said("tokens with which other programs ask our router by URL")
    )
    actions = token.add_subparsers(dest="action", metavar="ACTION", title=said("Verbs"))
    create = _verb(actions, parser, "create", said("make one, which is shown once"))
    create.add_argument("name", metavar="NAME", help=said("what it is for"))
    create.add_argument(
        "--scope",
        action="append",
        choices=("ask", "local", "usage"),
        help=said("what it may do; ask, if not said"),
    )
    create.add_argument(
        "--days", type=float, metavar="N", help=said("how long it lasts; until it is revoked, if not said")
    )
    _verb(actions, parser, "list", said("which there are, and what each has spent"))
    revoke = _verb(actions, parser, "revoke", said("end one at once"))
    revoke.add_argument("id", metavar="ID", help=said("its id, as the list shows it"))


def _add_teacher(verbs: Verbs, parser: Parser) -> None:
    said = parser.said
    teacher = verbs.add_parser("teacher", lang=parser.lang, help=said("make, copy, check and preview teachers' files"))
    actions = teacher.add_subparsers(dest="action", metavar="ACTION", title=said("Verbs"))
    new = actions.add_parser("new", lang=parser.lang, help=said("write a file to fill in"))
    new.add_argument("id", metavar="ID", help=said("its id: small letters, digits and hyphens"))
    new.add_argument(
        "--in", dest="languages", action="append", choices=LANGUAGES, help=said("a language; all, if not said")
    )
    fork = actions.add_parser("fork", lang=parser.lang, help=said("write a copy of a teacher's file"))
    fork.add_argument("parent", metavar="TEACHER", help=said("a teacher's id"))
    fork.add_argument("id", metavar="ID", help=said("its id: small letters, digits and hyphens"))
    for action in (new, fork):
        action.add_argument("--name", default="", metavar="NAME", help=said("what learners call this teacher"))
        action.add_argument("--folder", default="", metavar="PATH", help=said("where to; your own folder, if not said"))
    check = _verb(actions, parser, "check", said("say what is wrong in files, and how to mend it"))
    check.add_argument(
        "files", nargs="+", metavar="FILE", help=said("path of a teacher's file or of a folder of them, or an id")
    )
    preview = actions.add_parser("preview", lang=parser.lang, help=said("show what learners see and models are told"))
    preview.add_argument("teacher", metavar="TEACHER", help=said("a teacher's id, or path of a teacher's file"))
    actions.add_parser("tools", lang=parser.lang, help=said("list what a teacher can use"))


def _add_lesson(verbs: Verbs, parser: Parser) -> None:
    said = parser.said
    lesson = verbs.add_parser("lesson", lang=parser.lang, help=said("begin, check, build and preview lessons"))
    actions = lesson.add_subparsers(dest="action", metavar="ACTION", title=said("Verbs"))
    new = actions.add_parser("new", lang=parser.lang, help=said("write a small lesson to write over"))
    new.add_argument("id", metavar="ID", help=said("its id: small letters, digits and hyphens"))
    new.add_argument("--title", default="", metavar="TITLE", help=said("what learners read above it"))
    new.add_argument("--in", dest="language", choices=LANGUAGES, default="", help=said("the language of the lesson"))
    new.add_argument("--teacher", default="ali", metavar="ID", help=said("a teacher's id"))
    new.add_argument("--level", choices=AGES, default="12-14", help=said("the age that it is for"))
    new.add_argument("--folder", default=".", metavar="PATH", help=said("where to; here, if not said"))
    new.add_argument("--from", dest="source", default="", metavar="FILE", help=said("a notebook for Otter Assign"))
    check = _verb(actions, parser, "check", said("say what is wrong in lessons, and how to mend it"))
    build = _verb(actions, parser, "build", said("write what learners get, and the key beside it"))
    for action in (check, build):
        action.add_argument("files", nargs="+", metavar="FILE", help=said("a lesson, or a folder of lessons"))
        action.add_argument("--quick", action="store_true", help=said("run nothing of it"))
    build.add_argument("--to", required=True, metavar="PATH", help=said("the folder to write into"))
    build.add_argument(
        "--target", dest="targets", action="append", choices=TARGETS, help=said("one of them; all, if not said")
    )
    _add_single(actions, parser)
    preview = actions.add_parser("preview", lang=parser.lang, help=said("show what learners see, in the browser"))
    preview.add_argument("file", metavar="FILE", help=said("a lesson"))
    preview.add_argument("--no-browser", action="store_true", help=said("only say where the page is"))
    preview.add_argument("--app", action="store_true", help=said("as a classroom app, in which it can be worked on"))
    preview.add_argument("--port", type=int, default=8866, metavar="N", help=said("port to listen on"))
    study = actions.add_parser("study", lang=parser.lang, help=said("take lessons to work through them yourself"))
    study.add_argument("files", nargs="+", metavar="FILE", help=said("a lesson, or a folder of lessons"))
    study.add_argument("--to", default="my-lessons", metavar="PATH", help=said("where to; my-lessons, if not said"))
    draft = _verb(actions, parser, "draft", said("let the lesson's teacher draft a part of it, which the checks pass"))
    draft.add_argument("file", metavar="FILE", help=said("a lesson"))
    draft.add_argument("--kind", required=True, choices=DRAFTS, help=said("what it is to be"))
    draft.add_argument("--about", required=True, metavar="TEXT", help=said("what it is to be about"))
    draft.add_argument("--exercise", default="", metavar="ID", help=said("the exercise that a hint is for"))
    draft.add_argument("--level", type=int, choices=(1, 2, 3, 4), default=0, help=said("how far a hint goes"))
    draft.add_argument("--insert", action="store_true", help=said("write it into the lesson"))


def _add_single(actions: Verbs, parser: Parser) -> None:
    """What is made of a single lesson, and of what comes back from it."""
    said = parser.said
    export = _verb(actions, parser, "export", said("write one of what `build` makes of a lesson, without the key"))
    export.add_argument("file", metavar="FILE", help=said("a lesson"))
    export.add_argument("--as", dest="target", required=True, choices=TARGETS, help=said("for whom it is"))
    export.add_argument(
        "--to", default="", metavar="PATH", help=said("the folder to write into; called like that, if not said")
    )
    export.add_argument("--quick", action="store_true", help=said("run nothing of it"))
    restore = _verb(actions, parser, "restore", said("put back in submissions what nbgrader needs to grade them"))
    restore.add_argument("files", nargs="+", metavar="FILE", help=said("a submission, or a folder of submissions"))
    restore.add_argument(
        "--from", dest="source", required=True, metavar="PATH",
        help=said("the lesson or the assignment, or a folder with one of that name"),
    )  # fmt: skip


def _add_classroom(verbs: Verbs, parser: Parser) -> None:
    said = parser.said
    classroom = verbs.add_parser(
        "classroom", lang=parser.lang, help=said("serve a lesson, or a course, as a classroom app")
    )
    classroom.add_argument("notebook", metavar="PLACE", help=said("an .ipynb file, or the folder of a course"))
    classroom.add_argument(
        "--title", default="", metavar="TEXT", help=said("what the course is called; else, its folder")
    )
    classroom.add_argument("--port", type=int, default=8866, metavar="N", help=said("port to listen on"))
    classroom.add_argument("--ip", default="127.0.0.1", metavar="ADDRESS", help=said("address to listen on"))
    classroom.add_argument("--no-browser", action="store_true", help=said("print the address only"))


def _verb(verbs: Verbs, parser: Parser, name: str, help_text: str, json_help: str = "") -> Any:
    verb = verbs.add_parser(name, lang=parser.lang, help=help_text, description=help_text)
    verb.add_argument("--json", action="store_true", help=json_help or parser.said("as JSON"))
    return verb


def _look_at(prog: str) -> Phrase:
    return Phrase("`{prog} --help` shows what can be written.", prog=prog)
