"""What people write around a number, and in place of its signs: about 15 m, 4/3 pancakes, 6:00, 40 out of 130."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator

from ...core.i18n import LANGUAGES, Unable
from ...mathematics.expressions import CONSTANTS, FUNCTIONS, SAME, read
from ...mathematics.letters import GREEK
from .measures import Measure, Measures
from .tidy import mathematical, spelled_out

_LEAD = re.compile(
    r"^(?:(?:it is|it's|about|approximately|approx\.?|roughly|around|nearly|at|for|after"
    r"|è|sono|circa|ca\.|quasi|alle|le|ore|ora|i|gli|per|dopo)\s+)+(?=[-+]?[0-9])",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^([0-9]{1,2}):([0-5][0-9])(?: ?(?:h|hrs?|hours?|ore))?(?= |$)", re.IGNORECASE)
_HOUR = re.compile(
    r"^([0-9]{1,2})(?:[:.]([0-5][0-9]))? ?(?:(a\.?m\.?|o'clock|h(?:ours)?|ore|in the morning|d[ei]l? mattin[oa])"
    r"|(p\.?m\.?|in the (?:afternoon|evening)|d[ei]l? (?:pomeriggio|sera)))(?= |$)",
    re.IGNORECASE,
)
_NAMED_ZONE = re.compile(r"\b(?:UTC|GMT)(?: ?[-+] ?[0-9]{1,2}(?::[0-9]{2})?)?")
_ZONE = re.compile(rf" ?\(?({_NAMED_ZONE.pattern})\)?$")
# The British form of a unit: ms^-1 is metres per second to who writes it so, and reciprocal milliseconds to nobody.
_RUN_TOGETHER = re.compile(r"(?<=[0-9 ])([kc]?m|k?g|mol|J|N|W|C|V)(s|h|mol|k?g|[cd]?m|K|C)(?=(?:\^ ?\(?)?-[1-4]|⁻)")
_ASKS_FOR_AN_HOUR = re.compile(r"\b(?:o'clock|what time|(?:what|which) hour|(?:che|quale) or[ae])\b", re.IGNORECASE)
# Where it asks for the hour as on a clock of twelve hours, 6 pm may be 6 in the key, too.
_TWELVE_HOURS = re.compile(
    r"\b(?:(?:12|twelve)[- ]hour (?:clock|time|format)|(?:orologio|formato) (?:a|da|di) (?:12|dodici) ore"
    r"|(?:what time|(?:what|which) hour) (?:in|of) the (?:afternoon|evening)"
    r"|(?:che|quale) or[ae] d(?:i|el|ella) (?:pomeriggio|sera))\b",
    re.IGNORECASE,
)
# Where it asks which half of the day it is, that is a part of the answer: 6 pm is 18, and 6 in the key 6 am.
_WHICH_HALF = re.compile(
    r"\b(?:a\.?m\.?,? ?(?:or|and|/|o|e) ?p\.?m"
    r"|in the morning,? or (?:in the )?(?:afternoon|evening)"
    r"|d[ei]l? mattin[oa],? o d[ei]l? (?:pomeriggio|sera))\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"([0-9]) (?:out of|of|su) (?=[0-9])")
_MILLIONS = re.compile(r"([0-9]) ?(million[is]?|milion[ei]|mila|thousand|billions?|miliard[oi])(?: (?:of|di))?\b")
_HALVES = re.compile(r"([0-9]+) ?([^\W\d_]*) (?:e|and a) (?:mezz[oa]|half)\b(?: ([^\W\d_]+))?", re.IGNORECASE)
_QUARTERS = re.compile(r"([0-9]+) ?([^\W\d_]+) (?:e un quarto|and a quarter)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+[0-9]?")
_SMALL = frozenset(["of", "the", "a", "an", "in", "di", "del", "dello", "della", "dei", "degli", "delle", "d", "dell"])
# Which hours, and no letter behind it: which t stands for a number, and for no tonnes.
_ASKED_FOR = re.compile(
    r"\b(how many|quant[ie]|in|(?:which|qual[ie])(?=\s+\w{3}))\s+(?=([^\n?.,;:()]{1,60}))", re.IGNORECASE
)
_HOW_MANY = re.compile(r"\b(?:how many|quant[ie])\s+([^\n?.;:()]{1,120})", re.IGNORECASE)
# Behind “how many”, where what is counted is not said there: how many are left?
_NOT_COUNTED = re.compile(
    r"are|is|were|was|do(?:es)?|did|ha(?:ve|s|d)|can|could|will|would|of|in|at|more|remains?|stay|each"
    r"|sono|erano|ne|ce|ci|si|ha|hanno|abbiamo|può|possono|restano|rimangono|avanzano|di|ogni",
    re.IGNORECASE,
)
_MOST_WORDS = 5  # of a unit: chilometri quadrati al secondo
_IN = re.compile(r"\s+in\b")  # seconds in an hour, which are no inches
_WITH_UNIT = re.compile(r"\b(?:units?|unità)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"\s*[-'(]?\b[^\W\d_]+[0-9]?[.')]?$")
_MEASURED = re.compile(r"[0-9)] ?([^\W\d_]{1,15})(?= )")  # 4.4 g of CO2
_RAISED = re.compile(  # 2 m squared, 2 al quadrato
    r"(?:[0-9)]|(?P<unit>\b[^\W\d_]+)) (?P<to>al )?\(?(?P<power>squared|cubed|quadr(?:at)?[aeio]|cub[aeio]|cubic[io])"
    r"[.')]*$",
    re.IGNORECASE,
)
_FOR_EACH = re.compile(  # 900 votes per seat
    r"(?: ?/ ?| (?:per(?: ogni)?|for(?: each| every)?|each|every|ogni|all[ao]?|al) | all')([^\W\d_]+)$", re.IGNORECASE
)
# What the task has behind one of these may be that for each of which it is; in “each one” it may be any of its words.
_SHARED_OUT = re.compile(
    r"(?:/ ?|(?:\b(?:per|each|every|one|an?|ogni|un[oa]?|all[ao]?|al|ciascun[oa]?)\s+[*_]*)+(?:un')?|\b(?:all|un)')"
    r"([^\W\d_]+)",
    re.IGNORECASE,
)
_EACH_ONE = re.compile(r"\b(?:each|every) (?:one|of)\b|\bognun[oa]\b|\bciascun[oa]\b", re.IGNORECASE)
_NUMBER_WORD = re.compile(
    r"(?:half|halve|third|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand"
    r"|metà|mezz[oaie]|terz[oi]|quart[oi]|uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|dozzina"
    r"|cento|mille)s?"
)
_NO_THING = frozenset((*CONSTANTS, *FUNCTIONS, *SAME, *GREEK.values()))
_LEAST_THING = 3  # letters: shorter ones are letters of a formula
_HALF_DAY = re.compile(r"[ap]\.?m", re.IGNORECASE)


def wordings(text: str, asked: str) -> Iterator[str]:
    """Other ways to write ``text`` so that it can be read, where people would take it for a number.

    ``asked`` is the task: its own words may stand behind a number, and where it asks for an hour, one may be written
    as on a clock.
    """
    plain = _RUN_TOGETHER.sub(r"\1 \2", _without_zone(_LEAD.sub("", text.strip()), asked))
    plain = _MILLIONS.sub(lambda found: f"{found[1]}*10^{_power(found[2])}", plain)
    plain = _OUT_OF.sub(r"\1/", plain)
    plain = _HALVES.sub(lambda found: f"({found[1]}+1/2) {found[2] or found[3] or ''}", plain)
    plain = _QUARTERS.sub(r"(\1+1/4) \2", plain)
    found = [plain, _CLOCK.sub(r"\1 h + \2 min", plain)]
    if _ASKS_FOR_AN_HOUR.search(asked):
        found += [_CLOCK.sub(r"(\1+\2/60)", plain), _HOUR.sub(_hour, plain)]
    for each in dict.fromkeys(found):
        yield each
        yield from _without_the_tasks_words(each, asked)


def _without_the_tasks_words(text: str, asked: str) -> Iterator[str]:
    """``text`` without its last words, one after the other, as long as the task has them, too: 30 coins is 30.

    Behind a number and its unit, or for each of which it is, that may be any word of the task; else one that it counts.
    What makes a power of the number or of its unit stays: 2 m squared is no 2 m.
    """
    known, said = known_words(asked), {stem(word) for word in _WORD.findall(asked)}
    each = _FOR_EACH.search(text)
    if (
        each is not None
        and not _is_raised(text, is_whole=True)
        and _is_shared_out(each[1], asked)
        and unit_in_words(each[1]) is None
    ):
        text = text[: each.start()]
        yield text
    whole, measured = text, _MEASURED.search(text)
    if measured is not None and unit_in_words(measured[1]) is not None:
        known |= said
    while (last := _LAST_WORD.search(text)) is not None and last.start() > 0:
        word = _WORD.findall(last[0])[0]
        small = word.lower() in _SMALL and text != whole  # 3.5 km in reality, and not 3.5 in
        if _is_raised(text, is_whole=text == whole) or (not small and (stem(word) not in known or unit_in_words(word))):
            return  # what counts something else is another answer
        text = text[: last.start()].rstrip()
        yield text


def _is_raised(text: str, *, is_whole: bool) -> bool:
    """Whether the last word makes a power of what is before it: of a unit, or of a number, where no thing follows."""
    found = _RAISED.search(text)
    if found is None:
        return False
    if found["unit"]:
        return found["unit"].isalpha() and unit_in_words(found["unit"]) is not None
    return is_whole and (found["to"] is not None or found["power"].lower() in ("squared", "cubed"))


def _is_shared_out(word: str, asked: str) -> bool:
    """Whether the task speaks of something for each ``word``, which is a thing and no number: 60/seat, not 60/n."""
    folded = word.casefold()
    if len(word) < _LEAST_THING or folded in _NO_THING or _NUMBER_WORD.fullmatch(folded):
        return False
    words = _WORD.findall(asked) if _EACH_ONE.search(asked) else _SHARED_OUT.findall(asked)
    return stem(word) in map(stem, words)


def on_clock(text: str, asked: str) -> list[str]:
    """``text`` as a number where the task asks for an hour and this is one before noon or after it: 6 pm.

    ``text`` itself is left out then, but for a task that wants it as on a clock of twelve hours, with no word of which
    half of the day it is.
    """
    found = _HOUR.match(text) if _ASKS_FOR_AN_HOUR.search(asked) else None
    if found is None or not _HALF_DAY.search(found[0]):
        return [text]
    behind = text[found.end() :]
    either = _TWELVE_HOURS.search(asked) and not _WHICH_HALF.search(asked)
    return [_hour(found) + behind, *([f"({found[1]}+{found[2] or 0}/60){behind}"] if either else [])]


def _without_zone(text: str, asked: str) -> str:
    """A time without its zone, where that is one of the task: 6:00 UTC-5."""
    text = text.replace("−", "-")
    zones = {each.replace(" ", "") for each in _NAMED_ZONE.findall(asked.replace("−", "-"))}
    found = _ZONE.search(text)
    return text[: found.start()] if found and found[1].replace(" ", "") in zones else text


def known_words(asked: str) -> set[str]:
    """The stems of the words that may stand behind a number, as the task counts them."""
    return {stem(word) for word in (*_WORD.findall(_counted_in(asked)), *_SMALL)}


def _counted_in(asked: str) -> str:
    """What the task asks how many of: 900 votes, and not 900 seats; all of it where it does not say."""
    found = _HOW_MANY.findall(asked)
    first = [(_WORD.findall(each) or ["of"])[0] for each in found]
    return " ".join(found) if found and not any(map(_NOT_COUNTED.fullmatch, first)) else asked


def unit_asked_for(asked: str) -> Measure | None:
    """The unit in which the task wants it: as :func:`unit_named` says, or the only one in it."""
    if (said := unit_named(asked)) or _HOW_MANY.search(asked):  # how many euros: none of ours
        return said
    words = {word for word in _WORD.findall(asked) if len(word) > 1 and word.lower() not in _SMALL}
    named = [unit for word in words if (unit := unit_in_words(word)) is not None]
    return named[0] if len({(unit.size, unit.dimension) for unit in named}) == 1 else None


def unit_named(asked: str) -> Measure | None:
    """The unit that the task names for its answer: “how many km per hour”, “in m/s?”, “which hours”."""
    found = (unit_at_start(each[2]) for each in _ASKED_FOR.finditer(asked))
    return next((unit for unit in reversed([*found]) if unit is not None), None)


def counted(asked: str) -> list[str]:
    """What the task asks how many of, with what stands behind it; nothing where it wants the unit to be written."""
    return [] if _WITH_UNIT.search(asked) else [each.strip() for each in _HOW_MANY.findall(asked)]


def unit_at_start(text: str) -> Measure | None:
    """The longest unit with which ``text`` begins."""
    words = _IN.split(text)[0].split()[:_MOST_WORDS]
    units = (unit_in_words(" ".join(words[:count])) for count in range(len(words), 0, -1))
    return next((each for each in units if each is not None), None)


def unit_in_words(text: str) -> Measure | None:
    """The unit that ``text`` is, in symbols or in words of any language that is spoken here; None where it is none."""
    for lang in LANGUAGES:
        with contextlib.suppress(Unable):
            found: Measure = read(spelled_out(mathematical(text), lang), Measures("en"))
            if found.alone:
                return found
    return None


def stem(word: str) -> str:
    """A word as it is in the singular and in the plural, near enough: pancake, pancakes; voce, voci."""
    folded = unicodedata.normalize("NFKC", word).casefold().removesuffix("s")
    return folded[:-1] if len(folded) > 3 else folded


def _power(word: str) -> int:
    return 9 if word.startswith(("bill", "miliard")) else 3 if word in ("mila", "thousand") else 6


def _hour(found: re.Match[str]) -> str:
    hour = int(found[1])
    if found[4] and hour < 12:
        hour += 12
    elif hour == 12 and _HALF_DAY.fullmatch((found[3] or "").rstrip(".")):
        hour = 0  # 12 am
    return f"({hour}+{found[2] or 0}/60)"
