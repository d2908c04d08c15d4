"""The tool that conjugates Italian and English verbs, and says where it knows no more than the rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.i18n import Unable, translate
from ..base import Desk, Result, Tool, schema
from ..drawing.telling import celled, table
from .english_verbs import MODALS, forms_of
from .italian_verbs import COMPOUND, PERSONS, TENSES, Conjugation, conjugated

_IN_ENGLISH = dict(
    zip(
        TENSES,
        (
            *("present", "imperfect", "simple past", "future", "perfect"),
            *("conditional", "present subjunctive", "imperfect subjunctive", "imperative", "participle", "gerund"),
        ),
        strict=True,
    )
)
_IN_ENGLISH |= {
    "trapassato prossimo": "past perfect",
    "trapassato remoto": "past anterior",
    "futuro anteriore": "future perfect",
    "condizionale passato": "past conditional",
    "congiuntivo passato": "past subjunctive",
    "congiuntivo trapassato": "past perfect subjunctive",
}
_MOODS = {"congiuntivo": ("congiuntivo presente", "congiuntivo imperfetto")}
ASKED_FOR = (*dict.fromkeys((*TENSES, *COMPOUND)), *_MOODS)  # by name; the tables have what is simple
_TABLES = (TENSES[:3], TENSES[3:6], TENSES[6:9])  # narrow enough to be read beside each other
_ALONE = ("participio", "gerundio")


def conjugate(arguments: Mapping[str, Any], desk: Desk) -> Result:
    """The forms of a verb, as tables in Markdown."""
    verb = " ".join(arguments["verb"].casefold().split())
    if arguments["language"] == "en":
        return Result(_english(verb, desk.lang))
    found = conjugated(verb)
    if found is None:
        raise Unable(
            "“{verb}” is no Italian infinitive: it ends in -are, -ere, -ire, -rre or -rsi.",
            desk.lang,
            verb=celled(verb),
        )
    return Result(_italian(verb, found, arguments.get("tense", ""), desk.lang))


def _italian(verb: str, found: Conjugation, tense: str, lang: str) -> str:
    parts = [translate("The Italian verb {verb}", lang, verb=verb)]
    for tenses in [_MOODS.get(tense, (tense,))] if tense else _TABLES:
        if tense in _ALONE:
            break
        rows = [[person, *(found.forms[each][place] for each in tenses)] for place, person in enumerate(PERSONS)]
        parts.append(table(["", *(_named(each, lang) for each in tenses)], rows))
    alone = [each for each in _ALONE if tense in ("", each)]
    if alone:
        parts.append("; ".join(f"{_named(each, lang)}: {found.forms[each][0]}" for each in alone) + ".")
    if tense in ("", "participio", *COMPOUND):
        parts.append(_of_auxiliary(found, lang))
    return "\n\n".join([*parts, *_notes(found, lang)])


def _of_auxiliary(found: Conjugation, lang: str) -> str:
    if found.forms["participio"] == ["–"]:
        return translate("It has no participle, and so no compound tenses.", lang)
    if found.auxiliary == "both":
        return translate("Its auxiliary is avere or essere, depending on what is meant.", lang)
    if not found.listed and found.auxiliary == "avere":
        return translate(
            "Its auxiliary was taken to be avere, as for most verbs; verbs of going and becoming take essere.",
            lang,
        )
    return translate("Its auxiliary is {verb}.", lang, verb=found.auxiliary)


def _notes(found: Conjugation, lang: str) -> list[str]:
    if found.impersonal:
        return [translate("It is an impersonal verb: it has the third person only.", lang)]
    if found.like:
        return [translate("Conjugated like {verb}.", lang, verb=found.like)]
    if found.listed:
        return []
    notes = [translate("This verb is not on the list: it was conjugated by rule only, and may be irregular.", lang)]
    if found.guessed_isc:
        notes.append(translate("It was taken to go like finire (finisco); some go like dormire (dormo).", lang))
    return notes


def _english(verb: str, lang: str) -> str:
    found = forms_of(verb)
    if found is None and verb.removeprefix("to ") in MODALS:
        raise Unable("“{verb}” is a modal verb: it has no -s, no -ing and no participle.", lang, verb=verb)
    if found is None:
        raise Unable("“{verb}” is no English verb in one word: give its base form, like go.", lang, verb=celled(verb))
    rows = [
        [translate("Base form", lang), found.base],
        [translate("Third person", lang), found.third],
        [translate("Past", lang), found.past],
        [translate("Past participle", lang), found.participle],
        [translate("-ing form", lang), found.ing],
    ]
    said = translate("The English verb {verb}", lang, verb=found.base)
    note = (
        translate("It is an irregular verb.", lang)
        if found.listed
        else translate("It is not on the list of irregular verbs: its forms follow the rule.", lang)
    )
    return f"{said}\n\n{table([translate('Form', lang), found.base], rows)}\n\n{note}"


def _named(tense: str, lang: str) -> str:
    """An Italian tense has its Italian name, since that is what is learned."""
    return tense if lang == "it" else f"{tense} ({_IN_ENGLISH[tense]})"


CONJUGATE = Tool(
    name="conjugate",
    title="Verb forms",
    description=(
        "Conjugates a verb. language it: an Italian infinitive (also reflexive: lavarsi), the simple tenses or the "
        "one named in tense. language en: the forms of an English verb (go, goes, went, gone, going). It says when a "
        "verb is not on its list and was conjugated by rule only. It knows no meanings."
    ),
    parameters=schema(
        ["verb", "language"],
        verb={"type": "string", "minLength": 1, "maxLength": 40},
        language={"type": "string", "enum": ["it", "en"]},
        tense={"type": "string", "enum": list(ASKED_FOR)},
    ),
    run=conjugate,
)
