"""The usage widget in JupyterLab: readable in light and dark, by ear, in both languages, and never out of date."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from convergio_jupyter.core.schema import Tokens
from convergio_jupyter.metering import Charge, Ledger
from convergio_jupyter.store import open_store

from .conftest import (
    LAB_OPTIONS,
    axe,
    environment,
    free_port,
    keep,
    open_classroom,
    open_lab,
    run_all_in_notebook_7,
    start_server,
)

pytestmark = pytest.mark.browser
CELLS = [
    "from convergio_jupyter import usage\nusage()",
    "from convergio_jupyter.notebook.api import usage as uso\nuso('it')",
    "from convergio_jupyter import ask\nreply = ask('Why?')",
]


async def a_month(folder):
    """Charges of the last three weeks, and none at the weekend."""
    now, store = time.time(), open_store(folder)
    moment = [now]
    ledger = Ledger(store, clock=lambda: moment[0])
    for ago in range(20, -1, -1):
        moment[0] = now - 86_400 * ago
        for number in range(0 if ago % 7 < 2 else 1 + ago % 5):
            names = {"teacher": "euclide", "provider": "p", "model": "m", "place": "cloud", "account": "me"}
            charge = Charge(request=f"{ago}.{number}", **names)
            await ledger.reserve(charge, 40_000)
            await ledger.settle(charge, 30_000 + 1_000 * ago, Tokens(input=900, output=300))
    store.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder, home, data = (tmp_path_factory.mktemp(name) for name in ("usage-work", "usage-home", "usage-data"))
    with ThreadPoolExecutor() as threads:  # the browser's own loop runs in this one
        threads.submit(asyncio.run, a_month(data)).result()
    (data / "plans.toml").write_text('default = "pro"\n', encoding="utf-8")
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        for n, source in enumerate(CELLS)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "usage.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    more = {
        "CONVERGIO_SCRIPTED": "There it is.",
        "CONVERGIO_BUDGET_MONTH": "2",
        "CONVERGIO_BUDGET_DAY": "50",
        "CONVERGIO_PLANS_FILE": str(data / "plans.toml"),
    }
    server = start_server("jupyterlab", LAB_OPTIONS, folder, environment(data, home, **more), free_port(), "/api")
    yield server
    server.stop()


def answers(widget):
    return widget.locator("dd").first


def test_usage_is_shown_kept_up_to_date_and_readable_by_all(page, lab, foreign):
    open_lab(page, lab, "usage.ipynb")
    page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    widget, italian = (page.locator(".cvg-usage").nth(number) for number in (0, 1))
    expect(widget.locator(".cvg-usage-spent")).to_contain_text("$", timeout=60_000)
    expect(italian).to_contain_text("Speso questo mese")
    expect(page.locator(".jp-OutputArea").nth(2)).to_contain_text("There it is.")
    expect(widget.get_by_role("meter", name="This month's budget for cloud models")).to_be_visible()
    expect(widget.locator("rect")).to_have_count(30)
    before = answers(widget).inner_text()
    widget.evaluate("each => each.scrollIntoView()")
    keep(page, "usage-light")
    assert axe(page, ".cvg-usage") == []

    asked = "window.jupyterapp.shell.currentWidget.content"
    page.evaluate(f"{asked}.activeCellIndex = 2; void window.jupyterapp.commands.execute('notebook:run-cell')")
    expect(answers(widget)).to_have_text(str(int(before) + 1), timeout=60_000)
    expect(answers(italian)).to_have_text(str(int(before) + 1), timeout=60_000)

    widget.locator("summary").click()
    expect(widget.get_by_role("row")).to_have_count(31)
    expect(widget.get_by_role("region")).to_be_visible()
    page.evaluate("void window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.wait_for_selector("[data-jp-theme-light='false']", state="attached")
    page.wait_for_timeout(6_000)  # new figures have come meanwhile
    expect(widget.get_by_role("region")).to_be_visible()
    keep(page, "usage-dark")
    assert axe(page, ".cvg-usage") == []
    page.set_viewport_size({"width": 620, "height": 900})  # leaves some 250 px to the widget
    widget.locator("summary").click()
    widget.evaluate("each => each.scrollIntoView()")
    keep(page, "usage-narrow")
    assert widget.evaluate("each => each.scrollWidth <= each.clientWidth + 1")
    assert foreign == []


def test_it_is_the_same_in_notebook_7(page, lab, foreign):
    run_all_in_notebook_7(page, lab, "usage.ipynb")
    widget = page.locator(".cvg-usage").first
    expect(widget.locator(".cvg-usage-spent")).to_contain_text("$", timeout=60_000)
    widget.locator("summary").press("Enter")
    expect(widget.get_by_role("row")).to_have_count(31)
    page.keyboard.press("Tab")  # the table scrolls by keyboard
    expect(widget.get_by_role("region")).to_be_focused()
    assert axe(page, ".cvg-usage") == []
    keep(page, "usage-notebook7")
    assert foreign == []


def test_it_is_the_same_in_a_classroom(page, lab, tmp_path, tmp_path_factory, foreign):
    lesson = tmp_path / "lesson.ipynb"
    lesson.write_bytes((lab.folder / "usage.ipynb").read_bytes())
    server = open_classroom(lesson, tmp_path, tmp_path_factory.mktemp("room-data"), CONVERGIO_SCRIPTED="There it is.")
    try:
        page.goto(server.url)
        widget = page.locator(".cvg-usage").first
        expect(widget.locator(".cvg-usage-spent")).to_contain_text("$", timeout=60_000)
        keep(page, "usage-classroom")
        assert axe(page, ".cvg-usage") == []
        assert foreign == []
    finally:
        server.stop()
