"""Turns the values of :mod:`.schema` into JSON-able dicts and back."""

from __future__ import annotations

import dataclasses
import functools
import typing
from typing import Any, TypeVar

from . import events

T = TypeVar("T")


def to_dict(value: Any) -> dict[str, Any]:
    """A JSON-able dict of a schema value; fields at their default are left out, events carry their ``type``."""
    out: dict[str, Any] = {}
    kind = getattr(value, "type", None)
    if kind is not None:
        out["type"] = kind
    for name, default in _fields(typing.cast(Any, type(value))):
        item = getattr(value, name)
        if item != default:
            out[name] = _plain(item)
    return out


def from_dict(kind: type[T], data: dict[str, Any], *, strict: bool = False) -> T:
    """The schema value held in ``data``. Unknown keys are ignored, so that old and new versions can talk.

    ``strict`` refuses them: what somebody asks for must not get lost by a misspelt name.
    Raises ``ValueError`` naming the field that is missing, unknown or of the wrong type.
    """
    values: dict[str, Any] = {}
    for name in data if strict else ():
        _checked(name in _hints(typing.cast(Any, kind)), name, kind.__name__)
    for name, hint in _hints(typing.cast(Any, kind)).items():
        if name in data and data[name] is not None:
            values[name] = _typed(hint, data[name], f"{kind.__name__}.{name}")
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from None


def event_from_dict(data: dict[str, Any]) -> events.Event:
    """The event held in ``data``; raises ``ValueError`` for an unknown type."""
    kind = events.EVENTS.get(data.get("type", ""))
    if kind is None:
        raise ValueError(f"unknown event type {data.get('type')!r}")
    return from_dict(kind, data)


def _plain(item: Any) -> Any:
    if dataclasses.is_dataclass(item):
        return to_dict(item)
    if isinstance(item, tuple):
        return [_plain(each) for each in item]
    return item


@functools.cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))


@functools.cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _typed(hint: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return _checked(value in typing.get_args(hint), value, where)
    if origin is tuple:
        _checked(isinstance(value, (list, tuple)), value, where)
        inner = typing.get_args(hint)[0]
        return tuple(_typed(inner, each, where) for each in value)
    if origin is not None:  # X | None
        return _typed(typing.get_args(hint)[0], value, where)
    if dataclasses.is_dataclass(hint):
        _checked(isinstance(value, dict), value, where)
        return from_dict(typing.cast(type, hint), value)
    if hint is float:
        return float(_checked(isinstance(value, (int, float)) and not isinstance(value, bool), value, where))
    if hint is int:
        _checked(not isinstance(value, bool), value, where)
    return _checked(isinstance(value, hint), value, where)


def _checked(good: bool, value: Any, where: str) -> Any:
    if not good:
        raise ValueError(f"{where} cannot be {str(value)[:80]!r}")
    return value
