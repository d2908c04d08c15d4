"""``make start`` ends with an address and not with a log."""

import runpy
import sys
from pathlib import Path

START = Path(__file__).parents[1] / "scripts/start.py"


def command(monkeypatch, tmp_path, *options):
    called = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(START), "welcome.ipynb", *options])
    monkeypatch.setattr("os.execv", lambda _, command: called.extend(command))
    runpy.run_path(str(START), run_name="__main__")
    return called


def test_of_the_server_only_warnings_are_told_unless_somebody_asks_for_more(monkeypatch, tmp_path, capsys):
    quiet = {"--ServerApp.log_level=WARN", "--LabApp.log_level=WARN"}
    told = command(monkeypatch, tmp_path)
    assert {*quiet, "--LabApp.default_url=/lab/tree/welcome.ipynb"} <= {*told}
    for wish in ("--log-level=INFO", "--debug"):
        assert not quiet & {*command(monkeypatch, tmp_path, wish)}
    assert "Ctrl+C" in capsys.readouterr().out
