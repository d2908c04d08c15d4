"""The same suite for every back end; and a back end that misbehaves is found out."""

import asyncio
import json

import pytest

from convergio_jupyter.core.errors import KeyRefused, ProviderFailed
from convergio_jupyter.providers import conformance
from convergio_jupyter.providers.anthropic import AnthropicProvider
from convergio_jupyter.providers.base import FinishPart, Profile, TextPart, TokensPart
from convergio_jupyter.providers.embedded import EmbeddedProvider, model
from convergio_jupyter.providers.ollama import OllamaProvider
from convergio_jupyter.providers.openai import OpenAIProvider
from convergio_jupyter.providers.scripted import ScriptedProvider

from .fake_ollama import fake_ollama
from .recorded import server_at


def unmet(findings):
    assert [each.id for each in findings] == list(conformance.CHECKS)
    return {each.id: each.detail for each in findings if not each.ok}


def examined(provider, name="m"):
    async def main():
        try:
            return await conformance.examine(provider, name)
        finally:
            await provider.close()

    return asyncio.run(main())


def script(call):
    """Answers as a model would that does as it is told."""
    told = call.messages[0].text
    if '"tool"' in told:
        return '{"tool": "draw", "arguments": {"size": "small"}}'
    return '{"alive": true}' if "JSON schema" in told else "A cell is the smallest unit of life there is."


def test_scripted():
    assert unmet(examined(ScriptedProvider(script), "script")) == {}


@pytest.mark.parametrize("answer", [script, "No JSON ever."])
def test_all_checks_stay_within_the_most_that_is_said(answer):
    provider = ScriptedProvider(answer)
    asyncio.run(conformance.examine(provider, "script", is_dear=True))
    read, written = sum(call.size for call in provider.calls), sum(call.max_tokens for call in provider.calls)
    assert conformance.MOST_READ / 2 < read <= conformance.MOST_READ
    assert conformance.MOST_WRITTEN / 2 < written <= conformance.MOST_WRITTEN


def test_ollama():
    with fake_ollama() as url:
        assert unmet(examined(OllamaProvider(server_at(url)))) == {}


@pytest.mark.model
def test_embedded(model_data):
    assert unmet(examined(EmbeddedProvider(model_data), model.MODEL_ID)) == {}


@pytest.mark.model
def test_openvino(model_data):
    pytest.importorskip("openvino_genai", reason="openvino-genai is not installed")
    provider = EmbeddedProvider(model_data, engine="openvino")
    try:
        assert unmet(examined(provider, model.MODEL_ID)) == {}
    finally:
        provider.stop()


@pytest.mark.model
@pytest.mark.parametrize(
    ("make", "tail", "lacks"),
    [
        (OpenAIProvider, "/v1", {"tool"}),
        (lambda server: OpenAIProvider(server, profile=Profile(schema=True)), "/v1", set()),
        (AnthropicProvider, "", {"tool", "schema"}),
    ],
    ids=["openai", "openai with emulated tools", "anthropic"],
)
def test_the_sdks_against_the_embedded_server(make, tail, lacks, model_data):
    """llama.cpp answers by any name of a model, and leaves out tools without a word where the model has none."""

    async def main():
        endpoint = await EmbeddedProvider(model_data).endpoint()
        provider = make(server_at(endpoint.url + tail, key=endpoint.key))
        try:
            return await conformance.examine(provider, "m")
        finally:
            await provider.close()

    assert set(unmet(asyncio.run(main()))) == {"unknown", *lacks}


class Wild:
    """Does everything wrong that can be done wrong without an error."""

    id = "wild"

    def profile(self, model):
        return Profile(tools=True, schema=True)

    async def stream(self, call):
        yield FinishPart("complete")
        yield TextPart("all at once")

    async def close(self):
        pass


def test_a_back_end_that_misbehaves_is_found_out():
    found = unmet(examined(Wild()))
    assert set(found) >= {"order", "pieces", "length", "schema", "tool", "usage", "unknown", "empty", "huge"}


def test_a_stream_that_cannot_be_stopped_is_found_out():
    class Stubborn(ScriptedProvider):
        async def stream(self, call):
            try:
                yield TextPart("one")
            finally:
                await asyncio.sleep(conformance.PROMPT_SECONDS + 0.2)

    findings = asyncio.run(conformance.examine(Stubborn(""), "script", ("cancel",)))
    assert [(each.id, each.ok) for each in findings] == [("cancel", False)]


def test_an_error_is_a_finding_and_keeps_its_name():
    found = unmet(examined(ScriptedProvider(ProviderFailed(provider="X")), "script"))
    assert "provider_failed" in found["order"]
    assert "cancel" in found
    assert json.dumps(found)


def test_who_cannot_be_asked_is_not_judged():
    found = examined(ScriptedProvider(KeyRefused(provider="X", variable="Y")), "script")
    assert [each.id for each in found if not each.skipped and each.id != "unknown"] == []
    assert all("did not accept" in str(each.message) for each in found if each.skipped)


def test_counts_that_cannot_be_are_found_out():
    class Boaster(ScriptedProvider):
        async def stream(self, call):
            from convergio_jupyter.core.schema import Tokens

            yield TextPart("one")
            yield TokensPart(Tokens(input=0, output=0))
            yield FinishPart("complete")

    assert "usage" in unmet(examined(Boaster(""), "script"))
