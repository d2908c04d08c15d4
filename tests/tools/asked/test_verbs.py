"""The tense of a verb is asked for in the words of a school."""

import json

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

CONJUGATE = built_in()["conjugate"]


def italian(verb, tense):
    return {"verb": verb, "language": "it", "tense": tense}


ASKED = {
    "congiuntivo di andare": (italian("andare", "congiuntivo"), "andassi"),
    "Coniuga essere al congiuntivo": (italian("essere", "congiuntivo"), "fossi"),
    "coniuga il verbo avere al congiuntivo imperfetto": (italian("avere", "congiuntivo imperfetto"), "avessi"),
    "Qual è il participio passato di aprire?": (italian("aprire", "participio"), "aperto"),
    "passato remoto di andare": (italian("andare", "passato remoto"), "andai"),
    "condizionale presente del verbo volere": (italian("volere", "condizionale"), "vorrei"),
    "Coniugami dire all'imperativo": (italian("dire", "imperativo"), "di'"),
    "coniugazione di lavarsi al futuro anteriore": (italian("lavarsi", "futuro anteriore"), "mi sarò lavato/a"),
    "trapassato prossimo di mangiare": (italian("mangiare", "trapassato prossimo"), "avevo mangiato"),
    "indicativo presente di fare": (italian("fare", "presente"), "faccio"),
    "congiuntivo presente di dare": (italian("dare", "congiuntivo presente"), "dia"),
    "conjugate andare in the imperfect subjunctive": (italian("andare", "congiuntivo imperfetto"), "andassi"),
    "What is the past participle of aprire?": (italian("aprire", "participio"), "aperto"),
    "Italian imperfect subjunctive of dare": (italian("dare", "congiuntivo imperfetto"), "dessi"),
    "past simple of dare": ({"verb": "dare", "language": "en"}, "dared"),
    "Italian future of essere": (italian("essere", "futuro"), "sarò"),
    "past participle of go": ({"verb": "go", "language": "en"}, "gone"),
    "What is the simple past of to write?": ({"verb": "write", "language": "en"}, "wrote"),
    "past tense of compare": ({"verb": "compare", "language": "en"}, "compared"),
    'What are the forms of the irregular verb "swim"?': ({"verb": "swim", "language": "en"}, "swum"),
    "forme del verbo inglese to eat": ({"verb": "eat", "language": "en"}, "eaten"),
    "coniuga il verbo inglese to go": ({"verb": "go", "language": "en"}, "gone"),
    "Qual è il paradigma di go?": ({"verb": "go", "language": "en"}, "gone"),
    "coniugazione del verbo potere": ({"verb": "potere", "language": "it"}, "posso"),
}


@pytest.mark.parametrize("question", ASKED)
def test_a_verb_is_shown_in_the_tense_that_is_asked_for(question):
    arguments, form = ASKED[question]
    assert wish_in(question, [], built_in()) == ("conjugate", arguments)
    assert form in CONJUGATE.run(arguments_of(CONJUGATE, json.dumps(arguments), "it"), Desk(lang="it")).text


@pytest.mark.parametrize(
    "question",
    [
        "What is the future of education?",
        "the future of care",
        "What is the past of Rome?",
        "the imperative of love",
        "passato remoto di Roma",
        "il presente di Roma",
        "congiuntivo di andare e venire",
        "Che cos'è il congiuntivo?",
        "Quando si usa il passato remoto?",
        "simple past of Napoleon",
        "present perfect of go",
        "coniuga essere al bar",
        "What are the forms of government?",
        "the parts of speech",
        "quali sono le forme di energia",
        "il paradigma di Kuhn",
    ],
)
def test_what_only_sounds_like_a_tense_asks_for_no_verb(question):
    assert wish_in(question, [], built_in()) is None
