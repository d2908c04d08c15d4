"""How long the router thinks: the difficulty of a 4 KB prompt, the whole decision, and the doubt about an answer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from common import Bars, bar, show

from convergio_jupyter.core.schema import ModelCard
from convergio_jupyter.routing import Policy, Request, decide, difficulty, doubt

CALLS = 5_000
PROMPT = ("Explain why the sum of the first n odd numbers is n², step by step, and what follows for n = 12. " * 45)[
    :4_096
]
ANSWER = "The sums are 1 + 3 = 4, 4 + 5 = 9 and 9 + 7 = 16, so for n = 12 it is 12 * 12 = 144.\n" * 8


def measure() -> Bars:
    inventory = [card("embedded", "local"), *(card(f"cloud{n}", "cloud") for n in range(5))]
    length = timed(lambda: len(PROMPT.split()))
    hard = timed(lambda: difficulty(PROMPT))
    decision = timed(lambda: (difficulty(PROMPT), decide(Request(), Policy(), inventory)))
    doubtful = timed(lambda: doubt(PROMPT[:500], ANSWER))
    how = f"{CALLS} calls; baseline is splitting the prompt into words"
    return {
        "difficulty of 4 KB, p50": bar(hard[0], None, "µs", baseline=length[0], how=how),
        "decision on 4 KB, p50": bar(decision[0], 50, "µs", baseline=length[0], how=f"six models; {how}"),
        "decision on 4 KB, p99": bar(decision[1], 150, "µs", baseline=length[1], how=f"six models; {how}"),
        "doubt about an answer, p50": bar(
            doubtful[0], None, "µs", baseline=length[0], how=f"an answer of 700 characters; {how}"
        ),
    }


def card(name: str, place: str) -> ModelCard:
    return ModelCard(provider=name, model="m", label=name, place=place, region="eu", ready=True)  # type: ignore[arg-type]


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Median and 99th percentile of one call, in microseconds."""
    for _ in range(200):
        call()
    times = []
    for _ in range(CALLS):
        start = time.perf_counter_ns()
        call()
        times.append((time.perf_counter_ns() - start) / 1000)
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    show(measure)
