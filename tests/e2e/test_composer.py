"""The box at the foot of the sidebar: whom one can call there, and what it keeps."""

import pytest
from playwright.sync_api import expect

from .conftest import axe, finished, keep, open_lab, open_sidebar

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


_IS_ON_TOP = """option => {
  const box = option.getBoundingClientRect();
  return option.contains(document.elementFromPoint(box.x + 20, box.y + box.height / 2));
}"""
