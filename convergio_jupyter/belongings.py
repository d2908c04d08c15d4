"""What belongs to one account of a host beside its talks: cards, a plan, and what teachers may see of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from .answer import Answer
from .core.errors import AiPaused, ExamNow
from .core.schema import Question
from .learning.progress.practice import Practice
from .learning.review.deck import Deck
from .learning.study.agenda import as_text
from .learning.study.plans import Study
from .learning.tutor.tutoring import Tutoring, tutoring_for
from .memory.access import longest_of, pace_of
from .teachers import Assigned
from .teachers.choice import PLANNER

if TYPE_CHECKING:
    from .engine import Engine


def deck_of(engine: Engine, account: str) -> Deck:
    """The cards of ``account``."""
    return Deck(engine.store, account, engine.shelf)


def practice_of(engine: Engine, account: str) -> Practice:
    """What ``account`` did on which day."""
    return Practice(engine.store, account)


async def study_of(engine: Engine, account: str) -> Study:
    """The study plan of ``account``, at the pace of its profile."""
    access = (await engine.memory_of(account).profiles.get()).access
    desk, deck = engine.desk_of(account), deck_of(engine, account)
    return Study(engine.store, account, desk, deck, pace=pace_of(access), longest=longest_of(access))


async def tutoring_of(engine: Engine, question: Question, answer: Answer, asked: Iterable[str] = ()) -> Tutoring | None:
    """What a teacher gets to know of the learner's work, where the question is about a lesson of ours.

    In a class it may be about one without saying so: what was ``asked`` before is looked through for its tasks, too.

    Raises ``NotInClass``, and ``AiPaused`` and ``ExamNow``, where whoever leads the class or wrote the lesson says so.
    """
    led = await engine.classes.admit(answer.account)
    if led is not None and (led.paused or led.exam):
        raise ExamNow() if led.exam else AiPaused()
    if not question.lesson and led is None:
        return None
    desk = engine.desk_of(answer.account, question.course)
    said = [question.text, *(each.text for each in question.attachments), *asked]
    tutoring = await tutoring_for(desk, question.lesson, question.exercise, answer.lang, said)
    if tutoring is not None and tutoring.move.id == "closed":
        await tutoring.note("closed")
        raise ExamNow()
    return tutoring and replace(tutoring, lang=answer.asked_in)


async def agenda_of(engine: Engine, question: Question, answer: Answer, assigned: Iterable[Assigned]) -> str:
    """The learner's study plan in words, where who plans is asked and may be told; else nothing."""
    asked = any(each.teacher.id == PLANNER for each in assigned)
    if not asked or not engine.memory_of(answer.account).may_recall(question):
        return ""
    standing = await (await study_of(engine, answer.account)).standing(answer.asked_in)
    return "" if standing is None else as_text(standing, answer.asked_in)
