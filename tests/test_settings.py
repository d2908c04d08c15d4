"""A setting comes from the first place that has it, and says from which."""

from pathlib import Path

import pytest
from traitlets.config import Config

from convergio_jupyter.client import connect
from convergio_jupyter.core.errors import WrongSetting
from convergio_jupyter.settings import Settings, site_files, unknown_variables


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
    with pytest.raises(WrongSetting, match="CONVERGIO_LOCAL_ONLY"):
        Settings()


@pytest.mark.parametrize("text", ["surprise = 1", "threads = 'many'", "threads = [", "threads = -1"])
def test_a_wrong_file_is_named(text, tmp_path):
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(WrongSetting):
        Settings(data_dir=str(tmp_path))


def test_a_wrong_variable_is_named(monkeypatch):
    monkeypatch.setenv("CONVERGIO_THREADS", "many")
    with pytest.raises(WrongSetting, match="CONVERGIO_THREADS"):
        Settings()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:canary@host/v1?key=canary", "https://••••@host/v1?••••"),
        ("https://us?r:can@ry@host/v1", "https://••••@host/v1"),
        ("https://host:8000/v1", "https://host:8000/v1"),
        ("user:canary@host", "••••@host"),
        ("https://host/v1?api-key=canary", "https://host/v1?••••"),
        ("https://host/v1?api-key=can@ry", "https://••••"),
        ("https://host/v1#canary", "https://host/v1#••••"),
        ("https://host/canary-0123456789/v1/", "https://host/••••/v1/"),
        ("me:canary@host/v1?next=https://host", "••••@host/v1?••••"),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_key(url, shown):
    for name in ("openai", "anthropic", "azure", "google", "ollama"):
        settings = Settings(forgiving=True, **{f"{name}_base_url": url})
        found = {row[0]: row[1] for row in settings.explain()}
        said = f"{settings.faults[0]} {settings.faults[0].info()}" if settings.faults else found[f"{name}_base_url"]
        assert shown in said
        assert "canary" not in said
        assert bool(settings.faults) is not url.startswith("http")


@pytest.mark.parametrize("name", ["openai", "anthropic", "azure", "google", "ollama"])
@pytest.mark.parametrize("url", ["192.0.2.2:9721", "localhost:11434/v1", "//host/v1", "ftp://host/v1", "http://", "x"])
def test_an_address_without_its_scheme_is_refused_with_the_next_step(url, name, tmp_path, monkeypatch):
    found = []
    with pytest.raises(WrongSetting) as caught:
        Settings(**{f"{name}_base_url": url})
    found.append(caught.value.info())
    (tmp_path / "settings.toml").write_text(f'{name}_base_url = "{url}"\n')
    with pytest.raises(WrongSetting, match=r"settings\.toml") as caught:
        Settings(data_dir=str(tmp_path))
    found.append(caught.value.info())
    monkeypatch.setenv(f"CONVERGIO_{name.upper()}_BASE_URL", url)
    with pytest.raises(WrongSetting, match=f"CONVERGIO_{name.upper()}_BASE_URL") as caught:
        Settings()
    found.append(caught.value.info())
    assert all(each.remedy.startswith("Write http:// or https:// in front of it.") for each in found)
    monkeypatch.setenv(f"CONVERGIO_{name.upper()}_BASE_URL", "")
    assert getattr(Settings(), f"{name}_base_url") == ""


def test_an_address_that_is_none_is_not_shown_with_its_key_either():
    with pytest.raises(WrongSetting) as caught:
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
    return path


def test_what_the_site_forces_holds_whatever_anybody_says(tmp_path, monkeypatch):
    site(tmp_path, monkeypatch, "[forced]\nlocal_only = true\nallow = 'embedded:*'\n")
    monkeypatch.setenv("CONVERGIO_LOCAL_ONLY", "0")
    settings = Settings(data_dir=str(tmp_path), local_only=False, allow="*")
    assert (settings.local_only, settings.allow) == (True, "embedded:*")
    assert settings.sources["local_only"] == "forced by the site"


def test_nobody_can_take_privacy_from_a_user_who_asks_for_more(tmp_path, monkeypatch):
    site(tmp_path, monkeypatch, "[forced]\nlocal_only = false\nregion = ''\ncascade = false\n")
    monkeypatch.setenv("CONVERGIO_LOCAL_ONLY", "1")
    settings = Settings(data_dir=str(tmp_path), region="eu", cascade=True)
    assert (settings.local_only, settings.region, settings.cascade) == (True, "eu", False)
    assert (settings.sources["local_only"], settings.sources["region"]) == ("environment", "caller")
    monkeypatch.delenv("CONVERGIO_LOCAL_ONLY")
    assert Settings(data_dir=str(tmp_path)).sources["local_only"] == "forced by the site"


@pytest.mark.parametrize(("own", "forced", "holds"), [("0", "true", False), ("1", "false", False), ("1", "true", True)])
def test_memory_is_on_only_where_neither_the_user_nor_the_site_turns_it_off(tmp_path, monkeypatch, own, forced, holds):
    site(tmp_path, monkeypatch, f"[forced]\nmemory = {forced}\n")
    monkeypatch.setenv("CONVERGIO_MEMORY", own)
    assert Settings(data_dir=str(tmp_path)).memory is holds


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


@pytest.mark.parametrize(
    ("text", "key", "step"),
    [
        ('region = "eu"\n', "region", "[forced]"),
        ("[forcd]\nlocal_only = true\n", "forcd", "[forced], [course.NAME], [teacher.NAME]"),
        ("[forced]\nlocal_onyl = true\n", "local_onyl", "local_only"),
        ("forced = 3\n", "forced", "[forced]"),
        ("course = 3\n", "course", "[course.NAME]"),
        ("[course]\nx = 1\n", "course", "[course.NAME]"),
        ("[teacher.darwin]\nbudget_day = 1\n", "teacher.darwin.budget_day", "local_only, region, block"),
        ("[forced]\nregion = eu\n", "site.toml", "line 2"),
        ("[forced]\nbudget_day = nan\n", "budget_day", "0 to 1"),
    ],
)
def test_a_site_file_that_would_be_ignored_is_refused_by_name(text, key, step, tmp_path, monkeypatch):
    path = site(tmp_path, monkeypatch, text)
    with pytest.raises(WrongSetting) as caught:
        Settings()
    info = caught.value.info()
    assert key in info.message
    assert str(path) in info.message
    assert step in info.remedy
    assert caught.value.info("it").message != info.message


def test_a_rule_for_a_teacher_who_does_not_exist_is_refused_by_whoever_answers(tmp_path):
    data = tmp_path / "convergio"
    data.mkdir()
    (data / "settings.toml").write_text("[teacher.plato]\nlocal_only = true\n")
    with pytest.raises(WrongSetting, match=r"teacher\.plato") as caught:
        connect(Settings()).call("teachers")
    assert "darwin" in caught.value.info().remedy


def test_a_region_holds_however_it_is_written(tmp_path):
    (tmp_path / "settings.toml").write_text("[course.x]\nregion = 'EU'\n")
    assert Settings(data_dir=str(tmp_path)).narrower(course="x") == [{"region": "eu"}]


@pytest.mark.parametrize("name", ["BUDGET_MONTH", "BUDGET_COURSE", "CLOUD_SHARE", "THREADS", "CONTEXT_TOKENS"])
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e400", "9" * 400, "9" * 5000, "-1", "²"])
def test_a_number_that_limits_nothing_is_refused(name, value, monkeypatch):
    monkeypatch.setenv(f"CONVERGIO_{name}", value)
    with pytest.raises(WrongSetting, match=f"CONVERGIO_{name}") as caught:
        Settings()
    assert "number from" in caught.value.info().remedy


def test_whoever_explains_settings_gets_all_that_is_wrong(tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text("thread = 2\n[course]\nx = 1\n")
    monkeypatch.setenv("CONVERGIO_REGION", "mars")
    monkeypatch.setenv("CONVERGIO_LANGUAGE", "it")
    settings = Settings(data_dir=str(tmp_path), forgiving=True)
    said = [fault.info() for fault in settings.faults]
    assert said[0].message == "CONVERGIO_REGION is “mars”, which does not fit."
    assert said[0].remedy.startswith("It can be: eu, or empty.")
    assert "Did you mean “threads”?" in said[2].remedy
    assert (len(said), settings.region, settings.language) == (3, "", "it")


def test_what_jupyter_is_told_wrongly_is_named():
    with pytest.raises(WrongSetting, match="“region” in Jupyter's configuration is “mars”"):
        Settings(config=Config({"Settings": {"region": "mars"}}))
    assert Settings(config=Config({"Settings": {"region": "EU"}})).region == "eu"


def test_a_misspelt_variable_is_refused_with_what_was_meant(tmp_path, monkeypatch):
    monkeypatch.setenv("CONVERGIO_LOCAL_ONYL", "1")
    with pytest.raises(WrongSetting) as caught:
        Settings(data_dir=str(tmp_path))
    assert "CONVERGIO_LOCAL_ONLY" in caught.value.info().remedy
    assert [str(fault) for fault in Settings(data_dir=str(tmp_path), forgiving=True).faults] == [str(caught.value)]


def test_a_variable_that_is_like_none_of_ours_is_only_pointed_out(tmp_path, monkeypatch):
    monkeypatch.setenv("CONVERGIO_FRONTDOOR", "red")
    Settings(data_dir=str(tmp_path))
    assert [misspelt for fault, misspelt in unknown_variables() if "FRONTDOOR" in str(fault)] == [False]


@pytest.mark.parametrize("text", ["[course.x]\nbudget_day = 3\n", "[teacher.x]\nregion = 'moon'\n"])
def test_a_rule_that_does_not_fit_is_named(tmp_path, text):
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(WrongSetting, match=r"(course|teacher)\.x"):
        Settings(data_dir=str(tmp_path))


def test_the_rules_of_a_course_and_a_teacher_are_shown_too(tmp_path):
    (tmp_path / "settings.toml").write_text('[course.algebra]\nmodel = "m"\n[teacher.darwin]\nlocal_only = true\n')
    rows = {row[0]: row[1:3] for row in Settings(data_dir=str(tmp_path)).explain()}
    assert rows["course.algebra.model"] == ("m", str(tmp_path / "settings.toml"))
    assert rows["teacher.darwin.local_only"] == ("True", str(tmp_path / "settings.toml"))
