"""The client, in this process and over a real gateway: the same answers, and what happens when the other end goes."""

import functools
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from convergio_jupyter.client import Client, connect
from convergio_jupyter.core.errors import ConvergioError, GatewayLost
from convergio_jupyter.core.schema import Question
from convergio_jupyter.settings import Settings

from .helpers import text_of

TOKEN = "client-tests"


class Server:
    """A Jupyter server with our extension and the scripted model."""

    def __init__(self, home, port=0, answer="One two three.", **environment):
        self.home = home
        runtime = home / "runtime"
        self.environment = {
            **os.environ,
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "CONVERGIO_DATA_DIR": str(home / "data"),
            "CONVERGIO_SCRIPTED": answer,
            **environment,
        }
        self.log = home / "server.log"
        self.port = port or _free_port()
        command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", f"--port={self.port}"]
        command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={home}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self.url = f"http://127.0.0.1:{self.port}"
        self.card = runtime / f"convergio-{self.process.pid}.json"
        deadline = time.monotonic() + 60
        while not self.card.exists():
            assert time.monotonic() < deadline, self.log.read_text()[-2000:]
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            time.sleep(0.05)

    def get(self, path, token=TOKEN, method="GET", data=None):
        headers = {"Authorization": f"token {token}"} if token else {}
        request = urllib.request.Request(f"{self.url}/convergio/api/{path}", data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(timeout=20)


def _free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


@pytest.fixture
def gateway(server, monkeypatch):
    """A client in what looks like a kernel of the server."""
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(server.card))
    client = connect()
    yield client
    client.close()


@pytest.fixture
def local(tmp_path):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One two three."))
    yield client
    client.close()


@pytest.fixture(params=["local", "gateway"])
def client(request):
    return request.getfixturevalue(request.param)


def test_a_question_is_answered(client):
    events = list(client.ask(Question(text="Why?", teacher="darwin")))
    assert text_of(events) == "One two three."
    assert (events[0].type, events[-1].type) == ("asked", "done")


def test_calls_are_answered_or_refused_with_our_errors(client):
    assert client.call("teachers", lang="it")[0]["subject"] == "matematica"
    with pytest.raises(ConvergioError) as caught:
        client.call("conversation", id="nothing")
    assert caught.value.info().code == "unknown_conversation"


def test_a_talk_is_found_again(client):
    events = list(client.ask(Question(text="Why?")))
    page = client.call("conversation", id=events[0].conversation)
    assert [message["text"] for message in page["messages"]] == ["Why?", "One two three."]


def test_a_pipe_carries_the_protocol_untouched(client):
    import queue

    inbox = queue.Queue()
    pipe = client.open_pipe(inbox.put, lambda _: None)
    pipe.send({"op": "call", "id": 7, "method": "usage", "params": {}})
    assert inbox.get(timeout=10)["re"] == 7
    pipe.close()


def test_a_pipe_that_is_lost_late_leaves_the_new_one_alone():
    class Line:
        broken = False

        def __init__(self, receive, lost):
            self.receive, self.lost = receive, lost
            lines.append(self)

        def send(self, message):
            if self.broken:
                raise GatewayLost()
            self.receive({"re": message["id"], "result": len(lines)})

    lines = []
    client = Client(Line)
    assert client.call("usage") == 1
    lines[0].broken = True
    assert client.call("usage") == 2
    lines[0].lost(lines[0])
    assert client.call("usage") == 2
    lines[1].lost(lines[1])
    assert client.call("usage") == 3


def test_a_visitors_kernel_never_gets_an_engine_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVERGIO_CLASSROOM", "1")
    for card in (str(tmp_path / "gone.json"), ""):
        monkeypatch.setenv("CONVERGIO_GATEWAY", card)
        with pytest.raises(GatewayLost):
            connect().call("home")


def test_an_interrupt_while_the_answer_is_drawn_stops_the_model(tmp_path, monkeypatch):
    from convergio_jupyter.notebook import showing
    from convergio_jupyter.providers import scripted

    def interrupted(self, event):
        raise KeyboardInterrupt

    monkeypatch.setattr(scripted, "ScriptedProvider", functools.partial(scripted.ScriptedProvider, delay=0.01))
    client = connect(Settings(data_dir=str(tmp_path), scripted="word " * 1_000))
    monkeypatch.setattr(showing._Terminal, "update", interrupted)
    with pytest.raises(KeyboardInterrupt):
        showing.show(client.ask(Question(text="Why?", turn="t", conversation="")), "en", rich=False)
    talk = client.call("conversations")[0]["id"]
    deadline = time.monotonic() + 9  # the whole answer would take ten seconds
    while (answer := client.call("conversation", id=talk)["messages"][1])["status"] == "running":
        assert time.monotonic() < deadline
    client.close()
    assert answer["status"] == "cancelled"


def test_a_frozen_server_does_not_hold_up_who_hangs_up(server, monkeypatch):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(server.card))
    client = connect()
    client.call("usage")
    server.process.send_signal(signal.SIGSTOP)
    try:
        client.close()
    finally:
        server.process.send_signal(signal.SIGCONT)


def test_many_questions_from_many_threads(client):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: text_of(list(client.ask(Question(text=f"{n}?")))), range(24)))
    assert answers == ["One two three."] * 24


def test_the_card_for_kernels_is_private_and_opens_only_us(server):
    card = json.loads(server.card.read_text())
    assert server.card.stat().st_mode & 0o077 == 0
    assert card["token"] != TOKEN
    assert server.get("teachers", token=card["token"])[0] == 200
    request = urllib.request.Request(f"{server.url}/api/contents", headers={"Authorization": f"token {card['token']}"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)
    assert caught.value.code == 403


@pytest.mark.parametrize(
    "path", ["home", "teachers", "models", "conversations", "usage", "doctor", "memory", "export", "stream", "surprise"]
)
@pytest.mark.parametrize("token", ["", "wrong"])
def test_nobody_comes_in_without_a_login(path, token, server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.get(path, token=token)
    assert caught.value.code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "ask"), ("DELETE", "turns/x"), ("DELETE", "conversations?id=x"), ("DELETE", "memory?id=1")],
)
def test_nobody_acts_without_a_login(method, path, server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.get(path, token="", method=method, data=b'{"text": "hello"}' if method == "POST" else None)
    assert caught.value.code == 403


def test_no_websocket_without_a_login(server):
    import websocket

    with pytest.raises(websocket.WebSocketBadStatusException) as caught:
        websocket.create_connection(f"ws://127.0.0.1:{server.port}/convergio/api/stream")
    assert caught.value.status_code == 403


def test_over_http(server):
    assert json.loads(server.get("home?lang=it")[1])["lang"] == "it"
    status, body = server.get("ask", method="POST", data=json.dumps({"text": "Why?", "turn": "http-1"}).encode())
    events = [json.loads(line) for line in body.splitlines()]
    assert (status, events[0]["type"], events[-1]["type"]) == (200, "asked", "done")
    assert server.get(f"conversations?id={events[0]['conversation']}", method="DELETE")[0] == 200


def test_memory_over_http_is_read_and_forgotten_and_a_link_forgets_nothing(server, gateway):
    fact = gateway.call("remember", text="I find fractions difficult")
    assert json.loads(server.get("memory?query=fraction")[1])["facts"][0]["id"] == fact["id"]
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.get("disremember?all=true")
    assert caught.value.code == 405
    assert server.get(f"memory?id={fact['id']}", method="DELETE")[0] == 200
    assert json.loads(server.get("memory")[1])["facts"] == []


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("POST", "ask", b'{"text": 7}', 400),
        ("POST", "ask", b"not json", 400),
        ("GET", "surprise", None, 400),
        ("POST", "ask", b'{"text": "x", "turn": "%s"}' % (b"x" * 101), 400),
        ("GET", "forget?id=x", None, 405),
        ("GET", "conformance", None, 405),
        ("DELETE", "usage?id=x", None, 405),
        ("DELETE", "turns/nothing", None, 404),
    ],
)
def test_wrong_requests_are_refused(method, path, data, status, server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.get(path, method=method, data=data)
    assert caught.value.code == status
    assert b"Traceback" not in caught.value.read()


SLOW = "word " * 3_000
SLOW_MODEL = """
import convergio_jupyter.engine as engine
from convergio_jupyter.providers.scripted import ScriptedProvider
engine.providers_of = lambda settings: [ScriptedProvider("word " * 3000, delay=0.01)]
"""


@pytest.fixture
def slow_server(tmp_path):
    """A gateway whose answers take half a minute."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nif 'jupyter_server' in ' '.join(sys.orig_argv):\n"
        + "".join(f"    {line}\n" for line in SLOW_MODEL.strip().splitlines())
    )
    server = Server(tmp_path, PYTHONPATH=os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    yield server
    if server.process.poll() is None:
        server.stop(signal.SIGKILL)


def test_a_gateway_that_dies_in_mid_answer_is_said_and_the_next_question_finds_the_new_one(slow_server, monkeypatch):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(slow_server.card))
    client = connect()
    events = []
    for event in client.ask(Question(text="Why?", turn="dies")):
        events.append(event)
        if sum(each.type == "text" for each in events) == 3:
            slow_server.stop(signal.SIGKILL)
    assert events[-1].error.code == "gateway_lost"
    assert text_of(events).startswith("word")

    again = Server(slow_server.home, answer="Back again.")
    try:
        slow_server.card.write_text(again.card.read_text())  # as a host does that keeps its kernels alive
        assert text_of(list(client.ask(Question(text="And now?")))) == "Back again."
        page = client.call("conversation", id=events[0].conversation)
        assert page["messages"][0]["text"] == "Why?"
        assert page["messages"][1]["status"] in ("running", "error")
    finally:
        client.close()
        again.stop()


def test_a_gateway_that_is_stopped_keeps_what_came(slow_server, monkeypatch, tmp_path):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(slow_server.card))
    client = connect()
    events = []
    for event in client.ask(Question(text="Why?", turn="stops")):
        events.append(event)
        if sum(each.type == "text" for each in events) == 3:
            slow_server.process.send_signal(signal.SIGTERM)
    slow_server.process.wait(timeout=20)
    assert not slow_server.card.exists()
    local = connect(Settings(data_dir=str(slow_server.home / "data"), scripted="x"))
    page = local.call("conversation", id=events[0].conversation)
    local.close()
    assert page["messages"][1]["status"] == "cancelled"
    assert page["messages"][1]["text"].startswith("word")


def test_who_stops_reading_stops_the_answer(slow_server, monkeypatch):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(slow_server.card))
    client = connect()
    events = client.ask(Question(text="Why?", turn="left"))
    conversation = next(events).conversation
    events.close()
    until = time.monotonic() + 30
    while (status := client.call("conversation", id=conversation)["messages"][1]["status"]) != "cancelled":
        assert time.monotonic() < until
    client.close()
    assert status == "cancelled"


def test_cancelling_over_the_gateway(slow_server, monkeypatch):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(slow_server.card))
    client = connect()
    events = []
    for event in client.ask(Question(text="Why?", turn="cancel")):
        events.append(event)
        if event.type == "text" and len(events) < 10:
            client.cancel("cancel")
    client.close()
    assert events[-1].reason == "cancelled"


def test_no_gateway_means_an_engine_of_our_own(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(tmp_path / "gone.json"))
    monkeypatch.setenv("CONVERGIO_SCRIPTED", "Here.")
    client = connect()
    assert text_of(list(client.ask(Question(text="Why?")))) == "Here."
    client.close()


def test_a_data_folder_that_cannot_be_opened_is_said(tmp_path):
    (tmp_path / "convergio.sqlite3").mkdir()
    client = connect(Settings(data_dir=str(tmp_path), scripted="x"))
    with pytest.raises(ConvergioError) as caught:
        client.call("home")
    assert caught.value.info().code == "store_broken"
