"""Power cuts: processes that are killed in mid-charge lose nothing, double nothing and overrun nothing."""

import sys

import pytest

from .crashing import crash

CLEAN = {"lost": 0, "doubled": 0, "wrong totals": 0, "over the limit": 0, "still held": 0}


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed there in the same way")
def test_killed_processes_lose_and_double_nothing(tmp_path):
    found = crash(tmp_path, kills=10, pause=0.5)
    assert found["requests"] > 50
    assert min(found["promises"], found["came again"], found["refused"]) > 50
    assert {name: found[name] for name in CLEAN} == CLEAN
