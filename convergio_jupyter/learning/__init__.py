"""Lessons that teach: their format and keys, answers and checks, hints, the guard, quiz, review and mastery."""
