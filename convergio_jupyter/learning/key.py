"""What is right in an exercise. It stays with whoever checks, and never reaches a model or a learner's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, get_args

from ..core.i18n import Phrase

Kind = Literal["number", "expression", "set", "interval", "text", "choice", "code"]
KINDS: tuple[str, ...] = get_args(Kind)

MOST_TEXT = 20_000  # characters of one part of a key


class AuthorFault(ValueError):
    """Something that an author wrote cannot be used; ``why`` is what is wrong with it, for whoever wrote it."""

    def __init__(self, why: str, /, **values: object) -> None:
        self.why = Phrase(why, **values)
        super().__init__(str(self.why))


class KeyFault(AuthorFault):
    """A key that cannot be used."""


class Key(NamedTuple):
    """The key of one exercise.

    ``answer`` is the right answer as its author writes it: ``3/4``, ``x^2 - 1``, ``{1, 2}``, ``[0, 3)``, ``Rome``.
    ``accepted`` are other forms that are right, too. A number may carry a ``unit`` (``km/h``), and a tolerance:
    absolute, in that unit, or ``relative``, a share of the answer; the wider of the two counts. For code there are
    the ``solution`` and ``checks``, each a piece of plain asserts that runs after it; ``given`` runs before it, and
    ``stub`` is what a learner finds in the answer's cell, with the lines that are given there. ``earlier`` is code of
    other exercises on which an answer may build; it runs before, too, and is none that is shown.
    ``asked`` is the task: what stands there may be said again. A choice is made ``among`` several, in their order; a
    text ``among`` whose parts it lies is those parts, in their right order.
    """

    kind: str
    answer: str = ""
    accepted: tuple[str, ...] = ()
    unit: str = ""
    tolerance: float = 0.0
    relative: float = 0.0
    solution: str = ""
    checks: tuple[str, ...] = ()
    given: str = ""
    stub: str = ""
    asked: str = ""
    among: tuple[str, ...] = ()
    earlier: str = ""


def key_from(found: Mapping[str, Any]) -> Key:
    """The key that a plain dict holds, as in a lesson's key file. Raises ``KeyFault`` with what is wrong with it."""
    kind = found.get("kind", "")
    if kind not in KINDS:
        raise KeyFault("kind must be one of {known}, and not {kind}", known=", ".join(KINDS), kind=repr(kind))
    unknown = found.keys() - set(Key._fields)
    if unknown:
        raise KeyFault("a key has no {names}", names=", ".join(sorted(map(str, unknown))))
    values: dict[str, Any] = {"kind": kind}
    for name in ("answer", "unit", "solution", "given", "stub", "asked", "earlier"):
        values[name] = _text(name, found.get(name, ""))
    for name in ("accepted", "checks", "among"):
        values[name] = _texts(name, found.get(name, ()))
    for name in ("tolerance", "relative"):
        values[name] = _share(name, found.get(name, 0))
    if kind == "code" and not values["checks"]:
        raise KeyFault("a key for code needs checks")
    if kind == "choice" and not {values["answer"], *values["accepted"]} <= set(values["among"]):
        raise KeyFault("a choice needs all its options in among, the right ones with them")
    if kind != "code" and not values["answer"].strip():
        raise KeyFault("a key of kind {kind} needs an answer", kind=kind)
    return Key(**values)


def _text(name: str, value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(value)
    if not isinstance(value, str):
        raise KeyFault("{name} must be text", name=name)
    if len(value) > MOST_TEXT:
        raise KeyFault("{name} is longer than {most} characters", name=name, most=MOST_TEXT)
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise KeyFault("{name} must be a list of texts", name=name)
    return tuple(_text(name, each) for each in value)


def _share(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        raise KeyFault("{name} must be a number that is not negative", name=name)
    return float(value)
