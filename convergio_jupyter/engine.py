"""The engine: the way of every question, from the surface that asks to the answer that is kept.

Read :meth:`Engine.ask` from top to bottom; each step is one room's work. There is no second way to reach a model.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from dataclasses import dataclass, replace
from functools import partial

from . import plan
from .answer import Answer, CancelScope
from .backends import providers_of
from .core import OWNER, is_visitor
from .core.errors import BudgetSpent, ConvergioError, InternalError, NoModel, QuotaSpent
from .core.i18n import choose_language, translate
from .core.schema import (
    Asked,
    Done,
    ErrorInfo,
    Event,
    Failed,
    ModelCard,
    Place,
    Progress,
    Question,
    Receipt,
    Revising,
    Routed,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    UsageReported,
)
from .core.values import Recalled, Teacher
from .dispatch import AskedPart, Dispatcher
from .house import House
from .memory import Conversations
from .metering import Ledger, Level, Whose, limits_from, plans_from
from .metering.prices import cost_micro, priced, refresh
from .privacy import confined
from .providers.base import Call, FinishPart, Part, Provider, TextPart, TokensPart, WaitPart
from .routing import Decision, Policy, decide, doubt
from .routing.traffic import Traffic
from .settings import Settings
from .store import Store, open_store
from .teachers import Roster, load_faculty

log = logging.getLogger("convergio")

SAVE_SECONDS = 1.0

_WAITING = {
    "queued": "Waiting for a free place; {ahead} go first.",
    "loading_model": "The model is waking up.",
    "reading": "The teacher is reading.",
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
    histories: dict[Place, list[Recalled]]

    def calls_for(self, model: ModelCard) -> list[Call]:
        return plan.calls_of(self.question, self.teacher, model, self.histories[model.place], self.answer.lang)


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
        answer = Answer(question.turn, lang=self.language(question), account=account)
        try:
            async for event in self._answer(question, answer, scope or CancelScope()):
                yield event
        except ConvergioError as error:
            yield await self._fail(answer, error)
        except Exception as error:
            log.exception("turn %s failed", question.turn)
            yield await self._fail(answer, InternalError(detail=f"{type(error).__name__}: {error}"))

    async def _answer(self, question: Question, answer: Answer, scope: CancelScope) -> AsyncIterator[Event]:
        plan.check(question)
        conversations = self.conversations_of(answer.account)
        conversation, current = await conversations.open(question)
        teacher = self.roster.choose(question.text, wanted=question.teacher, current=current)
        question = replace(question, conversation=conversation, teacher=teacher.id)
        whose = Whose(account=answer.account, conversation=conversation, lesson=question.lesson, course=question.course)
        policy, level = await self.house.now(whose, teacher.id)
        decision = self._outside_plan(teacher, answer.account) or self._decide(question, policy, level)
        if isinstance(decision, ConvergioError):
            await conversations.begin(conversation, question, teacher.id)
            answer.begun = True
            yield answer.event(Asked, conversation=conversation, question=question)
            raise decision

        _, afforded = await asyncio.gather(  # one commit for both, before anything is shown or can cost
            conversations.begin(conversation, question, teacher.id),
            _outcome(self._afford(question, teacher, decision, answer, policy)),
        )
        answer.begun = True
        yield answer.event(Asked, conversation=conversation, question=question)
        if isinstance(afforded, ConvergioError):
            raise afforded

        histories = await self._histories(conversations, question, afforded)
        work = _Work(question, teacher, afforded, answer, scope, histories)
        saving = asyncio.create_task(self._save_often(answer))
        try:
            async with contextlib.aclosing(self._speak(work, _models(afforded))) as events:
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
        answer, question = work.answer, work.question
        parts = self.dispatcher.parts(
            models,
            work.calls_for,
            scope=work.scope,
            limits=partial(confined, question.privacy, question.region),
            account=answer.account,
        )
        async with contextlib.aclosing(parts) as stream:  # type: ignore[type-var]
            async for part in stream:
                for event in self._asked(part, work) if isinstance(part, AskedPart) else self._take(part, answer):
                    yield event

    def _asked(self, part: AskedPart, work: _Work) -> list[Event]:
        """A model is asked: its receipt, and the teacher's name the first time."""
        answer, before = work.answer, work.answer.receipt
        same = before is not None and answer.model is not None and answer.model == part.model
        tried = before.tried if before else ()
        if before is not None and not same and part.failed is not None:
            tried = (*tried, before.label or before.model)
        answer.model = part.model
        answer.receipt = plan.receipt_for(
            turn=work.question.turn, teacher=work.teacher.id, privacy=work.question.privacy, decision=work.decision,
            lang=answer.lang, model=part.model, sent_bytes=part.call.size, tried=tried,
        )  # fmt: skip
        if same:
            return []
        routed: Event = answer.event(Routed, part=0, receipt=answer.receipt)
        if before is not None:
            return [routed]
        return [routed, answer.event(TeacherStarted, part=0, teacher=work.teacher.id, name=work.teacher.name)]

    async def _improve(self, work: _Work) -> AsyncGenerator[Event]:
        """A doubtful draft is answered anew by a larger model; where that one fails, the draft stays."""
        answer, model = work.answer, work.decision.escalation
        if model is None or answer.reason != "complete" or (answer.receipt and answer.receipt.tried):
            return
        doubtful = doubt(work.question.text, answer.text)
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
            answer.discard()
        if answer.text:
            answer.keep_revision(doubtful, translate("The first answer looked doubtful.", answer.lang))
            return
        await self._close_charge(answer)
        answer.keep_draft(doubtful)
        yield self._revising(answer, "The larger model could not answer, so the first answer stays.")
        yield answer.event(TextDelta, part=0, text=answer.text)

    async def _afford_improvement(self, work: _Work, model: ModelCard) -> bool:
        """Settles the draft and holds what the improvement can cost; False where no budget or plan has room for it."""
        charge = plan.charge_of(work.question, work.teacher, model, work.answer.account)
        charge = replace(charge, request=f"{charge.request}.improved")
        quota = self.plans.quota(charge.account, (model,))
        await self._close_charge(work.answer)  # first, so that draft and improvement never count for two questions
        try:
            await self.ledger.reserve(charge, plan.most_of(work.question, (model,)), self.limits, quota)
        except (BudgetSpent, QuotaSpent):
            return False
        work.answer.charge = charge
        return True

    def _revising(self, answer: Answer, message: str) -> Event:
        return answer.event(Revising, part=0, message=translate(message, answer.lang))

    def problem(self) -> ConvergioError | None:
        """Why nothing here can answer; None if something can."""
        if any(card.ready for card in self.inventory()):
            return None
        found = (provider.problem() for provider in self.providers.values())
        return next((problem for problem in found if problem is not None), NoModel())

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
        self.store.close()

    async def route(self, question: Question, account: str = OWNER) -> Receipt:
        """The receipt that ``question`` would get, without asking anybody. Raises the refusal that it would meet."""
        plan.check(question)
        teacher = self.roster.choose(question.text, wanted=question.teacher)
        whose = Whose(account=account, lesson=question.lesson, course=question.course)
        decision = self._outside_plan(teacher, account) or self._decide(
            question, *await self.house.now(whose, teacher.id)
        )
        if isinstance(decision, ConvergioError):
            raise decision
        lang, model = self.language(question), decision.model
        call = plan.calls_of(question, teacher, model, [], lang)[0]
        return plan.receipt_for(
            turn=question.turn, teacher=teacher.id, privacy=question.privacy, decision=decision, lang=lang,
            model=model, sent_bytes=call.size,
        )  # fmt: skip

    def _decide(self, question: Question, policy: Policy, budget: Level) -> Decision | ConvergioError:
        """The decision, or the error that the learner is shown once the question is kept."""
        try:
            return decide(plan.request_of(question), policy, self.inventory(), budget)
        except NoModel as error:
            return self.problem() or error
        except ConvergioError as error:
            return error

    def _outside_plan(self, teacher: Teacher, account: str) -> ConvergioError | None:
        """Why ``account`` cannot ask this teacher; None if it can."""
        found = self.plans.of(account)
        return None if found is None else found.refusal(teacher, self.roster)

    async def _afford(
        self, question: Question, teacher: Teacher, decision: Decision, answer: Answer, policy: Policy
    ) -> Decision:
        """Holds what ``decision`` can cost. Where budget or plan have no room, what costs nothing answers."""
        charge, models = plan.charge_of(question, teacher, decision.model, answer.account), _models(decision)
        quota = self.plans.quota(answer.account, models)
        try:
            await self.ledger.reserve(charge, plan.most_of(question, models), self.limits, quota)
        except (BudgetSpent, QuotaSpent):
            free = self._decide(question, policy, "pause")
            if question.model or isinstance(free, ConvergioError):
                raise
            return await self._afford(question, teacher, free, answer, policy)
        answer.charge, answer.model = charge, decision.model
        return decision

    async def _histories(
        self, conversations: Conversations, question: Question, decision: Decision
    ) -> dict[Place, list[Recalled]]:
        """What may be recalled for each place where this question may be answered."""
        places = {model.place for model in (*_models(decision), decision.escalation) if model is not None}
        return {place: await conversations.history(question.conversation, question.turn, place) for place in places}

    def _take(self, part: Part, answer: Answer) -> list[Event]:
        if isinstance(part, TextPart):
            answer.add(part.text)
            return [answer.event(TextDelta, part=0, text=part.text)]
        if isinstance(part, WaitPart):
            message = translate(_WAITING[part.stage], answer.lang, ahead=part.done)
            return [answer.event(Progress, stage=part.stage, message=message, done=part.done, total=part.total)]
        if isinstance(part, TokensPart):
            answer.tokens = part.tokens
        elif isinstance(part, FinishPart):
            answer.reason = "length" if part.reason == "length" else "complete"
        return []

    async def _settle(self, work: _Work) -> Receipt:
        answer, model = work.answer, work.answer.model
        assert model is not None
        receipt = answer.final_receipt(cost_micro(model, answer.counted_tokens()))
        course, cloud = work.question.course, model.place != "local"
        await asyncio.gather(
            self._close_charge(answer),
            self._keep(answer, answer.reason),
            self.traffic.note(course, work.decision.difficulty, cloud=cloud, cost_micro=receipt.cost_micro),
        )
        return receipt

    async def _close_charge(self, answer: Answer) -> None:
        """Settles what was held, in the name of the model that answered; what failed costs nothing."""
        charge, answer.charge = answer.charge, None
        if charge is None:
            return
        if answer.failed:
            await self.ledger.release(charge)
            return
        assert answer.model is not None
        model, tokens = answer.model, answer.counted_tokens()
        settled = replace(charge, provider=model.provider, model=model.model, place=model.place)
        await self.ledger.settle(settled, cost_micro(model, tokens), tokens, answered=answer.spoken)

    async def _keep(self, answer: Answer, status: str, error: ErrorInfo | None = None) -> None:
        conversations = self.conversations_of(answer.account)
        await conversations.save(answer.turn, answer.worth_keeping, status, answer.receipt, error)

    async def _fail(self, answer: Answer, error: ConvergioError) -> Failed:
        info = error.info(answer.lang, visitor=is_visitor(answer.account))
        with contextlib.suppress(ConvergioError):  # the store itself may be what is broken
            if answer.charge is not None:
                await self.ledger.release(answer.charge)
            if answer.begun:
                await self._keep(answer, "error", info)
        return answer.event(Failed, error=info)

    async def _save_often(self, answer: Answer) -> None:
        """Keeps what has come so far, so that not even a power cut loses more than a second of it."""
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            with contextlib.suppress(ConvergioError):
                await self._keep(answer, "running")


def _models(decision: Decision) -> tuple[ModelCard, ...]:
    """Who may answer, in the order in which they are asked."""
    return (decision.model, *decision.fallbacks)


async def _outcome(work: Awaitable[Decision]) -> Decision | ConvergioError:
    """The error that ``work`` ends with instead of raising it, for whoever has something to do first."""
    try:
        return await work
    except ConvergioError as error:
        return error
