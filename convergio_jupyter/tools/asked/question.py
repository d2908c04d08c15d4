"""What a whole question asks for: one tool and nothing else, or one tool and something else besides."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator

from ...core.schema import Attachment
from .charts import charts_in
from .conversions import conversions_in
from .dates import dates_in
from .diagrams import diagrams_in
from .formulas import formulas_in
from .operations import operations_in
from .places import places_in
from .programs import program_in
from .shapes import shapes_in
from .sketches import sketches_in
from .substances import substances_in
from .sums import sums_in
from .timelines import timelines_in
from .values import values_in
from .verbs import verbs_in
from .wish import FIND, LONGEST, POLITE, Wish
from .words import word_in

MOST_CLAUSES = 4
MOST_DIGITS = 50  # that the calculator shows


def wish_in(question: str, lent: Iterable[Attachment], tools: Collection[str]) -> Wish | None:
    """The use of one of ``tools`` that ``question`` asks for; None where it asks for something else, or more."""
    if code := program_in(question):
        wishes: Iterable[Wish] = [Wish("run_code", {"code": code})]
    elif len(question) > LONGEST:
        return None
    else:
        text = _END.sub(r"\1", " ".join(question.replace("$", "").split()))  # one space each: more would cost more
        wishes = _wishes(POLITE.sub("", text), lent)
    return next((wish for wish in wishes if wish.tool in tools), None)


def parted_in(question: str, lent: Iterable[Attachment], tools: Collection[str]) -> tuple[Wish, str] | None:
    """The use of one of ``tools`` that a clause of ``question`` asks for, and what is asked beside it."""
    if len(question) > LONGEST:
        return None
    for between in itertools.islice(_BETWEEN.finditer(question), MOST_CLAUSES):
        before, after = question[: between.start()], question[between.end() :]
        for clause, rest in ((before, after), (after, before)):
            if wish := wish_in(clause, lent, tools):
                return wish, rest
    return _listed_in(question, lent, tools)


def _listed_in(question: str, lent: Iterable[Attachment], tools: Collection[str]) -> tuple[Wish, str] | None:
    """The same where the next thing is said without a verb: the molar mass of NaCl and of CO2."""
    for between in itertools.islice(_AND.finditer(question), MOST_CLAUSES):
        first = wish_in(question[: between.start()], lent, tools)
        after = question[between.end() :]
        heads = (head[0] for form in _HEADS if (head := form.match(question[: between.start()])))
        for lead in ("", *heads) if first else ():
            other = wish_in(lead + _AND.split(after, maxsplit=1)[0], lent, tools)
            if first and other and first.tool == other.tool:
                return first, lead + after
    return None


def wishes_in(question: str, lent: Iterable[Attachment], tools: Collection[str]) -> list[Wish]:
    """The uses of ``tools`` that ``question`` asks for, by itself or clause by clause."""
    if wish := wish_in(question, lent, tools) or word_in(question, tools):
        return [wish]
    parted = parted_in(question, lent, tools)
    return [parted[0], *wishes_in(parted[1], lent, tools)] if parted else []


def _wishes(text: str, lent: Iterable[Attachment]) -> Iterator[Wish]:
    if found := _DIGITS.fullmatch(text):
        digits = min(max(1, int(found["digits"])), MOST_DIGITS)
        pi = [Wish("calculator", {"expression": "pi"})] if _PI.fullmatch(found["what"]) else []
        exact = (wish for wish in pi or _wishes(found["what"], lent) if wish.tool == "calculator")
        yield from (wish._replace(arguments={**wish.arguments, "digits": digits}) for wish in exact)
    yield from sums_in(text)
    yield from values_in(text)
    yield from operations_in(text, lent)
    yield from dates_in(text)
    yield from conversions_in(text)
    yield from shapes_in(text)
    yield from sketches_in(text)
    yield from formulas_in(text)
    yield from substances_in(text)
    yield from verbs_in(text)
    yield from timelines_in(text)
    yield from diagrams_in(text)
    yield from places_in(text)
    yield from charts_in(text, lent)


_END = re.compile(r"(?:(?<!\w)([xn]!))?[?=. !]*$")  # x! is a factorial and no cry
_AND = re.compile(
    r"(?:\s*[,;]\s+(?:and |e )?|\s+(?:and|e|ed)\s+)(?:(?:of|di|del|della|dello)\s+|dell')?(?:(?:the|il|la|lo)\s+)?"
)
_HEADS = [  # what holds of the next thing too
    re.compile(form, re.IGNORECASE)
    for form in (r".*\b(?:(?:of|for|di|del|della|dello)\s+|dell')(?:the\s+)?", r"[^\W\d_]{4,}\s+")
]
_PI = re.compile(rf"{FIND}(?:pi(?: greco)?|π)", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?P<what>.+?),? (?:to|with|at|in|con|a) (?P<digits>\d{1,3}) (?:significant )?(?:digits|figures|cifre)"
    r"(?: significative)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:[?;.!]|,?\s(?:and|e|ed))\s+(?:(?:and|then|also|e|poi|anche)\s+)?"
    r"(?=(?:what|why|how|who|whose|when|where|which|is|are|do|does|can|could|explain|tell|describe|define|give|show|"
    r"solve|plot|draw|sketch|graph|convert|conjugate|calculate|compute|find|factor|expand|simplify|differentiate|"
    r"integrate|che|cosa|cos'|chi|come|perché|quando|dove|qual[ei]?|quant[oie]|quant'|spiega|dimmi|descrivi|definisci|"
    r"dammi|mostra|risolvi|disegna|traccia|converti|coniuga|calcola|trova|scomponi|sviluppa|semplifica|deriva|"
    r"integra)(?:mi|'s)?(?:\b|(?<=')))",
    re.IGNORECASE,
)
