"""The course's material is found by its words, and what changes is read again."""

import asyncio
import json
import time

import pytest

from convergio_jupyter.core.events import TextDelta, ToolResult
from convergio_jupyter.core.schema import Question
from convergio_jupyter.core.values import ToolUse
from convergio_jupyter.memory import material
from convergio_jupyter.memory.material import Material, files_in, heading_of, passages_of
from convergio_jupyter.providers.scripted import ScriptedProvider
from convergio_jupyter.tools.reading import files

from .. import databases
from ..helpers import collect, scripted_engine, with_engine

LIGHT = "# Light\n\nLight bends when it enters water.\n\n## Colours\n\nA prism splits white light into a rainbow."


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    (folder / "unit").mkdir(parents=True)
    (folder / "light.md").write_text(LIGHT, encoding="utf-8")
    cell = {"cell_type": "markdown", "source": ["# Cells\n", "Every plant is made of cells."]}
    (folder / "unit/cells.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / ".hidden.md").write_text("secret prism", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"prism")
    return folder


def searching(folder, store_folder, *queries, change=lambda: None):
    """What each query finds; ``change`` happens before the last one."""

    async def work():
        store = databases.open_in(store_folder)
        now = [0.0]
        found = Material(store, folder, files.text_of, clock=lambda: now[0])
        results = [await found.search(query) for query in queries[:-1]]
        change()
        now[0] += 2 * material.FRESH_SECONDS
        results.append(await found.search(queries[-1]))
        store.close()
        return results

    return asyncio.run(work())


def test_passages_are_found_with_the_place_where_they_stand(course, tmp_path, each_database):
    prism, plants, nothing = searching(course, tmp_path, "What does a prism do?", "le cellule of plants", "volcano")
    assert (prism[0].path, prism[0].heading) == ("light.md", "Light › Colours")
    assert "rainbow" in prism[0].text
    assert (plants[0].path, plants[0].heading) == ("unit/cells.ipynb", "Cells")
    assert nothing == []


def test_what_changes_is_read_again_and_what_goes_is_forgotten(course, tmp_path):
    def change():
        (course / "light.md").write_text("# Sound\n\nSound is slower than light in a volcano.", encoding="utf-8")
        (course / "unit/cells.ipynb").unlink()

    before, after = searching(course, tmp_path, "plants", "volcano plants", change=change)
    assert [each.path for each in before] == ["unit/cells.ipynb"]
    assert [(each.path, each.heading) for each in after] == [("light.md", "Sound")]


def test_only_files_with_text_are_looked_at(course, tmp_path):
    (course / "away.md").symlink_to(tmp_path)
    assert [path.name for path in files_in(course)] == ["broken.pdf", "light.md", "cells.ipynb"]
    assert files_in(tmp_path / "none") == []


def test_long_texts_are_cut_into_passages():
    found = list(passages_of("# A\n\n" + "word " * 2_000 + "\n\n# B\n\nend"))
    assert {heading for heading, _ in found} == {"A", "B"}
    assert all(len(text) <= 2 * material.PASSAGE for _, text in found)
    assert "".join(text for _, text in found).count("word") == 2_000


def test_a_passage_is_told_by_all_headings_above_it():
    text = "# Sums\n\n## Solutions\n\n### Exercise 1\n\n12\n\n## Colours\n\nred\n\n# End\n\nbye"
    found = dict(passages_of(text))
    assert list(found) == ["Sums", "Sums › Solutions", "Sums › Solutions › Exercise 1", "Sums › Colours", "End"]
    assert heading_of("Sums › Solutions › Exercise 1") == "Exercise 1"


@pytest.mark.parametrize(
    "text",
    [
        "# Sums\n\n## Solutions\n\nSo:\n```python\n# compute\n\n# the sum\n```\n\n12",
        "# Sums\n\n## Solutions\n\n````\n```\n# no end yet\n````\n\n12",
        "# Sums\n## Solutions\n12",
        "# Sums\r\n## Solutions\r\n12",
        "Sums\n====\n\nSolutions\n---------\n12",
        "# Sums\nAdd.\n\nSolutions\n-\n- one\n---\n12",
        "# Sums\n```\nadd\n```\nSolutions\n---\n12",
        "====\nSums\n====\n##### Solutions\n12",
        "##### Sums\n###### Solutions\n12",
    ],
)
def test_every_heading_is_seen_and_no_remark_in_code_is_one(text):
    *_, (heading, passage) = passages_of(text)
    assert heading == "Sums › Solutions"
    assert passage.endswith("12")


@pytest.mark.parametrize("line", ["word ", "word\n", "---\n", "- a\n---\n", "# a\n", "```\n", "~~~~\n```\n"])
def test_what_goes_on_without_end_is_cut_in_time(line):
    took = time.process_time()
    found = [text for _, text in passages_of(line * (2_000_000 // len(line)))]
    assert time.process_time() - took < 10
    assert all(len(text) <= 2 * material.PASSAGE for text in found)


def test_a_teacher_searches_the_course_in_an_answer(course, tmp_path):
    def script(call):
        given = [message.text for message in call.messages if message.role == "tool"]
        offered = any(tool.name == "search_course" for tool in call.tools)
        if given:
            return "It stands in light.md."
        return [ToolUse("c", "search_course", '{"query": "prism"}')] if offered else "I have no material."

    def asked(turn, **settings):
        engine = scripted_engine(tmp_path / "data", ScriptedProvider(script, tools=True), **settings)
        question = Question(text="What does a prism do?", teacher="feynman", turn=turn)
        return with_engine(engine, lambda engine: collect(engine, question))

    with_material = asked("a", material_dir=str(course))
    result = next(event for event in with_material if isinstance(event, ToolResult))
    assert result.ok
    assert "**light.md › Light › Colours**" in result.content
    without = asked("b")
    assert "".join(event.text for event in without if isinstance(event, TextDelta)) == "I have no material."
