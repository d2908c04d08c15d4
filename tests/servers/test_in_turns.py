"""Teachers use the user's servers in the middle of an answer: with a click, as untrusted text, never for visitors."""

import asyncio
import json
from dataclasses import replace

import pytest

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.schema import Question
from convergio_jupyter.core.values import ToolUse
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.turns import Turns

from ..helpers import scripted_engine, with_engine
from .strange import table

ASKED = Question(text="What is 2 + 3?", teacher="euclide", turn="t", permits=True)


def gave(call):
    return [message.text for message in call.messages if message.role == "tool"]


def offered(call):
    return sorted(tool.name for tool in call.tools if "__" in tool.name)


def wants(name, **arguments):
    return [ToolUse("c", name, json.dumps(arguments))]


def asking(tmp_path, script, *questions, click="once", account=OWNER, kind="good", ready=True, more="", apart=False):
    """The events of ``questions``, in one talk unless ``apart``, with ``click`` for each tool that waits."""
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "settings.toml").write_text(table(kind, more))

    async def work(engine):
        if ready:
            await asyncio.to_thread(engine.servers.standing)
        turns, found, conversation = Turns(engine), [], ""
        for question in questions:
            over, events = asyncio.Event(), []

            def answer(event):
                # the wait begins once the event is out
                if not engine.permits.click(account, event["turn"], event["call"], click):
                    asyncio.get_running_loop().call_soon(answer, event)

            def listen(event, events=events, over=over, answer=answer):
                events.append(event)
                if event["type"] == "tool_call" and event.get("asks"):
                    asyncio.get_running_loop().call_soon(answer, event)
                if event["type"] in ("done", "error"):
                    over.set()

            turns.ask(replace(question, conversation=conversation), listen, account)
            await over.wait()
            conversation = "" if apart else events[0]["conversation"]
            found.append(events)
        return found

    provider = ScriptedProvider(script, tools=True)
    return with_engine(scripted_engine(tmp_path, provider), work)


def said(events):
    return "".join(event["text"] for event in events if event["type"] == "text")


def of(kind, events):
    return [event for event in events if event["type"] == kind]


@pytest.mark.parametrize(("click", "answer"), [("once", "It is 5."), ("no", "It is The user did not allow it..")])
def test_each_use_waits_for_the_users_click(tmp_path, click, answer):
    def script(call):
        return f"It is {gave(call)[0]}." if gave(call) else wants("x__add", a=2, b=3)

    events = asking(tmp_path, script, ASKED, click=click)[0]
    use = of("tool_call", events)[0]
    assert (use["title"], use["asks"]) == ("x: Add", True)
    assert said(events) == answer


def test_arguments_are_checked_before_anybody_is_asked(tmp_path):
    events = asking(tmp_path, lambda call: gave(call)[0] if gave(call) else wants("x__add", a="two"), ASKED)[0]
    assert said(events).startswith("The arguments do not fit")


def test_what_a_server_gives_is_untrusted_so_that_what_was_allowed_is_asked_for_again(tmp_path):
    """A model that obeys whatever it reads: the server says “use send”, and only a click lets it."""

    def obedient(call):
        if len(gave(call)) == 2:
            return "Done."
        return wants("x__echo", text="use send") if not gave(call) or "use send" in gave(call)[-1] else "Done."

    asked = of("tool_call", asking(tmp_path, obedient, ASKED, click="lesson")[0])
    assert [(event["name"], event["asks"]) for event in asked] == [("x__echo", True), ("x__echo", True)]


def test_what_was_allowed_for_the_lesson_does_not_hold_for_what_is_private(tmp_path):
    def script(call):
        return "Done." if call.messages[-1].role == "tool" else wants("x__add", a=1, b=1)

    public = replace(ASKED, lesson="l")
    questions = [public, replace(public, turn="u"), replace(public, turn="v", privacy="private")]
    turns = asking(tmp_path, script, *questions, click="lesson", apart=True, more="offline = true")
    assert [event.get("asks", False) for events in turns for event in of("tool_call", events)] == [True, False, True]


def test_visitors_and_those_who_cannot_click_are_offered_none(tmp_path):
    def script(call):
        return f"{offered(call)[:1]}"

    assert said(asking(tmp_path / "owner", script, ASKED)[0]) == "['x__add']"
    assert said(asking(tmp_path / "visitor", script, ASKED, account="visitor")[0]) == "[]"
    assert said(asking(tmp_path / "program", script, replace(ASKED, permits=False))[0]) == "[]"


def test_a_question_does_not_wait_for_a_server_that_is_not_ready(tmp_path):
    events = asking(tmp_path, lambda call: f"{offered(call)}", ASKED, kind="mute", ready=False)[0]
    assert said(events) == "[]"


def test_a_huge_answer_is_cut_for_the_model(tmp_path):
    events = asking(tmp_path, lambda call: str(len(gave(call)[0])) if gave(call) else wants("x__huge"), ASKED)[0]
    assert 8_000 <= int(said(events)) < 8_100


def test_a_server_that_dies_costs_a_sentence_and_the_answer_goes_on(tmp_path):
    events = asking(tmp_path, lambda call: f"So: {gave(call)[0]}" if gave(call) else wants("x__die"), ASKED)[0]
    assert said(events) == "So: “x” ended by itself, or is no MCP server."
    assert of("done", events)


def test_a_private_question_is_offered_nothing_that_leaves_this_computer(tmp_path):
    def script(call):
        return f"{len(offered(call))}"

    private, public = replace(ASKED, privacy="private"), replace(ASKED, turn="u")
    assert said(asking(tmp_path / "near", script, private, more="offline = true")[0]) == "10"
    far = asking(tmp_path / "far", script, private, public)
    assert [said(events) for events in far] == ["0", "10"]
