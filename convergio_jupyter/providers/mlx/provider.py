"""The provider ``mlx``: one model in MLX's format, run by mlx-lm in a worker of its own."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

from ...core.errors import MlxMissing, ModelError, ModelMissing, ModelNotFetched, NoMlxHere, PolicyError, WorkerFailed
from ...core.schema import ModelCard
from ..base import Call, Check, Part, Profile
from ..workers import connect, host, lines
from . import hub

LIBRARY = "mlx_lm"
VARIABLE = "CONVERGIO_MLX_MODEL"
DOWNLOAD_SECONDS = 7200.0
_OFFLINE = {"HF_HUB_OFFLINE": "1"}
_QUIET = {"HF_HUB_DISABLE_TELEMETRY": "1", "TOKENIZERS_PARALLELISM": "false"}


class MlxProvider:
    """A folder with an MLX model, or one of the Hugging Face hub.

    One of the hub is fetched at its first question, unless it is in the hub's cache or ``may_download`` is false;
    ``check`` is asked before. Fetching tells the hub nothing of the question, but who fetches what and when: so it is
    held to the same limits.
    """

    id = "mlx"
    name = "MLX"

    def __init__(
        self,
        data_dir: Path,
        model: str,
        *,
        may_download: bool = False,
        check: Check | None = None,
        context: int = 8192,
        idle_seconds: int = 600,
    ) -> None:
        self._data_dir = data_dir
        self._model = model
        self._may_download = may_download
        self._check = check
        self._context = context
        self._idle_seconds = idle_seconds

    def models(self) -> list[ModelCard]:
        name = self._name()
        return [
            ModelCard(
                provider=self.id,
                model=name,
                label=name,
                place="local",
                region="machine",
                ready=self.problem() is None,
                context=self._context,
                note=self._model,
            )
        ]

    def refresh(self) -> None:
        """Nothing: the cards know it all."""

    def problem(self) -> ModelError | None:
        if importlib.util.find_spec(LIBRARY) is None:
            return missing()
        if self._folder() is not None:
            return None
        if not hub.is_name(self._model):
            return self._missing(self._model)
        return None if self._may_download else ModelNotFetched(name=self._model)

    def profile(self, model: str) -> Profile:
        return Profile(schema=importlib.util.find_spec("llguidance") is not None)

    async def stream(self, call: Call) -> AsyncIterator[Part]:
        problem = self.problem()
        if problem is not None:
            raise problem
        if call.model != self._name():
            raise self._missing(call.model)
        self._may_fetch()
        options = self._options()
        try:
            async with aclosing(connect.awake(options)) as waits:
                async for wait in waits:
                    yield wait
        except WorkerFailed as error:
            if self._folder() is None:  # it did not come
                raise self._missing(self._model, error.detail) from None
            raise
        async with aclosing(lines.stream(options, call, self._name())) as parts:
            async for part in parts:
                yield part

    def _may_fetch(self) -> None:
        """Raises where the model must be fetched and the limits of the question forbid it."""
        if self._folder() is not None or self._check is None:
            return
        try:
            self._check(hub.URL)
        except PolicyError as error:  # which speaks of a question that is sent away; this one would be answered here
            raise ModelNotFetched(name=self._model, detail=error.code) from None

    def stop(self) -> bool:
        """Ends the worker, for every host of this user; False if none runs."""
        return host.stop(self._options().run_dir)

    async def close(self) -> None:
        """Nothing is kept open; the worker is shared and leaves by itself when idle."""

    def _name(self) -> str:
        return Path(self._model).name

    def _missing(self, name: str, detail: str = "") -> ModelMissing:
        return ModelMissing(provider="MLX", name=name, variable=VARIABLE, detail=detail)

    def _folder(self) -> Path | None:
        """Where the model is on this computer; None if it is not."""
        path = Path(self._model).expanduser()
        if hub.is_model(path):
            return path.resolve()
        return hub.cached(self._model)

    def _options(self) -> host.WorkerOptions:
        folder = self._folder()
        return host.WorkerOptions(
            run_dir=self._data_dir / "run" / self.id,
            module=f"{__package__}.worker",
            # One of the hub keeps its name when it has come: another would start the worker anew.
            model=self._model if folder is None or hub.cached(self._model) == folder else str(folder),
            context=self._context,
            idle_seconds=self._idle_seconds,
            library=LIBRARY,
            extra="mlx",
            environment=_QUIET if folder is None else {**_QUIET, **_OFFLINE},
            start_seconds=host.START_SECONDS if folder is not None else DOWNLOAD_SECONDS,
        )


def missing() -> MlxMissing:
    """The error where MLX is not installed: only a Mac with Apple silicon can install it."""
    here = sys.platform == "darwin" and platform.machine() == "arm64"
    return MlxMissing() if here else NoMlxHere()
