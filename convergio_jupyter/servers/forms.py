"""A third party's JSON schema, made fit for every wire and safe to check with.

What a stranger writes must not cost us anything: a reference may lead to an address on the web or round in circles, a
pattern may take for ever, and one word that a provider does not know refuses the whole question. So only what can do no
harm is kept, references are replaced by what they mean, and the server itself checks all the rest.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

MOST_NODES = 200
MOST_DEPTH = 8
MOST_CHARACTERS = 6_000
MOST_CHOICES = 60
MOST_WORDS = 300  # characters of a description within a schema
_TYPES = frozenset({"string", "number", "integer", "boolean", "object", "array", "null"})
_LENGTHS = ("minLength", "maxLength", "minItems", "maxItems")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_PROPERTY = re.compile(r"[A-Za-z0-9_.-]{1,64}")  # what all providers take
_SILENT = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})  # characters that nobody sees


class Unfit(ValueError):
    """A schema that cannot be used at all."""


def bounded(schema: object) -> dict[str, Any]:
    """The schema of an object that says the same as ``schema``, or less. Raises ``Unfit``."""
    if not isinstance(schema, dict) or schema.get("type", "object") != "object":
        raise Unfit("not the schema of an object")
    found = _Reader(schema).read(schema)
    for choice in ("anyOf", "allOf", "enum"):  # which some providers refuse at the top
        found.pop(choice, None)
    found["type"] = "object"
    if len(json.dumps(found)) > MOST_CHARACTERS:
        raise Unfit("too long")
    return found


def plain(text: object, most: int) -> str:
    """Words of a stranger in one line, without what is not seen, and no longer than ``most`` characters."""
    if not isinstance(text, str):
        return ""
    # The beginning is enough to look at: of a text without end, the rest is not wanted.
    line = " ".join(text[: 8 * most].split())
    seen = "".join(char for char in line if unicodedata.category(char) not in _SILENT)
    return seen if len(seen) <= most else seen[: most - 2] + " …"


class _Reader:
    """Reads a schema, of which it takes no more than ``MOST_NODES`` parts."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._nodes = 0

    def read(self, schema: object, depth: int = 0) -> dict[str, Any]:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise Unfit("too many parts")
        if depth > MOST_DEPTH or not isinstance(schema, dict):
            return {}
        if "$ref" in schema:
            schema = {**self._meant(schema["$ref"]), **{key: schema[key] for key in schema if key != "$ref"}}
            return self.read(schema, depth + 1)
        found = {**self._kind(schema), **self._limits(schema)}
        if words := plain(schema.get("description"), MOST_WORDS):
            found["description"] = words
        found |= self._members(schema, depth)
        if isinstance(schema.get("items"), dict):
            found["items"] = self.read(schema["items"], depth + 1)
        for key, kept in (("anyOf", "anyOf"), ("oneOf", "anyOf"), ("allOf", "allOf")):
            if isinstance(schema.get(key), list) and schema[key]:
                found[kept] = [self.read(each, depth + 1) for each in schema[key]]
        return found

    def _meant(self, reference: object) -> Mapping[str, Any]:
        """What a reference within the schema stands for; nothing of what lies outside it."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            raise Unfit("a reference to somewhere else")
        place: Any = self._root
        for step in filter(None, reference[1:].split("/")):
            step = step.replace("~1", "/").replace("~0", "~")
            place = place.get(step) if isinstance(place, dict) else None
        if not isinstance(place, dict):
            raise Unfit("a reference to nothing")
        return place

    def _kind(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        kinds = schema.get("type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if named and all(isinstance(each, str) and each in _TYPES for each in named):
            found["type"] = list(dict.fromkeys(named)) if isinstance(kinds, list) else kinds
        choices = [schema["const"]] if "const" in schema else schema.get("enum")
        if isinstance(choices, list) and 0 < len(choices) <= MOST_CHOICES and all(map(_is_plain, choices)):
            found["enum"] = choices
        return found

    def _limits(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        lengths = {key: schema[key] for key in _LENGTHS if type(schema.get(key)) is int and 0 <= schema[key] < 2**31}
        bounds = {key: schema[key] for key in _BOUNDS if type(schema.get(key)) in (int, float)}
        return lengths | {key: value for key, value in bounds.items() if abs(value) < 2**53}

    def _members(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        """What an object holds."""
        found: dict[str, Any] = {}
        properties = schema.get("properties")
        if isinstance(properties, dict):
            if not all(map(_PROPERTY.fullmatch, properties)):
                raise Unfit("a name that no provider takes")
            found["properties"] = {name: self.read(each, depth + 1) for name, each in properties.items()}
        required = schema.get("required")
        if isinstance(required, list) and "properties" in found:
            found["required"] = [name for name in found["properties"] if name in required]
        if schema.get("additionalProperties") is False and "patternProperties" not in schema:
            found["additionalProperties"] = False
        return found


def _is_plain(value: object) -> bool:
    """Whether a value is one that a model may choose."""
    if isinstance(value, str):
        return len(value) <= 100 and plain(value, 100) == value
    return value is None or isinstance(value, bool) or (isinstance(value, int | float) and abs(value) < 2**53)
