"""The calls that a learner's page makes: what they give, what they keep, and that nothing of the key is in them."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from convergio_jupyter.client import RemoteError, connect
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.quiz import item_from
from convergio_jupyter.settings import Settings
from tests.learning.authoring.test_targets import SECRETS
from tests.learning.lessons import cell, lesson
from tests.learning.quiz.test_quiz import ROWS, right

RIGHT = "def area(width, height):\n    return width * height"
WRONG = "def area(width, height):\n    return width + height"


@pytest.fixture
def notebook():
    found = lesson()
    rows = [{"type": kind, "text": "Which?", "id": kind, "explain": f"Why {kind}.", **ROWS[kind]} for kind in ROWS]
    found["cells"].insert(10, cell("markdown", json.dumps(rows), "quiz"))
    found["cells"][10]["id"] = "all"
    return found


@pytest.fixture
def call(notebook, tmp_path):
    write_key(tmp_path / "keys" / "area.key.json", key_of(lesson_from(notebook)))
    client = connect(Settings(data_dir=str(tmp_path), keys_dir=str(tmp_path / "keys"), scripted="x"))
    yield lambda method, **more: client.call(f"lesson_{method}", lesson="area-1/en", **more)
    client.close()


def test_an_exercise_is_shown_without_its_key(call):
    found = call("exercise", exercise="area")
    assert (found["kind"], found["unit"], found["hints_left"], found["solution_in"]) == ("code", False, 3, 3)
    assert "Write `area(width, height)`" in found["task"]
    assert found["stub"].endswith("raise NotImplementedError")
    assert [secret for secret in SECRETS if secret in json.dumps(found)] == []


def test_a_check_can_be_stopped_and_does_not_count(call):
    endless = f"{RIGHT}\nwhile True: pass"
    with ThreadPoolExecutor(1) as pool:
        check = pool.submit(call, "check", exercise="area", answer=endless)
        while not call("stop", exercise="area")["stopped"]:
            pass
        with pytest.raises(RemoteError) as stopped:
            check.result()
    assert stopped.value.info().code == "check_stopped"
    assert call("exercise", exercise="area")["attempts"] == 0
    assert call("stop", exercise="area") == {"stopped": False}


def test_what_is_written_to_an_open_question_is_kept_and_no_attempt(call, notebook):
    cell = next(each["id"] for each in notebook["cells"] if each["metadata"]["convergio"].get("role") == "reflect")
    assert call("reflection", cell=cell)["text"] == ""
    kept = call("draft", exercise=cell, text="At the table.")
    assert call("reflection", cell=cell) == {"text": "At the table.", "at": kept["at"]}
    assert call("export")["attempts"] == []
    with pytest.raises(RemoteError):
        call("reflection", cell="elsewhere")


def test_an_answer_that_had_to_be_sent_again_counts_once(call):
    for _ in range(2):
        assert call("check", exercise="area", answer=WRONG, attempts=0)["number"] == 1
    assert call("check", exercise="area", answer=RIGHT, attempts=1)["number"] == 2
    assert call("check", exercise="area", answer=RIGHT, attempts=2)["number"] == 3
    for _ in range(2):
        assert call("item", item="number", given="0", attempts=0)["attempts"] == 1
    assert call("item", item="number", given="1", attempts=0)["attempts"] == 2


def test_after_a_reload_everything_is_where_it_was(call):
    call("check", exercise="area", answer=WRONG)
    hint = call("hint", exercise="area", shown=0)
    kept = call("draft", exercise="area", text="def ar")
    found = call("exercise", exercise="area")
    assert (found["attempts"], found["solved"], found["solution_in"]) == (1, False, 2)
    assert (found["draft"], found["draft_at"]) == ("def ar", kept["at"])
    assert [each["text"] for each in found["hints"]] == [hint["text"]]
    assert found["last"]["parts"][0] == {
        "passed": False,
        "label": "the area of 2 by 3",
        "note": "This does not hold yet.",
        "hidden": False,
    }
    assert "hint" in found["last"]["next"]


def test_the_solution_is_there_once_it_was_seen_and_marks_the_exercise(call):
    for number in range(3):
        call("check", exercise="area", answer=f"{WRONG} + {number}")
    before = call("exercise", exercise="area")
    assert (before["solution_in"], before["solution"], before["assisted"]) == (0, "", False)
    text = call("solution", exercise="area")["text"]
    after = call("exercise", exercise="area")
    assert (after["solution"], after["assisted"]) == (text, True)


def test_in_a_cell_an_answer_that_is_no_code_stands_as_a_value(call, notebook, tmp_path):
    notebook["cells"][4] |= {"source": "answer = ''"}
    notebook["cells"][4]["metadata"]["convergio"]["key"] = {"kind": "number", "answer": "12", "unit": "m^2"}
    write_key(tmp_path / "keys" / "area.key.json", key_of(lesson_from(notebook)))
    assert call("check", exercise="area", answer="# mine\nanswer = '12 m²'", cell=True)["passed"]
    assert call("check", exercise="area", answer="answer = '12 m²'")["passed"]  # a field, as its task may ask for it


def test_a_hint_that_was_asked_for_twice_is_the_same(call):
    first = call("hint", exercise="area", shown=0)
    assert call("hint", exercise="area", shown=0) == first
    assert call("hint", exercise="area", shown=1)["level"] > first["level"]
    assert call("hint", exercise="area", shown=99)["level"] > first["level"]
    assert call("exercise", exercise="area")["hints_left"] == 0


def test_the_newest_draft_wins_and_the_other_is_given_back(call):
    first = call("draft", exercise="area", text="mine", since=0)
    second = call("draft", exercise="area", text="yours", since=0)
    assert (first["displaced"], second["displaced"]) == ("", "mine")
    assert call("draft", exercise="area", text="yours too", since=second["at"])["displaced"] == ""
    assert call("exercise", exercise="area")["draft"] == "yours too"


def test_a_draft_of_what_is_not_in_the_lesson_is_not_kept(call):
    with pytest.raises(RemoteError):
        call("draft", exercise="elsewhere", text="x")


def test_questions_come_by_their_names_and_by_their_cell(call):
    assert [each["id"] for each in call("quiz", items=["all"])["items"]] == list(ROWS)
    assert [each["id"] for each in call("quiz", items=["order", "c9"])["items"]] == ["order", "c9-1"]
    assert len(call("quiz")["items"]) == len(ROWS) + 1
    with pytest.raises(RemoteError):
        call("quiz", items=["none"])


@pytest.mark.parametrize("kind", ROWS)
def test_an_answer_to_a_question_is_there_after_a_reload(call, kind):
    given = right(item_from({"type": kind, "text": "Which?", "id": kind, **ROWS[kind]}, kind))
    assert call("quiz", items=[kind])["items"][0]["last"] is None
    graded = call("item", item=kind, given=given)
    assert (graded["correct"], graded["attempts"], graded["explain"]) == (True, 1, f"Why {kind}.")
    (found,) = call("quiz", items=[kind])["items"]
    assert (found["given"], found["attempts"], found["last"]["correct"]) == (given, 1, True)
    assert found["last"]["parts"] == graded["parts"]


def test_before_it_is_answered_a_question_holds_nothing_of_its_key(call):
    text = json.dumps(call("quiz"))
    assert [word for word in ("9.81", "Why", "Roma", "adds-two", "misconception") if word in text] == []


def test_nothing_is_said_of_options_that_were_not_chosen(call):
    graded = call("item", item="multiple", given=[0, 2])
    assert graded["parts"] == [True, None, False, None]
    assert call("quiz", items=["multiple"])["items"][0]["last"]["parts"] == [True, None, False, None]


def test_an_explanation_before_the_right_answer_is_help(call):
    with pytest.raises(RemoteError):
        call("explain", item="single")
    wrong = call("item", item="single", given=1)
    assert (wrong["explain"], wrong["explains"], wrong["notes"]) == ("", True, ("No.",))
    assert call("explain", item="single")["text"] == "Why single."
    assert call("quiz", items=["single"])["items"][0]["last"]["explain"] == "Why single."
    assert call("item", item="single", given=0)["assisted"]


@pytest.mark.parametrize("given", ["{", None, {"1": 2}, [None], "x" * 200_000])
def test_an_answer_in_a_wrong_form_is_a_sentence_and_spoils_nothing(call, given):
    graded = call("item", item="cloze", given=given)
    assert graded["notes"]
    call("item", item="text", given=given)
    assert call("quiz", items=["cloze", "text"])["items"][0]["id"] == "cloze"
