"""Tables fit into the place where they are shown."""

import pytest

from convergio_jupyter.client import connect
from convergio_jupyter.notebook import memory
from convergio_jupyter.notebook.tables import TERMINAL
from convergio_jupyter.settings import Settings

LONG = "that fractions are difficult for me when the numbers below the line are not the same and nobody draws them"


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize("on", [True, False])
def test_what_is_remembered_fits_into_a_plain_shell_and_loses_no_word(tmp_path, lang, on):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One two."))
    try:
        memory.show("add", LONG, lang, client)
        memory.show("add", "I find " + "x" * 100 + " hard", lang, client)
        found = memory._table(client.call("memory") | {"on": on}, lang, searched=False)
    finally:
        client.close()
    lines = repr(found).splitlines()
    assert max(map(len, lines)) <= TERMINAL
    assert all(word in repr(found).split() for word in LONG.split())
    assert LONG in found._repr_html_()
