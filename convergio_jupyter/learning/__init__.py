"""Lessons that teach: their format and keys, answers and checks, hints, the guard, quiz, review and mastery.

- what a lesson is: ``lesson`` (the format), ``authoring`` (check, build, export), ``key`` and ``shelf`` (what is right)
- what a learner does: ``desk``, with ``checking``, ``written``, ``answers``, ``running``, ``quiz``, ``ladder`` (hints),
  ``records``, ``sealing`` (exams) and ``revision`` (a key that changed)
- what comes of it: ``mastery``, ``progress``, ``practice``; cards in ``deck``, ``review``, ``anki``; a plan in
  ``planning``, ``study``, ``agenda``
- what a teacher may say: ``tutoring`` and ``moves``, ``guard``, ``release`` and ``repeated``
- a class: ``classes``, and its leader's ``board``
"""
