"""Tokens of other programs: made once, checked by digest, ended by time or by hand."""

import asyncio

import pytest

from convergio_jupyter.core.errors import StoreBroken, UnknownOption, WrongOption
from convergio_jupyter.privacy.tokens import DAY, Tokens
from convergio_jupyter.store import open_store


def with_tokens(tmp_path, work):
    async def main():
        now = [1_000_000.0]
        store = open_store(tmp_path)
        try:
            return await work(Tokens(store, clock=lambda: now[0]), now)
        finally:
            store.close()

    return asyncio.run(main())


def test_a_token_is_found_by_its_secret_until_it_ends(tmp_path):
    async def work(tokens, now):
        secret, made = await tokens.create("ci", ["ask", "usage"], days=2)
        found = await tokens.find(secret)
        assert (found.id, found.scopes, found.name) == (made.id, ("ask", "usage"), "ci")
        assert await tokens.find(secret + "x") is None
        assert await tokens.find("") is None
        now[0] += 2 * DAY
        assert await tokens.find(secret) is None

    with_tokens(tmp_path, work)


def test_a_revoked_token_opens_nothing_and_may_be_revoked_again(tmp_path):
    async def work(tokens, now):
        secret, made = await tokens.create("ci")
        await tokens.revoke(made.id)
        assert (await tokens.revoke(made.id)).revoked == now[0]
        assert await tokens.find(secret) is None
        assert len(await tokens.list()) == 1

    with_tokens(tmp_path, work)


@pytest.mark.parametrize("days", [-1, 0, 0.5, float("nan"), float("inf"), 1e9])
def test_a_token_does_not_last_for_a_time_that_is_none(days, tmp_path):
    async def work(tokens, _):
        with pytest.raises(WrongOption) as caught:
            await tokens.create("x", days=days)
        assert "numero di giorni" in caught.value.info("it").remedy
        assert await tokens.list() == []

    with_tokens(tmp_path, work)


def test_a_token_has_a_name(tmp_path):
    async def work(tokens, _):
        with pytest.raises(WrongOption) as caught:
            await tokens.create("  ")
        assert "Give it a name" in caught.value.info().remedy
        assert await tokens.list() == []

    with_tokens(tmp_path, work)


def test_unknown_scopes_and_ids_are_named(tmp_path):
    async def work(tokens, now):
        with pytest.raises(UnknownOption, match="everything"):
            await tokens.create("x", ["everything"])
        with pytest.raises(UnknownOption):
            await tokens.revoke("nothing")

    with_tokens(tmp_path, work)


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_whoever_waits_for_the_end_of_a_token_is_told(how, tmp_path):
    async def work(tokens, now):
        _, made = await tokens.create("ci", days=1)
        _, other = await tokens.create("other")
        waits = [asyncio.create_task(tokens.ended(each.id, every=0)) for each in (made, other)]
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waits[0].done()
        if how == "revoked":
            await tokens.revoke(made.id)
        else:
            now[0] += DAY
        await asyncio.wait_for(waits[0], 30)
        assert not waits[1].done()
        waits[1].cancel()

    with_tokens(tmp_path, work)


def test_a_store_that_cannot_be_read_for_a_moment_ends_no_token(tmp_path, monkeypatch):
    async def work(tokens, now):
        _, made = await tokens.create("ci")
        fetch, failures = tokens._store.fetch, [StoreBroken(path="x"), StoreBroken(path="x")]

        async def failing(*arguments):
            if failures:
                raise failures.pop()
            return await fetch(*arguments)

        monkeypatch.setattr(tokens._store, "fetch", failing)
        wait = asyncio.create_task(tokens.ended(made.id, every=0))
        while failures:
            await asyncio.sleep(0)
        assert not wait.done()
        monkeypatch.undo()
        await tokens.revoke(made.id)
        await asyncio.wait_for(wait, 30)

    with_tokens(tmp_path, work)
