"""Reads the command line and hands it to the verb. Errors become one sentence on stderr and an exit status."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence

from ..core.errors import ConvergioError, InternalError
from ..core.i18n import choose_language, prefer_language
from .parser import build_parser

OK, FAILED, STOPPED = 0, 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, 1 for an error, 130 for an interrupt."""
    wished = _wished(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without “✓” still gets the rest
    try:
        parser = build_parser(choose_language(wished))
        options = parser.read(arguments)
        if options.verb is None:
            parser.print_help()
            return FAILED
        return _run(options)
    except ConvergioError as error:
        info = error.info(choose_language(wished))  # the settings may have been read by now
        print(f"{info.message} {info.remedy}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:  # a person at a shell gets a sentence; the name of the error helps whoever mends it
        info = InternalError().info(choose_language(wished))
        print(f"{info.message} {info.remedy} ({type(error).__name__}: {error})", file=sys.stderr)
        return FAILED


def _wished(arguments: Sequence[str]) -> str:
    """The language that the command itself asks for, even if the rest of it makes no sense."""
    found = re.search(r"--lang[= ]+(\w+)", " ".join(arguments))
    return found[1] if found else ""


def _run(options: argparse.Namespace) -> int:
    if options.verb == "classroom":
        from ..classroom import serve
        from ..privacy import seal_process
        from ..settings import Settings

        settings = Settings()
        prefer_language(options.lang or settings.language)
        if settings.local_only:
            seal_process()
        return serve(
            options.notebook,
            port=options.port,
            ip=options.ip,
            open_browser=not options.no_browser,
            title=options.title,
        )
    from . import verbs

    return verbs.run(options)
