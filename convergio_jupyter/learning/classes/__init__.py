"""A class: who is in it, and the board of whoever leads it."""
