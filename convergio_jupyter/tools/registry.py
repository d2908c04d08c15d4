"""Every tool there is, by the name under which a teacher's file lists it."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from .base import Tool
from .calculator import CALCULATOR
from .code import RUN_CODE
from .formulas import SOLVE_STEPS


@functools.cache
def built_in() -> Mapping[str, Tool]:
    """The tools that come with Convergio."""
    tools = (RUN_CODE, CALCULATOR, SOLVE_STEPS)
    return {tool.name: tool for tool in tools}
