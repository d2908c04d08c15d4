"""Who answers when the chosen model does not, and how a doubtful draft is improved. Nothing is shown twice."""

import pytest

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.core.errors import KeyRefused, ProviderFailed
from convergio_jupyter.core.schema import Question
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.tools import sandbox

from .helpers import collect, scripted_engine, text_of, with_engine


def cloud(script, name="cloud", **more):
    return ScriptedProvider(script, place="cloud", name=name, **more)


def ask(tmp_path, question, *providers, **settings):
    engine = scripted_engine(tmp_path, *providers, **settings)

    async def work(engine):
        events = await collect(engine, question)
        page = await engine.conversations_of("me").page(events[0].conversation)
        return events, page.messages[1], await engine.ledger.summary("me")

    return with_engine(engine, work)


BEST = Question(text="Why?", turn="t", quality="best")


def test_another_model_answers_and_the_receipt_says_for_whom(tmp_path):
    bad = cloud(KeyRefused(provider="cloud", variable="X"))
    events, kept, rows = ask(tmp_path, BEST, cloud("There.", "other"), bad, ScriptedProvider("Here."))
    assert [event.type for event in events[:5]] == ["asked", "routed", "teacher_started", "routed", "text"]
    assert text_of(events) == kept.text == "There."
    receipt = events[-2].receipt
    assert (receipt.provider, receipt.rule) == ("other", "fallback")
    assert "did not accept" in receipt.notice
    assert "X" in receipt.notice  # the variable to look at
    assert len(receipt.tried) == 1
    assert [(row["provider"], row["answers"]) for row in rows] == [("other", 1)]


def test_this_computer_answers_when_no_cloud_does(tmp_path):
    events, _, _ = ask(tmp_path, BEST, cloud(ProviderFailed(provider="cloud")), ScriptedProvider("Here."))
    assert text_of(events) == "Here."


def test_who_is_left_alone_after_failures_is_named_too(tmp_path):
    bad = cloud(ProviderFailed(provider="cloud"))
    engine = scripted_engine(tmp_path, cloud("There.", "other"), bad, ScriptedProvider("Here."))

    async def work(engine):
        questions = [Question(text="Why?", turn=str(number), quality="best") for number in range(5)]
        return [(await collect(engine, question))[-2].receipt for question in questions]

    receipts = with_engine(engine, work)
    assert len({receipt.notice for receipt in receipts}) == 1  # also where it was not asked any more
    assert {(receipt.rule, receipt.provider, len(receipt.tried)) for receipt in receipts} == {("fallback", "other", 1)}
    assert len(bad.calls) == 3


def test_nothing_moves_to_a_cloud_because_this_computer_failed(tmp_path):
    there = cloud("There.")
    broken = ScriptedProvider(KeyRefused(provider="x", variable="X"))
    events, _, _ = ask(tmp_path, Question(text="Why?", turn="t"), broken, there)
    assert events[-1].error.code == "key_refused"
    assert there.calls == []


def test_nobody_stands_in_for_a_model_that_was_named(tmp_path):
    here = ScriptedProvider("Here.")
    question = Question(text="Why?", turn="t", model="cloud:script")
    events, _, _ = ask(tmp_path, question, cloud(KeyRefused(provider="c", variable="X")), here)
    assert events[-1].error.code == "key_refused"
    assert here.calls == []


def test_after_the_first_word_nobody_starts_anew(tmp_path):
    other = cloud("There.", "other")
    bad = cloud("One two three.", fail_after=1, error=ProviderFailed(provider="cloud"))
    events, kept, _ = ask(tmp_path, BEST, other, bad, ScriptedProvider("Here."))
    assert text_of(events) == kept.text == "One "
    assert events[-1].error.code == "provider_failed"
    assert other.calls == []


def test_a_doubtful_draft_is_improved_with_a_word_and_both_are_in_the_books(tmp_path):
    local, there = ScriptedProvider("Draft."), cloud("Better answer.")
    events, kept, rows = ask(tmp_path, Question(text="Why?", turn="t"), local, there, doubt_from=0.0)
    kinds = [event.type for event in events]
    at = kinds.index("revising")
    assert text_of(events[:at]) == "Draft."
    assert text_of(events[at:]) == kept.text == "Better answer."
    assert events[at].message
    receipt = events[-2].receipt
    assert (receipt.rule, receipt.draft_by, receipt.provider) == ("improved", "Scripted answers", "cloud")
    assert [row["answers"] for row in rows] == [1, 1]
    assert kinds.count("done") == kinds.count("usage") == 1


@pytest.mark.parametrize(
    ("question", "settings"),
    [
        (Question(text="Why?", turn="t", privacy="private"), {}),
        (Question(text="Why?", turn="t", privacy="personal"), {}),
        (Question(text="Why?", turn="t", region="eu"), {}),
        (Question(text="Why?", turn="t", model="scripted"), {}),
        (Question(text="Why?", turn="t"), {"local_only": True}),
        (Question(text="Why?", turn="t"), {"cascade": False}),
        (Question(text="Why?", turn="t"), {"block": "cloud:*"}),
        (Question(text="Why?", turn="t"), {"doubt_from": 1.0}),
    ],
)
def test_a_draft_stays_here_where_it_must(question, settings, tmp_path):
    there = cloud("Better.")
    settings = {"doubt_from": 0.0, **settings}
    events, _, _ = ask(tmp_path, question, ScriptedProvider("Draft."), there, **settings)
    assert text_of(events) == "Draft."
    assert there.calls == []


@pytest.mark.parametrize("after", [0, 1])
def test_where_the_improvement_fails_the_draft_stays(after, tmp_path):
    there = cloud("Better answer.", fail_after=after, error=KeyRefused(provider="cloud", variable="X"))
    question = Question(text="Why?", turn="t")
    events, kept, rows = ask(tmp_path, question, ScriptedProvider("Draft."), there, doubt_from=0.0)
    last = max(number for number, event in enumerate(events) if event.type == "revising")
    assert text_of(events[last:]) == kept.text == "Draft."
    assert events[-1].reason == "complete"
    assert events[-2].receipt.provider == "scripted"
    cost = sum(row["cost_micro"] for row in rows)  # a cloud bills what it said before it broke off
    assert (cost > 0) == (after > 0)
    assert events[-2].receipt.cost_micro == cost


def test_who_stops_an_improvement_keeps_the_whole_draft(tmp_path):
    engine = scripted_engine(tmp_path, ScriptedProvider("Draft."), cloud("word " * 5_000, delay=0.001), doubt_from=0.0)

    async def work(engine):
        scope, events = CancelScope(), []
        async for event in engine.ask(Question(text="Why?", turn="t"), scope):
            events.append(event)
            if event.type == "text" and event.text == "word ":
                scope.cancel()
        kept = (await engine.conversations_of("me").page(events[0].conversation)).messages[1]
        return events, kept, await engine.ledger.summary("me")

    events, kept, rows = with_engine(engine, work)
    assert (events[-1].reason, kept.text, kept.status) == ("complete", "Draft.", "complete")
    assert events[-2].receipt.cost_micro == sum(row["cost_micro"] for row in rows) > 0


def test_a_kept_improvement_keeps_its_draft_beside_it(tmp_path):
    question = Question(text="Why?", turn="t")
    _, kept, _ = ask(tmp_path, question, ScriptedProvider("Draft."), cloud("Better."), doubt_from=0.0)
    assert (kept.text, kept.draft) == ("Better.", "Draft.")


def test_what_a_cloud_said_before_it_broke_off_is_paid_and_counts_for_no_plan(tmp_path):
    bad = cloud("One two three.", fail_after=2, error=ProviderFailed(provider="cloud"))
    events, kept, rows = ask(tmp_path, BEST, bad, ScriptedProvider("Here."))
    assert events[-1].error.code == "provider_failed"
    assert events[-2].receipt.cost_micro == kept.receipt.cost_micro == sum(row["cost_micro"] for row in rows) > 0


def test_a_draft_whose_code_fails_is_improved(tmp_path):
    if not sandbox.is_here():
        pytest.skip("the sandbox is not installed")
    draft = "Here:\n\n```python\nmarks = [1, 2]\nprint(marks[2])\n```\n"
    better = draft.replace("marks[2]", "marks[1]")
    for local, said in ((draft, better), (better, better)):
        folder = tmp_path / ("draft" if local == draft else "better")
        events, _, _ = ask(
            folder, Question(text="Why?", turn="t"), ScriptedProvider(local), cloud(better), doubt_from=0.9
        )
        revised = [event for event in events if event.type == "revising"]
        assert (text_of(events).endswith(said), bool(revised)) == (True, local == draft)


def test_what_was_stopped_in_the_line_costs_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("convergio_jupyter.providers.resilience.SLOTS_OF_A_CLOUD", 1)
    slow = cloud("word " * 1_000, delay=0.01)
    engine = scripted_engine(tmp_path, slow, ScriptedProvider("Here."))

    async def work(engine):
        first = engine.ask(Question(text="First?", turn="1", model="cloud"))
        async for event in first:
            if event.type == "text":
                break
        scope, events = CancelScope(), []
        async for event in engine.ask(Question(text="Second?", turn="2", model="cloud"), scope):
            events.append(event)
            if event.type == "progress":
                scope.cancel()
        await first.aclose()
        return events, await engine.store.fetch("SELECT * FROM ledger WHERE request = '2'")

    events, rows = with_engine(engine, work)
    assert events[-1].reason == "cancelled"
    assert sum(row["amount_micro"] for row in rows) == 0
    assert len(slow.calls) == 1


def test_a_turn_that_was_paid_is_not_asked_again_for_free(tmp_path):
    there = cloud("There.")
    engine = scripted_engine(tmp_path, there, ScriptedProvider("Here."))

    async def work(engine):
        question = Question(text="Why?", turn="same", model="cloud")
        first = await collect(engine, question)
        await engine.conversations_of("me").forget(first[0].conversation)
        return await collect(engine, question)

    assert with_engine(engine, work)[-1].error.code == "already_asked"
    assert len(there.calls) == 1


def test_a_dear_stand_in_does_not_make_the_chosen_model_unaffordable(tmp_path, monkeypatch):
    from dataclasses import replace

    prices = {"cheap": 1_000_000, "dear": 900_000_000}
    monkeypatch.setattr(
        "convergio_jupyter.engine.priced",
        lambda card: replace(card, input_micro=prices.get(card.provider, 0), output_micro=prices.get(card.provider, 0)),
    )
    cheap, dear = cloud("Cheap.", "cheap"), cloud("Dear.", "dear")
    question = Question(text="Why?", turn="t")
    events, _, _ = ask(tmp_path, question, cheap, dear, budget_day=0.05)
    assert text_of(events) == "Cheap."


def test_a_question_may_hold_half_a_character(tmp_path):
    events, kept, _ = ask(tmp_path, Question(text="Why \ud800?", turn="t"), ScriptedProvider("Here."))
    assert kept.text == "Here."
    assert events[0].question.text == "Why ??"


@pytest.mark.parametrize("limit", [{"region": "eu"}, {"course": "algebra"}, {"teacher": "darwin"}])
def test_a_turn_is_recalled_no_further_than_it_could_be_asked(limit, tmp_path):
    (tmp_path / "settings.toml").write_text("[course.algebra]\nlocal_only = true\n[teacher.darwin]\nregion = 'eu'\n")
    near = cloud("Near.", "near", region="eu")
    far = cloud("Far.", "far", region="us")
    engine = scripted_engine(tmp_path, ScriptedProvider("Here."), near, far, cascade=False)

    async def work(engine):
        first = await collect(engine, Question(text="secret-42", turn="1", **limit))
        talk = first[0].conversation
        later = Question(text="And now?", turn="2", conversation=talk, model="far", teacher="euclide")
        return await collect(engine, later)

    assert text_of(with_engine(engine, work)) == "Far."
    assert "secret-42" not in str(far.calls)
    assert "And now?" in str(far.calls)
