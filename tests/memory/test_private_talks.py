"""Nothing of a private question, or of a course that forbids it, is remembered, whatever comes after it."""

import uuid

import pytest

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.schema import Question
from convergio_jupyter.providers.scripted import ScriptedProvider

from ..helpers import collect, scripted_engine, with_engine

SECRET = "My secret is that I cheated. What is a contract?"
DANGER = "I want to kill myself"


async def ask(engine, text, **more):
    return await collect(engine, Question(text=text, turn=uuid.uuid4().hex, **more))


async def a_private_question_and_another(engine):
    events = await ask(engine, SECRET, privacy="private", teacher="cicerone")
    await ask(engine, "And what else?", conversation=events[0].conversation)
    await engine.tidy_memory(-1)


def obedient(call):
    """Says again what it has read."""
    return "You said that you cheated." if "cheated" in str(call.messages) else "Well."


def test_an_answer_that_a_private_question_went_into_is_in_no_summary(tmp_path):
    async def work(engine):
        await a_private_question_and_another(engine)
        return [talk["summary"] for talk in await engine.memory_of(OWNER).summaries.all()]

    summaries = with_engine(scripted_engine(tmp_path, ScriptedProvider(obedient)), work)
    assert "cheated" not in str(summaries)


def test_another_talk_is_told_nothing_of_it(tmp_path):
    provider = ScriptedProvider(obedient)

    async def work(engine):
        await a_private_question_and_another(engine)
        await ask(engine, "And what else about who cheated?", teacher="euclide")

    with_engine(scripted_engine(tmp_path, provider), work)
    assert "You said" not in str(provider.calls[-1].messages)


def test_what_is_remembered_and_exported_does_not_show_a_private_question(tmp_path):
    async def work(engine):
        await a_private_question_and_another(engine)
        return await engine.memory_of(OWNER).summaries.all()

    talks = with_engine(scripted_engine(tmp_path, ScriptedProvider("Well.")), work)
    assert "secret" not in str(talks)


def test_an_answer_that_went_on_from_a_course_without_memory_is_in_no_summary(tmp_path):
    (tmp_path / "settings.toml").write_text("[course.law]\nmemory = false\n")

    async def work(engine):
        events = await ask(engine, SECRET, course="law", teacher="cicerone")
        await ask(engine, "And what else?", conversation=events[0].conversation)
        await engine.tidy_memory(-1)
        return await engine.memory_of(OWNER).summaries.all()

    talks = with_engine(scripted_engine(tmp_path, ScriptedProvider(obedient)), work)
    assert "cheated" not in str(talks)


async def is_private(engine, conversation):
    """As its page and the list have it, which are one."""
    talks = engine.conversations_of(OWNER)
    (card,) = await talks.recent()
    assert card.private == (await talks.page(conversation)).private
    return card.private


def test_a_talk_is_private_as_long_as_all_of_its_questions_are(tmp_path):
    async def work(engine):
        events = await ask(engine, SECRET, privacy="private", teacher="cicerone")
        talk = {"conversation": events[0].conversation}
        seen = []
        for privacy in ("private", "public", "private"):
            await ask(engine, "And what else?", privacy=privacy, **talk)
            seen.append(await is_private(engine, talk["conversation"]))
        return seen

    assert with_engine(scripted_engine(tmp_path, ScriptedProvider("Well.")), work) == [True, False, False]


@pytest.mark.parametrize("privacy", ["public", "private"])
def test_first_help_chooses_for_nobody_that_a_talk_is_private(tmp_path, privacy):
    async def work(engine):
        first = await ask(engine, DANGER, privacy=privacy)
        seen = [await is_private(engine, first[0].conversation)]
        await ask(engine, "And what else?", conversation=first[0].conversation, privacy=privacy)
        return first[0].question.privacy, [*seen, await is_private(engine, first[0].conversation)]

    kept, seen = with_engine(scripted_engine(tmp_path, ScriptedProvider("Well.")), work)
    assert kept == "private"
    assert seen == [privacy == "private"] * 2


@pytest.mark.parametrize(
    ("text", "title"), [(DANGER, "A private question"), ("voglio uccidermi", "Una domanda privata")]
)
def test_a_talk_that_began_in_danger_is_not_called_by_what_was_said(tmp_path, text, title):
    async def work(engine):
        talks = engine.conversations_of(OWNER)
        events = await ask(engine, text)
        (card,) = await talks.recent()
        page = await talks.page(events[0].conversation)
        return {card.title, page.title}, page.messages[0].text

    assert with_engine(scripted_engine(tmp_path, ScriptedProvider("Well.")), work) == ({title}, text)
