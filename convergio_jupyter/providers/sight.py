"""Which models can look at pictures, by what their makers say and name them; a server seldom tells by itself.

Sources: the makers' model pages (platform.openai.com/docs/models, docs.anthropic.com/en/docs/build-with-claude/vision,
ai.google.dev/gemini-api/docs/image-understanding) and Ollama's library (ollama.com/search?c=vision).
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

PICTURE_TOKENS = 3_000  # more than any of them takes for a picture of the size that is let in
_SEE = (
    *("anthropic:claude-*", "google:gemini-*"),
    *(f"{maker}:{name}" for maker in ("openai", "azure") for name in ("gpt-4o*", "gpt-4.1*", "gpt-5*", "o1", "o3")),
    *("*vision*", "*llava*", "*:*-vl*", "*:*vl:*", "*:*vl-*", "*:gemma3*", "*:moondream*", "*:minicpm-v*"),
    *("*:pixtral*", "*:mistral-small3*", "*:llama4*"),
)  # fmt: skip


def sees(provider: str, model: str, also: Iterable[str] = ()) -> bool:
    """Whether a model can look at pictures; ``also`` are patterns of provider:model or model that the settings name."""
    names = (f"{provider}:{model}".casefold(), model.casefold())
    patterns = (*_SEE, *(each.casefold() for each in also))
    return any(fnmatchcase(name, pattern) for pattern in patterns for name in names)
