"""How an answer looks in a cell: a draft stays until better words come, and tools stand where they were used."""

import io
import sys

from convergio_jupyter.core.events import (
    Done,
    Revising,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    ToolCall,
    ToolResult,
    UsageReported,
)
from convergio_jupyter.core.schema import Receipt
from convergio_jupyter.notebook.display import Reply
from convergio_jupyter.notebook.showing import show


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


def test_what_is_to_be_known_of_an_answer_speaks_one_language_whatever_the_surface_speaks():
    notice = "The small model here was not asked, for it would only guess."
    receipt = Receipt(
        turn="t", teacher="euclide", rule="prepared", reason="Italiano.", provider="teacher", model="notes",
        place="local", demo=True, notice=notice,
    )  # fmt: skip
    reply = Reply(lang="it")
    reply.take(TextDelta(turn="t", seq=0, part=0, text="Nothing."))
    reply.take(UsageReported(turn="t", seq=1, part=0, receipt=receipt))
    end = {"turn": "t", "part": 0, "teacher": "euclide", "reason": "complete"}
    reply.take(TeacherFinished(seq=2, guesser="embedded:small", **end))
    reply.take(Done(turn="t", seq=3, reason="complete"))
    assert f"{notice} It guesses all the same with `--model embedded:small`.\nlocale · " in repr(reply)
    assert "Italiano." not in str(reply._repr_mimebundle_())  # the same once more, as the surface speaks


# -- tools ----------------------------------------------------------------------------------------------------------


def using(*, figure="", ok=True, done=True, content="It is **5**."):
    reply = Reply()
    reply.take(TeacherStarted(turn="t", seq=0, part=0, teacher="euclide", name="Euclide"))
    reply.take(TextDelta(turn="t", seq=1, part=0, text="Look:"))
    use = {"turn": "t", "part": 0, "call": "c"}
    reply.take(ToolCall(seq=2, name="calculator", title="Calculator", arguments='{"expression": "2<3"}', **use))
    if done:
        reply.take(ToolResult(seq=3, ok=ok, content=content, figure=figure, **use))
        reply.take(TextDelta(turn="t", seq=4, part=0, text="\n\nSo five."))
    return reply


def test_a_tool_is_shown_where_it_was_used():
    shown = using()._repr_mimebundle_()
    for text in shown.values():
        assert text.index("Look:") < text.index("Used: Calculator") < text.index("So five.")
    assert "<strong>5</strong>" in shown["text/html"]
    assert "2&lt;3" in shown["text/html"]


def test_a_tool_at_work_is_said():
    assert "Using: Calculator …" in using(done=False)._repr_mimebundle_()["text/html"]


def test_what_did_not_work_is_said():
    assert "Did not work: Calculator" in using(ok=False)._repr_mimebundle_()["text/plain"]


def test_a_figure_is_an_image_that_can_run_nothing():
    html = using(figure='<svg onload="alert(1)"/>', content='A "line"\nrises.')._repr_mimebundle_()["text/html"]
    assert "onload" not in html
    assert 'alt="A &quot;line&quot;"' in html
    assert 'src="data:image/svg+xml;base64,' in html


def test_what_a_tool_says_cannot_act():
    html = using(content="<script>alert(1)</script>")._repr_mimebundle_()["text/html"]
    assert "<script" not in html


def test_a_tool_that_waits_is_asked_about():
    asked = []
    use = {"turn": "t", "part": 0, "name": "fetch", "arguments": "{}"}
    events = [
        ToolCall(seq=0, call="a", asks=True, **use),
        ToolCall(seq=1, call="b", **use),
        Done(turn="t", seq=2, reason="complete"),
    ]
    show((event for event in events), "en", rich=False, allow=lambda event: asked.append(event.call))
    assert asked == ["a"]


def test_a_terminal_tells_a_tool_between_the_words(capsys):
    use = {"turn": "t", "part": 0, "call": "a"}
    events = [
        TeacherStarted(turn="t", seq=0, part=0, teacher="euclide", name="Euclide"),
        TextDelta(turn="t", seq=1, part=0, text="Look."),
        ToolCall(seq=2, name="calculator", title="Calculator", arguments="{}", **use),
        ToolResult(seq=3, ok=True, content="5\x1b[31m", **use),
        TextDelta(turn="t", seq=4, part=0, text="So."),
        Done(turn="t", seq=5, reason="complete"),
    ]
    show((event for event in events), "en", rich=False)
    assert capsys.readouterr().out.startswith("Euclide\nLook.\n[Used: Calculator]\n5[31m\nSo.\n")


def test_a_terminal_says_that_it_waits_before_anything_comes(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal, seen = Terminal(), []
    monkeypatch.setattr(sys, "stderr", terminal)

    def events():
        seen.append(terminal.getvalue())
        yield Done(turn="t", seq=0, reason="complete")

    show(events(), "it", rich=False)
    assert "Un momento …" in seen[0]
    assert terminal.getvalue().endswith("\r")  # and takes it back
