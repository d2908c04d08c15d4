"""The calculator at its door: exact values, units, and an end to everything."""

import json

import pytest

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.mathematics import units
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.mathematics.calculator import calculate
from convergio_jupyter.tools.registry import built_in

CALCULATOR = built_in()["calculator"]


def said(expression, lang="en", **more):
    return calculate({"expression": expression, **more}, Desk(lang=lang)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/3 + 1/6", "1/3 + 1/6 = 1/2 = 0.5"),
        ("2+2", "2+2 = 4"),
        ("0.1 + 0.2", "0.1 + 0.2 = 3/10 = 0.3"),
        ("1/7", "1/7 ≈ 0.1428571429"),
        ("2^0.5", "2^0.5 = √2 ≈ 1.414213562"),
        ("(1+√2)^2", "(1+√2)² = 2·√2 + 3 ≈ 5.828427125"),
        ("sin(30°)", "sin(30°) = 1/2 = 0.5"),
        ("sqrt(-4)", "sqrt(-4) = 2·i = 2 i"),
        ("3 x 4", "3 × 4 = 12"),
        ("15% of 80", "15% of 80 = 12"),
        ("7 mod 3", "7 mod 3 = 1"),
        ("-7 mod 3 + 1", "-7 mod 3 + 1 = 3"),
        ("2^100 mod (4 + 3)", "2¹⁰⁰ mod (4 + 3) = 2"),
        ("17 modulo 5", "17 modulo 5 = 2"),
        ("5 + mod(7, 3)", "5 + mod(7, 3) = 6"),
        ("1e400", "1e400 = 1 × 10⁴⁰⁰"),
        ("12 km/h to m/s", "12 km/h ≈ 3.333333333 m/s (= 10/3 m/s)"),
        ("3 m + 20 cm", "3 m + 20 cm = 3.2 m"),
        ("5 kg * 9.81 m/s^2", "5 kg × 9.81 m/s² = 49.05 kg·m/s² = 49.05 N"),
        ("100 km / 2 h", "100 km / 2 h = 50 km/h"),
        ("1/2 kg", "1/2 kg = 0.5 kg"),
        ("60 km/h * 30 min", "60 km/h × 30 min = 30 km"),
        ("3 in in cm", "3 in = 7.62 cm"),
        ("2 m2 + 3 cm²", "2 m2 + 3 cm² = 2.0003 m²"),
        ("sqrt(16 m^2)", "sqrt(16 m²) = 4 m"),
        ("3 ore + 20 minuti → min", "3 ore + 20 minuti = 200 min"),
        ("20 °C to °F", "20 °C = 68 °F"),
        ("-40 °F to °C", "-40 °F = -40 °C"),
        ("0 K to °C", "0 K = -273.15 °C"),
        ("20 °C + 5 K", "20 °C + 5 K = 25 °C"),
        ("30 °C - 20 °C", "30 °C - 20 °C = 10 K"),
        ("4186 J/(kg °C) * 2 kg * 10 K", "4186 J/(kg °C) × 2 kg × 10 K = 83720 J"),
        ("asin(1/2) to °", "asin(1/2) = 30°"),
    ],
)
def test_it_says_the_exact_value_and_its_decimals(text, expected):
    assert said(text) == expected


def test_what_is_left_over_is_worked_out_in_italian_too():
    assert said("7,5 mod 2", lang="it") == "7,5 mod 2 = 3/2 = 1,5"
    assert said("17 modulo 5", lang="it") == "17 modulo 5 = 2"


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("pi*r^2", {"r": "3 cm"}, "π × r² = π × (3 cm)² = 9·π cm² ≈ 28.27433388 cm²"),
        ("2a b", {"a": "3", "b": "0.5"}, "2a b = 2(3) (0.5) = 3"),
        ("m*g*h", {"m": "2 kg", "g": "9.81 m/s^2", "h": "10 m"}, "196.2 J"),
        ("-x", {"x": "-5"}, "-x = -(-5) = 5"),
        ("sin(x)", {"x": "30°", "s": "5"}, "sin(x) = sin((30°)) = 1/2 = 0.5"),
    ],
)
def test_a_formula_is_seen_with_the_values_of_its_letters(formula, values, expected):
    letters = [{"letter": letter, "value": value} for letter, value in values.items()]
    arguments = arguments_of(CALCULATOR, json.dumps({"expression": formula, "letters": letters}), "en")
    assert calculate(arguments, Desk()).text.endswith(expected)
    with pytest.raises(Unable, match="do not fit"):
        arguments_of(CALCULATOR, json.dumps({"expression": "x", "letters": [{"letter": "xy", "value": "1"}]}), "en")


def test_the_unit_to_convert_to_can_stand_apart():
    assert said("90 km/h", to="m/s") == "90 km/h = 25 m/s"
    assert said("2", digits=3) == "2 = 2"
    assert said("pi", digits=20) == "π ≈ 3.1415926535897932385"


def test_italian_has_its_comma_and_its_words():
    assert said("3,5 + 1/4", "it") == "3,5 + 1/4 = 15/4 = 3,75"
    assert "radianti" in said("sin(30)", "it")
    assert "separatore" in said("2.500 g", "it")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("5 m + 2 s", "different things"),
        ("5 m to s", "different things"),
        ("20 °C * 2", "kelvin"),
        ("20 °C + 5 °C", "difference"),
        ("2^(3 m)", "exponent"),
        ("sin(3 m)", "plain numbers"),
        ("2 kg to 3 g", "no unit"),
        ("x + 1", "not known"),
        ("ln(-1) < 2", "cannot be read"),
        ("1/(sin(1)^2+cos(1)^2-1)", "no value"),
        ("e^e^e^e^9", "no value"),
    ],
)
def test_what_makes_no_sense_is_said(text, word):
    with pytest.raises(Unable, match=word):
        said(text)


def test_the_largest_numbers_are_written_and_larger_ones_refused():
    assert said("7^4600").startswith("7⁴⁶⁰⁰ = ")
    for text in ("10^4200 * 10^4000", "1/(10^4200 * 10^4000)", "10^4200 + 1/10^4200", "2^14001"):
        with pytest.raises(Unable, match="too large"):
            said(text)


@pytest.mark.parametrize(
    "text", ["9**9**9", "10**(10**9)", "factorial(10**9)", "((1" * 99, "1" * 19_000, "e^" * 30 + "9"]
)
def test_what_would_never_end_is_refused_at_once_by_the_tool(text):
    CALCULATOR.run({"expression": "1"}, Desk())  # the process is there
    with pytest.raises(Unable):
        CALCULATOR.run(arguments_of(CALCULATOR, json.dumps({"expression": text}), "en"), Desk())


# What pint means by these names is something else, a thousand seconds among them.
OF_PINT = {
    "Nm": "newton * metre",
    "Ns": "newton * second",
    "acre": "international_acre",
    "acres": "international_acre",
    "kilo": "kg",
    "kilos": "kg",
}


def test_every_unit_has_the_size_that_pint_gives_it():
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    compared = 0
    for name, unit in units._table().items():
        if unit.turns or unit.zero is not None or name in ("mcd", "AU"):  # pint has others of these names
            continue
        try:
            theirs = registry.Unit(OF_PINT.get(name, name))
        except pint.UndefinedUnitError:  # an Italian name
            continue
        size = (1 * theirs).to("byte") if unit.dimension[-1] else (1 * theirs).to_base_units()
        assert float(unit.size) == pytest.approx(size.magnitude, rel=1e-8), name
        compared += 1
    assert compared > 400
