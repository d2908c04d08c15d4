"""A picture goes to a model that can look at it, to no other one, and never as text."""

import base64
from dataclasses import replace

import pytest

from convergio_jupyter.core.errors import CannotRead, CannotSee
from convergio_jupyter.core.events import Asked, Done, Failed
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.core.values import Message
from convergio_jupyter.providers import anthropic_wire, chat_wire, ollama
from convergio_jupyter.providers.base import Call
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.providers.sight import most_tokens, sees
from convergio_jupyter.tools.reading.files import MOST_PICTURE, attachment_of, pictures_in

from .helpers import scripted_engine, with_engine

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
ADDRESS = "data:image/png;base64," + base64.b64encode(PNG).decode()
PICTURE = attachment_of("homework.png", PNG)
CALL = Call(model="m", messages=(Message("user", "What is this?", pictures=(ADDRESS,)),), max_tokens=9)


class Model(ScriptedProvider):
    def __init__(self, name, *, sees):
        super().__init__(f"{name} answers.", name=name)
        self._sees = sees

    def models(self):
        return [replace(card, sees=self._sees) for card in super().models()]


def asked(tmp_path, *providers, questions=("What is this?",), lent=(PICTURE,), **wishes):
    """The events of the last of some questions of one talk; the first one comes with what is lent."""

    async def work(engine):
        conversation, events = "", []
        for number, text in enumerate(questions):
            attachments = () if conversation else lent
            question = Question(
                text=text,
                teacher="leonardo",
                turn=f"t{number}",
                conversation=conversation,
                attachments=attachments,
                **wishes,
            )
            events = [event async for event in engine.ask(question)]
            conversation = next((event.conversation for event in events if isinstance(event, Asked)), "")
        return events

    return with_engine(scripted_engine(tmp_path, *providers), work)


def shown(provider):
    """The pictures of each message of the last call."""
    return [message.pictures for message in provider.calls[-1].messages if message.role == "user"]


def test_a_file_that_is_a_picture_is_lent_as_one():
    assert Attachment(kind="image", label="homework.png", text=ADDRESS) == PICTURE
    assert pictures_in([PICTURE]) == (ADDRESS,)
    with pytest.raises(CannotRead, match="larger than 1 MB"):
        attachment_of("large.png", PNG + bytes(MOST_PICTURE))


@pytest.mark.parametrize(
    "text",
    [
        "https://tracker.invalid/p.png",
        "data:text/html;base64,AAAA",
        "data:image/svg+xml;base64,AAAA",
        ADDRESS + "\n",
        "",
    ],
)
def test_what_only_says_that_it_is_a_picture_is_none(text):
    assert pictures_in([Attachment(kind="image", label="x", text=text)]) == ()
    assert pictures_in([Attachment(kind="file", label="x", text=ADDRESS)]) == ()


def test_each_wire_shows_it_in_its_own_way():
    data = ADDRESS.partition(",")[2]
    assert chat_wire.request_body(CALL)["messages"][0]["content"] == [
        {"type": "image_url", "image_url": {"url": ADDRESS}},
        {"type": "text", "text": "What is this?"},
    ]
    assert anthropic_wire.request_body(CALL)["messages"][0]["content"][0] == {
        "type": "image",
        "source": {"type": "base64", "media_type": "image/png", "data": data},
    }
    assert ollama._message(CALL.messages[0], {})["images"] == [data]


def test_it_counts_as_what_it_costs_and_as_what_is_sent():
    words = Call(model="m", messages=(Message("user", "What is this?"),), max_tokens=9)
    assert CALL.size == words.size + len(ADDRESS)
    assert CALL.most_tokens == words.most_tokens + most_tokens("m")
    assert most_tokens("gpt-4o-mini") > 40_000 > most_tokens("gpt-5") > 4_000


@pytest.mark.parametrize(
    ("name", "can"),
    [
        ("anthropic:claude-sonnet-5", True),
        ("google:gemini-3-flash", True),
        ("openai:gpt-4o-mini", True),
        ("openai:gpt-3.5-turbo", False),
        ("openai:o4-mini", True),
        ("openai:gpt-4o-audio-preview", False),
        ("google:gemini-embedding-001", False),
        ("ollama:gemma3:1b", False),
        ("ollama:gemma3:4b", True),
        ("ollama:mistral-small3:24b", False),
        ("ollama:qwen2.5vl:7b", True),
        ("ollama:llama3.2:3b", False),
        ("ollama:llama3.2-vision", True),
        ("embedded:SmolLM2-135M", False),
    ],
)
def test_who_can_look_is_known_by_name(name, can):
    assert sees(*name.split(":", 1)) is can
    assert sees(*name.split(":", 1), also=[name.upper()])


def test_a_model_that_sees_is_asked_and_one_that_does_not_is_left_out(tmp_path):
    blind, seeing = Model("embedded", sees=False), Model("ollama", sees=True)
    events = asked(tmp_path, blind, seeing)
    assert isinstance(events[-1], Done)
    assert (len(blind.calls), shown(seeing)) == (0, [(ADDRESS,)])
    assert all("base64" not in message.text for message in seeing.calls[0].messages)
    assert "homework.png" in seeing.calls[0].messages[-1].text


@pytest.mark.parametrize("model", ["", "scripted"])
def test_where_nobody_sees_a_sentence_says_so(tmp_path, model):
    events = asked(tmp_path, Model("scripted", sees=False), model=model)
    assert isinstance(events[-1], Failed)
    assert (events[-1].error.code, events[-1].error.remedy[:6]) == (CannotSee.code, "Choose")


def test_a_later_question_may_be_about_it_still(tmp_path):
    seeing = Model("scripted", sees=True)
    asked(tmp_path, seeing, questions=("What is this?", "And on the left?"))
    assert shown(seeing) == [(ADDRESS,), ()]


def test_a_blind_model_that_goes_on_gets_words_only(tmp_path):
    seeing = Model("scripted", sees=True)

    def then_blind(call):
        seeing._sees = False
        return "A cat."

    seeing._script = then_blind
    asked(tmp_path, seeing, questions=("What is this?", "And on the left?"))
    assert shown(seeing) == [(), ()]


def test_too_many_are_refused_with_the_next_step(tmp_path):
    lent = tuple(replace(PICTURE, label=f"{number}.png") for number in range(5))
    events = asked(tmp_path, Model("scripted", sees=True), lent=lent)
    assert (events[-1].error.code, "fewer" in events[-1].error.remedy) == ("too_many_pictures", True)
