"""The checks of the lessons that come along notice mistakes that learners make, and no slip of one place only."""

from pathlib import Path

import pytest

from convergio_jupyter.learning.lesson import read_lesson
from convergio_jupyter.learning.running import check_code

LESSONS = Path(__file__).parents[3] / "notebooks" / "lessons"
ENDS = "def {name}(d):\n    return max(d[0], d[-1], d[len(d) // 2])"
HUNDRED = (
    "def {name}(d):\n    best = -100\n    for x in d:\n        if x > best:\n            best = x\n    return best"
)
ONCE = "def {name}(words, least):\n    return sum(len(word) >= least for word in set(words))"


@pytest.mark.parametrize(("file", "called"), [("en/loops", ("count_long", "hottest")),
                                              ("it/cicli", ("conta_lunghe", "piu_caldo"))])  # fmt: skip
@pytest.mark.parametrize(("exercise", "wrong"), [("count-long", ONCE), ("hottest", ENDS), ("hottest", HUNDRED)])
def test_a_wrong_answer_is_noticed(file, called, exercise, wrong):
    found = read_lesson(LESSONS / f"{file}.ipynb").exercises[exercise]
    checks = [*found.visible_checks(), *found.hidden_checks()]
    assert check_code(found.solution(), checks).passed
    assert not check_code(wrong.format(name=called[exercise == "hottest"]), checks).passed
