"""A stream that does not come to its end: the token is taken back, or whoever asked goes away."""

import http.client
import json
import threading
import time

import openai
import pytest

from convergio_jupyter.client import connect

from ..test_client import TOKEN

ASK = {"model": "openai:m", "messages": [{"role": "user", "content": "Why?"}]}
SOON = 10.0  # seconds; it takes about one, and a busy machine is not at fault


@pytest.fixture
def owner(server, upstream, monkeypatch):
    upstream.forget()
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(server.card))
    client = connect()
    yield client
    client.close()


@pytest.fixture
def made(owner):
    return owner.call("create_token", name="t")


@pytest.fixture
def sdk(server, made):
    with openai.OpenAI(api_key=made["secret"], base_url=f"{server.url}/convergio/v1", timeout=SOON) as client:
        yield client


def read_until(moment, stream):
    for _ in stream:
        assert time.monotonic() < moment


@pytest.mark.parametrize("silent", [True, False])
def test_a_token_that_is_revoked_ends_its_stream_and_stops_the_model(silent, sdk, owner, made, upstream):
    upstream.never_ends(silent=silent)
    stream = iter(sdk.chat.completions.create(**ASK, stream=True))
    while not (chunk := next(stream)).choices[0].delta.content:
        pass
    assert chunk.choices[0].delta.content == "on and "
    owner.call("revoke_token", id=made["id"])
    revoked = time.monotonic()
    with pytest.raises(openai.APIError) as caught:
        read_until(revoked + SOON, stream)
    assert (caught.value.code, type(caught.value)) == ("invalid_api_key", openai.APIError)
    assert upstream.left.wait(SOON)


def test_a_token_that_is_revoked_ends_a_whole_answer_with_the_status_of_a_wrong_key(sdk, owner, made, upstream):
    upstream.never_ends(silent=True)
    asked = {}

    def ask():
        with pytest.raises(openai.AuthenticationError) as caught:
            sdk.chat.completions.create(**ASK)
        asked["code"] = caught.value.code

    thread = threading.Thread(target=ask)
    thread.start()
    while not upstream.asked:
        time.sleep(0.01)
    owner.call("revoke_token", id=made["id"])
    thread.join(SOON)
    assert asked == {"code": "invalid_api_key"}
    assert upstream.left.wait(SOON)
    assert upstream.asked == 1


def test_a_token_that_lasts_reads_its_stream_to_the_end(sdk, upstream):
    said = [chunk.choices[0].delta.content or "" for chunk in sdk.chat.completions.create(**ASK, stream=True)]
    assert "".join(said) == "Hello"


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_away_in_the_midst_stops_the_model(stream, server, owner, upstream):
    upstream.never_ends(silent=True)
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    line.request("POST", "/convergio/v1/chat/completions", json.dumps(ASK | {"stream": stream}), headers)
    if stream:
        assert line.getresponse().read(1)
    while not upstream.asked:
        time.sleep(0.01)
    line.close()
    assert upstream.left.wait(SOON)
