"""What a teacher does next for a learner at an exercise: the policy is code, and the model only words it.

The rungs are those of the author's ladder: the goal once more, the concept, where to look, a similar example, a part of
the way. Each hint that was taken, and every second attempt in vain, goes one rung on.
"""

from __future__ import annotations

from typing import NamedTuple

TRIES_A_RUNG = 2
_HIGHEST = {"socratic": 3, "coach": 4}  # who coaches may do a part of the way


class Move(NamedTuple):
    """``id`` is goal, concept, place, example, step, free where nothing is kept back, or closed in an exam."""

    id: str
    level: int = 0

    def told(self, lang: str, *, strict: bool = False) -> str:
        """What the model is told to do now; ``strict`` once it has given something away."""
        lines = [_MOVES[lang][self.id]]
        if self.id != "free":
            lines += [_ALWAYS[lang], *([_STRICT[lang]] if strict else [])]
        return " ".join(lines)


RUNGS = ("goal", "concept", "place", "example", "step")


def choose_move(mode: str, *, attempts: int, hints: int, solved: bool) -> Move:
    """The move for who made ``attempts`` in vain and took hints up to the level ``hints``.

    ``mode`` is the lesson's guard. Whoever has solved it may talk about all of it.
    """
    if mode == "exam":
        return Move("closed")
    if mode == "open" or solved:
        return Move("free")
    level = min(max(hints, -(-attempts // TRIES_A_RUNG)), _HIGHEST.get(mode, _HIGHEST["socratic"]))
    return Move(RUNGS[level], level)


_MOVES = {
    "en": {
        "goal": (
            "The learner has not tried it yet. Say in your own words what is asked, and ask what they would do first."
        ),
        "concept": (
            "The last attempt was not right. Name the one idea that it turns on, and ask a question that leads there."
        ),
        "place": "Point to the line or the step that goes wrong, and ask what it does. Do not say how to mend it.",
        "example": "Work through a similar example with other values, then ask what carries over.",
        "step": "Do one small part of the way together, with the reason for it, and leave the rest to the learner.",
        "free": "The learner has solved this or may see it: explain as much as they wish.",
    },
    "it": {
        "goal": (
            "Chi impara non ha ancora provato. Di' con parole tue che cosa si chiede, e chiedi da dove partirebbe."
        ),
        "concept": (
            "L'ultimo tentativo non era giusto. Nomina l'unica idea da cui dipende, e fa' una domanda che porti lì."
        ),
        "place": "Indica la riga o il passo che non va, e chiedi che cosa fa. Non dire come si corregge.",
        "example": "Svolgi un esempio simile con altri valori, poi chiedi che cosa se ne può riportare.",
        "step": "Fate insieme una piccola parte della strada, con il suo perché, e lascia il resto a chi impara.",
        "free": "Chi impara lo ha risolto o può vederlo: spiega quanto desidera.",
    },
}
_ALWAYS = {
    "en": "Never state the result, the finished code or the finished formula, in no form and no language. Be brief.",
    "it": "Non dire mai il risultato, il codice finito o la formula finita, in nessuna forma e lingua. Sii breve.",
}
_STRICT = {
    "en": "What you just began gave it away, so it was not shown. Use no value and no code of this exercise at all.",
    "it": "Ciò che stavi per dire lo rivelava, e non è stato mostrato. Non usare valori né codice di questo esercizio.",
}
