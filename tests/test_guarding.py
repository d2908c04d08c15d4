"""A teacher in a lesson sees the work and never the key, and nothing that gives an answer away is shown."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.errors import ExamNow
from convergio_jupyter.core.events import Done, Failed, TeacherFinished, TextDelta, ToolCall, ToolResult, UsageReported
from convergio_jupyter.core.schema import Question
from convergio_jupyter.core.values import ToolUse
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.shelf import Shelf
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.teachers import Roster, load_faculty
from convergio_jupyter.tools.base import Result, Tool, schema

from .helpers import collect, scripted_engine, text_of, with_engine
from .learning.lessons import cell, lesson

RIGHT = "def area(width, height):\n    return width * height"
SPEED = {"kind": "number", "answer": "9.81", "unit": "m/s^2", "asked": "How fast does a stone become faster?"}
SAFE = "Look at how a stone falls. What pulls at it?"
LEAK = "Nothing simpler than that. It is 9.81 m/s^2. Write it down."
ASKED = Question(text="How much is it?", teacher="galileo", turn="t1", lesson="area-1", exercise="speed")
HINT = "Think of what pulls at the stone."


def keyed(folder, key=SPEED, name="area", **head):
    """A lesson with an exercise in code, ``area``, and one with a number, ``speed``; its key lies where keys lie."""
    notebook = lesson(**head)
    notebook["cells"][9:9] = [
        cell("markdown", SPEED["asked"], "task", "speed", skills=["fall"]),
        cell("markdown", "Write the number here.", "answer", "speed", key=key),
        cell("markdown", HINT, "hint", "speed", level=1),
    ]
    for number, each in enumerate(notebook["cells"]):
        each["id"] = f"c{number}"
    write_key(folder / "keys" / f"{name}.key.json", key_of(lesson_from(notebook)))


def talk(folder, *replies, question=ASKED, before=None, questions=None, place="local", tools=False, **head):
    """``(events of each question, the model's calls, attempts that are kept)``; ``replies`` are the model's in turn."""
    keyed(folder, **head)
    said = iter(replies)
    provider = ScriptedProvider(lambda call: next(said), place=place, tools=tools)

    async def work(engine):
        if before is not None:
            await before(engine)
        turns, conversation = [], ""
        for number, asked in enumerate(questions or [question]):
            events = await collect(engine, replace(asked, turn=f"t{number}", conversation=conversation))
            conversation = conversation or getattr(events[0], "conversation", "")
            turns.append(events)
        kept = await engine.desk_of(OWNER).workbook.export()
        return turns, kept["attempts"]

    turns, kept = with_engine(scripted_engine(folder, provider), work)
    return turns, provider.calls, kept


def told(events):
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def test_a_clean_reply_is_shown_whole(tmp_path):
    (events,), _, kept = talk(tmp_path, SAFE)
    assert told(events) == SAFE
    assert isinstance(events[-1], Done)
    assert [(row["kind"], json.loads(row["report"])["outcome"]) for row in kept] == [("talk", "released")]


def test_what_leaks_is_not_shown_and_is_said_anew(tmp_path):
    (events,), calls, kept = talk(tmp_path, LEAK, SAFE)
    assert "9.81" not in str(events)
    assert told(events).split("\n\n") == ["Nothing simpler than that. ", SAFE]
    assert len(calls) == 2
    assert "Use no value and no code" in calls[1].messages[-1].text
    assert "Use no value and no code" not in calls[0].messages[-1].text
    report = json.loads(kept[-1]["report"])
    assert (report["outcome"], report["leak"] != "") == ("retried", True)


def test_what_leaks_again_gives_way_to_the_authors_hint_which_counts_as_taken(tmp_path):
    (events,), _, kept = talk(tmp_path, LEAK, "So be it: nine point eight one.")
    assert "nine point" not in str(events)
    assert "a hint in its place" in told(events)
    assert SPEED["asked"] in told(events)  # the lowest rung is the goal once more
    assert events[-1].reason == "complete"
    assert [row["kind"] for row in kept] == ["hint", "talk"]
    assert "9.81" not in json.dumps(kept)


def test_a_reply_that_is_nothing_but_the_answer_is_said_anew(tmp_path):
    (events,), _, _ = talk(tmp_path, "9.81 m/s^2", SAFE)
    assert told(events) == SAFE


def test_code_that_solves_it_is_not_shown(tmp_path):
    reply = f"Here you are:\n\n```python\n{RIGHT}\n```\nDo you see?"
    (events,), _, _ = talk(tmp_path, reply, SAFE, question=replace(ASKED, exercise="area"))
    assert "width * height" not in str(events)
    assert told(events).endswith(SAFE)


def test_another_exercise_of_the_lesson_is_kept_back_too(tmp_path):
    (events,), _, _ = talk(tmp_path, LEAK, SAFE, question=replace(ASKED, exercise="area"))
    assert "9.81" not in str(events)
    (events,), _, _ = talk(tmp_path, LEAK, SAFE, question=replace(ASKED, exercise=""))
    assert "9.81" not in str(events)


def test_what_adds_up_over_the_talk_leaks(tmp_path):
    pieces = "The first digit is 9.", "The second digit is 8.", "The third digit is 1."
    key = {"kind": "number", "answer": "981", "asked": SPEED["asked"]}
    turns, _, _ = talk(tmp_path, *pieces, SAFE, questions=[ASKED] * 3, key=key)
    assert [told(events) for events in turns] == [*pieces[:2], SAFE]


def test_who_has_solved_it_may_talk_about_all_of_it(tmp_path):
    async def solve(engine):
        await engine.desk_of(OWNER).check("area-1", "speed", "9.81 m/s^2")

    (events,), calls, _ = talk(tmp_path, LEAK, before=solve)
    assert told(events) == LEAK
    assert len(calls) == 1


@pytest.mark.parametrize(("mode", "shown"), [("open", True), ("coach", False), ("socratic", False)])
def test_the_lesson_says_how_much_is_kept_back(mode, shown, tmp_path):
    (events,), _, _ = talk(tmp_path, LEAK, SAFE, guard=mode)
    assert ("9.81" in told(events)) is shown


def test_in_an_exam_no_model_is_asked_and_no_hint_is_given(tmp_path):
    (events,), calls, kept = talk(tmp_path, SAFE, guard="exam")
    assert [(event.type, event.error.code) for event in events] == [("error", "exam_now")]
    assert calls == []
    assert [json.loads(row["report"])["outcome"] for row in kept] == ["closed"]


def test_a_question_about_no_lesson_of_ours_is_not_held_back(tmp_path):
    (events,), _, kept = talk(tmp_path, LEAK, question=replace(ASKED, lesson="another", exercise=""))
    assert told(events) == LEAK
    assert kept == []


ELSEWHERE = replace(ASKED, lesson="moon-1", exercise="")
MOON = {"kind": "number", "answer": "1.62", "asked": "How fast does a stone fall on the moon?"}
PUT = "It says: how fast does a stone become faster? Tell me, please."


def test_a_task_is_kept_back_in_another_lesson_and_as_long_as_the_talk_lasts(tmp_path):
    keyed(tmp_path, MOON, "moon", id="moon-1")
    asked = [ELSEWHERE, replace(ELSEWHERE, text=PUT), replace(ELSEWHERE, text="Only the number, then.")]
    free, *held = talk(tmp_path, LEAK, LEAK, SAFE, LEAK, SAFE, questions=asked)[0]
    assert told(free) == LEAK
    assert [told(each).endswith(SAFE) for each in held] == [True, True]
    assert "9.81" not in str(held)


def test_a_task_that_is_solved_in_its_lesson_may_be_talked_about_in_all(tmp_path):
    async def solve(engine):
        await engine.desk_of(OWNER).check("area-1", "speed", "9.81 m/s^2")

    keyed(tmp_path, MOON, "moon", id="moon-1")
    (events,), _, _ = talk(tmp_path, LEAK, question=replace(ELSEWHERE, text=PUT), before=solve)
    assert told(events) == LEAK


def test_nobody_helps_in_another_lesson_with_what_is_an_exam(tmp_path):
    keyed(tmp_path, MOON, "moon", id="moon-1")
    (events,), calls, _ = talk(tmp_path, SAFE, question=replace(ELSEWHERE, text=PUT), guard="exam")
    assert ([event.error.code for event in events], calls) == (["exam_now"], [])


def test_in_a_class_a_task_is_kept_back_where_no_lesson_is_named(tmp_path):
    async def work(engine):
        led = await engine.classes.open("course", "A course")
        ada = (await engine.classes.join(led.code, "Ada")).account
        asked = replace(ASKED, lesson="", exercise="", text=PUT)
        found = []
        for account in (ada, OWNER):
            found.append([event async for event in engine.ask(replace(asked, turn=f"t{len(found)}"), account=account)])
        return found

    keyed(tmp_path)
    said = iter([LEAK, SAFE, LEAK])
    learner, owner = with_engine(scripted_engine(tmp_path, ScriptedProvider(lambda call: next(said))), work)
    assert "9.81" not in str(learner)
    assert told(owner) == LEAK  # whoever teaches may ask what they like


def test_the_teacher_sees_the_task_the_attempt_and_what_the_check_said(tmp_path):
    async def fail(engine):
        await engine.desk_of(OWNER).check("area-1", "area", RIGHT.replace("*", "+"))

    question = replace(ASKED, exercise="area", text="What is wrong?")
    _, calls, _ = talk(tmp_path, SAFE, question=question, before=fail)
    asked = calls[0].messages[-1].text
    assert "width + height" in asked
    assert "the area of 2 by 3" in asked
    assert "Attempts in vain: 1" in asked
    assert asked.endswith("What is wrong?")
    assert "Name the one idea" in asked


def test_the_teacher_sees_hints_that_were_read_and_no_others_and_how_well_the_skill_is_known(tmp_path):
    read = []

    async def tried(engine):
        desk = engine.desk_of(OWNER)
        await desk.check("area-1", "area", RIGHT.replace("*", "+"))
        read.extend([(await desk.hint("area-1", "area")).text for _ in range(2)])

    question = replace(ASKED, exercise="area", text="I don't understand the hint.")
    _, calls, _ = talk(tmp_path, SAFE, question=question, before=tried)
    asked = calls[0].messages[-1].text
    ladder = [text for _, text in Shelf(tmp_path / "keys").exercise("area-1", "area")[1].hints]
    assert [text in asked for text in ladder] == [text in read for text in ladder]
    assert sum(text in asked for text in ladder) == 1
    assert "Skill area, answers so far: 1" in asked


def test_where_no_exercise_is_named_it_is_the_one_that_was_worked_on_last(tmp_path):
    async def fail(engine):
        await engine.desk_of(OWNER).check("area-1", "area", RIGHT.replace("*", "+"))

    _, calls, _ = talk(tmp_path, SAFE, question=replace(ASKED, exercise=""), before=fail)
    assert "width + height" in calls[0].messages[-1].text


def test_no_request_holds_anything_of_the_key(tmp_path):
    async def hints(engine):
        await engine.desk_of(OWNER).hint("area-1", "area")

    questions = [replace(ASKED, exercise=name) for name in ("area", "speed", "")]
    _, calls, _ = talk(tmp_path, LEAK, LEAK, LEAK, LEAK, LEAK, LEAK, questions=questions, before=hints)
    sent = str([call.messages for call in calls])
    assert calls
    for part in ("9.81", "width * height", "943", "3 by 4 {", "Rows times squares"):
        assert part not in sent


def test_what_a_tool_is_given_and_gives_is_kept_back_too(tmp_path):
    uses = [ToolUse(id="u", name="look", arguments=json.dumps({"for": "9.81 m/s^2"}))]
    keyed(tmp_path)
    said = iter([uses, SAFE])
    provider = ScriptedProvider(lambda call: next(said), tools=True)
    engine = scripted_engine(tmp_path, provider)
    parameters = schema(["for"], **{"for": {"type": "string"}})
    look = Tool(
        name="look", title="Look", description="Looks.", parameters=parameters, effect="computes",
        run=lambda arguments, desk: Result("It is 9.81 m/s^2", "<svg><text>9.81</text></svg>"),
    )  # fmt: skip
    engine.tools = {**engine.tools, "look": look}
    engine.roster = Roster([replace(load_faculty()["galileo"], tools=("look",))])
    events = with_engine(engine, lambda engine: collect(engine, ASKED))
    shown = [event for event in events if isinstance(event, (ToolCall, ToolResult))]
    assert len(shown) == 2
    assert "9.81" not in str(shown)
    assert "Left out" in shown[1].content
    assert "9.81" in str(provider.calls[1].messages)  # the model needs it to go on


def test_what_was_not_shown_is_paid_all_the_same(tmp_path):
    (events,), _, _ = talk(tmp_path, LEAK, SAFE, place="cloud")
    receipt = next(event.receipt for event in events if isinstance(event, UsageReported))
    assert receipt.tokens.output >= len(SAFE) // 4


def test_a_panel_is_kept_back_teacher_by_teacher(tmp_path):
    question = replace(ASKED, teacher="galileo,euclide")
    (events,), _, _ = talk(tmp_path, *([LEAK] * 6), question=question)
    assert "9.81" not in str(events)
    assert [event.reason for event in events if isinstance(event, TeacherFinished)][:2] == ["complete", "complete"]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_it_does_not_matter_how_a_reply_is_cut(tmp_path_factory, sizes):
    folder = tmp_path_factory.mktemp("cut")

    class Cut(ScriptedProvider):
        async def stream(self, call):
            from convergio_jupyter.providers.base import TextPart

            begin, text = 0, ""
            async for part in super().stream(call):
                if isinstance(part, TextPart):
                    text += part.text
                    continue
                while begin < len(text):
                    size = sizes[begin % len(sizes)]
                    yield TextPart(text[begin : begin + size])
                    begin += size
                yield part

    keyed(folder)
    said = iter([LEAK, SAFE])
    events = with_engine(scripted_engine(folder, Cut(lambda call: next(said))), lambda engine: collect(engine, ASKED))
    assert text_of(events) == f"Nothing simpler than that. \n\n{SAFE}"


def test_who_leads_a_class_can_pause_its_teachers_or_make_it_an_exam(tmp_path):
    async def work(engine):
        led = await engine.classes.open("course", "A course")
        ada = await engine.classes.join(led.code, "Ada")
        found = []
        for values in ({"paused": True}, {"paused": False, "exam": True}, {"exam": False}):
            await engine.classes.change(led.code, **values)
            asked = replace(ASKED, turn=f"t{len(found)}", lesson="", exercise="")
            events = [event async for event in engine.ask(asked, account=ada.account)]
            found.append(events[-1].error.code if isinstance(events[-1], Failed) else told(events))
            desk = engine.desk_of(ada.account)
            try:
                found.append((await desk.hint("area-1", "area")).text)
            except ExamNow:
                found.append("no hint")
        others = [event async for event in engine.ask(replace(ASKED, turn="o"))]
        return found, told(others)

    keyed(tmp_path)
    provider = ScriptedProvider(SAFE)
    (pause, hint, exam, none, answer, more), others = with_engine(scripted_engine(tmp_path, provider), work)
    assert (pause, exam, answer) == ("ai_paused", "exam_now", SAFE)
    assert (hint != "no hint", none, more != "no hint") == (True, "no hint", True)
    assert others == SAFE
