"""What the classroom says before it opens."""

import ipaddress
import socket

import nbformat
import pytest

from convergio_jupyter.classroom import serve
from convergio_jupyter.classroom.app import reached_at
from convergio_jupyter.classroom.launcher import keys_beside
from convergio_jupyter.core.errors import CannotListen, ExtraMissing, NoLessons, NotANotebook, PortTaken, WrongOption
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.lesson import lesson_from
from tests.learning.lessons import lesson


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


def test_a_port_that_is_taken_is_said_before_anything_is_built(tmp_path, capsys):
    nbformat.write(nbformat.from_dict(lesson()), tmp_path / "area.ipynb")
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(PortTaken):
        serve(str(tmp_path), port=taken.getsockname()[1], ip="127.0.0.1", open_browser=False)
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_read_is_named_with_what_to_do(tmp_path, capsys):
    (tmp_path / "torn.ipynb").write_text("{")
    with pytest.raises(NoLessons):
        serve(str(tmp_path), port=0, ip="127.0.0.1", open_browser=False)
    assert f"{tmp_path / 'torn.ipynb'} is left out" in capsys.readouterr().err


def test_behind_a_hub_there_is_a_course_and_the_hubs_own_package(notebook, tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_NAME", "class")
    monkeypatch.setenv("JUPYTERHUB_SERVICE_URL", "http://127.0.0.1:0")
    with pytest.raises(WrongOption) as raised:
        serve(notebook, port=8866, ip="127.0.0.1", open_browser=False)
    assert "the folder of a course" in raised.value.info().remedy
    (tmp_path / "course").mkdir()
    nbformat.write(nbformat.from_dict(lesson()), tmp_path / "course/area.ipynb")
    monkeypatch.setattr("convergio_jupyter.classroom.launcher.find_spec", lambda name: None)
    with pytest.raises(ExtraMissing) as raised:
        serve(str(tmp_path / "course"), port=8866, ip="127.0.0.1", open_browser=False)
    assert "[hub]" in raised.value.info().remedy


def test_keys_that_were_built_with_the_app_are_found_unless_others_are_named(tmp_path, monkeypatch):
    monkeypatch.setenv("CONVERGIO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("CONVERGIO_KEYS_DIR", raising=False)
    app = tmp_path / "course/app/area.ipynb"
    assert keys_beside(app) is None
    write_key(tmp_path / "course/keys/area.key.json", key_of(lesson_from(lesson())))
    assert keys_beside(app) == tmp_path / "course/keys"
    monkeypatch.setenv("CONVERGIO_KEYS_DIR", str(tmp_path))
    assert keys_beside(app) is None


@pytest.mark.parametrize("everywhere", ["", "0.0.0.0", "::"])
def test_a_phone_is_given_a_number_and_not_a_name(everywhere):
    assert reached_at("192.168.1.5") == "192.168.1.5"
    assert reached_at("::1") == "[::1]"
    host = reached_at(everywhere)
    assert host == socket.gethostname() or not ipaddress.ip_address(host).is_unspecified
