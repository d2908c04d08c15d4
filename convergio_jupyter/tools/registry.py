"""Every tool there is, by the name under which a teacher's file lists it."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from .base import Tool
from .calculator import CALCULATOR
from .charts import PLOT_DATA
from .code import RUN_CODE
from .formulas import SOLVE_STEPS
from .geometry import DRAW_GEOMETRY
from .plots import PLOT_FUNCTION


@functools.cache
def built_in() -> Mapping[str, Tool]:
    """The tools that come with Convergio."""
    tools = (RUN_CODE, CALCULATOR, SOLVE_STEPS, PLOT_FUNCTION, PLOT_DATA, DRAW_GEOMETRY)
    return {tool.name: tool for tool in tools}
