"""``%convergio tools`` shows what was allowed or refused beforehand, and takes it back."""

import pytest

from convergio_jupyter.core.errors import WrongOption
from convergio_jupyter.notebook import permissions

WEB = {"id": 3, "tool": "web_fetch", "title": "Read a page", "mode": "lesson", "lesson": "sums"}
TALK = {**WEB, "id": 4, "mode": "never", "lesson": ""}


class Host:
    """Somebody allowed two tools."""

    def __init__(self, *standing):
        self.standing, self.calls = list(standing), []

    def call(self, method, **parameters):
        self.calls.append((method, parameters))
        return {"count": len(self.standing)} if method == "take_back" else self.standing


def test_what_stands_is_a_table_that_says_where():
    shown = repr(permissions.show("", "en", Host(WEB, TALK)))
    assert "3       Read a page  allowed   in the lesson sums" in shown
    assert "4       Read a page  refused   in one talk" in shown
    assert "rifiutato  in una conversazione" in repr(permissions.show("", "it", Host(TALK)))
    assert "asked each time" in repr(permissions.show("", "en", Host()))


@pytest.mark.parametrize(("rest", "parameters"), [("reset 3", {"id": 3}), ("reset all", {"all": True})])
def test_it_is_taken_back(rest, parameters):
    host = Host(WEB)
    assert "You will be asked again." in repr(permissions.show(rest, "en", host))
    assert host.calls == [("take_back", parameters)]
    assert "Nothing was allowed" in repr(permissions.show(rest, "en", Host()))


@pytest.mark.parametrize("rest", ["reset", "reset web", "allow 3"])
def test_what_makes_no_sense_is_told(rest):
    with pytest.raises(WrongOption) as told:
        permissions.show(rest, "en", Host(WEB))
    assert "%convergio tools [reset NUMBER|all]" in told.value.info("en").remedy
