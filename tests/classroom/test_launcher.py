"""What the classroom says before it opens."""

import nbformat
import pytest

from convergio_jupyter.classroom import serve
from convergio_jupyter.core.errors import CannotListen, NotANotebook


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    return str(path)


@pytest.mark.parametrize("content", [None, "", "{}", "not json", '{"nbformat": 99}'])
def test_what_is_no_notebook_is_named(content, tmp_path):
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_text(content)
    with pytest.raises(NotANotebook):
        serve(str(path), port=8866, ip="127.0.0.1", open_browser=False)


@pytest.mark.parametrize(("ip", "port"), [("127.0.0.1", 99_999), ("no-such-host.invalid", 8866), ("192.0.2.1", 8866)])
def test_an_address_that_does_not_exist_is_named(ip, port, notebook):
    with pytest.raises(CannotListen):
        serve(notebook, port=port, ip=ip, open_browser=False)
