"""Cards: what pages and stores list: teachers, conversations and their messages.

Generated from core/schema.json by scripts/generate_types.py; change that file and run the script.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .schema import Attachment, ErrorInfo, ModelCard, Privacy, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherCard:
    """A teacher as a surface shows it."""

    id: str
    name: str
    subject: str
    greeting: str
    examples: tuple[str, ...]
    glyph: str
    color_light: str
    color_dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationCard:
    """A conversation in a list."""

    id: str
    title: str
    teacher: str
    updated: float
    summary: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolStep:
    """A tool that was used for an answer, as kept."""

    call: str
    name: str
    title: str
    arguments: str
    ok: bool
    content: str
    figure: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """One message of a conversation, as kept."""

    id: int
    role: Literal["user", "assistant"]
    teacher: str
    text: str
    turn: str
    status: Literal["complete", "length", "cancelled", "error", "running"]
    created: float
    privacy: Privacy = "public"
    attachments: tuple[Attachment, ...] = field(default=())
    receipt: Receipt | None = None
    draft: str = ""
    question: str = ""
    reason: str = ""
    steps: tuple[ToolStep, ...] = field(default=())
    error: ErrorInfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPage:
    """A stretch of a conversation, oldest first."""

    id: str
    title: str
    teacher: str
    messages: tuple[StoredMessage, ...]
    more: bool
    running: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What a chat needs to show its first screen."""

    version: str
    lang: str
    teachers: tuple[TeacherCard, ...]
    models: tuple[ModelCard, ...]
    conversations: tuple[ConversationCard, ...]
    notice: ErrorInfo | None = None
    spent_micro: int = 0
    local_only: bool = False
    visitor: bool = False
