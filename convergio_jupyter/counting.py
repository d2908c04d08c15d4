"""What code tells of data that were lent, without a model: what is in them, how many rows, what is missing, a mean.

A question is read word by word. Once the names of columns and variables are taken out, each word that is left has to be
one that such questions are made of: whoever asks for anything else besides is asking for more than a count. So is who
asks for one thing by another, “the mean price by town”, “which town has the highest price”: what is counted has to
stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .core.i18n import translate
from .core.schema import Attachment
from .tools.drawing.figures import spoken
from .tools.drawing.telling import celled, table
from .tools.reading.columns import Column, Columns, columns_of

LONGEST = 200  # characters of a question that is looked at
DIGITS = 9  # of a number that is not whole
WHOLE = 1e15  # below it all digits of a whole number are known

_ASKS = {
    "columns": """
        describe summarise summarize summary overview contain contains content contents inside look like show see
        explore analyse analyze about columns fields variables types type cos descrivi descrivimi riassumi contiene
        contenuto contenuti dentro mostra mostrami vedi esplora analizza fatto fatta colonne campi variabili tipi tipo
    """,
    "rows": """
        rows records lines entries observations shape size length long big large righe record
        osservazioni elementi dimensione dimensioni lunghezza lungo lunga grande grandi
    """,
    "missing": "missing null nulls nan na none empty gaps mancanti manca mancano nullo nulli vuoto vuoti vuota vuote",
    "lowest": "lowest minimum min smallest least minimo minima basso bassa piccolo piccola",
    "mean": "mean average avg media medio medi medie",
    "highest": "highest maximum max largest biggest greatest massimo massima alto alta",
    "sum": "sum total totals totale totali somma sommano",
}
_DATA = """
    data dataframe frame dataset table series rows columns missing dati tabella serie righe colonne mancanti
"""
_POINTING = "this that it these them questo questa questi queste qui"
_COUNTING = "many quante quanti quanta"
_SMALL = """
    what s which is are was there the in of for from on at to and or any some all every how much does do has have
    had me my tell give find compute calculate please you can could i column value values number numbers items
    elements list che cosa qual
    quale quali è e sono c ci si di d del dello della dei degli delle nel nello nella nei nelle in il lo l la i gli le
    un una quanto ha hanno ho com come più mio mia miei mie tutto tutti dimmi dammi mi da trova calcola puoi colonna
    valore valori numero numeri elementi elenco lista o
"""
_WORD_OF = {word: ask for ask, words in _ASKS.items() for word in words.split()}
_THE_DATA, _THIS, _HOW_MANY = (frozenset(words.split()) for words in (_DATA, _POINTING, _COUNTING))
_PLAIN_WORDS = frozenset(_SMALL.split()) | _THE_DATA | _HOW_MANY
_KNOWN = _PLAIN_WORDS | _THIS | _WORD_OF.keys()
_WORD = re.compile(r"[^\W_]+")
_HAS = frozenset({"has", "have", "had", "ha", "hanno"})
_COLUMN, _VARIABLE = "\x01", "\x02"  # where the name of one stood
_JOINED = re.compile(r"[,;/&+]|\b(?:and|or|e|o)\b")  # what stands between things that are counted side by side
_A_VERB = re.compile(r"\b(?:does|do|did)\b.*\bmean\W*$")  # what does price mean
_UNKNOWN_COLUMN = re.compile(r"\b(?:of|di|del|della|dello|dei)\s+[“\"'`]?([^\W_]+)[”\"'`]?\W*$")
_OF = r"(?:of|for|di|del|della|column|colonna)\s+(?:the\s+)?"
_STATISTICS = ("mean", "lowest", "highest", "sum")
_SAID = {
    "mean": "The mean of {column}: **{number}**.",
    "lowest": "The lowest value of {column}: **{number}**.",
    "highest": "The highest value of {column}: **{number}**.",
    "sum": "The sum of {column}: **{number}**.",
}
_NO_NUMBERS = "{column} holds no numbers, or not only finite ones: {type}."


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks of data, of which columns and of which variables."""

    asks: Collection[str]
    columns: Collection[str]
    variables: Collection[str]
    unknown: str = ""  # what is asked for as a column, and is none


def counted(question: str, lent: Iterable[Attachment], new: Iterable[Attachment], lang: str) -> str:
    """What ``question`` asks of ``lent``, as Markdown; empty where it asks for something else, or for more.

    ``new`` was lent with the question itself, so that “this” means it.
    """
    found, at_hand = _tables(lent), _tables(new)
    if not found or len(question) > LONGEST or not (asked := _read(question, found, pointing=bool(at_hand))):
        return ""
    named = [each for each in found if each.label in asked.variables]
    holding = [each for each in found if any(one.name in asked.columns for one in each.described)]
    return "\n\n".join(part for each in named or holding or at_hand or found for part in _told(each, asked, lang))


def shown(new: Iterable[Attachment], lang: str) -> str:
    """What is in the data that were lent with a question; empty where there are none."""
    return "\n\n".join(part for each in _tables(new) for part in _whole(each, each.described, lang))


def _tables(lent: Iterable[Attachment]) -> list[Columns]:
    return [found for each in lent if (found := columns_of(each)) is not None]


def _read(question: str, tables: Sequence[Columns], *, pointing: bool) -> _Asked | None:
    """What is asked; None where that is not of these tables alone. Without ``pointing`` it has to name them."""
    text = " ".join(question.casefold().replace("’", "'").split())
    columns, rest = _named({one.name for each in tables for one in each.described}, text, _COLUMN)
    variables, rest = _named({each.label for each in tables}, rest, _VARIABLE)
    words = _WORD.findall(rest)
    asks = {_WORD_OF[word] for word in words if word in _WORD_OF}
    if left := [word for word in words if word not in _KNOWN]:
        of = _UNKNOWN_COLUMN.search(rest) if pointing and asks & {*_STATISTICS} and not columns else None
        return _Asked(asks, columns, variables, unknown=left[0]) if of and [of[1]] == left else None
    is_part = bool(columns - {each.label for each in tables})  # a list is its own column
    if _HOW_MANY.intersection(words) and not asks:
        asks = {"rows"}
        if is_part:  # how many towns there are
            return None
    if not _is_side_by_side(rest) or (
        _HAS.intersection(words) and (asks & {*_STATISTICS} or (is_part and "rows" in asks))
    ):
        return None
    says_data = bool(variables or _THE_DATA.intersection(words))
    if not (columns or says_data or (pointing and (asks or _THIS.intersection(words)))):
        return None
    if "columns" in asks and asks & {*_STATISTICS} and not columns:  # what a mean is, not how much
        return None
    if columns and not asks and not says_data:  # what a price is
        return None
    return _Asked(asks or {"columns"}, columns, variables)


def _is_side_by_side(text: str) -> bool:
    """Whether all that is asked for is, and not one thing by another: each part names one count and one column."""
    parts = _JOINED.split(text)
    counts = ({_WORD_OF.get(word, "columns") for word in _WORD.findall(part)} - {"columns"} for part in parts)
    return (
        all(len(each) <= 1 for each in counts)
        and all(part.count(_COLUMN) <= 1 for part in parts)
        and not _A_VERB.search(text)
    )


def _named(names: Iterable[str], text: str, mark: str) -> tuple[set[str], str]:
    """Those of ``names`` that stand in ``text``, the longest first, and the text with ``mark`` in their place.

    A column may be called as the small words are: then it counts only where it is asked for as a column.
    """
    found = set()
    for name in sorted(names, key=len, reverse=True):
        said = re.escape(name.casefold()).replace("_", "[_ ]")
        before = _OF if name.casefold() in _KNOWN or len(name) == 1 else ""
        text, count = re.subn(rf"(?<!\w){before}{said}(?:e?s)?(?!\w)", f" {mark} ", text)
        if name.strip() and count:
            found.add(name)
    return found, text


def _told(of: Columns, asked: _Asked, lang: str) -> Iterator[str]:
    """The sentences and tables that answer a question on one variable."""
    chosen = [each for each in of.described if each.name in asked.columns]
    chosen = chosen or [*of.described]
    statistics = [ask for ask in _STATISTICS if ask in asked.asks]
    if asked.unknown:
        yield translate("{name} has no column “{column}”.", lang, name=celled(of.label), column=celled(asked.unknown))
    is_of_all = bool(statistics) and len(chosen) > 1 and not asked.columns
    if asked.unknown or "columns" in asked.asks or (is_of_all and "sum" not in statistics):
        yield from _whole(of, chosen, lang)
        return
    if is_of_all:  # the table has no place for a sum
        chosen = [each for each in chosen if each.mean is not None] or chosen
    if "rows" in asked.asks:
        yield _size(of, lang)
    if "missing" in asked.asks:
        yield _missing(of, chosen, lang)
        yield from _further(of, lang)
    for each in chosen:
        yield from _numbers(each, of.rows, statistics, lang)


def _whole(of: Columns, columns: Sequence[Column], lang: str) -> Iterator[str]:
    """How much there is, and a line for each of ``columns``."""
    yield _size(of, lang)
    heads = [translate(head, lang) for head in ("Column", "Type", "Missing", "Lowest", "Mean", "Highest")]
    rows = [
        [each.name, each.type, str(each.missing), *(_number(number, lang) for number in each.numbers)]
        for each in columns
    ]
    if rows:
        yield table(heads, rows)
    yield from _further(of, lang)


def _further(of: Columns, lang: str) -> Iterator[str]:
    """That there are columns of which nothing is known here."""
    if (more := of.count - len(of.described)) > 0:
        yield translate("Further columns that were not looked at: {count}.", lang, count=more)


def _size(of: Columns, lang: str) -> str:
    name = celled(of.label)
    if of.count == 1:
        return translate("{name} – values: **{rows}**.", lang, name=name, rows=of.rows)
    return translate(
        "{name} – rows: **{rows}**, columns: **{columns}**.", lang, name=name, rows=of.rows, columns=of.count
    )


def _missing(of: Columns, columns: Sequence[Column], lang: str) -> str:
    """How many values are missing, and where."""
    places = ", ".join(f"{celled(each.name)}: {each.missing}" for each in columns if each.missing)
    total = sum(each.missing for each in columns)
    said = translate("Missing values in {name}: **{count}**.", lang, name=celled(of.label), count=total)
    return f"{said} {places}." if places and of.count > 1 else said


def _numbers(of: Column, rows: int, statistics: Iterable[str], lang: str) -> Iterator[str]:
    """The numbers asked for of one column of ``rows``."""
    total = None if of.mean is None else of.mean * (rows - of.missing)
    of_column = dict(zip(("lowest", "mean", "highest", "sum"), (*of.numbers, total), strict=True))
    for ask in statistics:
        if (number := of_column[ask]) is None:
            yield translate(_NO_NUMBERS, lang, column=celled(of.name), type=celled(of.type))
            return
        yield translate(_SAID[ask], lang, column=celled(of.name), number=_number(number, lang))
    if of.missing and statistics:
        yield translate("Missing values, which do not count: {count}.", lang, count=of.missing)


def _number(value: float | None, lang: str) -> str:
    if value is None:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < WHOLE else spoken(value, lang, DIGITS)
