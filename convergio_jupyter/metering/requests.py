"""The names of charges in the ledger: a turn may have parts, and a part several charges, one after the other."""

from __future__ import annotations

import re

_IMPROVED = ".improved"
_FURTHER = ".further"
_ENDS = rf"(?:{re.escape(_IMPROVED)})?(?:{re.escape(_FURTHER)}\d+)?"
_NAME = re.compile(rf"(?s)(?P<turn>.+?)(?:\.(?P<part>\d{{1,3}}))?{_ENDS}")

# Of the charges of a part, the one that counts its answer, as SQL tells it from those that go on with it.
IS_FIRST = f"NOT LIKE '%{_FURTHER}_' AND reserved.request NOT LIKE '%{_FURTHER}__'"


def of_part(turn: str, part: int) -> str:
    """The first charge of a part; that of part 0 is called as the turn."""
    return f"{turn}.{part}" if part else turn


def improved(request: str) -> str:
    """The charge for improving the draft that ``request`` has paid."""
    return request + _IMPROVED


def further(request: str, number: int) -> str:
    """The charge for going on with an answer after its tools were used for the ``number``-th time."""
    return f"{request}{_FURTHER}{number}"


def part_of(request: str) -> tuple[str, int]:
    """The turn and the part that a charge is for."""
    found = _NAME.fullmatch(request)
    return (found["turn"], int(found["part"] or 0)) if found else (request, 0)
