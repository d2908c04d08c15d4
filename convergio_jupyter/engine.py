"""The engine: the way of every question, from the surface that asks to the answer that is kept.

Read :meth:`Engine.ask` from top to bottom; each step is one room's work. There is no second way to reach a model.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from dataclasses import replace

from .answer import Answer, CancelScope, parts_of
from .backends import providers_of
from .core import OWNER, is_visitor
from .core.errors import (
    BudgetSpent,
    ContextTooLong,
    ConvergioError,
    EmptyQuestion,
    InternalError,
    NoModel,
    QuestionTooLong,
)
from .core.i18n import choose_language, translate
from .core.schema import (
    Asked,
    Done,
    ErrorInfo,
    Event,
    Failed,
    ModelCard,
    Privacy,
    Progress,
    Question,
    Receipt,
    RegionLimit,
    Routed,
    TeacherFinished,
    TeacherStarted,
    TextDelta,
    UsageReported,
)
from .core.values import Recalled, Teacher
from .memory import Conversations
from .metering import Charge, Ledger, Level, Whose, limits_from
from .metering.prices import cost_micro, priced, refresh
from .privacy import confined
from .providers.base import Call, FinishPart, Part, Provider, TextPart, TokensPart, WaitPart
from .routing import Decision, Policy, Request, decide, difficulty, estimate_micro
from .settings import Settings, listed
from .store import Store, open_store
from .teachers import Roster, compose, load_faculty
from .teachers.language import language_of

log = logging.getLogger("convergio")

QUESTION_LIMIT = 200_000  # characters, with what is lent
ANSWER_TOKENS = 1_024
MOST_TOKENS = 16_384
DEMO_ANSWER_TOKENS = 320  # a small model that goes on for long only repeats itself
SAVE_SECONDS = 1.0
FRAME_TOKENS = 200  # persona and history, where a call is only estimated
FRAME_CHARACTERS = 12_000  # the most that they are
EXPECTED_TOKENS = 400  # of an answer, likewise

_WAITING = {
    "queued": "Waiting for a free place.",
    "loading_model": "The model is waking up.",
    "reading": "The teacher is reading.",
    "retrying": "The model did not answer; it is asked once more.",
}


class Engine:
    """Answers questions, for whichever host holds it. Lives on one event loop."""

    def __init__(
        self, settings: Settings, store: Store, providers: list[Provider], roster: Roster | None = None
    ) -> None:
        self.settings = settings
        self.store = store
        self.providers = {provider.id: provider for provider in providers}
        self.roster = roster or load_faculty()
        self.ledger = Ledger(store)
        self.limits = limits_from(settings)

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
        _check(question)
        conversations = self.conversations_of(answer.account)
        conversation, current = await conversations.open(question)
        teacher = self.roster.choose(question.text, wanted=question.teacher, current=current)
        question = replace(question, conversation=conversation, teacher=teacher.id)
        whose = Whose(account=answer.account, conversation=conversation, lesson=question.lesson, course=question.course)
        decision = self._decide(question, await self.ledger.level(self.limits, whose))
        if isinstance(decision, ConvergioError):
            await conversations.begin(conversation, question, teacher.id)
            answer.begun = True
            yield answer.event(Asked, conversation=conversation, question=question)
            raise decision

        _, afforded = await asyncio.gather(  # one commit for both, before anything is shown or can cost
            conversations.begin(conversation, question, teacher.id),
            _outcome(self._afford(question, teacher, decision, answer)),
        )
        answer.begun = True
        yield answer.event(Asked, conversation=conversation, question=question)
        if isinstance(afforded, ConvergioError):
            raise afforded
        decision = afforded

        history = await conversations.history(conversation, question.turn, decision.model.place)
        calls = [self._call(question, teacher, decision, history, answer.lang)]
        if history:  # what was said before must not stand in the way of a new question
            calls.append(self._call(question, teacher, decision, [], answer.lang))
        answer.receipt = _receipt(question, teacher, decision, calls[0], answer.lang)
        yield answer.event(Routed, part=0, receipt=answer.receipt)
        yield answer.event(TeacherStarted, part=0, teacher=teacher.id, name=teacher.name)

        saving = asyncio.create_task(self._save_often(answer))
        try:
            provider = self.providers[decision.model.provider]
            limits = (question.privacy, question.region)
            async with contextlib.aclosing(self._speak(provider, calls, answer, scope, limits)) as events:
                async for event in events:
                    yield event
        finally:
            saving.cancel()

        receipt = await self._settle(answer, decision)
        yield answer.event(TeacherFinished, part=0, teacher=teacher.id, reason=answer.reason)
        yield answer.event(UsageReported, part=0, receipt=receipt)
        yield answer.event(Done, reason=answer.reason)

    async def _speak(
        self,
        provider: Provider,
        calls: list[Call],
        answer: Answer,
        scope: CancelScope,
        limits: tuple[Privacy, RegionLimit],
    ) -> AsyncGenerator[Event]:
        """The model's words. Where a call is too long for the model, the next one is tried."""
        for call in calls:
            assert answer.receipt is not None
            answer.receipt = replace(answer.receipt, sent_bytes=call.size)
            try:
                async with contextlib.aclosing(parts_of(provider.stream(call), scope, confined(*limits))) as parts:
                    async for part in parts:
                        event = self._take(part, answer)
                        if event is not None:
                            yield event
                return
            except ContextTooLong:
                if answer.text or call is calls[-1]:
                    raise

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

    async def _afford(self, question: Question, teacher: Teacher, decision: Decision, answer: Answer) -> Decision:
        """Holds what ``decision`` can cost. Where the budget has no room for it, what costs nothing answers instead."""
        charge = _charge(question, teacher, decision, answer.account)
        try:
            await self.ledger.reserve(charge, self._most(question, decision), self.limits)
        except BudgetSpent:
            free = self._decide(question, "pause")
            if question.model or isinstance(free, ConvergioError):
                raise
            return await self._afford(question, teacher, free, answer)
        answer.charge = charge
        return decision

    def _most(self, question: Question, decision: Decision) -> int:
        """The most that the answer can cost: two characters a token, and an answer of full length."""
        characters = FRAME_CHARACTERS + sum(len(text) for text in _texts(question))
        request = Request(input_tokens=characters // 2, output_tokens=_longest_answer(question, decision.model))
        return estimate_micro(decision.model, request)

    def _decide(self, question: Question, budget: Level = "plenty") -> Decision | ConvergioError:
        """The decision, or the error that the learner is shown once the question is kept."""
        try:
            return decide(self.request(question), self.policy(), self.inventory(), budget)
        except NoModel as error:
            return self.problem() or error
        except ConvergioError as error:
            return error

    def route(self, question: Question) -> Receipt:
        """The receipt that ``question`` would get, without asking anybody. Raises the refusal that it would meet."""
        _check(question)
        teacher = self.roster.choose(question.text, wanted=question.teacher)
        decision = self._decide(question)
        if isinstance(decision, ConvergioError):
            raise decision
        lang = self.language(question)
        return _receipt(question, teacher, decision, self._call(question, teacher, decision, [], lang), lang)

    def request(self, question: Question) -> Request:
        """What the router gets to know of a question."""
        return Request(
            model=question.model,
            privacy=question.privacy,
            region=question.region,
            quality=question.quality,
            difficulty=difficulty(question.text),
            input_tokens=FRAME_TOKENS + sum(len(text) for text in _texts(question)) // 4,
            output_tokens=min(question.max_tokens or EXPECTED_TOKENS, EXPECTED_TOKENS),
        )

    def policy(self) -> Policy:
        """The rules of the house, from the settings."""
        settings = self.settings
        return Policy(
            local_only=settings.local_only,
            region=settings.region or "any",
            default_model=settings.model,
            allow=listed(settings.allow),
            block=listed(settings.block),
            hard_from=settings.hard_from,
        )

    def _call(
        self, question: Question, teacher: Teacher, decision: Decision, history: list[Recalled], lang: str
    ) -> Call:
        demo = decision.model.demo
        messages = compose(
            teacher,
            question.text,
            lang=language_of(question.text, otherwise=lang),
            history=history,
            attachments=question.attachments,
            small_model=demo,
        )
        limit = _longest_answer(question, decision.model)
        return Call(model=decision.model.model, messages=messages, max_tokens=limit)

    def _take(self, part: Part, answer: Answer) -> Event | None:
        if isinstance(part, TextPart):
            answer.add(part.text)
            return answer.event(TextDelta, part=0, text=part.text)
        if isinstance(part, WaitPart):
            message = translate(_WAITING[part.stage], answer.lang)
            return answer.event(Progress, stage=part.stage, message=message, done=part.done, total=part.total)
        if isinstance(part, TokensPart):
            answer.tokens = part.tokens
        elif isinstance(part, FinishPart):
            answer.reason = "length" if part.reason == "length" else "complete"
        return None

    async def _settle(self, answer: Answer, decision: Decision) -> Receipt:
        receipt = answer.final_receipt(cost_micro(decision.model, answer.counted_tokens()))
        assert answer.charge is not None
        await asyncio.gather(
            self.ledger.settle(answer.charge, receipt.cost_micro, answer.counted_tokens()),
            self._keep(answer, answer.reason),
        )
        return receipt

    async def _keep(self, answer: Answer, status: str, error: ErrorInfo | None = None) -> None:
        conversations = self.conversations_of(answer.account)
        await conversations.save(answer.turn, answer.text, status, answer.receipt, error)

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


async def _outcome(work: Awaitable[Decision]) -> Decision | ConvergioError:
    """The error that ``work`` ends with instead of raising it, for whoever has something to do first."""
    try:
        return await work
    except ConvergioError as error:
        return error


def _longest_answer(question: Question, model: ModelCard) -> int:
    usual = DEMO_ANSWER_TOKENS if model.demo else ANSWER_TOKENS
    return min(max(0, question.max_tokens), MOST_TOKENS) or usual


def _texts(question: Question) -> list[str]:
    return [question.text, *(each.text for each in question.attachments)]


def _check(question: Question) -> None:
    if not question.text.strip():
        raise EmptyQuestion()
    length = len(question.text) + sum(len(each.text) + len(each.label) for each in question.attachments)
    if length > QUESTION_LIMIT:
        raise QuestionTooLong(length=f"{length:,}", limit=f"{QUESTION_LIMIT:,}")


def _charge(question: Question, teacher: Teacher, decision: Decision, account: str) -> Charge:
    return Charge(
        request=question.turn,
        teacher=teacher.id,
        provider=decision.model.provider,
        model=decision.model.model,
        place=decision.model.place,
        account=account,
        conversation=question.conversation,
        lesson=question.lesson,
        course=question.course,
    )


def _receipt(question: Question, teacher: Teacher, decision: Decision, call: Call, lang: str) -> Receipt:
    model = decision.model
    return Receipt(
        turn=question.turn,
        teacher=teacher.id,
        rule=decision.rule,
        reason=translate(decision.reason, lang),
        provider=model.provider,
        model=model.model,
        label=model.label,
        demo=model.demo,
        place=model.place,
        region=model.region,
        privacy=question.privacy,
        difficulty=round(decision.difficulty, 3),
        candidates=decision.candidates,
        alternative="" if decision.alternative is None else decision.alternative.model,
        alternative_micro=0 if decision.alternative is None else decision.alternative.estimate_micro,
        sent_to=translate("this computer", lang) if model.place == "local" else model.provider,
        sent_bytes=call.size,
    )
