"""Plots say in words what they show, and nothing that somebody else named becomes a part of the page."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from convergio_jupyter.classroom.plots import days_plot, skills_plot
from convergio_jupyter.learning.exercises.records import SkillState
from convergio_jupyter.learning.progress.practice import Day

SKILLS = [SkillState("area", 0.42, False, 3, "area"), SkillState("x", 0.97, True, 6, "<script>alert(1)</script>")]


def widths(root):
    return [each.get("width") for each in root.iter("rect") if each.get("class") == "bar"]


@pytest.mark.parametrize(("lang", "mastered"), [("en", "mastered"), ("it", "acquisita")])
def test_each_skill_has_a_bar_and_its_number_in_words(lang, mastered):
    root = ET.fromstring(skills_plot(SKILLS, lang))
    words = " ".join(root.itertext())
    assert widths(root) == ["42.0%", "97.0%"]
    assert f"97 % ✓ {mastered}" in words
    assert "<script>" not in str(skills_plot(SKILLS, lang))
    assert root.get("role") == "img"
    named = {each.get("id") for each in root if each.get("id")}
    assert set(root.get("aria-labelledby").split()) == named


def test_the_mark_of_mastery_crosses_bars_and_has_no_number_of_theirs_above_it():
    root = ET.fromstring(skills_plot(SKILLS, "en"))
    bars = [float(each.get("y")) for each in root.iter("rect") if each.get("class") == "bar"]
    marks = [(float(each.get("y1")), float(each.get("y2"))) for each in root.iter("line")]
    assert len(marks) == len(bars)
    assert [each.get("x") for each in root.iter("text") if "%" in "".join(each.itertext())] == ["0", "0", "100%"]
    assert all(bar - 4 < top < bar < bottom < bar + 20 for bar, (top, bottom) in zip(bars, marks, strict=True))


def test_days_without_practice_have_no_bar_and_the_highest_one_fits():
    days = [Day(date(2026, 11, 1) + timedelta(days=number), number % 3, 0, number % 2) for number in range(28)]
    root = ET.fromstring(days_plot(days, "en"))
    tall = [float(each.get("height")) for each in root.iter("rect")]
    assert len(tall) == sum(1 for each in days if each.answers + each.cards)
    assert max(tall) <= 140
    assert "You practised on 23 of 28 days." in " ".join(root.itertext())
    assert ET.fromstring(days_plot([Day(date(2026, 11, 1))], "it")).findall("rect") == []
