"""Finds what is quoted in place of the words of a model that is too small to teach freely, and is often wrong.

In a lesson, whoever asks for help gets a hint. Whoever is greeted greets, what is asked of data that were lent is
counted, and a question that asks for one of the teacher's tools gets it, before what else it asks. Code explains a cell
or an error, and whoever wants to be tested is led on. Then comes the learner's own study plan, where that is asked for,
the lesson that was lent, the course's material and what the teacher has prepared, by their titles; then what these only
mention, and before that an English word in the dictionary. Where nothing clearly fits, the teacher says what there is.
The model speaks only where somebody chose it, which is offered where it knows the language and its guess stands alone.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Collection
from dataclasses import replace

from . import hinting
from .core.faculty import Prepared, Teacher
from .core.i18n import Phrase, translate
from .core.schema import Attachment
from .core.values import ToolUse
from .counting import counted, shown
from .explaining import explained_to
from .memory.material import Material
from .quizzing import tested
from .quotation import GREETED, WORKED_OUT, Quotation
from .sections import first_sentence, outline_of
from .smalltalk import kept_of, said_to
from .teachers import prepared
from .teachers import sentences as reading
from .teachers.choice import HEALTH, PRINCIPAL, weighs
from .teachers.language import is_foreign
from .teachers.mention import mentioned, without_mentions
from .teachers.stuck import asks_for_help
from .tools.asked import Wish, chart_in, parted_in, wish_in, word_in
from .tools.registry import built_in
from .work import Work
from .writings import Writing, asks_for_summary, asks_what_is_in, by_others

LEAST_SENTENCE = 40  # characters of a sentence that may stand for a note
LONGEST_TO_GO_ON = 60  # characters of a question that goes on from what was told
MOST_BACK = 3  # questions before it, that it may go on from
MOST_QUOTED = 3  # notes on one question
MOST_TITLES = 6  # of notes that are named in the place of an answer
_ABOUT_PLAN = re.compile(
    r"\b(plan|schedule|today|tomorrow|tonight|week|next|first|due|behind|piano|programma|oggi|domani|settimana|stasera|"
    r"prima|dopo|scade|indietro)\b",
    re.IGNORECASE,
)
_SPOKEN = ("en",)  # by the demo model, as its own page says; what it writes in Italian means nothing
_REST_IS_GUESSED = (
    "On the rest of your question I have nothing written down, and the small model here would only guess."
)
_NOTHING_ON_REST = (
    "On the rest of your question I have nothing written down, and the small model here knows English only."
)
_NOTHING = "I have nothing written down on this, and the small model here knows English only."
_NOTHING_AT_ALL = "I have nothing written down on this."
_NOTHING_AT_ALL_ON_REST = "On the rest of your question I have nothing written down."
_NOTHING_LENT = (
    "Nothing was lent to me that I could sum up. Attach a file or a notebook (`--file` in a shell), and ask again."
)
_OUTLINED = (
    "These are its headings, or where it has none the first sentences of its paragraphs, word for word. A larger model "
    "would sum it up. {how}"
)
_ONE_SENTENCE = re.compile(r"\bin (?:one|a single|just one) sentence\b|\bin una (?:sola )?frase\b", re.IGNORECASE)
_READ = "Code read this by rules, without running it. A larger model could say what it is for. {how}"
_COUNTED = (
    "Code counted this here, over all of what was lent; no model was asked. A larger one could say more about it. {how}"
)
_MORE_THAN_COUNTED = "What you ask goes beyond what code can count."
_SOMEBODY = "If something weighs on you, tell somebody you trust: at home, at school, or a friend."
_ONLY_GUESSES = "I have nothing written down on this, and the small model here would only guess."
_NOT_QUITE = "This is what comes nearest in my notes; it may not be quite what you asked."
_FOREIGN = "My notes are in English and Italian: ask me in one of them. A larger model may know your language."
_SAID_ONCE = "Here code answers, and says the same whoever is asked, so one of us says it."
_WORK_IT_OUT = "Within a lesson I work nothing out for you, as it could be what you are to find. Try it on paper first."
_INSTEAD = "What I do have notes on:"
_IN_LESSON = "What this lesson tells of:"
_NOTES, _READY_MADE = Phrase("the teacher's notes"), Phrase("a ready-made answer")
_RULES = Phrase("rules for reading code")


async def quotation_for(
    work: Work, lang: str, lent: Collection[Attachment], material: Material | None
) -> Quotation | None:
    """What stands in for a model that nobody should believe; None where a better one answers, or nothing fits.

    It speaks ``lang``, as the question does. None also where the turn is stopped before it is found.
    """
    if work.calls is not None or not work.decision.model.demo or work.scope.cancelled:
        return None
    text = work.question.text
    asked = without_mentions(text, mentioned(text))  # whose name is called says nothing of what is asked
    looking = asyncio.create_task(_found(work, asked, lang, lent, material))
    work.scope.on_cancel(looking.cancel)
    try:
        await asyncio.wait([looking])
    finally:
        looking.cancel()  # where whoever asked went away
    return None if looking.cancelled() else looking.result()


async def _found(
    work: Work, asked: str, lang: str, lent: Collection[Attachment], material: Material | None, *, is_rest: bool = False
) -> Quotation | None:
    question, insists = asked or work.question.text, work.decision.rule == "chosen"
    if not insists and work.tutoring is not None:
        numbered = hinting.by_number(work.tutoring, question)
        if asks_for_help(numbered):
            return await _hint(work, numbered, lang)
    if not insists and (talk := said_to(work, asked, lang)):
        return Quotation(talk, "", _READY_MADE, tainted=False, reason=GREETED)
    new, may_count = work.question.attachments, not insists and work.tutoring is None
    if may_count and (count := counted(question, lent, new, lang)):
        return _once(_by_counting(count), work, lang)
    tools = () if insists or work.tutoring is not None else work.teacher.tools  # in a lesson they could give it away
    if wish := wish_in(question, lent, tools):
        return _by_tool(wish, lent)
    if not insists and (read := await asyncio.to_thread(_by_rules, work, question, lent, lang)):
        return _once(read, work, lang)
    if parted := parted_in(question, lent, tools):
        rest = await _found(work, parted[1], lang, lent, material, is_rest=True)
        return replace(_by_tool(parted[0], lent), then=rest)
    lesson = work.tutoring.lesson if work.tutoring is not None else None
    others = await by_others(question, lent, material, lang, lesson)
    if not insists and (said := _in_short(question, [each for each in others if each.is_lent], lang)):
        return said
    if work.agenda and _ABOUT_PLAN.search(question):
        label = Phrase("your study plan")
        return Quotation(work.agenda, label.said(lang), label, tainted=True)
    if written := await asyncio.to_thread(_each_written, work, question, lang, tools, others):  # it may be long
        return written
    if insists:
        return None
    chart = chart_in(question, work.question.attachments)  # numbers speak for themselves
    if chart and chart.tool in tools:
        return _by_tool(chart, lent)
    if may_count and (data := shown(new, lang)):
        return _by_counting(data, remark=translate(_MORE_THAN_COUNTED, lang))
    if work.brief:
        return Quotation(translate(_NOTHING_AT_ALL, lang), "", _READY_MADE, tainted=False)
    if work.tutoring is not None and wish_in(question, lent, work.teacher.tools):
        said = Quotation(translate(_WORK_IT_OUT, lang), "", _READY_MADE, tainted=False, reason=GREETED, is_open=True)
    else:
        said = _what_there_is(work, question, lang, is_rest, others)
    return _and_what_next(said, work, lang)


def _and_what_next(said: Quotation, work: Work, lang: str) -> Quotation:
    """What is said, and how to get a hint in a lesson; elsewhere whether the model may guess all the same."""
    if work.tutoring is not None:  # else what is made up would stand beside what is true
        ways = (said.remark, hinting.way_to_a_hint(work.tutoring, lang))
        return replace(said, remark="\n\n".join(filter(None, ways)))
    may_guess = not work.beside and work.decision.model.ready and work.teacher.id != HEALTH  # of a dose or a diet
    return replace(said, offers_guess=lang in _SPOKEN and may_guess)


async def _hint(work: Work, question: str, lang: str) -> Quotation:
    """The author's next hint, for who asks for help in a lesson; on what they asked before, where they are nowhere."""
    assert work.tutoring is not None
    earlier = () if work.question.exercise else work.history.asked[:1]
    before = [hinting.by_number(work.tutoring, each) for each in earlier]
    text, place = await hinting.hinted(work.tutoring, question, before, lang)
    if not place:
        return Quotation(text, "", _READY_MADE, tainted=True, reason=GREETED, is_hint=True)
    source = translate("A hint of the lesson “{name}”", lang, name=place)
    return Quotation(text, source, Phrase("the lesson's hints"), tainted=True, is_hint=True)


def _once(found: Quotation, work: Work, lang: str) -> Quotation:
    """What code says, which is the same for whoever is asked; so that one of many teachers says it."""
    if not work.brief:
        return found
    return Quotation(translate(_SAID_ONCE, lang), "", _READY_MADE, tainted=False, reason=GREETED)


def _by_rules(work: Work, question: str, lent: Collection[Attachment], lang: str) -> Quotation | None:
    """What rules say of code that is to be explained, and to who wants to be tested."""
    told, tainted = explained_to(work, question, lent, lang), bool(lent)
    if told is None:
        test = tested(work, question, lent, lang)
        return Quotation(test, "", _READY_MADE, tainted=tainted, reason=GREETED, answers=True) if test else None
    if told.of == "nothing":
        return Quotation(told.text, "", _READY_MADE, tainted=False, reason=GREETED)
    label, reason = (_RULES, _READ) if told.of == "code" else (Phrase("your lesson"), _OUTLINED)
    return Quotation(told.text, "", label, tainted=tainted, reason=reason, answers=True)


def _in_short(question: str, lent: Collection[Writing], lang: str) -> Quotation | None:
    """What stands in for a summary of what was lent: its headings, or the first sentences of its paragraphs."""
    for each in lent if asks_what_is_in(question) else ():
        if told := outline_of(each.notes):
            lines = "\n".join(f"- {line}" for line in told)
            return replace(_of_others(each, Prepared("", ""), lines), reason=_OUTLINED)
    said = Quotation(translate(_NOTHING_LENT, lang), "", _READY_MADE, tainted=False, reason=GREETED)
    return said if not lent and asks_for_summary(question) else None


def _first(text: str) -> str:
    """The first sentence of a text; all of it where that says little, or is too long to be one."""
    found = first_sentence(text)
    return found if len(found) >= LEAST_SENTENCE and found[-1] in ".?!" else text


def _each_written(
    work: Work, question: str, lang: str, tools: Collection[str], others: Collection[Writing]
) -> Quotation | None:
    """What is written on each of several things that one question asks; on the whole of it, where that is all."""
    asked = [each for each in reading.questions(question) if prepared.telling(each)][:MOST_QUOTED]
    found = [_written(work, each, lang, tools, others) for each in asked] if len(asked) > 1 else []
    told = list({(each.source, each.use): each for each in found if each is not None}.values())
    if not told:
        return _written(work, question, lang, tools, others)
    if None in found:
        told.append(Quotation(translate(_nothing(work, lang, is_rest=True), lang), "", _READY_MADE, tainted=False))
    chain = told.pop()
    for each in reversed(told):
        chain = replace(each, then=chain)
    return chain


def _written(
    work: Work, question: str, lang: str, tools: Collection[str], others: Collection[Writing]
) -> Quotation | None:
    """What others or the teacher wrote on a question: what a title says of it first, then what a sentence does."""
    notes = work.teacher.prepared.get(lang, ())
    for writing in others:  # the lesson and the course know best what is meant in them
        if note := prepared.find(tuple(each for each in writing.notes if each.title), question):
            return _of_others(writing, note, note.text)
    for writing in others if work.tutoring is None else ():  # in a lesson it could give something away
        if writing.lent in work.question.attachments and (stated := writing.states(question)):
            return _of_others(writing, *stated)
    if note := prepared.find(notes, question):
        is_comfort = work.teacher.id == PRINCIPAL and weighs(question)  # behind which a caveat would sound cold
        is_nearest = not (is_comfort or prepared.holds_all(note, question))
        quoted = _of_notes(work.teacher, note, lang, is_nearest=is_nearest)
        return replace(quoted, text=_first(note.text)) if _ONE_SENTENCE.search(question) else quoted
    if word := word_in(question, tools):
        return _by_tool(word, ())
    for writing in others:
        if mention := writing.mention(question):
            return _of_others(writing, *mention)
    if mention := prepared.mentioning(notes, question):
        return _of_notes(work.teacher, mention[0], lang, is_nearest=True)
    return _on_what_was_told(work, question, lang, others) if len(question) <= LONGEST_TO_GO_ON else None


def _on_what_was_told(work: Work, question: str, lang: str, others: Collection[Writing]) -> Quotation | None:
    """What the note that was quoted before, or what was lent, says on a short question that goes on from it.

    “And when did he die?”, “Who opened it?”
    """
    notes = work.teacher.prepared.get(lang, ())
    asked = work.history.asked[:MOST_BACK] if work.history else ()
    told = next(filter(None, (prepared.find(notes, each) for each in asked)), None)
    if told is not None and (said := prepared.said_of(told, question)):
        return replace(_of_notes(work.teacher, told, lang), text=said)
    for writing in others:
        if mention := writing.says_of_it(question):
            return _of_others(writing, *mention)
    return None


def _by_tool(wish: Wish, lent: Collection[Attachment]) -> Quotation:
    """What code works out, with a tool that the teacher has, maybe from what was lent to this question or before."""
    tool = built_in()[wish.tool]
    use = ToolUse("", tool.name, json.dumps(wish.arguments, ensure_ascii=False))
    tainted = tool.taints or bool(lent)
    return Quotation("", "", Phrase(tool.title), tainted=tainted, reason=WORKED_OUT, use=use)


def _by_counting(text: str, remark: str = "") -> Quotation:
    """What code counts in data that were lent, whose names anybody may have written."""
    return Quotation(text, "", Phrase("a count by code"), tainted=True, reason=_COUNTED, remark=remark, answers=True)


def _what_there_is(work: Work, question: str, lang: str, is_rest: bool, others: Collection[Writing]) -> Quotation:
    """What a teacher says who has nothing on a question, where the model is not to speak."""
    teacher = work.teacher
    notes = teacher.prepared.get(lang, ())
    if is_foreign(question):
        return Quotation(translate(_FOREIGN, lang), "", _READY_MADE, tainted=False)
    if kept := kept_of(work, lang):
        return Quotation(kept, "", _READY_MADE, tainted=False, reason=GREETED)
    may_weigh = teacher.id == PRINCIPAL and weighs(question)
    said = [translate(_SOMEBODY, lang)] if may_weigh else []  # before what there is not: it may be what is needed
    said += [translate(_nothing(work, lang, is_rest=is_rest), lang)]
    by_likeness = prepared.nearest(notes, question)
    if notes and teacher.id != PRINCIPAL and prepared.is_near(by_likeness[0], question):
        return _of_notes(teacher, by_likeness[0], lang, is_nearest=True)
    at_hand = next((each for each in others if each.is_at_hand), None)
    titles = (note.title for note in (by_likeness if at_hand is None else at_hand.notes) if note.title)
    topics = tuple(dict.fromkeys(titles))[:MOST_TITLES]
    lead = translate(_INSTEAD if at_hand is None else _IN_LESSON, lang)
    said += [lead, "\n".join(f"- {title}" for title in topics)] if topics else []
    return Quotation("\n\n".join(said), "", _READY_MADE, tainted=False, topics=topics, is_open=at_hand is not None)


def _nothing(work: Work, lang: str, *, is_rest: bool) -> str:
    """That there is nothing on a question, or on the rest of it, and why the small model says nothing either."""
    if not work.decision.model.ready:
        return _NOTHING_AT_ALL_ON_REST if is_rest else _NOTHING_AT_ALL
    if lang in _SPOKEN:
        return _REST_IS_GUESSED if is_rest else _ONLY_GUESSES
    return _NOTHING_ON_REST if is_rest else _NOTHING


def _of_notes(teacher: Teacher, note: Prepared, lang: str, *, is_nearest: bool = False) -> Quotation:
    remark = translate(_NOT_QUITE, lang) if is_nearest else ""
    source = _source_of(teacher, note, lang)
    return Quotation(note.text, source, _NOTES, tainted=False, remark=remark, is_nearest=is_nearest)


def _of_others(writing: Writing, note: Prepared, text: str) -> Quotation:
    return Quotation(text, writing.source(note), writing.label, tainted=True, is_open=writing.is_at_hand)


def _source_of(teacher: Teacher, note: Prepared, lang: str) -> str:
    return translate("{name}'s notes: {title}", lang, name=teacher.name, title=note.title)
