"""A provider that says what it is told: for tests of our own logic and for demonstrations without a model."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence

from ..core.errors import ConvergioError, ModelMissing
from ..core.schema import ModelCard, Place, Region, Tokens
from ..core.values import ToolUse
from .base import Call, FinishPart, Part, Profile, TextPart, TokensPart, ToolPart

MODEL = "script"
Said = str | Sequence[ToolUse]  # words, or the tools that the model wants
Script = str | Callable[[Call], Said] | ConvergioError


class ScriptedProvider:
    """Answers with a text, with what a function makes of the call, or with an error after ``fail_after`` words.

    With ``tools`` it can use them by itself: it wants those that the function gives in place of a text.
    """

    def __init__(
        self,
        script: Script,
        *,
        delay: float = 0.0,
        fail_after: int = 0,
        error: ConvergioError | None = None,
        name: str = "scripted",
        place: Place = "local",
        region: Region = "unknown",
        tools: bool = False,
    ) -> None:
        self.id = name
        self._place = place
        self._region = region
        self._script = script
        self._delay = delay
        self._fail_after = fail_after
        self._error = error
        self._tools = tools
        self.calls: list[Call] = []

    def models(self) -> list[ModelCard]:
        return [
            ModelCard(
                provider=self.id,
                model=MODEL,
                label="Scripted answers",
                place=self._place,
                region="machine" if self._place == "local" else self._region,
                ready=True,
            )
        ]

    def refresh(self) -> None:
        """Nothing: the cards know it all."""

    def problem(self) -> None:
        return None

    def profile(self, model: str) -> Profile:
        return Profile(tools=self._tools)

    async def stream(self, call: Call) -> AsyncIterator[Part]:
        self.calls.append(call)
        if call.model != MODEL:
            raise ModelMissing(provider=self.id, name=call.model, variable="CONVERGIO_SCRIPTED")
        if isinstance(self._script, ConvergioError):
            raise self._script
        text = self._script if isinstance(self._script, str) else self._script(call)
        if not isinstance(text, str):
            for use in text:
                yield ToolPart(use)
            yield TokensPart(Tokens(input=call.size // 4, output=len(text)))
            yield FinishPart("tool_calls")
            return
        words = re.findall(r"\S+\s*|\s+", text)
        length = len(words) > call.max_tokens
        words = words[: call.max_tokens]
        for number, word in enumerate(words):
            if self._error is not None and number == self._fail_after:
                raise self._error
            if self._delay:
                await asyncio.sleep(self._delay)
            yield TextPart(word)
        yield TokensPart(Tokens(input=call.size // 4, output=len(words)))
        yield FinishPart("length" if length else "complete")

    async def close(self) -> None:
        pass
