"""Who teaches, what was prepared, and what is known of the learner. Apart, so that the router need not load it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .schema import Attachment
from .values import Reach

AGE_BANDS = ("", "6-8", "9-11", "12-14", "15-19", "adult")  # of learners; empty where nobody says


@dataclass(frozen=True, slots=True)
class Recalled:
    """One message of an earlier turn, with what was lent to it."""

    role: Literal["user", "assistant"]
    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a learner from before: a fact, or what an earlier talk was about. ``day`` is ``2026-11-03``."""

    text: str
    day: str
    reach: Reach
    talk: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a teacher has prepared about one thing, word for word."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """A member of the faculty, as written in its Markdown file. Texts are kept by language."""

    id: str
    name: str
    glyph: str
    color_light: str
    color_dark: str
    subject: Mapping[str, str]
    greeting: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]
    persona: Mapping[str, str]
    brief: Mapping[str, str]  # the persona in two or three sentences, for small models
    kind: Literal["teacher", "coordinator"] = "teacher"  # who coordinates owns no subject
    languages: tuple[str, ...] = ("en", "it")
    tools: tuple[str, ...] = field(default=())
    ages: tuple[int, ...] = (6, 99)  # the youngest and the oldest whom this teacher is written for
    hand_over: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # to whom a question goes, and when
    parent: str = ""  # of whom it is a copy
    prepared: Mapping[str, tuple[Prepared, ...]] = field(default_factory=dict)
