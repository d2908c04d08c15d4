"""A setting comes from the first place that has it, and says from which."""

from pathlib import Path

import pytest
from traitlets.config import Config

from convergio_jupyter.core.errors import UnknownOption
from convergio_jupyter.settings import Settings, site_files


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


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:canary@host/v1?key=canary", "https://••••@host/v1?••••"),
        ("https://us?r:can@ry@host/v1", "https://••••@host/v1"),
        ("https://host:8000/v1", "https://host:8000/v1"),
        ("user:canary@host", "••••@host"),
        ("https://host/v1?api-key=canary", "https://host/v1?••••"),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_key(url, shown):
    for name in ("openai", "anthropic", "azure", "google", "ollama"):
        found = {row[0]: row[1] for row in Settings(**{f"{name}_base_url": url}).explain()}
        assert found[f"{name}_base_url"] == shown


def test_an_address_that_is_none_is_not_shown_with_its_key_either():
    with pytest.raises(UnknownOption) as caught:
        Settings(openai_base_url=["https://u:canary@host"])
    assert "canary" not in f"{caught.value} {caught.value.info()}"


def test_a_site_of_windows_keeps_its_settings_where_windows_does(monkeypatch):
    monkeypatch.setenv("PROGRAMDATA", "/programs")
    assert site_files("win32")[0] == Path("/programs/convergio/site.toml")
    assert site_files("linux")[0] == Path("/etc/convergio/site.toml")


def test_every_setting_is_explained():
    assert all(help_text.endswith(".") for _, _, _, help_text in Settings().explain())


def site(tmp_path, monkeypatch, text):
    path = tmp_path / "site.toml"
    path.write_text(text)
    monkeypatch.setattr("convergio_jupyter.settings.SITE_FILES", (path,))


def test_what_the_site_forces_holds_whatever_anybody_says(tmp_path, monkeypatch):
    site(tmp_path, monkeypatch, "[forced]\nlocal_only = true\nallow = 'embedded:*'\n")
    monkeypatch.setenv("CONVERGIO_LOCAL_ONLY", "0")
    settings = Settings(data_dir=str(tmp_path), local_only=False, allow="*")
    assert (settings.local_only, settings.allow) == (True, "embedded:*")
    assert settings.sources["local_only"] == "forced by the site"


def test_a_course_and_a_teacher_make_filters_stricter_and_never_laxer(tmp_path, monkeypatch):
    from convergio_jupyter.plan import policy_of

    (tmp_path / "settings.toml").write_text(
        "[course.algebra]\nlocal_only = true\nblock = 'openai:*'\nmodel = 'mlx'\n[teacher.darwin]\nregion = 'eu'\n"
    )
    site(tmp_path, monkeypatch, "[course.algebra]\nlocal_only = false\nmodel = 'ollama'\n")
    settings = Settings(data_dir=str(tmp_path), block="x:*")
    policy = policy_of(settings, course="algebra", teacher="darwin")
    assert (policy.local_only, policy.region, policy.default_model) == (True, "eu", "ollama")
    assert policy.block == ("x:*", "openai:*")
    assert policy_of(settings, course="poetry") == policy_of(settings)


@pytest.mark.parametrize("text", ["[course.x]\nbudget_day = 3\n", "[teacher.x]\nregion = 'moon'\n"])
def test_a_rule_that_does_not_fit_is_named(tmp_path, text):
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(UnknownOption, match=r"(course|teacher)\.x"):
        Settings(data_dir=str(tmp_path))
