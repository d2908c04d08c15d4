"""Models in Apple's MLX format, in a worker process of their own, shared by every host of this user."""

from .provider import MlxProvider

__all__ = ["MlxProvider"]
