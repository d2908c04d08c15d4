"""What a tool is: something that really does what a teacher asks of it, and says honestly what it could not.

A tool gets arguments that a model wrote, checked against its schema and still untrusted, and a desk: all that it may
know of the turn. It gives text for the model and for whoever does not see, and perhaps a figure.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..core.i18n import Unable, translate
from ..core.schema import Attachment
from ..core.values import ToolSpec

# none: nothing but its arguments is read. reads: something of the user's, or of others, comes into the talk, where it
# is untrusted. acts: something leaves this computer or is changed, so somebody has to allow it.
Effect = Literal["none", "reads", "acts"]

MOST_TEXT = 8_000  # characters of a result that a model reads
MOST_ARGUMENTS = 20_000  # characters of JSON that a model may write for one use
MOST_FIGURE = 500_000
# How many at once may use what all users share; beyond them they take turns, each user one at a time.
SHARED = {"": 1_000, "elsewhere": 2, "sandbox": 2}
MATERIAL = "material"  # what a tool needs that searches the course


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool gives. ``text`` is Markdown and says all that the figure shows; ``figure`` is SVG of our own."""

    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies before a tool in this turn."""

    lang: str = "en"
    lent: Sequence[Attachment] = ()  # what the user lent to the question, or to an earlier one of the talk
    search: Callable[[str], list[tuple[str, str]]] | None = None  # (place, text) of passages; None without material
    check: Callable[[str], None] | None = None  # the door to the network; None where nothing may leave at all


Run = Callable[[Mapping[str, Any], Desk], Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool that teachers can list by ``name``. ``run`` blocks and is called beside the event loop.

    ``title`` is what people read, ``description`` what a model reads; ``parameters`` is a JSON schema of an object.
    ``run`` raises ``Unable`` for what cannot be done; anything else that it raises is a fault of ours.
    """

    name: str
    title: str  # English; a key of the catalogue
    description: str
    parameters: Mapping[str, Any]
    run: Run
    effect: Effect = "none"
    brings: bool = False  # whether a tool that acts brings something from elsewhere, too
    seconds: float = 5.0
    shares: str = ""  # the few processes that it works in together with the tools of all other users; see SHARED
    needs: tuple[str, ...] = field(default=())  # kinds of attachments, or material, without which it can do nothing

    def spec(self) -> ToolSpec:
        return ToolSpec(self.name, self.description, self.parameters)

    @property
    def taints(self) -> bool:
        """Whether what it gives is untrusted."""
        return self.effect == "reads" or self.brings

    def serves(self, desk: Desk) -> bool:
        """Whether it has anything to work on in this turn."""
        there = {each.kind for each in desk.lent} | ({MATERIAL} if desk.search else set())
        return not self.needs or not there.isdisjoint(self.needs)


def schema(required: Sequence[str] = (), /, **properties: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON schema of an object with ``properties`` and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def arguments_of(tool: Tool, text: str, lang: str) -> dict[str, Any]:
    """The arguments in the JSON ``text`` that a model wrote. Raises ``Unable`` with what is wrong with it."""
    if len(text) > MOST_ARGUMENTS:
        raise Unable("That is too much for one use of a tool.", lang)
    try:
        found = read_json(text or "{}")
    except (ValueError, RecursionError):
        raise Unable("The arguments are no JSON.", lang) from None
    problem = next(iter(_checker(tool.name, json.dumps(tool.parameters)).iter_errors(found)), None)
    if problem is not None:
        where = ".".join(map(str, problem.absolute_path))
        raise Unable("The arguments do not fit: {problem}", lang, problem=f"{where} {problem.message[:300]}".strip())
    arguments: dict[str, Any] = found
    return arguments


def read_json(text: str) -> Any:
    """The value in ``text``. Raises ``ValueError`` also for NaN, and for a name that is given twice: what is shown of
    it must be what is used.
    """
    return json.loads(text, parse_constant=_no_number, object_pairs_hook=_each_once)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is given twice")
    return found


def shortened(text: str, lang: str, most: int = MOST_TEXT) -> str:
    """``text``, or its beginning and how much is left out."""
    if len(text) <= most:
        return text
    rest = translate("[{count} more characters]", lang, count=f"{len(text) - most:,}")
    return f"{text[:most]}\n{rest}"


@functools.lru_cache(maxsize=256)
def _checker(name: str, parameters: str) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(parameters))


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
