"""What the whole stack adds to the model: time to the first text, and speed of the stream. With the real model.

One side is a client as a kernel has it, over the gateway of a real Jupyter server: client → WebSocket → turn → engine
(history, store, ledger) → worker, and back. The other asks the same worker's HTTP endpoint directly, with the body that
the gateway would send. Both in turns, on one worker, with the prefix already read.
"""

from __future__ import annotations

import http.client
import json
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from common import Bars, bar, difference, in_turns, note, ratio, show
from hosts import jupyter, kernel_side, user_with_model

from convergio_jupyter.client import Client, connect
from convergio_jupyter.core.events import TextDelta, UsageReported
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.providers import chat_wire
from convergio_jupyter.providers.base import Call
from convergio_jupyter.providers.embedded import host, model
from convergio_jupyter.teachers import compose, load_faculty

PAIRS, LONG_PAIRS, PREFIX_PAIRS = 40, 8, 20
FEW, MANY = 8, 150  # tokens of an answer
STORY = Question(text="Tell me a long story about a river, from its spring to the sea.", teacher="darwin", lang="en")
LESSON = "\n".join(
    f"Paragraph {n}. A tree takes water from the soil and light from the sun, and gives sugar and air."
    for n in range(45)
)


class Timing(NamedTuple):
    first: float  # milliseconds to the first text
    speed: float  # pieces of text a second between the first and the last
    cached: int  # tokens of the prompt that the worker had already read


def measure() -> Bars:
    with user_with_model() as home, jupyter(home) as server, kernel_side(home, server):
        client = connect()
        through(client, STORY, FEW)  # starts the worker
        direct = Direct(home / "data/run")
        bars = {**first_text(client, direct), **speed(client, direct), **lesson(client, direct)}
        client.close()
        return bars


def first_text(client: Client, direct: Direct) -> Bars:
    note("latency: first text")
    first = in_turns(
        PAIRS,
        direct=lambda: direct.ask(STORY, FEW).first,
        through=lambda: through(client, STORY, FEW).first,
    )
    return {
        "first text beyond the bare worker, p50": bar(
            difference(first["through"], first["direct"]),
            10,
            "ms",
            baseline=statistics.median(first["direct"]),
            how=f"{PAIRS} pairs in turns, same prompt, prefix read; median of the differences",
        )
    }


def speed(client: Client, direct: Direct) -> Bars:
    note("latency: speed")
    rate = in_turns(
        LONG_PAIRS,
        direct=lambda: direct.ask(STORY, MANY).speed,
        through=lambda: through(client, STORY, MANY).speed,
    )
    return {
        "streaming speed, share of the bare worker": bar(
            ratio(rate["through"], rate["direct"]),
            0.95,
            "×",
            at_least=True,
            baseline=statistics.median(rate["direct"]),
            how=f"{LONG_PAIRS} pairs of {MANY} tokens in turns; baseline is tokens/s of the bare worker",
        )
    }


def lesson(client: Client, direct: Direct) -> Bars:
    """Another question about the same lesson each time, so that only the lesson has been read before."""
    note("latency: lesson")
    numbers = iter(range(10_000))
    cached: list[int] = []

    def question() -> Question:
        lent = Attachment(kind="cell", label="lesson", text=LESSON)
        return Question(
            text=f"What does paragraph {next(numbers)} say?", teacher="darwin", lang="en", attachments=(lent,)
        )

    def over_gateway() -> float:
        timing = through(client, question(), FEW)
        cached.append(timing.cached)
        return timing.first

    first = in_turns(PREFIX_PAIRS, direct=lambda: direct.ask(question(), FEW).first, through=over_gateway)
    return {
        "first text after a lesson already read, p50": bar(
            statistics.median(first["through"]),
            150,
            "ms",
            baseline=statistics.median(first["direct"]),
            how=f"{PREFIX_PAIRS} new questions on one lesson, {statistics.median(cached):.0f} tokens reused; baseline"
            " is the bare worker",
        )
    }


def through(client: Client, question: Question, tokens: int) -> Timing:
    """Asks over the gateway, in a new conversation."""
    start, times, cached = time.perf_counter(), [], 0
    for event in client.ask(replace(question, max_tokens=tokens)):
        if isinstance(event, TextDelta):
            times.append(time.perf_counter())
        elif isinstance(event, UsageReported) and event.receipt.tokens:
            cached = event.receipt.tokens.cached
    return _timing(start, times, cached)


class Direct:
    """The bare worker. Each question opens a connection: llama.cpp closes it at the end of a stream."""

    def __init__(self, run_dir: Path) -> None:
        endpoint = host.find(run_dir)
        assert endpoint is not None
        self._address = endpoint.url.removeprefix("http://")
        self._headers = {"Authorization": f"Bearer {endpoint.key}", "Content-Type": "application/json"}

    def ask(self, question: Question, tokens: int) -> Timing:
        body = json.dumps(_body(question, tokens))
        start, times, cached = time.perf_counter(), [], 0
        connection = http.client.HTTPConnection(self._address, timeout=300)
        connection.request("POST", "/v1/chat/completions", body, self._headers)
        for line in connection.getresponse():
            if line.startswith(b"data: {"):
                chunk = json.loads(line[6:])
                if any(choice["delta"].get("content") for choice in chunk["choices"]):
                    times.append(time.perf_counter())
                cached = ((chunk.get("usage") or {}).get("prompt_tokens_details") or {}).get("cached_tokens", cached)
        connection.close()
        return _timing(start, times, cached)


def _body(question: Question, tokens: int) -> dict[str, Any]:
    """What the provider ``embedded`` sends for this question in a new conversation."""
    teacher = load_faculty()[question.teacher]
    messages = compose(teacher, question.text, lang="en", attachments=question.attachments, small_model=True)
    body = chat_wire.request_body(Call(model=model.MODEL_ID, messages=messages, max_tokens=tokens))
    return {**body, "return_progress": True, "cache_prompt": True, "repeat_penalty": 1.1}


def _timing(start: float, times: list[float], cached: int) -> Timing:
    return Timing(1000 * (times[0] - start), (len(times) - 1) / (times[-1] - times[0]), cached)


if __name__ == "__main__":
    show(measure)
