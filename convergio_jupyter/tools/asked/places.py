"""Places that a question wants to see on a map, or whose distance it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..knowledge.places import place_named
from .wish import Wish

MOST_PLACES = 12


def places_in(text: str) -> Iterator[Wish]:
    """The map that ``text`` asks for, where all of its places are known."""
    if found := _WHERE.fullmatch(text):
        said, route = next(filter(None, found.groups())), {}
    elif found := _FAR.fullmatch(text):
        said, route = "; ".join(filter(None, found.groups())), {"route": True}
    else:
        return
    names = [_bare(each.strip()) for each in ([said] if place_named(said) else _BETWEEN.split(said))]
    if len(names) <= MOST_PLACES and all(map(place_named, names)):
        yield Wish("world_map", {"places": [{"name": each} for each in names], **route})


def _bare(name: str) -> str:
    """Without an article, unless it belongs to the name: the Netherlands, but L'Aia."""
    return name if place_named(name) else _ARTICLE.sub("", name)


_MAP = r"(?:(?:world )?map|mappa(?: del mondo)?|carta(?: geografica)?|cartina|planisfero)"
_IN = rf"(?:on|in|su|sul|sulla|nella) (?:an? |the |una |la )?{_MAP}"
_OF = r"(?:of |with |for |di |del |dello |della |dei |degli |delle |dell'|con )"
_WHERE = re.compile(
    rf"(?:where(?:'s| is| are) (.+?)(?: (?:{_IN}|located|situated))?|"
    rf"(?:dov'è|dove (?:è|sono|si trova|si trovano)) (.+?)(?: {_IN})?|"
    rf"(?:show(?: me)?|find|locate|put|mark|mostra(?:mi)?|trova(?:mi)?|metti|segna) (.+?) {_IN}|"
    r"(?:(?:show(?: me)?|draw(?: me)?|make|mostra(?:mi)?|disegna(?:mi)?|fammi|crea) )?(?:an? |the |una |la )?"
    rf"{_MAP} {_OF}(.+))",
    re.IGNORECASE,
)
_FAR = re.compile(
    r"(?:how far is (?:it from )?(.+?) (?:from|to) (.+)|"
    r"(?:what(?:'s| is) )?(?:the )?distance (?:between|from) (.+?) (?:and|to) (.+)|"
    r"quanto (?:dista|distano|è distante|è lontan[oa]) (.+?) (?:dal?|dalla|dall'|dallo|dagli|dai|e) ?(.+)|"
    r"(?:qual è )?(?:la )?distanza (?:tra|fra|da) (.+?) (?:e|a) (.+))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;,]| (?:and|e|ed) ")
_ARTICLE = re.compile(r"^(?:(?:and|e|the|il|lo|la|i|gli|le) |l')+", re.IGNORECASE)
