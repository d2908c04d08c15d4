"""A stranger's schema becomes one that every wire takes and that can be checked with in no time."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from convergio_jupyter.servers.forms import MOST_CHARACTERS, Unfit, bounded, plain

WORDS = [
    "type",
    "properties",
    "items",
    "$ref",
    "anyOf",
    "oneOf",
    "allOf",
    "enum",
    "const",
    "required",
    "pattern",
    "minLength",
    "maximum",
    "additionalProperties",
    "description",
    "$defs",
    "not",
    "patternProperties",
    "$id",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
    | st.sampled_from(["#", "#/properties/a", "#/$defs/a", "object", "string", "https://example.org/"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*WORDS, "a"]), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


def keys(schema):
    if isinstance(schema, dict):
        yield from schema
        for each in schema.values():
            yield from keys(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from keys(each)


@given(st.dictionaries(st.sampled_from([*WORDS, "a"]), VALUES, max_size=6))
def test_whatever_a_stranger_writes_is_a_schema_without_harm_or_is_refused(schema):
    try:
        found = bounded(schema)
    except Unfit:
        return
    Draft202012Validator.check_schema(found)
    assert found["type"] == "object"
    assert len(json.dumps(found)) <= MOST_CHARACTERS
    kept = json.loads(json.dumps(found))
    for choice in kept.get("properties", {}).values():
        assert isinstance(choice, dict)
    assert not {"$ref", "pattern", "not", "patternProperties", "$id"} & set(keys(found)) - set(
        found.get("properties", {})
    )
    list(Draft202012Validator(found).iter_errors({"a": [1, "x", {"a": None}]}))


def test_references_are_replaced_by_what_they_mean():
    schema = {
        "properties": {"at": {"$ref": "#/$defs/place", "description": "Where."}},
        "required": ["at", "nothing"],
        "$defs": {"place": {"type": "string", "description": "A place."}},
    }
    assert bounded(schema) == {
        "type": "object",
        "properties": {"at": {"type": "string", "description": "Where."}},
        "required": ["at"],
    }


def test_a_reference_that_leads_round_in_circles_ends():
    tree = {"properties": {"left": {"$ref": "#"}, "name": {"type": "string"}}}
    assert bounded(tree)["properties"]["left"]["properties"]["name"] == {"type": "string"}


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"a": {"$ref": "https://example.org/x.json"}}},
        {"properties": {"a": {"$ref": "file:///etc/passwd"}}},
        {"properties": {"a": {"$ref": "#/nowhere"}}},
        {"properties": {"a\n": {}}},
        {"properties": {f"a{number}": {"type": "string"} for number in range(1_000)}},
        {"properties": {"a": {"allOf": [{"$ref": "#/properties/a"}] * 3}}},
        {"properties": {f"a{number}": {"description": "x" * 290} for number in range(40)}},
        {"type": "array"},
        "string",
        None,
    ],
)
def test_what_cannot_be_made_fit_is_refused(schema):
    with pytest.raises(Unfit):
        bounded(schema)


def test_choices_at_the_top_go_and_others_stay():
    schema = {"oneOf": [{"required": ["a"]}], "properties": {"a": {"oneOf": [{"const": "x"}, {"type": "null"}]}}}
    assert bounded(schema) == {
        "type": "object",
        "properties": {"a": {"anyOf": [{"enum": ["x"]}, {"type": "null"}]}},
    }


@given(st.text(max_size=400), st.integers(10, 60))
def test_a_strangers_words_are_one_line_of_what_can_be_seen(text, most):
    found = plain(text, most)
    assert len(found) <= most
    assert found.isprintable()
    assert "\u200b" not in plain("a\u200bb\u202e\U000e0041", 20)
