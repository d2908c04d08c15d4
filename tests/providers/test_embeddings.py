"""Texts become vectors by the official clients, and only where a question may go that stays on this computer."""

import asyncio

import pytest

from convergio_jupyter.core.errors import StaysPrivate
from convergio_jupyter.privacy import Egress, confined

from .recorded import MAKERS, NO_OLLAMA, refusal, server_at, serving, shown

VECTORS = [[0.25, 0.5], [1.0, 0.0]]
REPLIES = {
    "ollama": {"model": "m", "embeddings": VECTORS},
    "openai": {
        "object": "list",
        "model": "m",
        "data": [{"object": "embedding", "index": at, "embedding": VECTORS[at]} for at in (1, 0)],
        "usage": {"prompt_tokens": 2, "total_tokens": 2},
    },
}
PATHS = {"ollama": "/api/embed", "openai": "/embeddings"}


def embedding(kind, *, model="m", show=None):
    """``(vectors or error, paths that were asked, last body)`` of a private request."""

    async def main():
        by_path = {"/api/show": show or (shown() if kind == "ollama" else NO_OLLAMA)}
        async with serving(refusal(200, REPLIES[kind]), by_path=by_path) as (url, requests):
            provider = MAKERS[kind](server_at(url, check=Egress(local_only=False).check))
            try:
                with confined("private", "any"):
                    found = await provider.embed(model, ["one", "two"])
            except Exception as error:
                found = error
            finally:
                await provider.close()
            return found, [each["path"] for each in requests], requests[-1]["body"] if requests else None

    return asyncio.run(main())


@pytest.mark.parametrize("kind", REPLIES)
def test_each_text_gets_its_vector(kind):
    found, paths, body = embedding(kind)
    assert [list(each) for each in found] == VECTORS
    assert paths[-1] == PATHS[kind]
    assert (body["model"], body["input"]) == ("m", ["one", "two"])


@pytest.mark.parametrize("kind", REPLIES)
def test_a_model_of_a_cloud_is_not_asked(kind):
    found, paths, _ = embedding(kind, model="big:cloud")
    assert isinstance(found, StaysPrivate)
    assert paths == []


def test_nor_is_one_that_the_server_hands_on():
    found, paths, _ = embedding("ollama", show=shown(remote_host="https://ollama.com:443", remote_model="big"))
    assert isinstance(found, StaysPrivate)
    assert paths == ["/api/show"]
