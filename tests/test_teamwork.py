"""Several teachers answer side by side, and the principal brings it together."""

import asyncio
import json
import time
from dataclasses import replace

import pytest

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core import OWNER
from convergio_jupyter.core.codec import event_from_dict, to_dict
from convergio_jupyter.core.errors import RateLimited
from convergio_jupyter.core.events import (
    Asked,
    Done,
    Failed,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    ToolCall,
    ToolResult,
    UsageReported,
)
from convergio_jupyter.core.schema import Question
from convergio_jupyter.memory.facts import Fact
from convergio_jupyter.providers.base import TextPart
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.seats import Clock
from convergio_jupyter.teachers import load_faculty
from convergio_jupyter.teachers.prompt import charter

from .helpers import collect, scripted_engine, with_engine

FACULTY = load_faculty()
ASKED = Question(text="@euclide @leonardo What is perspective?", turn="t")
CLAIM = {"claim": "Euclide and Leonardo meet.", "by": ["euclide", "leonardo"]}
AGREED = {"agreements": [CLAIM], "differences": [], "next_step": "Ask Euclide."}


def who(call):
    """The teacher whose persona stands in the prompt."""
    said = call.messages[0].text
    return next(name for name, one in FACULTY.items() if one.persona["en"] in said or one.brief["en"] in said)


def converging(call):
    return "<answer id=" in call.messages[-1].text


class Talking(ScriptedProvider):
    """Answers as the teacher who is asked; ``hung`` never end, ``failing`` raise."""

    def __init__(self, *, hung=(), failing=(), form=AGREED):
        super().__init__(self._say, name="cloud", place="cloud")
        self.hung, self.failing, self.form = hung, failing, form

    def _say(self, call):
        return json.dumps(self.form) if converging(call) else f"I am {who(call)}. More."

    async def stream(self, call):
        if not converging(call) and who(call) in self.failing:
            raise RateLimited(provider="cloud")
        if not converging(call) and who(call) in self.hung:
            await asyncio.Event().wait()
        async for part in super().stream(call):
            yield part


def texts(events):
    found = {}
    for event in events:
        if isinstance(event, TextDelta):
            found[event.part] = found.get(event.part, "") + event.text
    return found


def ends(events):
    return {event.part: event for event in events if isinstance(event, TeacherFinished)}


def asked(tmp_path, provider, question=ASKED, **settings):
    return with_engine(scripted_engine(tmp_path, provider, **settings), lambda engine: collect(engine, question))


def test_each_answers_in_their_part_and_the_principal_brings_it_together(tmp_path):
    events = asked(tmp_path, Talking())
    assert [event.seq for event in events] == list(range(len(events)))
    assert isinstance(events[0], Asked)
    assert events[-1] == Done(turn="t", seq=len(events) - 1, reason="complete")
    assert [(e.part, e.teacher) for e in events if isinstance(e, TeacherStarted)] == [
        (0, "euclide"), (1, "leonardo"), (2, "ali"),
    ]  # fmt: skip
    said = texts(events)
    assert (said[0], said[1]) == ("I am euclide. More.", "I am leonardo. More.")
    names = "[Euclide](#part=0), [Leonardo](#part=1)"
    assert (
        said[2] == f"**Where they agree**\n\n- Euclide and Leonardo meet. — *{names}*\n\n**Next step**\n\nAsk Euclide."
    )


def test_a_teacher_who_never_ends_is_cut_off_and_holds_up_nobody(tmp_path):
    class Flooding(Talking):
        async def stream(self, call):
            if not converging(call) and who(call) == "euclide":
                yield TextPart("much more " * 10**5)  # whatever the call allows
                await asyncio.Event().wait()
            async for part in super().stream(call):
                yield part

    events = asked(tmp_path, Flooding())
    said = texts(events)
    assert ends(events)[0].reason == "length"
    assert said[1] == "I am leonardo. More."
    order = [event.part for event in events if isinstance(event, TextDelta)]
    assert 0 in order[order.index(1) :]  # the other was heard between the pieces


def test_events_come_in_their_order_whoever_fails_and_what_that_cost_is_told(tmp_path):
    class Breaking(Talking):
        def models(self):
            return [replace(card, output_micro=10**9) for card in super().models()]

        async def stream(self, call):
            async for part in super().stream(call):
                yield part
                await asyncio.sleep(0)
                if isinstance(part, TextPart) and not converging(call) and who(call) in ("euclide", "darwin"):
                    raise RateLimited(provider="cloud")

    question = Question(text="@euclide @darwin @leonardo @curie Why?", turn="t")
    events = asked(tmp_path, Breaking(), question)
    assert [event.seq for event in events] == sorted(event.seq for event in events)
    assert {event.part for event in events if isinstance(event, UsageReported)} >= {0, 1}


def test_who_fails_costs_only_their_own_part(tmp_path):
    events = asked(tmp_path, Talking(failing=("euclide",)), Question(text="@euclide @leonardo @curie Why?", turn="t"))
    assert ends(events)[0].reason == "error"
    assert ends(events)[0].error.code == "rate_limited"
    assert [ends(events)[part].reason for part in (1, 2, 3)] == ["complete"] * 3
    assert "I am leonardo" in texts(events)[1]
    assert isinstance(events[-1], Done)


def test_who_hangs_is_left_behind_at_the_deadline(tmp_path):
    provider = Talking(hung=("darwin",))
    engine = scripted_engine(tmp_path, provider, panel_seconds=1)
    everybody = " ".join(f"@{name}" for name in FACULTY if name not in ("ali", "anna", "jenny"))
    events = with_engine(engine, lambda engine: collect(engine, Question(text=f"{everybody} Why?", turn="t")))
    late = [event for event in ends(events).values() if event.reason == "error"]
    assert [(event.teacher, event.error.code) for event in late] == [("darwin", "teacher_late")]
    assert len(texts(events)) == 17  # sixteen, and what they come to


def test_the_clock_of_a_teacher_stands_while_the_learner_decides(tmp_path):
    class Limit:
        until = 0.0

        def when(self):
            return self.until

        def reschedule(self, until):
            self.until = until

    def call(name):
        return ToolCall(turn="t", seq=0, part=0, call=name, name="send", arguments="{}", asks=True)

    def result(name):
        return ToolResult(turn="t", seq=0, part=0, call=name, ok=True, content="")

    async def work():
        loop, limit = asyncio.get_running_loop(), Limit()
        limit.until = loop.time() + 5
        clicks = Clock(limit, 5)
        seen = []
        for event in (result("other"), call("a"), call("b"), result("a"), result("b")):
            clicks.note(event)
            seen.append(limit.until)
        return seen, loop.time()

    seen, now = asyncio.run(work())
    assert [until > now + 60 for until in seen] == [False, True, True, True, False]
    assert now < seen[-1] <= now + 5


def test_a_teacher_who_must_not_know_the_learner_is_told_nothing_of_them(tmp_path):
    (tmp_path / "settings.toml").write_text("[teacher.leonardo]\nmemory = false\n")
    provider = Talking()

    async def work(engine):
        await engine.memory_of(OWNER).facts.remember(Fact(text="I prefer pictures to words.", kind="preference"))
        await collect(engine, ASKED)

    with_engine(scripted_engine(tmp_path, provider), work)
    told = {who(call): "pictures to words" in call.messages[0].text for call in provider.calls if not converging(call)}
    assert told == {"euclide": True, "leonardo": False}


def test_one_answer_alone_is_not_brought_together(tmp_path):
    events = asked(tmp_path, Talking(failing=("euclide",)))
    assert set(texts(events)) == {1}
    assert isinstance(events[-1], Done)


@pytest.mark.parametrize("form", [{"agreements": "?"}, {"agreements": [{"claim": "No.", "by": ["darwin"]}]}])
def test_where_it_cannot_be_brought_together_each_is_quoted(tmp_path, form):
    events = asked(tmp_path, Talking(form=form))
    assert "- I am euclide. — *[Euclide](#part=0)*" in texts(events)[2]
    assert ends(events)[2].reason == "complete"


def test_where_nobody_can_be_asked_the_turn_says_so_once(tmp_path):
    events = asked(tmp_path, Talking(), local_only=True)
    assert [type(event) for event in events] == [Asked, Failed]


def test_a_stop_ends_all_of_them_at_once(tmp_path):
    async def work(engine):
        scope, silent = CancelScope(), []
        async for event in engine.ask(ASKED, scope):
            if isinstance(event, TeacherStarted) and not scope.cancelled:
                asyncio.get_running_loop().call_later(0.05, scope.cancel)
                began = time.monotonic()
            silent.append(event)
        return silent, time.monotonic() - began

    provider = Talking()
    provider._delay = 5.0
    events, _ = with_engine(scripted_engine(tmp_path, provider), work)
    assert {end.reason for end in ends(events).values()} == {"cancelled"}
    assert events[-1].reason == "cancelled"


def test_all_is_kept_and_told_again(tmp_path):
    async def work(engine):
        told = await collect(engine, ASKED)
        _, question, answers = await engine.conversations_of(OWNER).find_turn("t")
        page = await engine.conversations_of(OWNER).page(told[0].conversation)
        return told, question, answers, page

    told, question, answers, page = with_engine(scripted_engine(tmp_path, Talking()), work)
    assert question.text == ASKED.text
    assert [answer.teacher for answer in answers] == ["euclide", "leonardo", "ali"]
    assert [answer.text for answer in answers] == [texts(told)[part] for part in range(3)]
    assert [message.role for message in page.messages] == ["user", "assistant", "assistant", "assistant"]
    started = [event.question for event in told if isinstance(event, TeacherStarted)]
    assert [answer.question for answer in answers] == started
    assert any(started)
    assert not page.running


def test_the_next_question_remembers_who_said_what(tmp_path):
    provider = Talking()

    async def work(engine):
        first = await collect(engine, ASKED)
        await collect(engine, Question(text="And then?", conversation=first[0].conversation, turn="u"))
        return provider.calls[-1].messages

    messages = with_engine(scripted_engine(tmp_path, provider), work)
    assert [message.role for message in messages] == ["system", "user", "assistant", "user"]
    assert "euclide: I am euclide. More.\n\nleonardo: I am leonardo." in messages[2].text


def test_each_part_is_a_charge_of_its_own_and_all_are_one_question(tmp_path):
    async def work(engine):
        await collect(engine, ASKED)
        return await engine.store.fetch("SELECT request, teacher, kind FROM ledger ORDER BY request, kind")

    rows = with_engine(scripted_engine(tmp_path, Talking()), work)
    assert [(row["request"], row["teacher"]) for row in rows if row["kind"] == "settle"] == [
        ("t", "euclide"), ("t.1", "leonardo"), ("t.2", "ali"),
    ]  # fmt: skip
    assert not [row for row in rows if row["kind"] == "release"]


def test_events_of_a_part_that_failed_cross_a_process_boundary(tmp_path):
    for event in asked(tmp_path, Talking(failing=("euclide",))):
        assert event_from_dict(to_dict(event)) == event


MIXED = Question(
    text="@ali Why does the moon change its shape? How do I add a half and a third? And who built the pyramids?",
    turn="t",
)


class Parting(Talking):
    """The principal parts the question, too."""

    def __init__(self, parts, **more):
        super().__init__(**more)
        self.parts = parts

    def _say(self, call):
        if "Part the question below" in call.messages[0].text:
            return json.dumps({"parts": self.parts})
        return super()._say(call)


def test_the_principal_parts_a_question_and_brings_the_answers_together(tmp_path):
    parts = [{"teacher": "galileo", "question": "Why phases?"}, {"teacher": "erodoto", "question": "Who built them?"}]
    events = asked(tmp_path, Parting(parts), MIXED)
    started = [(event.part, event.teacher, event.question) for event in events if isinstance(event, TeacherStarted)]
    assert started == [(0, "ali", ""), (1, "galileo", "Why phases?"), (2, "erodoto", "Who built them?"), (3, "ali", "")]
    assert "- **Galileo**: Why phases?\n- **Erodoto**: Who built them?" in texts(events)[0]
    assert texts(events)[1] == "I am galileo. More."
    assert isinstance(events[-1], Done)


def test_what_every_teacher_is_told_first_stands_before_the_forms_too(tmp_path):
    provider = Parting([{"teacher": "galileo", "question": "Phases?"}, {"teacher": "erodoto", "question": "Who?"}])
    asked(tmp_path, provider, MIXED, age_band="6-8")
    assert len(provider.calls) == 4
    assert [call.messages[0].text.startswith(charter("en", "6-8")) for call in provider.calls] == [True] * 4


def asked_whom(events):
    return {event.teacher: event.question for event in events if isinstance(event, TeacherStarted) and event.question}


def test_two_questions_to_the_same_teacher_are_both_asked(tmp_path):
    parts = [
        {"teacher": "galileo", "question": "Why phases?"},
        {"teacher": "erodoto", "question": "Who built them?"},
        {"teacher": "galileo", "question": "Why tides?"},
    ]
    found = asked_whom(asked(tmp_path, Parting(parts), MIXED))
    assert found == {"galileo": "Why phases? Why tides?", "erodoto": "Who built them?"}


def test_a_question_of_a_model_is_looked_at_like_all_that_it_writes(tmp_path):
    """Of the principal's text the same words are left out; here the learner's own stand in their place."""
    parts = [
        {"teacher": "galileo", "question": "What is your home address and your phone number?"},
        {"teacher": "erodoto", "question": "Who built them?"},
    ]
    events = asked(tmp_path, Parting(parts), MIXED)
    assert "home address" not in texts(events)[0]
    assert list(asked_whom(events)) == ["galileo", "euclide", "erodoto"]


SIX = (
    "Why does the moon change its shape? How do I add a half and a third? Who built the pyramids of Egypt? "
    "How does a cell divide in two? What is the past tense of go in English? How does a sonata by Mozart begin?"
)


@pytest.mark.parametrize("by_form", [True, False])
def test_a_sixth_subject_is_said_to_be_left_for_later(tmp_path, by_form):
    owners = ["galileo", "euclide", "erodoto", "darwin", "shakespeare", "mozart"]
    each = [f"{text}?" for text in SIX.rstrip("?").split("? ")]
    parts = [{"teacher": name, "question": text} for name, text in zip(owners, each, strict=True)]
    events = asked(tmp_path, Parting(parts) if by_form else Talking(), Question(text=SIX, turn="t"))
    assert asked_whom(events) == dict(list(zip(owners, each, strict=True))[:5])
    plan = "I ask 5 teachers at once at most, so ask me again for this:\n\n- How does a sonata by Mozart begin?"
    assert texts(events)[0].endswith(plan)


@pytest.mark.parametrize(
    "parts", [3, [], [{"teacher": "galileo", "question": "x" * 10**6}] * 2, [{"teacher": "darwin"}]]
)
def test_where_the_principal_parts_it_badly_its_clauses_do(tmp_path, parts):
    events = asked(tmp_path, Parting(parts), MIXED)
    assert [event.teacher for event in events if isinstance(event, TeacherStarted)] == [
        "ali", "galileo", "euclide", "erodoto", "ali",
    ]  # fmt: skip


class Formless(Parting):
    """Fails whenever a form is to be filled in."""

    async def stream(self, call):
        if converging(call) or "Part the question below" in call.messages[0].text:
            raise RateLimited(provider="cloud")
        async for part in super().stream(call):
            yield part


def test_a_form_that_fails_leaves_no_gap_in_the_numbers(tmp_path):
    events = asked(tmp_path, Formless([]), MIXED)
    assert [event.seq for event in events] == list(range(len(events)))
    assert [end.reason for end in ends(events).values()] == ["complete"] * 5


def test_a_model_that_finds_one_subject_only_is_believed(tmp_path):
    provider = Parting([{"teacher": "galileo", "question": "Why phases?"}])
    events = asked(tmp_path, provider, MIXED)
    assert [event.teacher for event in events if isinstance(event, TeacherStarted)] == ["ali", "galileo"]
    assert texts(events)[0] == "This is a question for Galileo."
    assert provider.calls[-1].messages[-1].text == MIXED.text  # all of it, as the learner wrote it


FREE = "Why do we sleep, and what did poets write about it?"


@pytest.mark.parametrize("text", [FREE, f"@ali {FREE}"])
def test_what_words_cannot_part_is_parted_by_a_model_that_can(tmp_path, text):
    parts = [{"teacher": "ippocrate", "question": "Why do we sleep?"}, {"teacher": "manzoni", "question": "Poets?"}]
    events = asked(tmp_path, Parting(parts), Question(text=text, turn="t"))
    assert asked_whom(events) == {"ippocrate": "Why do we sleep?", "manzoni": "Poets?"}
    assert "In their own words" in texts(events)[3]


@pytest.mark.parametrize("text", ["@zorro @ali {}", "@zorro {}"])
def test_somebody_who_is_not_here_is_named_also_where_the_question_is_parted(tmp_path, text):
    events = asked(
        tmp_path, Demo(), Question(text=text.format("How do plants grow? What is a prime number?"), turn="t")
    )
    assert texts(events)[0].startswith("There is no teacher called @zorro here.")
    assert asked_whom(events) == {"darwin": "How do plants grow?", "euclide": "What is a prime number?"}


def test_a_model_that_finds_no_parts_leaves_the_question_to_the_principal_who_was_called(tmp_path):
    text = "@ali who are you, and what should I do first?"
    events = asked(tmp_path, Parting([]), Question(text=text, turn="t"))
    assert texts(events)[0] == "This I answer myself."
    assert [event.teacher for event in events if isinstance(event, TeacherStarted)] == ["ali", "ali"]
    assert isinstance(events[-1], Done)


@pytest.mark.parametrize(
    "text", ["Why do magnets attract iron?", "@ali hello", "@feynman Why do magnets pull, and how?"]
)
def test_what_has_one_subject_costs_no_form(tmp_path, text):
    provider = Parting([])
    asked(tmp_path, provider, Question(text=text, turn="t"))
    assert len(provider.calls) == 1


class Demo(Talking):
    def models(self):
        return [replace(card, demo=True, place="local") for card in super().models()]


@pytest.mark.parametrize(
    ("text", "asked_of"),
    [
        ("@ali A poem on the moon, and how long a rocket takes to get there", ["ali", "galileo"]),
        ("@ali what is a fraction?", ["ali", "euclide"]),
        ("@ali Plot sin(x)", ["ali", "euclide"]),  # the principal has no such tool
        ("@ali which teacher should I ask?", ["ali"]),
        ("@ali hello", ["ali"]),
        ("what is a fraction?", ["euclide"]),
        ("What is radioactivity?", ["ali", "curie"]),  # it sounds like physics, and chemistry has a note on it
        ("What is a photon?", ["feynman"]),
        ("plot sin(x)", ["euclide"]),
    ],
)
def test_a_principal_without_a_model_asks_whoever_knows(tmp_path, text, asked_of):
    events = asked(tmp_path, Demo(), Question(text=text, turn="t"))
    assert [event.teacher for event in events if isinstance(event, TeacherStarted)] == asked_of


def test_a_demo_model_that_somebody_chose_speaks_for_the_principal_too(tmp_path):
    events = asked(tmp_path, Demo(), Question(text="@ali what is a fraction?", turn="t", model="cloud:script"))
    assert texts(events) == {0: "I am ali. More."}


def test_where_only_the_demo_model_is_here_code_parts_and_quotes(tmp_path):
    provider = Demo()
    events = asked(tmp_path, provider, MIXED)
    assert provider.calls == []  # no form, and each of the three has prepared an answer
    assert "Galileo's notes" in texts(events)[1]
    assert "In their own words" in texts(events)[4]
    assert (
        "a better model would also say how they hang together. To go on, call one of them: write `@galileo`"
        in texts(events)[4]
    )
    assert ends(events)[4].reason == "complete"


@pytest.mark.parametrize(
    ("text", "lang", "said", "sentence"),
    [
        ("@euclide @feynman what is a fraction? Why does ice float?", "en", 2, "a debate needs a larger model"),
        ("@euclide @feynman che cos'è una frazione?", "it", 2, "per un dibattito serve un modello più grande"),
        ("@euclide @feynman what about quonklets?", "en", 2, "a debate needs a larger model"),
        ("@euclide @feynman hello", "en", 2, "a debate needs a larger model"),
    ],
)
def test_a_debate_that_the_model_here_is_too_small_for_is_said_once(tmp_path, text, lang, said, sentence):
    wished = Question(text=text, turn="t", lang=lang, debate=2)
    told = texts(asked(tmp_path, Demo(), wished))
    assert [sentence in each for each in told.values()] == [False] * said + [True]
    plain = texts(asked(tmp_path / "b", Demo(), replace(wished, debate=0)))
    assert sentence not in str(plain)
    assert "answered each other" not in str(texts(asked(tmp_path / "c", Talking(), replace(ASKED, debate=1))))


TEACHING = [name for name, one in FACULTY.items() if one.kind == "teacher"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [("@all what is perspective?", "en"), ("Che cos'è la prospettiva, @tutti?", "it"), ("@everyone: why?", "en")],
)
def test_everybody_who_teaches_a_subject_can_be_called_at_once(tmp_path, text, lang):
    provider = ScriptedProvider("Well. So it is.")
    events = asked(tmp_path, provider, Question(text=text, turn="t", lang=lang))
    started = [event for event in events if isinstance(event, TeacherStarted)]
    assert [event.teacher for event in started] == [*TEACHING, "ali"]
    assert len(TEACHING) == 17
    assert not any("no teacher" in event.reason for event in started)
    assert not any("@" in call.messages[-1].text for call in provider.calls if not converging(call))


def test_what_may_miss_the_question_is_left_out_of_what_is_brought_together(tmp_path):
    text = "@feynman @darwin @leonardo Che cos'è la luce?"
    said = texts(asked(tmp_path, Demo(), Question(text=text, turn="t")))
    assert "forse non è proprio quello che hai chiesto" in said[1]
    assert "Feynman" in said[3]
    assert "Leonardo" in said[3]
    assert "Darwin" not in said[3]


def test_who_asks_the_principal_for_other_words_is_sent_to_nobody(tmp_path):
    async def talk(engine):
        first = await collect(engine, Question(text="@euclide @leonardo What is perspective?", turn="t0"))
        conversation = next(event.conversation for event in first if isinstance(event, Asked))
        question = Question(text="simpler, please", teacher="ali", conversation=conversation, turn="t1")
        return await collect(engine, question)

    events = with_engine(scripted_engine(tmp_path, Demo()), talk)
    assert [event.teacher for event in events if isinstance(event, TeacherStarted)] == ["ali"]
    assert "takes a larger model" in "".join(texts(events).values())


@pytest.mark.parametrize("text", ["What is @all in a stylesheet?", "Write to all@example.org", "`@all` is what?"])
def test_who_only_writes_of_everybody_calls_nobody(tmp_path, text):
    events = asked(tmp_path, Talking(), Question(text=text, turn="t"))
    assert len([event for event in events if isinstance(event, TeacherStarted)]) == 1


def test_who_is_called_by_name_answers_before_everybody_else(tmp_path):
    events = asked(tmp_path, Talking(), Question(text="@ali @mozart @all why?", turn="t"))
    started = [event.teacher for event in events if isinstance(event, TeacherStarted)]
    assert started[:4] == ["ali", "mozart", *TEACHING[:2]]
    assert started.count("mozart") == 1


@pytest.mark.parametrize(
    ("text", "nothing", "nearest"),
    [
        ("@all what about quonklets?", "I have nothing written down on this.", 1),
        ("@tutti che cosa sono i quonkletti?", "Su questo non ho niente di scritto.", 1),
        ("@euclide @feynman @darwin what about quonklets?", "I have nothing written down on this.", 3),
        ("@euclide @feynman @darwin @mozart what about quonklets?", "I have nothing written down on this.", 1),
    ],
)
def test_of_many_who_have_nothing_only_one_says_what_there_is_instead(tmp_path, text, nothing, nearest):
    *answers, _ = texts(asked(tmp_path, Demo(), Question(text=text, turn="t"))).values()
    assert len([each for each in answers if "\n" in each]) == nearest
    assert all(each == nothing for each in answers if "\n" not in each)


def test_of_many_whoever_knows_it_answers_and_no_list_stands_beside(tmp_path):
    told = texts(asked(tmp_path, Demo(), Question(text="@all Why is the sky blue?", turn="t")))
    assert any("Feynman's notes" in each for each in told.values())
    assert "What I do have notes on" not in str(told)


def test_who_names_nobody_gets_the_principal_for_sentences_of_several_subjects(tmp_path):
    nobody = Question(text=MIXED.text.removeprefix("@ali "), turn="t")
    events = asked(tmp_path, Talking(), nobody)
    assert next(event.teacher for event in events if isinstance(event, TeacherStarted)) == "ali"
    events = asked(
        tmp_path / "b", Talking(), Question(text=MIXED.text.removeprefix("@ali "), turn="t", teacher="darwin")
    )
    assert [event.teacher for event in events if isinstance(event, TeacherStarted)] == ["darwin"]


def test_a_stop_while_the_question_is_parted_asks_nobody(tmp_path):
    provider = Parting([])
    provider._delay = 5.0

    async def work(engine):
        scope, found = CancelScope(), []
        async for event in engine.ask(MIXED, scope):
            found.append(event)
            if isinstance(event, TeacherStarted):
                scope.cancel()
        return found

    events = with_engine(scripted_engine(tmp_path, provider), work)
    assert len(provider.calls) <= 1
    assert [event.teacher for event in events if isinstance(event, TeacherStarted)] == ["ali"]
    assert events[-1].reason == "cancelled"


def test_a_question_of_one_subject_is_answered_by_the_principal_alone(tmp_path):
    events = asked(tmp_path, Talking(), Question(text="@ali How do I study better?", turn="t"))
    assert [event.teacher for event in events if isinstance(event, TeacherStarted)] == ["ali"]


class Near(Talking):
    """A model on this computer, which may read what is private."""

    def __init__(self):
        super().__init__()
        self.id, self._place = "near", "local"


def after_a_turn(tmp_path, first, *providers):
    """A panel after a turn of the privacy class ``first``: who was asked to converge, and what the next turn tells."""

    async def work(engine):
        said = await collect(engine, Question(text="My secret.", turn="a", privacy=first, model="near"))
        more = {"conversation": said[0].conversation, "quality": "best"}
        panel = await collect(engine, Question(text="@euclide @leonardo Why?", turn="b", **more))
        told = [[converging(call) for call in each.calls] for each in providers]
        for each in providers:
            each.failing = ()
            each.calls.clear()
        await collect(engine, Question(text="And so?", turn="c", **more))
        return panel, told, [[len(call.messages) for call in each.calls] for each in providers]

    return with_engine(scripted_engine(tmp_path, *providers), work)


def test_what_a_private_turn_told_a_teacher_leaves_by_no_convergence_and_no_later_question(tmp_path):
    cloud, near = Talking(failing=("euclide", "leonardo")), Near()
    panel, told, later = after_a_turn(tmp_path, "private", cloud, near)
    assert ends(panel)[2].reason == "complete"
    assert told == [[], [False, False, False, True]]  # who stood in has read it, so it is brought together here
    assert later[0] == [4]
    assert "I am" not in str([message.text for message in cloud.calls[-1].messages[1:]])


def test_what_nobody_keeps_private_is_brought_together_by_the_best(tmp_path):
    cloud, near = Talking(failing=("euclide", "leonardo")), Near()
    _, told, later = after_a_turn(tmp_path, "public", cloud, near)
    assert told[0] == [True]
    assert later[0][0] > 2


def test_what_a_teacher_must_keep_here_leaves_by_no_convergence(tmp_path):
    (tmp_path / "settings.toml").write_text("[teacher.darwin]\nlocal_only = true\n")
    cloud, near = Talking(), Near()
    question = Question(text="@darwin @euclide Why?", turn="t", quality="best")
    events = with_engine(scripted_engine(tmp_path, cloud, near), lambda engine: collect(engine, question))
    assert ends(events)[2].reason == "complete"
    assert [converging(call) for call in cloud.calls] == [False]
    assert [converging(call) for call in near.calls] == [False, True]


# -- a debate -------------------------------------------------------------------------------------------------------


class Arguing(Talking):
    """Answers the others in a discussion, and says whom it heard."""

    def _say(self, call):
        if "discussion with other teachers" not in call.messages[0].text:
            return super()._say(call)
        heard = [name for name in FACULTY if f"<answer id={name}>" in call.messages[-1].text]
        speaker = next(name for name, one in FACULTY.items() if one.persona["en"] in call.messages[0].text)
        return f"{speaker} answers {', '.join(heard)} ({call.messages[-1].text.count('answers')})."

    async def stream(self, call):
        discussing = "discussion with other teachers" in call.messages[0].text
        async for part in ScriptedProvider.stream(self, call) if discussing else super().stream(call):
            yield part


def arguing(tmp_path, rounds, provider=None):
    return asked(tmp_path, provider or Arguing(), replace(ASKED, debate=rounds))


def test_teachers_answer_each_other_for_as_many_rounds_as_wished(tmp_path):
    events = arguing(tmp_path, 2)
    said = texts(events)
    assert [(e.part, e.teacher) for e in events if isinstance(e, TeacherStarted)] == [
        (0, "euclide"), (1, "leonardo"), (2, "euclide"), (3, "leonardo"), (4, "euclide"), (5, "leonardo"), (6, "ali"),
    ]  # fmt: skip
    assert said[2] == "euclide answers euclide, leonardo (0)."
    assert said[4] == "euclide answers euclide, leonardo (2)."  # what both said in the round before
    titles = [event.question for event in events if isinstance(event, TeacherStarted)]
    assert titles[2] == "Round 2: an answer to Leonardo"
    assert "Where they agree" in said[6]


def test_a_debate_has_an_end_whatever_is_wished(tmp_path):
    started = [event for event in arguing(tmp_path, 10**9) if isinstance(event, TeacherStarted)]
    assert len(started) == 2 + 3 * 2 + 1


def test_who_failed_is_not_in_the_debate_and_one_alone_has_none(tmp_path):
    started = [e.teacher for e in arguing(tmp_path, 2, Arguing(failing=("euclide",))) if isinstance(e, TeacherStarted)]
    assert started.count("leonardo") == 1


def test_a_debate_is_one_question_with_its_parts_paid(tmp_path):
    async def work(engine):
        await collect(engine, replace(ASKED, debate=1))
        return await engine.store.fetch("SELECT request FROM ledger WHERE kind = 'settle' ORDER BY request")

    rows = with_engine(scripted_engine(tmp_path, Arguing()), work)
    assert [row["request"] for row in rows] == ["t", "t.1", "t.2", "t.3", "t.4"]
