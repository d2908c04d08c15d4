"""Slips in a solution: each is another program, and weak checks are told by them."""

import ast

import pytest

from convergio_jupyter.learning.authoring.mutants import mutants

PROGRAM = '''def count(words, least=3):
    """How many are long."""
    found = 0
    for number in range(len(words)):
        if len(words[number]) >= least and words[number] != "x":
            found += 1
    return found
'''


def test_each_slip_changes_one_place_and_is_python():
    found = mutants(PROGRAM)
    assert len({mutant.code for mutant in found}) == len(found) > 7
    for mutant in found:
        ast.parse(mutant.code)
        assert mutant.code != ast.unparse(ast.parse(PROGRAM))
    slips = {(mutant.before, mutant.after) for mutant in found}
    assert ("len(words[number]) >= least", "len(words[number]) > least") in slips
    assert ("len(words[number]) >= least", "len(words[number]) == least") in slips
    assert ("found += 1", "found -= 1") in slips
    assert ("range(len(words))", "range(len(words) - 1)") in slips
    assert ("return found", "return None") in slips


def test_text_that_nothing_reads_has_no_slips():
    assert not any("long" in mutant.before for mutant in mutants(PROGRAM))


def test_there_are_no_more_than_asked_for_and_they_are_the_same_each_time():
    long = PROGRAM * 30
    assert len(mutants(long, 10)) == 10
    assert mutants(long, 10) == mutants(long, 10)


def test_what_is_no_python_says_so():
    with pytest.raises(SyntaxError):
        mutants("def f(")
