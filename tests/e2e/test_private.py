"""A private conversation in the sidebar: begun by one button, in sight, and never a part of another one."""

import pytest
from playwright.sync_api import expect

from .conftest import ask_in, axe, finished, keep, open_lab, open_sidebar, reload_lab

pytestmark = pytest.mark.browser


def test_a_private_conversation_is_another_one_and_takes_along_what_was_typed(page, script_lab):
    open_lab(page, script_lab, "welcome.ipynb")
    panel = open_sidebar(page)
    box, toggle = panel.get_by_label("Your question"), panel.get_by_role("button", name="Private", exact=True)
    sign = panel.locator(".cvg-private")
    finished(ask_in(panel, "Anybody may know this"))
    box.fill("Nobody may know this")
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(sign).to_contain_text("is not remembered")
    expect(page.get_by_role("status").filter(has_text="is not remembered")).to_have_count(1)
    expect(panel.locator(".cvg-turn")).to_have_count(0)
    expect(box).to_have_value("Nobody may know this")
    keep(page, "sidebar-private-start")
    box.press("Enter")
    turn = finished(panel.locator(".cvg-turn"))
    expect(turn).to_contain_text("private question")
    keep(page, "sidebar-private")
    assert axe(page, "#convergio-sidebar") == []

    reload_lab(page)
    panel = open_sidebar(page)
    expect(panel.locator(".cvg-turn")).to_contain_text("Nobody may know this")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    toggle.click()
    expect(sign).to_have_count(0)
    panel.locator(".cvg-line", has_text="Anybody may know this").first.click()
    expect(panel.locator(".cvg-turn")).to_contain_text("Anybody may know this")
    expect(box).to_have_value("")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    panel.get_by_role("button", name="Menu").click()
    panel.get_by_role("button", name="Conversations", exact=True).click()
    panel.locator(".cvg-line", has_text="Nobody may know this").first.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")


def test_nothing_of_a_private_conversation_is_remembered(page, script_lab):
    open_lab(page, script_lab)
    panel = open_sidebar(page)
    facts = panel.locator(".cvg-memory")
    panel.get_by_role("button", name="Private", exact=True).click()
    finished(ask_in(panel, "I prefer to keep my owl a secret"))
    panel.get_by_role("button", name="Private", exact=True).click()
    finished(ask_in(panel, "I prefer short answers"))
    panel.get_by_role("button", name="Menu").click()
    panel.get_by_role("button", name="What is remembered").click()
    expect(facts).to_contain_text("I prefer short answers")
    expect(facts).not_to_contain_text("owl")
