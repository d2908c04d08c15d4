"""What stands in for a test by a model: the lesson's next exercise, which code checks, or something to recall.

Who recalls before reading again remembers it longer. Nobody here can judge what is then written in words, so whoever
asks compares it with what was written down.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection

from .core.faculty import Prepared
from .core.i18n import translate
from .core.schema import Attachment
from .learning.tutor.tutoring import Tutoring
from .memory.words import words_of
from .sections import sections_of
from .teachers import prepared
from .teachers.at_hand import asks_test_on
from .tools.drawing.telling import celled
from .work import Work

MOST_ASKED = 3  # things to recall at once
_ASKS = re.compile(
    r"(?:what|how|why|who|when|which|where|whether|che|cosa|chi|come|perché|quando|dove)\b|com'|qual|quant",
    re.IGNORECASE,
)  # titles that ask something
_TASK = re.compile(r"\W*(?:exercise|task|hint|eserciz|compito|suggeriment)", re.IGNORECASE)
_NEXT = (
    "Your next open exercise is “{title}”. To get there, click on this heading in the table of contents, or scroll to "
    "it. Code checks what you write there."
)
_QUESTIONS_LEFT = "All exercises of this lesson are done. Its questions are still open: scroll down to them."
_RECALL = "Without looking: say in your own words, aloud or in writing:"
_RECALL_LENT = "Without looking: what stands in it under these headings? Say it in your own words, aloud or in writing:"
_THEN = (
    "Then ask me the same, and I will show you what is written down on it. I cannot judge what you write, so compare "
    "it yourself: what did you leave out? For others, ask to be tested once more."
)
_ON_WHAT = (
    "On what? Choose a teacher and say it again, or name something, like “test me on fractions”. In a lesson I lead "
    "you to the next exercise."
)
_NOT_ON_IT = "On “{topic}” I have nothing written down. On this I do:"


def tested(work: Work, question: str, lent: Collection[Attachment], lang: str) -> str:
    """What whoever asks to be tested gets to do; empty where ``question`` asks no such thing."""
    topic = asks_test_on(question)
    if topic is None:
        return ""
    if not topic and work.tutoring is not None and (left := _left(work.tutoring, lang)):
        return left
    headings = () if topic else _headings(work.question.attachments or lent)
    notes = headings or (work.teacher.prepared.get(lang, ()) if work.teacher.kind == "teacher" else ())
    if not notes:
        return translate(_ON_WHAT, lang)
    close = _close_to(topic, notes)
    is_strange = topic and not close and not _is_subject(topic, work)
    head = translate(_NOT_ON_IT, lang, topic=topic) + "\n\n" if is_strange else ""
    titles = _chosen([each.title for each in close or notes], work)
    listed = "\n".join(f"- {celled(each) if headings else each}" for each in titles)  # who lent it may be anybody
    return "\n\n".join([head + translate(_RECALL_LENT if headings else _RECALL, lang), listed, translate(_THEN, lang)])


def _left(tutoring: Tutoring, lang: str) -> str:
    """Where to go on in a lesson; empty where all of it is done that code can check."""
    exercise = tutoring.next_open
    if exercise is not None:
        return translate(_NEXT, lang, title=exercise.title)
    return translate(_QUESTIONS_LEFT, lang) if tutoring.keys else ""


def _headings(lent: Collection[Attachment]) -> tuple[Prepared, ...]:
    """The sections of the newest text that was lent and has headings; none that is an exercise itself."""
    every = (tuple(each for each in sections_of(one) if each.title) for one in lent)
    return next(filter(None, (tuple(each for each in one if not _TASK.match(each.title)) for one in every)), ())


def _close_to(topic: str, notes: tuple[Prepared, ...]) -> list[Prepared]:
    best = prepared.find(notes, topic)
    near = [each for each in prepared.nearest(notes, topic) if prepared.is_near(each, topic)]
    return list(dict.fromkeys(filter(None, (best, *near))))


def _is_subject(topic: str, work: Work) -> bool:
    """Whether it is all that the teacher teaches, and no part of it."""
    known = {word for said in work.teacher.subject.values() for word in words_of(said)}
    return not known.isdisjoint(words_of(topic))


def _chosen(titles: list[str], work: Work) -> list[str]:
    """Some of ``titles``, in each talk in another order, and others each time that one asks in it."""
    asking = [each for each in titles if _ASKS.match(each)] or titles
    order = random.Random(work.question.conversation).sample(asking, len(asking))
    begin = MOST_ASKED * sum(asks_test_on(each) is not None for each in work.history.asked)
    return [order[(begin + number) % len(order)] for number in range(min(MOST_ASKED, len(order)))]
