"""What a model cannot do by itself is done for it: tools, schemas and stop strings."""

import asyncio
import json

import jsonschema
import pytest

from convergio_jupyter.core.errors import RequestRefused
from convergio_jupyter.core.values import Message, ToolSpec, ToolUse
from convergio_jupyter.providers import emulation
from convergio_jupyter.providers.base import ALIVE, Call, FinishPart, Profile, TextPart, TokensPart, ToolPart
from convergio_jupyter.providers.scripted import ScriptedProvider

ADD = ToolSpec("add", "Adds.", {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]})
SUB = ToolSpec("sub", "Subtracts.", {"type": "object"})
TALK = (Message("system", "Be brief."), Message("user", "1 + 1?"))
USE = '{"tool": "add", "arguments": {"x": 1}}'


class Pieces(ScriptedProvider):
    """Says its script piece by piece, ignores stop strings and tells whether it was closed before its end."""

    def __init__(self, *pieces, profile=None):
        super().__init__("")
        self.pieces, self.said, self.closed = pieces, 0, False
        self._profile = profile or Profile()

    def profile(self, model):
        return self._profile

    async def stream(self, call):
        self.calls.append(call)
        try:
            for piece in self.pieces:
                self.said += 1
                yield TextPart(piece)
            yield FinishPart("complete")
        finally:
            self.closed = True


def call(**more):
    return Call(**{"model": "script", "messages": TALK, "max_tokens": 50, **more})


def run(provider, wish):
    return [part for part in everything(provider, wish) if part is not ALIVE]


def everything(provider, wish):
    async def main():
        return [part async for part in emulation.stream(provider, wish)]

    return asyncio.run(main())


def text_of(parts):
    return "".join(part.text for part in parts if isinstance(part, TextPart))


def test_a_use_of_a_tool_is_read_out_of_json():
    provider = ScriptedProvider(USE)
    parts = run(provider, call(tools=(ADD, SUB)))
    assert [type(part) for part in parts] == [ToolPart, TokensPart, FinishPart]
    assert (parts[0].use.name, json.loads(parts[0].use.arguments)) == ("add", {"x": 1})
    assert parts[-1] == FinishPart("tool_calls")
    assert "Subtracts." in provider.calls[0].messages[0].text


def test_a_plain_answer_stays_an_answer_and_stops_where_it_should():
    parts = run(ScriptedProvider('```json\n{"answer": "Two, END three"}\n```'), call(tools=(ADD,), stop=("END",)))
    assert text_of(parts) == "Two, "
    assert parts[-1] == FinishPart("complete")


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("required", '{"answer": "2"}'),
        ("sub", USE),
        ("auto", '{"tool": "rm", "arguments": {}}'),
        ("auto", "two"),
        ("auto", "[" * 100_000),
    ],
)
def test_what_does_not_keep_to_the_form_is_refused(choice, said):
    with pytest.raises(RequestRefused):
        run(ScriptedProvider(said), call(tools=(ADD, SUB), tool_choice=choice))


@pytest.mark.parametrize("wish", [{"tools": (ADD,)}, {"schema": {"type": "object"}}])
def test_while_an_answer_is_held_back_each_piece_shows_that_the_model_works(wish):
    parts = everything(Pieces('{"ans', 'wer": ', '"2"}'), call(**wish))
    assert parts[:3] == [ALIVE] * 3
    assert text_of(parts)


def test_what_a_refused_answer_cost_is_said_before():
    provider, parts = ScriptedProvider("two"), []

    async def main():
        async for part in emulation.stream(provider, call(tools=(ADD,))):
            parts.append(part)

    with pytest.raises(RequestRefused):
        asyncio.run(main())
    assert isinstance(parts[-1], TokensPart)


def test_the_schema_forces_what_the_choice_forces():
    free, forced = emulation.schema_of([ADD], must=False), emulation.schema_of([ADD], must=True)
    jsonschema.validate(json.loads(USE), forced)
    jsonschema.validate({"answer": "2"}, free)
    for wrong in ({"answer": "2"}, {"tool": "add", "arguments": {}}, {"tool": "sub", "arguments": {"x": 1}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, forced)


def test_a_model_that_knows_schemas_is_given_one_for_its_tools():
    provider = Pieces(USE, profile=Profile(schema=True))
    run(provider, call(tools=(ADD,), tool_choice="add"))
    assert provider.calls[0].schema == emulation.schema_of([ADD], must=True)
    assert provider.calls[0].tools == ()


def test_tools_that_are_not_wanted_cost_nothing():
    provider = ScriptedProvider("Two.")
    assert text_of(run(provider, call(tools=(ADD,), tool_choice="none"))) == "Two."


def test_earlier_uses_and_their_results_are_told_in_words():
    used = Message("assistant", "", tool_uses=(ToolUse("a", "add", '{"x": 1}'),))
    provider = ScriptedProvider('{"answer": "2"}')
    run(provider, call(tools=(ADD,), messages=(*TALK, used, Message("tool", "2", tool_use="a"))))
    sent = provider.calls[0].messages
    assert [message.role for message in sent] == ["system", "user", "assistant", "user"]
    assert '"add"' in sent[2].text
    assert sent[3].text.endswith("2")


def test_an_answer_by_schema_is_json_or_refused():
    schema = {"type": "object", "properties": {"x": {}}}
    provider = ScriptedProvider('```json\n{"x": 1}\n```')
    assert json.loads(text_of(run(provider, call(schema=schema)))) == {"x": 1}
    assert provider.calls[0].schema is None
    assert '"properties"' in provider.calls[0].messages[0].text
    for said in ("Sure! It is 1.", ""):
        with pytest.raises(RequestRefused):
            run(ScriptedProvider(said), call(schema=schema))


@pytest.mark.parametrize(
    ("pieces", "stop", "said"),
    [
        (("one ST", "OP two"), ("STOP",), "one "),
        (("one S", "T", "O", "P", " two"), ("STOP",), "one "),
        (("one ST", "ONE two"), ("STOP",), "one STONE two"),
        (("one ST",), ("STOP",), "one ST"),
        (("a", "b", "c"), ("abc", "b"), "a"),
        (("one two",), (), "one two"),
        (("aab", "x"), ("ab",), "a"),
    ],
)
def test_no_text_after_a_stop_string_leaves(pieces, stop, said):
    provider = Pieces(*pieces)
    parts = run(provider, call(stop=stop))
    assert text_of(parts) == said
    assert parts[-1] == FinishPart("complete")
    assert sum(isinstance(part, FinishPart) for part in parts) == 1


def test_the_stream_is_closed_at_the_stop_string():
    provider = Pieces("one STOP", *["more"] * 1000)
    run(provider, call(stop=("STOP",)))
    assert provider.closed
    assert provider.said == 1


def test_text_that_cannot_be_a_stop_string_is_not_held_back():
    provider = Pieces("one ", "two ", "S", "un")
    assert [part.text for part in run(provider, call(stop=("STOP",)))[:-1]] == ["one ", "two ", "Sun"]


def test_what_a_model_can_do_by_itself_passes_untouched():
    provider = Pieces("x", profile=Profile(tools=True, schema=True))
    wish = call(tools=(ADD,), schema={"type": "object"})
    run(provider, wish)
    assert provider.calls == [wish]
