"""The tool that a question asks for in plain words, for a model that cannot ask for one itself.

“What is 17 × 23?”, “derivata di x^3”, “plot sin(x)”, “molar mass of H2O”, “coniuga andare”: a question that asks for
something else besides is nobody's here. What is read is checked by the tool, like what a model writes.
"""

from __future__ import annotations

import ast
import contextlib
import csv
import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from ..core.schema import Attachment
from ..mathematics.expressions import CONSTANTS, FUNCTIONS, SAME
from .knowledge.meanings import meanings_of

LONGEST = 200  # characters of a question that is looked at
MOST_CODE = 10_000  # characters of a question with a program
MOST_VALUES = 200  # of a list that is drawn


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
        text = " ".join(question.replace("$", "").split()).rstrip("?=. !")  # one space each: more would cost more
        wishes = _wishes(_POLITE.sub("", text), lent)
    return next((wish for wish in wishes if wish.tool in tools), None)


def word_in(question: str, tools: Collection[str]) -> Wish | None:
    """The English word whose meaning ``question`` asks for, where ``tools`` have a dictionary."""
    text = " ".join(question.split()).rstrip("?. !") if len(question) <= LONGEST else ""
    found = _MEANS.fullmatch(text)
    word = (found["a"] or found["b"]).casefold() if found else ""
    is_there = word and word not in _POINTING and "look_up_word" in tools and meanings_of(word)[1]
    return Wish("look_up_word", {"word": word}) if is_there else None


def sum_in(text: str) -> str:
    """The sum as the calculator reads it; empty where it is about something else."""
    text = _ROOT.sub(r"sqrt(\1)", text)
    lead = _LEAD.match(text)
    if lead is None:
        return ""
    text = text[lead.end() :]
    if _NO_SUM.fullmatch(text) and not _COUNTS.match(lead[0]):
        return ""
    if _SHARE.fullmatch(text) or _ROOT_ALONE.fullmatch(text):
        return text.replace(" di ", " of ")
    for words, sign in _WORDS.items():
        text = re.sub(rf"(?<=[\d)%])\s*\b{words}\b\s*(?=[\d(√-])", f" {sign} ", text, flags=re.IGNORECASE)
    return text.strip() if _SUM.fullmatch(text) and len(re.findall(r"\d+(?:[.,]\d+)*", text)) > 1 else ""


def chart_in(question: str, lent: Iterable[Attachment]) -> Wish | None:
    """What shows the numbers that were lent and that ``question`` speaks of: the lowest, the highest, the mean."""
    columns = [column for each in lent for column in _columns(each)]
    named = [column for column in columns if re.search(rf"\b{re.escape(column[0])}\b", question)]
    meant = named or (columns if _DATA.search(question) else [])
    name, numbers = next((column for column in meant if column[1]), ("", []))
    return (
        Wish("plot_data", {"kind": "points", "series": [{"name": name[:80], "values": numbers}]}) if numbers else None
    )


def _columns(lent: Attachment) -> Iterator[tuple[str, list[float]]]:
    """The numbers that were lent, by name: a list, or the columns of a table; none that is not there as a whole."""
    if lent.kind == "file" and lent.label.casefold().endswith(".csv"):
        with contextlib.suppress(csv.Error):  # a field without end
            rows = list(itertools.islice(csv.reader(lent.text.splitlines()), MOST_VALUES + 2))
            for name, *values in zip(*rows, strict=False):
                yield name.strip(), _numbers([_number(value) for value in values])
    elif lent.kind == "variable" and lent.text.startswith(("list\n", "tuple\n")):
        with contextlib.suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            yield lent.label, _numbers(ast.literal_eval(lent.text.partition("\n")[2]))


def _numbers(found: Any) -> list[float]:
    """``found``, where it is a list of numbers that can be drawn."""
    if not isinstance(found, list | tuple) or not 1 < len(found) <= MOST_VALUES:
        return []
    return list(found) if all(type(each) in (int, float) and math.isfinite(each) for each in found) else []


def _number(text: str) -> float | None:
    """The number that is written in a field of a table."""
    return float(text) if _WRITTEN.fullmatch(text.strip()) else None


def _wishes(text: str, lent: Iterable[Attachment]) -> Iterator[Wish]:
    if expression := sum_in(text):
        yield Wish("calculator", {"expression": expression})
    if found := _CONVERT.fullmatch(text):
        what, to = found["what"], found["to"]
        if _DEGREES.search(what) and _DEGREES.fullmatch(to):  # by itself, F is farad and C is coulomb
            what, to = f"{what[:-1].rstrip('° ')} °{what[-1].upper()}", f"°{to[-1].upper()}"
        yield Wish("calculator", {"expression": what, "to": to})
    for task, words in _TASKS.items():
        if (found := words.fullmatch(text)) and _is_formula(found["what"]):
            variable = {"variable": found["by"]} if found["by"] else {}
            yield Wish("solve_steps", {"task": task, "expression": found["what"].strip(), **variable})
    if _EQUALS.fullmatch(text) and _is_formula(text) and re.search(r"[a-z]", text):
        curve = _LEFT.match(text)
        yield Wish("plot_function", {"functions": [_LEFT.sub("", text)]}) if curve else _solved(text)
    if (found := _PLOT.fullmatch(text)) and (functions := _functions(found["what"])):
        span = {name: float(found[name]) for name in ("from", "to") if found[name]}
        yield Wish("plot_function", {"functions": functions, **span})
    if _TABLE.fullmatch(text):
        yield Wish("periodic_table", {})
    if found := _MASS.fullmatch(text):
        yield Wish("periodic_table", {"formula": found["what"]})
    if found := _MASS_OF_NAME.fullmatch(text):
        yield Wish("periodic_table", {"formula": _FORMULAS[found["what"].casefold()]})
    if found := _ELEMENT.fullmatch(text):
        yield Wish("periodic_table", {"element": found["what"]})
    if found := _VERB.fullmatch(text):
        verb = found["what"].casefold().removeprefix("to ")
        english = "coniuga" not in found["lead"].casefold() and not found["italian"] and not _is_italian(verb)
        yield Wish("conjugate", {"verb": verb, "language": "en" if english else "it"})
    if _CHART.fullmatch(text) and (chart := chart_in(text, lent)):
        yield chart


def _solved(equation: str) -> Wish:
    return Wish("solve_steps", {"task": "solve", "expression": equation})


def _code_in(question: str) -> str:
    """The program of a question that asks what it does."""
    if len(question) > MOST_CODE:
        return ""
    if line := _RUN_LINE.fullmatch(question.strip()):
        return line["code"]
    blocks = _BLOCK.findall(question)
    asked = _POLITE.sub("", " ".join(_BLOCK.sub("", question).split()).rstrip("?.:! "))
    return blocks[0] if len(blocks) == 1 and _RUN.fullmatch(asked) else ""


def _functions(text: str) -> list[str]:
    """The right sides of the functions in ``text``; none where one of them is no formula."""
    sides = [_LEFT.sub("", each).strip() for each in _BETWEEN.split(text)]
    return sides if all(map(_is_formula, sides)) else []


def _is_italian(verb: str) -> bool:
    """Whether ``verb`` ends like an Italian one and is no English word: andare is, compare is not."""
    return _INFINITIVE.search(verb) is not None and not meanings_of(verb)[1]


def _is_formula(text: str) -> bool:
    """Whether ``text`` is written in signs: its words are functions and constants, its letters stand alone."""
    names = re.findall(r"[^\W\d_]{2,}", text)
    is_told = re.search(r"[xy]\b|\d", text) is not None
    return is_told and all(name.casefold() in _NAMES or _PRODUCT.fullmatch(name) for name in names)


_POLITE = re.compile(
    r"^(?:(?:please|can you|could you|per favore|puoi|potresti|mi)\W+){1,3}|,?\s+(?:please|per favore|for me|grazie)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:what(?:'s| is)|how much is|calculate|compute|work out|"
    r"quanto (?:fa|fanno|è)|quant'è|qual è|calcola(?:re|mi)?|fammi)?\s*(?:the |il |l'|la )?(?=[\d(√-]|sqrt\()",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"how much|calc|comp|work|quant|fammi", re.IGNORECASE)
_NO_SUM = re.compile(r"\d{4} ?[-–] ?\d{1,4}(?:-\d\d?)?|\d+/\d+|\d+:\d+")  # years, a date, 24/7, 16:9
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
    r"(?:convert |converti(?:re)? )?(?P<what>-?[\d.,]+ ?[^\d\s+*/^=()-][^\s+=()]*) (?:to|into|in) (?P<to>[^\d\s]\S*)",
    re.IGNORECASE,
)
_FIND = (
    r"(?:what(?:'s| is)|find|compute|calculate|give me|qual è|calcola(?:re)?|trova(?:re)?|dammi)?\s*(?:the |la |l')?"
)
_OF = r"\s+(?:of|di|del|della|dell')?\s*"
_BY = r"(?:\s+(?:for|per|with respect to|rispetto a|in)\s+(?P<by>[a-zA-Z]))?"
_EQUATION = r"(?:the equation|the function|l'equazione|la funzione|the polynomial|il polinomio)?\s*"
_DEGREES = re.compile(r"°?[FC]$", re.IGNORECASE)
_TASKS = {
    task: re.compile(rf"(?:{words})\s*{_EQUATION}(?P<what>[^?!]+?){_BY}", re.IGNORECASE)
    for task, words in {
        "differentiate": rf"{_FIND}(?:derivative|derivata){_OF}|differentiate|derive|derivare|deriva",
        "integrate": rf"{_FIND}(?:integral|antiderivative|integrale|primitiva){_OF}|integrate|integrare|integra",
        "solve": r"(?:(?:how (?:can|do|would) (?:i|you|we) |come si |come posso )?(?:solve|risolvere|risolvi|risolve)"
        r"(?: (?:for|per) [a-z]\b)?:?)",
        "factor": "factori[sz]e|factor|scomporre|scomponi|fattorizza",
        "expand": "expand|sviluppare|sviluppa",
        "simplify": "simplify|semplificare|semplifica",
    }.items()
}
_PLOT = re.compile(
    r"(?:(?:plot|draw|sketch|graph|disegn(?:are|a|i)|tracci(?:are|a)|(?=grafico))\s*)(?:(?:me|the|il|la)\s+){0,2}"
    r"(?:(?:graphs?|grafico|curve|curva)\s+)?(?:(?:of|di|della)\s+)?(?:(?:the )?functions?\s+|(?:la )?funzione\s+)?"
    r"(?P<what>[^?!]+?)(?: (?:from|da) (?P<from>-?\d+(?:\.\d+)?) (?:to|a) (?P<to>-?\d+(?:\.\d+)?))?",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"[^=?!]+=[^=?!]+")
_LEFT = re.compile(r"^\s*(?:y|[a-z]\(x\))\s*=\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:and|e)\s+|;|,\s+")
_NAMES = frozenset({*FUNCTIONS, *SAME, *CONSTANTS})
_PRODUCT = re.compile(r"[a-c]?[xyz]{1,2}|ab|bc|ac")
_TABLE = re.compile(
    r"(?:(?:show|draw|give)(?: me)?|mostra(?:mi)?|disegna(?:mi)?|dammi)?\s*(?:the |la )?"
    r"(?:periodic table|tavola periodica)(?: (?:of|degli) elementi?(?:s)?| of the elements)?",
    re.IGNORECASE,
)
_MOLAR = "(?:molar mass|molecular weight|massa molare|peso molecolare)"
_MASS = re.compile(
    rf"(?i:{_FIND}{_MOLAR})\s+(?i:of|di|del|dell'|dello)?\s*"
    r"(?P<what>(?:[A-Z][a-z]?|[\d()·.])+)"
)
_FORMULAS = {
    "water": "H2O", "acqua": "H2O", "carbon dioxide": "CO2", "anidride carbonica": "CO2", "glucose": "C6H12O6",
    "glucosio": "C6H12O6", "ammonia": "NH3", "ammoniaca": "NH3", "methane": "CH4", "metano": "CH4",
    "table salt": "NaCl", "sale da cucina": "NaCl",
}  # fmt: skip
_MASS_OF_NAME = re.compile(
    rf"{_FIND}{_MOLAR}\s+(?:of |di |del |della |dell')"
    rf"(?P<what>{'|'.join(_FORMULAS)})",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    rf"{_FIND}(?:atomic (?:number|weight|mass)|numero atomico|peso atomico|massa atomica)"
    r"\s+(?:of|di|del|dell'|dello)?\s*(?P<what>[^\W\d]+)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?P<lead>conjugate|coniuga(?:re|mi)?|(?:how do you|come si) (?:conjugate|coniuga)|"
    r"(?:what is |what's )?the past tense of)\s+(?:the |il )?(?P<italian>italian )?(?:verb |verbo )?[“\"'«]?"
    r"(?P<what>(?:to )?[^\W\d_]+)[”\"'»]?",
    re.IGNORECASE,
)
_WORD = r"[“\"'«]?(?:to )?%s[”\"'»]?"
_MEANS = re.compile(
    r"(?:what does (?:the (?:english )?word )?" + _WORD % r"(?P<a>[a-z]+)" + r" mean|"
    r"(?:(?:what is |what's )?the meaning of|meaning of|define|look up|synonyms? (?:of|for)|"
    r"(?:che cosa|cosa|che) (?:significa|vuol dire)(?: la)?(?: parola)? inglese|(?:un )?sinonim[oi] ingles[ei] di)"
    r"(?: the)?(?: english)?(?: word)? " + _WORD % r"(?P<b>[a-z]+)" + r")",
    re.IGNORECASE,
)
_CHART = re.compile(
    r"(?!.*\b(?:and|why|perché)\b)(?:(?:plot|chart|graph) .{1,60}|"
    r"(?:draw|make|show|disegna(?:re|mi)?|fai|fammi|mostra(?:mi)?|crea) "
    r".{0,20}\b(?:chart|graph|plot|histogram|grafico|diagramma)\b.{0,60})",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_DATA = re.compile(r"\b(?:data|numbers|values|these|them|dati|numeri|valori|questi|queste)\b", re.IGNORECASE)
_BLOCK = re.compile(r"```(?:python|py)?[ \t]*\n(.*?)```", re.DOTALL)
_RUN = re.compile(
    r"(?:what (?:does|will|do) (?:(?:this|it|that|the|my) ?)?(?:(?:code|program) )?(?:do|print|output|give)|"
    r"(?:run|execute)(?: (?:this|it|that|the|my))?(?: (?:code|program))?|"
    r"what(?:'s| is) the (?:output|result)(?: of this)?(?: (?:code|program))?|"
    r"(?:che )?cosa (?:fa|stampa)(?: questo)?(?: (?:codice|programma))?|"
    r"esegui(?:re|lo)?(?: (?:questo|il))?(?: (?:codice|programma))?|qual è (?:il risultato|l'output))",
    re.IGNORECASE,
)
_RUN_LINE = re.compile(
    r"(?:run|execute|esegui)(?: this code| questo codice)?:? `?(?P<code>[a-z_]+\([^`]{0,200}\))`?", re.IGNORECASE
)
_INFINITIVE = re.compile(r"(?:[aei]re|[aei]rsi|rre)$")
_POINTING = frozenset({"this", "that", "it", "these", "those", "he", "she", "they", "him", "her", "them", "you", "all"})
