"""Widgets: the same front end as the sidebar, in a cell."""

from .chat_widget import Chat, chat
from .lesson_widgets import Exercise, Quiz, exercise, quiz
from .usage_widget import Usage

__all__ = ["Chat", "Exercise", "Quiz", "Usage", "chat", "exercise", "quiz"]
