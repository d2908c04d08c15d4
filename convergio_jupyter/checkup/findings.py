"""What a look at one thing found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ..core.errors import ConvergioError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``remedy`` is empty where nothing is to be done.

    ``warns``: nothing is broken, but it may not be what somebody meant.
    """

    id: str
    ok: bool
    message: str
    remedy: str = ""
    warns: bool = False


def as_dict(checks: list[Check]) -> dict[str, Any]:
    """The findings as JSON-able data; ``ok`` is true where a question can be answered."""
    return {"ok": all(check.ok for check in checks), "checks": [asdict(check) for check in checks]}


def failed(name: str, error: ConvergioError, lang: str) -> Check:
    """What ``error`` says, as a finding."""
    info = error.info(lang)
    return Check(name, False, info.message, info.remedy)
