"""The chat widget in JupyterLab and in Notebook 7."""

import pytest
from playwright.sync_api import expect

from .conftest import ask_in, axe, finished, keep, open_lab, run_all_in_notebook_7, unfold

pytestmark = pytest.mark.browser


def run_chat_cell(page):
    page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    chat = page.locator(".jp-OutputArea .cvg").first
    expect(chat.get_by_label("Your question")).to_be_visible(timeout=60_000)
    return chat


@pytest.mark.model
def test_a_real_teacher_answers_in_a_cell(page, lab, foreign):
    open_lab(page, lab, "welcome.ipynb")
    chat = run_chat_cell(page)
    chat.scroll_into_view_if_needed()
    expect(chat.get_by_role("heading", name="Ask Feynman")).to_be_in_viewport()  # whom the cell has invited
    keep(page, "widget-start")
    turn = finished(ask_in(chat, "Why is the sky blue?"))
    expect(turn).to_contain_text("Feynman")
    unfold(turn)
    assert turn.locator(".cvg-facts dt").first.bounding_box()["width"] > 50
    keep(page, "widget-lab")
    assert foreign == []


def test_it_is_the_same_chat_in_notebook_7(page, script_lab, foreign):
    run_all_in_notebook_7(page, script_lab, "welcome.ipynb")
    chat = page.locator(".jp-OutputArea .cvg").first
    expect(chat.get_by_label("Your question")).to_be_visible(timeout=60_000)
    turn = finished(ask_in(chat, "Show me everything"))
    expect(turn.locator("math").first).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert axe(page, ".jp-OutputArea .cvg") == []
    keep(page, "widget-notebook7")
    assert foreign == []
