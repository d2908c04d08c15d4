"""A lesson as one page of HTML, for reading and printing: its examples are run, what is to be answered is not."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Mapping
from typing import Any

from ..lesson.reading import Lesson
from .targets import SETUP, student

EXAMPLE_SECONDS = 60
_LEFT = "skip-execution"  # nbclient's name for it


def page(notebook: Mapping[str, Any], lesson: Lesson) -> str:
    """The page. An example that fails shows how: the validator has said so already."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    shown = student(notebook, lesson)
    shown["cells"] = [cell for cell in shown["cells"] if cell["id"] != SETUP]  # nobody answers on a page
    for cell in shown["cells"]:
        if {"cvg-answer", "cvg-check"} & set(cell["metadata"].get("tags", ())):
            cell["metadata"]["tags"].append(_LEFT)
    node = nbformat.from_dict(shown)
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    client = NotebookClient(node, timeout=EXAMPLE_SECONDS, kernel_name="python3", allow_errors=True)
    client.execute(stderr=subprocess.DEVNULL)  # what the kernel says of itself is nobody's here
    exporter = HTMLExporter(template_name="lab", language_code=lesson.lang)
    text, _ = exporter.from_notebook_node(node, {"metadata": {"name": lesson.title}})
    return str(text)
