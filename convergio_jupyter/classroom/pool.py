"""How many kernels lie ready for each lesson: as many as the memory has room for, and a lesson opens at once."""

from __future__ import annotations

from typing import Any

from .course import Course

KERNEL_MB = 90  # with our widgets loaded
SHARE = 0.25  # of the free memory; the rest is for kernels that are in use, and for a model
MOST = 2  # for one lesson: a class that comes all at once waits for the processor, not for these
FEW = 8  # lessons; of more, one for each is ready: who opens the first must not wait until all the others are


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
