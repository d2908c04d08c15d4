"""What somebody attaches to a message of a chat, as what a question can carry. All of it is untrusted."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from ..core.errors import CannotRead
from ..core.i18n import Phrase
from ..core.schema import Attachment
from ..tools.reading import files

MOST_ATTACHED = 10
MOST_CHARACTERS = 50_000  # of a selection


async def lent_with(message: Any, chat: Any, root: Path) -> tuple[Attachment, ...]:
    """The text of what is attached to ``message``, from files below ``root`` only.

    Raises ``CannotRead``, also where there is more than fits.
    """
    known = chat.get_attachments() if message.attachments else {}
    attached = [known[name] for name in message.attachments or () if name in known]
    if len(attached) > MOST_ATTACHED:
        raise CannotRead(name=attached[MOST_ATTACHED].value[:200], why=Phrase("ten things at most can be attached"))
    return tuple([await asyncio.to_thread(_lent, each, root) for each in attached])


def _lent(attached: Any, root: Path) -> Attachment:
    if getattr(attached, "selection", None) is not None:
        text = _selected(attached.selection)[:MOST_CHARACTERS]
        return Attachment(kind="selection", label=attached.value[:200], text=text)
    path = (root / attached.value).resolve()
    if not path.is_relative_to(root.resolve()):  # a chat file may come from anywhere and name anything
        raise CannotRead(name=attached.value[:200], why=Phrase("it lies outside the folder of this server"))
    cells = getattr(attached, "cells", None)
    try:
        whole = files.read(str(path))
    except CannotRead as error:  # who reads it need not learn where the server stands
        raise CannotRead(**{**error.values, "name": attached.value[:200]}) from None
    if not cells:
        return whole
    return _only(whole, path, {cell.id: cell for cell in cells})


def _only(notebook: Attachment, path: Path, wanted: dict[str, Any]) -> Attachment:
    """The ``wanted`` cells of a notebook, or what is selected in them. It could be read already."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    picked = [cell for cell in cells if cell.get("id") in wanted]
    for cell in picked:
        if (selection := wanted[cell["id"]].selection) is not None:
            cell["source"] = _selected(selection)
    return files.attachment_of(notebook.label, json.dumps({"cells": picked}).encode())


def _selected(selection: Any) -> str:
    return str(selection["content"] if isinstance(selection, dict) else selection.content)
