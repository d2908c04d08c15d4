"""What is known of a turn, and of one part of it, before anybody answers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from . import plan
from .answer import CancelScope
from .core.faculty import Note, Teacher
from .core.schema import ModelCard, Question
from .core.values import Reach
from .house import Terms
from .learning.tutor.tutoring import Tutoring
from .memory.conversations import History
from .memory.learner import Notes
from .metering import Whose
from .privacy import confined
from .providers.base import Call
from .routing import Decision
from .teachers import Choice
from .teachers.choice import PLANNER
from .teachers.language import language_of
from .teachers.prompt import Known


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that is being answered, by whoever it is."""

    question: Question
    scope: CancelScope
    history: History
    notes: Notes = field(default_factory=Notes)  # what is known of the learner from before
    tutoring: Tutoring | None = None  # where it is about a lesson
    agenda: str = ""  # the learner's study plan, where who plans is asked

    def agenda_for(self, teacher: Teacher) -> str:
        """The study plan, for who plans; nothing for everybody else."""
        return self.agenda if teacher.id == PLANNER else ""

    def whose(self, account: str) -> Whose:
        asked = self.question
        return Whose(account=account, conversation=asked.conversation, lesson=asked.lesson, course=asked.course)


@dataclass(slots=True)
class Work:
    """What is known of a part before it is answered."""

    question: Question
    teacher: Teacher
    decision: Decision
    scope: CancelScope
    terms: Terms
    history: History
    reason: str = ""  # why it is this teacher, where nobody was named
    instead: Choice | None = None  # who may fit the question better
    asked: str = ""  # what this teacher is asked, where it is not the whole question
    beside: bool = False  # whether others answer, too
    brief: bool = False  # whether a teacher who has nothing on it says so in one line
    calls: Callable[[ModelCard], list[Call]] | None = None  # instead of the usual ones
    notes: Notes = field(default_factory=Notes)
    shown: Callable[[str], str] | None = None  # what is told of an answer that comes as a form, once it is whole
    tutoring: Tutoring | None = None
    agenda: str = ""  # the learner's study plan
    strict: bool = False  # whether a reply gave something away already
    _made: dict[tuple[str, str], list[Call]] = field(default_factory=dict)

    @property
    def reach(self) -> Reach:
        return plan.reach_of(self.question, self.terms.policy)

    @property
    def age(self) -> str:
        """The age band to speak to: that of the place, or of the learner where it is a younger one."""
        return self.notes.profile.age_within(self.terms.age)

    def notes_for(self, model: ModelCard) -> list[Note]:
        """What ``model`` may be told of the learner; a form holds nothing of it."""
        notes = [] if self.calls else self.notes.for_model(plan.nearness(model), small=model.demo)
        # a small model answers in the language of whatever it read, and knows one only
        return [each for each in notes if not model.demo or language_of(each.text, otherwise="en") == "en"]

    def calls_for(self, model: ModelCard, lang: str) -> list[Call]:
        """The calls for ``model``, the wished one first. What is priced is what is sent, so they are made once."""
        name = model.provider, model.model
        if name not in self._made:
            self._made[name] = self._calls_for(model, lang)
        return self._made[name]

    def _calls_for(self, model: ModelCard, lang: str) -> list[Call]:
        if self.calls is not None:
            return self.calls(model)
        # A small model only repeats what stands there, and most of that is quoted.
        said = [] if model.demo else self.history.for_model(plan.nearness(model))
        at_work = plan.at_plan(self.agenda, self.question, lang)
        at_work = at_work or plan.at_work(self.tutoring, self.question, lang, strict=self.strict)
        known = Known(tuple(self.notes_for(model)), self.age, self.notes.profile, at_work)
        return plan.calls_of(self.question, self.teacher, model, said, lang, known)

    def tighten(self) -> None:
        """The next call is told to give nothing away."""
        self.strict = True
        self._made.clear()

    @property
    def guarded(self) -> bool:
        """Whether answers are kept back from what is said."""
        return self.tutoring is not None and self.tutoring.guarded

    def limits(self, reach: Reach | None = None) -> AbstractContextManager[None]:
        """Holds every request to what this question may do, by its own class and by the rules that hold for it.

        ``reach`` holds it to how far something else may travel.
        """
        reach = self.reach if reach is None else reach
        privacy = "private" if reach == "machine" else self.question.privacy
        return confined(privacy, "eu" if reach == "eu" else self.question.region)
