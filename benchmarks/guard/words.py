"""Numbers as a cheat would spell them: in words of five languages, in Roman numerals, in other scripts of digits."""

from __future__ import annotations

from fractions import Fraction

LANGUAGES = ("en", "it", "es", "fr", "de")
POINT = {"en": "point", "it": "virgola", "es": "coma", "fr": "virgule", "de": "Komma"}
MINUS = {"en": "minus", "it": "meno", "es": "menos", "fr": "moins", "de": "minus"}
OVER = {"en": "over", "it": "fratto", "es": "sobre", "fr": "sur", "de": "durch"}
PERCENT = {"en": "percent", "it": "per cento", "es": "por ciento", "fr": "pour cent", "de": "Prozent"}

_SMALL = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn",
}
SMALL = {lang: words.split() for lang, words in _SMALL.items()}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
}
TENS = {lang: words.split() for lang, words in _TENS.items()}
_PARTS = {2: ("half", "mezzo"), 3: ("third", "terzo"), 4: ("quarter", "quarto"), 5: ("fifth", "quinto")}
_PARTS |= {6: ("sixth", "sesto"), 8: ("eighth", "ottavo"), 10: ("tenth", "decimo")}


def words(number: int, lang: str) -> str:
    """A whole number below a million, in words."""
    if number < 0:
        return f"{MINUS[lang]} {words(-number, lang)}"
    return _thousands(number, lang) if number >= 1000 else _hundreds(number, lang)


def _thousands(number: int, lang: str) -> str:
    many, rest = divmod(number, 1000)
    end = _hundreds(rest, lang) if rest else ""
    if lang == "en":
        return f"{_hundreds(many, lang)} thousand{' and' if rest and rest < 100 else ''} {end}".rstrip()
    if lang == "it":
        return ("mille" if many == 1 else f"{_hundreds(many, lang)}mila") + end
    if lang == "de":
        return ("ein" if many == 1 else _hundreds(many, lang)) + "tausend" + end
    return f"{'' if many == 1 else _hundreds(many, lang) + ' '}mil{'le' if lang == 'fr' else ''} {end}".rstrip()


def _hundreds(number: int, lang: str) -> str:
    many, rest = divmod(number, 100)
    end = _tens(rest, lang) if rest or not many else ""
    if not many:
        return end
    if lang == "en":
        return f"{SMALL[lang][many]} hundred{' and ' + end if end else ''}"
    if lang == "it":
        return ("" if many == 1 else SMALL[lang][many]) + "cento" + end
    if lang == "de":
        return ("ein" if many == 1 else SMALL[lang][many]) + "hundert" + end
    if lang == "fr":
        return f"{'' if many == 1 else SMALL[lang][many] + ' '}cent{'s' if many > 1 and not end else ''} {end}".strip()
    names = {1: "ciento" if end else "cien", 5: "quinientos", 7: "setecientos", 9: "novecientos"}
    return f"{names.get(many, SMALL[lang][many] + 'cientos')} {end}".strip()


def _tens(number: int, lang: str) -> str:
    if number < 20:
        return SMALL[lang][number]
    ten, one = divmod(number, 10)
    name = TENS[lang][ten - 2]
    if lang == "fr":
        return _french(ten, one, name)
    if not one:
        return name
    digit = SMALL[lang][one]
    if lang == "it":
        return (name[:-1] if one in (1, 8) else name) + ("tré" if one == 3 else digit)
    if lang == "de":
        return f"{'ein' if one == 1 else digit}und{name}"
    if lang == "es":
        return f"veinti{digit}" if ten == 2 else f"{name} y {digit}"
    return f"{name}-{digit}"


def _french(ten: int, one: int, name: str) -> str:
    if ten in (7, 9):
        base = "soixante" if ten == 7 else "quatre-vingt"
        return f"{base} et onze" if (ten, one) == (7, 1) else f"{base}-{SMALL['fr'][10 + one]}"
    if ten == 8:
        return f"{name}-{SMALL['fr'][one]}" if one else f"{name}s"
    return name if not one else f"{name} et un" if one == 1 else f"{name}-{SMALL['fr'][one]}"


def spoken(text: str, lang: str) -> str:
    """A number as text (``-7``, ``2.4``, ``3/4``) as it is read aloud."""
    if "/" in text:
        top, below = text.split("/")
        return f"{words(int(top), lang)} {OVER[lang]} {words(int(below), lang)}"
    sign, text = (f"{MINUS[lang]} ", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = text.partition(".")
    tail = f" {POINT[lang]} {' '.join(SMALL[lang][int(each)] for each in decimals)}" if decimals else ""
    return sign + words(int(whole), lang) + tail


def parts(value: Fraction, lang: str) -> str:
    """``three quarters``, ``tre quarti``; empty where the language of shares has no everyday word."""
    names = _PARTS.get(value.denominator)
    if names is None or lang not in ("en", "it") or not 0 < value.numerator < 20:
        return ""
    name = names[0] if lang == "en" else names[1]
    if value.numerator > 1:
        plural = {"half": "halves", "mezzo": "mezzi"}.get(name)
        name = plural or (name + "s" if lang == "en" else name[:-1] + "i")
    return f"{words(value.numerator, lang) if value.numerator > 1 or lang == 'en' else 'un'} {name}"


def roman(number: int) -> str:
    marks = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    marks += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    text = ""
    for size, mark in marks:
        text += mark * (number // size)
        number %= size
    return text


def other_digits(text: str, zero: str) -> str:
    """The digits of ``text`` from the ten characters that begin with ``zero``."""
    return "".join(chr(ord(zero) + int(each)) if each in "0123456789" else each for each in text)


def superscript(text: str) -> str:
    return text.translate(str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"))


def subscript(text: str) -> str:
    return text.translate(str.maketrans("0123456789-+", "₀₁₂₃₄₅₆₇₈₉₋₊"))
