"""The provider ``embedded``: answers from the worker of :mod:`.host`, by llama.cpp or by OpenVINO."""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

from ...core.errors import (
    ModelError,
    ModelFileBroken,
    ModelMissing,
    NoModel,
    OwnModelUnusable,
    RuntimeMissing,
)
from ...core.schema import ModelCard
from ..base import Call, Part, Profile
from ..workers import connect, lines
from . import host, llama, model

_NAMES: dict[host.Engine, str] = {"llama": "llama.cpp", "openvino": "OpenVINO"}


class EmbeddedProvider:
    """One model on this computer: the demo model, or the GGUF file that the user set."""

    id = "embedded"

    def __init__(
        self,
        data_dir: Path,
        *,
        gguf: str = "",
        engine: host.Engine = "llama",
        context: int = 8192,
        threads: int = 0,
        idle_seconds: int = 600,
    ) -> None:
        self._engine = engine
        self._data_dir = data_dir
        self._gguf = Path(gguf).expanduser() if gguf else None
        self._context = context
        self._threads = threads
        self._idle_seconds = idle_seconds

    @property
    def name(self) -> str:
        return self._gguf.stem if self._gguf else model.MODEL_LABEL

    def models(self) -> list[ModelCard]:
        known = self._gguf.stem if self._gguf else model.MODEL_ID
        return [
            ModelCard(
                provider=self.id,
                model=known,
                label=self.name,
                place="local",
                region="machine",
                ready=self.problem() is None,
                demo=self._gguf is None,
                context=self._context,
                note=str(self._gguf) if self._gguf else "145 MB on disk, Apache-2.0",
            )
        ]

    def refresh(self) -> None:
        """Nothing: the cards know it all."""

    def problem(self) -> ModelError | None:
        library, extra = host.LIBRARIES[self._engine]
        if importlib.util.find_spec(library) is None:
            return RuntimeMissing(extra=extra)
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
            raise ModelMissing(provider=_NAMES[self._engine], name=call.model, variable="CONVERGIO_GGUF")
        options = self._options()
        async with aclosing(connect.awake(options)) as waits:
            async for wait in waits:
                yield wait
        parts = (
            llama.stream(options, call) if self._engine == "llama" else lines.stream(options, call, model.MODEL_LABEL)
        )
        async with aclosing(parts):
            async for part in parts:
                yield part

    async def endpoint(self) -> host.Endpoint:
        """Where the running worker listens; starts it if need be. For tools that speak llama.cpp's protocols."""
        self._check()
        return await host.ensure(self._options())

    def stop(self) -> bool:
        """Ends the worker, for every host of this user; False if none runs."""
        return host.stop(self._options().run_dir)

    async def close(self) -> None:
        """Nothing is kept open; the worker is shared and leaves by itself when idle."""

    def _file(self) -> Path:
        return self._gguf or model.model_path(self._data_dir)

    def _check(self) -> None:
        problem = self.problem()
        if problem is not None:
            raise problem

    def _options(self) -> host.WorkerOptions:
        return host.options(
            self._engine,
            self._data_dir,
            self._file(),
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
