"""What each model can do, seen by asking it. Costs what it costs, and the ledger pays."""

from __future__ import annotations

from typing import Any

from ..core import OWNER
from ..core.errors import ConvergioError, UnknownModel
from ..core.schema import ModelCard
from ..engine import Engine
from ..metering import Whose
from ..paid import Paid
from ..providers import conformance as suite
from ..routing import Request, decide, estimate_micro


async def conformance(engine: Engine, lang: str, *, model: str = "", check: str = "") -> dict[str, Any]:
    """What back ends can do. Without a ``check``: which there are to examine, so that each check is one short call.

    The rules of the house hold for these calls too: ``skipped`` says which models they leave out and why, and the
    ledger pays; ``costs`` are the most that all checks can cost of each model that is not on this computer, in
    millionths of a dollar. Raises ``UnknownModel`` where ``model`` is not ready here, and the rule that refuses it.
    """
    await engine.refresh()
    ready = {f"{card.provider}:{card.model}": card for card in engine.inventory() if card.ready}
    if model and model not in ready:
        raise UnknownModel(name=model, known=", ".join(ready) or "–")
    refused = {name: error for name in ready if (error := await _refusal(engine, name)) is not None}
    if model in refused:
        raise refused[model]
    if not check:
        skipped = [{"model": name, "message": error.info(lang).message} for name, error in refused.items()]
        models = [model] if model else [name for name in ready if name not in refused]
        costs = {name: _most(ready[name]) for name in models if ready[name].place != "local"}
        return {"models": models, "costs": costs, "checks": list(suite.CHECKS), "skipped": [] if model else skipped}
    return {"findings": await _examined(engine, ready[model], check, lang)}


def _most(card: ModelCard) -> int:
    """The most that all checks of a model can cost."""
    return estimate_micro(card, Request(input_tokens=suite.MOST_READ, output_tokens=suite.MOST_WRITTEN))


async def _refusal(engine: Engine, model: str) -> ConvergioError | None:
    """The rule by which ``model`` must not be asked now; None where none does."""
    terms = await engine.house.now(Whose(account=OWNER))
    try:
        decide(Request(model=model), terms.policy, engine.inventory(), terms.level)
    except ConvergioError as error:
        return error
    return None


async def _examined(engine: Engine, card: ModelCard, check: str, lang: str) -> list[dict[str, Any]]:
    """The findings of one check, paid by the owner; a budget that has no room for it lets it be skipped."""
    paid = Paid(engine.providers[card.provider], card, engine.ledger, engine.limits)
    found = await suite.examine(paid, card.model, (check,), is_dear=card.input_micro > 0)
    if paid.refused is not None:
        return [{"id": check, "ok": False, "skipped": True, "message": paid.refused.info(lang).message, "detail": ""}]
    return [{**_fields(each), "message": each.message.said(lang)} for each in found]


def _fields(found: suite.Finding) -> dict[str, Any]:
    return {"id": found.id, "ok": found.ok, "skipped": found.skipped, "detail": found.detail}
