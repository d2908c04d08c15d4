"""Servers stand in the settings files of the user and of the site, and nowhere else; what is wrong there is named."""

import pytest

from convergio_jupyter import settings as settings_room
from convergio_jupyter.core.errors import WrongSetting
from convergio_jupyter.privacy import KEY_VARIABLES
from convergio_jupyter.settings import Settings
from convergio_jupyter.settings_servers import PROVIDER_KEYS


def read(tmp_path, text):
    (tmp_path / "settings.toml").write_text(text)
    return Settings(data_dir=str(tmp_path))


def test_a_program_and_an_address(tmp_path):
    found = read(
        tmp_path,
        '[mcp.files]\ncommand = "serve"\nargs = ["-v"]\nenv = ["FILES_KEY"]\ntools = ["read"]\noffline = true\n'
        '[mcp.far-away]\nurl = "https://example.org/mcp"\ntoken = "FAR_TOKEN"\n',
    ).servers
    files, far = found["files"], found["far-away"]
    assert (files.command, files.args, files.env, files.tools) == ("serve", ("-v",), ("FILES_KEY",), ("read",))
    assert (files.offline, files.path) == (True, tmp_path / "settings.toml")
    assert (far.url, far.token, far.command) == ("https://example.org/mcp", "FAR_TOKEN", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mcp = 1", "not a table"),
        ("[mcp]\nx = 1", "not a table"),
        ("[mcp.a__b]\ncommand = 'x'", "“mcp.a__b”"),
        (f"[mcp.{'a' * 21}]\ncommand = 'x'", "not something that can be set"),
        ("[mcp.a]", "needs either a command or a url"),
        ("[mcp.a]\ncommand = 'x'\nurl = 'http://x'", "needs either a command or a url"),
        ("[mcp.a]\ncommand = 'x'\nargs = 'y'", "“mcp.a.args” in"),
        ("[mcp.a]\ncommand = 'x'\nargs = [1]", "“mcp.a.args” in"),
        ("[mcp.a]\ncommand = 1", "“mcp.a.command” in"),
        ("[mcp.a]\ncommand = 'x'\noffline = 'no'", "“mcp.a.offline” in"),
        ("[mcp.a]\ncommand = 'x'\nshell = true", "“mcp.a.shell” in"),
        ("[mcp.a]\nurl = 'example.org'", "“mcp.a.url” in"),
        ("[mcp.a]\ncommand = 'x'\nenv = ['OPENAI_API_KEY']", "asks for OPENAI_API_KEY, which no server gets"),
        ("[mcp.a]\ncommand = 'x'\nenv = ['convergio_gateway']", "which no server gets"),
        ("[mcp.a]\nurl = 'http://x'\ntoken = 'ANTHROPIC_API_KEY'", "which no server gets"),
        ("\n".join(f"[mcp.a{number}]\ncommand = 'x'" for number in range(21)), "more than 20 tables"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, words):
    with pytest.raises(WrongSetting) as caught:
        read(tmp_path, text)
    assert words in caught.value.info().message
    assert caught.value.info().remedy
    assert caught.value.info("it").message != caught.value.info("en").message


def test_the_value_of_a_variable_is_not_shown(tmp_path):
    with pytest.raises(WrongSetting) as caught:
        read(tmp_path, "[mcp.a]\ncommand = 'x'\nenv = ['KEY=sk-canary']")
    assert "canary" not in f"{caught.value} {caught.value.info()}"


def test_the_keys_of_all_providers_are_kept_from_servers():
    assert set(KEY_VARIABLES.values()) <= PROVIDER_KEYS


def test_the_site_wins(tmp_path, monkeypatch):
    site = tmp_path / "site.toml"
    site.write_text('[mcp.a]\ncommand = "theirs"\n')
    monkeypatch.setattr(settings_room, "SITE_FILES", (site,))
    found = read(tmp_path, '[mcp.a]\ncommand = "mine"\n[mcp.b]\ncommand = "mine"\n')
    assert {name: server.command for name, server in found.servers.items()} == {"a": "theirs", "b": "mine"}


def test_a_variable_defines_no_server(monkeypatch):
    monkeypatch.setenv("CONVERGIO_MCP", "x")
    assert Settings().servers == {}


def test_settings_show_a_server_without_what_may_be_a_key(tmp_path):
    text = '[mcp.a]\nurl = "https://u:canary@host/mcp?key=canary"\n[mcp.b]\ncommand = "serve"\nargs = ["canary"]\n'
    shown = read(tmp_path, text).explain()
    rows = {row[0]: row[1] for row in shown}
    assert (rows["mcp.a"], rows["mcp.b"]) == ("https://••••@host/mcp?••••", "serve")
    assert "canary" not in repr(shown)
