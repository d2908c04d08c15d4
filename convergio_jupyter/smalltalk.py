"""What a teacher says without a model to whom asks for no knowledge: a greeting, who they are, what they can do.

A small model would make something up in its place. Each is told apart by a few words that are the whole question, so
that none that asks for more is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .core.i18n import translate
from .larger import how_to_get
from .memory.reaching import names_secret, reaches
from .teachers import load_faculty, prepared
from .teachers.choice import LIKELY, asks_again, choose, whose_subject
from .work import Work

MOST_TITLES = 3  # of notes that are named where somebody asks for more
_GREETS = re.compile(
    r"(?:\W*(?:hello|hi|hey|good (?:morning|afternoon|evening)|who are you|how are you|okay|ok|ciao|salve|buongiorno|"
    r"buonasera|chi sei|come (?:stai|va)))*\W*",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\W*(?:(?:ok|okay|great|va bene|perfetto|bene)\W+)?(?:thanks|thank you|grazie)"
    r"(?:\W+(?:bye|a lot|so much|ciao|mille|very much|tante))*\W*",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?:\W*(?:ok|okay|ciao|bye|goodbye|good night|see you(?: (?:soon|tomorrow|later))?|arrivederci|buonanotte|"
    r"a (?:presto|domani|dopo)|ci vediamo(?: (?:presto|domani|dopo))?)\b)+\W*",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"\W*(?:(?:please|can you|could you|who are you and|puoi|potresti|per favore|chi sei e)\W+)?"
    r"(?:help(?: me)?|what can (?:you do|I ask)(?: you)?|what can you help(?: me)? with|what do you (?:know|teach)|"
    r"aiuto|aiutami|aiutarmi|come puoi aiutarmi|"
    r"(?:che )?cosa (?:(?:sai|puoi) fare|(?:ti )?posso (?:chiederti|chiedere)|sai|insegni))"
    r"(?:\W+(?:please|per favore))?\W*",
    re.IGNORECASE,
)
_BEING = (
    r"(?:a |an |un |una |un')?(?:(?:real|true|actual|living|vero|vera|reale) )?(?:person|human(?: being)?|robot|bot|"
    r"machine|computer|program|ai|chatbot|man|woman|teacher|persona|essere umano|macchina|programma|insegnante|ia|real|"
    r"alive|uman[oa]|vero|vera|viv[oa])(?: (?:vera?|vero|reale|in carne e ossa))?"
)
_WHAT_I_AM = re.compile(
    r"\W*(?:I love you|(?:will you be|are you) my friend|do you (?:love|like) me|ti amo|ti voglio (?:tanto )?bene|"
    r"(?:vuoi essere|sei) (?:il )?mio amico|(?:mi vuoi bene|mi ami)|"
    r"do you (?:really )?exist|esisti(?: davvero| veramente)?|"
    r"(?:are you|am I talking (?:to|with)|sei|parlo con|sto parlando con)"
    r"(?: (?:really|actually|just|only|davvero|proprio|solo|per caso|veramente))? "
    rf"{_BEING}(?:,? (?:or|o|oppure) (?:are you |sei )?{_BEING})?(?: (?:really|davvero|veramente))?)\W*",
    re.IGNORECASE,
)
_INSULTS = re.compile(
    r"\W*(?:(?:you(?:'re| are)|this is|sei|siete|è) (?:(?:so|really|very|a|an|such a|just|un|una|uno|proprio|davvero|"
    r"molto|così) )*(?:stupid[oaie]?|dumb|useless|idiots?|an idiot|bad|terrible|awful|rubbish|boring|annoying|wrong|"
    r"inutil[ei]|scem[oaie]|idiot[ai]|cretin[oaie]|incapac[ei]|noios[oaie]|pessim[oaie]|schif[oa])|I hate you|shut up|"
    r"fuck (?:you|off)|you suck|ti odio|(?:stai|sta') zitt[oa]|vaffanculo|(?:mi )?fai schifo|"
    r"non (?:servi|serve) a niente|non capisci niente)\W*",
    re.IGNORECASE,
)
_WHO_ARE_YOU = re.compile(r"\b(?:who are you|chi sei)\b", re.IGNORECASE)
_WHO_IS_HERE = re.compile(
    r"\W*(?:who (?:are (?:the|your|all the) teachers|teaches|else is)(?: here| there)?|"
    r"list (?:of )?(?:all )?(?:the )?teachers|(?:which|what) teachers (?:are there|do you have|are here|can I ask)|"
    r"show me (?:all )?the teachers|"
    r"chi (?:sono (?:tutti )?(?:gli|i|i vostri|i tuoi) (?:insegnanti|maestri|prof(?:essori)?|docenti)"
    r"(?: e (?:che )?cosa insegna(?:no)?(?: ognuno)?)?|insegna)(?: qui)?|"
    r"(?:quali|che) (?:insegnanti|prof(?:essori)?|docenti) (?:ci sono|hai|avete)(?: qui)?|"
    r"(?:elenca(?:mi)?|elenco (?:di tutti )?(?:gli|degli)?|mostrami (?:tutti )?gli) ?insegnanti)\W*",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?<=\w),? [A-Z][a-z]+(?=\W*$)")  # whom a greeting greets
_WHO_TEACHES = re.compile(
    r"\W*(?:(?:which|what) (?:teacher|one of you) (?:(?:should|do|can|must) I ask|teaches|knows|can help(?: me)?)|"
    r"who (?:teaches|knows|(?:should|do|can) I ask|can help(?: me)?)|(?:a )?(?:quale|che) (?:insegnante|prof) "
    r"(?:(?:devo|posso) chiedere|chiedo|insegna|sa|può aiutarmi)|a chi (?:(?:devo|posso) chiedere|chiedo)|"
    r"chi (?:insegna|può aiutarmi|mi aiuta))(?: (?:about|for|with|on|of|di|per|con|su|in|a|il|la|le|i|gli))*"
    r" (?:l')?(?P<topic>[^?.!]{2,60})\W*",
    re.IGNORECASE,
)
_ABOUT_ME = re.compile(
    r"\W*(?:what do you (?:know|remember) (?:about|of) me|what(?:'s| is) my name|"
    r"do you (?:know|remember) (?:me|my name)|"
    r"(?:che )?cosa (?:sai|ricordi|ti ricordi) di me|come mi chiamo|(?:ti ricordi|sai) (?:di me|come mi chiamo))\W*",
    re.IGNORECASE,
)
_REMEMBERED = (
    "What is remembered of you stands in one place: `%convergio memory` in a cell, `convergio memory` in a shell, or "
    "“What is remembered” in the sidebar. There you can correct it or have it forgotten."
)
_ASK_FOR = "Ask {name}, who teaches {subject} here: write `@{id}` and your question."
_NO_LETTERS = (
    "I see signs, but no words, and would only guess what you mean. Write to me in a sentence: what are you working "
    "on, and what would you like to understand?"
)
_NO_PERSON = (
    "I am no person: I am a teacher that a program plays. What I say comes from my notes, your lesson and code; a "
    "model may be wrong, so check what matters, and turn to people you trust with what is only between people."
)
_SORRY = (
    "I may have missed what you need. Tell me in other words what you are working on, or call somebody else with `@` "
    "and a name."
)
_OTHER_WORDS = (
    "To say it in other words, or to go on from it, takes a larger model. {how} Here I can quote: ask me about one "
    "word of it."
)
_CLOSE_BY = "Close to it I have notes on:"
_I_AM = "I am {name} ({subject}); a program plays me."
_HERE_TEACH = "You can ask:"
_TO_CALL = (
    "Write `@`, the name and your question, or just the question: then I find who fits. A course may have others."
)
_ASK_ME = "You can ask me for example:"
_KEPT = (
    "I have taken that down: {facts}. To see it, correct it or have it forgotten: `%convergio memory` in a cell, "
    "`convergio memory` in a shell, or “What is remembered” in the sidebar."
)
_OFF = "Nothing is remembered of this question, so I have not taken that down."
_NEVER_KEPT = "That I do not take down: passwords, and how somebody can be reached, are never remembered."


def said_to(work: Work, asked: str, lang: str) -> str:
    """What is said to whom asks for no knowledge; empty to everybody else."""
    text = asked or work.question.text
    if not any(map(str.isalnum, text)):
        return translate(_NO_LETTERS, lang)
    if _GREETS.fullmatch(_CALLED.sub("", asked)):
        return " ".join(filter(None, (_who(work, text, lang), work.teacher.greeting[lang])))
    is_about_work = work.tutoring is not None or bool(work.question.attachments)  # there is a hint, or something lent
    if _HELP.fullmatch(text) and not is_about_work:
        examples = (f"- {each}" for each in work.teacher.examples.get(lang, ()))
        return "\n\n".join([work.teacher.greeting[lang], translate(_ASK_ME, lang), "\n".join(examples)])
    for sentence, words in (
        ("You are welcome.", _THANKS),
        ("Until next time.", _FAREWELL),
        (_NO_PERSON, _WHAT_I_AM),
        (_SORRY, _INSULTS),
        (_REMEMBERED, _ABOUT_ME),
    ):
        if words.fullmatch(text):
            return translate(sentence, lang)
    if work.history and not is_about_work and asks_again(text):
        return _once_more(work, lang)
    if _WHO_IS_HERE.fullmatch(text):
        return _everybody(lang)
    return _who_teaches(text, lang) or _taken_down(work, text, lang)


def _who(work: Work, text: str, lang: str) -> str:
    """Who answers, for whoever asks that; empty to everybody else."""
    if not _WHO_ARE_YOU.search(text):
        return ""
    return translate(_I_AM, lang, name=work.teacher.name, subject=work.teacher.subject[lang])


def _everybody(lang: str) -> str:
    """Who can be asked, and how."""
    lines = (f"- {one.name} (`@{name}`): {one.subject[lang]}" for name, one in load_faculty().items())
    return "\n\n".join([translate(_HERE_TEACH, lang), "\n".join(lines), translate(_TO_CALL, lang)])


def _who_teaches(text: str, lang: str) -> str:
    """Which teacher is to be asked about something; empty where that is not the question."""
    found = _WHO_TEACHES.fullmatch(text)
    if found is None:
        return ""
    first, faculty = choose(found["topic"], lang)[0], load_faculty()
    name = whose_subject(found["topic"], faculty) or (first.id if first.confidence >= LIKELY else "")
    if not name or (teacher := faculty[name]).kind != "teacher":
        return ""
    return translate(_ASK_FOR, lang, name=teacher.name, subject=teacher.subject[lang], id=teacher.id)


def _once_more(work: Work, lang: str) -> str:
    """What stands in for other words: what else there is close to what was asked last."""
    notes = work.teacher.prepared.get(lang, ())
    before = next((each for each in work.history.asked if not asks_again(each)), "")
    told = prepared.find(notes, before)
    about = set(prepared.telling(before))
    near = [note for note in prepared.nearest(notes, before) if not about.isdisjoint(prepared.telling(note.title))]
    close = [f"- {note.title}" for note in near if note is not told][:MOST_TITLES]
    listed = [translate(_CLOSE_BY, lang), "\n".join(close)] if close else []
    return "\n\n".join([translate(_OTHER_WORDS, lang, how=how_to_get(work.terms.account)), *listed])


def kept_of(work: Work, lang: str) -> str:
    """What was taken down of what somebody told of themselves; empty where that is nothing, or a trouble of theirs."""
    from .memory.noticing import noticed

    facts = noticed(work.question.text) if work.notes.keeps and _only_tells(work.question.text) else []
    if not facts or any(kind == "difficulty" for kind, _ in facts):
        return ""
    return translate(_KEPT, lang, facts=_quoted(facts))


def _taken_down(work: Work, text: str, lang: str) -> str:
    """Whether what somebody asks to remember is, in a sentence; empty where they ask something else, or vaguely."""
    from .memory.noticing import asks_to_remember, noticed  # made ready where somebody asks

    if not asks_to_remember(text) or not _only_tells(text):
        return ""
    facts = noticed(text)
    if not facts:
        return translate(_NEVER_KEPT, lang) if reaches(text) or names_secret(text) else ""
    return translate(_KEPT, lang, facts=_quoted(facts)) if work.notes.keeps else translate(_OFF, lang)


def _only_tells(text: str) -> bool:
    """Whether it asks for nothing else beside what it tells."""
    from .memory.noticing import without_more

    return "?" not in text and without_more(text) == text


def _quoted(facts: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"“{fact}”" for _, fact in facts)
