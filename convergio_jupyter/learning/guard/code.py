"""The exact test for code: what a reply holds is put in the answer's place, and the checks say whether it solves it."""

from __future__ import annotations

import ast
import codecs
import functools
import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import islice

from ..key import Key
from ..running import Stopped, runner
from .plain import visible
from .static import could_pass, parsed
from .verdict import CLEAN, Verdict
from .views import decoded

SECONDS = 1.0
MOST_TRIED = 40  # candidates of one reply
MOST_MADE = 200  # ways to put code together that are looked at
MOST_RENAMED = 3  # functions of one piece of code
MOST_STARTED = 3  # processes for them
MOST_KNOWN = 256  # verdicts that are kept
MOST_WORDS = 8  # behind what is to be returned
KEPT_SHARE = 0.8  # of the lines of a solution that may not be said, one after the other
LEAST_LINE = 6  # signs of a line that tells something
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^\n]*\n(.*?)(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LOOKS = re.compile(
    r"^\s*(?:def |class |return\b|for |while |if |elif |else:|import |from |print\(|yield |lambda |@|with |try:"
    r"|[\w.\[\]'\", ]+\s*(?:[-+*/%]|//|\*\*)?=(?!=)|[\w.]+\(.*\)\s*$)"
)
_CODE_WORDS = re.compile(r"\b(?:def|return|for|lambda|class|while)\b|=")
_PASSES = Verdict(True, "code", "it passes the checks")
_MAY_HOLD_CODE = re.compile(r"[`=(){}\[\]+*%]|\breturn\b|\bimport\b|\n(?: {2}|\t)|~~~")
_PROMPT = re.compile(r"^(?:>>>|\.\.\.|In \[\d*\]:|[+]|\d+[.:)|])[ \t]?")
_DOC = re.compile(r'("""|\'\'\')(.*?)\1', re.DOTALL)


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
    if not all(isinstance(node, ast.Assign) and _is_value(node.value) for node in body):
        return ()
    found = [ast.literal_eval(node.value) for node in body if isinstance(node, ast.Assign)]
    kinds = [(value, "text" if isinstance(value, str) else "number") for value in found if value != ""]
    return tuple(Key(kind, answer=str(value), asked=f"{key.asked}\n{key.given}") for value, kind in kinds)


def _is_value(node: ast.expr) -> bool:
    """A number or a word, as somebody writes it who knows the answer."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return isinstance(node.operand, ast.Constant) and type(node.operand.value) in (int, float)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float, str)


def _tried(reply: str, key: Key, history: Sequence[str] = ()) -> Verdict:
    """Whether code in ``reply`` passes the checks of ``key``. No process is started for what cannot."""
    if not key.checks or not _MAY_HOLD_CODE.search(reply):
        return CLEAN
    made = dict.fromkeys(islice(_candidates(reply, history, key.solution), MOST_MADE + 1))
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
    turned = [plain, codecs.encode(plain, "rot13"), plain[::-1], "\n".join(line[::-1] for line in plain.split("\n"))]
    for text in (*decoded(reply), *turned):
        if text != reply and len(text) > LEAST_LINE and _CODE_WORDS.search(text):
            yield text


def _candidates(reply: str, history: Sequence[str], solution: str) -> Iterator[str]:
    """Code as it may be meant, the likeliest first; each also in the place of the solution's own body."""
    blocks = _blocks(reply)
    talk = [block for each in history for block in _blocks(each)]
    loose, inline = _loose(reply), _INLINE.findall(reply)
    raw = "\n".join(block for each in [*history, reply] for block in _raw_blocks(each))
    whole = ["\n".join(blocks), *blocks, loose, "\n".join([*talk, *blocks, loose]), raw, *inline, _sentences(reply)]
    for code in filter(str.strip, whole):
        yield code
        yield from _in_place(code, solution)


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


def _loose(text: str) -> str:
    """Lines that look like code although nothing marks them, with those that are indented below them."""
    kept: list[str] = []
    for line in _FENCE.sub("\n", text).split("\n"):
        plain = _PROMPT.sub("", line.lstrip(">*- ") if not line.startswith((" ", "\t")) else line)
        if _LOOKS.match(plain) or (kept and plain.startswith((" ", "\t")) and plain.strip()):
            kept.append(plain.rstrip("`").replace("`", ""))
    return textwrap.dedent("\n".join(kept))


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


def _in_place(code: str, solution: str) -> Iterator[str]:
    """``code`` as the body, or as the value, of each function that the solution defines, under its name."""
    tree = parsed(solution)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)] if tree else []
    for function in functions:
        head = f"def {function.name}({ast.unparse(function.args)}):\n"
        body = textwrap.dedent(code)
        yield head + textwrap.indent(body, "    ")
        if "\n" not in body.strip() and not body.strip().startswith(("return", "def ")):
            yield f"{head}    return {body.strip()}"
        yield from _renamed(code, function.name)


def _renamed(code: str, name: str) -> Iterator[str]:
    """``code`` with its only function, or the last, under the name that the checks call."""
    tree = parsed(code)
    own = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] if tree else []
    for each in own[-MOST_RENAMED:]:
        if each != name:
            yield f"{code}\n{name} = {each}"


def _one_passes(waiting: list[str], key: Key) -> bool:
    """Whether one of the candidates, each by itself, passes all checks; those that were tried are taken out."""
    with runner(SECONDS) as process:
        for _ in range(min(MOST_TRIED, len(waiting))):
            code = waiting.pop(0)
            process.forget()
            if key.given:
                process.run(key.given)
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
