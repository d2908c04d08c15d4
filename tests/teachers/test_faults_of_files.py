"""What a teacher's file may hold, and what of it the check must see."""

from convergio_jupyter.teachers import load_faculty
from convergio_jupyter.teachers.roster import with_folders
from convergio_jupyter.teachers.teacher_check import check
from convergio_jupyter.teachers.teacher_new import template
from convergio_jupyter.tools.registry import built_in

FACULTY = load_faculty()
ADA = template("ada", "Ada", ["en", "it"])


def findings(source):
    return [each.where for each in check(source, known=FACULTY.names(), tools=built_in(), lang="en")]


def of_a_course(folder, **files):
    for name, source in files.items():
        (folder / f"{name}.md").write_text(source, encoding="utf-8")
    roster, wrong = with_folders(FACULTY, [folder], tools=built_in(), lang="en")
    return [name for name in files if name in roster], [each.message for each in wrong]


def test_nobody_is_called_like_somebody_else():
    """Ali's links from a claim to who made it are names."""
    assert "name" in findings(ADA.replace('name: "Ada', 'name: "Euclide" #'))
