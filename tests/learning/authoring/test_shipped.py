"""The checks of the lessons that come along notice mistakes that learners make, and no slip of one place only."""

import re
from pathlib import Path

import pytest

from convergio_jupyter.learning.lesson import read_lesson
from convergio_jupyter.learning.running import check_code

LESSONS = Path(__file__).parents[3] / "notebooks" / "lessons"
LANGUAGES = ("en", "it")
IN_ITALIAN = {"who": "chi", "there": "presente", "written": "anno"}

LOOP = """def f(d):
    best = {first}
    for x in d:
        if x > best:
            best = x{then}
    return best"""
FIRST_PEAK = """def f(d):
    for before, after in zip(d, d[1:]):
        if after < before:
            return before
    return d[-1]"""
IN_FLOATS = """def f(fifths):
    place = 1.0
    for _ in range(fifths):
        place = place * 1.5
        if place >= 2:
            place = place / 2
    return place"""
FALL = """def f(height, g):
    speed = fallen = time = 0.0
    while fallen < height{limit}:
        speed += g * {tick}
        fallen += speed * {tick}
        time += {tick}
    return time"""
CLOCK = """def f(hour, here, there):
    time = {time}
    if time {late}:
        return time - 24, 1
    if time {early}:
        return time + 24, -1
    return time, 0"""
WITNESSES = """def f(sources, event, most):
    kept = []
    for source in sources:
        if source["there"] and {soon}:
            kept.append(source["who"])
    return {kept}"""
REMOVED = """def f(sources, event, most):
    for source in sources:
        if not source["there"] or source["written"] - event > most:
            sources.remove(source)
    return [source["who"] for source in sources]"""
EMPTIED = """def f(buyers, sellers, price):
    count = 0
    for buyer in buyers:
        for seller in sellers:
            if buyer >= price >= seller:
                sellers.remove(seller)
                count += 1
                break
    return count"""
WANT, OFFER = "sum(x >= price for x in buyers)", "sum(x <= price for x in sellers)"
SHARE = """def f(share, dark, light):
    alive = share * dark
    return {}"""
TIPPED = """def f(shares):
    for generation, share in enumerate(shares):
        if {more}:
            return generation
    return None"""
NEXT = "def f(votes, won):\n    return max(votes, key=lambda name: {})"
DHONDT = """def f(votes, seats):
    won = dict.fromkeys(votes, 0)
    for _ in range(seats):
        best = max(votes, key=lambda name: {average})
        won[best] += 1
    return won"""
TABLE = """def f(votes, seats):
    table = sorted(((votes[name] / n, name) for name in votes for n in range(1, {most})), reverse=True)[:seats]
    return {{name: sum(name == other for _, other in table) for name in votes}}"""
VALID = """def f(reasons, claim):
    both = True, False
    return all(claim(a, b) for a in both for b in both if all(reason(a, b) for reason in {reasons}))"""

WRONG = [
    ("valid", VALID.format(reasons="reasons[:2]")),
    ("valid", VALID.format(reasons="reasons[-2:]")),
    ("fall-time", FALL.format(tick=0.01, limit="")),
    ("fall-time", FALL.format(tick=0.001, limit=" and time < 3")),
    ("climb", IN_FLOATS),
    ("climb", "def f(fifths):\n    return {1: Fraction(3, 2), 2: Fraction(9, 8), 12: Fraction(3**12, 2**19)}[fifths]"),
    ("count-long", "def f(words, least):\n    return sum(len(word) >= least for word in set(words))"),
    ("count-long", "def f(words, least):\n    return sum(least <= len(word) < 10 for word in words)"),
    ("count-long", "def f(words, least):\n    return sum(len(words.pop()) >= least for _ in list(words))"),
    ("hottest", "def f(d):\n    return max(d[0], d[-1], d[len(d) // 2])"),
    ("hottest", "def f(d):\n    return max(d[:4])"),
    ("hottest", "def f(d):\n    return int(max(d))"),
    ("hottest", "def f(d):\n    return max(d.pop() for _ in list(d))"),
    ("hottest", FIRST_PEAK),
    ("hottest", LOOP.format(first=-100, then="")),
    ("hottest", LOOP.format(first="d[0]", then="\n        elif x < best:\n            break")),
    ("clock", CLOCK.format(time="hour - here + there", late="> 23", early="< 0")),
    ("clock", CLOCK.format(time="hour - here + there", late=">= 24", early="<= -1")),
    ("clock", CLOCK.format(time="hour - int(here) + there", late=">= 24", early="< 0")),
    ("offset", "def f(radius, turn, hours):\n    return round(radius * sin(2 * pi * hours / turn))"),
    ("kepler", "def f(distance, other, turn):\n    return round(turn * (distance / other) ** 1.5, 2)"),
    ("deals", "def f(buyers, sellers, price):\n    return sum(a >= price >= b for a, b in zip(buyers, sellers))"),
    ("deals", "def f(buyers, sellers, price):\n    return sum(a >= b for a, b in zip(sorted(buyers)[::-1], sellers))"),
    ("deals", f"def f(buyers, sellers, price):\n    buyers = set(buyers)\n    return min({WANT}, {OFFER})"),
    ("deals", f"def f(buyers, sellers, price):\n    sellers = set(sellers)\n    return min({WANT}, {OFFER})"),
    ("deals", EMPTIED),
    ("molar-mass", "def f(molecule, masses):\n    return sum({n * masses[each] for each, n in molecule.items()})"),
    ("next-share", SHARE.format("max(share, alive / (alive + light - share * light))")),
    ("half-dark", TIPPED.format(more="share >= 0.6")),
    ("half-dark", TIPPED.format(more="int(share * 10) > 5")),
    ("half-dark", TIPPED.format(more="generation < 5 and share > 0.5")),
    ("half-dark", TIPPED.format(more="share != 0.5 and sum(shares[: generation + 1]) > 0.5")),
    ("near-witnesses", WITNESSES.format(soon='source["written"] - 1811 <= most', kept="kept")),
    ("near-witnesses", WITNESSES.format(soon='source["written"] - event <= most', kept="sorted(kept)")),
    ("near-witnesses", WITNESSES.format(soon='source["written"] - event <= most', kept="kept[:2]")),
    ("near-witnesses", REMOVED),
    ("next-seat", NEXT.format("votes[name] // (won[name] + 1)")),
    ("next-seat", NEXT.format("round(votes[name] / (won[name] + 1))")),
    ("next-seat", NEXT.format("votes[name] / (dict(zip(votes, won.values()))[name] + 1)")),
    ("dhondt", DHONDT.format(average="votes[name] // (won[name] + 1)")),
    ("dhondt", DHONDT.format(average="round(votes[name] / (won[name] + 1))")),
    ("dhondt", TABLE.format(most=7)),
    ("dhondt", TABLE.format(most=11)),
]  # fmt: skip

RIGHT = [
    ("valid", VALID.format(reasons="reasons")),
    ("fall-time", FALL.format(tick=0.001, limit="")),
    ("fall-time", "def f(height, g):\n    return (2 * height / g) ** 0.5"),
    ("climb", IN_FLOATS.replace("return place", "return Fraction(place)")),
    ("climb", IN_FLOATS.replace("1.0", "1").replace("1.5", "Fraction(3, 2)")),
    ("count-long", "def f(words, least):\n    return len([word for word in words if len(word) > least - 1])"),
    ("hottest", "def f(d):\n    d.sort()\n    return d[-1]"),
    ("hottest", LOOP.format(first="float('-inf')", then="")),
    ("clock", CLOCK.format(time="hour - here + there", late=">= 24", early="< 0")),
    ("clock", "def f(hour, here, there):\n    day, time = divmod(hour - here + there, 24)\n    return time, day"),
    ("offset", "def f(radius, turn, hours):\n    return radius * sin(2 * pi * (hours % turn) / turn)"),
    ("kepler", "def f(distance, other, turn):\n    return (turn**2 * distance**3 / other**3) ** 0.5"),
    ("deals", f"def f(buyers, sellers, price):\n    return min({WANT}, {OFFER})"),
    ("molar-mass", "def f(molecule, masses):\n    return sum(masses[each] * n for each, n in molecule.items())"),
    ("next-share", SHARE.format("alive / (alive + light - share * light)")),
    ("half-dark", TIPPED.format(more="share > 1 / 2")),
    ("near-witnesses", WITNESSES.format(soon='event + most >= source["written"]', kept="kept")),
    ("next-seat", "def f(votes, won):\n    return sorted(votes, key=lambda name: votes[name] / (won[name] + 1))[-1]"),
    ("dhondt", TABLE.format(most="seats + 1")),
]  # fmt: skip


@pytest.fixture(scope="module", params=LANGUAGES)
def passes(request):
    """Whether the checks of an exercise pass a program that calls its function ``f``."""
    lessons = [read_lesson(path) for path in sorted((LESSONS / request.param).glob("*.ipynb"))]
    kept = {name: (lesson, found) for lesson in lessons for name, found in lesson.exercises.items()}

    def passed(exercise, program=None):
        lesson, found = kept[exercise]
        name = re.findall(r"^def (\w+)", found.solution(), re.MULTILINE)[-1]
        code = found.solution() if program is None else re.sub(r"\bf\(", f"{name}(", program)
        if request.param == "it":
            code = re.sub(r'"(who|there|written)"', lambda key: f'"{IN_ITALIAN[key[1]]}"', code)
        given = lesson.given(found) + ("\nfrom math import pi, sin" if exercise == "offset" else "")
        return check_code(code, found.visible_checks(), found.hidden_checks(), given, trusted=True).passed

    return passed


@pytest.mark.parametrize(("exercise", "program"), WRONG)
def test_a_wrong_answer_is_noticed(passes, exercise, program):
    assert not passes(exercise, program)


@pytest.mark.parametrize(("exercise", "program"), RIGHT)
def test_a_right_answer_of_another_kind_passes(passes, exercise, program):
    assert passes(exercise, program)


@pytest.mark.parametrize("exercise", sorted({exercise for exercise, _ in WRONG}))
def test_the_own_answer_passes(passes, exercise):
    assert passes(exercise)
