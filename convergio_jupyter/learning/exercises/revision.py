"""By which key an attempt was judged: what was right beside another key says nothing beside this one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ...core.i18n import translate
from ..quiz import Graded
from ..shelf import KeptLesson
from .records import Checked

_CHANGED = "This exercise has changed since you answered it. Check your answer again."
_CHANGED_QUESTION = "This question has changed since you answered it. Answer it again."


def revision(lesson: KeptLesson, part: str) -> str:
    """The language of ``lesson`` and a digest of all that an answer to its ``part`` is judged by, but for examples."""
    exercise, item = lesson.exercises.get(part), lesson.items.get(part)
    judged_by: object = None
    if exercise is not None:
        key = exercise.key and exercise.key._replace(asked="", solution="", stub="", given="")
        judged_by = (key, exercise.visible, exercise.hidden, exercise.name)
    elif item is not None:
        judged_by = item._replace(text="", explain="", skills=(), points=1.0)
    text = json.dumps(_said(judged_by), sort_keys=True, ensure_ascii=False)
    return f"{lesson.lang} {hashlib.blake2s(text.encode(), digest_size=8).hexdigest()}"


def _said(value: Any) -> Any:
    """``value`` as JSON holds it, without what is empty: a field that keys get some day changes no key of before."""
    if isinstance(value, Mapping) or hasattr(value, "_asdict"):
        fields = value if isinstance(value, Mapping) else value._asdict()
        return {name: _said(each) for name, each in fields.items() if each}
    return [_said(each) for each in value] if isinstance(value, (tuple, list)) else value


def is_outdated(before: str, lesson: KeptLesson, part: str) -> bool:
    """Whether the key of ``part`` is another than ``before``; another language's is no later one."""
    lang = before.partition(" ")[0]
    return bool(before) and lang == lesson.lang and before != revision(lesson, part)


def outdated_check(lang: str) -> Checked:
    return Checked(False, (), translate(_CHANGED, lang), "", 0, False, empty=True)


def outdated_grade(lang: str) -> Graded:
    return Graded(0.0, notes=(translate(_CHANGED_QUESTION, lang),), unreadable=True)
