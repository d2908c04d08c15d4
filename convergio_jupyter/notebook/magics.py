"""The magics: ``%%convergio euclide`` asks, ``%convergio`` helps.

Only IPython is imported when the extension is loaded; everything else waits for the first question. Text is taken as
typed: IPython's own expansion of ``{names}`` and ``$names`` is switched off, and a variable is lent with ``--with``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand

from ..core import CLASSROOM_VARIABLE

if TYPE_CHECKING:
    from ..core.errors import ConvergioError
    from ..core.schema import Question
    from .display import Reply
    from .exercises import Exercises
    from .options import CellOptions


@magics_class
class ConvergioMagics(Magics):
    """``%convergio`` and ``%%convergio``."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._conversations: dict[str, str] = {}  # by teacher as named in the cell, so that a talk can go on
        self._last = ""  # the talk of the cell before, which a cell that names no teacher goes on with
        self._exercises: Exercises | None = None
        self._ran: list[Any] = []  # what ran before the first command of a lesson

    def note_cell(self, info: Any) -> None:
        """IPython is about to run a cell, which may be the answer to an exercise."""
        if self._exercises is not None:
            self._exercises.note_cell(info)
        else:
            self._ran = [*self._ran[-100:], info]

    @property
    def exercises(self) -> Exercises:
        """The lesson of this notebook; made when it is first asked for, so that loading the magics stays light."""
        if self._exercises is None:
            from .exercises import Exercises

            self._exercises = Exercises()
            for info in self._ran:
                self._exercises.note_cell(info)
        return self._exercises

    @no_var_expand
    @line_cell_magic
    def convergio(self, line: str, cell: str | None = None) -> Any:
        """Ask a teacher: ``%%convergio euclide`` with the question below it. ``%convergio`` alone shows more."""
        from ..core.errors import ConvergioError
        from .options import HELP, language_in, parse_cell_line

        try:
            if cell is None or line.strip() in HELP:
                return self._command(line)
            if line.split()[:1] == ["route"]:
                return self._command(f"{line} {cell}")
            return self._ask(parse_cell_line(line), cell)
        except ConvergioError as error:
            return _show_error(error, language_in(line) or (self._exercises.lang if self._exercises else ""))

    def _ask(self, options: CellOptions, text: str) -> Any:
        question = self._question(options, text)
        if os.environ.get(CLASSROOM_VARIABLE):
            return _offer(question)
        if options.new:
            self._conversations.pop(question.teacher, None)
            self._last = ""
        return self._show(question)

    def _question(self, options: CellOptions, text: str) -> Question:
        from ..tools.reading import files
        from .options import question_of

        lent = [*map(self._lend, options.variables), *map(files.read, options.files)]
        question = question_of(options, text, tuple(lent))
        return self._exercises.about(question) if self._exercises is not None else question

    def _show(self, question: Question) -> None:
        from .api import ask_question

        conversation = self._conversations.get(question.teacher, "") if question.teacher else self._last
        try:
            reply = ask_question(replace(question, conversation=conversation))
        except KeyboardInterrupt:
            raise _Interrupted() from None
        self._remember(question.teacher, reply)

    def _remember(self, key: str, reply: Reply) -> None:
        if reply.error is not None and reply.error.code == "unknown_conversation":
            self._conversations.pop(key, None)
            self._last = ""
        elif reply.conversation:
            self._conversations[key] = self._last = reply.conversation

    def _command(self, line: str) -> Any:
        from . import commands

        return commands.run(line, ask=self._ask, forget=self._forget, make=self._question, exercises=self.exercises)

    def _forget(self) -> None:
        self._conversations.clear()
        self._last = ""

    def _lend(self, name: str) -> Any:
        from ..core.errors import UnknownVariable
        from .lending import lend

        assert self.shell is not None
        if name not in self.shell.user_ns:
            raise UnknownVariable(name=name)
        return lend(name, self.shell.user_ns[name])


def _show_error(error: ConvergioError, lang: str) -> None:
    from ..core.i18n import choose_language
    from .api import in_notebook
    from .display import error_html

    info = error.info(choose_language(lang))
    if in_notebook():
        from IPython.display import display

        display({"text/html": error_html(info), "text/plain": f"{info.message} {info.remedy}"}, raw=True)
    else:
        print(f"{info.message} {info.remedy}")


def _offer(question: Question) -> Any:
    """In a classroom a page must not wait for its teachers: the visitor asks, with one click."""
    from ..core.errors import UnknownTeacher
    from ..teachers.mention import EVERYBODY, nearest_first
    from ..widgets import Chat
    from .api import client

    known = [card["id"] for card in client().call("teachers")]
    names = [name for name in question.teacher.split(",") if name]
    for name in names:
        if name not in known and name not in EVERYBODY:
            raise UnknownTeacher(name=name, known=nearest_first(name, known))
    return Chat(names[0] if len(names) == 1 and names[0] in known else "", lang=question.lang, question=question)


def questions_are_ours(lines: list[str]) -> list[str]:
    """An input transformer for what people write in one line, or leave empty.

    IPython takes a line that ends in “?” for a wish for help, even if it is a question, and a cell magic without a body
    for a mistake of which it has a sentence of its own.
    """
    magic, _, rest = lines[0].strip().partition(" ") if lines else ("", "", "")
    if magic not in ("%convergio", "%%convergio") or any(line.strip() for line in lines[1:]):
        return lines
    if rest.strip().endswith("?"):
        return [f"get_ipython().run_line_magic('convergio', {rest.strip()!r})\n"]
    return [f"%convergio {rest}\n"]


class _Interrupted(KeyboardInterrupt):
    """The user stopped an answer. Ends the cell and what is queued behind it, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        from ..core.i18n import choose_language, translate

        return [translate("The cells behind this one were not run.", choose_language())]
