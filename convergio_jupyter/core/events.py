"""Events: what every surface is told while a question is answered.

Generated from core/schema.json by scripts/generate_types.py; change that file and run the script.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from .schema import ErrorInfo, Question, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question was taken and stored."""

    type: ClassVar[str] = "asked"
    turn: str
    seq: int
    conversation: str
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Something that takes more than a moment, before or between words."""

    type: ClassVar[str] = "progress"
    turn: str
    seq: int
    stage: Literal["queued", "loading_model", "reading", "retrying", "resting", "downloading", "checking", "converting", "drafting", "using"]
    message: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """A model was chosen for one teacher's part of the turn."""

    type: ClassVar[str] = "routed"
    turn: str
    seq: int
    part: int
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherStarted:
    """A teacher begins to answer."""

    type: ClassVar[str] = "teacher_started"
    turn: str
    seq: int
    part: int
    teacher: str
    name: str
    question: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDelta:
    """The next piece of an answer, in Markdown. Always a delta."""

    type: ClassVar[str] = "text"
    turn: str
    seq: int
    part: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revising:
    """What came so far was a draft; a better answer follows, and takes its place once it is there."""

    type: ClassVar[str] = "revising"
    turn: str
    seq: int
    part: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A teacher uses a tool."""

    type: ClassVar[str] = "tool_call"
    turn: str
    seq: int
    part: int
    call: str
    name: str
    arguments: str
    title: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """What the tool gave back."""

    type: ClassVar[str] = "tool_result"
    turn: str
    seq: int
    part: int
    call: str
    ok: bool
    content: str
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherFinished:
    """A teacher's part is over."""

    type: ClassVar[str] = "teacher_finished"
    turn: str
    seq: int
    part: int
    teacher: str
    reason: Literal["complete", "length", "cancelled", "error"]
    error: ErrorInfo | None = None
    instead: str = ""
    proposal: str = ""
    guesser: str = ""
    topics: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageReported:
    """The part is settled: the receipt with its final figures."""

    type: ClassVar[str] = "usage"
    turn: str
    seq: int
    part: int
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The turn ended with an error. Always the last event; what came before it is kept."""

    type: ClassVar[str] = "error"
    turn: str
    seq: int
    error: ErrorInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The turn ended. Always the last event."""

    type: ClassVar[str] = "done"
    turn: str
    seq: int
    reason: Literal["complete", "length", "cancelled"]


Event = Asked | Progress | Routed | TeacherStarted | TextDelta | Revising | ToolCall | ToolResult | TeacherFinished | UsageReported | Failed | Done
EVENTS: dict[str, type[Event]] = {
    "asked": Asked,
    "progress": Progress,
    "routed": Routed,
    "teacher_started": TeacherStarted,
    "text": TextDelta,
    "revising": Revising,
    "tool_call": ToolCall,
    "tool_result": ToolResult,
    "teacher_finished": TeacherFinished,
    "usage": UsageReported,
    "error": Failed,
    "done": Done,
}
