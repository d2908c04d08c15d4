"""What code is to come to is held back where a check compares a name with it: it may be written down without any."""

import pytest

from convergio_jupyter.learning.guard import check

TOTAL = {
    "kind": "code",
    "asked": "Add the squares of the whole numbers from 1 to 100 up, in total.",
    "solution": "total = 0\nfor n in range(1, 101):\n    total += n * n",
    "stub": "total = ...",
    "checks": ["assert total == 338350"],
}
MEAN = {**TOTAL, "asked": "Work the mean out.", "solution": "mean = sum(marks) / len(marks)",
        "given": "marks = [6, 7, 9, 8]", "checks": ["assert abs(mean - 7.5) < 0.01"]}  # fmt: skip
WORD = {**TOTAL, "asked": "Find the longest word.", "given": "words = 'Rain falls on mountains'.split()",
        "solution": "longest = max(words, key=len)", "checks": ["assert longest == 'mountains'"]}  # fmt: skip
TURNED = {**TOTAL, "asked": "Turn it round.", "given": "word = 'live'", "solution": "back = word[::-1]",
          "checks": ["assert back == 'evil'"]}  # fmt: skip
BOTH = {**TOTAL, "asked": "Find both.", "given": "marks = [31, 17, 49]",
        "solution": "low, high = min(marks), max(marks)", "checks": ["assert (low, high) == (17, 49)"]}  # fmt: skip
FOUND = [
    (TOTAL, "The sum is 338,350."), (TOTAL, "338350"), (TOTAL, "total = 338350"), (TOTAL, "It comes to 338 350."),
    (TOTAL, "three hundred thirty-eight thousand three hundred and fifty"),
    (TOTAL, "```python\ntotal = 338_350\n```"), (TOTAL, "trecentotrentottomilatrecentocinquanta"),
    (MEAN, "It is 7.5."), (MEAN, "sette virgola cinque"), (MEAN, "seven and a half"),
    (WORD, "The answer is mountains."),
    (BOTH, "The lowest is seventeen."),
]  # fmt: skip
SAFE = [
    (TOTAL, "Start with total = 0, and add n * n for each n up to 100."),
    (TOTAL, "For 1 to 3 it is 14. What is it for 1 to 4?"),
    (MEAN, "There are 4 marks. What do they add up to?"),
    (TURNED, "`word` is 'live'. What does a step of minus one do?"),
    (BOTH, "Two functions of Python look for these."),
]
FUNCTION = {**TOTAL, "solution": "def area(a, b):\n    return a * b", "checks": ["assert area(2, 3) == 6"]}


@pytest.mark.parametrize(("key", "reply"), FOUND, ids=lambda value: str(value)[:50])
def test_what_a_name_is_to_be_is_withheld(key, reply):
    assert check(reply, key).leaks


@pytest.mark.parametrize(("key", "reply"), SAFE, ids=lambda value: str(value)[:50])
def test_what_leads_to_it_passes(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


def test_what_a_function_gives_may_be_said():
    assert not check("For 2 and 3 the result is 6.", FUNCTION).leaks
