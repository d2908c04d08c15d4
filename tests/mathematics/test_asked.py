"""A question that is a sum and nothing else is told from all others."""

import pytest

from convergio_jupyter.mathematics.asked import sum_in


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is 17*23?", "17*23"),
        ("quanto fa 17 per 23?", "17 * 23"),
        ("How much is 12 divided by 5", "12 / 5"),
        ("calcola (3+4)*5", "(3+4)*5"),
        ("Quanto fa 0,5 + 1/4?", "0,5 + 1/4"),
        ("3/4 + 1/2 =", "3/4 + 1/2"),
    ],
)
def test_a_sum_is_read(question, expected):
    assert sum_in(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "",
        "What is 7?",
        "1914",
        "What happened in 1914-1918?",
        "What is 3x + 5 = 20?",
        "-",
        "1" * 500 + "+1",
        "Why 1 + 1?",
    ],
)
def test_whatever_else_is_asked_is_no_sum(question):
    assert sum_in(question) == ""
