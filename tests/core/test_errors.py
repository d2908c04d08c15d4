"""Errors are data: each has a code of its own, a sentence, a next step, in both languages, and is documented."""

import ast
import inspect
import re
from pathlib import Path

import pytest

import convergio_jupyter
from convergio_jupyter.core import errors
from convergio_jupyter.core.i18n import Phrase, _catalogue, choose_language, translate

PACKAGE = Path(convergio_jupyter.__file__).parent
DOCS = PACKAGE.parent / "docs/errors.md"
LEAVES = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if issubclass(each, errors.ConvergioError) and not each.__subclasses__()
]


def test_every_code_belongs_to_one_error():
    codes = [each.code for each in LEAVES]
    assert len(set(codes)) == len(codes) > 20


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.code)
def test_an_error_says_what_happened_and_what_to_do(kind):
    assert kind.message.endswith((".", "}"))
    assert kind.remedy
    assert kind.message in _catalogue("it")
    assert kind.remedy in _catalogue("it")


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.code)
def test_an_error_is_documented(kind):
    assert f"`{kind.code}`" in DOCS.read_text(encoding="utf-8")


def test_values_are_filled_in_and_braces_of_a_user_are_left_alone():
    info = errors.UnknownTeacher(name="{known}", known="euclide").info("it")
    assert "{known}" in info.message or "euclide" in info.message
    assert info.remedy == "Scegli tra: euclide."


def test_a_visitor_is_not_told_where_settings_are_kept():
    wrong = errors.WrongSetting(Phrase("“{name}” in {path}", name="x", path="/etc/site.toml"), Phrase("Try again."))
    info = wrong.info("it", visitor=True)
    assert "/etc" not in f"{info.message} {info.remedy} {info.detail}"
    assert info.message in _catalogue("it").values()


@pytest.mark.parametrize(
    ("seconds", "english", "italian"),
    [
        (3600, "1 hour", "1 ora"),
        (3700.0, "62 minutes", "62 minuti"),
        (86_400, "24 hours", "24 ore"),
        (60, "1 minute", "1 minuto"),
        (150, "3 minutes", "3 minuti"),
        (19.2, "20 seconds", "20 secondi"),
        (0.4, "1 second", "1 secondo"),
    ],
)
@pytest.mark.parametrize("kind", [errors.RateLimited, errors.ProviderFailed])
def test_how_long_a_server_asks_to_wait_is_the_next_step(kind, seconds, english, italian):
    error = kind(provider="OpenAI", retry_after=seconds)
    assert error.info().remedy == f"Ask again in {english}."
    assert error.info("it", visitor=True).remedy == f"Riprova tra {italian}."


@pytest.mark.parametrize("nothing", [None, 0.0, float("inf")])
def test_a_server_that_does_not_say_how_long_is_asked_after_a_while(nothing):
    info = errors.RateLimited(provider="OpenAI", retry_after=nothing).info()
    assert info.remedy == errors.RateLimited.remedy


def test_every_sentence_that_is_translated_exists_in_italian():
    missing = [text for text in sorted(_translated_sentences()) if text not in _catalogue("it")]
    assert not missing


def test_italian_keeps_every_placeholder():
    for english, italian in _catalogue("it").items():
        for name in ("{name}", "{known}", "{provider}", "{path}", "{hint}", "{limit}", "{port}", "{host}", "{extra}"):
            assert (name in english) == (name in italian), english


def test_the_language_is_the_first_wish_that_we_speak(monkeypatch):
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LANG", "it_IT.UTF-8")
    assert choose_language("fr", "") == "it"
    assert choose_language("en-GB") == "en"
    assert choose_language(otherwise="en") == "it"
    assert translate("Cost", "it") == "Costo"
    assert translate("no such sentence", "it") == "no such sentence"


def test_who_reads_is_asked_where_the_computer_says_no_language(monkeypatch):
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert choose_language(otherwise="it-IT") == "it"
    assert choose_language(otherwise="fr-FR") == "en"
    monkeypatch.setenv("CONVERGIO_LANGUAGE", "en")
    assert choose_language(otherwise="it-IT") == "en"


_PLACES = {"translate": 0, "Phrase": 0, "_wrong": 1}  # which argument is the sentence


def _translated_sentences() -> set[str]:
    """The literals handed to ``translate`` anywhere, and the tables that feed it."""
    found: set[str] = set()
    for page in PACKAGE.rglob("*.html.j2"):
        found |= set(re.findall(r'\bt\("([^"]+)"', page.read_text(encoding="utf-8")))
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = _PLACES.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and place is not None:
                choice = node.args[place]
                branches = [choice.body, choice.orelse] if isinstance(choice, ast.IfExp) else [choice]
                found |= {each.value for each in branches if isinstance(each, ast.Constant)}
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in (
                "_REASONS",
                "_WAITING",
                "_STEPS",
            ):
                values = getattr(node.value, "values", ())  # a table; a number of that name is none
                found |= {each.value for each in values if isinstance(each, ast.Constant)}
    return {text for text in found if isinstance(text, str) and text}
