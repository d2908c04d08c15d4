"""Drafts for whoever writes a lesson: the lesson's teacher writes, the validator reads, the author sees what it passed.

A draft goes the way of all completions: the same router, budgets, ledger and rules, and a receipt. What is wrong with
it is told to the model, a few times; then the author is told.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from .answer import CancelScope
from .completions import AUTO, Completion, Completions
from .core.errors import DraftUnfit, RequestRefused
from .core.faculty import Teacher
from .core.i18n import LANGUAGES, Phrase
from .core.schema import Receipt
from .core.values import Message
from .engine import Engine
from .learning.authoring.draft import (
    LONGEST_FORM,
    Cell,
    DraftFault,
    Faults,
    Wish,
    cells_of,
    level_of,
    schema,
    touched,
    with_cells,
)
from .learning.authoring.findings import Finding
from .learning.lesson import Lesson, lesson_from
from .providers.base import TextPart
from .safety import may_be_said
from .teachers.choice import PRINCIPAL
from .teachers.draft import again, compose

TRIES = 3
FORM_TOKENS = 3_000
MOST_TOLD = 5  # findings that the model is told at once
Tell = Callable[[Phrase], None]  # what goes on, as a sentence
Step = Callable[[int, int], None]


class Drafted(NamedTuple):
    """A draft that the validator has nothing against, who wrote it, and what it took."""

    cells: Sequence[Cell]
    teacher: str
    tries: int
    receipts: Sequence[Receipt]


class Drafting:
    """Asks the teachers of one engine for drafts."""

    def __init__(self, engine: Engine, completions: Completions) -> None:
        self._engine = engine
        self._completions = completions

    async def draft(
        self, notebook: Mapping[str, Any], wish: Wish, account: str, scope: CancelScope, tell: Tell, step: Step
    ) -> Drafted | None:
        """The draft; None where ``scope`` was cancelled. ``step`` is called, in a thread, before each run of its code.

        Raises ``DraftUnfit`` where none passes, and what keeps a model from being asked.
        """
        lesson, receipts = lesson_from(notebook), list[Receipt]()
        teacher, lang = self._teacher(lesson, account), lesson.lang if lesson.lang in LANGUAGES else "en"
        level = str(lesson.head.get("level") or "")
        messages = compose(teacher, wish.kind, wish.about, _material(lesson, wish), lang, level, level_of(wish, lesson))
        found, examiner = list[Finding](), _Examiner(notebook, lesson, wish, step)
        for number in range(1, TRIES + 1):
            tell(Phrase(_WRITING, name=teacher.name, number=number, most=TRIES))
            said, receipt = await self._written(messages, wish, teacher, account, scope)
            receipts += [receipt] if receipt is not None else []
            if scope.cancelled:
                return None
            cells, found = await asyncio.to_thread(examiner.examine, said)
            if not found:
                return Drafted(cells, teacher.name, number, receipts)
            told = [f"{each.message.said(lang)} {each.remedy.said(lang)}" for each in found[:MOST_TOLD]]
            messages = (*messages[:2], *again(said[:LONGEST_FORM], told, lang))
        raise DraftUnfit(tries=TRIES, why=found[0].message)

    def _teacher(self, lesson: Lesson, account: str) -> Teacher:
        """The lesson's own, else the principal. Raises ``TeacherNotInPlan``."""
        roster = self._engine.roster
        teacher = roster[lesson.teacher if lesson.teacher in roster else PRINCIPAL]
        refusal = self._engine.outside_plan(teacher, account)
        if refusal is not None:
            raise refusal
        return teacher

    async def _written(
        self,
        messages: tuple[Message, ...],
        wish: Wish,
        teacher: Teacher,
        account: str,
        scope: CancelScope,
    ) -> tuple[str, Receipt | None]:
        """What the model writes, as far as anybody would read it, and its receipt."""
        asked = Completion(
            id=uuid.uuid4().hex, model=AUTO, messages=messages, max_tokens=FORM_TOKENS, schema=schema(wish.kind),
            teacher=teacher.id, small=False,
        )  # fmt: skip
        said, receipt = "", None
        with contextlib.suppress(RequestRefused):  # by the model, which could not keep to the form
            async with contextlib.aclosing(self._completions.stream(asked, account=account, scope=scope)) as parts:
                async for part in parts:
                    if isinstance(part, TextPart):
                        said += part.text
                    elif isinstance(part, Receipt):
                        receipt = part
                    if len(said) > LONGEST_FORM:
                        break
        return said, receipt


_WRITING = "{name} is writing: try {number} of {most}."
_REMEDY = Phrase("Mend it.")
_UNSAID = Finding("draft", Phrase("It says what teachers here do not say."), _REMEDY)


class _Examiner:
    """Says what is wrong with drafts for one notebook: in the form, in what they say, in the lesson with them."""

    def __init__(self, notebook: Mapping[str, Any], lesson: Lesson, wish: Wish, step: Step) -> None:
        self._notebook, self._lesson, self._wish, self._step = notebook, lesson, wish, step
        self._before: dict[frozenset[str], Faults] = {}  # by the exercises that were tried

    def examine(self, said: str) -> tuple[Sequence[Cell], list[Finding]]:
        """The cells of a draft, and what is wrong with them. Takes as long as its code does."""
        try:
            cells = cells_of(said, self._wish, self._lesson)
        except DraftFault as fault:
            return (), [Finding("draft", fault.why, _REMEDY)]
        if not all(may_be_said(cell["source"]) for cell in cells):
            return (), [_UNSAID]
        tried = frozenset(touched(cells))
        before = self._before.get(tried) or Faults(self._notebook, tried, self._step)
        self._before[tried] = before
        after = Faults(with_cells(self._notebook, cells, self._wish), tried, self._step)
        return cells, after.beyond(before)


def _material(lesson: Lesson, wish: Wish) -> str:
    """What the model may know of the lesson: for a hint its exercise with the answer, else what learners read."""
    read = ("", "intro", "worked", "task", "quiz", "card")
    of_exercise = lesson.exercises[wish.exercise].cells if wish.kind == "hint" else ()
    shown = of_exercise or [cell for cell in lesson.cells if cell.role in read]
    rows = [f"[{cell.role or 'text'}]\n{cell.source}" for cell in shown if cell.source.strip()]
    return "\n\n".join([lesson.title, *rows])
