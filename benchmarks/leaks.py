"""Private and EU questions that reach a place they must not: 100,000 generated ones, with faults and fallbacks."""

from __future__ import annotations

from common import Bars, bar, note, show

from tests import leaking

QUESTIONS = 100_000


def measure() -> Bars:
    note(f"leaks: {QUESTIONS} questions")
    tally = leaking.sent(QUESTIONS, seed=2026)
    how = (
        f"{tally.asked} questions: {tally.answered} answered, {tally.refused} refused, {tally.reached} servers reached"
    )
    return {"questions that reached a place they must not": bar(len(tally.leaks), 0, "", how=how)}


if __name__ == "__main__":
    show(measure)
