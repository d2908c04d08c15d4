"""The line magic's commands: ``%convergio teachers``, ``models``, ``doctor``, ``usage``, ``new`` …"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from ..core.errors import UnknownOption, WrongOption
from ..core.events import Done, Failed, Progress
from ..core.i18n import Phrase, choose_language, translate
from ..core.schema import Question
from . import api, memory, permissions, studying
from .exercises import COMMANDS as LESSON_COMMANDS
from .exercises import Exercises
from .help import Help
from .options import HELP, CellOptions, language_in, parse_question_line, question_of, without_language
from .tables import Note

PAGES = ("teachers", "models", "doctor", "usage", "settings")
COMMANDS = (*PAGES, *LESSON_COMMANDS, *studying.COMMANDS, "memory", "tools", "route", "calibration", "new", "help")
_NAME = re.compile(r"[^\s,@]+")  # of a teacher, alone or among others
ROUTE_USAGE = "%convergio route [teacher] [--private] [--eu] [--best] [--course NAME] QUESTION"


def run(
    line: str,
    *,
    ask: Callable[[CellOptions, str], Any],
    forget: Callable[[], None],
    make: Callable[[CellOptions, str], Question] = question_of,
    exercises: Exercises | None = None,
) -> Any:
    """Does what ``line`` says and returns what is to be shown."""
    lang = choose_language(language_in(line))
    word, _, rest = without_language(line).partition(" ")
    rest = rest.strip()
    if word in ("", "help", *HELP) or rest in HELP:
        return Help(lang)
    if word == "models" and rest.startswith("install"):
        return _install(lang, force="--force" in rest)
    if word in PAGES and not rest:
        return getattr(api, word)(lang)
    if word == "calibration":
        return api.calibration(rest, lang)
    if word == "memory":
        return memory.show(*memory.parted(rest), lang, api.client())
    if word == "tools":
        return permissions.show(rest, lang, api.client())
    if word in studying.COMMANDS:
        return studying.show(word, rest, lang, api.client())
    if word == "route":
        options, text = parse_question_line(rest, {card["id"] for card in api.client().call("teachers")})
        if not text:
            raise WrongOption(name="route", hint=Phrase("Write it like this: `{usage}`.", usage=ROUTE_USAGE))
        return api.route(make(replace(options, lang=lang), text))
    if word in LESSON_COMMANDS and exercises is not None:
        return exercises.run(word, rest, language_in(line))
    if word == "new" and not rest:
        forget()
        return Note(translate("The next question starts a new conversation.", lang))
    known = {card["id"] for card in api.client().call("teachers")}
    options, text = parse_question_line(line, known)
    names = _NAME.findall(f"{options.teacher} {text}".lower())
    if len(names) > 1 and known >= {*names}:
        usage = f"%convergio {','.join(names)} …"
        raise WrongOption(name=" ".join(names), hint=Phrase("Write it like this: `{usage}`.", usage=usage))
    if options.teacher or word.startswith("-"):
        return ask(options, text)
    raise UnknownOption(name=word, hint=_meant(word.lower(), known))


def _meant(word: str, teachers: Iterable[str]) -> Phrase:
    """What can be written instead."""
    near = difflib.get_close_matches(word, [*teachers, *COMMANDS], 1)
    if near := near or [each for each in COMMANDS if each[:3] == word[:3]]:  # “solve” is not very like “solution”
        return Phrase("Do you mean `%convergio {near}`? `%convergio` alone shows all that you can write.", near=near[0])
    return Phrase(
        "`%convergio` alone shows all that you can write. To ask, write `%%convergio` and your question below it, or "
        "your question behind a teacher: `%convergio euclide QUESTION`."
    )


def _install(lang: str, *, force: bool) -> Note:
    """Fetches the demo model and shows how far it is."""
    from IPython.display import display

    handle = display(Note("…"), display_id=True) if api.in_notebook() else None
    for event in api.client().install_model(lang=lang, force=force):
        if isinstance(event, Progress) and handle is not None:
            share = f" {100 * event.done // event.total} %" if event.total else ""
            handle.update(Note(f"{event.message}{share}"))
        elif isinstance(event, Failed):
            return Note(f"{event.error.message} {event.error.remedy}")
        elif isinstance(event, Done):
            break
    return Note(translate("The demo model is here. Ask something.", lang))
