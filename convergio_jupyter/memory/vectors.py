"""Where the course's passages stand in meaning, as a model says that turns a text into numbers (an embedding).

The passages of a course are one matrix of unit vectors in memory, and a search is one product with it. New passages get
their vectors beside the searches, which meanwhile find them by words.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ..store import Row, Store, Transaction

if TYPE_CHECKING:
    import numpy as np

log = logging.getLogger("convergio")

Embed = Callable[[Sequence[str]], Awaitable[Sequence[Sequence[float]]]]

BATCH = 16  # passages in one request
QUESTION_SECONDS = 3.0  # that a search waits for the vector of its question
BATCH_SECONDS = 120.0
REST_SECONDS = 60.0  # after the model did not answer
LONGEST = 1_500  # characters of a passage that are sent; many of these models read 512 tokens

# What a model was trained to see before a question and before a passage, by what its name holds; from their own pages.
_PREFIXES = {
    "nomic-embed": ("search_query: ", "search_document: "),
    "embeddinggemma": ("task: search result | query: ", "title: none | text: "),
    "multilingual-e5": ("query: ", "passage: "),
    "mxbai-embed": ("Represent this sentence for searching relevant passages: ", ""),
    "arctic-embed": ("query: ", ""),
}


class Vectors:
    """The vectors of all passages by one model. ``embed`` gives those of texts; whatever it raises ends no search."""

    def __init__(self, store: Store, model: str, embed: Embed, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._model = model
        self._embed = embed
        self._clock = clock
        prefixes = (both for name, both in _PREFIXES.items() if name in model.lower())
        self._of_question, self._of_passage = next(prefixes, ("", ""))
        self._rests_until = float("-inf")
        self._filling: asyncio.Task[None] | None = None
        self._passages: list[str] = []
        self._matrix: np.ndarray[Any, Any] | None = None  # passages × numbers, float32, each row of length 1

    async def nearest(self, question: str, limit: int) -> list[str]:
        """The ids of the passages nearest to ``question``; none where the model does not answer, or did not yet."""
        if self._matrix is None or self._clock() < self._rests_until:
            return []
        try:
            async with asyncio.timeout(QUESTION_SECONDS):
                (asked,) = await self._embed([self._of_question + question])
            return await asyncio.to_thread(_nearest, self._matrix, self._passages, asked, limit)
        except Exception as error:
            self._rest(error)
            return []

    def fill(self) -> None:
        """Begins to bring the vectors up to date with the passages, where that is not going on."""
        if self._clock() >= self._rests_until and (self._filling is None or self._filling.done()):
            self._filling = asyncio.get_running_loop().create_task(self._fill())

    async def filled(self) -> None:
        """Returns when nothing is being brought up to date any more."""
        if self._filling is not None:
            await asyncio.wait([self._filling])

    async def close(self) -> None:
        """Leaves what is not done for the next time."""
        if self._filling is not None:
            self._filling.cancel()
            await self.filled()

    async def _fill(self) -> None:
        try:
            await self._store.write(self._forget_others)
            while missing := await self._missing():
                texts = [f"{self._of_passage}{row['heading']}\n\n{row['text']}"[:LONGEST] for row in missing]
                async with asyncio.timeout(BATCH_SECONDS):
                    found = await self._embed(texts)
                numbers = await asyncio.to_thread(_packed, found)
                await self._store.write(partial(self._keep, rows=missing, numbers=numbers))
            rows = await self._store.fetch("SELECT passage, numbers FROM vectors ORDER BY passage")
            self._passages, self._matrix = await asyncio.to_thread(_matrix_of, rows)
        except Exception as error:
            self._rest(error)

    async def _missing(self) -> list[Row]:
        return await self._store.fetch(
            "SELECT id, heading, text FROM passages WHERE NOT EXISTS"
            " (SELECT 1 FROM vectors WHERE vectors.passage = passages.id) ORDER BY id LIMIT ?",
            (BATCH,),
        )

    def _forget_others(self, tx: Transaction) -> None:
        tx.execute("DELETE FROM vectors WHERE model <> ?", (self._model,))

    def _keep(self, tx: Transaction, rows: Sequence[Row], numbers: Sequence[str]) -> None:
        """Keeps the vectors of those passages that are still what they were."""
        for row, each in zip(rows, numbers, strict=True):
            if tx.fetch("SELECT 1 FROM passages WHERE id = ? AND text = ?", (row["id"], row["text"])):
                tx.execute("DELETE FROM vectors WHERE passage = ?", (row["id"],))
                tx.execute(
                    "INSERT INTO vectors (passage, model, numbers) VALUES (?, ?, ?)", (row["id"], self._model, each)
                )

    def _rest(self, error: Exception) -> None:
        log.info("course material is found by words alone for a while: %s", type(error).__name__)
        self._rests_until = self._clock() + REST_SECONDS


def _packed(vectors: Sequence[Sequence[float]]) -> list[str]:
    """Each vector at length 1, as text of its float32 numbers. Raises ``ValueError`` where one is none."""
    import numpy as np

    return [base64.b64encode(_unit(np.asarray(each, dtype="<f4")).tobytes()).decode("ascii") for each in vectors]


def _unit(vector: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    length = float(np.linalg.norm(vector))
    if vector.ndim != 1 or not 0 < length < float("inf"):
        raise ValueError("not a vector")
    return vector / np.float32(length)


def _matrix_of(rows: Sequence[Row]) -> tuple[list[str], np.ndarray[Any, Any] | None]:
    import numpy as np

    if not rows:
        return [], None
    vectors = [np.frombuffer(base64.b64decode(row["numbers"]), dtype="<f4") for row in rows]
    return [str(row["passage"]) for row in rows], np.stack(vectors)


def _nearest(matrix: np.ndarray[Any, Any], passages: Sequence[str], question: Sequence[float], limit: int) -> list[str]:
    import numpy as np

    likeness = matrix @ _unit(np.asarray(question, dtype="<f4"))
    return [passages[place] for place in np.argsort(-likeness)[:limit]]
