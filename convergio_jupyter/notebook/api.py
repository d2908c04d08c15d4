"""The Python side of every verb: ``ask``, ``teachers``, ``models``, ``doctor``, ``usage``, ``settings`` …"""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..client import Client, connect
from ..core import CHECKS, CLASSROOM_VARIABLE
from ..core.codec import from_dict, to_dict
from ..core.errors import ConvergioError, WrongOption
from ..core.events import Event, Failed
from ..core.i18n import LANGUAGES, Phrase, choose_language, decimal, translate
from ..core.schema import Attachment, Candidate, Question, Receipt
from ..core.values import dollars, wishes
from .asking import asker, can_ask
from .display import Reply
from .meters import count, meters_of
from .report import UsageReport, about, note_on
from .showing import show
from .tables import Note, Table

LEFT_OUT = {
    "local_only": "everything stays on this computer",
    "private": "the question is private",
    "region": "it is not marked EU",
    "blocked": "it is not allowed here",
    "blind": "it cannot look at pictures",
    "budget": "the budget is used up",
    "not_ready": "it is not ready",
}


@functools.cache
def client() -> Client:
    """The client of this process: the server's gateway where there is one, else an engine of our own."""
    return connect()


def ask(
    text: str,
    *,
    teacher: str = "",
    model: str = "",
    conversation: str = "",
    private: bool = False,
    eu: bool = False,
    best: bool = False,
    lang: str = "",
    course: str = "",
    lesson: str = "",
    subject: str = "",
    attachments: Iterable[Attachment] = (),
    max_tokens: int = 0,
    debate: int = 0,
) -> Reply:
    """Asks a teacher, shows the answer while it comes, and returns it.

    ``teacher`` is an id (``"euclide"``), or several with commas between them; empty lets Convergio choose. ``model``
    insists on ``provider:model``. ``conversation`` goes on with an earlier reply's ``.conversation``. ``private`` keeps
    the question on this computer, ``eu`` lets it leave for a model in the EU only, ``best`` asks for the best answer.
    ``course`` and ``lesson`` are what it counts for, ``subject`` is what it is about where the text does not say.
    An error does not raise: it is shown, and kept in ``.error``.
    """
    texts = {
        "text": text, "teacher": teacher, "model": model, "conversation": conversation, "lang": lang, "course": course,
        "lesson": lesson, "subject": subject,
    }  # fmt: skip
    if (wrong := _misfit(texts, max_tokens)) is not None:
        return _refused(wrong, lang if isinstance(lang, str) else "")
    question = Question(
        text=text,
        teacher=teacher,
        model=model,
        conversation=conversation,
        **wishes(private=private, eu=eu, best=best),
        lang=lang,
        course=course,
        lesson=lesson,
        subject=subject,
        attachments=tuple(attachments),
        max_tokens=max_tokens,
        debate=debate,
    )
    return ask_question(question)


def panel(text: str, teachers: Iterable[str], **options: Any) -> Reply:
    """Asks several teachers at once; they answer side by side, and Ali brings together what they said.

    ``options`` are those of :func:`ask`; with ``debate`` they answer each other so often first, three times at most.
    """
    named = teachers if isinstance(teachers, str) else ",".join(teachers)
    if not named.strip(", "):
        hint = Phrase("Name at least one teacher; teachers() lists them.")
        return _refused(WrongOption(name="teachers", hint=hint), str(options.get("lang", "")))
    return ask(text, teacher=named, **options)


def ask_question(question: Question) -> Reply:
    """:func:`ask`, for a question that is already made."""
    try:
        lang, host = choose_language(question.lang), client()
        events = host.ask(replace(question, permits=can_ask()))
        return show(events, lang, rich=in_notebook(), allow=asker(host.call, lang))
    finally:
        _tell_usage_widgets()


def _misfit(texts: dict[str, Any], max_tokens: Any) -> ConvergioError | None:
    """What is wrong with the values that a person gave; None where they make a question."""
    for name, value in texts.items():
        if not isinstance(value, str):
            return WrongOption(name=name, hint=Phrase("Write it as a text, in quotes."))
    if texts["lang"] and texts["lang"][:2].lower() not in LANGUAGES:
        return WrongOption(name="lang", hint=Phrase("Choose one of: {known}.", known=", ".join(LANGUAGES)))
    if isinstance(max_tokens, bool) or not isinstance(max_tokens, int) or max_tokens < 0:
        hint = Phrase("Write a whole number; 0 leaves the length to the teacher.")
        return WrongOption(name="max_tokens", hint=hint)
    return None


def _refused(error: ConvergioError, lang: str) -> Reply:
    """Shows ``error`` where the answer would be."""
    lang = choose_language(lang)
    failed: Event = Failed(turn="", seq=0, error=error.info(lang))
    return show((each for each in (failed,)), lang, rich=in_notebook())


def teachers(lang: str = "", using: Client | None = None) -> Table:
    """Who teaches here."""
    lang = choose_language(lang)
    rows = [
        (card["id"], card["name"], card["subject"], card["examples"][0])
        for card in (using or client()).call("teachers", lang=lang)
    ]
    columns = [translate(name, lang) for name in ("Id", "Name", "Subject", "Ask, for example")]
    return Table(translate("The faculty", lang), columns, rows)


def models(lang: str = "", using: Client | None = None) -> Table:
    """Which models can answer here."""
    lang = choose_language(lang)
    rows = []
    for card in (using or client()).call("models", lang=lang):
        state = translate("ready" if card["ready"] else "not ready", lang)
        kind = translate("demo model", lang) if card.get("demo") else ""
        rows.append(
            (f"{card['provider']}:{card['model']}", translate(card["place"], lang), state, kind, card.get("note", ""))
        )
    columns = [translate(name, lang) for name in ("Model", "Where", "State", "Kind", "Note")]
    note = (
        ""
        if any(row[2] == translate("ready", lang) for row in rows)
        else translate("Get the free demo model with `%convergio models install` or `convergio models install`.", lang)
    )
    return Table(translate("Models", lang), columns, rows, note)


def doctor(lang: str = "", using: Client | None = None) -> Table:
    """What is missing, and the command that mends it."""
    lang = choose_language(lang)
    found = findings(lang, using or client())
    rows = [(mark_of(each), each["message"], each["remedy"]) for each in found["checks"]]
    columns = ["", translate("Finding", lang), translate("Next step", lang)]
    note = translate(
        "Everything is in place." if found["ok"] else "Something is missing; the next step stands beside it.", lang
    )
    if not rows:
        note = translate("What Convergio can see of this computer is shown to its owner only.", lang)
    return Table(translate("Doctor", lang), columns, rows, note)


def mark_of(check: dict[str, Any]) -> str:
    """The sign before a finding of the doctor."""
    return "✗" if not check["ok"] else "!" if check.get("warns") else "✓"


def findings(lang: str, using: Client) -> dict[str, Any]:
    """What the doctor found; where the engine in which it lives could not start, what kept it from that."""
    try:
        found: dict[str, Any] = using.call("doctor", lang=lang)
    except ConvergioError as error:
        info = error.info(lang)
        return {"ok": False, "checks": [{"id": "start", "ok": False, "message": info.message, "remedy": info.remedy}]}
    return found


def usage(lang: str = "", using: Client | None = None) -> UsageReport:
    """What answers have cost so far. ``.df`` is a data frame by day, course, teacher and model.

    In a notebook it shows itself as a widget that stays up to date, with the month, the budgets and the days; elsewhere
    and printed it is a table by teacher and model.
    """
    lang = choose_language(lang)
    found = (using or client()).call("usage", lang=lang)
    rows = [_usage_row(row, lang) for row in found["rows"]]
    names = ("Teacher", "Model", "Answers", "Tokens read", "Tokens written", "Cost")
    title = translate("Spent this month: {sum}", lang, sum=dollars(found["month_micro"], lang))
    note = note_on(found["rows"], lang) or translate("Nothing has been asked yet.", lang)
    note = "\n".join([*_standing(found, lang), note])
    columns = [translate(name, lang) for name in names]
    return UsageReport(title, columns, rows, note, figures=found, lang=lang, client=using)


def tokens(lang: str = "", using: Client | None = None) -> Table:
    """The tokens with which other programs ask our router by URL."""
    lang = choose_language(lang)
    rows = [_token_row(row, lang) for row in (using or client()).call("tokens")]
    names = ("Id", "Name", "Scopes", "Made", "Ends", "Last used", "Spent this month", "State")
    note = "" if rows else translate("There is none yet: `convergio token create NAME` makes one.", lang)
    return Table(translate("Tokens", lang), [translate(name, lang) for name in names], rows, note)


def settings(lang: str = "", using: Client | None = None) -> Table:
    """Every setting of whoever answers, its value, and where it came from."""
    lang = choose_language(lang)
    rows = [
        (row["name"], row["value"] or "–", translate(row["source"], lang), translate(row["help"], lang))
        for row in (using or client()).call("settings")
    ]
    columns = [translate(name, lang) for name in ("Setting", "Value", "From", "What it does")]
    return Table(translate("Settings", lang), columns, rows)


def calibration(course: str = "", lang: str = "", using: Client | None = None) -> Note:
    """How a course's promised share of cloud answers is kept."""
    lang = choose_language(lang)
    found = (using or client()).call("calibration", course=course)
    if not found:
        return Note(translate("No share is promised: set `cloud_share` or `budget_course`.", lang))
    if found.get("room"):
        text = "At the pace of this course, its budget leaves room for every question to go to a cloud."
        return Note(translate(text, lang))
    if not found["questions"]:
        return Note(translate("No question of this course has been counted yet.", lang))
    figures = {name: decimal(100 * found[name], 0, lang) for name in ("used", "expected", "error")}
    text = "{used} % of the last {count} questions went to a cloud, with the doubtful answers that it improved."
    text += " From difficulty {threshold} on they go there at once: {expected} % of questions, give or take {error}."
    threshold = decimal(found["hard_from"], 2, lang)
    return Note(translate(text, lang, count=found["questions"], threshold=threshold, **figures))


def route(question: Question, using: Client | None = None) -> Table:
    """Which model would answer ``question``, why, and what became of the others. Nobody is asked."""
    lang = choose_language(question.lang)
    receipt = from_dict(Receipt, (using or client()).call("route", question=to_dict(question), lang=lang))
    title = translate(
        "{name} would answer. {reason} Difficulty {difficulty}.",
        lang,
        name=receipt.label,
        reason=receipt.reason,
        difficulty=decimal(receipt.difficulty, 2, lang),
    )
    names = ("Model", "Where", "Estimate", "Score", "Left out")
    rows = [_candidate_row(each, lang) for each in receipt.candidates]
    return Table(title, [translate(name, lang) for name in names], rows)


def in_notebook() -> bool:
    """True where outputs can be updated in place: a kernel, not a terminal."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and hasattr(shell, "kernel")


def _candidate_row(candidate: Candidate, lang: str) -> tuple[str, ...]:
    known_region = f", {candidate.region.upper()}" if candidate.region in ("eu", "us") else ""
    return (
        f"{candidate.provider}:{candidate.model}",
        translate(candidate.place, lang) + known_region,
        dollars(candidate.estimate_micro, lang),
        decimal(candidate.score, 2, lang),
        translate(LEFT_OUT[candidate.refused], lang) if candidate.refused else "",
    )


def _token_row(row: dict[str, Any], lang: str) -> tuple[str, ...]:
    ended = row["revoked"] or (row["expires"] and row["expires"] < time.time())
    state = translate("ended" if ended else "valid", lang)
    spent = dollars(row["month_micro"], lang)
    days = [_day(row[moment]) for moment in ("created", "expires", "used")]
    return (row["id"], row["name"], ", ".join(row["scopes"]), *days, spent, state)


def _day(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(moment)) if moment else "–"


def _tell_usage_widgets() -> None:
    """What an answer has cost shows at once wherever usage is shown; who shows none loads nothing for it."""
    widgets = sys.modules.get("convergio_jupyter.widgets.usage_widget")
    if widgets is not None:
        widgets.refresh_all()


def _standing(usage: dict[str, Any], lang: str) -> list[str]:
    """A line for each budget, and one for the plan; the widget shows the same as bars."""
    lines = [f"{meter['name']}: {meter['words']}" for meter in meters_of(usage, lang)]
    plan = usage["plan"]
    if plan and not plan["questions"]:  # which has no bar, as nothing can fill it
        words = translate("{asked} questions, without a limit", lang, asked=count(plan["asked"], lang))
        lines.append(f"{translate('Your plan: {name}', lang, name=plan['name'])}: {words}")
    return lines


def _usage_row(row: dict[str, Any], lang: str) -> tuple[str, ...]:
    read, written = (about(str(row[name]), [row]) for name in ("input_tokens", "output_tokens"))
    cost = about(dollars(row["cost_micro"], lang), [row] if row["cost_micro"] else ())
    who = {"": "other programs", CHECKS: "checks"}.get(row["teacher"])
    name = translate(who, lang) if who else row["teacher"]
    return (name, f"{row['provider']}:{row['model']}", str(row["answers"]), read, written, cost)


def lesson(id: str) -> None:
    """Says which lesson this notebook is, so that ``%convergio check`` and ``hint`` know it."""
    from IPython import get_ipython
    from IPython.display import display

    shell = get_ipython()
    if shell is None:
        return
    if "convergio" not in shell.magics_manager.magics["line"]:
        shell.run_line_magic("load_ext", "convergio_jupyter")
    said = shell.run_line_magic("convergio", f"lesson {id}")
    if said is not None and not os.environ.get(CLASSROOM_VARIABLE):  # there are no cells to write into
        display(said)
