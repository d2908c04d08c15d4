"""Reads the command line and hands it to the verb. Errors become one sentence on stderr and an exit status."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

from .._version import __version__
from ..core.errors import ConvergioError, InternalError
from ..core.i18n import choose_language

OK, FAILED, STOPPED = 0, 1, 130
Verbs = Any  # argparse keeps the name of this class to itself


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, 1 for an error, 130 for an interrupt."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.verb is None:
        parser.print_help()
        return FAILED
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without “✓” still gets the rest
    try:
        return _run(options)
    except ConvergioError as error:
        info = error.info(choose_language())
        print(f"{info.message} {info.remedy}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:  # a person at a shell gets a sentence; the name of the error helps whoever mends it
        info = InternalError().info(choose_language())
        print(f"{info.message} {info.remedy} ({type(error).__name__}: {error})", file=sys.stderr)
        return FAILED


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, for running and for documentation."""
    parser = argparse.ArgumentParser(prog="convergio", description="A faculty of AI teachers in your notebook.")
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")

    for name, help_text, json_help in (
        ("ask", "ask a teacher", "one event a line"),
        ("route", "say which model would answer, and why; nobody is asked", "as JSON"),
    ):
        ask = verbs.add_parser(name, help=help_text)
        ask.add_argument("text", nargs="+", help="the question; - reads it from standard input")
        ask.add_argument("--teacher", "-t", default="", help="a teacher's id")
        ask.add_argument("--model", "-m", default="", help="provider:model to insist on")
        ask.add_argument("--private", action="store_true", help="stay on this computer")
        ask.add_argument("--eu", action="store_true", help="leave this computer for a model in the EU only")
        ask.add_argument("--best", action="store_true", help="ask the best cloud model that may be asked")
        ask.add_argument("--lang", choices=("en", "it"), default="", help="language of messages")
        ask.add_argument("--max-tokens", type=int, default=0, help="upper limit of the answer")
        ask.add_argument("--course", default="", help="the course that it belongs to, for budgets and reports")
        ask.add_argument("--json", action="store_true", help=json_help)

    for name, help_text in (
        ("doctor", "name what is missing and how to mend it"),
        ("teachers", "who teaches here"),
        ("usage", "what answers have cost"),
        ("settings", "every setting, its value and where it came from"),
    ):
        verb = verbs.add_parser(name, help=help_text)
        verb.add_argument("--json", action="store_true", help="as JSON")

        if name == "doctor":
            verb.add_argument("--conformance", action="store_true", help="ask each model what it can do")
            verb.add_argument("--model", "-m", default="", help="provider:model to examine, instead of all")

    _add_models(verbs)
    _add_token(verbs)
    _add_classroom(verbs)
    return parser


def _add_models(verbs: Verbs) -> None:
    calibration = verbs.add_parser("calibration", help="how a course's promised share of cloud answers is kept")
    calibration.add_argument("course", nargs="?", default="")
    calibration.add_argument("--json", action="store_true", help="as JSON")

    models = verbs.add_parser("models", help="which models can answer; get or stop the local one")
    models.add_argument("action", nargs="?", choices=("list", "install", "stop"), default="list")
    models.add_argument("--force", action="store_true", help="install again")
    models.add_argument("--json", action="store_true", help="as JSON")


def _add_token(verbs: Verbs) -> None:
    token = verbs.add_parser("token", help="tokens with which other programs ask our router by URL")
    token.add_argument("action", choices=("create", "list", "revoke"))
    token.add_argument("name", nargs="?", default="", help="what it is for, or the id of the one to revoke")
    token.add_argument(
        "--scope", action="append", choices=("ask", "local", "usage"), help="what it may do; default ask"
    )
    token.add_argument("--days", type=float, default=0, help="how long it lasts; 0 until it is revoked")
    token.add_argument("--json", action="store_true", help="as JSON")


def _add_classroom(verbs: Verbs) -> None:
    classroom = verbs.add_parser("classroom", help="serve a notebook as a classroom app")
    classroom.add_argument("notebook", help="path of an .ipynb file")
    classroom.add_argument("--port", type=int, default=8866)
    classroom.add_argument("--ip", default="127.0.0.1", help="address to listen on")
    classroom.add_argument("--no-browser", action="store_true", help="print the address only")


def _run(options: argparse.Namespace) -> int:
    if options.verb == "classroom":
        from ..classroom import serve
        from ..privacy import seal_process
        from ..settings import Settings

        if Settings().local_only:
            seal_process()
        return serve(options.notebook, port=options.port, ip=options.ip, open_browser=not options.no_browser)
    from . import verbs

    return verbs.run(options)
