"""What code says of a cell, a program or an error that somebody asks to explain, where no model can be believed.

It is read by rules and never run. What is meant stands in the question, or was lent to it or to one before it; a cell
of text is told by its headings.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from .core.i18n import translate
from .core.schema import Attachment
from .plainly import code, errors
from .sections import outline_of, sections_of
from .teachers.at_hand import Pointed, pointed_at
from .tools.drawing.telling import celled
from .tools.reading import notebook
from .work import Work

MOST_TEXT = 200  # characters of a cell of text that has neither headings nor sentences
_NOTHING_LENT = (
    "Nothing came along that I could explain. In the sidebar, click on the cell and attach it, or write the code, or "
    "the last line of the error, into your question, behind a colon."
)
_WHICH = "The notebook that you lent has several cells. Say which one, like “Explain cell {number}”."
_NO_SUCH_CELL = "The notebook that you lent has no cell {number}."
_NO_ERROR = "I see no error in what came along. Run the cell once more, attach it again, and ask me then."
_OWN_ANSWER = (
    "This may be your own answer to an exercise, so I leave it to you. Check it: code says whether it is right. Where "
    "you do not get on, take a hint."
)
_TOO_LONG = "This is too long, or too deeply nested, to be read line by line. Ask me about a part of it."
_EMPTY = "There is no code in this that does anything: only blank lines or remarks."
_ON_TEXT = "This cell is text and no code. It speaks of:"
_ASK_ON_TEXT = "Ask me about one of these in a few words, and I look what stands there."


class _Meant(NamedTuple):
    """What is to be explained. ``mistake`` is what Python reports of it, where it does."""

    source: str
    mistake: errors.Mistake | None = None
    is_text: bool = False


class Explained(NamedTuple):
    """What is said, and ``of`` what that was read."""

    text: str
    of: Literal["code", "text", "nothing"]


def explained_to(work: Work, question: str, lent: Collection[Attachment], lang: str) -> Explained | None:
    """What ``question`` asks to explain, in plain words; None where it asks something else."""
    is_lent = any(each.kind in ("cell", "error") for each in work.question.attachments)
    asked = pointed_at(question, is_lent=is_lent)
    if asked is None:
        return None
    found = [_pasted(asked.text)] if asked.text else []
    found = found or _newest(asked, work.question.attachments) or _newest(asked, lent)
    if not found:
        return Explained(translate(_missing(asked, lent), lang, number=asked.number or 1), "nothing")
    meant = _with_code(found[0])
    if work.guarded:
        return _guarded(meant, lang)
    if meant.is_text:
        return Explained(_text(meant.source, lang), "text")
    return Explained(_told(meant, asked, lang), "code")


def _guarded(meant: _Meant, lang: str) -> Explained:
    """What is said in a lesson with open exercises, where anything may be an answer, wherever it came from.

    What may not be said of a right one is said of no wrong one: which it is, the check says, and counts it. So an
    error is told with nothing that somebody wrote.
    """
    mistake = meant.mistake or (None if meant.is_text else _broken(meant.source))
    if mistake is None:
        return Explained(translate(_OWN_ANSWER, lang), "nothing")
    bare = errors.Mistake(mistake.kind if errors.knows(mistake.kind) else "", line=mistake.line)
    return Explained(errors.told(bare, "", lang), "code")


def _told(meant: _Meant, asked: Pointed, lang: str) -> str:
    if meant.mistake:
        said = errors.told(meant.mistake, meant.source, lang)
        is_all = asked.about == "error" or code.broken(meant.source)
        return said if is_all else f"{_code(meant, lang)}\n\n{said}"
    if asked.about == "error" and not code.broken(meant.source):
        return translate(_NO_ERROR, lang)
    return _code(meant, lang)


def _missing(asked: Pointed, lent: Collection[Attachment]) -> str:
    """Why there is nothing to explain."""
    if not any(each.kind == notebook.KIND for each in lent):
        return _NOTHING_LENT
    return _NO_SUCH_CELL if asked.number else _NO_ERROR if asked.about == "error" else _WHICH


def _pasted(text: str) -> _Meant:
    """What stands in the question: code, a report, or both; or only the name of a kind of errors."""
    found = errors.mistake_in(text)
    return _Meant(found[1], found[0]) if found is not None else _Meant(text)


def _with_code(meant: _Meant) -> _Meant:
    """The same, where the line of code that a report points to is looked up in the source."""
    mistake, lines = meant.mistake, meant.source.split("\n")
    if mistake is None or mistake.code or not 0 < mistake.line <= len(lines):
        return meant
    return meant._replace(mistake=mistake._replace(code=lines[mistake.line - 1].strip()))


def _newest(asked: Pointed, lent: Collection[Attachment]) -> list[_Meant]:
    """What may be meant of what was lent, the likeliest first: an error where that is asked for."""
    found = [meant for each in lent for meant in _of(each, asked)]
    if asked.about == "error":
        return sorted(found, key=lambda each: each.mistake is None)
    return found


def _of(lent: Attachment, asked: Pointed) -> Iterator[_Meant]:
    if lent.kind == "cell":
        yield _Meant(lent.text)
    elif lent.kind == "error":
        mistake, source = errors.reported(lent.text)
        yield _Meant(source, mistake)
    elif lent.kind == "selection" and asked.about == "cell":
        yield _Meant(lent.text, is_text=True)
    elif lent.kind == "file" and asked.about == "code" and lent.label.endswith(".py"):
        yield _Meant(lent.text)
    elif lent.kind == notebook.KIND:
        with contextlib.suppress(ValueError):
            yield from _cells(notebook.cells_of(lent.text), asked)


def _cells(cells: Collection[notebook.Cell], asked: Pointed) -> Iterator[_Meant]:
    """Those of a notebook that may be meant: by the number that people read, else by place; the one with an error."""
    if asked.number:
        meant = [each for each in cells if each.number == asked.number]
        meant = meant or [each for each in cells if each.place == asked.number]
    elif asked.about == "error":
        meant = [each for each in reversed(list(cells)) if each.error.strip()]
    else:
        meant = [each for each in cells if each.type == "code"] if len(cells) == 1 else []
    for each in meant:
        mistake = errors.reported(each.error)[0] if each.error.strip() else None
        yield _Meant(each.source, mistake, is_text=each.type != "code")


def _code(meant: _Meant, lang: str) -> str:
    """The code line by line; where it is no Python, what is wrong with it."""
    lines = code.explained(meant.source, lang)
    if mistake := _broken(meant.source):
        said = translate("This is no Python as it stands, so I cannot read it line by line.", lang)
        return "\n\n".join(filter(None, [said, errors.told(mistake, "", lang), "\n".join(lines)]))
    if lines:
        return "\n".join([translate("This is what the code does, line by line:", lang), "", *lines])
    return translate(_EMPTY if code.is_readable(meant.source) else _TOO_LONG, lang)


def _broken(source: str) -> errors.Mistake | None:
    found = code.broken(source)
    return errors.Mistake(found.kind, found.why, found.line, found.text.strip()) if found else None


def _text(source: str, lang: str) -> str:
    """What a cell of text speaks of: its headings, or where it has none its first sentences."""
    told = outline_of(sections_of(Attachment(kind="selection", label="", text=source)))
    listed = "\n".join(f"> - {celled(' '.join(each.split()))}" for each in told or [source.strip()[:MOST_TEXT]])
    return "\n\n".join([translate(_ON_TEXT, lang), listed, translate(_ASK_ON_TEXT, lang)])
