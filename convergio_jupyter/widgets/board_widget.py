"""The board of whoever leads a class, as a widget: who needs help now, what is understood, and what to do about it."""

from __future__ import annotations

from typing import ClassVar

from ..client import Client
from ..core.i18n import translate
from .bundled import Bundled


class Board(Bundled):
    """The class of ``course``. What it shows comes from the host, and only for whoever leads the class."""

    parts: ClassVar[tuple[str, ...]] = ("board",)

    def __init__(self, course: str, *, lang: str = "", client: Client | None = None) -> None:
        super().__init__(lang=lang, course=course, client=client)

    def __repr__(self) -> str:
        """For places that show no widgets."""
        return translate(
            "The board of a class needs a page: open the address that `convergio classroom` showed.", self.lang
        )


def board(course: str, *, lang: str = "") -> Board:
    """The board of the class that works through ``course``, for whoever leads it."""
    return Board(course, lang=lang)
