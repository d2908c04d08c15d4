"""What one answer, one user and one stop may cost: tools are bounded, shared fairly, and stopped at once."""

import asyncio
import json
import time
from dataclasses import replace

import pytest

from convergio_jupyter import aside
from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core.events import TextDelta, ToolCall, ToolResult
from convergio_jupyter.core.schema import Question
from convergio_jupyter.core.values import ToolUse
from convergio_jupyter.permits import Permits
from convergio_jupyter.providers.base import FinishPart, TextPart, ToolPart
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.tools import sandbox
from convergio_jupyter.workbench import USES

from .helpers import scripted_engine, with_engine
from .test_tools_in_turns import ASKED, House, gave, of, run, said


class Greedy(ScriptedProvider):
    """Wants a tool two thousand times at once."""

    async def stream(self, call):
        if gave(call):
            yield TextPart("Done.")
            yield FinishPart("complete")
            return
        for number in range(2_000):
            yield ToolPart(ToolUse(f"c{number}", "add", '{"a": 1, "b": 1}'))
        yield FinishPart("tool_calls")


def test_a_model_that_wants_a_tool_without_end_is_not_followed(tmp_path):
    house = House(lambda call: "")
    house.provider = Greedy("", tools=True)
    events = run(house, tmp_path)
    assert len(of(ToolCall, events)) <= 10 * USES
    assert len(of(ToolResult, events)) <= 10 * USES


class Megabyte(ScriptedProvider):
    async def stream(self, call):
        yield TextPart("what is your " * 80_000)
        yield FinishPart("complete")


def test_a_megabyte_in_one_piece_is_cut_and_holds_nobody_up(tmp_path):
    house, began = House(lambda call: ""), time.process_time()
    house.provider = Megabyte("")
    events = run(house, tmp_path)
    assert time.process_time() - began < 2
    assert len(said(events)) <= 100_000  # sixty-four bytes for each token that it may take


HEAVY = json.dumps({"task": "integrate", "expression": "sqrt(tan(x))*ln(sin(x))", "variable": "x"})


def test_who_calculates_a_lot_does_not_keep_another_user_from_calculating(tmp_path, monkeypatch):
    pytest.importorskip("sympy")
    monkeypatch.setattr(aside, "SECONDS", 1.0)
    monkeypatch.setattr(aside, "WAIT_SECONDS", 1.5)

    def script(call):
        if gave(call):
            return "Done."
        if "a lot" in call.messages[-1].text:
            return [ToolUse(f"c{number}", "solve_steps", HEAVY) for number in range(USES)]
        return [ToolUse("c", "calculator", '{"expression": "2+3"}')]

    async def results(engine, account, text, turn):
        question = replace(ASKED, text=text, turn=turn)
        return [event async for event in engine.ask(question, None, account) if isinstance(event, ToolResult)]

    async def work(engine):
        greedy = asyncio.create_task(results(engine, "greedy", "Calculate a lot.", "a"))
        other = await results(engine, "other", "What is 2 + 3?", "b")
        await greedy
        return other

    (result,) = with_engine(scripted_engine(tmp_path, ScriptedProvider(script, tools=True)), work)
    assert (result.ok, result.content) == (True, "2+3 = 5")


def test_who_runs_a_lot_of_code_does_not_keep_another_user_from_running_theirs(tmp_path, monkeypatch):
    if not sandbox.is_here():
        pytest.skip("the sandbox is not installed")
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)

    def script(call):
        if gave(call):
            return "Done."
        if "a lot" in call.messages[-1].text:
            endless = json.dumps({"code": "while True:\n    pass"})
            return [ToolUse(f"c{number}", "run_code", endless) for number in range(USES)]
        return [ToolUse("c", "run_code", '{"code": "print(5)"}')]

    async def results(engine, account, text, turn):
        question = replace(ASKED, text=text, turn=turn, teacher="lovelace")
        return [event async for event in engine.ask(question, None, account) if isinstance(event, ToolResult)]

    async def work(engine):
        greedy = [asyncio.create_task(results(engine, "greedy", "Run a lot.", name)) for name in "ab"]
        other = await results(engine, "other", "What does print(5) print?", "c")
        await asyncio.gather(*greedy)
        return other

    (result,) = with_engine(scripted_engine(tmp_path, ScriptedProvider(script, tools=True)), work)
    assert result.ok
    assert "5" in result.content


def test_a_stop_while_a_draft_is_tried_ends_the_turn_at_once(tmp_path):
    if not sandbox.is_here():
        pytest.skip("the sandbox is not installed")
    sandbox.run(["1"])
    draft = "Here:\n\n```python\nn = 0\nwhile True:\n    n = n + 1\n```\n"
    local, cloud = ScriptedProvider(draft), ScriptedProvider("Better.", name="cloud", place="cloud")
    question = Question(text="Write a Python function for the Fibonacci numbers.", teacher="lovelace", turn="t")
    stopped = []

    async def work(engine):
        scope, loop = CancelScope(), asyncio.get_running_loop()

        def stop():
            stopped.append(time.monotonic())
            scope.cancel()

        shown = ""
        async for event in engine.ask(question, scope):
            if isinstance(event, TextDelta):
                shown += event.text
                if shown == draft:
                    loop.call_later(0.2, stop)
        return time.monotonic()

    ended = with_engine(scripted_engine(tmp_path, local, cloud, cascade=True), work)
    assert stopped
    assert ended - stopped[0] < 0.3  # a bar of 0.1 s, and room for a busy machine


def test_what_is_allowed_in_one_lesson_holds_in_no_other():
    permits = Permits()

    async def work():
        allowed = replace(ASKED, course="a / b", lesson="c")
        waiting = asyncio.create_task(permits.ask("me", allowed, "call", "send"))
        await asyncio.sleep(0)
        assert permits.click("me", "t", "call", "lesson")
        await waiting

    asyncio.run(work())
    assert permits.mode("me", replace(ASKED, course="a", lesson="b / c"), "send") == "ask"
