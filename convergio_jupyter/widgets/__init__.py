"""Widgets: the same front end as the sidebar, in a cell."""

from .chat_widget import Chat, chat
from .usage_widget import Usage

__all__ = ["Chat", "Usage", "chat"]
