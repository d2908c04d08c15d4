"""Keys appear nowhere: not in an answer, an error, a log, a traceback, a setting or a kept file."""

import asyncio
import logging
import os
import subprocess
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from convergio_jupyter.core.errors import ConvergioError
from convergio_jupyter.core.schema import Question
from convergio_jupyter.core.values import Message
from convergio_jupyter.engine import Engine
from convergio_jupyter.privacy import KEY_VARIABLES
from convergio_jupyter.providers.base import Call
from convergio_jupyter.settings import Settings

from .helpers import collect, with_engine

CANARY = "sk-canary-4f1d9a7b"
STATUSES = (400, 401, 403, 404, 429, 500)


class Gossip(BaseHTTPRequestHandler):
    """A server that quotes the key that it was sent, wherever it can."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        key = (
            self.headers.get("Authorization") or self.headers.get("x-api-key") or self.headers.get("api-key") or "none"
        )
        self.server.seen.append(key)
        body = f'{{"error": {{"message": "bad key {key}", "type": "{key}", "code": "{key}"}}}}'.encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Key", key)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def gossip():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gossip)
    server.seen, server.status = [], 401
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def everything_set(gossip, tmp_path, monkeypatch):
    """Every key is the canary, and every server gossips."""
    url = f"http://127.0.0.1:{gossip.server_port}"
    for variable in KEY_VARIABLES.values():
        monkeypatch.setenv(variable, CANARY)
    for name in ("openai", "anthropic", "azure"):
        monkeypatch.setenv(f"CONVERGIO_{name.upper()}_BASE_URL", url)
        monkeypatch.setenv(f"CONVERGIO_{name.upper()}_MODELS", "m")
    monkeypatch.setenv("CONVERGIO_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("status", STATUSES)
def test_in_this_process(status, gossip, everything_set, caplog):
    gossip.status = status
    caplog.set_level(logging.DEBUG)
    engine = Engine.from_settings(Settings())
    shown = [repr(engine.providers), repr(vars(engine)), repr(Settings().explain())]

    async def work(engine):
        for name, provider in engine.providers.items():
            if name == "embedded":
                continue
            shown.append(repr(await collect(engine, Question(text="Why?", turn=name, model=name))))
            shown.append(repr(vars(provider)))
            shown.append(await _traceback_of(provider))

    with_engine(engine, work)
    assert len(gossip.seen) >= 6
    assert any(CANARY in key for key in gossip.seen)
    kept = [path.read_bytes().decode(errors="replace") for path in everything_set.rglob("*") if path.is_file()]
    for text in (*shown, caplog.text, *kept):
        assert CANARY not in text


async def _traceback_of(provider):
    """What Python prints of an error that nobody caught, causes and contexts included."""
    try:
        async for _ in provider.stream(Call(model="m", messages=(Message("user", "Why?"),), max_tokens=1)):
            pass
    except ConvergioError as error:
        return "".join(traceback.TracebackException.from_exception(error, capture_locals=False).format())
    raise AssertionError("it should have failed")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--json", "--model", "openai", "Why?"),
        ("ask", "--model", "anthropic", "Why?"),
        ("doctor",),
        ("doctor", "--json"),
        ("settings", "--json"),
        ("models", "--json"),
        ("usage", "--json"),
        ("route", "--json", "Why?"),
    ],
)
def test_at_the_command_line(arguments, everything_set):
    command = [sys.executable, "-m", "convergio_jupyter.cli", *arguments]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, env=dict(os.environ), check=False)
    assert found.stdout + found.stderr
    assert CANARY not in found.stdout + found.stderr


def test_a_password_in_an_address_is_never_shown(tmp_path):
    settings = Settings(data_dir=str(tmp_path), database_url=f"postgresql://me:{CANARY}@127.0.0.1:1/x")
    assert CANARY not in repr(settings.explain())
    with pytest.raises(ConvergioError) as caught:
        asyncio.run(_open(settings))
    assert CANARY not in f"{caught.value!r} {caught.value.info()} {caught.value.detail}"


async def _open(settings):
    engine = Engine.from_settings(settings)
    return [event async for event in engine.ask(Question(text="Why?", turn="t"))]
