"""What JupyterLab's page pays for us before the panel is opened.

Two servers of the same installation: one finds all of its front-end extensions, the other all but ours (and has our
server extension off). Pages are opened with an empty cache in turns. Read in the page: the time at which
``app.restored`` resolves, and the main thread's work; from the browser's network log: requests and uncompressed bytes,
until two quiet seconds after it.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from common import KIB, Bars, bar, difference, note, show
from hosts import LAB, jupyter, user
from jupyter_core.paths import jupyter_path
from pages import chromium, fresh_page
from playwright.sync_api import Browser

from tests.e2e.conftest import TOKEN, Server

ROUNDS = 15
REST_MS = 2000
OURS = "convergio-jupyter"
NOTE_RESTORED = """(() => {
  let app;
  const set = value => {
    app = value;
    void app.restored.then(() => { window.restoredAt = performance.now(); });
  };
  Object.defineProperty(window, 'jupyterapp', { configurable: true, get: () => app, set });
})()"""


class Load(NamedTuple):
    restored: float  # ms
    work: float  # ms of the main thread
    requests: float
    kib: float
    ours: tuple[str, ...]  # what was asked for by our name


def measure() -> Bars:
    loads: dict[bool, list[Load]] = {True: [], False: []}
    with ExitStack() as stack:
        servers = {ours: stack.enter_context(lab(ours)) for ours in (True, False)}
        browser = stack.enter_context(chromium())
        for number in range(ROUNDS + 1):
            note(f"lab_page: round {number}")
            for ours in (True, False) if number % 2 else (False, True):
                found = load(browser, servers[ours])
                if number:
                    loads[ours].append(found)
    names = ", ".join(name.rsplit("/", 1)[-1].split("?")[0] for name in loads[True][-1].ours)
    how = (
        f"{ROUNDS} pages each with an empty cache, in turns, with our extension and without; median of the differences"
    )
    return {
        "page load: app.restored": _bar(loads, "restored", 60, "ms", how),
        "page load: work of the main thread": _bar(loads, "work", None, "ms", how),
        "page load: requests": _bar(loads, "requests", 6, "requests", f"{how}; by our name: {names}"),
        "page load: bytes": _bar(loads, "kib", 150, "KiB uncompressed", how),
    }


def _bar(loads: dict[bool, list[Load]], field: str, limit: float | None, unit: str, how: str) -> dict[str, Any]:
    ours, plain = ([getattr(each, field) for each in loads[side]] for side in (True, False))
    return bar(difference(ours, plain), limit, unit, baseline=statistics.median(plain), how=how)


@contextmanager
def lab(ours: bool) -> Iterator[Server]:
    """JupyterLab with all front-end extensions of this environment, or with all but ours."""
    with user() as home:
        folder = home / "labextensions"
        folder.mkdir()
        for source in (Path(path) for path in reversed(jupyter_path("labextensions"))):
            for entry in source.iterdir() if source.is_dir() else ():
                if ours or entry.name != OURS:
                    (folder / entry.name).unlink(missing_ok=True)
                    (folder / entry.name).symlink_to(entry)
        options = [*LAB, f"--LabApp.labextensions_path={folder}"]
        options.append(f"--ServerApp.jpserver_extensions=convergio_jupyter={ours}")
        with jupyter(home, *options, module="jupyterlab", CONVERGIO_SCRIPTED="Hello.") as server:
            yield server


def load(browser: Browser, server: Server) -> Load:
    """Opens the page as for the first time, and waits until it rests."""
    sizes: dict[str, float] = {}
    urls: dict[str, str] = {}
    with fresh_page(browser) as page:
        page.add_init_script(NOTE_RESTORED)
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
        wire.on(
            "Network.dataReceived",
            lambda event: sizes.update({event["requestId"]: sizes.get(event["requestId"], 0) + event["dataLength"]}),
        )
        wire.send("Network.enable")
        wire.send("Performance.enable")
        page.goto(f"{server.url}/lab?reset&token={TOKEN}")
        page.wait_for_function("window.restoredAt > 0")
        page.wait_for_timeout(REST_MS)
        restored = float(page.evaluate("window.restoredAt"))
        metrics = {each["name"]: each["value"] for each in wire.send("Performance.getMetrics")["metrics"]}
    ours = tuple(url for url in urls.values() if "convergio" in url)
    return Load(restored, 1000 * metrics["TaskDuration"], len(urls), sum(sizes.values()) / KIB, ours)


if __name__ == "__main__":
    show(measure)
