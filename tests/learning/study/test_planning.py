"""A plan lays what is left into the days that there are: in order, nothing squeezed in, nothing lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.learning.study.planning import Piece, Task, Wish, plan

MONDAY = date(2026, 11, 30)
WEEK = Wish((0, 2, 4), 20)


def lesson(name, minutes):
    return Task("lesson", name, name.title(), minutes)


def skill(name):
    return Task("practice", name, name, 10)


def laid(found):
    return [(piece.day.isoformat()[5:], piece.ref or piece.kind, piece.minutes) for piece in found.pieces]


def test_lessons_follow_each_other_and_are_cut_where_a_day_ends():
    found = plan([lesson("area", 15), lesson("volume", 30)], {}, WEEK, MONDAY)
    assert laid(found) == [("11-30", "area", 15), ("12-02", "volume", 20), ("12-04", "volume", 10)]
    assert [(each.part, each.parts) for each in found.pieces] == [(1, 1), (1, 2), (2, 2)]
    assert len({each.id for each in found.pieces}) == 3
    assert found.left_out == ()


def test_a_day_begins_with_the_cards_that_are_due_and_keeps_half_of_it_for_the_rest():
    cards = {MONDAY: 100, MONDAY + timedelta(days=1): 4}
    found = plan([lesson("area", 15)], cards, WEEK, MONDAY)
    assert laid(found) == [("11-30", "review", 10), ("11-30", "area", 10), ("12-02", "review", 2), ("12-02", "area", 5)]


def test_one_skill_a_day_is_practised_where_a_lesson_still_finds_room():
    found = plan([lesson("area", 20), skill("sums"), skill("halves")], {}, WEEK, MONDAY)
    assert laid(found)[:4] == [
        ("11-30", "sums", 10), ("11-30", "area", 10), ("12-02", "halves", 10), ("12-02", "area", 10),
    ]  # fmt: skip
    short = plan([lesson("area", 20), skill("sums")], {}, Wish((0, 2, 4), 10), MONDAY)
    assert [ref for _, ref, _ in laid(short)] == ["area", "area", "sums"]


def test_what_does_not_fit_is_named_as_a_whole_and_not_begun():
    until = MONDAY + timedelta(days=4)  # Friday, the day of the goal, is none to study on
    found = plan([lesson("area", 25), lesson("volume", 40)], {}, WEEK._replace(until=until), MONDAY)
    assert laid(found) == [("11-30", "area", 15), ("12-02", "area", 10)]
    assert found.left_out == (lesson("volume", 40),)


def test_short_sessions_and_the_minutes_that_are_spent_already():
    assert [each.minutes for each in plan([lesson("area", 25)], {}, WEEK, MONDAY, longest=10).pieces] == [10, 10, 5]
    assert laid(plan([lesson("area", 15)], {}, WEEK, MONDAY, spent=20)) == [("12-02", "area", 15)]


tasks = st.lists(st.integers(1, 120), max_size=8).map(
    lambda minutes: [lesson(f"l{number}", each) for number, each in enumerate(minutes)]
)
weak = st.lists(st.sampled_from(["sums", "halves", "angles"]), unique=True).map(lambda names: [*map(skill, names)])
wishes = st.builds(
    Wish,
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.integers(5, 240),
    st.none() | st.integers(1, 60).map(lambda days: MONDAY + timedelta(days=days)),
)
cards = st.dictionaries(st.integers(0, 40).map(lambda days: MONDAY + timedelta(days=days)), st.integers(1, 60))


@given(tasks, weak, cards, wishes, st.sampled_from([0, 10]), st.integers(0, 30))
def test_whatever_is_left_every_plan_keeps_its_promises(lessons, practice, due, wish, longest, spent):
    found = plan([*lessons, *practice], due, wish, MONDAY, longest=longest, spent=spent)
    by_day: dict[date, list[Piece]] = {}
    for piece in found.pieces:
        by_day.setdefault(piece.day, []).append(piece)
    for day, pieces in by_day.items():
        assert day.weekday() in wish.days
        assert MONDAY <= day < (wish.until or MONDAY + timedelta(days=10_000))
        assert sum(each.minutes for each in pieces) <= wish.minutes
        assert all(each.minutes > 0 for each in pieces)
    placed = {task.ref: sum(each.minutes for each in found.pieces if each.ref == task.ref) for task in lessons}
    left = {task.ref: task.minutes for task in found.left_out if task.kind == "lesson"}
    assert {ref: minutes for ref, minutes in placed.items() if minutes} | left == {
        task.ref: task.minutes for task in lessons
    }
    order = list(dict.fromkeys(each.ref for each in found.pieces if each.kind == "lesson"))
    assert order == [task.ref for task in lessons][: len(order)]
    assert len({each.id for each in found.pieces}) == len(found.pieces)
    if longest:
        assert all(each.minutes <= longest for each in found.pieces if each.kind == "lesson")


def test_a_lesson_leaves_no_rest_that_is_not_worth_to_begin():
    made = plan([Task("lesson", "a", "A", 21)], {}, Wish((0, 1, 2, 3, 4, 5, 6), 20), date(2026, 11, 23))
    assert [each.minutes for each in made.pieces] == [11, 10]
