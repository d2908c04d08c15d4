"""What Convergio remembers. For now: conversations."""

from .conversations import Conversations

__all__ = ["Conversations"]
