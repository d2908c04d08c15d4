"""What to look at where a check of code fails, as a sentence."""

from __future__ import annotations

import ast
import contextlib
import re
from typing import Any

from ...core.i18n import Phrase, translate
from ...core.syntax import parse_python
from .confined import Ended
from .values import Comparison

NOT_YET = "This does not hold yet."
_BLOCKED = {
    "file": "An answer may use no files but its own.",
    "network": "An answer may not use the network.",
    "process": "An answer may not start or end other programs.",
}
_FAILED = {
    "NotImplementedError": "There is no answer yet.",
    "EOFError": "Nobody answers an input() here: write the value into the code.",
    "MemoryError": "The code needs more memory than an answer may have.",
    "RecursionError": "A function calls itself without end.",
}
_MISSING = re.compile(r"name '(\w+)' is not defined")
_UNPACKED = re.compile(r"(?:not enough|too many) values to unpack \(expected (\d+)")
_GROUPS: dict[type, str] = {
    list: "a list, as [1, 2]",
    tuple: "a tuple, as (1, 2)",
    **dict.fromkeys((set, frozenset), "a set, as {1, 2}"),
}
_KINDS: dict[type, str] = {**_GROUPS, str: 'a text, as "1"', int: "a number, as 1", float: "a number, as 1"}


def missing_in(ended: Ended) -> str:
    """The name that there is not; empty where the code failed for something else."""
    found = _MISSING.match(ended.message) if ended.error == "NameError" else None
    return found[1] if found else ""


def note_of(ended: Ended, lang: str) -> str:
    """Why a piece of code did not run through."""
    if ended.blocked in _BLOCKED:
        return translate(_BLOCKED[ended.blocked], lang)
    if ended.error == "AssertionError" and not ended.deep:
        return translate(NOT_YET, lang)
    if ended.error in _FAILED:
        return translate(_FAILED[ended.error], lang)
    if name := missing_in(ended):
        return translate("There is no “{name}” yet: look how it is written.", lang, name=name)
    if ended.error == "ValueError" and (wanted := _UNPACKED.match(ended.message)):
        return translate("Here {count} values are wanted, one beside the other.", lang, count=wanted[1])
    return f"{ended.error}: {ended.message}" if ended.message else ended.error


def missed(found: Any, check: Comparison) -> Phrase:
    """What can be said of a value that is not the right one, without saying that one."""
    if found is None and _is_call(check.expression):
        return Phrase("Nothing comes back here: is there a “return”?")
    kinds = [_KINDS.get(type(value)) for value in (found, check.right)]
    if None not in kinds and kinds[0] != kinds[1] and _alike(found, check.right):
        return Phrase(
            "What comes out is {found}; what is wanted is {wanted}.",
            found=Phrase(str(kinds[0])),
            wanted=Phrase(str(kinds[1])),
        )
    return Phrase(NOT_YET)


def _alike(found: Any, right: Any) -> bool:
    """Whether only the kind is another: ``[1, 2]`` and ``(1, 2)``, ``"4"`` and ``4``."""
    with contextlib.suppress(TypeError, ValueError, RecursionError):  # lists in a set, a number too long to be written
        return _same_in(found, right)
    return False


def _same_in(found: Any, right: Any) -> bool:
    if type(found) in _GROUPS and type(right) in _GROUPS:
        unordered = not {type(found), type(right)} <= {list, tuple}
        return set(found) == set(right) if unordered else list(found) == list(right)
    return str(found) == str(right)


def _is_call(expression: str) -> bool:
    (statement,) = parse_python(expression).body
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
