"""Sentences are filled in once, whatever stands in what is filled in."""

import pytest

from convergio_jupyter.core.i18n import Phrase, translate


@pytest.mark.parametrize("lang", ["en", "it"])
def test_what_is_filled_in_may_hold_braces(lang):
    assert translate("{one} and {two}", lang, one="{two}", two="2") == "{two} and 2"
    assert translate("{one} and {other}", lang, one="1") == "1 and {other}"


def test_a_sentence_within_a_sentence_is_said_in_its_language():
    assert translate("{what}!", "it", what=Phrase("the teacher's notes")) == "gli appunti dell'insegnante!"
