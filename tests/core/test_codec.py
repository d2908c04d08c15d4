"""What crosses a process boundary survives the way there and back, and fits the published schema."""

import json
from pathlib import Path

import jsonschema
import pytest

import convergio_jupyter
from convergio_jupyter.core import events, schema
from convergio_jupyter.core.codec import event_from_dict, from_dict, to_dict

SCHEMA = json.loads(Path(convergio_jupyter.__file__).with_name("core").joinpath("schema.json").read_text())

QUESTION = schema.Question(
    text="Why?", turn="t1", attachments=(schema.Attachment(kind="cell", label="cell 7", text="1/0"),), privacy="private"
)
RECEIPT = schema.Receipt(
    turn="t1",
    teacher="euclide",
    rule="platform",
    reason="…",
    provider="embedded",
    model="m",
    place="local",
    demo=True,
    candidates=(schema.Candidate(provider="embedded", model="m", place="local"),),
    tokens=schema.Tokens(input=3, output=4),
)
EVENTS = [
    events.Asked(turn="t1", seq=0, conversation="c", question=QUESTION),
    events.Routed(turn="t1", seq=1, part=0, receipt=RECEIPT),
    events.Progress(turn="t1", seq=2, stage="reading", message="…", done=0, total=10),
    events.TextDelta(turn="t1", seq=3, part=0, text="$x$\n"),
    events.UsageReported(turn="t1", seq=4, part=0, receipt=RECEIPT),
    events.Failed(turn="t1", seq=5, error=schema.ErrorInfo(code="c", message="m", remedy="r", action="retry")),
    events.Done(turn="t1", seq=5, reason="complete"),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_an_event_survives_the_way_there_and_back(event):
    assert event_from_dict(json.loads(json.dumps(to_dict(event)))) == event


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_an_event_fits_the_schema(event):
    name = next(name for name, spec in SCHEMA["$defs"].items() if spec.get("event") == event.type)
    data = to_dict(event)
    jsonschema.validate(data, {"$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{name}"})
    assert data["type"] == event.type


def test_unknown_keys_are_ignored_so_that_versions_can_differ():
    assert from_dict(schema.Question, {"text": "a", "later": 1}) == schema.Question(text="a")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": 5},
        {"text": "a", "privacy": "secret"},
        {"text": "a", "attachments": "no"},
        {"text": "a", "max_tokens": True},
    ],
)
def test_wrong_data_is_refused_with_the_field_it_is_about(data):
    with pytest.raises(ValueError, match="Question"):
        from_dict(schema.Question, data)


def test_who_asks_is_told_of_a_key_that_nobody_would_read():
    with pytest.raises(ValueError, match="private"):
        from_dict(schema.Question, {"text": "x", "private": True}, strict=True)
    assert from_dict(schema.Question, {"text": "x", "privacy": "private"}, strict=True).privacy == "private"


def test_an_unknown_event_is_refused():
    with pytest.raises(ValueError, match="surprise"):
        event_from_dict({"type": "surprise"})
