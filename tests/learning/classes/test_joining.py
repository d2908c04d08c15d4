"""A class is open under a code, and learners are themselves again without a password."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core import OWNER
from convergio_jupyter.core.errors import NicknameTaken, NicknameUnfit, NoSuchClass, NotInClass, ReturnCodeUnfit
from convergio_jupyter.learning.classes.joining import DAY, LETTERS, Classes, fitting
from tests.databases import open_in

pytestmark = pytest.mark.usefixtures("each_database")


def with_classes(folder, work):
    async def main():
        store = open_in(folder)
        try:
            return await work(Classes(store))
        finally:
            store.close()

    return asyncio.run(main())


def test_a_course_that_is_opened_again_keeps_its_code_and_its_learners(tmp_path):
    async def work(classes):
        first = await classes.open("fractions", "Fractions")
        await classes.join(first.code, "Ada")
        again = await classes.open("fractions", "Fractions, part 1")
        other = await classes.open("loops", "Loops")
        return first, again, other, await classes.learners(again.code)

    first, again, other, learners = with_classes(tmp_path, work)
    assert (again.code, again.title) == (first.code, "Fractions, part 1")
    assert other.code != first.code
    assert [each.nickname for each in learners] == ["Ada"]


def test_a_code_is_found_however_it_is_written(tmp_path):
    async def work(classes):
        kept = await classes.open("a", "A")
        written = f" {kept.code[:3].lower()}-{kept.code[3:]} "
        with pytest.raises(NoSuchClass):
            await classes.find("AAAAAAA" if kept.code != "AAAAAAA" else "BBBBBBB")
        with pytest.raises(NoSuchClass):
            await classes.find("")
        return kept, await classes.find(written)

    kept, found = with_classes(tmp_path, work)
    assert found == kept
    assert set(kept.code) <= set(LETTERS)


def test_whom_a_hub_vouches_for_is_one_person_and_nobody_with_a_nickname(tmp_path):
    async def work(classes):
        kept = await classes.open("a", "A")
        joined = await classes.join(kept.code, "ada")
        known = await classes.welcome(kept.code, "ada", "it")
        again = await classes.welcome(kept.code, "ada")
        long = await classes.welcome(kept.code, "someone.with.a.long.name@university.example")
        typed = await classes.join(kept.code, "hub\tada")
        classes._clock = lambda: known.seen + 2 * DAY
        later = await classes.welcome(kept.code, "ada")
        with pytest.raises(NoSuchClass):
            await classes.welcome("AAAAAAA", "ada")
        return joined, known, again, long, later, typed

    joined, known, again, long, later, typed = with_classes(tmp_path, work)
    assert known == again
    assert known.id == later.id
    assert later.seen > known.seen
    assert len({joined.id, known.id, long.id, typed.id}) == 4
    assert (known.return_code, long.nickname) == ("", "someone.with.a.long.name@university.example")


def test_a_name_belongs_to_who_took_it_and_to_who_has_its_return_code(tmp_path):
    async def work(classes):
        kept = await classes.open("a", "A")
        ada = await classes.join(kept.code, "Ada", "it")
        with pytest.raises(NicknameTaken):
            await classes.join(kept.code, "  ADA ")
        back = await classes.join(kept.code, "ada", return_code=ada.return_code.lower())
        other = await classes.open("b", "B")
        namesake = await classes.join(other.code, "Ada")
        return ada, back, namesake, await classes.of(ada.account), await classes.of("visitor:nobody"), kept

    ada, back, namesake, mine, nobodys, kept = with_classes(tmp_path, work)
    assert back.account == ada.account
    assert namesake.account != ada.account
    assert mine == kept
    assert nobodys is None


def test_who_comes_back_is_nobody_new_and_may_leave_out_accents(tmp_path):
    async def work(classes):
        kept = await classes.open("a", "A")
        there = await classes.join(kept.code, "Niccolò")
        await classes.join(kept.code, "Niccolo")  # somebody else
        back = {
            typed: await classes.join(kept.code, typed, return_code=there.return_code.lower())
            for typed in ("niccolo", "NICCOLÒ", "Nicco\u200blo\u0300")
        }
        said = set()
        wrong = [("niccolo", "AAAAAA"), ("Niccolò", there.return_code[:-1]), ("Niccolò", "?"), ("Zoe", "AAAAAA")]
        for nickname, code in [*wrong, ("Zoe", there.return_code)]:
            with pytest.raises(ReturnCodeUnfit) as raised:
                await classes.join(kept.code, nickname, return_code=code)
            said.add(str(raised.value.info()))
        return there, back, said, await classes.learners(kept.code)

    there, back, said, everybody = with_classes(tmp_path, work)
    assert {each.account for each in back.values()} == {there.account}
    assert len(said) == 1  # it does not tell who exists
    assert [each.nickname for each in everybody] == ["Niccolo", "Niccolò"]


def test_two_at_once_with_one_name_are_not_one(tmp_path):
    async def work(classes):
        kept = await classes.open("a", "A")
        return await asyncio.gather(*(classes.join(kept.code, "Ada") for _ in range(5)), return_exceptions=True)

    found = with_classes(tmp_path, work)
    assert sum(isinstance(each, NicknameTaken) for each in found) == 4


def test_who_leads_pauses_examines_and_says_something_to_all(tmp_path):
    async def work(classes):
        kept = await classes.open("a", "A")
        await classes.change(kept.code, paused=True)
        await classes.change(kept.code, exam=True)
        return await classes.change(kept.code, message="  Five more minutes. "), await classes.find(kept.code)

    said, found = with_classes(tmp_path, work)
    assert found == said
    assert (found.paused, found.exam, found.message) == (True, True, "Five more minutes.")
    assert found.message_at > 0


def test_who_is_taken_out_is_not_there_any_more(tmp_path):
    async def work(classes):
        kept = await classes.open("a", "A")
        ada = await classes.join(kept.code, "Ada")
        await classes.leave(ada.id)
        return await classes.learner(ada.id), await classes.of(ada.account), await classes.join(kept.code, "Ada")

    gone, nobodys, again = with_classes(tmp_path, work)
    assert gone is None
    assert nobodys is None
    assert again.nickname == "Ada"


def test_what_is_old_is_forgotten_but_not_the_owners(tmp_path):
    class Clock:
        now = 1_000_000.0

        def __call__(self):
            return self.now

    async def main():
        store, clock = open_in(tmp_path), Clock()
        classes = Classes(store, clock)
        led = await classes.open("a", "A")
        old, busy = await classes.join(led.code, "Old"), await classes.join(led.code, "Busy")
        insert = (
            "INSERT INTO attempts (account, lesson, exercise, course, kind, share, assisted, level, skills, given,"
            " report, created) VALUES (?, 'l', 'e', '', 'check', 1, 0, 0, '[]', '', '{}', ?)"
        )
        rows = [(old.account, clock.now), (busy.account, clock.now), (busy.account, clock.now + 90 * DAY), (OWNER, 1.0)]
        for row in rows:
            await store.write(lambda tx, row=row: tx.execute(insert, row))
        clock.now += 100 * DAY
        await classes.forget_old(30)
        left = [(row["account"], row["created"]) for row in await store.fetch("SELECT * FROM attempts ORDER BY id")]
        found = [each.nickname for each in await classes.learners(led.code)], left
        store.close()
        return found, [rows[2], rows[3]]

    (names, left), kept = asyncio.run(main())
    assert names == ["Busy"]
    assert left == kept


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "…", "x" * 31, "\u202e\u202d"])
def test_what_nobody_could_read_is_no_name(name):
    with pytest.raises(NicknameUnfit):
        fitting(name)


@given(st.text(max_size=60))
def test_a_name_holds_nothing_that_cannot_be_seen(text):
    try:
        name = fitting(text)
    except NicknameUnfit:
        return
    assert name.isprintable()
    assert name == name.strip()
    assert fitting(name) == name


def test_where_a_course_is_served_only_its_learners_may_do_anything(tmp_path):
    async def work(classes):
        led, other = await classes.open("course", "Course"), await classes.open("other", "Other")
        ada, eve = await classes.join(led.code, "Ada"), await classes.join(other.code, "Eve")
        stranger = f"visitor:{'a' * 40}"
        free = [await classes.admit(each) for each in (OWNER, stranger, eve.account)]
        classes.only = "course"
        admitted = [await classes.admit(each) for each in (OWNER, ada.account)]
        await classes.leave(ada.id)
        for refused in (stranger, eve.account, ada.account, "visitor:"):
            with pytest.raises(NotInClass):
                await classes.admit(refused)
        return led, other, free, admitted

    led, other, free, admitted = with_classes(tmp_path, work)
    assert free == [None, None, other]
    assert admitted == [None, led]
