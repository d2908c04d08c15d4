"""A learner's cards: those of the lessons that they have begun and those they brought, and which are due."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from ...core.errors import NoSuchCard
from ...store import Row, Store, Transaction
from ..shelf import Shelf, one_of_each
from .anki import from_anki_text, to_anki_text
from .cards import Card, Rating, card_from, due, kept, new_card, review

MOST_NEW = 10  # cards that nobody has seen, in a day: who begins three lessons must not drown


class Deck:
    """The cards of one account."""

    def __init__(self, store: Store, account: str, shelf: Shelf, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._account = account
        self._shelf = shelf
        self._clock = clock

    async def due(self, lang: str = "", limit: int = 20) -> list[Card]:
        """What to review now: what has been due longest first, then cards that are new."""
        cards = due(await self.cards(lang), self._now(), limit=10_000)
        seen = [card for card in cards if not card.is_new]
        left = max(0, MOST_NEW - await self._met_today())
        return [*seen, *[card for card in cards if card.is_new][:left]][: max(0, limit)]

    async def next(self, lang: str = "") -> datetime | None:
        """When the next card comes back, where none is due now; None where there is none to come back."""
        return min((card.due for card in await self.cards(lang) if not card.is_new), default=None)

    async def cards(self, lang: str = "") -> list[Card]:
        """All cards: those that are kept, and those of lessons that were begun and that nobody has seen yet."""
        rows = await self._store.fetch("SELECT * FROM cards WHERE account = ? ORDER BY due, id", (self._account,))
        found = [_card(row) for row in rows]
        known = {card.id for card in found}
        begun = await self._store.fetch(
            "SELECT DISTINCT lesson FROM attempts WHERE account = ? ORDER BY lesson", (self._account,)
        )
        lessons = [lesson for row in begun for lesson in self._shelf.named(row["lesson"])]
        for lesson in one_of_each(lessons, lang):
            fresh = (new_card(lesson.id, front, back, self._now()) for front, back in lesson.cards)
            found += [card for card in fresh if card.id not in known]
        return found

    async def review(self, id: str, rating: Rating, lang: str = "") -> Card:
        """The card after it was reviewed; that it was is kept. Raises ``NoSuchCard``; ``ValueError`` for no rating."""
        card = next((card for card in await self.cards(lang) if card.id == id), None)
        if card is None:
            raise NoSuchCard()

        def work(tx: Transaction) -> Card:
            tx.alone(f"cards {self._account}")
            rows = tx.fetch("SELECT * FROM cards WHERE account = ? AND id = ?", (self._account, id))
            after, row = review(_card(rows[0]) if rows else card, rating, self._now())
            self._put(tx, after)
            tx.execute(
                "INSERT INTO reviews (account, card, rating, at) VALUES (?, ?, ?, ?)",
                (self._account, row.card, row.rating, row.at),
            )
            return after

        return await self._store.write(work)

    async def anki(self, lang: str = "") -> str:
        """All cards as a text that Anki imports."""
        return to_anki_text(await self.cards(lang))

    async def take_in(self, text: str, lang: str = "en") -> int:
        """Adds the cards of a text from Anki that are not here yet; how many. Raises ``Unable``."""
        cards = from_anki_text(text, "", self._now(), lang)
        known = {card.id for card in await self.cards(lang)}
        fresh = {card.id: card for card in cards if card.id not in known}

        def work(tx: Transaction) -> int:
            for card in fresh.values():
                self._put(tx, card)
            return len(fresh)

        return await self._store.write(work)

    async def export(self) -> dict[str, Any]:
        """All that is kept of the cards and their reviews, as JSON can hold it."""
        cards = await self._store.fetch("SELECT * FROM cards WHERE account = ? ORDER BY id", (self._account,))
        reviews = await self._store.fetch("SELECT * FROM reviews WHERE account = ? ORDER BY id", (self._account,))
        return {"cards": cards, "reviews": reviews}

    async def forget(self) -> None:
        """Deletes all of it for good."""

        def work(tx: Transaction) -> None:
            tx.execute("DELETE FROM cards WHERE account = ?", (self._account,))
            tx.execute("DELETE FROM reviews WHERE account = ?", (self._account,))

        await self._store.write(work)

    async def _met_today(self) -> int:
        """How many cards were seen for the first time today, by the local clock."""
        midnight = datetime.combine(date.fromtimestamp(self._clock()), datetime.min.time()).astimezone(UTC)
        rows = await self._store.fetch(
            "SELECT card FROM reviews WHERE account = ? GROUP BY card HAVING MIN(at) >= ?",
            (self._account, midnight.isoformat()),
        )
        return len(rows)

    def _put(self, tx: Transaction, card: Card) -> None:
        state = json.dumps(kept(card)["state"])
        values = (self._account, card.id, card.lesson, card.front, card.back, state, card.due.timestamp())
        tx.execute(
            "INSERT INTO cards (account, id, lesson, front, back, state, due) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (account, id) DO UPDATE SET state = excluded.state, due = excluded.due",
            values,
        )

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC)


def _card(row: Row) -> Card:
    return card_from({**row, "state": json.loads(row["state"])})
