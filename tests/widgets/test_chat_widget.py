"""The chat widget without a page: what it sends, what it keeps small, what it passes on."""

import time

import pytest

from convergio_jupyter.client import connect
from convergio_jupyter.core.schema import Attachment, Question
from convergio_jupyter.settings import Settings
from convergio_jupyter.widgets import Chat


class Page:
    """Stands for the page: sends messages as a front end does and collects what comes."""

    def __init__(self, chat):
        self.chat = chat
        self.inbox = []
        chat.send = lambda content, buffers=None: self.inbox.append(content)

    def send(self, message):
        self.chat._handle_custom_msg(message, [])

    def wait_for(self, wanted, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for message in list(self.inbox):
                if wanted(message):
                    return message
            time.sleep(0.01)
        raise AssertionError(self.inbox)


@pytest.fixture
def page(tmp_path):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One two three."))
    chat = Chat("feynman", lang="it", client=client)
    yield Page(chat)
    chat.close()
    client.close()


def test_what_travels_with_each_instance_is_small(page):
    assert len(page.chat._esm) < 15_000
    assert (page.chat.teacher, page.chat.lang, page.chat.question) == ("feynman", "it", {})


def test_the_bundle_comes_when_it_is_asked_for(page):
    page.send({"op": "bundle"})
    bundle = page.inbox[0]
    assert len(bundle["bundle"]) > 50_000
    assert bundle["hash"] in page.chat._esm


def test_the_protocol_passes_untouched(page):
    page.send({"op": "call", "id": 1, "method": "home", "params": {"lang": "it"}})
    assert page.wait_for(lambda message: message.get("re") == 1)["result"]["lang"] == "it"
    page.send({"op": "ask", "question": {"text": "Why?", "turn": "t", "teacher": "feynman"}})
    page.wait_for(lambda message: message.get("type") == "done")
    assert "".join(message["text"] for message in page.inbox if message.get("type") == "text") == "One two three."


def test_what_is_asked_in_a_chat_counts_for_its_course(page):
    page.chat.course = "biology"
    page.send({"op": "ask", "question": {"text": "Why?", "turn": "c", "teacher": "feynman"}})
    asked = page.wait_for(lambda message: message.get("type") == "asked")
    assert asked["question"]["course"] == "biology"


def test_a_view_that_goes_away_hangs_up_and_another_one_goes_on(page):
    page.send({"op": "call", "id": 1, "method": "usage"})
    page.wait_for(lambda message: message.get("re") == 1)
    assert page.chat._pipe is not None
    page.send({"op": "leave"})
    assert page.chat._pipe is None
    assert page.inbox[-1] == {"state": "closed"}
    page.send({"op": "call", "id": 2, "method": "usage"})
    page.wait_for(lambda message: message.get("re") == 2)


def test_a_host_that_cannot_start_is_a_sentence(tmp_path):
    (tmp_path / "convergio.sqlite3").mkdir()
    client = connect(Settings(data_dir=str(tmp_path), scripted="x"))
    page = Page(Chat(client=client))
    page.send({"op": "call", "id": 1, "method": "home"})
    page.send({"op": "ask", "question": {"text": "Perché?", "turn": "t", "lang": "it"}})
    assert page.inbox[0]["error"]["code"] == "store_broken"
    assert page.inbox[1]["error"]["message"].startswith("Convergio non")
    assert (page.inbox[1]["type"], page.inbox[1]["turn"]) == ("error", "t")


def test_a_prepared_question_travels_with_what_is_lent():
    lent = (Attachment(kind="variable", label="heights", text="[1]"),)
    chat = Chat("darwin", question=Question(text="What is this?", attachments=lent))
    assert chat.question["attachments"] == [{"kind": "variable", "label": "heights", "text": "[1]"}]


def test_a_page_cannot_talk_its_way_out_of_its_lesson(tmp_path):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One."))
    page = Page(Chat("feynman", lesson="loops-1/en", client=client))
    page.send({"op": "ask", "question": {"text": "Why?", "turn": "t", "teacher": "feynman", "lesson": "other"}})
    asked = page.wait_for(lambda message: message.get("type") == "asked")
    assert asked["question"]["lesson"] == "loops-1/en"
    page.chat.close()
    client.close()
