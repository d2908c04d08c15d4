"""Finds how somebody can be reached, and what opens what is theirs: no memory keeps it, whoever asks for it.

Phone numbers, e-mail and street addresses, account and card numbers, tax codes and passwords, as they are written in
English and Italian. Dates, years and the numbers of an exercise are none.
"""

from __future__ import annotations

import re

_NO_DATE = (
    r"(?<![\w.,/+-])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d))(?=[\d ./()-]{0,24}[2-9])"  # nor only noughts and ones
)
_NAME = r"[A-ZÀ-Ý][\w'’]+"
_REACHING = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|(?<![\w.,+])(?:\+|00)[1-9](?:[ ./()-]{0,2}\d){7,13}(?!\w)"
    rf"|{_NO_DATE}\(?0\d{{1,4}}\)?[ ./-]?\d{{2,4}}(?:[ .-]?\d{{2,4}}){{1,3}}(?!\w)"
    rf"|{_NO_DATE}3\d\d[ ./-]?(?:\d[ .-]?){{6}}\d(?!\w)"
    r"|(?<![\w.,/+-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)"
    r"|(?i:\b(?:(?:my|il mio) (?:\w+ )?(?:phone|mobile|cell(?:phone|ulare)?|telefono)|(?:phone|mobile|cell) number|"
    r"numero di (?:telefono|cellulare)|tel|whatsapp|(?:call|text) me (?:on|at)|chiamami (?:al|allo))\b)"
    r"[^\d\n]{0,20}\d(?:[ ./-]?\d){4,}"
    r"|(?i:\b(?:my|mia|mio) (?:\w+ )?(?:password|passcode|pin) ?(?:\b(?:is|è)\b|[:=]))\W{0,2}\S+"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b|\b(?=[\d -]{0,20}[2-9])(?:\d{4}[ -]){3}\d{4}\b"
    r"|\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b"
    rf"|\b\d+ (?:{_NAME} ){{1,3}}(?:Street|Road|Avenue|Lane|Drive|street|road|avenue|lane)\b"
    rf"|\b(?:[Vv]ia|[Vv]iale|[Pp]iazza) (?:\w+ )?(?:{_NAME} ){{0,3}}{_NAME},? \d{{1,3}}\b"
)


def reaches(text: str) -> bool:
    """Whether ``text`` says how somebody can be reached."""
    return _REACHING.search(text) is not None


def without_reaching(text: str) -> str:
    """``text`` with “…” in place of what says how somebody can be reached."""
    return _REACHING.sub("…", text)
