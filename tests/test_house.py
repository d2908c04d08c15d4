"""A promised share is kept in a real talk: hard questions go to a cloud first, and no more of them than promised."""

import pytest

from convergio_jupyter.core.schema import Question
from convergio_jupyter.providers.scripted import ScriptedProvider

from .helpers import collect, scripted_engine, with_engine


def places(tmp_path, count, **settings):
    cloud = ScriptedProvider("There.", place="cloud", name="cloud")
    engine = scripted_engine(tmp_path, ScriptedProvider("Here."), cloud, cascade=False, hard_from=0.0, **settings)

    async def work(engine):
        found = []
        for number in range(count):
            question = Question(text=f"Why {'so ' * number}?", turn=str(number), course="algebra")
            found.append((await collect(engine, question))[-2].receipt.place)
        return found, await engine.house.calibration("algebra"), await engine.house.calibration("poetry")

    return with_engine(engine, work)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5])
def test_no_more_than_the_promised_share_goes_to_a_cloud(share, tmp_path):
    found, algebra, poetry = places(tmp_path, 24, cloud_share=share)
    for number in range(1, len(found) + 1):
        assert found[:number].count("cloud") <= share * number
    assert found.count("cloud") >= share * len(found) / 2
    assert (algebra.questions, poetry.questions) == (24, 0)
    assert 0 < algebra.error < 0.5


def test_a_share_that_is_used_up_is_the_reason_and_not_the_budget(tmp_path):
    cloud = ScriptedProvider("There.", place="cloud", name="cloud")
    engine = scripted_engine(tmp_path, ScriptedProvider("Here."), cloud, cloud_share=0.2)
    question = Question(text="Why?", turn="t", course="algebra", quality="best")
    receipt = with_engine(engine, lambda engine: collect(engine, question))[-2].receipt
    assert (receipt.place, receipt.rule) == ("local", "share")
    assert receipt.notice == receipt.reason


def test_without_a_promise_nothing_is_held_back(tmp_path):
    found, algebra, _ = places(tmp_path, 3)
    assert found == ["cloud"] * 3
    assert algebra is None
