"""Whether a question is answered in parts: where its words say so, or where a model that is here may find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answer import Answer
from .core.errors import ConvergioError
from .core.schema import Question
from .metering import Whose
from .routing import Decision
from .teachers import Assigned, delegate, prepared
from .teachers.choice import PRINCIPAL, asks_again, is_small_talk
from .tools.asked import wish_in

if TYPE_CHECKING:
    from .engine import Engine


async def parted(
    engine: Engine, question: Question, assigned: Assigned, answer: Answer, *, nobody_named: bool
) -> delegate.Parts:
    """The parts, where the principal is asked, or nobody is. None where one teacher answers all of it.

    There is one, ``assigned``, where only a model can tell: the principal asks it, and this holds if it finds no more.
    Where no model here can, and whoever it is has no note on it, somebody is asked who has one, or whose words it has.
    """
    called, account = assigned.teacher.id == PRINCIPAL, answer.account
    is_talk = is_small_talk(question.text) or asks_again(question.text)  # which is nobody's subject
    if PRINCIPAL not in engine.roster or not (called or nobody_named) or is_talk:
        return delegate.Parts()
    text, owners = question.text, {name: engine.roster[name] for name in engine.open_to(account)}
    parts = delegate.Parts()
    if not wish_in(delegate.uncalled(text), question.attachments, engine.tools):  # else one tool answers all of it
        parts = delegate.by_list(text, owners) or delegate.by_clauses(text, owners, sentences=not called)
        parts = parts if len(parts) > 1 else delegate.by_relation(text, owners)
    if len(parts) > 1:
        return delegate.to_who_has_notes(parts, owners, answer.asked_in) if engine.knows_only_the_demo else parts
    is_doubtful = delegate.may_have_parts(text, owners, called=called)
    has_note = prepared.find(assigned.teacher.prepared.get(answer.asked_in, ()), delegate.uncalled(text))
    is_asked = called or is_doubtful or (not has_note and engine.knows_only_the_demo)
    decision = await _decision(engine, question, account) if is_asked else None
    if decision is None or (decision.rule == "chosen" and decision.model.demo):
        return delegate.Parts()
    if not decision.model.demo:
        return delegate.Parts([assigned] if is_doubtful else ())
    able = engine.able(question, account)
    if called and PRINCIPAL not in able:  # a tool is asked for that others have
        return delegate.Parts(engine.roster.assign(delegate.uncalled(text), lang=answer.asked_in, among=able))
    if has_note or (engine.wanted(question) and assigned.teacher.id in able):
        return delegate.Parts()
    by_notes = delegate.by_notes(text, owners, answer.asked_in)
    return by_notes or (delegate.by_words(text, owners) if called or is_doubtful else delegate.Parts())


async def _decision(engine: Engine, question: Question, account: str) -> Decision | None:
    """Which model answers for the principal; None where none may."""
    whose = Whose(account=account, conversation=question.conversation, lesson=question.lesson, course=question.course)
    terms = await engine.house.now(whose, PRINCIPAL)
    found = engine.decision(question, Assigned(engine.roster[PRINCIPAL], question.text), account, terms)
    return None if isinstance(found, ConvergioError) else found
