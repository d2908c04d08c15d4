"""Conversations are kept whole, found again in pages, and read back bounded."""

import asyncio

import pytest

from convergio_jupyter.core.errors import UnknownConversation
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.memory import Conversations
from convergio_jupyter.memory.conversations import HISTORY_CHARACTERS, HISTORY_TURNS, NOT_SHOWN, STALE_SECONDS
from convergio_jupyter.store import open_store


class Clock:
    now = 1_000.0

    def __call__(self):
        self.now += 0.001
        return self.now


def with_conversations(folder, work):
    async def main():
        clock = Clock()
        store = open_store(folder)
        try:
            return await work(Conversations(store, "me", clock=clock), clock)
        finally:
            store.close()

    return asyncio.run(main())


async def talk(conversations, turns, conversation="c1", answer="answer {n}"):
    for n in range(turns):
        question = Question(text=f"question {n}", turn=f"{conversation}-{n}", conversation=conversation)
        await conversations.begin(conversation, question, "euclide")
        await conversations.save(question.turn, answer.format(n=n), "complete")


def test_a_talk_is_read_back_in_pages(tmp_path):
    async def work(conversations, _):
        await talk(conversations, 40)
        newest = await conversations.page("c1", limit=50)
        older = await conversations.page("c1", before=newest.messages[0].id, limit=50)
        return newest, older

    newest, older = with_conversations(tmp_path, work)
    assert (len(newest.messages), newest.more, len(older.messages), older.more) == (50, True, 30, False)
    assert newest.messages[-1].text == "answer 39"
    assert older.messages[0].text == "question 0"
    assert newest.title == "question 0"


def test_what_a_model_reads_again_is_bounded_and_starts_the_same_for_several_turns(tmp_path):
    async def work(conversations, _):
        heads, sizes = [], []
        for n in range(40):
            await talk_one(conversations, n)
            history = (await conversations.history("c1", "next")).for_model("machine")
            heads.append(history[0].text)
            sizes.append(len(history))
        return heads, sizes

    async def talk_one(conversations, n):
        question = Question(text=f"question {n}", turn=f"t{n}", conversation="c1")
        await conversations.begin("c1", question, "euclide")
        await conversations.save(f"t{n}", f"answer {n}", "complete")

    heads, sizes = with_conversations(tmp_path, work)
    assert max(sizes) <= 2 * HISTORY_TURNS
    assert min(sizes[10:]) >= HISTORY_TURNS
    assert len(set(heads)) <= 1 + 40 // 4


def test_the_head_stays_the_same_for_several_turns_with_answers_of_every_day(tmp_path):
    async def work(conversations, _):
        heads, sizes = [], []
        for n in range(40):
            question = Question(text=f"question {n}", turn=f"t{n}", conversation="c1")
            await conversations.begin("c1", question, "euclide")
            await conversations.save(f"t{n}", f"answer {n} " + "x" * 1_100, "complete")
            history = (await conversations.history("c1", "next")).for_model("machine")
            heads.append(history[0].text)
            sizes.append(sum(len(message.text) for message in history))
        return heads, sizes

    heads, sizes = with_conversations(tmp_path, work)
    assert len(set(heads)) <= 40 // 2
    assert max(sizes) <= HISTORY_CHARACTERS
    assert min(sizes[4:]) >= HISTORY_CHARACTERS // 2 - 1_200


def test_the_newest_turn_is_recalled_within_bounds_however_long_it_was(tmp_path):
    lent = tuple(Attachment(kind="variable", label=name, text=name * 50_000) for name in "ab")

    async def work(conversations, _):
        await talk(conversations, 3)
        await conversations.begin("c1", Question(text="q" * 9_000, turn="t", attachments=lent), "euclide")
        await conversations.save("t", "z" * 9_000, "complete")
        return (await conversations.history("c1", "next")).for_model("machine")

    history = with_conversations(tmp_path, work)
    assert [message.role for message in history] == ["user", "assistant"]
    assert sum(len(message.text) + sum(len(each.text) for each in message.attachments) for message in history) < 8_000


def test_long_answers_are_cut_by_whole_turns(tmp_path):
    async def work(conversations, _):
        await talk(conversations, 8, answer="x" * 2_000)
        return (await conversations.history("c1", "next")).for_model("machine")

    history = with_conversations(tmp_path, work)
    assert sum(len(message.text) for message in history) <= HISTORY_CHARACTERS
    assert history[0].role == "user"


def test_attachments_come_back(tmp_path):
    lent = (Attachment(kind="error", label="cell 7", text="Traceback"),)

    async def work(conversations, _):
        await conversations.begin("c1", Question(text="why?", turn="t", attachments=lent), "euclide")
        return await conversations.page("c1")

    page = with_conversations(tmp_path, work)
    assert page.messages[0].attachments == lent
    assert page.running == "t"


def test_an_answer_whose_process_died_is_shown_as_broken_off_with_what_came(tmp_path):
    async def work(conversations, clock):
        await conversations.begin("c1", Question(text="why?", turn="t"), "euclide")
        await conversations.save("t", "because", "running")
        clock.now += STALE_SECONDS + 1
        return await conversations.page("c1")

    page = with_conversations(tmp_path, work)
    assert (page.messages[1].text, page.messages[1].status) == ("because", "error")
    assert page.messages[1].error.code == "gateway_lost"
    assert page.running == ""


def test_asking_the_same_turn_twice_keeps_it_once(tmp_path):
    async def work(conversations, _):
        question = Question(text="why?", turn="t")
        await conversations.begin("c1", question, "euclide")
        await conversations.save("t", "because", "complete")
        await conversations.begin("c1", question, "euclide")
        return await conversations.page("c1")

    page = with_conversations(tmp_path, work)
    assert [message.text for message in page.messages] == ["why?", "because"]


def test_forgetting_leaves_nothing_in_the_file(tmp_path):
    async def work(conversations, _):
        await talk(conversations, 2)
        await conversations.forget("c1")
        with pytest.raises(UnknownConversation):
            await conversations.page("c1")
        with pytest.raises(UnknownConversation):
            await conversations.forget("c1")
        return await conversations.recent()

    assert with_conversations(tmp_path, work) == []


def test_a_talk_is_listed_as_private_where_all_of_its_questions_are(tmp_path):
    async def work(conversations, _):
        lent = Attachment(kind="cell", label="cell 1", text='{"privacy": "private"}')
        for name, first, then in (
            ("open", "public", "public"),
            ("mixed", "private", "public"),
            ("secret", "private", "private"),
        ):
            question = Question(text=name, turn=name, privacy=first, attachments=(lent,))
            await conversations.begin(name, question, "euclide")
            await conversations.begin(name, Question(text="And?", turn=f"{name}-2", privacy=then), "euclide")
        return {card.id: card.private for card in await conversations.recent()}

    assert with_conversations(tmp_path, work) == {"secret": True, "mixed": False, "open": False}


def test_an_unknown_conversation_is_said(tmp_path):
    async def work(conversations, _):
        with pytest.raises(UnknownConversation):
            await conversations.open(Question(text="a", conversation="nope"))
        new, _ = await conversations.open(Question(text="a"))
        return new

    assert len(with_conversations(tmp_path, work)) == 32


def test_what_was_made_of_a_private_turn_travels_no_further_than_it(tmp_path):
    async def work(conversations, _):
        await conversations.begin("c1", Question(text="secret", turn="a"), "euclide", "machine")
        await conversations.save("a", "hidden", "complete")
        await conversations.begin("c1", Question(text="open", turn="b"), "euclide")
        await conversations.begin_parts("b", {1: "darwin"})
        await conversations.save("b", "nothing of it", "complete")
        await conversations.save("b", "the secret is hidden", "complete", part=1, reach="machine")
        history = await conversations.history("c1", "x")
        reaches = [history.reach(nearness) for nearness in ("any", "eu", "machine")]
        return reaches, *([each.text for each in history.for_model(near)] for near in ("any", "machine"))

    reaches, far, near = with_conversations(tmp_path, work)
    assert reaches == ["any", "any", "machine"]
    assert far == ["open", NOT_SHOWN]
    assert near == ["secret", "hidden", "open", "euclide: nothing of it\n\ndarwin: the secret is hidden"]
