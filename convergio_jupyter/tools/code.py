"""The tool that runs Python a model wrote, in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.i18n import Unable, translate
from . import sandbox
from .base import Desk, Result, Tool, schema, shortened
from .drawing.figures import printable, spoken

_MODULES = (
    "There is only a part of Python's standard library here (math, random, statistics, fractions, decimal, re, json, "
    "datetime, collections, itertools and others), and no packages such as numpy: a notebook has those."
)
PREPARING = 60.0  # seconds that the first run of all may take more


def _run(arguments: Mapping[str, Any], desk: Desk) -> Result:
    if not sandbox.is_here():
        raise Unable("This tool needs an extra: pip install 'convergio-jupyter[tools]'.", desk.lang)
    ran = sandbox.run([arguments["code"]])[-1]
    printed = shortened(ran.printed, desk.lang) or translate("Nothing was printed.", desk.lang)
    said = [f"```text\n{printed.replace('```', '` ` `').rstrip()}\n```"]
    if ran.error:
        said.append(_ending(ran, desk.lang))
    if ran.error == "ModuleNotFoundError":
        said.append(translate(_MODULES, desk.lang))
    return Result("\n\n".join(said))


def _ending(ran: sandbox.Run, lang: str) -> str:
    """How a program ended that did not run through."""
    error = _quoted(": ".join(filter(None, (ran.error, ran.message))))
    if ran.line:
        return translate("It stopped in line {line}: {error}.", lang, line=ran.line, error=error)
    if ran.error == "TimeoutError":
        sentence = "It did not come to an end, so it was stopped after {seconds} seconds."
        return translate(sentence, lang, seconds=spoken(sandbox.SECONDS, lang))
    return translate("It stopped with {error}.", lang, error=error)


def _quoted(said: str) -> str:
    """``said`` as code in a line: a program may raise an error whose words are markup."""
    line = " ".join(printable(said).split()).replace("`", "'")
    return f"`{line}`"


RUN_CODE = Tool(
    name="run_code",
    title="Run code",
    description=(
        "Runs a short Python program and gives what it prints. It has no files, no network, no keyboard, no packages "
        "beyond a part of the standard library (math, random, statistics, re, json, datetime, collections and others), "
        "and 2 seconds. Print what you want to see."
    ),
    parameters=schema(["code"], code={"type": "string", "maxLength": 10_000}),
    run=_run,
    seconds=sandbox.SECONDS + PREPARING,
    shares="sandbox",
)
