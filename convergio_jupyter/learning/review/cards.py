"""Cards that come back when they are about to be forgotten: when each is due, by the library fsrs."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, get_args

Rating = Literal["again", "hard", "good", "easy"]
RATINGS: tuple[str, ...] = get_args(Rating)
LATEST = datetime(9_000, 1, 1, tzinfo=UTC)  # a clock that shows more would leave no date for the next review


class Card(NamedTuple):
    """A question and its answer. ``state`` is what fsrs knows about it, as it may be written to JSON."""

    id: str
    lesson: str
    front: str
    back: str
    state: Mapping[str, Any]
    due: datetime

    @property
    def is_new(self) -> bool:
        return self.state["last_review"] is None


class Reviewed(NamedTuple):
    """One review, as it is kept: enough to schedule all cards anew some day, with other parameters."""

    card: str
    rating: int  # 1 again, 2 hard, 3 good, 4 easy
    at: str


def new_card(lesson: str, front: str, back: str, now: datetime, id: str = "") -> Card:
    """A card that nobody has seen yet. Without an ``id`` it gets one that stays as long as lesson and front do."""
    from fsrs import Card as State

    id = id or hashlib.blake2b(f"{lesson}\n{front}".encode("utf-8", "replace"), digest_size=10).hexdigest()
    number = int.from_bytes(hashlib.blake2b(id.encode("utf-8", "replace"), digest_size=6).digest(), "big")
    state = State(card_id=number, due=_utc(now))
    return Card(id, lesson, front, back, dict(state.to_dict()), state.due)


def review(card: Card, rating: Rating, now: datetime) -> tuple[Card, Reviewed]:
    """The card after it was reviewed, and the row for the log.

    Where the clock was set back, a review counts as if it came at the moment of the one before.
    """
    from fsrs import Card as State
    from fsrs import Rating as Mark

    if rating not in RATINGS:
        raise ValueError(f"a rating is one of {', '.join(RATINGS)}, and not {rating!r}")
    state = State.from_dict(dict(card.state))  # type: ignore[arg-type]
    at = max(_utc(now), state.last_review or _utc(now))
    mark = Mark(RATINGS.index(rating) + 1)
    state, _ = _scheduler().review_card(state, mark, at)
    reviewed = card._replace(state=dict(state.to_dict()), due=state.due)
    return reviewed, Reviewed(card.id, int(mark), at.isoformat())


def due(cards: Iterable[Card], now: datetime, limit: int = 20) -> list[Card]:
    """The cards to review now: those longest due first, and then those never seen, in the order of the lesson.

    New ones are always due: the clock may have been set back since they were made.
    """
    found = list(cards)
    seen = sorted((each for each in found if not each.is_new and each.due <= _utc(now)), key=lambda each: each.due)
    return [*seen, *(each for each in found if each.is_new)][: max(0, limit)]


def kept(card: Card) -> dict[str, Any]:
    """A card as it may be written to JSON."""
    return {**card._asdict(), "state": dict(card.state), "due": card.due.isoformat()}


def card_from(found: Mapping[str, Any]) -> Card:
    """The card that ``kept`` wrote. Raises ``ValueError`` where it is none."""
    from fsrs import Card as State

    try:
        texts = [found[name] for name in ("id", "lesson", "front", "back")]
        state = State.from_dict(dict(found["state"]))  # type: ignore[arg-type]
        if not all(isinstance(each, str) for each in texts):
            raise TypeError("not all of its texts are texts")
        id, lesson, front, back = texts
        return Card(id, lesson, front, back, dict(state.to_dict()), _utc(state.due))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"this is no card: {error!r}") from error


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return min(moment, LATEST).astimezone(UTC)


@functools.cache
def _scheduler() -> Any:
    """As fsrs comes, but without chance: two learners who answer alike see the same."""
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)
