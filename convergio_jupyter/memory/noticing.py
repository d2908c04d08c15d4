"""Notices what learners say about themselves, by rules and offline, in English and Italian.

Rather nothing than something wrong: only the learner's own words count, in a sentence that is about themselves and
neither asks, supposes nor quotes. Where somebody lives and what a doctor found is left alone, unless they say “remember
that”; how they can be reached is never kept, and what stands beside it is.
"""

from __future__ import annotations

import re

from .facts import MOST_CHARACTERS, Kind
from .reaching import names_secret, reaches, without_passwords
from .words import words_of

LOOKED_AT = 4_000  # characters of a question
LEAD_CHARACTERS = 40  # of “please remember that”, before a fact
LOOKED_AT_CLOSELY = MOST_CHARACTERS + LEAD_CHARACTERS  # of a sentence
MOST_NOTICED = 3  # of one question
LEAST_WORDS = 2  # that say something

_FENCED = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_QUOTED = re.compile(r"“[^”]*”?|«[^»]*»?|\"[^\"]*\"?|^\s*>.*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?;\n]+(?:[.](?:(?=\w)|(?<=\bn[.])(?= \d))[^.!?;\n]+)*[.!?;\n]*")
_GREETING = re.compile(
    r"^(?:(?:(?:hi|hello|hey|well|so|ok|okay|by the way|also|and|but|ciao|salve|buongiorno|allora|beh)\b|@[\w-]+)"
    r"[,:!]?\s*)+",
    re.I,
)
_SUPPOSED = re.compile(
    r"\b(?:if|suppose|imagine|pretend|se|supponi|supponiamo|immagina|translate|traduci|write|scrivi|says?|said|dice|"
    r"dicono)\b",
    re.I,
)
_ASKED_FOR = re.compile(
    r"^(?:please\s+|per favore\s+)?(?:(?:remember|note|don't forget|keep in mind)(?: that)?|ricorda(?:ti)?(?: che)?|"
    r"tieni (?:a mente|presente)(?: che)?|non dimenticare(?: che)?)[:,]?\s+(?P<fact>.+)",
    re.I,
)
# What asks for something else, behind a fact: “I prefer short answers, and explain photosynthesis”.
_MORE = re.compile(
    r"[,;]?\s+(?:and|then|e|poi)\s+(?:(?:then|now|please|poi|adesso|ora|per favore)\s+)?"
    r"(?:explain|tell|show|give|solve|draw|what|why|how|who|help|can you|could you|"
    r"spiega\w*|dimmi|mostra\w*|dammi|risolvi\w*|disegna\w*|cosa|cos'è|che cos\w*|perché|come si|chi (?:è|era)|"
    r"aiuta\w*|puoi)\b.*",
    re.I | re.S,
)
_BESIDE = re.compile(r",\s+|\s+(?:[–—-]|and|but|e|ed|ma)\s+", re.I)  # between what a sentence says side by side
_ONLY_WITH_THAT = re.compile(r"\b(?:that|che)\b|:", re.I)
_PERSONAL = re.compile(
    r"[\w.+-]{1,64}@[\w-]+\.\w+|https?://|\b[a-z]{2}\d{2}[a-z0-9]{10,}\b|"
    r"(?<![\d./-])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{4}-\d\d-\d\d\b)(?:\+?\d[\s./-]?){6,}|"
    r"\b(?:phone|mobile|telefono|cellulare|e-?mail|mail|password|iban|pin|passport|passaporto|codice fiscale)\b|"
    r"\b(?:i live|my address|abito|vivo (?:a|in)|il mio indirizzo)\b|"
    r"\b\d+ \w+ (?:street|road|avenue|lane)\b|\b(?:via|viale|piazza|corso) [A-Z]\w+ \d|"
    r"\b(?:diagnos\w*|depress\w*|diabet\w*|cancer|cancro|tumou?r\w*|epile\w*|autis\w*|adhd|dislessi\w*|dyslexi\w*|"
    r"discalculi\w*|dyscalculi\w*|hiv|pregnan\w*|incinta|bipolar\w*|anoressi\w*|anorexi\w*|bulimi\w*|ansia|anxiety|"
    r"therapy|terapia|psych\w*|psico\w*|medication|farmac\w*|malatti\w*|malat[oa]|illness|disease|asthma\w*|asma|"
    r"ocd|ptsd|panic\w*|panico|insulin\w*|c(?:o?e|e)liac\w*|allerg\w*|migraine\w*|emicran\w*|insomni\w*|"
    r"insonni\w*|sle(?:ep\w*|pt)|dorm(?:ire|o)|sober|sobri[oa]|drunk|ubriac\w*|alcoholic\w*|alcolist\w*|alcolizzat\w*|"
    r"drogh?\w*|addict\w*|"
    r"dipenden\w*|surgery|pills?|pillol\w*|breath\w*|respirar\w*|wheelchair|"
    r"carrozzin\w*|disab\w*|blind|ciec[oa]|deaf|sord[oa]|(?:lose|losing|my) weight|(?:become|get|be|too) thin|"
    r"dimagr\w*|"
    r"not eating|non mangi\w*|my period|"
    r"mestru\w*|suicid\w*|self.?harm\w*|cut(?:ting)? myself|mi tagli\w*)\b|"
    r"\b(?:hit|hits|beat|beats|hurt|hurts|touch\w*) me\b|\bmi (?:picchia\w*|ha picchiat\w*|fa male|tocca\w*|mena)\b|"
    r"\b(?:abus\w*|violen\w*|molest\w*|bull(?:y\w*|ied|ying|ism\w*|izz\w*)|rape\w*|stupr\w*)\b|"
    # What is a subject with “the” is somebody's own with “my”.
    r"\b(?:my (?:heart|back|head|stomach|eyes?|ears?|legs?|arms?|skin|blood|body|kidneys?|lungs?|liver)|"
    r"(?:problemi|dolor[ei]|male) (?:con|a|al|allo|alla|alle|agli|ai)? ?(?:il |la |lo |le |gli |i )?"
    r"(?:cuore|schiena|testa|stomaco|occhi\w*|orecchi\w*|gamb[ae]|bracci[ao]|pelle|sangue|ren[ei]|polmon[ei]|fegato))\b",
    re.I,
)
_KINDS: dict[Kind, tuple[str, ...]] = {
    "goal": (
        r"(?:i am|i'm|we are|we're) (?:preparing|studying|training|getting ready|revising) (?:for|a|an|my|our)\b.+",
        r"(?:i am|i'm) (?:working on|writing) (?:my|a|an) .+",
        r"(?:my|the) (?:\w+ )?(?:exam|test|final|finals|interview|presentation) is (?:on|in|next|this|tomorrow|at)\b.*",
        r"i have (?:a|an|my) (?:[\w-]+ ){0,3}(?:exam|test|quiz|interview|presentation|deadline)"
        r" (?:on|in|about|for|at|with|next|this|tomorrow|today|tonight|soon|coming)\b.*",
        r"my (?:\w+ )?(?:goal|aim|dream|plan) is .+",
        r"i (?:want|would like|hope|plan|need) to (?:learn|become|pass|get into|improve|study|be able to|master)\b.+",
        r"i'd like to (?:learn|become|pass|get into|improve|study|be able to|master)\b.+",
        r"(?:mi preparo|(?:mi )?sto preparando|sto studiando|ci stiamo preparando)"
        r" (?:per|a|al|alla|il|lo|la|l'|un)\W?.+",
        r"sto (?:scrivendo|lavorando a) (?:la mia|il mio|una|un|la|il) .+",
        r"(?:devo|dovrò) (?:dare|sostenere|fare) (?:l'esame|il test|un esame|analisi|fisica|chimica)\b.*",
        r"(?:il mio|l')\s?(?:esame|test|colloquio) (?:è|sarà)"
        r" (?:il|a|tra|fra|domani|lunedì|martedì|mercoledì|giovedì|venerdì)\b.*",
        r"(?:\w+ )?ho (?:un|una|l'|la|il) ?(?:esame|verifica|interrogazione|test|compito in classe|colloquio)\b.+",
        r"il mio (?:\w+ )?(?:obiettivo|scopo|sogno) è .+",
        r"(?:voglio|vorrei|spero di|devo)"
        r" (?:imparare|diventare|superare|passare (?:l'|il|la|lo)|migliorare|entrare (?:a|in|nel)\b).+",
    ),
    "difficulty": (
        r"i find (?:it )?.+ (?:difficult|hard|confusing|tricky|scary)\b.*",
        r"i (?:really )?(?:don't|do not|can't|cannot|never|have never) (?:really )?"
        r"(?:understand|understood|get|grasp|remember) (?!it\b|this\b|that\b|why\b|how\b|what you\b).+",
        r"i've never understood .+",
        r"i (?:always|often|keep|keep on) (?:get|mix|confuse|confus|forgett?|fail)(?:ting|ing)?\b.+",
        r"i (?:struggle|have (?:trouble|problems|difficulty|difficulties)) (?:with|in|when)\b.+",
        r"i have (?:trouble|difficulty|problems) \w+ing .+",
        r"i get (?:stuck|lost|confused) (?:with|when|whenever|in|by|on)\b.+",
        r"i (?:confuse|mix up) .+",
        r"i (?:am|'m) (?:bad|terrible|not good) at .+",
        r"(?!it |this |that )[\w' ]{3,50} (?:is|are) (?:always )?(?:hard|difficult|confusing) for me\b.*",
        r"non (?:ho mai capito|capisco|riesco a (?:capire|ricordare|memorizzare|imparare)|so usare)"
        r" (?!perché|come|cosa|che\b|questo\b|questa\b|niente).+",
        r"(?:faccio|ho) (?:fatica|difficoltà|problemi) (?:con|in|a|nel|nella|nelle|negli)\b.+",
        r"trovo (?:molto )?(?:difficil[ei]|ostic[oaie]) .+",
        r"confondo (?:sempre )?.+",
        r"(?:sbaglio|dimentico) sempre .+",
        r"mi (?:blocco|perdo|confondo) (?:sempre )?(?:quando|con|davanti|nei|nelle|sui|sulle)\b.+",
        r"(?:sono|mi sento) (?:negat[oa]|una frana) (?:per|in|con)\b.+",
    ),
    "preference": (
        r"i (?:really )?prefer .+",
        r"i(?:'d| would) rather (?:have|see|read|hear|try|do|work)\b.+",
        r"i (?:like it|learn|understand) (?:better|best|more) .+",
        r"(?:please )?(?:always|never) (?:explain|give|show|use|answer|start|call|write)\b(?! (?:that|why|how)\b).+",
        r"(?:please )?don't (?:use|give|tell|show) (?:me )?.+(?:with me|to me|at once|right away|the solution.*)",
        r"preferisco .+",
        r"mi piacciono (?:le spiegazioni|gli esempi|le risposte|i disegni|gli schemi)\b.+",
        r"(?:imparo|capisco) (?:meglio|di più) .+",
        r"(?:spiegami|rispondimi|dammi|usa) sempre .+",
        r"vorrei (?:risposte|spiegazioni|esempi) (?:più|meno|con|senza)\b.+",
        r"(?:per favore )?non (?:darmi|dirmi|usare) (?:mai|subito)\b.+",
    ),
    "about": (
        r"(?:please )?call me [A-Z]\w+.*",
        r"my name is [A-Z]\w+.*",
        r"(?:i am|i'm) in (?:the |my )?(?:\w+ )?(?:year|grade|class)\b.*",
        r"(?:i am|i'm) an? (?:[\w-]+ )?(?:student|teacher|nurse|engineer|beginner|pupil|freshman|apprentice)\b.*",
        r"i(?: am|'m) \d{1,2} years old\b.*",
        r"chiamami [A-Z]\w+.*",
        r"mi chiamo [A-Z]\w+.*",
        r"(?:frequento|faccio) (?:il|la|l') ?(?:\w+ )?(?:anno|liceo|scuola|classe|media|superiore|istituto)\b.*",
        r"sono (?:al|in|uno? |una )\s?(?:\w+ )?(?:anno|media|superiore|student\w*|insegnante|principiante)\b.*",
        r"ho (?:\w+) anni\b.*",
    ),
}  # fmt: skip
_RULES = [
    (kind, re.compile(rule, re.I if kind != "about" else 0), kind == "about")
    for kind, rules in _KINDS.items()
    for rule in rules
]
_TRAILING = re.compile(r"[\s.!;,:]+$")


def noticed(question: str) -> list[tuple[Kind, str]]:
    """What ``question`` says about who asks it: kind and words, at most three."""
    found: list[tuple[Kind, str]] = []
    text = question[:LOOKED_AT].replace("’", "'")
    for sentence in _SENTENCE.findall(without_more(_FENCED.sub(" … ", text))):
        for part in _kept_parts(_GREETING.sub("", " ".join(sentence.split()))):
            fact = _fact_in(part)
            if fact is not None and fact not in found:
                found.append(fact)
    return found[:MOST_NOTICED]


def asks_to_remember(text: str) -> bool:
    """Whether ``text`` begins by asking to keep what it says."""
    return _ASKED_FOR.match(text.lstrip()) is not None


def without_more(text: str) -> str:
    """``text`` without what it asks for behind a fact that is to be remembered."""
    return _MORE.sub("", text) if asks_to_remember(text) else text


def kind_of(text: str) -> Kind:
    """The kind of what a learner wrote down as a fact themselves."""
    return _matched(text) or "about"


def _kept_parts(sentence: str) -> list[str]:
    """The sentence; where it says how somebody can be reached, what it says beside that."""
    if len(sentence) > LOOKED_AT_CLOSELY or sentence.endswith("?") or not reaches(sentence):
        return [sentence]
    asked_for = _ASKED_FOR.match(sentence)
    lead = sentence[: asked_for.start("fact")] if asked_for else ""
    sides = (part for part in _BESIDE.split(without_passwords(sentence[len(lead) :])) if "…" not in part)
    parts = (part for part in sides if not (reaches(part) or _PERSONAL.search(part)))
    return [f"{lead}{part}" for part in parts if len(words_of(part)) >= LEAST_WORDS]


def _fact_in(sentence: str) -> tuple[Kind, str] | None:
    if len(sentence) > LOOKED_AT_CLOSELY or not sentence or sentence.endswith("?") or _QUOTED.search(sentence):
        return None
    if names_secret(sentence):
        return None
    asked_for = _ASKED_FOR.match(sentence)
    if asked_for and _ONLY_WITH_THAT.search(sentence[: asked_for.start("fact")]):
        return _worth_keeping(kind_of(asked_for["fact"]), asked_for["fact"])
    if _SUPPOSED.search(sentence) or _PERSONAL.search(sentence):
        return None
    kind = _matched(sentence)
    return _worth_keeping(kind, sentence) if kind else None


def _worth_keeping(kind: Kind, text: str) -> tuple[Kind, str] | None:
    text = _TRAILING.sub("", text)
    least = 1 if kind == "about" else LEAST_WORDS
    return (kind, text) if len(words_of(text)) >= least and len(text) <= MOST_CHARACTERS else None


def _matched(sentence: str) -> Kind | None:
    for kind, rule, cased in _RULES:
        start = sentence[:1].lower() + sentence[1:] if cased else sentence
        if rule.match(start):
            return kind
    return None
