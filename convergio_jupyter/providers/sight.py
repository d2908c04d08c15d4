"""Which models can look at pictures, by what their makers say and name them; a server seldom tells by itself.

Sources: the makers' model pages (platform.openai.com/docs/models, docs.anthropic.com/en/docs/build-with-claude/vision,
ai.google.dev/gemini-api/docs/image-understanding) and Ollama's library (ollama.com/search?c=vision).
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

EXPECTED_TOKENS = 1_500  # for a picture of usual size
_MOST_TOKENS = {"4o-mini": 50_000}  # which counts each tile of a picture many times, to charge as the larger model does
_MOST_OF_ANY = 5_000
_OF_OPENAI = ("gpt-4o*", "gpt-4.1*", "gpt-4-turbo*", "gpt-5*", "o1", "o1-2*", "o3", "o3-2*", "o4-mini*")
_SEE = (
    *("anthropic:claude-*", "google:gemini-*"),
    *(f"{maker}:{name}" for maker in ("openai", "azure") for name in _OF_OPENAI),
    *(
        "*vision*",
        "*llava*",
        "*:*-vl*",
        "*:*vl:*",
        "*:*vl-*",
        "*:moondream*",
        "*:minicpm-v*",
        "*:pixtral*",
        "*:llama4*",
    ),
    *("*:gemma3", "*:gemma3:4b*", "*:gemma3:12b*", "*:gemma3:27b*", "*:mistral-small3.[12]*"),
)
_DO_NOT = ("*-audio*", "*-transcribe*", "*-tts*", "*-realtime*", "*embedding*", "*-search-*")


def sees(provider: str, model: str, also: Iterable[str] = ()) -> bool:
    """Whether a model can look at pictures; ``also`` are patterns of provider:model or model that the settings name."""
    names = (f"{provider}:{model}".casefold(), model.casefold())

    def named(patterns: Iterable[str]) -> bool:
        return any(fnmatchcase(name, pattern.casefold()) for pattern in patterns for name in names)

    return named(also) or (named(_SEE) and not named(_DO_NOT))


def most_tokens(model: str) -> int:
    """More than ``model`` takes for a picture of the size that is let in."""
    return next((most for part, most in _MOST_TOKENS.items() if part in model.casefold()), _MOST_OF_ANY)
