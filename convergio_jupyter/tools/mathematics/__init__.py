"""Exact numbers, units, algebra and its steps."""
