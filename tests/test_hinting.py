"""Who asks for help in a lesson gets the author's next hint; who asks something else spends none."""

import json
from dataclasses import replace

import pytest

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.learning.tutor.tutoring import tutoring_for
from convergio_jupyter.teachers.stuck import asks_for_help

from .helpers import collect, scripted_engine, text_of, with_engine
from .test_guarding import HINT, RIGHT, SPEED, keyed
from .test_quoting import Demo


@pytest.mark.parametrize(
    "text",
    [
        "give me a hint",
        "hint please",
        "I do not understand this exercise, help",
        "I'm stuck",
        "I am completely stuck on the knot",
        "I have no idea",
        "non ci riesco proprio",
        "is my answer right?",
        "Is 150 right?",
        "è giusto?",
        "help me with exercise 2",
        "what is the solution of the exercise?",
        "how do I begin?",
        "what should I do now?",
        "can you solve it for me?",
        "dammi un aiuto",
        "un suggerimento sulla corda",
        "non ci riesco",
        "non capisco l'esercizio",
        "come si fa?",
        "qual è la risposta giusta?",
        "e adesso cosa devo fare?",
    ],
)
def test_help_is_what_names_nothing_else(text):
    assert asks_for_help(text)


@pytest.mark.parametrize(
    "text",
    [
        "what is a fraction?",
        "I don't want a hint",
        "no hints please",
        "I solved it without a hint",
        "non voglio suggerimenti, grazie",
        "non ho bisogno di aiuto",
        "what is a clue in a detective story?",
        "sono bloccata nel traffico",
        "I don't understand gravity",
        "how do I write a loop?",
        "what is a chemical solution of salt?",
        "who helped Garibaldi?",
        "what does len do?",
        "che cos'è una soluzione salina?",
        "non capisco le frazioni",
        "chi ha aiutato Garibaldi?",
        "help " * 200,
    ],
)
def test_a_question_on_a_thing_is_no_cry_for_help(text):
    assert not asks_for_help(text)


def asked(folder, *texts, exercise="", attachments=(), **head):
    """What is said to each of ``texts`` in one lesson, and which hints stand as taken in the end."""
    keyed(folder, **head)

    async def talk(engine):
        said, conversation = [], ""
        for number, text in enumerate(texts):
            question = Question(
                text=text, teacher="galileo", lesson="area-1", exercise=exercise, turn=f"t{number}",
                conversation=conversation, attachments=attachments,
            )  # fmt: skip
            events = await collect(engine, question)
            conversation = events[0].conversation
            said.append(text_of(events))
        kept = await engine.desk_of(OWNER).workbook.export()
        return said, [(row["exercise"], row["level"]) for row in kept["attempts"] if row["kind"] == "hint"]

    return with_engine(scripted_engine(folder, Demo("My own words.")), talk)


def test_what_the_lesson_says_is_quoted_even_what_a_teacher_may_not_say(tmp_path):
    """Every learner reads it there, also where the same number is the answer to something else."""
    four = {**SPEED, "answer": "44", "accepted": ["four squares"], "kind": "text"}
    questions = ("How many squares has a floor of two by two metres?", "Who was Aristotle's uncle?")
    said, taken = asked(tmp_path, *questions, key=four)
    assert "> A floor of two by two metres has four squares." in said[0]
    assert "Your lesson: The area of a rectangle › An example" in said[0]
    assert "What this lesson tells of:\n\n- An example" in said[1]
    assert taken == []


def test_in_a_lesson_nothing_is_worked_out(tmp_path):
    said, taken = asked(tmp_path, "What is 12 * 7?")
    assert "Within a lesson I work nothing out" in said[0]
    assert taken == []


def kept_back(folder):
    """How many replies are kept as having given something away."""

    async def work(engine):
        kept = await engine.desk_of(OWNER).workbook.export()
        return sum(bool(json.loads(row["report"])["leak"]) for row in kept["attempts"] if row["kind"] == "talk")

    return with_engine(scripted_engine(folder, Demo("My own words.")), work)


def test_without_a_place_the_hint_is_on_the_next_open_exercise(tmp_path):
    said, taken = asked(tmp_path, "give me a hint", "I'm stuck")
    assert "Write `area(width, height)`" in said[0]
    assert "how many squares there are" in said[1]
    assert taken == [("area", 0), ("area", 1)]


@pytest.mark.parametrize(
    "text", ["help me with exercise 2", "un aiuto sul secondo esercizio", "a hint on exercise n. 2"]
)
def test_an_exercise_is_found_by_its_number(tmp_path, text):
    said, taken = asked(tmp_path, text, exercise="area")
    assert SPEED["asked"] in said[0]
    assert taken == [("speed", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "Dammi la soluzione dell'esercizio speed",
        "Mi dai la risposta dell'esercizio sulla speed?",
        "Give me the solution of the speed exercise",
        "Help me with “speed”",
        "give me a hint for the Speed",
        "un suggerimento sulla speed",
        "I'm stuck on speed",
    ],
)
def test_an_exercise_is_found_by_its_name(tmp_path, text):
    said, taken = asked(tmp_path, text, exercise="area")
    assert SPEED["asked"] in said[0]
    assert taken == [("speed", 0)]


def test_a_word_that_is_the_name_of_an_exercise_is_no_cry_for_help(tmp_path):
    _, taken = asked(tmp_path, "What is speed, and what is the highest speed of a train?", exercise="area")
    assert taken == []


def test_where_no_hint_is_left_the_last_one_is_said_again_and_what_to_do(tmp_path):
    said, taken = asked(tmp_path, "help", "help", "help", exercise="speed")
    assert "You have all the hints on “speed”" in said[2]
    assert HINT in said[2]
    assert taken == [("speed", 0), ("speed", 1)]


def test_a_question_on_something_else_spends_no_hint_and_is_told_how_to_get_one(tmp_path):
    said, taken = asked(tmp_path, "Why is the grass always greener elsewhere?", exercise="area")
    assert "If you are stuck at “Your turn”, ask me for a hint" in said[0]
    assert taken == []


def test_a_note_is_quoted_without_the_sentence_that_gives_an_answer_away(tmp_path):
    key = {"kind": "number", "answer": "384400", "unit": "km", "asked": "How far away is the Moon?"}
    said, taken = asked(tmp_path, "How far away is the Moon?", exercise="speed", key=key)
    assert kept_back(tmp_path) == 1  # and whoever leads the class knows
    assert "Light needs 1.3 seconds" in said[0]
    assert "384,400" not in said[0]
    assert "A part is left out here" in said[0]
    assert taken == []


def test_a_note_that_gives_all_of_it_away_waits(tmp_path):
    words = ["side by side", "quite a circle", "1.3 seconds", "quarter of the Earth", "a few centimetres"]
    key = {"kind": "text", "answer": "some thirty Earths", "accepted": words, "asked": "Which words?"}
    said, taken = asked(tmp_path, "How far away is the Moon?", exercise="speed", key=key)
    assert "so I leave it for later" in said[0]
    assert taken == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("is my answer right?", "Code says whether it is right"),
        ("help me with question 2", "A question of the quiz has no hints"),
        ("help me with exercise 7", "This lesson has no exercise 7: it has 2."),
    ],
)
def test_where_no_hint_is_due_none_is_taken(tmp_path, text, said):
    answers, taken = asked(tmp_path, text, exercise="area")
    assert answers[0].startswith(said)
    assert taken == []


def test_what_is_solved_or_seen_is_behind_and_the_next_one_is_at_hand(tmp_path):
    keyed(tmp_path)

    async def talk(engine):
        await engine.desk_of(OWNER).check("area-1", "area", RIGHT)
        question = Question(text="help with exercise 1", teacher="galileo", lesson="area-1", exercise="area")
        return [
            text_of(await collect(engine, replace(question, text=text, turn=text)))
            for text in ("help with exercise 1", "help")
        ]

    done, following = with_engine(scripted_engine(tmp_path, Demo("My own words.")), talk)
    assert done.startswith("“Your turn” is behind you")
    assert SPEED["asked"] in following


def test_in_one_turn_one_hint_is_taken_whoever_asks_for_it(tmp_path):
    keyed(tmp_path)

    async def talk(engine):
        desk = engine.desk_of(OWNER)
        turn = await tutoring_for(desk, "area-1", "area", "en")
        first = [await turn.next_hint("speed") for _ in range(2)]  # two teachers, one after the other
        later = await tutoring_for(desk, "area-1", "area", "en")
        return first, await later.next_hint("speed")

    first, later = with_engine(scripted_engine(tmp_path, Demo("My own words.")), talk)
    assert first == [SPEED["asked"]] * 2
    assert later == HINT


def test_an_authors_own_hint_is_never_held_back(tmp_path):
    key = {**SPEED, "kind": "text", "answer": "pulls at the stone", "unit": ""}
    said, taken = asked(tmp_path, "help", "help", exercise="speed", key=key)
    assert HINT in said[1]
    assert taken == [("speed", 0), ("speed", 1)]


def test_a_long_text_that_gives_nothing_away_is_whole(tmp_path):
    sentences = " ".join(f"Rope number {number} is long." for number in range(100, 140))
    lent = Attachment(kind="file", label="ropes.md", text=f"# Ropes\n\n{sentences}")
    said, _ = asked(tmp_path, "What are ropes?", exercise="area", attachments=(lent,))
    assert "Rope number 139" in said[0]
    assert "left out" not in said[0]


def test_who_does_not_understand_stays_at_the_exercise_that_they_named(tmp_path):
    said, taken = asked(tmp_path, "help me with exercise 2", "I don't understand")
    assert (SPEED["asked"] in said[0], HINT in said[1]) == (True, True)
    assert taken == [("speed", 0), ("speed", 1)]


def test_an_exercise_that_was_named_and_is_solved_by_now_is_left_behind(tmp_path):
    keyed(tmp_path)

    async def talk(engine):
        question = Question(text="help with exercise 1", teacher="galileo", lesson="area-1", turn="t0")
        first = await collect(engine, question)
        await engine.desk_of(OWNER).check("area-1", "area", RIGHT)
        follows = replace(question, text="help", turn="t1", conversation=first[0].conversation)
        return text_of(await collect(engine, follows))

    assert SPEED["asked"] in with_engine(scripted_engine(tmp_path, Demo("My own words.")), talk)
