"""Generates questions, houses, models and faults, sends them the real way, and notes every address that is reached.

The router, the dispatcher with its retries and fallbacks, and the door to the network are the real ones; only what lies
behind the door is not. One question in ten goes to models that nobody chose, as if the router were broken: then the
door alone must hold.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core.errors import ConvergioError, KeyRefused, ProviderFailed, RateLimited
from convergio_jupyter.core.schema import ModelCard
from convergio_jupyter.core.values import Message
from convergio_jupyter.dispatch import Dispatcher
from convergio_jupyter.privacy import Egress, confined, place_of
from convergio_jupyter.providers.base import Call, FinishPart, Part, Profile, TextPart
from convergio_jupyter.providers.resilience import Patience, Resilience
from convergio_jupyter.routing import Policy, Request, decide

URLS = {
    "embedded": "http://127.0.0.1:9", "ollama": "http://localhost:11434", "ollama-cloud": "http://127.0.0.1:11434",
    "eu": "https://eu.example", "us": "https://us.example", "lan": "http://192.168.1.5", "odd": "http://127.0.0.1.evil.example",
}  # fmt: skip
FAULTS = (
    None, None, None, ProviderFailed(provider="x"), KeyRefused(provider="x", variable="X"),
    RateLimited(provider="x", retry_after=0),
)  # fmt: skip


@dataclass
class Tally:
    """What happened: questions, answers, refusals, addresses that were reached, and those that must not have been."""

    asked: int = 0
    answered: int = 0
    refused: int = 0
    reached: int = 0
    leaks: list[str] = field(default_factory=list)


class Server:
    """A provider that asks the door as the real ones do, notes that it was reached, and fails as it is told."""

    def __init__(self, card: ModelCard, egress: Egress, fault: ConvergioError | None, reached: list[str]) -> None:
        self.id = card.provider
        self.card = card
        self._egress = egress
        self._fault = fault
        self._reached = reached

    def models(self) -> list[ModelCard]:
        return [self.card]

    def profile(self, model: str) -> Profile:
        return Profile()

    async def stream(self, call: Call) -> AsyncIterator[Part]:
        self._egress.check(URLS[self.id], place=self.card.place, region=self.card.region)
        self._reached.append(self.id)
        if self._fault is not None:
            raise self._fault
        yield TextPart("word")
        yield FinishPart("complete")


async def run(count: int, seed: int) -> Tally:
    """Sends ``count`` generated questions."""
    chance, tally = random.Random(seed), Tally()
    for _ in range(count):
        await _one(chance, tally)
    return tally


async def _one(chance: random.Random, tally: Tally) -> None:
    reached: list[str] = []
    region = chance.choice(("any", "eu"))
    house = Policy(local_only=chance.random() < 0.2, region=chance.choice(("any", "eu")), hard_from=chance.random())
    egress = Egress(local_only=house.local_only, region=house.region)
    request = Request(
        model=chance.choice(("", "", "", *URLS)), privacy=chance.choice(("public", "personal", "private")),
        region=region, quality=chance.choice(("auto", "best")), difficulty=chance.random(),
    )  # fmt: skip
    servers = [Server(_card(name), egress, chance.choice(FAULTS), reached) for name in URLS if chance.random() < 0.6]
    tally.asked += 1
    try:
        models = _models(chance, request, house, servers)
        await _send(request, models, servers)
        tally.answered += 1
    except ConvergioError:
        tally.refused += 1
    tally.reached += len(reached)
    tally.leaks += [f"{name} by {request} in {house}" for name in reached if not _may(name, request, house)]


def _card(name: str) -> ModelCard:
    local = place_of(URLS[name]) == "local" and name != "ollama-cloud"
    region = "machine" if local else name if name in ("eu", "us") else "unknown"
    return ModelCard(
        provider=name, model="m", label=name, place="local" if local else "cloud", region=region, ready=True
    )  # type: ignore[arg-type]


def _models(chance: random.Random, request: Request, house: Policy, servers: list[Server]) -> list[ModelCard]:
    if chance.random() < 0.1:  # a broken router
        return chance.sample([server.card for server in servers], len(servers))
    decision = decide(request, house, [server.card for server in servers])
    return [decision.model, *decision.fallbacks, *([decision.escalation] if decision.escalation else [])]


async def _send(request: Request, models: list[ModelCard], servers: list[Server]) -> None:
    patience = Patience(first_delay=0, longest_delay=0)
    dispatcher = Dispatcher({server.id: server for server in servers}, Resilience(patience))  # type: ignore[misc]
    call = Call(model="m", messages=(Message("user", "Why?"),), max_tokens=1)
    limits = partial(confined, request.privacy, request.region)
    parts = dispatcher.parts(models, lambda _: [call], scope=CancelScope(), limits=limits, account="me")
    async for _ in parts:
        pass


def _may(name: str, request: Request, house: Policy) -> bool:
    """Written anew, from the promise and not from the code."""
    if name in ("embedded", "ollama"):
        return True
    if house.local_only or request.privacy == "private":
        return False
    return name == "eu" or "eu" not in (house.region, request.region)


def sent(count: int, seed: int = 0) -> Tally:
    return asyncio.run(run(count, seed))
