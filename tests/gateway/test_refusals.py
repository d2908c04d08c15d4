"""What goes wrong at the endpoint is said as clients expect: OpenAI's form, the right status, a sentence of ours."""

import json
import urllib.error
import urllib.request

import pytest

from convergio_jupyter.client import connect

from ..test_client import TOKEN, Server

ASK = {"model": "convergio", "messages": [{"role": "user", "content": "Why?"}]}
TOOL = {"type": "function", "function": {"name": "add", "parameters": [1]}}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("refusals"))
    yield server
    server.stop()


@pytest.fixture
def token(server, monkeypatch):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(server.card))
    client = connect()
    yield lambda *scopes: client.call("create_token", name="t", scopes=list(scopes or ("ask",)))["secret"]
    client.close()


def refused(server, path, key="", data=None, **headers):
    """``(status, error)`` of a request that is refused."""
    if key:
        headers["Authorization"] = f"Bearer {key}"
    body = data if data is None or isinstance(data, bytes) else json.dumps(data).encode()
    headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{server.url}/convergio/v1/{path}", data=body, headers=headers)
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=30)
    return caught.value.code, json.loads(caught.value.read())["error"]


def deep(levels):
    return b"[" * levels + b"]" * levels


@pytest.mark.parametrize(
    "wish",
    [
        {"max_tokens": float("inf")},
        {"max_tokens": float("nan")},
        {"max_tokens": 0},
        {"max_tokens": -1},
        {"max_completion_tokens": 0},
        {"max_tokens": "8"},
        {"max_tokens": 1.5},
        {"max_tokens": True},
        {"temperature": float("nan")},
        {"temperature": -0.1},
        {"temperature": 2.1},
        {"temperature": "warm"},
        {"stream": "yes"},
        {"stream": 1},
        {"stream": True, "stream_options": "x"},
        {"messages": [{"role": "user", "content": "\ud800"}]},
        {"tools": [TOOL]},
        {"tool_choice": {"function": {"name": "nobody"}}},
        {"response_format": {"type": "json_schema", "json_schema": {"schema": [1]}}},
        {"response_format": "json"},
        {"messages": [[1]]},
        b"[" * 100_000,
        b'{"model": "convergio", "messages": ' + deep(500) + b"}",
        b"not json",
    ],
)
def test_what_no_answer_can_be_made_of_is_a_refusal_and_no_accident(wish, server):
    data = wish if isinstance(wish, bytes) else {**ASK, **wish}
    status, error = refused(server, "chat/completions", TOKEN, data, Accept_Language="it-IT, en;q=0.5")
    assert (status, error["code"]) == (400, "wrong_option")
    assert "non va bene, o gli manca qualcosa dopo." in error["message"]


def test_a_very_long_idempotency_key_is_as_good_as_a_short_one(server):
    request = urllib.request.Request(
        f"{server.url}/convergio/v1/chat/completions",
        data=json.dumps(ASK).encode(),
        headers={
            "Authorization": f"Bearer {TOKEN}",
            "Content-Type": "application/json",
            "Idempotency-Key": "k" * 6_000,
        },
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        assert len(json.loads(response.read())["id"]) < 100
    assert refused(server, "chat/completions", TOKEN, ASK, Idempotency_Key="k" * 6_000)[0] == 409


@pytest.mark.parametrize(("path", "data"), [("models", None), ("usage", None), ("chat/completions", ASK)])
@pytest.mark.parametrize("key", ["wrong", "cvg-wrong"])
def test_a_wrong_key_is_called_one(key, path, data, server):
    status, error = refused(server, path, key, data, Accept_Language="it")
    assert (status, error["code"]) == (401, "invalid_api_key")
    assert error["message"].startswith("Questa chiave")


@pytest.mark.parametrize(("path", "data"), [("models", None), ("chat/completions", ASK), ("usage", ASK)])
def test_no_key_at_all_is_refused_in_the_same_form(path, data, server):
    status, error = refused(server, path, data=data)
    assert (status, error["code"]) == (401, "invalid_api_key")
    assert "convergio token create NAME" in error["message"]


@pytest.mark.parametrize("data", [None, ASK])
@pytest.mark.parametrize("path", ["responses", "embeddings", "images/generations", "models/", "nothing?x=1", ""])
def test_a_path_that_does_not_exist_is_said_in_the_same_form(path, data, server, token):
    for key in (TOKEN, token()):
        status, error = refused(server, path, key, data)
        assert (status, error["code"]) == (404, "not_found")
        assert "docs/endpoint.md" in error["message"]
    assert refused(server, path, data=data)[0] == 401


def test_one_model_can_be_looked_up(server, token):
    for name in ("convergio", "convergio-eu", "scripted:script"):
        headers = {"Authorization": f"Bearer {token()}"}
        request = urllib.request.Request(f"{server.url}/convergio/v1/models/{name}", headers=headers)
        with urllib.request.urlopen(request, timeout=30) as response:
            found = json.loads(response.read())
        assert (found["id"], found["object"]) == (name, "model")
    status, error = refused(server, "models/nobody:x%2Fy", token())
    assert (status, error["code"]) == (404, "unknown_model")
    assert "nobody:x/y" in error["message"]


def test_a_scope_that_is_missing_is_named_with_the_next_step(server, token):
    status, error = refused(server, "chat/completions", token("usage"), ASK, Accept_Language="it")
    assert (status, error["code"]) == (403, "scope")
    assert error["message"].startswith("Questo token non ha")
    assert "--scope ask" in error["message"]


def test_a_program_is_in_no_classroom(tmp_path):
    server = Server(tmp_path, CONVERGIO_BLOCK="*", CONVERGIO_LANGUAGE="en")
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CONVERGIO_GATEWAY", str(server.card))
            client = connect()
            secret = client.call("create_token", name="t")["secret"]
            client.close()
        _, error = refused(server, "chat/completions", secret, ASK)
        assert "classroom" not in error["message"]
        assert "owner of this server" in error["message"]
    finally:
        server.stop()


@pytest.mark.parametrize("key", [TOKEN, "cvg-any"])
@pytest.mark.parametrize(("path", "data"), [("models", None), ("usage", None), ("chat/completions", ASK)])
def test_a_data_folder_that_cannot_be_opened_is_said(path, data, key, broken):
    status, error = refused(broken, path, key, data)
    assert (status, error["code"]) == (424, "store_broken")


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    home = tmp_path_factory.mktemp("broken")
    (home / "file").write_text("not a folder")
    server = Server(home, CONVERGIO_DATA_DIR=str(home / "file"))
    yield server
    server.stop()


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer ", "bearer  "])
def test_the_scheme_of_a_key_may_be_written_in_any_case(scheme, server, token):
    for key in (token(), TOKEN):
        request = urllib.request.Request(
            f"{server.url}/convergio/v1/models", headers={"Authorization": f"{scheme} {key}"}
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            assert json.loads(response.read())["data"]
