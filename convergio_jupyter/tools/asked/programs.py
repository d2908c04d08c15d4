"""A program that is to be run."""

from __future__ import annotations

import ast
import re

from ...core.syntax import parse_python
from .wish import POLITE

MOST_CODE = 10_000  # characters of a question with a program
LONGEST_HEAD = 80  # characters of the words before it


def program_in(question: str) -> str:
    """The program of a question that asks what it does."""
    if len(question) > MOST_CODE:
        return ""
    if line := _RUN_LINE.fullmatch(question.strip()):
        return line["code"]
    blocks = _BLOCK.findall(question)
    if blocks:
        return blocks[0] if len(blocks) == 1 and _RUN.fullmatch(_words(_BLOCK.sub("", question))) else ""
    cut = _CUT.search(question.strip()[:LONGEST_HEAD])
    if cut is None or not _RUN_BEHIND.fullmatch(_words(question.strip()[: cut.start()])):
        return ""
    return _shown(question.strip()[cut.end() :].strip("`").rstrip())


def _words(asked: str) -> str:
    return POLITE.sub("", " ".join(asked.split()).rstrip("?.:! "))


def _shown(code: str) -> str:
    """The program, which shows a value as a cell does; empty where it is no Python, or a name: “run: home”."""
    try:
        lines = parse_python(code).body
        if len(lines) != 1 or not isinstance(lines[0], ast.Expr):
            return code if lines else ""
        value = lines[0].value
        if isinstance(value, ast.Name | ast.Tuple):
            return ""
        return code if isinstance(value, ast.Call) else f"print({ast.unparse(value)})"
    except (SyntaxError, ValueError, MemoryError, RecursionError):  # or nested too deep to be written again
        return ""


_BLOCK = re.compile(r"```(?:python|py)?[ \t]*\n(.*?)```", re.DOTALL)
_CUT = re.compile(r"[:?]\s*(?=\S)|[ \t]*\n+(?=\S)")
_CODE = r"(?:python |following )*(?:code|program|script|snippet|lines?|codice|programma|righe|riga)(?: (?:in )?python)?"
_THIS = rf"(?: (?:this|it|that|the|my|some|questo|quest[ae]|il|il mio|la|le))?(?: {_CODE}(?: seguente)?)?"
_DO_RUN = r"(?:run|execute|try|esegui(?:re|lo|mi)?|lancia(?:re|lo)?|avvia(?:re|lo)?|prova(?:re)?|fai girare|fa' girare)"
_RUN = re.compile(
    r"(?:what (?:does|will|do) (?:(?:this|it|that|the|my) ?)?(?:(?:code|program) )?(?:do|print|output|give)|"
    r"what(?:'s| is) the (?:output|result)(?: of this)?(?: (?:code|program))?|"
    r"(?:che )?cosa (?:fa|stampa)(?: questo)?(?: (?:codice|programma))?|"
    rf"{_DO_RUN}{_THIS}|qual è (?:il risultato|l'output))",
    re.IGNORECASE,
)
# Before code in the question itself; what it does, is told line by line.
_RUN_BEHIND = re.compile(
    rf"{_DO_RUN}{_THIS}|what (?:does|will|do){_THIS} (?:print|output|give)|"
    rf"what(?:'s| is) the (?:output|result)(?: of)?{_THIS}|(?:che )?cosa (?:stampa|dà|produce){_THIS}|"
    rf"(?:qual è )?(?:il risultato|l'output) (?:di|del){_THIS}",
    re.IGNORECASE,
)
_RUN_LINE = re.compile(
    r"(?:run|execute|esegui)(?: this code| questo codice)?:? `?(?P<code>[a-z_]+\([^`]{0,200}\))`?", re.IGNORECASE
)
