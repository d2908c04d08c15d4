"""From a key press to its letter on the screen, in an empty talk and in a long one.

The chat stands alone in a page with a scripted server (``npm run dev``), served over loopback. Keys come 30 ms apart;
each is timed from its own time stamp to the message that follows the next frame's work. A bare ``<textarea>`` on an
empty page is the machine's floor: a frame lasts 16.7 ms, so nothing can be much better than that at the 95th
percentile. The long talk is measured as it opens (its newest turns are drawn) and with all of its messages drawn.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from common import ROOT, Bars, bar, note, percentile, show
from pages import chromium, fresh_page
from playwright.sync_api import Page

MESSAGES = 300
ROUNDS = 8
WORDS = "why is the sum of odd numbers a square "  # a line or so: growing to a second one belongs to typing
GAP_MS = 30
HARNESS = ROOT / "labextension"
BARE = "<!doctype html><title>bare</title><textarea class='cvg-box' rows='4' cols='60'></textarea>"
NOTE_KEYS = """() => {
  window.keyTimes = [];
  addEventListener('keydown', event => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.keyTimes.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(0);
  }), true);
}"""


def measure() -> Bars:
    build()
    times: dict[str, list[float]] = {}
    with ExitStack() as stack:
        url = stack.enter_context(serve())
        browser = stack.enter_context(chromium())
        pages = {name: stack.enter_context(fresh_page(browser)) for name in ("bare", "empty", "long", "all")}
        prepare(pages, url)
        for number in range(ROUNDS + 1):
            note(f"keystrokes: round {number}")
            for name in sorted(pages, reverse=bool(number % 2)):
                found = type_words(pages[name])
                if number:
                    times.setdefault(name, []).extend(found)
    return report(times)


def report(times: dict[str, list[float]]) -> Bars:
    p50, p95 = ({name: percentile(values, share) for name, values in times.items()} for share in (0.5, 0.95))
    how = f"{len(times['bare'])} keys, {GAP_MS} ms apart, in turns with a bare <textarea>"
    long = f"{how}; p95, {MESSAGES} messages beside an empty talk"
    return {
        "key to painted, bare textarea, p50": bar(p50["bare"], None, "ms", how=how),
        "key to painted, bare textarea, p95": bar(p95["bare"], None, "ms", how=how),
        "key to painted, empty talk, p50": bar(p50["empty"], None, "ms", baseline=p50["bare"], how=how),
        "key to painted, empty talk, p95": bar(p95["empty"], 16, "ms", baseline=p95["bare"], how=how),
        "key to painted, long talk as it opens": bar(
            p95["long"] / p95["empty"], 1.2, "×", baseline=p95["empty"], how=f"{long}, newest drawn"
        ),
        "key to painted, long talk all drawn": bar(
            p95["all"] / p95["empty"], 1.2, "×", baseline=p95["empty"], how=f"{long}, all drawn"
        ),
    }


def build() -> None:
    """The page as the sources are now."""
    subprocess.run([shutil.which("npm") or "npm", "run", "--silent", "dev"], cwd=HARNESS, check=True)


@contextmanager
def serve() -> Iterator[str]:
    handler = partial(_Quiet, directory=str(HARNESS / "dev"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def prepare(pages: dict[str, Page], url: str) -> None:
    pages["bare"].set_content(BARE)
    pages["empty"].goto(f"{url}/index.html")
    for name in ("long", "all"):
        pages[name].goto(f"{url}/index.html?open=long&messages={MESSAGES}")
        pages[name].wait_for_selector(".cvg-turns article, .cvg-turns .cvg-answer")
    while pages["all"].locator(".cvg-earlier").count():
        pages["all"].click(".cvg-earlier")
        pages["all"].wait_for_timeout(300)
    for page in pages.values():
        page.wait_for_selector(".cvg-box")
        page.evaluate(NOTE_KEYS)


def type_words(page: Page) -> list[float]:
    """Types the words into the empty box; the time of each key."""
    page.bring_to_front()
    page.click(".cvg-box")
    page.evaluate("window.keyTimes.length = 0")
    page.keyboard.type(WORDS, delay=GAP_MS)
    page.wait_for_timeout(100)
    typed = page.eval_on_selector(".cvg-box", "box => box.value")
    if typed != WORDS:
        raise RuntimeError(f"typed {WORDS!r}, found {typed!r}")
    times: list[float] = page.evaluate("window.keyTimes.slice(1)")  # the first key also wakes the page up
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    return times


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


if __name__ == "__main__":
    show(measure)
