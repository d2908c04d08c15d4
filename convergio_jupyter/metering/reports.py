"""What the ledger tells: one row for each request that cost or answered something, added up in several ways.

A request counts for the model that really answered, which its closing row names, and for the day it was asked on. What
is held for an answer that is under way counts too, as an estimate. Reports go through many rows, so they are read
beside the event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..store import Reader, Row, Store
from .budgets import label
from .requests import IS_FIRST

_REQUESTS = f"""
    SELECT reserved.created, reserved.account, reserved.course,
        coalesce(closed.teacher, reserved.teacher) AS teacher,
        coalesce(closed.provider, reserved.provider) AS provider,
        coalesce(closed.model, reserved.model) AS model,
        coalesce(closed.place, reserved.place) AS place,
        CASE WHEN closed.kind = 'settle' AND reserved.request {IS_FIRST} THEN 1 ELSE 0 END AS answers,
        coalesce(closed.input_tokens, 0) AS input_tokens,
        coalesce(closed.output_tokens, 0) AS output_tokens,
        CASE WHEN closed.kind = 'settle' THEN closed.estimated ELSE 1 END AS estimated,
        reserved.amount_micro + coalesce(closed.amount_micro, 0) AS cost_micro
    FROM ledger AS reserved
    LEFT JOIN ledger AS closed ON closed.request = reserved.request AND closed.kind <> 'reserve'
    WHERE reserved.kind = 'reserve' AND reserved.created >= ?"""
_MODEL = ("teacher", "provider", "model", "place")
_NAMES = ("account", "course", *_MODEL)
_FIGURES = ("answers", "input_tokens", "output_tokens", "cost_micro", "estimated")


async def summary(store: Store, account: str | None, since: float) -> list[dict[str, Any]]:
    """One row for each teacher and model; of all accounts where ``account`` is None."""
    return by_model(await by_day(store, account, since))


async def by_day(store: Store, account: str | None, since: float) -> list[dict[str, Any]]:
    """One row for each day (UTC, ``2026-11-23``), account, course, teacher and model.

    Of all accounts where ``account`` is None. ``estimated`` counts the answers whose tokens or cost the provider did
    not report.
    """
    requests, parameters = _requests(account, since)
    some = "answers > 0 OR cost_micro > 0 OR output_tokens > 0"
    sql = f"SELECT * FROM ({requests}) AS requests WHERE {some} ORDER BY created"

    def work(reader: Reader) -> list[dict[str, Any]]:
        rows = reader.fetch(sql, parameters)
        return _added_up([row | {"day": label("day", row["created"])} for row in rows], ("day", *_NAMES))

    return await store.read(work)


def by_model(days: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows of :func:`by_day`, added up to one for each teacher and model."""
    return _added_up(days, _MODEL)


def _requests(account: str | None, since: float) -> tuple[str, tuple[Any, ...]]:
    return (_REQUESTS, (since,)) if account is None else (f"{_REQUESTS} AND reserved.account = ?", (since, account))


def _added_up(rows: Sequence[Row], names: Sequence[str]) -> list[dict[str, Any]]:
    """The figures of all rows that have the same ``names``, in their order."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        key = {name: row[name] for name in names}
        line = found.setdefault(tuple(key.values()), key | dict.fromkeys(_FIGURES, 0))
        for figure in _FIGURES:
            line[figure] += row[figure]
    return [found[each] for each in sorted(found)]
