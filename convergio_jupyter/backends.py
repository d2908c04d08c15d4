"""The providers that the settings describe, each with the door through which its server may be reached."""

from __future__ import annotations

from functools import partial

from .core.schema import Region
from .privacy import Egress, key_for, place_of
from .providers.base import Provider
from .providers.sdk import Server
from .settings import Settings, listed


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
            context=settings.context_tokens,
            threads=settings.threads,
            idle_seconds=settings.worker_idle_seconds,
        )
    ]
    if key_for("openai") or settings.openai_base_url:
        from .providers.openai import HOME, OpenAIProvider

        found.append(OpenAIProvider(_server("openai", HOME, settings)))
    if key_for("anthropic") or settings.anthropic_base_url:
        from .providers.anthropic import HOME, AnthropicProvider

        found.append(AnthropicProvider(_server("anthropic", HOME, settings)))
    return found


def _server(name: str, home: str, settings: Settings) -> Server:
    """The server that speaks the protocol ``name``; its maker's own at ``home`` where the settings name no other."""
    url = getattr(settings, f"{name}_base_url") or home
    region: Region = getattr(settings, f"{name}_region") or "unknown"
    egress = Egress(local_only=settings.local_only, region=settings.region or "any")
    return Server(
        key=key_for(name),
        base_url=url,
        models=listed(getattr(settings, f"{name}_models")),
        place=place_of(url),
        region=region,
        check=partial(egress.check, region=region),
    )
