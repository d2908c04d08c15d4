"""What is remembered, as the sidebar shows it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from convergio_jupyter.core.schema import Question
from convergio_jupyter.providers.scripted import ScriptedProvider

from ..helpers import collect, scripted_engine, with_engine
from .conftest import LAB_OPTIONS, axe, environment, free_port, keep, open_lab, open_sidebar, start_server

pytestmark = pytest.mark.browser

TABLE = "Look at the **sums**:\n\n| n | sum |\n|---|---|\n| 2 | 4 |"
SUBJECTS = ["volcanoes", "rivers", "metals", "sonnets", "fractions", "triangles", "planets", "markets"]


@pytest.fixture
def server(tmp_path):
    home, folder, data = tmp_path / "home", tmp_path / "work", tmp_path / "data"
    folder.mkdir()
    home.mkdir()

    async def talks(engine):
        for subject in SUBJECTS:
            await collect(engine, Question(text=f"How many {subject} are there?", turn=subject))
        await engine.tidy_memory(-1)

    engine = scripted_engine(data, ScriptedProvider(TABLE))
    with ThreadPoolExecutor(1) as beside:  # the browser's own loop runs here
        beside.submit(with_engine, engine, talks).result()
    env = environment(data, home, CONVERGIO_SCRIPTED="Well.")
    server = start_server("jupyterlab", LAB_OPTIONS, folder, env, free_port(), "/api")
    yield server
    server.stop()


def test_earlier_talks_are_a_few_plain_lines_with_a_search_and_the_rest_behind_a_button(page, server):
    open_lab(page, server)
    panel = open_sidebar(page)
    panel.get_by_role("button", name="Menu").click()
    panel.get_by_role("button", name="What is remembered").click()
    lines = panel.locator("section .cvg-history-line")
    expect(lines).to_have_count(5)
    expect(lines.first).to_contain_text("Look at the sums: n sum 2 4")
    assert axe(page, "#convergio-sidebar") == []
    keep(page, "sidebar-memory")
    search = panel.get_by_role("searchbox", name="Search earlier talks")
    search.fill("volcanoes")
    expect(lines).to_have_count(1)
    search.fill("nothing like that")
    expect(panel.get_by_text("None of them has these words.")).to_be_visible()
    search.press("Escape")
    expect(lines).to_have_count(5)
    panel.get_by_role("button", name=f"Show all {len(SUBJECTS)}").press("Enter")
    expect(lines).to_have_count(len(SUBJECTS))
    expect(panel.get_by_role("heading", name="What earlier talks were about")).to_be_focused()


def test_what_could_not_be_kept_is_said_until_something_else_is(page, server):
    open_lab(page, server)
    panel = open_sidebar(page)
    panel.get_by_role("button", name="Menu").click()
    panel.get_by_role("button", name="What is remembered").click()
    line = panel.get_by_label("Write something down")
    line.fill("My number is 333 1234567")
    line.press("Enter")
    expect(panel.locator(".cvg-error")).to_contain_text("No phone number")
    line.fill("I like examples")
    line.press("Enter")
    expect(panel.locator(".cvg-error")).to_have_count(0)
    expect(panel.locator(".cvg-history-line", has_text="I like examples")).to_be_visible()
