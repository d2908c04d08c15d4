"""Tries a lesson out: its checks on the stub, the solution, and solutions with a slip; and how long its cells take."""

from __future__ import annotations

import ast
import contextlib
import re
import time
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from ..answers import check_answer
from ..earlier import built_on, solutions_before
from ..guard.static import parsed
from ..key import KeyFault
from ..lesson.reading import Exercise, Lesson, plain_python
from ..lesson.roles import FenceOpen, fenced_lines, hidden_of, misspelt_fences, solution_of, stub_of
from ..running import NOT_YET, Report, Stopped, check_code, runner
from .findings import Finding, fault
from .key_file import answer_name, exercise_key
from .keyed import reckoned_solution
from .mutants import mutants
from .said import uncommented
from .told import hints_tell, told_in_code

SLOW_SECONDS = 10.0  # for a cell that a learner waits for
NOTICED = 0.8  # of the slips
_NO_JUDGE = frozenset({"stub_passes", "weak_checks", "random_check"})
_CHANGES = re.compile(
    r"\b(?:random|rand\w*|shuffle|sample|rng|secrets|uuid\d?|urandom|time\w*|now|today|set|hash|id)\b"
)
_AGAIN = 8  # more runs of what may come out otherwise
_SHOWN = 3  # slips that went unnoticed
_MEND = "Mend it, or give it the tag raises-exception where it is meant to."
_REMEDIES = {
    "FileNotFoundError": "Files beside a lesson do not go along to learners: write the data into the cell, as a list or"
    " a text between three quotes.",
    "EOFError": "Nobody is there to answer input() where a lesson is checked or printed: write the value into the cell,"
    ' name = "Ada".',
}


class Trying(NamedTuple):
    """How a lesson is tried out.

    ``trusted`` code is the author's own, on their own computer: only time and memory are limited. ``only`` these
    exercises are tried, and no examples; None is all. ``step`` is called before each run with how many exercises are
    done, of how many; what it raises ends the trial.
    """

    trusted: bool = True
    only: Collection[str] | None = None
    step: Callable[[int, int], None] = lambda done, total: None


OWN = Trying()


def trial(lesson: Lesson, trying: Trying = OWN) -> Iterator[Finding]:
    """What comes out when the lesson is run."""
    only = trying.only
    exercises = [each for name, each in lesson.exercises.items() if only is None or name in only]
    examples: list[Finding] = []
    if only is None:
        trying.step(0, len(exercises))
        examples += _examples(lesson, trusted=trying.trusted)
        yield from examples
    # What comes after an example that takes too long cannot be tried, and nothing is said of it.
    last = min((each.cell for each in examples if each.code == "slow_cell"), default=len(lesson.cells))
    for done, exercise in enumerate(exercises):
        runs = _Runs(lesson, exercise, trying, done, len(exercises))
        code = exercise.answer is not None and exercise.answer.kind == "code"
        if code and lesson.given(exercise) and exercise.cells[0].number > last:
            continue
        if exercise.of("check") and not _judges(exercise):  # said where the structure is looked at
            continue
        found = list(_tried(runs)) if code and exercise.of("check") else []
        yield from found
        trying.step(done, len(exercises))
        # Checks that pass nearly anything take innocent code for a solution: they are to be mended first.
        if not _NO_JUDGE & {each.code for each in found}:
            yield from _told(lesson, exercise)


class _Runs(NamedTuple):
    """The runs of one exercise."""

    lesson: Lesson
    exercise: Exercise
    trying: Trying = OWN
    done: int = 0
    total: int = 1

    @property
    def given(self) -> str:
        """What runs before it for everybody."""
        return self.lesson.given(self.exercise)

    def report(self, code: str) -> Report:
        """What the checks say to ``code``, which may build on the solutions above it, as learners' does on theirs."""
        self.trying.step(self.done, self.total)
        checks = [*self.exercise.visible_checks(), *self.exercise.hidden_checks()]
        above = built_on("\n".join((code, *checks)), solutions_before(self.lesson, self.exercise), self.given)
        given = "\n\n".join(filter(None, (self.given, *above)))
        return check_code(code, checks, given=given, seconds=SLOW_SECONDS, trusted=self.trying.trusted)

    def changes(self, first: Report) -> bool:
        """Whether the checks say something else of the same solution when they are run again."""
        solution = self.exercise.solution()
        if not _CHANGES.search("\n".join([solution, *(cell.source for cell in self.exercise.of("check"))])):
            return False
        return any(self.report(solution).passed != first.passed for _ in range(_AGAIN))

    def refused(self) -> Iterator[Finding]:
        """Numbers that the key takes for right and the checks for wrong; what these cannot read is not their business,
        and of words there are always more than a check thinks of.
        """
        key, name = exercise_key(self.lesson, self.exercise), answer_name(self.exercise)
        if key is None or key.kind != "number" or not name:
            return
        for answer in (key.answer, *key.accepted):
            alone = not key.unit or check_answer(answer, key._replace(answer=answer)).correct  # its unit is in it
            written = answer if alone else f"{answer} {key.unit}"
            parts = self.report(f"{name} = {written!r}").parts
            failing = next((part for part in parts if not part.passed and part.note == NOT_YET), None)
            if failing is not None:
                yield fault(
                    "answer_refused",
                    "The checks of “{name}” refuse “{answer}”, which its key takes for right: {label}",
                    "Mend one of them.", self.exercise.answer, name=self.exercise.id, answer=answer[:80],
                    label=failing.label[:80],
                )  # fmt: skip

    def missed(self) -> tuple[list[str], int]:
        """The slips that the checks do not notice, as an author reads them, and how many were tried."""
        answer = self.exercise.answer
        own = fenced_lines(answer.source) if answer is not None else ()  # what is given is nobody's slip
        found, missed = mutants(self.exercise.solution(), lines=own), []
        for mutant in found:
            if self.report(mutant.code).passed:
                missed.append(f"{mutant.before} → {mutant.after or '…'}")
        return missed, len(found)


def _judges(exercise: Exercise) -> bool:
    """Whether the checks of ``exercise`` can be read and assert something: else any code would pass or fail them."""
    fences = [cell.source for cell in exercise.cells if cell.role in ("answer", "check")]
    trees = [parsed(cell.source) for cell in exercise.of("check")]
    if None in trees or any(map(misspelt_fences, fences)) or not all(map(_is_closed, fences)):
        return False
    return any(isinstance(node, ast.Assert) for tree in trees if tree is not None for node in ast.walk(tree))


def _is_closed(source: str) -> bool:
    try:
        solution_of(source), hidden_of(source)
    except FenceOpen:
        return False
    return True


def noticed(lesson: Lesson, exercise: Exercise) -> tuple[list[str], int]:
    """The slips that the checks of ``exercise`` do not notice, and how many were tried."""
    return _Runs(lesson, exercise).missed()


def _examples(lesson: Lesson, *, trusted: bool) -> Iterator[Finding]:
    run = [cell for cell in lesson.cells if cell.kind == "code" and cell.role in ("", "intro", "worked", "task")]
    cell = run[0] if run else None
    try:
        with runner(6 * SLOW_SECONDS, trusted=trusted) as process:
            for cell in run:
                start = time.monotonic()
                ended = process.run(plain_python(cell.source))
                if ended.error and "raises-exception" not in cell.tags:
                    remedy = _REMEDIES.get(ended.error, _MEND)
                    said = f"{ended.error}: {ended.message}"[:200]
                    yield fault("cell_fails", "This cell fails: {error}.", remedy, cell, error=said)
                if time.monotonic() - start > SLOW_SECONDS:
                    yield fault(
                        "slow_cell", "This cell takes longer than {seconds} seconds.",
                        "Make it smaller; a learner waits for it.", cell, seconds=round(SLOW_SECONDS),
                    )  # fmt: skip
    except Stopped:  # in the cell that it was at
        yield fault(
            "slow_cell", "This cell takes longer than {seconds} seconds.",
            "Make it smaller; a learner waits for it.", cell, seconds=round(SLOW_SECONDS),
        )  # fmt: skip


def _tried(runs: _Runs) -> Iterator[Finding]:
    exercise, answer = runs.exercise, runs.exercise.answer
    assert answer is not None
    try:
        stub = stub_of(answer.source, runs.lesson.lang)
        whole = runs.report(exercise.solution())
        empty = runs.report(stub)
    except (FenceOpen, SyntaxError):  # said where the structure is looked at
        return
    if empty.passed:
        yield fault(
            "stub_passes", "The checks of “{name}” pass although nothing has been answered.",
            "Fence the solution with ### BEGIN SOLUTION and ### END SOLUTION, and check what the answer has to do.",
            answer, name=exercise.id,
        )  # fmt: skip
    elif (shown := uncommented(stub)) and runs.report(shown).passed:
        yield fault(
            "stub_tells", "Learners would find the answer of “{name}” in their cell: “{found}”.",
            "Fence it with ### BEGIN SOLUTION and ### END SOLUTION.", answer, name=exercise.id,
            found=" ".join(line.strip() for line in stub.split("\n") if line.lstrip().startswith("#"))[-80:],
        )  # fmt: skip
    if runs.changes(whole):
        yield fault(
            "random_check", "The checks of “{name}” take the same solution for right once and for wrong another time.",
            "Leave chance, the clock and the order of a set out of it, or begin with random.seed(1).",
            exercise.of("check")[0], name=exercise.id,
        )  # fmt: skip
        return
    if not whole.passed:
        yield fault(
            "solution_fails", "The solution of “{name}” does not pass its own checks: {why}",
            "Mend the solution or the checks.", answer, name=exercise.id, why=_why(whole),
        )  # fmt: skip
        return
    with contextlib.suppress(KeyFault):  # said where the structure is looked at
        yield from runs.refused()
    missed, tried = runs.missed()
    if tried and len(missed) > (1 - NOTICED) * tried:
        yield fault(
            "weak_checks", "The checks of “{name}” do not notice {count} of {tried} slips, for example: {slips}",
            "Add asserts that tell these from the right answer.", answer, name=exercise.id, count=len(missed),
            tried=tried, slips="; ".join(missed[:_SHOWN]),
        )  # fmt: skip


def _told(lesson: Lesson, exercise: Exercise) -> Iterator[Finding]:
    """Hints and texts that give code away, which is found by trying it."""
    try:
        key = exercise_key(lesson, exercise)
        if key is not None and key.kind == "code":
            key = key._replace(earlier="\n\n".join(solutions_before(lesson, exercise)))
            yield from hints_tell(exercise, key)
            yield from told_in_code(lesson, exercise, key)
        elif key is not None:
            yield from reckoned_solution(key, exercise)
    except KeyFault:  # said where the structure is looked at
        return


def _why(report: Report) -> str:
    failing = next((part for part in report.parts if not part.passed), None)
    return report.fault if failing is None else f"{failing.label} – {failing.note}"
