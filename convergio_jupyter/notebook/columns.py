"""What the columns of a variable come to: of a table or a series of pandas or polars, a list, records, a dictionary."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from numbers import Real
from typing import Any

from ..tools.reading.columns import MOST_COLUMNS, Column, Columns

MOST_VALUES = 1_000_000  # that are counted one by one
_EAGER = {"pandas.DataFrame", "pandas.Series", "pandas.Index", "polars.DataFrame", "polars.Series"}
_NO_TYPE = "-"  # of a column in which all is missing


def is_table(value: Any) -> bool:
    """Whether ``value`` is a data frame, of whichever library."""
    return hasattr(value, "columns") and hasattr(value, "dtypes") and hasattr(value, "head")


def columns_in(name: str, value: Any) -> Columns | None:
    """The columns of ``value``; None of what has none. What belongs to a library counts for itself.

    What is not worked out yet, or lies elsewhere, is not made to do so.
    """
    is_series = hasattr(value, "dtype") and hasattr(value, "to_frame")
    if (is_table(value) or is_series) and not _is_eager(value):
        return None
    if is_table(value):
        rows, count = value.shape
        return Columns(name, rows, count, tuple(_of_library(str(label), each) for label, each in _parts(value)))
    if is_series:
        return Columns(name, len(value), 1, (_of_library(str(value.name or name), value),))
    lists = _lists(name, value)
    if not lists or sum(map(len, lists.values())) > MOST_VALUES:
        return None
    described = tuple(_of_values(label, lists[label]) for label in list(lists)[:MOST_COLUMNS])
    return Columns(name, max(map(len, lists.values())), len(lists), described)


def _is_eager(value: Any) -> bool:
    kinds = type(value).__mro__
    return not _EAGER.isdisjoint(f"{kind.__module__.partition('.')[0]}.{kind.__name__}" for kind in kinds)


def _parts(frame: Any) -> Iterator[tuple[Any, Any]]:
    """The columns of a data frame, with their names, of which two may be the same."""
    for place, label in enumerate(list(frame.columns)[:MOST_COLUMNS]):
        yield label, frame.iloc[:, place] if hasattr(frame, "iloc") else frame[:, place]


def _of_library(name: str, column: Any) -> Column:
    """A column of pandas or polars, which knows best what is missing."""
    if hasattr(column, "is_nan") and column.dtype.is_float():  # polars counts it for a number
        column = column.fill_nan(None)
    missing = int((column.isna() if hasattr(column, "isna") else column.is_null()).sum())
    if not _holds_numbers(column.dtype) or missing == len(column):
        return Column(name, str(column.dtype), missing)
    return _with_numbers(name, str(column.dtype), missing, *map(float, (column.min(), column.mean(), column.max())))


def _with_numbers(name: str, kind: str, missing: int, *numbers: float) -> Column:
    """A column with what its numbers come to, where they come to anything: with an infinite one they do not."""
    return Column(name, kind, missing, *(numbers if all(map(math.isfinite, numbers)) else ()))


def _holds_numbers(dtype: Any) -> bool:
    return bool(dtype.is_numeric()) if hasattr(dtype, "is_numeric") else dtype.kind in "iuf"


def _lists(name: str, value: Any) -> dict[str, Sequence[Any]]:
    """The values of a list, of records or of a dictionary, by column; nothing of what is no table."""
    if hasattr(value, "tolist") and getattr(value, "ndim", 0) == 1:  # an array
        value = value.tolist()
    if type(value) is dict:
        return _of_dictionary(name, value)
    if type(value) not in (list, tuple) or not value:
        return {}
    if all(isinstance(record, Mapping) for record in value):
        labels = dict.fromkeys(label for record in value for label in record)
        return {str(label): [record.get(label) for record in value] for label in labels}
    return {name: value}


def _of_dictionary(name: str, value: Mapping[Any, Any]) -> dict[str, Sequence[Any]]:
    parts = list(value.values())
    if parts and all(type(part) in (list, tuple) for part in parts):
        return {str(label): part for label, part in value.items()} if len({*map(len, parts)}) == 1 else {}
    by_name = all(type(part) is dict for part in parts) or all(map(_is_number, parts))  # records, or numbers
    return _lists(name, parts if by_name else [value])


def _of_values(name: str, values: Sequence[Any]) -> Column:
    there = [each for each in values if each is not None and not (_is_number(each) and math.isnan(each))]
    kind, missing = ", ".join(dict.fromkeys(type(each).__name__ for each in there)), len(values) - len(there)
    if not there or not all(map(_is_number, there)):
        return Column(name, kind or _NO_TYPE, missing)
    return _with_numbers(name, kind, missing, float(min(there)), _sum(there) / len(there), float(max(there)))


def _sum(numbers: Sequence[Any]) -> float:
    try:
        return math.fsum(numbers)
    except (OverflowError, ValueError):  # it is endless, or has no value at all
        return math.nan


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
