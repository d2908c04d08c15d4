"""The tool that a question asks for in plain words, for a model that cannot ask for one itself.

“What is 17 × 23?”, “derivata di x^3”, “plot sin(x)”, “molar mass of H2O”, “coniuga andare”: a question that asks for
something else besides is nobody's here. What is read is checked by the tool, like what a model writes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from ..core.schema import Attachment
from ..mathematics.expressions import CONSTANTS, FUNCTIONS, SAME

LONGEST = 200  # characters of a question that is looked at
MOST_VALUES = 1_000  # of a list that is drawn


class Wish(NamedTuple):
    """What is asked for: a tool by name, and its arguments."""

    tool: str
    arguments: dict[str, Any]


def wish_in(question: str, lent: Iterable[Attachment], tools: Collection[str]) -> Wish | None:
    """The use of one of ``tools`` that ``question`` asks for; None where it asks for something else, or more."""
    if code := _code_in(question):
        wishes: Iterable[Wish] = [Wish("run_code", {"code": code})]
    elif len(question) > LONGEST:
        return None
    else:
        text = _POLITE.sub("", question.strip().rstrip("?=. !")).replace("$", "")
        wishes = _wishes(text, lent)
    return next((wish for wish in wishes if wish.tool in tools), None)


def word_in(question: str, tools: Collection[str]) -> Wish | None:
    """The English word whose meaning ``question`` asks for, where ``tools`` have a dictionary."""
    found = _MEANS.fullmatch(question.strip().rstrip("?. !")) if len(question) <= LONGEST else None
    return Wish("look_up_word", {"word": found["a"] or found["b"]}) if found and "look_up_word" in tools else None


def sum_in(text: str) -> str:
    """The sum as the calculator reads it; empty where it is about something else."""
    text = _ROOT.sub(r"sqrt(\1)", text)
    lead = _LEAD.match(text)
    if lead is None:
        return ""
    text = text[lead.end() :]
    if _SHARE.fullmatch(text) or _ROOT_ALONE.fullmatch(text):
        return text.replace(" di ", " of ")
    for words, sign in _WORDS.items():
        text = re.sub(rf"(?<=[\d)%])\s*\b{words}\b\s*(?=[\d(√-])", f" {sign} ", text, flags=re.IGNORECASE)
    return text.strip() if _SUM.fullmatch(text) and len(re.findall(r"\d+(?:[.,]\d+)*", text)) > 1 else ""


def chart_of(lent: Attachment) -> Wish | None:
    """What shows the numbers of a list that was lent, and tells the lowest, the highest and the mean."""
    numbers = _numbers_of(lent)
    series = [{"name": lent.label[:80], "values": numbers}]
    return Wish("plot_data", {"kind": "points", "series": series}) if numbers else None


def _numbers_of(lent: Attachment) -> list[float]:
    """The numbers of a list that was lent; none where it is anything else, or too long to be there as a whole."""
    kind, _, text = lent.text.partition("\n")
    if lent.kind != "variable" or kind not in ("list", "tuple"):
        return []
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    numbers = [each for each in found if isinstance(each, int | float) and not isinstance(each, bool)]
    return numbers if 1 < len(numbers) == len(found) <= MOST_VALUES else []


def _wishes(text: str, lent: Iterable[Attachment]) -> Iterator[Wish]:
    if expression := sum_in(text):
        yield Wish("calculator", {"expression": expression})
    if found := _CONVERT.fullmatch(text):
        yield Wish("calculator", {"expression": found["what"], "to": found["to"]})
    for task, words in _TASKS.items():
        if (found := words.fullmatch(text)) and _is_formula(found["what"]):
            variable = {"variable": found["by"]} if found["by"] else {}
            yield Wish("solve_steps", {"task": task, "expression": found["what"].strip(), **variable})
    if (found := _PLOT.fullmatch(text)) and (functions := _functions(found["what"])):
        yield Wish("plot_function", {"functions": functions})
    if _TABLE.fullmatch(text):
        yield Wish("periodic_table", {})
    if found := _MASS.fullmatch(text):
        yield Wish("periodic_table", {"formula": found["what"]})
    if found := _MASS_OF_NAME.fullmatch(text):
        yield Wish("periodic_table", {"formula": _FORMULAS[found["what"].casefold()]})
    if found := _ELEMENT.fullmatch(text):
        yield Wish("periodic_table", {"element": found["what"]})
    if found := _VERB.fullmatch(text):
        english = found["lead"].casefold() == "conjugate" and not found["italian"]
        verb = found["what"].removeprefix("to ") if english else found["what"]
        yield Wish("conjugate", {"verb": verb, "language": "en" if english else "it"})
    if _CHART.search(text):
        yield from (chart for each in lent if _names(each, text) and (chart := chart_of(each)))


def _code_in(question: str) -> str:
    """The program of a question that asks what it does."""
    blocks = _BLOCK.findall(question)
    return blocks[0] if len(blocks) == 1 and _RUN.search(_BLOCK.sub("", question)) else ""


def _functions(text: str) -> list[str]:
    """The right sides of the functions in ``text``; none where one of them is no formula."""
    sides = [_LEFT.sub("", each).strip() for each in _BETWEEN.split(text)]
    return sides if all(map(_is_formula, sides)) else []


def _names(lent: Attachment, text: str) -> bool:
    """Whether ``text`` speaks of what was lent."""
    return _DATA.search(text) is not None or re.search(rf"\b{re.escape(lent.label)}\b", text) is not None


def _is_formula(text: str) -> bool:
    """Whether ``text`` is written in signs: its words are functions and constants, its letters stand alone."""
    names = re.findall(r"[^\W\d_]{2,}", text)
    is_told = re.search(r"[xyztn]\b|\d", text) is not None
    return is_told and all(name.casefold() in _NAMES or _PRODUCT.fullmatch(name) for name in names)


_POLITE = re.compile(
    r"^(?:please|can you|could you|per favore|puoi|potresti|mi)\W+|,?\s+(?:please|per favore|for me|grazie)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:what(?:'s| is)|how much is|calculate|compute|work out|"
    r"quanto (?:fa|fanno|è)|quant'è|qual è|calcola(?:re|mi)?|fammi)?\s*(?:the |il |l'|la )?(?=[\d(√-]|sqrt\()",
    re.IGNORECASE,
)
_ROOT = re.compile(r"\b(?:square root of|radice(?: quadrata)? di)\s+(\d[\d.,]*)", re.IGNORECASE)
_ROOT_ALONE = re.compile(r"sqrt\(\d[\d.,]*\)")
_SHARE = re.compile(r"\d[\d.,]*\s*% (?:of|di) \d[\d.,]*")
_WORDS = {
    r"(?:times|multiplied by|per)": "*",
    r"(?:divided by|diviso(?: per)?)": "/",
    r"(?:plus|più|piu)": "+",
    r"(?:minus|meno)": "-",
}
_SUM = re.compile(r"[\d.,\s()+\-−*×·/÷:^%xX√]*[+\-−*×·/÷:^xX√][\d.,\s()+\-−*×·/÷:^%xX√]*")
_CONVERT = re.compile(
    r"(?:convert|converti(?:re)?)\s+(?P<what>-?[\d.,]+\s*[^\W\d]\S*)\s+(?:to|into|in)\s+(?P<to>[^\W\d]\S*)",
    re.IGNORECASE,
)
_FIND = (
    r"(?:what(?:'s| is)|find|compute|calculate|give me|qual è|calcola(?:re)?|trova(?:re)?|dammi)?\s*(?:the |la |l')?"
)
_OF = r"\s+(?:of|di|del|della|dell')?\s*"
_BY = r"(?:\s+(?:for|per|with respect to|rispetto a|in)\s+(?P<by>[a-zA-Z]))?"
_EQUATION = r"(?:the equation|the function|l'equazione|la funzione|the polynomial|il polinomio)?\s*"
_TASKS = {
    task: re.compile(rf"(?:{words})\s*{_EQUATION}(?P<what>[^?!]+?){_BY}", re.IGNORECASE)
    for task, words in {
        "differentiate": rf"{_FIND}(?:derivative|derivata){_OF}|differentiate|derive|derivare|deriva",
        "integrate": rf"{_FIND}(?:integral|antiderivative|integrale|primitiva){_OF}|integrate|integrare|integra",
        "solve": r"(?:solve|risolvere|risolvi)(?: (?:for|per) [a-z]\b)?:?",
        "factor": "factori[sz]e|factor|scomporre|scomponi|fattorizza",
        "expand": "expand|sviluppare|sviluppa",
        "simplify": "simplify|semplificare|semplifica",
    }.items()
}
_PLOT = re.compile(
    r"(?:plot|draw|sketch|graph|disegna(?:re)?|traccia(?:re)?)\s+(?:(?:the|il|la)\s+)?"
    r"(?:(?:graphs?|grafico|curve|curva)\s+)?(?:(?:of|di|della)\s+)?(?:(?:the )?functions?\s+|(?:la )?funzione\s+)?"
    r"(?P<what>[^?!]+)",
    re.IGNORECASE,
)
_LEFT = re.compile(r"^\s*(?:y|[a-z]\(x\))\s*=\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:and|e)\s+|;|,\s+")
_NAMES = frozenset({*FUNCTIONS, *SAME, *CONSTANTS})
_PRODUCT = re.compile(r"[a-c]?[xyz]{1,2}|ab|bc|ac")
_TABLE = re.compile(
    r"(?:(?:show|draw|give)(?: me)?|mostra(?:mi)?|disegna(?:mi)?|dammi)?\s*(?:the |la )?"
    r"(?:periodic table|tavola periodica)(?: (?:of|degli) elementi?(?:s)?| of the elements)?",
    re.IGNORECASE,
)
_MASS = re.compile(
    rf"{_FIND}(?i:molar mass|molecular weight|massa molare|peso molecolare)\s+(?i:of|di|del|dell')?\s*"
    r"(?P<what>(?:[A-Z][a-z]?|[\d()·.])+)"
)
_FORMULAS = {
    "water": "H2O", "acqua": "H2O", "carbon dioxide": "CO2", "anidride carbonica": "CO2", "glucose": "C6H12O6",
    "glucosio": "C6H12O6", "ammonia": "NH3", "ammoniaca": "NH3", "methane": "CH4", "metano": "CH4",
    "table salt": "NaCl", "sale da cucina": "NaCl",
}  # fmt: skip
_MASS_OF_NAME = re.compile(
    rf"{_FIND}(?:molar mass|molecular weight|massa molare|peso molecolare)\s+(?:of |di |del |della |dell')"
    rf"(?P<what>{'|'.join(_FORMULAS)})",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    rf"{_FIND}(?:atomic (?:number|weight|mass)|numero atomico|peso atomico|massa atomica)"
    r"\s+(?:of|di|del|dell'|dello)?\s*(?P<what>[^\W\d]+)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?P<lead>conjugate|coniuga(?:re|mi)?)\s+(?:the |il )?(?P<italian>italian )?(?:verb |verbo )?[“\"'«]?"
    r"(?P<what>(?:to )?[^\W\d_]+)[”\"'»]?",
    re.IGNORECASE,
)
_WORD = r"[“\"'«]?(?:to )?%s[”\"'»]?"
_MEANS = re.compile(
    r"(?:what does (?:the (?:english )?word )?" + _WORD % r"(?P<a>[a-z]+)" + r" mean|"
    r"(?:(?:what is |what's )?the meaning of|meaning of|define|look up|synonyms? (?:of|for)|"
    r"(?:che cosa|cosa|che) (?:significa|vuol dire)(?: in inglese)?(?: la parola inglese)?|sinonim[oi] inglesi? di)"
    r"(?: the)?(?: english)?(?: word)? " + _WORD % r"(?P<b>[a-z]+)" + r"(?: in inglese)?)",
    re.IGNORECASE,
)
_CHART = re.compile(r"\b(?:plot|chart|graph|grafico|diagramma)\b", re.IGNORECASE)
_DATA = re.compile(r"\b(?:data|numbers|values|these|them|dati|numeri|valori|questi|queste)\b", re.IGNORECASE)
_BLOCK = re.compile(r"```(?:python|py)?[ \t]*\n(.*?)```", re.DOTALL)
_RUN = re.compile(
    r"\b(?:run|execute|print|prints|output|do|does|result|esegui|stampa|fa|risultato|produce)\b", re.IGNORECASE
)
