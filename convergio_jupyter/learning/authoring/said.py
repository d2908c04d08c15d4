"""What the source of a cell says besides its code: values that a check compares with, labels, remarks, words."""

from __future__ import annotations

import ast
import itertools
import re
import textwrap
from collections.abc import Iterator, Sequence

from ..answers import check_answer
from ..exercises.written import as_written, called
from ..guard.static import parsed
from ..guard.verdict import without_accents
from ..key import Key, KeyFault
from ..lesson.roles import NOTHING_YET

WORD = re.compile(r"[^\W\d_]{2,}")
_INLINE = re.compile(r"`([^`\n]+)`")
_LEAST_STEPS = 2  # of a solution: one alone is tried out
_LEAST = 4  # letters of a word that tells something
_MOST_COMMENTS = 40  # lines in a row that are looked at
_HEAD = 5  # letters that forms of one word share: “date” and “dates” do
_REMARK = re.compile(r"#+\s*(.*)$", re.MULTILINE)
_UNSAID = ("len", "type", "isinstance", "set", "sorted")  # what these give is not the answer
# What tasks of every kind are worded with, in the languages that lessons are in.
_TASKS = """
about alone also answer been both come does each everything find first following from give have here into just
know letter long make many more most much must name number only other quotes result same says should some tell than
that their them then there these they this those very what when where which whole whose will with without word
write your
alla alle altro anche ancora ciascuno come cosa dalla dalle deve della delle dello dopo dove essere fare hanno
lettera loro molti molto nella nelle nome numero ogni parola però perché poco prima primo qual quale quali quando
quanta quante quanti quanto quella quelle quelli quello questa queste questi questo rispondi risposta risultato
scrivi scrivila scrivilo senza solo sono stesso sulla tutta tutti tutto trova virgolette
"""
_EVERYWHERE = frozenset(_TASKS.split())


def telling_words(task: str, others: Sequence[str]) -> frozenset[str]:
    """The words of a task that tell it from ``others``: not those that half of these have, too."""
    elsewhere = [words_of(text) for text in others]
    return frozenset(
        word for word in words_of(task) if sum(word in each for each in elsewhere) <= max(1, len(elsewhere) // 2)
    )


def words_of(text: str) -> set[str]:
    """The heads of the words in a text that say what it is about."""
    found = (word.lower() for word in WORD.findall(text))
    plain = (without_accents(word) for word in found if word not in _EVERYWHERE)
    return {word[:_HEAD] for word in plain if len(word) >= _LEAST}


def named(solution: str) -> list[str]:
    """The names that a solution gives to values, one after the other."""
    tree = parsed(solution)
    targets = [node.targets[0] for node in tree.body if isinstance(node, ast.Assign)] if tree else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def labels(source: str) -> list[str]:
    """What the asserts in a check say."""
    tree = parsed(source)
    said = [node.msg for node in ast.walk(tree) if isinstance(node, ast.Assert)] if tree else []
    return [each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def remarks(source: str) -> list[str]:
    """What code says to whoever reads it: its comments, and texts that are sentences."""
    tree = parsed(source)
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)] if tree else []
    sentences = [text for text in texts if isinstance(text, str) and len(text.split()) > 2]
    return [*(found[1].strip() for found in _REMARK.finditer(source) if found[1].strip()), *sentences]


def uncommented(source: str) -> str:
    """``source`` with the code in its comments as code; empty where there is none."""
    rows: list[str] = []
    found = False
    for remark, group in itertools.groupby(source.split("\n"), key=lambda line: line.lstrip().startswith("#")):
        lines = [line for line in group if line.strip() != NOTHING_YET]
        code = _code_in(lines) if remark else []
        found = found or bool(code)
        rows += code or lines
    return "\n".join(rows) if found else ""


def shows(source: str, name: str, key: Key) -> str:
    """The line of ``source`` in which ``name`` is given the right answer, or compared with it; empty without one."""
    tree = parsed(source)
    if tree is None or not name:
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            values = [node.value] if isinstance(target, ast.Name) and target.id == name else []
        elif isinstance(node, ast.Assert):
            values = [value for part in _parts(node.test) for value in _compared(part, name)]
        else:
            continue
        if any(is_right(said, key) for value in values if (said := as_written(value))):
            return ast.unparse(node)
    return ""


def retold(text: str, solution: str) -> str:
    """The last step of ``solution``, where ``text`` says each of its steps in inline code; empty where one is left out.

    What joins them, as “if … is 0, otherwise”, may be words, so this is no program that could be tried.
    """
    tree = parsed(solution)
    steps = [step for node in ast.walk(tree) if (step := _step(node))] if tree is not None else []
    said = {ast.unparse(inline) for found in _INLINE.finditer(text) if (inline := parsed(found[1])) is not None}
    told = [step for step in steps if said & set(step)]
    return told[-1][0] if len(steps) >= _LEAST_STEPS and told == steps else ""


def _step(node: ast.AST) -> tuple[str, ...]:
    """The ways to say what a line does; none of one that says little, as ``return total``, or that words may say."""
    if not isinstance(node, (ast.Assign, ast.AugAssign, ast.Return)) or node.value is None:
        return ()
    if not any(isinstance(each, (ast.BinOp, ast.Call, ast.Subscript, ast.Compare)) for each in ast.walk(node.value)):
        return () if not isinstance(node, ast.AugAssign) else (ast.unparse(node),)
    return (ast.unparse(node.value), ast.unparse(node))


def is_right(said: str, key: Key) -> bool:
    """Whether ``said`` is the answer, with the unit or without it."""
    try:
        return bool(said) and any(
            check_answer(each, key).correct for each in (said, *([f"{said} {key.unit}"] if key.unit else []))
        )
    except KeyFault:  # said where the structure is looked at
        return False


def _code_in(comments: Sequence[str]) -> list[str]:
    """The longest stretch of ``comments`` that does something when it is run; a sentence or a name does nothing."""
    lines = [re.sub(r"^(\s*)#+ ?", r"\1", line) for line in comments[:_MOST_COMMENTS]]
    for length in range(len(lines), 0, -1):
        for start in range(len(lines) - length + 1):
            tree = parsed(textwrap.dedent("\n".join(lines[start : start + length])))
            if tree is not None and any(not isinstance(each, ast.Expr) for each in tree.body):
                return lines[start : start + length]
    return []


def _parts(test: ast.expr) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]


def _compared(test: ast.expr, name: str) -> Iterator[ast.expr]:
    """What something made of ``name`` must be equal to, exactly or nearly."""
    if isinstance(test, ast.Call) and called(test) == "isclose" and len(test.args) > 1:
        yield from _beside(test.args[0], test.args[1], name)
    if not isinstance(test, ast.Compare) or len(test.ops) > 1:
        return
    left, right = test.left, test.comparators[0]
    if isinstance(test.ops[0], ast.Eq):
        yield from _beside(left, right, name)
    elif isinstance(test.ops[0], ast.In) and isinstance(right, (ast.Tuple, ast.List, ast.Set)) and len(right.elts) == 1:
        yield from _beside(left, right.elts[0], name)
    elif isinstance(test.ops[0], (ast.Lt, ast.LtE)) and isinstance(left, ast.Call) and called(left) == "abs":
        near = left.args[0] if left.args else left
        if isinstance(near, ast.BinOp) and isinstance(near.op, ast.Sub):
            yield from _beside(near.left, near.right, name)


def _beside(left: ast.expr, right: ast.expr, name: str) -> Iterator[ast.expr]:
    for one, other in ((left, right), (right, left)):
        calls = [called(node) for node in ast.walk(one) if isinstance(node, ast.Call)]
        if _mentions(one, name) and not _mentions(other, name) and not set(calls) & set(_UNSAID):
            yield other


def _mentions(node: ast.expr, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node))
