"""A sum is read also where its numbers stand in words, and nothing else is taken for one."""

import pytest

from convergio_jupyter.tools.asked import wish_in
from convergio_jupyter.tools.asked.numerals import in_figures
from convergio_jupyter.tools.registry import built_in

SUMS = {
    "What is two plus two?": "2 + 2",
    "twenty-five times four": "25 * 4",
    "What is twenty five multiplied by a hundred?": "25 * 100",
    "How much is one hundred and five minus ninety-nine?": "105 - 99",
    "What is two thousand three hundred and one divided by 3?": "2301 / 3",
    "calculate (two + three) × four": "(2 + 3) × 4",
    "What is ten percent of eighty?": "10% of 80",
    "What's the square root of sixteen?": "sqrt(16)",
    "What is three squared plus four squared?": "3^2 + 4^2",
    "What is two to the power of ten?": "2^10",
    "Quanto fa sette per otto?": "7 * 8",
    "quanto fa venti diviso quattro": "20 / 4",
    "Quanto fa ventotto più ventitré?": "28 + 23",
    "Quanto fa centotto meno novantuno?": "108 - 91",
    "quanto fa duemilatrecento diviso per mille": "2300 / 1000",
    "Quanto è il venti per cento di ottanta?": "20% of 80",
    "Qual è la radice quadrata di ottantuno?": "sqrt(81)",
    "quanto fa cinque al cubo": "5^3",
    "Quanto fa due elevato alla dieci?": "2^10",
    "quanto fa uno per uno": "1 * 1",
    "quanto è l'8 per mille di 1000?": "8 / 1000 * 1000",
    "Quanto è l'otto per mille di mille?": "8 / 1000 * 1000",
    "quanto fa 5 per 1000?": "5 * 1000",
}


@pytest.mark.parametrize("question", SUMS)
def test_numbers_in_words_are_calculated_with(question):
    assert wish_in(question, [], built_in()) == ("calculator", {"expression": SUMS[question]})


@pytest.mark.parametrize(
    "question",
    [
        "two people plus one idea",
        "What is one plus one in binary?",
        "Why is two plus two four?",
        "What are the seven deadly sins plus one?",
        "What is fifty-fifty?",
        "What is one-two?",
        "What is nine eleven?",
        "What is catch-twenty-two?",
        "What is one/two?",
        "What is two times?",
        "the times of the four seasons",
        "uno per uno",
        "uno per tutti, tutti per uno",
        "Le due torri per tre autori",
        "sei meno di otto",
        "Quanto fa sette per cento?",
        "cento per cento",
        "quanto è l'8 per mille?",
        "How much is 5 per 1000?",
        "What is the sixty-sixth plus?",
        "Quanto fanno due più due secondo Orwell?",
    ],
)
def test_numbers_in_words_are_not_yet_a_sum(question):
    assert wish_in(question, [], built_in()) is None


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("zero, nineteen and ninety nine", "0, 19 and 99"),
        ("nine hundred ninety-nine thousand nine hundred and ninety-nine", "999999"),
        ("a hundred men", "100 men"),
        ("someone attends, often, in forty-niners", "someone attends, often, in forty-niners"),
        ("ventuno trentotto cento duecentoquarantasei mille", "21 38 100 246 1000"),
        ("millenovecentottantaquattro, novecentonovantanovemilanovecentonovantanove", "1984, 999999"),
        ("milano, milanese, centomila, sessantamila milamila", "milano, milanese, 100000, 60000 milamila"),
        ("seicento trecento centro ottone ottotre", "600 300 centro ottone ottotre"),
    ],
)
def test_numbers_are_whole_words(words, figures):
    assert in_figures(words) == figures
