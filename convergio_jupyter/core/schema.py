"""Values that cross a process boundary: questions, events, receipts.

Generated from core/schema.json by scripts/generate_types.py; change that file and run the script.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

Place = Literal["local", "cloud"]
Privacy = Literal["public", "personal", "private"]
Region = Literal["unknown", "machine", "eu", "us"]
RegionLimit = Literal["any", "eu"]

@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Text that the user lends to a question. It is untrusted."""

    kind: Literal["cell", "error", "variable", "selection"]
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a surface asks of the engine."""

    text: str
    teacher: str = ""
    conversation: str = ""
    turn: str = ""
    lang: str = ""
    model: str = ""
    privacy: Privacy = "public"
    region: RegionLimit = "any"
    quality: Literal["auto", "best"] = "auto"
    course: str = ""
    lesson: str = ""
    subject: str = ""
    attachments: tuple[Attachment, ...] = field(default=())
    max_tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorInfo:
    """One sentence for a learner and the next step. The same on every surface."""

    code: str
    message: str
    remedy: str
    action: Literal["", "retry", "install_model"] = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A model that the router looked at."""

    provider: str
    model: str
    place: Place
    region: Region = "unknown"
    score: float = 0.0
    estimate_micro: int = 0
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Token counts as the provider reported them."""

    input: int
    output: int
    cached: int = 0
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Why this model, where, what was sent, what it cost."""

    turn: str
    teacher: str
    rule: str
    reason: str
    notice: str = ""
    provider: str
    model: str
    label: str = ""
    demo: bool = False
    place: Place
    region: Region = "unknown"
    difficulty: float = 0.0
    privacy: Privacy = "public"
    candidates: tuple[Candidate, ...] = field(default=())
    sent_to: str = ""
    sent_bytes: int = 0
    tokens: Tokens | None = None
    cost_micro: int = 0
    alternative: str = ""
    alternative_micro: int = 0
    assumed_price: bool = False
    draft_by: str = ""
    doubt: float = 0.0
    tried: tuple[str, ...] = field(default=())
    first_token_ms: int = 0
    total_ms: int = 0


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
    stage: Literal["queued", "loading_model", "reading", "retrying", "resting", "downloading", "checking", "converting"]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherFinished:
    """A teacher's part is over."""

    type: ClassVar[str] = "teacher_finished"
    turn: str
    seq: int
    part: int
    teacher: str
    reason: Literal["complete", "length", "cancelled", "error"]


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
class ModelCard:
    """A model that can answer here."""

    provider: str
    model: str
    label: str
    place: Place
    region: Region = "unknown"
    input_micro: int = 0
    assumed_price: bool = False
    output_micro: int = 0
    ready: bool
    demo: bool = False
    context: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationCard:
    """A conversation in a list."""

    id: str
    title: str
    teacher: str
    updated: float


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
