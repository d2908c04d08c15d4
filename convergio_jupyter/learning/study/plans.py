"""A learner's study plan as it is kept: made from what is known, ticked off, and made anew when they fall behind.

A plan stays as it was agreed until the learner wishes another one. What counts as done is seen from their work: a
lesson that is solved, a skill that is mastered, cards that are not due any more; and whatever they tick off.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any, NamedTuple

from ...core.errors import WrongOption
from ...core.i18n import Phrase
from ...store import Row, Store, Transaction
from ..exercises.desk import Desk
from ..progress.lessons import Progress, counted, in_order
from ..review.deck import Deck
from ..shelf import KeptLesson, one_of_each
from .planning import PRACTICE_MINUTES, Piece, Plan, Task, Wish, plan, study_days

USUAL_MINUTES = 20  # of a lesson that does not say
LEAST_LEFT = 5  # minutes of a lesson that was begun
MINUTES = (5, 240)
FARTHEST_GOAL = 366  # days


class Standing(NamedTuple):
    """A plan today. ``late`` was not done on its day; ``missing`` minutes find no place before the goal.

    ``more`` is how many minutes more a day would make room for them; 0 where no day is left.
    """

    plan: Plan
    today: date
    late: tuple[Piece, ...]
    missing: int
    more: int

    @property
    def by_day(self) -> dict[date, list[Piece]]:
        """The pieces from today on, by day."""
        found: dict[date, list[Piece]] = {}
        for piece in self.plan.pieces:
            if piece.day >= self.today:
                found.setdefault(piece.day, []).append(piece)
        return found


class Study:
    """The plan of one account. ``pace`` is how much longer everything takes them, ``longest`` as in :func:`.plan`."""

    def __init__(
        self,
        store: Store,
        account: str,
        desk: Desk,
        deck: Deck,
        *,
        pace: float = 1.0,
        longest: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._account = account
        self._desk = desk
        self._deck = deck
        self._pace = pace
        self._longest = longest
        self._clock = clock

    async def make(self, wish: Wish, lang: str = "") -> Standing:
        """Plans anew what is left to do, and keeps that. Raises ``WrongOption``."""
        _check(wish, self._today)
        old = await self.standing(lang)
        done = [each for each in old.plan.pieces if each.done] if old is not None else []
        today = self._today
        spent = sum(each.minutes for each in done if each.day == today)
        parts = {each.ref: each.part for each in sorted(done, key=lambda each: each.part) if each.kind == "lesson"}
        tasks, cards = await self._tasks(lang, done), await self._cards(lang)
        made = plan(tasks, cards, wish, today, longest=self._longest, spent=spent, parts_done=parts)
        new = {each.id for each in made.pieces}
        kept = made._replace(pieces=(*(each for each in done if each.id not in new), *made.pieces))
        await self._store.write(lambda tx: self._keep(tx, kept))
        return await self._standing(kept, lang)

    async def again(self, lang: str = "") -> Standing | None:
        """The same wish, planned anew from today; None where there is no plan. Raises ``WrongOption``."""
        old = await self._kept()
        return None if old is None else await self.make(old.wish, lang)

    async def standing(self, lang: str = "") -> Standing | None:
        """Where the learner stands in their plan; None where there is none."""
        kept = await self._kept()
        return None if kept is None else await self._standing(kept, lang)

    async def tick(self, piece: str, done: bool = True) -> None:
        """Marks a piece as done, or not; one that is not there any more changes nothing."""

        def work(tx: Transaction) -> None:
            tx.alone(f"study {self._account}")
            rows = tx.fetch(_KEPT, (self._account,))
            if rows:
                old = _plan_from(rows[0])
                pieces = (each._replace(done=done) if each.id == piece else each for each in old.pieces)
                self._keep(tx, old._replace(pieces=tuple(pieces)))

        await self._store.write(work)

    async def export(self) -> dict[str, Any] | None:
        """The plan as JSON can hold it; None where there is none."""
        rows = await self._store.fetch(_KEPT, (self._account,))
        return json.loads(rows[0]["agreed"]) if rows else None

    async def forget(self) -> None:
        """Deletes it for good."""
        await self._store.write(lambda tx: tx.execute("DELETE FROM study_plans WHERE account = ?", (self._account,)))

    @property
    def _today(self) -> date:
        return date.fromtimestamp(self._clock())

    async def _tasks(self, lang: str, done: Iterable[Piece]) -> list[Task]:
        """What is left: lessons in their order, and skills that were practised and are not mastered."""
        solved, ticked = await self._desk.workbook.solved(), Counter[str]()
        for piece in done:
            ticked[piece.ref] += piece.minutes * (piece.kind == "lesson")
        lessons = one_of_each(self._desk.shelf.all(), lang)
        ordered = in_order([Progress(each, *counted(each, solved)) for each in lessons])
        tasks = [self._task(each, ticked[each.card.id]) for each in ordered if not each.done]
        weak = [each for each in await self._desk.skills(lang) if not each.mastered]
        minutes = ceil(PRACTICE_MINUTES * self._pace)
        return [
            *(each for each in tasks if each.minutes > 0),
            *(Task("practice", each.skill, each.name, minutes) for each in weak),
        ]

    def _task(self, of: Progress[KeptLesson], ticked: int) -> Task:
        """What is left of a lesson, of which so many minutes are ticked off, and how long that takes."""
        share = 1 - of.solved / of.all if of.all else 1.0
        whole = ceil((of.card.minutes or USUAL_MINUTES) * self._pace)
        left = max(LEAST_LEFT, ceil(whole * share)) if of.solved else whole
        return Task("lesson", of.card.id, of.card.title or of.card.id, min(left, whole - ticked))

    async def _cards(self, lang: str) -> Mapping[date, int]:
        """How many cards are due on which day, those of the past today."""
        cards = await self._deck.cards(lang)
        found = Counter(max(self._today, each.due.astimezone().date()) for each in cards if not each.is_new)
        new = sum(each.is_new for each in await self._deck.due(lang, limit=10_000))
        return found + Counter({self._today: new})

    async def _standing(self, kept: Plan, lang: str) -> Standing:
        today, done = self._today, await self._done(lang)
        pieces = tuple(
            each._replace(done=each.done or ((each.kind, each.ref) in done and each.day <= _last_day(each, today)))
            for each in kept.pieces
        )
        late = tuple(each for each in pieces if each.day < today and not each.done and each.kind != "review")
        missing = sum(each.minutes for each in kept.left_out)
        days = study_days(kept.wish, today)
        more = 5 * ceil(missing / days / 5) if missing and days else 0
        return Standing(kept._replace(pieces=pieces), today, late, missing, more)

    async def _done(self, lang: str) -> set[tuple[str, str]]:
        """What the learner's work says is done, as kinds and what they are of."""
        solved, lessons = await self._desk.workbook.solved(), one_of_each(self._desk.shelf.all(), lang)
        done = {("lesson", each.id) for each in lessons if Progress(each, *counted(each, solved)).done}
        done |= {("practice", each.skill) for each in await self._desk.skills() if each.mastered}
        return done if await self._deck.due(lang) else done | {("review", "")}

    async def _kept(self) -> Plan | None:
        rows = await self._store.fetch(_KEPT, (self._account,))
        return _plan_from(rows[0]) if rows else None

    def _keep(self, tx: Transaction, made: Plan) -> None:
        tx.execute(
            "INSERT INTO study_plans (account, agreed, updated) VALUES (?, ?, ?)"
            " ON CONFLICT (account) DO UPDATE SET agreed = excluded.agreed, updated = excluded.updated",
            (self._account, json.dumps(_as_json(made), ensure_ascii=False), self._clock()),
        )


_KEPT = "SELECT agreed FROM study_plans WHERE account = ?"


def _check(wish: Wish, today: date) -> None:
    """Raises ``WrongOption`` where nobody could keep to ``wish``."""
    least, most = MINUTES
    if not wish.days:
        raise WrongOption(name="days", hint=Phrase("Choose at least one day of the week."))
    if not least <= wish.minutes <= most:
        hint = Phrase("Write how many minutes a day, {least} to {most}.", least=least, most=most)
        raise WrongOption(name="minutes", hint=hint)
    if wish.until is not None and not today < wish.until <= today + timedelta(days=FARTHEST_GOAL):
        hint = Phrase("Write a day to come, at most a year away, like {day}.", day=today + timedelta(days=14))
        raise WrongOption(name="until", hint=hint)


def _last_day(piece: Piece, today: date) -> date:
    """Until which day a piece may be done already: cards that are not due today may be due tomorrow."""
    return today if piece.kind == "review" else piece.day


def _as_json(made: Plan) -> dict[str, Any]:
    wish = made.wish._asdict() | {"until": made.wish.until.isoformat() if made.wish.until else ""}
    pieces = [each._asdict() | {"day": each.day.isoformat()} for each in made.pieces]
    left_out = [each._asdict() for each in made.left_out]
    return {"wish": wish, "made": made.made.isoformat(), "pieces": pieces, "left_out": left_out}


def _plan_from(row: Row) -> Plan:
    found = json.loads(row["agreed"])
    wish = found["wish"]
    until = date.fromisoformat(wish["until"]) if wish["until"] else None
    pieces = tuple(Piece(**each | {"day": date.fromisoformat(each["day"])}) for each in found["pieces"])
    left_out = tuple(Task(**each) for each in found["left_out"])
    return Plan(Wish(tuple(wish["days"]), wish["minutes"], until), date.fromisoformat(found["made"]), pieces, left_out)
