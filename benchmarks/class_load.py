"""A class of forty in one classroom: everybody joins, opens a lesson, checks answers; what fails and what is lost.

The pages are sockets that speak as a browser's do, because forty browsers do not fit beside the server. It starts a
classroom of its own; run it on a quiet machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import httpx2 as httpx
from common import Bars, bar, note, percentile, show
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

LEARNERS, CHECKS = 40, 5
LESSONS = Path(__file__).parents[1] / "notebooks/lessons"
PORT = 8877
SECONDS = 300.0  # for one learner to come through
JSON = dict[str, Any]


def measure() -> Bars:
    with tempfile.TemporaryDirectory() as folder, classroom(Path(folder)) as (address, code):
        return asyncio.run(visit(address, code)) | kept(Path(folder))


@contextlib.contextmanager
def classroom(folder: Path):  # type: ignore[no-untyped-def]
    """A classroom, and the code of its class."""
    command = [
        sys.executable,
        "-m",
        "convergio_jupyter.cli",
        "classroom",
        str(LESSONS),
        f"--port={PORT}",
        "--no-browser",
    ]
    environment = {**os.environ, "CONVERGIO_DATA_DIR": str(folder), "LANG": "C.UTF-8"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        while not (found := re.search(r"(http://\S+/)   (\w+)\n", (folder / "log").read_text())):
            time.sleep(0.2)
        time.sleep(20)  # its first kernels are ready
        yield found[1], found[2]
    finally:
        process.terminate()
        process.wait(timeout=60)


async def visit(address: str, code: str) -> Bars:
    """All learners at once."""
    alone = await Visitor(address, code, "First").whole()
    note(f"one learner alone: {alone.opened:.1f} s to open, {percentile(alone.checks, 0.5):.2f} s a check")
    visitors = [Visitor(address, code, f"Learner {number}") for number in range(LEARNERS)]
    found = await asyncio.gather(*(visitor.whole() for visitor in visitors), return_exceptions=True)
    errors = [each for each in found if isinstance(each, BaseException)]
    for each in errors[:5]:
        note(f"failed: {type(each).__name__}: {each}")
    came = [each for each in found if isinstance(each, Visitor)]
    opened = [each.opened for each in came] or [SECONDS]
    checks = [seconds for each in came for seconds in each.checks] or [SECONDS]
    how = f"{LEARNERS} learners at the same moment, {CHECKS} checks each; one alone is the baseline"
    return {
        "learners who failed": bar(len(errors), 0, "", how=how),
        "opening a lesson, the slowest": bar(max(opened), SECONDS, "s", baseline=alone.opened, how=how),
        "a check, p95": bar(percentile(checks, 0.95), SECONDS, "s", baseline=percentile(alone.checks, 0.5), how=how),
    }


def kept(folder: Path) -> Bars:
    """Attempts that were answered and are not in the store."""
    with contextlib.closing(sqlite3.connect(folder / "convergio.sqlite3")) as store:
        count = store.execute("SELECT count(*) FROM attempts WHERE kind = 'check'").fetchone()[0]
    lost = (LEARNERS + 1) * CHECKS - count
    return {"lost attempts": bar(lost, 0, "", how=f"{count} are kept")}


class Visitor:
    """One learner's browser."""

    def __init__(self, address: str, code: str, name: str) -> None:
        self.address, self.code, self.name = address, code, name
        self.opened = 0.0
        self.checks: list[float] = []
        self._socket: WebSocketClientConnection | None = None
        self._session = uuid.uuid4().hex

    async def whole(self) -> Visitor:
        async with asyncio.timeout(SECONDS):
            async with httpx.AsyncClient(base_url=self.address, timeout=SECONDS, follow_redirects=True) as browser:
                await browser.post("login", data={"code": self.code, "nickname": self.name})
                visitor = browser.cookies["convergio_visitor"]
                start = time.perf_counter()
                page = (await browser.get("voila/render/en-fractions.ipynb")).text
                kernel = re.search(r'"kernelId": ?"([0-9a-f-]{36})"', page)
                assert kernel, "no kernel in the page"
                cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
                await self._connect(kernel[1], cookies)
                model = await self._exercise()
                await self._say(model, {"op": "hello", "visitor": visitor})
                await self._call(model, "lesson_exercise", 1, {})
                self.opened = time.perf_counter() - start
                for number in range(CHECKS):
                    start = time.perf_counter()
                    result = await self._call(model, "lesson_check", 2 + number, {"answer": f"{1 + number}/7"})
                    assert "passed" in result, result
                    self.checks.append(time.perf_counter() - start)
                await browser.post(f"voila/api/shutdown/{kernel[1]}")
        return self

    async def _connect(self, kernel: str, cookies: str) -> None:
        url = f"{self.address.replace('http', 'ws')}api/kernels/{kernel}/channels?session_id={self._session}"
        self._socket = await websocket_connect(
            HTTPRequest(url, headers={"Cookie": cookies}, connect_timeout=SECONDS, request_timeout=SECONDS)
        )

    async def _exercise(self) -> str:
        """The id of the widget that shows the first exercise."""
        await self._send("comm_info_request", {"target_name": "jupyter.widget"})
        answer = await self._until(lambda message: message["msg_type"] == "comm_info_reply")
        for model in answer["content"]["comms"]:
            await self._send("comm_msg", {"comm_id": model, "data": {"method": "request_state"}})
        found = await self._until(lambda message: self._state(message).get("exercise") == "pancakes")
        return str(found["content"]["comm_id"])

    def _state(self, message: JSON) -> JSON:
        data = message["content"].get("data", {}) if message["msg_type"] == "comm_msg" else {}
        return data.get("state", {}) if data.get("method") == "update" else {}

    async def _call(self, model: str, method: str, number: int, more: JSON) -> JSON:
        params = {"lesson": "fractions-1/en", "exercise": "pancakes", "lang": "en", **more}
        await self._say(model, {"op": "call", "id": number, "method": method, "params": params})

        def is_answer(message: JSON) -> bool:
            data = message["content"].get("data", {})
            return bool(data.get("method") == "custom" and data["content"].get("re") == number)

        found = (await self._until(is_answer))["content"]["data"]["content"]
        assert "result" in found, found
        result: JSON = found["result"]
        return result

    async def _say(self, model: str, content: JSON) -> None:
        await self._send("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": content}})

    async def _send(self, kind: str, content: JSON) -> None:
        assert self._socket is not None
        header = {
            "msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "session": self._session,
            "version": "5.3", "date": "",
        }  # fmt: skip
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await self._socket.write_message(json.dumps(message | {"buffers": []}))

    async def _until(self, wanted) -> JSON:  # type: ignore[no-untyped-def]
        assert self._socket is not None
        while True:
            text = await self._socket.read_message()
            assert text is not None, "the socket closed"
            if isinstance(text, bytes):
                continue
            message: JSON = json.loads(text)
            message.setdefault("msg_type", message.get("header", {}).get("msg_type", ""))
            if wanted(message):
                return message


if __name__ == "__main__":
    show(measure)
