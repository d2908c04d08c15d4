"""Tools whose work is done in a process of its own."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from ..aside import LONGEST, aside, is_installed
from ..core.i18n import Unable
from .base import Desk, Result, Run

Work = Callable[[Mapping[str, Any], Desk], Result]

TOOL_SECONDS = LONGEST


def elsewhere(work: Work, seconds: float = 0.0, needs: str = "") -> Run:
    """The ``run`` of a tool that does ``work``, a function of a module of this package, in a process of its own.

    It may take ``seconds``; 0 is what a piece of work may take as a rule. ``needs`` is a library of the extra
    ``tools``.
    """

    def run(arguments: Mapping[str, Any], desk: Desk) -> Result:
        if needs and not is_installed(needs):
            raise Unable("This tool needs an extra: pip install 'convergio-jupyter[tools]'.", desk.lang)
        place = (work.__module__, work.__name__)
        text, figure = aside(_used, *place, dict(arguments), desk.lang, lang=desk.lang, seconds=seconds)
        return Result(text, figure)

    return run


def _used(module: str, name: str, arguments: Mapping[str, Any], lang: str) -> tuple[str, str]:
    work: Work = getattr(importlib.import_module(module), name)
    result = work(arguments, Desk(lang=lang))
    return result.text, result.figure
