"""The second engine of the embedded model, for real: same file, same provider, same errors."""

import asyncio
import importlib.util
import time

import pytest

from convergio_jupyter.core.errors import ContextTooLong, RuntimeMissing, WorkerFailed
from convergio_jupyter.core.values import Message
from convergio_jupyter.providers.base import Call, FinishPart, TextPart, TokensPart
from convergio_jupyter.providers.embedded import EmbeddedProvider, model
from convergio_jupyter.providers.workers import host

NEEDS_OPENVINO = pytest.mark.skipif(
    importlib.util.find_spec("openvino_genai") is None, reason="openvino-genai is not installed"
)
QUESTION = (Message("system", "You are a teacher. Be brief."), Message("user", "What is water made of?"))


@pytest.fixture(scope="module")
def openvino(model_data):
    provider = EmbeddedProvider(model_data, engine="openvino")
    yield provider
    provider.stop()


def call(messages=QUESTION, max_tokens=12, name=model.MODEL_ID, temperature=0.0, **more):
    return Call(model=name, messages=messages, max_tokens=max_tokens, temperature=temperature, **more)


def parts(provider, request):
    async def main():
        return [part async for part in provider.stream(request)]

    return asyncio.run(main())


def text(found):
    return "".join(part.text for part in found if isinstance(part, TextPart))


@NEEDS_OPENVINO
@pytest.mark.model
def test_both_engines_answer_side_by_side_from_one_folder(openvino, model_data):
    assert text(parts(openvino, call()))
    assert text(parts(EmbeddedProvider(model_data), call()))
    assert len({host.find(folder).pid for folder in (model_data / "run", model_data / "run/openvino")}) == 2


@NEEDS_OPENVINO
@pytest.mark.model
@pytest.mark.parametrize("temperature", [0.0, 1.5])
def test_the_same_seed_says_the_same(temperature, openvino):
    one, two = (text(parts(openvino, call(temperature=temperature, seed=7))) for _ in range(2))
    assert one == two


@NEEDS_OPENVINO
@pytest.mark.model
def test_a_stop_string_stops_the_model_and_not_only_the_text(openvino):
    said = text(parts(openvino, call()))
    found = parts(openvino, call(stop=(said[6:10],)))
    assert text(found) == said[: said.index(said[6:10])]
    assert next(part.tokens.output for part in found if isinstance(part, TokensPart)) < 8
    assert found[-1] == FinishPart("complete")


@NEEDS_OPENVINO
@pytest.mark.model
def test_leaving_in_mid_answer_frees_the_worker(openvino):
    async def main():
        async for part in openvino.stream(call(max_tokens=4_000)):
            if isinstance(part, TextPart):
                break
        start = time.monotonic()
        async for _ in openvino.stream(call(max_tokens=1)):
            pass
        return time.monotonic() - start

    assert asyncio.run(main()) < 10


@NEEDS_OPENVINO
@pytest.mark.model
def test_a_prompt_that_does_not_fit_is_said(openvino):
    with pytest.raises(ContextTooLong):
        parts(openvino, call((Message("user", "water " * 9_000),)))


@NEEDS_OPENVINO
@pytest.mark.model
def test_a_model_that_it_cannot_read_says_how_it_ended(tmp_path):
    (tmp_path / "other.gguf").write_bytes(b"GGUF and then nothing that makes sense")
    provider = EmbeddedProvider(tmp_path, engine="openvino", gguf=str(tmp_path / "other.gguf"))
    with pytest.raises(WorkerFailed, match="could not start"):
        parts(provider, call(name="other"))


def test_without_it_the_remedy_names_its_extra(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    problem = EmbeddedProvider(tmp_path, engine="openvino").problem()
    assert isinstance(problem, RuntimeMissing)
    assert "[openvino]" in problem.info("en").remedy
