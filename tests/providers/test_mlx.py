"""MLX, for real: the same weights as the embedded model; and what happens where something is missing."""

import asyncio
import importlib.util
import platform
import sys

import pytest

from convergio_jupyter.core.errors import ModelMissing, ModelNotFetched, RuntimeMissing
from convergio_jupyter.core.values import Message
from convergio_jupyter.privacy import Egress, confined
from convergio_jupyter.providers import conformance
from convergio_jupyter.providers.base import Call, FinishPart, TextPart, TokensPart, WaitPart
from convergio_jupyter.providers.embedded import EmbeddedProvider, model
from convergio_jupyter.providers.mlx import MlxProvider
from convergio_jupyter.providers.workers import host

from . import gguf_to_mlx

NEEDS_MLX = pytest.mark.skipif(importlib.util.find_spec("mlx_lm") is None, reason="mlx-lm is not installed")
QUESTION = (Message("system", "You are a teacher. Be brief."), Message("user", "What is water made of?"))


@pytest.fixture(scope="module")
def weights(installed_model):
    """The demo model as MLX reads it: half a gigabyte, made once and kept beside the original."""
    return gguf_to_mlx.convert(installed_model, installed_model.parent / "smollm2-mlx")


@pytest.fixture(scope="module")
def mlx(weights, tmp_path_factory):
    provider = MlxProvider(tmp_path_factory.mktemp("mlx"), str(weights))
    yield provider
    provider.stop()


def call(name="smollm2-mlx", messages=QUESTION, max_tokens=16, **more):
    return Call(model=name, messages=messages, max_tokens=max_tokens, temperature=0, **more)


def parts(provider, request):
    async def main():
        return [part async for part in provider.stream(request)]

    return asyncio.run(main())


def text(found):
    return "".join(part.text for part in found if isinstance(part, TextPart))


def tokens(found):
    return next(part.tokens for part in found if isinstance(part, TokensPart))


@NEEDS_MLX
@pytest.mark.model
def test_it_says_what_llama_cpp_says(mlx, model_data):
    """Greedy, token by token. Both compute a little differently, so a question without a near tie is taken."""
    there = text(parts(EmbeddedProvider(model_data), call(model.MODEL_ID)))
    assert len(there.split()) > 8
    assert text(parts(mlx, call())) == there


@NEEDS_MLX
@pytest.mark.model
def test_conformance(mlx):
    findings = asyncio.run(conformance.examine(mlx, "smollm2-mlx"))
    assert {each.id: each.detail for each in findings if not each.ok} == {}


@NEEDS_MLX
@pytest.mark.model
def test_what_was_read_is_not_read_again_and_changes_nothing(mlx):
    parts(mlx, call(messages=(Message("user", "Name a tree."),), max_tokens=1))
    first, second = (parts(mlx, call(max_tokens=6)) for _ in range(2))
    assert tokens(second).cached == tokens(second).input - 1 > tokens(first).cached
    assert text(first) == text(second)


@NEEDS_MLX
@pytest.mark.model
def test_a_stop_string_stops_the_model_and_not_only_the_text(mlx):
    said = text(parts(mlx, call()))
    found = parts(mlx, call(stop=(said[6:10],)))
    assert text(found) == said[: said.index(said[6:10])]
    assert tokens(found).output < 8
    assert found[-1] == FinishPart("complete")


@NEEDS_MLX
@pytest.mark.model
def test_it_is_one_worker_that_wakes_up_and_leaves(weights, tmp_path):
    provider = MlxProvider(tmp_path, str(weights), idle_seconds=1)

    async def main():
        first, *_ = [part async for part in provider.stream(call(max_tokens=1))]
        for _ in range(100):
            if host.find(tmp_path / "run/mlx") is None:
                return first
            await asyncio.sleep(0.1)
        return None

    assert asyncio.run(main()) == WaitPart("loading_model")


@NEEDS_MLX
@pytest.mark.model
def test_a_model_of_the_hub_is_asked_by_name_without_a_network(weights, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    home = tmp_path / "hub/models--owner--little"
    (home / "snapshots").mkdir(parents=True)
    (home / "refs").mkdir()
    (home / "refs/main").write_text("abc")
    (home / "snapshots/abc").symlink_to(weights)
    provider = MlxProvider(tmp_path, "owner/little")
    try:
        assert isinstance(parts(provider, call("little", max_tokens=1))[-1], FinishPart)
    finally:
        provider.stop()


@NEEDS_MLX
def test_a_model_that_cannot_be_fetched_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelMissing, match="owner/none"):
        parts(MlxProvider(tmp_path, "owner/none", may_download=True), call("none"))


@pytest.mark.parametrize(
    ("limits", "door"),
    [
        (("private", "any"), Egress(local_only=False)),
        (("public", "eu"), Egress(local_only=False)),
        (("public", "any"), Egress(local_only=False, region="eu")),
        (("public", "any"), Egress(local_only=True)),
    ],
    ids=["private", "eu", "a house in the eu", "local only"],
)
def test_a_question_that_must_stay_fetches_no_model_and_says_how_to_get_it(limits, door, monkeypatch, tmp_path):
    found_anywhere(monkeypatch)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    provider = MlxProvider(tmp_path, "owner/none", may_download=True, check=door.check)
    with confined(*limits), pytest.raises(ModelNotFetched) as caught:
        parts(provider, call("none"))
    assert all("hf download owner/none" in caught.value.info(lang).remedy for lang in ("en", "it"))
    assert host.find(tmp_path / "run/mlx") is None


@NEEDS_MLX
@pytest.mark.model
def test_the_same_seed_says_the_same(mlx):
    wild = [Call(model="smollm2-mlx", messages=QUESTION, max_tokens=6, temperature=1.5, seed=7) for _ in range(2)]
    first, second = (text(parts(mlx, each)) for each in wild)
    assert first == second


def found_anywhere(monkeypatch, there=True):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object() if there else None)


@pytest.mark.parametrize(
    ("system", "machine", "step"),
    [
        ("darwin", "arm64", 'pip install "convergio-jupyter[mlx]"'),
        ("darwin", "x86_64", "CONVERGIO_MLX_MODEL"),
        ("linux", "aarch64", "CONVERGIO_MLX_MODEL"),
    ],
)
def test_without_mlx_it_says_what_to_do_on_this_computer(system, machine, step, monkeypatch, tmp_path):
    found_anywhere(monkeypatch, there=False)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    provider = MlxProvider(tmp_path, "owner/model")
    assert [card.ready for card in provider.models()] == [False]
    problem = provider.problem()
    assert isinstance(problem, RuntimeMissing)
    assert "MLX" in problem.info("en").message
    assert all(step in problem.info(lang).remedy for lang in ("en", "it"))


@pytest.mark.parametrize("name", ["", "nowhere", "owner/model/more", "../model", "/etc"])
def test_what_is_no_model_is_named(name, monkeypatch, tmp_path):
    found_anywhere(monkeypatch)
    with pytest.raises(ModelMissing, match="MLX does not have"):
        parts(MlxProvider(tmp_path, name, may_download=True), call())


def test_a_model_of_the_hub_is_taken_from_its_cache_or_fetched_only_where_that_is_allowed(monkeypatch, tmp_path):
    found_anywhere(monkeypatch)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    assert isinstance(MlxProvider(tmp_path, "owner/model").problem(), ModelNotFetched)
    assert MlxProvider(tmp_path, "owner/model", may_download=True).problem() is None
    snapshot = tmp_path / "models--owner--model/snapshots/abc"
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}")
    (snapshot / "tokenizer.json").write_text("{}")
    (snapshot / "model-00001-of-00002.safetensors").write_bytes(b"")
    (tmp_path / "models--owner--model/refs").mkdir()
    (tmp_path / "models--owner--model/refs/main").write_text("abc")
    provider = MlxProvider(tmp_path, "owner/model")
    assert isinstance(provider.problem(), ModelNotFetched)  # half of it
    (snapshot / "model-00002-of-00002.safetensors").write_bytes(b"")
    assert provider.problem() is None
    assert provider._options().environment["HF_HUB_OFFLINE"] == "1"
    assert [card.model for card in provider.models()] == ["model"]
