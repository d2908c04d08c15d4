"""A program that is to be run."""

from __future__ import annotations

import re

from .wish import POLITE

MOST_CODE = 10_000  # characters of a question with a program


def program_in(question: str) -> str:
    """The program of a question that asks what it does."""
    if len(question) > MOST_CODE:
        return ""
    if line := _RUN_LINE.fullmatch(question.strip()):
        return line["code"]
    blocks = _BLOCK.findall(question)
    asked = POLITE.sub("", " ".join(_BLOCK.sub("", question).split()).rstrip("?.:! "))
    return blocks[0] if len(blocks) == 1 and _RUN.fullmatch(asked) else ""


_BLOCK = re.compile(r"```(?:python|py)?[ \t]*\n(.*?)```", re.DOTALL)
_RUN = re.compile(
    r"(?:what (?:does|will|do) (?:(?:this|it|that|the|my) ?)?(?:(?:code|program) )?(?:do|print|output|give)|"
    r"(?:run|execute)(?: (?:this|it|that|the|my))?(?: (?:code|program))?|"
    r"what(?:'s| is) the (?:output|result)(?: of this)?(?: (?:code|program))?|"
    r"(?:che )?cosa (?:fa|stampa)(?: questo)?(?: (?:codice|programma))?|"
    r"esegui(?:re|lo)?(?: (?:questo|il))?(?: (?:codice|programma))?|qual è (?:il risultato|l'output))",
    re.IGNORECASE,
)
_RUN_LINE = re.compile(
    r"(?:run|execute|esegui)(?: this code| questo codice)?:? `?(?P<code>[a-z_]+\([^`]{0,200}\))`?", re.IGNORECASE
)
