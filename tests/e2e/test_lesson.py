"""A lesson in the classroom and in JupyterLab, as learners work through it."""

import json
import re

import pytest
from playwright.sync_api import expect

from convergio_jupyter.learning.authoring.build import build
from convergio_jupyter.learning.quiz import item_from
from tests.learning.authoring.test_targets import SECRETS
from tests.learning.lessons import cell, lesson
from tests.learning.quiz.test_quiz import ROWS, right

from .conftest import LAB_OPTIONS, axe, environment, free_port, keep, open_classroom, open_lab, start_server

pytestmark = pytest.mark.browser
WRONG = "def area(width, height):\nreturn width + height"  # the editor indents by itself
RIGHT = "def area(width, height):\nreturn width * height"
UNTOLD = [*(SECRETS[:1] + SECRETS[2:]), "area(41, 23)", "m/s^2", "Roma", *(f"Why {kind}." for kind in ROWS)]  # at first
LAST = "Where have you seen this at home?"


def course(folder, lang="en"):
    """A lesson with every kind of question, built."""
    notebook = lesson(lang)
    rows = [{"type": kind, "text": "Which?", "id": kind, "explain": f"Why {kind}.", **ROWS[kind]} for kind in ROWS]
    notebook["cells"][9]["source"] = json.dumps(rows)
    number = [
        cell("markdown", "How large is a floor of 3 by 4 metres?", "task", "floor"),
        cell("code", "answer = ''", "answer", "floor", key={"kind": "number", "answer": "12", "unit": "m^2"}),
        cell("markdown", "Each side counts once.", "hint", "floor", level=1),
        cell("markdown", "A row of squares, and how many rows?", "hint", "floor", level=2),
    ]
    notebook["cells"][9:9] = number
    for at, each in enumerate(notebook["cells"]):
        each["id"] = f"c{at}"
    path = folder / "area.ipynb"
    path.write_text(json.dumps(notebook))
    built = build(path, folder / "course", run=False)
    assert built.files, built.findings
    return folder / "course"


@pytest.fixture
def classroom(tmp_path):
    server = open_classroom(course(tmp_path) / "app/area.ipynb", tmp_path, tmp_path / "data", CONVERGIO_SCRIPTED="x")
    yield server
    server.stop()


def open_app(page, server):
    page.goto(server.url)
    area, floor, quiz = (page.locator(".cvg-lesson").nth(number) for number in range(3))
    expect(area.locator(".cm-content")).to_be_visible(timeout=60_000)
    expect(quiz.locator(".cvg-item")).to_have_count(len(ROWS), timeout=30_000)
    return area, floor, quiz


def question(quiz, kind):
    return quiz.locator(".cvg-item").nth(list(ROWS).index(kind))


def write(area, code):
    area.locator(".cm-content").click()
    area.page.keyboard.press("Control+a")
    area.page.keyboard.type(code)


def check(part):
    part.get_by_role("button", name="Check my answer").click()
    expect(part.get_by_role("button", name="Check my answer")).to_be_enabled()


def test_a_lesson_can_be_done_in_the_app_from_first_to_last(page, classroom, foreign):
    heard = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    area, floor, _ = open_app(page, classroom)
    expect(page.get_by_text(LAST)).to_be_visible()  # nothing is answered yet
    expect(page.get_by_text("print(sum(map(sum, squares)))")).to_be_visible()
    told = [frame for frame in heard if '"bundle"' not in frame]  # programs hold any word
    assert any("Which?" in frame for frame in told)
    assert [secret for secret in UNTOLD if secret in page.locator("[role=main]").inner_html() + "".join(told)] == []

    write(area, WRONG)
    check(area)
    result = area.get_by_role("group", name="What came of it")
    expect(result).to_contain_text("0 of 3 parts are right.")
    expect(result.get_by_role("listitem").first).to_have_text("Not yetthe area of 2 by 3 – This does not hold yet.")
    for name in ("Hint", "Another hint"):
        area.get_by_role("button", name=name, exact=True).click()
    expect(area.get_by_text("You want to know how many squares there are.")).to_be_visible()
    floor.get_by_label("Your answer").fill("11 m²")
    floor.get_by_label("Your answer").press("Enter")
    expect(floor.get_by_text("Not yet")).to_be_visible()
    page.get_by_label("Your thoughts").fill("Our kitchen floor.")
    assert axe(page, ".cvg-lesson") == []
    keep(page, "lesson-app")

    page.reload()
    area, floor, _ = open_app(page, classroom)
    expect(area.locator(".cm-content")).to_contain_text("return width + height")
    expect(area.get_by_role("group", name="What came of it")).to_contain_text("the area of 2 by 3")
    expect(area.get_by_text("You want to know how many squares there are.")).to_be_visible()
    expect(area.get_by_text("1 attempt")).to_be_visible()
    expect(floor.get_by_label("Your answer")).to_have_value("11 m²")
    expect(page.get_by_label("Your thoughts")).to_have_value("Our kitchen floor.")
    write(area, RIGHT)
    expect(area.get_by_text("You have changed your answer since.")).to_be_visible()
    check(area)
    expect(area.get_by_text("3 of 3 parts are right.")).to_be_visible()
    area.get_by_role("button", name="Show the solution").click()
    expect(area.get_by_text("Rows times squares in a row")).to_be_visible()
    expect(area.get_by_text("2 attempts", exact=True)).to_be_visible()  # solved before it was seen
    assert foreign == []


def test_every_kind_of_question_is_answered_kept_and_graded(page, classroom):
    _, _, quiz = open_app(page, classroom)
    for kind in ROWS:
        answer(question(quiz, kind), kind)
    page.wait_for_timeout(100)
    page.reload()  # in the middle of it: nothing was checked yet
    _, _, quiz = open_app(page, classroom)
    for kind in ROWS:
        each = question(quiz, kind)
        check(each)
        expect(each.get_by_role("group", name="What came of it")).to_contain_text(f"Why {kind}.")
        expect(each.get_by_role("group", name="What came of it")).to_contain_text("Right")
    assert axe(page, ".cvg-lesson") == []
    page.reload()
    _, _, quiz = open_app(page, classroom)
    for kind in ROWS:
        expect(question(quiz, kind).get_by_text(f"Why {kind}.")).to_be_visible()
        expect(question(quiz, kind).get_by_text("1 attempt")).to_be_visible()


def answer(each, kind):
    """Gives the right answer to a question, by hand."""
    item = item_of(kind)
    given = right(item)
    if kind in ("single", "truefalse"):
        each.get_by_role("radio").nth(given).check()
    elif kind == "multiple":
        for number in given:
            each.get_by_role("checkbox").nth(number).check()
    elif kind in ("number", "text"):
        each.get_by_label("Your answer").fill(given)
    elif kind == "match":
        for number, partner in enumerate(given):
            each.get_by_role("combobox").nth(number).select_option(str(partner))
    elif kind == "cloze":
        for number, text in enumerate(given.values()):
            each.get_by_role("textbox").nth(number).fill(text)
    else:
        in_order(each, item.steps)


def item_of(kind):
    return item_from({"type": kind, "text": "Which?", "id": kind, **ROWS[kind]}, kind)


def in_order(each, steps):
    for place, step in enumerate(steps):
        up = each.get_by_role("button", name=f"Move “{step}” up")
        for _ in range(len(steps)):
            if re.search(rf"^{place + 1}\.", each.get_by_role("listitem").filter(has_text=step).inner_text()):
                break
            up.click()


def test_a_wrong_option_is_answered_and_partial_credit_is_a_sentence(page, classroom):
    _, _, quiz = open_app(page, classroom)
    ids = page.evaluate("() => [...document.querySelectorAll('.cvg-lesson [id]')].map(each => each.id)")
    assert len(set(ids)) == len(ids)
    single, multiple, cloze = (question(quiz, kind) for kind in ("single", "multiple", "cloze"))
    check(single)
    expect(single.get_by_text("Choose or write an answer first")).to_be_visible()
    single.get_by_label("b").check()
    check(single)
    expect(single.get_by_text("No.", exact=True)).to_be_visible()
    for name in ("a", "b", "c"):
        multiple.get_by_role("checkbox", name=name, exact=True).check()
    check(multiple)
    expect(multiple.get_by_text("This is worth 50 % of the points.")).to_be_visible()
    expect(multiple.get_by_role("listitem").filter(has_text="right")).to_have_count(2)
    expect(multiple.get_by_role("listitem").filter(has_text="not yet")).to_have_count(1)  # of d nothing is said
    cloze.get_by_label("Gap 1 of 2").fill("Rome")
    check(cloze)
    expect(cloze.get_by_text("Still open: 1 of 2.")).to_be_visible()
    expect(cloze.get_by_text("attempt")).to_have_count(0)
    cloze.get_by_label("Gap 2 of 2").fill("Spain")
    check(cloze)
    expect(cloze.get_by_text("Partly right")).to_be_visible()
    keep(page, "lesson-quiz")
    single.get_by_role("button", name="Explain it (counts as help)").click()
    expect(single.get_by_text("Why single.")).to_be_visible()
    expect(single.get_by_text("1 attempt · with help")).to_be_visible()


def test_everything_works_by_keyboard(page, classroom):
    area, _, quiz = open_app(page, classroom)
    press, focused = page.keyboard.press, page.locator(":focus")
    area.locator(".cm-content").focus()
    press("Control+a")
    page.keyboard.type(WRONG)
    press("Shift+Enter")
    expect(area.get_by_text("0 of 3 parts are right.")).to_be_visible()
    live = page.locator("[role=status]", has_text="Not yet. 0 of 3 parts are right. Change one thing")
    expect(live).to_have_count(1)
    press("Escape")
    press("Tab")
    expect(focused).to_have_text("Hint")
    press("Enter")
    expect(area.get_by_text("Hint 1: The goal once more")).to_be_visible()
    expect(focused).to_have_text("Another hint")
    press("Tab")
    press("Enter")  # starts over …
    expect(focused).to_have_text("Undo")
    press("Enter")  # … and does not
    expect(area.locator(".cm-content")).to_contain_text("return width + height")
    order, step = question(quiz, "order"), item_of("order").shown_steps()[1]
    order.get_by_role("button", name=f"Move “{step}” up").focus()
    press("Alt+ArrowDown")
    expect(page.locator("[role=status]", has_text=f"“{step}” is now number 3 of 4.")).to_have_count(1)
    expect(focused).to_have_attribute("aria-label", f"Move “{step}” down")
    press("Alt+ArrowDown")
    expect(focused).to_have_attribute("aria-label", f"Move “{step}” up")  # there is no further place
    question(quiz, "single").get_by_role("radio").first.focus()
    press("Space")
    expect(question(quiz, "single").get_by_label("a")).to_be_checked()
    press("Tab")
    press("Enter")
    expect(question(quiz, "single").get_by_text("Why single.")).to_be_visible()


def test_two_tabs_lose_nothing(page, context, classroom):
    open_app(page, classroom)
    with context.expect_page() as opened:
        page.evaluate("void window.open(location.href)")
    other = opened.value
    expect(other.locator(".cm-content").first).to_be_visible(timeout=60_000)
    with_draft(page, "def mine(): pass")
    with_draft(other, "def yours(): pass")
    said = other.get_by_text("Something else was written here in another tab.")
    expect(said).to_be_visible()
    other.get_by_role("button", name="Show it").first.click()
    expect(other.locator(".cm-content").first).to_contain_text("def mine(): pass")
    other.get_by_role("button", name="Undo").first.click()
    expect(other.locator(".cm-content").first).to_contain_text("def yours(): pass")


def with_draft(page, code):
    """Writes ``code`` and waits until it is kept at the host."""
    page.bring_to_front()
    area = page.locator(".cvg-lesson").first
    expect(area.locator(".cm-content")).to_be_visible()
    write(area, code)
    page.wait_for_function("() => !Object.keys(sessionStorage).some(name => name.endsWith(':area'))")


def test_a_check_that_takes_long_says_so_and_holds_up_nothing(page, classroom):
    area, floor, _ = open_app(page, classroom)
    write(area, "while True: pass")
    area.get_by_role("button", name="Check my answer").click()
    expect(area.get_by_role("progressbar", name="Checking…")).to_be_visible(timeout=5_000)
    floor.get_by_label("Your answer").fill("12 m²")
    check(floor)
    expect(floor.get_by_text("Well done: go on with the next part.", exact=True)).to_be_visible()
    expect(area.get_by_role("progressbar")).to_be_visible()
    expect(area.get_by_text("is there a loop that never ends?")).to_be_visible(timeout=30_000)


def test_a_check_that_takes_long_can_be_stopped(page, classroom):
    area, _, _ = open_app(page, classroom)
    write(area, "while True: pass")
    area.get_by_role("button", name="Check my answer").click()
    area.get_by_role("button", name="Stop").click()
    expect(area.get_by_text("The check was stopped, and does not count.")).to_be_visible()
    expect(area.get_by_role("button", name="Check my answer")).to_be_focused()
    expect(area.get_by_text("attempt", exact=False)).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
def test_in_italian_and_in_the_dark_all_of_it_has_room(browser, tmp_path, width):
    folder = course(tmp_path, "it")
    server = open_classroom(folder / "app/area.ipynb", tmp_path, tmp_path / "data", CONVERGIO_SCRIPTED="x")
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="it-IT")
    page = context.new_page()
    try:
        page.goto(f"{server.url}&theme=dark")
        area = page.locator(".cvg-lesson").first
        expect(area.locator(".cm-content")).to_be_visible(timeout=60_000)
        area.get_by_role("button", name="Suggerimento").click()
        area.get_by_role("button", name="Verifica la risposta").click()
        expect(area.get_by_text("Prima scrivi la tua risposta")).to_be_visible()
        assert axe(page, ".cvg-lesson") == []
        wide = "() => [...document.querySelectorAll('.cvg-lesson *')].filter(e => e.scrollWidth > e.clientWidth + 1 &&"
        wide += " !e.closest('.cm-editor, pre, [role=group][tabindex], .cvg-hidden, svg, math')).map(e => e.className)"
        assert [name for name in page.evaluate(wide) if "cvg" in str(name)] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        keep(page, f"lesson-it-dark-{width}")
    finally:
        context.close()
        server.stop()


@pytest.fixture
def lesson_lab(tmp_path):
    folder = course(tmp_path)
    env = environment(tmp_path / "data", tmp_path / "home", CONVERGIO_KEYS_DIR=str(folder / "keys"))
    server = start_server(
        "jupyterlab", LAB_OPTIONS, folder / "student", env | {"CONVERGIO_SCRIPTED": "x"}, free_port(), "/api"
    )
    yield server
    server.stop()


def test_in_jupyterlab_an_answer_has_its_buttons_below_it(page, lesson_lab, foreign):
    open_lab(page, lesson_lab, "area.ipynb")
    bars = page.locator(".jp-ConvergioAnswer")
    expect(bars).to_have_count(2)
    cells = page.locator(".jp-Cell", has=bars)
    cells.first.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(WRONG)
    check(bars.first)
    expect(bars.first.get_by_text("0 of 3 parts are right.", exact=True)).to_be_visible()
    cells.first.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(RIGHT)
    expect(bars.first.get_by_text("You have changed your answer since.")).to_be_visible()
    page.keyboard.press("Alt+Shift+K")
    expect(bars.first.get_by_text("3 of 3 parts are right.", exact=True)).to_be_visible()
    page.evaluate("void window.jupyterapp.commands.execute('convergio:hint')")
    expect(bars.first.get_by_text("Hint 1: The goal once more")).to_be_visible()
    cells.last.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("answer = '12 m²'")
    page.evaluate("void window.jupyterapp.commands.execute('convergio:check-answer')")
    expect(bars.last.get_by_text("Well done: go on with the next part.", exact=True)).to_be_visible()
    button = bars.last.get_by_role("button", name="Check my answer")
    button.press("Alt+Shift+C")  # what belongs to the whole application is heard from here, too
    expect(page.locator("#convergio-sidebar").get_by_label("Your question")).to_be_focused()
    button.press("b")  # and what belongs to the cells around is not
    expect(page.locator(".jp-Cell", has=bars)).to_have_count(2)
    assert axe(page, ".jp-ConvergioAnswer") == []
    keep(page, "lesson-lab")
    assert foreign == []


def test_in_jupyterlab_questions_take_the_place_of_their_text_and_thoughts_are_kept(page, lesson_lab, foreign):
    open_lab(page, lesson_lab, "area.ipynb")
    quiz = page.get_by_role("group", name="Questions").first
    first = quiz.locator(".cvg-item").first
    first.scroll_into_view_if_needed()
    first.get_by_role("radio").first.check()
    check(first)
    expect(first.get_by_role("group", name="What came of it")).to_be_visible()
    expect(page.locator(".jp-mod-convergioAsked > .jp-Cell-inputWrapper").first).to_be_hidden()
    thoughts = page.get_by_label("Your thoughts")
    thoughts.fill("Our kitchen floor.")
    thoughts.dblclick()  # the cell is not opened to be edited
    expect(page.locator(".jp-MarkdownCell:not(.jp-mod-rendered)")).to_have_count(0)
    assert axe(page, ".jp-ConvergioPart") == []
    keep(page, "lesson-lab-quiz")
    page.wait_for_function("() => !document.querySelector('progress')")
    page.reload()
    expect(page.get_by_label("Your thoughts")).to_have_value("Our kitchen floor.", timeout=60_000)
    expect(page.get_by_role("group", name="Questions").first).to_contain_text("1 attempt")
    assert foreign == []


def test_in_jupyterlab_a_notebook_without_its_key_has_no_buttons_and_no_complaint(page, lesson_lab):
    for key in (lesson_lab.folder.parent / "keys").iterdir():
        key.unlink()
    open_lab(page, lesson_lab, "area.ipynb")
    page.wait_for_selector(".jp-ConvergioAnswer", state="attached")
    page.wait_for_function("() => !document.querySelector('.jp-ConvergioAnswer .cvg-muted')")
    expect(page.locator(".jp-ConvergioAnswer .cvg-lesson").first).to_be_hidden()
    expect(page.locator(".cvg-item, .cvg-thoughts, .cvg-error")).to_have_count(0)
    expect(page.locator(".jp-mod-convergioAsked")).to_have_count(0)
