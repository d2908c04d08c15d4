"""Whether a text says which of several options is right, by its words or by its place, or rules out all others.

An option stands in the question, so it may be mentioned, compared and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..key import Key
from .plain import tidy
from .spelling import listed
from .truth import TRUTH, says_truth, sentences
from .values import numbered
from .verdict import CLAIM, CLEAN, Verdict

MOST_SHORTENED = 3  # words of an option that one of them may stand for
LEAST_SHORT = 5  # letters of it
LEAST_CLAIMED = 4  # signs of an option; a shorter one is much else, too, and must be called right
_IT_IS = re.compile(r"\b(?:it|that)'s\s+[\"'“«(\[]*$", re.IGNORECASE)
_ONE_OF = r"(?= (?:the|la|il|die|den|das) \w+ (?:of|one|option|answer|tra|fra|delle|dei|von|der)\b)"
_RIGHT = re.compile(
    r"\b(?:right|correct(?:ly)?|answers?|solution|choose|pick|select|tick|only|best|the one"
    r"|giust[aeio]|corrett[aeio]|risposta|soluzione|scegli|seleziona|spunta|solo|soltanto|miglior[ei]?"
    r"|true|ver[aeio]|stimmt|stimmen|richtig\w*|antwort|réponse|respuesta|correct[aeo]s?|juste|wähle?|elige|choisis"
    rf"|(?:take|prendi|nimm|go with){_ONE_OF}"
    r"|i(?:'d| would) (?:go (?:for|with)|take|say)|(?:sceglierei|prenderei|direi))\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:wrong|incorrect|false|not|never|neither|nor|cannot|no good|impossible|out of the question"
    r"|(?:is|are|was|were|'s|goes?|falls?|drops?|stays?) out|out(?=[.!]*$)"
    r"|(?:rul(?:e|es|ed|ing)|cross(?:es|ed|ing)?|str(?:ike|uck)|throw|leave) (?:\w+ ){0,8}out"
    r"|(?:exclu|elimin|discard|dismiss|discount|reject)\w*"
    r"|sbagliat[aeio]|errat[aeio]|fals[aeio]|non|né|esclu[ds]\w*|scart\w+|elimin\w*|impossibil[ei]"
    r"|(?:è|sono|va|vanno) fuori|falsch|nicht|kein\w*|ausgeschlossen|scheide[nt]\w* aus|fällt weg)\b|n't\b",
    re.IGNORECASE,
)
_PLACES = (
    "first|prim[ao]|erste|premi[eè]re?|primera?", "second|second[ao]|zweite|deuxième|segund[ao]",
    "third|terz[ao]|dritte|troisième|tercera?", "fourth|quart[ao]|vierte|quatrième|cuart[ao]",
    "fifth|quint[ao]|fünfte|cinquième", "sixth|sest[ao]|sechste|sixième|sext[ao]",
)  # fmt: skip
_LAST, _MIDDLE = "last|ultim[ao]|letzte|dernière|última", "middle|central|mittlere"
_OPTION = r"(?:option|answer|choice|number|opzione|risposta|scelta|numero|antwort|réponse|respuesta|opción)"
_THE = r"(?:the|la|il|l'|die|der|das|le|el)"
_LETTER_ENDS = r"(?=\s*(?:$|[.,;:!)*]|(?:is|are|was|è|sono|ist|est|es|and|e|und|et|y|or|o)\b))"  # and no article
_FILLERS = frozenset(
    listed("""take choose pick prendi scegli
    a an the it its is are was that this so then well yes no of course in fact simply just you get have one
    ones option answer number with to be will would must and il lo la le i gli un una uno è e' sono di che quella quello
    quelle quelli opzione risposta numero ecco allora quindi certo proprio semplicemente hai si l mezzo die der das es
    ist antwort c est el""")
)
ECHOED = 4  # letters that two forms of a word have in common


def says_choice(text: str, key: Key, history: Sequence[str] = ()) -> Verdict:
    """``history`` are earlier replies: what was ruled out there stays so."""
    if key.among == TRUTH:
        return says_truth(text, key)
    right, ruled_out = {key.answer, *key.accepted}, set[str]()
    for sentence in (each for reply in (*history, text) for each in sentences(reply)):
        readings = dict.fromkeys((sentence, numbered(sentence)))  # “three by four”; but “one” may be no number
        named = next(filter(None, (_named(each, key) for each in readings)), None)
        if not named:
            continue
        denied = bool(_WRONG.search(sentence))
        if named <= right and not denied and any(_praised(each, named, key) or _is_all(each, key) for each in readings):
            return Verdict(True, "choice", "; ".join(sorted(named)))
        ruled_out |= named - right if denied else set()
    if len(right) < len(key.among) and ruled_out == set(key.among) - right:
        return Verdict(True, "choice", "by elimination")
    return CLEAN


def _praised(sentence: str, named: set[str], key: Key) -> bool:
    if _RIGHT.search(sentence):
        return True
    if sentence.rstrip().endswith("?"):  # whoever asks claims nothing
        return False
    found = [each for option in named for each in _forms(key)[option].finditer(sentence)]
    before = [sentence[: each.start()] for each in found if len(each[0]) >= LEAST_CLAIMED]
    return any(CLAIM.search(each) or _IT_IS.search(each) for each in before)


def _named(sentence: str, key: Key) -> set[str]:
    """The options that are named; what stands in a longer one is not named by it."""
    named, rest = set(), sentence
    for option in sorted(key.among, key=len, reverse=True):
        rest, count = _forms(key)[option].subn(" … ", rest)
        if count:
            named.add(option)
    return named


@lru_cache(maxsize=256)
def _forms(key: Key) -> dict[str, re.Pattern[str]]:
    return {
        option: re.compile("|".join([*_ways(option, place, len(key.among)), *_shortened(option, key)]), re.IGNORECASE)
        for place, option in enumerate(key.among)
    }


def _is_all(sentence: str, key: Key) -> bool:
    """Whether a sentence says an option, and beside it nothing but what the question says."""
    if sentence.rstrip().endswith("?"):
        return False
    asked = {word[:ECHOED] for word in _words(key.asked)}
    for option in sorted(key.among, key=len, reverse=True):
        sentence = _forms(key)[option].sub(" ", sentence)
    return all(word in _FILLERS or word[:ECHOED] in asked for word in _words(sentence))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", text.lower())


def _ways(option: str, place: int, many: int) -> Iterator[str]:
    said = re.split(r"\s+", tidy(option).strip(" .\n"))
    words = [r"(?::|to|a|zu)" if word == ":" else re.escape(word) for word in said]
    joined = "".join(
        word + ("" if last else r"\s*" if word.isdigit() and following.isdigit() else r"\s+")
        for word, following, last in zip(words, [*words[1:], ""], [*[False] * (len(words) - 1), True], strict=True)
    )
    yield rf"(?<!\w){joined}(?!\w)"
    letter = chr(ord("A") + place)
    yield rf"\b{_OPTION}\s+(?:{place + 1}|{letter})\b"
    yield rf"(?-i:(?<![\w'])(?:{letter}){_LETTER_ENDS})"
    yield rf"(?<!\w)\({letter}\)|(?<![\w(]){letter}\)"
    yield rf"(?:#|\bn(?:o|r)?\. ?){place + 1}\b"
    yield rf"\b(?:{_THE}\s*)?{place + 1}(?:st|nd|rd|th|[ªº°])(?:\s+(?:one|{_OPTION}))?"
    names = [_PLACES[place]] if place < len(_PLACES) else []
    names += [_LAST] if place == many - 1 else []
    names += [_MIDDLE] if many % 2 and place == many // 2 else []
    for word in names:
        yield rf"\b{_THE}\s*(?:{word})\b(?:\s+(?:one|{_OPTION}))?"
        yield rf"\b(?:{word})\s+(?:one|{_OPTION})\b"
    if many % 2 and place == many // 2:
        yield r"\bquell[ao] di mezzo\b"


def _shortened(option: str, key: Key) -> Iterator[str]:
    """A word that only this option has may stand for it: “igneous” for “igneous rock”."""
    said, asked = _words(option), _words(key.asked)  # where the options may stand once more
    others = {word for each in key.among if each != option for word in _words(each)}
    if 1 < len(said) <= MOST_SHORTENED:
        own = (word for word in said if len(word) >= LEAST_SHORT and word not in others)
        yield from (rf"\b{word}\b" for word in own if asked.count(word) <= said.count(word))
