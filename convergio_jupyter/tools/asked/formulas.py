"""Formulas that are to be worked with or drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from ...mathematics.expressions import CONSTANTS, FUNCTIONS, SAME
from .wish import FIND, Wish


def formulas_in(text: str) -> Iterator[Wish]:
    """The task that ``text`` sets for a formula, or the graph that it asks for."""
    for words, signs in _SIGNS:
        text = words.sub(signs, text)
    for task, words in _TASKS.items():
        if (found := words.fullmatch(text)) and (expression := _expression(task, found["what"])):
            variable = {"variable": found["by"]} if found["by"] else {}
            yield Wish("solve_steps", {"task": task, "expression": expression, **variable})
    if found := _PRIME.fullmatch(text):
        yield Wish("solve_steps", {"task": "factor", "expression": found["a"] or found["b"]})
    if (found := _ROOTS.fullmatch(text)) and (expression := _expression("solve", found["what"])):
        yield _solved(expression if "=" in expression else f"{expression} = 0")
    if _EQUALS.fullmatch(text) and _is_formula(text) and re.search(r"[a-z]", text):
        curve = _LEFT.match(text)
        yield Wish("plot_function", {"functions": [_LEFT.sub("", text)]}) if curve else _solved(text)
    if (found := _PLOT.fullmatch(text)) and (functions := _functions(found["what"])):
        span = {name: _bound(found[name]) for name in ("from", "to") if found[name]}
        yield Wish("plot_function", {"functions": functions, **span})


def _bound(said: str) -> float:
    """An end of what is drawn: “-3”, “2 pi”, “π”."""
    number = _PI.sub("", said).replace("−", "-").rstrip("* ")
    value = float(number if number not in ("", "-") else f"{number}1")
    return round(value * math.pi, 6) if _PI.search(said) else value


def _solved(equation: str) -> Wish:
    return Wish("solve_steps", {"task": "solve", "expression": equation})


def _expression(task: str, text: str) -> str:
    """What is to be worked on, with ; between the equations of a system; empty where it is no formula."""
    parts = [each.strip() for each in _BETWEEN.split(text)] if task == "solve" else [text.strip()]
    is_one = len(parts) == 1 or all("=" in each for each in parts)
    return "; ".join(parts) if is_one and all(map(_is_formula, parts)) else ""


def _functions(text: str) -> list[str]:
    """The right sides of the functions in ``text``; none where one of them is no formula."""
    sides = [_LEFT.sub("", each).strip() for each in _BETWEEN.split(text)]
    is_list = len(sides) > 1 and not any(re.search("[a-z]", each) for each in sides)  # numbers for a chart
    return sides if all(map(_is_formula, sides)) and not is_list else []


def _is_formula(text: str) -> bool:
    """Whether ``text`` is written in signs: its words are functions and constants, its letters stand alone."""
    names = re.findall(r"[^\W\d_]{2,}", text)
    is_told = re.search(r"[xy]\b|\d", text) is not None
    return is_told and all(name.casefold() in _NAMES or _PRODUCT.fullmatch(name) for name in names)


_SIGNS = [  # for words: x squared plus 3
    (re.compile(words, re.IGNORECASE), signs)
    for words, signs in (
        (
            r"\b(?:the )?square root of ([a-z]|\d+)(?![\w^])|\b(?:la )?radice(?: quadrata)? di ([a-z]|\d+)(?![\w^])",
            r"sqrt(\1\2)",
        ),
        (r"(?<=[\w)]) (?:squared|al quadrato)\b", "^2"),
        (r"(?<=[\w)]) (?:cubed|al cubo)\b", "^3"),
        (r"(?<=\b[a-z]) (?:to the(?: power(?: of)?)?|alla|elevato a(?:lla)?) (?=\d)", "^"),
        (r"(?<=[\w)]) (?:plus|più) (?=[\w(])", " + "),
        (r"(?<=[\w)]) (?:minus|meno) (?=[\w(])", " - "),
        (r"(?<=\d) (?:times|per) (?=[a-z]\b)", " * "),
        (r"(?<=[\w)]) (?:equals|is equal to|è uguale a|uguale a?) (?=[-−\w(])", " = "),
    )
]
_OF = r"\s+(?:of|di|del|della|dell')?\s*"
_BY = r"(?:\s+(?:for|per|with respect to|rispetto a|in)\s+(?P<by>[a-zA-Z]))?"
_EQUATION = (
    r"(?:the (?:equations?|system|function|polynomial)|"
    r"l'equazione|le equazioni|il sistema|la funzione|il polinomio)?\s*"
)
_HOW = (
    r"(?:(?:how (?:can|do|would|should) (?:i|you|we) |(?:(?:show|explain)(?: me)? )?how to |"
    r"(?:(?:mostr[ai]|spiega|spieghi)(?:mi)? )?come (?:si |posso |faccio a |devo )?)?)"
)
_TASKS = {
    task: re.compile(rf"(?:{words})\s*{_EQUATION}(?P<what>[^?!]+?){_BY}", re.IGNORECASE)
    for task, words in {
        "differentiate": rf"{FIND}(?:derivative|derivata){_OF}|{_HOW}(?:differentiate|derive|derivare|deriva|derivo)",
        "integrate": rf"{FIND}(?:integral|antiderivative|integrale|primitiva){_OF}|"
        rf"{_HOW}(?:integrate|integrare|integra|integro)",
        "solve": rf"{_HOW}(?:solve|risolvere|risolvi|risolve|risolvo)(?: (?:for|per) [a-z]\b)?:?",
        "factor": rf"{_HOW}(?:factori[sz]e|factor|scomporre|scomponi|scompone|scompongo|fattorizz(?:a(?:re)?|i|o))"
        r"(?: in(?:to)? (?:(?:prime )?factors|fattori(?: primi)?))?"
        rf"|{FIND}prime factors of|{FIND}fattori primi di",
        "expand": rf"{_HOW}(?:expand|sviluppare|sviluppa|sviluppo)",
        "simplify": rf"{_HOW}(?:simplify|semplificare|semplifica|semplifico)",
    }.items()
}
_PRIME = re.compile(
    r"is (?P<a>-?\d{1,15})(?: a)? prime(?: number)?|(?P<b>-?\d{1,15}) (?:è|e'?) (?:un numero )?primo", re.IGNORECASE
)
_ROOTS = re.compile(
    rf"{FIND}(?:(?:real )?(?:roots?|zeros?|zeroes|solutions?|radici|zeri|soluzion[ei]){_OF}{_EQUATION}|"
    r"(?:value of |valore di )?[a-z](?::|,? (?:if|when|in|for|where|se|quando)) ?(?=.*=))(?P<what>[^?!]+)",
    re.IGNORECASE,
)
_SHOW = r"show|make|create|mostra(?:mi)?|fai|fammi|fare|crea"
_GRAPH = r"graphs?|grafico|curve|curva|line|parabola|retta|hyperbola|iperbole"
_PI = re.compile(r"pi\b|π", re.IGNORECASE)
_PLAIN = r"[-−]?(?:\d+(?:\.\d+)?(?: ?\*? ?(?:pi\b|π))?|pi\b|π)"
_PLOT = re.compile(
    rf"(?:(?:plot|draw|sketch|graph|disegn(?:are|ami|a|i)|tracci(?:are|a)|(?:{_SHOW})(?=.*\b(?:{_GRAPH})\b)|"
    r"what does (?=.* look like$)|come si (?:disegna|traccia)(?= il grafico)|(?=grafico))\s*)"
    r"(?:(?:me|the|an?|il|la|l'|una?)\s*(?<=[\s'])){0,2}"
    rf"(?:(?:{_GRAPH})\s+)?(?:(?:of|di|della)\s+)?(?:(?:the )?functions?\s+|(?:la )?funzione\s+)?"
    r"(?P<what>[^?]+?)(?: look like)?"
    rf"(?: (?:from|between|da|tra|fra) (?P<from>{_PLAIN}) (?:to|and|a|e) (?P<to>{_PLAIN}))?",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"[^=?!]+=[^=?!]+")
_LEFT = re.compile(r"^\s*(?:y|[a-z]\(x\))\s*=\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:and|e)\s+|;|,\s+")
_NAMES = frozenset({*FUNCTIONS, *SAME, *CONSTANTS})
_PRODUCT = re.compile(r"[a-c]?[xyz]{1,2}|ab|bc|ac")
