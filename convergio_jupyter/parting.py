"""Whether a question is answered in parts: where its words say so, or where a model that is here may find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.errors import ConvergioError
from .core.schema import Question
from .metering import Whose
from .teachers import Assigned, delegate
from .teachers.choice import PRINCIPAL

if TYPE_CHECKING:
    from .engine import Engine


async def parted(
    engine: Engine, question: Question, assigned: Assigned, account: str, *, nobody_named: bool
) -> delegate.Parts:
    """The parts, where the principal is asked, or nobody is. None where one teacher answers all of it.

    There is one, ``assigned``, where only a model can tell: the principal asks it, and this holds if it finds no more.
    """
    called = assigned.teacher.id == PRINCIPAL
    if PRINCIPAL not in engine.roster or not (called or nobody_named):
        return delegate.Parts()
    text, owners = question.text, {name: engine.roster[name] for name in engine.open_to(account)}
    related = delegate.by_relation(text, owners)
    parts = related if len(related) > 1 else delegate.by_clauses(text, owners, sentences=not called)
    if len(parts) > 1:
        return parts
    if delegate.may_have_parts(text, owners, called=called) and await _is_capable(engine, question, account):
        return delegate.Parts([assigned])
    return delegate.Parts()


async def _is_capable(engine: Engine, question: Question, account: str) -> bool:
    """Whether the model that answers for the principal can fill in a form."""
    whose = Whose(account=account, conversation=question.conversation, lesson=question.lesson, course=question.course)
    terms = await engine.house.now(whose, PRINCIPAL)
    decision = engine.decision(question, Assigned(engine.roster[PRINCIPAL], question.text), account, terms)
    return not isinstance(decision, ConvergioError) and not decision.model.demo
