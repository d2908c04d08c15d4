"""A setting comes from the first place that has it, and says from which."""

import pytest
from traitlets.config import Config

from convergio_jupyter.core.errors import UnknownOption
from convergio_jupyter.settings import Settings


def test_the_environment_beats_jupyter_beats_the_file_beats_the_default(tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text('threads = 1\nlanguage = "it"\ncontext_tokens = 1024\nmodel = "a"\n')
    config = Config({"Settings": {"threads": 2, "language": "en"}})
    monkeypatch.setenv("CONVERGIO_THREADS", "3")
    settings = Settings(config=config, data_dir=str(tmp_path), model="b")
    assert (settings.threads, settings.language, settings.context_tokens, settings.model) == (3, "en", 1024, "b")
    sources = {name: source for name, _, source, _ in settings.explain()}
    assert sources["threads"] == "environment"
    assert sources["language"] == "jupyter configuration"
    assert sources["context_tokens"] == "settings.toml"
    assert sources["model"] == "caller"
    assert sources["gguf"] == "default"


def test_one_variable_moves_all_state(tmp_path, monkeypatch):
    monkeypatch.setenv("CONVERGIO_DATA_DIR", str(tmp_path / "elsewhere"))
    assert Settings().data_path == tmp_path / "elsewhere"
    assert (tmp_path / "elsewhere").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_a_switch_reads_as_people_write_it(written, meant, monkeypatch):
    monkeypatch.setenv("CONVERGIO_LOCAL_ONLY", written)
    assert Settings().local_only is meant


@pytest.mark.parametrize("written", ["Y", "t", "enabled", "2"])
def test_a_switch_refuses_what_it_does_not_understand(written, monkeypatch):
    monkeypatch.setenv("CONVERGIO_LOCAL_ONLY", written)
    with pytest.raises(UnknownOption, match="local_only"):
        Settings()


@pytest.mark.parametrize("text", ["surprise = 1", "threads = 'many'", "threads = [", "threads = -1"])
def test_a_wrong_file_is_named(text, tmp_path):
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(UnknownOption):
        Settings(data_dir=str(tmp_path))


def test_a_wrong_variable_is_named(monkeypatch):
    monkeypatch.setenv("CONVERGIO_THREADS", "many")
    with pytest.raises(UnknownOption, match="threads"):
        Settings()


def test_every_setting_is_explained():
    assert all(help_text.endswith(".") for _, _, _, help_text in Settings().explain())
