"""The door to the network, from three sides: the address, the client, the socket."""

import subprocess
import sys

import pytest

from convergio_jupyter.core.errors import LocalOnly, StaysInRegion, StaysPrivate
from convergio_jupyter.privacy import Egress, confined, place_of

HERE = [
    "http://127.0.0.1:8000/v1",
    "http://localhost/",
    "http://[::1]:9/",
    "http://127.9.9.9",
    "http://[::ffff:127.0.0.1]/",
]
AWAY = [
    "https://api.openai.com/v1",
    "http://127.0.0.1.evil.example/",
    "http://localhost.evil.example/",
    "http://user@evil.example:80/",
    "http://192.168.1.5:11434",
    "http://0.0.0.0.evil.example",
    "http://[::ffff:8.8.8.8]/",
    "http://2130706433/",
    "http://[broken",
    "",
]


@pytest.mark.parametrize("url", HERE)
def test_loopback_is_here(url):
    assert place_of(url) == "local"
    Egress(local_only=True).check(url)


@pytest.mark.parametrize("url", AWAY)
def test_everything_else_is_away(url):
    assert place_of(url) == "cloud"
    Egress(local_only=False).check(url)
    with pytest.raises(LocalOnly):
        Egress(local_only=True).check(url)


@pytest.mark.parametrize(
    ("privacy", "region", "marked", "error"),
    [
        ("public", "any", "unknown", None),
        ("public", "eu", "eu", None),
        ("public", "eu", "unknown", StaysInRegion),
        ("public", "eu", "us", StaysInRegion),
        ("private", "any", "eu", StaysPrivate),
        ("personal", "any", "us", None),
    ],
)
def test_a_questions_own_limits_hold_at_the_door(privacy, region, marked, error):
    door = Egress(local_only=False)
    with confined(privacy, region):
        if error is None:
            door.check("https://api.example.com/v1", place="cloud", region=marked)
        else:
            with pytest.raises(error):
                door.check("https://api.example.com/v1", place="cloud", region=marked)
        door.check("http://127.0.0.1:11434", region=marked)
    door.check("https://api.example.com/v1")


def test_where_a_server_here_forwards_to_nobody_knows_whatever_it_is_marked():
    door = Egress(local_only=False)
    door.check("http://127.0.0.1:11434", place="cloud", region="eu")
    with confined("public", "eu"), pytest.raises(StaysInRegion):
        door.check("http://127.0.0.1:11434", place="cloud", region="eu")


def test_an_address_that_names_nobody_is_in_no_region():
    with confined("public", "eu"), pytest.raises(StaysInRegion):
        Egress(local_only=False).check("", place="cloud", region="eu")


def test_the_house_may_be_stricter_than_the_question():
    with confined("public", "any"), pytest.raises(StaysInRegion):
        Egress(local_only=False, region="eu").check("https://api.example.com/v1", region="us")


SEALED = """
import socket
from convergio_jupyter.privacy import seal_process
from convergio_jupyter.core.errors import LocalOnly
listener = socket.socket(); listener.bind(("127.0.0.1", 0)); listener.listen()
seal_process()
socket.create_connection(listener.getsockname()).close()
ours, theirs = socket.socketpair(); ours.sendmsg([b"x"]); socket.gethostbyname("localhost")
for attempt in (
    lambda: socket.socket().connect(("192.0.2.1", 80)),
    lambda: socket.create_connection(("example.com", 80)),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendmsg([b"x"], [], 0, ("192.0.2.1", 53)),
    lambda: socket.getaddrinfo("example.com", 80),
    lambda: socket.gethostbyname("example.com"),
    lambda: socket.gethostbyname_ex("example.com"),
):
    try:
        attempt()
    except LocalOnly:
        print("refused")
"""


def test_a_sealed_process_reaches_only_this_computer():
    out = subprocess.run([sys.executable, "-c", SEALED], capture_output=True, text=True, check=True).stdout
    assert out.split() == ["refused"] * 7
