"""How long a person waits for the chat: by shortcut in JupyterLab, and as a widget in a cell.

From the key's own time stamp to the end of the frame that shows the box. The shortcut is pressed on pages with an empty
cache, where the panel has not been loaded; the baseline presses it again after closing the panel. The widget's cell is
run on a new kernel, then in a new page on the same kernel (which has imported the package; the page has not seen the
chat); the baseline does the same with the smallest widget that anywidget can make.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable

from common import Bars, bar, note, show
from hosts import LAB, jupyter, user
from pages import chromium, fresh_page, key_to_painted
from playwright.sync_api import Browser

from tests.e2e.conftest import Server, open_lab

ROUNDS = 7
REST_MS = 1500
SHORTCUT = "Alt+Shift+KeyC"
FOCUSED = "document.activeElement?.matches('#convergio-sidebar .cvg-box')"
CHAT = "from convergio_jupyter import chat\nchat('feynman')"
CHAT_READY = "document.querySelector('.jp-OutputArea .cvg-box:enabled')?.offsetHeight"
PLAIN = """import anywidget
class Plain(anywidget.AnyWidget):
    _esm = "export default {render({el}) {el.innerHTML = '<textarea class=plain-box></textarea>'}}"
Plain()"""
PLAIN_READY = "document.querySelector('.jp-OutputArea .plain-box')?.offsetHeight"


def measure() -> Bars:
    with (
        user() as home,
        chromium() as browser,
        jupyter(home, *LAB, module="jupyterlab", CONVERGIO_SCRIPTED="Hello.") as server,
    ):
        return {**panel(browser, server), **widget(browser, server)}


def panel(browser: Browser, server: Server) -> Bars:
    first, again = [], []
    for number in range(ROUNDS):
        note(f"opening: panel {number}")
        with fresh_page(browser) as page:
            open_lab(page, server)
            page.wait_for_timeout(REST_MS)
            first.append(key_to_painted(page, SHORTCUT, FOCUSED))
            page.evaluate("window.jupyterapp.shell.collapseLeft()")
            page.wait_for_timeout(REST_MS / 3)
            again.append(key_to_painted(page, SHORTCUT, FOCUSED))
    how = f"Alt+Shift+C on {ROUNDS} fresh pages, key to painted; median; baseline is the second time on the same page"
    value, baseline = statistics.median(first), statistics.median(again)
    return {"shortcut to focused box": bar(value, 100, "ms", baseline=baseline, how=how)}


def widget(browser: Browser, server: Server) -> Bars:
    chats, plains = [], []
    for number in range(ROUNDS):
        note(f"opening: widget {number}")
        sides: list[Callable[[], None]] = [
            lambda: chats.append(run_twice(browser, server, CHAT, CHAT_READY)),
            lambda: plains.append(run_twice(browser, server, PLAIN, PLAIN_READY)),
        ]
        for side in sides if number % 2 else reversed(sides):
            side()
    how = f"run by Shift+Enter, key to painted, {ROUNDS} times; median; baseline is the smallest anywidget"
    bars = {}
    for index, when in enumerate(("kernel has imported us, new page", "first import, new page")[::-1]):
        value, baseline = (statistics.median(each[index] for each in side) for side in (chats, plains))
        bars[f"cell to usable chat: {when}"] = bar(value, 600, "ms", baseline=baseline, how=how)
    return bars


def run_twice(browser: Browser, server: Server, code: str, ready: str) -> tuple[float, float]:
    """On a new kernel, and then in a new page on the same kernel, which is ended afterwards."""
    name = "cell.ipynb"
    (server.folder / name).write_text(json.dumps(notebook(code)))
    times = []
    for _ in range(2):
        with fresh_page(browser) as page:
            open_lab(page, server, name)
            page.wait_for_timeout(REST_MS)
            page.click(".jp-Notebook .jp-CodeCell .cm-content")
            times.append(key_to_painted(page, "Shift+Enter", ready))
            if len(times) == 2:
                page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
    return times[0], times[1]


def notebook(code: str) -> dict[str, object]:
    cell = {"cell_type": "code", "id": "one", "source": code, "metadata": {}, "outputs": [], "execution_count": None}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


if __name__ == "__main__":
    show(measure)
