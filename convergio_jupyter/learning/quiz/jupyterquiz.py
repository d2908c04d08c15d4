"""Questions as jupyterquiz writes them, https://github.com/jmshea/jupyterquiz: made ours, with the key out of reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .items import QuizFault

_TYPES = {"multiple_choice": "single", "many_choice": "multiple", "numeric": "number", "string": "text"}


def is_theirs(row: object) -> bool:
    """Whether ``row`` is a question of theirs: ours have a ``text``."""
    return isinstance(row, Mapping) and "question" in row and "answers" in row and "text" not in row


def from_theirs(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same question in our words. Raises ``QuizFault`` where there is nothing in it that we could check."""
    kind, answers = _TYPES.get(str(row.get("type"))), row["answers"]
    if kind is None:
        raise QuizFault(f"type must be one of {', '.join(_TYPES)}, and not {row.get('type')!r}")
    if not isinstance(answers, list) or not all(isinstance(each, Mapping) for each in answers):
        raise QuizFault("answers must be a list of objects")
    ours = {"type": kind, "text": _with_code(row["question"], row)}
    right = [each for each in answers if each.get("correct")]
    if kind in ("single", "multiple"):
        return ours | {"options": [_option(each) for each in answers]}
    if kind == "number":
        return ours | _number(right, row.get("precision"))
    texts = [str(each.get("answer", "")) for each in right]
    if not texts:
        raise QuizFault("no answer is right")
    return ours | {"answer": texts[0], "accepted": texts[1:]}


def _option(answer: Mapping[str, Any]) -> dict[str, Any]:
    text = _with_code(answer.get("answer", ""), answer)
    return {"text": text, "right": bool(answer.get("correct")), "feedback": str(answer.get("feedback", ""))}


def _number(right: Sequence[Mapping[str, Any]], precision: object) -> dict[str, Any]:
    """A value, or the middle of a range with half its width. A key cannot say several ranges."""
    values = [each["value"] for each in right if each.get("type", "value") == "value" and "value" in each]
    ranges = [each["range"] for each in right if each.get("type") == "range"]
    if values:
        digits = precision if isinstance(precision, int) and 0 < precision < 16 else 0
        relative = {"relative": 0.5 * 10.0 ** (1 - digits)} if digits else {}
        return {"answer": values[0], "accepted": [str(each) for each in values[1:]]} | relative
    if len(ranges) != 1 or not isinstance(ranges[0], list) or len(ranges[0]) != 2:
        raise QuizFault("a numeric question needs a right value, or one right range")
    low, high = (float(each) for each in ranges[0])
    return {"answer": (low + high) / 2, "tolerance": abs(high - low) / 2}


def _with_code(text: object, row: Mapping[str, Any]) -> str:
    code = row.get("code")
    return f"{text}\n\n```python\n{code}\n```".strip() if isinstance(code, str) and code.strip() else str(text)
