"""Usage as data: a table to look at, a data frame to work with, a widget where there is a page."""

import asyncio
import sys

import pytest

from convergio_jupyter.client import connect
from convergio_jupyter.core import CHECKS
from convergio_jupyter.core.errors import ExtraMissing
from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.metering import Charge, Ledger
from convergio_jupyter.metering.plans import Quota
from convergio_jupyter.notebook import api, commands, report
from convergio_jupyter.settings import Settings
from convergio_jupyter.store import open_store


@pytest.fixture
def client(tmp_path):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One two."))
    yield client
    client.close()


async def spend(folder, *micros, teacher="euclide"):
    store = open_store(folder)
    ledger = Ledger(store)
    for number, micro in enumerate(micros):
        names = {"teacher": teacher, "provider": "p", "model": "m", "place": "cloud", "course": "maths"}
        charge = Charge(request=f"{teacher}{number}", account="me", **names)
        await ledger.reserve(charge, micro)
        await ledger.settle(charge, micro, Tokens(input=10, output=5, estimated=number == 0))
    store.close()


async def ask_beyond(folder, times):
    """Answers of a cloud that count for a plan, however many that has."""
    store = open_store(folder)
    ledger = Ledger(store)
    for number in range(times):
        names = {"teacher": "euclide", "provider": "p", "model": "m", "place": "cloud", "course": ""}
        charge = Charge(request=f"beyond{number}", account="me", **names)
        await ledger.reserve(charge, 1, (), Quota(None))
        await ledger.settle(charge, 1, Tokens(input=10, output=5))
    store.close()


def test_the_frame_has_a_row_for_each_day_course_teacher_and_model(tmp_path, client):
    asyncio.run(spend(tmp_path, 1_500_000, 500_000))
    frame = api.usage("en", client).df
    assert list(frame.columns) == list(report.COLUMNS)
    row = frame.iloc[0]
    assert (row.course, row.teacher, row.provider, row.model, row.place) == ("maths", "euclide", "p", "m", "cloud")
    assert (row.answers, row.input_tokens, row.output_tokens, row.cost, row.estimated) == (2, 20, 10, 2.0, 1)
    assert row.day.year > 2000
    assert frame.groupby("teacher").cost.sum()["euclide"] == 2.0


def test_the_table_marks_what_is_estimated_and_says_what_is_held(tmp_path, client):
    asyncio.run(spend(tmp_path, 1_500_000, 500_000))
    shown = api.usage("en", client)
    assert shown.rows[0][2:] == ("2", "≈ 20", "≈ 10", "≈ 2.00 $")
    assert "estimate" in shown.note
    assert "under way" in shown.note


def test_the_printed_report_says_how_budgets_and_plan_stand(tmp_path):
    plans = tmp_path / "plans.toml"
    plans.write_text('default = "team"\n[plans.team]\nquestions = 1\noverage_micro = 10000\n')
    client = connect(Settings(data_dir=str(tmp_path), scripted="x", budget_day=2.0, plans_file=str(plans)))
    asyncio.run(spend(tmp_path, 1_500_000))
    shown = repr(api.usage("en", client))
    asyncio.run(ask_beyond(tmp_path, 3))
    later = api.usage("it", client)
    client.close()
    assert "\nToday's budget for cloud models: 1.50 $ of 2.00 $: more than half is used\n" in shown
    assert "\nYour plan: team: 0 of 1 questions\n" in shown
    assert "\nIl tuo piano: team: 3 domande su 1. Altre 2 per 0,02 $\n" in repr(later)
    assert "<br>Il tuo piano" in later._repr_html_()


def test_a_plan_without_a_limit_is_named_too(tmp_path):
    plans = tmp_path / "plans.toml"
    plans.write_text('default = "enterprise"\n')
    client = connect(Settings(data_dir=str(tmp_path), scripted="x", plans_file=str(plans)))
    assert "\nYour plan: enterprise: 0 questions, without a limit\n" in repr(api.usage("en", client))
    client.close()


def test_what_no_teacher_answered_has_a_name_and_it_prints_as_a_table(tmp_path, client):
    asyncio.run(spend(tmp_path, 15_000, teacher=""))
    asyncio.run(spend(tmp_path, 1_000_000, teacher=CHECKS))
    shown = api.usage("it", client)
    assert [row[0] for row in shown.rows] == ["altri programmi", "controlli"]
    assert shown.rows[0][5] == "≈ 0,0150 $"
    assert repr(shown).splitlines()[2].split()[:3] == ["Insegnante", "Modello", "Risposte"]


def test_nothing_asked_is_an_empty_frame_with_the_same_columns(client):
    frame = api.usage("en", client).df
    assert len(frame) == 0
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == report.COLUMNS


def test_without_pandas_it_says_what_to_install(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    shown = api.usage("en", client)
    with pytest.raises(ExtraMissing) as caught:
        shown.df  # noqa: B018
    assert "[data]" in caught.value.info("it").remedy
    assert "Spent this month" in repr(shown)


def test_the_magic_shows_the_same_in_both_languages(client, monkeypatch):
    monkeypatch.setattr(api, "client", lambda: client)
    found = commands.run("usage --lang it", ask=lambda *_: None, forget=lambda: None)
    assert isinstance(found, report.UsageReport)
    assert found.title == "Speso questo mese: 0,00 $"
    assert "<caption" in found._repr_html_()


def test_a_terminal_gets_no_widget_and_a_notebook_does(client, monkeypatch):
    shown = api.usage("en", client)
    assert shown._repr_mimebundle_() == {}
    monkeypatch.setattr(api, "in_notebook", lambda: True)
    assert "application/vnd.jupyter.widget-view+json" in shown._repr_mimebundle_()


def test_python_may_ask_with_everything_that_a_cell_may(client, monkeypatch):
    asked = []
    monkeypatch.setattr(api, "client", lambda: client)
    monkeypatch.setattr(client, "ask", lambda question: asked.append(question) or (each for each in ()))
    api.ask("Why?", eu=True, best=True, course="biology", lesson="cells", subject="science")
    found = asked[0]
    assert (found.region, found.quality) == ("eu", "best")
    assert (found.course, found.lesson, found.subject) == ("biology", "cells", "science")
