"""A real Chromium, and how a page tells when something has been painted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.conftest import CHROMIUM_OPTIONS

# Resolves `window.painted` with the milliseconds from a key press to the end of the frame that shows what is awaited.
# A message posted in requestAnimationFrame arrives after the frame's own work, so the picture is on its way by then.
PAINTED = """({key, ready}) => {
  const there = new Function(`return Boolean(${ready})`);
  window.painted = new Promise(resolve => {
    const afterPaint = then => {
      const channel = new MessageChannel();
      channel.port1.onmessage = then;
      channel.port2.postMessage(0);
    };
    const onKey = event => {
      if (event.code !== key) {
        return;
      }
      removeEventListener('keydown', onKey, true);
      const look = () =>
        there() ? afterPaint(() => resolve(performance.now() - event.timeStamp)) : requestAnimationFrame(look);
      requestAnimationFrame(look);
    };
    addEventListener('keydown', onKey, true);
  });
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        options = [*CHROMIUM_OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page with nothing in its cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def key_to_painted(page: Page, keys: str, ready: str) -> float:
    """Milliseconds from pressing ``keys`` until the script expression ``ready`` is true and painted."""
    page.evaluate(PAINTED, {"key": keys.rsplit("+", 1)[-1], "ready": ready})
    page.keyboard.press(keys)
    return float(page.evaluate("window.painted"))
