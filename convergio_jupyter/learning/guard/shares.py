"""Parts of a whole in words: four thirteenths, uno e un terzo, tre chilometri e mezzo, anderthalb."""

from __future__ import annotations

import re

from .spelling import PARTS, WORDS

_NAMES = {name: below for below, names in PARTS.items() for name in names.split()}
_NAMES |= {
    f"{name[:-1]}a": below for name, below in _NAMES.items() if below > 2 and name.endswith("o")
}  # la quinta parte
_NAMES |= {"mezza": 2, "media": 2, "demie": 2}
_WORD = "|".join(sorted(_NAMES, key=len, reverse=True))
_ONE = r"(?:an?|one|un[oa]?|ein(?:e|en)?|une|1)"
_PART = re.compile(rf"(?<![\d.,/])(\d{{1,3}})[ -](?:{_ONE} )?({_WORD})\b", re.IGNORECASE)
_TH = re.compile(r"(?<![\d.,/])(\d{1,3}) (\d{1,2})(?:st|nd|rd|th)s\b", re.IGNORECASE)
_AND = r"(?:and|plus|e|più|und|et|y|más)"
_AND_PART = re.compile(
    rf"(?:(?<![\d.,/])(\d{{1,6}})(\s+(?!{_AND}\b)[^\W\d_]{{1,15}}(?: one| intera?| entière?)?)?"
    rf"|\b(?:an? |un[ao]? |un'|eine? |une )(?!(?:{_WORD}|{_AND})\b)([^\W\d_]{{1,15}}(?: one| intera?| entière?)?))"
    rf"\s+{_AND}\s+(?:{_ONE}\s+)?({_WORD})\b(?! (?:of|di) (?!another|un'altr))",
    re.IGNORECASE,
)
_AND_SHARE = re.compile(
    rf"(?<![\d.,/])(?<!between )(?<!from )(?<!tra )(?<!fra )(\d{{1,6}})\s+{_AND}\s+(\d{{1,2}}/\d{{1,2}})(?![\d/])"
)
_SHARE_OF = re.compile(
    rf"\b(?:an?|the|un[ao]?|il|la|el|les?|ein(?:en)?|das|die)\s+({_WORD})(?:\s+part[ei]?)?\s+(?:of|di|von|de)\s+"
    r"(?!an? [^\W\d_]{3})",
    re.IGNORECASE,
)
_AND_A_HALF_IN_ONE = re.compile(r"\b([^\W\d_]+?)(?:und)?einhalb\b", re.IGNORECASE)
_A_WORD = re.compile(r"[^\W_]+")


def in_shares(text: str) -> str:
    """``text``, whose numbers are in digits, with the parts of a whole in digits, too."""
    if not any(word in _NAMES or word.endswith(("halb", "sts", "nds", "rds", "ths")) for word in _words(text)):
        return text
    text = _AND_A_HALF_IN_ONE.sub(_and_a_half, re.sub(r"\banderthalb\b", "1.5", text))
    text = _TH.sub(r"\1/\2", _PART.sub(_part, text))
    text = _AND_PART.sub(_and_part, _AND_SHARE.sub(r"\1 \2", text))
    return _SHARE_OF.sub(lambda found: f"(1/{_below(found[1])})*", text)


def _words(text: str) -> list[str]:
    return _A_WORD.findall(text.lower())


def _below(name: str) -> int:
    return _NAMES[name.lower()]


def _part(found: re.Match[str]) -> str:
    """One third, two thirds; a word for one part behind a greater number is an ordinal: 2 fifth graders."""
    many = found[2][-1].lower() in "si" or found[2].lower().endswith(("tel", "halves", "tiers"))
    return f"{found[1]}/{_below(found[2])}" if many or found[1] == "1" else found[0]


def _and_part(found: re.Match[str]) -> str:
    """Three kilometres and a half as 3 1/2 kilometres, and an hour and a quarter as 1 1/4 hour."""
    return f"{found[1] or 1} 1/{_below(found[4])}{found[2] or ''}{f' {found[3]}' if found[3] else ''}"


def _and_a_half(found: re.Match[str]) -> str:
    number = WORDS.get(found[1].lower())
    return f"{number}.5" if number is not None else found[0]
