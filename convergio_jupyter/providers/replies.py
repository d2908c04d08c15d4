"""What a server sends, read with care: any of it may be missing, of another kind, or absurd.

What cannot be read raises whatever Python raises; inside :func:`of_the_reply` that counts as the server's fault.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing, contextmanager
from typing import Any

from ..core.schema import Tokens

MOST_TOKENS = 10**9  # of one answer; more is no count
LONGEST_LINE = 16 * 2**20  # bytes; whoever sends more without an end would fill the memory
LONGEST_REFUSAL = 64 * 2**10  # bytes; what is wanted of one stands at its beginning


def is_json(text: str) -> bool:
    """Whether ``text`` is one whole JSON value."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


class LineWithoutEnd(ValueError):
    """A server goes on and on within one line, or one event."""


async def lines(blocks: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
    """The lines of a body that comes in blocks.

    They end with LF or CRLF only: JSON may hold what else Unicode calls the end of a line, such as U+2028. Raises
    ``LineWithoutEnd`` where one is too long to be any.
    """
    begun: list[bytes] = []
    size = 0
    async for block in blocks:
        first, *others = block.split(b"\n")
        begun.append(first)
        size += len(first)
        if size > LONGEST_LINE:
            raise LineWithoutEnd
        if others:
            yield b"".join(begun).removesuffix(b"\r")
            *whole, last = others
            for line in whole:
                yield line.removesuffix(b"\r")
            begun, size = [last], len(last)
    if rest := b"".join(begun):
        yield rest


async def beginning(response: Any, most: int) -> bytes:
    """The first bytes of a body, ``most`` at most; of one without end nothing more is taken."""
    kept = bytearray()
    async with aclosing(response.aiter_bytes()) as blocks:
        async for block in blocks:
            kept += block
            if len(kept) >= most:
                break
    await response.aclose()
    return bytes(kept[:most])


async def cut_refusal(response: Any) -> None:
    """A hook for both HTTP clients: whoever reads a refusal, finds its beginning read already, and no more."""
    if response.status_code >= 300:
        response._content = await beginning(response, LONGEST_REFUSAL)


class Bounded:
    """The blocks of a body that somebody else takes apart, who says :meth:`whole` for each thing found in them."""

    def __init__(self, blocks: Callable[[], AsyncIterator[bytes]]) -> None:
        self._blocks = blocks
        self._size = 0

    def whole(self) -> None:
        self._size = 0

    async def __call__(self) -> AsyncGenerator[bytes]:
        """Raises ``LineWithoutEnd`` where too much comes without anything whole."""
        async for block in self._blocks():
            self._size += len(block)
            if self._size > LONGEST_LINE:
                raise LineWithoutEnd
            yield block


@contextmanager
def of_the_reply() -> Iterator[None]:
    """Marks what breaks inside as the server's fault: the request was good enough to be answered."""
    try:
        yield
    except Exception as error:
        error.of_the_reply = True  # type: ignore[attr-defined]
        raise


def text(value: Any) -> str:
    """A text, empty where there is none; a question mark for each half of a character."""
    if not isinstance(value, str):
        if value is None:
            return ""
        raise TypeError("not a text")
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def count(value: Any) -> int | None:
    """A number of tokens; None where it is no sane one."""
    return value if type(value) is int and 0 <= value <= MOST_TOKENS else None


def tokens(read: Any, written: Any, cached: Any = 0) -> Tokens | None:
    """What a server says it used; None where it does not say so sanely, so that an estimate of ours counts."""
    read, written = count(read), count(written)
    if read is None or written is None:
        return None
    return Tokens(input=read, output=written, cached=min(count(cached) or 0, read))
