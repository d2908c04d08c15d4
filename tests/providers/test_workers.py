"""The server of our own workers, with an engine that only pretends."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from convergio_jupyter.providers.base import WaitPart
from convergio_jupyter.providers.workers import connect, host, loopback, server

KEY = "secret"


class Pretender:
    """Counts until it is told to stop, or fails as it is asked to."""

    def __init__(self):
        self.stopped = threading.Event()

    def answer(self, request, say):
        if request.get("fail"):
            raise {"long": server.PromptTooLong, "unfit": server.Unfit, "odd": RuntimeError}[request["fail"]]("why")
        try:
            for number in range(request["count"]):
                say({"text": str(number)})
                self.stopped.wait(0.01)
        except server.Gone:
            self.stopped.set()
            raise
        say({"end": "complete"})


@pytest.fixture
def running():
    engine = Pretender()
    with ThreadPoolExecutor(1) as thread:
        yield engine, server.Server(engine, thread, KEY).start()


async def ask(url, key=KEY, path="/answer", **body):
    async with await loopback.request("POST", url + path, key=key, body=body) as answer:
        return [json.loads(line) async for line in answer.lines()]


def test_an_answer_comes_line_by_line(running):
    assert asyncio.run(ask(running[1], count=2)) == [{"text": "0"}, {"text": "1"}, {"end": "complete"}]


@pytest.mark.parametrize(("kind", "name"), [("long", "context"), ("unfit", "unfit"), ("odd", "failed")])
def test_what_goes_wrong_is_the_last_line(kind, name, running):
    (line,) = asyncio.run(ask(running[1], fail=kind))
    assert line["error"] == name
    assert "why" in line["detail"]


@pytest.mark.parametrize(
    ("key", "path", "status"), [("guess", "/answer", 401), (KEY, "/else", 404), ("", "/health", 401)]
)
def test_only_who_has_the_key_is_answered(key, path, status, running):
    with pytest.raises(loopback.Refused) as caught:
        asyncio.run(ask(running[1], key=key, path=path))
    assert caught.value.status == status


def test_leaving_stops_the_engine(running):
    engine, url = running

    async def main():
        async with await loopback.request("POST", url + "/answer", key=KEY, body={"count": 10_000}) as answer:
            async for _ in answer.lines():
                break

    asyncio.run(main())
    assert engine.stopped.wait(5)


def test_a_worker_that_answers_is_not_idle_even_if_it_is_silent():
    found = server.Server(Pretender(), None, KEY)
    assert found.activity() == found.activity()
    found._busy = 1
    assert found.activity() != found.activity()


def test_a_worker_that_is_long_in_coming_gives_signs_of_life(monkeypatch, tmp_path):
    async def slow(options):
        await asyncio.sleep(0.1)

    monkeypatch.setattr(host, "ensure", slow)
    monkeypatch.setattr(connect, "SIGN_SECONDS", 0.02)
    options = host.WorkerOptions(
        run_dir=tmp_path, module="m", model="m", context=1, idle_seconds=1, library="l", extra="e"
    )

    async def main():
        return [part async for part in connect.awake(options)]

    waits = asyncio.run(main())
    assert len(waits) >= 3
    assert set(waits) == {WaitPart("loading_model")}


def test_who_comes_second_is_told_to_wait_and_then_answered(running):
    async def main():
        first = asyncio.create_task(ask(running[1], count=20))
        await asyncio.sleep(0.05)
        return await ask(running[1], count=1), await first

    second, first = asyncio.run(main())
    assert second[0] == {"wait": "queued", "done": 1}
    assert [line.get("text") for line in second[1:2]] == ["0"]
    assert len(first) == 21


def test_what_makes_no_sense_closes_the_connection_and_the_next_is_answered(running):
    async def main():
        place = running[1].removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(place[0], int(place[1]))
        writer.write(b"what\r\n\r\n")
        assert await reader.read() == b""
        writer.close()
        return await ask(running[1], count=0)

    assert asyncio.run(main()) == [{"end": "complete"}]
