"""The engine: the way of every question, from the surface that asks to the answer that is kept.

Read :meth:`Engine.ask` from top to bottom; each step is one room's work. There is no second way to reach a model.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from . import plan
from .afford import afford
from .answer import Answer, CancelScope
from .backends import providers_of
from .core import OWNER, is_visitor
from .core.errors import AlreadyAsked, BudgetSpent, ConvergioError, EmptyAnswer, InternalError, NoModel, QuotaSpent
from .core.events import (
    Asked,
    Done,
    Event,
    Failed,
    Progress,
    Revising,
    Routed,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    UsageReported,
)
from .core.i18n import choose_language, translate
from .core.schema import ErrorInfo, ModelCard, Question, Receipt
from .core.values import Reach, Teacher
from .dispatch import AskedPart, Dispatcher
from .house import House, Terms
from .memory import Conversations
from .memory.conversations import History
from .metering import Ledger, Level, Whose, limits_from, plans_from
from .metering.prices import priced, refresh
from .privacy import confined
from .providers.base import Call, Part, Provider, TextPart, WaitPart
from .routing import Decision, Policy, decide, doubt
from .routing.traffic import Traffic
from .settings import Settings
from .store import Store, open_store
from .tab import IMPROVED, Tab
from .teachers import Roster, load_faculty
from .tools import sandbox

log = logging.getLogger("convergio")

SAVE_SECONDS = 1.0

_WAITING = {
    "queued": "Waiting for a free place; {ahead} go first.",
    "loading_model": "The model is waking up.",
    "reading": "The teacher is reading.",
    "resting": "The model needs a moment; the question waits for it.",
    "retrying": "The model did not answer; it is asked once more.",
}


@dataclass(slots=True)
class _Work:
    """What is known of one question while it is answered."""

    question: Question
    teacher: Teacher
    decision: Decision
    answer: Answer
    scope: CancelScope
    terms: Terms
    tab: Tab
    history: History

    @property
    def reach(self) -> Reach:
        return plan.reach_of(self.question, self.terms.policy)

    def limits(self) -> AbstractContextManager[None]:
        """Holds every request to what this question may do, by its own class and by the rules that hold for it."""
        privacy = "private" if self.reach == "machine" else self.question.privacy
        return confined(privacy, "eu" if self.reach == "eu" else self.question.region)

    def calls_for(self, model: ModelCard) -> list[Call]:
        said = self.history.for_model(plan.nearness(model))
        return plan.calls_of(self.question, self.teacher, model, said, self.answer.lang)

    def costs(self, models: Sequence[ModelCard]) -> list[tuple[ModelCard, int]]:
        """The most that each of ``models`` can cost."""
        return [(model, plan.most_of(self.question, model, self.calls_for(model))) for model in models]


class Engine:
    """Answers questions, for whichever host holds it. Lives on one event loop."""

    def __init__(
        self, settings: Settings, store: Store, providers: list[Provider], roster: Roster | None = None
    ) -> None:
        self.settings = settings
        self.store = store
        self.providers = {provider.id: provider for provider in providers}
        self.dispatcher = Dispatcher(self.providers)
        self.roster = roster or load_faculty()
        self.ledger = Ledger(store)
        self.limits = limits_from(settings)
        self.traffic = Traffic(store)
        self.house = House(settings, self.ledger, self.traffic, self.limits)
        self.plans = plans_from(settings.plans_file)

    @classmethod
    def from_settings(cls, settings: Settings) -> Engine:
        """The engine that ``settings`` describe, with every provider that is set up."""
        refresh(settings)
        return cls(settings, open_store(settings.data_path, settings.database_url), providers_of(settings))

    def conversations_of(self, account: str, lang: str = "") -> Conversations:
        """What ``account`` has asked before."""
        return Conversations(self.store, account, choose_language(lang, self.settings.language))

    async def ask(
        self, question: Question, scope: CancelScope | None = None, account: str = OWNER
    ) -> AsyncIterator[Event]:
        """Answers ``question`` as a stream of events; the last one is ``done`` or ``error``, whatever happens."""
        question = plan.well_formed(question)
        answer = Answer(question.turn, lang=self.language(question), account=account)
        tab = Tab(self.ledger, self.limits, self.plans)
        try:
            async with contextlib.aclosing(self._answer(question, answer, tab, scope or CancelScope())) as events:
                async for event in events:
                    yield event
        except ConvergioError as error:
            for event in await asyncio.shield(self._fail(answer, tab, error)):
                yield event
        except Exception as error:
            log.exception("turn %s failed", question.turn)
            failure = InternalError(detail=f"{type(error).__name__}: {error}")
            for event in await asyncio.shield(self._fail(answer, tab, failure)):
                yield event
        except BaseException:  # whoever asked went away
            if not answer.settled:
                await asyncio.shield(self._close(answer, tab, "cancelled"))
            raise

    async def _answer(self, question: Question, answer: Answer, tab: Tab, scope: CancelScope) -> AsyncGenerator[Event]:
        plan.check(question)
        conversations = self.conversations_of(answer.account)
        conversation, current = await conversations.open(question)
        teacher = self.roster.choose(question.text, wanted=question.teacher, current=current)
        question = replace(question, conversation=conversation, teacher=teacher.id)
        whose = Whose(account=answer.account, conversation=conversation, lesson=question.lesson, course=question.course)
        terms = await self.house.now(whose, teacher.id)
        await self.refresh()
        decision = self.outside_plan(teacher, answer.account) or self.decide(question, terms.policy, terms.level)
        beginning = conversations.begin(conversation, question, teacher.id, plan.reach_of(question, terms.policy))
        if isinstance(decision, ConvergioError):
            await beginning
            answer.begun = True
            yield answer.event(Asked, conversation=conversation, question=question)
            raise decision

        history = await conversations.history(conversation, question.turn)
        work = _Work(question, teacher, decision, answer, scope, terms, tab, history)
        begun, afforded = await asyncio.gather(  # one commit for both, before anything is shown or can cost
            beginning, self._afford(work), return_exceptions=True
        )
        answer.begun = begun is None
        _raised(begun)
        yield answer.event(Asked, conversation=conversation, question=question)
        _raised(afforded)

        saving = asyncio.create_task(self._save_often(answer))
        try:
            async with contextlib.aclosing(self._speak(work, work.decision.models)) as events:
                async for event in events:
                    yield event
            async with contextlib.aclosing(self._improve(work)) as events:
                async for event in events:
                    yield event
        finally:
            saving.cancel()

        receipt = await self._settle(work)
        yield answer.event(TeacherFinished, part=0, teacher=teacher.id, reason=answer.reason)
        yield answer.event(UsageReported, part=0, receipt=receipt)
        yield answer.event(Done, reason=answer.reason)

    async def _speak(self, work: _Work, models: tuple[ModelCard, ...]) -> AsyncGenerator[Event]:
        """The words of the first of ``models`` that answers, and who is asked."""
        answer = work.answer
        parts = self.dispatcher.parts(
            models, work.calls_for, scope=work.scope, limits=work.limits, account=answer.account
        )
        async with contextlib.aclosing(parts) as stream:  # type: ignore[type-var]
            async for part in stream:
                for event in self._asked(part, work) if isinstance(part, AskedPart) else self._take(part, answer):
                    yield event
        if answer.is_over and not answer.spoken:
            raise EmptyAnswer(provider=answer.model.label if answer.model else "")

    def _asked(self, part: AskedPart, work: _Work) -> list[Event]:
        """A model is asked: its receipt, and the teacher's name the first time."""
        answer, before = work.answer, work.answer.receipt
        receipt = plan.note_asked(
            answer, part.model, part.call.size, part.failed, work.decision,
            teacher=work.teacher.id, privacy=work.question.privacy,
        )  # fmt: skip
        if receipt is None:
            return []
        routed: Event = answer.event(Routed, part=0, receipt=receipt)
        if before is not None:
            return [routed]
        return [routed, answer.event(TeacherStarted, part=0, teacher=work.teacher.id, name=work.teacher.name)]

    async def _improve(self, work: _Work) -> AsyncGenerator[Event]:
        """A doubtful draft is answered anew by a larger model; where that one fails or is stopped, the draft stays."""
        answer, model = work.answer, work.decision.escalation
        if model is None or answer.reason != "complete" or (answer.receipt and answer.receipt.tried):
            return
        run = sandbox.errors_of if sandbox.is_here() else None
        doubtful = await asyncio.to_thread(doubt, work.question.text, answer.text, run)
        if doubtful < self.settings.doubt_from or not await self._afford_improvement(work, model):
            return
        answer.begin_revision()
        yield self._revising(answer, "This draft looks doubtful, so a larger model answers anew.")
        try:
            async with contextlib.aclosing(self._speak(work, (model,))) as events:
                async for event in events:
                    yield event
        except ConvergioError as error:
            log.info("a draft could not be improved: %s", error.code)
            answer.failed = True
        if answer.text and not answer.failed and answer.is_over:
            answer.keep_revision(doubtful, translate("The first answer looked doubtful.", answer.lang))
            return
        await work.tab.close(answer)
        answer.keep_draft(doubtful)
        stopped = "The improvement was stopped, so the first answer stays."
        failed = "The larger model could not answer, so the first answer stays."
        yield self._revising(answer, stopped if work.scope.cancelled else failed)
        yield answer.event(TextDelta, part=0, text=answer.text)

    async def _afford_improvement(self, work: _Work, model: ModelCard) -> bool:
        """Pays the draft and holds what the improvement can cost; False where no budget, plan or promise has room."""
        question, difficulty = work.question, work.decision.difficulty
        if not await self.house.admits(question.turn, question.course, difficulty, work.terms):
            return False
        charge = plan.charge_of(question, work.teacher, model, work.answer.account)
        await work.tab.close(work.answer)  # first, so that draft and improvement never count for two questions
        try:
            await work.tab.hold(replace(charge, request=charge.request + IMPROVED), work.costs((model,)))
        except (AlreadyAsked, BudgetSpent, QuotaSpent):
            return False
        return True

    def _revising(self, answer: Answer, message: str) -> Event:
        return answer.event(Revising, part=0, message=translate(message, answer.lang))

    def problem(self, wish: str = "") -> ConvergioError | None:
        """Why nothing here can answer, or not the model that somebody insists on; None if it can."""
        if named := self.providers.get(wish.partition(":")[0]):
            return named.problem()
        if any(card.ready for card in self.inventory()):
            return None
        found = [problem for provider in self.providers.values() if (problem := provider.problem()) is not None]
        return found[-1] if found else NoModel()  # the demo model comes first: what somebody set up tells more

    def explained(self, error: ConvergioError, wish: str = "") -> ConvergioError:
        """What keeps the models here from being ready says more than that there is none."""
        return (self.problem(wish) or error) if isinstance(error, NoModel) else error

    async def refresh(self) -> None:
        """Lets the cards of all models be true. Before anybody decides by them."""
        for provider in self.providers.values():  # one after the other: for most there is nothing to do
            await provider.refresh()

    def inventory(self) -> list[ModelCard]:
        """Every model that is set up, ready or not, with its price."""
        return [priced(card) for provider in self.providers.values() for card in provider.models()]

    def language(self, question: Question) -> str:
        """The language that errors and receipts of this question are written in."""
        return choose_language(question.lang, self.settings.language)

    async def close(self) -> None:
        """Gives back connections and files. The shared model worker stays; it leaves by itself when idle."""
        for provider in self.providers.values():
            await provider.close()
        with contextlib.suppress(ConvergioError):
            await self.ledger.pay_owed()
        self.store.close()

    def decide(self, question: Question, policy: Policy, budget: Level) -> Decision | ConvergioError:
        """Who should answer ``question``, or the error that the learner is shown once the question is kept."""
        try:
            return decide(plan.request_of(question), policy, self.inventory(), budget)
        except ConvergioError as error:
            return self.explained(error, question.model)

    def outside_plan(self, teacher: Teacher, account: str) -> ConvergioError | None:
        """Why ``account`` cannot ask this teacher; None if it can."""
        found = self.plans.of(account)
        return None if found is None else found.refusal(teacher, self.roster)

    async def _afford(self, work: _Work) -> None:
        question, policy = work.question, work.terms.policy
        work.decision = await afford(
            work.decision,
            house=self.house,
            terms=work.terms,
            tab=work.tab,
            charge_for=lambda model: plan.charge_of(question, work.teacher, model, work.answer.account),
            costs_for=work.costs,
            otherwise=None if question.model else lambda: self.decide(question, policy, "pause"),
        )
        work.answer.model = work.decision.model

    def _take(self, part: Part, answer: Answer) -> list[Event]:
        answer.take(part)
        if isinstance(part, TextPart):
            return [answer.event(TextDelta, part=0, text=part.text)]
        if isinstance(part, WaitPart):
            message = translate(_WAITING[part.stage], answer.lang, ahead=part.done)
            return [answer.event(Progress, stage=part.stage, message=message, done=part.done, total=part.total)]
        return []

    async def _settle(self, work: _Work) -> Receipt:
        answer, question, tab = work.answer, work.question, work.tab
        receipt = answer.final_receipt(tab.total(answer))
        await asyncio.gather(
            tab.close(answer),
            self._keep(answer, answer.reason),
            self.traffic.note(
                question.turn,
                question.course,
                work.decision.difficulty,
                cloud=answer.reached_cloud,
                cost_micro=receipt.cost_micro,
            ),
        )
        answer.settled = True
        return receipt

    async def _keep(self, answer: Answer, status: str, error: ErrorInfo | None = None) -> None:
        conversations = self.conversations_of(answer.account)
        await conversations.save(answer.turn, answer.worth_keeping, status, answer.receipt, error, answer.draft)

    async def _fail(self, answer: Answer, tab: Tab, error: ConvergioError) -> list[Event]:
        """The last events: what it cost all the same, where it did, and what went wrong."""
        info = error.info(answer.lang, visitor=is_visitor(answer.account))
        answer.failed = True
        await self._close(answer, tab, "error", info)
        receipt = answer.receipt
        paid = [answer.event(UsageReported, part=0, receipt=receipt)] if receipt and receipt.cost_micro else []
        return [*paid, answer.event(Failed, error=info)]

    async def _close(self, answer: Answer, tab: Tab, status: str, error: ErrorInfo | None = None) -> None:
        """Pays what is due and keeps what came; the store itself may be what is broken."""
        if answer.receipt is not None:
            answer.final_receipt(tab.total(answer))
        await tab.close(answer)
        try:
            if answer.begun:
                await self._keep(answer, status, error)
        except Exception as problem:
            log.warning("turn %s could not be kept: %s", answer.turn, type(problem).__name__)

    async def _save_often(self, answer: Answer) -> None:
        """Keeps what has come so far, so that not even a power cut loses more than a second of it."""
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            with contextlib.suppress(ConvergioError):
                await self._keep(answer, "running")


def _raised(outcome: object) -> None:
    """Raises what work that ran beside other work ended with, now that the other has ended too."""
    if isinstance(outcome, BaseException):
        raise outcome
