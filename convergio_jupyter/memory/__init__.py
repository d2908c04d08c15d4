"""What Convergio remembers: conversations, what they were about, and what learners have said about themselves."""

from __future__ import annotations

import time

from ..store import Store
from . import facts, summaries
from .conversations import Conversations
from .learner import Memory

__all__ = ["Conversations", "Memory", "forget_old", "sum_up"]


async def forget_old(store: Store, days: float) -> None:
    """Deletes of every account what is older than ``days``; 0 deletes nothing. Talks themselves stay."""
    await facts.forget_old(store, days, time.time())
    await summaries.forget_old(store, days, time.time())


async def sum_up(store: Store, idle: float, days: float = 0) -> int:
    """Sums up the talks in which nobody has asked for ``idle`` seconds, and which may still be remembered; how many."""
    return await summaries.bring_up_to_date(store, time.time(), idle, days)
