"""Who is in a classroom: learners by the code of their class and a nickname, and whoever leads it by a link."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from typing import Any

import traitlets
from jupyter_server.auth import IdentityProvider
from jupyter_server.auth.identity import User

from ..gateway.handlers import SETTINGS_KEY
from ..learning.classes.joining import Learner

LEADER = "leader"
VISITOR_COOKIE = "convergio_visitor"  # the page reads it, to tell its kernel who is asking
DAYS = 200  # a school year


_COOKIE = {"samesite": "Lax"}


class ClassIdentity(IdentityProvider):
    """Knows learners by a signed cookie, and the leader by the token that the terminal shows."""

    @traitlets.default("cookie_options")
    def _sent_by_our_own_pages_only(self) -> dict[str, str]:
        return _COOKIE

    @traitlets.default("get_secure_cookie_kwargs")
    def _read_as_long_as_it_lives(self) -> dict[str, int]:
        return {"max_age_days": DAYS}

    def get_handlers(self) -> list[tuple[str, object]]:
        from .pages import JoinHandler, LogoutHandler

        return [(r"/login", JoinHandler), (r"/logout", LogoutHandler)]

    async def get_user_token(self, handler: Any) -> User | None:
        given = self.get_token(handler) or ""
        if not self.token or not hmac.compare_digest(given.encode(), self.token.encode()):
            return None
        self._tell(handler, handler.settings[SETTINGS_KEY].leader)
        return User(LEADER, LEADER)

    async def get_user_cookie(self, handler: Any) -> User | None:
        """Nobody who has been taken out of the class comes back by a cookie."""
        found = super().get_user_cookie(handler)
        user = found if found is None or isinstance(found, User) else await found
        if user is not None and user.username == LEADER:  # after a restart, their page has a new name
            self._tell(handler, handler.settings[SETTINGS_KEY].leader)
            return user
        return user if user is not None and await learner_of(handler, user) is not None else None

    def let_in(self, handler: Any, learner: Learner) -> None:
        """Remembers a learner in their browser, for as long as the page remembers its own secret."""
        self.cookie_options = {**_COOKIE, "expires_days": DAYS}
        self.set_login_cookie(handler, User(learner.id, learner.nickname))
        self._tell(handler, learner.secret)

    def _tell(self, handler: Any, secret: str) -> None:
        """Lets the page tell its kernel who is asking. A socket's answer can hold no cookie."""
        if handler.get_cookie(VISITOR_COOKIE) == secret or handler.request.headers.get("Upgrade"):
            return
        handler.set_cookie(
            VISITOR_COOKIE, secret, path=handler.base_url, samesite="Lax", expires_days=DAYS,
            secure=handler.request.protocol == "https",
        )  # fmt: skip

    def let_out(self, handler: Any) -> str:
        """Forgets who sits there; the address where somebody else comes in."""
        self.clear_login_cookie(handler)
        handler.clear_cookie(VISITOR_COOKIE, path=handler.base_url)
        return f"{handler.base_url}login"


async def learner_of(handler: Any, user: User) -> Learner | None:
    """The learner behind ``user``; None for whoever leads the class."""
    found: Learner | None = await handler.settings[SETTINGS_KEY].service.engine.classes.learner(user.username)
    return found


def kept_secret(path: Path) -> bytes:
    """What signs cookies, the same one after a restart, in a file that only its owner can read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        secret = secrets.token_bytes(48)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)
        return secret
