"""Tools in the sidebar: what they draw is seen, one that acts waits for a click, a notebook and a file can be lent."""

import json

import pytest
from playwright.sync_api import expect

from .conftest import (
    LAB_OPTIONS,
    ROOT,
    StreamingModel,
    ask_in,
    axe,
    environment,
    finished,
    free_port,
    keep,
    open_lab,
    open_sidebar,
    served,
    start_server,
)

pytestmark = pytest.mark.browser
PLOT = {"functions": ["x^2 - 2", "2*x - 3"], "from": -3, "to": 3}
WANTED = {
    "plot": [("plot_function", PLOT), ("calculator", {"expression": "3 km / 12 min", "to": "m/s"})],
    "fetch": [("web_fetch", {"url": "https://example.org/light"})],
    "cells": [("read_notebook", {"find": "convergio"})],
    "variables": [("read_notebook", {})],
    "poem": [("read_file", {"find": "rose"})],
}


class Teacher(StreamingModel):
    """A model that wants the tools which the question names, then says what they gave."""

    def do_POST(self):
        messages = self.asked().get("messages")
        if messages is None:  # somebody asks whether this is an Ollama
            self.send_error(404)
            return
        question = next(m["content"] for m in reversed(messages) if m["role"] == "user")
        given = [m["content"] for m in messages if m["role"] == "tool"]
        self.begin()
        uses = next((uses for word, uses in WANTED.items() if word in question.split()), [])
        if uses and messages[-1]["role"] != "tool":
            calls = [
                {"index": i, "id": f"c{len(messages)}{i}", "type": "function",
                 "function": {"name": name, "arguments": json.dumps(arguments)}}
                for i, (name, arguments) in enumerate(uses)
            ]  # fmt: skip
            self.chunk({"tool_calls": calls})
            self.end("tool_calls")
        else:
            self.say(f"The tool said: {given[-1][:60] if given else 'nothing'}")


@pytest.fixture(scope="module")
def lab_with_tools(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tools")
    work = folder / "work"
    work.mkdir()
    (work / "lesson.ipynb").write_text((ROOT / "notebooks/welcome.ipynb").read_text())
    (work / "values.ipynb").write_text((ROOT / "notebooks/welcome.ipynb").read_text())
    with served(Teacher) as model:
        env = environment(
            folder / "data",
            folder / "home",
            CONVERGIO_OPENAI_BASE_URL=f"http://127.0.0.1:{model.server_port}/v1",
            CONVERGIO_OPENAI_MODELS="teacher",
        )
        server = start_server("jupyterlab", LAB_OPTIONS, work, env, free_port(), "/api")
        yield server
        server.stop()


def test_a_plot_is_seen_and_read_and_stays_after_a_reload(page, lab_with_tools):
    open_lab(page, lab_with_tools)
    panel = open_sidebar(page)
    turn = finished(ask_in(panel, "@euclide please plot it"))
    figure = turn.locator("img.cvg-figure")
    expect(figure).to_be_visible()
    assert figure.evaluate("image => image.naturalWidth") > 100
    assert figure.get_attribute("alt")
    turn.get_by_text("Used: Calculator").click()
    expect(turn.locator(".cvg-step").get_by_text("25/6")).to_be_visible()
    keep(page, "tools-plot")
    figure.click()
    expect(panel.get_by_role("dialog")).to_be_visible()
    keep(page, "tools-large")
    page.keyboard.press("Escape")
    expect(panel.get_by_role("dialog")).to_be_hidden()
    assert axe(page, "#convergio-sidebar") == []
    page.reload()
    panel = page.locator("#convergio-sidebar .cvg")
    expect(panel.locator("img.cvg-figure").last).to_be_visible()


def test_a_page_is_fetched_only_with_a_click(page, lab_with_tools):
    open_lab(page, lab_with_tools)
    panel = open_sidebar(page)
    turn = ask_in(panel, "@feynman please fetch it")
    group = turn.get_by_role("group", name="May this tool be used: Fetch a page?")
    expect(group).to_be_visible()
    expect(group.get_by_text("https://example.org/light")).to_be_visible()
    keep(page, "tools-permission")
    assert axe(page, "#convergio-sidebar") == []
    group.get_by_role("button", name="Not now").press("Enter")
    finished(turn)
    expect(turn.get_by_text("The tool said: The user did not allow it.")).to_be_visible()


def test_a_notebook_and_a_file_are_lent_and_read(page, lab_with_tools, tmp_path):
    open_lab(page, lab_with_tools, "lesson.ipynb")
    panel = open_sidebar(page)
    panel.get_by_role("button", name="Attach notebook", exact=True).click()
    expect(panel.get_by_text("lesson.ipynb", exact=True).first).to_be_visible()
    keep(page, "tools-attach")
    turn = finished(ask_in(panel, "@lovelace look at the cells"))
    expect(turn.get_by_text("Used: Read the notebook")).to_be_visible()
    poem = tmp_path / "poem.txt"
    poem.write_text("The rose is red.")
    panel.locator("input[type=file]").set_input_files(poem)
    expect(panel.get_by_text("poem.txt", exact=True).first).to_be_visible()
    turn = finished(ask_in(panel, "@manzoni what colour in the poem"))
    turn.get_by_text("Used: Read a file").click()
    expect(turn.get_by_text("The rose is red.").first).to_be_visible()
    expect(turn.get_by_text("with poem.txt")).to_be_visible()


def test_the_variables_of_a_notebook_are_lent_where_the_reader_says_so(page, lab_with_tools):
    open_lab(page, lab_with_tools, "values.ipynb")
    panel = open_sidebar(page)
    page.evaluate(
        """async () => {
          const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
          await kernel.requestExecute({ code: 'rabbits = [7, 8]; api_key = "hunter2"' }).done;
        }"""
    )
    panel.get_by_role("button", name="Attach notebook and its variables").click()
    expect(panel.get_by_text("values.ipynb and its variables", exact=True).first).to_be_visible()
    keep(page, "tools-variables")
    assert axe(page, "#convergio-sidebar") == []
    turn = finished(ask_in(panel, "@lovelace look at the variables"))
    turn.get_by_text("Used: Read the notebook").click()
    expect(turn.get_by_text("rabbits: list 2 = [7, 8]").first).to_be_visible()
    expect(turn.get_by_text("api_key: str 7").first).to_be_visible()
    expect(turn.get_by_text("hunter2")).to_have_count(0)
