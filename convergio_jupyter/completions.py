"""Answers for other programs: their own messages, our router, budget, ledger and rules. No teacher, no memory.

The gateway's OpenAI-compatible endpoint stands on it. The name of the model says how the router may choose:

| model | who answers |
|---|---|
| ``convergio`` | whom the router chooses |
| ``convergio-private``, ``-eu``, ``-best`` | likewise, as with ``--private``, ``--eu``, ``--best`` |
| ``provider:model`` | this model, or nobody |
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from . import plan
from .afford import afford
from .answer import Answer, CancelScope
from .core.errors import (
    ConvergioError,
    EmptyQuestion,
    ModelTooSmall,
    NoModel,
    NothingLocal,
    NothingPrivate,
    QuestionTooLong,
    StaysPrivate,
    TokenIsLocal,
    UnknownModel,
)
from .core.schema import ModelCard, Question, Receipt
from .core.values import Message, ToolSpec, wishes
from .dispatch import AskedPart
from .engine import Engine
from .house import Terms
from .metering import Charge, Level, Whose
from .privacy import confined
from .providers.base import AlivePart, Call, Part, ToolPart
from .routing import Decision, Policy, Request, decide, difficulty, estimate_micro
from .tab import Tab

AUTO = "convergio"
WISHES: dict[str, dict[str, Any]] = {
    AUTO: wishes(),
    f"{AUTO}-private": wishes(private=True),
    f"{AUTO}-eu": wishes(eu=True),
    f"{AUTO}-best": wishes(best=True),
}
ANSWER_TOKENS = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What another program asks."""

    id: str
    model: str
    messages: tuple[Message, ...]
    max_tokens: int = 0
    temperature: float = 0.3
    seed: int | None = None
    stop: tuple[str, ...] = ()
    schema: dict[str, Any] | None = None
    tools: tuple[ToolSpec, ...] = ()
    tool_choice: str = "auto"
    local_only: bool = False
    lang: str = ""
    teacher: str = ""  # who writes, where it is one of ours
    small: bool = True  # whether the demo model may answer


class Completions:
    """Serves completions from one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def stream(
        self, asked: Completion, *, account: str, scope: CancelScope | None = None
    ) -> AsyncGenerator[Part | Receipt]:
        """The parts of the answer, and last the receipt. Raises our errors, before the first part where it can.

        Raises ``AlreadyAsked`` where a completion of this id is under way, or was paid: it is not paid twice.
        """
        engine, scope = self._engine, scope or CancelScope()
        asked = replace(asked, messages=tuple(each._replace(text=plan.whole(each.text)) for each in asked.messages))
        asked = await self._next_try(asked, account)
        size = _check(asked)
        request = _request(asked, size)
        terms = await engine.house.now(Whose(account=account), asked.teacher)
        answer = Answer(asked.id, lang=engine.language(Question(text="", lang=asked.lang)), account=account)
        tab = Tab(engine.ledger, engine.limits, engine.plans)
        longest = request._replace(input_tokens=_whole(asked).most_tokens)
        try:
            decision = await self._afford(asked, request, longest, terms, tab, account)
            parts = engine.dispatcher.parts(
                decision.models,
                lambda model: [_call(asked, model)],
                scope=scope,
                limits=partial(confined, request.privacy, request.region),
                account=account,
            )
            async with contextlib.aclosing(parts) as stream:  # type: ignore[type-var]
                async for part in stream:
                    if isinstance(part, AskedPart):
                        _note_asked(answer, part, decision, request, asked.teacher)
                        continue
                    answer.take(part)
                    if isinstance(part, ToolPart):  # which is written and paid like words
                        answer.add(part.use.arguments)
                    if not isinstance(part, AlivePart):
                        yield part
        except ConvergioError:
            answer.failed = True
            raise
        finally:  # also when whoever read went away: what was read is paid
            total = tab.total(answer)
            await tab.close(answer, total)
            await engine.traffic.note(
                _id(asked, account), "", request.difficulty, cloud=answer.reached_cloud, cost_micro=total,
                answered=answer.model is not None and not answer.failed,
            )  # fmt: skip
        yield answer.final_receipt(total)

    def models(self) -> list[str]:
        """The names that may be asked for."""
        ready = [f"{card.provider}:{card.model}" for card in self._engine.inventory() if card.ready]
        return [*WISHES, *ready]

    def _decide(self, asked: Completion, request: Request, policy: Policy, budget: Level) -> Decision | ConvergioError:
        engine, cards = self._engine, self._engine.inventory()
        large = [card for card in cards if asked.small or not card.demo]
        try:
            return decide(request, policy, large, budget)
        except StaysPrivate as error:
            return TokenIsLocal() if asked.local_only and request.model else engine.problem() or error
        except UnknownModel:
            return UnknownModel(name=request.model, known=", ".join(self.models()))
        except ConvergioError as error:
            if isinstance(error, (NoModel, NothingLocal, NothingPrivate)) and len(large) < len(cards):
                return ModelTooSmall()
            return engine.explained(error, request.model)

    async def _next_try(self, asked: Completion, account: str) -> Completion:
        """What failed before anything was paid may be asked again by the same id, as clients do by themselves."""
        found, number = asked, 1
        while await self._engine.ledger.was_released(_id(found, account)):
            number += 1
            found = replace(asked, id=f"{asked.id}~{number}")
        return found

    async def _afford(
        self, asked: Completion, request: Request, longest: Request, terms: Terms, tab: Tab, account: str
    ) -> Decision:
        """Who answers, with what that can cost held; ``longest`` is the most that can be read and written."""
        await self._engine.refresh()
        return await afford(
            plan.made(self._decide(asked, request, terms.policy, terms.level)),
            house=self._engine.house,
            terms=terms,
            tab=tab,
            charge_for=lambda model: _charge(asked, model, account),
            costs_for=lambda models: [(model, estimate_micro(model, longest)) for model in models],
            otherwise=None if request.model else lambda policy: self._decide(asked, request, policy, "pause"),
        )


def _note_asked(answer: Answer, part: AskedPart, decision: Decision, request: Request, teacher: str) -> None:
    plan.note_asked(
        answer, part.model, part.call.size, part.failed, decision, teacher=teacher, privacy=request.privacy
    )  # fmt: skip


def _whole(asked: Completion) -> Call:
    """All that is sent, whoever the model is."""
    return Call(model="", messages=asked.messages, max_tokens=0, tools=asked.tools, schema=asked.schema)


def _check(asked: Completion) -> int:
    """The bytes that are sent. Raises what keeps them from being sent."""
    size = _whole(asked).size
    if not any(message.text.strip() or message.tool_uses for message in asked.messages):
        raise EmptyQuestion()
    if size > plan.QUESTION_LIMIT:
        raise QuestionTooLong(length=f"{size:,}", limit=f"{plan.QUESTION_LIMIT:,}")
    return size


def _wishes(asked: Completion) -> dict[str, Any]:
    found = WISHES.get(asked.model, wishes() | {"model": asked.model})
    return found | {"privacy": "private"} if asked.local_only else found


def _request(asked: Completion, size: int) -> Request:
    last = next((message.text for message in reversed(asked.messages) if message.role == "user"), "")
    return Request(
        **_wishes(asked),
        difficulty=difficulty(last),
        input_tokens=size // 4,
        output_tokens=_longest(asked),
    )


def _call(asked: Completion, model: ModelCard) -> Call:
    return Call(
        model=model.model,
        messages=asked.messages,
        max_tokens=_longest(asked),
        temperature=asked.temperature,
        seed=asked.seed,
        stop=asked.stop,
        schema=asked.schema,
        tools=asked.tools,
        tool_choice=asked.tool_choice,
    )


def _charge(asked: Completion, model: ModelCard, account: str) -> Charge:
    return Charge(
        request=_id(asked, account),
        teacher=asked.teacher,
        provider=model.provider,
        model=model.model,
        place=model.place,
        account=account,
    )


def _id(asked: Completion, account: str) -> str:
    return f"api:{account}:{asked.id}"


def _longest(asked: Completion) -> int:
    return min(max(0, asked.max_tokens), plan.MOST_TOKENS) or ANSWER_TOKENS
