"""Holds back what a teacher says until it is a whole sentence, or a whole piece of code, that gives no answer away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..guard import Verdict, check
from ..guard.code import may_hold_code, runs_on
from ..guard.verdict import CLEAN
from ..key import Key, KeyFault

BEFORE = 400  # characters of what was said before, that a sentence is read together with
LONGEST = 800  # characters of a sentence; a longer one is judged in pieces
LONGEST_CODE = 8_000
_FENCE = re.compile(r"```|~~~")
_END = re.compile(r"\n|[.!?…][\"'”»)\]*_]*\s")


class Gate:
    """One reply on its way to a learner who works on what ``keys`` are for, by name.

    ``earlier`` are the teacher's replies in this talk: what they add up to counts. Once something leaks, nothing more
    passes; :attr:`leak` says how, and :attr:`leaked` the name of its key.
    """

    def __init__(self, keys: Mapping[str, Key], earlier: Sequence[str] = ()) -> None:
        self._keys = keys
        self._programming = any(key.kind == "code" for key in keys.values())
        self._earlier = list(earlier)
        self._said: list[str] = []
        self._held = ""
        self.leak: Verdict = CLEAN
        self.leaked = ""

    def cut(self, text: str) -> list[str]:
        """The sentences that ``text`` completes; the rest waits. Costs nothing to speak of."""
        if self.leak.leaks:
            return []
        self._held += text
        whole = []
        while end := _end_of_first(self._held, code=self._programming):
            whole.append(self._held[:end])
            self._held = self._held[end:]
        return whole

    def rest(self) -> list[str]:
        """What still waits, once nothing more comes."""
        held, self._held = self._held, ""
        return [held] if held and not self.leak.leaks else []

    def passed(self, sentences: Sequence[str], *, last: bool = False) -> str:
        """Those of ``sentences`` that may be said. Takes milliseconds, and seconds where code has to be tried.

        With the ``last`` ones the whole reply is looked at, too.
        """
        passed = []
        for number, sentence in enumerate(sentences, 1):
            if not self._may_say(sentence, whole=last and number == len(sentences)):
                self._held = ""
                break
            self._said.append(sentence)
            passed.append(sentence)
        return "".join(passed)

    def _may_say(self, sentence: str, *, whole: bool) -> bool:
        if not sentence.strip():
            return True
        before, said = self._just_said(), "".join(self._said)
        for name, key in self._keys.items():
            code = key.kind == "code"
            found = _judged(sentence if code else before + sentence, key, [*self._earlier, said])
            if not found.leaks and said and (may_hold_code(sentence) if code else whole):
                found = _judged(said + sentence, key, self._earlier)
            if found.leaks:
                self.leak, self.leaked = found, name
                return False
        return True

    def _just_said(self) -> str:
        """The last whole sentences: what is told apart may be meant together."""
        size, place = 0, len(self._said)
        while place and (size := size + len(self._said[place - 1])) <= BEFORE:
            place -= 1
        return "".join(self._said[place:])


def _judged(reply: str, key: Key, history: Sequence[str]) -> Verdict:
    """What the guard finds; of a key that cannot be read, which its author is told of, the words are kept back."""
    try:
        return check(reply, key, history)
    except KeyFault:
        return check(reply, key._replace(kind="text"), history)


def _end_of_first(text: str, *, code: bool) -> int:
    """Where the first sentence of ``text`` ends, with the code that it holds; 0 where it may go on.

    ``code``: whether lines without a fence may be some, too, so that they are judged together.
    """
    if code and (line := text.find("\n") + 1) and runs_on(text[:line]):
        while (following := text.find("\n", line) + 1) and runs_on(text[line:following]):
            line = following
        return line if following or line > LONGEST_CODE else 0
    fence, end = _FENCE.search(text), _END.search(text)
    if fence and not (end and end.start() < fence.start()):
        closing = text.find(fence[0], fence.end())
        line = text.find("\n", closing) if closing >= 0 else -1
        return line + 1 if line >= 0 else len(text) if len(text) > LONGEST_CODE else 0
    if end:
        return min(end.end(), LONGEST)
    if len(text) > LONGEST:
        return text.rfind(" ", 0, LONGEST) + 1 or LONGEST
    return 0
