"""Whether a reply gives an answer away. Rules, and no model: a machine cannot read off what passes here.

Every view of the reply is looked at (see :mod:`.views`), alone and together with what was said before. A number that is
small or stands in the task may be mentioned; it leaks where it is said to be the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..key import Key, key_from
from .choices import says_choice
from .code import says_code, values_in
from .ends import says_interval
from .formulas import says_formula
from .letters import lettering
from .numbers import says_number
from .opaque import opaque_part
from .order import says_order
from .phrases import says_words
from .plain import MOST, tidy
from .program import in_figures
from .results import results_in
from .sets import says_set
from .talk import adds_up
from .verdict import CLEAN, Verdict
from .views import MOST_VIEWS, views

TALK = 40  # earlier replies that are read together with this one
MOST_HIDDEN = 400  # signs of a text that is looked at for a formula although it may be one by chance


def check(reply: str, key: Key | Mapping[str, Any], history: Sequence[str] = ()) -> Verdict:
    """Whether ``reply`` gives away what ``key`` holds, alone or with the teacher's earlier replies in ``history``.

    ``key`` may be a plain dict, as in a lesson's key file. Raises ``KeyFault`` where it cannot be used. A reply that
    is longer than any teacher's, or in a code, is held back as opaque, whatever it says.
    """
    key = key if isinstance(key, Key) else key_from(key)
    if len(reply) > MOST:
        return Verdict(True, "opaque", f"more than {MOST} characters")
    history = [each for each in history[-TALK:] if each]
    found = _checked(reply, key, history)
    if not found.leaks and key.kind == "expression" and (special := lettering((key.answer, *key.accepted))):
        plain = [special.plain(each) for each in history]
        return special.written(_checked(special.plain(reply), special.plain_key(key), plain))
    return found


def _checked(reply: str, key: Key, history: Sequence[str]) -> Verdict:
    found = says_code(reply, key, history) if key.kind == "code" else _answer(reply, key, history)
    values = _values(key) if key.kind == "code" and not found.leaks else ()
    found = next((leak for each in values if (leak := _answer(reply, each, history)).leaks), found)
    if found.leaks:
        return found
    known = "\n".join((key.asked, key.answer, *key.accepted, key.given, key.solution))
    part = opaque_part(reply, known, programming=key.kind == "code")
    return Verdict(True, "opaque", part) if part else CLEAN


@lru_cache(maxsize=256)
def _values(key: Key) -> tuple[Key, ...]:
    """What code has to come to, but for a text that the task holds in another reading, as where it is to be turned."""
    results = [each for each in results_in(key) if each.kind != "text" or not _alone(each.asked, each).leaks]
    return tuple(dict.fromkeys((*values_in(key), *results)))


def _answer(reply: str, key: Key, history: Sequence[str]) -> Verdict:
    found = _alone(reply, key)
    if found.leaks:
        return found
    earlier = [tidy(each[:MOST]) for each in history]
    if key.kind == "choice":
        return says_choice(tidy(reply), key, earlier)
    if key.among and (found := says_order(tidy(reply), key, earlier)).leaks:
        return found
    return adds_up(tidy(reply), key, earlier, lambda text: _judge(text, key), lambda text: _alone(text, key))


def _alone(reply: str, key: Key) -> Verdict:
    plain = tidy(reply)
    found = _judge(plain, key)
    if found.leaks:
        return found
    others = views(reply, plain, words=key.kind == "text")
    if len(others) > MOST_VIEWS:
        return Verdict(True, "opaque", f"more than {MOST_VIEWS} other readings")
    for view in others:
        found = _judge(tidy(view.text), key, hidden=True, meant=view.meant)
        if found.leaks and (view.meant or key.kind != "number" or not _stands(found.found, plain)):
            return Verdict(True, "encoded", found.found)
    return CLEAN


def _stands(number: str, plain: str) -> bool:
    """Whether anybody sees ``number`` without another reading: then it has been judged."""
    return number.isdigit() and bool(re.search(rf"(?<![\d.,/]){number}(?![\d/]|[.,]\d)", plain))


def _judge(text: str, key: Key, *, hidden: bool = False, meant: bool = False) -> Verdict:
    """``hidden``: it takes another reading to see it. A chance find there is none, unless it is ``meant``."""
    if key.kind == "text":
        return says_words(text, key, hidden=hidden, meant=meant)
    if key.kind == "choice":
        return says_choice(text, key)
    text = in_figures(text)
    if key.kind == "number":
        return says_number(text, key, hidden=hidden, meant=meant)
    if hidden and not meant and len(text) > MOST_HIDDEN:
        return CLEAN
    return {"expression": says_formula, "set": says_set, "interval": says_interval}[key.kind](text, key)
