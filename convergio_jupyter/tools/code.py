"""The tool that runs Python a model wrote, in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.i18n import Unable, translate
from . import sandbox
from .base import Desk, Result, Tool, schema, shortened


def _run(arguments: Mapping[str, Any], desk: Desk) -> Result:
    if not sandbox.is_here():
        raise Unable("This tool needs an extra: pip install 'convergio-jupyter[tools]'.", desk.lang)
    ran = sandbox.run([arguments["code"]])[-1]
    printed = shortened(ran.printed, desk.lang) or translate("Nothing was printed.", desk.lang)
    said = f"```text\n{printed.replace('```', '` ` `').rstrip()}\n```"
    if ran.error:
        said += "\n\n" + translate("It stopped with {error}.", desk.lang, error=ran.error)
    return Result(said)


RUN_CODE = Tool(
    name="run_code",
    title="Run code",
    description=(
        "Runs a short Python program and gives what it prints. It has no files, no network, no packages beyond a small "
        "part of the standard library (math, re, json, datetime), and 2 seconds. Print what you want to see."
    ),
    parameters=schema(["code"], code={"type": "string", "maxLength": 10_000}),
    run=_run,
    seconds=4 * sandbox.SECONDS,
    shares="sandbox",
)
