"""Whether a text is Italian or English, also where its words look like the other's: “i”, “in” and “a” are of both."""

import pytest

from convergio_jupyter.core.schema import Question
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.teachers.language import is_foreign, language_of
from convergio_jupyter.teachers.prompt import charter

from ..helpers import scripted_engine, with_engine
from ..test_teamwork import asked

ITALIAN = """
I gladiatori morivano sempre?
Come fanno i pesci a respirare sotto l'acqua?
A cosa servono i mitocondri?
I delfini dormono?
I numeri primi finiscono?
In Islanda ci sono vulcani?
A Venezia sale l'acqua
In inglese come dico "to get"?
Spiegami il moto
Riassumi: la Divina Commedia
Teorema di Pitagora
Equazioni di secondo grado
Cause della Prima guerra mondiale
Capitale della Francia?
Chi era Giulio Cesare?
Quanto fa 7 x 8?
Differenza tra DNA e RNA
Come si usa for in Python?
for i in range(10): print(i) perché non va?
Perché `for i in range(10): print(i)` stampa da 0?
Il mio computer fa beep
Scrivi una mail in inglese al prof
Cosa vuol dire "what is it about"?
Qual è il past simple di go?
Mi fai un quiz in tre domande?
Buongiorno, vorrei capire i logaritmi
Ok, ma perché?
Posso avere un esempio?
Aiuto con il tema su Leopardi
Verifica domani, panico
L'orbita della Luna
Sei sicuro?
Ancora più facile
Non ho capito
A che ora sorge il sole in Norvegia a giugno?
In media quante ore dorme un gatto?
Disegna un albero
Calcola 15% di 80
Perché i Savoia furono mandati in esilio?
I virus sono vivi oppure no?
In quanti modi posso mettere in fila cinque amici?
Come fa l'acqua a salire dalle radici fino in cima a un albero alto trenta metri?
"""
ENGLISH = """
I like pizza
I love Dante
In Dante, who is Beatrice?
What is pizza made of?
Pasta in Italy
Explain La Divina Commedia
Who is Verdi?
What does "che cosa" mean in Italian?
Why do Italians say "ci vediamo"?
Photosynthesis
fractions
Pythagoras theorem
quadratic equations
French Revolution causes
Capital of France?
Who was Julius Caesar?
Draw a tree
I am lost
I give up
Thanks a lot
ok but why
Give me an example
more
Simpler please
How do volcanoes erupt in Sicily?
Compare Petrarca and Boccaccio
Data in a table
Is a banana a berry?
A llama or an alpaca?
Can I go in?
I hate algebra
Algebra homework due tomorrow
Formula for area
Two gorillas in Africa
Opera, soprano and alto
I do not get it
Does Mario like Maria?
Piano or cello?
How many kilos in a ton
Tornado or hurricane
In a nutshell
A cat
"""


@pytest.mark.parametrize("text", ITALIAN.strip().splitlines())
def test_an_italian_text_is_italian_whatever_the_surface_speaks(text):
    assert language_of(text, otherwise="en") == "it"


@pytest.mark.parametrize("text", ENGLISH.strip().splitlines())
def test_an_english_text_is_not_taken_for_italian(text):
    assert language_of(text, otherwise="en") == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7 x 8?",
        "ok",
        "2x+3y=6",
        "√50",
        "72 kg",
        "H2O",
        "I virus in classe",
        "```python\nfor i in range(3): print(i)\n```",
    ],
)
def test_where_a_text_does_not_tell_it_is_as_the_reader_wishes(text):
    assert [language_of(text, otherwise=lang) for lang in ("en", "it")] == ["en", "it"]


@pytest.mark.parametrize(("text", "lang"), [("@ali hello", "en"), ("@lovelace ciao", "it"), ("@chris @ali hi", "en")])
def test_a_name_says_nothing_of_the_language(text, lang):
    assert [language_of(text, otherwise=other) for other in ("en", "it")] == [lang, lang]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Traduci in inglese: The cat is on the table", "it"),
        ("Translate this: il gatto è sul tavolo", "en"),
        ("Calcola 3+4", "it"),
        ("Altri esempi?", "it"),
        ("Give me examples", "en"),
    ],
)
def test_what_asks_tells_the_language_and_not_what_it_is_about(text, lang):
    assert [language_of(text, otherwise=other) for other in ("en", "it")] == [lang, lang]


def test_a_short_question_goes_on_in_the_language_of_the_talk(tmp_path):
    provider = ScriptedProvider("Con le branchie.", name="cloud", place="cloud")

    async def talk(engine):
        first = [
            event
            async for event in engine.ask(Question(text="Che cos'è un numero primo?", turn="1", teacher="euclide"))
        ]
        talked = first[0].conversation
        for text in ("Mitosi?", "ok", "Now in English, please"):
            question = Question(text=text, turn=text, teacher="euclide", conversation=talked)
            _ = [event async for event in engine.ask(question)]

    with_engine(scripted_engine(tmp_path, provider), talk)
    assert [call.messages[0].text.startswith(charter("it")) for call in provider.calls] == [True, True, True, False]


def test_an_italian_is_taught_in_italian(tmp_path):
    provider = ScriptedProvider("Con le branchie.", name="cloud", place="cloud")
    question = Question(text="I pesci in mare come fanno a respirare?", turn="t", lang="it", teacher="darwin")
    asked(tmp_path, provider, question)
    assert provider.calls[0].messages[0].text.startswith(charter("it"))


IN_FEW_WORDS = {
    "it": [
        *(
            "12% di 250",
            "72 kg in libbre",
            "3 ore in minuti",
            "200 grammi in oz",
            "3 tazze in ml",
            "fattorizza x^2 - 9",
        ),
        *("esegui: for i in range(3): print(i)", "esegui print(2)", "sen(30 gradi)", "mcm(4, 6)", "e 3*8?"),
    ],
    "en": [
        *("12% of 250", "72 kg in pounds", "6 feet in cm", "3 cups in ml", "factor x^2 - 9", "simplify 4/8"),
        *("run: print(2)", "sin(30 degrees)", "lcm(4, 6)", "30% off 49.90", "conjugate andare", "and 3*8?"),
    ],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in IN_FEW_WORDS.items() for text in texts])
def test_what_a_tool_is_asked_in_few_words_is_of_their_language(lang, text):
    assert [language_of(text, otherwise=other) for other in ("en", "it")] == [lang, lang]


NAMED = ["What is El Niño?", "Cos'è El Niño?", "Chi era Avicenna (ابن سينا)?", "Who was Ludwig van Beethoven?"]


@pytest.mark.parametrize(
    "text",
    [
        "¿Qué es una fracción?",
        "Was ist ein Bruch?",
        "Qu'est-ce qu'une fraction ?",
        "O que é uma fração?",
        "Explícame la fotosíntesis",
        "什么是分数?",
        "Что такое дробь?",
    ],
)
def test_what_is_neither_english_nor_italian_is_foreign(text):
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        *filter(None, ITALIAN.splitlines()),
        *filter(None, ENGLISH.splitlines()),
        "",
        "7 x 8?",
        "Was it π or Σ?",
        "E = mc²",
    ],
)
def test_what_is_english_or_italian_is_not(text):
    assert not is_foreign(text)
