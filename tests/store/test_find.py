"""Texts are found by their words on both databases, and no word is ever an operator."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..databases import open_in

pytestmark = pytest.mark.usefixtures("each_database")
TEXTS = {
    "a": "fractio difficult",
    "b": "fractio example",
    "c": "latin exam difficult",
    "d": "guitar difficult",
    "e": "painter difficult",
}


def keep(tx, ref, words, account="me", kind="fact"):
    tx.execute(
        "INSERT INTO findable (account, kind, ref, words) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (account, kind, ref) DO UPDATE SET words = excluded.words",
        (account, kind, ref, words),
    )


def with_texts(folder, work):
    async def main():
        store = open_in(folder)
        try:
            for ref, words in TEXTS.items():
                await store.write(lambda tx, ref=ref, words=words: keep(tx, ref, words))
            return await work(store)
        finally:
            store.close()

    return asyncio.run(main())


async def refs(store, *words, account="me", kind="fact", limit=10):
    return [found.ref for found in await store.find(words, account=account, kind=kind, limit=limit)]


def test_a_rare_word_says_more_than_a_common_one(tmp_path):
    async def work(store):
        return await refs(store, "difficult", "latin"), await refs(store, "difficult", "fractio", limit=1)

    first, second = with_texts(tmp_path, work)
    assert first[0] == "c"
    assert second == ["a"]


def test_what_is_changed_or_deleted_is_found_as_it_is_now(tmp_path):
    async def work(store):
        await store.write(lambda tx: keep(tx, "d", "violin"))
        await store.write(lambda tx: tx.execute("DELETE FROM findable WHERE ref = ?", ("c",)))
        return [await refs(store, word) for word in ("guitar", "violin", "latin")]

    assert with_texts(tmp_path, work) == [[], ["d"], []]


def test_accounts_and_kinds_do_not_see_each_other(tmp_path):
    async def work(store):
        await store.write(lambda tx: keep(tx, "x", "guitar", account="you"))
        await store.write(lambda tx: keep(tx, "y", "guitar", kind="summary"))
        mine, yours = await refs(store, "guitar"), await refs(store, "guitar", account="you")
        return mine, yours, await refs(store, "guitar", kind="summary")

    assert with_texts(tmp_path, work) == (["d"], ["x"], ["y"])


def test_a_transaction_finds_what_it_wrote(tmp_path):
    async def work(store):
        def write(tx):
            keep(tx, "new", "oboe")
            return [found.ref for found in tx.find(["oboe"], account="me", kind="fact", limit=1)]

        return await store.write(write)

    assert with_texts(tmp_path, work) == ["new"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text(
            alphabet=st.one_of(st.sampled_from("\"'*:^()-&|!<>\\%?\0 "), st.characters(exclude_categories=["Cs"])),
            max_size=12,
        ),
        max_size=6,
    )
)
def test_no_word_breaks_the_search(tmp_path, words):
    async def work(store):
        return await refs(store, *words, "guitar"), await refs(store, *words), await refs(store, "NOT", "OR", "words:")

    found, _, operators = with_texts(tmp_path, work)
    assert "d" in found
    assert operators == []
