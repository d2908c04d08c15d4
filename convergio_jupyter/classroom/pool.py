"""Which kernels a class keeps: some lie ready for each lesson, so that it opens at once; those without a page go."""

from __future__ import annotations

import time
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from .course import Course

KERNEL_MB = 90  # with our widgets loaded
SHARE = 0.25  # of the free memory; the rest is for kernels that are in use, and for a model
MOST = 2  # for one lesson: a class that comes all at once waits for the processor, not for these
FEW = 8  # lessons; of more, one for each is ready: who opens the first must not wait until all the others are


class ClassKernels(AsyncMappingKernelManager):
    """Lets a kernel go when no page has been with it for a while.

    Jupyter counts from what ran last. For a kernel that lay ready, or whose learner has been reading, that is long ago:
    it would be taken from a page that is just coming, or that is away for a moment.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._alone: dict[str, float] = {}  # since when, by kernel
        self._owners: dict[str, str] = {}  # who came first, by kernel

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        if self._kernel_connections.get(kernel_id, 0):
            self._alone.pop(kernel_id, None)
        elif self._now() - self._alone.setdefault(kernel_id, self._now()) < self.cull_idle_timeout:
            return
        await super().cull_kernel_if_idle(kernel_id)

    def belongs_to(self, kernel_id: str, who: str) -> bool:
        """Whether a kernel is theirs: it is that of who comes first. One that is not here is for others to refuse."""
        return kernel_id not in self or self._owners.setdefault(kernel_id, who) == who

    def remove_kernel(self, kernel_id: str) -> Any:
        self._alone.pop(kernel_id, None)
        self._owners.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    def _now(self) -> float:
        return time.monotonic()


def pools(course: Course, free_mb: int) -> dict[str, Any]:
    """Voila's own configuration, by lesson. Where there is little room, the first lessons come first."""
    room = int(free_mb * SHARE) // KERNEL_MB
    count = len(course.lessons)
    most = MOST if count <= FEW else 1
    sizes = {
        card.file: min(most, room // count + (number < room % count)) for number, card in enumerate(course.lessons)
    }
    return {name: {"pool_size": size, "kernel_env_variables": {}} for name, size in sizes.items()}


def free_memory() -> int:
    """Megabytes that are free, as the system says; a careful guess where it does not."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            return next(int(line.split()[1]) // 1024 for line in file if line.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        return 2_000
