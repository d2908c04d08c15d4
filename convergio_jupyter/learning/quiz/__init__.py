"""Quizzes: what is asked, what is right, and what an answer is worth."""

from .grading import Graded, grade
from .items import Item, Option, QuizFault, asked
from .reading import is_json, item_from, read_quiz, unknown_names
from .telling import telling

__all__ = [
    "Graded",
    "Item",
    "Option",
    "QuizFault",
    "asked",
    "grade",
    "is_json",
    "item_from",
    "read_quiz",
    "telling",
    "unknown_names",
]
