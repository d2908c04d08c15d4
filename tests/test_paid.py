"""Calls that are no question of anybody are held and paid all the same."""

import asyncio

import pytest

from convergio_jupyter.core.errors import AnswerWithheld, ProviderFailed
from convergio_jupyter.core.schema import ModelCard, Tokens
from convergio_jupyter.core.values import Message
from convergio_jupyter.metering import Ledger
from convergio_jupyter.paid import Paid
from convergio_jupyter.providers.base import Call, TokensPart
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.store import open_store

CARD = ModelCard(
    provider="cloud",
    model="m",
    label="m",
    place="cloud",
    region="us",
    ready=True,
    input_micro=10**6,
    output_micro=10**6,
    own_price=True,
)
CALL = Call(model="script", messages=(Message("user", "Why?"),), max_tokens=5)


class Counting(ScriptedProvider):
    async def stream(self, call):
        yield TokensPart(Tokens(input=3, output=4))
        raise AnswerWithheld(provider=self.id)


@pytest.mark.parametrize(
    ("provider", "spent"), [(Counting(""), 7), (ScriptedProvider(ProviderFailed(provider="cloud")), 0)]
)
def test_what_was_counted_is_paid_also_where_no_word_came(tmp_path, provider, spent):
    async def main():
        store = open_store(tmp_path)
        ledger = Ledger(store)
        with pytest.raises((AnswerWithheld, ProviderFailed)):
            _ = [part async for part in Paid(provider, CARD, ledger, ()).stream(CALL)]
        found = await ledger.spent(None)
        store.close()
        return found

    assert asyncio.run(main()) == spent
