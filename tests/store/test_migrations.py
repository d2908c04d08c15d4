"""What an older version has kept is right after it is brought up to date, in both databases."""

import asyncio
import json

import pytest

from convergio_jupyter.core.schema import Question
from convergio_jupyter.memory import Conversations
from convergio_jupyter.store.scripts import migrations

from ..databases import open_in

TALK = "INSERT INTO conversations (id, account, title, teacher, created, updated) VALUES (?, 'me', 'a', 'ali', 0, ?)"
MESSAGE = (
    "INSERT INTO messages (conversation, role, teacher, text, turn, part, position, status, created, beat, extra)"
    " VALUES (?, 'user', 'ali', 'a', ?, 0, 0, 'complete', 0, 0, ?)"
)


@pytest.fixture
def a_store_of(each_database, monkeypatch, tmp_path):
    """Opens the store as the version with so many migrations did."""

    def open_old(version):
        with monkeypatch.context() as older:
            for dialect in ("sqlite", "postgres"):
                older.setattr(f"convergio_jupyter.store.{dialect}.migrations", lambda name: migrations(name)[:version])
            return open_in(tmp_path)

    return open_old


def test_a_talk_of_old_is_private_where_all_of_its_questions_are(a_store_of, tmp_path):
    kept = {
        "open": {"before": 0, "attachments": [{"kind": "cell", "label": "c", "text": '{"privacy": "private"}'}]},
        "secret": {"before": 0, "privacy": "private", "reach": "machine"},
        "plain": {"before": 0},
        "mixed": {"before": 0, "privacy": "private"},
    }

    def keep(tx):
        for time, (name, extra) in enumerate(kept.items()):
            tx.execute(TALK, (name, time))
            tx.execute(MESSAGE, (name, name, json.dumps(extra)))
        tx.execute(MESSAGE, ("mixed", "another", "{}"))
        tx.execute(TALK, ("empty", 9))

    async def main():
        old = a_store_of(13)
        await old.write(keep)
        old.close()
        store = open_in(tmp_path)
        conversations = Conversations(store, "me")
        before = {card.id: card.private for card in await conversations.recent()}
        for name, privacy in (("plain", "private"), ("secret", "public")):
            await conversations.begin(name, Question(text="And now?", turn=name + "2", privacy=privacy), "ali")
        after = {card.id: card.private for card in await conversations.recent()}
        store.close()
        return before, after

    before, after = asyncio.run(main())
    assert [name for name in before if before[name]] == ["secret"]
    assert set(before) == set(after) == {*kept, "empty"}
    assert not any(after.values())
