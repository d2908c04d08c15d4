"""What whoever leads a class has to know: who needs help now, what is understood, and which mistakes are common.

All of it is worked out from stored attempts. Names are hidden unless they are asked for: a wall screen shows them, too.
"""

from __future__ import annotations

import csv
import io
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from ...core.i18n import translate
from ...store import Row, Store
from ..exercises.records import Said, attempts_by_skill
from ..progress.mastery import mastered, traced
from .joining import Classes, Learner

STUCK_AFTER = 3  # attempts in vain at one exercise
STUCK_SECONDS = 45 * 60  # after the last of them nobody waits for help any more
MOST_WRONG = 20
MOST_SHOWN = 200  # characters of a wrong answer
MOST_GIVEN = 2_000  # of an answer in a file
_SHORT = 60  # characters of an answer that others may give in the same words


Mistake = Literal["misconception", "answer", "check"]


class Stuck(NamedTuple):
    """Somebody who needs help: on what, since when, and what they tried last. Moments are seconds since 1970."""

    learner: str
    name: str
    lesson: str
    exercise: str
    since: float
    attempts: int
    hints: int
    answer: str


class Tried(NamedTuple):
    """What a learner did with an exercise or a question: ``assisted`` says whether it was first solved with help."""

    attempts: int
    solved: bool
    assisted: bool


Place = tuple[str, str]  # a lesson, and an exercise or a question of it


class Standing(NamedTuple):
    """One learner. ``skills`` is how likely each is known, of 1; ``assisted`` the share of solved ones with help."""

    learner: str
    name: str
    solved: int
    attempts: int
    hints: float  # that they take on average, in the exercises in which they take any
    assisted: float
    questions: int  # that they asked teachers
    kept_back: int  # replies that would have given an answer away
    seen: float
    skills: Mapping[str, float]
    mastered: tuple[str, ...]
    tried: Mapping[Place, Tried]


class Wrong(NamedTuple):
    """A mistake that several make: a misconception that a question names, the same wrong answer, or a check that fails.

    Of code it is the first check that fails, in its author's words; empty where only what learners do not see fails.
    """

    lesson: str
    exercise: str
    mistake: str
    kind: Mistake
    learners: int
    times: int


class Board(NamedTuple):
    """The whole class at one moment."""

    at: float
    stuck: tuple[Stuck, ...]
    learners: tuple[Standing, ...]
    skills: tuple[str, ...]
    wrong: tuple[Wrong, ...]


class Boards:
    """The boards of the classes of one host."""

    def __init__(self, store: Store, classes: Classes, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._classes = classes
        self._clock = clock

    async def board(self, code: str, lang: str = "en", *, names: bool = False) -> Board:
        """Where the class with this code stands now. Raises ``NoSuchClass``."""
        led = await self._classes.find(code)
        learners = await self._learners(led.code, names)
        called = _called(learners, lang, names)
        rows = await self._store.fetch(
            "SELECT attempts.account, lesson, exercise, kind, share, assisted, level, skills, attempts.created,"
            " CASE WHEN kind = 'talk' OR share < 1 THEN report ELSE '' END AS report,"
            f" CASE WHEN share < 1 THEN substr(given, 1, {MOST_SHOWN}) ELSE '' END AS given"
            " FROM attempts JOIN learners ON learners.account = attempts.account WHERE class = ? ORDER BY attempts.id",
            (led.code,),
        )
        by_account: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_account[row["account"]].append(row)
        standings = [_standing(each, called[each.id], by_account[each.account]) for each in learners]
        stuck = [found for each in learners for found in self._stuck(each, called[each.id], by_account[each.account])]
        return Board(
            self._clock(),
            tuple(sorted(stuck, key=lambda each: each.since)),
            tuple(standings),
            tuple(sorted({skill for each in standings for skill in each.skills})),
            _common(rows),
        )

    async def rows(self, code: str, lang: str = "en", *, names: bool = False) -> list[dict[str, Any]]:
        """Every attempt of the class, oldest first, as a table has it. Raises ``NoSuchClass``."""
        led = await self._classes.find(code)
        learners = await self._learners(led.code, names)
        called = {
            each.account: name for each, name in zip(learners, _called(learners, lang, names).values(), strict=True)
        }
        found = await self._store.fetch(
            "SELECT attempts.account, lesson, exercise, kind, share, assisted, level, sealed, attempts.created,"
            f" substr(given, 1, {MOST_GIVEN}) AS given FROM attempts"
            " JOIN learners ON learners.account = attempts.account WHERE class = ? ORDER BY attempts.id",
            (led.code,),
        )
        return [{"learner": called[row["account"]]} | _plain(row) for row in found]

    async def _learners(self, code: str, names: bool) -> list[Learner]:
        """In the order of their names, or of their coming where names are hidden: the order would tell of them."""
        found = await self._classes.learners(code)
        return found if names else sorted(found, key=lambda each: each.number)

    def _stuck(self, learner: Learner, name: str, rows: Sequence[Row]) -> Iterable[Stuck]:
        by_exercise: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            by_exercise[row["lesson"], row["exercise"]].append(row)
        for (lesson, exercise), those in by_exercise.items():
            tried = [row for row in those if row["kind"] in ("check", "quiz")]
            solved = any(row["share"] == 1 or row["kind"] == "solution" for row in those)
            if solved or len(tried) < STUCK_AFTER or self._clock() - tried[-1]["created"] > STUCK_SECONDS:
                continue
            hints = len({row["level"] for row in those if row["kind"] == "hint"})
            last = tried[-1]["given"]
            yield Stuck(learner.id, name, lesson, exercise, tried[0]["created"], len(tried), hints, last)


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as a file for a spreadsheet, in which no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = ("learner", "lesson", "exercise", "kind", "share", "assisted", "level", "exam", "time", "answer")
    writer.writerow(names)
    writer.writerows([_harmless(row[name]) for name in names] for row in rows)
    return out.getvalue()


def as_statements(rows: Sequence[Mapping[str, Any]], home: str) -> list[dict[str, Any]]:
    """Rows in the shape of the Experience API's statements, version 1.0.3. ``home`` is whose names they are."""
    return [
        {
            "actor": {"objectType": "Agent", "account": {"homePage": home, "name": row["learner"]}},
            "verb": _VERBS["passed" if row["share"] == 1 and row["kind"] in _TRIED else row["kind"]],
            "object": {"objectType": "Activity", "id": f"{home}/{row['lesson']}/{row['exercise']}"},
            "timestamp": row["time"],
        }
        | (
            {
                "result": {
                    "score": {"scaled": row["share"]},
                    "success": row["share"] == 1,
                    "response": row["answer"],
                }
            }
            if row["kind"] in _TRIED
            else {}
        )
        for row in rows
    ]


_TRIED = ("check", "quiz")
_ADL = "http://adlnet.gov/expapi/verbs/"
_VERBS = {
    "passed": {"id": f"{_ADL}passed", "display": {"en": "passed"}},
    "check": {"id": f"{_ADL}attempted", "display": {"en": "attempted"}},
    "quiz": {"id": f"{_ADL}answered", "display": {"en": "answered"}},
    "hint": {"id": f"{_ADL}asked", "display": {"en": "took a hint"}},
    "solution": {"id": f"{_ADL}experienced", "display": {"en": "saw the solution"}},
    "talk": {"id": f"{_ADL}interacted", "display": {"en": "asked a teacher"}},
}


def _called(learners: Sequence[Learner], lang: str, names: bool) -> dict[str, str]:
    """What each learner is called, by id; without names by the number that is theirs for good."""
    if names:
        return {each.id: each.nickname for each in learners}
    return {each.id: translate("Learner {number}", lang, number=each.number) for each in learners}


def _standing(learner: Learner, name: str, rows: Sequence[Row]) -> Standing:
    tried = [row for row in rows if row["kind"] in _TRIED]
    by_skill, places = attempts_by_skill(tried), _places(tried)
    solved = [each for each in places.values() if each.solved]
    taken: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        if row["kind"] == "hint":
            taken[row["lesson"], row["exercise"]].add(row["level"])
    talks = [json.loads(row["report"]) for row in rows if row["kind"] == "talk"]
    return Standing(
        learner.id, name, len(solved), len(tried),
        sum(map(len, taken.values())) / len(taken) if taken else 0.0,
        sum(each.assisted for each in solved) / len(solved) if solved else 0.0,
        len(talks), sum(bool(talk.get("leak")) for talk in talks),
        max((row["created"] for row in rows), default=learner.seen),
        {skill: round(traced(each), 3) for skill, each in by_skill.items()},
        tuple(skill for skill, each in by_skill.items() if mastered(each)),
        places,
    )  # fmt: skip


def _places(rows: Iterable[Row]) -> dict[Place, Tried]:
    """What came of each exercise and question that was tried, of ``rows`` in their order."""
    found: dict[Place, Tried] = {}
    for row in rows:
        before = found.get((row["lesson"], row["exercise"]), Tried(0, solved=False, assisted=False))
        now = row["share"] == 1 and not before.solved
        assisted = bool(row["assisted"]) if now else before.assisted
        found[row["lesson"], row["exercise"]] = Tried(before.attempts + 1, now or before.solved, assisted)
    return found


def _common(rows: Iterable[Row]) -> tuple[Wrong, ...]:
    """The mistakes that most learners make, of those that more than one makes."""
    who: dict[tuple[str, str, str, Mistake], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["kind"] not in _TRIED or row["share"] == 1:
            continue
        for mistake, kind in _mistakes(row):
            who[row["lesson"], row["exercise"], mistake, kind][row["account"]] += 1
    found = [Wrong(*place, len(those), those.total()) for place, those in who.items() if len(those) > 1]
    return tuple(sorted(found, key=lambda each: (-each.learners, -each.times, each))[:MOST_WRONG])


def _mistakes(row: Row) -> Iterable[tuple[str, Mistake]]:
    """What is wrong with an answer. Code is different each time, and what fails of it is not."""
    report = json.loads(row["report"] or "{}")
    if named := report.get("misconceptions", ()):
        yield from ((str(each), "misconception") for each in dict.fromkeys(named))
        return
    if row["kind"] != "check":  # of a question's parts it is only kept whether they are right
        return
    failed = next((part for part in (Said(*each) for each in report.get("parts", ())) if not part.passed), None)
    given = row["given"].strip()
    if 0 < len(given) <= _SHORT and "\n" not in given:
        yield " ".join(given.split()), "answer"
    elif failed is not None and failed.label:
        yield "" if failed.hidden else failed.label, "check"


def _plain(row: Row) -> dict[str, Any]:
    moment = datetime.fromtimestamp(row["created"], UTC).isoformat(timespec="seconds")
    kept = {name: row[name] for name in ("lesson", "exercise", "kind", "share", "level")}
    own = {"assisted": bool(row["assisted"]), "exam": bool(row["sealed"]), "time": moment, "answer": row["given"]}
    return kept | own


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
