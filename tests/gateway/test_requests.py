"""What a client may write into a request: what is done, what changes nothing here, and what is refused by name."""

import contextlib
import json
import urllib.error
import urllib.request

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core.errors import WrongOption
from convergio_jupyter.gateway import openai_request

from ..providers.recorded import OPENAI_TOOLS
from ..test_client import TOKEN

SAID = {"role": "user", "content": "Why?"}
ASK = {"model": "openai:m", "messages": [SAID]}
USE = {"id": "a", "type": "function", "function": {"name": "add", "arguments": "{}"}}
TOOL = {"type": "function", "function": {"name": "add", "parameters": {"type": "object", "properties": {}}}}
PICTURE = {"type": "image_url", "image_url": {"url": "data:"}}


@pytest.fixture
def sdk(server, upstream):
    upstream.forget()
    with openai.OpenAI(api_key=TOKEN, base_url=f"{server.url}/convergio/v1", max_retries=0) as client:
        yield client


def uses(**change):
    return {"messages": [SAID, {"role": "assistant", "tool_calls": [USE | change]}]}


def said(**message):
    return {"messages": [SAID, message]}


def tool(**function):
    return {"tools": [{"type": "function", "function": {"name": "add", **function}}]}


REFUSED = [
    ({"n": 2}, "n"),
    ({"n": 0}, "n"),
    ({"n": True}, "n"),
    ({"logprobs": True}, "logprobs"),
    ({"top_logprobs": 3}, "top_logprobs"),
    ({"logit_bias": {"50256": -100}}, "logit_bias"),
    ({"modalities": ["text", "audio"]}, "modalities"),
    ({"audio": {"voice": "alloy", "format": "wav"}}, "audio"),
    ({"prediction": {"type": "content", "content": "x"}}, "prediction"),
    ({"web_search_options": {}}, "web_search_options"),
    ({"store": True}, "store"),
    ({"functions": [{"name": "add"}]}, "functions"),
    ({"function_call": "auto"}, "function_call"),
    ({"stop": 1}, "stop"),
    ({"stop": ""}, "stop"),
    ({"stop": ["a", 1]}, "stop"),
    ({"stop": ["a", ""]}, "stop"),
    ({"stop": ["x"] * 17}, "stop"),
    ({"stop": "x" * 501}, "stop"),
    ({"tool_choice": 1, "tools": [TOOL]}, "tool_choice"),
    ({"tool_choice": ["auto"], "tools": [TOOL]}, "tool_choice"),
    ({"tool_choice": "sub", "tools": [TOOL]}, "tool_choice"),
    ({"tool_choice": {}, "tools": [TOOL]}, "tool_choice"),
    ({"tool_choice": {"function": {"name": "auto"}}, "tools": [TOOL]}, "tool_choice"),
    ({"tool_choice": "required"}, "tool_choice"),
    ({"parallel_tool_calls": "no"}, "parallel_tool_calls"),
    ({"stream_options": "x"}, "stream_options"),
    ({"seed": "x"}, "seed"),
    ({"seed": 1.5}, "seed"),
    ({"response_format": {"type": "xml"}}, "response_format"),
    ({"response_format": {"type": "json_schema"}}, "response_format.json_schema"),
    ({"model": 1}, "model"),
    ({"model": "m" * 1_000_000}, "model"),
    ({"messages": []}, "messages"),
    ({"messages": None}, "messages"),
    ({"messages": "Why?"}, "messages"),
    ({"messages": [SAID] * 2_001}, "messages"),
    ({"messages": [SAID | {"content": "x" * 300_000}]}, "messages"),
    ({"messages": ["Why?"]}, "messages[0]"),
    (said(role="king", content="x"), "messages[1].role"),
    (said(role=["user"], content="x"), "messages[1].role"),
    (said(content="x"), "messages[1].role"),
    (said(role="user", content=1), "messages[1].content"),
    (said(role="user", content=["x"]), "messages[1].content"),
    (said(role="user", content=[PICTURE]), "messages[1].content"),
    (said(role="user", content=[{"type": "text", "text": 1}]), "messages[1].content"),
    (said(role="tool", content="4"), "messages[1].tool_call_id"),
    (said(role="tool", content="4", tool_call_id=""), "messages[1].tool_call_id"),
    (said(role="assistant", function_call={"name": "add"}), "messages[1].function_call"),
    (said(role="assistant", tool_calls=[1]), "messages[1].tool_calls[0]"),
    (said(role="assistant", tool_calls="add"), "messages[1].tool_calls"),
    (uses(id=None), "messages[1].tool_calls[0].id"),
    (uses(function=None), "messages[1].tool_calls[0].function"),
    (uses(function={"name": "add", "arguments": {}}), "messages[1].tool_calls[0].function.arguments"),
    (uses(function={"name": "a" * 129, "arguments": ""}), "messages[1].tool_calls[0].function.name"),
    ({"tools": "add"}, "tools"),
    ({"tools": [{"type": "custom", "custom": {"name": "add"}}]}, "tools[0].function"),
    (tool(name="a" * 1_000_000), "tools[0].function.name"),
    (tool(name=""), "tools[0].function.name"),
    (tool(description=1), "tools[0].function.description"),
    (tool(parameters=[1]), "tools[0].function.parameters"),
]


@pytest.mark.parametrize(("wish", "field"), REFUSED, ids=[field for _, field in REFUSED])
def test_a_field_that_does_not_fit_is_refused_by_its_name(wish, field, sdk, upstream):
    with pytest.raises(openai.BadRequestError) as caught:
        sdk.post("/chat/completions", body=ASK | wish, cast_to=object)
    assert caught.value.param == field
    assert len(str(caught.value)) < 1_000
    if caught.value.code == "wrong_option":
        assert f"“{field}”" in caught.value.message
    assert upstream.asked == 0


@pytest.mark.parametrize(
    "wish",
    [
        {"user": "u", "metadata": {"a": "b"}, "store": False, "service_tier": "auto", "safety_identifier": "x"},
        {"top_p": 0.9, "presence_penalty": 0.1, "frequency_penalty": 0.1},
        {"reasoning_effort": "low", "verbosity": "low"},
        {"parallel_tool_calls": True},
        {"n": 1, "logprobs": False, "top_logprobs": 0, "logit_bias": {}, "modalities": ["text"], "functions": []},
        {"prediction": None, "audio": None, "web_search_options": None, "function_call": None, "stop": None},
        {"stop": ["x"] * 16, "seed": 7, "tool_choice": "auto", "response_format": {"type": "text"}},
        {"tool_choice": {"type": "function", "function": {"name": "add"}}, "tools": [TOOL]},
        {"messages": [SAID, {"role": "assistant", "content": None, "tool_calls": [USE]},
                      {"role": "tool", "tool_call_id": "a", "content": [{"type": "text", "text": "4"}]}]},
    ],
    ids=lambda wish: next(iter(wish)),
)  # fmt: skip
def test_what_changes_nothing_here_or_can_be_done_is_answered(wish, sdk):
    answer = sdk.post("/chat/completions", body=ASK | wish, cast_to=object)
    assert answer["choices"][0]["message"]["content"] == "Hello"


@pytest.mark.parametrize("parallel", [True, False, None])
def test_one_tool_at_a_time_is_kept_to_where_the_model_does_not(parallel, sdk, upstream):
    upstream.says(OPENAI_TOOLS + b"data: [DONE]\n\n")
    wish = ASK | {"tools": [TOOL]} | ({} if parallel is None else {"parallel_tool_calls": parallel})
    names = ["add"] if parallel is False else ["add", "sub"]
    choice = sdk.chat.completions.create(**wish).choices[0]
    assert [use.function.name for use in choice.message.tool_calls] == names
    assert choice.finish_reason == "tool_calls"
    chunks = [chunk.choices[0] for chunk in sdk.chat.completions.create(**wish, stream=True)]
    assert [use.function.name for chunk in chunks for use in chunk.delta.tool_calls or ()] == names
    assert chunks[-1].finish_reason == "tool_calls"


def call(server, method, path="chat/completions", data=b"", **headers):
    """``(status, headers, body)`` of a request that no SDK would make."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    url, named = f"{server.url}/convergio/v1/{path}", {"Authorization": f"Bearer {TOKEN}", **named}
    request = urllib.request.Request(url, data=data or None, headers=named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b'"x"', b"{", b"\xff\xfe", b'{"n": NaN}', b'{"user": 1e999}'])
def test_a_body_that_is_no_object_is_refused(data, server):
    status, headers, body = call(server, "POST", data=data, Content_Type="application/json")
    error = json.loads(body)["error"]
    assert (status, error["code"], error["param"], headers["x-should-retry"]) == (400, "wrong_option", None, "false")
    assert "“body”" in error["message"]


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data"],
)
def test_a_body_that_is_not_called_json_is_refused(kind, server, upstream):
    upstream.forget()
    status, headers, body = call(server, "POST", data=json.dumps(ASK).encode(), Content_Type=kind)
    assert status in (400, 415)
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body)["error"]["code"] in ("content_type", "http_error")
    assert upstream.asked == 0


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON", ""])
def test_json_may_be_called_so_in_any_way(kind, server, upstream):
    upstream.forget()
    assert call(server, "POST", data=json.dumps(ASK).encode(), Content_Type=kind)[0] == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "chat/completions"), ("PUT", "chat/completions"), ("DELETE", "models"), ("POST", "models")],
)
def test_a_verb_that_is_not_there_is_refused(method, path, server):
    status, headers, body = call(server, method, path)
    error = json.loads(body)["error"]
    assert (status, error["code"], headers["x-should-retry"]) == (405, "http_error", "false")


@pytest.mark.parametrize(("path", "status"), [("models", 405), ("chat/completions", 405), ("nothing", 404)])
def test_only_the_head_of_something_is_refused_without_a_body(path, status, server):
    assert call(server, "HEAD", path)[::2] == (status, b"")


def test_a_browser_may_ask_what_it_may_send(server):
    status, headers, body = call(server, "OPTIONS", Authorization="")
    assert status in (200, 204)
    assert "authorization" in headers["Access-Control-Allow-Headers"]
    assert body == b""


def test_a_very_long_name_of_a_model_is_not_said_back(server):
    status, _, body = call(server, "GET", "models/" + "m" * 5_000)
    assert (status, json.loads(body)["error"]["param"]) == (404, "model")
    assert len(body) < 1_000


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
NAMES = ["model", "messages", "tools", "tool_choice", "stop", "seed", "response_format", "max_tokens", "temperature"]
NAMES += ["stream", "stream_options", "parallel_tool_calls", "n", "functions", "modalities", "logit_bias"]
INNER = ["role", "content", "tool_calls", "tool_call_id", "function", "name", "arguments", "parameters", "type", "text"]
INNER += ["json_schema", "schema", "include_usage", "id"]
WORDS = st.sampled_from(["user", "assistant", "tool", "text", "json_schema", "add", "auto", "required"])
PARTS = st.recursive(
    WORDS | ANYTHING,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(INNER), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(NAMES), PARTS))
def test_whatever_comes_is_a_completion_or_a_refusal(body):
    with contextlib.suppress(WrongOption):
        openai_request.wants_stream(body)
        openai_request.wants_usage(body)
        openai_request.wants_one_tool(body)
        asked = openai_request.completion_of(body, id="1", local_only=False)
        assert all(isinstance(message.text, str) for message in asked.messages)


def test_a_body_that_would_keep_everybody_waiting_is_not_even_read():
    body = {"messages": [{"role": "user", "content": "x" * openai_request.MOST_BYTES}]}
    with pytest.raises(WrongOption) as caught:
        openai_request.body_of(json.dumps(body).encode())
    assert "4 MB" in caught.value.info().remedy
