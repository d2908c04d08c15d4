"""A reply on its way to a learner: whole pieces of code are judged as one, whoever fences them."""

import pytest

from convergio_jupyter.learning.key import key_from
from convergio_jupyter.learning.tutor.release import Gate

STUB = "def longest(words):\n    # Write here.\n    ..."
LONGEST = key_from({
    "kind": "code", "asked": "Write longest(words).", "stub": STUB,
    "solution": "def longest(words):\n    best = words[0]\n    for word in words:\n"
                "        if len(word) > len(best):\n            best = word\n    return best",
    "checks": ["assert longest(['a', 'abc', 'de']) == 'abc'", "assert longest(['ab', 'cd']) == 'ab'"],
})  # fmt: skip
BODY = "    top = words[0]\n    for w in words:\n        if len(w) > len(top):\n            top = w\n"
OTHER = f"def longest(words):\n{BODY}    return top\n"  # the solution, in names of its own


def shown(*replies, step=5):
    """What of the last of ``replies`` is shown, where it comes ``step`` signs at a time."""
    *earlier, last = replies
    gate = Gate({"longest": LONGEST}, earlier)
    pieces = [last[place : place + step] for place in range(0, len(last), step)]
    return "".join([*(gate.passed(gate.cut(piece)) for piece in pieces), gate.passed(gate.rest(), last=True)])


@pytest.mark.parametrize("step", [1, 5, 10_000])
@pytest.mark.parametrize(
    "reply",
    [
        OTHER,
        f"Like this:\n\n{OTHER}\nDo you see why?",
        "\n".join(f"    {line}" for line in OTHER.split("\n")),
        f"```python\n{OTHER}```\n",
        f"```python\ndef longest(words):\n{BODY}```\nThen `return top`.",
        f"```python\ndef longest(words):\n{BODY}    ...\n```\nIn place of the dots, return top.",
        f"```python\ndef longest(words):\n{BODY}```\nAt the end, give back what you found.",
        f"<pre><code>{OTHER.replace('>', '&gt;')}</code></pre>".replace("\n", "<br>"),
        "<code>return max(words, key=len)</code>",
        "Write return max\\(words, key=len\\), for max(words, key=len) does it.",
    ],
)
def test_a_solution_is_not_shown_however_it_is_set(reply, step):
    assert "return top" not in shown(reply, step=step)
    assert shown(reply, step=step) != reply


@pytest.mark.parametrize("step", [1, 10_000])
def test_of_code_without_a_fence_nothing_is_shown_before_all_of_it_is_judged(step):
    assert shown(f"Look:\n{OTHER}", step=step) == "Look:\n"


@pytest.mark.parametrize("step", [1, 10_000])
@pytest.mark.parametrize(
    "reply",
    [
        "A loop looks at each word once. What do you have to remember meanwhile?",
        "This adds up prices:\n\ntotal = 0\nfor price in prices:\n    total += price\nprint(total)\n\nAnd yours?",
        "`len(word)` says how long a word is.\nCompare it with the longest one so far.\n",
        "```python\nbest = words[0]\n```\nAnd then? Look at each word.",
    ],
)
def test_what_is_no_solution_is_shown_whole(reply, step):
    assert shown(reply, step=step) == reply


def test_a_solution_is_not_put_together_over_two_replies():
    assert shown(f"```python\ndef longest(words):\n{BODY}", "    return top\n") == ""


@pytest.mark.parametrize(
    ("kind", "answer"), [("number", "12 mele"), ("interval", "from two to five"), ("set", "{1, 2")]
)
def test_of_a_key_that_cannot_be_read_the_words_are_kept_back_and_the_talk_goes_on(kind, answer):
    gate = Gate({"broken": key_from({"kind": kind, "answer": answer})})
    told = f"What do you know of it? It is {answer}. Do you see why?"
    assert gate.passed([*gate.cut(told), *gate.rest()], last=True) == "What do you know of it? "
