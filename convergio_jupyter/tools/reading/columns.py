"""What columns of data come to, as it stands at the head of a variable that was lent: written once, and read back.

```
rows: 4, columns: 2
name,type,missing,lowest,mean,highest
price,float64,1,1.5,2.5,4.0
town,str,0,,,
```

A model reads it as it is; who answers without one gets the numbers of all rows from it, of which none is lent.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...core.schema import Attachment

MOST_COLUMNS = 40  # that are described
LONGEST = 60  # characters of a name or a type
MOST_CHARACTERS = 2_500  # of all that is said of them
_HEAD = re.compile(r"rows: (\d{1,15}), columns: (\d{1,15})", re.ASCII)
_COUNT = re.compile(r"\d{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.ASCII)
_FIELDS = ["name", "type", "missing", "lowest", "mean", "highest"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. What is lowest, the mean and what is highest are known of numbers only; ``missing`` is of all.

    Raises ``ValueError`` where one of the numbers is none that can be told.
    """

    name: str
    type: str
    missing: int
    lowest: float | None = None
    mean: float | None = None
    highest: float | None = None

    def __post_init__(self) -> None:
        if not all(number is None or math.isfinite(number) for number in self.numbers):
            raise ValueError("not finite")

    @property
    def numbers(self) -> tuple[float | None, float | None, float | None]:
        return self.lowest, self.mean, self.highest


@dataclass(frozen=True, slots=True)
class Columns:
    """A table, a list of records or one row of values, by its columns, of which the first ones are described."""

    label: str  # the variable's name
    rows: int
    count: int
    described: tuple[Column, ...]

    def __str__(self) -> str:
        """As it is lent."""
        text = io.StringIO()
        write = csv.writer(text, lineterminator="\n").writerow
        text.write(f"rows: {self.rows}, columns: {self.count}\n")
        write(_FIELDS)
        for each in self.described[:MOST_COLUMNS]:
            numbers = ("" if number is None else number for number in each.numbers)
            write([_short(each.name), _short(each.type), each.missing, *numbers])
            if text.tell() > MOST_CHARACTERS:
                break
        return text.getvalue()


def columns_of(lent: Attachment) -> Columns | None:
    """The columns of a variable that was lent; None where it has none."""
    lines = lent.text.splitlines()[1:]
    found = _HEAD.fullmatch(lines[0]) if lent.kind == "variable" and lines else None
    if found is None or lines[1:2] != [",".join(_FIELDS)] or "" not in lines:
        return None
    try:
        described = tuple(map(_column, csv.reader(itertools.takewhile(bool, lines[2:]), strict=True)))
    except (ValueError, csv.Error):  # somebody else wrote it
        return None
    return Columns(lent.label, int(found[1]), int(found[2]), described)


def contents_of(lent: Attachment) -> str:
    """What of a variable that was lent stands below what its columns come to."""
    _, _, text = lent.text.partition("\n")
    return text.partition("\n\n")[2] if columns_of(lent) else text


def _column(fields: Iterable[str]) -> Column:
    name, kind, missing, *numbers = fields
    if not _COUNT.fullmatch(missing) or not all(number == "" or _NUMBER.fullmatch(number) for number in numbers):
        raise ValueError("not a number")
    lowest, mean, highest = (float(number) if number else None for number in numbers)
    return Column(name, kind, int(missing), lowest, mean, highest)


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
