"""Work in a process of its own: it is stopped, the next one is served, and it gets nothing of ours."""

import threading

import pytest

from convergio_jupyter import aside
from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk, Result
from convergio_jupyter.tools.elsewhere import elsewhere
from convergio_jupyter.tools.mathematics import calculator

ENDLESS = "exp(10^12*ln(2))"  # sympy makes 2 to the 10^12 of it
run = elsewhere(calculator.calculate)


def test_it_gives_what_the_work_gives_in_the_language_of_the_desk():
    assert run({"expression": "1/4"}, Desk(lang="it")) == Result("1/4 = 0,25")


def test_it_says_what_the_work_says_when_it_fails():
    with pytest.raises(Unable, match="Non si può dividere per zero"):
        run({"expression": "1/0"}, Desk(lang="it"))


def test_a_fault_of_ours_is_a_fault_and_the_next_is_served():
    with pytest.raises(RuntimeError, match="KeyError"):
        run({}, Desk())
    assert run({"expression": "2"}, Desk()).text == "2 = 2"


def test_work_without_end_is_stopped_and_the_next_is_served(monkeypatch):
    run({"expression": "1"}, Desk())
    monkeypatch.setattr(aside, "SECONDS", 0.5)
    with pytest.raises(Unable, match="too long"):
        run({"expression": ENDLESS}, Desk())
    monkeypatch.undo()
    assert run({"expression": "1 + 1"}, Desk()).text == "1 + 1 = 2"


def test_the_second_use_is_served_by_the_same_process():
    run({"expression": "1"}, Desk())
    before = [process._process.pid for process in aside._idle]
    run({"expression": "1 + 1"}, Desk())
    assert [process._process.pid for process in aside._idle] == before != []


def test_a_process_that_went_away_is_replaced():
    run({"expression": "1"}, Desk())
    for process in aside._idle:
        process._process.kill()
        process._process.wait()
    assert run({"expression": "1 + 1"}, Desk()).text == "1 + 1 = 2"


def test_many_at_once_wait_for_their_turn():
    found = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(run({"expression": f"{n} + 1"}, Desk()).text))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found) == sorted(f"{n} + 1 = {n + 1}" for n in range(8))
    assert len(aside._idle) <= aside.PROCESSES


def test_the_process_gets_no_key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    seen = {}
    started = aside.subprocess.Popen

    def popen(*args, **options):
        seen.update(options["env"])
        return started(*args, **options)

    monkeypatch.setattr(aside, "_idle", [])
    monkeypatch.setattr(aside.subprocess, "Popen", popen)
    run({"expression": "1"}, Desk())
    assert "PATH" in seen
    assert "canary" not in seen.values()
    for process in aside._idle:
        process.stop()
