"""The units that the calculator knows, each with its exact size in SI base units.

The sizes are definitions: the SI brochure (BIPM, 9th edition) and the international yard and pound of 1959.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

BASES = ("m", "kg", "s", "A", "K", "mol", "cd", "B")  # bytes are a kind of their own, so that none becomes a number
Dimension = tuple[Fraction, ...]
NONE: Dimension = (Fraction(0),) * len(BASES)


@dataclass(frozen=True, slots=True)
class Unit:
    """``size`` in base units, without the factor π that degrees have; ``zero`` is where a scale begins, in kelvin."""

    symbol: str
    size: Fraction
    dimension: Dimension
    zero: Fraction | None = None
    turns: bool = False  # its size is to be multiplied by π


def unit(name: str) -> Unit | None:
    """The unit of that symbol or name, in English or Italian."""
    return _table().get(name)


def times(left: Dimension, right: Dimension, power: Fraction = Fraction(1)) -> Dimension:
    """The dimension of ``left`` times ``right`` to the ``power``."""
    return tuple(a + b * power for a, b in zip(left, right, strict=True))


def named(dimension: Dimension) -> Unit | None:
    """The SI unit with a name of its own for this dimension: N for kg·m/s²."""
    return next((each for symbol in ("N", "J", "W", "Pa") if (each := _table()[symbol]).dimension == dimension), None)


_PREFIXES = {"T": 12, "G": 9, "M": 6, "k": 3, "h": 2, "da": 1, "d": -1, "c": -2, "m": -3, "μ": -6, "u": -6, "n": -9}
_PREFIXES |= {"p": -12, "f": -15}
_IN_WORDS = {"tera": "T", "giga": "G", "mega": "M", "kilo": "k", "chilo": "k", "hecto": "h", "etto": "h", "deca": "da"}
_IN_WORDS |= {"deci": "d", "centi": "c", "milli": "m", "micro": "μ", "nano": "n", "pico": "p"}
# symbol | size | in base units | names; a * before the symbol: it takes prefixes.
_UNITS = """
*m | 1 | m | metre metres meter meters metro metri
*g | 1/1000 | kg | gram grams grammo grammi
*s | 1 | s | sec second seconds secondo secondi
*A | 1 | A | ampere amperes amp ampère ampères
*K | 1 | K | kelvin kelvins
*mol | 1 | mol | mole moles mol moli
*M | 1000 | m-3 mol | molar
*cd | 1 | cd | candela
*N | 1 | m kg s-2 | newton newtons
*J | 1 | m2 kg s-2 | joule joules
Nm | 1 | m2 kg s-2 |
Ns | 1 | m kg s-1 |
*W | 1 | m2 kg s-3 | watt watts
*Pa | 1 | m-1 kg s-2 | pascal pascals
*V | 1 | m2 kg s-3 A-1 | volt volts
*Ω | 1 | m2 kg s-3 A-2 | ohm ohms
*C | 1 | s A | coulomb coulombs
*F | 1 | m-2 kg-1 s4 A2 | farad
*H | 1 | m2 kg s-2 A-2 | henry
*T | 1 | kg s-2 A-1 | tesla
*Wb | 1 | m2 kg s-2 A-1 | weber
*Hz | 1 | s-1 | hertz
*L | 1/1000 | m3 | litre litres liter liters litro litri
*l | 1/1000 | m3 |
*eV | 1602176634/10000000000000000000000000000 | m2 kg s-2 |
*cal | 4184/1000 | m2 kg s-2 | calorie calories caloria
*Wh | 3600 | m2 kg s-2 | watthour watthours wattora wattore
*bar | 100000 | m-1 kg s-2 |
*B | 1 | B | byte bytes
*bit | 1/8 | B | bits
KiB | 1024 | B |
MiB | 1048576 | B |
GiB | 1073741824 | B |
TiB | 1099511627776 | B |
min | 60 | s | minute minutes minuto minuti
h | 3600 | s | hr hour hours ora ore
d | 86400 | s | day days giorno giorni
wk | 604800 | s | week weeks settimana settimane
yr | 31557600 | s | year years anno anni
km_h | 5/18 | m s-1 | kmh kph
mph | 44704/100000 | m s-1 |
kn | 1852/3600 | m s-1 | knot knots nodo nodi
t | 1000 | kg | tonne tonnes tonnellata tonnellate
q | 100 | kg | quintale quintali
u_ | 166053906892/100000000000000000000000000000000000000 | kg | dalton Da
lb | 45359237/100000000 | kg | lbs pound pounds libbra libbre
oz | 45359237/1600000000 | kg | ounce ounces oncia once
in | 254/10000 | m | inch inches pollice pollici
ft | 3048/10000 | m | foot feet piede piedi
yd | 9144/10000 | m | yard yards iarda iarde
mi | 1609344/1000 | m | mile miles miglio miglia
nmi | 1852 | m |
au | 149597870700 | m | AU
ly | 9460730472580800 | m |
Å | 1/10000000000 | m | ångström
ha | 10000 | m2 | hectare hectares ettaro ettari
acre | 40468564224/10000000 | m2 | acres acri
gal | 3785411784/1000000000000 | m3 | gallon gallons gallone galloni
qt | 946352946/1000000000000 | m3 | quart quarts
pint | 473176473/1000000000000 | m3 | pints pinta pinte
cup | 2365882365/10000000000000 | m3 | cups tazza tazze
tbsp | 1478676478125/100000000000000000 | m3 | tablespoon tablespoons
tsp | 492892159375/100000000000000000 | m3 | teaspoon teaspoons
atm | 101325 | m-1 kg s-2 | atmosphere atmospheres atmosfera atmosfere
mmHg | 133322387415/1000000000 | m-1 kg s-2 |
hp | 74569987158227022/100000000000000 | m2 kg s-3 |
rad | 1 | | radian radians radiante radianti
"""
# Other names of a unit with its prefix.
_SAME = (
    *(("Km", "km"), ("Kg", "kg"), ("KB", "kB"), ("u", "u_"), ("kilo", "kg"), ("kilos", "kg"), ("chilo", "kg")),
    *(("chili", "kg"), ("etto", "hg"), ("etti", "hg"), ("micron", "μm"), ("microns", "μm")),
)
_TURNS = (("°", "1/180", "deg degree degrees grado gradi"), ("turn", "2", "turns rev giro giri"))
_SCALES = (("°C", "1", "27315/100", "degC celsius"), ("°F", "5/9", "45967/180", "degF fahrenheit"))


@functools.cache
def _table() -> Mapping[str, Unit]:
    table: dict[str, Unit] = {}
    for line in _UNITS.strip().splitlines():
        symbol, size, bases, names = (part.strip() for part in line.split("|"))
        plain = symbol.lstrip("*")
        found = Unit({"km_h": "km/h", "u_": "u"}.get(plain, plain), Fraction(size), _dimension(bases))
        table |= dict.fromkeys((plain, *names.split()), found)
        if symbol.startswith("*"):
            for prefix, power in _PREFIXES.items():
                shown = prefix.replace("u", "μ") + plain
                table.setdefault(prefix + plain, Unit(shown, found.size * Fraction(10) ** power, found.dimension))
            for (word, prefix), name in itertools.product(_IN_WORDS.items(), names.split()):
                table[word + name] = table[prefix + plain]
    for symbol, size, names in _TURNS:
        turn = Unit(symbol, Fraction(size), NONE, turns=True)
        table |= dict.fromkeys((symbol, *names.split()), turn)
    for symbol, size, zero, names in _SCALES:
        scale = Unit(symbol, Fraction(size), _dimension("K"), Fraction(zero))
        table |= dict.fromkeys((symbol, symbol.lower(), *names.split()), scale)
    for name, same in _SAME:
        table[name] = table[same]
    for odd in ("u_", "km_h", "dB", "hbar"):  # a decibel is no tenth of a byte
        del table[odd]
    return table


def _dimension(bases: str) -> Dimension:
    powers = dict.fromkeys(BASES, Fraction(0))
    for part in bases.split():
        name = part.rstrip("-0123456789")
        powers[name] = Fraction(part[len(name) :] or 1)
    return tuple(powers.values())
