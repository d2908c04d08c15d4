"""A learner's desk: attempts are kept, hints come one by one, help is told apart, and the key stays where it is."""

import asyncio
import json

import pytest

from convergio_jupyter.core.errors import ExerciseUnfit, NoHintLeft, NoKey, SolutionLater, SolutionNever
from convergio_jupyter.learning.authoring.key_file import key_of, write_key
from convergio_jupyter.learning.exercises.desk import Desk
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.learning.lesson.roles import stub_of
from convergio_jupyter.learning.shelf import Shelf
from tests.databases import open_in
from tests.learning.lessons import ANSWER, cell, lesson

pytestmark = pytest.mark.usefixtures("each_database")
RIGHT = "def area(width, height):\n    return width * height"
WRONG = "def area(width, height):\n    return width + height"
DAY = 86_400


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


def with_desk(folder, work, notebook=None, clock=None):
    write_key(folder / "keys" / "area.key.json", key_of(lesson_from(notebook or lesson())))

    async def main():
        store = open_in(folder)
        try:
            return await work(Desk(store, "me", Shelf(folder / "keys"), clock=clock or Clock()))
        finally:
            store.close()

    return asyncio.run(main())


def test_an_attempt_is_checked_part_by_part_and_kept(tmp_path):
    async def work(desk):
        return [await desk.check("area-1", "area", answer) for answer in (WRONG, RIGHT)], await desk.workbook.export()

    (wrong, right), kept = with_desk(tmp_path, work)
    assert (wrong.passed, wrong.number) == (False, 1)
    assert [(part.passed, part.label) for part in wrong.parts] == [
        (False, "the area of 2 by 3"),
        (False, "0 of 2 further cases"),
    ]
    assert "hint" in wrong.next
    assert (right.passed, right.number, right.assisted) == (True, 2, False)
    assert [(row["kind"], row["share"], row["given"]) for row in kept["attempts"]] == [
        ("check", 0, WRONG),
        ("check", 1, RIGHT),
    ]


def test_what_is_said_holds_nothing_of_the_key(tmp_path):
    async def work(desk):
        spying = "def area(width, height):\n    import inspect\n    raise ValueError(inspect.stack()[1].code_context)"
        said = [await desk.check("area-1", "area", each) for each in (WRONG, spying)]
        return json.dumps([said, await desk.workbook.export()])

    text = with_desk(tmp_path, work)
    assert "943" not in text
    assert "small numbers" not in text


def test_what_the_answers_cell_imports_is_there_for_whoever_writes_all_of_it_anew(tmp_path):
    notebook = lesson()
    notebook["cells"][4]["source"] = f"from math import prod\n\n{ANSWER}"

    async def work(desk):
        return await desk.check("area-1", "area", "def area(width, height):\n    return prod([width, height])")

    assert with_desk(tmp_path, work, notebook).passed


def test_an_import_that_stands_at_the_beginning_of_a_file_only_spoils_nothing(tmp_path):
    notebook = lesson()
    notebook["cells"][4]["source"] = f"from __future__ import annotations\n\n{ANSWER}"
    notebook["cells"][2]["source"] = "factor = 1"

    async def work(desk):
        return await desk.check("area-1", "area", "def area(width, height):\n    return factor * width * height")

    assert with_desk(tmp_path, work, notebook).passed


def test_a_stub_is_no_attempt(tmp_path):
    async def work(desk):
        stub = stub_of(ANSWER, "en")
        checked = [
            await desk.check("area-1", "area", each) for each in ("raise NotImplementedError", stub, f"{stub}\n")
        ]
        return checked, await desk.standing("area-1", "area")

    checked, standing = with_desk(tmp_path, work)
    assert all(each.empty for each in checked)
    assert standing.attempts == 0


def test_hints_come_one_by_one_from_the_goal_on(tmp_path):
    async def work(desk):
        hints = [await desk.hint("area-1", "area") for _ in range(3)]
        with pytest.raises(NoHintLeft):
            await desk.hint("area-1", "area")
        return hints, await desk.standing("area-1", "area")

    hints, standing = with_desk(tmp_path, work)
    assert [(hint.level, hint.left) for hint in hints] == [(0, 2), (1, 1), (2, 0)]
    assert "Write `area(width, height)`" in hints[0].text
    assert [hint.text for hint in standing.hints] == [hint.text for hint in hints]
    assert not standing.assisted


def test_nobody_is_sent_to_hints_that_are_not_left(tmp_path):
    async def work(desk):
        said = []
        for number in range(3):
            said.append((await desk.check("area-1", "area", f"{WRONG} + {number}")).next)
            await desk.hint("area-1", "area")
        return said, await desk.check("area-1", "area", WRONG), await desk.standing("area-1", "area")

    said, checked, standing = with_desk(tmp_path, work)
    assert all("take a hint" in each for each in said)
    assert checked.next == standing.last.next == "Change one thing and check again."
    assert standing.answer == WRONG


def test_the_solution_comes_after_the_authors_number_of_attempts_and_counts_as_help(tmp_path):
    async def work(desk):
        for number in range(2):
            await desk.check("area-1", "area", f"{WRONG} + {number}")
        with pytest.raises(SolutionLater, match="3 attempts"):
            await desk.solution("area-1", "area")
        await desk.check("area-1", "area", WRONG)
        return await desk.solution("area-1", "area"), await desk.check("area-1", "area", RIGHT)

    solution, checked = with_desk(tmp_path, work)
    assert "Rows times squares" in solution
    assert "result = width * height" in solution
    assert (checked.passed, checked.assisted) == (True, True)


def test_what_is_checked_again_unchanged_is_no_attempt_and_brings_no_solution_nearer(tmp_path):
    async def work(desk):
        said = [await desk.check("area-1", "area", WRONG) for _ in range(4)]
        with pytest.raises(SolutionLater):
            await desk.solution("area-1", "area")
        other = await desk.check("area-1", "area", f"{WRONG} + 1")
        right = [await desk.check("area-1", "area", RIGHT) for _ in range(2)]
        wrong = [await desk.answer_item("area-1", "c9-1", 0) for _ in range(2)]
        return said, other, right, wrong, await desk.answered("area-1", "c9-1")

    said, other, right, wrong, answered = with_desk(tmp_path, work)
    assert [each.number for each in (*said, other)] == [1, 1, 1, 1, 2]
    assert [each.next.startswith("You have checked this before") for each in said] == [False, True, True, True]
    assert "hint" in said[1].next
    assert (said[1].parts, wrong[1].share) == (said[0].parts, wrong[0].share), "it is told once more what is wrong"
    assert [each.number for each in right] == [3, 4], "who practises again what they can do, practises"
    assert answered.attempts == 1


def test_a_lesson_may_keep_its_solutions_but_not_from_who_has_solved_it(tmp_path):
    async def work(desk):
        await desk.check("area-1", "area", WRONG)
        with pytest.raises(SolutionNever):
            await desk.solution("area-1", "area")
        await desk.check("area-1", "area", RIGHT)
        return await desk.solution("area-1", "area")

    assert "width * height" in with_desk(tmp_path, work, lesson(hints={}))


def test_a_hint_that_goes_a_part_of_the_way_counts_as_help(tmp_path):
    notebook = lesson()
    notebook["cells"].insert(8, cell("markdown", "`return width * …`", "hint", "area", level=4))

    async def work(desk):
        warned = []
        for _ in range(4):
            warned.append((await desk.standing("area-1", "area")).hint_helps)
            hint = await desk.hint("area-1", "area")
        assert warned == [False, False, False, True]
        return hint, await desk.check("area-1", "area", RIGHT)

    hint, checked = with_desk(tmp_path, work, notebook)
    assert hint.level == 4
    assert checked.assisted


def test_a_skill_is_mastered_by_unassisted_attempts_on_more_than_one_day(tmp_path):
    clock = Clock()

    async def work(desk):
        states = []
        for day in (0, 0, 1, 1):
            clock.now += day * DAY
            await desk.check("area-1", "area", RIGHT)
            states += await desk.skills()
        return states

    states = with_desk(tmp_path, work, clock=clock)
    assert [state.skill for state in states] == ["area"] * 4
    assert [state.mastered for state in states] == [False, False, False, True]
    assert states[0].known < states[-1].known


def test_a_quiz_trains_the_skills_of_its_cell(tmp_path):
    """Unless a question names its own."""
    notebook = lesson()
    own = {"type": "truefalse", "text": "Is it flat?", "answer": True, "skills": ["shapes"]}
    notebook["cells"][9]["metadata"]["convergio"]["skills"] = ["area"]
    notebook["cells"].append(cell("markdown", json.dumps(own), "quiz", skills=["area"]))
    notebook["cells"][-1]["id"] = "c13"

    async def work(desk):
        before = await desk.skills()
        await desk.answer_item("area-1", "c9-1", 1)
        await desk.answer_item("area-1", "c13-1", 0)
        return before, await desk.skills()

    before, after = with_desk(tmp_path, work, notebook)
    assert before == []
    assert {state.skill: state.attempts for state in after} == {"area": 1, "shapes": 1}


def test_help_never_makes_a_master(tmp_path):
    clock = Clock()

    async def work(desk):
        await desk.check("area-1", "area", RIGHT)
        await desk.solution("area-1", "area")
        for _ in range(10):
            clock.now += DAY
            await desk.check("area-1", "area", RIGHT)
        return await desk.skills()

    (state,) = with_desk(tmp_path, work, clock=clock)
    assert not state.mastered


def test_a_number_is_checked_by_its_key_and_its_unit(tmp_path):
    notebook = lesson()
    notebook["cells"][4]["metadata"]["convergio"]["key"] = {"kind": "number", "answer": "12", "unit": "m^2"}
    notebook["cells"][4]["source"] = "answer = ''"

    async def work(desk):
        return [
            await desk.check("area-1", "area", answer, "it")
            for answer in ("12 m²", "120000 cm²", "11 m²", "", 'a = "12 m²"')
        ]

    found = with_desk(tmp_path, work, notebook)
    assert [each.passed for each in found] == [True, True, False, False, True]
    assert "12" not in found[2].note
    assert found[3].empty


def test_an_answer_that_is_worked_out_in_the_cell_counts_as_what_it_comes_to(tmp_path):
    notebook = lesson()
    notebook["cells"][4]["metadata"]["convergio"]["key"] = {"kind": "number", "answer": "12", "unit": "m^2"}
    notebook["cells"][4]["source"] = "answer = ''"

    async def work(desk):
        return [
            await desk.check("area-1", "area", answer)
            for answer in (
                'answer = f"{3 * 4} m²"',
                "a = 3\nb = 4\nanswer = str(a * b) + ' m^2'",
                "answer = 12\nanswer += 1",
                "12 * 1 m²",
                'answer = f"{3 + 4} m²"',
                "answer = f'{open(\"/etc/passwd\").read()}'",
                "answer = unknown(12)",
            )
        ]

    found = with_desk(tmp_path, work, notebook)
    assert [each.passed for each in found] == [True, True, False, False, False, False, False]
    assert [each.empty for each in found] == [False, False, False, True, False, True, True]


@pytest.mark.parametrize(
    ("kind", "right", "given"),
    [
        ("text", "the third", "y = in the third"),
        ("expression", "2x + 1", "y = 1 + 2x"),
        ("expression", "y = 2x + 1", "y = 1 + 2x"),
    ],
)
def test_an_answer_of_several_words_needs_no_quotes(tmp_path, kind, right, given):
    notebook = lesson()
    notebook["cells"][4]["metadata"]["convergio"]["key"] = {"kind": kind, "answer": right}
    notebook["cells"][4]["source"] = f"### BEGIN SOLUTION\ny = '{right}'\n### END SOLUTION"

    async def work(desk):
        return await desk.check("area-1", "area", given)

    assert with_desk(tmp_path, work, notebook).passed


def test_what_cannot_be_read_is_told_with_what_to_do_now(tmp_path):
    notebook = lesson()
    notebook["cells"][4]["metadata"]["convergio"]["key"] = {"kind": "number", "answer": "12"}
    notebook["cells"][4]["source"] = "answer = ''"

    async def work(desk):
        return [await desk.check("area-1", "area", answer) for answer in ("twelve", "")]

    words, nothing = with_desk(tmp_path, work, notebook)
    assert "in digits" in words.note
    assert ("no attempt" in words.next, "Write your answer" in nothing.next) == (True, True)
    assert (words.empty, words.number) == (True, 0)


def test_a_quiz_is_graded_and_kept(tmp_path):
    async def work(desk):
        before = await desk.answered("area-1", "c9-1")
        graded = [await desk.answer_item("area-1", "c9-1", given) for given in (0, 1, "x")]
        await desk.answer_item("area-1", "c9-1", 2)
        return (before, await desk.answered("area-1", "c9-1")), graded, await desk.workbook.export()

    (before, after), graded, kept = with_desk(tmp_path, work)
    assert (before.solved, after.solved, after.attempts) == (False, True, 3)
    assert [each.share for each in graded] == [0, 1, 0]
    assert graded[0].misconceptions == ("adds-two",)
    assert [row["share"] for row in kept["attempts"]] == [0, 1, 0]


def test_a_verdict_beside_another_key_is_told_no_more(tmp_path):
    """The author mends the key while a class is on its way, or only words a hint and the task in another way."""
    notebook, worded = lesson(), lesson()
    worded["cells"][3]["source"] += " Both are whole numbers."
    worded["cells"][6]["source"] = "Count the squares of a row."

    async def work(desk):
        await desk.check("area-1", "area", RIGHT)
        await desk.answer_item("area-1", "c9-1", 1)
        told = []
        for later in (worded, lesson("it"), _with_other_key(notebook)):
            write_key(tmp_path / "keys" / "area.key.json", key_of(lesson_from(later)))
            shelf = Shelf(tmp_path / "keys")
            desk.shelf = shelf
            told.append((await desk.standing("area-1", "area"), await desk.answered("area-1", "c9-1")))
        again = await desk.check("area-1", "area", RIGHT)
        return told, again, await desk.standing("area-1", "area"), await desk.workbook.export()

    ((same, right), (other_language, _), (now, question)), again, after, kept = with_desk(tmp_path, work, notebook)
    assert [each.last.passed for each in (same, other_language)] == [True, True]
    assert right.graded.correct
    assert (now.last.passed, now.last.empty, now.last.next, now.answer) == (False, True, "", RIGHT)
    assert (now.attempts, "changed" in now.last.note) == (1, True)
    assert (question.graded.unreadable, question.explain) == (True, "")
    assert "changed" in question.graded.notes[0]
    assert (again.passed, after.last.empty) == (False, False)
    assert "revision" not in json.dumps(kept)  # it is made of the key


def _with_other_key(notebook):
    notebook["cells"][5]["source"] = notebook["cells"][5]["source"].replace("== 6", "== 7")
    notebook["cells"][9]["source"] = notebook["cells"][9]["source"].replace("- [ ] 2 by 5", "- [ ] 2 by 7")
    return notebook


def test_a_lesson_is_begun_with_the_first_attempt_be_it_wrong(tmp_path):
    async def work(desk):
        before = await desk.workbook.solved()
        await desk.check("area-1", "area", WRONG)
        begun = await desk.workbook.solved()
        await desk.check("area-1", "area", RIGHT)
        return before, begun, await desk.workbook.solved()

    assert with_desk(tmp_path, work) == ({}, {"area-1": set()}, {"area-1": {"area"}})


def test_a_draft_survives(tmp_path):
    async def work(desk):
        await desk.draft("area-1", "area", "def ar")
        await desk.draft("area-1", "area", "def area(")
        return await desk.standing("area-1", "area")

    assert with_desk(tmp_path, work).draft == "def area("


def test_two_attempts_at_once_are_two_numbers(tmp_path):
    async def work(desk):
        found = await asyncio.gather(*(desk.check("area-1", "area", RIGHT) for _ in range(4)))
        return sorted(each.number for each in found)

    assert with_desk(tmp_path, work) == [1, 2, 3, 4]


def test_what_is_not_there_is_a_sentence(tmp_path):
    async def work(desk):
        for call in (
            desk.check("area-1", "none", "x"),
            desk.check("none", "area", "x"),
            desk.hint("../area-1", "area"),
            desk.answer_item("area-1", "none", 1),
        ):
            with pytest.raises(NoKey):
                await call

    with_desk(tmp_path, work)


def test_the_language_of_the_notebook_counts_and_not_that_of_the_reader(tmp_path):
    italian = lesson("it", id="area-1")
    italian["cells"][5]["source"] = 'assert superficie(2, 3) == 6, "due per tre"'
    write_key(tmp_path / "keys" / "superficie.key.json", key_of(lesson_from(italian)))

    async def work(desk):
        english = await desk.check("area-1/en", "area", RIGHT, "it")
        own = await desk.check("area-1/it", "area", RIGHT.replace("area", "superficie"), "en")
        with pytest.raises(NoKey):
            await desk.check("area-1/de", "area", RIGHT)
        return english, own, await desk.standing("area-1/en", "area")

    english, own, standing = with_desk(tmp_path, work)
    assert english.passed
    assert [part.label for part in own.parts] == ["due per tre"]
    assert standing.attempts == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"lesson": "x"}', '{"lesson": "x", "exercises": []}', "[" * 100_000])
def test_a_broken_key_is_no_other_lessons_fault(tmp_path, text):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "broken.key.json").write_text(text)

    async def work(desk):
        return await desk.check("area-1", "area", RIGHT)

    assert with_desk(tmp_path, work).passed


def test_forgetting_leaves_nothing(tmp_path):
    async def work(desk):
        await desk.check("area-1", "area", WRONG)
        await desk.draft("area-1", "area", "x")
        count = await desk.workbook.forget()
        return count, await desk.workbook.export()

    assert with_desk(tmp_path, work) == (1, {"attempts": [], "drafts": []})


def test_what_learners_see_of_the_checks_tells_them_where_a_wrong_number_is_off(tmp_path):
    notebook = lesson()
    notebook["cells"][9:9] = [
        cell("markdown", 'How many squares? Write `squares = "…"`.', "task", "count", skills=["area"]),
        cell(
            "code",
            '### BEGIN SOLUTION\nsquares = "6"\n### END SOLUTION',
            "answer",
            "count",
            key={"kind": "number", "answer": "6"},
        ),
        cell(
            "code",
            'assert int(squares) > 0, "there are some"\nassert int(squares) < 10, "fewer than ten"\n'
            "### BEGIN HIDDEN TESTS\nassert int(squares) == 6\n### END HIDDEN TESTS",
            "check",
            "count",
        ),
    ]
    for number, each in enumerate(notebook["cells"]):
        each["id"] = f"c{number}"

    async def work(desk):
        return [await desk.check("area-1", "count", each) for each in ("12", 'squares = "12"', "6", "5/2", "many")]

    bare, cell_of_it, right, unreadable, no_number = with_desk(tmp_path, work, notebook)
    said = [(True, "there are some"), (False, "fewer than ten")]
    assert [(part.passed, part.label) for part in bare.parts] == said
    assert [(part.passed, part.label) for part in cell_of_it.parts] == said
    assert [len(each.parts) for each in (right, unreadable, no_number)] == [1, 1, 0]
    assert right.passed


def test_a_skill_is_called_as_the_lesson_calls_it_in_the_learners_language(tmp_path):
    write_key(tmp_path / "keys" / "it.key.json", key_of(lesson_from(lesson("it", skill_names={"area": "superficie"}))))

    async def work(desk):
        await desk.check("area-1", "area", RIGHT)
        return [(await desk.skills(lang))[0].name for lang in ("it", "en")]

    assert with_desk(tmp_path, work) == ["superficie", "area"]


def test_a_skill_that_nobody_names_is_called_as_its_id_reads(tmp_path):
    async def work(desk):
        return desk.shelf.skill_names("en")["map-scale"]

    assert with_desk(tmp_path, work) == "map scale"


def test_what_cannot_be_read_is_no_attempt(tmp_path):
    notebook = lesson()
    notebook["cells"][9:9] = [
        cell("markdown", "How many?", "task", "count", skills=["area"]),
        cell("markdown", "Here.", "answer", "count", key={"kind": "number", "answer": "6"}),
    ]
    for number, each in enumerate(notebook["cells"]):
        each["id"] = f"c{number}"

    async def work(desk):
        said = [await desk.check("area-1", "count", each) for each in ("six", "", "6" * 3_000)]
        return said, await desk.standing("area-1", "count")

    said, standing = with_desk(tmp_path, work, notebook)
    assert all(each.empty and each.note and not each.passed for each in said)
    assert standing.attempts == 0


def test_the_solution_that_is_seen_after_the_right_answer_was_no_help(tmp_path):
    async def work(desk):
        await desk.check("area-1", "area", RIGHT)
        await desk.solution("area-1", "area")
        return await desk.standing("area-1", "area")

    standing = with_desk(tmp_path, work)
    assert (standing.solved, standing.assisted) == (True, False)


def test_in_an_exam_nobody_is_sent_to_the_hints(tmp_path):
    async def work(desk):
        found = [await desk.check("area-1", "area", WRONG)]

        async def exam():
            return True

        desk._in_exam = exam
        return [*found, await desk.check("area-1", "area", f"{WRONG} "), (await desk.standing("area-1", "area")).last]

    usual, *examined = with_desk(tmp_path, work)
    assert "hint" in usual.next
    assert [each.next for each in examined] == ["You may change it and check it again until then."] * 2


def test_in_an_exam_no_help_is_offered(tmp_path):
    async def work(desk):
        await desk.check("area-1", "area", RIGHT)
        usual = await desk.standing("area-1", "area")
        desk._in_exam = in_exam
        return usual, await desk.standing("area-1", "area")

    async def in_exam():
        return True

    usual, examined = with_desk(tmp_path, work)
    assert usual.hints_left
    assert usual.solution_in == 0
    assert (examined.hints_left, examined.solution_in, examined.in_exam, usual.in_exam) == (0, -1, True, False)


def test_a_key_that_cannot_be_used_is_told_to_the_learner_in_a_sentence_and_is_no_attempt(tmp_path):
    notebook = lesson()
    notebook["cells"][9]["source"] = '[{"type": "number", "text": "How far?", "answer": "5 +"}]'
    notebook["cells"][9:9] = [
        cell("markdown", "How far does it fall?", "task", "fall"),
        cell("markdown", "", "answer", "fall", key={"kind": "expression", "answer": "g t^2/2 +"}),
    ]
    for number, each in enumerate(notebook["cells"]):
        each["id"] = f"c{number}"

    async def work(desk):
        item = next(iter(desk.shelf.lesson("area-1", "en").items))
        for asked in (desk.check("area-1", "fall", "t"), desk.answer_item("area-1", item, "5 m")):
            with pytest.raises(ExerciseUnfit):
                await asked
        return await desk.workbook.export()

    assert with_desk(tmp_path, work, notebook)["attempts"] == []
    said = [ExerciseUnfit().info(lang) for lang in ("en", "it")]
    assert "g t" not in f"{said}"
    assert said[0].remedy != said[1].remedy
