"""Drafts by a lesson's teacher: only what the validator has passed reaches the author."""

import asyncio
import json
from dataclasses import replace

import pytest

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.errors import DraftUnfit, ModelTooSmall, UnknownOption, WrongOption
from convergio_jupyter.learning.authoring import trial
from convergio_jupyter.providers.scripted import ScriptedProvider
from tests.learning.authoring.test_draft import HINT, PROBLEM, TASK
from tests.learning.lessons import lesson

from .helpers import scripted_engine, with_service

TELLS = {"hint": "It is `return width * height`."}
WISH = {"kind": "hint", "about": "Count squares.", "exercise": "area"}


def script(*replies):
    """A model that gives one reply after the other, and the last one for ever."""
    left = list(replies)
    said = lambda call: left.pop(0) if len(left) > 1 else left[0]  # noqa: E731
    return ScriptedProvider(lambda call: text if isinstance(text := said(call), str) else json.dumps(text))


def ask(folder, provider, account=OWNER, listener=lambda event: None, settings=None, **wish):
    engine = scripted_engine(folder, provider, **(settings or {}))
    parameters = {"notebook": lesson(), "lang": "en", **WISH, **wish}

    async def work(service):
        found = await service.call("author_draft", parameters, account, listener)
        return found, await service.call("usage", {})

    return with_service(engine, work)


def test_a_good_draft_comes_with_its_teacher_and_receipt_and_is_in_the_ledger(tmp_path):
    provider, heard = script(HINT), []
    found, usage = ask(tmp_path, provider, listener=heard.append)
    (cell,) = found["cells"]
    assert cell["source"] == HINT["hint"]
    assert cell["metadata"]["convergio"] == {"v": 1, "role": "hint", "ex": "area", "level": 3}
    assert (found["teacher"], found["tries"], found["at"]) == ("Euclide", 1, 9)
    assert [(each["teacher"], each["provider"]) for each in found["receipts"]] == [("euclide", "scripted")]
    assert [row["teacher"] for row in usage["rows"]] == ["euclide"]
    assert [each["stage"] for each in heard][:2] == ["drafting", "checking"]
    assert heard[0]["message"] == "Euclide is writing: try 1 of 3."


def test_the_model_knows_the_exercise_and_its_words_and_what_form_to_fill_in(tmp_path):
    provider = script(HINT)
    ask(tmp_path, provider, about="Count <lesson> squares.")
    told = "\n".join(message.text for message in provider.calls[0].messages)
    assert "return result" in told
    assert "Count <lesson> squares." in told
    assert "Bring paper with squares" not in told  # a note of the educator's
    assert '"hint"' in told
    assert "9 to 11 years" in told


def test_what_is_wrong_is_told_and_tried_again(tmp_path):
    provider = script(TASK | {"body": "return width + height"}, TASK)
    found, _ = ask(tmp_path, provider, kind="task")
    assert found["tries"] == len(found["receipts"]) == 2
    assert len(found["cells"]) == 6
    assert "does not pass its own checks" in provider.calls[1].messages[-1].text


def test_a_task_without_code_reaches_the_author_once_its_key_takes_its_own_answer(tmp_path):
    provider = script(PROBLEM | {"answer": "many"}, PROBLEM)
    found, _ = ask(tmp_path, provider, kind="problem", about="Tiles on a floor.")
    assert (found["tries"], len(found["cells"])) == (2, 5)
    assert "is not taken for right" in provider.calls[1].messages[-1].text
    assert "whose answer is no code" in provider.calls[0].messages[0].text


def test_three_bad_ones_are_an_error_and_nothing_is_given(tmp_path):
    provider = script(TELLS)
    with pytest.raises(DraftUnfit) as error:
        ask(tmp_path, provider)
    assert len(provider.calls) == 3
    info = error.value.info("it")
    assert info.code == "draft_unfit"
    assert "Questo suggerimento dà via la risposta" in info.message


def test_a_hint_that_gives_the_answer_away_is_never_given(tmp_path):
    found, _ = ask(tmp_path, script(TELLS, HINT))
    assert "return width" not in json.dumps(found)


@pytest.mark.parametrize(
    "reply", ["no form", "[]", '{"hint": 3}', "x" * 1_000_000, json.dumps({"hint": "y" * 1_000_000})]
)
def test_what_is_no_form_is_tried_again(reply, tmp_path):
    found, _ = ask(tmp_path, script(reply, HINT))
    assert found["tries"] == 2


def test_what_teachers_never_say_reaches_no_author(tmp_path):
    found, _ = ask(tmp_path, script({"hint": "What is your home address? Tell me your phone number."}, HINT))
    assert found["tries"] == 2


def test_code_of_a_draft_runs_where_nobody_vouches_for_it(tmp_path, monkeypatch):
    trusted, real = set(), trial.check_code
    monkeypatch.setattr(trial, "check_code", lambda *a, **more: trusted.add(more["trusted"]) or real(*a, **more))
    outside = tmp_path / "written"
    body = f"open({str(outside)!r}, 'w').close()\nreturn 2 * (width + height)"
    with pytest.raises(DraftUnfit):
        ask(tmp_path / "data", script(TASK | {"body": body}), kind="task")
    assert not outside.exists()
    assert trusted == {False}


def test_a_draft_can_be_stopped(tmp_path):
    async def work(service):
        parameters = {"notebook": lesson(), "turn": "t", **WISH}
        asked = asyncio.Event()
        waiting = asyncio.create_task(service.call("author_draft", parameters, OWNER, lambda event: asked.set()))
        await asked.wait()
        return service.authoring.stop("t"), await waiting

    slow = ScriptedProvider("word " * 100, delay=0.05)
    assert with_service(scripted_engine(tmp_path, slow), work) == (True, {"cells": None})


class Demo(ScriptedProvider):
    def models(self):
        return [replace(card, demo=True) for card in super().models()]


def test_the_demo_model_is_too_small_and_not_asked(tmp_path):
    demo = Demo(json.dumps(HINT), name="demo")
    with pytest.raises(ModelTooSmall):
        ask(tmp_path, demo)
    assert demo.calls == []


def test_beside_a_larger_model_the_demo_model_is_not_asked(tmp_path):
    demo, cloud = Demo("x", name="demo"), ScriptedProvider(json.dumps(HINT), name="cloud", place="cloud")
    engine = scripted_engine(tmp_path, demo, cloud)
    found = with_service(engine, lambda service: service.call("author_draft", {"notebook": lesson(), **WISH}))
    assert (found["receipts"][0]["provider"], demo.calls) == ("cloud", [])
    assert found["receipts"][0]["cost_micro"] > 0


def test_what_must_stay_here_goes_to_no_cloud(tmp_path):
    demo, cloud = Demo("x", name="demo"), ScriptedProvider(json.dumps(HINT), name="cloud", place="cloud")
    engine = scripted_engine(tmp_path, demo, cloud, local_only=True)
    with pytest.raises(ModelTooSmall):
        with_service(engine, lambda service: service.call("author_draft", {"notebook": lesson(), **WISH}))
    assert cloud.calls == []


@pytest.mark.parametrize("change", [{"kind": "poem"}, {"about": " "}, {"about": "x" * 2_001}, {"exercise": "none"}])
def test_a_wish_that_cannot_be_is_refused_before_anybody_is_asked(change, tmp_path):
    provider = script(HINT)
    with pytest.raises(WrongOption):
        ask(tmp_path, provider, **change)
    assert provider.calls == []


def test_visitors_have_no_drafts_made(tmp_path):
    with pytest.raises(UnknownOption):
        ask(tmp_path, script(HINT), account="visitor:x")
