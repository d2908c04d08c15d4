"""What talks were about is summed up, found and forgotten on both databases."""

import asyncio
import time

import pytest

from convergio_jupyter import memory
from convergio_jupyter.core.schema import Question, Receipt
from convergio_jupyter.memory import Conversations
from convergio_jupyter.memory.facts import DAY, Fact, Facts
from convergio_jupyter.memory.summaries import Summaries, bring_up_to_date

from ..databases import open_in

pytestmark = pytest.mark.usefixtures("each_database")


def with_talk(folder, work):
    async def main():
        store = open_in(folder)
        try:
            talks = Conversations(store, "me")
            await say(talks, "How does a volcano erupt?", "It melts. Then it bursts.")
            await say(talks, "And why in Iceland?", "Two plates part there. So it is.")
            return await work(store, talks, Summaries(store, "me"))
        finally:
            store.close()

    return asyncio.run(main())


async def say(talks, asked, answered, talk="c", **more):
    question = Question(text=asked, turn=asked, conversation=talk, **more)
    await talks.begin(talk, question, "humboldt")
    await talks.save(asked, answered, "complete")


def test_the_first_question_and_the_last_exchange_are_quoted_once_nobody_asks_any_more(tmp_path):
    async def work(store, talks, summaries):
        early = await bring_up_to_date(store, time.time(), idle=900)
        late = await bring_up_to_date(store, time.time() + 1_000, idle=900)
        again = await bring_up_to_date(store, time.time() + 1_000, idle=900)
        return early, late, again, await talks.recent(), await summaries.search("volcanoes")

    early, late, again, (card,), (found,) = with_talk(tmp_path, work)
    assert (early, late, again) == (0, 1, 0)
    assert card.summary == "How does a volcano erupt? → And why in Iceland? → Two plates part there. (Humboldt)"
    assert found["summary"] == card.summary


@pytest.mark.parametrize(
    ("answered", "kept"),
    [
        ("> Ash flies *far*. So it is.\n>\n> — *Notes*", "Ash flies far."),
        ("## Ash\n\n- **Ash** is [glass](notes.md). It is.", "Ash Ash is glass."),
        ("A $2*3*4$ of 2 * 3 * 4 a_b. So.", "A $2*3*4$ of 2 * 3 * 4 a_b."),
    ],
)
def test_a_summary_is_plain_text(tmp_path, answered, kept):
    async def work(store, talks, summaries):
        await say(talks, "And the ash?", answered)
        await bring_up_to_date(store, time.time() + 1_000, idle=900)
        return await talks.recent()

    (card,) = with_talk(tmp_path, work)
    assert card.summary == f"How does a volcano erupt? → And the ash? → {kept} (Humboldt)"


@pytest.mark.parametrize(("demo", "rule", "kept"), [(True, "platform", 0), (True, "prepared", 1), (False, "hard", 1)])
def test_what_the_demo_model_makes_up_is_not_remembered(tmp_path, demo, rule, kept):
    receipt = Receipt(
        turn="q", teacher="humboldt", rule=rule, reason="", provider="p", model="m", place="local", demo=demo
    )

    async def work(store, talks, summaries):
        await talks.begin("d", Question(text="Why do dunes sing?", turn="q", conversation="d"), "humboldt")
        await talks.save("q", "A duck has four corners.", "complete", receipt)
        await memory.sum_up(store, 0)
        return [each["summary"] for each in await summaries.search("dunes")]

    (summary,) = with_talk(tmp_path, work)
    assert summary.startswith("Why do dunes sing?")
    assert summary.count("A duck has four corners.") == kept


def test_how_somebody_can_be_reached_is_in_no_summary(tmp_path):
    async def work(store, talks, summaries):
        await say(talks, "I am sara@example.org, how do dunes sing?", "Call 333 1234567.", talk="d")
        await memory.sum_up(store, 0)
        return [each["summary"] for each in await summaries.search("dunes")]

    assert with_talk(tmp_path, work) == ["I am …, how do dunes sing? → Call …. (Humboldt)"]


def test_a_question_that_nobody_had_an_answer_to_is_not_remembered(tmp_path):
    async def work(store, talks, summaries):
        for turn, said, empty_handed in (("Why do dunes sing?", "I have nothing.", True), ("And dunes?", "", False)):
            await talks.begin("d", Question(text=turn, turn=turn, conversation="d"), "humboldt")
            await talks.save(turn, said, "complete", empty_handed=empty_handed)
        await memory.sum_up(store, 0)
        alone = [each["id"] for each in await summaries.all()]
        await say(talks, "What is a dune?", "A hill of sand.", talk="d")
        await memory.sum_up(store, 0)
        return alone, [each["summary"] for each in await summaries.search("dunes")]

    alone, summaries = with_talk(tmp_path, work)
    assert alone == ["c"]
    assert summaries == ["What is a dune? → A hill of sand. (Humboldt)"]


def test_only_a_question_that_comes_back_to_a_talk_recalls_it(tmp_path):
    async def work(store, talks, summaries):
        await memory.sum_up(store, 0)
        asked = ("Why do volcanoes erupt in Iceland?", "Why is Iceland cold in winter and dark?", "What is a sonnet?")
        return [[note.talk for note in await summaries.matching(each)] for each in asked]

    assert with_talk(tmp_path, work) == [[True], [], []]


def test_an_answer_that_may_not_travel_keeps_the_summary_here(tmp_path):
    async def work(store, talks, summaries):
        await talks.save("And why in Iceland?", "Two plates part there.", "complete", reach="machine")
        await memory.sum_up(store, 0)
        return await summaries.matching("Why do volcanoes erupt in Iceland?")

    (note,) = with_talk(tmp_path, work)
    assert note.reach == "machine"


@pytest.mark.parametrize("how", ["talk", "all", "old"])
def test_what_is_forgotten_is_found_no_more_and_in_no_receipt(tmp_path, how):
    async def work(store, talks, summaries):
        await memory.sum_up(store, 0)
        (card,) = await talks.recent()
        receipt = Receipt(
            turn="t", teacher="x", rule="r", reason="", provider="p", model="m", place="local", recalled=(card.summary,)
        )
        await talks.begin("d", Question(text="Iceland?", turn="t", conversation="d"), "humboldt")
        await talks.save("t", "Yes.", "complete", receipt)
        if how == "talk":
            await talks.forget("c")
        elif how == "all":
            await memory.Memory(store, "me", settings()).forget_all()
        else:
            await store.write(lambda tx: tx.execute("UPDATE conversations SET updated = ?", (time.time() - 9 * DAY,)))
            await memory.forget_old(store, 7)
        page = await talks.page("d")
        words = await store.fetch("SELECT words FROM findable")
        return await summaries.search("volcano"), words, page.messages[1].receipt.recalled

    found, words, recalled = with_talk(tmp_path, work)
    assert (found, words) == ([], [])
    assert recalled == () or how == "old"


def test_a_forgotten_fact_is_in_no_receipt(tmp_path):
    said = "I find “naïve” 100 % of_it \\ difficult"

    async def work(store, talks, _):
        facts = Facts(store, "me")
        (fact, other) = await facts.remember(Fact(kind="difficulty", text=said), Fact(kind="goal", text="I want ice"))
        receipt = Receipt(
            turn="t",
            teacher="x",
            rule="r",
            reason="",
            provider="p",
            model="m",
            place="local",
            recalled=(said, other.text),
        )
        await talks.save("And why in Iceland?", "Yes.", "complete", receipt)
        await facts.forget(fact.id)
        return (await talks.page("c")).messages[-1].receipt.recalled

    assert with_talk(tmp_path, work) == ("I want ice",)


def settings():
    from convergio_jupyter.settings import Settings

    return Settings()


def test_a_private_turn_is_in_no_summary_whenever_it_was_kept(tmp_path):
    async def work(store, talks, _):
        await say(talks, "My secret?", "Safe.", privacy="private")
        await memory.sum_up(store, 0)
        return (await talks.recent())[0].summary

    assert with_talk(tmp_path, work).endswith("And why in Iceland? → Two plates part there. (Humboldt)")
