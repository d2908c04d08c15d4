"""Widgets: the same front end as the sidebar, in a cell."""

from .board_widget import Board, board
from .chat_widget import Chat, chat
from .lesson_widgets import Exercise, Quiz, Reflection, exercise, quiz, reflect
from .usage_widget import Usage

__all__ = ["Board", "Chat", "Exercise", "Quiz", "Reflection", "Usage", "board", "chat", "exercise", "quiz", "reflect"]
