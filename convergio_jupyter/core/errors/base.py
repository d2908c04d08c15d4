"""The root of the tree: what every error is as data."""

from __future__ import annotations

from typing import ClassVar, Literal

from ..i18n import choose_language, translate
from ..schema import ErrorInfo

Action = Literal["", "retry", "install_model"]

_TELL = "Tell whoever opened this classroom."
_ASK_AGAIN_OR_TELL = "Ask again; if it happens again, tell whoever opened this classroom."


class ConvergioError(Exception):
    """Base of all our errors. ``values`` fill the ``{names}`` in message and remedy.

    ``transient``: the same may succeed later, without anybody mending anything.
    """

    code: ClassVar[str] = "error"
    message: ClassVar[str] = "Something went wrong."
    remedy: ClassVar[str] = "Try again."
    action: ClassVar[Action] = ""
    transient: ClassVar[bool] = False
    owner_mends: ClassVar[bool] = True  # whether the next step is for the owner of the host, or for whoever asked

    def __init__(self, *, detail: str = "", **values: object) -> None:
        self.values = values
        self.detail = detail
        super().__init__(translate(self.message, "en", **values))

    def info(self, lang: str = "en", *, visitor: bool = False) -> ErrorInfo:
        """The error as data, in the user's language. A visitor is told nothing of how the host is set up."""
        hidden, again = visitor and self.owner_mends, self.action == "retry"
        remedy = (_ASK_AGAIN_OR_TELL if again else _TELL) if hidden else self.remedy
        return ErrorInfo(
            code=self.code,
            message=translate(self.message, lang, **self.values),
            remedy=translate(remedy, lang, **({} if hidden else self.values)),
            action=self.action if again or not hidden else "",
            detail="" if visitor else self.detail,
        )

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback."""
        return [(info := self.info(choose_language())).message, info.remedy]


class InternalError(ConvergioError):
    code = "internal"
    message = "Something went wrong inside Convergio."
    remedy = "Ask again; if it comes back, run `convergio doctor` and report what it says."
    action = "retry"
