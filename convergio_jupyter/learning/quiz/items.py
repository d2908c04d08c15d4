"""One question of a quiz: with its key, as its author has it, and without, as a learner is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

from ..key import AuthorFault, Key

Type = Literal["single", "multiple", "truefalse", "number", "text", "order", "match", "cloze"]
TYPES: tuple[str, ...] = get_args(Type)


class QuizFault(AuthorFault):
    """A quiz that cannot be used."""


class Option(NamedTuple):
    """What can be chosen. ``misconception`` names the mistake that leads there, ``feedback`` answers it."""

    text: str
    right: bool = False
    misconception: str = ""
    feedback: str = ""


class Item(NamedTuple):
    """A question with its key.

    single, multiple, truefalse: ``options``, some of them right. number, text: ``key``. order: ``steps`` in the right
    order. match: ``pairs`` that belong together, and ``extra`` that belong to none. cloze: ``text`` with gaps {1}, {2},
    and a key for each in ``gaps``.
    """

    id: str
    type: str
    text: str
    options: tuple[Option, ...] = ()
    key: Key | None = None
    steps: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    extra: tuple[str, ...] = ()
    gaps: Mapping[str, Key] = {}
    explain: str = ""  # said when it has been answered
    skills: tuple[str, ...] = ()
    points: float = 1.0

    def shown_steps(self) -> tuple[str, ...]:
        """The steps in the order in which a learner meets them, which says nothing of the right one."""
        return _shuffled(self.id, self.steps)

    def shown_partners(self) -> tuple[str, ...]:
        """The right-hand side of a match, in an order of its own."""
        return _shuffled(self.id, [right for _, right in self.pairs] + list(self.extra))


def asked(item: Item) -> dict[str, Any]:
    """What a learner's notebook and widget may hold of ``item``: the question, and nothing of its key."""
    found: dict[str, Any] = {"id": item.id, "type": item.type, "text": item.text}
    if item.options:
        found["options"] = [option.text for option in item.options]
    if item.key is not None and item.key.unit:
        found["unit"] = True
    if item.steps:
        found["steps"] = list(item.shown_steps())
    if item.pairs:
        found |= {"left": [left for left, _ in item.pairs], "partners": list(item.shown_partners())}
    if item.gaps:
        found["gaps"] = list(item.gaps)
    return found


def _shuffled(seed: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The same texts in an order that only depends on them, and is neither theirs nor theirs turned round."""
    order = sorted(texts, key=lambda text: hashlib.sha256(f"{seed}\0{text}".encode()).digest())
    right = list(texts)
    if (len(order) > 1 and order == right) or (len(order) > 2 and order == right[::-1]):
        order = [*order[1:], order[0]]
    return tuple(order)
