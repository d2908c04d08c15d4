"""What is forgotten comes back by no other way; what is too old is gone everywhere."""

import uuid

import pytest

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.schema import Question
from convergio_jupyter.memory.facts import Fact
from convergio_jupyter.providers.scripted import ScriptedProvider

from ..helpers import collect, scripted_engine, with_engine

DAY = 86_400


async def ask(engine, text, **more):
    return await collect(engine, Question(text=text, turn=uuid.uuid4().hex, **more))


async def ten_days_pass(engine):
    def work(tx):
        for table in ("facts", "conversations"):
            tx.execute(f"UPDATE {table} SET updated = updated - {10 * DAY}")

    await engine.store.write(work)


@pytest.mark.parametrize("summed_up_before", [True, False])
def test_a_fact_that_is_forgotten_is_told_to_no_teacher_by_the_summary_of_its_talk(tmp_path, summed_up_before):
    provider = ScriptedProvider("Well.")

    async def work(engine):
        memory = engine.memory_of(OWNER)
        await ask(engine, "I find fractions difficult since my father left us. What is a half?", teacher="euclide")
        if summed_up_before:
            await engine.tidy_memory(-1)
        for fact in await memory.facts.list():
            await memory.facts.forget(fact.id)
        await engine.tidy_memory(-1)
        await ask(engine, "Why are fractions difficult?", teacher="feynman")

    with_engine(scripted_engine(tmp_path, provider), work)
    assert "my father left us" not in str(provider.calls[-1].messages)


def test_what_is_too_old_to_be_remembered_is_in_no_receipt_any_more(tmp_path):
    async def work(engine):
        await engine.memory_of(OWNER).facts.remember(Fact(kind="difficulty", text="I find fractions difficult"))
        await ask(engine, "How do I add a fraction to a whole number?", teacher="euclide")
        before = await engine.store.fetch("SELECT extra FROM messages WHERE role = 'assistant'")
        await ten_days_pass(engine)
        await engine.tidy_memory(900)
        return before, await engine.store.fetch("SELECT extra FROM messages WHERE role = 'assistant'")

    before, after = with_engine(scripted_engine(tmp_path, ScriptedProvider("Well."), remember_days=1), work)
    assert "fractions difficult" in before[0]["extra"]
    assert "fractions difficult" not in after[0]["extra"]


def test_a_talk_that_is_too_old_is_not_summed_up(tmp_path):
    async def work(engine):
        await ask(engine, "How do I add a fraction to a whole number?", teacher="euclide")
        await ten_days_pass(engine)  # in which the host was closed
        await engine.tidy_memory(900)
        return await engine.memory_of(OWNER).summaries.all()

    assert with_engine(scripted_engine(tmp_path, ScriptedProvider("Well."), remember_days=1), work) == []


def test_a_fact_that_is_forgotten_while_an_answer_runs_is_not_in_its_receipt(tmp_path):
    async def work(engine):
        facts = engine.memory_of(OWNER).facts
        (fact,) = await facts.remember(Fact(kind="difficulty", text="I find fractions difficult"))
        question = Question(text="How do I add a fraction to a whole number?", teacher="euclide", turn="t")
        async for event in engine.ask(question):
            if event.type == "teacher_started":
                await facts.forget(fact.id)
        return await engine.store.fetch("SELECT extra FROM messages WHERE role = 'assistant'")

    (row,) = with_engine(scripted_engine(tmp_path, ScriptedProvider("One two three.", delay=0.05)), work)
    assert "fractions difficult" not in row["extra"]


def test_what_was_forgotten_with_everything_does_not_come_back_when_its_talk_goes_on(tmp_path):
    async def work(engine):
        memory = engine.memory_of(OWNER)
        events = await ask(engine, "Why did my father leave us?", teacher="euclide")
        await engine.tidy_memory(-1)
        await memory.forget_all()
        await ask(engine, "What is a half?", conversation=events[0].conversation)
        await engine.tidy_memory(-1)
        return await memory.summaries.all()

    talks = with_engine(scripted_engine(tmp_path, ScriptedProvider("Well.")), work)
    assert "father" not in str([talk["summary"] for talk in talks])
