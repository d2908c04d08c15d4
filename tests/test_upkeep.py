"""What a crash left open is settled by what had come of the answer, once, and live answers are left alone."""

from dataclasses import replace

import pytest

from convergio_jupyter.core.schema import Question
from convergio_jupyter.metering import Charge
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.upkeep import Upkeep

from .helpers import scripted_engine, with_engine

CHARGE = Charge(
    request="t", teacher="darwin", provider="cloud", model="script", place="cloud", account="me", conversation="c"
)


@pytest.mark.parametrize(("request_", "answers"), [("t", 2), ("t.improved", 2), ("t.further2", 1), ("t.0", 2)])
def test_what_a_crash_left_is_settled_once_by_what_had_come(tmp_path, request_, answers):
    engine = scripted_engine(tmp_path, ScriptedProvider("There.", place="cloud", name="cloud"))

    async def work(engine):
        talk = engine.conversations_of("me")
        await talk.begin("c", Question(text="Why?", turn="t"), "darwin")
        await talk.save("t", "half an answer " * 10, "running")
        await engine.ledger.reserve(replace(CHARGE, request=request_), 10**9)
        await engine.ledger.reserve(replace(CHARGE, request="never begun"), 700)
        engine.ledger._seen.clear()  # the process that held them is gone
        upkeep = Upkeep(engine)
        swept = [await upkeep.once(0), await upkeep.once(0)]
        return swept, await engine.ledger.summary("me")

    swept, rows = with_engine(engine, work)
    assert swept == [2, 0]
    assert sum(row["answers"] for row in rows) == answers
    assert 700 < sum(row["cost_micro"] for row in rows) < 10**9


def test_what_a_crash_left_never_costs_more_than_was_held(tmp_path):
    engine = scripted_engine(tmp_path, ScriptedProvider("There.", place="cloud", name="cloud"))

    async def work(engine):
        talk = engine.conversations_of("me")
        await talk.begin("c", Question(text="Why?" * 10_000, turn="t"), "darwin")
        await engine.ledger.reserve(CHARGE, 7)
        engine.ledger._seen.clear()
        await Upkeep(engine).once(0)
        return await engine.ledger.spent("me")

    assert with_engine(engine, work) == 7


def test_what_runs_is_left_alone(tmp_path):
    engine = scripted_engine(tmp_path)

    async def work(engine):
        await engine.ledger.reserve(CHARGE, 5)
        return await Upkeep(engine).once()

    assert with_engine(engine, work) == 0
