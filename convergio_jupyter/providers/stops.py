"""Stop strings in text that comes in pieces."""

from __future__ import annotations


class Until:
    """Lets text through up to the first stop string, which may be split over several pieces.

    The end of a text that may be the start of a stop string waits until that is decided.
    """

    def __init__(self, stop: tuple[str, ...]) -> None:
        self._stop = stop
        self.held = ""
        self.met = False

    def feed(self, text: str) -> str:
        """What of the text so far may be said now."""
        text, self.met = before_stop(self.held + text, self._stop)
        keep = 0 if self.met else _doubtful(text, self._stop)
        self.held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def rest(self) -> str:
        """What was held back, now that nothing follows."""
        held, self.held = self.held, ""
        return held


def before_stop(text: str, stop: tuple[str, ...]) -> tuple[str, bool]:
    """What stands before the first stop string, and whether there is one."""
    places = [place for each in stop if each and (place := text.find(each)) >= 0]
    return (text[: min(places)], True) if places else (text, False)


def _doubtful(text: str, stop: tuple[str, ...]) -> int:
    """How many characters at the end of ``text`` may be the start of a stop string."""
    longest = max(map(len, stop), default=0) - 1
    ends = range(min(longest, len(text)), 0, -1)
    return next((size for size in ends if any(each.startswith(text[-size:]) for each in stop)), 0)
