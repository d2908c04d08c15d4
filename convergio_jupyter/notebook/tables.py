"""Sentences and small tables that show themselves in a notebook and in a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .safe_markdown import escape

TERMINAL = 80  # signs in a line of a plain shell
NARROWEST = 16  # signs of a column that is wrapped
_GAP = "  "


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
    """Rows under a heading. ``note`` stands below, of one line or several; both are plain text.

    A terminal shows it in lines of ``width`` signs at most, the widest column wrapped; 0: as wide as it is.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    width: int = 0

    def __repr__(self) -> str:
        widths, note = self._widths(), self.note.splitlines()
        if self.width:
            note = [piece for line in note for piece in textwrap.wrap(line, self.width)]
        lines = [line for row in (self.columns, *self.rows) for line in _lines(row, widths)]
        return "\n".join([self.title, "", *lines, *(["", *note] if note else [])])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col" style="text-align: start">{escape(name)}</th>' for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f'<td style="text-align: start">{escape(str(cell))}</td>' for cell in row) + "</tr>"
            for row in self.rows
        )
        note = f"<p>{'<br>'.join(map(escape, self.note.splitlines()))}</p>" if self.note else ""
        title = f'<caption style="text-align: start"><strong>{escape(self.title)}</strong></caption>'
        return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"

    def _widths(self) -> list[int]:
        """Of each column, in signs; the widest gives up what does not fit."""
        widths = [max(len(str(cell)) for cell in column) for column in zip(self.columns, *self.rows, strict=True)]
        over = sum(widths) + len(_GAP) * (len(widths) - 1) - self.width if self.width else 0
        widest = widths.index(max(widths))
        widths[widest] = max(NARROWEST, widths[widest] - over) if over > 0 else widths[widest]
        return widths


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row as the lines of a terminal; only a cell that is wider than its column is wrapped."""
    cells = [
        [cell] if len(cell) <= width else textwrap.wrap(cell, width)
        for cell, width in zip(map(str, row), widths, strict=True)
    ]
    return [
        _GAP.join(piece.ljust(width) for piece, width in zip(pieces, widths, strict=True)).rstrip()
        for pieces in zip_longest(*cells, fillvalue="")
    ]


@dataclass(frozen=True)
class Tables:
    """Several tables, one below the other."""

    tables: Sequence[Table]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.tables))

    def _repr_html_(self) -> str:
        return "".join(each._repr_html_() for each in self.tables)
