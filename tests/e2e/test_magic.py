"""The magic in JupyterLab, with a real model."""

import pytest
from playwright.sync_api import expect

from .conftest import axe, keep, open_lab

pytestmark = [pytest.mark.browser, pytest.mark.model]


def test_the_welcome_notebook_teaches(page, lab, foreign):
    open_lab(page, lab, "welcome.ipynb")
    page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    answer = page.locator(".cvg-answer").first
    expect(answer.locator("details")).to_be_visible(timeout=90_000)
    expect(answer).to_contain_text("Euclide")
    expect(answer).to_contain_text("that only 1 and itself divide")  # what the teacher has prepared
    answer.scroll_into_view_if_needed()
    keep(page, "magic")
    page.wait_for_function(
        "document.querySelectorAll('.cvg-answer details').length === 6 && document.querySelector('.cvg .cvg-box')",
        timeout=120_000,
    )
    own = page.locator(".cvg-answer", has_text="Darwin")  # nothing is prepared, but numbers were lent
    own.scroll_into_view_if_needed()
    expect(own).to_contain_text("the lowest 149 (x = 5), the highest 170 (x = 4), mean 158")
    expect(own.locator("img[alt^='A chart of points']")).to_be_visible()
    keep(page, "magic-lent")
    together = page.locator(".cvg-answer", has_text="In their own words")
    expect(together).to_contain_text("Galileo")
    together.scroll_into_view_if_needed()
    together.get_by_text("How this came about").click()
    expect(together.locator("li", has_text="brought it together")).to_be_visible()
    assert axe(page, ".cvg-answer") == []
    keep(page, "magic-together")
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert foreign == []


def test_mathematics_and_hostile_text_in_a_cell(page, script_lab, foreign):
    open_lab(page, script_lab, "welcome.ipynb")
    page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    answer = page.locator(".cvg-answer").first
    expect(answer.locator("details")).to_be_visible(timeout=60_000)
    expect(answer.locator("mjx-container")).to_have_count(4, timeout=20_000)
    expect(answer.locator("table").first).to_contain_text("1 + 3")
    assert page.evaluate("window.hacked") is None
    assert answer.locator("img, script, a[href^='javascript']").count() == 0
    keep(page, "magic-rich")
    assert foreign == []
