"""The doctor and the list of tools say how the user's servers stand."""

import json

from ..cli.test_cli import convergio
from .strange import table


def test_the_doctor_says_whether_each_server_answers(tmp_path):
    broken = '[mcp.gone]\ncommand = "no-such-program"\n'
    (tmp_path / "settings.toml").write_text(table() + broken)
    result = convergio("doctor", "--json", CONVERGIO_DATA_DIR=str(tmp_path), CONVERGIO_SCRIPTED="x")
    found = [check for check in json.loads(result.stdout)["checks"] if check["id"] == "mcp"]
    assert [(check["ok"], check["warns"]) for check in found] == [(True, False), (True, True)]
    assert "“x” answers; teachers have 10 tools of it." in found[0]["message"]
    assert "there is no program no-such-program" in found[1]["message"]
    assert "[mcp.gone]" in found[1]["remedy"]


def test_the_list_of_tools_shows_where_each_comes_from(tmp_path):
    (tmp_path / "settings.toml").write_text(table())
    result = convergio("teacher", "tools", CONVERGIO_DATA_DIR=str(tmp_path))
    before, _, after = result.stdout.partition("[mcp.x]")
    assert "calculator" in before
    assert "x__add             x: Add" in after
    assert "x__add" not in before


def test_a_course_or_a_notebook_defines_no_server(tmp_path):
    course = tmp_path / "course"
    course.mkdir()
    (course / "settings.toml").write_text(table())
    result = convergio(
        "teacher", "tools", CONVERGIO_DATA_DIR=str(tmp_path / "data"), CONVERGIO_MATERIAL_DIR=str(course),
        CONVERGIO_TEACHERS_DIR=str(course),
    )  # fmt: skip
    assert "[mcp." not in result.stdout
