"""The course's material: notebooks and texts in a folder, found by their words and, where that is set up, by meaning.

The folder is looked through when somebody searches, at most once in a while; only files that changed are read again.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..core.errors import ConvergioError
from ..store import Row, Store, Transaction
from .vectors import Vectors
from .words import every_word_of, heads_of, kin_of, words_of

FRESH_SECONDS = 30.0  # for which a folder is taken to be as it was
MOST_FILES = 2_000
MOST_BYTES = 6_000_000  # of one file
PASSAGE = 900  # characters
MOST_DEEP = 6  # folders in folders
SUFFIXES = frozenset({".ipynb", ".md", ".txt", ".rst", ".pdf", ".csv"})
_KIND = "material"
_ACCOUNT = ""  # it is everybody's
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.+)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")  # what makes the lines above it a heading, except of these:
_NO_TITLE = re.compile(r"\s*(?:[>|]|[-*+]\s|\d+[.)]\s)|\s{4}")  # a quotation, a table, a list, code
_BELOW = " › "  # between a heading and one below it
_FORMAT = 3  # of what is kept of a file; what was kept in another one is read again
_FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)")  # what begins with # in code is a remark
Read = Callable[[str, bytes], str]  # the text of a file, by its name and content; raises our errors where there is none


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a file; ``heading`` is the path of those above it."""

    path: str
    heading: str
    text: str


class Material:
    """What lies in ``folder``. ``read`` turns a file into text."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        read: Read,
        clock: Callable[[], float] = time.monotonic,
        vectors: Vectors | None = None,
    ) -> None:
        self._store = store
        self._folder = folder
        self._read = read
        self._vectors = vectors
        self._clock = clock
        self._looked = float("-inf")
        self._looking = asyncio.Lock()
        self.root: Path | None = None  # the folder from which a surface opens files, where it can

    def address(self, passage: Passage) -> str:
        """Where a surface finds the file of ``passage``; empty where it can open none, or not this one."""
        if self.root is None:
            return ""
        file = (self._folder / passage.path).resolve()
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else ""

    async def search(self, query: str, limit: int = 5) -> list[Passage]:
        """The passages that share words with ``query``, or mean much the same, the likeliest first."""
        async with self._looking:
            await self._refresh()
        limit = max(1, min(limit, 20))
        words = words_of(query)
        by_words = await self._store.find(
            [*words, *kin_of(words)], heads_of(words), account=_ACCOUNT, kind=_KIND, limit=limit
        )
        by_meaning = await self._vectors.nearest(query, limit) if self._vectors is not None else []
        found = fused([each.ref for each in by_words], by_meaning)[:limit]
        if not found:
            return []
        marks = ", ".join("?" for _ in found)
        rows = await self._store.fetch(f"SELECT * FROM passages WHERE id IN ({marks})", tuple(map(int, found)))
        by_id = {str(row["id"]): _passage(row) for row in rows}
        return [by_id[ref] for ref in found if ref in by_id]

    async def close(self) -> None:
        if self._vectors is not None:
            await self._vectors.close()

    async def _refresh(self) -> None:
        """Brings what is known of the folder up to date, a file a transaction."""
        if self._clock() - self._looked < FRESH_SECONDS:
            return
        known = {row["path"]: row["signature"] for row in await self._store.fetch("SELECT * FROM material")}
        files = await asyncio.to_thread(files_in, self._folder)
        there = {path.relative_to(self._folder).as_posix(): path for path in files}
        for path in known.keys() - there.keys():
            await self._store.write(partial(_forget, path=path))
        for name, path in there.items():
            signature = _signature(path)
            if signature and known.get(name) != signature:
                passages = list(passages_of(await asyncio.to_thread(self._text, path)))
                await self._store.write(partial(_keep, path=name, signature=signature, passages=passages))
        self._looked = self._clock()
        if self._vectors is not None:
            self._vectors.fill()

    def _text(self, path: Path) -> str:
        """The text of a file; nothing where it cannot be read, which a search is not the place to say."""
        try:
            return self._read(path.name, path.read_bytes())
        except (ConvergioError, OSError):
            return ""


def fused(*rankings: Sequence[str]) -> list[str]:
    """One ranking of several: what stands high in many stands high (reciprocal rank fusion).

    Reference: Cormack, Clarke and Büttcher, SIGIR 2009, which gives the constant 60.
    """
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for place, ref in enumerate(ranking, 1):
            scores[ref] += 1 / (60 + place)
    return sorted(scores, key=scores.__getitem__, reverse=True)


def files_in(folder: Path) -> list[Path]:
    """The files with text, without hidden ones, links that lead away, and what is too large."""
    found: list[Path] = []
    waiting = [(folder, 0)]
    while waiting and len(found) < MOST_FILES:
        place, depth = waiting.pop()
        try:
            entries = sorted(place.iterdir())
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith((".", "__")) or entry.is_symlink():
                continue
            if entry.is_dir() and depth < MOST_DEEP and entry.name != "node_modules":
                waiting.append((entry, depth + 1))
            elif entry.suffix.lower() in SUFFIXES and entry.is_file() and entry.stat().st_size <= MOST_BYTES:
                found.append(entry)
    return found[:MOST_FILES]


def passages_of(text: str) -> Iterator[tuple[str, str]]:
    """``(heading, text)`` of stretches that end where a paragraph does, as far as that can be.

    The heading is that of each level above, the nearest last, as far as ``heading_of`` parts them again.
    """
    above: dict[int, str] = {}  # the heading of each level
    held = ""
    for level, title, paragraph in _paragraphs(text):
        if held and (title or len(held) + len(paragraph) > PASSAGE):
            yield _BELOW.join(above.values()), held
            held = ""
        if title:
            above = {higher: each for higher, each in above.items() if higher < level} | {level: title}
        held = f"{held}\n\n{paragraph}".strip()
        whole = max(0, (len(held) - PASSAGE - 1) // PASSAGE)  # so many passages, and the rest is not too long
        for start in range(0, whole * PASSAGE, PASSAGE):
            yield _BELOW.join(above.values()), held[start : start + PASSAGE]
        held = held[whole * PASSAGE :]
    if held.strip():
        yield _BELOW.join(above.values()), held


def _paragraphs(text: str) -> Iterator[tuple[int, str, str]]:
    """``(level, title, text)`` of headings, each alone, and of what blank lines, headings and code part: of level 0."""
    lines: list[str] = []
    fence = ""
    for line in text.splitlines():
        within, fence = fence, _fence_after(line, fence)
        heading = None if within else _HEADING.fullmatch(line)
        rule = not within and _UNDERLINE.fullmatch(line)
        if rule and (title := _title(lines)):
            level = 1 if "=" in line else 2
            yield level, title, f"{'#' * level} {title}"
            lines = []
            continue
        if lines and (heading or not line.strip() or (fence and not within)):
            yield 0, "", "\n".join(lines)
            lines = []
        if heading:
            yield len(heading[1]), heading[2].strip()[:200], line
        elif line.strip():
            lines.append(line)
        if lines and (rule or (within and not fence)):
            yield 0, "", "\n".join(lines)
            lines = []
    if lines:
        yield 0, "", "\n".join(lines)


def _title(lines: list[str]) -> str:
    """The heading that lines are which are underlined; empty where they are none, and the line is a rule."""
    return "" if any(map(_NO_TITLE.match, lines)) else " ".join(map(str.strip, lines))[:200]


def _fence_after(line: str, fence: str) -> str:
    """The fence of the code that goes on behind ``line``; empty where none does."""
    found = _FENCE.fullmatch(line)
    if not found:
        return fence
    if not fence:
        return "" if "`" in found[1] and "`" in found[2] else found[1]  # else it is code within a line
    return "" if found[1].startswith(fence) and not found[2].strip() else fence


def heading_of(path: str) -> str:
    """The nearest of the headings above a passage."""
    return path.rpartition(_BELOW)[2]


def _keep(tx: Transaction, path: str, signature: str, passages: list[tuple[str, str]]) -> None:
    _forget(tx, path)
    tx.execute("INSERT INTO material (path, signature) VALUES (?, ?)", (path, signature))
    for heading, text in passages:
        tx.execute("INSERT INTO passages (path, heading, text) VALUES (?, ?, ?)", (path, heading, text))
        newest = tx.fetch("SELECT max(id) AS id FROM passages")[0]["id"]
        tx.execute(
            "INSERT INTO findable (account, kind, ref, words) VALUES (?, ?, ?, ?)",
            (_ACCOUNT, _KIND, str(newest), " ".join(every_word_of(f"{heading} {text}"))),
        )


def _forget(tx: Transaction, path: str) -> None:
    for row in tx.fetch("SELECT id FROM passages WHERE path = ?", (path,)):
        tx.execute("DELETE FROM findable WHERE account = ? AND kind = ? AND ref = ?", (_ACCOUNT, _KIND, str(row["id"])))
        tx.execute("DELETE FROM vectors WHERE passage = ?", (row["id"],))
    tx.execute("DELETE FROM passages WHERE path = ?", (path,))
    tx.execute("DELETE FROM material WHERE path = ?", (path,))


def _signature(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return json.dumps([_FORMAT, found.st_mtime_ns, found.st_size])


def _passage(row: Row) -> Passage:
    return Passage(row["path"], row["heading"], row["text"])
