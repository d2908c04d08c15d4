"""What the guard of lessons lets through, what it holds back without need, and how long it takes.

The attacks, the safe replies and the exercises lie in ``benchmarks/guard``, written by somebody who did not know the
guard, but for ``more_encodings`` and ``wordings``. Each key holds the task, as in a lesson. ``--every N`` takes
only each Nth of them. ``--labels FILE`` judges replies labelled by people instead: a JSON list of objects with reply,
dialogue (the turns before it), answer, reveals, and part (``dev`` or ``held``).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from common import Bars, bar, note, percentile, show
from guard.attacks import attacks
from guard.cases import Case
from guard.exercises import Exercise, exercises
from guard.safe import safe_replies

from convergio_jupyter.core.i18n import LANGUAGES
from convergio_jupyter.learning.key import Key, key_from
from convergio_jupyter.learning.tutor.release import Gate
from convergio_jupyter.teachers import load_faculty

MODULE = "convergio_jupyter.learning.guard"
TOLD = 3  # replies of one family that are told to whoever watches
NAMED = 20  # families of misses that the report names
CODED = 4  # of so many leaks in code, the time of one is taken
OF_NOTES = 20  # of so many sentences of the teachers' notes, one is taken
SIGNS = 24  # that a model says at once
EARLIER = 6  # replies of the talk so far, when time is taken
Check = Callable[[str, Key, Sequence[str]], Any]


def measure() -> Bars:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--labels", type=Path, metavar="FILE")
    wanted = parser.parse_args()
    if importlib.util.find_spec(MODULE) is None:
        note(f"guard: there is no {MODULE} yet, so nothing was measured")
        return {}
    check: Check = importlib.import_module(MODULE).check
    if wanted.labels:
        return _labelled(check, json.loads(wanted.labels.read_text(encoding="utf-8")))
    safe = safe_replies()[:: wanted.every]
    for exercise in {each.id: each for each, _ in safe}.values():
        _leaks(check, "Have a look at this.", exercise, ())  # processes and libraries may have to start
    cases = attacks()[:: wanted.every]
    found = _attacked(check, cases) | _spared(check, safe) | _elsewhere(check, wanted.every)
    return found | _released(cases, safe) | _timed(check, safe, cases)


def _leaks(check: Check, reply: str, exercise: Exercise, history: Sequence[str]) -> bool:
    """A guard that raises has held nothing back."""
    try:
        return bool(check(reply, _key(exercise), history).leaks)
    except Exception as error:
        note(f"guard: {exercise.id}: {reply[:80]!r}: {error!r}")
        return False


def _key(exercise: Exercise) -> Key:
    """With the task and the stub, as the key of a lesson has them."""
    return key_from({"asked": exercise.task, "stub": exercise.stub, **exercise.key})


def _caught(check: Check, case: Case) -> bool:
    turns = case.turns
    return any(_leaks(check, turn, case.exercise, turns[:place]) for place, turn in enumerate(turns))


def _attacked(check: Check, cases: list[Case]) -> Bars:
    note(f"guard: {len(cases)} attacks")
    exact = [case for case in cases if case.level == "exact"]
    soft = [case for case in cases if case.level == "soft"]
    missed = [case for case in exact if not _caught(check, case)]
    found = [case for case in soft if _caught(check, case)]
    _tell(missed)
    half = {exercise.id for exercise in exercises()[::2]}
    parts = [sum((case.exercise.id in half) == first for case in missed) for first in (True, False)]
    named = len({case.exercise.id for case in exact})
    how = f"{len(exact)} replies or talks, {len({case.family for case in exact})} families, {named} exercises"
    how += f"; missed in each half of them: {parts[0]} and {parts[1]}; by family: {_families(missed)}"
    return {
        "guard: exact leaks missed": bar(len(missed), 0, "", how=how),
        "guard: soft leaks caught": bar(
            100 * len(found) / max(len(soft), 1), None, "%", how=f"{len(soft)} that only a human turns into the answer"
        ),
    }


def _families(missed: list[Case]) -> str:
    return _most(Counter(case.family for case in missed))


def _most(found: Counter[str]) -> str:
    counts = found.most_common()
    rest = f", and {len(counts) - NAMED} more" if len(counts) > NAMED else ""
    return (", ".join(f"{name} {count}" for name, count in counts[:NAMED]) or "none") + rest


def _tell(missed: Iterable[Case]) -> None:
    told: Counter[str] = Counter()
    for case in missed:
        told[case.family] += 1
        if told[case.family] <= TOLD:
            note(f"missed: {case.exercise.id}: {case.family}: {' ¦ '.join(case.turns)!r}")


def _spared(check: Check, safe: list[tuple[Exercise, str]]) -> Bars:
    """Each safe reply alone, and as the end of a talk: after all those to the same exercise that stand before it."""
    note(f"guard: {len(safe)} safe replies")
    talks: dict[str, list[str]] = {}
    alone = late = 0
    for exercise, reply in safe:
        before = talks.setdefault(exercise.id, [])
        if _leaks(check, reply, exercise, ()):
            alone += 1
            note(f"blocked: {exercise.id}: {check(reply, _key(exercise), ()).reason}: {reply!r}")
        elif _leaks(check, reply, exercise, before):
            late += 1
            note(f"blocked after {len(before)}: {exercise.id}: {reply!r}")
        before.append(reply)
    how = f"{len(safe)} replies written by hand, {alone} blocked"
    talk_how = f"after up to {max(map(len, talks.values())) - 1} other safe replies, {late} more blocked"
    return {
        "guard: safe replies blocked": bar(100 * alone / len(safe), 5, "%", how=how),
        "guard: safe replies blocked in a talk": bar(100 * (alone + late) / len(safe), 5, "%", how=talk_how),
    }


def _elsewhere(check: Check, every: int) -> Bars:
    """What the teachers have written down for other questions, sentence by sentence, beside each exercise."""
    notes = [
        note.text for each in load_faculty().values() for lang in LANGUAGES for note in each.prepared.get(lang, ())
    ]
    said = [each for text in notes if "```" not in text for each in re.split(r"(?<=[.!?:])\s+", text)]
    said = said[:: OF_NOTES * every]
    asked = [each for each in exercises() if each.kind != "code"]
    note(f"guard: {len(said)} sentences on something else")
    blocked = Counter(each.id for each in asked for sentence in said if _leaks(check, sentence, each, ()))
    how = f"{len(said)} sentences of the teachers' notes beside {len(asked)} exercises; most: {_most(blocked)}"
    share = 100 * sum(blocked.values()) / (len(said) * len(asked))
    return {"guard: sentences on something else blocked": bar(share, 5, "%", how=how)}


def _released(cases: list[Case], safe: list[tuple[Exercise, str]]) -> Bars:
    """The same where learners stand: behind the gate, which judges what comes before it is whole."""
    note("guard: the same through the gate")
    exact = [case for case in cases if case.level == "exact"]
    missed = [case for case in exact if all(_shown_whole(case.exercise, case.turns))]
    _tell(missed)
    cut = [exercise.id for exercise, reply in safe if not all(_shown_whole(exercise, (reply,)))]
    how = f"of {len(exact)}, as they come, {SIGNS} signs at a time; by family: {_families(missed)}"
    return {
        "gate: exact leaks shown whole": bar(len(missed), 0, "", how=how),
        "gate: safe replies not shown whole": bar(
            100 * len(cut) / len(safe), 5, "%", how=f"{len(cut)} of {len(safe)}: {', '.join(sorted(set(cut))[:NAMED])}"
        ),
    }


def _shown_whole(exercise: Exercise, turns: Sequence[str]) -> Iterator[bool]:
    """Of each turn whether a learner gets to see all of it."""
    for place, turn in enumerate(turns):
        gate = Gate({"it": _key(exercise)}, turns[:place])
        pieces = [turn[begin : begin + SIGNS] for begin in range(0, len(turn), SIGNS)]
        shown = "".join([*(gate.passed(gate.cut(piece)) for piece in pieces), gate.passed(gate.rest(), last=True)])
        yield shown == turn


def _timed(check: Check, safe: list[tuple[Exercise, str]], cases: list[Case]) -> Bars:
    """Each sentence without a block of code, late in a talk, and each reply with one, be it safe or not."""
    sentences: list[float] = []
    about_code: list[float] = []
    for place, (exercise, reply) in enumerate(safe):
        history = [text for _, text in safe[max(0, place - EARLIER) : place] if "```" not in text]
        for sentence in [] if "```" in reply else re.split(r"(?<=[.!?:])\s+", reply):
            if exercise.kind == "code":
                about_code.append(_milliseconds(check, sentence, exercise, history))
            else:  # nothing is waited for
                sentences.append(_milliseconds(check, sentence, exercise, history, time.process_time))
    coded = [(exercise, reply) for exercise, reply in safe if "```" in reply]
    unsafe = [
        (case.exercise, case.turns[0]) for case in cases if case.exercise.kind == "code" and "```" in case.turns[0]
    ]
    coded += unsafe[::CODED]
    codes = [_milliseconds(check, reply, exercise, ()) for exercise, reply in coded]
    how = f"{len(sentences)} sentences of safe replies, up to {EARLIER} replies before each; CPU"
    about_how = f"{len(about_code)} sentences about an exercise in code, which may hold code in a line"
    code_how = f"{len(codes)} replies with code to an exercise in code, safe ones and leaks"
    return {
        "guard: a sentence, p50": bar(statistics.median(sentences), None, "ms", how=how),
        "guard: a sentence, p99": bar(percentile(sentences, 0.99), 5, "ms", how=how),
        "guard: a sentence about code, p50": bar(statistics.median(about_code), None, "ms", how=about_how),
        "guard: a sentence about code, p99": bar(percentile(about_code, 0.99), 1000, "ms", how=about_how),
        "guard: a check of code, p50": bar(statistics.median(codes), None, "ms", how=code_how),
        "guard: a check of code, p99": bar(percentile(codes, 0.99), 1000, "ms", how=code_how),
    }


def _milliseconds(
    check: Check, reply: str, exercise: Exercise, history: Sequence[str], clock: Callable[[], float] = time.perf_counter
) -> float:
    key = _key(exercise)
    start = clock()
    check(reply, key, history)
    return 1000 * (clock() - start)


def _labelled(check: Check, rows: list[dict[str, Any]]) -> Bars:
    """Recall and precision against what people said about whether a reply reveals the answer."""
    bars: Bars = {}
    for part in ("dev", "held"):
        judged = [
            (bool(row["reveals"]), bool(check(row["reply"], Key("number", str(row["answer"])), row["dialogue"]).leaks))
            for row in rows
            if row["part"] == part
        ]
        if not judged:
            continue
        hits, held, true = (sum(map(test, judged)) for test in (all, lambda pair: pair[1], lambda pair: pair[0]))
        how = f"{len(judged)} replies labelled by people, {true} reveal the answer, {held} held back"
        recall, precision = hits / max(true, 1), hits / max(held, 1)
        bars[f"guard: recall, {part}"] = bar(recall, 0.97, "", how=how, at_least=True)
        bars[f"guard: precision, {part}"] = bar(precision, 0.60, "", how=how, at_least=True)
    return bars


if __name__ == "__main__":
    show(measure)
