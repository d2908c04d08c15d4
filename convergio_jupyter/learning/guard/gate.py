"""Whether a reply gives an answer away. Rules, and no model: a machine cannot read off what passes here.

Every view of the reply is looked at (see :mod:`.views`), alone and together with what was said before. A number that is
small or stands in the task may be mentioned; it leaks where it is said to be the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..key import Key, key_from
from . import code
from .formulas import says_formula
from .numbers import says_number
from .phrases import says_words
from .plain import tidy
from .sets import says_interval, says_set
from .talk import adds_up
from .verdict import CLEAN, Verdict
from .views import views

TALK = 12  # earlier replies that are read together with this one
MOST_HIDDEN = 400  # signs of a text that somebody hides a formula in


def check(reply: str, key: Key | Mapping[str, Any], history: Sequence[str] = ()) -> Verdict:
    """Whether ``reply`` gives away what ``key`` holds, alone or with the teacher's earlier replies in ``history``.

    ``key`` may be a plain dict, as in a lesson's key file. Raises ``KeyFault`` where it cannot be used.
    """
    key = key if isinstance(key, Key) else key_from(key)
    history = [each for each in history[-TALK:] if each]
    if key.kind == "code":
        return _code(reply, key, history)
    plain = tidy(reply)
    found = _judge(plain, key)
    if found.leaks:
        return found
    for view in views(reply, plain, words=key.kind == "text"):
        found = _judge(tidy(view.text), key, hidden=True, meant=view.meant)
        if found.leaks:
            return Verdict(True, "encoded", found.found)
    return adds_up(plain, key, [tidy(each) for each in history], lambda joined: _judge(joined, key))


def _judge(text: str, key: Key, *, hidden: bool = False, meant: bool = False) -> Verdict:
    """``hidden``: it takes another reading to see it. A chance find there is none, unless it is ``meant``."""
    if key.kind == "number":
        return says_number(text, key, hidden=hidden, meant=meant)
    if key.kind == "text":
        return says_words(text, key, hidden=hidden, meant=meant)
    if hidden and len(text) > MOST_HIDDEN:
        return CLEAN
    return {"expression": says_formula, "set": says_set, "interval": says_interval}[key.kind](text, key)


def _code(reply: str, key: Key, history: Sequence[str]) -> Verdict:
    if code.retells(reply, key, history):
        return Verdict(True, "retold", "most lines of the solution")
    if code.solves(reply, key, history):
        return Verdict(True, "code", "it passes the checks")
    for text in code.other_readings(reply):
        if code.retells(text, key) or code.solves(f"```\n{text}\n```", key) or code.solves(text, key):
            return Verdict(True, "encoded", "code")
    return CLEAN
