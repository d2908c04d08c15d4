"""How an answer looks in a cell while a draft is improved: the draft stays until better words come."""

from convergio_jupyter.core.events import Done, Revising, TextDelta
from convergio_jupyter.notebook.display import Reply


def shown(*events):
    reply = Reply()
    for event in events:
        reply.take(event)
    return reply._repr_mimebundle_()


DRAFT = TextDelta(turn="t", seq=0, part=0, text="Draft.")
REVISING = Revising(turn="t", seq=1, part=0, message="It looks doubtful.")
BETTER = TextDelta(turn="t", seq=2, part=0, text="Better.")


def test_the_draft_stays_to_be_read_and_a_sentence_says_what_happens():
    html = shown(DRAFT, REVISING)["text/html"]
    assert "Draft." in html
    assert "It looks doubtful." in html


def test_the_better_answer_takes_its_place_and_the_draft_is_folded():
    bundle = shown(DRAFT, REVISING, BETTER, Done(turn="t", seq=3, reason="complete"))
    assert bundle["text/html"].index("Better.") < bundle["text/html"].index("<details><summary>First draft")
    assert "Draft." not in bundle["text/plain"]


def test_a_draft_that_came_back_is_the_answer():
    bundle = shown(DRAFT, REVISING, REVISING, DRAFT, Done(turn="t", seq=3, reason="complete"))
    assert bundle["text/html"].count("Draft.") == 1
