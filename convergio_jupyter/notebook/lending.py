"""Lends a variable to a question: a short, bounded description of its value."""

from __future__ import annotations

from typing import Any

from ..core.errors import CannotLend
from ..core.schema import Attachment

LENT_CHARACTERS = 4_000


def lend(name: str, value: Any) -> Attachment:
    """``value`` as an attachment. A data frame is described by its columns and first rows, never sent whole.

    Raises ``CannotLend`` where the value cannot be described.
    """
    try:
        text = _described(value)
    except Exception as error:  # any object may fail to describe itself, in any way
        raise CannotLend(name=name, kind=type(value).__name__, detail=f"{type(error).__name__}: {error}") from error
    return Attachment(kind="variable", label=name, text=text[:LENT_CHARACTERS])


def _described(value: Any) -> str:
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    if hasattr(value, "columns") and hasattr(value, "dtypes") and hasattr(value, "head"):
        return f"{kind}, shape {value.shape}\n{value.dtypes}\n{value.head()}"
    shape = f", shape {value.shape}" if hasattr(value, "shape") else ""
    text = value if isinstance(value, str) else repr(value)
    return f"{kind}{shape}\n{text}"
