"""Quizzes: what is asked, what is right, and what an answer is worth."""

from .grading import Graded, grade
from .items import Item, Option, QuizFault, asked
from .reading import item_from, read_quiz
from .telling import telling

__all__ = ["Graded", "Item", "Option", "QuizFault", "asked", "grade", "item_from", "read_quiz", "telling"]
