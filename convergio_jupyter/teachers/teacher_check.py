"""What is wrong in a teacher's file, each with where it is and how to mend it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..core.i18n import LANGUAGES, Phrase, translate
from ..safety import may_be_said
from .signs import signs
from .teacher_file import SECTIONS, headings, is_section, split
from .teacher_new import UNFILLED, starters

EXAMPLES = 3
LONGEST_NAME = 40
FIELDS = (
    "id", "name", "kind", "parent", "glyph", "color", "languages", "ages", "tools", "hand_over", "subject", "greeting",
    "examples",
)  # fmt: skip
YOUNGEST = 3
CONTRAST = 4.5  # WCAG 2.2, 1.4.3
PAPER = {"light": "#FFFDF8", "dark": "#1B1A17"}
_LOOK_ALIKE = str.maketrans("i10", "llo")
_ID = re.compile(r"[a-z][a-z0-9-]{1,30}")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
# A tag, whole or one that the next sign “>” would close; “a < b”, “<3” and “<https://…>” are none.
_TAG = r"</?(?!https?:|mailto:)[a-z][^<>]*>|<[!?][^<>]*>?|</?[a-z][\w-]*\s+[\w:-]+\s*="
_ACTIVE = re.compile(
    rf"{_TAG}|<\s*(?:script|iframe|object|embed|img|svg|style|link)\b|javascript:|\{{\{{|\{{%", re.IGNORECASE
)
_WRITTEN = re.compile(r"[][()<>*_`\\|#]|://")  # what would write a link or an emphasis where the name is shown
LONGEST_SHOWN = 60  # characters of what is found


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a file: where, what, and how to mend it, in the reader's language.

    What only ``warns`` keeps nobody from teaching.
    """

    where: str
    message: str
    remedy: str
    warns: bool = False


class _Fault:
    """A finding before it is said in somebody's language."""

    def __init__(self, where: str | Phrase, message: str, remedy: str, **values: object) -> None:
        self._where, self._message, self._remedy, self._values = where, message, remedy, values

    def said(self, lang: str) -> Finding:
        message, remedy = (translate(text, lang, **self._values) for text in (self._message, self._remedy))
        return Finding(self._where if isinstance(self._where, str) else self._where.said(lang), message, remedy)


_NO_ID = _Fault(
    "id",
    "The id is missing or has other characters.",
    "Write small letters, digits and hyphens, for example: id: ada.",
)


def check(source: str, *, known: Mapping[str, str], tools: Collection[str], lang: str) -> list[Finding]:
    """Everything that is wrong in ``source``; ``known`` are the names of all other teachers, by id, ``tools`` what
    there is.
    """
    return [fault.said(lang) for fault in _faults(source, dict(sorted(known.items())), sorted(tools))]


def _faults(source: str, known: Mapping[str, str], tools: list[str]) -> Iterator[_Fault]:
    try:
        head, sections = split(source)
    except ValueError as error:
        mend = "Compare its head with that of a copy, which `convergio teacher fork euclide ID` writes."
        yield _Fault(Phrase("the first lines"), "The file cannot be read: {why}.", mend, why=error.args[0])
        return
    yield from _unknown(head, source)
    yield from _identity(head, known)
    languages = head.get("languages")
    if not isinstance(languages, list) or not languages or not all(lang in LANGUAGES for lang in languages):
        yield _Fault("languages", "No language, or one that is not spoken here.", "Write: languages: [en, it].")
        languages = []
    for lang in languages:
        yield from _texts(head, sections, lang)
    yield from _looks(head)
    yield from _others(head, known, tools)
    yield from _shown(head)
    if found := _ACTIVE.search(source):
        mend = "Take it out; a teacher's file is text only."
        yield _Fault(Phrase("the text"), "It holds {what}, which would never run.", mend, what=found[0][:LONGEST_SHOWN])


def _unknown(head: Mapping[str, Any], source: str) -> Iterator[_Fault]:
    """What nobody would read, maybe for a slip of the pen, and what stands there twice."""
    for name in map(str, head):
        if name not in FIELDS:
            close, known = difflib.get_close_matches(name, FIELDS, n=1), ", ".join(FIELDS)
            mend = "Did you mean “{close}”?" if close else "Take it out, or use one of: {known}."
            yield _Fault(
                name, "A teacher's file has no such field.", mend, close="".join(close), known=", ".join(FIELDS)
            )
    found = headings(source)
    for heading in dict.fromkeys(found):
        if not is_section(heading):
            mend = "Sections are: {known}; and ## note en: Title."
            known = ", ".join(f"## {name} en" for name in SECTIONS)
            yield _Fault(f"## {heading}", "A teacher's file has no such section.", mend, known=known)
        elif found.count(heading) > 1:
            yield _Fault(f"## {heading}", "This section is there twice.", "Keep one of them.")


def left_to_write(source: str, lang: str) -> list[Finding]:
    """What a new file still has to be given, as findings."""
    message, remedy = "This text is still the one of a new file: “{text}”", "Write your own."
    left = [each for each in starters() if re.search(rf"(?:: |- ){re.escape(each[1])}$", source, re.MULTILINE)]
    for (section, spoken), text in split(source)[1].items():
        left += [(f"## {section} {spoken}", UNFILLED[spoken])] if UNFILLED[spoken] in text else []
    return [_Fault(where, message, remedy, text=text).said(lang) for where, text in left]


def still_the_parents(source: str, known: Mapping[str, str], lang: str) -> list[Finding]:
    """Where a copy that is otherwise complete greets by the name of whom it is a copy of; ``known`` are all names."""
    head, _ = split(source)
    name = known.get(head.get("parent") or "", "")
    by_name = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    greetings = {spoken: text.replace(head["name"], "") for spoken, text in head["greeting"].items() if name}
    message, remedy = "It greets by the name of its parent, “{name}”.", "Let it greet by its own, “{own}”."
    return [
        replace(_Fault(f"greeting.{spoken}", message, remedy, name=name, own=head["name"]).said(lang), warns=True)
        for spoken, text in greetings.items()
        if by_name.search(text)
    ]


def check_id(name: str, lang: str) -> list[Finding]:
    """What is wrong with an id that is to be written into a new file."""
    return [] if _ID.fullmatch(name) else [_NO_ID.said(lang)]


def _identity(head: Mapping[str, Any], known: Mapping[str, str]) -> Iterator[_Fault]:
    name, ages = head.get("id"), head.get("ages", [YOUNGEST, YOUNGEST])
    if not isinstance(name, str) or not _ID.fullmatch(name):
        yield _NO_ID
    elif name in known:
        yield _Fault("id", "There is a teacher “{name}” already.", "Choose another id.", name=name)
    if not _is_text(head.get("name")):
        yield _Fault("name", "The name is missing.", "Write what learners call this teacher.")
    elif len(head["name"]) > LONGEST_NAME:
        yield _Fault("name", "The name is too long.", "Write {most} letters at most.", most=LONGEST_NAME)
    elif any(map(_is_unseen, head["name"])):
        yield _Fault("name", "The name has characters that nobody sees.", "Write only letters, signs and blanks.")
    elif found := _WRITTEN.search(head["name"]):
        mend = "Take it out; a name is shown as it stands."
        yield _Fault("name", "The name holds “{sign}”, which is read as formatting.", mend, sign=found[0])
    elif len(_scripts(head["name"])) > 1:
        yield _Fault("name", "The name mixes letters of several scripts.", "Write it in one; others look alike.")
    elif (heard := _heard(head["name"])) in map(_heard, known.values()) or not heard:
        mend = "Choose another name; it says whose words are whose."
        yield _Fault("name", "Nobody else may be called “{name}”, or nearly so.", mend, name=head["name"])
    if head.get("kind", "teacher") not in ("teacher", "coordinator"):
        yield _Fault("kind", "The kind is neither teacher nor coordinator.", "Write: kind: teacher, or leave it out.")
    numbers = isinstance(ages, list) and len(ages) == 2 and all(type(age) is int for age in ages)
    if not numbers or not YOUNGEST <= ages[0] <= ages[1]:
        mend = "Write, for example: ages: [11, 19]."
        yield _Fault("ages", "The ages are no two numbers, the smaller one first.", mend)


def _texts(head: Mapping[str, Any], sections: Mapping[tuple[str, str], str], lang: str) -> Iterator[_Fault]:
    for name in ("subject", "greeting"):
        if not _is_text(_of(head.get(name), lang)):
            yield _Fault(f"{name}.{lang}", "This text is missing.", "Write it in this language.")
    lines = _of(head.get("examples"), lang)
    if not isinstance(lines, list) or len(lines) != EXAMPLES or not all(map(_is_text, lines)):
        mend = "Write three questions to begin with."
        yield _Fault(f"examples.{lang}", "There are not three examples.", mend)
    others = head.get("hand_over")
    for name, when in others.items() if isinstance(others, dict) else ():
        if not _is_text(_of(when, lang)):
            yield _Fault(f"hand_over.{name}.{lang}", "This text is missing.", "Write it in this language.")
    for name in SECTIONS:
        if not sections.get((name, lang)):
            mend = "Write a section that begins with the line: ## {name} {lang}"
            yield _Fault(f"## {name} {lang}", "This section is missing.", mend, name=name, lang=lang)


def _shown(head: Mapping[str, Any]) -> Iterator[_Fault]:
    """What is shown as it stands in the file is looked at as what a model says is."""
    mend = "Write what nobody here would leave out of an answer."
    for name in ("subject", "greeting", "examples"):
        for lang, told in head[name].items() if isinstance(head.get(name), dict) else ():
            lines = told if isinstance(told, list) else [told]
            if any(isinstance(line, str) and not may_be_said(line) for line in lines):
                yield _Fault(f"{name}.{lang}", "This asks for personal data, hurts, or claims to be a person.", mend)


def _looks(head: Mapping[str, Any]) -> Iterator[_Fault]:
    sign = head.get("glyph")
    if not isinstance(sign, str) or sign not in signs():
        yield _Fault("glyph", "There is no such sign.", "Choose from: {known}.", known=", ".join(sorted(signs())))
    for side, paper in PAPER.items():
        color = _of(head.get("color"), side)
        if not isinstance(color, str) or not _COLOR.fullmatch(color):
            yield _Fault(f"color.{side}", "The colour is missing.", 'Write it as six digits: "#1F4E9E".')
        elif (ratio := contrast(color, paper)) < CONTRAST:
            mend = "Choose a stronger colour; the contrast is {ratio} and must be 4.5."
            yield _Fault(f"color.{side}", "This colour is hard to read.", mend, ratio=round(ratio, 1))


def _others(head: Mapping[str, Any], known: Collection[str], tools: Collection[str]) -> Iterator[_Fault]:
    """Tools and other teachers are named in the form in which they are read, and exist."""
    used, others, parent = head.get("tools"), head.get("hand_over"), head.get("parent")
    if used is not None and not isinstance(used, list):
        yield _Fault("tools", "This is no list.", "Write, for example: tools: [calculator].")
    else:
        yield from _named("tools", used or (), tools, "There is no tool “{name}”.")
    if others is not None and not isinstance(others, dict):
        mend = "Write, for example: hand_over: {darwin: {en: it is about animals}}."
        yield _Fault("hand_over", "This does not say to whom and when.", mend)
    else:
        yield from _named("hand_over", others or (), known, "There is no teacher “{name}”.")
    if parent is not None and not isinstance(parent, str):
        yield _Fault("parent", "This is not one name.", "Write the id of one teacher, or leave it out.")
    else:
        yield from _named("parent", [parent] if parent else (), known, "There is no teacher “{name}”.")


def _named(where: str, names: Iterable[Any], known: Collection[str], message: str) -> Iterator[_Fault]:
    """What is named somewhere has to exist."""
    for name in names:
        if not isinstance(name, str) or name not in known:
            yield _Fault(where, message, "Choose from: {known}.", name=name, known=", ".join(known) or "–")


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _heard(name: str) -> str:
    """A name as it is told from others: without capitals, accents, signs, blanks and what only looks like another."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum()).translate(_LOOK_ALIKE)


def _scripts(name: str) -> set[str]:
    """The scripts of its letters; in another one a letter may look the same."""
    return {unicodedata.name(sign, "").partition(" ")[0] for sign in name if sign.isalpha()}


def _is_unseen(sign: str) -> bool:
    """Whether it only steers how others are shown, such as one that turns the direction of writing."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")


def _of(texts: Any, name: str) -> Any:
    return texts.get(name) if isinstance(texts, dict) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
