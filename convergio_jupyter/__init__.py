"""Convergio: a faculty of AI teachers inside notebooks.

>>> from convergio_jupyter import ask, chat           # doctest: +SKIP
>>> ask("Why is the sky blue?", teacher="feynman")    # doctest: +SKIP

Importing this package imports nothing else of it: every name is fetched when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from ._version import __version__
    from .client import connect
    from .notebook.api import ask, doctor, lesson, models, panel, usage
    from .widgets import board, chat, exercise, quiz, reflect


__all__ = [
    "__version__",
    "ask",
    "board",
    "chat",
    "connect",
    "doctor",
    "exercise",
    "lesson",
    "models",
    "panel",
    "quiz",
    "reflect",
    "usage",
]

_HOMES = {
    "__version__": "._version",
    "ask": ".notebook.api",
    "board": ".widgets",
    "chat": ".widgets",
    "connect": ".client",
    "doctor": ".notebook.api",
    "exercise": ".widgets",
    "lesson": ".notebook.api",
    "models": ".notebook.api",
    "panel": ".notebook.api",
    "quiz": ".widgets",
    "reflect": ".widgets",
    "usage": ".notebook.api",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(home, __name__), name)


def __dir__() -> list[str]:
    return __all__


def load_ipython_extension(shell: InteractiveShell) -> None:
    """``%load_ext convergio_jupyter``: adds the ``%convergio`` magics."""
    from .notebook.magics import ConvergioMagics, questions_are_ours

    magics = ConvergioMagics(shell)
    shell.register_magics(magics)
    shell.events.register("pre_run_cell", magics.note_cell)
    if questions_are_ours not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(questions_are_ours)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "convergio-jupyter"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .gateway.extension import GatewayApp

    return [{"module": "convergio_jupyter", "app": GatewayApp}]
