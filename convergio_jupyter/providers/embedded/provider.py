"""The provider ``embedded``: answers from the worker of :mod:`.host`."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...core.errors import (
    ContextTooLong,
    ConvergioError,
    ModelFileBroken,
    NoModel,
    ProviderFailed,
    RuntimeMissing,
    WorkerDied,
)
from ...core.schema import ModelCard
from .. import chat_wire
from ..base import Call, Part, WaitPart
from . import host, model

if TYPE_CHECKING:
    import httpx

FIRST_BYTE_SECONDS = 300.0


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
        self._client: httpx.AsyncClient | None = None

    def models(self) -> list[ModelCard]:
        ready = self._file().is_file() and importlib.util.find_spec("xllamacpp") is not None
        name = self._gguf.stem if self._gguf else model.MODEL_ID
        return [
            ModelCard(
                provider=self.id,
                model=name,
                label=name if self._gguf else model.MODEL_LABEL,
                place="local",
                region="machine",
                ready=ready,
                demo=self._gguf is None,
                context=self._context,
                note=str(self._gguf) if self._gguf else "145 MB, Apache-2.0",
            )
        ]

    async def stream(self, call: Call) -> AsyncIterator[Part]:
        self._check_parts()
        if host.find(self._options().run_dir) is None:
            yield WaitPart("loading_model")
        reader = chat_wire.ChunkReader()
        async with self._answer(call) as response:
            try:
                async for line in response.aiter_lines():
                    for part in _parts(reader, line):
                        yield part
            except _transport_errors() as error:
                raise WorkerDied(detail=repr(error)) from error
        finish = reader.finish()
        if finish is None:
            raise WorkerDied(detail="the stream ended early")
        yield finish

    async def endpoint(self) -> host.Endpoint:
        """Where the running worker listens; starts it if need be. For tools that speak its protocols themselves."""
        self._check_parts()
        return await host.ensure(self._options())

    def stop(self) -> bool:
        """Ends the worker, for every host of this user; False if none runs."""
        return host.stop(self._options().run_dir)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    @asynccontextmanager
    async def _answer(self, call: Call) -> AsyncIterator[httpx.Response]:
        """The open response. A worker that cannot be reached is started anew once; nothing was shown yet."""
        body = {**chat_wire.request_body(call), "return_progress": True, "cache_prompt": True, "repeat_penalty": 1.1}
        for attempt in (1, 2):
            endpoint = await host.ensure(self._options())
            request = self._http().build_request(
                "POST",
                f"{endpoint.url}/v1/chat/completions",
                json=body,
                headers={"Authorization": f"Bearer {endpoint.key}"},
            )
            try:
                response = await self._http().send(request, stream=True)
            except _transport_errors() as error:
                host.stop(self._options().run_dir)
                if attempt == 2:
                    raise WorkerDied(detail=repr(error)) from error
                continue
            try:
                if response.status_code != 200:
                    raise _refusal(response.status_code, await response.aread())
                yield response
            finally:
                await response.aclose()
            return

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            import httpx

            # trust_env off: a proxy from the environment has no business between us and our own worker.
            timeout = httpx.Timeout(FIRST_BYTE_SECONDS, connect=10)
            self._client = httpx.AsyncClient(trust_env=False, timeout=timeout)
        return self._client

    def _file(self) -> Path:
        return self._gguf or model.model_path(self._data_dir)

    def _check_parts(self) -> None:
        if importlib.util.find_spec("xllamacpp") is None:
            raise RuntimeMissing()
        if not self._file().is_file():
            raise NoModel()
        if self._gguf is None and not model.is_installed(self._data_dir):
            raise ModelFileBroken(detail=f"{self._file()} has the wrong size")

    def _options(self) -> host.WorkerOptions:
        return host.WorkerOptions(
            run_dir=self._data_dir / "run",
            model=self._file(),
            alias=self._file().stem,
            context=self._context,
            threads=self._threads,
            idle_seconds=self._idle_seconds,
        )


def _parts(reader: chat_wire.ChunkReader, line: str) -> list[Part]:
    if not line.startswith("data: ") or line == "data: [DONE]":
        return []
    chunk: dict[str, Any] = json.loads(line[6:])
    if "error" in chunk:
        raise _refusal(int(chunk["error"].get("code") or 500), line.encode())
    return list(reader.read(chunk))


def _refusal(status: int, body: bytes) -> ConvergioError:
    text = body.decode(errors="replace")
    if "exceed_context_size" in text:
        return ContextTooLong(detail=text[:300])
    return ProviderFailed(provider=model.MODEL_LABEL, detail=f"{status}: {text[:500]}")


def _transport_errors() -> tuple[type[Exception], ...]:
    import httpx

    return (httpx.TransportError, httpx.StreamError)
