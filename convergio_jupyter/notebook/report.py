"""What answers have cost, as a value: a table to look at, a widget where the page can show one, a data frame."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..client import Client
from ..core.errors import ExtraMissing
from ..core.i18n import Phrase, translate
from ..core.values import MICRO
from .tables import Table

if TYPE_CHECKING:
    import pandas

COLUMNS = {
    "day": "datetime64[ns]",
    "account": "object",
    "course": "object",
    "teacher": "object",
    "provider": "object",
    "model": "object",
    "place": "object",
    "answers": "int64",
    "input_tokens": "int64",
    "output_tokens": "int64",
    "cost": "float64",
    "estimated": "int64",
}


@dataclass(frozen=True, repr=False)  # which prints the table
class UsageReport(Table):
    """The table of :func:`.api.usage`; ``.df`` has one row for each day, course, teacher and model."""

    figures: Mapping[str, Any] | None = None
    lang: str = "en"
    client: Client | None = None

    @property
    def df(self) -> pandas.DataFrame:
        """The same as a pandas data frame, by day (UTC); ``cost`` is in US dollars.

        ``estimated`` counts the answers whose tokens or cost the provider did not report.
        """
        return frame((self.figures or {}).get("days", ()))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """The live widget in a notebook; IPython adds the table for pages that show no widgets."""
        from .api import in_notebook

        if not in_notebook() or importlib.util.find_spec("anywidget") is None:
            return {}
        from ..widgets.usage_widget import Usage

        bundle = Usage(lang=self.lang, client=self.client)._repr_mimebundle_()
        return dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})


def frame(days: Sequence[Mapping[str, Any]]) -> pandas.DataFrame:
    """The ledger's rows by day as a data frame; without rows an empty one with the same columns."""
    try:
        import pandas
    except ImportError as error:
        raise ExtraMissing(feature=Phrase("A data frame"), extra="data", detail=str(error)) from error
    rows = [{**row, "cost": row["cost_micro"] / MICRO} for row in days]
    return pandas.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def about(written: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """A figure made of ``rows``, marked where some of them are estimates."""
    return f"≈ {written}" if any(row.get("estimated") for row in rows) else written


def note_on(rows: Sequence[Mapping[str, Any]], lang: str) -> str:
    """What must be known to read figures made of ``rows``; empty where there is none."""
    if not rows:
        return ""
    held = translate("What is held for answers under way is included.", lang)
    return f"{translate('≈ is partly an estimate.', lang)} {held}" if about("", rows) else held
