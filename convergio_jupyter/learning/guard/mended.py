"""Code that a sign keeps from being any: brackets that are not closed, as where a reply is cut, one too many, a colon.

Who copies it is told by the editor what is missing, so it gives away as much as code that runs.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from itertools import islice

from .static import parsed

MOST_MENDED = 12  # ways to mend one piece of code
MOST_LOOKED_AT = 60
LONGEST = 4_000  # signs of it
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_NO_CODE = re.compile(r"'''.*?'''|\"\"\".*?\"\"\"|'[^'\n]*'|\"[^\"\n]*\"|#[^\n]*", re.DOTALL)
_BRACKETED = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_HEAD = re.compile(r"[ \t]*(?:async )?(?:def|class|if|elif|else|for|while|try|except|finally|with)\b")
_EDGE = re.compile(r"(?<=\w)(?!\w)|(?<!\w)(?=\w)|(?<=[)\]}'\"])")


def mended(code: str) -> Iterator[str]:
    """``code`` with brackets and colons put in, or a bracket left out, so that it is Python. Nothing where it is."""
    code = textwrap.dedent(code).strip("\n")
    if len(code) > LONGEST or parsed(code) is not None:
        return
    changed = (each for whole in _balanced(code) for each in (whole, _with_colons(whole)))
    made = dict.fromkeys(each for each in islice(changed, MOST_LOOKED_AT) if parsed(each) is not None)
    yield from islice(made, MOST_MENDED)


def _balanced(code: str) -> Iterator[str]:
    """``code`` with as many brackets closed as are opened, the likeliest places first."""
    code, dropped = _matched(code)
    opened = _left_open(code)
    if not opened:
        yield code
        yield from _moved(code, dropped) if len(dropped) == 1 else ()
        return
    yield code + "".join(_CLOSING[code[place]] for place in reversed(opened))
    by_line = code
    for place in reversed(opened):
        by_line = _put(by_line, _end_of_line(by_line, place), _CLOSING[code[place]])
    yield by_line
    if len(opened) == 1:
        place, end = opened[0], _end_of_line(code, opened[0])
        edges = [place + 1 + each.start() for each in _EDGE.finditer(code[place + 1 : end])]
        yield from (_put(code, each, _CLOSING[code[place]]) for each in reversed(edges))
        yield code[:place] + code[place + 1 :]


def _matched(code: str) -> tuple[str, list[tuple[int, str]]]:
    """``code`` without what closes nothing, and where that stood; what another bracket cuts off is closed before it."""
    opened, kept, dropped = list[str](), list[str](), list[tuple[int, str]]()
    for sign, plain in zip(code, _bare(code), strict=True):
        if plain in _CLOSING:
            opened.append(plain)
        elif plain in _OPENING:
            if _OPENING[plain] not in opened:
                dropped.append((sum(map(len, kept)), plain))
                continue
            while opened[-1] != _OPENING[plain]:
                kept.append(_CLOSING[opened.pop()])
            opened.pop()
        kept.append(sign)
    return "".join(kept), dropped


def _moved(code: str, dropped: list[tuple[int, str]]) -> Iterator[str]:
    """What may be meant where a bracket closes nothing: another is too many, or the one that it closes is missing."""
    place, closing = dropped[0]
    begin = code.rfind("\n", 0, place) + 1
    whole = _put(code, place, closing)
    for each in range(place - 1, begin - 1, -1):
        if code[each] == closing:
            yield whole[:each] + whole[each + 1 :]
    for found in _EDGE.finditer(code[begin:place]):
        yield _put(whole, begin + found.start(), _OPENING[closing])


def _left_open(code: str) -> list[int]:
    opened: list[int] = []
    for place, sign in enumerate(_bare(code)):
        if sign in _CLOSING:
            opened.append(place)
        elif sign in _OPENING:
            opened.pop()
    return opened


def _bare(code: str) -> str:
    """``code`` without what stands in quotes and remarks, each sign in its place."""
    return _NO_CODE.sub(lambda found: "_" * len(found[0]), code)


def _end_of_line(code: str, place: int) -> int:
    """Where the line ends that ``place`` is in, before its colon."""
    end = (code + "\n").find("\n", place)
    return place + len(_bare(code[place:end]).rstrip("_ \t").removesuffix(":"))


def _put(code: str, place: int, sign: str) -> str:
    return code[:place] + sign + code[place:]


def _with_colons(code: str) -> str:
    return "\n".join(map(_with_colon, code.split("\n")))


def _with_colon(line: str) -> str:
    """A line that opens a block, with its colon."""
    bare = _bare(line)
    for _ in range(3):  # brackets in one another
        bare = _BRACKETED.sub("", bare)
    return f"{line.rstrip()}:" if _HEAD.match(line) and ":" not in bare else line
