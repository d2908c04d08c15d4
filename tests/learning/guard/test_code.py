"""Code is tried where a learner would put it: in the answer's cell, with its imports and the lines that are given."""

import pytest

from convergio_jupyter.learning.authoring.key_file import key_of
from convergio_jupyter.learning.guard import check
from convergio_jupyter.learning.key import key_from
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.lesson.roles import NOTHING_YET
from convergio_jupyter.learning.shelf import _lesson

from .. import lessons

PAIRS = {
    "kind": "code",
    "asked": "Write agree(first, second): whether the two statements are true together nowhere or everywhere.",
    "solution": "def agree(first, second):\n    for a in (False, True):\n        for b in (False, True):\n"
    "            if first(a, b) != second(a, b):\n                return False\n    return True",
    "checks": ["def both(a, b):\n    return a and b\n\nassert agree(both, lambda a, b: min(a, b))",
               "assert not agree(both, lambda a, b: max(a, b))"],
}  # fmt: skip
TALLY = {
    "kind": "code",
    "asked": "Complete tally(words).",
    "solution": "def tally(words):\n    counts = {}\n    for word in words:\n"
    "        counts[word] = counts.get(word, 0) + 1\n    return counts",
    "stub": f"def tally(words):\n    counts = {{}}\n    # Write here.\n    {NOTHING_YET}\n    return counts",
    "checks": ["assert tally(['a', 'b', 'a']) == {'a': 2, 'b': 1}", "assert tally([]) == {}"],
}
SLANT = {
    "kind": "code",
    "asked": "Write slant(a, b).",
    "solution": "from math import hypot\n\n\ndef slant(a, b):\n    return hypot(a, b)",
    "stub": f"from math import hypot\n\n\ndef slant(a, b):\n    # Write here.\n    {NOTHING_YET}",
    "checks": ["assert slant(3, 4) == 5", "assert slant(0, 2) == 2"],
}
SHORTEST = {
    "kind": "code",
    "asked": "Write shortest(words).",
    "solution": "def shortest(words):\n    best = words[0]\n    for word in words:\n"
    "        if len(word) < len(best):\n            best = word\n    return best",
    "stub": f"def shortest(words):\n    # Write here.\n    {NOTHING_YET}",
    "checks": ["assert shortest(['abc', 'de', 'f']) == 'f'", "assert shortest(['ab', 'c', 'd']) == 'c'"],
}
PARTS = {
    "kind": "code",
    "asked": "How many of each part? Write them as a list.",
    "solution": "parts = [7, 2, 9]",
    "stub": NOTHING_YET,
    "checks": ["assert list(parts) == [7, 2, 9]"],
}

FOUND = [
    (PAIRS, "```python\ndef agree(f, g):\n    return all(f(x, y) == g(x, y) for x in (0, 1) for y in (0, 1))\n```"),
    (PAIRS, "```\nfor x in (0, 1):\n    for y in (0, 1):\n        if first(x, y) != second(x, y):\n"
            "            return False\nreturn True\n```"),
    (TALLY, "Put this in:\n```python\nfor each in words:\n    counts[each] = counts.setdefault(each, 0) + 1\n```"),
    (TALLY, "counts.update((w, words.count(w)) for w in words)"),
    (SLANT, "return (a*a + b*b) ** .5"),
    (SLANT, "```python\nreturn hypot(b, a)\n```"),
    (SLANT, "```python\ndef slant(x, y):\n    return hypot(x, y)\n```"),
    (SLANT, "Let it give sqrt(a**2 + b**2) back."),
    (SHORTEST, "Take sorted(words, key=len)[0]."),
    (SHORTEST, "`words = sorted(words, key=len)`, and `return words[0]`"),
    (SHORTEST, "Start with `best = words[0]`, then `for w in words:`, in it `if len(w) < len(best):`,"
               " below that `best = w`, at last `return best`."),
    (SHORTEST, "functools.reduce(lambda a, b: b if len(b) < len(a) else a, words)"),
    (PARTS, "[7, 2, 9]"),
    (PARTS, "```\nall_of_them = [7, 2, 9]\n```"),
    (PARTS, "You need 7, 2 and 9."),
    (PARTS, "sette, due e nove"),
]  # fmt: skip
HOTTEST = {
    "kind": "code",
    "asked": "Write hottest(days).",
    "solution": "def hottest(days):\n    best = days[0]\n    for day in days:\n"
    "        if day > best:\n            best = day\n    return best",
    "stub": f"def hottest(days):\n    # Write here.\n    {NOTHING_YET}",
    "checks": ["assert hottest([1, 5, 3]) == 5", "assert hottest([-4, -2]) == -2"],
}
POWER = {
    "kind": "code",
    "asked": "Write raised(base, exponent).",
    "solution": "def raised(base, exponent):\n    return base ** exponent",
    "stub": f"def raised(base, exponent):\n    {NOTHING_YET}",
    "checks": ["assert raised(2, 3) == 8", "assert raised(3, 2) == 9"],
}
EVENS = {
    "kind": "code",
    "asked": "Make a list evens of the even numbers.",
    "given": "numbers = [3, 8, 1, 10]",
    "solution": "evens = [n for n in numbers if n % 2 == 0]",
    "stub": f"evens = {NOTHING_YET}",
    "checks": ["assert list(evens) == [n for n in numbers if not n % 2]"],
}
FOUND += [
    (HOTTEST, "b = temps[0]\nfor t in temps:\n if t > b: b = t"),
    (HOTTEST, "```\nb = temps[0]\nfor t in temps:\n    if t > b:\n        b = t\n```"),
    (HOTTEST, "Have a look at `max(temperatures)`."),
    (HOTTEST, "sorted(values)[-1]"),
    (HOTTEST, "```\nvalues = sorted(values)\nreturn values[-1]\n```"),
    (HOTTEST, "In one line: [t for t in temps if all(t >= other for other in temps)][0], and that is it."),
    (POWER, "return a ** b"),
    (POWER, "```\nreturn pow(x, n)\n```"),
    (POWER, "```\nresult = 1\nfor _ in range(times):\n    result *= number\nreturn result\n```"),
    (EVENS, "[k for k in values if k % 2 == 0]"),
    (EVENS, "```\nfound = []\nfor k in values:\n    if not k % 2:\n        found.append(k)\n```"),
]
SAFE = [
    (HOTTEST, "`for t in temps:` looks at each `t`. What do you keep?"),
    (HOTTEST, "```\nfirst = names[0]\nfor name in names:\n    print(name, first)\n```\nThis one only shows them."),
    (POWER, "What is `a * b` for 2 and 3? Is it 8?"),
    (EVENS, "[k for k in values if k > 2] picks those above 2."),
    (EVENS, "`k % 2` is 1 for an odd number."),
    (TALLY, "`counts.get(key, 0)` gives 0 where there is no such key. What would you do with it?"),
    (TALLY, "What does `counts[word] = 1` do for a word that comes twice?"),
    (SLANT, "`hypot(3, 4)` is 5. Which two sides do you have?"),
    (SHORTEST, "What is `len(words[0])`? And `words[-1]`?"),
    (SHORTEST, "`for w in words:` takes one after the other, and `if` decides. What do you remember?"),
    (PARTS, "Count the 7 bolts first. Which other parts are there?"),
    (PAIRS, "With two statements there are four cases: (False, False), (False, True) and so on."),
]


@pytest.mark.parametrize(("key", "reply"), FOUND, ids=lambda value: str(value)[:50])
def test_code_is_found_wherever_it_is_meant_to_stand(key, reply):
    assert check(reply, key).leaks


@pytest.mark.parametrize(("key", "reply"), SAFE, ids=lambda value: str(value)[:50])
def test_code_that_is_no_answer_may_be_shown(key, reply):
    verdict = check(reply, key)
    assert not verdict.leaks, verdict


def test_lines_of_several_replies_are_put_together():
    talk = ["First `size = len`.", "Good. And now?", "`ranked = sorted(words, key=size)`", "then `return ranked[0]`"]
    assert check(talk[-1], SHORTEST, talk[:-1]).leaks
    assert not check(talk[-2], SHORTEST, talk[:-2]).leaks


@pytest.mark.parametrize(
    "talk",
    [
        ["q = []\nfor y in days:", "    if not q or y > q[-1]:\n        q.append(y)", "return q[-1]"],
        ["q = []\nfor y in days:", "if not q or y > q[-1]:\n    q.append(y)", "return q[-1]"],
        ["q = [days[0]]", "Good. And now?", "for y in days:\n    if y > q[-1]:", "        q.append(y)", "return q[-1]"],
        ["Start with\n\n    q = days[0]\n", "then\n\n    for y in days:\n        if y > q:\n            q = y\n",
         "and last\n\n    return q\n"],
    ],
)  # fmt: skip
def test_lines_without_a_fence_keep_their_places_over_a_talk(talk):
    assert check(talk[-1], HOTTEST, talk[:-1]).leaks
    assert not check(talk[0], HOTTEST).leaks


def test_the_key_of_a_lesson_has_the_stub_that_its_learners_find():
    file = key_of(lesson_from(lessons.lesson()))
    kept = _lesson(file)
    assert key_from(file["exercises"]["area"]["key"]) == kept.exercises["area"].key
    assert NOTHING_YET in kept.exercises["area"].key.stub
    assert "result" not in kept.exercises["area"].key.stub
