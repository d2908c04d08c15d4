"""The usage widget without a page: what it tells, in whose words, and when it asks anew."""

import calendar
import re
import threading
import time
from pathlib import Path

import pytest

import convergio_jupyter
from convergio_jupyter.client import connect
from convergio_jupyter.core.errors import GatewayLost
from convergio_jupyter.notebook import api
from convergio_jupyter.settings import Settings
from convergio_jupyter.widgets import Usage, usage_widget
from convergio_jupyter.widgets.usage_figures import DAYS, figures_of

NOW = float(calendar.timegm((2026, 11, 23, 12, 0, 0)))
FOLDER = Path(convergio_jupyter.__file__).parent / "widgets"


def row(day, answers=1, micro=0):
    return {"day": day, "answers": answers, "input_tokens": 1_000, "output_tokens": 50, "cost_micro": micro}


def usage(*days, budgets=(), plan=None, month=0):
    return {"days": list(days), "budgets": list(budgets), "plan": plan, "month_micro": month}


def test_the_large_number_and_the_counts_are_of_this_month():
    found = figures_of(usage(row("2026-10-30"), row("2026-11-02", 3), row("2026-11-23"), month=420_000), "it", NOW)
    assert (found["title"], found["spent"]) == ("Speso questo mese", "0,42 $")
    assert [each["value"] for each in found["counts"]] == ["4", "2.000", "100"]


def test_each_budget_has_a_meter_with_its_level_in_words():
    budget = {"name": "Today's budget", "spent_micro": 850_000, "limit_micro": 1_000_000, "level": "cheap"}
    over = {"name": "x", "spent_micro": 3_000_000, "limit_micro": 1_000_000, "level": "pause"}
    meters = figures_of(usage(budgets=[budget, over]), "en", NOW)["meters"]
    assert (meters[0]["percent"], meters[0]["words"]) == (85, "0.85 $ of 1.00 $: almost used up")
    assert (meters[1]["percent"], meters[1]["level"]) == (100, "pause")


def test_a_plan_has_a_meter_of_questions():
    plan = {"name": "pro", "questions": 100, "asked": 103, "further": 3, "further_micro": 30_000}
    meter = figures_of(usage(plan=plan), "en", NOW)["meters"][0]
    assert (meter["name"], meter["words"]) == ("Your plan: pro", "103 of 100 questions. 3 more for 0.03 $")
    assert figures_of(usage(plan=plan | {"questions": 0}), "en", NOW)["meters"] == []


@pytest.mark.parametrize(("micro", "title"), [(0, "Answers a day"), (70_000, "Cost a day")])
def test_the_plot_has_a_twin_that_says_the_same(micro, title):
    found = figures_of(usage(row("2026-11-20", 5, micro), row("2026-11-20"), row("2026-09-01", 9, 9)), "en", NOW)
    plot = found["plot"]
    assert plot["title"].startswith(title)
    assert len(plot["values"]) == len(plot["rows"]) == DAYS
    assert (plot["first"], plot["last"]) == ("2026-10-25", "2026-11-23")
    assert plot["rows"][-4][:2] == ["2026-11-20", "6"]
    assert sum(plot["values"]) == plot["values"][-4] == (micro or 6)
    assert "2026-11-20" in plot["most"]


def test_without_an_answer_it_says_so_and_has_nothing_to_boast_of():
    found = figures_of(usage(), "it", NOW)
    assert found["note"] == "Negli ultimi 30 giorni non è stato chiesto niente."
    assert found["plot"]["most"] == ""


@pytest.fixture
def client(tmp_path):
    client = connect(Settings(data_dir=str(tmp_path), scripted="One two.", budget_month=5))
    yield client
    client.close()


def test_an_answer_shows_at_once_where_a_page_shows_the_usage(client, monkeypatch):
    monkeypatch.setattr(api, "client", lambda: client)
    widget, sent = Usage(lang="en", client=client), []
    widget.send = lambda content, buffers=None: sent.append(content)
    api.ask("Why?")
    assert widget.figures["counts"][0]["value"] == "0"  # nobody looks
    widget._handle_custom_msg({"op": "refresh"}, [])
    assert widget.figures["counts"][0]["value"] == "1"
    assert sent == [{"op": "refreshed"}]
    api.ask("Why?")
    assert widget.figures["counts"][0]["value"] == "2"
    assert widget.figures["meters"][0]["name"] == "This month's budget for cloud models"
    widget._handle_custom_msg({"op": "leave"}, [])
    assert widget not in usage_widget._shown


def test_it_asks_for_the_days_it_shows_and_is_told_what_is_an_estimate(client, monkeypatch):
    asked, call = [], client.call
    monkeypatch.setattr(client, "call", lambda method, **more: asked.append(more) or call(method, **more))
    Usage(lang="en", client=client)
    assert 31 <= (time.time() - asked[0]["since"]) / 86_400 <= 32
    found = figures_of(usage(row("2026-11-23", micro=5) | {"estimated": 1}, month=420_000), "it", NOW)
    assert found["spent"] == "≈ 0,42 $"
    assert [each["value"] for each in found["counts"]] == ["1", "≈ 1.000", "≈ 50"]
    assert "stima" in found["note"]
    assert "risposte in corso" in found["note"]


def test_an_answer_waits_for_no_page_and_asks_once_for_all(client, monkeypatch):
    widgets = [Usage(lang="en", client=client) for _ in range(5)]
    for widget in widgets:
        widget.send = lambda *_, **__: None
        widget._handle_custom_msg({"op": "refresh"}, [])
    asked, thawed, thaw = [], [], threading.Event()

    def frozen(*_, **__):
        asked.append(1)
        thaw.wait(30)
        thawed.append(1)
        raise GatewayLost()

    monkeypatch.setattr(client, "call", frozen)
    monkeypatch.setattr(usage_widget, "PATIENCE_SECONDS", 0.1)
    usage_widget.refresh_all()
    assert thawed == []  # it came back while the host was still frozen
    thaw.set()
    assert len(asked) == 1


def test_a_page_that_did_not_ask_for_long_is_forgotten(client, monkeypatch):
    widget = Usage(lang="en", client=client)
    widget.send = lambda *_, **__: None
    widget._handle_custom_msg({"op": "refresh"}, [])
    monkeypatch.setattr(usage_widget, "SEEN_SECONDS", -1.0)
    usage_widget.refresh_all()
    assert widget not in usage_widget._shown


def test_a_host_that_went_away_is_a_sentence_and_the_figures_stay(client, monkeypatch):
    widget = Usage(lang="it", client=client)
    before = widget.figures

    def lost(*_, **__):
        raise GatewayLost()

    monkeypatch.setattr(client, "call", lost)
    widget.refresh()
    assert widget.figures == before
    assert widget.problem.startswith("La connessione")
    assert repr(widget).startswith("Speso questo mese: 0,00")


def test_what_the_page_runs_is_small_and_asks_nobody():
    code = (FOLDER / "static" / "usage.js").read_text(encoding="utf-8")
    assert len(code) < 30_000  # every notebook with such a widget keeps a copy
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|url\(|https?://(?!www\.w3\.org/)", code)
