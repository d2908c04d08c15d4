"""The calls around a learner's own way of studying, and that all of it can be taken along and erased."""

import json

import pytest

from convergio_jupyter.core.errors import MemoryOff
from convergio_jupyter.personal import all_of, erase

from .helpers import scripted_engine, with_service


def test_a_profile_has_the_goals_that_are_remembered_and_forgets_them_with_itself(tmp_path):
    async def work(service):
        await service.call("remember", {"text": "I want to learn to draw"})
        changed = await service.call("profile_change", {"values": {"level": "beginner", "goal": "Pass in June"}})
        remembered = [fact["text"] for fact in (await service.call("memory", {}))["facts"]]
        await service.call("profile_forget", {})
        return changed, remembered, await service.call("profile", {})

    changed, remembered, after = with_service(scripted_engine(tmp_path), work)
    assert [goal["text"] for goal in changed["goals"]] == remembered == ["Pass in June", "I want to learn to draw"]
    assert changed["level"] == "beginner"
    assert (after["level"], after["goals"]) == ("", [])


def test_where_memory_is_off_a_profile_can_be_kept_but_no_goal(tmp_path):
    async def work(service):
        with pytest.raises(MemoryOff):
            await service.call("profile_change", {"values": {"goal": "Pass in June"}})
        return await service.call("profile_change", {"values": {"access": "large-text"}})

    found = with_service(scripted_engine(tmp_path, memory=False), work)
    assert (found["access"], found["goals"]) == (["large-text"], [])


def test_everything_is_exported_and_erased(tmp_path):
    async def work(service):
        engine = service.engine
        await service.call("profile_change", {"values": {"nickname": "Ada", "goal": "Pass in June"}})
        kept = await all_of(engine, "me")
        await erase(engine, "me")
        tables = await engine.store.fetch("SELECT count(*) AS count FROM profiles")
        return kept, tables[0]["count"]

    kept, left = with_service(scripted_engine(tmp_path), work)
    assert kept["profile"]["nickname"] == "Ada"
    assert "Pass in June" in json.dumps(kept)
    assert left == 0
