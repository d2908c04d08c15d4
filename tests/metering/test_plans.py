"""Plans: off unless an operator turns them on, never overrun, and only what a cloud answered counts."""

import asyncio
import calendar
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.completions import Completion
from convergio_jupyter.core.errors import KeyRefused, QuotaSpent, UnknownOption, WrongSetting
from convergio_jupyter.core.schema import Question, Tokens
from convergio_jupyter.core.values import Message
from convergio_jupyter.metering import Charge, Ledger, Quota, plans_from
from convergio_jupyter.metering.plans import PLANS
from convergio_jupyter.preview import route
from convergio_jupyter.providers.scripted import ScriptedProvider

from ..databases import open_in
from ..helpers import collect, scripted_engine, text_of, with_engine, with_service

NOON = float(calendar.timegm((2026, 11, 23, 12, 0, 0)))
DOCS = Path(__file__).parent.parent.parent / "docs/plans.md"
TOKENS = Tokens(input=1, output=1)
STEPS = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["reserve", "reserve", "settle", "local", "silent", "release"]), st.integers(0, 9)),
        max_size=6,
    ),
    max_size=10,
)


def file_of(folder, text):
    path = folder / "plans.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def charge(number, place="cloud"):
    return Charge(request=f"r{number}", teacher="t", provider="p", model="m", place=place, account="me")


@pytest.mark.usefixtures("each_database")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.integers(0, 5), st.integers(0, 40))
def test_a_quota_is_never_overrun_and_counts_what_a_cloud_answered(tmp_path_factory, rounds, most, estimate):
    """Each round runs side by side; what must hold after it is read off what the ledger answered."""
    quota, held, answered = Quota(most), set(), set()

    async def step(ledger, kind, number):
        if kind == "reserve":
            return await ledger.reserve(charge(number), estimate, (), quota)
        if kind == "release":
            return await ledger.release(charge(number))
        place = "local" if kind == "local" else "cloud"
        return await ledger.settle(charge(number, place), 0, TOKENS, questions=1 if kind == "silent" else None)

    async def main():
        store = open_in(tmp_path_factory.mktemp("quota"))
        ledger = Ledger(store, clock=lambda: NOON)
        for steps in rounds:
            results = await asyncio.gather(*(step(ledger, *each) for each in steps), return_exceptions=True)
            assert all(isinstance(result, (bool, QuotaSpent)) for result in results)
            done = [each for each, result in zip(steps, results, strict=True) if result is True]
            held.update(number for kind, number in done if kind == "reserve")
            held.difference_update(number for kind, number in done if kind != "reserve")
            answered.update(number for kind, number in done if kind == "settle")
            assert await ledger.questions("me") == len(held) + len(answered) <= most
        rows = (await store.fetch("SELECT coalesce(sum(questions), 0) AS found FROM ledger"))[0]["found"]
        assert rows == await ledger.questions("me")
        store.close()

    asyncio.run(main())


def test_next_month_begins_anew_and_each_account_has_its_own(tmp_path):
    async def main():
        now = [NOON]
        store = open_in(tmp_path)
        ledger = Ledger(store, clock=lambda: now[0])
        assert await ledger.reserve(charge(1), 0, (), Quota(1))
        with pytest.raises(QuotaSpent):
            await ledger.reserve(charge(2), 0, (), Quota(1))
        assert await ledger.reserve(charge(1), 0, (), Quota(1)) is False  # the same question again
        assert await ledger.reserve(replace(charge(3), account="you"), 0, (), Quota(1))
        now[0] += 8 * 86_400
        assert await ledger.reserve(charge(2), 0, (), Quota(1))
        store.close()

    asyncio.run(main())


def test_without_a_file_nobody_has_a_plan():
    assert plans_from("").of("me") is None


def test_the_example_in_the_manual_is_a_file_of_plans(tmp_path):
    example = re.search(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL).group(1)
    plans = plans_from(file_of(tmp_path, example))
    assert (plans.of("me").name, plans.of("visitor:42").questions, plans.of("x").name) == ("enterprise", 120, "free")
    for plan in PLANS:
        assert f"| `{plan.name}` | {plan.questions or 'no limit'} |" in DOCS.read_text(encoding="utf-8")


def test_further_questions_are_counted_where_they_have_a_price():
    free, pro, _, enterprise = PLANS
    assert (free.quota, pro.quota, enterprise.quota) == (Quota(30), Quota(None), Quota(None))
    assert (pro.further(99), pro.further(103), enterprise.further(10**6)) == (0, 3, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("default = ", "TOML"),
        ('default = "gold"', "free, pro, team, enterprise"),
        ("[accounts]\nme = 3", "free, pro, team, enterprise"),
        ("accounts = 3", "[accounts]"),
        ("[plans.pro]\nquestions = -1", "questions"),
        ("[plans.pro]\nname = 'x'", "questions"),
        ("limit = 3", "default"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_what_would_be_right(text, words, tmp_path):
    with pytest.raises((UnknownOption, WrongSetting)) as caught:
        plans_from(file_of(tmp_path, text))
    info = caught.value.info("it")
    assert words in f"{info.message} {info.remedy}"


def test_a_file_of_plans_that_is_not_there_is_named_with_its_variable(tmp_path):
    with pytest.raises(WrongSetting, match=r"nowhere\.toml") as caught:
        plans_from(str(tmp_path / "nowhere.toml"))
    assert "CONVERGIO_PLANS_FILE" in caught.value.info().remedy


def engine_with(folder, questions, *providers, plan="free", **settings):
    text = f'default = "{plan}"\n[plans.{plan}]\nquestions = {questions}\n'
    chosen = providers or (ScriptedProvider("Here."), cloud("There."))
    return scripted_engine(folder, *chosen, plans_file=file_of(folder, text), **settings)


def cloud(script, **more):
    return ScriptedProvider(script, place="cloud", name="cloud", **more)


def best(number, **more):
    return Question(text="Why?", turn=f"t{number}", quality="best", **more)


def test_where_the_questions_are_used_up_this_computer_answers(tmp_path):
    async def work(engine):
        before = await route(engine, best(7))
        turns = [await collect(engine, best(number)) for number in range(4)]
        insists = await collect(engine, best(9, model="cloud"))
        after = await route(engine, best(8))
        with pytest.raises(QuotaSpent):
            await route(engine, best(8, model="cloud"))
        assert (before.place, after.place, after.rule) == ("cloud", "local", "quota")
        return [text_of(events) for events in turns], insists[-1].error, await engine.ledger.questions("me")

    texts, error, counted = with_engine(engine_with(tmp_path, 2), work)
    assert texts == ["There.", "There.", "Here.", "Here."]
    assert (error.code, counted) == ("quota_spent", 2)
    assert "2" in error.message


def test_with_a_price_for_further_questions_the_cloud_goes_on(tmp_path):
    async def work(service):
        texts = [text_of(await collect(service.engine, best(number))) for number in range(3)]
        return texts, (await service.call("usage", {}))["plan"]

    texts, plan = with_service(engine_with(tmp_path, 1, plan="pro"), work)
    assert texts == ["There."] * 3
    assert plan == {"name": "pro", "questions": 1, "asked": 3, "further": 2, "further_micro": 20_000}


@pytest.mark.parametrize(
    ("there", "question"),
    [
        (KeyRefused(provider="cloud", variable="X"), best(1)),
        (KeyRefused(provider="cloud", variable="X"), best(1, model="cloud")),
        ("There.", Question(text="Why?", turn="t1", privacy="private")),
        ("", best(1)),
    ],
)
def test_what_no_cloud_answered_does_not_count(there, question, tmp_path):
    async def work(engine):
        await collect(engine, question)
        return await engine.ledger.questions("me")

    assert with_engine(engine_with(tmp_path, 5, ScriptedProvider("Here."), cloud(there)), work) == 0


def test_what_is_stopped_before_its_first_word_does_not_count(tmp_path):
    async def stopped_at(engine, number, kind):
        scope = CancelScope()
        async for event in engine.ask(best(number), scope):
            if event.type == kind:
                scope.cancel()
        return await engine.ledger.questions("me")

    async def work(engine):
        return await stopped_at(engine, 1, "teacher_started"), await stopped_at(engine, 2, "text")

    engine = engine_with(tmp_path, 5, ScriptedProvider("Here."), cloud("word " * 200, delay=0.01))
    assert with_engine(engine, work) == (0, 1)


def test_a_draft_and_its_improvement_are_one_question(tmp_path):
    async def work(engine):
        events = [await collect(engine, Question(text="Why?", turn=turn)) for turn in ("a", "b")]
        return [text_of(each)[-7:] for each in events], await engine.ledger.questions("me")

    engine = engine_with(tmp_path, 1, ScriptedProvider("Draft."), cloud("Better."), doubt_from=0.0)
    assert with_engine(engine, work) == (["Better.", "Draft."], 1)


def test_a_teacher_outside_the_plan_is_refused_by_name(tmp_path):
    engine = engine_with(tmp_path, 5)
    only = replace(engine.plans.of("me"), teachers=1)
    engine.plans._default = only

    async def work(engine):
        events = await collect(engine, Question(text="Why?", turn="t", teacher="darwin"))
        return events, await collect(engine, Question(text="Why?", turn="u", teacher="euclide"))

    refused, answered = with_engine(engine, work)
    assert [event.type for event in refused] == ["asked", "error"]
    assert refused[-1].error.code == "teacher_not_in_plan"
    assert "euclide" in refused[-1].error.remedy
    assert answered[-1].type == "done"


def test_nobody_outside_the_plan_is_chosen_for_who_names_nobody(tmp_path):
    engine = engine_with(tmp_path, 5)
    engine.plans._default = replace(engine.plans.of("me"), teachers=1)

    async def work(engine):
        events = await collect(engine, Question(text="Why does the moon change its shape?", turn="t"))
        return [event.teacher for event in events if event.type == "teacher_started"]

    (teacher,) = with_engine(engine, work)
    assert teacher in ("euclide", "ali", "anna", "jenny")


def test_other_programs_are_counted_and_served_here_when_all_is_used_up(tmp_path):
    async def once(service, number, model):
        asked = Completion(id=str(number), model=model, messages=(Message("user", "Why?"),))
        return "".join([getattr(part, "text", "") async for part in service.completions.stream(asked, account="me")])

    async def work(service):
        texts = [await once(service, number, "convergio-best") for number in range(2)]
        with pytest.raises(QuotaSpent):
            await once(service, 2, "cloud:script")
        return texts, await service.engine.ledger.questions("me")

    assert with_service(engine_with(tmp_path, 1), work) == (["There.", "Here."], 1)


def test_surfaces_show_the_teachers_of_the_plan_and_no_others(tmp_path):
    file = file_of(tmp_path, 'default = "free"\n[plans.free]\nteachers = 1\n[accounts]\nme = "team"\n')
    engine = scripted_engine(tmp_path / "data", plans_file=file)

    async def work(service):
        return [len(await service.call("teachers", {}, account)) for account in ("me", "visitor:x")]

    everybody, visitor = with_service(engine, work)
    assert visitor == 1 + 3  # and those who coordinate
    assert everybody == len(engine.roster)
