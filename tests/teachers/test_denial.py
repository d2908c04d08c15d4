"""One sentence denies another where they say the same but for one negation; what only looks like it does not."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.teachers import load_faculty
from convergio_jupyter.teachers.denial import deny, told

SUBJECTS = {
    "en": ["Water", "The old machine", "A green leaf", "Sound"],
    "it": ["L'acqua", "La vecchia macchina", "Il suono"],
}
ENGLISH = [("boils at 100 °C", "{} boil at 100 °C"), ("moves the heavy wheel", "{} move the heavy wheel")]
ITALIAN = ["bolle a 100 °C", "muove la ruota pesante", "è verde in autunno"]
NOTS = ["does not", "doesn't", "doesn’t", "did not", "will never", "cannot"]
PAIRS = st.one_of(
    st.builds(
        lambda who, what, negation: (f"{who} {what[0]}.", f"{who} {what[1].format(negation)}."),
        st.sampled_from(SUBJECTS["en"]), st.sampled_from(ENGLISH), st.sampled_from(NOTS),
    ),
    st.builds(
        lambda who, what, negation: (f"{who} {what}.", f"{who} {negation.format(*what.split(' ', 1))}."),
        st.sampled_from(SUBJECTS["it"]), st.sampled_from(ITALIAN),
        st.sampled_from(["non {} {}", "non {} mai {}", "non {} {} mai"]),
    ),
)  # fmt: skip


def denied(one, other):
    ours, theirs = told(one), told(other)
    return ours is not None and theirs is not None and deny(ours, theirs)


@given(PAIRS, st.sampled_from(["", "No, ", "Yes, "]))
def test_a_sentence_and_its_negation_deny_each_other(pair, lead):
    one, other = pair
    assert denied(f"{lead}{one}", other)
    assert denied(other, f"{lead}{one}")


@given(PAIRS, PAIRS)
def test_what_is_said_alike_or_of_something_else_is_not_denied(pair, another):
    for one, other in zip(pair, another, strict=True):  # both as they are, or both negated
        assert not denied(one, other)
        assert not denied(f"{one[:-1]}?", pair[1])
    assert not denied(pair[0], pair[1].replace(".", " at 90 degrees."))


@given(st.text(max_size=120), st.text(max_size=120))
def test_whatever_is_compared_it_goes_both_ways_and_nothing_denies_itself(one, other):
    assert denied(one, other) == denied(other, one)
    assert not denied(one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Water boils at 100 °C.", "Water does not boil at 90 °C."),
        ("Some metals are magnetic.", "Some metals are not magnetic."),
        ("Alcuni metalli sono magnetici.", "Alcuni metalli non sono magnetici."),
        ("The dog bites the man.", "The man does not bite the dog."),
        ("Water boils at 100 °C at sea level.", "Water does not boil at 100 °C on a mountain."),
        ("Nessun numero primo non è pari.", "Un numero primo è pari."),
        ("If it rains, water falls.", "Water does not fall."),
        ("It is so.", "It is not so."),
    ],
)
def test_what_both_can_say_is_no_denial(one, other):
    assert not denied(one, other)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_nobody_of_the_faculty_denies_what_another_has_prepared(lang):
    notes = [note.text for teacher in load_faculty().values() for note in teacher.prepared.get(lang, ())]
    sentences = [told(each) for text in notes for each in " ".join(text.split()).split(". ")]
    assert not [pair for pair in combinations(filter(None, sentences), 2) if deny(*pair)]
