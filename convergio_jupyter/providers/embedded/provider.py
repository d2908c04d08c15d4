"""The provider ``embedded``: answers from the worker of :mod:`.host`."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from ...core.errors import (
    ContextTooLong,
    ConvergioError,
    ModelError,
    ModelFileBroken,
    ModelMissing,
    NoModel,
    OwnModelUnusable,
    ProviderFailed,
    RequestRefused,
    RuntimeMissing,
    WorkerDied,
)
from ...core.schema import ModelCard
from .. import chat_wire
from ..base import Call, Part, Profile, WaitPart
from . import host, loopback, model

HEALTH_SECONDS = 10.0
RETRY_SECONDS = 0.2
RETRIES = 2


class EmbeddedProvider:
    """One model on this computer: the demo model, or the GGUF file that the user set."""

    id = "embedded"

    def __init__(
        self, data_dir: Path, *, gguf: str = "", context: int = 8192, threads: int = 0, idle_seconds: int = 600
    ) -> None:
        self._data_dir = data_dir
        self._gguf = Path(gguf).expanduser() if gguf else None
        self._context = context
        self._threads = threads
        self._idle_seconds = idle_seconds

    def models(self) -> list[ModelCard]:
        name = self._gguf.stem if self._gguf else model.MODEL_ID
        return [
            ModelCard(
                provider=self.id,
                model=name,
                label=name if self._gguf else model.MODEL_LABEL,
                place="local",
                region="machine",
                ready=self.problem() is None,
                demo=self._gguf is None,
                context=self._context,
                note=str(self._gguf) if self._gguf else "145 MB on disk, Apache-2.0",
            )
        ]

    def problem(self) -> ModelError | None:
        if importlib.util.find_spec("xllamacpp") is None:
            return RuntimeMissing()
        if self._gguf is not None:
            return None if _is_gguf(self._gguf) else OwnModelUnusable(path=self._gguf)
        if model.is_installed(self._data_dir):
            return None
        return ModelFileBroken(detail=f"{self._file()} has the wrong size") if self._file().is_file() else NoModel()

    def profile(self, model: str) -> Profile:
        return Profile(schema=True)

    async def stream(self, call: Call) -> AsyncIterator[Part]:
        self._check()
        if call.model != self.models()[0].model:
            raise ModelMissing(provider="llama.cpp", name=call.model, variable="CONVERGIO_GGUF")
        if host.find(self._options().run_dir) is None:
            yield WaitPart("loading_model")
        reader = chat_wire.ChunkReader()
        try:
            async with await self._answer(call) as answer:
                async for line in answer.lines():
                    for part in _parts(reader, line):
                        yield part
        except loopback.Refused as error:
            raise _refusal(error.status, error.body) from None
        except loopback.Lost as error:
            raise WorkerDied(detail=str(error)) from error
        last = reader.finish()
        if not last:
            raise WorkerDied(detail="the stream ended early")
        for part in last:
            yield part

    async def endpoint(self) -> host.Endpoint:
        """Where the running worker listens; starts it if need be. For tools that speak its protocols themselves."""
        self._check()
        return await host.ensure(self._options())

    def stop(self) -> bool:
        """Ends the worker, for every host of this user; False if none runs."""
        return host.stop(self._options().run_dir)

    async def close(self) -> None:
        """Nothing is kept open; the worker is shared and leaves by itself when idle."""

    async def _answer(self, call: Call) -> loopback.Answer:
        """The open response. A worker that cannot be reached is started anew; nothing was shown yet."""
        try:
            body = {
                **chat_wire.request_body(call),
                "return_progress": True,
                "cache_prompt": True,
                "repeat_penalty": 1.1,
            }
        except (TypeError, ValueError, RecursionError) as error:
            raise RequestRefused(provider="llama.cpp", detail=type(error).__name__) from None
        retries_left = RETRIES
        while True:
            endpoint = await host.ensure(self._options())
            url = f"{endpoint.url}/v1/chat/completions"
            try:
                return await loopback.request("POST", url, key=endpoint.key, body=body)
            except loopback.Lost:
                if not retries_left:
                    raise
            retries_left -= 1
            await asyncio.sleep(RETRY_SECONDS)  # one that is just dying still looks alive
            if not await _is_healthy(endpoint):
                host.stop(self._options().run_dir)

    def _file(self) -> Path:
        return self._gguf or model.model_path(self._data_dir)

    def _check(self) -> None:
        problem = self.problem()
        if problem is not None:
            raise problem

    def _options(self) -> host.WorkerOptions:
        return host.WorkerOptions(
            run_dir=self._data_dir / "run",
            model=self._file(),
            alias=self._file().stem,
            context=self._context,
            threads=self._threads,
            idle_seconds=self._idle_seconds,
        )


def _is_gguf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"GGUF"
    except OSError:
        return False


def _parts(reader: chat_wire.ChunkReader, line: str) -> list[Part]:
    if not line.startswith("data: ") or line == "data: [DONE]":
        return []
    chunk: dict[str, Any] = json.loads(line[6:])
    if "error" in chunk:
        raise _refusal(int(chunk["error"].get("code") or 500), line)
    return list(reader.read(chunk))


async def _is_healthy(endpoint: host.Endpoint) -> bool:
    """Others may be in mid-answer on the same worker: it is given up only if it does not answer."""
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            async with await loopback.request("GET", f"{endpoint.url}/health", key=endpoint.key):
                return True
    except (loopback.Lost, loopback.Refused, TimeoutError):
        return False


def _refusal(status: int, text: str) -> ConvergioError:
    if "exceed_context_size" in text:
        return ContextTooLong(detail=text[:300])
    return ProviderFailed(provider=model.MODEL_LABEL, detail=f"{status}: {text[:500]}")
