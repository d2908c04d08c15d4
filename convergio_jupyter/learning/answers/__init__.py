"""Whether an answer is right: numbers, expressions, sets, intervals and text, read safely and within limits."""

from __future__ import annotations

import re
from decimal import localcontext
from fractions import Fraction

from ...core.errors import ExerciseUnfit
from ...core.i18n import Unable
from ..key import Key, KeyFault
from . import verdict
from .expressions import ExtraNeeded, check_expression, raise_unless_expressions, sides_of
from .intervals import check_interval
from .numbers import check_number
from .reals import CONTEXT
from .sets import check_set, parts_of
from .texts import check_text
from .tidy import cleaned
from .verdict import Checked

__all__ = ["MOST_GIVEN", "Checked", "check_answer", "check_given", "raise_unless_read"]

MOST_GIVEN = 2_000  # characters
_CHECKS = {
    "number": check_number,
    "expression": check_expression,
    "set": check_set,
    "interval": check_interval,
    "text": check_text,
    "choice": check_text,
}
_LEFT_OPEN = re.compile(r"[.…\s]+")  # what stands where an answer is to be written
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")  # in what a task asks for: in **kilometres**
_PARTS = {"expression": sides_of, "set": parts_of}  # kinds whose answers consist of expressions


def check_answer(given: str, key: Key, lang: str = "en") -> Checked:
    """What can be said about ``given`` beside the ``key``, in ``lang``. Takes whatever a learner may type.

    Numbers, intervals and words are judged at once. Formulas wait for another process: a few seconds at most, so call
    it from a thread.

    Raises ``KeyFault`` where the key's own answer cannot be read, and ``ValueError`` for code, which is run elsewhere.
    """
    check = _CHECKS.get(key.kind)
    if check is None:
        raise ValueError(f"an answer of kind {key.kind} is not checked here")
    if len(given) > MOST_GIVEN:
        return verdict.too_long(MOST_GIVEN, lang)
    key = _tidied(key)
    try:
        text = cleaned(given, lang)
        with localcontext(CONTEXT):
            is_open = not text or (_LEFT_OPEN.fullmatch(text) and text not in (key.answer, *key.accepted))
            return verdict.empty(lang) if is_open else check(text, key, lang)
    except ExtraNeeded:
        return verdict.extra_needed(lang)
    except Unable as unable:
        return verdict.refused(unable)


def check_given(given: str, key: Key, lang: str) -> Checked:
    """As :func:`check_answer`, of what a learner gave. Raises ``ExerciseUnfit`` where the key cannot be used."""
    try:
        return check_answer(given, key, lang)
    except KeyFault as fault:
        raise ExerciseUnfit() from fault


def raise_unless_read(key: Key) -> None:
    """Raises ``KeyFault`` where an answer of ``key`` cannot be read as its kind.

    Whoever writes it as the key does is right without its being read, and only others would meet what is wrong with
    it. Waits as :func:`check_answer` does.
    """
    check_answer(key.answer, key)
    parts, tidied = _PARTS.get(key.kind), _tidied(key)
    if parts is not None:
        with localcontext(CONTEXT):
            raise_unless_expressions([part for each in (tidied.answer, *tidied.accepted) for part in parts(each)])


def _tidied(key: Key) -> Key:
    try:
        answer, *accepted = (cleaned(each, "en") for each in (key.answer, *key.accepted))
        if not all(Fraction(each) >= 0 for each in (key.tolerance, key.relative)):
            raise KeyFault("a tolerance must not be negative")
    except (Unable, OverflowError, ValueError) as error:
        raise KeyFault(str(error)) from None
    return key._replace(answer=answer, accepted=tuple(accepted), asked=_BOLD.sub(r"\1", key.asked))
