"""What a whole question asks for: one tool and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ...core.schema import Attachment
from .charts import charts_in
from .formulas import formulas_in
from .programs import program_in
from .shapes import shapes_in
from .substances import substances_in
from .sums import sums_in
from .verbs import verbs_in
from .wish import LONGEST, POLITE, Wish


def wish_in(question: str, lent: Iterable[Attachment], tools: Collection[str]) -> Wish | None:
    """The use of one of ``tools`` that ``question`` asks for; None where it asks for something else, or more."""
    if code := program_in(question):
        wishes: Iterable[Wish] = [Wish("run_code", {"code": code})]
    elif len(question) > LONGEST:
        return None
    else:
        text = " ".join(question.replace("$", "").split()).rstrip("?=. !")  # one space each: more would cost more
        wishes = _wishes(POLITE.sub("", text), lent)
    return next((wish for wish in wishes if wish.tool in tools), None)


def _wishes(text: str, lent: Iterable[Attachment]) -> Iterator[Wish]:
    yield from sums_in(text)
    yield from shapes_in(text)
    yield from formulas_in(text)
    yield from substances_in(text)
    yield from verbs_in(text)
    yield from charts_in(text, lent)
