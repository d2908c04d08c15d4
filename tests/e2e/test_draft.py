"""A doubtful draft in the sidebar: it stays to be read, a better answer takes its place, and both can be compared."""

import threading

import pytest
from playwright.sync_api import expect

from .conftest import (
    LAB_OPTIONS,
    StreamingModel,
    ask_in,
    axe,
    environment,
    finished,
    free_port,
    keep,
    open_lab,
    open_sidebar,
    served,
    start_server,
)

pytestmark = pytest.mark.browser
DRAFT = "Two and two is five, because 2 + 2 = 5."
BETTER = "Two and two is **four**: put two dots beside two dots and count them."


class TwoModels(StreamingModel):
    """A small model here, and a large one that waits until the test has looked at the draft."""

    def do_POST(self):
        large = self.asked()["model"] == "large-cloud"
        if large:
            self.server.looked.wait(timeout=60)
        self.begin()
        self.say(BETTER if large else DRAFT)


@pytest.fixture
def models():
    with served(TwoModels) as server:
        server.looked = threading.Event()
        yield server
        server.looked.set()


@pytest.fixture
def lab_with_two(models, tmp_path):
    (tmp_path / "work").mkdir()
    env = environment(
        tmp_path / "data",
        tmp_path / "home",
        CONVERGIO_OPENAI_BASE_URL=f"http://127.0.0.1:{models.server_port}/v1",
        CONVERGIO_OPENAI_MODELS="small,large-cloud",
        CONVERGIO_HARD_FROM="1",
        CONVERGIO_DOUBT_FROM="0",
    )
    server = start_server("jupyterlab", LAB_OPTIONS, tmp_path / "work", env, free_port(), "/api")
    yield server
    server.stop()


def test_a_draft_is_improved_before_the_readers_eyes(page, lab_with_two, models):
    open_lab(page, lab_with_two)
    panel = open_sidebar(page)
    turn = ask_in(panel, "What is 2 + 2?")
    expect(turn.locator(".cvg-revising")).to_contain_text("larger model", timeout=60_000)
    expect(turn.locator(".cvg-draft")).to_contain_text("is five")
    keep(page, "draft-waiting")
    assert axe(page, "#convergio-sidebar") == []

    models.looked.set()
    finished(turn)
    expect(turn.locator(".cvg-prose").first).to_contain_text("is four")
    expect(turn.get_by_text("is five")).to_be_hidden()
    turn.get_by_text("First draft").first.click()
    expect(turn.get_by_text("is five")).to_be_visible()
    turn.locator(".cvg-receipt summary").click()
    expect(turn.locator(".cvg-facts")).to_contain_text("small")
    expect(turn.locator(".cvg-revising")).to_be_hidden()
    expect(panel.get_by_text("this month")).not_to_contain_text("0.00")  # an unknown price is assumed to be dear
    keep(page, "draft-improved")
    assert axe(page, "#convergio-sidebar") == []
