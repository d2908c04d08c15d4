"""The help names whatever can be written."""

import re

import pytest

from convergio_jupyter.notebook.commands import COMMANDS
from convergio_jupyter.notebook.exercises import COMMANDS as OF_A_LESSON
from convergio_jupyter.notebook.help import Help


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_help_names_every_command(lang):
    page = repr(Help(lang))
    (lesson,) = re.findall(r"^ *%convergio lesson .*$", page, re.MULTILINE)
    named = {*re.findall(r"%convergio ([a-z]+)", page), *re.findall("[a-z]+", lesson), "help"}
    assert set(COMMANDS) <= named
    assert set(OF_A_LESSON) <= named
