"""Every tool is known under its name and documented, and its description is short enough for a small model."""

import json
import re
from pathlib import Path

import pytest

from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.registry import built_in

DOCS = Path(__file__).parents[2] / "docs/tools.md"


def test_the_documentation_lists_every_tool_and_no_other():
    assert set(re.findall(r"^\| `(\w+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)) == set(built_in())


@pytest.mark.parametrize("tool", built_in().values(), ids=lambda tool: tool.name)
def test_a_tool_is_described_in_few_words(tool):
    assert re.fullmatch(r"[a-z_]{3,30}", tool.name)
    assert 20 <= len(tool.description) <= 700
    assert len(json.dumps(tool.parameters)) <= 2_000
    assert tool.parameters["additionalProperties"] is False


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("periodic_table", {"element": "Fe"}),
        ("timeline", {"events": [{"date": "-490", "label": "Marathon"}]}),
        ("world_map", {"places": [{"name": "Rome", "lat": 41.9, "lon": 12.5}]}),
        ("diagram", {"kind": "mindmap", "nodes": [{"id": "a", "label": "A"}], "edges": []}),
        ("conjugate", {"verb": "go", "language": "en"}),
        ("look_up_word", {"word": "metaphors"}),
    ],
)
@pytest.mark.parametrize("lang", ["en", "it"])
def test_what_a_model_writes_goes_through_the_public_door(name, arguments, lang):
    tool = built_in()[name]
    assert tool.effect == "none"
    assert tool.serves(Desk(lang=lang))
    result = tool.run(arguments_of(tool, json.dumps(arguments), lang), Desk(lang=lang))
    assert result.text
