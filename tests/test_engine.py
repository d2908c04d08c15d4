"""The way of a question, seen from outside: the order of events, what is kept, what it costs, how it ends."""

import asyncio
from dataclasses import replace

import pytest

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core.errors import ContextTooLong, MlxMissing, ProviderFailed, RequestRefused, WorkerDied
from convergio_jupyter.core.events import Progress
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.privacy import Egress
from convergio_jupyter.providers.base import WaitPart
from convergio_jupyter.providers.scripted import ScriptedProvider

from .helpers import collect, scripted_engine, text_of, with_engine


def ask(tmp_path, question, provider=None, **settings):
    engine = scripted_engine(tmp_path, provider, **settings)

    async def work(engine):
        events = await collect(engine, question)
        rows = await engine.ledger.summary("me")
        page = await engine.conversations_of("me").page(events[0].conversation) if events[0].type == "asked" else None
        return events, rows, page

    return with_engine(engine, work)


def test_a_private_question_is_never_recalled_for_a_model_elsewhere(tmp_path):
    here, there = ScriptedProvider("Here."), ScriptedProvider("There.", place="cloud", name="cloud")
    engine = scripted_engine(tmp_path, here, there)
    lent = (Attachment(kind="variable", label="marks", text="secret-42"),)

    async def work(engine):
        first = await collect(
            engine, Question(text="My diagnosis is X.", turn="1", privacy="private", attachments=lent)
        )
        talk = first[0].conversation
        await collect(engine, Question(text="Something public", turn="2", conversation=talk))
        await collect(engine, Question(text="And now?", turn="3", conversation=talk, model="cloud"))
        await collect(engine, Question(text="And here?", turn="4", conversation=talk))

    with_engine(engine, work)
    sent = str(there.calls)
    assert "diagnosis" not in sent
    assert "secret-42" not in sent
    assert "Something public" in sent
    assert "diagnosis" in str(here.calls[-1])


def test_a_named_model_that_lacks_something_says_so_while_others_could_answer(tmp_path):
    lacking = ScriptedProvider("Never.", name="mlx")
    card = replace(lacking.models()[0], ready=False)
    lacking.models = lambda: [card]
    lacking.problem = MlxMissing
    engine = scripted_engine(tmp_path, lacking, ScriptedProvider("Here."))
    events = with_engine(engine, lambda engine: collect(engine, Question(text="Why?", turn="t", model="mlx")))
    assert events[-1].error.code == MlxMissing.code


def test_a_long_talk_does_not_stand_in_the_way_of_a_new_question(tmp_path):
    def answer(call):
        if len(call.messages) > 2:
            raise ContextTooLong()
        return "Fits."

    engine = scripted_engine(tmp_path, ScriptedProvider(answer))

    async def work(engine):
        first = await collect(engine, Question(text="one", turn="1"))
        return await collect(engine, Question(text="two", turn="2", conversation=first[0].conversation))

    events = with_engine(engine, work)
    assert text_of(events) == "Fits."
    assert events[-1].type == "done"


def test_what_is_lent_counts_as_part_of_the_question(tmp_path):
    lent = (Attachment(kind="variable", label="x", text="1" * 300_000),)
    events, _, _ = ask(tmp_path, Question(text="Why?", turn="t", attachments=lent))
    assert events[-1].error.code == "question_too_long"


def test_events_come_in_order_and_are_numbered(tmp_path):
    events, _, _ = ask(tmp_path, Question(text="Why?", turn="t"))
    kinds = [event.type for event in events]
    assert kinds[:3] == ["asked", "routed", "teacher_started"]
    assert set(kinds[3:-3]) == {"text"}
    assert kinds[-3:] == ["teacher_finished", "usage", "done"]
    assert [event.seq for event in events] == list(range(len(events)))
    assert {event.turn for event in events} == {"t"}


def test_the_answer_and_its_receipt_are_kept(tmp_path):
    events, rows, page = ask(tmp_path, Question(text="Why?", turn="t", teacher="darwin"))
    assert text_of(events) == "One two three."
    assert [(message.role, message.text, message.status) for message in page.messages] == [
        ("user", "Why?", "complete"),
        ("assistant", "One two three.", "complete"),
    ]
    receipt = page.messages[1].receipt
    assert receipt == events[-2].receipt
    assert (receipt.rule, receipt.place, receipt.sent_to) == ("platform", "local", "this computer")
    assert (rows[0]["teacher"], rows[0]["answers"], rows[0]["output_tokens"]) == ("darwin", 1, 3)


def test_a_talk_goes_on_with_its_history_and_its_teacher(tmp_path):
    provider = ScriptedProvider(lambda call: f"{len(call.messages)} messages")
    engine = scripted_engine(tmp_path, provider)

    async def work(engine):
        first = await collect(engine, Question(text="one", turn="1", teacher="feynman"))
        again = Question(text="two", turn="2", conversation=first[0].conversation)
        return first, await collect(engine, again)

    first, second = with_engine(engine, work)
    assert text_of(first) == "2 messages"
    assert text_of(second) == "4 messages"
    assert second[0].question.teacher == "feynman"
    assert [message.text for message in provider.calls[1].messages[1:]] == ["one", "2 messages", "two"]


def test_text_arrives_exactly_as_typed(tmp_path):
    typed = "a {b} {{c}} $d$ \"e\" 'f' %g \\h <i> é 🎲\n\tend"
    provider = ScriptedProvider("ok")
    ask(tmp_path, Question(text=typed, turn="t"), provider)
    assert provider.calls[0].messages[-1].text == typed


def test_what_is_lent_stands_before_the_question(tmp_path):
    provider = ScriptedProvider("ok")
    lent = (Attachment(kind="error", label="cell 7", text="ZeroDivisionError"),)
    ask(tmp_path, Question(text="Why?", turn="t", attachments=lent), provider)
    prompt = provider.calls[0].messages[-1].text
    assert prompt.index("cell 7") < prompt.index("ZeroDivisionError") < prompt.index("Why?")


def test_a_second_question_sees_what_was_lent_to_the_first_one_word_for_word(tmp_path):
    provider = ScriptedProvider("ok")
    engine = scripted_engine(tmp_path, provider)
    lent = (Attachment(kind="variable", label="heights", text="[151, 162]"),)

    async def work(engine):
        first = await collect(engine, Question(text="What are these?", turn="1", attachments=lent))
        await collect(engine, Question(text="And the mean?", turn="2", conversation=first[0].conversation))

    with_engine(engine, work)
    asked, again = (call.messages for call in provider.calls)
    assert "[151, 162]" in asked[-1].text
    assert again[: len(asked)] == asked


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question(text="", turn="t"), "empty_question"),
        (Question(text=" \n\t", turn="t"), "empty_question"),
        (Question(text="x" * 1_000_000, turn="t"), "question_too_long"),
        (Question(text="a", turn="t", teacher="nobody"), "unknown_teacher"),
        (Question(text="a", turn="t", conversation="gone"), "unknown_conversation"),
        (Question(text="a", turn="t", model="nobody:x"), "unknown_model"),
    ],
)
def test_a_question_that_cannot_be_asked_ends_in_one_sentence(question, code, tmp_path):
    events, rows, _ = ask(tmp_path, question)
    assert events[-1].type == "error"
    assert events[-1].error.code == code
    assert events[-1].error.remedy
    assert rows == []


def test_the_sentence_is_in_the_language_of_the_surface(tmp_path):
    events, _, _ = ask(tmp_path, Question(text="", turn="t", lang="it"))
    assert events[-1].error.message == "Non c'è ancora una domanda."


def test_an_error_in_mid_answer_keeps_what_came_and_costs_nothing(tmp_path):
    provider = ScriptedProvider("One two three four.", fail_after=2, error=WorkerDied())
    events, rows, page = ask(tmp_path, Question(text="Why?", turn="t"), provider)
    assert text_of(events) == "One two "
    assert (events[-1].type, events[-1].error.code, events[-1].error.action) == ("error", "worker_died", "retry")
    assert (page.messages[1].text, page.messages[1].status) == ("One two ", "error")
    assert page.messages[1].error.code == "worker_died"
    assert rows == []


def test_a_mistake_of_ours_is_a_sentence_too_and_shows_no_insides(tmp_path):
    def broken(call):
        raise ZeroDivisionError("secret detail")

    events, _, _ = ask(tmp_path, Question(text="Why?", turn="t"), ScriptedProvider(broken))
    assert events[-1].error.code == "internal"
    assert "secret" not in events[-1].error.message


def test_a_provider_that_refuses_is_reported(tmp_path):
    events, _, _ = ask(tmp_path, Question(text="Why?", turn="t"), ScriptedProvider(ProviderFailed(provider="X")))
    assert events[-1].error.message == "X could not answer."


def test_cancelling_stops_the_model_and_keeps_what_came(tmp_path):
    provider = ScriptedProvider("word " * 10_000, delay=0.001)
    engine = scripted_engine(tmp_path, provider)

    async def work(engine):
        scope, events = CancelScope(), []
        async for event in engine.ask(Question(text="Why?", turn="t"), scope):
            events.append(event)
            if sum(each.type == "text" for each in events) == 5:
                scope.cancel()
        return (
            events,
            await engine.conversations_of("me").page(events[0].conversation),
            await engine.ledger.summary("me"),
        )

    events, page, rows = with_engine(engine, work)
    assert [event.type for event in events[-3:]] == ["teacher_finished", "usage", "done"]
    assert events[-1].reason == "cancelled"
    assert 5 <= text_of(events).count("word") < 50
    assert (page.messages[1].status, page.messages[1].text) == ("cancelled", text_of(events))
    assert page.messages[1].receipt.tokens.estimated is True
    assert rows[0]["answers"] == 1


@pytest.mark.parametrize("how", ["closed", "cancelled"])
def test_whoever_goes_away_pays_what_came_and_it_is_kept(how, tmp_path):
    provider = ScriptedProvider("word " * 1_000, delay=0.001, place="cloud", name="cloud")
    engine = scripted_engine(tmp_path, provider)

    async def read(events, found):
        async for event in events:
            found.append(event)
            if event.type == "text" and how == "closed":
                return

    async def work(engine):
        found = []
        events = engine.ask(Question(text="Why?", turn="t"))
        reading = asyncio.create_task(read(events, found))
        if how == "closed":
            await reading
            await events.aclose()
        else:
            while not text_of(found):
                await asyncio.sleep(0)
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
        page = await engine.conversations_of("me").page(found[0].conversation)
        return page.messages[1], await engine.store.fetch("SELECT * FROM held"), await engine.ledger.summary("me")

    kept, held, rows = with_engine(engine, work)
    assert kept.status == "cancelled"
    assert kept.text.startswith("word ")
    assert held == []
    assert rows[0]["cost_micro"] > 0


def test_leaving_after_the_end_changes_nothing(tmp_path):
    async def work(engine):
        events, seen = engine.ask(Question(text="Why?", turn="t")), []
        async for event in events:
            seen.append(event)
            if event.type == "usage":
                break
        await events.aclose()
        return (await engine.conversations_of("me").page(seen[0].conversation)).messages[1].status

    assert with_engine(scripted_engine(tmp_path), work) == "complete"


def test_an_answer_without_a_word_is_said(tmp_path):
    events, _, page = ask(tmp_path, Question(text="Why?", turn="t"), ScriptedProvider(""))
    assert events[-1].error.code == "empty_answer"
    assert page.messages[1].status == "error"


class Lying(ScriptedProvider):
    """Says that it is local, and asks the door for a cloud."""

    async def stream(self, call):
        Egress(local_only=False).check("https://models.example/v1")
        async for part in super().stream(call):
            yield part


@pytest.mark.parametrize("question", [{"course": "algebra"}, {"teacher": "darwin"}, {"privacy": "private"}])
def test_the_rules_of_a_question_hold_at_the_door_too(question, tmp_path):
    (tmp_path / "settings.toml").write_text("[course.algebra]\nlocal_only = true\n[teacher.darwin]\nregion = 'eu'\n")
    provider = Lying("Here.")
    events, _, _ = ask(tmp_path, Question(text="Why?", turn="t", **question), provider)
    assert events[-1].error.code in ("stays_private", "stays_in_region")
    assert provider.calls == []
    assert text_of(ask(tmp_path, Question(text="Why?", turn="u"), provider)[0]) == "Here."


def test_cancelling_before_the_first_word(tmp_path):
    engine = scripted_engine(tmp_path, ScriptedProvider("never", delay=60))

    async def work(engine):
        scope = CancelScope()
        asyncio.get_running_loop().call_later(0.05, scope.cancel)
        return [event async for event in engine.ask(Question(text="Why?", turn="t"), scope)]

    events = with_engine(engine, work)
    assert events[-1].reason == "cancelled"
    assert text_of(events) == ""


def test_cancelling_before_the_model_is_even_asked(tmp_path):
    engine = scripted_engine(tmp_path)

    async def work(engine):
        scope = CancelScope()
        scope.cancel()
        return await asyncio.wait_for(all_of(engine.ask(Question(text="Why?", turn="t"), scope)), 10)

    assert with_engine(engine, work)[-1].reason == "cancelled"


async def all_of(events):
    return [event async for event in events]


def test_a_question_that_failed_is_not_read_again(tmp_path):
    texts = []

    def script(call):
        texts.append([message.text for message in call.messages[1:]])
        if "broken" in call.messages[-1].text:
            raise RequestRefused(provider="X")
        return "fine"

    engine = scripted_engine(tmp_path, ScriptedProvider(script))

    async def work(engine):
        first = await collect(engine, Question(text="x" * 9_000, turn="1"))
        talk = first[0].conversation
        await collect(engine, Question(text="broken", turn="2", conversation=talk))
        await collect(engine, Question(text="and now?", turn="3", conversation=talk))

    with_engine(engine, work)
    assert texts[-1][1:] == ["fine", "and now?"]
    assert len(texts[-1][0]) < 3_000


def test_what_has_come_is_kept_while_it_comes(tmp_path, monkeypatch):
    """Not even a power cut loses more than a moment of an answer."""
    monkeypatch.setattr("convergio_jupyter.contribution.SAVE_SECONDS", 0.02)
    engine = scripted_engine(tmp_path, ScriptedProvider("word " * 500, delay=0.002))

    async def work(engine):
        async for event in engine.ask(Question(text="Why?", turn="t")):
            if event.type == "asked":
                conversation = event.conversation
            if event.type == "text":
                page = await engine.conversations_of("me").page(conversation)
                if page.messages[1].text:
                    return page.messages[1]
        return None

    kept = with_engine(engine, work)
    assert kept.status == "running"
    assert kept.text.startswith("word")


def test_no_model_leaves_everything_else_working(tmp_path):
    from convergio_jupyter.engine import Engine
    from convergio_jupyter.settings import Settings

    engine = Engine.from_settings(Settings(data_dir=str(tmp_path)))

    async def work(engine):
        events = await collect(engine, Question(text="Why?", turn="t"))
        return events, await engine.conversations_of("me").page(events[0].conversation)

    events, page = with_engine(engine, work)
    assert (events[-1].error.code, events[-1].error.action) == ("no_model", "install_model")
    assert page.messages[0].text == "Why?"


def test_local_only_refuses_a_cloud_before_any_socket(tmp_path, monkeypatch):
    from convergio_jupyter.engine import Engine
    from convergio_jupyter.settings import Settings

    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    settings = Settings(data_dir=str(tmp_path), local_only=True, openai_models="big")
    engine = Engine.from_settings(settings)
    events = with_engine(engine, lambda engine: collect(engine, Question(text="Why?", turn="t", model="openai:big")))
    assert events[-1].error.code == "local_only"


def test_who_waits_is_told_how_far_the_reading_is(tmp_path):
    class Slow(ScriptedProvider):
        async def stream(self, call):
            yield WaitPart("reading")
            yield WaitPart("reading", 300, 1_200)
            async for part in super().stream(call):
                yield part

    events = with_engine(
        scripted_engine(tmp_path, Slow("Read.")), lambda engine: collect(engine, Question(text="A long one", turn="t"))
    )
    told = [event.message for event in events if isinstance(event, Progress)]
    assert told == ["The teacher is reading.", "The teacher is reading: 25 %."]
