"""By which key an attempt was judged: what was right beside another key says nothing beside this one."""

from __future__ import annotations

import hashlib

from ...core.i18n import translate
from ..quiz import Graded
from ..shelf import KeptLesson
from .records import Checked

_CHANGED = "This exercise has changed since you answered it. Check your answer again."
_CHANGED_QUESTION = "This question has changed since you answered it. Answer it again."


def revision(lesson: KeptLesson, part: str) -> str:
    """The language of ``lesson`` and a digest of all that an answer to its ``part`` is judged by."""
    exercise, item = lesson.exercises.get(part), lesson.items.get(part)
    judged_by: object = None
    if exercise is not None:
        key = exercise.key and exercise.key._replace(asked="", solution="", stub="")
        judged_by = (key, exercise.visible, exercise.hidden, exercise.name)
    elif item is not None:
        judged_by = item._replace(text="", explain="", skills=(), points=1.0)
    digest = hashlib.blake2s(repr(judged_by).encode(), digest_size=8).hexdigest()
    return f"{lesson.lang} {digest}"


def is_outdated(before: str, lesson: KeptLesson, part: str) -> bool:
    """Whether the key of ``part`` is another than ``before``; another language's is no later one."""
    lang = before.partition(" ")[0]
    return bool(before) and lang == lesson.lang and before != revision(lesson, part)


def outdated_check(lang: str) -> Checked:
    return Checked(False, (), translate(_CHANGED, lang), "", 0, False, empty=True)


def outdated_grade(lang: str) -> Graded:
    return Graded(0.0, notes=(translate(_CHANGED_QUESTION, lang),), unreadable=True)
