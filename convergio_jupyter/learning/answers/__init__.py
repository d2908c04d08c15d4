"""Whether an answer is right: numbers, expressions, sets, intervals and text, read safely and within limits."""

from __future__ import annotations

from decimal import localcontext

from ...core.i18n import Unable
from ..key import Key
from . import verdict
from .expressions import ExtraNeeded, TooHard, check_expression
from .intervals import check_interval
from .numbers import check_number
from .reals import CONTEXT
from .sets import check_set
from .texts import check_text
from .verdict import Checked

__all__ = ["MOST_GIVEN", "Checked", "check_answer"]

MOST_GIVEN = 2_000  # characters
_CHECKS = {
    "number": check_number,
    "expression": check_expression,
    "set": check_set,
    "interval": check_interval,
    "text": check_text,
}


def check_answer(given: str, key: Key, lang: str = "en") -> Checked:
    """What can be said about ``given`` beside the ``key``, in ``lang``. Takes whatever a learner may type.

    Raises ``KeyFault`` where the key's own answer cannot be read, and ``ValueError`` for code, which is run elsewhere.
    """
    check = _CHECKS.get(key.kind)
    if check is None:
        raise ValueError(f"an answer of kind {key.kind} is not checked here")
    if len(given) > MOST_GIVEN:
        return verdict.too_long(MOST_GIVEN, lang)
    if not given.strip():
        return verdict.empty(lang)
    try:
        with localcontext(CONTEXT):
            return check(given, key, lang)
    except ExtraNeeded:
        return verdict.extra_needed(lang)
    except TooHard as hard:
        return verdict.too_hard(str(hard))
    except Unable as unable:
        return verdict.unreadable(str(unable))
