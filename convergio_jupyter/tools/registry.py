"""Every tool there is, by the name under which a teacher's file lists it."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from .base import Tool
from .code import RUN_CODE
from .drawing.charts import PLOT_DATA
from .drawing.diagram import DIAGRAM
from .drawing.geometry import DRAW_GEOMETRY
from .drawing.plots import PLOT_FUNCTION
from .knowledge.meanings import LOOK_UP_WORD
from .knowledge.periodic_table import PERIODIC_TABLE
from .knowledge.timeline import TIMELINE
from .knowledge.verbs import CONJUGATE
from .knowledge.world_map import WORLD_MAP
from .mathematics.calculator import CALCULATOR
from .mathematics.formulas import SOLVE_STEPS
from .reading.course import SEARCH_COURSE
from .reading.files import READ_FILE
from .reading.notebook import READ_NOTEBOOK
from .reading.web import WEB_FETCH


@functools.cache
def built_in() -> Mapping[str, Tool]:
    """The tools that come with Convergio."""
    tools = (
        *(CALCULATOR, SOLVE_STEPS, PLOT_FUNCTION, PLOT_DATA, DRAW_GEOMETRY),
        *(PERIODIC_TABLE, TIMELINE, WORLD_MAP, DIAGRAM, CONJUGATE, LOOK_UP_WORD),
        *(RUN_CODE, READ_NOTEBOOK, READ_FILE, SEARCH_COURSE, WEB_FETCH),
    )
    return {tool.name: tool for tool in tools}
