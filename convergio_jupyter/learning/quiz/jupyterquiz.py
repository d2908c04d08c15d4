"""Questions as jupyterquiz writes them, https://github.com/jmshea/jupyterquiz: made ours, with the key out of reach."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
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
        raise QuizFault(
            "type must be one of {known}, and not {kind}", known=", ".join(_TYPES), kind=repr(row.get("type"))
        )
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
    digits = int(str(precision)) if re.fullmatch("[1-9]|1[0-5]", str(precision)) else 0
    if values and digits and all(isinstance(each, (int, float)) for each in values):
        return _rounded([_to_digits(each, digits) for each in values], digits)
    if values:
        return {"answer": values[0], "accepted": [str(each) for each in values[1:]]}
    if len(ranges) != 1 or not isinstance(ranges[0], list) or len(ranges[0]) != 2:
        raise QuizFault("a numeric question needs a right value, or one right range")
    low, high = (float(each) for each in ranges[0])
    return {"answer": (low + high) / 2, "tolerance": abs(high - low) / 2}


def _rounded(values: Sequence[Decimal], digits: int) -> dict[str, Any]:
    """What becomes one of ``values`` when it is rounded to so many significant digits is right.

    A power of ten is nearer to the numbers below it, as these have a decimal more: 9.95 to 10.5 become 10. One
    tolerance cannot say so; steps above the number do.
    """
    halves, steps = [], []
    for value in values:
        half = Decimal(5).scaleb(value.adjusted() - digits)
        if value and value.normalize().as_tuple().digits == (1,):
            half /= 10
            steps += [value + (half * step).copy_sign(value) for step in (2, 4, 6, 8, 9)]
        halves.append(half)
    answer, *accepted = map(_plain, [*values, *steps])
    return {"answer": answer, "accepted": accepted, "tolerance": float(min(halves))}


def _to_digits(value: float, digits: int) -> Decimal:
    return Decimal(f"{value:.{digits - 1}e}")


def _plain(value: Decimal) -> str:
    """9.8 and 1000: the shortest decimal, without an exponent where it is none too long."""
    return f"{value.normalize():f}" if -10 < value.adjusted() < 16 else str(value)


def _with_code(text: object, row: Mapping[str, Any]) -> str:
    code = row.get("code")
    return f"{text}\n\n```python\n{code}\n```".strip() if isinstance(code, str) and code.strip() else str(text)
