"""Several teachers at once: each answers for itself, then the principal brings their answers together.

All parts run side by side, each with its own deadline, so that one that hangs or fails costs only its own words.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from . import plan
from .answer import Answer
from .contribution import Contribution
from .core.errors import ConvergioError
from .core.events import (
    Asked,
    Done,
    Event,
    Failed,
    TeacherFinished,
    TeacherStarted,
)
from .core.faculty import Teacher
from .core.i18n import translate
from .core.schema import ModelCard, Question
from .core.values import Message, Reach, nearest
from .house import Terms
from .larger import how_to_get
from .memory.learner import Notes
from .providers.base import Call
from .routing import Decision
from .safety import Speech
from .seats import Seat, one, side_by_side, told
from .tab import Once
from .teachers import Assigned, converge, debate, delegate
from .teachers.choice import PRINCIPAL, of_nobody, ranked
from .teachers.converge import Said
from .teachers.mention import called
from .teachers.prompt import charter
from .work import Turn, Work

if TYPE_CHECKING:
    from .engine import Engine

log = logging.getLogger("convergio")

MOST_AT_LENGTH = 3  # teachers who each say what they have notes on instead
_NOBODY_KNEW = (
    "None of us has notes on this, and the small model here would only guess. Ask one of us about something we have "
    "notes on. A larger model would know more. {how}"
)


class Panel:
    """One turn that several teachers answer. Uses the rooms of an engine."""

    def __init__(self, engine: Engine, turn: Turn) -> None:
        self._engine = engine
        self._turn = turn
        self._first = Answer(turn.question.turn, lang="", account="")
        self._counted = Once()
        self._reach: Reach = "any"  # how far what was answered may travel: a teacher may have read what is private
        self._seconds = float(engine.settings.panel_seconds)

    async def events(self, first: Contribution, assigned: Sequence[Assigned]) -> AsyncGenerator[Event]:
        """The answers as they come, what they come to, and the end of the turn.

        Raises what keeps everybody from answering; an error of one teacher ends only that part.
        """
        async with aclosing(self._opened(first, assigned)) as opening:
            async for event in opening:
                yield event
        async with aclosing(self._together(assigned, [first])) as events:
            async for event in events:
                yield event

    async def delegated(self, first: Contribution, parts: delegate.Parts) -> AsyncGenerator[Event]:
        """The principal parts the question, the owners of its parts answer, and the principal brings it together.

        ``parts`` stand where no model here can part it better. Who is asked a part parts it no further.
        """
        async with aclosing(self._opened(first, parts)) as opening:
            async for event in opening:
                yield event
        engine, chosen, spoken = self._engine, parts, first.answer.asked_in
        principal, question = engine.roster[PRINCIPAL], self._turn.question.text
        roster = {name: engine.roster[name] for name in engine.open_to(first.answer.account)}
        nobody = of_nobody(called(question), engine.roster, spoken)
        told_first = f"{nobody}\n\n" if nobody else ""

        def written(form: str) -> str:
            nonlocal chosen
            found = delegate.with_what_was_left(delegate.read(form, roster), question)
            one = len(found) == 1  # one subject: the learner's own words, all of them
            asked = (replace(each, question=question if one else _fit_to_show(each.question, spoken)) for each in found)
            chosen = delegate.Parts(asked, map(plan.whole, found.later))
            return told_first + delegate.said(chosen, spoken)

        form = _Form(
            delegate.compose(principal, question, roster, spoken, self._age(PRINCIPAL)),
            delegate.schema(roster), written,
            otherwise=lambda small: told_first + delegate.said(chosen, spoken),
        )  # fmt: skip
        async with aclosing(self._by_form(first, form)) as events:
            async for event in events:
                yield event
        if self._turn.scope.cancelled:
            yield first.answer.event(Done, reason="cancelled")
            return
        async with aclosing(self._together(chosen, [], begin=1)) as events:
            async for event in events:
                yield event

    async def _opened(self, first: Contribution, assigned: Sequence[Assigned]) -> AsyncGenerator[Event]:
        """The question is kept. Raises what keeps all of ``assigned`` from answering."""
        engine, turn, self._first = self._engine, self._turn, first.answer
        first.count_with(self._counted)
        refusal = await self._refusal(assigned)
        await engine.begin(turn, self._first, await engine.house.now(turn.whose(self._first.account)))
        yield self._first.event(Asked, conversation=turn.question.conversation, question=turn.question)
        if refusal is not None:
            raise refusal

    async def _refusal(self, assigned: Sequence[Assigned]) -> ConvergioError | None:
        """What keeps all of ``assigned`` from answering; None as soon as one may."""
        refusals = []
        for each in assigned:
            _, _, decision = await self._asked(each)
            if not isinstance(decision, ConvergioError):
                return None
            refusals.append(decision)
        return refusals[0]

    async def _together(
        self, assigned: Sequence[Assigned], parts: Sequence[Contribution], begin: int = 0
    ) -> AsyncGenerator[Event]:
        """The answers side by side from part ``begin`` on, what they come to, and the end of the turn."""
        numbers = range(begin + len(parts), begin + len(assigned))
        parts = [*parts, *map(self._next_part, numbers)]
        brief = self._brief(assigned)
        seats = [
            self._seat(each, part, brief=each.teacher.id in brief) for each, part in zip(assigned, parts, strict=True)
        ]
        failures = []
        async with aclosing(self._beside(seats)) as events:
            async for event in events:
                failures += [event.error] if isinstance(event, TeacherFinished) and event.error else []
                yield event
        said, number = self._said(seats), begin + len(assigned)
        if failures and not said and not self._turn.scope.cancelled:
            yield self._first.event(Failed, error=failures[0])
            return
        for round_ in range(self._rounds(said)):
            seats = [self._answering(said, each, number + place, round_) for place, each in enumerate(said)]
            number += len(seats)
            async with aclosing(self._beside(seats)) as events:
                async for event in events:
                    yield event
            said = self._said(seats, before=said)
        if not self._turn.scope.cancelled and PRINCIPAL in self._engine.roster:
            async with aclosing(self._closing(seats, said, self._next_part(number))) as events:
                async for event in events:
                    yield event
        yield self._first.event(Done, reason="cancelled" if self._turn.scope.cancelled else "complete")

    def _brief(self, assigned: Sequence[Assigned]) -> set[str]:
        """Who says in one line that they know nothing: where many are asked the same, all but who fits best."""
        asked = {each.question for each in assigned}
        if len(assigned) <= MOST_AT_LENGTH or len(asked) > 1:
            return set()
        teachers = {each.teacher.id: each.teacher for each in assigned}
        best = ranked(asked.pop(), teachers, self._first.asked_in, "")[0].id
        return teachers.keys() - {best}

    def _said(self, seats: Sequence[Seat], before: Sequence[Said] = ()) -> list[Said]:
        """What came of the answers, behind what each of them said before; notes how far it may travel."""
        settled = [seat for seat in seats if seat.part.answer.text and seat.part.answer.settled]
        self._reach = nearest([self._reach, *(seat.part.reach for seat in settled)])
        spoke = [seat for seat in settled if not seat.part.answer.empty_handed]
        fitting = [seat for seat in spoke if not seat.part.answer.may_miss]
        told = [(seat.assigned, seat.part.answer) for seat in fitting or spoke]
        new = {one.teacher.id: Said(one.teacher, answer.text, answer.part, one.question) for one, answer in told}
        earlier = [replace(each, text=_joined(each, new.pop(each.teacher.id, None))) for each in before]
        return [*earlier, *new.values()]

    async def _closing(self, seats: Sequence[Seat], said: Sequence[Said], part: Contribution) -> AsyncGenerator[Event]:
        """The principal brings it together, or says that nobody knew, and that there was no debate."""
        spoken, more = part.answer.asked_in, not self._needs_no_more(seats, said)
        how, wished = how_to_get(part.answer.account), len(seats) > 1 and self._turn.question.debate
        missed = debate.missed(spoken, how) if wished and self._is_small else ""
        text = "\n\n".join(filter(None, (translate(_NOBODY_KNEW, spoken, how=how) if more else "", missed)))
        closing = self._converge(said, part, missed) if said and more else self._told(part, text)
        async with aclosing(closing) as events:
            async for event in events:
                yield event

    @property
    def _is_small(self) -> bool:
        """Whether the model here is too small for teachers to answer each other."""
        return self._first.model is not None and self._first.model.demo

    def _needs_no_more(self, seats: Sequence[Seat], said: Sequence[Said]) -> bool:
        """Whether the principal has nothing to add: one alone was asked or spoke, or all only greeted."""
        greeted = all(seat.part.answer.text in seat.assigned.teacher.greeting.values() for seat in seats)
        return len(seats) == 1 or len(said) == 1 or (greeted and not said)

    def _rounds(self, said: Sequence[Said]) -> int:
        """How often they answer each other: as wished, and not at all where the model here is too small for that."""
        if len(said) < 2 or self._is_small:
            return 0
        return min(self._turn.question.debate, debate.MOST_ROUNDS)

    def _answering(self, said: Sequence[Said], each: Said, number: int, round_: int) -> Seat:
        """A teacher who answers what the others said."""
        question, part = self._turn.question.text, self._next_part(number)
        part.made_of = self._reach
        spoken = part.answer.asked_in
        told = charter(spoken, self._age(each.teacher.id))
        messages = debate.compose(each.teacher, told, question, said, spoken)
        names = ", ".join(other.teacher.name for other in said if other is not each)
        title = translate("Round {number}: an answer to {names}", spoken, number=round_ + 2, names=names)

        def calls(model: ModelCard) -> list[Call]:
            return [Call(model=model.model, messages=messages, max_tokens=plan.ANSWER_TOKENS)]

        return self._seat(Assigned(each.teacher, question), part, calls=calls, asked=title)

    def _age(self, teacher: str) -> str:
        """The learners' age band, with a teacher's own rules; the learner's own where it is a younger one."""
        given = plan.age_of(self._engine.settings, course=self._turn.question.course, teacher=teacher)
        return self._turn.notes.profile.age_within(given)

    async def _converge(self, said: Sequence[Said], part: Contribution, missed: str) -> AsyncGenerator[Event]:
        """The principal brings it together; where no model here can, each is quoted, and told what was ``missed``."""
        question, spoken = self._turn.question.text, part.answer.asked_in
        form = _Form(
            converge.compose(self._engine.roster[PRINCIPAL], question, said, spoken, self._age(PRINCIPAL)),
            converge.schema(said),
            written=lambda text: converge.written(text, said, spoken),
            otherwise=lambda small: f"{converge.quoted(said, spoken, small=small)}\n\n{missed}".rstrip(),
        )
        async with aclosing(self._by_form(part, form)) as events:
            async for event in events:
                yield event

    async def _told(self, part: Contribution, text: str) -> AsyncGenerator[Event]:
        """The principal says ``text``; nothing where that is empty."""
        if text:
            principal = self._engine.roster[PRINCIPAL]
            await self._begin([(part, principal)])
            async for event in told(part, principal, text):
                yield event

    async def _by_form(self, part: Contribution, form: _Form) -> AsyncGenerator[Event]:
        """What the principal writes by filling in a form; where that fails, what stands in its place."""
        principal, part.made_of = self._engine.roster[PRINCIPAL], self._reach
        assigned = Assigned(principal, self._turn.question.text)
        _, _, decision = await self._asked(assigned)
        small, begun = isinstance(decision, ConvergioError) or decision.model.demo, False
        if not small:
            seat = self._seat(assigned, part, calls=form.calls, shown=form.shown)
            failed = False
            async with aclosing(self._beside([seat])) as events:
                async for event in events:
                    begun = begun or isinstance(event, TeacherStarted)
                    failed = isinstance(event, TeacherFinished) and event.reason == "error"
                    if failed:
                        self._first.numbers.give_back()  # it is not told: what stands in its place is
                    else:
                        yield event
            if not failed:
                return
        await self._begin([(part, principal)])
        async for event in told(part, principal, form.otherwise(small), begun=begun):
            yield event

    async def _beside(self, seats: Sequence[Seat]) -> AsyncGenerator[Event]:
        await self._begin([(seat.part, seat.assigned.teacher) for seat in seats])
        async with aclosing(side_by_side([one(seat, self._seconds) for seat in seats])) as events:
            async for event in events:
                yield event

    def _seat(self, assigned: Assigned, part: Contribution, **form: Any) -> Seat:
        async def prepare() -> None:
            question, terms, decision = await self._asked(assigned)
            whole = assigned.question == self._turn.question.text
            work = Work(
                question,
                assigned.teacher,
                plan.made(decision)._replace(escalation=None),  # who brings it together is the second opinion
                self._turn.scope,
                terms,
                self._turn.history,
                reason=assigned.reason,
                notes=self._notes_for(question),
                tutoring=self._turn.tutoring,
                agenda=self._turn.agenda_for(assigned.teacher),
                beside=True,
                **{"asked": "" if whole else assigned.question} | form,
            )
            await part.afford(work)

        return Seat(assigned, part, prepare)

    def _notes_for(self, question: Question) -> Notes:
        """What is known of the learner, for a teacher who may be told: the turn's own rules are the first one's."""
        may = self._engine.memory_of(self._first.account).may_recall(question)
        return self._turn.notes if may else Notes()

    async def _asked(self, assigned: Assigned) -> tuple[Question, Terms, Decision | ConvergioError]:
        """What a teacher is asked, on what terms, and which model is to answer."""
        account, question = self._first.account, self._question(assigned)
        terms = await self._engine.house.now(self._turn.whose(account), assigned.teacher.id)
        return question, terms, self._engine.decision(question, assigned, account, terms)

    def _question(self, assigned: Assigned) -> Question:
        """What a teacher is asked, which travels no further than what goes along with it."""
        asked = replace(self._turn.question, text=assigned.question, teacher=assigned.teacher.id)
        if self._reach == "machine":
            return replace(asked, privacy="private")
        return replace(asked, region="eu") if self._reach == "eu" else asked

    def _next_part(self, number: int) -> Contribution:
        first = self._first
        answer = Answer(
            first.turn, lang=first.lang, asked_in=first.asked_in, account=first.account, part=number,
            numbers=first.numbers,
        )  # fmt: skip
        part = self._engine.part(answer)
        part.count_with(self._counted)
        return part

    async def _begin(self, parts: Sequence[tuple[Contribution, Teacher]]) -> None:
        """Keeps a place for the answer of each, all at once; the turn's own first one has its place."""
        places = {part.answer.part: teacher.id for part, teacher in parts if part.answer.part}
        if places:
            await self._engine.conversations_of(self._first.account).begin_parts(self._first.turn, places)
        for part, _ in parts:
            part.answer.begun = True


def _fit_to_show(question: str, lang: str) -> str:
    """What a model asks in the learner's place, looked at like all that it writes."""
    return Speech(lang).whole(plan.whole(question))


def _joined(before: Said, now: Said | None) -> str:
    return before.text if now is None else f"{before.text}\n\n{now.text}"


@dataclass(frozen=True, slots=True)
class _Form:
    """What the principal is asked to fill in, the text that code writes from it, and what stands in its place."""

    messages: tuple[Message, ...]
    schema: dict[str, Any]
    written: Callable[[str], str]  # raises ValueError where the form is none
    otherwise: Callable[[bool], str]  # whether the model here is too small to be asked

    def calls(self, model: ModelCard) -> list[Call]:
        return [Call(model=model.model, messages=self.messages, max_tokens=plan.ANSWER_TOKENS, schema=self.schema)]

    def shown(self, text: str) -> str:
        try:
            return self.written(text)
        except ValueError:
            return self.otherwise(False)
