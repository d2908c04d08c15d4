"""Lessons that teach.

- ``lesson`` is the format, ``authoring`` checks and builds it; ``key`` and ``shelf`` hold what is right
- ``exercises`` is the learner's desk, on ``answers`` (numbers, formulas, words), ``running`` (code) and ``quiz``
- ``progress`` traces skills, ``review`` brings cards back, ``study`` plans the days
- ``tutor`` and ``guard`` say what a teacher does next, and hold back what would give an answer away
- ``classes`` is a class and its leader's board
"""
