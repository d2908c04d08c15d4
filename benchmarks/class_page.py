"""How long a learner waits for a lesson in a class: from the click on its link until the first exercise can be used.

In a real browser, on a classroom whose kernels lie ready. The first time its cache is empty; then it has the scripts.
The baseline is the course's own page, which has no kernel. Run it on a quiet machine.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from class_load import LESSONS, classroom
from common import Bars, bar, note, show
from pages import chromium
from playwright.sync_api import Browser, Page

ROUNDS = 7
REST = 6.0  # seconds in which the pool makes the next kernel ready
USABLE = """() => {
  const box = document.querySelector('.cvg [contenteditable=true], .cvg input.cvg-box');
  return box !== null && !box.disabled && box.offsetHeight > 0;
}"""


def measure() -> Bars:
    assert LESSONS.exists()
    with tempfile.TemporaryDirectory() as folder, classroom(Path(folder)) as (address, code), chromium() as browser:
        first, again, course = [], [], []
        for number in range(ROUNDS):
            page = join(browser, address, code, f"Learner {number}")
            first.append(opened(page, address))
            page.goto(address)
            time.sleep(REST)
            again.append(opened(page, address))
            course.append(shown(page, address))
            note(f"class_page: {first[-1]:.2f} s, then {again[-1]:.2f} s")
            page.context.close()
            time.sleep(REST)
    how = f"{ROUNDS} learners, one after the other, from navigating to an exercise that can be written into; median"
    baseline = statistics.median(course)
    return {
        "lesson usable, browser knows the scripts": bar(statistics.median(again), 1.2, "s", baseline=baseline, how=how),
        "lesson usable, empty cache": bar(statistics.median(first), 1.2, "s", baseline=baseline, how=how),
    }


def join(browser: Browser, address: str, code: str, name: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US").new_page()
    page.goto(address)
    page.get_by_label("Code of the class").fill(code)
    page.get_by_label("Your nickname").fill(name)
    page.get_by_role("button", name="Join the class").click()
    page.locator("ol.lessons").wait_for()
    return page


def opened(page: Page, address: str) -> float:
    """Seconds until the lesson's first exercise can be used."""
    start = time.perf_counter()
    page.goto(f"{address}voila/render/en-fractions.ipynb", wait_until="commit")
    page.wait_for_function(USABLE, timeout=60_000)
    return time.perf_counter() - start


def shown(page: Page, address: str) -> float:
    """Seconds until the course's page is there."""
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("ol.lessons").wait_for()
    return time.perf_counter() - start


if __name__ == "__main__":
    show(measure)
