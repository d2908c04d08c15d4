"""One answer while it comes: its events, its text, its receipt, and the way to stop it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from .core.schema import ModelCard, Receipt, Tokens
from .core.values import ToolUse
from .providers.base import AlivePart, FinishPart, Part, StartPart, TextPart, TokensPart, ToolPart

if TYPE_CHECKING:
    from .core.cards import ToolStep

E = TypeVar("E")
T = TypeVar("T")
P = TypeVar("P")  # of the parts of a stream
PIECE = 2_000  # characters that are passed on at once
MOST_WANTED = 16  # tools that one call may want; of those beyond it nothing is heard
Reason = Literal["complete", "length", "cancelled"]


class CancelScope:
    """Stops an answer from outside. Cancelling before or after the answer runs is harmless."""

    def __init__(self) -> None:
        self.cancelled = False
        self._callbacks: list[Callable[[], object]] = []

    def cancel(self) -> None:
        self.cancelled = True
        for callback in self._callbacks:
            callback()

    async def unless_cancelled(self, work: Awaitable[T]) -> T | None:
        """What ``work`` gives; None as soon as the scope is cancelled, whatever becomes of the work."""
        task, stopped = asyncio.ensure_future(work), asyncio.get_running_loop().create_future()
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        self.on_cancel(stopped.cancel)
        await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() and not self.cancelled else None

    def on_cancel(self, callback: Callable[[], object]) -> None:
        self._callbacks.append(callback)
        if self.cancelled:
            callback()


class _Draft(NamedTuple):
    text: str
    model: ModelCard | None
    receipt: Receipt | None
    tokens: Tokens | None


class Numbers:
    """The numbers of a turn's events, without a gap; all its parts take theirs from here."""

    def __init__(self) -> None:
        self._next = 0

    def __next__(self) -> int:
        self._next += 1
        return self._next - 1

    def give_back(self) -> None:
        """The latest event is told to nobody."""
        self._next -= 1


class Answer:
    """What is known of one part of a turn so far. The parts of a turn number their events together, from 0."""

    def __init__(
        self,
        turn: str,
        *,
        lang: str,
        account: str,
        asked_in: str = "",
        part: int = 0,
        numbers: Numbers | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.turn = turn
        self.part = part
        self.numbers = numbers or Numbers()
        self.account = account
        self.lang = lang  # of the surface: its receipt, its progress, its errors
        self.asked_in = asked_in or lang  # of the question: all that belongs to the answer
        self.begun = False
        self.empty_handed = False  # whether it only says that there is nothing to say
        self.may_miss = False  # whether it quotes what comes nearest, which may answer something else
        self.guesser = ""  # the small model that nobody asked, where it may be asked all the same: ``provider:model``
        self.topics: tuple[str, ...] = ()  # what else can be asked, by the titles that the text lists
        self.when_called: Callable[[], None] = lambda: None  # whoever counts its time
        self.sent = False  # whether anything left for the model that is asked now
        self.reached_cloud = False  # whether anything of the turn left for a cloud, whoever answered in the end
        self.failed = False  # whether that model broke off
        self.settled = False  # whether all is paid and kept
        self.reason: Reason = "cancelled"  # until the provider says that it finished
        self.receipt: Receipt | None = None
        self.model: ModelCard | None = None  # who is answering
        self.tokens: Tokens | None = None
        self._clock = clock
        self._start = clock()
        self._first: float | None = None
        self._pieces: list[str] = []
        self._draft: _Draft | None = None
        self._first_text = ""
        self.steps: list[ToolStep] = []  # the tools that were used
        self.wanted: list[ToolUse] = []  # the tools that the model waits for
        self._rounds: list[Tokens] = []  # what each call took after whose words the model went on
        self._begun = 0  # pieces of earlier calls
        self._thoughts = 0  # pieces of the call that is answered now that nobody sees

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def spoken(self) -> bool:
        """Whether anything came of what is being written now: words, or the wish to use a tool."""
        return len(self._pieces) > self._begun or bool(self.wanted)

    @property
    def calls(self) -> int:
        """How many calls there were whose tools were used, after each of which the model went on."""
        return len(self._rounds)

    @property
    def said(self) -> str:
        """The words of the call that is answered now."""
        return "".join(self._pieces[self._begun :])

    @property
    def is_due(self) -> bool:
        """Whether what is held is to be paid: something was sent, and a failure came after a cloud's first word."""
        came = self.spoken or bool(self._thoughts) or self.tokens is not None
        billed = self.model is not None and self.model.place != "local" and came
        return self.sent and (billed or not self.failed)

    @property
    def is_over(self) -> bool:
        """Whether the model said that it was done, and nobody stopped it."""
        return self.reason != "cancelled"

    @property
    def draft(self) -> str:
        """What the answer was improved from; empty where it is the first."""
        return self._first_text

    @property
    def worth_keeping(self) -> str:
        """The text, or the draft while a better one is still on its way."""
        return self._draft.text if self._draft is not None else self.text

    def rewrite(self, text: str) -> None:
        """``text`` is told in place of what came."""
        self.tokens, self._pieces, self._begun = self.counted_tokens(), [text], 0

    def go_on(self) -> None:
        """The model is called again with what its tools gave; what it says then follows what it said."""
        self._rounds.append(self.counted_tokens())
        self._begun, self.wanted = len(self._pieces), []
        self.tokens, self.reason, self.sent = None, "cancelled", False

    def begin_revision(self) -> None:
        """What came so far is a draft; the text begins anew."""
        self._draft = _Draft(self.text, self.model, self.receipt, self.tokens)
        self._pieces, self._begun, self.tokens, self.reason, self.sent = [], 0, None, "cancelled", False

    def keep_revision(self, doubtful: float, reason: str) -> None:
        """The new text takes the draft's place."""
        assert self._draft is not None
        assert self._draft.model is not None
        assert self.receipt is not None
        draft, self._first_text, self._draft = self._draft.model, self._draft.text, None
        doubtful = round(doubtful, 3)
        self.receipt = replace(
            self.receipt, rule="improved", reason=reason, draft_by=draft.label, doubt=doubtful,
            alternative=draft.model, alternative_micro=0,
        )  # fmt: skip

    def keep_draft(self, doubtful: float) -> None:
        """The draft stays the answer."""
        assert self._draft is not None
        draft, self._draft = self._draft, None
        assert draft.receipt is not None
        self._pieces, self.reason, self.failed = [draft.text], "complete", False
        self.model, self.tokens = draft.model, draft.tokens
        self.receipt = replace(draft.receipt, doubt=round(doubtful, 3))

    def take(self, part: Part) -> None:
        """Notes what a part says of the answer: that the call has left, a piece of text, the count, the end."""
        if isinstance(part, StartPart):
            self.start()
        elif isinstance(part, TextPart):
            self.add(part.text)
        elif isinstance(part, AlivePart):
            self._thoughts += 1
        elif isinstance(part, ToolPart):
            self.wanted += [part.use] if len(self.wanted) < MOST_WANTED else []
        elif isinstance(part, TokensPart):
            self.tokens = part.tokens
        elif isinstance(part, FinishPart):
            self.reason = "length" if part.reason == "length" else "complete"

    def start(self) -> None:
        """The call leaves for the model that is asked."""
        self.sent, self._thoughts = True, 0
        self.when_called()
        self.reached_cloud = self.reached_cloud or (self.model is not None and self.model.place != "local")

    def add(self, text: str) -> None:
        if self._first is None:
            self._first = self._clock()
        follows = 0 < self._begun == len(self._pieces)  # a call's first words begin a paragraph of their own
        self._pieces.append(f"\n\n{text}" if follows else text)

    @property
    def latest(self) -> str:
        """The piece of text that came last."""
        return self._pieces[-1]

    def event(self, kind: type[E], **values: Any) -> E:
        """The next event of the turn."""
        if "part" in kind.__dataclass_fields__:  # type: ignore[attr-defined]
            values["part"] = self.part
        values.update(turn=self.turn, seq=next(self.numbers))
        return kind(**values)

    def counted_tokens(self) -> Tokens:
        """What the provider reported, or an estimate that says so: four bytes a token, and no piece without one.

        What a model thinks comes in pieces, too, and is paid.
        """
        if self.tokens is not None:
            return self.tokens
        sent = self.receipt.sent_bytes if self.receipt and self.sent else 0
        written = self._thoughts + max(len(self._pieces) - self._begun, -(-len(self.said.encode()) // 4))
        return Tokens(input=sent // 4, output=written, estimated=True)

    def all_tokens(self) -> Tokens:
        """What all calls of this part took."""
        calls = [*self._rounds, self.counted_tokens()]
        return Tokens(
            input=sum(each.input for each in calls),
            output=sum(each.output for each in calls),
            cached=sum(each.cached for each in calls),
            estimated=any(each.estimated for each in calls),
        )

    def final_receipt(self, cost_micro: int) -> Receipt:
        assert self.receipt is not None
        self.receipt = replace(
            self.receipt,
            notice=self.receipt.notice if self.text else "",  # it is about the words
            tokens=self.all_tokens(),
            cost_micro=cost_micro,
            first_token_ms=round(1000 * ((self._first or self._clock()) - self._start)),
            total_ms=round(1000 * (self._clock() - self._start)),
        )
        return self.receipt


async def parts_of(
    stream: AsyncIterator[Part], scope: CancelScope, limits: AbstractContextManager[None] | None = None
) -> AsyncGenerator[Part]:
    """The parts of ``stream`` until it ends or ``scope`` is cancelled, which stops the model at once.

    ``limits`` hold for all that the stream does.

    One task reads the stream, so that cancelling need not wait for the next part; a queue costs a few microseconds a
    part, where racing each part against a signal would cost fifty.
    """
    queue: asyncio.Queue[Part | BaseException | None] = asyncio.Queue()

    async def pump() -> None:
        spoken = False
        with limits or contextlib.nullcontext():
            async with contextlib.aclosing(stream) as parts:  # type: ignore[type-var]
                async for part in parts:
                    queue.put_nowait(part)
                    if isinstance(part, TextPart) and not spoken:
                        spoken = True
                        await asyncio.sleep(0)  # the first word is shown before what came with it is read

    def end(task: asyncio.Task[None]) -> None:
        """Called however the task ends, also when it was cancelled before its first step."""
        queue.put_nowait(None if task.cancelled() else task.exception())

    task = asyncio.create_task(pump())
    task.add_done_callback(end)
    scope.on_cancel(task.cancel)
    try:
        while (item := await queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def in_pieces(parts: AsyncIterator[P]) -> AsyncGenerator[P | TextPart]:
    """``parts``, of which a huge one is passed on bit by bit, so that it holds up nobody else."""
    async with contextlib.aclosing(parts) as stream:  # type: ignore[type-var]
        async for part in stream:
            if not isinstance(part, TextPart) or len(part.text) <= PIECE:
                yield part
                continue
            for begin in range(0, len(part.text), PIECE):
                yield TextPart(part.text[begin : begin + PIECE])
                await asyncio.sleep(0)
