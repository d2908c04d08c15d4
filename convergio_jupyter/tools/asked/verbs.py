"""Verbs that are to be conjugated, in which language and which tense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..knowledge.meanings import meanings_of
from .wish import FIND, Wish


def verbs_in(text: str) -> Iterator[Wish]:
    """The verb whose forms ``text`` asks for."""
    found = _VERB.fullmatch(text) or _TENSE_OF.fullmatch(text)
    if found is None:
        return
    verb, said = found["what"].casefold().removeprefix("to "), found["tense"] or ""
    tense = next((tense for tense, names in _TENSES.items() if re.fullmatch(names, said, re.IGNORECASE)), "")
    in_italian = found["italian"] or _IN_ITALIAN.search(said)
    if found.re is _VERB and (found["english"] or found["inglese"]):
        yield Wish("conjugate", {"verb": verb, "language": "en"})
    elif _is_italian(verb) or (in_italian and tense and _INFINITIVE.search(verb)):
        yield Wish("conjugate", {"verb": verb, "language": "it", **({"tense": tense} if tense else {})})
    elif found.re is _VERB and not said and (_CONJUGATES.search(found["lead"]) or meanings_of(verb)[1]):
        italian = found["italian"] or "coniug" in found["lead"].casefold()
        yield Wish("conjugate", {"verb": verb, "language": "it" if italian else "en"})
    elif _OF_ENGLISH.fullmatch(said) and meanings_of(verb)[1]:
        yield Wish("conjugate", {"verb": verb, "language": "en"})


def _is_italian(verb: str) -> bool:
    """Whether ``verb`` ends like an Italian one and is no English word: andare is, compare is not."""
    return _INFINITIVE.search(verb) is not None and not meanings_of(verb)[1]


_TENSES = {
    "congiuntivo trapassato": "congiuntivo trapassato|trapassato congiuntivo|past perfect subjunctive",
    "congiuntivo passato": "congiuntivo passato|passato congiuntivo|past subjunctive",
    "congiuntivo imperfetto": "congiuntivo imperfetto|imperfetto congiuntivo|imperfect subjunctive",
    "congiuntivo presente": "congiuntivo presente|presente congiuntivo|present subjunctive",
    "congiuntivo": "congiuntivo|subjunctive",
    "condizionale passato": "condizionale passato|past conditional",
    "condizionale": "condizionale(?: presente)?|(?:present )?conditional",
    "trapassato prossimo": "trapassato prossimo|past perfect",
    "trapassato remoto": "trapassato remoto",
    "passato prossimo": "passato prossimo|present perfect",
    "passato remoto": "passato remoto|simple past|past simple|past tense",
    "futuro anteriore": "futuro anteriore|future perfect",
    "futuro": "futuro(?: semplice)?|(?:simple )?future",
    "imperfetto": "(?:indicativo )?imperfetto(?: indicativo)?|imperfect",
    "presente": "(?:indicativo )?presente(?: indicativo)?|(?:simple )?present|present simple",
    "imperativo": "imperativo|imperative",
    "participio": "participio(?: passato)?|(?:past )?participle",
    "gerundio": "gerundio(?: presente)?|gerund",
}
_OF_ENGLISH = re.compile(
    r"past participle|past(?: simple| tense)?|simple past|present participle|gerund|-ing form|"
    r"third person(?: singular)?",
    re.IGNORECASE,
)
_IN_ITALIAN = re.compile(
    "congiuntivo|condizionale|passato|futuro|imperfetto|presente|imperativo|participio|gerundio", re.IGNORECASE
)
_TENSE = rf"(?P<tense>{'|'.join(_TENSES.values())}|{_OF_ENGLISH.pattern})(?: tense)?"
_WHAT = r"[“\"'«]?(?P<what>(?:to )?[^\W\d_]+)[”\"'»]?"
_VERB = re.compile(
    r"(?P<lead>conjugate|coniuga(?:re|mi)?|(?:how do you|come si) (?:conjugate|coniuga)|coniugazione (?:di|del)|"
    r"(?:(?:what are|quali sono) )?(?:the |le )?(?:principal |main )?(?:forms|parts|forme)(?: of| di| del)"
    r"(?=.*\b(?:verbo?|to)\b)|"
    r"(?:(?:what is|qual è) )?(?:the |il )?paradigma? (?:of|di|del))\s+"
    r"(?:the |il )?(?P<italian>italian )?(?:irregular )?(?P<english>english )?"
    rf"(?:verb |verbo (?P<inglese>inglese )?(?:italiano )?(?:irregolare )?)?{_WHAT}"
    rf"(?:\s+(?:al |all'|nel |nell'|in (?:the )?)(?:tempo |modo )?{_TENSE})?",
    re.IGNORECASE,
)
_CONJUGATES = re.compile("con(?:i|j)ug", re.IGNORECASE)
_TENSE_OF = re.compile(
    rf"(?:come si (?:dice|forma) )?{FIND}(?P<italian>italian )?{_TENSE}\s+"
    rf"(?:of |for |di |del |dell')(?:the |il )?(?:italian )?(?:verb |verbo )?{_WHAT}",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"(?:[aei]re|[aei]rsi|rre)$")
