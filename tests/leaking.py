"""Generates houses, questions and faults, sends them the real way, and notes every request that reaches the network.

Settings, router, dispatcher with its retries and fallbacks, providers, official SDKs and the door to the network are
the real ones; only the last step, by which an HTTP client opens a socket, is ours. One question in ten goes to models
that nobody chose, as if the router were broken: then the door alone must hold.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from unittest import mock

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.backends import providers_of
from convergio_jupyter.core.errors import ConvergioError
from convergio_jupyter.core.schema import ModelCard
from convergio_jupyter.core.values import Message
from convergio_jupyter.dispatch import Dispatcher
from convergio_jupyter.plan import policy_of
from convergio_jupyter.privacy import confined
from convergio_jupyter.providers.base import Call, Provider
from convergio_jupyter.providers.resilience import Patience, Resilience
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.routing import Request, decide
from convergio_jupyter.settings import Settings

QUESTIONS_OF_A_HOUSE = 250
QUICK = Patience(first_delay=0, longest_delay=0, longest_retry_after=0.02)
KEYS = {"OPENAI_API_KEY": "k", "ANTHROPIC_API_KEY": "k", "AZURE_OPENAI_API_KEY": "k", "GEMINI_API_KEY": "k"}
AZURE = "school.openai.azure.com"
HERE = ("127.0.0.1", "localhost", "::1")
OLLAMA_PORT = 11434
OLLAMA = f"http://127.0.0.1:{OLLAMA_PORT}"
LAN = "http://192.168.1.5"
URLS = ("", "http://127.0.0.1:8000", OLLAMA, LAN, "http://127.0.0.1.evil.example", "https://eu.example")
FORWARDED = ("big-cloud", "alias")  # by Ollama, to its cloud; only one of them says so in its name
FAULTS = ("", "", "", "", "500", "429", "401", "moved", "cut", "lost")


@dataclass
class Tally:
    """What happened: questions, answers, refusals, requests on the network, and those that must not have been."""

    asked: int = 0
    answered: int = 0
    refused: int = 0
    reached: int = 0
    leaks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sent:
    """A request on the network."""

    host: str
    port: int | None
    path: str
    model: str


@dataclass
class House:
    """One installation: its settings, and the providers that follow from them."""

    settings: Settings
    providers: dict[str, Provider]

    def region_of(self, sent: Sent) -> str:
        """Where a request is computed. Written anew, from the promise and not from the code."""
        if sent.host in HERE:
            forwarded = sent.model.endswith("-cloud") or (sent.model == "alias" and sent.port == OLLAMA_PORT)
            return "elsewhere" if forwarded else "machine"
        if sent.model.endswith("-cloud"):
            return "elsewhere"  # an Ollama forwards it, wherever that one is
        settings = self.settings
        if sent.host == AZURE:
            eu = settings.azure_region == "eu" and settings.azure_deployment != "global"
        elif sent.path.endswith("/messages"):
            eu = settings.anthropic_region == "eu"
        else:
            eu = settings.openai_region == "eu" and sent.model != "gemini" and not sent.path.startswith("/api")
        return "eu" if eu else "elsewhere"


class Network:
    """Stands where sockets would be opened: notes who is asked for which model, and answers or fails as it is told."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.requests: list[Sent] = []

    async def reply(self, _transport: Any, request: Any) -> Any:
        import httpx
        import httpx2

        library = httpx2 if isinstance(request, httpx2.Request) else httpx
        body, path = json.loads(request.content or b"{}"), request.url.path
        if path in ("/api/show", "/api/ps"):  # names a model, carries nothing of the question
            self.requests.append(Sent(request.url.host, request.url.port, path, ""))
            return library.Response(*_about(request, str(body.get("model"))), request=request)
        self.requests.append(Sent(request.url.host, request.url.port, path, str(body.get("model"))))
        fault = self._chance.choice(FAULTS)
        if fault == "lost":
            raise library.ConnectError("gone")
        if fault == "moved":
            return library.Response(307, headers={"location": "https://elsewhere.example/v1"}, request=request)
        if fault in ("500", "429", "401"):
            return library.Response(int(fault), headers={"retry-after": "0"}, json={"error": {}}, request=request)
        text = _answer(path)
        headers = {"content-type": "text/event-stream"}
        return library.Response(200, headers=headers, text=text[: len(text) // 2] if fault else text, request=request)


def sent(count: int, seed: int = 0) -> Tally:
    """Sends ``count`` generated questions."""
    chance, tally = random.Random(seed), Tally()
    network = Network(chance)
    with network_of(network), tempfile.TemporaryDirectory() as folder:
        while tally.asked < count:
            asyncio.run(
                _live(chance, network, _house(chance, folder), min(QUESTIONS_OF_A_HOUSE, count - tally.asked), tally)
            )
    return tally


@contextmanager
def network_of(network: Network) -> Iterator[None]:
    """Puts ``network`` below both HTTP clients that the SDKs use, and keys into the environment."""
    names = ("httpx.AsyncHTTPTransport", "httpx2.AsyncHTTPTransport")
    patches = [
        mock.patch(f"{name}.handle_async_request", lambda self, sent: network.reply(self, sent)) for name in names
    ]
    with patches[0], patches[1], mock.patch.dict(os.environ, KEYS):
        yield


async def _live(chance: random.Random, network: Network, house: House, count: int, tally: Tally) -> None:
    for _ in range(count):
        await _one(chance, network, house, tally)
    for provider in house.providers.values():
        await provider.close()


def _house(chance: random.Random, folder: str) -> House:
    regions = ("", "", "eu", "us")
    settings = Settings(
        data_dir=folder, local_only=chance.random() < 0.2, region=chance.choice(("", "eu")),
        openai_base_url=chance.choice(URLS), openai_models="small,big-cloud,alias",
        anthropic_base_url=chance.choice(URLS), anthropic_models="small,alias",
        openai_region=chance.choice(regions), anthropic_region=chance.choice(regions),
        azure_base_url=chance.choice(("", f"https://{AZURE}/openai/v1/")), azure_models="deployed",
        azure_region=chance.choice(regions), azure_deployment=chance.choice(("regional", "datazone", "global")),
        google_models=chance.choice(("", "gemini")),
        ollama_models=chance.choice(("", "small,big-cloud,alias")), ollama_base_url=chance.choice((OLLAMA, LAN)),
    )  # fmt: skip
    providers = [each for each in providers_of(settings) if each.id != "embedded"]
    if chance.random() < 0.5:  # in place of the embedded one, which has a process of its own
        providers.append(ScriptedProvider("word"))
    return House(settings, {each.id: each for each in providers})


async def _one(chance: random.Random, network: Network, house: House, tally: Tally) -> None:
    network.requests.clear()
    request = Request(
        model=chance.choice(("", "", "", "", *house.providers)),
        privacy=chance.choice(("public", "personal", "private")),
        region=chance.choice(("any", "eu")), quality=chance.choice(("auto", "best")), difficulty=chance.random(),
    )  # fmt: skip
    tally.asked += 1
    try:
        await _send(request, await _models(chance, request, house), house)
        tally.answered += 1
    except ConvergioError:
        tally.refused += 1
    tally.reached += len(network.requests)
    leaks = [each for each in network.requests if not _may(each, request, house)]
    tally.leaks += [f"{each} by {request} in {house.settings.explain()}" for each in leaks]


async def _models(chance: random.Random, request: Request, house: House) -> list[ModelCard]:
    for work in [each for provider in house.providers.values() if (each := provider.refresh()) is not None]:
        await work
    cards = [card for provider in house.providers.values() for card in provider.models()]
    if chance.random() < 0.1:  # a broken router
        return chance.sample(cards, len(cards))
    decision = decide(request, policy_of(house.settings), cards)
    return [*decision.models, *([decision.escalation] if decision.escalation else [])]


async def _send(request: Request, models: list[ModelCard], house: House) -> None:
    dispatcher = Dispatcher(house.providers, Resilience(QUICK))
    limits = partial(confined, request.privacy, request.region)

    def calls(card: ModelCard) -> list[Call]:
        return [Call(model=card.model, messages=(Message("user", "Why?"),), max_tokens=1)]

    async for _ in dispatcher.parts(models, calls, scope=CancelScope(), limits=limits, account="me"):
        pass


def _may(sent: Sent, request: Request, house: House) -> bool:
    """What is promised: private stays on this computer, EU in the EU or here."""
    region, settings = house.region_of(sent), house.settings
    if region == "machine":
        return True
    if settings.local_only or request.privacy == "private":
        return False
    return region == "eu" or "eu" not in (settings.region, request.region)


def _about(request: Any, model: str) -> tuple[int, dict[str, str], bytes]:
    """What Ollama says of a model; any other server knows nothing of it."""
    if request.url.port != OLLAMA_PORT:
        return 404, {}, b"not found"
    said: Any = {"models": []} if request.url.path == "/api/ps" else {"remote_host": "ollama.com"}
    return 200, {}, json.dumps(said if model in (*FORWARDED, "None") else {}).encode()


def _answer(path: str) -> str:
    """A short answer, as the wire at ``path`` has it."""
    if path.endswith("/chat/completions"):
        chunk = {"choices": [{"index": 0, "delta": {"content": "word"}, "finish_reason": "stop"}]}
        return f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n"
    if path == "/api/chat":
        return json.dumps({"message": {"content": "word"}, "done": True, "done_reason": "stop"}) + "\n"
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": {"id": "m", "type": "message", "role": "assistant", "model": "m",
         "content": [], "usage": {"input_tokens": 1, "output_tokens": 1}}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "word"}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 1}},
        {"type": "message_stop"},
    ]  # fmt: skip
    return "".join(f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in events)
