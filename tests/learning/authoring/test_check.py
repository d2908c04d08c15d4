"""The validator finds what is wrong in a lesson, says where, and has nothing to say of a good one."""

import copy
import json
import re
from pathlib import Path

import pytest

from convergio_jupyter.core.errors import NotANotebook
from convergio_jupyter.learning.authoring.build import build
from convergio_jupyter.learning.authoring.check import check_files, check_lesson
from convergio_jupyter.learning.authoring.new import template
from convergio_jupyter.learning.lesson import lesson_from
from convergio_jupyter.teachers.language import language_of
from tests.learning.lessons import ANSWER, CHECK, QUIZ, cell, lesson, spoiled

INTRO, WORKED, CODE, TASK, AN, CH, H1, H2, SOL, QZ, CARD, REFLECT, NOTE = range(13)


def source(place, text):
    return lambda notebook: notebook["cells"][place].update(source=text)


def own(place, **values):
    def change(notebook):
        metadata = notebook["cells"][place]["metadata"]["convergio"]
        for name, value in values.items():
            metadata.pop(name) if value is None else metadata.update({name: value})

    return change


def without(*places):
    return lambda notebook: notebook.update(cells=[c for n, c in enumerate(notebook["cells"]) if n not in places])


def again(place, number=99):
    def change(notebook):
        fresh = copy.deepcopy(notebook["cells"][place])
        fresh["id"] = f"c{number}"
        notebook["cells"].insert(place + 1, fresh)

    return change


def head(**values):
    def change(notebook):
        found = notebook["metadata"]["convergio"]["lesson"]
        for name, value in values.items():
            found.pop(name) if value is None else found.update({name: value})

    return change


def number_key(**key):
    def change(notebook):
        notebook["cells"][AN]["metadata"]["convergio"]["key"] = {"kind": "number", "answer": "12", **key}

    return change


HARD = (
    "The multiplicative determination of rectangular measurements necessitates comprehensive understanding of"
    " perpendicularity, proportionality, and dimensional considerations, notwithstanding approximations. "
) * 9
FAULTS = {
    "cell id twice": ("cell_id_twice", lambda n: n["cells"][3].update(id="c2")),
    "two tasks under one id": ("exercise_twice", again(TASK)),
    "two answers under one id": ("exercise_twice", again(AN)),
    "no id of the lesson": ("lesson_id", head(id=None)),
    "an id with spaces": ("lesson_id", head(id="My lesson")),
    "no title": ("no_title", head(title=None)),
    "no language": ("no_language", head(lang=None)),
    "a language that is not spoken": ("no_language", head(lang="xx")),
    "no head at all": ("no_head", lambda n: n["metadata"].pop("convergio")),
    "a guard that does not exist": ("guard", head(guard="strict")),
    "no level": ("no_level", head(level=None)),
    "a level that does not exist": ("no_level", head(level="expert")),
    "a text too hard for its age": ("hard_to_read", source(INTRO, "# Area\n\n" + HARD)),
    "a role that does not exist": ("unknown_role", own(REFLECT, role="essay")),
    "a tag of no role": ("unknown_role", lambda n: n["cells"][0]["metadata"].update(tags=["cvg-essay"])),
    "no task": ("no_task", without(TASK)),
    "no answer": ("no_answer", without(AN)),
    "no check": ("no_check", without(CH)),
    "a check without an exercise": (
        "no_exercise",
        lambda n: n["cells"].insert(1, cell("code", "assert True", "check")),
    ),
    "an id of an exercise with spaces": ("exercise_id", lambda n: [own(p, ex="my area")(n) for p in range(3, 9)]),
    "a fence that does not end": ("fence", source(AN, ANSWER.replace("    ### END SOLUTION", ""))),
    "a solution in a cell without a role": ("fence_stray", lambda n: n["cells"].append(cell("code", ANSWER))),
    "a solution in an example": ("fence_stray", source(CODE, ANSWER)),
    "hidden tests in a cell without a role": ("fence_stray", lambda n: n["cells"].append(cell("code", CHECK))),
    "hidden tests in an answer": ("fence_stray", source(AN, f"{ANSWER}\n\n\n{CHECK}")),
    "a fence that does not begin": ("fence", source(CH, CHECK.replace("### BEGIN HIDDEN TESTS\n", ""))),
    "a check that is no Python": ("check_syntax", source(CH, "assert area(2, 3) ==")),
    "a check that asserts nothing": ("check_empty", source(CH, "area(2, 3)")),
    "a check that is always true": (
        "check_always",
        source(CH, f'{CHECK}\nassert (area(2, 5) == 10, "two rows")'),
    ),
    "a stub that passes": ("stub_passes", source(AN, "def area(width, height):\n    return width * height")),
    "a solution that fails": ("solution_fails", source(AN, ANSWER.replace("*", "+"))),
    "a solution that raises": ("solution_fails", source(AN, ANSWER.replace("* height", "* hight"))),
    "a solution that never ends": ("solution_fails", source(AN, ANSWER.replace("return result", "while True: pass"))),
    "a check that notices too little": ("weak_checks", source(CH, "assert area(2, 2) is not None")),
    "one hint only": ("few_hints", without(H2)),
    "a hint with the whole answer": ("hint_tells", source(H2, "Write this:\n\n```\nreturn width * height\n```")),
    "a hint with the answer of a number": (
        "hint_tells",
        lambda n: [number_key(answer="57")(n), source(H2, "Then it is fifty-seven.")(n)],
    ),
    "two hints of one level": ("hint_twice", lambda n: [again(H1)(n), own(H1 + 1, level=1)(n)]),
    "a hint without a level": ("hint_level", own(H1, level=None)),
    "a hint of level 9": ("hint_level", own(H1, level=9)),
    "a quiz that cannot be read": ("quiz", source(QZ, '{"items": [{"type": "single"')),
    "a quiz without a right option": ("quiz", source(QZ, QUIZ.replace("[x]", "[ ]"))),
    "a quiz of an unknown kind": ("quiz", source(QZ, '[{"type": "essay", "text": "Why?"}]')),
    "a quiz with two of one id": (
        "quiz_id_twice",
        source(QZ, json.dumps([{"id": "a", "type": "truefalse", "text": "x", "answer": True}] * 2)),
    ),
    "a brace that stays open": ("open_brace", source(QZ, QUIZ.replace("too far.}", "too far."))),
    "a brace with a full stop behind it": ("open_brace", source(QZ, QUIZ.replace("too far.}", "too far.}."))),
    "a question below another one without a line": ("quiz", source(QZ, f"{QUIZ}\n\nWhich?\n- [x] a\n- [ ] b")),
    "a misconception of two words": ("open_brace", source(QZ, QUIZ.replace("adds-two", "adds two"))),
    "a misconception without an end": (
        "open_brace",
        source(QZ, QUIZ.replace("adds-two: You went one too far.}", "adds")),
    ),
    "a misconception that is right": ("right_misconception", source(QZ, QUIZ.replace("3 by 4", "3 by 4 {rows: Yes.}"))),
    "a question whose options are all right": ("all_right", source(QZ, "Which?\n\n- [x] One\n- [x] Two")),
    "a name that no question has": (
        "quiz_name",
        source(QZ, '[{"type": "truefalse", "text": "x", "answer": true, "explanation": "y"}]'),
    ),
    "a name that no option has": (
        "quiz_name",
        source(QZ, '[{"text": "x", "options": [{"text": "a", "right": true}, {"text": "b", "why": "c"}]}]'),
    ),
    "gaps that do not fit": (
        "quiz",
        source(QZ, json.dumps([{"type": "cloze", "text": "{1} is", "gaps": {"2": "x"}}])),
    ),
    "a card without a back": ("card", source(CARD, "What is the area?")),
    "two cards in one cell": ("card", source(CARD, "One?\n\n---\n\nYes.\n\n---\n\nTwo?\n\n---\n\nNo.")),
    "a picture that is called one": ("no_alt", source(INTRO, "# Area\n\n![picture](floor.png)")),
    "a picture that is called one in Italian": ("no_alt", source(INTRO, "# Area\n\n![Un'immagine 2](floor.png)")),
    "a frame from elsewhere": (
        "fetched",
        source(INTRO, "# Area\n\n<iframe width=5 src='https://example.org/x'></iframe>"),
    ),
    "a picture without words": ("no_alt", source(INTRO, "# Area\n\n![](floor.png)")),
    "a picture in HTML without words": ("no_alt", source(INTRO, '# Area\n\n<img src="floor.png">')),
    "a heading that leaves out a level": ("heading_order", source(WORKED, "#### An example")),
    "a second title": ("heading_second_title", source(TASK, "# Your turn")),
    "a first heading of the second level": ("heading_first", source(INTRO, "## Area")),
    "no heading": ("no_heading", lambda n: [source(p, "Text.")(n) for p in (INTRO, WORKED, TASK)]),
    "a table without heads": ("table_head", source(INTRO, "# Area\n\n|   |   |\n|---|---|\n| 1 | 2 |")),
    "a column without a head": ("column_head", source(INTRO, "# Area\n\n| | wide |\n|---|---|\n| 1 | 2 |")),
    "a last column without a head": ("column_head", source(INTRO, "# Area\n\ntall | |\n---|---\n1 | 2")),
    "an example that fails": ("cell_fails", source(CODE, "print(undefined)")),
    "an example that never ends": ("slow_cell", source(CODE, "while True: pass")),
    "a key without an answer": ("key", number_key(answer="")),
    "a key of an unknown kind": ("key", number_key(kind="colour")),
    "a key that takes the solution for wrong": (
        "solution_differs",
        lambda n: [number_key(answer="1/6")(n), source(AN, '### BEGIN SOLUTION\ngone = "5/6"\n### END SOLUTION')(n)],
    ),
    "two hints that say the same": ("hint_repeated", lambda n: [again(H1)(n), own(H1 + 1, level=3)(n)]),
    "a picture of a reference without words": ("no_alt", source(INTRO, "# Area\n\n![][1]\n\n[1]: floor.png")),
    "an empty hint": ("empty_cell", source(H2, " \n")),
    "an empty task": ("empty_cell", source(TASK, "")),
    "an answer that is text beside checks": ("answer_text", lambda n: n["cells"][AN].update(cell_type="markdown")),
    "attempts before the solution in words": ("solution_after", head(hints={"max": 4, "solution_after": "three"})),
    "fewer attempts than none": ("solution_after", head(hints={"solution_after": -1})),
    "a picture that only says its file": ("no_alt", source(INTRO, "# Area\n\n![image.png](attachment:image.png)")),
    "a picture in HTML that only says its file": ("no_alt", source(INTRO, '# Area\n\n<img alt="a/b-1.JPG" src="x">')),
    "a heading in HTML that leaves out a level": ("heading_order", source(WORKED, "<h5 id='x'>An example</h5>")),
    "a second title in HTML": ("heading_second_title", source(TASK, "<H1>Your turn</H1>")),
    "a solution that is commented out": (
        "stub_tells",
        source(AN, ANSWER + "\n    # The old one:\n    # result = width * height\n    # return result"),
    ),
    "an answer that is commented out": (
        "stub_tells",
        lambda n: [
            number_key(answer="57")(n),
            source(AN, '# gone = "57"\n### BEGIN SOLUTION\ngone = "57"\n### END SOLUTION')(n),
            without(CH)(n),
        ],
    ),
    "a check that is left to chance": (
        "random_check",
        source(CH, f"{CHECK}\nimport random\nassert area(2, random.choice([3, 3, 4, 5])) == 6"),
    ),
    "a check that is left to the order of a set": (
        "random_check",
        source(CH, f'{CHECK}\nassert list(set("abcdefgh"))[0] > "d"\nassert area(2, 4) == 8'),
    ),
    "a task below its answer": ("task_below", lambda n: n["cells"].insert(AN, n["cells"].pop(TASK))),
    "a check above its answer": ("check_above", lambda n: n["cells"].insert(AN, n["cells"].pop(CH))),
    "points below nothing": ("points", own(AN, points=-1)),
    "points in words": ("points", own(AN, points="two")),
    "no minutes at all": ("minutes", head(minutes=0)),
    "minutes in words": ("minutes", head(minutes="twenty")),
    "a lesson of many hours": ("minutes", head(minutes=500)),
    "a lesson that needs its own skill": ("needs_itself", head(prereqs=["area"])),
    "a lesson that needs itself": ("needs_itself", head(prereqs=["area-1"])),
    "a task with a skill that the lesson does not teach": ("unknown_skill", own(TASK, skills=["aera"])),
    "a question with a skill that the lesson does not teach": ("unknown_skill", own(QZ, skills=["aera"])),
    "a skill that is the answer": (
        "skill_tells",
        lambda n: [head(skills=["area", "square-metre"])(n), number_key(kind="text", answer="Square metre")(n)],
    ),
    "a skill whose name is the answer": (
        "skill_tells",
        lambda n: [head(skill_names={"area": "Square metre"})(n), number_key(kind="text", answer="square metre")(n)],
    ),
    "hints that do not climb": ("hint_order", lambda n: [own(H1, level=3)(n)]),
    "a key that its own checker refuses": ("own_answer", number_key(answer="twelve or so")),
}


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr("convergio_jupyter.learning.authoring.trial.SLOW_SECONDS", 1.0)
    monkeypatch.setattr("convergio_jupyter.learning.authoring.trial._AGAIN", 40)  # what is left to chance shows surely


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_said_with_its_remedy_in_both_languages(name):
    code, change = FAULTS[name]
    notebook = spoiled(change)
    found = [finding for finding in check_lesson(lesson_from(notebook), notebook) if finding.code == code]
    assert found, name
    for lang in ("en", "it"):
        said = found[0].said(lang)
        assert said["message"]
        assert said["remedy"]
        assert "{" not in said["message"].replace("{1}", "").replace("{2}", "")
    assert found[0].said("it")["message"] != found[0].said("en")["message"]


@pytest.mark.parametrize(
    "quiz",
    [
        "Just text", "- [x] a\n- [ ] b", "x\n- [x] a\n- [x] a", "x\n- [ ] a\n- [ ] b", "x\n=", "---",
        '[{"text": ""}]', "[1]", '{"items": 3}', '[{"type": "order", "text": "x", "steps": ["a"]}]',
        '[{"type": "match", "text": "x", "pairs": [["a", "b"]]}]', '[{"type": "truefalse", "text": "x"}]',
        '[{"type": "cloze", "text": "{1}", "gaps": {"2": "x"}}]', '[{"type": "cloze", "text": "{1}"}]',
        '[{"type": "string", "question": "x", "answers": []}]', '[{"type": "string", "question": "x", "answers": 2}]',
        '[{"type": "wat", "text": "x"}]', '[{"type": "order", "text": "x", "steps": ["a", "a"]}]', '[{',
        '[{"type": "number", "text": "x", "answer": "3", "tolerance": -1}]',
        "x\n- [x] a\n- [ ] b\ny", "x\n- [x] a\n- [ ] b\n= y", "x\n= y\n= z", "x\n- (x) a\n- ( ) b",
    ],
)  # fmt: skip
def test_why_a_quiz_cannot_be_read_is_said_in_one_language(quiz):
    notebook = spoiled(source(QZ, quiz))
    found = next(each for each in check_lesson(lesson_from(notebook), notebook, run=False) if each.code == "quiz")
    why = {lang: found.said(lang)["message"].partition(": ")[2] for lang in ("en", "it")}
    assert why["it"] != why["en"]


@pytest.mark.parametrize(
    ("quiz", "code", "number"),
    [
        (f"{QUIZ}\n---\nWhich?\n\n- [ ] One\n- [ ] Two", "quiz", 2),
        (f"Which?\n\n- [x] One {{one: No.}}\n- [ ] Two\n---\n{QUIZ}", "right_misconception", 1),
        (f"{QUIZ}\n---\nHow much?\n\n= 5 m | x m\n---\n{QUIZ}", "own_answer", 2),
        ('[{"text": "x", "type": "truefalse", "answer": true}, {"text": "y"}]', "quiz", 2),
    ],
)
def test_of_several_questions_it_is_said_which_has_to_be_mended(quiz, code, number):
    notebook = spoiled(source(QZ, quiz))
    (found,) = check_lesson(lesson_from(notebook), notebook, run=False)
    assert (found.code, found.cell) == (code, QZ + 1)
    assert f"question {number}: " in found.said("en")["message"].lower()
    assert f"domanda {number}: " in found.said("it")["message"].lower()


PAGE = (Path(__file__).parents[3] / "docs/lessons.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("quiz", re.findall(r"```(?:json)?\n((?:Which|\[\n).*?)\n```", PAGE, re.DOTALL))
def test_the_questions_that_the_manual_shows_have_no_finding(quiz):
    notebook = spoiled(source(QZ, quiz))
    assert check_lesson(lesson_from(notebook), notebook, run=False) == []


def test_the_manual_shows_questions_of_both_forms_and_drafts_for_an_exercise_that_a_new_lesson_has():
    assert len(re.findall(r"```json\n\[", PAGE)) == len(re.findall(r"```\nWhich", PAGE)) == 1
    named = set(re.findall(r'--exercise (\S+)|exercise\("fractions-1", "([^"]+)"', PAGE))
    fresh = lesson_from(template("fractions-1", "Sharing fairly", "en", "euclide", "9-11"))
    assert {one or other for one, other in named} == set(fresh.exercises)


@pytest.mark.parametrize(
    "code", ["key", "no_check", "no_exercise", "hint_level", "no_title", "no_language", "no_level"]
)
@pytest.mark.parametrize(("lang", "panel", "file"), [("en", "the panel", "the file"), ("it", "pannello", "nel file")])
def test_what_can_be_mended_in_the_panel_is_told_there_first(code, lang, panel, file):
    notebook = spoiled(next(change for name, change in FAULTS.values() if name == code))
    found = next(each for each in check_lesson(lesson_from(notebook), notebook, run=False) if each.code == code)
    remedy = found.said(lang)["remedy"]
    assert 0 < remedy.index(panel) < remedy.index(file) < remedy.index("metadata.convergio.")


@pytest.mark.parametrize(
    "text",
    [
        "The norm ||x|| is 3.\n\n---\n\nAnd so on.",
        "a || b\n---\n\nAnd so on.",
        "```\n| | b |\n|---|---|\n```",
        "    | | b |\n    |---|---|",
        "| \\| | pipe |\n|---|---|\n| 1 | 2 |",
        "| a | b |\n|:--|--:|\n| 1 | |",
    ],
)
def test_what_is_no_table_without_heads_is_not_called_one(text):
    notebook = spoiled(source(INTRO, f"# Area\n\n{text}"))
    found = {each.code for each in check_lesson(lesson_from(notebook), notebook, run=False)}
    assert not found & {"table_head", "column_head"}


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_good_lesson_has_no_finding(lang):
    notebook = lesson(lang)
    assert check_lesson(lesson_from(notebook), notebook) == []


def plain(place, text):
    """A cell without a role, at this place."""
    return lambda notebook: notebook["cells"].insert(place, {**cell("markdown", text), "id": "plain"})


def stripped(place):
    return lambda notebook: notebook["cells"][place].update(metadata={})


@pytest.mark.parametrize(
    ("change", "at", "severity"),
    [
        *[(stripped(place), place, "error") for place in (H1, H2)],
        *[
            (plain(place, "Count the squares of one row, then the rows."), place, "error")
            for place in (CH, H1, H2, SOL)
        ],
        (stripped(SOL), SOL, "advice"),
        (lambda n: [stripped(SOL)(n), plain(SOL, "One more step.")(n)], SOL, "advice"),
    ],
)
def test_a_text_without_a_role_among_the_cells_of_an_exercise_is_found(change, at, severity):
    notebook = spoiled(change)
    found = [each for each in check_lesson(lesson_from(notebook), notebook, run=False) if each.code == "no_role"]
    assert (found[0].cell, found[0].severity, found[0].exercise) == (at + 1, severity, "area")
    assert found[0].said("it")["remedy"] != found[0].said("en")["remedy"]


@pytest.mark.parametrize(
    "change",
    [
        *[plain(place, "A thought that is nobody's.") for place in (INTRO + 1, TASK, AN, QZ, NOTE)],
        lambda n: [without(SOL)(n), plain(SOL, "## More floors\n\nNot every floor is a rectangle.")(n)],
        lambda n: [plain(CH, "Run what comes next.")(n), n["cells"][CH]["metadata"].update(tags=["cvg-notebook-only"])],
    ],
)
def test_a_text_without_a_role_anywhere_else_is_none(change):
    notebook = spoiled(change)
    assert check_lesson(lesson_from(notebook), notebook, run=False) == []


@pytest.mark.parametrize(
    "change",
    [
        source(AN, ANSWER + "\n    # Think of rows.\n    # rows = ...\n    # result = 0"),
        source(WORKED, "## An example\n\nOne writes `<h5>` there, and a picture ![a floor of 3.5 m](floor.png)."),
        source(WORKED, "<h2>An example</h2>\n\nA floor of two by two metres has four squares."),
        head(hints={"max": 4, "solution_after": 0}),
        source(CARD, "What does it print?\n\n---\n\nThis:\n\n```\n---\n```\n\n***\n\nYes."),
        source(WORKED, "## An example\n\n`<iframe src='https://example.org'>` ![A picture of a floor](floor.png)"),
        own(AN, points=0),
        head(minutes=None),
        source(CH, f'{CHECK}\nassert (area(2, 5) == 10), "two rows"'),
        source(CH, f"assert area(41, 23) == 943.0\nassert area(0, 7) == 0 * 7\n{CHECK}"),
    ],
)
def test_what_is_like_a_fault_and_none_is_left_alone(change):
    notebook = spoiled(change)
    assert check_lesson(lesson_from(notebook), notebook) == []


def test_of_checks_that_notice_too_little_only_this_is_said():
    weak = "def area(width, height):\n    ### BEGIN SOLUTION\n    return width * height + 0\n    ### END SOLUTION"
    notebook = spoiled(
        lambda n: [
            source(AN, weak)(n),
            source(CH, "assert area(2, 2) is not None")(n),
            source(CODE, "def area(a, b):\n    return a + b\n\nprint(area(1, 2))")(n),
            source(H2, "```python\ndef area(a, b):\n    return a - b\n```")(n),
        ]
    )
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook)] == ["weak_checks"]


def test_an_answer_that_the_key_takes_and_the_checks_refuse_is_found():
    def change(notebook, accepted, check):
        source(AN, '### BEGIN SOLUTION\ngone = "5/6"\n### END SOLUTION')(notebook)
        source(CH, f"from fractions import Fraction\n{check}")(notebook)
        notebook["cells"][AN]["metadata"]["convergio"]["key"] = {
            "kind": "number", "answer": "5/6", "accepted": [accepted],
        }  # fmt: skip

    def found(accepted, check="assert 6 * Fraction(gone) > 4"):
        notebook = spoiled(lambda n: change(n, accepted, check))
        return [each.code for each in check_lesson(lesson_from(notebook), notebook)]

    assert found("2/5") == ["accepted_differs", "answer_refused"]
    assert found("10/12") == []
    assert found("five sixths") == ["own_answer"]
    unreadable = 'assert 6 * Fraction(gone.replace("10", "ten")) > 4'
    assert found("10/12", unreadable) == []  # what the checks cannot read is none of their business


def test_a_finding_says_its_cell_and_exercise():
    notebook = spoiled(source(AN, ANSWER.replace("*", "+")))
    found = check_lesson(lesson_from(notebook), notebook)
    assert [(each.cell, each.exercise) for each in found] == [(AN + 1, "area")]


def test_a_hint_that_tells_a_number_is_found_without_running_anything():
    notebook = spoiled(lambda n: [number_key(answer="57")(n), source(H2, "Then it is fifty-seven.")(n)])
    found = check_lesson(lesson_from(notebook), notebook, run=False)
    assert "hint_tells" in {each.code for each in found}


def test_without_running_nothing_runs():
    notebook = spoiled(source(AN, ANSWER.replace("*", "+")))
    assert check_lesson(lesson_from(notebook), notebook, run=False) == []


def test_what_is_shown_before_the_answer_must_not_hold_it():
    notebook = spoiled(source(WORKED, "## An example\n\nAnd then return result, and nothing else."))
    assert check_lesson(lesson_from(notebook), notebook) == []  # shown on purpose: no secret any more
    notebook = spoiled(lambda n: n["metadata"]["convergio"]["lesson"].update(hints={"answer": "width * height"}))
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook)] == ["key_in_target"]


@pytest.mark.parametrize(
    "name",
    [
        "HIDEN TESTS",
        "HIDDEN TETS",
        "HIDEN-TEST",
        "THE HIDDEN TESTS",
        "HIDDEN TESTS 2",
        "HIDDEN TESTS (more)",
        "SOLUTON",
        "hiden tests",
        "",
    ],
)
@pytest.mark.parametrize("signs", ["###", "#### "])
def test_a_fence_that_is_misspelt_is_found(name, signs):
    begin, end = f"{signs} BEGIN {name}", f"{signs}END_{name}" if name else f"{signs}End"
    notebook = spoiled(source(CH, f"{CHECK}\n{begin}\nassert area(41, 7) == 287\n{end}"))
    found = [each for each in check_lesson(lesson_from(notebook), notebook, run=False) if each.code == "fence_unknown"]
    assert [each.cell for each in found] == [CH + 1] * 2
    assert begin.strip() in found[0].said("en")["message"]
    assert found[0].said("it")["remedy"] != found[0].said("en")["remedy"]


@pytest.mark.parametrize(
    "begin", ["# begn hidden tests", "#BEGIN HIDEN TESTS", "## Begin solutoin", "### BEGIN_SOLUTON"]
)
def test_a_misspelt_fence_is_found_with_any_number_of_signs_and_in_an_example(begin):
    for place, text in ((CH, CHECK), (CODE, "print(1)"), (AN, ANSWER)):
        notebook = spoiled(source(place, f"{text}\n{begin}"))
        found = check_lesson(lesson_from(notebook), notebook, run=False)
        assert "fence_unknown" in {each.code for each in found}


@pytest.mark.parametrize(
    "remark",
    [
        "# begin with the first row",
        "# End of the loop",
        "# END",
        "### End of the preparation",
        "### END LOOP",
        "# BEGIN here: run this first",
        "# end of test data",
        "# Send the solution home",
        "# begin the hidden part of it as in the test",
        "# the hidden tests know larger floors",
        "## Tests",
        "#",
    ],
)
def test_a_remark_that_begins_like_a_fence_is_none(remark):
    notebook = spoiled(source(CODE, f"{remark}\nprint(1)"))
    assert check_lesson(lesson_from(notebook), notebook, run=False) == []


@pytest.mark.parametrize("word", ["HIDDEN TEST", "HIDDEN-TESTS", "hidden_tests", "HIDDENTESTS"])
def test_other_spellings_of_a_fence_are_fences(word):
    notebook = spoiled(source(CH, CHECK.replace("HIDDEN TESTS", word)))
    assert check_lesson(lesson_from(notebook), notebook, run=False) == []
    assert lesson_from(notebook).exercises["area"].hidden_checks()


HIDDEN = "assert area(41, 23) == 943"


@pytest.mark.parametrize(
    "change",
    [
        source(WORKED, f"## An example\n\n<!-- {HIDDEN} -->"),
        source(WORKED, "## An example\n\n`assert area(41,23)==943`"),
        source(CODE, f"# {HIDDEN}\nprint(1)"),
        source(CH, f'{HIDDEN}, "a larger floor"\n{CHECK}'),
        source(AN, f"{ANSWER}\n# {HIDDEN}"),
        source(CH, f"assert (\n    area(41,\n    23) == 943\n)\n{CHECK}"),
    ],
)
def test_what_a_hidden_test_asserts_is_found_wherever_it_is_shown_and_the_lesson_is_not_built(change, tmp_path):
    notebook = spoiled(change)
    found = [each.said("en") for each in check_lesson(lesson_from(notebook), notebook, run=False)]
    assert {each["code"] for each in found} == {"key_in_target"}
    assert "area(41, 23) == 943" in found[0]["message"]
    (tmp_path / "area.ipynb").write_text(json.dumps(notebook))
    assert build(tmp_path / "area.ipynb", tmp_path / "out", run=False).failed
    assert not (tmp_path / "out").exists()


def test_after_an_example_that_takes_too_long_nothing_is_said_of_what_cannot_be_tried():
    notebook = spoiled(source(CODE, "import time\ntime.sleep(1.2)"))
    assert [(each.code, each.cell) for each in check_lesson(lesson_from(notebook), notebook)] == [
        ("slow_cell", CODE + 1)
    ]


@pytest.mark.parametrize(("lang", "codes"), [("en", []), ("it", ["other_language"])])
def test_a_lesson_that_is_in_another_language_than_it_says_is_found(lang, codes):
    notebook = lesson(lang)
    found = check_lesson(lesson_from(notebook), notebook, run=False, language_of=language_of)
    assert [(each.code, each.severity) for each in found] == [(code, "advice") for code in codes]


@pytest.mark.parametrize(
    ("task", "codes"),
    [
        (
            "## Tocca a te\n\nWrite a function that gives back the area of a floor, for all its sides.",
            ["other_language"],
        ),
        ("## Your turn\n\nTranslate *la casa è piccola ma non è brutta e mi piace molto* for somebody at home.", []),
        ("## Your turn\n\nScrivi `area(width, height)`.", []),
    ],
)
def test_a_task_in_another_language_than_its_lesson_is_found(task, codes):
    notebook = template("area-1", "Area", "it" if codes else "en", "euclide", "9-11")
    next(each for each in notebook["cells"] if "cvg-task" in each["metadata"]["tags"])["source"] = task
    found = check_lesson(lesson_from(notebook), notebook, run=False, language_of=language_of)
    assert [each.code for each in found] == codes


def written(folder, **notebooks):
    paths = []
    for name, notebook in notebooks.items():
        paths.append(folder / f"{name}.ipynb")
        paths[-1].write_text(json.dumps(notebook))
    return paths


def codes(found):
    return {path.stem: [finding.code for finding in findings] for path, findings in found.items()}


def test_two_lessons_with_one_id_are_found_and_a_translation_is_none(tmp_path):
    paths = written(tmp_path, one=lesson(), two=lesson(), tre=lesson("it"))
    assert codes(check_files(paths, run=False)) == {"one": [], "two": ["lesson_id_twice"], "tre": []}


def test_one_broken_file_keeps_no_other_from_being_checked(tmp_path):
    good, broken = tmp_path / "good.ipynb", tmp_path / "broken.ipynb"
    good.write_text(json.dumps(lesson()))
    broken.write_text("{")
    found = check_files([broken, good], run=False)
    assert found[good] == []
    assert [(each.code, each.severity) for each in found[broken]] == [("not_a_notebook", "error")]
    assert "broken.ipynb" in str(found[broken][0].said("en"))


def test_prerequisites_in_a_circle_are_found(tmp_path):
    paths = written(
        tmp_path,
        one=lesson(id="one", skills=["area", "a"], prereqs=["three"]),
        two=lesson(id="two", skills=["area", "b"], prereqs=["a"]),
        three=lesson(id="three", skills=["area", "c"], prereqs=["b"]),
        four=lesson(id="four", skills=["area", "d"], prereqs=["a", "nowhere"]),
    )
    found = codes(check_files(paths, run=False))
    assert found == {"one": ["circle"], "two": ["circle"], "three": ["circle"], "four": ["unknown_prerequisite"]}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"nbformat": 3, "cells": []}', '{"nbformat": 4}', "[" * 100_000])
def test_what_is_no_notebook_gets_a_sentence(tmp_path, text):
    path = tmp_path / "x.ipynb"
    path.write_text(text)
    with pytest.raises(NotANotebook):
        check_files([path])


@pytest.mark.parametrize(
    "cells",
    [[None], [{}], [{"metadata": 1, "source": 2}], [{"metadata": {"convergio": []}}], [{"source": [1, None]}]],
)
def test_cells_of_any_shape_are_looked_at(cells):
    notebook = {**lesson(), "cells": cells}
    check_lesson(lesson_from(notebook), notebook)


def with_a_second_exercise(solution, check, hint="Ask the function that you have."):
    def change(notebook):
        fenced = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
        rows = [cell("markdown", "## Higher\n\nWrite `volume(a, b, c)`, with `area`.", "task", "volume")]
        rows += [cell("code", fenced, "answer", "volume"), cell("code", check, "check", "volume")]
        rows += [
            cell("markdown", text, "hint", "volume", level=n)
            for n, text in enumerate(("What is one floor of it?", hint), 1)
        ]
        for number, each in enumerate(rows):
            each["id"] = f"v{number}"
        notebook["cells"][QZ:QZ] = rows

    return change


VOLUME = "def volume(a, b, c):\n    return area(a, b) * c"
VOLUMES = "assert volume(2, 3, 4) == 24\n### BEGIN HIDDEN TESTS\nassert volume(5, 1, 7) == 35\n### END HIDDEN TESTS"


def test_a_solution_may_build_on_the_one_above_it():
    notebook = spoiled(with_a_second_exercise(VOLUME, VOLUMES))
    assert check_lesson(lesson_from(notebook), notebook) == []
    told = f"```\n{VOLUME}\n```"
    notebook = spoiled(with_a_second_exercise(VOLUME, VOLUMES, told))
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook)] == ["hint_tells"]
    notebook = spoiled(with_a_second_exercise(VOLUME.replace("area", "aera"), VOLUMES))
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook)] == ["solution_fails"]


MISSPELT = CHECK.replace("BEGIN HIDDEN", "BEGIN HIDEN")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (source(CH, MISSPELT), ["fence_unknown"]),
        (source(CH, MISSPELT.replace("END HIDDEN", "END HIDEN")), ["fence_unknown"] * 2),
        (source(CH, re.sub("(?m)^assert", "# assert", CHECK)), ["check_empty"]),
        (source(CH, "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"), ["check_empty"]),
        (source(CH, "assert area(2, 3) =="), ["check_syntax"]),
        (source(AN, ANSWER.replace("    ### END SOLUTION", "")), ["fence"]),
    ],
)
@pytest.mark.parametrize("run", [True, False])
def test_of_one_fault_that_brings_others_with_it_only_this_one_is_told(change, codes, run):
    notebook = spoiled(change)
    assert [each.code for each in check_lesson(lesson_from(notebook), notebook, run=run)] == codes


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("print(open('data.csv').read())", {"en": "beside a lesson do not go along", "it": "accanto a una lezione"}),
        ("name = input('Who? ')", {"en": "answer input()", "it": "risponde a input()"}),
        ("print(undefined)", {"en": "raises-exception", "it": "raises-exception"}),
    ],
)
def test_of_an_example_that_fails_it_is_said_what_to_do(code, said):
    notebook = spoiled(source(CODE, code))
    (found,) = check_lesson(lesson_from(notebook), notebook)
    assert found.code == "cell_fails"
    for lang, words in said.items():
        assert words in found.said(lang)["remedy"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Take [the data](data.csv).", "data.csv"),
        ("Take [the data](../my%20data.csv 'all').", "../my data.csv"),
        ("Take <a href='files/data.csv'>the data</a>.", "files/data.csv"),
        ("[![A floor](data:image/png;base64,xx)](sheet.pdf)", "sheet.pdf"),
        ("[The next lesson](loops.ipynb), [a site](https://example.org/data.csv), [a part](#data.csv)", ""),
        ("`[the data](data.csv)` and ![a floor](data:image/png;base64,xx) [0, 1](closed)", ""),
    ],
)
def test_a_link_to_a_file_that_does_not_go_along_is_pointed_out(text, name):
    notebook = spoiled(source(WORKED, f"## An example\n\n{text}"))
    found = check_lesson(lesson_from(notebook), notebook, run=False)
    assert [(each.code, each.severity, each.cell) for each in found] == [("file_stays", "advice", WORKED + 1)] * bool(
        name
    )
    assert all(f"“{name}”" in each.said("en")["message"] for each in found)
    assert all(each.said("it")["remedy"] != each.said("en")["remedy"] for each in found)


@pytest.mark.parametrize("given", ["print('x')", "print('x' + 'y' * 3)\nlimit = 7"])
def test_what_is_given_outside_the_fences_is_no_slip(given):
    notebook = spoiled(source(AN, f"{given}\n{ANSWER}\n{given}"))
    assert check_lesson(lesson_from(notebook), notebook) == []


def test_what_a_finding_quotes_of_a_hint_stands_in_it():
    notebook = spoiled(source(H2, "Write this:\n\n```\nreturn width * height\n```"))
    found = next(each for each in check_lesson(lesson_from(notebook), notebook) if each.code == "hint_tells")
    assert "“return width * height”" in found.said("en")["message"]


def test_a_translation_with_other_exercises_or_questions_is_pointed_out(tmp_path):
    less = lesson("it")
    quiz = less["cells"].pop(QZ)
    paths = written(tmp_path, one=lesson(), due=less, three=lesson(id="area-3"))
    found = check_files(paths, run=False)
    assert codes(found) == {"one": [], "due": ["translation_differs"], "three": []}
    ((said,),) = [each for each in found.values() if each]
    assert said.severity == "advice"
    assert quiz["id"] in said.said("en")["message"]
    assert said.said("it")["message"] != said.said("en")["message"]


ACADEMIC = (
    "The multiplicative determination of rectangular measurements necessitates comprehensive understanding of"
    " perpendicularity, proportionality and dimensional considerations, notwithstanding terminological inconsistencies."
)
ACCADEMICA = (
    "La determinazione moltiplicativa delle misurazioni rettangolari presuppone una comprensione approfondita della"
    " perpendicolarità, della proporzionalità e delle considerazioni dimensionali, nonostante approssimazioni."
)
NAMES = "There are Germany, Italy, Lithuania, Slovakia, Slovenia, Romania, Bulgaria, Croatia, Estonia, Hungary,"


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", ACADEMIC, ["hard_sentence"]),
        ("it", ACCADEMICA, ["hard_sentence"]),
        ("en", f"{NAMES} Macedonia, Albania, Armenia, Andorra, Moldavia and Liechtenstein.", []),
        ("en", "A floor of two by two metres has four squares, and one of two by three has two more than that.", []),
        ("en", " ".join(ACADEMIC.split()[:10]), []),
    ],
)
def test_a_single_sentence_that_is_far_too_hard_is_pointed_out(lang, text, codes):
    notebook = spoiled(source(WORKED, f"## An example\n\n{text}"), lang=lang, level="6-8")
    found = check_lesson(lesson_from(notebook), notebook, run=False)
    assert [(each.code, each.severity, each.cell) for each in found] == [(code, "advice", WORKED + 1) for code in codes]
    assert all(each.said("it")["message"] != each.said("en")["message"] for each in found)
