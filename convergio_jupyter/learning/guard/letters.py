"""Formulas with Greek letters, or with an index, in plain ones: whatever looks for formulas knows these alone."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache, partial

from ...mathematics.expressions import SUPERSCRIPTS
from ...mathematics.letters import special_letters, written_as
from ..key import Key
from .verdict import Verdict

_LOWERED = re.compile(r"<sub>(\w{1,3})</sub>")
_IN_LETTERS = re.compile(r"\\(?:mathrm|mathit|mathbf|text|rm)\s*\{(\w)\}")
_RARE = "qzwjkvyxbdfghlmnoprstuc"  # in words around a formula


class Lettering(tuple[tuple[re.Pattern[str], str, str], ...]):
    """For each special letter of a formula what finds it, the plain one that stands for it, and how it is written."""

    def plain(self, text: str) -> str:
        text = _folded(text)
        for pattern, letter, _ in self:
            text = pattern.sub(partial(_apart, letter), text)
        return text

    def plain_key(self, key: Key) -> Key:
        accepted = tuple(map(self.plain, key.accepted))
        return key._replace(answer=self.plain(key.answer), accepted=accepted, asked=self.plain(key.asked))

    def written(self, found: Verdict) -> Verdict:
        """``found`` with the letters that its reader knows."""
        names = {letter: name for _, letter, name in self}
        return found._replace(found="".join(names.get(each, each) for each in found.found)) if found.leaks else found


@lru_cache(maxsize=256)
def lettering(formulas: Sequence[str]) -> Lettering:
    """How the special letters of ``formulas`` become plain ones; nothing where there are none, or far too many."""
    special = list(dict.fromkeys(each for formula in formulas for each in special_letters(formula)))
    free = [letter for letter in _RARE if not any(letter in formula for formula in formulas)]
    return Lettering((written_as(name), letter, name) for name, letter in zip(special, free, strict=False))


def _folded(text: str) -> str:
    """``text`` with the letters that a browser shows for a sign of their own, or for one in markup."""
    text = _LOWERED.sub(r"_\1", _IN_LETTERS.sub(r"\1", html.unescape(text)))
    if text.isascii():
        return text
    return "".join(each if each in SUPERSCRIPTS.values() else unicodedata.normalize("NFKC", each) for each in text)


def _apart(letter: str, found: re.Match[str]) -> str:
    """``letter`` in its place, and no part of a word: ρV is a product."""
    text, (start, end) = found.string, found.span()
    return " " * text[max(0, start - 1) : start].isalpha() + letter + " " * text[end : end + 1].isalpha()
