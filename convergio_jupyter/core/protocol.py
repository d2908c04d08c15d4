"""What both ends of the session protocol must agree on; ``docs/protocol.md`` describes all of it."""

from __future__ import annotations

from typing import Any

from .codec import to_dict
from .events import Failed
from .schema import ErrorInfo

JSON = dict[str, Any]

LAST = 2**31  # number of an event that ends a turn from outside: beyond any that a surface may have seen


def language_in(message: Any) -> str:
    """The language that ``message`` wishes to be answered in; empty where it names none."""
    if not isinstance(message, dict):
        return ""
    for place in (message.get("params"), message.get("question"), message):
        if isinstance(place, dict) and place.get("lang"):
            return str(place["lang"])
    return ""


def refusal(message: Any, info: ErrorInfo) -> JSON:
    """Answers a message that cannot be acted on: a turn gets its last event, anything else a reply."""
    data = message if isinstance(message, dict) else {}
    question = data.get("question")
    turn = data.get("turn") or (question.get("turn") if isinstance(question, dict) else None)
    if turn:
        return to_dict(Failed(turn=str(turn), seq=LAST, error=info))
    return {"re": data.get("id"), "error": to_dict(info)}
