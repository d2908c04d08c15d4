"""Reads how the sentences of a question hang together: which of them ask, and which only go on with one before them.

Small lists of words in English and Italian, no grammar. In doubt a sentence belongs to its neighbour: who is told a
sentence too many can still answer, who is told one too few cannot.
"""

from __future__ import annotations

import re

from .intent import SMALL, words_of

_I = re.IGNORECASE
_FENCE = re.compile(r"```.*?(?:```|$)", re.DOTALL)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+")
_CLAUSE_ENDS = re.compile(r"(?<!\s)(?:\s{0,20}[,;:]\s+|\s{1,20}(?:and|e|ed|but|ma|also|anche|then|poi)\s+)", _I)
FEWEST_WORDS = 3  # of a sentence that stands alone
FEWEST_OF_CLAUSE = 4
FEWEST_TO_ASK = 2  # of one that begins as a question or a wish does: “explain inflation”, “who was Napoleon”

_SIGNS = re.compile(r"\W+")
_BEGINS = r"^(?:(?:and|also|then|now|please|e|ed|poi|anche|adesso|ora|per favore) )*"
_ALONE = re.compile(
    _BEGINS
    + r"(?:what|who|whom|whose|why|how|when|where|which|che|chi|cosa|cos'è|come|perché|quando|quanto|quant[aie]|dove|"
    r"qual|quale|quali|can you|could you|would you|will you|puoi|potresti|mi puoi|whether|help me|tell me|aiutami|"
    r"add|answer|calculate|check|compare|compute|conjugate|convert|correct|define|describe|draw|explain|find|give|list|"
    r"multiply|name|plot|prove|show|solve|sketch|summari[sz]e|teach|translate|write|"
    r"calcola(?:mi)?|confronta|coniuga(?:mi)?|converti(?:mi)?|correggi(?:mi)?|dammi|definisci|descrivi(?:mi)?|dimmi|dimostra(?:mi)?|disegna(?:mi)?|"
    r"elenca(?:mi)?|fammi|insegnami|mostra(?:mi)?|racconta(?:mi)?|riassumi(?:mi)?|risolvi(?:mi)?|scrivi(?:mi)?|"
    r"spiega(?:mi)?|traduci(?:mi)?|trova(?:mi)?)\b",
    _I,
)
_JOINT = re.compile(r"^(?:(?:and|also|then|e|ed|poi|anche),?\s+)+(?=[^\W\d_])", _I)
_QUESTION = re.compile(
    r"(?:what|who|whom|whose|why|how|when|where|which|(?:che )?cosa|(?:che )?cos'è|chi|come|perché|quando|"
    r"quant[oaie]|dove|qual|quale|quali|can you|could you|puoi|potresti)\b",
    _I,
)
_ASKS = re.compile(
    r"\?|\b(?:(?:need|want|would like|'d like) to know|tell me|help me|(?:vorrei|voglio) (?:sapere|capire)|aiutami|"
    r"mi (?:spieghi|aiuti|dici|serve|servirebbe))\b",
    _I,
)
# How to answer, which holds for all that is asked.
_MANNER = re.compile(
    _BEGINS + r"(?:(?:answer|reply|respond|explain it|keep it|be|use|rispondi|usa|sii|fallo)\b(?!.*\?)|"
    r"(?:write|explain|say|do|scrivi|spiega|fai) (?:it|everything|all|them|each|this|tutto|ogni)\b)",
    _I,
)
_WANTS = re.compile(
    r"\b(?:I|we)(?:'d| would)?(?: also)? (?:have to|need|want|like to|must|should)\b|\b(?:help|devo|dobbiamo|voglio|"
    r"vorrei|vogliamo|vorremmo|mi serve|ho bisogno|aiuta\w*)\b",
    _I,
)
# Words that stand for something that was named before. Where “it” and “ci” stand for nothing, they are none.
_NOTHING = re.compile(
    r"\b(?:is|was) it (?:ever |always )?(?:true|possible|normal|right|wrong|better|bad|good|fair|okay?)\b|"
    r"\bdoes it (?:take|mean to)\b|"
    r"\bwhat time is it\b|\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b|"
    r"\bci (?:sono|siamo|furono|erano|vuole|vogliono|saranno)\b|\b(?:one|1) and (?:a|one)\b",
    _I,
)
_VERB = (
    r"(?:si|ho|hai|ha|abbiamo|avete|hanno|è|sono|fa|fai|faccio|fanno|faceva\w*|posso|puoi|può|possono|devo|devi|deve|"
    r"so|sai|sa|vedo|vede|vedono|trovo|calcolo|risolvo|scrivo|disegno|fermo|premo|premi|uso|usa|usano|usavano|chiama|"
    r"chiamano|elegge|eleggono|dice|dicono|succede|serve|mangia|mangiano|capisco|metto|mette|prendo|tengo|studio|leggo|"
    r"volevano|voleva|vuole|costruì|costruirono|scrisse|scoprì|inventò|disse|diede)"
)
_STANDS_FOR = re.compile(
    r"\b(?:it|they|them|he|him|she|this|these|those|there|the same|the others?|another one|both|else|instead|"
    r"(?:which|the|that|this|from|of|for|to|with|see|make|have|stop) one)\b|\bones?[ ?]*$|"
    r"\b(?:is|was|are|does|do|did|can|could|will|would|about|than|after|before|from|of|like|with|in|on) that\b|"
    r"\bthat(?:'s| is| was| does| means| happens?)\b|\bthat[ ?]*$|"
    r"\b(?:ess[oaie]|lui|lei|quest[oaie]|quell[oaie]|ciò|l'altr[oa]|gli altri|le altre|stess[oaie]|entramb[ie]|"
    r"ne|ci|lì|là|così|invece)\b|\b(?:quest|quell)'|"
    rf"\b(?:lo|la|li|le|gli) {_VERB}\b|\bl'(?:ho|hai|ha|abbiamo|hanno|aveva\w*)\b|"
    r"\b\w{2,}[aei]r(?:l[oaie]|gli)\b|\b\w{2,}[ai]rne\b|\b(?:far|dir|dar|usar)(?:l[oaie]|ne|ci)\b",
    _I,
)
# What asks for each thing of a list that follows it, said once for all.
_LEAD = re.compile(
    r"(?:(?:please|can you|could you|hi|hello|ciao|puoi|potresti|per favore),? )*"
    r"(?:(?:explain|describe|summari[sz]e|define|teach|tell|help me (?:understand|with)|I need help with|"
    r"I(?: want|'d like| would like| need) to (?:learn|know|understand)|what(?:'s| is| are| was| were)|"
    r"who(?:'s| is| are| was| were))(?: to me| me| about)*|"
    r"(?:spiega|spiegar|descrivi|descriver|parla|racconta|riassumi|insegna|dim|definisci)(?:mi|e)?|parlare|"
    r"aiutami (?:con|a capire|a studiare)|(?:vorrei|voglio) (?:capire|sapere|studiare)|"
    r"(?:che )?cos(?:'è|a è|a sono|a erano|'erano)|chi (?:è|era|sono|erano|furono)) ",
    _I,
)
_LIST = re.compile(r",?\s+(?:and|e|ed|as well as|e anche|oltre a)\s+|,\s+|;\s+", _I)
_WHOSE = re.compile(
    r"\s(?:of|in|for|di|del|dello|della|dei|degli|delle|nel|nella|nei|negli|nelle)\s|\s(?:dell|nell)'", _I
)
_OF = re.compile(r"(?:di|del|dello|della|dei|degli|delle)\s|dell['’]", _I)
_ARTICLE = re.compile(r"(il|lo|la|i|gli|le|l(?=['’]))(?=[\s'’])", _I)
_OF_THE = {
    "il": "del", "lo": "dello", "la": "della", "i": "dei", "gli": "degli", "le": "delle", "l": "dell",
}  # fmt: skip
LONGEST_LIST = 300  # characters of a sentence that is read as one
_BELONGING = re.compile(r"\b(?:its|their|theirs|his|hers?|suo|sua|suoi|sue|loro)\b", _I)
_GOES_ON = re.compile(
    r"^(?:(?:and|e|but|ma) )?(?:what if|what about|how about|what else|even|or|so|because|but|if|e se|che succede se|"
    r"cosa succede se|oppure|o|quindi|allora|dunque|perciò|ma|se|perché no|why not|(?:and|e) (?:in|on|at|with|for|if|"
    r"after|before|con|per|nel\w*|sul\w*|dopo|prima|se|l\w|il|la|i|le|gli|the|a|un\w*)|"
    r"(?:è|era|può|ha|fa|vale|serve)(?! (?:vero|possibile|giusto|normale|meglio|bene|male)\b))\b",  # no subject
    _I,
)
_BEGINS_WITH_ONE = re.compile(
    r"^(?:it|its|they|their|he|his|she|her|this|that|these|those|which|because|although|when|if|while|that|"
    r"lui|lei|loro|ess[oaie]|quest\w+|quell\w+|che|se|quando|mentre|perché|poiché|anche se)\b",
    _I,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; a very short one belongs to the one before it, and code is not cut."""
    return _pieces(text, _SENTENCE_ENDS, FEWEST_WORDS)


def clauses(text: str) -> list[tuple[int, int]]:
    """Where each clause of a sentence begins and ends, likewise."""
    return _pieces(text, _CLAUSE_ENDS, FEWEST_OF_CLAUSE)


def questions(text: str) -> list[str]:
    """Each thing that a text asks, as a sentence of its own; what makes sense only with another stays with it."""
    found: list[str] = []
    for begin, end in sentences(text):
        said = text[begin:end]
        each = [said[first:last] for first, last in clauses(said)]
        if not all(map(asks, each)) or any(map(refers_back, each[1:])):
            each = [said]
        found += map(as_sentence, each)
    return [] if any(map(refers_back, found[1:])) else list(filter(asks, found))


def listed(text: str) -> list[tuple[str, str]]:
    """Each thing of a list in a sentence that asks the same of all, and what it asks: “explain atoms and rhymes”.

    None where it lists nothing, or where one thing may say something of another: “the art and music of Greece”.
    """
    lead = _LEAD.match(text) if len(text) <= LONGEST_LIST and len(sentences(text)) < 2 else None
    things = [each for each in _LIST.split(text[lead.end() :].rstrip(" .?!")) if each] if lead else []
    if lead is None or len(things) < 2 or _hangs_together(things) or any(each.isdigit() for each in things):
        return []
    each_said = zip(things, _each_with_of(things), strict=True)
    return [(thing, thing if asks(thing) else lead[0] + said) for thing, said in each_said]


def _each_with_of(things: list[str]) -> list[str]:
    """What follows “parlami”: “di Dante” says “di” for the things behind it, too, with their article in it."""
    if not _OF.match(things[0]) or any(map(_OF.match, things[1:])):
        return things
    return [things[0], *(_with_of(each) for each in things[1:])]


def _with_of(thing: str) -> str:
    article = _ARTICLE.match(thing)
    return f"{_OF_THE[article[1].lower()]}{thing[article.end(1) :]}" if article else f"di {thing}"


def _hangs_together(things: list[str]) -> bool:
    """Whether “of Greece” at the end may be meant for all, or “verbs in Italian and English” is one thing."""
    if asks(things[-1]):
        return False
    *others, last = ((_WHOSE.search(each) is not None, len(set(words_of(each)) - SMALL) == 1) for each in things)
    return (last[0] and any(is_word for _, is_word in others)) or (len(things) == 2 and others[0][0] and last[1])


def asks(sentence: str) -> bool:
    """Whether it asks for something, so that it is more than a circumstance."""
    return bool(_ASKS.search(plain := _plain(sentence)) or _ALONE.search(plain))


def is_manner(sentence: str) -> bool:
    """Whether it says how to answer, whatever is asked."""
    return bool(_MANNER.search(_plain(sentence)))


def wants(sentence: str) -> bool:
    """Whether it at least says what somebody has to do."""
    return asks(sentence) or bool(_WANTS.search(_plain(sentence)))


def refers_back(sentence: str) -> bool:
    """Whether it makes sense only with what stands before it."""
    plain = _NOTHING.sub(" ", _plain(sentence))
    if _GOES_ON.search(plain) or _STANDS_FOR.search(plain):
        return True
    whose = _BELONGING.search(plain)  # “the moon and its shape” says itself whose shape that is
    return whose is not None and SMALL.issuperset(words_of(plain[: whose.start()]))


def begins_with_what_was_named(clause: str) -> bool:
    """The same of a clause of what somebody is to do: “draw a poster about them” can be done by somebody else."""
    return bool(_BEGINS_WITH_ONE.search(_plain(clause)))


def as_sentence(clause: str) -> str:
    """A clause that asks for something as a sentence of its own: “and who was Caesar” as “Who was Caesar?”."""
    if not asks(clause):
        return clause
    alone = _JOINT.sub("", clause).rstrip(" ,;:")
    is_cut = alone[-1:].isalnum() and _QUESTION.match(alone)
    return alone[:1].upper() + alone[1:] + ("?" if is_cut else "")


def _plain(text: str) -> str:
    """The words with an apostrophe or one space between them, and question marks: a row of signs costs no time."""
    return _SIGNS.sub(lambda signs: "'" if signs[0] in "'’" else " ?" if "?" in signs[0] else " ", text).lstrip(" ?")


def _pieces(text: str, ends: re.Pattern[str], fewest: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    code = {place for fence in _FENCE.finditer(text) for place in range(*fence.span())}
    cuts = [cut.span() for cut in ends.finditer(text) if cut.start() not in code]
    begin = 0
    for end, following in [*cuts, (len(text), len(text))]:
        words = len(text[begin:end].split())
        if found and words < fewest and not (words >= FEWEST_TO_ASK and _ALONE.search(_plain(text[begin:end]))):
            found[-1] = (found[-1][0], end)
        elif end > begin:
            found.append((begin, end))
        begin = following
    return found
