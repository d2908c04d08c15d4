"""The model that the settings name finds the course's material by its meaning, in a teacher's answer."""

import importlib.util

import pytest

from convergio_jupyter.backends import providers_of
from convergio_jupyter.checkup.models import examine
from convergio_jupyter.core.events import ToolResult
from convergio_jupyter.core.schema import Question
from convergio_jupyter.core.values import ToolUse
from convergio_jupyter.meaning import lacking, vectors_of
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.settings import Settings
from convergio_jupyter.store import open_store

from .helpers import collect, scripted_engine, with_engine
from .providers.fake_ollama import fake_ollama


def looks_in_the_course(call):
    given = any(message.role == "tool" for message in call.messages)
    return "Read." if given else [ToolUse("c", "search_course", '{"query": "How do plants eat?"}')]


def searched(tmp_path, url):
    """What a teacher finds who searches twice, the second time when all is read."""
    course = tmp_path / "course"
    course.mkdir()
    (course / "plants.md").write_text("# Photosynthesis\n\nLeaves turn sunlight into sugar.", encoding="utf-8")
    settings = {"material_dir": str(course), "embeddings": "ollama:m", "ollama_base_url": url}
    providers = {each.id: each for each in providers_of(Settings(data_dir=str(tmp_path / "data"), **settings))}
    engine = scripted_engine(
        tmp_path / "data", ScriptedProvider(looks_in_the_course, tools=True), providers["ollama"], **settings
    )

    async def work(engine):
        found = []
        for turn in "ab":
            events = await collect(engine, Question(text="How do plants eat?", teacher="darwin", turn=turn))
            found.append(next(event.content for event in events if isinstance(event, ToolResult)))
            await engine.material._vectors.filled()
        return found, examine(engine, "en")

    return with_engine(engine, work)


def test_a_teacher_finds_what_shares_no_word_with_the_question(tmp_path):
    with fake_ollama() as url:
        (first, second), checks = searched(tmp_path, url)
    assert "Photosynthesis" not in first
    assert "**plants.md › Photosynthesis**" in second
    assert any("found by its meaning, too: ollama:m" in check.message for check in checks)


@pytest.mark.parametrize(
    "settings",
    [
        {"embeddings": "m"},
        {"embeddings": "ollama:"},
        {"embeddings": "embedded:m"},
        {"embeddings": "anthropic:m"},
        {"embeddings": "openai:text-embedding-3-small", "openai_models": "gpt"},
        {"embeddings": "ollama:m", "ollama_base_url": "http://192.168.1.5:11434"},
    ],
    ids=lambda settings: settings["embeddings"],
)
def test_what_is_not_on_this_computer_is_never_used(tmp_path, settings):
    settings = Settings(data_dir=str(tmp_path), **settings)
    providers = {each.id: each for each in providers_of(settings)}
    store = open_store(tmp_path, "")
    assert lacking(settings, providers) == "model"
    assert vectors_of(settings, store, providers) is None
    store.close()


def test_without_numpy_nothing_is_tried_and_it_is_said(tmp_path, monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "numpy" else there(name))
    engine = scripted_engine(tmp_path, ScriptedProvider(looks_in_the_course), embeddings="ollama:m")
    engine.providers |= {each.id: each for each in providers_of(Settings(embeddings="ollama:m"))}

    async def work(engine):
        return [check for check in examine(engine, "it") if check.id == "search"]

    (check,) = with_engine(engine, work)
    assert not check.ok
    assert "convergio-jupyter[search]" in check.remedy
