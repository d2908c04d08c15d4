"""Convergio in a notebook: magics, kernel, and how answers are shown there."""
