"""Whether a learner writes that they, or somebody near them, may be in danger.

Fixed rules over the words of the question, and trained weights of words for what no rule foresaw: no language model, no
guess at a mood, nothing kept. They look for what somebody says about themselves or a person they name, and pass over
what is said about a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import likely
from .likely import Kind
from .wording import RuleFile, own_words, plain


@dataclass(frozen=True, slots=True)
class Concern:
    """What a question may be about, and the language it was said in."""

    kind: Kind
    lang: str


def concern(text: str) -> Concern | None:
    """What ``text`` says about somebody in danger; None for nearly every question."""
    words = plain(own_words(text, quotes=_is_about_words(text)))
    if _FICTION.search(words):
        return None
    if found := by_rules(words):
        return found
    if _NOT_TO_SCHOOL.fullmatch(words):  # which says no more, and has a note
        return None
    heard = likely.heard(words)
    return Concern(heard[1], heard[0]) if heard else None


def by_rules(words: str) -> Concern | None:
    """What the rules find in plain ``words``."""
    kinds = ((kind, lang) for kind in _KINDS for lang in _RULES)
    return next((Concern(kind, lang) for kind, lang in kinds if _RULES[lang].finds(kind, words)), None)


def _is_about_words(text: str) -> bool:
    """Whether the question is about words or a text, so that what it quotes is not the learner's own."""
    return _WORDS.search(plain(text[:2_000])) is not None


# What needs a call first goes first; who is told by others to die is harmed by others.
_KINDS: tuple[Kind, ...] = ("danger", "harm_by_others", "self_harm")
_RULES = {lang: RuleFile(f"concern.{lang}.txt", words=True) for lang in ("en", "it")}
_WORDS = re.compile(
    r" (?:translate|translation|traduci|tradurre|traduzione|say in|si dice|mean|means|meaning|significa|vuol dire|"
    r"sentence|frase|verb|verbo|tense|tempo verbale|line|verso|poem|poesia|quote|citazione|novel|romanzo|word|parola|"
    r"subject|soggetto|object|complemento|grammar|analisi|exercise|esercizio) "
)
_NOT_TO_SCHOOL = re.compile(  # in plain words, which have no accents
    r"[ .]*(?:i (?:really )?do not want to go (?:back )?to (?:my |that )?(?:school|class|training)|"
    r"non (?:ci )?voglio (?:proprio )?(?:piu )?(?:andare|tornare) (?:piu )?(?:a|in) (?:scuola|classe|lezione))"
    r"(?: (?:any ?more|today|tomorrow|ever again|again|oggi|domani|piu|mai piu))*[ .]*"
)
_LANGUAGE = (
    "(?:english|italian|french|german|spanish|latin|greek|portuguese|russian|chinese|japanese|korean|arabic|"
    "inglese|italiano|francese|tedesco|spagnolo|latino|greco|portoghese|russo|cinese|giapponese|coreano|arabo)"
)
_FICTION = re.compile(
    r" (?:(?:write|help me write|invent|tell me|writing|make up) (?:me )?(?:\w+ ){0,3}"
    r"(?:story|scene|novel|play|dialogue|script|tale|song)|"
    r"in (?:my|the|this|a) (?:\w+ )?(?:story|novel|scene|book|play|film|movie|poem|tale|chapter|game|script)"
    r"(?= (?:the|a|he|she|my|his|her|there|i write|where|in))|"
    r"(?:scrivi|scrivere|inventa|raccontami|scrivimi) (?:\w+ ){0,3}"
    r"(?:racconto|storia|scena|dialogo|romanzo|testo teatrale|canzone|favola)|"
    r"(?:nel|in|del) (?:mio|un|questo) (?:racconto|romanzo|film|copione|videogioco|gioco)|nella (?:mia|tua) storia|"
    r"in (?:my|the|this|a|our) (?:\w+ )?(?:play|scene|musical|performance) i|"
    r"(?:nella|nello|in una|in uno) (?:\w+ )?(?:recita|commedia|scena|spettacolo) (?:\w+ )?"
    r"(?:io|voglio|vorrei|devo|muoio|porto|faccio|dico)|"
    rf"how (?:do|does|would|can|to|should) (?:\w+ )?say (?:\w+ ){{0,12}}in {_LANGUAGE}|"
    rf"come si (?:dice|scrive|direbbe) (?:\w+ ){{0,12}}in {_LANGUAGE}|"
    r"translate|traduci) "
)
