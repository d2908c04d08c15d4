"""What the official SDKs share: they come from one generator, so one HTTP client and one map of errors serve both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ..core.errors import ContextTooLong, ConvergioError, KeyRefused, ProviderFailed, RateLimited, ServerUnreachable
from ..core.schema import Place, Region
from .base import Check

SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One server that speaks an SDK's protocol: the provider's own, or another by its address."""

    key: str = field(repr=False)
    base_url: str
    models: tuple[str, ...]
    place: Place
    check: Check
    region: Region = "unknown"


def guarded_client(server: Server) -> Any:
    """An HTTP client that asks the server's ``check`` before each request, and uses no proxy to a local one.

    It follows no redirect: what the settings say of a server (its region) is not known of another one that it names.
    """
    import httpx2

    async def ask(request: httpx2.Request) -> None:
        server.check(str(request.url))

    return httpx2.AsyncClient(
        event_hooks={"request": [ask]}, trust_env=server.place != "local", follow_redirects=False, timeout=SECONDS
    )


@contextmanager
def explained(provider: str, variable: str, own_server: str = "") -> Iterator[None]:
    """Raises our error for whatever the SDK or its HTTP client raises inside the block.

    ``variable`` holds the key; ``own_server`` is the address that the user set in place of the provider's own.
    """
    try:
        yield
    except ConvergioError:
        raise
    except Exception as error:
        cause = _ours(error)
        if cause is not None:
            raise cause from None
        if own_server and type(error).__name__ == "APIConnectionError":
            address = urlsplit(own_server)
            place = f"{address.hostname}:{address.port or ''}".rstrip(":")
            raise ServerUnreachable(address=place, variable=f"CONVERGIO_{provider.upper()}_BASE_URL") from None
        raise _translated(error, provider, variable) from None  # an SDK's traceback may quote the request and its key


def _ours(error: BaseException | None) -> ConvergioError | None:
    """An error of ours that the SDK has wrapped, for example a refusal at the door to the network."""
    while error is not None:
        if isinstance(error, ConvergioError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _translated(error: Exception, provider: str, variable: str) -> ConvergioError:
    status = getattr(error, "status_code", 0)
    detail = f"{type(error).__name__} {status or ''}".strip()
    if status in (401, 403):
        return KeyRefused(provider=provider, variable=variable, detail=detail)
    if status == 429:
        return RateLimited(provider=provider, detail=detail)
    if status == 400 and "context" in str(error):
        return ContextTooLong(detail=detail)
    return ProviderFailed(provider=provider, detail=detail)
