"""What a server's refusal means for the person who asked: one map for every wire.

A server's own sentence may quote the key or the question, so none of it is kept: only the status and the name of the
error, where it is a plain word.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from ..core.errors import (
    AnswerWithheld,
    ContextTooLong,
    CreditSpent,
    KeyRefused,
    ModelError,
    ModelMissing,
    ProviderFailed,
    ProviderSlow,
    RateLimited,
    RequestRefused,
)

DAY = 86_400.0
NO_CREDIT = ("insufficient_quota", "billing_hard_limit", "billing_error", "credit balance is too low")
WITHHELD = ("content_filter", "responsibleaipolicyviolation", "content management policy")
TOO_LONG = ("context", "prompt is too long", "too many tokens", "input token count")
_KIND = re.compile(r"[\"'](?:type|code)[\"']\s*:\s*[\"']([a-z_]{3,50})[\"']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Who offers a server: what people call it, its own address, and the variables that describe it."""

    id: str
    name: str
    home: str
    key_variable: str = ""

    @property
    def url_variable(self) -> str:
        return f"CONVERGIO_{self.id.upper()}_BASE_URL"

    @property
    def models_variable(self) -> str:
        return f"CONVERGIO_{self.id.upper()}_MODELS"


@dataclass(frozen=True, slots=True)
class Reply:
    """A refusal as it came: status, text and headers."""

    status: int
    text: str = ""
    headers: Mapping[str, str] | None = None


def error_for(reply: Reply, maker: Maker, model: str) -> ModelError:
    """Our error for a refusal."""
    status, name, wait = reply.status, maker.name, retry_after(reply.headers or {})
    detail = f"{status} {kind_of(reply.text)}".strip()
    if status in (400, 403) and _says(reply.text, WITHHELD):
        return AnswerWithheld(provider=name, detail=detail)
    if status in (401, 403):
        return KeyRefused(provider=name, variable=maker.key_variable, detail=detail)
    if status == 402 or (status in (400, 429) and _says(reply.text, NO_CREDIT)):
        return CreditSpent(provider=name, detail=detail)
    if status == 429:
        return RateLimited(provider=name, detail=detail, retry_after=wait)
    if status in (400, 413, 422) and _says(reply.text, TOO_LONG):
        return ContextTooLong(detail=detail)
    if status in (400, 413, 422):
        return RequestRefused(provider=name, detail=detail)
    if status == 404:
        return ModelMissing(provider=name, name=model, variable=maker.models_variable, detail=detail)
    if status in (408, 504):
        return ProviderSlow(provider=name, detail=detail, retry_after=wait)
    return ProviderFailed(provider=name, detail=detail, retry_after=wait)


def error_named(kind: str, maker: Maker, model: str) -> ModelError | None:
    """Our error for one that arrives by name in the midst of a stream, where the status has been 200 already."""
    status = _STATUS.get(kind)
    return None if status is None else error_for(Reply(status, f'"type": "{kind}"'), maker, model)


_STATUS = {
    "authentication_error": 401,
    "permission_error": 403,
    "rate_limit_error": 429,
    "insufficient_quota": 429,
    "billing_error": 402,
    "invalid_request_error": 400,
    "context_length_exceeded": 400,
    "request_too_large": 413,
    "timeout_error": 504,
    "overloaded_error": 529,
}


def kind_of(text: str) -> str:
    """The name of an error in a server's reply, the most telling one; empty where it names none."""
    found = [kind for kind in _KIND.findall(text) if kind != "error"]
    return next((kind for kind in found if kind in _STATUS), found[0] if found else "")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait; it may say so in milliseconds, in seconds or as a date. A day at most."""
    said = headers.get("retry-after", "")
    ways = (_number(headers.get("retry-after-ms", ""), 1000), _number(said, 1), _until(said))
    return next((min(DAY, seconds) for seconds in ways if seconds is not None), None)


def _number(text: str, unit: int) -> float | None:
    try:
        seconds = float(text) / unit
    except ValueError:
        return None
    return seconds if 0 <= seconds < math.inf else None


def _until(date: str) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except (TypeError, ValueError, IndexError, OverflowError, OSError):
        return None


def _says(text: str, words: tuple[str, ...]) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in words)
