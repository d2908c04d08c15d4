"""One teacher's part of a turn: who answers it by which model, its words, what it costs, what is kept of it.

A turn has one part where one teacher answers, and several where teachers work side by side; each goes the same way.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from . import plan
from .afford import afford
from .answer import Answer, in_pieces
from .core import is_visitor
from .core.errors import AlreadyAsked, BudgetSpent, ConvergioError, EmptyAnswer, QuotaSpent
from .core.events import (
    Event,
    Progress,
    Revising,
    Routed,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    UsageReported,
)
from .core.i18n import translate
from .core.schema import ErrorInfo, ModelCard, Receipt, Tokens
from .core.values import QUOTED, Reach, nearest
from .dispatch import AskedPart
from .guarding import Guarding
from .metering import Charge, requests
from .providers.base import Call, Part, TextPart, WaitPart
from .quotation import Quotation, note_quoted
from .quoting import quotation_for
from .routing import doubt
from .safety import Speech
from .tab import Once, Tab
from .tool_use import quoted, tools_used
from .tools import sandbox
from .work import Work
from .workbench import ROUNDS, Workbench

if TYPE_CHECKING:
    from .engine import Engine

log = logging.getLogger("convergio")

SAVE_SECONDS = 1.0


class Contribution:
    """The part of one teacher. Uses the rooms of an engine, which puts the parts of a turn together."""

    def __init__(self, engine: Engine, answer: Answer, tab: Tab) -> None:
        self.answer = answer
        self._engine = engine
        self._tab = tab
        self._work: Work | None = None
        self._workbench: Workbench | None = None
        self._round = 0
        self._tainted = False  # whether its words are those of others
        self._speech = Speech(answer.asked_in)
        self.made_of: Reach = "any"  # how far what went into it may travel, beside the talk so far

    @property
    def work(self) -> Work:
        assert self._work is not None
        return self._work

    @property
    def _bench(self) -> Workbench:
        if self._workbench is None:
            self._workbench = self._engine.workbench(self.work, self.answer, self._tool_limits)
        return self._workbench

    def count_with(self, others: Once) -> None:
        """Counts together with other parts as one question of a plan."""
        self._tab.question = others

    async def afford(self, work: Work) -> None:
        """Holds what the part can cost, with whichever models that leaves. Raises where there is no room for any."""
        self._work, question = work, work.question
        self._guard = Guarding(work, self.answer)
        work.decision = await afford(
            work.decision,
            house=self._engine.house,
            terms=work.terms,
            tab=self._tab,
            charge_for=self._charge_for,
            costs_for=self._costs,
            otherwise=None if question.model else lambda policy: self._engine.decide(question, policy, "pause"),
        )
        self.answer.model = work.decision.model

    async def events(self) -> AsyncGenerator[Event]:
        """The words as they come, improved where they are doubtful, then the receipt. Raises what it failed with."""
        answer, work = self.answer, self.work
        saving = asyncio.create_task(self._save_often())
        try:
            engine = self._engine
            found = await quotation_for(work, answer.asked_in, engine.lent(work), engine.material)
            if not (work.decision.model.ready or (found and found.stands_alone) or work.brief):
                raise engine.refusal(work)
            told = self._speak(work.decision.models) if found is None else self._quote(found)
            async with contextlib.aclosing(told) as events:
                async for event in events:
                    yield event
            async with contextlib.aclosing(self._improve()) as events:
                async for event in events:
                    yield event
        finally:
            saving.cancel()
        await self._guard.note()
        if work.shown is not None and answer.is_over:
            text = await self._guard.whole(plan.whole(work.shown(answer.text)))
            answer.rewrite(Speech(answer.asked_in).whole(text))
            yield answer.event(TextDelta, text=answer.text)
        receipt = await self._settle()
        has_it = found is not None and not answer.empty_handed  # and need not hand on what is answered
        offers = {"instead": work.instead.id, "proposal": work.instead.reason} if work.instead and not has_it else {}
        ended = answer.event(TeacherFinished, teacher=work.teacher.id, reason=answer.reason, **offers)
        yield replace(ended, guesser=answer.guesser, topics=answer.topics)
        yield answer.event(UsageReported, receipt=receipt)

    async def fail(self, error: ConvergioError) -> tuple[ErrorInfo, Receipt | None]:
        """What went wrong, for a learner; and the receipt, where it cost something all the same."""
        answer = self.answer
        info = error.info(answer.lang, visitor=is_visitor(answer.account))
        answer.failed = True
        await self.close("error", info)
        receipt = answer.receipt
        return info, receipt if receipt is not None and receipt.cost_micro else None

    async def close(self, status: str, error: ErrorInfo | None = None) -> None:
        """Pays what is due and keeps what came; the store itself may be what is broken."""
        answer, tab = self.answer, self._tab
        total = tab.total(answer)
        if answer.receipt is not None:
            answer.final_receipt(total)
        await tab.close(answer, total)
        if self._work is not None:
            await self._note_traffic(total, answered=not answer.failed)
        try:
            if answer.begun:
                await self._keep(status, error)
        except Exception as problem:
            log.warning("turn %s could not be kept: %s", answer.turn, type(problem).__name__)

    async def _speak(self, models: tuple[ModelCard, ...]) -> AsyncGenerator[Event]:
        """The words of the first of ``models`` that answers; what gives an answer away is said anew, or a hint is."""
        answer, guard = self.answer, self._guard
        async with contextlib.aclosing(self._talk(models)) as events:
            async for event in events:
                yield event
        if guard.leaked and answer.model is not None and await self._can_go_on(answer.model):
            guard.again()
            self.work.tighten()
            async with contextlib.aclosing(self._talk((answer.model,))) as events:
                async for event in events:
                    yield event
        if guard.leaked:
            answer.add(Speech(answer.asked_in).whole(await guard.instead()))
            answer.reason = "complete"
            yield answer.event(TextDelta, text=answer.latest)

    async def _talk(self, models: tuple[ModelCard, ...]) -> AsyncGenerator[Event]:
        """The words of the first of ``models`` that answers, and the tools that it uses meanwhile."""
        answer = self.answer
        for self._round in range(ROUNDS):
            async with contextlib.aclosing(self._once(models)) as events:
                async for event in events:
                    yield event
            wants = answer.wanted and not self._guard.leaked
            if not wants or self.work.scope.cancelled or not self._offers(answer.model):
                break
            async with contextlib.aclosing(
                tools_used(answer, self._bench, self._guard, self._round, self.work.scope)
            ) as events:
                async for event in events:
                    yield event
            if self.work.scope.cancelled or answer.model is None:
                answer.reason = "cancelled"
                break
            models = (answer.model,)
            if not await self._can_go_on(answer.model):
                answer.reason = "length"  # what was said is paid, and stays
                break
        if answer.is_over and not answer.text.strip() and not self._guard.leaked:
            raise EmptyAnswer(provider=answer.model.label if answer.model else "")

    async def _quote(self, found: Quotation) -> AsyncGenerator[Event]:
        """What is written down, word for word, in place of the words of a model that is often wrong."""
        answer = self.answer
        for event in self._asked(AskedPart(self.work.decision.model, Call(model="", messages=(), max_tokens=0))):
            yield replace(event, receipt=note_quoted(answer, found)) if isinstance(event, Routed) else event
        self._tainted = any(each.tainted for each in found.parts)
        async with contextlib.aclosing(quoted(answer, self._bench, self._guard, found, self.work.scope)) as events:
            async for event in events:
                yield event
        answer.reason = "cancelled" if self.work.scope.cancelled else "complete"
        answer.tokens = Tokens(input=0, output=0)

    async def _can_go_on(self, model: ModelCard) -> bool:
        """Pays what the model has said so far, and holds what it can cost to go on; False where no budget has room.

        Raises ``BudgetSpent`` where nothing has been said at all.
        """
        answer, charge = self.answer, self._charge_for(model)
        await self._tab.close(answer)
        answer.go_on()
        charge = replace(charge, request=requests.further(charge.request, answer.calls))
        try:
            await self._tab.hold(charge, self._costs((model,)))
        except BudgetSpent:
            if not answer.text.strip() and not self._guard.leaked:
                raise
            return False
        return True

    async def _once(self, models: tuple[ModelCard, ...]) -> AsyncGenerator[Event]:
        """One call of the first of ``models`` that answers, and who is asked."""
        answer, work = self.answer, self.work
        parts = self._engine.dispatcher.parts(
            models, self._calls_for, scope=work.scope, limits=work.limits, account=answer.account
        )
        parts = self._guard.over(in_pieces(parts)) if self._guard else in_pieces(parts)
        self._speech = Speech(answer.asked_in)
        try:
            async with contextlib.aclosing(parts) as stream:
                async for part in stream:
                    for event in self._asked(part) if isinstance(part, AskedPart) else self._take(part):
                        yield event
        except ConvergioError:
            for event in self._say(self._speech.finish()):
                yield event
            raise
        for event in self._say(self._speech.finish()):
            yield event

    def _asked(self, part: AskedPart) -> list[Event]:
        """A model is asked: its receipt, and the teacher's name the first time."""
        answer, work, before = self.answer, self.work, self.answer.receipt
        receipt = plan.note_asked(
            answer, part.model, part.call.size, part.failed, work.decision,
            teacher=work.teacher.id, privacy=work.question.privacy,
        )  # fmt: skip
        if receipt is None:
            return []
        if notes := self.work.notes_for(part.model):
            receipt = answer.receipt = replace(receipt, recalled=tuple(note.text for note in notes))
        routed: Event = answer.event(Routed, receipt=receipt)
        if before is not None:
            return [routed]
        started = answer.event(
            TeacherStarted, teacher=work.teacher.id, name=work.teacher.name, question=work.asked, reason=work.reason
        )
        return [routed, started]

    def _take(self, part: Part) -> list[Event]:
        answer = self.answer
        if isinstance(part, TextPart):
            return self._say(part.text if self.work.shown else self._speech.feed(part.text))
        answer.take(part)
        if isinstance(part, WaitPart):
            message = plan.waiting(part, answer.lang)
            return [answer.event(Progress, stage=part.stage, message=message, done=part.done, total=part.total)]
        return []

    def _say(self, text: str) -> list[Event]:
        """Words that may be shown; what is kept is what is shown."""
        if not text:
            return []
        self.answer.add(text)
        return [] if self.work.shown else [self.answer.event(TextDelta, text=self.answer.latest)]

    async def _improve(self) -> AsyncGenerator[Event]:
        """A doubtful draft is answered anew by a larger model; where that one fails or is stopped, the draft stays."""
        answer, work, model = self.answer, self.work, self.work.decision.escalation
        if model is None or answer.reason != "complete" or (answer.receipt and answer.receipt.tried):
            return
        if answer.steps or answer.receipt is None or answer.receipt.rule == QUOTED:  # nothing a model made up
            return
        run = sandbox.errors_of if sandbox.is_here() else None
        doubtful = await work.scope.unless_cancelled(asyncio.to_thread(doubt, work.question.text, answer.text, run))
        if doubtful is None or doubtful < self._engine.settings.doubt_from or not await self._afford_improvement(model):
            return
        answer.begin_revision()
        yield self._revising("This draft looks doubtful, so a larger model answers anew.")
        try:
            async with contextlib.aclosing(self._speak((model,))) as events:
                async for event in events:
                    yield event
        except ConvergioError as error:
            log.info("a draft could not be improved: %s", error.code)
            answer.failed = True
        if answer.text and not answer.failed and answer.is_over:
            answer.keep_revision(doubtful, translate("The first answer looked doubtful.", answer.lang))
            return
        await self._tab.close(answer)
        answer.keep_draft(doubtful)
        stopped = "The improvement was stopped, so the first answer stays."
        failed = "The larger model could not answer, so the first answer stays."
        yield self._revising(stopped if work.scope.cancelled else failed)
        yield answer.event(TextDelta, text=answer.text)

    async def _afford_improvement(self, model: ModelCard) -> bool:
        """Pays the draft and holds what the improvement can cost; False where no budget, plan or promise has room."""
        work, question = self.work, self.work.question
        if not await self._engine.house.admits(self._request, question.course, work.decision.difficulty, work.terms):
            return False
        charge = self._charge_for(model)
        await self._tab.close(self.answer)  # first, so that draft and improvement never count for two questions
        try:
            await self._tab.hold(replace(charge, request=requests.improved(charge.request)), self._costs((model,)))
        except (AlreadyAsked, BudgetSpent, QuotaSpent):
            return False
        return True

    def _revising(self, message: str) -> Event:
        return self.answer.event(Revising, message=translate(message, self.answer.asked_in))

    def _charge_for(self, model: ModelCard) -> Charge:
        return plan.charge_of(self.work.question, self.work.teacher, model, self.answer.account, self._request)

    @property
    def _request(self) -> str:
        """What the ledger and the count of a course call this part."""
        return requests.of_part(self.answer.turn, self.answer.part)

    def _calls_for(self, model: ModelCard) -> list[Call]:
        calls = self.work.calls_for(model, self.answer.asked_in)
        if self.work.calls is not None or not self._bench or not self._engine.uses_tools(model):
            return calls
        choice = "auto" if self._offers(model) else "none"
        return [
            call._replace(messages=(*call.messages, *self._bench.exchange), tools=self._bench.specs, tool_choice=choice)
            for call in calls
        ]

    def _offers(self, model: ModelCard | None) -> bool:
        """Whether ``model`` may use tools in this call; what it wants in others is not done."""
        if model is None or self.work.calls is not None or self._round == ROUNDS - 1:
            return False
        return bool(self._bench) and self._engine.uses_tools(model)

    def _tool_limits(self) -> AbstractContextManager[None]:
        """A tool reaches no further than what its model has read may travel."""
        return self.work.limits(self.reach)

    def _costs(self, models: Sequence[ModelCard]) -> list[tuple[ModelCard, int]]:
        """The most that each of ``models`` can cost."""
        return [(model, plan.most_of(self.work.question, model, self._calls_for(model))) for model in models]

    @property
    def reach(self) -> Reach:
        """How far this part may travel when it is read again, by what it was made of."""
        model = self.answer.model
        if model is None or self._work is None or self._work.calls is not None:
            return self.made_of
        told = nearest(note.reach for note in self.work.notes_for(model))
        return nearest((self.made_of, self._work.reach, self._work.history.reach(plan.nearness(model)), told))

    async def _settle(self) -> Receipt:
        answer, tab = self.answer, self._tab
        total = tab.total(answer)
        receipt = answer.final_receipt(total)
        await asyncio.gather(tab.close(answer, total), self._keep(answer.reason), self._note_traffic(total))
        answer.settled = True
        return receipt

    async def _note_traffic(self, cost_micro: int, *, answered: bool = True) -> None:
        """Notes for the course how the question went."""
        work, answer = self.work, self.answer
        await self._engine.traffic.note(
            self._request, work.question.course, work.decision.difficulty, cloud=answer.reached_cloud,
            cost_micro=cost_micro, answered=answered,
        )  # fmt: skip

    async def _keep(self, status: str, error: ErrorInfo | None = None) -> None:
        answer, conversations, work = self.answer, self._engine.conversations_of(self.answer.account), self._work
        read = work is not None and work.calls is None and self._bench.tainted  # its words may be those of what it read
        await conversations.save(
            answer.turn, answer.worth_keeping, status, answer.receipt, error, answer.draft, answer.part, self.reach,
            steps=answer.steps, tainted=self._tainted or read, empty_handed=answer.empty_handed,
            question=work.asked if work else "", reason=work.reason if work else "",
        )  # fmt: skip

    async def _save_often(self) -> None:
        """Keeps what has come so far, so that not even a power cut loses more than a second of it."""
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            with contextlib.suppress(ConvergioError):
                await self._keep("running")
