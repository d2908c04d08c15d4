"""No question reaches a place it must not, whatever is asked and whatever fails. More of them: benchmarks/leaks.py."""

import pytest

from convergio_jupyter.privacy import Egress

from . import leaking


def test_nothing_leaks_and_much_is_answered():
    tally = leaking.sent(2_000)
    assert tally.leaks == []
    assert tally.answered > 500
    assert tally.refused > 300
    assert tally.reached > 800


def test_the_count_sees_a_leak_where_the_door_stands_open(monkeypatch):
    monkeypatch.setattr(Egress, "check", lambda *_, **__: None)
    assert leaking.sent(500).leaks


@pytest.mark.parametrize("seed", range(3))
def test_other_seeds(seed):
    assert leaking.sent(500, seed + 1).leaks == []
