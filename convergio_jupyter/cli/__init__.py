"""The command line: ``convergio``. Every verb equals a Python call."""

from .main import main

__all__ = ["main"]
