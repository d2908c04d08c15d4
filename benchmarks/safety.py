"""How well safety in code hears and stops, on lists that no rule was made from, and what it costs in time.

``unseen`` lists were written by somebody else, and no rule was made from them: they say most about wording that nobody
had in mind.
``families`` lists were written before the rules for the families of wording that they hold.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable

from common import Bars, bar, show

from convergio_jupyter.safety import Speech, concern
from tests.safety.corpora import lines, marked

ROUNDS = 20
TEXT = (
    "First, move 5 to the other side: then 3x = 15, so x is 5. Check it: 3 times 5 plus 5 is 20, as it should be. " * 4
)


def measure() -> Bars:
    bars = _times()
    for name, heard_bar, alarm_bar in (("held_out", 95, 1), ("families", 90, 1), ("unseen", None, None)):
        distress, benign, speech = marked(f"{name}_distress"), lines(f"{name}_benign"), marked(f"{name}_speech")
        bad = [sentence for mark, sentence in speech if mark != "good"]
        good = [sentence for mark, sentence in speech if mark == "good"]
        title, how = name.replace("_", " "), "English and Italian sentences of tests/safety"
        heard = _percent(concern(each) is not None for _, each in distress)
        alarms = _percent(concern(each) is not None for each in benign)
        stopped, wrongly = (_percent(_shown(each) != each for each in sentences) for sentences in (bad, good))
        bars |= {
            f"distress heard, {title}": bar(heard, heard_bar, "%", how=how, at_least=True),
            f"false alarms, {title}": bar(alarms, alarm_bar, "%", how=how),
            f"speech stopped, {title}": bar(stopped, heard_bar, "%", how=how, at_least=True),
            f"speech stopped wrongly, {title}": bar(wrongly, alarm_bar, "%", how=how),
        }
    return bars


def _times() -> Bars:
    questions = lines("held_out_benign")
    start = time.perf_counter_ns()
    concern(questions[0])
    first = (time.perf_counter_ns() - start) / 1e6
    asked = [_timed(lambda each=each: concern(each)) for each in questions]
    pieces = [f" {word}" for word in TEXT.split()]
    events = []
    for _ in range(ROUNDS):
        speech = Speech("en")
        events += [_timed(lambda piece=piece, speech=speech: speech.feed(piece)) for piece in pieces]
    how = "ordinary questions of the held-out list"
    return {
        "question looked at, p50": bar(statistics.median(asked), 1000, "µs", how=how),
        "question looked at, p99": bar(statistics.quantiles(asked, n=100)[98], None, "µs", how=how),
        "first question of a process": bar(first, None, "ms", how="the rules are read and compiled then"),
        "streamed word looked at, p50": bar(statistics.median(events), 20, "µs", how="a word at a time"),
        "streamed word looked at, p99": bar(
            statistics.quantiles(events, n=100)[98], None, "µs", how="ends of sentences that were held"
        ),
    }


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter_ns()
    call()
    return (time.perf_counter_ns() - start) / 1000


def _shown(text: str) -> str:
    return Speech("en").whole(text)


def _percent(hits: Iterable[bool]) -> float:
    found = list(hits)
    return 100 * sum(found) / len(found)


if __name__ == "__main__":
    show(measure)
