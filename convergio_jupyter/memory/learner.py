"""What an account's past brings to a question, and what a question leaves for later; by the rules of the settings."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ..core.codec import from_dict
from ..core.errors import ConvergioError, MemoryOff
from ..core.faculty import Note
from ..core.schema import Question
from ..core.values import Reach, may_go
from ..settings import Settings
from ..store import Store
from .facts import Fact, Facts, Kind
from .profile import NOTHING_SAID, Profile, Profiles
from .summaries import Summaries

log = logging.getLogger("convergio")

MOST_NOTES = 5  # that a model is told
MOST_FOUND = 3  # of them by the words of the question
SURE = 2  # of these that come before what matters whatever is asked
SMALL_NOTES = 1  # that a small model is told
_STANDING: tuple[Kind, ...] = ("about", "goal", "preference")  # what matters whatever is asked


class Notes:
    """What may be told of a learner, the most fitting first; and the profile by which they are to be taught.

    ``keeps`` where what the question says of them is remembered.
    """

    def __init__(self, notes: Sequence[Note] = (), profile: Profile = NOTHING_SAID, *, keeps: bool = False) -> None:
        self._notes = tuple(notes)
        self.profile = profile
        self.keeps = keeps

    def for_model(self, nearness: Reach, *, small: bool = False) -> list[Note]:
        """What may travel as far as to a model that is as near as ``nearness``.

        A ``small`` one says a summary of a talk again word for word, so it is told of none.
        """
        fitting = [note for note in self._notes if may_go(note.reach, nearness) and not (small and note.talk)]
        return fitting[: SMALL_NOTES if small else MOST_NOTES]


class Memory:
    """What is remembered of one account."""

    def __init__(self, store: Store, account: str, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        days = float(settings.remember_days)
        self._settings = settings
        self.facts = Facts(store, account, days, clock)
        self.summaries = Summaries(store, account, days, clock)
        self.profiles = Profiles(store, account, clock)

    def is_on_for(self, question: Question) -> bool:
        """Whether anything may be kept of ``question``: never of a private one, nor where a course forbids it."""
        return question.privacy != "private" and self.may_recall(question)

    def may_recall(self, question: Question) -> bool:
        """Whether the teacher whom ``question`` names may be told what is known."""
        rules = self._settings.narrower(course=question.course, teacher=question.teacher)
        on = bool(self._settings.memory) and not question.no_memory
        return on and all(rule.get("memory", True) for rule in rules)

    async def recall(self, question: Question, *, new: bool = False) -> Notes:
        """What is known that helps with ``question``; ``new`` where it begins a talk. Nothing where that fails."""
        if not self.may_recall(question):
            return Notes()
        try:
            facts = await self.facts.search(question.text, MOST_FOUND)
            talks = await self.summaries.matching(question.text) if new else []
            standing = [fact for kind in _STANDING for fact in await self.facts.list(1, [kind])]
            profile = await self.profiles.get()
        except ConvergioError as error:
            log.warning("nothing could be recalled: %s", error.code)
            return Notes()
        known = dict.fromkeys([*facts[:SURE], *standing, *facts[SURE:]])
        notes = [Note(fact.text, _day(fact.updated), fact.reach) for fact in known]
        return Notes([*notes[:SURE], *talks[:1], *notes[SURE:]], profile, keeps=self.is_on_for(question))

    async def notice(self, question: Question, reach: Reach) -> None:
        """Keeps what ``question`` says about who asks it; it travels no further than the question."""
        if not self.is_on_for(question):
            return
        from .noticing import noticed  # its rules are only made ready where somebody asks

        facts = [
            Fact(
                kind=kind, text=text, teacher=question.teacher, conversation=question.conversation, turn=question.turn,
                course=question.course, reach=reach,
            )
            for kind, text in noticed(question.text)
        ]  # fmt: skip
        try:
            if facts:
                await self.facts.remember(*facts)
        except ConvergioError as error:
            log.warning("nothing could be remembered: %s", error.code)

    async def write_down(self, text: str, kind: Kind | None = None) -> Fact:
        """Keeps what the learner writes as a fact themselves, of the ``kind`` that its words show, or of this one.

        Raises ``WrongOption``, ``TooPersonal``, and ``MemoryOff`` where nothing may be kept.
        """
        from .noticing import kind_of

        self._raise_if_off()

        reach: Reach = "machine" if self._settings.local_only else "eu" if self._settings.region == "eu" else "any"
        (kept,) = await self.facts.remember(Fact(kind=kind or kind_of(text), text=text, reach=reach))
        return kept

    async def restore(self, forgotten: dict[str, Any]) -> Fact:
        """Keeps a fact again as it was when it was forgotten.

        Raises ``ValueError`` where it is none, ``TooPersonal`` and ``MemoryOff``.
        """
        self._raise_if_off()
        (kept,) = await self.facts.remember(replace(from_dict(Fact, forgotten), id=0))
        return kept

    async def forget_all(self) -> int:
        """Deletes all facts, and what talks were about; how many facts it were."""
        await self.summaries.forget_all()
        return await self.facts.forget_all()

    def _raise_if_off(self) -> None:
        if not self._settings.memory:
            raise MemoryOff()


def _day(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(moment))
