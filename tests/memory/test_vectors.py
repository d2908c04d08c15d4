"""Passages are also found by what they mean, by a model on this computer; without it, by their words as ever."""

import asyncio

import pytest

from convergio_jupyter.memory import material, vectors
from convergio_jupyter.memory.material import Material, fused
from convergio_jupyter.memory.vectors import Vectors
from convergio_jupyter.tools.reading import files

from .. import databases
from ..providers.fake_ollama import meant


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "plants.md").write_text("# Photosynthesis\n\nLeaves turn sunlight into sugar.", encoding="utf-8")
    (folder / "light.md").write_text("# Colours\n\nA prism makes a rainbow.", encoding="utf-8")
    return folder


class House:
    """A course with vectors by ``embed``; what time it is only the test says."""

    def __init__(self, folder, course, embed, model="ollama:m"):
        self.now = 0.0
        self.asked = []
        self.store = databases.open_in(folder)

        async def noted(texts):
            self.asked += texts
            return await embed(texts)

        self.vectors = Vectors(self.store, model, noted, clock=lambda: self.now)
        self.material = Material(self.store, course, files.text_of, clock=lambda: self.now, vectors=self.vectors)

    async def places(self, query):
        self.now += 2 * material.FRESH_SECONDS
        await self.material.search(query)  # begins to read what is new …
        await self.vectors.filled()  # … beside it
        return [each.path for each in await self.material.search(query)]


def at_home(tmp_path, course, embed, work, **more):
    async def main():
        house = House(tmp_path / "data", course, embed, **more)
        try:
            return await work(house)
        finally:
            await house.material.close()
            house.store.close()

    return asyncio.run(main())


async def by_topic(texts):
    return meant(texts)


def test_a_passage_is_found_that_shares_no_word_with_the_question(course, tmp_path, each_database):
    async def work(house):
        return await house.places("How do plants eat?")

    assert at_home(tmp_path, course, by_topic, work)[0] == "plants.md"


def test_what_is_found_by_words_and_by_meaning_comes_first(course, tmp_path):
    async def work(house):
        return await house.places("a prism for plants that eat")

    assert set(at_home(tmp_path, course, by_topic, work)) == {"plants.md", "light.md"}
    assert fused(["a", "b"], ["c", "b"]) == ["b", "a", "c"]
    assert fused([], []) == []


def test_what_changed_is_read_again_and_nothing_else(course, tmp_path, each_database):
    async def work(house):
        await house.places("plants")
        first, house.asked[:] = list(house.asked), []
        (course / "light.md").write_text("# Stones\n\nLava comes out of a volcano.", encoding="utf-8")
        found = await house.places("a rock")
        return first, house.asked, found

    first, second, found = at_home(tmp_path, course, by_topic, work)
    assert sum("Photosynthesis" in text for text in first) == 1
    assert sum("Photosynthesis" in text for text in second) == 0
    assert found[0] == "light.md"


def test_vectors_last_and_those_of_another_model_do_not(course, tmp_path):
    async def work(house):
        await house.places("plants that eat")
        return [text for text in house.asked if "\n" in text]

    assert len(at_home(tmp_path, course, by_topic, work)) == 2
    assert at_home(tmp_path, course, by_topic, work) == []
    assert len(at_home(tmp_path, course, by_topic, work, model="ollama:other")) == 2


@pytest.mark.parametrize(
    "answer",
    [ConnectionError("gone"), [[0.0, 0.0, 0.0]], [[float("nan")] * 3], [[1.0], [2.0, 3.0]], [], "words", [[]]],
    ids=str,
)
def test_a_model_that_fails_ends_no_search(course, tmp_path, answer):
    async def broken(texts):
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def work(house):
        found = await house.places("prism")
        return found, len(house.asked), await house.places("prism")

    first, calls, second = at_home(tmp_path, course, broken, work)
    assert first == second == ["light.md"]
    assert calls


def test_a_model_that_failed_is_left_alone_for_a_while(course, tmp_path):
    async def broken(texts):
        raise ConnectionError

    async def work(house):
        await house.places("prism")
        before = len(house.asked)
        await house.material.search("prism")
        during = len(house.asked)
        house.now += vectors.REST_SECONDS
        await house.places("prism")
        return before, during, len(house.asked)

    before, during, after = at_home(tmp_path, course, broken, work)
    assert before == during < after


def test_a_model_is_asked_as_it_was_trained(course, tmp_path):
    async def work(house):
        await house.places("prism")
        return house.asked

    asked = at_home(tmp_path, course, by_topic, work, model="ollama:nomic-embed-text")
    assert [text for text in asked if text.startswith("search_query: ")] == ["search_query: prism"]
    assert len([text for text in asked if text.startswith("search_document: ")]) == 2
