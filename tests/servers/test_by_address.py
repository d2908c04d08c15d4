"""A server by its address: the same tools, by HTTP, and the door to the network before each request."""

import http.client
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from convergio_jupyter.servers.lending import told
from convergio_jupyter.settings_servers import McpServer

from .strange import lent, used

SCRIPT = Path(__file__).parent / "http_server.py"


@pytest.fixture(scope="module")
def port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number = found.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(SCRIPT), str(number)], stderr=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", number, timeout=1)
            connection.request("GET", "/")
            connection.getresponse()
            break
        except OSError:
            time.sleep(0.05)
    yield number
    process.kill()
    process.wait()


def far(tmp_path, port, **more):
    return McpServer(name="x", path=tmp_path / "settings.toml", url=f"http://127.0.0.1:{port}/mcp", **more)


def test_one_on_this_computer_serves_a_private_question_too_and_gets_its_token(tmp_path, port, monkeypatch):
    monkeypatch.setenv("FAR_TOKEN", "abc")
    with lent(far(tmp_path, port, token="FAR_TOKEN", offline=True), local_only=True) as servers:
        assert {tool.name for tool in servers.tools("machine")} == {"x__add", "x__token", "x__endless"}
        assert used(servers, "add", a=1, b=2) == "3"
        assert used(servers, "token") == "Bearer abc"


def test_an_answer_without_end_costs_a_sentence(tmp_path, port):
    with lent(far(tmp_path, port)) as servers:
        assert used(servers, "endless").startswith("failed: “x” ")
        assert used(servers, "add", a=1, b=1) == "2"


def test_where_nobody_listens_the_doctor_says_so(tmp_path):
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        with lent(far(tmp_path, found.getsockname()[1])) as servers:
            assert "cannot be reached" in told(servers.standing()[0], "en")[1]
