"""The variables of a notebook by name: what the sidebar lends with a notebook where the user says so.

The front end asks a running kernel for it, silently. A value is described from the outside: no code of its own is run,
which might take for ever or change something, and what may be a secret is not described at all.
"""

from __future__ import annotations

import contextlib
import re
import reprlib
import types
from collections.abc import Mapping
from typing import Any

MOST_VARIABLES = 40  # the newest
MOST_CHARACTERS = 120  # of a value
LONGEST_NAME = 80
MOST_HELD = 100  # by a set or a dictionary whose value is shown
LONGEST_INTEGER = 1_000  # bits
_SECRET = re.compile(
    r"key|token|passw|pwd|passphrase|secret|auth|cookie|bearer|private|chiave|segret"
    r"|(?<![a-z])(?:pin|iban|pass|pw|psw|otp|ssn|salt)(?![a-z])|cred|webhook|hooks\.slack|\bAIza|\bsk-"
    r"|\bgh[pousr]_|\bAKIA|\bxox[abp]-|\beyJ|://[^/\s]*:[^/\s]*@",
    re.IGNORECASE,
)
_NO_DATA = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType, type)
_PLAIN = (bool, int, float, complex, str, type(None))
_HOLDING = (list, tuple, set, frozenset, dict)
Described = dict[str, str]


class Variables:
    """What ``listed`` found, for the front end, which reads JSON."""

    def __init__(self, found: list[Described]) -> None:
        self.found = found

    def _repr_json_(self) -> dict[str, list[Described]]:
        return {"variables": self.found}


def listed() -> Variables:
    """The variables of the notebook whose kernel this is."""
    from IPython import get_ipython

    shell: Any = get_ipython()
    hidden = shell.user_ns_hidden
    return Variables(described({name: value for name, value in shell.user_ns.items() if name not in hidden}))


def described(names: Mapping[str, Any]) -> list[Described]:
    """Name, type, shape and value of what holds data among ``names``; each as far as it can be told safely."""
    data = [
        (name, value)
        for name, value in names.items()
        if isinstance(name, str) and not name.startswith("_") and not issubclass(type(value), _NO_DATA)
    ]
    found = []
    for name, value in data[-MOST_VARIABLES:]:
        with contextlib.suppress(Exception):  # any object may fail to be described, in any way
            found.append(_described(name, value))
    return found


def _described(name: str, value: Any) -> Described:
    kind = type(value)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__.split('.')[0]}."
    shown = "" if _SECRET.search(name) else _value(value)
    return {
        "name": name[:LONGEST_NAME],
        "type": f"{module}{kind.__qualname__}"[:LONGEST_NAME],
        "shape": _shape(value),
        "value": "" if _SECRET.search(shown) else shown,
    }


def _shape(value: Any) -> str:
    """Of an array or a table, as it says itself; of what is built in, how many it holds."""
    if type(value) in (*_HOLDING, str, bytes):
        return str(len(value))
    root = type(value).__module__.split(".")[0]
    shape = getattr(value, "shape", None) if root in ("numpy", "pandas", "polars", "torch") else None
    return str(tuple(shape))[:LONGEST_NAME] if isinstance(shape, tuple) else ""


def _value(value: Any) -> str:
    """Short, for what is built in and holds nothing else; empty for all other things, whose code would have to run."""
    return _SHORT.repr(value)[:MOST_CHARACTERS] if _is_plain(value, deep=2) else ""


def _is_plain(value: Any, deep: int) -> bool:
    """Whether all that would be shown of ``value`` is built in, and quickly written."""
    kind = type(value)
    if kind in _PLAIN:
        return kind is not int or value.bit_length() <= LONGEST_INTEGER
    if kind not in _HOLDING or not deep:
        return False
    if kind in (list, tuple):
        parts = list(value[: _SHORT.maxlist + 1])
    elif len(value) > MOST_HELD:  # what is shown is in order, for which all of it would be compared
        return False
    else:
        parts = [*value, *(value.values() if kind is dict else ())]
    return all(_is_plain(part, deep - 1) for part in parts)


_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxlong = _SHORT.maxother = 60
_SHORT.maxtuple = _SHORT.maxlist
