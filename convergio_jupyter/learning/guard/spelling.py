"""Whole numbers in words, as they are said in seven languages, so that a translated number is known again."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

MOST = 999_999


def listed(words: str) -> list[str]:
    return words.split()


_EN = listed("""zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen""")
_EN_TENS = listed("""twenty thirty forty fifty sixty seventy eighty ninety""")
_IT = listed("""zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici
sedici diciassette diciotto diciannove""")
_IT_TENS = listed("""venti trenta quaranta cinquanta sessanta settanta ottanta novanta""")
_ES = listed("""cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis
diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco
veintiseis veintisiete veintiocho veintinueve""")
_ES_TENS = listed("""treinta cuarenta cincuenta sesenta setenta ochenta noventa""")
_ES_HUNDREDS = listed("""ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos
novecientos""")
_FR = listed("""zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
dixsept dixhuit dixneuf""")
_FR_TENS = listed("""vingt trente quarante cinquante soixante soixante quatrevingt quatrevingt""")
_DE = listed("""null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn
sechzehn siebzehn achtzehn neunzehn""")
_PT = listed("""zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis
dezessete dezoito dezenove""")
_PT_TENS = listed("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
_PT_HUNDREDS = listed("""cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos
novecentos""")
_NL = listed("""nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
zeventien achttien negentien""")
_NL_TENS = listed("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_DE_DIGITS = ["null", "eins", *_DE[2:10]]
_DE_TENS = listed("""zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig""")


def spelled(number: int) -> set[str]:
    """``number`` in words, in each language, in small letters without accents, blanks and hyphens."""
    if not 0 <= number <= MOST:
        return set()
    found = {speak(number) for speak in _LANGUAGES} | _ordinals(number)
    english = _english(number)
    for many in ("hundred", "thousand"):
        found |= {re.sub(f"{many}(?=[a-z])", f"{many}and", word) for word in (english, *found) if many in word}
    if 1_000 <= number < 10_000 and number % 100 > 9:  # as years are said
        found |= {_english(number // 100) + many + _english(number % 100) for many in ("", "hundred", "hundredand")}
    for full, short in (("einhundert", "hundert"), ("eintausend", "tausend"), ("onehundred", "ahundred")):
        found |= {word.replace(full, short, 1) for word in found if word.startswith(full)}
    found |= {f"{word}s" for word in found if word.endswith("hundertein") or word.endswith("tausendein")}
    return found | ({"una", "une", "eins", "eine"} if number == 1 else set())


def _ordinals(number: int) -> set[str]:
    """The forty-second, il quarantaduesimo."""
    english, italian = _english(number), _italian(number)
    for end, ordinal in _ORDINAL_ENDS:
        if english.endswith(end):
            english = english[: -len(end)] + ordinal
            break
    else:
        english += "th"
    short = italian if italian.endswith(("tre", "sei")) else italian[:-1]
    return {english, f"{short}esimo", f"{short}esima"} if number > 10 else {english}


_ORDINAL_ENDS = (
    ("one", "first"), ("two", "second"), ("three", "third"), ("five", "fifth"), ("eight", "eighth"),
    ("nine", "ninth"), ("twelve", "twelfth"), ("y", "ieth"),
)  # fmt: skip


def spelled_value(value: Fraction) -> set[str]:
    """A number in words: whole, with decimals (two point four), below zero (minus eleven), or as a fraction."""
    size = abs(value)
    if size.denominator == 1:
        found = spelled(int(size)) | digits_spelled(int(size))
    else:
        found = _with_decimals(size) | _as_fraction(size)
    return {sign + word for word in found for sign in _MINUS} if value < 0 else found


_MINUS = ("minus", "negative", "meno", "menos", "moins")


def _with_decimals(value: Fraction) -> set[str]:
    places = next((places for places in range(1, 7) if (value * 10**places).denominator == 1), 0)
    if not places or value > MOST:
        return set()
    whole, rest = divmod(int(value * 10**places), 10**places)
    digits = str(rest).zfill(places)
    found = set()
    for point, speak, words in _POINTS:
        tails = {"".join(words[int(digit)] for digit in digits)} | ({speak(rest)} if digits[0] != "0" else set())
        heads = {speak(whole), "".join(words[int(digit)] for digit in str(whole))} | ({""} if whole == 0 else set())
        found |= {head + point + tail for head in heads for tail in tails}
    return found


def _as_fraction(value: Fraction) -> set[str]:
    """Three quarters, tre quarti, tres cuartos, trois quarts, drei viertel; and three over four."""
    above, below = spelled(value.numerator), value.denominator
    if value.numerator > MOST or below > MOST:
        return set()
    found = {speak(value.numerator) + over + speak(below) for speak, overs in _OVER for over in overs.split()}
    if below in PARTS:
        tops = above | ({"", "a"} if value.numerator == 1 else set())
        found |= {top + part for top in tops for part in PARTS[below].split()}
    return found


PARTS = {
    2: "half halves mezzo mezzi medio medios demi demis halb halbe",
    3: "third thirds terzo terzi tercio tercios tiers drittel",
    4: "quarter quarters fourth fourths quarto quarti cuarto cuartos quart quarts viertel",
    5: "fifth fifths quinto quinti quintos cinquieme cinquiemes funftel",
    6: "sixth sixths sesto sesti sexto sextos sixieme sixiemes sechstel",
    7: "seventh sevenths settimo settimi septimo septimos septieme septiemes siebtel",
    8: "eighth eighths ottavo ottavi octavo octavos huitieme huitiemes achtel",
    9: "ninth ninths nono noni noveno novenos neuvieme neuviemes neuntel",
    10: "tenth tenths decimo decimi decimos dixieme dixiemes zehntel",
    12: "twelfth twelfths dodicesimo dodicesimi doceavo doceavos douzieme douziemes zwolftel",
}


def digits_spelled(number: int) -> set[str]:
    """The digits of ``number`` one after the other, in words: fourtwo, quattrodue."""
    digits = [int(digit) for digit in str(abs(number))]
    if len(digits) < 2:
        return set()
    return {"".join(words[digit] for digit in digits) for words in (_EN, _IT, _ES, _FR, _DE_DIGITS)}


def _thousands(number: int, below: Callable[[int], str], one: str, many: str) -> str:
    high, low = divmod(number, 1_000)
    head = one if high == 1 else below(high) + many
    return head + (below(low) if low else "")


def _english(number: int) -> str:
    if number >= 1_000:
        return _thousands(number, _english, "onethousand", "thousand")
    if number >= 100:
        return _EN[number // 100] + "hundred" + (_english(number % 100) if number % 100 else "")
    if number < 20:
        return _EN[number]
    return _EN_TENS[number // 10 - 2] + (_EN[number % 10] if number % 10 else "")


def _italian(number: int) -> str:
    if number >= 1_000:
        return _thousands(number, _italian, "mille", "mila")
    if number >= 100:
        head = ("" if number < 200 else _IT[number // 100]) + "cento"
        return head + (_italian(number % 100) if number % 100 else "")
    if number < 20:
        return _IT[number]
    tens, unit = _IT_TENS[number // 10 - 2], number % 10
    tens = tens[:-1] if unit in (1, 8) else tens
    return tens + (_IT[unit] if unit else "")


def _spanish(number: int) -> str:
    if number >= 1_000:
        return _thousands(number, _spanish, "mil", "mil")
    if number >= 100:
        return (
            "cien"
            if number == 100
            else _ES_HUNDREDS[number // 100 - 1] + (_spanish(number % 100) if number % 100 else "")
        )
    if number < 30:
        return _ES[number]
    return _ES_TENS[number // 10 - 3] + (f"y{_ES[number % 10]}" if number % 10 else "")


def _french(number: int) -> str:
    if number >= 1_000:
        return _thousands(number, _french, "mille", "mille")
    if number >= 100:
        head = ("" if number < 200 else _FR[number // 100]) + (
            "cents" if number % 100 == 0 and number > 100 else "cent"
        )
        return head + (_french(number % 100) if number % 100 else "")
    if number < 20:
        return _FR[number]
    tens, unit = number // 10, number % 10
    if tens in (7, 9):
        unit += 10
    joined = "et" if unit in (1, 11) and tens < 8 else ""
    head = _FR_TENS[tens - 2] + ("s" if number == 80 else "")
    return head + (joined + _FR[unit] if unit else "")


def _german(number: int) -> str:
    if number >= 1_000:
        return _thousands(number, _german, "eintausend", "tausend")
    if number >= 100:
        return _DE[number // 100] + "hundert" + (_german(number % 100) if number % 100 else "")
    if number < 20:
        return _DE[number]
    unit = number % 10
    return (f"{_DE[unit]}und" if unit else "") + _DE_TENS[number // 10 - 2]


def _portuguese(number: int) -> str:
    if number >= 1_000:
        low = number % 1_000
        return _thousands(number, _portuguese, "mil", "mil").replace("mil", "mile" if 0 < low <= 100 else "mil", 1)
    if number > 100:
        return _PT_HUNDREDS[number // 100 - 1] + (f"e{_portuguese(number % 100)}" if number % 100 else "")
    if number < 20:
        return _PT[number]
    unit = number % 10
    return "cem" if number == 100 else _PT_TENS[number // 10 - 2] + (f"e{_PT[unit]}" if unit else "")


def _dutch(number: int) -> str:
    if number >= 1_000:
        return _thousands(number, _dutch, "duizend", "duizend")
    if number >= 100:
        head = ("" if number < 200 else _NL[number // 100]) + "honderd"
        return head + (_dutch(number % 100) if number % 100 else "")
    if number < 20:
        return _NL[number]
    unit = number % 10
    return (f"{_NL[unit]}en" if unit else "") + _NL_TENS[number // 10 - 2]


_LANGUAGES = (_english, _italian, _spanish, _french, _german, _portuguese, _dutch)
_OVER = (
    (_english, "over dividedby"), (_italian, "fratto diviso su"), (_spanish, "sobre"), (_french, "sur"),
    (_german, "durch"),
)  # fmt: skip
_POINTS = (
    ("point", _english, _EN), ("virgola", _italian, _IT), ("punto", _italian, _IT), ("coma", _spanish, _ES),
    ("virgule", _french, _FR), ("komma", _german, _DE_DIGITS),
)  # fmt: skip
_OTHER_WORDS = frozenset(  # in the other language
    listed("once elf six sei mil uno una un ein eine seize cent cents um een sete doze cem")
)


def _words_up_to_a_hundred() -> dict[str, int]:
    """What is said for a number in any of the languages, and is no other word in English or Italian."""
    found = {speak(number): number for speak in reversed(_LANGUAGES) for number in range(101)}
    found |= {"eins": 1, "une": 1, "eine": 1, "ahundred": 100}
    found |= {_italian(number)[:-1]: number for number in range(21, 100, 10)}  # ventun ore
    kept = {word: number for word, number in found.items() if word not in _OTHER_WORDS}
    return kept | {"six": 6, "sei": 6, "uno": 1}


WORDS = _words_up_to_a_hundred()


def _parts_up_to_a_hundred() -> dict[int, str]:
    """What a part of so many is called; Spanish, French and German with their accents, too."""
    found = {below: f"{names} {_ACCENTED.get(below, '')}".strip() for below, names in PARTS.items()}
    for below in range(11, 101):
        masculine = [each for each in _ordinals(below) if not each.endswith("a")]
        italian, english = sorted(masculine, key=lambda each: not each.endswith("esimo"))
        english = english.removeprefix("one")  # a hundredth
        named = [english, f"{english}s", italian, f"{italian[:-1]}i", f"{_german(below)}{'s' * (below > 19)}tel"]
        named += [f"{_spanish(below)}avo", f"{_spanish(below)}avos", f"{_french(below).rstrip('e')}ieme"]
        found[below] = " ".join(dict.fromkeys([*found.get(below, "").split(), *named]))
    return found


_ACCENTED = {
    5: "fünftel cinquième cinquièmes", 6: "sixième sixièmes", 7: "séptimo séptimos septième septièmes",
    8: "huitième huitièmes", 9: "neuvième neuvièmes", 10: "décimo décimos dixième dixièmes", 12: "zwölftel",
}  # fmt: skip
PARTS.update(_parts_up_to_a_hundred())
PARTS_OF_WORDS = ("vingt", "soixante", "quatre", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta",
    "noventa", "trente", "quarante", "cinquante", "dix", "a", *_EN_TENS)  # fmt: skip
BEGINNINGS = frozenset([*WORDS, *PARTS_OF_WORDS])
