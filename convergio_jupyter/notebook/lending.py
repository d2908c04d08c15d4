"""Lends a variable to a question: a short, bounded description of its value."""

from __future__ import annotations

import contextlib
from typing import Any

from ..core.errors import CannotLend
from ..core.schema import Attachment
from .columns import columns_in, is_table

LENT_CHARACTERS = 4_000


def lend(name: str, value: Any) -> Attachment:
    """``value`` as an attachment. A data frame is described by its columns, what they come to and its first rows.

    Raises ``CannotLend`` where the value cannot be described.
    """
    try:
        text = _described(name, value)
    except Exception as error:  # any object may fail to describe itself, in any way
        raise CannotLend(name=name, kind=type(value).__name__, detail=f"{type(error).__name__}: {error}") from error
    return Attachment(kind="variable", label=name, text=text[:LENT_CHARACTERS])


def _described(name: str, value: Any) -> str:
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    shape = f", shape {value.shape}" if hasattr(value, "shape") else ""
    columns = None
    with contextlib.suppress(Exception):  # it can be shown all the same
        columns = columns_in(name, value)
    if is_table(value):
        text = str(value.head()) if columns else f"{value.dtypes}\n{value.head()}"
    else:
        text = value if isinstance(value, str) else repr(value)
    return "\n".join([f"{kind}{shape}", *([str(columns)] if columns else []), text])
