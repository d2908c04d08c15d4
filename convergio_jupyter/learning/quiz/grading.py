"""What an answer to a question of a quiz is worth, with partial credit, and which mistake it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...core.i18n import translate
from ..answers import Checked, check_given
from ..key import Key
from .items import Item


class Graded(NamedTuple):
    """``share`` of the points, from 0 to 1; ``parts`` says of each gap, pair or step whether it is right."""

    share: float
    parts: tuple[bool, ...] = ()
    misconceptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what to look at, in the reader's language
    unreadable: bool = False  # nothing was answered, or not in the form that the question asks for
    sealed: bool = False  # whether nothing of it is told before an exam is over

    @property
    def correct(self) -> bool:
        return self.share == 1.0


def grade(item: Item, given: Any, lang: str = "en", *, exam: bool = False) -> Graded:
    """What ``given`` is worth as an answer to ``item``; it comes from a browser and may be anything.

    single, truefalse: the number of an option, from 0 on; multiple: a list of them; number, text: the text; order: the
    numbers of the steps as they were shown; match: for each left side the number of a right one, as shown; cloze: the
    text of each gap by its name. Rules of partial credit: docs/lessons.md.
    In an ``exam`` nothing is unreadable that only a nearly right answer could be.
    Raises ``ExerciseUnfit`` where the key of what is written cannot be used.
    """
    try:
        return _GRADERS[item.type](item, given, lang, exam)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        note = translate("This is no answer that the question can take: answer it again.", lang)
        return _not_yet(note)


def _single(item: Item, given: Any, lang: str, exam: bool) -> Graded:
    option = item.options[_number(given, len(item.options))]
    if option.right:
        return Graded(1.0, (True,))
    return Graded(0.0, (False,), _named(option.misconception), _named(option.feedback))


def _multiple(item: Item, given: Any, lang: str, exam: bool) -> Graded:
    """Each right option that is chosen counts, each wrong one takes as much away; never below nothing."""
    chosen = {_number(each, len(item.options)) for each in _list(given)}
    parts = tuple((number in chosen) is option.right for number, option in enumerate(item.options))
    rights = sum(option.right for option in item.options)
    hits = sum(item.options[number].right for number in chosen)
    wrong = [item.options[number] for number in sorted(chosen) if not item.options[number].right]
    notes = tuple(option.feedback for option in wrong if option.feedback)
    named = tuple(option.misconception for option in wrong if option.misconception)
    return Graded(max(0.0, (hits - len(wrong)) / rights), parts, named, notes)


def _written(item: Item, given: Any, lang: str, exam: bool) -> Graded:
    assert item.key is not None
    found = _checked(given, item.key, item.text, lang)
    if not found.counts(exam=exam):
        return _not_yet(found.note)
    return Graded(float(found.correct), (found.correct,), notes=() if found.correct else (found.note,))


def _order(item: Item, given: Any, lang: str, exam: bool) -> Graded:
    """As many steps as stand in the right order among each other, the longest such row; one alone always does.

    The parts say which steps those are: the others have to move.
    """
    shown = item.shown_steps()
    numbers = [_number(each, len(shown)) for each in _list(given)]
    if sorted(numbers) != list(range(len(shown))):
        raise ValueError(given)
    if numbers == sorted(numbers):
        note = translate("No step has been moved yet, and the order in which they come is never the right one.", lang)
        return _not_yet(note)
    places = [item.steps.index(shown[number]) for number in numbers]
    row = _longest_rise(places)
    share = (len(row) - 1) / (len(places) - 1)
    return Graded(share, tuple(share > 0 and place in row for place in places))


def _match(item: Item, given: Any, lang: str, exam: bool) -> Graded:
    shown = item.shown_partners()
    numbers = _list(given)
    if len(numbers) != len(item.pairs):
        raise ValueError(given)
    chosen = [None if each is None else _number(each, len(shown)) for each in numbers]
    if None in chosen:
        return _not_yet(translate("Still open: {count} of {all}.", lang, count=chosen.count(None), all=len(chosen)))
    parts = tuple(shown[each] == right for each, (_, right) in zip(chosen, item.pairs, strict=True) if each is not None)
    return Graded(sum(parts) / len(parts), parts)


def _cloze(item: Item, given: Any, lang: str, exam: bool) -> Graded:
    if not isinstance(given, Mapping):
        raise TypeError(given)
    found = [_checked(given.get(name, ""), key, _asked_at(name, item.text), lang) for name, key in item.gaps.items()]
    if still_open := sum(each.reason == "empty" for each in found):
        return _not_yet(translate("Still open: {count} of {all}.", lang, count=still_open, all=len(found)))
    if unread := list(dict.fromkeys(each.note for each in found if not each.counts(exam=exam))):
        return _not_yet(*unread)
    notes = tuple(dict.fromkeys(each.note for each in found if not each.correct))
    parts = tuple(each.correct for each in found)
    return Graded(sum(parts) / len(parts), parts, notes=notes)


_GRADERS = {
    "single": _single,
    "truefalse": _single,
    "multiple": _multiple,
    "number": _written,
    "text": _written,
    "order": _order,
    "match": _match,
    "cloze": _cloze,
}


def _asked_at(gap: str, text: str) -> str:
    """What the gap asks for: what stands behind it is what it counts, as the hours of “a day has {1} hours”."""
    return f"{text}\nhow many {text.partition('{' + gap + '}')[2].strip()}"


def _checked(given: Any, key: Key, asked: str, lang: str) -> Checked:
    """``asked`` is the question, whose words and unit may stand in the answer."""
    if not isinstance(given, str):
        raise TypeError(given)
    return check_given(given, key._replace(asked=key.asked or asked), lang)


def _not_yet(*notes: str) -> Graded:
    """An answer that is not whole, or that nobody can read; ``notes`` say what is missing."""
    return Graded(0.0, notes=notes, unreadable=True)


def _longest_rise(places: Sequence[int]) -> list[int]:
    """The longest row of them that only rises."""
    rows: list[list[int]] = []
    for number, place in enumerate(places):
        before = max((rows[k] for k in range(number) if places[k] < place), key=len, default=[])
        rows.append([*before, place])
    return max(rows, key=len)


def _number(given: Any, most: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < most:
        raise ValueError(given)
    return given


def _list(given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise TypeError(given)
    return given


def _named(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
