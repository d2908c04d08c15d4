"""The model by which the course's material is also found by its meaning, where one is set up on this computer."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from typing import Literal

from .memory.vectors import Vectors
from .privacy import confined
from .providers.base import Embeds, Provider
from .settings import Settings
from .store import Store


def vectors_of(settings: Settings, store: Store, providers: Mapping[str, Provider]) -> Vectors | None:
    """The vectors of the course; None where no model for them is set up, or something is lacking."""
    kind, _, model = settings.embeddings.partition(":")
    provider = providers.get(kind)
    if not isinstance(provider, Embeds) or lacking(settings, providers):
        return None

    async def embed(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        with confined("private", "any"):  # what a learner looks for, and what a course holds, stays on this computer
            return await provider.embed(model, texts)

    return Vectors(store, settings.embeddings, embed)


def lacking(settings: Settings, providers: Mapping[str, Provider]) -> Literal["", "model", "library"]:
    """What keeps the model that the settings name from being used; empty where nothing does, or none is named."""
    kind, _, model = settings.embeddings.partition(":")
    provider = providers.get(kind)
    if settings.embeddings and not (model and isinstance(provider, Embeds) and provider.place == "local"):
        return "model"
    return "library" if settings.embeddings and importlib.util.find_spec("numpy") is None else ""
