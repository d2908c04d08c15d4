"""What other programs can ask for: a teacher, several, who would fit, and the tools that touch nothing of the user's.

Every question goes in by the client, as from a cell or a shell, so that the router, the budgets, the plans and what is
answered first to somebody in danger hold here, too. Nobody clicks here: no tool that acts runs.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..client import Client
from ..core.i18n import LANGUAGES, Unable, choose_language, translate
from ..core.schema import Question
from ..core.values import wishes
from ..notebook.display import Reply
from ..notebook.receipts import summary_of
from ..settings import Settings
from ..teachers.choice import ranked
from ..teachers.debate import MOST_ROUNDS
from ..teachers.roster import Roster, load_faculty, with_folders
from ..tools.base import Desk, Result, Tool, arguments_of, schema
from ..tools.registry import built_in

MOST_TEACHERS = 6
CANDIDATES = 5
ASK_SECONDS = 600.0
_LANG = {"type": "string", "enum": list(LANGUAGES), "description": "Language of messages."}
_TEXT = {"type": "string", "minLength": 1, "maxLength": 100_000}
_PRIVATE = {"type": "boolean", "description": "Ask only models on this computer."}


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody gets who asked. ``data`` says the same for programs, ``figure`` is SVG."""

    text: str
    ok: bool = True
    figure: str = ""
    data: Mapping[str, Any] | None = None


class Counter:
    """Serves what is asked for by name. ``serve`` blocks and is called beside the event loop."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._lang = choose_language("", settings.language)
        folders = settings.teacher_folders
        self.roster, _ = with_folders(load_faculty(), folders, tools=built_in(), lang=self._lang)
        own = {tool.name: tool for tool in _own_tools(self.roster)}
        self.tools = own | {tool.name: tool for tool in built_in().values() if _touches_nothing(tool)}

    def serve(self, name: str, arguments: str, turn: str = "") -> Answer:
        """The answer to a use of the tool ``name`` with ``arguments``, which are JSON. Never raises what was foreseen.

        ``turn`` is the name by which the question can be stopped.
        """
        tool = self.tools.get(name)
        try:
            if tool is None:
                sentence = "There is no tool called {name} here. There are: {known}."
                raise Unable(sentence, self._lang, name=name[:80], known=", ".join(self.tools))
            given = arguments_of(tool, arguments, self._lang)
            asked = _ASKS.get(name)
            if asked is not None:
                return asked(self, given, turn or uuid.uuid4().hex)
            result = tool.run(given, Desk(lang=self._lang))
        except Unable as failed:
            return Answer(str(failed), ok=False)
        return Answer(result.text, figure=result.figure)

    def stop(self, turn: str) -> None:
        """Nobody waits for this question any more."""
        self._client.cancel(turn)

    def ask(self, given: Mapping[str, Any], turn: str) -> Answer:
        """What a teacher, or several with commas between them, answers; and where, by which model, at what cost."""
        lang = choose_language(given.get("lang", ""), self._settings.language)
        names = given.get("teachers") or [given.get("teacher", "")]
        question = Question(
            text=given["question"], teacher=",".join(names), turn=turn, lang=given.get("lang", ""),
            debate=given.get("rounds", 0), no_memory=True, **wishes(private=given.get("private", False)),
        )  # fmt: skip
        reply = Reply(lang=lang)
        for event in self._client.ask(question):
            reply.take(event)
        if reply.error is not None:
            error = reply.error
            data = {"code": error.code, "message": error.message, "remedy": error.remedy}
            return Answer(f"{error.message} {error.remedy} ({error.code})", ok=False, data=data)
        receipt = summary_of(reply.receipt, lang) if reply.receipt is not None else ""
        signed = " · ".join(filter(None, (reply.teacher, receipt)))
        stopped = translate("Stopped. What came so far is kept.", lang) if reply.stopped else ""
        text = "\n\n".join(filter(None, (reply.text, stopped, signed)))
        return Answer(text, data={"answer": reply.text, "teacher": reply.teacher, "receipt": receipt})

    def prompt(self, teacher: str, question: str) -> str:
        """What a person has their own program do who picks ``teacher`` there. Raises ``UnknownTeacher``."""
        name = self.roster.find(teacher).id
        text = "Use the tool ask_teacher with teacher “{name}”, and show the answer as it is. The question: {question}"
        return translate(text, self._lang, name=name, question=question)

    def choose(self, given: Mapping[str, Any], turn: str) -> Answer:
        """Who would fit a question best. Asks no model."""
        lang = choose_language(given.get("lang", ""), self._settings.language)
        found = ranked(given["question"], self.roster, lang, "")[:CANDIDATES]
        lines = [f"{each.id} ({each.confidence:.2f}) {each.reason}".rstrip() for each in found]
        rows = [{"id": each.id, "confidence": each.confidence, "reason": each.reason} for each in found]
        return Answer("\n".join(lines), data={"candidates": rows})


def _own_tools(roster: Roster) -> list[Tool]:
    """What stands beside the built-in tools, as tools, so that arguments are checked in one way."""
    known = ", ".join(roster)
    name = {"type": "string", "maxLength": 60}
    who = name | {"description": f"A teacher's id; without one, the question finds it. There are: {known}."}
    whom = {"type": "array", "items": name, "minItems": 2, "maxItems": MOST_TEACHERS}
    rounds = {"type": "integer", "minimum": 0, "maximum": MOST_ROUNDS}
    asked: dict[str, Mapping[str, Any]] = {"question": _TEXT, "lang": _LANG}
    return [
        _asking(
            "ask_teacher",
            "Ask a teacher",
            "Asks a teacher of the Convergio faculty, and gives the answer with a short receipt.",
            schema(["question"], teacher=who, private=_PRIVATE, **asked),
        ),
        _asking(
            "choose_teacher",
            "Choose a teacher",
            "Says which teachers fit a question best, how sure that is, and why. Asks no model.",
            schema(["question"], **asked),
        ),
        _asking(
            "ask_panel",
            "Ask several teachers",
            "Asks several teachers side by side, for some rounds if wanted, and brings together what they say.",
            schema(["question", "teachers"], teachers=whom, rounds=rounds, private=_PRIVATE, **asked),
        ),
    ]


def _asking(name: str, title: str, description: str, form: Mapping[str, Any]) -> Tool:
    return Tool(name=name, title=title, description=description, parameters=form, run=_unused, seconds=ASK_SECONDS)


def _unused(arguments: Mapping[str, Any], desk: Desk) -> Result:
    raise NotImplementedError("the counter asks the client")


def _touches_nothing(tool: Tool) -> bool:
    """Whether a tool works with its arguments alone, and with no program that a stranger wrote."""
    return tool.effect == "none" and not tool.needs and tool.name != "run_code"


_ASKS: dict[str, Callable[[Counter, Mapping[str, Any], str], Answer]] = {
    "ask_teacher": Counter.ask,
    "ask_panel": Counter.ask,
    "choose_teacher": Counter.choose,
}
