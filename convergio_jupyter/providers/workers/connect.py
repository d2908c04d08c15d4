"""Wakes a worker up and opens its answers; one that cannot be reached is started anew, as nothing was shown yet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from ..base import WaitPart
from . import host, loopback

HEALTH_SECONDS = 10.0
RETRY_SECONDS = 0.2
RETRIES = 2
SIGN_SECONDS = 20.0


async def awake(options: host.WorkerOptions) -> AsyncGenerator[WaitPart, None]:
    """Starts the worker if none runs, with a sign of life now and then: its model may have to be fetched first.

    Raises what :func:`.host.ensure` raises.
    """
    if host.find(options.run_dir) is not None:
        return
    start = asyncio.create_task(host.ensure(options))
    try:
        yield WaitPart("loading_model")
        while not (await asyncio.wait({start}, timeout=SIGN_SECONDS))[0]:
            yield WaitPart("loading_model")
        await start
    finally:
        start.cancel()


async def post(options: host.WorkerOptions, path: str, body: dict[str, Any]) -> loopback.Answer:
    """The open response. Raises ``Lost``, ``Refused`` or what :func:`.host.ensure` raises."""
    retries_left = RETRIES
    while True:
        endpoint = await host.ensure(options)
        try:
            return await loopback.request("POST", endpoint.url + path, key=endpoint.key, body=body)
        except loopback.Lost:
            if not retries_left:
                raise
        retries_left -= 1
        await asyncio.sleep(RETRY_SECONDS)  # one that is just dying still looks alive
        if not await _is_healthy(endpoint):
            host.stop(options.run_dir)


async def _is_healthy(endpoint: host.Endpoint) -> bool:
    """Others may be in mid-answer on the same worker: it is given up only if it does not answer."""
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            async with await loopback.request("GET", f"{endpoint.url}/health", key=endpoint.key):
                return True
    except (loopback.Lost, loopback.Refused, TimeoutError):
        return False
