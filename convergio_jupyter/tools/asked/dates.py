"""Days between two dates, which the calculator adds up year by year and month by month, and years since one."""

from __future__ import annotations

import calendar
import contextlib
import re
from collections.abc import Iterator
from datetime import date

from .wish import Wish


def dates_in(text: str) -> Iterator[Wish]:
    """The days or years of which ``text`` asks how many lie between two dates, or one and today."""
    if years := _years(text):
        yield Wish("calculator", {"expression": years})
    first, last = _two(text)
    if first and last:
        days = " + ".join(_days(min(first, last), max(first, last)))
        yield Wish("calculator", {"expression": f"({days}) d"})


def _years(text: str) -> str:
    """The difference of the years of which ``text`` asks how far they are apart; today's is one where it names one."""
    found = _YEARS.fullmatch(text)
    named = [int(year) for year in found.groups() if year] if found else []
    this = date.today().year
    if not named or (len(named) == 1 and named[0] > this):  # which is still to come
        return ""
    return " - ".join(map(str, sorted([*named, this][:2], reverse=True)))


def _two(text: str) -> tuple[date | None, date | None]:
    """The dates between which the days are asked for; of one without a year, the nearest before or after today."""
    today = date.today()
    if found := _ASKED.fullmatch(text):
        last = _date(found["last"], "")
        return _date(found["first"], str(last.year)) if last else None, last
    if found := _ONE.fullmatch(text):
        day, step = _date(found["day"], str(today.year)), 1 if found["until"] else -1
        is_beyond = day is not None and (day < today if found["until"] else day > today)
        return today, _date(found["day"], str(today.year + step)) if is_beyond else day
    return None, None


def _date(said: str, year: str) -> date | None:
    """The date that ``said`` names, in ``year`` where it names none; None where there is no such date."""
    said = _CHRISTMAS.sub("25 december", said)
    if _TODAY.fullmatch(said):
        return date.today()
    for found in filter(None, (form.fullmatch(said) for form in _DATES)):
        named = (n for n, name in enumerate(_NAMES, 1) if re.fullmatch(name, found["month"], re.IGNORECASE))
        with contextlib.suppress(ValueError):
            return date(int(found["year"] or year), next(named, 0) or int(found["month"]), int(found["day"]))
    return None


def _days(first: date, last: date) -> Iterator[str]:
    """The days of the whole years from ``first`` to ``last``, then those of each month that is left."""
    years = last.year - first.year - ((last.month, last.day) < (first.month, first.day))
    begin = _in_month(first.year + years, first.month, first.day)
    if years:
        yield f"{years} * 365"
    if leap_days := (begin - first).days - 365 * years:
        yield str(leap_days)
    while (begin.year, begin.month) != (last.year, last.month):
        end = _in_month(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
        yield str((end - begin).days)
        begin = end
    yield str((last - begin).days)


def _in_month(year: int, month: int, day: int) -> date:
    """A day of a month; its last one where it has not so many."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


_NAMES = (
    *("jan(?:uary)?|gen(?:naio)?", "feb(?:ruary|braio)?", "mar(?:ch|zo)?", "apr(?:ile?)?", "may|mag(?:gio)?"),
    *("june?|giu(?:gno)?", "july?|lug(?:lio)?", "aug(?:ust)?|ago(?:sto)?", "sept?(?:ember)?|set(?:tembre)?"),
    *("oct(?:ober)?|ott(?:obre)?", "nov(?:embre|ember)?", "dec(?:ember)?|dic(?:embre)?"),
)
_MONTH = rf"(?P<month>{'|'.join(_NAMES)})"
_DATES = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:the |il |l['’])?(?P<day>\d{{1,2}})(?:st|nd|rd|th|°|º)?(?: of)? {_MONTH},?(?: (?P<year>\d{{4}}))?",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?(?: (?P<year>\d{{4}}))?",
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    )
]
_CHRISTMAS = re.compile("^(?:christmas(?: day)?|natale)$", re.IGNORECASE)
_TODAY = re.compile("today|now|oggi|adesso", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:how many|(?:what is )?the number of|quanti) (?:days|giorni) "
    r"(?:are (?:there )?|is it |ci sono |sono |passano |intercorrono )?"
    r"(?:between |from |tra |fra |dal |da |dall['’])(?P<first>.{3,20}) (?:and |to |until |e |ed |al |a |all['’])"
    r"(?P<last>.{3,20})",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"(?:(?:how many|(?:what is )?the number of|quanti) )?(?:days|giorni) "
    r"(?:(?:has it been|have (?:passed|gone by)|are (?:there|left)|is it|remain|(?:sono )?(?:passati|trascorsi)|"
    r"mancano|ci sono) )?(?:(?:since|from|dal |da |dall['’])|"
    r"(?P<until>until|till|to|before|al? |all['’]|fino al? |per (?:il )?)) ?"
    r"(?P<day>.{3,20})",
    re.IGNORECASE,
)
_YEAR = r"(?:the year |il |l['’](?:anno )?)?(\d{3,4})"
_YEARS = re.compile(
    r"(?:how many years|quanti anni)(?: (?:has it been|have (?:passed|gone by)|is it|are there|passed|"
    r"(?:sono )?(?:passati|trascorsi)|ci sono|passano))? (?:since|from|between|dal|da|tra|fra) "
    rf"{_YEAR}(?: (?:to|until|and|al?|e|fino al?) (?:{_YEAR}|today|now|oggi)| ad oggi)?|"
    rf"how (?:long|many years) ago (?:is|was) {_YEAR}|quanti anni fa (?:era|è) {_YEAR}",
    re.IGNORECASE,
)
