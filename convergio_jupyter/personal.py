"""Everything that is kept of one account: to look at, and to delete for good.

What was spent stays in the ledger, which nobody may change; it names no question and no answer.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from .belongings import deck_of, practice_of, study_of
from .core import is_visitor
from .engine import Engine


async def all_of(engine: Engine, account: str) -> dict[str, Any]:
    """What is kept of ``account``, as JSON can hold it. A visitor's own name opens their page, and is left out."""
    memory = engine.memory_of(account)
    found = {
        "lessons": await engine.desk_of(account).workbook.export() | await deck_of(engine, account).export(),
        "profile": asdict(await memory.profiles.get()),
        "minutes": await practice_of(engine, account).export(),
        "plan": await (await study_of(engine, account)).export(),
        "remembered": await memory.facts.export() | {"talks": await memory.summaries.all()},
        "conversations": await engine.conversations_of(account).export(),
    }
    return json.loads(json.dumps(found).replace(account, "me")) if is_visitor(account) else found


async def erase(engine: Engine, account: str) -> None:
    """Deletes all of it. What is being answered at this moment is deleted when it has come to its end."""
    await engine.desk_of(account).workbook.forget()
    await deck_of(engine, account).forget()
    await practice_of(engine, account).forget()
    await (await study_of(engine, account)).forget()
    await engine.memory_of(account).forget_all()
    await engine.memory_of(account).profiles.forget()
    await engine.conversations_of(account).forget_all()
    await engine.store.scrub()
