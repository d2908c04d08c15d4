"""Who else speaks OpenAI's wire: only the address, the header of the key and what is known of the models differ.

References: https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle (the v1 interface) and
https://ai.google.dev/gemini-api/docs/openai
"""

from __future__ import annotations

from ..core.schema import Region
from .refusals import Maker

AZURE = Maker(id="azure", name="Azure OpenAI", home="", key_variable="AZURE_OPENAI_API_KEY")
AZURE_KEY_HEADER = "api-key"
GOOGLE = Maker(
    id="google",
    name="Google",
    home="https://generativelanguage.googleapis.com/v1beta/openai/",
    key_variable="GEMINI_API_KEY",
)


def azure_region(region: Region, deployment: str) -> Region:
    """Where a deployment computes, as far as that is certain: a global one, or one of unknown kind, may anywhere."""
    return region if deployment in ("regional", "datazone") else "unknown"
