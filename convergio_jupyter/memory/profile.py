"""A learner's own profile: what they say once, so that pages, teachers and plans fit them.

Goals are no part of it: they are facts like any other (:mod:`.facts`), and teachers get to know them as such. A
nickname stays on this computer; of the rest teachers are told in sentences of ours, so nothing in it can order a model
about.
"""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..core.errors import WrongOption
from ..core.faculty import AGE_BANDS
from ..core.i18n import LANGUAGES, Phrase
from ..store import Row, Store, Transaction
from .access import ACCESS, told_of

LEVELS = ("", "beginner", "intermediate", "advanced")
LONGEST_NICKNAME = 30
_CHOICES: Mapping[str, tuple[str, ...]] = {"age_band": AGE_BANDS, "lang": ("", *LANGUAGES), "level": LEVELS}
_SWITCH = {"yes": True, "true": True, "no": False, "false": False}
_LEVELS = {
    "en": {
        "beginner": "The learner is a beginner: assume nothing, and begin with an example.",
        "intermediate": "The learner knows the basics: build on them, and say where something is new.",
        "advanced": "The learner is advanced: be exact, go into depth, and leave out what is elementary.",
    },
    "it": {
        "beginner": "Chi impara è alle prime armi: non dare niente per scontato, e parti da un esempio.",
        "intermediate": "Chi impara conosce le basi: parti da lì, e di' dove qualcosa è nuovo.",
        "advanced": "Chi impara è a un livello avanzato: sii preciso, vai a fondo e tralascia le cose elementari.",
    },
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What one learner says of themselves. What is empty is not said; ``access`` are names from ``ACCESS``."""

    nickname: str = ""
    age_band: str = ""
    lang: str = ""
    level: str = ""
    access: tuple[str, ...] = ()
    keep_minutes: bool = False  # whether the focus timer may count the minutes that were practised

    def told(self, lang: str) -> str:
        """What teachers are told of it; empty where there is nothing. How to speak to an age is told elsewhere."""
        return " ".join(filter(None, (_LEVELS[lang].get(self.level, ""), told_of(self.access, lang))))

    def age_within(self, given: str) -> str:
        """The age band to keep to, where whoever set up the place says ``given``: of both the younger one."""
        said = [band for band in (given, self.age_band) if band]
        return min(said, key=AGE_BANDS.index, default="")


NOTHING_SAID = Profile()


class Profiles:
    """The profile of one account."""

    def __init__(self, store: Store, account: str, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._account = account
        self._clock = clock

    async def get(self) -> Profile:
        """The profile; an empty one where nothing was said."""
        return _profile(await self._store.fetch(_KEPT, (self._account,)))

    async def change(self, **values: Any) -> Profile:
        """Says these; the others stay. Raises ``WrongOption``, and nothing has changed then."""
        wished = {name: _checked(name, value) for name, value in values.items()}

        def work(tx: Transaction) -> Profile:
            tx.alone(f"profile {self._account}")
            new = replace(_profile(tx.fetch(_KEPT, (self._account,))), **wished)
            tx.execute(
                "INSERT INTO profiles (account, said, updated) VALUES (?, ?, ?)"
                " ON CONFLICT (account) DO UPDATE SET said = excluded.said, updated = excluded.updated",
                (self._account, json.dumps(asdict(new), ensure_ascii=False), self._clock()),
            )
            return new

        return await self._store.write(work)

    async def forget(self) -> None:
        """Deletes it for good."""
        await self._store.write(lambda tx: tx.execute("DELETE FROM profiles WHERE account = ?", (self._account,)))


_KEPT = "SELECT said FROM profiles WHERE account = ?"
NAMES = tuple(Profile.__dataclass_fields__)


def _profile(rows: list[Row]) -> Profile:
    said = json.loads(rows[0]["said"]) if rows else {}
    return Profile(**said | {"access": tuple(said.get("access", ()))})


def _checked(name: str, value: Any) -> Any:
    """``value`` as a profile keeps it. Raises ``WrongOption``."""
    if name not in NAMES:
        raise WrongOption(name=name[:60], hint=Phrase("Choose one of: {known}.", known=", ".join(NAMES)))
    if name == "access":
        return _access(value.replace(",", " ").split() if isinstance(value, str) else value)
    text = " ".join(str(value).split())
    if name == "keep_minutes":
        return _switched(text.lower())
    if name == "nickname":
        return _nickname(text)
    if text not in _CHOICES[name]:
        known = ", ".join(filter(None, _CHOICES[name]))
        raise WrongOption(name=name, hint=Phrase("Choose one of: {known}.", known=known))
    return text


def _access(names: Iterable[Any]) -> tuple[str, ...]:
    wished = {str(each) for each in names}
    if not wished <= set(ACCESS):
        raise WrongOption(name="access", hint=Phrase("Choose any of: {known}.", known=", ".join(ACCESS)))
    return tuple(name for name in ACCESS if name in wished)


def _switched(word: str) -> bool:
    if word not in _SWITCH:
        raise WrongOption(name="keep_minutes", hint=Phrase("Choose one of: {known}.", known="yes, no"))
    return _SWITCH[word]


def _nickname(text: str) -> str:
    readable = any(map(str.isalnum, text)) and not any(unicodedata.category(each)[0] == "C" for each in text)
    if text and (len(text) > LONGEST_NICKNAME or not readable):
        raise WrongOption(name="nickname", hint=Phrase("Write 1 to {most} letters or digits.", most=LONGEST_NICKNAME))
    return text
