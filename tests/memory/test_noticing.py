"""What learners say about themselves is noticed; what others say, ask, suppose or quote is not."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.memory.facts import KINDS, MOST_CHARACTERS
from convergio_jupyter.memory.noticing import MOST_NOTICED, kind_of, noticed
from convergio_jupyter.memory.reaching import reaches, without_reaching

HELD_OUT = [
    line.split("\t")
    for line in Path(__file__).with_name("held_out.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
QUESTIONS = Path(__file__).parents[2] / "scripts/intent"


def test_what_is_noticed_on_the_held_out_list_is_right():
    kept = [(kind, found[0][0]) for kind, _, text in HELD_OUT if (found := noticed(text))]
    right = sum(kind == found for kind, found in kept)
    assert len(HELD_OUT) >= 120
    assert right / len(kept) >= 0.95
    assert right / sum(kind != "none" for kind, _, _ in HELD_OUT) >= 0.8


def test_of_thousands_of_questions_hardly_any_holds_a_fact():
    """They were written for the choice of teachers, most of them plain questions."""
    lines = [line for path in QUESTIONS.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 10_000
    assert sum(bool(noticed(line)) for line in lines) < 60


def test_a_fact_is_found_among_other_sentences():
    asked = "Ciao! Mi sto preparando per l'esame di terza media. Non capisco le frazioni. Come si sommano?"
    assert noticed(asked) == [
        ("goal", "Mi sto preparando per l'esame di terza media"),
        ("difficulty", "Non capisco le frazioni"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I find it difficult to live with diabetes.",
        "Ho problemi con la dislessia.",
        "I live in Rome and I prefer letters.",
    ],
)
def test_what_is_personal_is_left_alone_unless_they_say_so(text):
    assert noticed(text) == []
    ((_, kept),) = noticed(f"Remember that {text}")
    assert kept == text.rstrip(".")


REACHING = [
    "My phone number is 333 1234567",
    "My number is +39 06 1234 5678",
    "Call me at 555-123-4567",
    "Il mio numero è 02 1234567",
    "chiamami al 3331234567",
    "Scrivimi a sara.r@example.co.uk",
    "My IBAN is IT60 X054 2811 1010 0000 0123 456",
    "Il mio codice fiscale è RSSMRA85M01H501Z",
    "My card is 4111 1111 1111 1111",
    "My password is hunter2",
    "I live at 12 Garden Street",
    "Abito in via Garibaldi 12",
    "My goal is to call 333 1234567 every day",
    "My card is 4111111111111111",
    "my iban is it60 x054 2811 1010 0000 0123 456",
    "rssmra85m01h501z",
    "Sono in corso Italia 3",
    "largo Augusto 8",
    "via Roma n. 12",
    "abito in via roma 12",
    "I am at 12 Main St",
    "221B Baker Street",
    "the wifi password is abc",
    "password: hunter2",
    "my password is: correct horse battery staple",
    "my ssn is 123-45-6789",
]
FACTS = ["I prefer short answers", "I find fractions difficult", "Preferisco gli esempi", "My exam is on 12/06/2025"]


@pytest.mark.parametrize("data", REACHING)
def test_how_somebody_can_be_reached_is_never_kept_and_what_stands_beside_it_is(data):
    assert reaches(data)
    for lead in ("", "Remember that ", "Ricordati che "):
        assert noticed(f"{lead}{data}.") == []
    for fact, between in product(FACTS, (", ", " and ", " e ", " but ")):
        for text in (f"{data}{between}{fact}.", f"{fact}{between}{data}.", f"Remember that {data}{between}{fact}"):
            maybe_password = "password" in data and between != ", " and not text.startswith(fact)
            assert [kept for _, kept in noticed(text)] == ([] if maybe_password else [fact]), text


@pytest.mark.parametrize(
    "text",
    [
        "My exam is on 12/06/2025", "Il mio esame è il 06.12.2025", "I was born in 2011", "Pi is 3.14159265",
        "Light makes 299 792 458 m/s, nearly 300 000 000", "0110 1001 0110 1001", "What prime number is 1000003?",
        "1 + 3 + 5 + 7 + 9 + 11", "0, 1, 1, 2, 3, 5, 8", "From 1914 to 1918", "My mobile has 128 GB", "via Latina",
        "0.123 456 789", "1 000 000", "x = -333 + 1234567", "the address of a variable",
        "I don't see how the password is checked", "A phone has 65536 colours", "My number is 1000003, is it prime?",
        "piazza Tahrir 2011", "Ho seguito il corso Python 3",
        "my pin is broken", "via Skype 3", "6022 1407 6000 0000", "I like 12 Angry Men street", "02 03 04 05 06 07",
        "corso Python 3",
    ],
)  # fmt: skip
def test_dates_and_the_numbers_of_an_exercise_reach_nobody(text):
    assert not reaches(text)
    assert without_reaching(text) == text


@pytest.mark.timeout(20)  # an expression that backtracks takes hours
@pytest.mark.parametrize(
    "piece", ["1", "1 ", "a", "a@", "via ", "Via A", "my password ", "it60 ", "1 Aa ", "(0", "abito in via a"]
)
def test_no_text_takes_long_to_look_at(piece):
    reaches(piece * (10_000 // len(piece)))


def test_a_password_goes_with_all_its_words():
    assert noticed("Remember that my password is correct and horse battery") == []
    assert noticed("Ricordati che la mia password è cavallo e pila giusta") == []
    assert without_reaching("So my password is: correct horse battery, right?") == "So my …, right?"


@given(st.text(max_size=80), st.sampled_from(REACHING), st.text(max_size=80))
def test_whatever_stands_around_it_no_such_datum_is_kept(before, data, behind):
    assert not any(reaches(fact) for _, fact in noticed(f"{before} {data} {behind}"))


@pytest.mark.parametrize(
    "text",
    [
        "```\nI find fractions difficult\n```",
        "> I find fractions difficult",
        "Is this right: “I find fractions difficult”",
        'Translate "my goal is to win"',
        "If I find fractions difficult, what then",
        "I find fractions difficult?",
        "He says I prefer short answers",
    ],
)
def test_what_is_quoted_supposed_or_asked_is_no_fact(text):
    assert noticed(text) == []


@given(st.text(max_size=600) | st.lists(st.sampled_from([text for _, _, text in HELD_OUT]), max_size=12).map(" ".join))
def test_whatever_is_asked_few_and_short_facts_come_of_it(text):
    found = noticed(text)
    assert len(found) <= MOST_NOTICED
    assert all(kind in KINDS and 0 < len(fact) <= MOST_CHARACTERS and "\n" not in fact for kind, fact in found)


def test_what_is_written_down_gets_a_kind():
    assert [kind_of(text) for text in ("Preferisco gli esempi", "I find fractions difficult", "blue is nice")] == [
        "preference",
        "difficulty",
        "about",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I struggle with OCD and panic attacks.",
        "I always forget my insulin.",
        "I have trouble sleeping since my father hit me.",
        "I have problems with my heart.",
        "I am bad at staying sober.",
        "Mi chiamo Sara e sono celiaca.",
        "Ho problemi con il cuore.",
        "Faccio fatica a respirare.",
        "I want to become thin by not eating.",
    ],
)
def test_health_and_what_others_did_to_somebody_is_left_alone(text):
    assert noticed(text) == []


@pytest.mark.parametrize("text", ["I have a test tube in my hand.", "Always show that n is even."])
def test_what_is_no_fact_about_the_learner_is_not_kept(text):
    assert noticed(text) == []


@pytest.mark.parametrize("call", ["@euclide ", "@euclide, ", "Hi @ali: ", "@euclide @ali "])
def test_whose_name_is_called_first_hides_nothing(call):
    assert noticed(f"{call}I want to pass my maths test in June") == [("goal", "I want to pass my maths test in June")]
