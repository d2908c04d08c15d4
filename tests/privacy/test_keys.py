"""Keys of the environment."""

import pytest

from convergio_jupyter.privacy import key_for


@pytest.mark.parametrize(("written", "key"), [(" ", ""), ("\t\n", ""), ("", ""), ("k", "k"), (" k\n", "k")])
def test_blanks_are_no_part_of_a_key_and_no_key(written, key, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", written)
    assert key_for("openai") == key
