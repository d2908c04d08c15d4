"""The embedded model: llama.cpp in a worker process of its own, shared by every host of this user."""

from .provider import EmbeddedProvider

__all__ = ["EmbeddedProvider"]
