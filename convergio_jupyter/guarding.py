"""A teacher's answer in a lesson: nothing of it is shown before the guard has passed it.

What leaks is not shown, and neither is what follows. The model is asked once more, told more strictly; where that
leaks, too, the author's own hint stands in its place. What was decided is kept for the educator.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import replace

from .answer import Answer
from .core.errors import ConvergioError
from .core.i18n import translate
from .dispatch import AskedPart
from .learning.tutor.release import Gate
from .learning.tutor.tutoring import Outcome, Tutoring
from .providers.base import ALIVE, Part, TextPart
from .work import Work
from .workbench import Used

AnyPart = Part | AskedPart
MOST_TRIMMED = 24  # sentences of a text that somebody wrote down
_LEFT_OUT = "Left out: it would give the answer away."


class Guarding:
    """The guard of one part of a turn; passes everything where ``work`` is about no lesson, or keeps nothing back."""

    def __init__(self, work: Work, answer: Answer) -> None:
        self._tutoring: Tutoring | None = work.tutoring if work.guarded else None
        self._answer = answer
        self._is_form = work.shown is not None
        self._earlier = [each.text for each in work.history.for_model("machine") if each.role == "assistant"]
        self._gate = self._new_gate()
        self._leaks: list[str] = []  # how, of each try

    def __bool__(self) -> bool:
        return self._tutoring is not None

    @property
    def leaked(self) -> bool:
        """Whether the last reply gave something away."""
        return self._gate is not None and self._gate.leak.leaks

    async def over(self, parts: AsyncIterator[AnyPart]) -> AsyncGenerator[AnyPart]:
        """``parts`` with as much of their text as may be shown; they end where something leaks.

        What a form is filled in with is no text yet.
        """
        gate, unshown = self._gate, 0
        assert gate is not None
        try:
            async with aclosing(parts) as stream:  # type: ignore[type-var]
                async for part in stream:
                    if not isinstance(part, TextPart) or self._is_form:
                        yield part
                        continue
                    text, unshown = await self._judged(gate, gate.cut(part.text)), unshown + 1
                    if text:
                        yield TextPart(text)
                        unshown = 0
                    if gate.leak.leaks:
                        break
        except ConvergioError:
            yield TextPart(await self._judged(gate, gate.rest(), last=True))
            raise
        yield TextPart(await self._judged(gate, gate.rest(), last=True))
        if gate.leak.leaks:
            for _ in range(unshown):  # it is paid, though nobody sees it
                yield ALIVE

    def again(self) -> None:
        """Another reply begins; what has been said stays said."""
        if self._gate is not None:
            self._leaks += [self._gate.leak.reason] if self._gate.leak.leaks else []
            self._gate = self._new_gate()

    async def whole(self, text: str) -> str:
        """``text`` that is complete, or the author's hint where it gives something away."""
        if self._gate is None:
            return text
        gate, passed = await self._judged_whole(text)
        if not gate.leak.leaks:
            return passed
        self._gate = gate
        return await self.instead()

    async def trimmed(self, text: str) -> str:
        """``text`` that somebody wrote down, without those of its first sentences that give something away."""
        splitting = self._new_gate()
        if splitting is None:
            return text
        leak = (await self._judged_whole(text))[0].leak
        if not leak.leaks:
            return text
        self._leaks.append(leak.reason)
        kept = ""
        for sentence in [*splitting.cut(text), *splitting.rest()][:MOST_TRIMMED]:
            gate, _ = await self._judged_whole(kept + sentence)
            kept = kept if gate.leak.leaks else kept + sentence
        return kept.strip()

    async def of_tool(self, used: Used) -> Used:
        """What a tool was given and what it gave, as far as a learner may see it; the model sees all of it."""
        if not self or not await self._gives_away(f"{used.use.arguments}\n{used.text}\n{_words_of(used.figure)}"):
            return used
        return replace(
            used, use=used.use._replace(arguments="{}"), text=translate(_LEFT_OUT, self._answer.asked_in), figure=""
        )

    async def arguments(self, arguments: str) -> str:
        """What a tool is about to be given, as far as a learner may see it."""
        return "{}" if self and await self._gives_away(arguments) else arguments

    async def note(self) -> None:
        """Keeps what was decided about this part."""
        if self._tutoring is None:
            return
        leaks = [*self._leaks, *([self._gate.leak.reason] if self._gate and self.leaked else [])]
        outcome: Outcome = "hint" if self.leaked else "retried" if leaks else "released"
        await self._tutoring.note(outcome, ", ".join(leaks))

    async def instead(self) -> str:
        """The author's hint, in place of what leaked."""
        assert self._tutoring is not None
        assert self._gate is not None
        hint = await self._tutoring.hint(self._gate.leaked.partition(" ")[0])
        return f"\n\n{hint}" if self._answer.text else hint

    async def _judged_whole(self, text: str) -> tuple[Gate, str]:
        """The gate that judged ``text`` that is complete, and as much of it as passed."""
        gate = self._new_gate()
        assert gate is not None
        return gate, await self._judged(gate, [*gate.cut(text), *gate.rest()], last=True)

    async def _gives_away(self, text: str) -> bool:
        """``text`` as a tool has it: JSON, or code without a fence."""
        gate = self._new_gate()
        assert gate is not None
        plain = _readable(text)
        await self._judged(gate, [plain, f"```\n{plain}\n```"])
        return gate.leak.leaks

    def _new_gate(self) -> Gate | None:
        if self._tutoring is None:
            return None
        return self._tutoring.gate([*self._earlier, *filter(None, [self._answer.text])])

    async def _judged(self, gate: Gate, sentences: Sequence[str], *, last: bool = False) -> str:
        if not sentences:
            return ""
        return await asyncio.to_thread(gate.passed, sentences, last=last)


def _readable(text: str) -> str:
    """JSON's own signs are not part of what is said."""
    return text.replace("\\n", "\n").replace('\\"', '"')


def _words_of(figure: str) -> str:
    """What can be read in a picture of lines."""
    return " ".join(re.findall(r">([^<>]+)<", figure))
