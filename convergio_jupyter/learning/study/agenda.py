"""A study plan in words: for the page, for a teacher, and as a calendar that other programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from ...core.i18n import translate
from .planning import Piece, Wish
from .plans import Standing

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MOST_DAYS = 7  # that a teacher is told
_FOLDED = 74  # octets of a line of a calendar (RFC 5545, 3.1), without the blank of the next one


def weekdays(lang: str) -> list[str]:
    """The days of the week, Monday first."""
    return [translate(name, lang) for name in DAYS]


def day_said(day: date, lang: str) -> str:
    """A day in words: Thursday 26 November."""
    return f"{weekdays(lang)[day.weekday()]} {day.day} {month_said(day, lang)}"


def back_said(moment: datetime | None, now: datetime, lang: str) -> str:
    """That nothing is due, and when the next card comes back, if one does."""
    if moment is None:
        return translate("Nothing is due. Cards come back when you are about to forget them.", lang)
    moment, now = moment.astimezone(), now.astimezone()
    if moment.date() == now.date():
        return translate("Nothing is due. The next card comes back today at {time}.", lang, time=f"{moment:%H:%M}")
    return translate("Nothing is due. The next card comes back on {day}.", lang, day=day_said(moment.date(), lang))


def month_said(day: date, lang: str) -> str:
    """Its month in words."""
    return translate(_MONTHS[day.month - 1], lang)


def piece_said(piece: Piece, lang: str) -> str:
    """What is to be done."""
    if piece.kind == "review":
        return translate("Review the cards that are due", lang)
    if piece.kind == "practice":
        return translate("Practise: {skill}", lang, skill=piece.title)
    if piece.parts > 1:
        return translate("{title}, part {part} of {parts}", lang, title=piece.title, part=piece.part, parts=piece.parts)
    return piece.title


def wish_said(wish: Wish, lang: str) -> str:
    """When the learner has time."""
    days = ", ".join(weekdays(lang)[each] for each in sorted(wish.days))
    said = translate("{minutes} minutes each on: {days}.", lang, minutes=wish.minutes, days=days)
    return f"{said} {translate('Goal: {day}.', lang, day=day_said(wish.until, lang))}" if wish.until else said


def verdict(standing: Standing, lang: str) -> list[str]:
    """What has to be said plainly: what is late, and what finds no place, with what would help."""
    said = []
    if standing.late:
        minutes = sum(each.minutes for each in standing.late)
        late = "From earlier days {count} pieces are left, {minutes} minutes. Plan anew, and they find a place."
        said.append(translate(late, lang, count=len(standing.late), minutes=minutes))
    if standing.missing:
        titles = ", ".join(dict.fromkeys(each.title for each in standing.plan.left_out))
        missing = "This does not fit: {minutes} minutes find no place. Leave out: {titles}."
        said.append(translate(missing, lang, minutes=standing.missing, titles=titles))
        help = "Or take {more} minutes more a day, another day of the week, or a later goal."
        said.append(translate(help, lang, more=standing.more) if standing.more else translate(_NO_DAY, lang))
    return said


_NO_DAY = "No day is left before the goal: choose another day of the week, or a later goal."


def as_text(standing: Standing, lang: str) -> str:
    """The plan as a teacher gets to know it, and as it can be quoted."""
    lines = [wish_said(standing.plan.wish, lang), *verdict(standing, lang)]
    days = sorted({standing.today, *standing.by_day})[:MOST_DAYS]
    for day in days:
        said = day_said(day, lang)
        lines.append("\n" + (translate("Today, {day}:", lang, day=said) if day == standing.today else f"{said}:"))
        lines += [_line(each, lang) for each in standing.by_day.get(day, ())] or [translate("Nothing to do.", lang)]
    return "\n".join(lines)


def minutes_said(minutes: int, lang: str) -> str:
    """How long something takes, in words."""
    return translate("1 minute", lang) if minutes == 1 else translate("{minutes} minutes", lang, minutes=minutes)


def _line(piece: Piece, lang: str) -> str:
    minutes = minutes_said(piece.minutes, lang)
    return f"- {'✓ ' if piece.done else ''}{piece_said(piece, lang)} ({minutes})"


def as_ics(standing: Standing, lang: str) -> str:
    """What is left as a calendar (RFC 5545): a piece each day that it is on, at no hour of the day."""
    left = [each for pieces in standing.by_day.values() for each in pieces if not each.done]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//convergio//study plan//EN", "CALSCALE:GREGORIAN"]
    for piece in left:
        lines += _event(piece, standing.plan.made, lang)
    return "".join(f"{each}\r\n" for line in [*lines, "END:VCALENDAR"] for each in _folded(line))


def _event(piece: Piece, made: date, lang: str) -> Iterable[str]:
    minutes = minutes_said(piece.minutes, lang)
    uid = "".join(each if each.isalnum() else "-" for each in f"{piece.id} {piece.day}")
    yield from ("BEGIN:VEVENT", f"UID:{uid}@convergio", f"DTSTAMP:{made:%Y%m%d}T000000Z")
    yield from (f"DTSTART;VALUE=DATE:{piece.day:%Y%m%d}", f"DTEND;VALUE=DATE:{piece.day + timedelta(days=1):%Y%m%d}")
    yield from (f"SUMMARY:{_escaped(f'{piece_said(piece, lang)} ({minutes})')}", "TRANSP:TRANSPARENT", "END:VEVENT")


def _escaped(text: str) -> str:
    """A text of a calendar: what is a sign there is none, and a title cannot begin a line of its own."""
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """``line`` in rows that are short enough, no character torn apart."""
    row, size = "", 0
    for each in line:
        octets = len(each.encode())
        if size + octets > _FOLDED:
            yield row
            row, size = " ", 1
        row, size = row + each, size + octets
    yield row
