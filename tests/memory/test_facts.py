"""Facts about a learner are kept once, found by other words, and gone when they are forgotten."""

import asyncio
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.errors import UnknownFact, WrongOption
from convergio_jupyter.memory.facts import DAY, MOST_CHARACTERS, Fact, Facts, forget_old

from ..databases import open_in

pytestmark = pytest.mark.usefixtures("each_database")
FRACTIONS = Fact(kind="difficulty", text="I find fractions difficult", teacher="euclide", conversation="c", turn="t")


class Clock:
    now = 1_000_000.0

    def __call__(self):
        self.now += 1
        return self.now


def with_facts(folder, work, account="me", **options):
    async def main():
        store = open_in(folder)
        try:
            return await work(Facts(store, account, **options))
        finally:
            store.close()

    return asyncio.run(main())


def texts(facts):
    return [fact.text for fact in facts]


def test_a_fact_knows_where_it_comes_from(tmp_path):
    async def work(facts):
        await facts.remember(FRACTIONS)
        return await facts.list()

    (fact,) = with_facts(tmp_path, work, clock=Clock())
    assert (fact.teacher, fact.conversation, fact.turn, fact.reach) == ("euclide", "c", "t", "any")
    assert fact.created == fact.updated > 1_000_000


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("I find fractions difficult", "How do I add a fraction to a whole number?"),
        ("Non capisco le frazioni", "Come si moltiplica una frazione per un numero?"),
        ("I am preparing for the chemistry exam", "How should I prepare for chemistry?"),
        ("Preferisco le spiegazioni con perché e però", "Il PERO è un albero?"),
        ("My goal is to understand photosynthesis", "Which photosynthetic organisms live in water?"),
    ],
)
def test_everyday_wording_finds_it(tmp_path, said, asked):
    async def work(facts):
        await facts.remember(
            *(Fact(kind="about", text=f"I like number {n} of the museum's rooms") for n in range(20)),
            Fact(kind="about", text=said),
        )
        return await facts.search(asked, 3)

    assert said in texts(with_facts(tmp_path, work))


def test_nearly_the_same_is_kept_once_and_travels_no_further_than_either(tmp_path):
    async def work(facts):
        await facts.remember(FRACTIONS)
        again = Fact(kind="difficulty", text="I find the fractions difficult!", reach="machine", turn="u")
        (kept,) = await facts.remember(again)
        other = Fact(kind="goal", text="I find fractions difficult")
        await facts.remember(other)
        return kept, await facts.list(), await facts.search("fraction")

    kept, all_of_them, found = with_facts(tmp_path, work, clock=Clock())
    assert (kept.text, kept.reach, kept.turn) == ("I find the fractions difficult!", "machine", "u")
    assert kept.updated > kept.created
    assert sorted(fact.kind for fact in all_of_them) == ["difficulty", "goal"] == sorted(fact.kind for fact in found)


def test_a_correction_is_the_learners_own_and_is_found_instead(tmp_path):
    async def work(facts):
        (kept,) = await facts.remember(replace(FRACTIONS, reach="machine"))
        await facts.correct(kept.id, "I find logarithms difficult")
        return await facts.search("fractions"), await facts.search("logarithm")

    before, (after,) = with_facts(tmp_path, work)
    assert before == []
    assert (after.text, after.turn, after.teacher) == ("I find logarithms difficult", "", "")
    assert after.reach == "machine"


def test_what_is_forgotten_is_in_no_table_any_more(tmp_path):
    async def work(facts):
        kept = await facts.remember(FRACTIONS, Fact(kind="goal", text="My goal is to play the oboe"))
        gone = await facts.forget(kept[0].id)
        left = texts(await facts.list())
        count = await facts.forget_all()
        return (
            gone,
            left,
            count,
            await facts._store.fetch("SELECT text FROM facts"),
            await facts._store.fetch("SELECT words FROM findable"),
        )

    gone, left, count, rows, words = with_facts(tmp_path, work)
    assert gone.text == FRACTIONS.text
    assert left == ["My goal is to play the oboe"]
    assert (count, rows, words) == (1, [], [])


def test_accounts_know_nothing_of_each_other(tmp_path):
    async def work(facts):
        (kept,) = await facts.remember(FRACTIONS)
        yours = Facts(facts._store, "you")
        for act in (yours.forget(kept.id), yours.correct(kept.id, "fractions")):
            with pytest.raises(UnknownFact):
                await act
        return await yours.list(), await yours.search("fractions"), await yours.forget_all(), await facts.list()

    listed, found, count, mine = with_facts(tmp_path, work)
    assert (listed, found, count) == ([], [], 0)
    assert texts(mine) == [FRACTIONS.text]


def test_what_is_too_old_is_neither_listed_nor_found_and_then_deleted(tmp_path):
    clock = Clock()

    async def work(facts):
        await facts.remember(FRACTIONS)
        clock.now += 31 * DAY
        await facts.remember(Fact(kind="difficulty", text="Square fractions confuse me"))
        shown, found = texts(await facts.list()), texts(await facts.search("fraction"))
        deleted = await forget_old(facts._store, 30, clock())
        return shown, found, deleted, await facts._store.fetch("SELECT words FROM findable")

    shown, found, deleted, words = with_facts(tmp_path, work, days=30, clock=clock)
    assert shown == found == ["Square fractions confuse me"]
    assert (deleted, len(words)) == (1, 1)


def test_an_export_is_everything_as_json(tmp_path):
    async def work(facts):
        await facts.remember(FRACTIONS)
        return json.loads(json.dumps(await facts.export()))

    exported = with_facts(tmp_path, work)
    assert exported["account"] == "me"
    assert exported["facts"][0]["text"] == FRACTIONS.text
    assert exported["facts"][0]["teacher"] == "euclide"


@pytest.mark.parametrize("text", ["", " \n ", "the of", "x" * (MOST_CHARACTERS + 1), "…!?"])
def test_what_is_no_fact_is_refused(tmp_path, text):
    async def work(facts):
        with pytest.raises(WrongOption):
            await facts.remember(Fact(kind="about", text=text))

    with_facts(tmp_path, work)


@pytest.mark.parametrize("id", [0, -1, 7, 2**63, 10**30])
def test_a_number_that_is_none_says_so(tmp_path, id):
    async def work(facts):
        with pytest.raises(UnknownFact):
            await facts.forget(id)

    with_facts(tmp_path, work)


HOSTILE = st.text(
    alphabet=st.one_of(st.sampled_from("\"'*:^()-\0 NEAROTD"), st.characters(exclude_categories=["Cs"])), max_size=200
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=HOSTILE)
def test_no_query_breaks_the_search(tmp_path, query):
    async def work(facts):
        await facts.remember(FRACTIONS)
        await facts.search(query)
        return await facts.search("fractions " + query)

    assert texts(with_facts(tmp_path, work)) == [FRACTIONS.text]


def test_a_very_long_query_is_answered(tmp_path):
    async def work(facts):
        await facts.remember(FRACTIONS)
        return await facts.search("fractions " + 'NEAR("a" OR *) ' * 8_000)

    assert texts(with_facts(tmp_path, work)) == [FRACTIONS.text]
