"""Italian is Italian also where its words look like English ones: “i”, “in” and “a” are words of both."""

import pytest

from convergio_jupyter.core.schema import Question
from convergio_jupyter.teachers.language import language_of
from convergio_jupyter.teachers.prompt import charter

from ..test_teamwork import Talking, asked


@pytest.mark.parametrize(
    "text",
    [
        "I gladiatori morivano sempre?",
        "Come fanno i pesci a respirare sotto l'acqua?",
        "Perché i Savoia furono mandati in esilio?",
        "I virus sono vivi oppure no?",
        "In quanti modi posso mettere in fila cinque amici?",
        "A cosa servono i mitocondri?",
        "Come fa l'acqua a salire dalle radici fino in cima a un albero alto trenta metri?",
    ],
)
def test_an_italian_question_is_italian_where_everything_else_is(text):
    assert language_of(text, otherwise="it") == "it"


def test_an_italian_is_taught_in_italian(tmp_path):
    provider = Talking()
    question = Question(text="I pesci in mare come fanno a respirare?", turn="t", lang="it", teacher="darwin")
    asked(tmp_path, provider, question)
    assert provider.calls[0].messages[0].text.startswith(charter("it"))
