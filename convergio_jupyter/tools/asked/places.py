"""Places that a question wants to see on a map, or whose distance it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..knowledge.places import Place, capitals_of, place_named
from .wish import Wish

MOST_PLACES = 12


def places_in(text: str) -> Iterator[Wish]:
    """The map that ``text`` asks for, where all of its places are known."""
    if found := _WHERE.fullmatch(text):
        said, route = next(filter(None, found.groups())), {}
    elif found := _FAR.fullmatch(text):
        said, route = "; ".join(filter(None, found.groups())), {"route": True}
    else:
        yield from _capitals_in(text)
        return
    names = [_bare(each.strip()) for each in ([said] if place_named(said) else _BETWEEN.split(said))]
    if len(names) <= MOST_PLACES and all(map(place_named, names)):
        yield Wish("world_map", {"places": [{"name": each} for each in names], **route})


def _capitals_in(text: str) -> Iterator[Wish]:
    """The capital that ``text`` asks for, or what it is the capital of: the map says both."""
    capitals: list[Place] = []
    if (found := _CAPITAL.fullmatch(text)) and (area := place_named(_bare(next(filter(None, found.groups()))))):
        capitals = capitals_of(area)
    elif (found := _OF_WHAT.fullmatch(text)) and (town := place_named(next(filter(None, found.groups())))):
        capitals = [town] if town.capital_of else []
    if capitals:
        yield Wish("world_map", {"places": [{"name": each.english} for each in capitals]})


def _bare(name: str) -> str:
    """Without an article, unless it belongs to the name: the Netherlands, but L'Aia. A town has none: la potenza."""
    if place_named(name):
        return name
    place = place_named(bare := _ARTICLE.sub("", name))
    return bare if name[:4].casefold().startswith(("and ", "e ")) or (place and place.kind) else name


_MAP = r"(?:(?:world )?map|mappa(?: del mondo)?|carta(?: geografica)?|cartina|planisfero)"
_IN = rf"(?:on|in|su|sul|sulla|nella) (?:an? |the |una |la )?{_MAP}"
_OF = r"(?:of |with |for |di |del |dello |della |dei |degli |delle |dell'|con )"
_KM = "(?:km|kilomet(?:res|ers)|chilometri)"
_WHERE = re.compile(
    rf"(?:where(?:'s| is| are) (.+?)(?: (?:{_IN}|located|situated))?|"
    rf"(?:dov'è|dove (?:è|sono|si trova|si trovano)) (.+?)(?: {_IN})?|"
    rf"(?:show(?: me)?|find|locate|put|mark|let me see|mostra(?:mi)?|mostri|trova(?:mi)?|fammi vedere|metti|segna) "
    rf"(?:{_IN}:? (.+)|(.+?) {_IN})|"
    r"(?:(?:show(?: me)?|draw(?: me)?|make|mostra(?:mi)?|disegna(?:mi)?|fammi|crea) )?(?:an? |the |una |la )?"
    rf"{_MAP} {_OF}(.+))",
    re.IGNORECASE,
)
_CAPITAL = re.compile(
    r"(?:(?:what|which)(?: city)?(?:'s| is| are) |name |qual è |quali sono |dimmi |come si chiama )?"
    r"(?:the |la |le |il )?"
    r"(?:capitals?(?: city)?|capitali?e?|capoluogo) (?:of |di |del |dello |della |dei |degli |delle |dell')(.+)|"
    r"(?:what|which)(?: city)?(?:'s| is) (.+?)(?:'s|s') capital(?: city)?",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"(?:of )?(?:what|which) (?:country|state|region)(?:'s capital is (.+)| is (.+?) the capital(?: city)?(?: of)?)|"
    r"(.+?) is the capital (?:city )?of (?:what|which)(?: country| state| region)?|"
    r"di (?:quale|che) (?:stato|paese|nazione|regione) è (?:la |il )?(?:capitale|capoluogo) (.+)|"
    r"di (?:quale|che) (?:stato|paese|nazione|regione) (.+?) è (?:la |il )?(?:capitale|capoluogo)|"
    r"(.+?) è (?:la capitale|il capoluogo) di (?:quale|che) (?:stato|paese|nazione|regione)",
    re.IGNORECASE,
)
_FAR = re.compile(
    r"(?:how far is (?:it from )?(.+?) (?:from|to) (.+)|"
    r"how far (?:apart )?are (.+?) and (.+?)(?: apart| from each other)?|"
    rf"(?:how many {_KM} (?:is it |are there |is )?|(?:what(?:'s| is) )?(?:the )?distance (?:in {_KM} )?)"
    rf"(?:between |from )(.+?) (?:and|to) (.+?)(?: in {_KM})?|"
    rf"quanti {_KM} (?:ci sono |separano |c'è )?(?:tra |fra |da )?(.+?) (?:e|a|da) (.+)|"
    r"quanto (?:dista|distano|è distante|è lontan[oa]) (.+?) (?:dal?|dalla|dall'|dallo|dagli|dai|e) ?(.+)|"
    rf"(?:qual è )?(?:la )?distanza (?:in linea d'aria |in {_KM} )?(?:tra|fra|da) (.+?) (?:e|a) (.+?)(?: in {_KM})?)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;,]| (?:and|e|ed) ")
_ARTICLE = re.compile(r"^(?:(?:and|e|the|il|lo|la|i|gli|le) |l')+", re.IGNORECASE)
