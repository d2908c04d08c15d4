"""What is promised of money and questions holds for a whole turn, whoever takes part in it and however it ends."""

import asyncio
from dataclasses import replace

import pytest

from convergio_jupyter.answer import CancelScope
from convergio_jupyter.completions import Completion
from convergio_jupyter.core.errors import BudgetSpent, ConvergioError, ProviderFailed
from convergio_jupyter.core.schema import Question, Tokens
from convergio_jupyter.core.values import Message, ToolUse
from convergio_jupyter.preview import route
from convergio_jupyter.providers.base import ALIVE, FinishPart, TextPart, TokensPart
from convergio_jupyter.providers.scripted import ScriptedProvider

from .helpers import collect, scripted_engine, text_of, with_engine, with_service

TOGETHER = "@euclide @darwin Why?"


class Priced(ScriptedProvider):
    """A cloud whose owner says what it costs, in millionths of a dollar for a million tokens."""

    def __init__(self, said="There.", price=0, **more):
        super().__init__(said, place="cloud", name="cloud", **more)
        self.price = price

    def models(self):
        return [replace(c, own_price=True, input_micro=self.price, output_micro=self.price) for c in super().models()]


def planned(folder, most, *providers, **settings):
    folder.mkdir(exist_ok=True)
    file = folder / "plans.toml"
    file.write_text(f'default = "free"\n[plans.free]\nquestions = {most}\nteachers = 0\n')
    return scripted_engine(folder / "data", *providers, plans_file=str(file), **settings)


def counted(tmp_path, most, cloud, *texts, **settings):
    """How many questions are counted after each of ``texts``, and how often the cloud was asked for each."""

    async def work(engine):
        found = []
        for number, text in enumerate(texts):
            before = len(cloud.calls)
            await collect(engine, Question(text=text, turn=f"t{number}", quality="best"))
            found.append((await engine.ledger.questions("me"), len(cloud.calls) - before))
        return found

    return with_engine(planned(tmp_path, most, ScriptedProvider("Here."), cloud, **settings), work)


def failing_for(*names):
    """A cloud that fails for these teachers."""

    def script(call):
        if any(f"You are {name}" in message.text for name in names for message in call.messages):
            raise ProviderFailed(provider="cloud")
        return "There."

    return Priced(script)


def test_several_teachers_are_one_question_and_a_plan_that_is_used_up_binds_them_all(tmp_path):
    first, second, third = counted(tmp_path, 2, Priced(), TOGETHER, "Why?", TOGETHER)
    assert first == (1, 3)  # both teachers, and who brings them together
    assert second == (2, 1)
    assert third == (2, 0)


@pytest.mark.parametrize(
    ("names", "questions"), [(["Euclide"], 1), (["Darwin"], 1), (["Euclide", "Darwin"], 0), ([], 1)], ids=str
)
def test_a_question_counts_where_a_cloud_answered_any_part(tmp_path, names, questions):
    ((found, _),) = counted(tmp_path, 5, failing_for(*names), TOGETHER)
    assert found == questions


def test_what_fails_whole_is_given_back_and_may_be_asked_again(tmp_path):
    found = counted(tmp_path, 1, failing_for("Euclide", "Darwin"), *[TOGETHER] * 3)
    assert [questions for questions, _ in found] == [0, 0, 0]


class Counting(Priced):
    """Counts as chat models do, with four tokens around each message."""

    async def stream(self, call):
        await asyncio.sleep(0)
        yield TextPart("Hi")
        yield TokensPart(Tokens(input=sum(4 + len(each.text) for each in call.messages), output=1))
        yield FinishPart("length")


class Endless(Priced):
    async def stream(self, call):
        while True:
            await asyncio.sleep(0)
            yield TextPart("word ")


@pytest.mark.parametrize(
    ("cloud", "budget", "most", "messages"),
    [(Counting(price=3_000_000), 0.025, 1, 200), (Endless(price=3_000_000), 0.05, 100, 1)],
    ids=["many messages", "no end"],
)
def test_nothing_that_a_server_does_overruns_a_budget(tmp_path, cloud, budget, most, messages):
    async def one(service, number):
        talk = (Message("user", "a"),) * messages
        asked = Completion(id=str(number), model="convergio", max_tokens=most, messages=talk)
        try:
            return [part async for part in service.completions.stream(asked, account="me")]
        except ConvergioError:
            return []

    async def work(service):
        await asyncio.gather(*(one(service, number) for number in range(10)))
        return await service.engine.ledger.spent("me")

    assert 0 < with_service(scripted_engine(tmp_path, cloud, budget_day=budget), work) <= budget * 1e6


def test_what_costs_nothing_is_answered_where_a_budget_is_spent(tmp_path):
    engine = scripted_engine(tmp_path, Priced("Free."), budget_day=1.0)

    async def work(engine):
        spent = engine.house.now

        async def empty(*arguments):
            return replace(await spent(*arguments), level="pause")

        engine.house.now = empty
        return text_of(await collect(engine, Question(text="Why?", turn="t")))

    assert with_engine(engine, work) == "Free."


@pytest.mark.parametrize("local", [True, False])
def test_route_refuses_what_an_answer_would_refuse(tmp_path, local):
    here = [ScriptedProvider("Here.")] if local else []
    engine = scripted_engine(tmp_path, *here, Priced(), cloud_share=0.0)
    question = Question(text="Why?", turn="t", model="cloud" if local else "")

    async def work(engine):
        events = await collect(engine, question)
        with pytest.raises(BudgetSpent):
            await route(engine, question)
        return events[-1].error.code

    assert with_engine(engine, work) == "budget_spent"


def test_what_was_refused_or_failed_unsent_takes_nothing_of_a_share(tmp_path):
    engine = scripted_engine(
        tmp_path, ScriptedProvider("Here."), Priced(price=10**6), cloud_share=0.5, budget_day=0.000001
    )

    async def work(engine):
        for number in range(6):
            await collect(engine, Question(text="Why?", turn=f"l{number}", privacy="private"))
        for number in range(5):
            await collect(engine, Question(text="Why?", turn=f"c{number}", model="cloud"))
        found = await engine.traffic.latest("")
        return len(found), sum(each.cloud for each in found)

    assert with_engine(engine, work) == (6, 0)


def test_what_a_model_thought_before_it_was_stopped_is_paid(tmp_path):
    class Thinks(Priced):
        async def stream(self, call):
            for _ in range(200):
                yield ALIVE
            scope.cancel()
            await asyncio.Event().wait()
            yield FinishPart("complete")

    scope = CancelScope()

    async def work(engine):
        events = [event async for event in engine.ask(Question(text="Why?", turn="t"), scope)]
        return events[-2].receipt

    receipt = with_engine(scripted_engine(tmp_path, Thinks(price=60_000_000)), work)
    assert receipt.tokens.output == 200
    assert receipt.cost_micro > 200 * 60


def test_a_hundred_tools_are_one_answer(tmp_path):
    def script(call):
        done = any(message.role == "tool" for message in call.messages)
        return "Done." if done else [ToolUse(str(number), "x", "{}") for number in range(100)]

    async def work(engine):
        await collect(engine, Question(text="Solve 2x=4", turn="t", teacher="euclide"))
        return (await engine.ledger.summary("me"))[0]["answers"]

    assert with_engine(scripted_engine(tmp_path, ScriptedProvider(script, tools=True)), work) == 1
