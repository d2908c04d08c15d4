"""Dates of history: read as they are usually written, with years before Christ, and said in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...core.i18n import Unable, translate
from ..drawing.telling import celled

EARLIEST, LATEST = -20_000_000_000, 9999
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ABOUT = re.compile(r"^(?:circa|ca\.?|c\.|about|around|verso il|intorno al|~|≈)\s*", re.IGNORECASE)
_BEFORE = re.compile(r"\s*(?:b\.?\s?c\.?(?:\s?e\.?)?|a\.?\s?c\.?|av\.?\s?cr?\.?)$", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:a\.?\s?d\.?|c\.?\s?e\.?|d\.?\s?c\.?)$", re.IGNORECASE)
_AFTER_FIRST = re.compile(r"^a\.?\s?d\.?\s*(?=\d)", re.IGNORECASE)
_DATE = re.compile(r"^([-−–]?)(\d{1,11})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$", re.ASCII)
_GROUPS = re.compile(r"(?<=\d)[,'_ ](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class When:
    """A day, a month or a year. ``year`` is −490 for 490 BC, and never 0."""

    year: int
    month: int = 0  # 0: only the year is known
    day: int = 0
    about: bool = False

    @property
    def place(self) -> float:
        """Where it stands on a line of years, on which the year before 1 is 0."""
        whole = self.year + (self.year < 0)
        return whole + max(0, self.month - 1) / 12 + max(0, self.day - 1) / 372

    @property
    def end(self) -> float:
        """Where what is known of it ends: a year lasts a year."""
        return self.place + (1 / 372 if self.day else 1 / 12 if self.month else 1)

    def said(self, lang: str, *, with_era: bool = False) -> str:
        """In words. ``with_era``: an early year after Christ says so, since others are before."""
        said = era(self.year, lang, with_era=with_era)
        if self.month:
            said = f"{months(lang)[self.month - 1]} {said}"
        if self.day:
            first = "º" if lang == "it" and self.day == 1 else ""
            said = f"{self.day}{first} {said}"
        return translate("c. {date}", lang, date=said) if self.about else said


def read_date(text: str, lang: str) -> When:
    """The date that ``text`` says: -490, 490 BC, 1492, 1492-10, 1492-10-12, c. 1400. Raises ``Unable``."""
    bare = text.strip()
    about = _ABOUT.match(bare) is not None
    bare = _GROUPS.sub("", _AFTER_FIRST.sub("", _ABOUT.sub("", bare)))
    before = _BEFORE.search(bare) is not None
    bare = (_BEFORE if before else _AFTER).sub("", bare)
    found = _DATE.match(bare)
    if found is None:
        raise Unable("“{date}” is no date here. Write -490, 1492, 1492-10-12 or c. 1400.", lang, date=celled(text[:40]))
    sign, year, month, day = found[1], int(found[2]), int(found[3] or 0), int(found[4] or 0)
    if year == 0:
        raise Unable("There is no year 0: after 1 BC comes AD 1.", lang)
    year = -year if sign or before else year
    if not EARLIEST <= year <= LATEST:
        raise Unable("A year goes from 20 billion BC to 9999 here.", lang)
    if found[3] and not (1 <= month <= 12 and (not found[4] or 1 <= day <= _days(year, month))):
        raise Unable("There is no such day: {date}.", lang, date=celled(text[:40]))
    return When(year, month, day, about)


def era(year: int, lang: str, *, with_era: bool = False) -> str:
    """A year: 490 BC, 1492, and AD 79 where that is to be said."""
    size = f"{abs(year):,}" if abs(year) >= 10_000 else str(abs(year))
    size = size.replace(",", ".") if lang == "it" else size
    if year < 0:
        return translate("{year} BC", lang, year=size)
    return translate("AD {year}", lang, year=size) if with_era and year < 1000 else size


def months(lang: str) -> list[str]:
    return [
        *(translate("January", lang), translate("February", lang), translate("March", lang)),
        *(translate("April", lang), translate("May", lang), translate("June", lang)),
        *(translate("July", lang), translate("August", lang), translate("September", lang)),
        *(translate("October", lang), translate("November", lang), translate("December", lang)),
    ]


def _days(year: int, month: int) -> int:
    """Of a month; every fourth year is taken to be a leap year, as both calendars nearly agree."""
    leap = (year + (year < 0)) % 4 == 0
    return 28 if month == 2 and not leap else _DAYS[month - 1]
