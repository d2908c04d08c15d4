"""What gives a question of a quiz away, as keys for the guard."""

from __future__ import annotations

from ..guard import TRUTH
from ..key import Key
from .items import Item

_BETWEEN = ("is", "goes with", "belongs to", "and", "è", "va con", "sta con", "e")


def telling(item: Item) -> dict[str, Key]:
    """The keys of ``item`` by the names of its parts; where there is one key, its name is empty.

    Steps and pairs may be mentioned: they are given away where they stand together as they belong.
    """
    if item.key is not None:
        return {"": item.key._replace(asked=item.text)}
    if item.gaps:
        return {gap: key._replace(asked=item.text) for gap, key in item.gaps.items()}
    if item.steps:
        return {"": Key("text", " ".join(item.steps), asked=_asked(item, item.shown_steps()), among=item.steps)}
    if item.pairs:
        asked = _asked(item, [*(left for left, _ in item.pairs), *item.shown_partners()])
        return {str(number): _pair(*pair, asked) for number, pair in enumerate(item.pairs, 1)}
    right = [option.text for option in item.options if option.right]
    if item.type == "truefalse":
        return {"": Key("choice", TRUTH[0 if item.options[0].right else 1], asked=item.text, among=TRUTH)}
    among = tuple(option.text for option in item.options)
    return {"": Key("choice", right[0], tuple(right[1:]), asked=_asked(item, among), among=among)} if right else {}


def _pair(left: str, right: str, asked: str) -> Key:
    return Key("text", f"{left} {right}", tuple(f"{left} {word} {right}" for word in _BETWEEN), asked=asked)


def _asked(item: Item, shown: list[str] | tuple[str, ...]) -> str:
    return "\n".join([item.text, *shown])
