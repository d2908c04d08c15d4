"""The classroom app: a lesson through Voila, on the same gateway."""

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import pytest
from playwright.sync_api import expect

from .conftest import ROOT, ask_in, axe, finished, keep, open_classroom, unfold

pytestmark = pytest.mark.browser


def kernels_of(server):
    """Processes of kernels that the classroom started."""
    out = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(server.process.pid)], capture_output=True, text=True, check=False
    )
    return [line for line in out.stdout.splitlines() if "ipykernel" in line]


@pytest.fixture
def classroom(tmp_path):
    server = open_classroom(
        ROOT / "notebooks/welcome.ipynb", tmp_path, tmp_path / "data", CONVERGIO_SCRIPTED="Here I am."
    )
    yield server
    server.stop()


@pytest.mark.model
def test_a_real_teacher_answers_in_the_app(page, model_data, tmp_path, foreign):
    server = open_classroom(ROOT / "notebooks/welcome.ipynb", tmp_path, model_data)
    try:
        page.goto(server.url)
        chat = page.locator(".cvg").first
        expect(chat.get_by_role("button", name="What is a prime number").first).to_be_visible(timeout=60_000)
        expect(page.get_by_text("Who teaches here")).to_be_visible()
        expect(page.get_by_text("Shift + Enter")).to_be_hidden()  # a visitor has no cells to run
        keep(page, "classroom")
        chat.get_by_role("button", name="What is a prime number").first.click()
        turn = finished(chat.locator(".cvg-turn").last)
        expect(turn).to_contain_text("Euclide")
        assert len(turn.locator(".cvg-answer").inner_text()) > 40
        keep(page, "classroom-answer")
        page.reload()
        chat = page.locator(".cvg").first
        expect(chat.locator(".cvg-answer")).to_contain_text("Euclide", timeout=60_000)
        unfold(turn)
        assert turn.locator(".cvg-facts dt").first.bounding_box()["width"] > 50
        keep(page, "classroom-receipt")
        assert foreign == []
    finally:
        server.stop()


def test_nobody_comes_in_without_the_address(page, classroom, foreign):
    page.goto(classroom.url.split("?")[0])
    expect(page).to_have_url(re.compile("login"))
    assert page.locator(".cvg").count() == 0
    for path in ("convergio/api/home", "api/kernels/x", "voila/files/welcome.ipynb"):
        assert is_closed(classroom.url.split("?")[0] + path), path


def is_closed(url):
    """Whether ``url`` is refused, or leads to the login."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return "/login" in response.url
    except urllib.error.HTTPError as refused:
        return refused.code in (403, 404)


def test_a_visitor_who_is_in_cannot_reach_the_gateway(page, classroom):
    page.goto(classroom.url)
    page.wait_for_selector(".cvg .cvg-box")
    status = page.evaluate("fetch('/convergio/api/home').then(r => r.status)")
    assert status == 403


def test_visitors_see_only_their_own_talks(page, context, classroom):
    page.goto(classroom.url)
    chat = page.locator(".cvg").last
    finished(ask_in(chat, "My secret question"))
    other = context.new_page()
    other.goto(classroom.url)
    expect(other.locator(".cvg .cvg-teacher").first).to_be_visible(timeout=30_000)
    assert "My secret question" not in other.content()


def test_no_kernel_stays_after_a_visit(context, classroom):
    for _ in range(5):
        page = context.new_page()
        page.goto(classroom.url)
        expect(page.locator(".cvg .cvg-box").first).to_be_visible(timeout=30_000)
        page.close(run_before_unload=True)
    for _ in range(100):
        if not kernels_of(classroom):
            break
        time.sleep(0.3)
    assert kernels_of(classroom) == []


def test_axe_finds_nothing_in_our_part(page, classroom):
    page.goto(classroom.url)
    chat = page.locator(".cvg").last
    expect(chat.locator(".cvg-teacher").first).to_be_visible(timeout=30_000)
    assert axe(page, ".cvg") == []
    assert page.locator("[role=main]").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_failing_or_unanswered_cell_swallows_nothing(page, tmp_path, foreign):
    cells = [
        nbformat.v4.new_code_cell("%load_ext convergio_jupyter"),
        nbformat.v4.new_code_cell("raise NotImplementedError('your answer')"),
        nbformat.v4.new_code_cell("assert answer == 42"),
        nbformat.v4.new_code_cell("input('?')"),
        nbformat.v4.new_code_cell("int('MCDL')", metadata={"tags": ["raises-exception"]}),
        nbformat.v4.new_code_cell("%%convergio nobody\nhello"),
        nbformat.v4.new_markdown_cell("The last line of the lesson: $x^2$"),
    ]
    path = tmp_path / "lesson.ipynb"
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(notebook, path)
    server = open_classroom(path, tmp_path, tmp_path / "data", CONVERGIO_SCRIPTED="x")
    try:
        page.goto(server.url)
        expect(page.get_by_text("The last line of the lesson")).to_be_visible(timeout=40_000)
        expect(page.get_by_text("the lesson goes on below").first).to_be_visible()
        expect(page.get_by_text("There is no teacher called")).to_be_visible()
        assert "NotImplementedError" not in page.content()
        meant = page.get_by_text("ValueError: invalid literal for int() with base 10: 'MCDL'")
        expect(meant).to_be_visible()  # its author shows it on purpose
        assert "Traceback" not in page.content()
        keep(page, "classroom-failing")
        assert foreign == []
    finally:
        server.stop()


def test_a_port_that_is_taken_is_one_sentence(classroom, tmp_path):
    port = re.search(r":(\d+)/", classroom.url).group(1)
    command = [
        sys.executable,
        "-m",
        "convergio_jupyter.cli",
        "classroom",
        str(ROOT / "notebooks/welcome.ipynb"),
        "--port",
        port,
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 1
    assert f"Port {port} is already used" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_lesson_file_holds_no_state_of_ours():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        notebook = json.loads(path.read_text())
        assert all(
            not cell.get("outputs") and cell.get("execution_count") is None
            for cell in notebook["cells"]
            if cell["cell_type"] == "code"
        )
