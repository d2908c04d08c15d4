"""The box at the foot of the sidebar: whom one can call there, and what it keeps."""

import shutil

import pytest
from playwright.sync_api import expect

from .conftest import (
    LAB_OPTIONS,
    ROOT,
    ask_in,
    axe,
    environment,
    finished,
    free_port,
    keep,
    open_lab,
    open_sidebar,
    start_server,
)

pytestmark = pytest.mark.browser


def test_every_teacher_and_everybody_can_be_called_by_keyboard(page, script_lab):
    open_lab(page, script_lab)
    panel = open_sidebar(page)
    box, options = panel.get_by_label("Your question"), panel.get_by_role("option")
    box.press_sequentially("@")
    expect(options).to_have_count(21)
    chosen = panel.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Euclide")
    assert axe(page, "#convergio-sidebar") == []
    keep(page, "sidebar-mentions")
    box.press("ArrowUp")
    expect(chosen).to_contain_text("@all")
    box.press("ArrowUp")
    expect(chosen).to_contain_text("Jenny")
    expect(chosen).to_be_in_viewport(ratio=1)
    assert chosen.evaluate(_IS_ON_TOP)
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("@all ")
    box.fill("")
    box.press_sequentially("@socrates")
    expect(options).to_have_count(1)
    box.press("Tab")
    expect(box).to_have_value("@socrate ")
    box.press_sequentially("@euclid")
    box.press("Escape")
    box.press("Home")
    page.keyboard.insert_text("Why? ")
    box.press("Enter")
    finished(panel.locator(".cvg-turn"))


def test_a_question_that_is_too_long_stays_in_the_box_with_a_sentence_beside_it(page, script_lab):
    open_lab(page, script_lab)
    panel = open_sidebar(page)
    box = panel.get_by_label("Your question")
    box.fill("a" * 1_000_000)
    box.press("Enter")
    expect(panel.locator(".cvg-hint")).to_contain_text("The question has 1,000,000 characters")
    expect(panel.locator(".cvg-turn")).to_have_count(0)
    assert len(box.input_value()) == 1_000_000
    keep(page, "sidebar-too-long")
    box.fill("")
    expect(panel.locator(".cvg-hint")).to_be_empty()


def test_what_code_printed_can_be_copied_and_is_not_offered_to_a_cell(page, tmp_path):
    home, folder = tmp_path / "home", tmp_path / "work"
    shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns("lessons"))
    home.mkdir()
    env = environment(tmp_path / "data", home, CONVERGIO_SCRIPTED="```text\n4\n```\n\n```python\n2 + 2\n```")
    server = start_server("jupyterlab", LAB_OPTIONS, folder, env, free_port(), "/api")
    try:
        open_lab(page, server, "welcome.ipynb")
        panel = open_sidebar(page)
        turn = finished(ask_in(panel, "What does it print?"))
        expect(turn.locator(".cvg-code")).to_have_count(2)
        expect(turn.locator(".cvg-code", has_text="2 + 2").get_by_role("button", name="Insert")).to_be_visible()
        expect(turn.locator(".cvg-code").first.get_by_role("button")).to_have_count(1)
    finally:
        server.stop()


_IS_ON_TOP = """option => {
  const box = option.getBoundingClientRect();
  return option.contains(document.elementFromPoint(box.x + 20, box.y + box.height / 2));
}"""
