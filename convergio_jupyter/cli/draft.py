"""``convergio lesson draft``: a part of a lesson by its teacher, as the validator passed it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..client import connect
from ..core.events import Event, Progress
from ..core.i18n import translate
from ..learning.lesson import read_notebook
from ..settings import Settings

OK = 0


def run(settings: Settings, options: argparse.Namespace, lang: str) -> int:
    """Prints the cells, and writes them into the lesson where that is wished for."""
    path = Path(options.file).expanduser()
    notebook = read_notebook(path)
    client = connect(settings)
    try:
        found = client.work(
            "author_draft", _tell, notebook=notebook, name=str(path), lang=lang, kind=options.kind,
            about=options.about, exercise=options.exercise, level=options.level,
        )  # fmt: skip
    finally:
        client.close()
    if options.insert:
        _insert(path, notebook, found)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return OK
    for cell in found["cells"]:
        print(f"[{cell['metadata']['convergio']['role']}]\n{cell['source']}\n")
    if options.insert:
        print(translate("It stands in {path} now.", lang, path=path))
    return OK


def _tell(event: Event) -> None:
    """How far it is, where nobody reads the cells from."""
    if isinstance(event, Progress):
        print(event.message, file=sys.stderr, flush=True)


def _insert(path: Path, notebook: dict[str, Any], found: Mapping[str, Any]) -> None:
    cells = found["cells"]
    if notebook.get("nbformat_minor", 0) < 5:  # before which cells had no ids
        cells = [{name: value for name, value in cell.items() if name != "id"} for cell in cells]
    notebook["cells"][found["at"] : found["at"]] = cells
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
