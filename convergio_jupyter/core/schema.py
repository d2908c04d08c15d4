"""Values that cross a process boundary when one asks: questions, models, receipts.

Generated from core/schema.json by scripts/generate_types.py; change that file and run the script.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Place = Literal["local", "cloud"]
Privacy = Literal["public", "personal", "private"]
Region = Literal["unknown", "machine", "eu", "us"]
RegionLimit = Literal["any", "eu"]

@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Text that the user lends to a question. It is untrusted."""

    kind: Literal["cell", "error", "variable", "selection", "notebook", "file", "image"]
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
    exercise: str = ""
    subject: str = ""
    attachments: tuple[Attachment, ...] = field(default=())
    debate: int = 0
    no_memory: bool = False
    permits: bool = False
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
    recalled: tuple[str, ...] = field(default=())
    first_token_ms: int = 0
    total_ms: int = 0


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
    own_price: bool = False
    ready: bool
    demo: bool = False
    sees: bool = False
    context: int = 0
    note: str = ""
