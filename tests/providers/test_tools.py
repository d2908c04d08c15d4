"""Tools and schemas on each wire: what is asked, and what is made of the answer."""

import pytest

from convergio_jupyter.core.errors import RequestRefused
from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.core.values import Message, ToolSpec, ToolUse
from convergio_jupyter.providers.base import ALIVE, Call, FinishPart, TextPart, TokensPart, ToolPart

from . import recorded
from .recorded import chunked

ADD = ToolSpec("add", "Adds.", {"type": "object", "properties": {"x": {"type": "integer"}}})
CLOSED = {
    "type": "object",
    "properties": {"x": {"type": "integer"}},
    "required": ["x"],
    "additionalProperties": False,
}
TALK = (
    Message("system", "Be brief."),
    Message("user", "1 + 1?"),
    Message("assistant", "", tool_uses=(ToolUse("a", "add", '{"x": 1}'), ToolUse("b", "add", '{"x": 2}'))),
    Message("tool", "2", tool_use="a"),
    Message("tool", "3", tool_use="b"),
    Message("user", "So?"),
)


def call(**more):
    return Call(**{"model": "m", "messages": TALK, "max_tokens": 5, **more})


def listen(kind, wish, *replies):
    """As :func:`.recorded.listen`, without what only shows that the model works."""
    parts, error, requests = recorded.listen(kind, wish, *replies)
    return [part for part in parts if part is not ALIVE], error, requests


def asked(kind, **more):
    _, error, requests = listen(kind, call(**more), chunked(recorded.TEXT[kind]))
    assert error is None
    return requests[0]["body"]


def test_openai_gathers_the_pieces_of_several_tools():
    parts, error, _ = listen("openai", call(tools=(ADD,)), chunked(recorded.OPENAI_TOOLS))
    assert error is None
    assert parts == [
        ToolPart(ToolUse("a", "add", '{"x": 1}')),
        ToolPart(ToolUse("b", "sub", '{"y": 2}')),
        TokensPart(Tokens(input=7, output=2, cached=3)),
        FinishPart("tool_calls"),
    ]


def test_a_tool_that_was_cut_by_the_length_is_not_given_out():
    body = recorded.sse(
        recorded.tool_delta(0, '{"x":', id="a", name="add"), recorded.openai_chunk(reason="length"), recorded.USAGE
    )
    parts, _, _ = listen("openai", call(tools=(ADD,)), chunked(body))
    assert parts[-1] == FinishPart("length")
    assert not [part for part in parts if isinstance(part, ToolPart)]


def test_openai_is_told_of_tools_schema_seed_and_stop():
    body = asked("openai", tools=(ADD,), tool_choice="add", schema=CLOSED, seed=7, stop=("X",))
    assert body["tool_choice"] == {"type": "function", "function": {"name": "add"}}
    assert body["tools"][0]["function"]["parameters"] == ADD.parameters
    assert body["response_format"]["json_schema"] == {"name": "answer", "schema": CLOSED, "strict": True}
    assert (body["seed"], body["stop"]) == (7, ["X"])
    assert body["messages"][2]["tool_calls"][1]["id"] == "b"
    assert body["messages"][3] == {"role": "tool", "tool_call_id": "a", "content": "2"}


def test_an_open_schema_is_not_asked_for_in_the_strict_mode():
    schema = {"type": "object", "properties": {"x": {}}}
    assert asked("openai", schema=schema)["response_format"]["json_schema"]["strict"] is False


@pytest.mark.parametrize(
    ("choice", "wanted"), [("auto", "auto"), ("none", "none"), ("required", "any"), ("add", "tool")]
)
def test_anthropic_is_told_of_tools_and_their_results(choice, wanted):
    body = asked("anthropic", tools=(ADD,), tool_choice=choice)
    assert body["tool_choice"]["type"] == wanted
    assert body["tools"][0]["input_schema"] == ADD.parameters
    assert [block["type"] for block in body["messages"][1]["content"]] == ["tool_use", "tool_use"]
    assert [block["type"] for block in body["messages"][2]["content"]] == ["tool_result", "tool_result", "text"]


def test_anthropic_gives_text_then_a_tool():
    stream = recorded.anthropic_stream(
        ({"type": "text", "text": ""}, recorded.text_delta("Let me see.")),
        (recorded.tool_block("add"), recorded.input_delta('{"x"'), recorded.input_delta(": 1}")),
        reason="tool_use",
    )
    parts, error, _ = listen("anthropic", call(tools=(ADD,)), chunked(stream))
    assert error is None
    assert parts == [
        TextPart("Let me see."),
        ToolPart(ToolUse("a", "add", '{"x": 1}')),
        TokensPart(Tokens(input=7, output=2)),
        FinishPart("tool_calls"),
    ]


def test_a_server_that_leaves_the_schema_out_is_found_out():
    parts, error, _ = listen("anthropic", call(schema=CLOSED), chunked(recorded.ANTHROPIC_TEXT))
    assert isinstance(error, RequestRefused)
    assert parts == [TokensPart(Tokens(input=7, output=2))]  # it was paid for


@pytest.mark.parametrize(
    ("schema", "pieces", "said"),
    [(CLOSED, ('{"x"', ": 1}"), '{"x": 1}'), ({"type": "array"}, ('{"value"', ": [1, 2]}"), "[1, 2]")],
)
def test_anthropic_answers_by_schema_through_a_tool(schema, pieces, said):
    stream = recorded.anthropic_stream(
        (recorded.tool_block("answer"), *map(recorded.input_delta, pieces)), reason="tool_use"
    )
    parts, error, requests = listen("anthropic", call(schema=schema), chunked(stream))
    assert error is None
    assert requests[0]["body"]["tool_choice"] == {"type": "tool", "name": "answer"}
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == said
    assert parts[-1] == FinishPart("complete")
