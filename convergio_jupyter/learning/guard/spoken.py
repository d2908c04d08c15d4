"""Formulas that are said in words: “multiply n by itself, and then by a”, “the sum of a and b, less one”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from .values import in_signs, numbered

LONGEST = 1_500  # signs that are read at once
MOST_STEPS = 12  # of one formula
_MARK = "\x02"  # before a letter that is a name in the formula, and no word
_ORDINALS = tuple(
    rf"(?:{name}|{place}-?th)"
    for place, name in enumerate(
        ("third|terza", "fourth|quarta", "fifth|quinta", "sixth|sesta", "seventh|settima", "eighth|ottava",
         "ninth|nona", "tenth|decima", "eleventh|undicesima", "twelfth|dodicesima"), 3,
    )
)  # fmt: skip
_THE = r"(?:(?:the|il|la|lo|l'|le|der|die|das|el|von|di|de|of)\s+)*"
_AND = r"(?:and|to|with|by|e|ed|con|a|per|und|zu|mit|et|à|y)"
_THEN = (
    r"(?:[,;.]?\s*\b(?:and|then|now|all|e|ed|poi|quindi|il tutto|tutto|und|dann|et|puis|y|luego|finally|after that)\b)*"
    r"[,;.]?\s*"
)
_IT = r"(?:(?:it|that|this|the result|everything|all|il risultato|tutto|das|es|le|la|lo)\s+)?"
_VERBS = {
    "*": r"multipl(?:y|ied|ying)|moltiplic\w+|multiplizier\w*|multiplie[rz]?|multiplica\w*|times",
    "/": r"divid(?:e[drs]?|ing|i|ere)|teil(?:e|t|en)|dividier\w*|divise[rz]?|over",
    "+": r"add(?:ing)?|aggiung\w+|somma\w*|addier\w*|ajoute[rz]?|suma\w*|plus",
    "-": r"subtract(?:ing)?|take away|take off|taking away|remove|togli\w*|sottra\w+|subtrahier\w*|zieh\w*|less"
         r"|meno|minus|enlève|reste|resta\w*",
}  # fmt: skip
_NOUNS = {
    "+": r"sum|somma|summe|somme|suma", "*": r"product|prodotto|produkt|produit|producto",
    "-": r"difference|differenza|differenz|différence|diferencia",
    "/": r"quotient|ratio|quoziente|rapporto|verhältnis|cociente|rapport",
}  # fmt: skip
_DOUBLED = re.compile(
    r"\b(?:double|twice) (?:it|that|this|everything|the result)\b|\braddoppia\w*(?: (?:tutto|il risultato))?",
    re.IGNORECASE,
)
_HALVED = r"halve|halving|dimezza\w*|halbier\w*"
_ITSELF = re.compile(r"\b(?:itself|se stess[oa]|sé stess[oa]|sich selbst|(?:lui|elle)-même|sí mism[oa])", re.IGNORECASE)
_ANY_WORD = re.compile(
    "|".join((
        *_VERBS.values(), *_NOUNS.values(), r"\b(?:square|root|halve|half|double|twice|pow|all|of|to the)\b|quadrat",
        r"radice|elev|wurzel|racine|raíz|dimezz|raddopp|metà|di|von|tutto|fois|mal|por|per|carré|cuadrado|sine|seno|%|[,:]",
    )),
    re.IGNORECASE,
)  # fmt: skip


_FUNCTIONS = {
    **dict.fromkeys(("sine", "seno", "sinus"), "sin"), **dict.fromkeys(("cosine", "coseno", "cosinus"), "cos"),
    **dict.fromkeys(("tangent", "tangente", "tangens"), "tan"),
}  # fmt: skip
_FUNCTION = re.compile(rf"\b(?:the |il |le |der )?({'|'.join(_FUNCTIONS)}) (?:of|di|von|de) ", re.IGNORECASE)


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    made: Callable[[re.Match[str]], str]


def in_words(text: str, letters: Sequence[str]) -> Iterator[str]:
    """``text`` with what it says in words as formulas, step by step; nothing where it says none."""
    if not letters or not _ANY_WORD.search(text):
        return
    if len(text) > LONGEST:  # sentence by sentence; none of a teacher is longer
        for part in re.split(r"(?<=[.!?])\s|\n", text):
            yield from in_words(part, letters) if len(part) <= LONGEST else ()
        return
    text = _FUNCTION.sub(lambda found: f"{_FUNCTIONS[found[1].lower()]} ", text)
    text = _DOUBLED.sub("doubled", _ITSELF.sub("itself", text))
    if _DOES_BY.search(text):  # and not “a per b”
        text = _PER.sub("by", text)
    text = _HALF_OF_ALL.sub(r"((\1)/2)", text)
    plain = re.sub(r"[^\S\n]+", " ", _TO_THE.sub(r"^(\1)", in_signs(numbered(text))))
    plain = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain)
    plain = re.sub(r"(?<![\d.,/])(\d+) (\d+/\d+)", r"(\1+\2)", plain)
    yield plain
    plain = re.sub(rf"(?<![^\W\d_])([{''.join(letters)}])(?![^\W\d_])", rf"{_MARK}\1", plain)
    for _ in range(MOST_STEPS):
        for rule in _rules():
            changed = rule.pattern.sub(rule.made, plain, count=1)
            if changed != plain:
                break
        else:
            break
        plain = changed
        yield plain.replace(_MARK, "")


_DOES_BY = re.compile(r"\b(?:moltiplica|dividi|dividere|moltiplicare)\w*", re.IGNORECASE)
_PER = re.compile(r"(?<!moltiplicato )(?<!diviso )\bper\b", re.IGNORECASE)
_TERM = r"(?:\w+|\([^()]*\))"
_HALF_OF_ALL = re.compile(rf"\b(?:half of|la metà di) ({_TERM}(?:\s?[-+*/^]\s?{_TERM})+)", re.IGNORECASE)
_TO_THE = re.compile(
    r"\s*\b(?:(?:raised )?to the(?: power(?: of)?)?|raised to|elevato (?:a|alla)|alla|hoch|à la puissance"
    r"|elevado a(?: la)?)\s+(?=[a-z]\b|\d|\()(\w+(?:\s?/\s?\d+)?)",
    re.IGNORECASE,
)


@cache
def _rules() -> tuple[_Rule, ...]:
    """The ways to say an operation, the innermost first; each puts what it makes in brackets."""
    letter = f"{_MARK}[A-Za-z]"
    brackets = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
    number = rf"\d+(?:[.,]\d+)?(?:/\d+)?(?:\s?{letter})?"
    value = rf"(?:{brackets}|{number}|{letter})(?:\s?\^\s?(?:{brackets}|{_MARK}?\w+))?"
    run = rf"{value}(?:\s*[-+*/·×]\s*{value})*"
    root = rf"(?:square root|sqrt|radice(?: quadrata)?|wurzel|racine(?: carrée)?|raíz(?: cuadrada)?) {_THE}({value})"
    square = rf"(?:the |il |das |le |el )?(?:square|quadrato|quadrat|carré|cuadrado) (?:of|di|von|de) {_THE}({value})"
    everything = "(?:all|everything|the whole|il tutto|tutto|das ganze)"
    found = [
        _rule(r"\bpow\(\s*([^(),]+)\s*,\s*([^(),]+)\)", "({0}^{1})"),
        _rule(rf"\b(?:the |la )?{root}", "sqrt({0})"),
        *(
            _rule(rf"\b(?:the |la )?(?:{each} root|radice (?:{each})) {_THE}({value})", f"({{0}}^(1/{place}))")
            for place, each in enumerate(_ORDINALS, 3)
        ),
        _rule(rf"\b{square}", "{0}^2"),
        _rule(rf"\b(?:{_HALVED}) {_IT}({run})", "({0}/2)"),
        *_said_by_nouns(value),
        *_said_by_verbs(value, run),
        _rule(rf"({run}){_THEN}\b(?:halved|{_HALVED})\b", "({0}/2)"),
        _rule(rf"({run}){_THEN}\bdoubled\b", "(2*{0})"),
        *(_rule(rf"({run})(?:\s*,|\s+{everything})\s*(?:{everything}\s)?[{sign}]\s*({value})", f"({{0}}{sign}{{1}})")
          for sign in "*/+-"),
        _rule(rf"({value})\s?:\s?({value})", "({0}/{1})"),
        _rule(r"(?<=[-+]) (?:an? |un )?(?:half|mezzo)\b", " (1/2)"),
    ]  # fmt: skip
    return tuple(found)


def _said_by_nouns(value: str) -> Iterator[_Rule]:
    for sign, noun in _NOUNS.items():
        two = rf"{_THE}({value})\s+(?:and|e|und|et|y|to|by|per)\s+{_THE}({value})"
        yield _rule(rf"\b{_THE}(?:{noun}) (?:of|between|di|tra|fra|von|de|entre) {two}", f"({{0}}{sign}{{1}})")


def _said_by_verbs(value: str, run: str) -> Iterator[_Rule]:
    for sign, verb in _VERBS.items():
        if sign == "-":
            yield _rule(rf"\b(?:{verb})\s+{_THE}({value})\s+(?:from|da|von|de)\s+{_THE}({value})", "({1}-{0})")
            yield _rule(rf"({run}){_THEN}\b(?:{verb})\s+{_IT}(?:(?:by|per)\s+)?({value})", "({0}-{1})")
            continue
        link = _AND if sign == "+" else r"(?:by|with|per|con|durch|mit|par|por|entre|into|in)"
        yield _rule(rf"\b(?:{verb})\s+{_THE}({run})\s+{link}\s+(?:itself|{_THE}({value}))", f"({{0}}{sign}{{1}})")
        yield _rule(rf"({run}){_THEN}\b(?:{verb})\s+{_IT}(?:{link}\s+)?{_THE}({value})", f"({{0}}{sign}{{1}})")
    yield _rule(rf"(\({value}[*]{value}\)){_THEN}(?:by|with|per|mit|par|por)\s+({value})", "({0}*{1})")


def _rule(pattern: str, made: str) -> _Rule:
    """``made`` names the parts by their number; what is missing is the first one again, as with “by itself”."""

    def make(found: re.Match[str]) -> str:
        parts = [_in_brackets(each) for each in found.groups() if each is not None]
        return made.format(*parts, *parts)

    return _Rule(re.compile(pattern, re.IGNORECASE), make)


def _in_brackets(part: str) -> str:
    """``part`` as one value, with brackets where it needs them."""
    part = part.strip()
    return part if part.removeprefix(_MARK).isalnum() or (part[:1] == "(" and _closes_at_end(part)) else f"({part})"


def _closes_at_end(part: str) -> bool:
    depth = 0
    for place, sign in enumerate(part):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place == len(part) - 1
    return False
