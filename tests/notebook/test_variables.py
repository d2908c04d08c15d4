"""The variables of a notebook, as they are lent with it: short, without secrets, and without running anybody's code."""

import types

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell

from convergio_jupyter.notebook.variables import MOST_CHARACTERS, MOST_VARIABLES, described, listed


def one(value, name="x"):
    return described({name: value})[0]


def test_a_variable_is_described_by_type_shape_and_value():
    assert one(7) == {"name": "x", "type": "int", "shape": "", "value": "7"}
    assert one([1, "a"]) == {"name": "x", "type": "list", "shape": "2", "value": "[1, 'a']"}
    assert one({"a": [1]})["value"] == "{'a': [1]}"


def test_a_table_is_described_by_its_shape_only():
    pandas = pytest.importorskip("pandas")
    found = one(pandas.DataFrame({"name": ["Ada", "Bea"]}))
    assert found == {"name": "x", "type": "pandas.DataFrame", "shape": "(2, 1)", "value": ""}


@pytest.mark.parametrize(
    "name",
    [
        "api_key",
        "TOKEN",
        "my_password",
        "pwd",
        "client_secret",
        "pin",
        "chiave",
        "auth",
        "db_pass",
        "SMTP_PASS",
        "pw",
        "otp",
    ],
)
def test_what_is_called_a_secret_has_no_value(name):
    assert one("hunter2", name)["value"] == ""


@pytest.mark.parametrize(
    "value",
    [
        {"password": "hunter2"},
        ["sk-abcdefgh"],
        "ghp_abcdefgh",
        "eyJhbGciOi",
        "postgres://me:hunter2@host/db",
        "Bearer abc",
        {"user": "a", "pw": "b"},
        "AIzaSyAbc",
        "https://hooks.slack.com/services/a",
    ],
)
def test_what_looks_like_a_secret_has_no_value(value):
    assert one(value)["value"] == ""


class Loud:
    """Whoever looks at it closely is heard."""

    heard: list[str] = []  # noqa: RUF012

    def __repr__(self):
        self.heard.append("repr")
        return "loud"

    def __getattr__(self, name):
        self.heard.append(name)
        raise RuntimeError(name)

    @property
    def __class__(self):
        self.heard.append("class")
        return dict


def test_no_code_of_a_value_is_run():
    found = described({"a": Loud(), "b": [Loud()], "c": {"k": Loud()}, "d": (1, [Loud()])})
    assert [each["value"] for each in found] == ["", "", "", ""]
    assert Loud.heard == []


def test_only_data_is_listed_and_the_newest_of_it():
    names = {"os": types, "f": one, "Loud": Loud, "_hidden": 1, "n": 1}
    assert [each["name"] for each in described(names)] == ["n"]
    many = {f"v{number}": number for number in range(100)}
    found = [each["name"] for each in described(many)]
    assert found == [f"v{number}" for number in range(100 - MOST_VARIABLES, 100)]


def test_what_would_take_long_is_not_written():
    endless = []
    endless.append(endless)
    for value in (10**100_000, [10**100_000], endless, dict.fromkeys(range(1_000)), b"x" * 1_000_000):
        assert one(value)["value"] == ""
    assert one(list(range(1_000_000)))["value"].startswith("[0, 1, 2")


plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary())


@given(st.recursive(plain, lambda some: st.lists(some) | st.dictionaries(st.text(), some)))
def test_whatever_is_described_is_short(value):
    found = one(value)
    assert all(len(each) <= MOST_CHARACTERS for each in found.values())


def test_a_kernel_gives_it_as_json_for_a_silent_request():
    shell = InteractiveShell.instance()
    shell.display_formatter.active_types = shell.display_formatter.format_types
    shell.user_ns["lent_here"] = 7
    given = shell.user_expressions({"v": '__import__("convergio_jupyter.notebook.variables", fromlist=["x"]).listed()'})
    found = given["v"]["data"]["application/json"]["variables"]
    assert {"name": "lent_here", "type": "int", "shape": "", "value": "7"} in found
    assert not [each for each in found if each["name"] in ("In", "Out", "exit", "quit", "get_ipython")]
    assert listed().found
