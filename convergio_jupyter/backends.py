"""The providers that the settings describe, each with the door through which its server may be reached."""

from __future__ import annotations

from functools import partial

from .core.schema import Place, Region
from .privacy import KEY_VARIABLES, Egress, key_for, place_of
from .providers.base import Provider
from .providers.sdk import Server
from .settings import Settings, listed, variable_of
from .settings_files import micro_of


def providers_of(settings: Settings) -> list[Provider]:
    """Every provider that is set up. What it takes is imported late: a host that never asks a cloud pays for none."""
    from .providers.embedded import EmbeddedProvider
    from .providers.scripted import ScriptedProvider

    if settings.scripted:
        return [ScriptedProvider(settings.scripted)]
    found: list[Provider] = [
        EmbeddedProvider(
            settings.data_path,
            gguf=settings.gguf,
            engine=settings.engine,
            context=settings.context_tokens,
            threads=settings.threads,
            idle_seconds=settings.worker_idle_seconds,
        )
    ]
    if settings.mlx_model:
        from .providers.mlx import MlxProvider

        found.append(
            MlxProvider(
                settings.data_path,
                settings.mlx_model,
                may_download=not settings.local_only and settings.region != "eu",
                check=Egress(local_only=settings.local_only, region=settings.region or "any").check,
                context=settings.context_tokens,
                idle_seconds=settings.worker_idle_seconds,
            )
        )
    if key_for("openai") or settings.openai_base_url or settings.openai_models:
        from .providers.openai import HOME, OpenAIProvider

        found.append(OpenAIProvider(_server("openai", HOME, settings)))
    if key_for("anthropic") or settings.anthropic_base_url or settings.anthropic_models:
        from .providers.anthropic import HOME, AnthropicProvider

        found.append(AnthropicProvider(_server("anthropic", HOME, settings)))
    return [*found, *_other_makers(settings)]


def _other_makers(settings: Settings) -> list[Provider]:
    """Azure and Google, which speak OpenAI's wire, and Ollama."""
    found: list[Provider] = []
    if settings.azure_base_url or settings.azure_models:
        from .providers.chat_makers import AZURE, AZURE_KEY_HEADER, azure_region
        from .providers.openai import OpenAIProvider

        region = azure_region(settings.azure_region or "unknown", settings.azure_deployment)
        server = _server("azure", "", settings, region=region, key_header=AZURE_KEY_HEADER)
        found.append(OpenAIProvider(server, AZURE))
    if key_for("google") or settings.google_base_url or settings.google_models:
        from .providers.chat_makers import GOOGLE
        from .providers.openai import OpenAIProvider

        found.append(OpenAIProvider(_server("google", GOOGLE.home, settings), GOOGLE))
    if settings.ollama_models or settings.embeddings.startswith("ollama:"):
        from .providers.ollama import OllamaProvider

        server = _server("ollama", "", settings, region="unknown")
        found.append(OllamaProvider(server, context=settings.ollama_context))
    return found


def _server(name: str, home: str, settings: Settings, *, region: Region | None = None, key_header: str = "") -> Server:
    """The server of ``name``; its maker's own at ``home`` where the settings name no other.

    ``region`` stands in for what the settings say, where that alone is not enough to know it.
    """
    url = getattr(settings, f"{name}_base_url") or home
    region = region or getattr(settings, f"{name}_region") or "unknown"
    egress = Egress(local_only=settings.local_only, region=settings.region or "any")
    return Server(
        key=key_for(name),
        base_url=url,
        models=listed(getattr(settings, f"{name}_models")),
        place=place_for(name, url, settings),
        region=region,
        check=partial(egress.check, region=region),
        key_header=key_header,
        lacking=lacking(name, settings),
        price=micro_of(getattr(settings, f"{name}_price")),
        seeing=listed(settings.seeing),
    )


def place_for(name: str, url: str, settings: Settings) -> Place:
    """Where what the server of ``name`` says is computed.

    One on this computer that has a price or a region passes on what it is asked, and stands for a cloud. Ollama says of
    each model whether it does.
    """
    price = micro_of(getattr(settings, f"{name}_price"))
    passes_on = bool(price and any(price)) or getattr(settings, f"{name}_region", "") in ("eu", "us")
    return "cloud" if passes_on and name != "ollama" else place_of(url)


def lacking(name: str, settings: Settings) -> str:
    """The variable without which the models of ``name`` cannot be asked; empty where nothing is missing.

    A server of one's own may want no key; a maker's own, and any Azure resource, does.
    """
    url = getattr(settings, f"{name}_base_url")
    if name == "azure" and not url:
        return variable_of("azure_base_url")
    own = url and (name != "azure" or place_of(url) == "local")
    return "" if own or key_for(name) else KEY_VARIABLES.get(name, "")
