"""Ctrl-C and SIGTERM stop an answer and let it end: its closing events come, and what came is paid."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from convergio_jupyter.cli.interrupts import asked
from convergio_jupyter.client import connect
from convergio_jupyter.core.events import Done, TextDelta, UsageReported
from convergio_jupyter.core.schema import Question
from convergio_jupyter.settings import Settings

CHUNK = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}


class Talker(BaseHTTPRequestHandler):
    """Says two words, then nothing for as long as anybody listens."""

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        for word in ("Once ", "upon "):
            choice = {"index": 0, "delta": {"content": word}, "finish_reason": None}
            self.wfile.write(f"data: {json.dumps({**CHUNK, 'choices': [choice]})}\n\n".encode())
        with contextlib.suppress(OSError):
            self.rfile.read(1)  # which comes back when the other side has hung up

    def log_message(self, *arguments):
        pass


@pytest.fixture
def talker():
    with ThreadingHTTPServer(("127.0.0.1", 0), Talker) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_interrupted_shows_how_the_answer_ended(number, as_json, talker):
    environment = {"CONVERGIO_OPENAI_BASE_URL": talker, "CONVERGIO_OPENAI_MODELS": "m", "CONVERGIO_LANGUAGE": "en"}
    command = [sys.executable, "-m", "convergio_jupyter.cli", "ask", *["--json"] * as_json, "-m", "openai:m", "Tell."]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    ) as run:
        said = ""
        while "upon" not in said:
            said += run.stdout.read(1)
        run.send_signal(number)
        said += run.stdout.read()
    assert run.returncode == 130
    if as_json:
        events = [json.loads(line) for line in said.splitlines()]
        assert [each["type"] for each in events[-3:]] == ["teacher_finished", "usage", "done"]
        assert events[-1]["reason"] == "cancelled"
        assert events[-2]["receipt"]["tokens"]["output"] >= 2
    else:
        assert "Stopped. What came so far is kept." in said
        assert " written (our count)\n" in said


def read(client, events, *signals):
    """Reads an answer, and gets ``signals`` where its last word is shown."""
    with contextlib.closing(asked(client, Question(text="Tell.", model="openai:m"))) as coming:
        for event in coming:
            events.append(event)
            for number in signals if isinstance(event, TextDelta) and "upon" in event.text else ():
                signal.raise_signal(number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_word_is_shown_takes_no_event_away(number, talker):
    client = connect(Settings(openai_base_url=talker, openai_models="m"))
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    events = []
    with pytest.raises(KeyboardInterrupt):
        read(client, events, number)
    client.close()
    assert isinstance(events[-2], UsageReported)
    assert isinstance(events[-1], Done)
    assert events[-1].reason == "cancelled"
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == before


def test_the_second_signal_does_not_wait(talker):
    client = connect(Settings(openai_base_url=talker, openai_models="m"))
    client.cancel = lambda turn: None  # an engine that does not listen
    events = []
    with pytest.raises(KeyboardInterrupt):
        read(client, events, signal.SIGINT, signal.SIGINT)
    client.close()
    assert isinstance(events[-1], TextDelta)
