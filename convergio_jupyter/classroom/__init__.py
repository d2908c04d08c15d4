"""The classroom: a lesson notebook as an app, through Voila, on the same gateway."""

from .launcher import serve

__all__ = ["serve"]
