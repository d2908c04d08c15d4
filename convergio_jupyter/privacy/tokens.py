"""Tokens that open the endpoint for other programs, and nothing else.

A token is shown once, when it is made; only its SHA-256 digest is kept. Its 256 random bits need no salt and no slow
hash. Each has scopes, may expire, can be revoked at any moment, and spends as an account of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..core.errors import ConvergioError, UnknownOption, WrongOption
from ..core.i18n import Phrase
from ..store import Row, Store, Transaction

PREFIX = "cvg-"
SCOPES = ("ask", "local", "usage")  # ask any model the rules allow · only models on this computer · read the usage
DAY = 86_400.0
MOST_DAYS = 36_500
LOOK_AGAIN = 1.0  # seconds between two looks at whether a token has ended while an answer comes
USED_STEP = 60.0  # seconds; the moment of the last use is kept no more often than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is known of a token; its secret is not. Moments are seconds since 1970; 0 means never."""

    id: str
    name: str
    scopes: tuple[str, ...]
    created: float
    expires: float
    used: float
    revoked: float

    @property
    def account(self) -> str:
        """In whose name it spends."""
        return f"token:{self.id}"


class Tokens:
    """All tokens of a store."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    async def create(self, name: str, scopes: Sequence[str] = ("ask",), days: float | None = None) -> tuple[str, Token]:
        """``(secret, token)`` of a new one that ends after ``days``; None lets it last until it is revoked."""
        if not name.strip():
            raise WrongOption(name="name", hint=Phrase("Give it a name that says what it is for."))
        if days is not None and not 1 <= days <= MOST_DAYS:
            hint = Phrase(
                "Write a number of days from 1 to {most}, or leave it out for a token that lasts.", most=MOST_DAYS
            )
            raise WrongOption(name="days", hint=hint)
        unknown = [scope for scope in scopes if scope not in SCOPES]
        if unknown or not scopes:
            hint = Phrase("Scopes are: {names}.", names=", ".join(SCOPES))
            raise UnknownOption(name=", ".join(unknown) or "scope", hint=hint)
        secret, now = PREFIX + secrets.token_urlsafe(32), self._clock()
        token = Token(
            id=secrets.token_hex(4), name=name.strip()[:80], scopes=tuple(scopes), created=now,
            expires=now + days * DAY if days is not None else 0.0, used=0.0, revoked=0.0,
        )  # fmt: skip
        await self._store.write(lambda tx: _insert(tx, token, digest_of(secret)))
        return secret, token

    async def list(self) -> list[Token]:
        """Every token, newest first, those that ended included."""
        return [_token(row) for row in await self._store.fetch("SELECT * FROM tokens ORDER BY created DESC, id")]

    async def revoke(self, id: str) -> Token:
        """Ends a token at once. Raises ``UnknownOption`` where there is none of this id."""
        now = self._clock()
        await self._store.write(  # revoking twice is no mistake
            lambda tx: tx.execute("UPDATE tokens SET revoked = ? WHERE id = ? AND revoked = 0", (now, id))
        )
        found = [token for token in await self.list() if token.id == id]
        if not found:
            raise UnknownOption(name=id, hint=Phrase("`convergio token list` shows the ids."))
        return found[0]

    async def find(self, secret: str) -> Token | None:
        """The token that ``secret`` opens; None where it opens nothing (any more)."""
        if not secret.startswith(PREFIX):
            return None
        rows = await self._store.fetch("SELECT * FROM tokens WHERE digest = ?", (digest_of(secret),))
        token, now = _token(rows[0]) if rows else None, self._clock()
        if token is None or _is_over(token, now):
            return None
        if now - token.used > USED_STEP:
            await self._store.write(lambda tx: tx.execute("UPDATE tokens SET used = ? WHERE id = ?", (now, token.id)))
        return token

    async def ended(self, id: str, every: float = LOOK_AGAIN) -> None:
        """Returns once the token of this id opens nothing any more. Looks every so many seconds, from now on."""
        while True:
            await asyncio.sleep(every)
            with contextlib.suppress(ConvergioError):  # a store that cannot be read now says nothing of the token
                rows = await self._store.fetch("SELECT * FROM tokens WHERE id = ?", (id,))
                if not rows or _is_over(_token(rows[0]), self._clock()):
                    return


def _is_over(token: Token, now: float) -> bool:
    return bool(token.revoked or (token.expires and token.expires <= now))


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _insert(tx: Transaction, token: Token, digest: str) -> None:
    tx.execute(
        "INSERT INTO tokens (id, digest, name, scopes, created, expires, used, revoked)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (token.id, digest, token.name, ",".join(token.scopes), token.created, token.expires, 0.0, 0.0),
    )


def _token(row: Row) -> Token:
    known = {name: row[name] for name in ("id", "name", "created", "expires", "used", "revoked")}
    return Token(scopes=tuple(row["scopes"].split(",")), **known)
