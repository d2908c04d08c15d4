"""Every tool there is, by the name under which a teacher's file lists it."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from .base import Tool
from .calculator import CALCULATOR
from .charts import PLOT_DATA
from .code import RUN_CODE
from .course import SEARCH_COURSE
from .files import READ_FILE
from .formulas import SOLVE_STEPS
from .geometry import DRAW_GEOMETRY
from .notebook import READ_NOTEBOOK
from .plots import PLOT_FUNCTION
from .web import WEB_FETCH


@functools.cache
def built_in() -> Mapping[str, Tool]:
    """The tools that come with Convergio."""
    tools = (
        *(CALCULATOR, SOLVE_STEPS, PLOT_FUNCTION, PLOT_DATA, DRAW_GEOMETRY),
        *(RUN_CODE, READ_NOTEBOOK, READ_FILE, SEARCH_COURSE, WEB_FETCH),
    )
    return {tool.name: tool for tool in tools}
