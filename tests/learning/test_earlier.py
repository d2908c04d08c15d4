"""An answer may build on what its learner wrote above, as in a notebook."""

import asyncio

import pytest

from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.earlier import built_on
from convergio_jupyter.learning.exercises.desk import Desk
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.shelf import Shelf
from tests.databases import open_in

from .lessons import with_volume

RIGHT = "def area(width, height):\n    return width * height"
WRONG = "def area(width, height):\n    return width + height"
VOLUME = "def volume(a, b, c):\n    return area(a, b) * c"


def with_two_exercises(folder, work, notebook=None):
    write_key(folder / "keys" / "area.key.json", key_of(lesson_from(notebook or with_volume())))

    async def main():
        store = open_in(folder)
        try:
            return await work(Desk(store, "me", Shelf(folder / "keys")))
        finally:
            store.close()

    return asyncio.run(main())


def test_an_answer_may_use_what_was_written_above(tmp_path):
    async def work(desk):
        before = await desk.check("area-1", "volume", VOLUME)
        await desk.check("area-1", "area", RIGHT)
        await desk.check("area-1", "area", WRONG)
        return before, await desk.check("area-1", "volume", VOLUME)

    before, after = with_two_exercises(tmp_path, work)
    assert (before.passed, after.passed) == (False, True), "the last right one counts"


def test_it_is_no_attempt_where_what_it_builds_on_is_not_solved_yet(tmp_path):
    async def work(desk):
        missing = await desk.check("area-1", "volume", VOLUME)
        await desk.check("area-1", "area", WRONG)
        wrong = await desk.check("area-1", "volume", VOLUME)
        await desk.check("area-1", "area", RIGHT)
        return missing, wrong, await desk.check("area-1", "volume", VOLUME.replace("* c", "+ c"))

    missing, wrong, own = with_two_exercises(tmp_path, work)
    assert missing == wrong, "nobody is lent the solution above, and nobody pays for a wrong answer there twice"
    assert (missing.passed, missing.empty, missing.number, missing.parts) == (False, True, 0, ())
    assert missing.note == "“area” comes from “Your turn”, which is not solved yet."
    assert missing.next.startswith("Solve “Your turn” first")
    assert (own.empty, own.number) == (False, 1)


def test_what_is_right_whatever_stands_above_is_right(tmp_path):
    async def work(desk):
        return await desk.check("area-1", "volume", "def volume(a, b, c):\n    return a * b * c")

    assert with_two_exercises(tmp_path, work).passed


def test_a_name_that_no_exercise_brings_is_told_as_before(tmp_path):
    async def work(desk):
        await desk.check("area-1", "area", RIGHT)
        misspelt = await desk.check("area-1", "volume", VOLUME.replace("area(", "aera("))
        return misspelt, await desk.check("area-1", "volume", VOLUME.replace("area(", "areas("))

    for found, name in zip(with_two_exercises(tmp_path, work), ("aera", "areas"), strict=True):
        assert found.parts[0].note == f"There is no “{name}” yet: look how it is written."


def test_what_is_lent_has_what_its_cell_imports(tmp_path):
    notebook = with_volume()
    notebook["cells"][4]["source"] = "from math import prod\n\n" + notebook["cells"][4]["source"]

    async def work(desk):
        await desk.check("area-1", "area", "def area(width, height):\n    return prod([width, height])")
        return await desk.check("area-1", "volume", VOLUME)

    assert with_two_exercises(tmp_path, work, notebook).passed


def test_nobody_is_sent_to_another_exercise_for_an_import_or_for_what_this_one_asks_for(tmp_path):
    notebook = with_volume()
    marked = "### BEGIN SOLUTION\nfrom math import prod\n\n"
    for place in (4, 10):
        notebook["cells"][place]["source"] = notebook["cells"][place]["source"].replace("### BEGIN SOLUTION\n", marked)
    notebook["cells"][5]["source"] += "\nassert prod([2, 3]) == area(2, 3)\nassert volume"
    assert "volume" in notebook["cells"][11]["source"]

    async def work(desk):
        return [await desk.check("area-1", "volume", each) for each in (VOLUME.replace("area", "prod"), "x = 1")]

    notes = [found.parts[0].note for found in with_two_exercises(tmp_path, work, notebook)]
    assert notes == [f"There is no “{name}” yet: look how it is written." for name in ("prod", "volume")]


@pytest.mark.parametrize(
    ("code", "earlier", "given", "chosen"),
    [
        ("f(2)", ["def f(x):\n    return x", "y = 1"], "", ["def f(x):\n    return x"]),
        ("g(2)", ["a = 3", "def f(x):\n    return x + a", "def g(x):\n    return f(x)"], "", [0, 1, 2]),
        ("def f(x):\n    return x\nf(2)", ["def f(x):\n    return 1"], "", []),
        ("f(2)", ["def f(x):\n    return 1"], "def f(x):\n    return x", []),
        ("f(2)", ["def f(x:"], "", []),
        ("f(", ["f = 1"], "", []),
        ("x = x + 1", ["x = 1"], "", [0]),
        ("x += 1", ["x = 1"], "", [0]),
        ("total = 0\nfor x in (1, 2):\n    total += x\n[n for n in (1, 2)]", ["x = 1", "n = 1"], "", []),
        ("x = 2\nx += 1", ["x = 1"], "", []),
        ("def mean(numbers):\n    return sum(numbers) / len(numbers)", ["sum = 0"], "", []),
        ("def f(x):\n    y = x\n    return y", ["y = 1", "x = 1"], "", []),
        ("speed * 2", ["speed = '5 m/s'", "speed = '6 m/s'"], "", [1]),
    ],
)
def test_only_what_is_used_is_run_again(code, earlier, given, chosen):
    wanted = [earlier[each] if isinstance(each, int) else each for each in chosen]
    assert built_on(code, earlier, given) == wanted
