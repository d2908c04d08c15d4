"""The doctor finds what is wrong before a question does, and says the step that mends it."""

import importlib.util
import socket

import pytest

from convergio_jupyter.client import connect
from convergio_jupyter.core.schema import Question
from convergio_jupyter.notebook import api
from convergio_jupyter.settings import Settings


def examined(monkeypatch, lang="en", without=(), **variables):
    """The findings that are wrong, as ``message remedy``; ``without`` are packages that are not installed."""
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in without else real(name))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    client = connect(Settings(forgiving=True))
    try:
        return client.call("doctor", lang=lang)["checks"]
    finally:
        client.close()


def wrong(checks):
    return [f"{each['message']} {each['remedy']}" for each in checks if not each["ok"]]


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


OLLAMA = {"CONVERGIO_OLLAMA_MODELS": "llama3.2"}


@pytest.mark.parametrize(
    ("variables", "without", "words"),
    [
        (OLLAMA, ["ollama"], ("Ollama needs", 'pip install "convergio-jupyter[ollama]"')),
        ({"CONVERGIO_OPENAI_MODELS": "gpt-4o"}, [], ("CONVERGIO_OPENAI_MODELS", "OPENAI_API_KEY")),
        ({"CONVERGIO_GOOGLE_MODELS": "g"}, [], ("CONVERGIO_GOOGLE_MODELS", "GEMINI_API_KEY")),
        ({"CONVERGIO_AZURE_MODELS": "g"}, [], ("CONVERGIO_AZURE_MODELS", "CONVERGIO_AZURE_BASE_URL")),
        ({"CONVERGIO_OPENAI_BASE_URL": "nonsense"}, [], ("CONVERGIO_OPENAI_BASE_URL", "http://")),
        ({"CONVERGIO_OPENAI_BASE_URL": "http://x:port/"}, [], ("CONVERGIO_OPENAI_BASE_URL", "http://")),
        (
            {"CONVERGIO_AZURE_BASE_URL": "https://x.openai.azure.com", "CONVERGIO_AZURE_MODELS": "m"},
            [],
            ("CONVERGIO_AZURE_BASE_URL", "/openai/v1/"),
        ),
        ({"CONVERGIO_MODEL": "nope:x"}, [], ("“nope:x”", "embedded:")),
        ({"CONVERGIO_BUDGET_MONHT": "5"}, [], ("CONVERGIO_BUDGET_MONHT", "CONVERGIO_BUDGET_MONTH")),
        ({"CONVERGIO_REGION": "mars"}, [], ("CONVERGIO_REGION is “mars”", "eu")),
        ({"OPENAI_API_KEY": "ké", "CONVERGIO_OPENAI_MODELS": "m"}, [], ("key of OpenAI", "variable OPENAI_API_KEY")),
        ({"OPENAI_API_KEY": " ", "CONVERGIO_OPENAI_MODELS": "m"}, [], ("OPENAI_API_KEY is not",)),
        ({"OPENAI_API_KEY": "k"}, [], ("OPENAI_API_KEY", "CONVERGIO_OPENAI_MODELS")),
    ],
)
def test_what_would_keep_a_question_from_its_answer_is_found(variables, without, words, monkeypatch):
    found = wrong(examined(monkeypatch, without=without, **variables))
    assert any(all(word in each for word in words) for each in found), found


def test_a_server_that_does_not_listen_is_found_and_not_called_ready(monkeypatch):
    address = f"127.0.0.1:{free_port()}"
    checks = examined(monkeypatch, **OLLAMA, CONVERGIO_OLLAMA_BASE_URL=f"http://{address}")
    assert any(f"No server answers at {address}." in each for each in wrong(checks))
    assert "llama3.2" not in str(checks)


def test_a_server_that_listens_is_ready(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        checks = examined(monkeypatch, **OLLAMA, CONVERGIO_OLLAMA_BASE_URL=address)
    assert "Ready to answer: llama3.2." in [each["message"] for each in checks]


@pytest.mark.parametrize("rule", ["ALLOW", "BLOCK"])
def test_rules_that_leave_nobody_are_found(rule, monkeypatch):
    value = {"ALLOW": "openai:*", "BLOCK": "scripted"}[rule]
    found = wrong(examined(monkeypatch, CONVERGIO_SCRIPTED="x", **{f"CONVERGIO_{rule}": value}))
    assert any("CONVERGIO_ALLOW or CONVERGIO_BLOCK" in each and "scripted:script" in each for each in found)


CLOUD = {"OPENAI_API_KEY": "k", "CONVERGIO_OPENAI_MODELS": "gpt-4o,gpt-4o-mini"}


@pytest.mark.parametrize("wish", ["openai:gpt-4", "gpt-4o-mini", "opnai:gpt-4o-mini"])
def test_a_default_model_that_is_not_there_is_named_with_the_nearest(wish, monkeypatch):
    found = wrong(examined(monkeypatch, CONVERGIO_MODEL=wish, **CLOUD))
    [said] = [each for each in found if f"“{wish}”" in each]
    assert "Did you mean “openai:gpt-4o" in said
    assert "“openai:gpt-4o-mini”" in said
    assert "embedded" not in said


@pytest.mark.parametrize("rule", ["ALLOW", "BLOCK"])
def test_a_pattern_that_means_no_model_is_a_warning(rule, monkeypatch):
    checks = examined(monkeypatch, **{f"CONVERGIO_{rule}": "openai, opnai:*"}, **CLOUD)
    [found] = [each for each in checks if each["warns"]]
    assert found["ok"]
    assert "“opnai:*”" in found["message"]
    assert f"CONVERGIO_{rule}" in found["message"]
    assert "openai:gpt-4o-mini" in found["remedy"]
    assert api.mark_of(found) == "!"


def test_what_somebody_set_up_and_is_not_ready_is_found_although_a_cloud_can_answer(tmp_path, monkeypatch):
    checks = examined(monkeypatch, CONVERGIO_GGUF=str(tmp_path / "none.gguf"), **CLOUD)
    assert [each for each in wrong(checks) if "none.gguf is not a model file" in each]
    assert "Ready to answer: gpt-4o" in str(checks)


def test_the_demo_model_that_nobody_fetched_is_no_fault_where_a_cloud_can_answer(monkeypatch):
    assert not [each for each in examined(monkeypatch, **CLOUD) if not each["ok"] and each["id"] == "model"]


def test_one_missing_part_is_said_once_and_nothing_sleeps_that_is_not_there(monkeypatch):
    checks = examined(monkeypatch, without=["openvino_genai"], CONVERGIO_ENGINE="openvino")
    assert len([each for each in wrong(checks) if "[openvino]" in each]) == 1
    assert "sleeps" not in str(checks)


def test_mlx_that_is_missing_is_not_called_the_part_that_is_there(monkeypatch):
    checks = examined(monkeypatch, without=["mlx_lm"], CONVERGIO_MLX_MODEL="owner/model")
    assert len([each for each in wrong(checks) if "MLX models is not installed" in each]) == 1
    assert not any("on this computer is not installed" in each for each in wrong(checks))


@pytest.mark.parametrize(
    ("variables", "model", "without", "need"),
    [
        ({"CONVERGIO_OPENAI_MODELS": "gpt-4o"}, "openai:gpt-4o", [], "OPENAI_API_KEY"),
        (OLLAMA, "ollama:llama3.2", ["ollama"], 'pip install "convergio-jupyter[ollama]"'),
    ],
)
def test_a_model_that_is_named_says_what_it_still_needs(variables, model, without, need, monkeypatch):
    examined(monkeypatch, without=without, **variables)
    client = connect(Settings())
    cards = {f"{card['provider']}:{card['model']}": card for card in client.call("models")}
    error = list(client.ask(Question(text="hi", model=model)))[-1].error
    client.close()
    assert (cards[model]["ready"], cards[model]["note"]) == (False, need)
    assert (error.code, need in error.remedy) == ("model_not_ready", True)


def test_a_course_folder_that_is_not_there_is_found(tmp_path, monkeypatch):
    checks = examined(
        monkeypatch, CONVERGIO_MATERIAL_DIR=str(tmp_path / "none"), CONVERGIO_TEACHERS_DIR=str(tmp_path / "nobody")
    )
    found = [each for each in wrong(checks) if "There is no folder" in each]
    assert [name in line for line, name in zip(found, ("MATERIAL", "TEACHERS"), strict=True)] == [True, True]


def test_what_a_course_brings_is_counted(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text("# A")
    checks = examined(monkeypatch, CONVERGIO_MATERIAL_DIR=str(tmp_path))
    assert any(each["message"].startswith("The course's material: 1 files in") for each in checks)


def test_a_better_model_is_named_where_only_the_demo_model_is_here(model_data, monkeypatch):
    better = [each for each in examined(monkeypatch, CONVERGIO_DATA_DIR=str(model_data)) if each["id"] == "better"]
    assert [(each["ok"], each["warns"], "ollama pull" in each["remedy"]) for each in better] == [(True, True, True)]
    own = examined(monkeypatch, CONVERGIO_DATA_DIR=str(model_data), CONVERGIO_SCRIPTED="x")
    assert not [each for each in own if each["id"] == "better"]
