"""Widgets: the same front end as the sidebar, in a cell."""

from .chat_widget import Chat, chat

__all__ = ["Chat", "chat"]
