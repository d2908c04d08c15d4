"""What is quoted in place of a model's words, and what its receipt says: whose they are, and why they stand there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .answer import Answer
from .core.i18n import Phrase, translate
from .core.schema import Receipt
from .core.values import QUOTED, ToolUse
from .larger import how_to_get

_REASON = (
    "This is quoted word for word, for the small model here is often wrong. A larger one could explain it in other "
    "words and go on from there. {how}"
)
GREETED = "No model was needed for this."
WORKED_OUT = "Code worked this out, for the small model here is often wrong."
_NOT_WORKED_OUT = "The tool could not work this out, and the small model here was not asked, for it would only guess."
_NO_WORDS = "The small model here was not asked, for it would only guess. A larger one would answer. {how}"
# The same where another reason follows, which says of the small model what is to be said, once.
_IN_PART = {_REASON: "A part of this is quoted word for word.", WORKED_OUT: "Code worked out a part of this."}

# The same where there is no model at all.
_WITHOUT_MODEL = {
    _REASON: "This is quoted word for word. No model is here yet that may explain it in other words. {how}",
    WORKED_OUT: "Code worked this out; it takes no model.",
    _NOT_WORKED_OUT: "The tool could not work this out, and no model is here yet.",
    _NO_WORDS: "No model is here yet that may answer. {how}",
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is quoted. ``tainted`` where others than the teacher wrote it, so that it may hold anything."""

    text: str
    source: str  # where it stands, as a line of Markdown; empty where the teacher only says what there is
    label: Phrase  # whose it is, in two or three words
    tainted: bool
    reason: str = ""  # why it stands here, where that is not because the model is small
    use: ToolUse | None = None  # the tool whose result is said, in place of a text
    remark: str = ""  # what is said behind it
    offers_guess: bool = False  # whether whoever asks may let the model speak all the same
    topics: tuple[str, ...] = ()  # what else can be asked, by the titles that the text lists
    is_nearest: bool = False  # whether it may answer something else, which the remark says
    is_hint: bool = False  # whether the author of the lesson wrote it for this very moment
    is_open: bool = False  # whether it holds nothing but what every learner of the lesson reads there
    answers: bool = False  # whether it is an answer, though nobody is quoted
    then: Quotation | None = None  # what is quoted on what else was asked

    @property
    def told(self) -> str:
        """What is said, where that is not for a tool to say."""
        said = _quoted(self.text, self.source) if self.source else self.text
        return f"{said}\n\n{self.remark}".rstrip()

    @property
    def parts(self) -> tuple[Quotation, ...]:
        """This and what follows it."""
        return (self, *(self.then.parts if self.then else ()))

    @property
    def stands_alone(self) -> bool:
        """Whether there is something in it for who has no model at all."""
        return any(each.source or each.use or each.answers or each.reason == GREETED for each in self.parts)

    @property
    def failed(self) -> Quotation:
        """The same, where the tool could not do it."""
        return replace(self, reason=_NOT_WORKED_OUT)


def _quoted(text: str, source: str) -> str:
    lines = "\n".join(f"> {line}".rstrip() for line in _closed(text).splitlines())
    return f"{lines}\n>\n> — *{source}*"


def note_quoted(answer: Answer, quotation: Quotation) -> Receipt:
    """The receipt of an answer that is quoted: no model was asked."""
    assert answer.receipt is not None
    parts = quotation.parts
    found = [each for each in parts if each.source or each.use or each.answers]
    answer.empty_handed, answer.may_miss = not found, all(each.is_nearest for each in found)
    offers_guess = any(each.offers_guess for each in parts)
    answer.topics = tuple(topic for each in parts for topic in each.topics)
    answer.guesser = f"{answer.receipt.provider}:{answer.receipt.model}" if offers_guess else ""
    answer.receipt = replace(
        answer.receipt, rule=QUOTED, provider="teacher", model="notes", sent_bytes=0, recalled=(),
        label=", ".join(dict.fromkeys(each.label.said(answer.lang) for each in parts)),
    )  # fmt: skip
    return note_reasons(answer, parts)


def note_reasons(answer: Answer, parts: Iterable[Quotation]) -> Receipt:
    """The receipt with why each of ``parts`` stands there."""
    assert answer.receipt is not None
    *others, last = dict.fromkeys(each.reason or (_REASON if each.source else _NO_WORDS) for each in parts)
    is_there = answer.model is not None and answer.model.ready
    reasons = [*(_IN_PART.get(each, each) for each in others), last if is_there else _WITHOUT_MODEL.get(last, last)]
    how = how_to_get(answer.account)
    reason, notice = (
        " ".join(translate(each, lang, how=how) for each in reasons) for lang in (answer.lang, answer.asked_in)
    )
    answer.receipt = replace(answer.receipt, reason=reason, notice=notice)
    return answer.receipt


def _closed(text: str) -> str:
    """A passage ends where it is long enough, maybe within code: what stands below it is none."""
    fence = ""
    for line in text.splitlines():
        mark = line.strip()[:3]
        if mark in ("```", "~~~") and (not fence or mark == fence):
            fence = "" if fence else mark
    return f"{text}\n{fence}" if fence else text
