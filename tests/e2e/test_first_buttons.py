"""What the sidebar offers to do with an open notebook is answered without a model, by code."""

import nbformat
import pytest
from playwright.sync_api import expect

from .conftest import axe, finished, keep, open_lab, open_sidebar

pytestmark = pytest.mark.browser

KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
BUTTONS = {
    "Explain the error in cell 1": "NameError in line 2: agse",
    "Explain cell 1": "Line 1: makes a list, [12, 14], with the name ages.",
    "Test me on this lesson": "Without looking: what stands in it under these headings?",
}


@pytest.mark.model
def test_a_cell_its_error_and_the_lesson_are_answered_by_code(page, lab, foreign):
    cells = [nbformat.v4.new_markdown_cell("# Ages\n\nOf friends."), nbformat.v4.new_code_cell("ages = [12, 14]\nagse")]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, lab.folder / "ages.ipynb")
    open_lab(page, lab, "ages.ipynb")
    page.locator(".jp-Notebook .jp-Cell").last.click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".jp-OutputArea").last).to_contain_text("NameError: name")
    panel = open_sidebar(page)
    for number, (button, said) in enumerate(BUTTONS.items()):
        panel.get_by_role("button", name=button, exact=True).click()
        expect(finished(panel.locator(".cvg-turn").last)).to_contain_text(said)
        keep(page, f"first-buttons-{number}")
        assert axe(page, "#convergio-sidebar") == []
        panel.locator(".cvg-header button").last.click()
        panel.get_by_role("button", name="New conversation").click()
    page.locator(".jp-Notebook .jp-Cell").first.click()
    panel.get_by_role("button", name="Explain this cell", exact=True).click()
    expect(finished(panel.locator(".cvg-turn").last)).to_contain_text("This cell is text and no code.")
    assert foreign == []
