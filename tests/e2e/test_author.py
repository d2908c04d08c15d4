"""Writing a lesson in a real JupyterLab: roles, findings as one writes, what learners see, and a draft."""

import contextlib
import json
import re
import threading

import pytest
from playwright.sync_api import expect

from tests.learning.authoring.test_draft import HINT, TASK
from tests.learning.lessons import cell, lesson

from .conftest import LAB_OPTIONS, StreamingModel, axe, environment, free_port, keep, open_lab, served, start_server

pytestmark = pytest.mark.browser
FOUND = "#convergio-lesson h3"


class Writer(StreamingModel):
    """A model that thinks for as long as a test wishes, then errs once, then writes what passes."""

    def do_POST(self):
        self.asked()
        self.server.calls += 1
        self.server.begun.set()
        if self.server.calls == 1:
            self.server.stopped.wait(timeout=60)
        wrong = {"body": "return width + height"} if self.server.calls < 3 else {}
        with contextlib.suppress(ConnectionError):
            self.begin()
            self.say(json.dumps(TASK | wrong))


@pytest.fixture
def writer():
    with served(Writer) as server:
        server.calls, server.begun, server.stopped = 0, threading.Event(), threading.Event()
        yield server
        server.stopped.set()


@pytest.fixture
def author_lab(tmp_path):
    yield from started(tmp_path, CONVERGIO_SCRIPTED=json.dumps(HINT))


@pytest.fixture
def writers_lab(tmp_path, writer):
    url = f"http://127.0.0.1:{writer.server_port}/v1"
    yield from started(tmp_path, CONVERGIO_OPENAI_BASE_URL=url, CONVERGIO_OPENAI_MODELS="writer")


def started(tmp_path, **settings):
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "area.ipynb").write_text(json.dumps(lesson()))
    plain = lesson()
    plain["metadata"].pop("convergio")
    plain["cells"] = [cell("markdown", "# Sharing fairly"), cell("code", "print(6 / 3)")]
    for number, each in enumerate(plain["cells"]):
        each["id"] = f"p{number}"
    (folder / "sharing.ipynb").write_text(json.dumps(plain))
    env = environment(tmp_path / "data", tmp_path / "home", **settings)
    server = start_server("jupyterlab", LAB_OPTIONS, folder, env, free_port(), "/api")
    yield server
    server.stop()


def open_author(page):
    page.keyboard.press("Alt+Shift+L")
    panel = page.locator("#convergio-lesson .cvg")
    expect(panel).to_be_visible()
    return panel


def test_a_lesson_is_written_with_its_findings_beside_it(page, author_lab, foreign):
    open_lab(page, author_lab, "area.ipynb")
    panel = open_author(page)
    expect(panel.get_by_text("Nothing to mend so far; nothing was run.")).to_be_visible()
    badges = page.locator(".jp-Notebook .jp-ConvergioRole")
    expect(badges).to_have_count(13)
    expect(badges.nth(6)).to_have_text("Hint 1 · area")
    for number in (12, 3, 7):  # cells are drawn when they come into sight
        page.locator(".jp-Notebook .jp-Cell").nth(number).click()
        expect(panel.get_by_role("heading", name=f"Cell {number + 1}")).to_be_visible()
    expect(page.locator(".jp-Notebook .jp-Cell > .jp-ConvergioRole:first-child")).to_have_count(13)
    panel.get_by_label("Its role").select_option("Note for educators")
    expect(panel.get_by_text("1 thing to mend.")).to_be_visible()
    expect(panel.get_by_text("The exercise “area” needs hints of 2 levels; so far there are: 1.")).to_be_visible()
    expect(page.locator("#convergio-lesson [role=status]")).to_have_text("1 thing to mend.")
    assert axe(page, "#convergio-lesson") == []
    keep(page, "author-findings")
    panel.get_by_label("Its role").select_option("Hint")
    expect(panel.get_by_label("How far it goes")).to_have_value("2")
    expect(panel.get_by_text("Nothing to mend so far; nothing was run.")).to_be_visible()
    panel.get_by_role("button", name="Run all checks").click()
    expect(panel.get_by_text("Nothing to mend.", exact=True)).to_be_visible(timeout=60_000)

    panel.get_by_role("button", name="Preview as a learner").click()
    frame = page.locator(".jp-ConvergioPreview iframe")
    expect(frame).to_be_visible(timeout=60_000)
    assert frame.get_attribute("sandbox") == ""
    shown = page.frame_locator(".jp-ConvergioPreview iframe")
    expect(shown.get_by_role("heading", name="The area of a rectangle")).to_be_visible()
    expect(shown.get_by_text("the area of 2 by 3")).to_be_visible()
    expect(shown.get_by_text("width * height")).to_have_count(0)
    keep(page, "author-preview")
    assert foreign == []


def test_a_key_that_was_changed_comes_back_with_undo(page, author_lab, tmp_path):
    open_lab(page, author_lab, "area.ipynb")
    panel = open_author(page)
    page.locator(".jp-Notebook .jp-Cell").nth(4).click()
    kind = panel.get_by_label("The answer is")
    usual = kind.input_value()
    kind.select_option("a number")
    panel.get_by_label("The right answer").fill("42")
    page.keyboard.press("Control+s")  # what is still being written in a field of the panel is saved, too
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    assert '"answer": "42"' in (tmp_path / "work" / "area.ipynb").read_text(encoding="utf-8")
    panel.get_by_label("The right answer").blur()
    expect(kind).not_to_have_value(usual)
    page.locator(".jp-Notebook .jp-Cell").nth(3).click()
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.press("z")
    page.locator(".jp-Notebook .jp-Cell").nth(4).click()
    expect(kind).to_have_value(usual)


def test_an_open_preview_says_that_it_is_old_and_follows_a_save(page, author_lab):
    open_lab(page, author_lab, "area.ipynb")
    panel = open_author(page)
    panel.get_by_role("button", name="Preview as a learner").click()
    shown, told = page.frame_locator(".jp-ConvergioPreview iframe"), page.locator(".jp-ConvergioPreview [role=status]")
    expect(told).to_have_text("This is the lesson as it is now.", timeout=60_000)
    assert axe(page, ".jp-ConvergioPreview-bar") == []

    rewrite(page, "How many tiles cover a floor?")
    expect(told).to_have_text("The lesson has changed since. Save it, and this page follows.")
    expect(shown.get_by_text("How many tiles cover a floor?")).to_have_count(0)
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    expect(shown.get_by_text("How many tiles cover a floor?")).to_be_visible(timeout=60_000)
    expect(told).to_have_text("This is the lesson as it is now.")

    rewrite(page, "How many stones cover a floor?")
    page.get_by_role("button", name="Show it anew").focus()
    page.keyboard.press("Enter")
    expect(shown.get_by_text("How many stones cover a floor?")).to_be_visible(timeout=60_000)
    keep(page, "author-preview-anew")


def rewrite(page, text):
    """Writes the lesson's introduction anew, in the editor."""
    page.locator(".jp-Notebook .jp-Cell").nth(0).click()
    page.keyboard.press("Enter")
    expect(page.locator(".jp-Notebook .jp-Cell").nth(0).locator(".cm-content")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(f"# The area of a rectangle\n\n{text}")


def test_a_draft_that_the_checks_passed_is_shown_and_goes_in_and_out_again(page, author_lab):
    open_lab(page, author_lab, "area.ipynb")
    panel = open_author(page)
    cells = page.locator(".jp-Notebook .jp-Cell")
    cells.nth(7).click()
    panel.get_by_label("What it is about").fill("Draw the squares.")
    panel.get_by_role("button", name="Draft it").click()
    drafted = panel.get_by_role("region", name="Hint 2 · area")
    expect(drafted).to_contain_text(HINT["hint"], timeout=60_000)
    expect(panel.get_by_text("By Euclide. The checks have nothing against it.")).to_be_visible()
    expect(panel.get_by_text("Scripted answers · 0.00")).to_contain_text("sent to this computer")
    assert axe(page, "#convergio-lesson") == []
    drafted.scroll_into_view_if_needed()
    keep(page, "author-draft")
    panel.get_by_role("button", name="Insert below the cell").click()
    expect(cells).to_have_count(14)
    expect(cells.nth(8)).to_contain_text(HINT["hint"])
    expect(cells.nth(8).locator(".jp-ConvergioRole")).to_have_text("Hint 2 · area")
    expect(panel.get_by_text("Two hints have level 2.")).to_be_visible()
    cells.nth(0).click()
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(cells).to_have_count(13)


def test_a_draft_can_be_stopped_and_one_that_fails_is_not_seen(page, writers_lab, writer):
    open_lab(page, writers_lab, "area.ipynb")
    panel = open_author(page)
    page.locator(".jp-Notebook .jp-Cell").nth(8).click()
    panel.get_by_label("What", exact=True).select_option("a task with hints")
    panel.get_by_label("What it is about").fill("The way round a rectangle.")
    panel.get_by_role("button", name="Draft it").click()
    expect(panel.get_by_text("Euclide is writing: try 1 of 3.")).to_be_visible()
    assert writer.begun.wait(timeout=60)
    panel.get_by_role("button", name="Stop drafting").click()
    expect(panel.get_by_text("The draft was stopped.")).to_be_visible()
    writer.stopped.set()

    panel.get_by_role("button", name="Draft it").click()
    expect(panel.get_by_text("By Euclide, at try 2.")).to_be_visible(timeout=60_000)
    expect(panel.get_by_text("return 2 * (width + height)")).to_be_visible()
    expect(panel.get_by_text("return width + height")).to_have_count(0)
    assert axe(page, "#convergio-lesson") == []
    assert panel.evaluate("each => each.scrollWidth <= each.clientWidth")  # code scrolls in itself
    keep(page, "author-task")
    panel.get_by_role("button", name="Insert below the cell").click()
    expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(19)
    panel.get_by_role("button", name="Run all checks").click()
    expect(panel.get_by_text("Nothing to mend.", exact=True)).to_be_visible(timeout=60_000)
    assert writer.calls == 3


def test_a_role_makes_of_code_a_cell_of_text_and_undo_takes_it_back(page, author_lab):
    open_lab(page, author_lab, "sharing.ipynb")
    panel = open_author(page)
    panel.get_by_role("button", name="Make this notebook a lesson").click()
    cell = page.locator(".jp-Notebook .jp-Cell").nth(1)
    cell.click()
    page.keyboard.press("Alt+Shift+L")
    expect(panel.get_by_label("Its role")).to_be_focused()
    panel.get_by_label("Its role").select_option("Hint")
    expect(cell).to_have_class(re.compile("jp-MarkdownCell"))
    expect(cell).to_contain_text("print(6 / 3)")
    expect(panel.get_by_text("It is a cell for text now.")).to_be_visible()
    expect(panel.get_by_label("Its role")).to_be_focused()
    expect(cell.locator(".jp-ConvergioRole")).to_contain_text("Hint 1")
    keep(page, "author-turned")
    page.evaluate("window.jupyterapp.commands.execute('notebook:undo-cell-action')")
    expect(cell).to_have_class(re.compile("jp-CodeCell"))
    expect(cell.locator(".jp-ConvergioRole")).to_have_count(0)
    expect(panel.get_by_text("It is a cell for text now.")).to_have_count(0)


def test_several_cells_get_their_role_at_once_by_keyboard_in_the_dark(page, author_lab):
    open_lab(page, author_lab, "area.ipynb")
    page.evaluate("window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    panel = open_author(page)
    page.locator(".jp-Notebook .jp-Cell").nth(10).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowDown")
    expect(panel.get_by_role("heading", name="2 cells")).to_be_visible()
    page.keyboard.press("Alt+Shift+L")
    expect(panel.get_by_label("Its role")).to_be_focused()
    panel.get_by_label("Its role").select_option("Card")
    expect(page.locator(".jp-ConvergioRole", has_text="Card")).to_have_count(2)
    expect(panel.get_by_text("A card has a front and a back, with a line --- between them.")).to_be_visible()
    panel.get_by_role("button", name="Cell 12").press("Enter")
    expect(panel.get_by_role("heading", name="Cell 12")).to_be_visible()
    expect(page.locator(".jp-Notebook .jp-Cell").nth(11)).to_have_class(re.compile("jp-mod-active"))
    page.wait_for_timeout(500)
    assert axe(page, "#convergio-lesson") == []
    assert axe(page, ".jp-ConvergioRole") == []
    keep(page, "author-dark")


def test_a_notebook_becomes_a_lesson_and_may_stop_being_one(page, author_lab):
    open_lab(page, author_lab, "sharing.ipynb")
    panel = open_author(page)
    panel.get_by_role("button", name="Make this notebook a lesson").click()
    expect(panel.get_by_label("Title", exact=True)).to_have_value("Sharing fairly")
    expect(panel.get_by_label("Id: small letters, digits and hyphens")).to_have_value("sharing")
    expect(panel.get_by_label("Teacher", exact=True)).to_have_value("ali")
    panel.get_by_label("Age of the learners").select_option("9-11")
    expect(panel.get_by_text("Nothing to mend so far; nothing was run.")).to_be_visible()
    keep(page, "author-head")
    panel.get_by_role("button", name="It is no lesson after all").click()
    expect(panel.get_by_role("button", name="Make this notebook a lesson")).to_be_visible()
