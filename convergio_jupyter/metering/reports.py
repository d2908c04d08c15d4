"""What the ledger tells: one row for each request that cost or answered something, added up in several ways.

A request counts for the model that really answered, which its closing row names, and for the day it was asked on. What
is held for an answer that is under way counts too, as an estimate. Reports go through many rows, so they are read
beside the event loop.
"""

from __future__ import annotations

from typing import Any

from ..store import Row, Store
from .budgets import label

_REQUESTS = """
    SELECT reserved.created, reserved.account, reserved.course,
        coalesce(closed.teacher, reserved.teacher) AS teacher,
        coalesce(closed.provider, reserved.provider) AS provider,
        coalesce(closed.model, reserved.model) AS model,
        coalesce(closed.place, reserved.place) AS place,
        CASE WHEN closed.kind = 'settle' THEN 1 ELSE 0 END AS answers,
        coalesce(closed.input_tokens, 0) AS input_tokens,
        coalesce(closed.output_tokens, 0) AS output_tokens,
        CASE WHEN closed.kind = 'settle' THEN closed.estimated ELSE 1 END AS estimated,
        reserved.amount_micro + coalesce(closed.amount_micro, 0) AS cost_micro
    FROM ledger AS reserved
    LEFT JOIN ledger AS closed ON closed.request = reserved.request AND closed.kind <> 'reserve'
    WHERE reserved.kind = 'reserve' AND reserved.created >= ?"""
_COUNTS = (
    "sum(answers) AS answers, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,"
    " sum(cost_micro) AS cost_micro, sum(estimated) AS estimated"
)
_NAMES = ("account", "course", "teacher", "provider", "model", "place")
_FIGURES = ("answers", "input_tokens", "output_tokens", "cost_micro", "estimated")


async def summary(store: Store, account: str | None, since: float) -> list[dict[str, Any]]:
    """One row for each teacher and model; of all accounts where ``account`` is None."""
    requests, parameters = _requests(account, since)
    sql = (
        f"SELECT teacher, provider, model, place, {_COUNTS} FROM ({requests}) AS requests"
        " WHERE answers > 0 OR cost_micro > 0 GROUP BY teacher, provider, model, place"
        " ORDER BY teacher, provider, model"
    )
    return await store.read(lambda reader: reader.fetch(sql, parameters))


async def by_day(store: Store, account: str | None, since: float) -> list[dict[str, Any]]:
    """One row for each day (UTC, ``2026-11-23``), account, course, teacher and model.

    Of all accounts where ``account`` is None.

    ``estimated`` counts the answers whose tokens or cost the provider did not report.
    """
    requests, parameters = _requests(account, since)
    sql = f"SELECT * FROM ({requests}) AS requests WHERE answers > 0 OR cost_micro > 0 ORDER BY created"
    return await store.read(lambda reader: _added_up(reader.fetch(sql, parameters)))


def _requests(account: str | None, since: float) -> tuple[str, tuple[Any, ...]]:
    return (_REQUESTS, (since,)) if account is None else (f"{_REQUESTS} AND reserved.account = ?", (since, account))


def _added_up(rows: list[Row]) -> list[dict[str, Any]]:
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        names = {"day": label("day", row["created"])} | {name: row[name] for name in _NAMES}
        line = found.setdefault(tuple(names.values()), names | dict.fromkeys(_FIGURES, 0))
        for figure in _FIGURES:
            line[figure] += row[figure]
    return [found[each] for each in sorted(found)]
