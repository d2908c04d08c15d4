"""A tool that works in a process of its own says what is missing before it starts one."""

import pytest

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk
from convergio_jupyter.tools.elsewhere import elsewhere


def test_without_the_library_one_sentence_says_what_to_install():
    lacking = elsewhere(lambda arguments, desk: None, needs="no_such_library")
    with pytest.raises(Unable, match=r"pip install 'convergio-jupyter\[tools\]'"):
        lacking({}, Desk())
