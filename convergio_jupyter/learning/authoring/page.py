"""A lesson as one page of HTML, for reading and printing: its examples are run, what is to be answered is not.

The page runs nothing, and needs no network but for pictures that its author has from the web: formulas are MathML,
which browsers and screen readers know.
"""

from __future__ import annotations

import logging
import re
import subprocess
from collections.abc import Mapping
from typing import Any

from ..lesson.reading import Lesson
from ..mathml import mathml
from .targets import NOTEBOOK_ONLY, SETUP, cell_id, student, tags_of

EXAMPLE_SECONDS = 60
_LEFT = "skip-execution"  # nbclient's name for it
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
_CODE_OR_MATH = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}|~{3,}).*?^ {0,3}(?P=fence)[`~]*[ \t]*$|`[^`\n]+`)"
    r"|\$\$(?P<block>.+?)\$\$|(?<![\\$])\$(?P<inline>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\d)",
    re.MULTILINE | re.DOTALL,
)


def page(notebook: Mapping[str, Any], lesson: Lesson, *, run: bool = True) -> str:
    """The page. An example that fails shows how: the validator has said so already.

    Where nothing is to ``run``, examples show what came of them last in the author's notebook.
    """
    import nbformat
    from nbconvert import HTMLExporter

    shown = student(notebook, lesson)
    shown["cells"] = [cell for cell in shown["cells"] if cell["id"] != SETUP and NOTEBOOK_ONLY not in tags_of(cell)]
    for cell in shown["cells"]:
        if {"cvg-answer", "cvg-check"} & tags_of(cell):
            cell["metadata"]["tags"].append(_LEFT)
        elif cell["cell_type"] == "markdown":
            cell["source"] = with_mathml(cell["source"])
    if not run:
        _show_last_outputs(shown, notebook, lesson)
    node = nbformat.from_dict(shown)
    if run:
        _run(node)
    exporter = HTMLExporter(template_name="lab", language_code=lesson.lang)
    text, _ = exporter.from_notebook_node(node, {"metadata": {"name": lesson.title}})
    return _SCRIPT.sub("", str(text))  # they would fetch from others what the page does not need


def _run(node: Any) -> None:
    from nbclient import NotebookClient

    logging.getLogger("traitlets").setLevel(logging.ERROR)
    client = NotebookClient(node, timeout=EXAMPLE_SECONDS, kernel_name="python3", allow_errors=True)
    client.execute(stderr=subprocess.DEVNULL)  # what the kernel says of itself is nobody's here


def _show_last_outputs(shown: Mapping[str, Any], notebook: Mapping[str, Any], lesson: Lesson) -> None:
    """Puts what the examples gave in the author's ``notebook`` below them; what answers and checks gave stays there."""
    raws = zip(notebook["cells"], lesson.cells, strict=True)
    given = {cell_id(cell): raw.get("outputs") for raw, cell in raws if cell.role in ("", "intro", "worked", "task")}
    for cell in shown["cells"]:
        outputs = given.get(cell["id"])
        if cell["cell_type"] == "code" and isinstance(outputs, list):
            cell["outputs"] = outputs


def with_mathml(markdown: str) -> str:
    """``markdown`` with its formulas as MathML. What stands in code stays, and so does what is no formula."""
    return _CODE_OR_MATH.sub(_in_mathml, markdown)


def _in_mathml(found: re.Match[str]) -> str:
    if found["code"] is not None:
        return found[0]
    return mathml(found["block"] or found["inline"], block=found["block"] is not None) or found[0]
