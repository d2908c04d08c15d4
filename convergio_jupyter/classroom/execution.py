"""How the cells of a page are run: an error is a sentence, but for one that the lesson is about."""

from __future__ import annotations

from typing import Any

from voila.execute import VoilaExecutor

MEANT = "raises-exception"  # the tag of a cell whose error its author wants to be seen
_LEARNERS = ("answer", "check")


class LessonExecutor(VoilaExecutor):
    """Voila's own, which takes every error for a fault of the page."""

    def strip_code_cell_errors(self, cell: Any) -> Any:
        metadata = cell["metadata"]
        role = (metadata.get("convergio") or {}).get("role")
        if cell["cell_type"] != "code" or MEANT not in metadata.get("tags", ()) or role in _LEARNERS:
            return super().strip_code_cell_errors(cell)
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                output["traceback"] = [f"{output['ename']}: {output['evalue']}"]
        return cell
