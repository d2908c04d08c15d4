"""Other programs over the official SDK: a real Jupyter server, the real model, and tokens that open nothing else."""

import json

import pytest
from openai import APIStatusError, AuthenticationError, ConflictError, NotFoundError, OpenAI, PermissionDeniedError

from convergio_jupyter.client import connect
from convergio_jupyter.core.codec import from_dict
from convergio_jupyter.core.schema import Receipt

from ..test_client import TOKEN, Server

pytestmark = pytest.mark.model
ASK = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What is water made of?"}]


@pytest.fixture(scope="module")
def server(model_data, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("endpoint"), CONVERGIO_SCRIPTED="", CONVERGIO_DATA_DIR=str(model_data))
    yield server
    server.stop()


@pytest.fixture
def owner(server, monkeypatch):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(server.card))
    client = connect()
    yield client
    client.close()


@pytest.fixture
def sdk(server, owner):
    made = owner.call("create_token", name="test", scopes=["ask", "usage"])
    client = OpenAI(api_key=made["secret"], base_url=f"{server.url}/convergio/v1", max_retries=0)
    yield client
    client.close()


def with_key(sdk, key, **more):
    return OpenAI(api_key=key, base_url=sdk.base_url, max_retries=0, **more)


def test_a_plain_answer_with_its_usage_and_its_receipt(sdk):
    answer = sdk.chat.completions.create(model="convergio", messages=ASK, max_tokens=8)
    assert answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 8
    receipt = from_dict(Receipt, answer.model_extra["convergio"])
    assert (receipt.provider, receipt.place, receipt.cost_micro) == ("embedded", "local", 0)


def test_a_streamed_answer_is_the_same_as_the_plain_one(sdk):
    wish = {"model": "convergio", "messages": ASK, "max_tokens": 8, "temperature": 0}
    plain = sdk.chat.completions.create(**wish).choices[0].message.content
    chunks = list(sdk.chat.completions.create(**wish, stream=True, stream_options={"include_usage": True}))
    pieces = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]
    assert "".join(pieces) == plain
    assert len(pieces) > 3
    assert chunks[-1].usage.completion_tokens == 8


def test_an_answer_by_schema_is_json(sdk):
    schema = {
        "type": "object",
        "properties": {"wet": {"type": "boolean"}},
        "required": ["wet"],
        "additionalProperties": False,
    }
    answer = sdk.chat.completions.create(
        model="convergio",
        messages=[{"role": "user", "content": "Is water wet?"}],
        max_tokens=40,
        response_format={"type": "json_schema", "json_schema": {"name": "wet", "schema": schema}},
    )
    assert isinstance(json.loads(answer.choices[0].message.content)["wet"], bool)


def test_a_tool_that_must_be_used_is_used_and_its_result_is_read(sdk):
    tool = {
        "type": "function",
        "function": {
            "name": "weather",
            "description": "The weather of a city.",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
        },
    }
    asked = [{"role": "user", "content": "How is the weather in Rome?"}]
    wish = {"model": "convergio", "tools": [tool], "tool_choice": "required", "max_tokens": 60}
    answer = sdk.chat.completions.create(messages=asked, **wish)
    use = answer.choices[0].message.tool_calls[0]
    assert (answer.choices[0].finish_reason, use.function.name) == ("tool_calls", "weather")
    assert isinstance(json.loads(use.function.arguments)["city"], str)
    streamed = list(sdk.chat.completions.create(messages=asked, stream=True, **wish))
    assert any(chunk.choices[0].delta.tool_calls for chunk in streamed if chunk.choices)
    assert streamed[-1].choices[0].finish_reason == "tool_calls"
    said = [
        *asked,
        answer.choices[0].message,
        {"role": "tool", "tool_call_id": use.id, "content": "Sunny, 20 degrees."},
    ]
    assert sdk.chat.completions.create(model="convergio", messages=said, max_tokens=10).choices[0].message.content


def test_the_names_that_may_be_asked_for(sdk):
    names = [model.id for model in sdk.models.list()]
    assert names[:4] == ["convergio", "convergio-private", "convergio-eu", "convergio-best"]
    assert "embedded:smollm2-135m-instruct" in names


def test_a_token_opens_the_endpoint_and_nothing_else_of_the_server(server, sdk):
    for path in ("/convergio/api/home", "/api/contents", "/api/kernels"):
        import urllib.error
        import urllib.request

        request = urllib.request.Request(server.url + path, headers={"Authorization": f"Bearer {sdk.api_key}"})
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request, timeout=30)
        assert caught.value.code == 403


def test_wrong_and_revoked_tokens_open_nothing_and_the_servers_own_does(sdk, owner):
    for key in ("cvg-wrong", "wrong"):
        with pytest.raises((AuthenticationError, PermissionDeniedError)):
            with_key(sdk, key).models.list()
    made = owner.call("create_token", name="short")
    assert list(with_key(sdk, made["secret"]).models.list())
    owner.call("revoke_token", id=made["id"])
    with pytest.raises(AuthenticationError):
        with_key(sdk, made["secret"]).models.list()
    assert list(with_key(sdk, TOKEN).models.list())


def test_a_scope_is_a_limit(sdk, owner):
    reader = owner.call("create_token", name="reader", scopes=["usage"])
    with pytest.raises(PermissionDeniedError):
        with_key(sdk, reader["secret"]).chat.completions.create(model="convergio", messages=ASK)


@pytest.mark.parametrize(
    ("wish", "error", "code"),
    [
        ({"messages": []}, APIStatusError, "empty_question"),
        ({"messages": ASK, "model": "nobody:x"}, NotFoundError, "unknown_model"),
        ({"messages": ASK, "n": 3}, APIStatusError, "wrong_option"),
        ({"messages": [{"role": "king", "content": "x"}]}, APIStatusError, "wrong_option"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, APIStatusError, "wrong_option"),
        ({"messages": [{"role": "user", "content": "x" * 300_000}]}, APIStatusError, "question_too_long"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(wish, error, code, sdk):
    with pytest.raises(error) as caught:
        sdk.chat.completions.create(**{"model": "convergio", **wish})
    assert caught.value.code == code
    assert caught.value.status_code < 500


def test_the_same_id_is_answered_once(sdk):
    once = {"model": "convergio", "messages": ASK, "max_tokens": 2, "extra_headers": {"Idempotency-Key": "abc"}}
    assert sdk.chat.completions.create(**once)
    with pytest.raises(ConflictError):
        sdk.chat.completions.create(**once)


def test_a_token_spends_in_its_own_name(sdk, owner):
    sdk.chat.completions.create(model="convergio", messages=ASK, max_tokens=2)
    usage = sdk.get("/usage", cast_to=object)
    assert sum(row["answers"] for row in usage["rows"]) >= 1


def test_a_secret_is_shown_once_and_kept_nowhere(owner, model_data):
    secret = owner.call("create_token", name="canary")["secret"]
    assert secret not in json.dumps(owner.call("tokens"))
    kept = b"".join(path.read_bytes() for path in model_data.glob("convergio.sqlite3*"))
    assert secret.encode() not in kept
    assert b"canary" in kept
