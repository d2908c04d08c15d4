"""Writing a lesson against a real server: whoever may run code there may have it checked and drafted, nobody else."""

import json
import urllib.error

import pytest

from convergio_jupyter.client import RemoteError, connect
from convergio_jupyter.core.events import Progress
from tests.learning.authoring.test_draft import HINT
from tests.learning.lessons import lesson

from ..test_client import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("authors"), answer=json.dumps(HINT))
    yield server
    server.stop()


@pytest.fixture
def work(server, monkeypatch):
    monkeypatch.setenv("CONVERGIO_GATEWAY", str(server.card))
    client, heard = connect(), []
    yield lambda method, **more: (client.work(method, heard.append, notebook=lesson(), **more), heard)
    client.close()


def test_a_lesson_is_checked_and_tells_how_far_it_is(work):
    found, heard = work("author_check", run=True)
    assert found == {"findings": []}
    assert [type(each) for each in heard] == [Progress]


def test_a_hint_is_drafted_and_the_page_made(work):
    found, _ = work("author_draft", kind="hint", about="x", exercise="area")
    assert found["cells"][0]["source"] == HINT["hint"]
    page, _ = work("author_preview")
    assert "The area of a rectangle" in page["html"]


def test_an_error_comes_as_data(work):
    with pytest.raises(RemoteError) as error:
        work("author_draft", kind="poem", about="x", lang="it")
    assert error.value.info().message == "«kind» non va bene, o gli manca qualcosa dopo."


def test_no_link_opens_it(server):
    with pytest.raises(urllib.error.HTTPError) as error:
        server.get("author_check")
    assert error.value.code == 404
