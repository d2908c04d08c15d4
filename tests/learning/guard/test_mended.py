"""A solution that one sign keeps from being Python, as where a reply is cut, gives as much away as one that runs."""

import pytest

from convergio_jupyter.learning.guard import check

EVENS = {
    "kind": "code",
    "asked": "Write evens(xs): the even ones, in order.",
    "solution": "def evens(xs):\n    found = []\n    for each in xs:\n        if each % 2 == 0:\n"
    "            found.append(each)\n    return found",
    "stub": "def evens(xs):\n    ...",
    "checks": ["assert evens([1, 2, 4]) == [2, 4]", "assert evens([]) == []"],
}
MEAN = {
    "kind": "code",
    "asked": "Write middle(a, b).",
    "solution": "def middle(a, b):\n    return (a + b) / 2",
    "stub": "def middle(a, b):\n    ...",
    "checks": ["assert middle(2, 4) == 3", "assert middle(1, 2) == 1.5"],
}
FOUND = [
    (EVENS, "def evens(xs):\n    return [n for n in xs if n % 2 == 0"),
    (EVENS, "def evens(xs):\n    return list(filter(lambda n: not n % 2, xs"),
    (EVENS, "def evens(xs):\n    return [n for n in xs if n % 2 == 0]]"),
    (EVENS, "def evens(xs):\n    return [n for n in xs if (n % 2 == 0]"),
    (EVENS, "def evens(xs:\n    return [n for n in xs if n % 2 == 0]"),
    (EVENS, "def evens(xs)\n    return [n for n in xs if n % 2 == 0]"),
    (EVENS, "def evens(xs):\n    out = []\n    for n in xs:\n        if not n % 2:\n"
            "            out.append(n\n    return out"),
    (EVENS, "def evens(xs):\n    out = []\n    for n in xs\n        if not n % 2:\n"
            "            out += [n]\n    return out"),
    (EVENS, "out = []\nfor n in xs:\n    if (n % 2 == 0:\n        out.append(n)\nreturn out"),
    (EVENS, "return [n for n in xs if not n % 2"),
    (MEAN, "def middle(p, q):\n    return (p + q / 2"),
    (MEAN, "def middle(p, q):\n    return p + q) / 2"),
    (MEAN, "def middle(p, q):\n    return (p + q)) / 2"),
    (MEAN, "def middle(p, q):\n    return ((p + q) / 2"),
]  # fmt: skip


@pytest.mark.parametrize("marks", ["{}", "```python\n{}\n```", "```python\n{}", "Here you are:\n\n{}\n"])
@pytest.mark.parametrize(("key", "code"), FOUND, ids=lambda value: str(value)[:60])
def test_code_with_a_bracket_or_a_colon_missing_is_found(key, code, marks):
    assert check(marks.format(code), key).leaks


@pytest.mark.parametrize(
    "reply",
    ["```python\nfor n in xs\n    print(n)\n```\nA colon is missing there.", "What does `(7 % 2` lack?",
     "`found.append(`",
     "You wrote `if x % 2 = 0:` (one sign is missing.", "```\ndef odd(xs):\n    return [n for n in xs if n % 2\n```"],
)  # fmt: skip
def test_a_mistake_in_other_code_may_be_shown(reply):
    verdict = check(reply, EVENS)
    assert not verdict.leaks, verdict
