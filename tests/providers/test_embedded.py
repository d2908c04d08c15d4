"""The embedded model, for real: one worker, shared, stopped, restarted, and what happens when it is killed."""

import asyncio
import os
import signal
import time

import openai
import pytest

from convergio_jupyter.core.errors import (
    ContextTooLong,
    ModelFileBroken,
    NoModel,
    OwnModelUnusable,
    RequestRefused,
    WorkerDied,
    WorkerFailed,
)
from convergio_jupyter.core.values import Message, ToolSpec
from convergio_jupyter.providers.base import Call, FinishPart, TextPart, TokensPart, WaitPart
from convergio_jupyter.providers.embedded import EmbeddedProvider, host, model

pytestmark = pytest.mark.model
QUESTION = (Message("system", "You are a teacher. Be brief."), Message("user", "What is water made of?"))


def call(messages=QUESTION, max_tokens=12, name=model.MODEL_ID, **more):
    return Call(model=name, messages=messages, max_tokens=max_tokens, temperature=0, **more)


def with_provider(folder, work, **options):
    async def main():
        provider = EmbeddedProvider(folder, **options)
        try:
            return await work(provider)
        finally:
            await provider.close()

    return asyncio.run(main())


async def parts(provider, request):
    return [part async for part in provider.stream(request)]


def test_it_answers_with_words_counts_and_an_end(model_data):
    found = with_provider(model_data, lambda provider: parts(provider, call()))
    assert sum(isinstance(part, TextPart) for part in found) >= 5
    assert isinstance(found[-1], FinishPart)
    tokens = next(part.tokens for part in found if isinstance(part, TokensPart))
    assert tokens.output == 12
    assert tokens.input > 10


def test_its_server_speaks_responses_to_the_official_sdk_too(model_data):
    async def work(provider):
        endpoint = await provider.endpoint()
        asked = {"model": "m", "input": "What is a cell?", "max_output_tokens": 12, "temperature": 0}
        async with openai.AsyncOpenAI(api_key=endpoint.key, base_url=f"{endpoint.url}/v1") as sdk:
            whole = await sdk.responses.create(**asked)
            events = [event async for event in await sdk.responses.create(**asked, stream=True)]
        return whole, events

    whole, events = with_provider(model_data, work)
    streamed = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    assert streamed == whole.output_text != ""
    assert whole.usage.output_tokens == 12
    assert events[-1].type == "response.completed"


def test_one_worker_serves_all_who_ask_at_once(model_data):
    async def work(provider):
        other = EmbeddedProvider(model_data)
        await asyncio.gather(parts(provider, call()), parts(other, call()))
        await other.close()
        return (await provider.endpoint()).pid, host.find(model_data / "run").pid

    one, two = with_provider(model_data, work)
    assert one == two


def test_many_questions_one_after_the_other_keep_one_worker(model_data):
    async def work(provider):
        first = (await provider.endpoint()).pid
        for _ in range(60):
            await parts(provider, call(max_tokens=1))
        return first, (await provider.endpoint()).pid

    first, last = with_provider(model_data, work)
    assert first == last


def test_two_hosts_that_start_at_the_same_moment_start_one(installed_model, tmp_path):
    from tests.conftest import place_model

    place_model(installed_model, tmp_path)

    async def work(provider):
        other = EmbeddedProvider(tmp_path)
        found = await asyncio.gather(provider.endpoint(), other.endpoint())
        return {endpoint.pid for endpoint in found}

    try:
        assert len(with_provider(tmp_path, work)) == 1
    finally:
        host.stop(tmp_path / "run")


def test_stop_strings_and_length_end_an_answer(model_data):
    async def work(provider):
        counting = (Message("user", "Count: 1, 2, 3,"),)
        stopped = await parts(provider, call(counting, max_tokens=40, stop=(",",)))
        return stopped, await parts(provider, call(max_tokens=2))

    stopped, short = with_provider(model_data, work)
    assert "," not in "".join(part.text for part in stopped if isinstance(part, TextPart))
    assert short[-1].reason == "length"


def test_greedy_answers_are_the_same_twice(model_data):
    async def work(provider):
        return [
            "".join(part.text for part in await parts(provider, call()) if isinstance(part, TextPart)) for _ in range(2)
        ]

    one, two = with_provider(model_data, work)
    assert one == two


def test_a_killed_worker_ends_the_answer_with_a_sentence_and_the_next_one_starts_anew(model_data):
    async def work(provider):
        first = (await provider.endpoint()).pid
        with pytest.raises(WorkerDied):
            await kill_at_first_word(provider, first)
        again = await parts(provider, call())
        return first, host.find(model_data / "run").pid, again

    first, second, again = with_provider(model_data, work)
    assert first != second
    assert isinstance(again[-1], FinishPart)


async def kill_at_first_word(provider, pid):
    async for part in provider.stream(call(max_tokens=500)):
        if isinstance(part, TextPart):
            os.kill(pid, signal.SIGKILL)


def test_leaving_in_mid_answer_frees_the_worker(model_data):
    async def work(provider):
        async for part in provider.stream(call(max_tokens=2_000)):
            if isinstance(part, TextPart):
                break
        start = time.monotonic()
        await parts(provider, call(max_tokens=1))
        return time.monotonic() - start

    assert with_provider(model_data, work) < 20


def test_a_prompt_that_does_not_fit_is_said(model_data):
    long = (Message("user", "water " * 9_000),)
    with pytest.raises(ContextTooLong):
        with_provider(model_data, lambda provider: parts(provider, call(long)))


def test_a_request_that_cannot_be_made_is_refused_and_not_tried_again(model_data):
    for wish in (call(tools=(ToolSpec("add", "", [1]),)), call(schema={"type": "wibble"})):
        with pytest.raises(RequestRefused) as caught:
            with_provider(model_data, lambda provider, wish=wish: parts(provider, wish))
        assert not caught.value.transient


def test_the_worker_leaves_when_nobody_asks(installed_model, tmp_path):
    from tests.conftest import place_model

    place_model(installed_model, tmp_path)

    async def work(provider):
        first = (await parts(provider, call(max_tokens=1)))[0]
        for _ in range(200):
            if host.find(tmp_path / "run") is None:
                return first
            await asyncio.sleep(0.1)
        return None

    assert with_provider(tmp_path, work, idle_seconds=1) == WaitPart("loading_model")


def test_a_card_that_was_left_behind_is_no_worker_and_nobody_is_harmed(tmp_path):
    import json
    import subprocess
    import sys

    innocent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    card = {"url": "http://127.0.0.1:9", "key": "k", "pid": innocent.pid, "model": "m"}
    (tmp_path / "worker.json").write_text(json.dumps(card))
    assert host.find(tmp_path) is None
    assert host.stop(tmp_path) is False
    assert innocent.poll() is None
    innocent.communicate(b"\n")


def test_a_file_beside_the_notebook_is_not_imported(installed_model, tmp_path, monkeypatch):
    from tests.conftest import place_model

    place_model(installed_model, tmp_path / "data")
    (tmp_path / "json.py").write_text("raise SystemExit('imported a stranger')")
    monkeypatch.chdir(tmp_path)
    try:
        found = with_provider(tmp_path / "data", lambda provider: parts(provider, call(max_tokens=1)))
        assert isinstance(found[-1], FinishPart)
    finally:
        host.stop(tmp_path / "data/run")


def test_what_is_missing_is_told_apart(tmp_path):
    with pytest.raises(NoModel):
        with_provider(tmp_path, lambda provider: parts(provider, call()))
    broken = model.model_path(tmp_path)
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"GGUF")
    with pytest.raises(ModelFileBroken):
        with_provider(tmp_path, lambda provider: parts(provider, call()))


@pytest.mark.parametrize("content", [None, b"this is not a model", b""])
def test_an_own_file_that_is_no_model_is_named(content, tmp_path):
    path = tmp_path / "other.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OwnModelUnusable, match=r"other\.gguf"):
        with_provider(tmp_path, lambda provider: parts(provider, call()), gguf=str(path))


def test_a_model_that_the_runtime_cannot_read_says_how_it_ended(tmp_path):
    (tmp_path / "other.gguf").write_bytes(b"GGUF and then nothing that makes sense")
    with pytest.raises(WorkerFailed) as caught:
        with_provider(tmp_path, lambda provider: parts(provider, call(name="other")), gguf=str(tmp_path / "other.gguf"))
    assert "exit status" in caught.value.detail


def test_the_workers_card_is_for_its_owner_only(model_data):
    with_provider(model_data, lambda provider: provider.endpoint())
    assert (model_data / "run/worker.json").stat().st_mode & 0o077 == 0
