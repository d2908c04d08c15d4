"""Keys come from the environment of the server. They are never stored, shown, logged or sent to a notebook."""

from __future__ import annotations

import os

KEY_VARIABLES = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "azure": "AZURE_OPENAI_API_KEY",
    "google": "GEMINI_API_KEY",
}


def key_for(provider: str) -> str:
    """The key of ``provider``, or an empty text. Blanks around it, which a file likes to end with, are none of it."""
    return os.environ.get(KEY_VARIABLES.get(provider, ""), "").strip()
