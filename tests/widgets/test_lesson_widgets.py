"""The widgets of a lesson without a page: they hold names, fetch their parts, and pass calls on."""

import json

import pytest

import convergio_jupyter
from convergio_jupyter.client import connect
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.settings import Settings
from convergio_jupyter.widgets import Exercise, Quiz
from tests.learning.authoring.test_targets import SECRETS
from tests.learning.lessons import lesson
from tests.widgets.test_chat_widget import Page


@pytest.fixture
def client(tmp_path):
    write_key(tmp_path / "keys" / "area.key.json", key_of(lesson_from(lesson())))
    client = connect(Settings(data_dir=str(tmp_path), keys_dir=str(tmp_path / "keys"), scripted="x"))
    yield client
    client.close()


def test_what_travels_with_each_instance_is_names_and_a_small_loader(client):
    exercise = Exercise("area-1/it", "area", course="maths", client=client)
    state = exercise.get_state()
    assert (state["lesson"], state["exercise"], state["course"], state["task"]) == ("area-1/it", "area", "maths", True)
    assert state["lang"] == "it"  # of the lesson, where the reader asks for no other
    assert len(state["_esm"]) < 3_000
    assert not [secret for secret in SECRETS if secret in json.dumps(state, default=str)]


def test_the_editor_comes_apart_from_the_rest(client):
    page = Page(Exercise("area-1", "area", client=client))
    for name in ("lesson", "editor", "chat", "../chat"):
        page.send({"op": "bundle", "name": name})
    assert [each["name"] for each in page.inbox] == ["lesson", "editor"]
    assert all(each["hash"] in page.chat._esm for each in page.inbox)
    lesson_code, editor_code = (each["bundle"] for each in page.inbox)
    assert "cm-cursorLayer" in editor_code
    assert "cm-cursorLayer" not in lesson_code
    assert len(editor_code) < 400_000


def test_a_page_sees_the_exercise_and_what_its_answer_is_worth(client):
    page = Page(Exercise("area-1/en", "area", client=client))
    place = {"lesson": "area-1/en", "exercise": "area", "lang": "en"}
    page.send({"op": "call", "id": 1, "method": "lesson_exercise", "params": place})
    assert page.wait_for(lambda message: message.get("re") == 1)["result"]["stub"].startswith("def area")
    answer = {"answer": "def area(width, height):\n    return width * height"}
    page.send({"op": "call", "id": 2, "method": "lesson_check", "params": place | answer})
    assert page.wait_for(lambda message: message.get("re") == 2)["result"]["passed"]
    assert not [secret for secret in SECRETS if secret in json.dumps(page.inbox)]


def test_a_lesson_without_a_key_is_a_sentence(client):
    page = Page(Quiz("elsewhere", lang="it", client=client))
    page.send({"op": "call", "id": 1, "method": "lesson_quiz", "params": {"lesson": "elsewhere", "lang": "it"}})
    error = page.wait_for(lambda message: message.get("re") == 1)["error"]
    assert (error["code"], error["message"][:7]) == ("no_key", "Qui non")


def test_the_public_names_make_them():
    quiz = convergio_jupyter.quiz("area-1", "c9", "c10-2", lang="it")
    assert (quiz.lesson, quiz.items) == ("area-1", ["c9", "c10-2"])
    assert not convergio_jupyter.exercise("area-1", "area", task=False).task
    assert "notebook" in repr(quiz)


def test_only_a_chat_puts_questions_to_the_teachers(client):
    page = Page(Exercise("area-1/en", "area", client=client))
    page.send({"op": "ask", "question": {"text": "What is 2 times 3?", "turn": "t", "teacher": "euclide"}})
    assert page.wait_for(lambda message: message.get("turn") == "t")["error"]["code"] == "unknown_option"
    assert len(page.inbox) == 1
