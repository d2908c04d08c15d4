"""Tokens of other programs: made once, checked by digest, ended by time or by hand."""

import asyncio

import pytest

from convergio_jupyter.core.errors import UnknownOption, WrongOption
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


@pytest.mark.parametrize("days", [-1, float("nan"), float("inf"), 1e9])
def test_a_token_does_not_last_for_a_time_that_is_none(days, tmp_path):
    async def work(tokens, _):
        with pytest.raises(WrongOption) as caught:
            await tokens.create("x", days=days)
        assert "numero di giorni" in caught.value.info("it").remedy
        assert await tokens.list() == []

    with_tokens(tmp_path, work)


def test_unknown_scopes_and_ids_are_named(tmp_path):
    async def work(tokens, now):
        with pytest.raises(UnknownOption, match="everything"):
            await tokens.create("x", ["everything"])
        with pytest.raises(UnknownOption):
            await tokens.revoke("nothing")

    with_tokens(tmp_path, work)
