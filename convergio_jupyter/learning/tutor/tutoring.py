"""A learner at a lesson, as a teacher may see them: the task, their work, what to do now; and never the key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ...core.errors import NoHintLeft, NoKey
from ...core.i18n import translate
from ...store import Row
from ..exercises.desk import Desk
from ..exercises.records import Said, SkillState
from ..key import Key
from ..shelf import KeptExercise, KeptLesson
from .moves import Move, choose_move
from .release import Gate
from .repeated import Repeated, repeated

MOST_SHOWN = 4_000  # characters of a learner's answer that a teacher sees
Outcome = Literal["released", "retried", "hint", "closed"]


class Work(NamedTuple):
    """What became of an exercise so far. ``answer`` is the last one that was checked, ``said`` what came of that."""

    in_vain: int = 0
    hints: int = 0  # the highest level that was taken
    solved: bool = False
    seen: bool = False  # whether the solution was
    answer: str = ""
    said: tuple[str, ...] = ()
    rungs: frozenset[int] = frozenset()  # the levels of all hints that were taken


@dataclass(frozen=True, slots=True)
class Tutoring:
    """One turn of a talk about a lesson. ``exercise`` is None where the talk is about the lesson as a whole.

    ``keys`` are those of all exercises and questions that the learner has not solved, by name: whoever works on the
    second may ask about the third. ``elsewhere`` are those of other lessons whose tasks stand in the talk.
    """

    lesson: KeptLesson
    exercise: KeptExercise | None
    work: Work
    move: Move
    keys: Mapping[str, Key]
    desk: Desk
    lang: str
    taken: Mapping[str, int]  # how many hints on each exercise, as the turn began
    skills: Sequence[SkillState] = ()  # what the exercise trains, as far as it has been practised
    elsewhere: Mapping[str, Key] = field(default_factory=dict)

    @property
    def guarded(self) -> bool:
        return bool(self._kept_back)

    @property
    def _kept_back(self) -> dict[str, Key]:
        return {**(self.keys if self.lesson.guard != "open" else {}), **self.elsewhere}

    @property
    def next_open(self) -> KeptExercise | None:
        """The first exercise of the lesson that the learner has not solved, and that code can check."""
        return next((each for name, each in self.lesson.exercises.items() if name in self.keys), None)

    def gate(self, earlier: Sequence[str]) -> Gate:
        """Holds one reply back; ``earlier`` are those before it in this talk."""
        return Gate(self._kept_back, earlier)

    @property
    def label(self) -> str:
        return self.lesson.place(self.exercise.id if self.exercise else "")

    def shown(self, lang: str) -> str:
        """What the teacher sees of the exercise: the task and the learner's own work. Empty without an exercise."""
        if self.exercise is None:
            return ""
        words, work = _WORDS[lang], self.work
        lines = [f"{words['task']}\n{self.exercise.key.asked}"] if self.exercise.key and self.exercise.key.asked else []
        lines.append(words["counts"].format(in_vain=work.in_vain, hints=work.hints))
        lines += [words["skill"].format(**skill._asdict()) for skill in self.skills]
        if read := [f"- {text}" for level, text in self.exercise.hints if level in work.rungs]:
            lines.append("\n".join([words["hints"], *read]))
        if work.answer.strip():
            lines.append(f"{words['answer']}\n{work.answer[:MOST_SHOWN]}")
        if work.said:
            lines.append("\n".join([words["check"], *(f"- {each}" for each in work.said)]))
        return "\n\n".join(lines)

    async def hint(self, leaked: str) -> str:
        """The author's next hint for what ``leaked``, in place of a reply that gave it away."""
        instead = translate("I was about to give it away, so here is a hint in its place.", self.lang)
        if leaked in self.lesson.exercises:
            return f"{instead}\n\n{await self._next_hint(leaked)}"
        return translate("I was about to give it away. Try one small step by yourself, then check it.", self.lang)

    async def next_hint(self, exercise: str) -> str:
        """The next rung of an exercise's ladder. Raises ``NoHintLeft``.

        The same to all teachers who are asked in one turn: however many they are, it takes one.
        """
        return (await self.desk.hint(self._place, exercise, self.lang, self.taken.get(exercise, 0))).text

    async def last_hint(self, exercise: str) -> str:
        """The one that was taken last; empty where there was none."""
        standing = await self.desk.standing(self._place, exercise, self.lang)
        return standing.hints[-1].text if standing.hints else ""

    @property
    def _place(self) -> str:
        return f"{self.lesson.id}/{self.lesson.lang}"

    async def note(self, outcome: Outcome, leak: str = "") -> None:
        """Keeps for the educator what was decided; nothing of what leaked."""
        await self.desk.note_talk(self.lesson, self.exercise.id if self.exercise else "", self.move.id, outcome, leak)

    async def _next_hint(self, exercise: str) -> str:
        try:
            return await self.next_hint(exercise)
        except NoHintLeft as none:
            return await self.last_hint(exercise) or none.info(self.lang).remedy


async def tutoring_for(desk: Desk, lesson: str, exercise: str, lang: str, said: Sequence[str] = ()) -> Tutoring | None:
    """What is to be known of a learner who asks about ``lesson``; None where nothing is known of such a lesson.

    Where no ``exercise`` is named, it is the one that was worked on last. ``said`` is all that the learner has said in
    this talk: where a task of another lesson stands in it, that one's answer is kept back, too; and where the talk is
    about no lesson, it is about that one.
    """
    others = [each for each in repeated(said, desk.shelf.all()) if each.lesson.guard != "open"]
    try:
        kept = desk.shelf.lesson(lesson, lang)
    except NoKey:
        if not others:
            return None
        kept, exercise = others[0].lesson, others[0].name.partition(" ")[0]
    others = [each for each in others if (each.lesson.id, each.lesson.lang) != (kept.id, kept.lang)]
    rows = await desk.workbook.within(kept.id)
    work = _work_of(rows)
    exercise = exercise or next((row["exercise"] for row in reversed(rows) if row["exercise"] in kept.exercises), "")
    found, mine = kept.exercises.get(exercise), work.get(exercise, Work())
    done = _done(work)
    move = Move("free")
    if found is not None or kept.guard == "exam":
        move = choose_move(kept.guard, attempts=mine.in_vain, hints=mine.hints, solved=exercise in done)
    if any(each.lesson.guard == "exam" for each in others):
        move = Move("closed")
    keys = {name: key for name, key in kept.keys.items() if name.partition(" ")[0] not in done}
    trained = found.skills if found is not None else ()
    skills = [state for state in await desk.skills(lang) if state.skill in trained] if trained else []
    taken = {name: len(each.rungs) for name, each in work.items()}
    return Tutoring(kept, found, mine, move, keys, desk, lang, taken, skills, await _open_of(desk, others))


async def _open_of(desk: Desk, others: Sequence[Repeated]) -> dict[str, Key]:
    """The keys of those of ``others`` that the learner has not solved in their own lesson."""
    done = {id: _done(_work_of(await desk.workbook.within(id))) for id in {each.lesson.id for each in others}}
    return {
        f"{each.lesson.id}/{each.name}": each.key
        for each in others
        if each.name.partition(" ")[0] not in done[each.lesson.id]
    }


def _work_of(rows: Sequence[Row]) -> dict[str, Work]:
    by_place: dict[str, list[Row]] = {}
    for row in rows:
        by_place.setdefault(row["exercise"], []).append(row)
    return {name: _work(of) for name, of in by_place.items()}


def _done(work: Mapping[str, Work]) -> set[str]:
    return {name for name, each in work.items() if each.solved or each.seen}


def _work(rows: Sequence[Row]) -> Work:
    tried = [row for row in rows if row["kind"] in ("check", "quiz")]
    last = json.loads(tried[-1]["report"]) if tried and tried[-1]["kind"] == "check" else {}
    failed = [part for part in (Said(*each) for each in last.get("parts", ())) if not part.passed]
    said = [last.get("note", ""), *(" – ".join(filter(None, (part.label, part.note))) for part in failed)]
    return Work(
        in_vain=sum(row["share"] < 1 for row in tried),
        hints=max((row["level"] for row in rows if row["kind"] == "hint"), default=0),
        solved=any(row["share"] == 1 for row in tried),
        seen=any(row["kind"] == "solution" for row in rows),
        answer=tried[-1]["given"] if last else "",
        said=tuple(filter(None, said)),
        rungs=frozenset(row["level"] for row in rows if row["kind"] == "hint"),
    )


_WORDS = {
    "en": {
        "task": "Task:",
        "counts": "Attempts in vain: {in_vain}. Highest hint taken: {hints} of 4.",
        "skill": "Skill {name}, answers so far: {attempts}; known with a probability of {known:.0%}.",
        "hints": "Hints that the learner has read; if asked about one, word it for this attempt:",
        "answer": "The learner's last answer:",
        "check": "What the check said:",
    },
    "it": {
        "task": "Compito:",
        "counts": "Tentativi a vuoto: {in_vain}. Suggerimento più alto preso: {hints} di 4.",
        "skill": "Abilità {name}, risposte finora: {attempts}; nota con una probabilità del {known:.0%}.",
        "hints": "Suggerimenti già letti; se te ne chiede uno, dillo con parole adatte a questo tentativo:",
        "answer": "L'ultima risposta di chi impara:",
        "check": "Che cosa ha detto il controllo:",
    },
}
