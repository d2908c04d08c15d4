"""Sentences and small tables that show themselves in a notebook and in a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .safe_markdown import escape


class Note:
    """One sentence as a cell's result."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        """What stands in backticks is something to write."""
        text = re.sub("`([^`]+)`", r"<code>\1</code>", escape(self._text))
        return f"<p>{text}</p>"


@dataclass(frozen=True)
class Table:
    """Rows under a heading. ``note`` stands below, of one line or several; both are plain text."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def __repr__(self) -> str:
        widths = [max(len(str(cell)) for cell in column) for column in zip(self.columns, *self.rows, strict=True)]
        lines = [
            "  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in (self.columns, *self.rows)
        ]
        return "\n".join([self.title, "", *lines, *(["", self.note] if self.note else [])])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col" style="text-align: start">{escape(name)}</th>' for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align: start">{escape(str(cell))}</td>' for cell in row) + "</tr>"
            for row in self.rows
        )
        note = f"<p>{'<br>'.join(map(escape, self.note.splitlines()))}</p>" if self.note else ""
        title = f'<caption style="text-align: start"><strong>{escape(self.title)}</strong></caption>'
        return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


@dataclass(frozen=True)
class Tables:
    """Several tables, one below the other."""

    tables: Sequence[Table]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.tables))

    def _repr_html_(self) -> str:
        return "".join(each._repr_html_() for each in self.tables)
