"""What a lesson is: a plain notebook whose cells have roles."""

from .reading import Cell, Exercise, Lesson, as_notebook, lesson_from, read_lesson, read_notebook
from .roles import GUARDS, KEPT_FROM_LEARNERS, ROLES

__all__ = [
    "GUARDS",
    "KEPT_FROM_LEARNERS",
    "ROLES",
    "Cell",
    "Exercise",
    "Lesson",
    "as_notebook",
    "lesson_from",
    "read_lesson",
    "read_notebook",
]
