"""Timelines: dates of every age are read, kept in order, and no label covers another."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.knowledge.dates import When, read_date
from convergio_jupyter.tools.knowledge.timeline import TIMELINE
from tests.tools.pictures import HOSTILE, all_of, checked


def draw(*events, lang="en", **arguments):
    arguments["events"] = list(events)
    return TIMELINE.run(arguments_of(TIMELINE, json.dumps(arguments), lang), Desk(lang=lang))


def event(date, label="something", **more):
    return {"date": date, "label": label, **more}


@pytest.mark.parametrize(
    ("text", "english", "italian"),
    [
        ("1492", "1492", "1492"),
        ("-490", "490 BC", "490 a.C."),
        ("490 BC", "490 BC", "490 a.C."),
        ("490 BCE", "490 BC", "490 a.C."),
        ("490 a.C.", "490 BC", "490 a.C."),
        ("AD 79", "79", "79"),
        ("79 d.C.", "79", "79"),
        ("1492-10", "October 1492", "ottobre 1492"),
        ("1492-10-12", "12 October 1492", "12 ottobre 1492"),
        ("1861-05-01", "1 May 1861", "1º maggio 1861"),
        ("-44-03-15", "15 March 44 BC", "15 marzo 44 a.C."),
        ("c. 1400", "c. 1400", "circa 1400"),
        ("circa 500 a.C.", "c. 500 BC", "circa 500 a.C."),
        ("-66,000,000", "66,000,000 BC", "66.000.000 a.C."),
    ],
)
def test_dates_are_read_and_said_in_both_languages(text, english, italian):
    assert read_date(text, "en").said("en") == english
    assert read_date(text, "it").said("it") == italian


def test_the_year_after_1_bc_is_ad_1():
    assert When(1).place - When(-1).place == 1
    with pytest.raises(Unable, match="no year 0"):
        read_date("0", "en")


@given(st.integers(-3000, 3000).filter(bool), st.integers(1, 12), st.integers(1, 28))
def test_what_is_written_is_what_is_read(year, month, day):
    assert read_date(f"{year}-{month:02}-{day:02}", "en") == When(year, month, day)


@given(st.text(max_size=40) | st.text("0123456789-. acdbAD", max_size=15))
def test_any_text_is_a_date_or_is_refused(text):
    with contextlib.suppress(Unable):
        assert read_date(text, "it").said("it")


def test_events_come_in_order_with_eras_where_both_are_there():
    said = draw(
        event("1492-10-12", "America"),
        event("AD 79", "Vesuvius"),
        event("-27", "Empire", end="476"),
        event("-490", "Marathon"),
    ).text
    assert "4 events, from 490 BC to 12 October 1492." in said
    rows = [line for line in said.splitlines() if line.startswith("|")][2:]
    assert rows == [
        "| 490 BC | Marathon |",
        "| 27 BC to AD 476 | Empire |",
        "| AD 79 | Vesuvius |",
        "| 12 October 1492 | America |",
    ]


def test_a_year_may_come_as_a_number():
    assert "| 490 BC to 449 BC | Persian wars |" in draw(event(-490, "Persian wars", end=-449)).text


def boxes(root):
    """The white grounds of the labels, one for each event that is a point."""
    return [
        tuple(float(each.get(name)) for name in ("x", "y", "width", "height"))
        for each in all_of(root, "rect")[1:]
        if each.get("fill") == "#FFFFFF"
    ]


@given(st.lists(st.integers(-500, 2000).filter(bool), min_size=1, max_size=40), st.text(min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_no_label_covers_another(years, label):
    root = checked(
        TIMELINE.run({"events": [event(str(year), label) for year in years]}, Desk()).figure, width=640, height=None
    )
    found = boxes(root)
    assert len(found) == len(years) == len(all_of(root, "circle"))
    for place, (x, y, width, height) in enumerate(found):
        assert x >= 0
        assert x + width <= 640
        for other_x, other_y, other_width, other_height in found[place + 1 :]:
            apart = x + width <= other_x or other_x + other_width <= x
            assert apart or y + height <= other_y or other_y + other_height <= y


@given(st.lists(st.tuples(st.integers(-5000, 5000).filter(bool), st.integers(0, 900)), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_every_span_has_a_bar_as_long_as_it_lasted(spans):
    events = [event(str(start), "x", end=str(start + lasts + (start < 0 <= start + lasts))) for start, lasts in spans]
    root = checked(TIMELINE.run({"events": events}, Desk()).figure, width=640, height=None)
    assert len([each for each in all_of(root, "rect") if each.get("height") == "8"]) == len(spans)


def test_the_longest_time_is_drawn():
    result = draw(event("-13,800,000,000", "the beginning"), event("2024", "today"), lang="it")
    assert "13.800.000.000 a.C." in result.text
    checked(result.figure, width=640, height=None)


def test_hostile_labels_stay_text():
    result = TIMELINE.run({"events": [event("1", HOSTILE), event("2", "[x](y)`", end="3")], "title": HOSTILE}, Desk())
    checked(result.figure, width=640, height=None)
    assert "<" not in result.text
    assert "`" not in result.text
    assert "[x](" not in result.text


@pytest.mark.parametrize(
    ("events", "problem"),
    [
        ([], "do not fit"),
        ([event("1")] * 41, "do not fit"),
        ([event("yesterday")], "is no date"),
        ([event("1492-13-01")], "no such day"),
        ([event("1900-02-30")], "no such day"),
        ([event("12345")], "20 billion"),
        ([event("-99999999999")], "20 billion"),
        ([event("1500", end="1400")], "before it begins"),
    ],
)
def test_what_cannot_be_drawn_is_said(events, problem):
    with pytest.raises(Unable, match=problem):
        draw(*events)
