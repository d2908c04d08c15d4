"""Looks at what a model says while it streams: no question for personal data, no harm, no claim to be human.

Words pass as they come. Only from an opening word on (see ``rules/speech.txt``) is a sentence held: for a few words,
and to its end where they go on as one that is stopped would. Code and quotations pass untouched:
a dialogue in an exercise may ask for an address, the teacher may not.
"""

from __future__ import annotations

import re

from ..core.i18n import translate
from . import spoken

WINDOW = 3  # words after an opening one that tell whether its sentence has to be held
LONGEST = 600  # characters of a sentence; a longer one is judged as if it ended there
_PIECE = re.compile(r"\n|[^\W_]+(?:['’][^\W_]*)?|(?:[^\w\n]|_)+")
_END = re.compile(r"[.!?…][^\w\s]*\s")


class Speech:
    """One answer on its way to a reader; ``lang`` is theirs. What is shown does not depend on how it was cut."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._sentence = ""  # what came of it so far
        self._shown = 0  # how much of it is shown or replaced
        self._held: int | None = None  # where what is held begins
        self._since = 0  # words since then
        self._sure = False  # whether it is held to its end
        self._word = ""  # one that may go on in the next piece
        self._in_code = False
        self._in_quote = False
        self._noted = False

    def feed(self, text: str) -> str:
        """What may be shown now, of ``text`` and what was held before."""
        pieces = _PIECE.findall(self._word + text)
        self._word = pieces.pop() if pieces else ""
        return "".join([*map(self._take, pieces), self._early()])

    def finish(self) -> str:
        """The rest, once nothing more comes."""
        word, self._word = self._word, ""
        return (self._take(word) if word else "") + self._end()

    def whole(self, text: str) -> str:
        """What may be shown of a text that is complete."""
        return self.feed(text) + self.finish()

    def _early(self) -> str:
        """The piece that may not be complete goes out at once, where it cannot become a word that is held."""
        word = self._word
        if self._held is not None or "`" in word or word.lower().replace("’", "'") in spoken.beginnings():
            return ""
        begin, self._shown = max(0, self._shown - len(self._sentence)), len(self._sentence) + len(word)
        return word[begin:]

    def _take(self, piece: str) -> str:
        """One word, one line break, or what stands between words."""
        begin = len(self._sentence)
        self._sentence += piece
        if "```" in piece and piece.count("```") % 2:
            self._in_code = not self._in_code
        if self._in_code:
            return self._end() if piece == "\n" else self._free()
        if piece == "\n" or len(self._sentence) > LONGEST or (not piece[0].isalnum() and _END.search(piece)):
            return self._end()
        if piece[0].isalnum():
            self._weigh(piece.lower().replace("’", "'"), begin)
        return self._free()

    def _weigh(self, word: str, begin: int) -> None:
        if self._held is None:
            if word in spoken.openings():
                self._held, self._since, self._sure = begin, 0, False
            return
        self._since += 1
        if self._sure or self._since < WINDOW:
            return
        if spoken.may_be_stopped(self._sentence, self._held):
            self._sure = True
            return
        later = (found for found in spoken.opening().finditer(self._sentence, self._held + 1))
        nearest = next(later, None)
        self._held = nearest.start() if nearest else None
        self._since = len(self._sentence[self._held :].split()) - 1 if nearest else 0

    def _free(self) -> str:
        """What of the sentence need not wait."""
        until = len(self._sentence) if self._held is None else self._held
        out, self._shown = self._sentence[self._shown : until], max(self._shown, until)
        return out

    def _end(self) -> str:
        """The sentence is whole: what was held is shown, or a note stands in its place."""
        sentence, out = self._sentence, self._sentence[self._shown :]
        if self._held is not None and (kind := spoken.stopped(sentence, quoted=self._in_quote)):
            tail = sentence[len(sentence.rstrip()) :]
            out = sentence[self._shown : self._held] + self._note(kind) + tail
        if sentence.count('"') % 2:
            self._in_quote = not self._in_quote
        if sentence.endswith("\n"):
            self._in_quote = False
        self._sentence, self._shown, self._held = "", 0, None
        return out

    def _note(self, kind: str) -> str:
        noted, self._noted = self._noted, True
        return "" if noted else f"[{translate(_NOTES[kind], self._lang)}]"


_NOTES = {
    "personal": "Left out: nobody here needs your personal data.",
    "harm": "Left out: nothing that hurts you belongs here.",
    "human": "Left out: I am a program, not a person.",
}
