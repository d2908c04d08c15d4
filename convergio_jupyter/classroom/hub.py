"""A classroom as a service of a JupyterHub: learners come in with the hub's login, and the hub says who leads.

Nothing of the hub's login is kept here: its own cookie is asked about with each request, which the hub's client answers
from memory for some minutes, so whoever logs out there is out here, too.
"""

from __future__ import annotations

import os
from typing import Any

from jupyter_server.auth.identity import User
from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler, HubOAuthenticated
from tornado import web

from ..gateway.handlers import SETTINGS_KEY
from .identity import LEADER, ClassIdentity
from .page import COURSE_KEY
from .pages import LogoutHandler

_TOKEN = "JUPYTERHUB_API_TOKEN"


class HubIdentity(ClassIdentity):
    """Knows learners by the hub's login. The token of the terminal opens nothing here."""

    def get_handlers(self) -> list[tuple[str, object]]:
        """None: they stand below the service's own prefix."""
        return []

    async def get_user_token(self, handler: Any) -> User | None:
        return None

    async def get_user_cookie(self, handler: Any) -> User | None:
        model = await _model_of(handler)
        if model is None:
            return None
        gateway = handler.settings[SETTINGS_KEY]
        engine = gateway.service.engine
        if _leads(model, engine.settings.class_leaders):
            self._tell(handler, gateway.leader)
            return User(LEADER, model["name"])
        led = await engine.classes.of_course(handler.settings[COURSE_KEY].name)
        learner = await engine.classes.welcome(led.code, model["name"])
        self._tell(handler, learner.secret)
        return User(learner.id, learner.nickname)

    def let_out(self, handler: Any) -> str:
        super().let_out(handler)
        hub = HubOAuth.instance()
        hub.clear_cookie(handler)
        return f"{hub.hub_host}{hub.hub_prefix}logout"


class HubLoginHandler(HubOAuthenticated, web.RequestHandler):
    """Sends whoever is not known yet to the hub, which sends them back here, and from here to where they wished."""

    async def get(self) -> None:
        if await _model_of(self) is None:
            self.redirect(self.get_login_url())
            return
        base, wish = str(self.hub_auth.base_url), self.get_query_argument("next", "")
        self.redirect(wish if wish.startswith(base) else base)


HUB_PAGES = {"/login": HubLoginHandler, "/oauth_callback": HubOAuthCallbackHandler, "/logout": LogoutHandler}


def hub_prefix() -> str:
    """The path below which the hub serves us. Takes the hub's token out of what kernels will inherit."""
    hub = HubOAuth.instance()
    assert hub.api_token  # read from the environment on first use
    os.environ.pop(_TOKEN, None)
    return str(hub.base_url)


async def _model_of(handler: web.RequestHandler) -> dict[str, Any] | None:
    """What the hub says of whoever asks; None where it does not know them, or does not let them in here."""
    hub = HubOAuth.instance()
    token = handler.get_secure_cookie(hub.cookie_name)
    if not token:
        return None
    session = hub.get_session_id(handler)
    model: dict[str, Any] | None = await hub.user_for_token(
        token.decode("ascii", "replace"), session_id=session, sync=False
    )
    return model if model is not None and hub.check_scopes(hub.access_scopes, model) else None


def _leads(model: dict[str, Any], group: str) -> bool:
    return bool(model.get("admin")) or (bool(group) and group in model.get("groups", ()))
