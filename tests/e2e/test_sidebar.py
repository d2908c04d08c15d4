"""The sidebar in JupyterLab: asked, stopped, asked again, reloaded, looked at, listened to."""

import pytest
from playwright.sync_api import expect

from .conftest import (
    LAB_OPTIONS,
    TOKEN,
    ask_in,
    axe,
    environment,
    finished,
    free_port,
    keep,
    open_lab,
    open_sidebar,
    start_server,
    unfold,
)

pytestmark = pytest.mark.browser

COVERED = """() => {
  const hidden = [];
  const root = document.querySelector('#convergio-sidebar');
  for (const control of root.querySelectorAll('button, textarea, summary, a[href]')) {
    control.scrollIntoView({block: 'nearest'});
    const box = control.getBoundingClientRect();
    if (!box.width || !box.height) { continue; }
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!hit || !(control === hit || control.contains(hit) || hit.contains(control))) {
      hidden.push(control.outerHTML.slice(0, 100));
    }
    // A link in running text is as high as its line; WCAG 2.5.8 exempts it.
    const small = box.height < 24 || box.width < 24;
    if (control.tagName !== 'A' && small) { hidden.push('small: ' + control.outerHTML.slice(0, 100)); }
  }
  return hidden;
}"""


@pytest.mark.model
def test_what_a_teacher_has_prepared_is_quoted_and_said_to_be(page, lab, foreign):
    open_lab(page, lab)
    panel = open_sidebar(page)
    turn = finished(ask_in(panel, "Why does ice float on water?"))
    expect(turn.locator("blockquote")).to_contain_text("nine percent more room")
    expect(turn.locator(".cvg-receipt")).to_contain_text("the teacher's notes")
    unfold(turn)
    expect(turn.locator(".cvg-receipt code")).to_have_text("convergio doctor")  # once
    expect(turn).not_to_contain_text("`")
    keep(page, "sidebar-prepared")
    assert axe(page, "#convergio-sidebar") == []
    assert foreign == []


@pytest.mark.model
def test_what_else_is_written_down_is_asked_for_from_the_list(page, lab):
    open_lab(page, lab)
    panel = open_sidebar(page)
    turn = finished(ask_in(panel, "@feynman Why does a spinning top stay up?"))
    topics = turn.locator(".cvg-prose li").get_by_role("button")
    expect(topics).to_have_count(6)
    wanted = topics.first.inner_text()
    keep(page, "sidebar-topics")
    assert axe(page, "#convergio-sidebar") == []
    topics.first.press("Enter")
    expect(panel.locator(".cvg-turn")).to_have_count(2)
    told = finished(panel.locator(".cvg-turn").last)
    expect(told.locator(".cvg-question")).to_have_text(f"@feynman {wanted}")
    expect(told.locator("blockquote")).to_contain_text(f"Feynman's notes: {wanted}")
    expect(panel.get_by_label("Your question")).to_be_focused()


@pytest.mark.model
def test_a_real_teacher_answers_and_can_be_stopped_and_asked_again(page, lab, foreign):
    open_lab(page, lab)
    panel = open_sidebar(page)
    keep(page, "sidebar-start")
    expect(panel.get_by_label("Your question")).to_be_focused()
    panel.get_by_role("button", name="Feynman physics").click()
    turn = finished(ask_in(panel, "Why does a spinning top stay up?"))
    expect(turn).to_contain_text("the small model here would only guess")
    keep(page, "sidebar-nothing-prepared")
    turn.get_by_role("button", name="Let the small model guess").click()
    expect(panel.locator(".cvg-turn")).to_have_count(2)
    turn = panel.locator(".cvg-turn").last
    expect(panel.get_by_role("button", name="Stop")).to_be_visible()
    finished(turn)
    expect(turn).to_contain_text("Feynman")
    assert len(turn.locator(".cvg-answer").inner_text()) > 60
    unfold(turn)
    expect(turn.locator(".cvg-facts")).to_contain_text("SmolLM2 135M (embedded)")
    keep(page, "sidebar-answer")

    ask_in(panel, "Tell a long story about a river, a mill and a mouse who cannot swim.")
    panel.get_by_role("button", name="Let the small model guess").last.click()
    expect(panel.locator(".cvg-turn")).to_have_count(4)
    turn = panel.locator(".cvg-turn").last
    expect(turn.locator(".cvg-prose")).to_contain_text("e", timeout=60_000)
    panel.get_by_role("button", name="Stop").click()
    expect(turn).to_contain_text("Stopped.")
    turn.get_by_role("button", name="Ask again").click()
    expect(panel.locator(".cvg-turn")).to_have_count(5)
    panel.get_by_role("button", name="Stop").click()  # most likely before the first word
    turn = panel.locator(".cvg-turn").last
    expect(turn).to_contain_text("Stopped.")
    expect(turn.get_by_role("button", name="Ask again")).to_be_visible()

    panel.get_by_role("button", name="use a better one").first.click()
    expect(panel).to_contain_text("CONVERGIO_GGUF")
    model = panel.get_by_role("link", name="Qwen2.5-7B-Instruct-Q4_K_M.gguf")
    assert model.get_attribute("href") == "https://huggingface.co/bartowski/Qwen2.5-7B-Instruct-GGUF"
    expect(panel.locator("li", has_text="Qwen2.5-7B")).to_contain_text("4.7\u00a0GB")
    assert page.evaluate(COVERED) == []
    assert axe(page, "#convergio-sidebar") == []
    keep(page, "sidebar-models")
    panel.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Escape")
    expect(panel.locator(".cvg-turn")).to_have_count(5)
    assert foreign == []


def test_the_menu_goes_by_arrows_and_a_double_click_deletes_nothing(page, script_lab):
    open_lab(page, script_lab)
    panel = open_sidebar(page)
    finished(ask_in(panel, "Show me everything"))
    panel.get_by_role("button", name="Menu").click()
    for name in ("New conversation", "Conversations", "Models"):
        page.keyboard.press("ArrowDown")
        expect(panel.get_by_role("button", name=name)).to_be_focused()
    panel.get_by_role("button", name="Delete this conversation").dblclick()
    expect(panel.get_by_role("button", name="Delete it for good")).to_be_visible()
    expect(panel.locator(".cvg-turn")).to_have_count(1)
    page.keyboard.press("Escape")
    panel.get_by_role("button", name="Menu").click()
    panel.get_by_role("button", name="Conversations", exact=True).click()
    talks = panel.locator(".cvg-history-line", has_text="Show me everything")
    expect(talks.first).to_be_visible()
    before = talks.count()
    talks.first.get_by_role("button", name="Delete").dblclick()
    keep(page, "sidebar-conversations")
    panel.get_by_label("Your question").click()
    expect(panel.get_by_role("button", name="Delete it for good")).to_have_count(0)
    expect(talks).to_have_count(before)
    talks.first.get_by_role("button", name="Delete").click()
    panel.get_by_role("button", name="Delete it for good").click()
    expect(talks).to_have_count(before - 1)


def test_the_menu_stays_open_where_nobody_left_it(page, script_lab):
    open_lab(page, script_lab, "welcome.ipynb")
    panel = open_sidebar(page)
    menu, entries = panel.get_by_role("button", name="Menu"), panel.locator(".cvg-menu-entry")
    cell = page.locator(".jp-Notebook .jp-Cell").first
    menu.click()
    page.locator(".jp-Notebook").first.evaluate("notebook => notebook.focus()")  # as JupyterLab does once it is ready
    expect(menu).not_to_be_focused()
    expect(entries.first).to_be_visible()
    cell.click()
    expect(entries).to_have_count(0)
    menu.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(entries).to_have_count(0)


def test_a_conversation_is_deleted_by_keyboard(page, script_lab):
    open_lab(page, script_lab)
    panel = open_sidebar(page)
    finished(ask_in(panel, "Forget me by keyboard"))
    for key in ("Enter", "Space"):
        panel.get_by_role("button", name="Menu").press("Enter")
        page.keyboard.press("ArrowUp")
        expect(panel.get_by_role("button", name="Delete this conversation")).to_be_focused()
        page.keyboard.press(key)
        expect(panel.get_by_role("button", name="Delete it for good")).to_be_focused()
        expect(page.get_by_role("status").filter(has_text="Delete it for good")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(panel.get_by_role("button", name="Menu")).to_be_focused()
        expect(panel.locator(".cvg-menu-entry")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.down("Enter")
    page.keyboard.down("Enter")  # held: it repeats, and asks only
    page.keyboard.up("Enter")
    expect(panel.get_by_role("button", name="Delete it for good")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.locator(".cvg-turn")).to_have_count(0)
    expect(panel.get_by_label("Your question")).to_be_focused()
    expect(panel.locator(".cvg-line", has_text="Forget me by keyboard")).to_have_count(0)


def _answers_all_but(question):
    """A line on which one question waits for its answer, as long as the test looks."""

    def handle(line):
        server = line.connect_to_server()
        line.on_message(lambda message: None if question in message else server.send(message))

    return handle


CLICK_AND_ESCAPE = """entry => {
  entry.click();
  const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(key);  // before anything is drawn
}"""


def test_escape_goes_from_a_page_to_the_talk_and_never_away_from_an_answer(page, script_lab):
    page.route_web_socket("**/convergio/api/stream**", _answers_all_but("Does it take long?"))
    open_lab(page, script_lab, "welcome.ipynb")
    page.locator(".jp-Notebook .jp-Cell").first.click()
    panel = open_sidebar(page)
    box = panel.get_by_label("Your question")
    finished(ask_in(panel, "Before the pages"))
    for name in ("Models", "What is remembered", "How things stand"):
        panel.get_by_role("button", name="Menu").click()
        panel.get_by_role("button", name=name).click()
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(panel.locator(".cvg-turn")).to_have_count(1)
        expect(box).to_be_focused()
    panel.get_by_role("button", name="Menu").click()
    panel.get_by_role("button", name="Models").evaluate(CLICK_AND_ESCAPE)
    expect(panel.locator(".cvg-turn")).to_have_count(1)
    panel.get_by_role("button", name="Menu").click()
    panel.get_by_role("button", name="Models").click()
    panel.get_by_text("Use a better one").click()  # words, not a control
    page.keyboard.press("Escape")
    expect(panel.locator(".cvg-turn")).to_have_count(1)
    box.fill("Does it take long?")
    box.press("Enter")
    expect(panel.get_by_role("button", name="Stop")).to_be_visible()
    box.press("Escape")
    expect(box).to_be_focused()


def test_markdown_mathematics_and_hostile_text(page, script_lab, foreign):
    open_lab(page, script_lab, "welcome.ipynb")
    panel = open_sidebar(page)
    turn = finished(ask_in(panel, "Show me everything"))
    expect(turn.locator("math").first).to_be_visible()
    assert turn.locator("math").count() == 4
    assert turn.locator("td math").count() == 1
    assert page.evaluate("window.hacked") is None
    assert turn.locator("img, script, a[href^='javascript']").count() == 0
    expect(turn).to_contain_text("<script>")
    keep(page, "sidebar-rich")
    assert foreign == []


def test_copy_and_insert(page, script_lab):
    open_lab(page, script_lab, "welcome.ipynb")
    panel = open_sidebar(page)
    turn = finished(ask_in(panel, "Show me everything"))
    turn.get_by_role("button", name="Copy", exact=True).last.click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('sum(2 * k - 1'))")
    turn.get_by_role("button", name="Insert").click()
    cells = "window.jupyterapp.shell.currentWidget.content.widgets.map(w => w.model.sharedModel.getSource())"
    assert any("sum(2 * k - 1" in source for source in page.evaluate(cells))


def test_a_talk_survives_a_reload_and_escape_goes_back(page, script_lab):
    open_lab(page, script_lab, "welcome.ipynb")
    page.locator(".jp-Notebook .jp-Cell").first.click()
    panel = open_sidebar(page)
    finished(ask_in(panel, "Remember me"))
    panel.get_by_label("Your question").press("Escape")
    assert page.evaluate("!document.activeElement.closest('#convergio-sidebar')")
    page.goto(f"{script_lab.url}/lab?token={TOKEN}")
    panel = page.locator("#convergio-sidebar .cvg")
    if not panel.is_visible():
        page.wait_for_function("!!window.jupyterapp")
        page.evaluate("window.jupyterapp.restored.then(() => true)")
        page.keyboard.press("Alt+Shift+C")
    expect(panel.locator(".cvg-turn")).to_contain_text("Remember me")
    expect(panel.locator(".cvg-answer")).to_contain_text("Odd numbers")


def test_two_pages_on_one_conversation(page, context, script_lab):
    open_lab(page, script_lab)
    panel = open_sidebar(page)
    finished(ask_in(panel, "From the first page"))
    second = context.new_page()
    open_lab(second, script_lab)
    other = open_sidebar(second)
    expect(other.locator(".cvg-turn")).to_contain_text("From the first page")
    finished(ask_in(other, "From the second page"))
    expect(panel.locator(".cvg-turn")).to_have_count(2)
    expect(panel.locator(".cvg-turn").last).to_contain_text("From the second page")


def test_an_empty_question_is_a_quiet_sentence(page, script_lab):
    open_lab(page, script_lab)
    panel = open_sidebar(page)
    panel.get_by_label("Your question").press("Enter")
    expect(panel.locator(".cvg-hint")).to_contain_text("Write a question first.")
    panel.get_by_label("Your question").press("Escape")
    expect(panel.locator(".cvg-hint")).to_be_empty()


def test_everything_can_be_hit_and_axe_finds_nothing(page, script_lab):
    open_lab(page, script_lab, "welcome.ipynb")
    panel = open_sidebar(page)
    assert axe(page, "#convergio-sidebar") == []
    assert page.evaluate(COVERED) == []
    turn = finished(ask_in(panel, "Show me everything"))
    unfold(turn)
    assert panel.evaluate("node => node.getBoundingClientRect().width") <= 260
    assert page.evaluate(COVERED) == []
    assert axe(page, "#convergio-sidebar") == []
    page.evaluate(
        "window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'}).then(() => 1)"
    )
    page.wait_for_function("document.body.dataset.jpThemeLight === 'false'")
    assert axe(page, "#convergio-sidebar") == []
    block = turn.locator("pre").first
    assert block.evaluate("node => getComputedStyle(node).backgroundColor") != "rgb(255, 255, 255)"
    keep(page, "sidebar-dark")
    page.set_viewport_size({"width": 640, "height": 450})  # what 200 % zoom leaves of 1280 × 900
    assert page.evaluate(COVERED) == []
    keep(page, "sidebar-zoom")


def test_no_model_is_an_invitation_and_nothing_is_lost(page, tmp_path):
    home, folder = tmp_path / "home", tmp_path / "work"
    folder.mkdir()
    home.mkdir()
    options = ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"]
    server = start_server("jupyterlab", options, folder, environment(tmp_path / "data", home), free_port(), "/api")
    try:
        open_lab(page, server)
        panel = open_sidebar(page)
        expect(panel.locator(".cvg-error").first).to_contain_text("There is no model here that could answer yet.")
        keep(page, "sidebar-no-model")
        turn = ask_in(panel, "Is anybody there?")
        expect(turn.locator(".cvg-error")).to_contain_text("There is no model")
        expect(turn).to_contain_text("Is anybody there?")
    finally:
        server.stop()


def test_the_whole_panel_speaks_the_servers_language_where_nobody_chose_one(page, tmp_path):
    home, folder = tmp_path / "home", tmp_path / "work"
    folder.mkdir()
    home.mkdir()
    env = environment(tmp_path / "data", home, CONVERGIO_SCRIPTED="Ecco.\n\n```python\n1\n```", CONVERGIO_LANGUAGE="it")
    server = start_server("jupyterlab", LAB_OPTIONS, folder, env, free_port(), "/api")
    try:
        open_lab(page, server)
        panel = open_sidebar(page)
        expect(panel.get_by_text("Il corpo docente")).to_be_visible()
        expect(panel.get_by_role("button", name="Euclide")).to_contain_text("matematica")
        box = panel.get_by_label("La tua domanda")
        box.fill("Quanto fa?")
        box.press("Enter")
        expect(panel.locator(".cvg-receipt")).to_be_visible()
        held = []

        def hold_the_first_screen(line):
            server = line.connect_to_server()
            line.on_message(lambda m: held.append((server, m)) if '"home"' in m else server.send(m))

        page.route_web_socket("**/convergio/api/stream**", hold_the_first_screen)
        page.reload()
        panel = open_sidebar(page)
        expect(panel.get_by_role("button", name="Copia")).to_have_count(2)  # as the page before it did, and at once
        for line, message in held:
            line.send(message)
        expect(panel.get_by_label("La tua domanda")).to_be_visible()
        expect(panel.locator(".cvg-turn").get_by_role("button", name="Copia")).to_have_count(2)
        expect(panel.get_by_role("button", name="Copy")).to_have_count(0)
        assert panel.evaluate("node => node.lang") == "it"
    finally:
        server.stop()


def test_a_server_that_comes_back_finds_the_talk(page, tmp_path):
    home, folder, port = tmp_path / "home", tmp_path / "work", free_port()
    folder.mkdir()
    home.mkdir()
    options = ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"]
    env = environment(tmp_path / "data", home, CONVERGIO_SCRIPTED="The answer.")
    server = start_server("jupyterlab", options, folder, env, port, "/api")
    try:
        open_lab(page, server)
        panel = open_sidebar(page)
        finished(ask_in(panel, "Before"))
        server.process.kill()
        server.process.wait()
        expect(panel.locator(".cvg-foot")).to_contain_text("Reconnecting", timeout=15_000)
        ask_in(panel, "While you were away")
        server = start_server("jupyterlab", options, folder, env, port, "/api")
        expect(panel.locator(".cvg-turn").last).to_contain_text("The answer.", timeout=40_000)
        expect(panel.locator(".cvg-turn").first).to_contain_text("Before")
    finally:
        server.stop()


@pytest.mark.model
def test_the_principal_calls_three_teachers_who_answer_side_by_side(page, lab, foreign):
    open_lab(page, lab)
    panel = open_sidebar(page)
    question = "Why does the moon change its shape? How do I add a half and a third? And who built the pyramids?"
    turn = ask_in(panel, f"@ali {question}")
    answers = turn.locator(".cvg-answer")
    expect(answers).to_have_count(5, timeout=120_000)
    expect(turn).to_contain_text("In their own words", timeout=120_000)
    names = [text.strip() for text in turn.locator(".cvg-author-name").all_inner_texts()]
    assert names == ["You", "Ali", "Galileo", "Euclide", "Erodoto", "Ali"]
    expect(answers.nth(2)).to_contain_text("How do I add a half and a third?")
    turn.get_by_role("link", name="Euclide", exact=True).press("Enter")
    expect(answers.nth(2)).to_be_focused()
    assert axe(page, "#convergio-sidebar") == []
    keep(page, "sidebar-panel")
    page.reload()
    panel = open_sidebar(page)
    expect(panel.locator(".cvg-turn").last.locator(".cvg-answer")).to_have_count(5)
    assert foreign == []


def test_what_several_teachers_said_can_be_unfolded_and_played_again(page, script_lab):
    open_lab(page, script_lab)
    panel = open_sidebar(page)
    turn = ask_in(panel, "@Euclide @Leonardo what is perspective?")
    again = turn.get_by_role("button", name="Play again")
    expect(again).to_be_visible(timeout=60_000)
    expect(page.get_by_role("status").filter(has_text="Euclide, Leonardo, and Ali have answered.")).to_have_count(1)
    expect(panel.get_by_placeholder("Ask Ali")).to_be_visible()
    answers = turn.locator(".cvg-answer")
    count, whole = answers.count(), answers.last.inner_text()
    turn.get_by_text("How this came about").click()
    expect(turn.locator(".cvg-trace li")).to_have_count(count)
    keep(page, "sidebar-trace")
    assert axe(page, "#convergio-sidebar") == []
    again.press("Enter")
    expect(answers).not_to_have_count(count)  # who brings it together comes last
    expect(again).to_be_visible(timeout=30_000)
    expect(answers).to_have_count(count)
    assert answers.last.inner_text() == whole
    expect(page.get_by_role("status").filter(has_text="All of it was played again.")).to_have_count(1)
    page.reload()
    panel = open_sidebar(page)
    expect(panel.get_by_role("button", name="Play again")).to_be_visible()
    expect(panel.locator(".cvg-title")).to_contain_text("Ali")
