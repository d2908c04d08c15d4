"""Who answers: whom somebody names, whom the words point to, who is talking already."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core.errors import UnknownTeacher
from convergio_jupyter.teachers import Roster, choose, load_faculty
from convergio_jupyter.teachers.choice import proposed
from convergio_jupyter.teachers.mention import mentioned, without_mentions
from convergio_jupyter.teachers.roster import faculty_file
from convergio_jupyter.teachers.teacher_file import parse_teacher
from convergio_jupyter.teachers.teacher_new import forked, starters, template

FACULTY = load_faculty()


def names(text, **more):
    return [each.teacher.id for each in FACULTY.assign(text, **more)]


def test_whom_somebody_names_answers():
    assert names("hello", wanted="Darwin") == ["darwin"]
    assert names("hello", wanted="darwin, Curie darwin") == ["darwin", "curie"]
    assert names("@feynman, why?") == ["feynman"]
    assert names("@Feynman, why?", wanted="darwin") == ["darwin"]
    with pytest.raises(UnknownTeacher, match="nobody"):
        names("hello", wanted="nobody")
    with pytest.raises(UnknownTeacher) as unknown:
        names("hello", wanted="Eucliid")
    assert unknown.value.info("en").remedy.startswith("Choose one of: euclide, ")  # who may be meant


def test_several_who_are_mentioned_answer_side_by_side_and_are_not_asked_their_own_names():
    assigned = FACULTY.assign("@euclide and @leonardo, what is perspective?", wanted="darwin")
    assert [each.teacher.id for each in assigned] == ["euclide", "leonardo"]
    assert [each.question for each in assigned] == ["what is perspective?"] * 2
    assert names("@euclide @euclide @leonardo @EUCLIDE hm") == ["euclide", "leonardo"]
    everybody = " ".join(f"@{name}" for name in FACULTY)
    assert names(everybody) == list(FACULTY)


def test_an_address_of_mail_is_no_mention():
    assert choose("mail me at a@darwin.org", lang="en")[0].reason != "You asked for Darwin."


SMALL_TALK = ["Ciao", "Chi sei?", "ok", "hello", "thanks", "who are you", "Grazie mille!", "Come ti chiami?"]


@pytest.mark.parametrize("text", SMALL_TALK)
def test_small_talk_is_for_who_is_talking_or_else_for_ali(text):
    first, *_ = choose(text, lang="en")
    assert (first.id, first.reason) == ("ali", "Nothing in it says what it is about.")
    first, *_ = choose(text, lang="en", current="darwin")
    assert (first.id, first.reason) == ("darwin", "Nothing in it asks for somebody else.")
    assert proposed(text, FACULTY, "en", "darwin") is None


@pytest.mark.parametrize("text", ["Ciao, perché le foglie sono verdi?", "hello, why are leaves green?"])
def test_a_question_behind_a_greeting_is_none(text):
    assert choose(text)[0].id != "ali"


def test_nobody_of_that_name_is_said_and_somebody_answers_all_the_same():
    (assigned,) = FACULTY.assign("@nobody why do magnets stick?", lang="en")
    assert assigned.teacher.id == "feynman"
    assert assigned.reason.startswith("There is no teacher called @nobody here. It speaks of “")


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("@euclid what is a line?", "en", "There is no teacher called @euclid here. Did you mean @euclide?"),
        ("@Socrates why?", "it", "Qui non c'è un insegnante di nome @socrates. Intendevi @socrate?"),
        ("@galilei @cicero @newton why?", "en", "@galilei, @cicero, @newton here. Did you mean @galileo, @cicerone?"),
    ],
)
def test_who_is_called_nearly_like_somebody_is_proposed(text, lang, said):
    assert said in FACULTY.assign(text, lang=lang)[0].reason


@pytest.mark.parametrize("wanted", ["all", "Tutti", "darwin, everybody"])
def test_everybody_can_be_wanted_like_one(wanted):
    assert names("What is light?", wanted=wanted) == names("@all What is light?")


@pytest.mark.parametrize(
    ("text", "wanted", "who", "asked"),
    [
        ("@euclide @einstein What is a line?", "", ["euclide"], "@euclide @einstein What is a line?"),
        ("@euclide @leonardo @einstein What is it?", "", ["euclide", "leonardo"], "@einstein What is it?"),
        ("@einstein What is light?", "darwin", ["darwin"], "@einstein What is light?"),
        ("@einstein What is light?", "darwin, euclide", ["darwin", "euclide"], "@einstein What is light?"),
    ],
)
def test_who_is_mentioned_beside_others_and_is_nobody_is_named_once(text, wanted, who, asked):
    assigned = FACULTY.assign(text, wanted=wanted)
    assert [(each.teacher.id, each.question) for each in assigned] == [(name, asked) for name in who]
    assert [each.reason for each in assigned] == ["There is no teacher called @einstein here.", *[""] * (len(who) - 1)]


def test_everybody_who_does_not_exist_is_named_but_no_endless_row_of_them():
    (assigned,) = FACULTY.assign("@einstein @fermi What is light?", lang="it")
    assert assigned.reason.startswith("Qui non ci sono insegnanti che si chiamano @einstein, @fermi.")
    (assigned,) = FACULTY.assign(" ".join(f"@nobody{number}" for number in range(1_000)))
    assert assigned.reason.count("@") == 5


@pytest.mark.parametrize(
    "text",
    [
        "What does `@property` do in Python?",
        "```python\n@dataclass\nclass A: ...\n```\nWhy?",
        "Why? ```python\n@dataclass\nclass A: ...\n```",
        "~~~\n@media print\n~~~\nWhy?",
        "Why does this fail?\n\n    @property\n    def x(self): ...\n",
        "Why does this fail?\n@dataclass\nclass A: ...",
        "@app.route('/')\ndef index(): ...",
        "Write to me@darwin.org or first.last@euclide.com",
    ],
)
def test_code_and_addresses_mention_nobody(text):
    assert "teacher called" not in FACULTY.assign(text)[0].reason
    assert FACULTY.assign(text + "\n@darwin @euclide, please")[1].teacher.id == "euclide"


def test_a_text_that_is_indented_as_a_whole_may_mention_somebody():
    assert names("    @darwin why?\n    And how?") == ["darwin"]


def test_what_is_asked_keeps_its_lines_and_its_code_without_the_names():
    code = "```python\ndef f():\n    return '@euclide'\n```"
    assigned = FACULTY.assign(f"@euclide @leonardo What is this?\n{code}")
    assert {each.question for each in assigned} == {f"What is this?\n{code}"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@euclide e @leonardo, cos'è la prospettiva?", "cos'è la prospettiva?"),
        ("@euclide ed @erodoto: chi era Pitagora?", "chi era Pitagora?"),
        ("@euclide con @leonardo che cos'è?", "che cos'è?"),
        ("@euclide and @leonardo: what is it?", "what is it?"),
        ("@euclide & @leonardo – what is it?", "what is it?"),
        ("@euclide, @darwin, and @leonardo, what is it?", "what is it?"),
        ("@euclide -5 + 3 = ?", "-5 + 3 = ?"),
        ("What is perspective, @euclide and @leonardo?", "What is perspective?"),
        ("What is perspective? @euclide @leonardo", "What is perspective?"),
        ("Well, @euclide and @leonardo, what is it?", "Well, what is it?"),
        ("Look at this.\n@euclide and @leonardo, what is it?", "Look at this.\nwhat is it?"),
    ],
)
def test_who_is_called_leaves_nothing_in_what_is_asked(text, asked):
    assert without_mentions(text, mentioned(text)) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what do @euclide and @leonardo think of perspective?", "what do Euclide and Leonardo think of perspective?"),
        ("che cosa pensano @euclide e @leonardo della luce?", "che cosa pensano Euclide e Leonardo della luce?"),
        ("What do you think of @euclide and @leonardo?", "What do you think of Euclide and Leonardo?"),
        ("What are @darwin's finches?", "What are Darwin's finches?"),
        ("Hi @euclide and @leonardo, what is it?", "Hi Euclide and Leonardo, what is it?"),
    ],
)
def test_who_is_spoken_of_stays_by_name(text, asked):
    assert without_mentions(text, mentioned(text)) == asked


CALLED = st.lists(st.sampled_from(["euclide", "leonardo", "darwin"]), min_size=2, max_size=5)
JOINED = st.sampled_from([" ", ", ", " and ", ", and ", " & ", " e ", " ed ", " con ", " with ", " or "])
ASKED = st.text("abc xyzàè,?.\n", max_size=60).map(lambda text: f"What {text}".strip())


@given(CALLED, JOINED, st.sampled_from([" ", ", ", ": ", " - ", " – ", "\n"]), ASKED)
def test_whoever_is_called_first_the_question_is_asked_as_it_was_written(called, joined, behind, asked):
    assert without_mentions(joined.join(f"@{name}" for name in called) + behind + asked, called) == asked


@given(st.text("@ abcde,:.?-\n'`", max_size=60))
def test_where_nobody_is_mentioned_nothing_is_changed_and_afterwards_nobody_is(text):
    names = mentioned(text)
    left = without_mentions(text, names)
    assert left == text if not names else not set(mentioned(left)) & set(names)


@pytest.mark.parametrize(
    ("question", "teacher"),
    [
        ("Why does the moon change its shape?", "galileo"),
        ("Perché la luna cambia forma?", "galileo"),
        ("How do I add a half and a third?", "euclide"),
        ("Mi tremano le mani quando parlo davanti a tutti.", "chris"),
        ("What can you all do for me here?", "ali"),
    ],
)
def test_the_words_find_the_teacher(question, teacher):
    first = choose(question)[0]
    assert first.id == teacher
    assert first.confidence > 0.5
    assert first.reason


@pytest.mark.parametrize(
    ("question", "teacher"),
    [
        ("I cannot concentrate", "anna"),
        ("non riesco a concentrarmi", "anna"),
        ("how do I start an essay when I keep putting it off", "anna"),
        ("le lettere mi ballano", "jenny"),
        ("the text is too dense for me", "jenny"),
        ("I have ADHD", "jenny"),
        ("how do I study better", "ali"),
        ("non ce la faccio più", "ali"),
        ("I can't go on", "ali"),
    ],
)
def test_a_need_without_a_subject_finds_who_looks_after_it(question, teacher):
    assert choose(question)[0].id == teacher


@pytest.mark.parametrize(
    ("teacher", "example"),
    [(one.id, each) for one in FACULTY.values() for examples in one.examples.values() for each in examples],
)
def test_what_a_teacher_offers_to_be_asked_finds_that_teacher(teacher, example):
    assert choose(example)[0].id == teacher


def test_who_is_talking_stays_unless_somebody_else_is_clearly_better():
    stays = choose("And the trees there?", current="humboldt")
    moves = choose("Why does the moon change its shape?", current="darwin")
    assert (stays[0].id, moves[0].id) == ("humboldt", "galileo")
    assert "Humboldt" in stays[0].reason
    assert "moon" in moves[0].reason


def test_who_may_be_meant_too_is_told_with_what_they_teach():
    found = choose("Why does ice float on water?")
    assert found[1].confidence >= 0.01
    assert found[1].reason == f"It may be about this: {FACULTY[found[1].id].subject['en']}."
    assert found[-1].reason == f"Little or nothing in it asks for {FACULTY[found[-1].id].name}."


@pytest.mark.parametrize(
    "text",
    [
        *("and then?", "why?", "Yes, tell me more", "E poi?", "Perché?", "ancora un altro"),
        *("And in English please?", "Could you say that in simpler words?", "Puoi dirlo in modo più semplice?"),
    ],
)
def test_what_only_goes_on_changes_nobody(text):
    assert choose(text, current="mozart")[0].id == "mozart"


def test_the_principal_holds_back_nobody():
    assert choose("Why do leaves change colour in autumn?", current="ali")[0].id == "darwin"
    assert choose("and then?", current="ali")[0].id == "ali"


def test_what_names_nothing_goes_to_the_principal_or_stays():
    assert choose("zzz qqq")[0].id == "ali"
    assert choose("zzz qqq", current="mozart")[0].id == "mozart"
    assert choose("zzz qqq", current="gone")[0].id == "ali"


def test_the_reason_speaks_the_language_of_the_question():
    assert choose("Perché la luna cambia forma?")[0].reason.startswith("Parla di “luna”")
    assert choose("Why does the moon change?", lang="it")[0].reason.startswith("Parla di “moon”")


@given(st.text(max_size=400), st.none() | st.sampled_from(list(FACULTY)))
def test_whatever_is_asked_everybody_has_a_place_and_it_stays_the_same(text, current):
    found = choose(text, current=current)
    assert sorted(each.id for each in found) == sorted(FACULTY)
    assert all(0 <= each.confidence <= 1 and each.reason for each in found)
    assert [each.confidence for each in found] == sorted((each.confidence for each in found), reverse=True)
    assert found == choose(text, current=current)


def test_somebody_who_fits_better_is_proposed_and_who_was_asked_answers():
    assigned = load_faculty().assign("Why does the moon change its shape?", wanted="darwin")[0]
    assert assigned.teacher.id == "darwin"
    assert assigned.instead.id == "galileo"
    assert assigned.instead.reason.startswith("This sounds like a question for Galileo.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Why does the moon change its shape?", "galileo"),  # the right one
        ("And then?", "darwin"),  # nothing says what it is about
        ("Why does the moon change its shape?", "darwin,smith"),  # several were wanted
        ("@darwin why does the moon change its shape?", "darwin"),  # by name
        ("Why does the moon change its shape?", "ali"),  # who coordinates may take any question
    ],
)
def test_nobody_is_proposed_without_need(text, wanted):
    assert all(each.instead is None for each in load_faculty().assign(text, wanted=wanted))


def test_only_whom_the_plan_opens_is_proposed():
    among = ["darwin", "euclide"]
    assert load_faculty().assign("Why does the moon change its shape?", wanted="darwin", among=among)[0].instead is None


def of_a_course():
    source = template("tilda", "Tilda", ["en"]).replace("my subject\n", "the ferns of Zorbia\n", 1)
    tilda = parse_teacher(f"{source}\n## note en: How the Zorbian fern grows\n\nIt climbs the moss towers of Zorbia.\n")
    return Roster([*FACULTY.values(), tilda])


@pytest.mark.parametrize(
    ("question", "teacher"),
    [
        ("How does the Zorbian fern grow on a moss tower?", "tilda"),
        ("What is a cell made of?", "darwin"),
        ("How does inflation grow?", "smith"),
        ("and then?", "ali"),
    ],
)
def test_a_teacher_of_the_course_is_found_by_what_they_teach(question, teacher):
    assert [each.teacher.id for each in of_a_course().assign(question)] == [teacher]


def copied(more=""):
    return Roster(
        [*FACULTY.values(), parse_teacher(forked(faculty_file("euclide"), "euclide", "ipazia", "Ipazia") + more)]
    )


@pytest.mark.parametrize("question", [each for lines in FACULTY["euclide"].examples.values() for each in lines])
def test_a_copy_takes_no_question_from_its_parent(question):
    for roster in (copied(), copied("\n## note en: What a zorb is\n\nA zorb is a prism of Zorbia.\n")):
        assert [each.teacher.id for each in roster.assign(question)] == names(question) != ["ipazia"]


def test_a_copy_answers_what_only_it_teaches_and_whoever_names_it():
    roster = copied("\n## note en: What a zorb is\n\nA zorb is a prism of Zorbia.\n")
    assert roster.assign("What is a zorb in Zorbia?")[0].teacher.id == "ipazia"
    assert copied().assign("@ipazia what is a prime number?")[0].teacher.id == "ipazia"
    assert copied().assign("What is a prime number?", wanted="ipazia")[0].teacher.id == "ipazia"


OWN_EXAMPLES = {
    "en": ("How do plants grow their leaves and cells?", "Where do I begin?", "Who are you?"),
    "it": ("Come crescono le foglie e le cellule delle piante?", "Da dove comincio?", "Chi sei?"),
}


def with_examples_that_sound_like_others():
    """Tilda's examples are about what Zeno has notes on, or about nothing."""
    source = template("tilda", "Tilda", ["en", "it"])
    for starter, own in zip(starters_of_examples(), sum(OWN_EXAMPLES.values(), ()), strict=True):
        source = source.replace(f"- {starter}", f'- "{own}"')
    zeno = template("zeno", "Zeno", ["en", "it"])
    notes = [f"\n## note {lang}: {own[0]}\n\n{own[0]}\n" for lang, own in OWN_EXAMPLES.items()]
    return Roster([*FACULTY.values(), parse_teacher(zeno + "".join(notes)), parse_teacher(source)])


def starters_of_examples():
    return [text for where, text in starters() if where.startswith("examples")]


@pytest.mark.parametrize(("lang", "example"), [(lang, each) for lang, lines in OWN_EXAMPLES.items() for each in lines])
@pytest.mark.parametrize("current", ["", "darwin", "ali"])
def test_an_example_of_a_teacher_of_the_course_finds_that_teacher_whatever_its_words(lang, example, current):
    roster = with_examples_that_sound_like_others()
    for asked in (example, example.lower().rstrip("?")):
        (assigned,) = roster.assign(asked, lang=lang, current=current)
        assert (assigned.teacher.id, assigned.instead) == ("tilda", None)
        assert "Tilda" in assigned.reason


def test_nobody_is_proposed_in_place_of_a_teacher_of_the_course():
    (assigned,) = of_a_course().assign("How do plants grow their leaves and cells?", wanted="tilda")
    assert (assigned.teacher.id, assigned.instead) == ("tilda", None)


@pytest.mark.parametrize(
    "text",
    [
        *("@app.route('/') what is it?", "@smiths.org says what?", "https://x.org/@darwin/status/1"),
        *("npm install @euclide/core", "import x from '@darwin/lib'", "write to me@curie.it"),
    ],
)
def test_an_address_or_a_package_calls_nobody(text):
    assert mentioned(text) == []


def test_who_is_not_here_is_named_only_where_somebody_calls_them():
    assert FACULTY.assign("@nobody what is light?")[0].reason.startswith("There is no teacher called @nobody here.")
    assert "@dataclass" not in FACULTY.assign("What is @dataclass in Python?")[0].reason
    assert choose("@nobody what is light?")[0] == choose("what is light?")[0]


@pytest.mark.parametrize(
    ("question", "teacher"),
    [
        ("Test me on photosynthesis", "darwin"),
        ("Interrogami sulla fotosintesi", "darwin"),
        ("quiz me on Dante", "manzoni"),
    ],
)
def test_who_wants_to_be_tested_is_tested_by_whose_subject_it_is(question, teacher):
    assert choose(question)[0].id == teacher
