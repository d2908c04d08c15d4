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
_STATE = (
    r"(?:not|too|a|an|in|the|wrong|weak|strong|safe|\w{2,20}(?:ed|en))\b"  # of a password, which says nothing of it
)
_CLAUSE = r"\S[^,;!?\n]*"
_SQUARE = r"(?:via|viale|piazza|corso|largo|vicolo)"
_NO_SQUARE = r"(?!(?:Skype|Zoom|Teams|Meet|WhatsApp|Telegram|Discord|Python|Java\w*|Excel|Word|Linux|Scratch)\b)"
_WORD = r"(?:password|passcode|pwd|parola d['’]ordine)"
_PASSWORD = (
    rf"(?i:\b{_WORD}(?:['’]s| (?:\w{{1,20}} ){{0,3}}(?:is|was|è|era))) (?i:(?!{_STATE}))\W?{_CLAUSE}"
    rf"|(?i:\b{_WORD}(?: is| è)? ?[:=])\W{{0,2}}{_CLAUSE}"
)
_SECRET = re.compile(
    rf"\b(?:{_WORD}|pin|cvv|cvc|codice (?:pin|segreto|del bancomat|della carta)|(?:security|secret) code)\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w.,+-])[3-6](?:[ -]?\d){12,18}(?![\w-])")
_REACHING = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|(?<![\w.,+])(?:\+|00)[1-9](?:[ ./()-]{0,2}\d){7,13}(?!\w)"
    rf"|{_NO_DATE}(?<!\d )(?!\d\d(?: \d\d){{3}})\(?0\d{{1,4}}\)?[ ./-]?\d{{2,4}}(?:[ .-]?\d{{2,4}}){{1,3}}(?!\w)"
    rf"|{_NO_DATE}3\d\d[ ./-]?(?:\d[ .-]?){{6}}\d(?!\w)"
    r"|(?<![\w.,/+-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)"
    r"|(?i:\b(?:(?:my|il mio) (?:\w+ )?(?:phone|mobile|cell(?:phone|ulare)?|telefono)|(?:phone|mobile|cell) number|"
    r"numero di (?:telefono|cellulare)|tel|whatsapp|(?:call|text) me (?:on|at)|chiamami (?:al|allo))\b)"
    r"[^\d\n]{0,20}\d(?:[ ./-]?\d){4,}"
    rf"|{_PASSWORD}"
    r"|(?i:\b(?:pin|codice)(?: is| è)? ?[:=]?) ?\d{3,}"
    r"|(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
    r"|(?i:\b[a-z]{2}\d{2}(?: ?[a-z]{4})?(?: ?[a-z0-9]\d{3}){2,7}(?: ?[a-z0-9]{1,3})?\b)"
    r"|(?i:\b[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]\b)"
    rf"|\b\d{{1,5}}[A-Za-z]? (?:{_NAME} ){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive)\b"
    rf"|\b\d{{1,5}} {_NAME} (?:street|road|avenue|lane)\b"
    rf"|\b(?i:{_SQUARE}) {_NO_SQUARE}(?:\w+ )?(?:{_NAME} ){{0,3}}{_NAME},? (?:n\.? ?)?\d{{1,3}}\b"
    rf"|(?i:\b(?:abito|vivo) (?:in |a )?{_SQUARE} [^\W\d][\w' ]{{1,40}},? (?:n\.? ?)?\d)"
)


def reaches(text: str) -> bool:
    """Whether ``text`` says how somebody can be reached."""
    return _REACHING.search(text) is not None or any(_is_card(found) for found in _CARD.finditer(text))


def names_secret(text: str) -> bool:
    """Whether ``text`` speaks of a password or the like, so that it may hold one in words that no rule foresees."""
    return _SECRET.search(text) is not None


def without_reaching(text: str) -> str:
    """``text`` with “…” in place of what says how somebody can be reached."""
    return _CARD.sub(lambda found: "…" if _is_card(found) else found[0], _REACHING.sub("…", text))


def without_passwords(text: str) -> str:
    """``text`` with “…” in place of each password, to the end of its clause: it may hold any word."""
    return re.sub(_PASSWORD, "…", text)


def _is_card(found: re.Match[str]) -> bool:
    """Whether its last digit is the one that Luhn's rule asks for."""
    digits = [int(each) for each in reversed(found[0]) if each.isdecimal()]
    return (sum(digits[::2]) + sum(sum(divmod(2 * each, 10)) for each in digits[1::2])) % 10 == 0
