"""A class works through a course: join, answer wrongly, take a hint, solve it, come back, leave."""

import json
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.learning.lessons import lesson

from .conftest import ask_in, axe, finished, keep, open_classroom

pytestmark = pytest.mark.browser
WRONG = "def area(width, height):\n    return width + height"
RIGHT = "def area(width, height):\n    return width * height"


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "squares-and-more"
    for lang in ("en", "it"):
        (folder / lang).mkdir(parents=True)
        source = lesson(lang)
        (folder / lang / "area.ipynb").write_text(json.dumps(source), encoding="utf-8")
    gives_away = "Gladly. Take def area(width, height): return width * height. Done."
    server = open_classroom(folder, tmp_path, tmp_path / "data", CONVERGIO_SCRIPTED=gives_away)
    server.code = re.search(r"/   (\w+)\n", server.log.read_text())[1]
    yield server
    server.stop()


def join(page, server, nickname, code="", returning=""):
    page.goto(server.url.split("?")[0])
    page.get_by_label("Code of the class").fill(code or server.code)
    page.get_by_label("Your nickname").fill(nickname)
    if returning:
        if not page.get_by_label("Your return code").is_visible():
            page.get_by_text("I was here before").click()
        page.get_by_label("Your return code").fill(returning)
    page.get_by_role("button", name="Join the class").click()


def open_lesson(page):
    page.get_by_role("link", name="The area of a rectangle", exact=True).click()
    exercise = page.locator(".cvg").filter(has=page.get_by_role("button", name="Check"))
    expect(exercise.first).to_be_visible(timeout=60_000)
    return exercise.first


def write(page, exercise, text):
    exercise.locator("[contenteditable=true]").click()  # Not the plain box: it gives way to the editor in mid-click.
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_whoever_followed_a_link_to_a_lesson_is_there_after_coming_in(page, context, course):
    home = course.url.split("?")[0]
    for number, (wanted, found) in enumerate(
        [
            ("voila/render/en-area.ipynb", "voila/render/en-area.ipynb"),
            *((f"login?next=/{each}/example.org/", "") for each in ("", "%09", "%0A", "%5C")),
        ]
    ):
        context.clear_cookies()
        page.goto(f"{home}{wanted}")
        page.get_by_label("Code of the class").fill(course.code)
        page.get_by_label("Your nickname").fill(f"Ada {number}")
        page.get_by_role("button", name="Join the class").click()
        expect(page).to_have_url(f"{home}{found}")


@pytest.mark.parametrize("size", [(1300, 900), (390, 844)])
def test_the_page_of_a_lesson_scrolls_as_any_page_does_and_stands_where_it_was(page, course, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    join(page, course, f"Ada {size[0]}")
    open_lesson(page)
    talk = page.locator(".cvg").last  # the page grows until it stands there
    expect(talk.locator(".cvg-teacher").first).to_be_visible(timeout=60_000)
    inner = page.locator("#rendered_cells").evaluate("each => each.scrollHeight - each.clientHeight")
    assert inner == 0, "the cells do not scroll inside the page"
    page.keyboard.press("End")  # with nothing clicked before
    page.wait_for_function("scrollY > innerHeight / 2 && scrollY + innerHeight > document.body.scrollHeight - 2")
    bar = page.get_by_role("link", name="All lessons")
    expect(bar).to_be_in_viewport() if size[0] > 600 else expect(bar).not_to_be_in_viewport()
    page.evaluate("scrollTo(0, 300)")
    page.reload()
    page.wait_for_function("scrollY === 300", timeout=60_000)
    keep(page, f"course-scrolled-{size[0]}")


def test_a_lesson_is_as_dark_as_the_pages_around_it(page, course):
    def ground():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.emulate_media(color_scheme="dark")
    join(page, course, "Ada")
    expect(page.locator("ol.lessons")).to_be_visible()
    dark = ground()
    expect(open_lesson(page)).to_have_css("color-scheme", "dark")
    assert ground() == dark
    assert axe(page, "body") == []
    keep(page, "course-dark")
    page.emulate_media(color_scheme="light")  # the system changes in the evening, and in the morning
    expect(page.locator("body")).not_to_have_css("background-color", dark)
    assert axe(page, "body") == []


def test_a_learner_goes_through_a_lesson_and_is_known_again(page, context, browser, course, foreign):
    join(page, course, "Ada", code="NOTHERE")
    expect(page.get_by_role("alert")).to_contain_text("no class with this code")
    keep(page, "course-join")
    join(page, course, "Ada")
    expect(page.get_by_text("Good to see you, Ada.")).to_be_visible()
    expect(page.get_by_text("not begun")).to_be_visible()
    exercise = open_lesson(page)
    expect(page.get_by_role("navigation")).to_contain_text("0 of 2 done")
    write(page, exercise, WRONG)
    exercise.get_by_role("button", name="Check").click()
    expect(exercise).to_contain_text("the area of 2 by 3", timeout=30_000)
    exercise.get_by_role("button", name="Hint").first.click()
    expect(exercise).to_contain_text("Write area(width, height)")
    page.reload()
    exercise = page.locator(".cvg").filter(has=page.get_by_role("button", name="Check")).first
    expect(exercise.locator("[contenteditable=true]")).to_contain_text("width + height", timeout=60_000)
    expect(exercise.get_by_role("textbox")).to_have_count(1)  # the box that waits for the editor is gone
    write(page, exercise, RIGHT)
    exercise.get_by_role("button", name="Check").click()
    expect(exercise).to_contain_text("Well done", timeout=30_000)
    expect(page.get_by_role("navigation")).to_contain_text("1 of 2 done")
    keep(page, "course-lesson")
    page.get_by_role("link", name="All lessons").click()
    expect(page.get_by_text("1 of 2 solved")).to_be_visible()
    page.get_by_role("link", name="Your progress").click()
    expect(page.get_by_role("img", name="How sure it is that you know each skill")).to_be_visible()
    page.get_by_text("The same as a table").first.click()
    expect(page.get_by_role("row", name="area")).to_contain_text("not yet")
    keep(page, "course-progress")
    page.get_by_role("link", name="Lessons").click()
    page.get_by_role("link", name="Review what is due: 1").click()
    expect(page.get_by_text("What is the area of a rectangle?")).to_be_visible()
    expect(page.get_by_text("Width times height.")).to_be_hidden()
    page.get_by_text("Show the other side").click()
    expect(page.get_by_text("Width times height.")).to_be_visible()
    keep(page, "course-review")
    page.get_by_role("button", name="At once").click()
    expect(page.get_by_text("Nothing is due.")).to_be_visible()
    page.get_by_role("link", name="You", exact=True).click()
    returning = page.locator("main strong").first.inner_text()
    page.get_by_role("link", name="Lessons").click()
    assert returning in page.locator("main > p").nth(1).inner_text()
    assert foreign == []

    elsewhere = browser.new_context().new_page()
    join(elsewhere, course, "ada")
    expect(elsewhere.get_by_role("alert")).to_contain_text("is called ada already")
    join(elsewhere, course, "ada", returning=returning.lower())
    expect(elsewhere.get_by_text("1 of 2 solved")).to_be_visible()
    elsewhere.get_by_role("link", name="You", exact=True).click()
    elsewhere.get_by_text("Delete all of it and leave").click()
    elsewhere.get_by_role("button", name="Delete all of it").click()
    expect(elsewhere.get_by_label("Your nickname")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your nickname")).to_be_visible()
    join(page, course, "Ada")
    expect(page.get_by_text("not begun")).to_be_visible()


def test_who_leads_sees_who_is_stuck_and_decides_for_all(page, browser, course):
    join(page, course, "Ada")
    exercise = open_lesson(page)
    for number in range(3):
        write(page, exercise, f"{WRONG} + {number}")
        exercise.get_by_role("button", name="Check").click()
        expect(exercise).to_contain_text(f"{number + 1} attempt", timeout=30_000)

    leader = browser.new_page()
    leader.goto(course.url)
    board = leader.locator(".cvg-board")
    expect(board.get_by_role("heading", name="Who needs me now?")).to_be_visible(timeout=60_000)
    stuck = board.get_by_role("listitem").filter(has_text="The area of a rectangle › Your turn")
    expect(stuck).to_contain_text("Learner 1")
    expect(stuck).to_contain_text("attempts: 3")
    assert "Ada" not in board.inner_text()
    board.get_by_label("Show names").check()
    expect(stuck).to_contain_text("Ada")
    for scheme in ("dark", "light"):
        leader.emulate_media(color_scheme=scheme)
        assert axe(leader, ".cvg-board") == []
        keep(leader, f"course-board-{scheme}")
    with leader.expect_download() as saved:
        board.get_by_role("button", name="Save as CSV").click()
    expect(board.get_by_role("row", name="The area of a rectangle › Your turn 3")).to_be_visible()
    assert "Ada,area-1,area,check,0.0" in saved.value.path().read_text()
    board.get_by_label("A message to the class").fill("Five more minutes.")
    board.get_by_role("button", name="Show it to everybody").click()
    board.get_by_role("button", name="Begin an exam").click()
    expect(board).to_contain_text("An exam is on")

    expect(page.locator(".cvg-notice")).to_contain_text("Five more minutes.", timeout=30_000)
    expect(page.locator(".cvg-notice")).to_contain_text("in an exam now")
    expect(exercise.get_by_role("button", name="Hint")).to_have_count(0)  # an open page knows that help has ended
    exercise.get_by_role("button", name="Check my answer").click()
    expect(exercise).to_contain_text("What came of it is told when the exam is over.", timeout=30_000)
    expect(exercise.get_by_text("Not yet", exact=True)).to_have_count(1)  # of the check that stands in the lesson
    board.get_by_role("button", name="End the exam").click()
    expect(exercise).not_to_contain_text("when the exam is over", timeout=30_000)  # an open page is told, too
    board.get_by_role("button", name="Begin an exam").click()
    expect(page.locator(".cvg-notice")).to_contain_text("in an exam now", timeout=30_000)
    board.get_by_role("button", name="Take the message back").click()
    expect(page.locator(".cvg-notice")).not_to_contain_text("Five more minutes.", timeout=30_000)
    board.get_by_label("A message to the class").fill("Five more minutes.")
    board.get_by_role("button", name="Show it to everybody").click()
    page.get_by_role("link", name="All lessons").click()
    expect(page.get_by_text("Five more minutes.")).to_be_visible()
    expect(page.get_by_text("This class is in an exam now")).to_be_visible()
    page.goto(leader.url)
    expect(page.get_by_text("This is for whoever leads the class.")).to_be_visible(timeout=60_000)
    assert page.get_by_text("Who needs me now?").count() == 0

    board.get_by_text("Show return codes, or take somebody out").click()
    board.get_by_role("button", name="Take Ada out").click()
    board.get_by_role("button", name="Delete it").click()
    expect(board).to_contain_text("Nobody has come in yet")
    page.goto(course.url.split("?")[0])
    expect(page.get_by_label("Your nickname")).to_be_visible()


def test_a_teacher_below_the_lesson_gives_nothing_away(page, course):
    join(page, course, "Ada")
    open_lesson(page)
    chat = page.locator(".cvg").last
    turn = finished(ask_in(chat, "Tell me the whole code"))
    expect(turn).to_contain_text("Gladly.")
    expect(turn).to_contain_text("a hint in its place")
    assert "width * height" not in page.content()


def test_axe_finds_nothing_on_the_pages_around_the_lessons(browser, course):
    page = browser.new_context(bypass_csp=True).new_page()  # no script may run there, axe's neither
    join(page, course, "…")
    expect(page.get_by_role("alert")).to_contain_text("no name that others could read")
    assert axe(page, "html") == []
    join(page, course, "Ada")
    assert axe(page, "html") == []
    for address in ("review", "plan", "progress", "profile"):
        page.goto(course.url.split("?")[0] + address)
        assert axe(page, "html") == [], address


def test_nobody_reaches_keys_other_files_or_another_kernel(page, course):
    join(page, course, "Eve")
    expect(page.get_by_text("Good to see you, Eve.")).to_be_visible()
    for path in (
        "voila/files/area.ipynb",
        "voila/files/en-area.ipynb",
        "voila/files/%2e%2e/keys/en-area.key.json",
        "voila/render/%2e%2e/keys/en-area.key.json",
        "voila/api/contents/",
        "voila/tree/",
        "api/kernels",
        "api/kernels/00000000-0000-0000-0000-000000000000",
        "convergio/api/home",
        "convergio/api/stream",
    ):
        answer = page.context.request.get(course.url.split("?")[0] + path)
        assert answer.status in (400, 403, 404, 405), (path, answer.status)
        assert "width * height" not in answer.text()


def test_a_kernel_is_for_the_page_that_came_first(page, browser, course):
    join(page, course, "Ada")
    open_lesson(page)
    config = json.loads(page.locator("#jupyter-config-data").text_content())
    address = f"{course.url.split('?')[0]}api/kernels/{config['kernelId']}"
    assert page.context.request.get(address).status == 200
    other = browser.new_context().new_page()
    join(other, course, "Eve")
    expect(other.get_by_text("Good to see you, Eve.")).to_be_visible()
    assert other.context.request.get(address).status == 404
    opened = other.evaluate(
        "url => new Promise(done => { const s = new WebSocket(url);"
        " s.onopen = () => done(true); s.onerror = () => done(false); })",
        address.replace("http", "ws") + "/channels",
    )
    assert opened is False


def test_a_return_code_cannot_be_guessed(page, browser, course):
    join(page, course, "Ada")
    returning = page.locator("main > p strong").first.inner_text()
    post, address = browser.new_context().request.post, course.url.split("?")[0] + "login"

    def comes_back(code):
        return post(address, form={"code": course.code, "nickname": "ada", "return": code}, max_redirects=0).status

    assert comes_back(returning) == 302
    assert [comes_back(f"AAAA{n:02}") for n in range(10)] == [400] * 10
    assert comes_back(returning) == 429
    cookies = {each["name"]: each for each in page.context.cookies()}
    assert {each["sameSite"] for each in cookies.values()} == {"Lax"}


def test_the_course_speaks_the_learners_language(browser, course):
    page = browser.new_context(locale="it-IT").new_page()
    page.goto(course.url.split("?")[0])
    page.get_by_label("Codice della classe").fill(course.code)
    page.get_by_label("Il tuo soprannome").fill("Ada")
    page.get_by_role("button", name="Entra nella classe").click()
    expect(page.get_by_text("Che bello vederti, Ada.")).to_be_visible()
    assert page.get_by_role("link", name="The area of a rectangle").last.get_attribute("href").endswith("it-area.ipynb")


def test_a_learner_says_how_they_learn_plans_and_keeps_the_time(page, browser, course):
    join(page, course, "Ada")
    page.get_by_role("link", name="You", exact=True).click()
    page.get_by_label("Your age").select_option("9-11")
    page.get_by_label("Large text").check()
    page.get_by_label("Count the minutes").check()
    page.get_by_label("A goal of yours").fill("Pass the test on areas")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Pass the test on areas")).to_be_visible()
    assert page.locator("main").evaluate("each => getComputedStyle(each).zoom") == "1.3"
    keep(page, "course-profile")

    page.get_by_role("link", name="Your plan").click()
    for name in ("Saturday", "Sunday"):
        page.get_by_label(name).check()
    page.get_by_label("The day of your goal").fill((date.today() + timedelta(days=5)).isoformat())
    page.get_by_label("Minutes a day").fill("10")
    page.get_by_role("button", name="Make my plan").click()
    expect(page.get_by_role("listitem").filter(has_text="part 2 of 2")).to_be_visible()
    page.get_by_role("button", name="Done: The area of a rectangle, part 1").click()
    expect(page.get_by_role("button", name="Not yet: The area of a rectangle, part 1")).to_be_visible()
    keep(page, "course-plan")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Take it into your calendar").click()
    assert "SUMMARY:The area of a rectangle\\, part 2 of 2" in saved.value.path().read_text()

    page.get_by_role("link", name="The area of a rectangle, part 2").click()
    exercise = page.locator(".cvg").filter(has=page.get_by_role("button", name="Check")).first
    expect(exercise).to_be_visible(timeout=60_000)
    page.clock.install()
    timer = page.get_by_role("group", name="Focus timer")
    timer.get_by_role("button", name="10 minutes").click()
    expect(timer.get_by_role("status")).to_have_text("10 minutes begin.")
    expect(timer.get_by_role("button", name="Pause")).to_be_focused()
    page.reload()
    expect(timer.get_by_role("button", name="Pause")).to_be_visible(timeout=60_000)
    timer.get_by_role("button", name="Pause").click()
    page.reload()
    timer.get_by_role("button", name="Go on").click(timeout=60_000)
    page.clock.fast_forward("09:05")
    expect(timer.get_by_role("status")).to_have_text("One minute is left.")
    keep(page, "course-focus")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.clock.fast_forward("01:00")
    expect(timer.get_by_role("status")).to_have_text("The time is over. Take a short break.")

    page.goto(course.url.split("?")[0] + "progress")
    page.get_by_text("The same as a table").last.click()
    expect(page.get_by_role("row").last).to_contain_text("10")
    other = browser.new_context().new_page()
    join(other, course, "Bo")
    other.goto(course.url.split("?")[0] + "plan")
    expect(other.get_by_role("button", name="Make my plan")).to_be_visible()
    expect(other.get_by_text("The area of a rectangle")).to_have_count(0)


def test_a_class_that_is_started_again_says_so_and_loses_nothing(page, browser, course, tmp_path):
    leader = browser.new_page()
    leader.goto(course.url)
    expect(leader.get_by_role("button", name="Begin an exam")).to_be_visible(timeout=60_000)
    join(page, course, "Ada")
    exercise = open_lesson(page)
    write(page, exercise, WRONG)
    exercise.get_by_role("button", name="Check").click()
    expect(exercise).to_contain_text("1 attempt", timeout=30_000)
    port = int(re.search(r":(\d+)/", course.url)[1])
    course.stop()
    write(page, exercise, RIGHT)
    exercise.get_by_role("button", name="Check").click()
    notice = page.locator(".cvg-notice")
    expect(notice).to_contain_text("The connection to the class is lost", timeout=30_000)
    expect(exercise).to_contain_text("Nobody answers here any more", timeout=30_000)
    expect(exercise.get_by_role("button", name="Check")).to_be_enabled()
    assert axe(page, ".cvg-way") == []
    again = open_classroom(tmp_path / "squares-and-more", tmp_path, tmp_path / "data", port, CONVERGIO_SCRIPTED="x")
    try:
        expect(notice).to_contain_text("The class is there again", timeout=30_000)
        expect(leader.locator(".cvg-board")).to_contain_text("Nobody answers here any more", timeout=30_000)
        keep(page, "course-again")
        page.get_by_role("button", name="Load the page again").click()
        exercise = page.locator(".cvg").filter(has=page.get_by_role("button", name="Check")).first
        expect(exercise.locator("[contenteditable=true]")).to_contain_text("width * height", timeout=60_000)
        exercise.get_by_role("button", name="Check").click()
        expect(exercise).to_contain_text("Well done", timeout=30_000)
    finally:
        again.stop()
