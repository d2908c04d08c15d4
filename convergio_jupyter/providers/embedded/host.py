"""How the worker of the embedded model is started; see :mod:`..workers.host` for what all workers share.

Two settings of GNU OpenMP decide how fast llama.cpp is on few or busy cores. With its defaults threads spin while they
wait, and on a busy machine everything crawls; with ``OMP_WAIT_POLICY=passive`` alone each tiny step sleeps and wakes. A
short spin before sleeping is good everywhere. Tokens a second of SmolLM2-135M (Q8_0), two threads on two cores:

| spin count | alone | beside two busy programs | each of two workers at once |
|---|---|---|---|
| 0 (passive) | 24 | 12 | 29 |
| 4,000 | 44 | 24 | 15 |
| 20,000 | 52 | 27 | 2 |
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ..workers.host import Endpoint, WorkerOptions, default_threads, ensure, find, stop

__all__ = ["LIBRARIES", "Endpoint", "Engine", "WorkerOptions", "default_threads", "ensure", "find", "options", "stop"]

Engine = Literal["llama", "openvino"]
LIBRARIES: dict[Engine, tuple[str, str]] = {  # what an engine imports, and the extra that brings it
    "llama": ("xllamacpp", "local"),
    "openvino": ("openvino_genai", "openvino"),
}
_OPENMP = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "4000"}


def options(
    engine: Engine, data_dir: Path, model: Path, *, context: int, threads: int, idle_seconds: int
) -> WorkerOptions:
    """What the worker of ``engine`` is started with. Each engine has a run folder of its own."""
    library, extra = LIBRARIES[engine]
    llama = engine == "llama"
    return WorkerOptions(
        run_dir=data_dir / "run" if llama else data_dir / "run" / engine,
        module=f"{__package__}.worker" if llama else f"{__package__}.{engine}_worker",
        model=str(model),
        context=context,
        threads=threads,
        idle_seconds=idle_seconds,
        library=library,
        extra=extra,
        environment=_OPENMP if llama else {},
    )
