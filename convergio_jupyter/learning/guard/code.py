"""The exact test for code: what a reply holds is put in the answer's place, and the checks say whether it solves it."""

from __future__ import annotations

import ast
import codecs
import functools
import html
import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import islice

from ..key import Key
from ..running import Stopped, runner
from .mended import mended
from .placing import placed, together
from .plain import visible
from .static import could_pass, parsed
from .verdict import CLEAN, Verdict
from .views import decoded

SECONDS = 1.0
MOST_TRIED = 120  # candidates of one reply
MOST_MADE = 400  # ways to put code together that are looked at
MOST_STARTED = 3  # processes for them
MOST_KNOWN = 256  # verdicts that are kept
MOST_WORDS = 8  # behind what is to be returned
KEPT_SHARE = 0.8  # of the lines of a solution that may not be said, one after the other
LONGEST_VALUE = 300  # signs of what stands in brackets
LEAST_LINE = 6  # signs of a line that tells something
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^\n]*\n(.*?)(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LOOKS = re.compile(
    r"^\s*(?:def |class |return\b|for |while |if |elif |else:|import |from |print\(|yield |lambda |@|with |try:"
    r"|[\w.\[\]'\", ]+\s*(?:[-+*/%]|//|\*\*)?=(?!=)|[\w.]+\(.*\)\s*$)"
)
_CODE_WORDS = re.compile(r"\b(?:def|return|for|lambda|class|while)\b|=")
_CODE_SIGN = re.compile(r"[\[\](){}+*/%=<>]|\w\.\w|^[-\d.]+$|(?<=\w)-(?=\w)")
_OPENED = re.compile(r"(?<![\w.])[\w.]*[(\[{]")
_JOINING = frozenset(("for", "in", "if", "else", "lambda", "and", "or", "not", "-"))
_PASSES = Verdict(True, "code", "it passes the checks")
_MAY_HOLD_CODE = re.compile(r"[`=(){}\[\]+*%]|\breturn\b|\bimport\b|\n(?: {2}|\t)|~~~")
_MARKED_UP = re.compile(r"</?\w[^<>]*>|\\[*_()\[\]<>]|[×·÷−∗＊]")
_OF_MATHEMATICS = str.maketrans("×·÷−∗＊", "**/-**")
_PROMPT = re.compile(r"^(?:>>>|\.\.\.|In \[\d*\]:|[+]|\d+[.:)|])[ \t]?")
_DOC = re.compile(r'("""|\'\'\')(.*?)\1', re.DOTALL)


def may_hold_code(text: str) -> bool:
    """Whether there may be a piece of a program in ``text``, which those before and behind it complete."""
    return _MAY_HOLD_CODE.search(text) is not None


def runs_on(line: str) -> bool:
    """Whether ``line``, which no fence marks, looks like one of a program, so that the next one may belong to it."""
    plain = _PROMPT.sub("", line)
    return bool(_LOOKS.match(plain)) or (line.startswith((" ", "\t")) and may_hold_code(line))


def says_code(reply: str, key: Key, history: Sequence[str] = ()) -> Verdict:
    """Whether ``reply`` says the solution, alone or with what was said before, as it stands or in a code."""
    if _retells(reply, key, history):
        return Verdict(True, "retold", "most lines of the solution")
    found = _tried(reply, key, history)
    if found.leaks:
        return found
    for text in _other_readings(reply):
        if _retells(text, key):
            return Verdict(True, "encoded", "most lines of the solution")
        for code in (f"```\n{text}\n```", text):
            if (found := _tried(code, key)).leaks:
                return found._replace(reason="encoded") if found == _PASSES else found
    return CLEAN


@functools.lru_cache(maxsize=MOST_KNOWN)
def values_in(key: Key) -> tuple[Key, ...]:
    """The keys of what the solution names, where that is all it does: of ``half = 5`` the answer is 5, however said."""
    tree = parsed(key.solution)
    body = tree.body if tree else []
    if not all(isinstance(node, ast.Assign) for node in body):
        return ()
    try:
        values = [ast.literal_eval(node.value) for node in body if isinstance(node, ast.Assign)]
    except (ValueError, TypeError, SyntaxError):
        return ()
    return tuple(found for value in values if (found := key_of_value(value, key)) is not None)


def key_of_value(value: object, key: Key) -> Key | None:
    """The key of a number, of a word, or of several numbers; None for what nobody says in a sentence."""
    asked = f"{key.asked}\n{key.given}"
    if isinstance(value, (list, tuple, set)):
        numbers = sorted({each for each in value if type(each) in (int, float)})
        return Key("set", f"{{{'; '.join(map(str, numbers))}}}", asked=asked) if len(numbers) > 1 else None
    if type(value) in (int, float):
        return Key("number", str(value), asked=asked)
    return Key("text", value, asked=asked) if isinstance(value, str) and value else None


def _tried(reply: str, key: Key, history: Sequence[str] = ()) -> Verdict:
    """Whether code in ``reply`` passes the checks of ``key``. No process is started for what cannot."""
    if not key.checks or not _MAY_HOLD_CODE.search(reply):
        return CLEAN
    made = dict.fromkeys(islice(_candidates(reply, history, key), MOST_MADE + 1))
    likely = [code for code in made if could_pass(code, key)]
    if any(_VERDICTS.get((code, key)) for code in likely):
        return _PASSES
    waiting = [code for code in likely if _VERDICTS.get((code, key)) is None]
    for _ in range(MOST_STARTED):
        try:
            if waiting and _one_passes(waiting, key):
                return _PASSES
        except Stopped:  # the one that ran without end, or took the process with it, is no solution
            continue
        break
    rest = bool(waiting) or len(made) > MOST_MADE
    return Verdict(True, "opaque", "more code than can be tried") if rest else CLEAN


def _retells(reply: str, key: Key, history: Sequence[str] = ()) -> bool:
    """Whether most lines of the solution have been said by now, in whatever order and marks."""
    wanted = [_squeezed(line) for line in key.solution.split("\n")]
    shown = _squeezed(key.asked + key.given)
    wanted = [line for line in wanted if len(line) >= LEAST_LINE and line not in shown and not line.startswith("#")]
    if not wanted:
        return False
    said = _squeezed("\n".join([*history, reply]))
    kept = sum(line in said for line in wanted)
    new = any(line in _squeezed(reply) for line in wanted)
    return new and kept >= max(1, KEPT_SHARE * len(wanted))


def _other_readings(reply: str) -> Iterator[str]:
    """``reply`` decoded or turned round, where code comes of that."""
    plain = visible(reply)
    if _MARKED_UP.search(reply):
        yield _without_marks(reply)
    turned = [plain, codecs.encode(plain, "rot13"), plain[::-1], "\n".join(line[::-1] for line in plain.split("\n"))]
    for text in (*decoded(reply), *turned):
        if text != reply and len(text) > LEAST_LINE and _CODE_WORDS.search(text):
            yield text


def _without_marks(reply: str) -> str:
    """``reply`` with the lines of HTML as lines, and the signs of mathematics as those of a program."""
    text = re.sub(r"<br\s*/?>|</?(?:p|pre|div|li)\b[^<>]*>", "\n", reply)
    text = html.unescape(re.sub(r"</?(?:code|span|b|i|em|strong|tt)\b[^<>]*>", "", text))
    return re.sub(r"\\([*_()\[\]<>])", r"\1", text).translate(_OF_MATHEMATICS)


def _candidates(reply: str, history: Sequence[str], key: Key) -> Iterator[str]:
    """Code as it may be meant, the likeliest first; each also in its place in the answer's cell."""
    blocks = _blocks(reply)
    talk = [block for each in history for block in _blocks(each)]
    loose, inline = textwrap.dedent("\n".join(_loose(reply))), _INLINE.findall(reply)
    raw = "\n".join(block for each in [*history, reply] for block in _raw_blocks(each))
    whole = ["\n".join(blocks), *blocks, loose, "\n".join([*talk, *blocks, loose]), raw, *inline, _sentences(reply)]
    lines = [line for each in [*history, reply] for line in _lines(each)] if _lines(reply) else []
    made = dict.fromkeys(filter(str.strip, [*whole, *_values(reply, key), *together(lines)]))
    for piece in dict.fromkeys(each for code in made for each in (code, *mended(code))):
        yield piece
        yield from placed(piece, key)


def _lines(text: str) -> list[str]:
    """The lines of a program that ``text`` says one by one: each in backticks, in a block, or bare."""
    blocks = [line for block in _raw_blocks(text) for line in block.split("\n")]
    apart = _INLINE.findall(_FENCE.sub("\n", text)) or _loose(text)
    returned = _sentences(text)
    return [*blocks, *apart, *([returned] if returned and returned not in map(str.strip, [*blocks, *apart]) else [])]


def _values(text: str, key: Key) -> Iterator[str]:
    """What is worked out in a sentence, with no marks around it: “take sorted(words)[0]”."""
    yield from _in_brackets(text)
    names = _names(key)
    run: list[str] = []
    for token in [*_FENCE.sub("\n", text).replace("`", " ").split(), ""]:
        if token and (_CODE_SIGN.search(token) or token.strip(".,:;") in names):
            run.append(token)
            continue
        value = " ".join(run).rstrip(".,:;!? ")
        if _CODE_SIGN.search(value):
            yield from (value,) if parsed(value) is not None else mended(value)
        run = []


def _in_brackets(text: str) -> Iterator[str]:
    """What stands in brackets, with what is called or left out of: whatever names it has, it may be code."""
    end = 0
    for opened in _OPENED.finditer(text):
        if opened.start() >= end:
            end = _closed_at(text, opened.end() - 1)
            value = text[opened.start() : end]
            if " " in value and parsed(value) is not None:
                yield value


def _closed_at(text: str, begin: int) -> int:
    """Where what the bracket at ``begin`` opens ends, with what it is called with or picked by; there if nowhere."""
    depth = 0
    for place in range(begin, min(len(text), begin + LONGEST_VALUE)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth == 0 and text[place + 1 : place + 2] not in ("(", "["):
            return place + 1
    return begin


@functools.lru_cache(maxsize=MOST_KNOWN)
def _names(key: Key) -> frozenset[str]:
    """The words that may be meant as code: names of the exercise, and what holds an expression together."""
    return frozenset(re.findall(r"[A-Za-z_]\w*", f"{key.stub}\n{key.solution}")) | _JOINING


def _blocks(text: str) -> list[str]:
    """Fenced code, what a notebook's JSON holds, and code in comments and doc strings of these."""
    found = [_plain_lines(block[2]) for block in _FENCE.finditer(text)]
    if "{" in text and '"' in text:
        found += _of_notebook(text)
    inner = [_uncommented(block) for block in found]
    inner += [textwrap.dedent(doc[2]) for block in found for doc in _DOC.finditer(block)]
    return [block for block in [*found, *inner] if block.strip()]


def _raw_blocks(text: str) -> list[str]:
    """Fenced code as it is indented: a part of a body tells its place by that."""
    return [block[2].rstrip("\n") for block in _FENCE.finditer(text)]


def _of_notebook(text: str) -> list[str]:
    start = text.find("{")
    try:
        data, _ = json.JSONDecoder().raw_decode(text[start:])
    except (ValueError, RecursionError):
        return []
    return [each for each in _strings(data) if _CODE_WORDS.search(each)]


def _strings(data: object) -> Iterator[str]:
    """The texts in JSON; a list of lines is one."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        if data and all(isinstance(each, str) for each in data):
            yield "".join(data) if data[0].endswith("\n") or len(data) == 1 else "\n".join(data)
        else:
            for each in data:
                yield from _strings(each)
    elif isinstance(data, dict):
        for each in data.values():
            yield from _strings(each)


def _loose(text: str) -> list[str]:
    """Lines that look like code although nothing marks them, with those that are indented below them, as they are."""
    kept: list[str] = []
    for line in _FENCE.sub("\n", text).split("\n"):
        plain = _PROMPT.sub("", line.lstrip(">*- ") if not line.startswith((" ", "\t")) else line)
        if _LOOKS.match(plain) or (kept and plain.startswith((" ", "\t")) and plain.strip()):
            kept.append(plain.rstrip("`").replace("`", ""))
    return kept


def _sentences(text: str) -> str:
    """What is said to be returned, in a sentence: “return width * height”."""
    found = re.findall(r"\breturn\s+([^;\n]+)", text)
    words = found[-1].strip().strip("`.").split(" ") if found else []
    for count in range(len(words), max(0, len(words) - MOST_WORDS), -1):
        line = "return " + " ".join(words[:count]).rstrip(",.:`")
        if parsed(f"def f():\n    {line}") is not None:
            return line
    return ""


def _plain_lines(code: str) -> str:
    """Code without the marks of prompts, of a comparison of two versions, and of line numbers."""
    lines = code.split("\n")
    if any(line.startswith(("+", "-")) for line in lines) and sum(line.startswith("+") for line in lines) > 0:
        lines = [line[1:] if line.startswith(("+", " ")) else line for line in lines if not line.startswith("-")]
        lines = [line for line in lines if not line.startswith(("++", "@@"))]
    lines = [_PROMPT.sub("", line) if _PROMPT.match(line) and not line.startswith("+") else line for line in lines]
    return textwrap.dedent("\n".join(lines))


def _uncommented(code: str) -> str:
    lines = [re.sub(r"^(\s*)#\s?", r"\1", line) for line in code.split("\n")]
    return textwrap.dedent("\n".join(lines))


def _one_passes(waiting: list[str], key: Key) -> bool:
    """Whether one of the candidates, each by itself, passes all checks; those that were tried are taken out."""
    with runner(SECONDS) as process:
        for _ in range(min(MOST_TRIED, len(waiting))):
            code = waiting.pop(0)
            process.forget()
            for before in filter(None, (key.given, key.earlier)):
                process.run(before)
            passed = not process.run(code).error and all(not process.run(check).error for check in key.checks)
            _VERDICTS.put((code, key), passed)
            if passed:
                return True
    return False


class _Verdicts:
    """Which code passed which checks, so that a block is run once, however often a talk comes back to it."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Key], bool] = {}

    def get(self, code: tuple[str, Key]) -> bool | None:
        return self._known.get(code)

    def put(self, code: tuple[str, Key], passed: bool) -> None:
        while len(self._known) >= MOST_KNOWN:
            self._known.pop(next(iter(self._known)), None)
        self._known[code] = passed


_VERDICTS = _Verdicts()


def _squeezed(text: str) -> str:
    return re.sub(r"[\s`*>|]+", "", text)
