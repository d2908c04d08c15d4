"""The calls of whoever writes a lesson: what is found in what stands in the editor, and what learners would see."""

import asyncio
import threading

import pytest

from convergio_jupyter.authoring import Authoring
from convergio_jupyter.client import connect
from convergio_jupyter.core import OWNER
from convergio_jupyter.core.errors import NotANotebook, PreviewWithheld, UnknownOption
from convergio_jupyter.learning.authoring import trial
from convergio_jupyter.settings import Settings
from tests.learning.authoring.test_pictures import PNG
from tests.learning.authoring.test_targets import SECRETS
from tests.learning.lessons import ANSWER, lesson, spoiled

from .helpers import scripted_engine, with_service


def call(folder, method, account=OWNER, listener=lambda event: None, **parameters):
    engine = scripted_engine(folder)
    return with_service(engine, lambda service: service.call(method, parameters, account, listener))


def codes(found):
    return [each["code"] for each in found["findings"]]


def test_what_stands_in_the_editor_is_checked_without_running_it(tmp_path, monkeypatch):
    monkeypatch.setattr(trial, "runner", None)
    monkeypatch.setattr(trial, "check_code", None)
    assert codes(call(tmp_path / "a", "author_check", notebook=lesson())) == []
    untitled = lesson(title="")
    (finding,) = call(tmp_path / "b", "author_check", notebook=untitled, lang="it")["findings"]
    assert (finding["message"], finding["cell"]) == ("La lezione non ha un titolo.", 0)


def test_pictures_are_looked_for_beside_the_notebook(tmp_path):
    """Where the host knows the folder; a notebook that was never saved, or lies elsewhere, has none."""
    root = tmp_path / "root"
    root.mkdir()
    notebook = lesson()
    notebook["cells"][3]["source"] += "\n\n![a floor](floor.png)"
    (root / "area.ipynb").write_text("{}")
    (tmp_path / "area.ipynb").write_text("{}")

    async def work(service):
        service.authoring.root = root

        async def asked(method, path):
            return await service.call(method, {"notebook": notebook, "path": path}, OWNER)

        missing = [codes(await asked("author_check", path)) for path in ("area.ipynb", "new.ipynb", "../area.ipynb")]
        (root / "floor.png").write_bytes(PNG)
        return missing, codes(await asked("author_check", "area.ipynb")), await asked("author_preview", "area.ipynb")

    missing, found, shown = with_service(scripted_engine(tmp_path / "data"), work)
    assert missing == [["missing_picture"], [], []]
    assert found == []
    assert "data:image/png;base64," in shown["html"]


def test_all_checks_run_it_and_tell_how_far_they_are(tmp_path):
    wrong = spoiled(lambda found: found["cells"][4].update(source=ANSWER.replace("*", "+")))
    heard = []
    found = call(tmp_path, "author_check", notebook=wrong, run=True, turn="t", listener=heard.append)
    assert codes(found) == ["solution_fails"]
    assert (heard[0]["type"], heard[0]["turn"], heard[0]["stage"], heard[0]["total"]) == (
        "progress",
        "t",
        "checking",
        1,
    )


def test_a_notebook_that_is_open_is_run_as_code_that_nobody_vouches_for(tmp_path, monkeypatch):
    trusted = set()
    real, checked = trial.runner, trial.check_code
    monkeypatch.setattr(trial, "runner", lambda *a, **more: trusted.add(more["trusted"]) or real(*a, **more))
    monkeypatch.setattr(trial, "check_code", lambda *a, **more: trusted.add(more["trusted"]) or checked(*a, **more))
    assert codes(call(tmp_path, "author_check", notebook=lesson(), run=True)) == []
    assert trusted == {False}


def test_checks_can_be_stopped(tmp_path, monkeypatch):
    begun = threading.Event()
    real = trial.check_code

    def first(*arguments, **more):
        begun.set()
        return real(*arguments, **more)

    monkeypatch.setattr(trial, "check_code", first)

    async def work(service):
        running = asyncio.create_task(service.call("author_check", {"notebook": lesson(), "run": True, "turn": "t"}))
        await asyncio.to_thread(begun.wait)
        return service.authoring.stop("t"), await running, service.authoring.stop("t")

    assert with_service(scripted_engine(tmp_path), work) == (True, {"findings": None}, False)


def test_an_interrupt_stops_what_a_shell_waits_for(tmp_path, monkeypatch):
    stopped = []
    monkeypatch.setattr(Authoring, "stop", lambda self, turn: bool(stopped.append(turn)) or True)

    def interrupted(event):
        raise KeyboardInterrupt

    client = connect(Settings(data_dir=str(tmp_path), scripted="x"))
    with pytest.raises(KeyboardInterrupt):
        client.work("author_check", interrupted, notebook=lesson(), run=True)
    client.call("teachers")  # which comes behind it
    client.close()
    assert len(stopped) == 1


def test_a_preview_is_what_learners_see_with_what_examples_gave_last(tmp_path):
    shown = lesson()
    shown["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "four squares"}]
    shown["cells"][4]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "of an answer"}]
    html = call(tmp_path, "author_preview", notebook=shown)["html"]
    assert "The area of a rectangle" in html
    assert "four squares" in html
    assert "of an answer" not in html
    assert "<script" not in html
    assert [secret for secret in SECRETS if secret in html] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["cells"][4].update(source=ANSWER.replace("    ### END SOLUTION", "")),
        lambda found: found["cells"][2].update(
            outputs=[
                {
                    "output_type": "stream",
                    "name": "stdout",
                    "text": "Each row has as many squares as the floor is wide.",
                }
            ]
        ),
    ],
)
def test_a_preview_that_would_show_the_key_is_not_shown(change, tmp_path):
    with pytest.raises(PreviewWithheld):
        call(tmp_path, "author_preview", notebook=spoiled(change))


@pytest.mark.parametrize("notebook", [None, [], {}, {"nbformat": 4, "cells": ["x"]}, {"nbformat": 3, "cells": []}])
def test_what_is_no_notebook_is_refused(notebook, tmp_path):
    with pytest.raises(NotANotebook):
        call(tmp_path, "author_check", notebook=notebook)


@pytest.mark.parametrize("method", ["author_check", "author_preview"])
def test_visitors_write_no_lessons_here(method, tmp_path):
    with pytest.raises(UnknownOption):
        call(tmp_path, method, account="visitor:x", notebook=lesson())
