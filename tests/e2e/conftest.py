"""A real Jupyter server and a real Chromium for the browser tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, TimeoutError, expect, sync_playwright

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
AXE = ROOT / "labextension/node_modules/axe-core/axe.min.js"
TOKEN = "browser-tests"
START_SECONDS = 90
LAB_OPTIONS = [
    "--LabApp.expose_app_in_browser=True",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]
CHROMIUM_OPTIONS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Server:
    """A running server and what it wrote."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class StreamingModel(BaseHTTPRequestHandler):
    """A model behind an OpenAI-compatible server; whoever derives from it says in ``do_POST`` what it answers."""

    def asked(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return found

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def chunk(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.wfile.write(f"data: {json.dumps({'choices': [choice]})}\n\n".encode())

    def say(self, text: str) -> None:
        """The words one by one, and the end."""
        for word in text.split(" "):
            self.chunk({"content": word + " "})
        self.end("stop")

    def end(self, finish: str) -> None:
        self.chunk({}, finish)
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(model: type[StreamingModel]) -> Iterator[ThreadingHTTPServer]:
    """``model`` on a port of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(data: Path, home: Path, **more: str) -> dict[str, str]:
    """A user who has nothing but this package."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "IPYTHON", "OPENAI", "ANTHROPIC"))
    }
    folders = {
        name: str(home / name.lower())
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    return {
        **kept,
        **folders,
        "HOME": str(home),
        "CONVERGIO_DATA_DIR": str(data),
        "LANG": "en_US.UTF-8",
        "LC_ALL": "",
        **more,
    }


def start_server(module: str, options: list[str], folder: Path, env: dict[str, str], port: int, probe: str) -> Server:
    """Starts a Jupyter application and waits until it answers."""
    log = folder.parent / f"{module}-{port}.log"
    command = [
        sys.executable,
        "-m",
        module,
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--ServerApp.port_retries=0",
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}", *options],
            cwd=folder,
            env=env,
            stdout=out,
            stderr=out,
        )
    server = Server(f"http://127.0.0.1:{port}", folder, process, log)
    wait_for(f"{server.url}{probe}", process, log)
    return server


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        args = [*CHROMIUM_OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=path, args=args)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def foreign(context: BrowserContext) -> list[str]:
    """Addresses outside this computer that any page of the test asked for."""
    found: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:", "about:")):
            found.append(request.url)

    context.on("request", note)
    return found


@pytest.fixture
def page(context: BrowserContext, foreign: list[str]) -> Page:
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


@pytest.fixture(scope="session")
def lab(model_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab with our extension on a folder with the welcome notebook."""
    folder = tmp_path_factory.mktemp("lab") / "work"
    shutil.copytree(ROOT / "notebooks", folder)
    home = tmp_path_factory.mktemp("home")
    server = start_server("jupyterlab", LAB_OPTIONS, folder, environment(model_data, home), free_port(), "/api")
    yield server
    server.stop()


RICH = """# Odd numbers and squares

Add the first odd numbers: $1 + 3 + 5 = 9 = 3^2$.

$$
\\sum_{k=1}^{n} (2k - 1) = n^2
$$

| n | sum | $n^2$ |
|---|---|---|
| 2 | 1 + 3 | $2^2$ |

```python
total = sum(2 * k - 1 for k in range(1, 4))
```

<script>window.hacked = 1</script><img src="http://evil.example/x.png" onerror="window.hacked = 2">
[click](javascript:window.hacked=3) ![pixel](http://evil.example/pixel.png)
"""


@pytest.fixture(scope="session")
def script_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same JupyterLab with a model that always gives the same rich and hostile answer."""
    folder = tmp_path_factory.mktemp("script-lab") / "work"
    shutil.copytree(ROOT / "notebooks", folder)
    home, data = tmp_path_factory.mktemp("script-home"), tmp_path_factory.mktemp("script-data")
    server = start_server(
        "jupyterlab", LAB_OPTIONS, folder, environment(data, home, CONVERGIO_SCRIPTED=RICH), free_port(), "/api"
    )
    yield server
    server.stop()


def open_lab(page: Page, server: Server, path: str = "") -> None:
    """Opens JupyterLab, on a notebook if ``path`` is given, and waits until it is ready."""
    tail = f"/tree/{path}" if path else ""
    page.goto(f"{server.url}/lab{tail}?reset&token={TOKEN}")
    if path:
        _wait_for_notebook(page)
    else:
        page.wait_for_function(_LAB_IS_RESTORED)
        page.wait_for_selector(".jp-Launcher-body")  # it opens late, and takes the focus


def reload_lab(page: Page) -> None:
    """Reloads JupyterLab with a notebook open, and waits until it is ready: it takes the focus late from any menu."""
    page.reload()
    _wait_for_notebook(page)


def _wait_for_notebook(page: Page) -> None:
    page.wait_for_function(_LAB_IS_RESTORED)  # asked again after each navigation: a second page moves on by itself
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(_KERNEL_IS_READY)


_LAB_IS_RESTORED = """() => {
  window.jupyterapp?.restored.then(() => { window.convergioRestored = true; });
  return window.convergioRestored === true;
}"""

# A cell that is run before the kernel is connected is dropped without a word.
_KERNEL_IS_READY = """() => {
  const kernel = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""


def run_all_in_notebook_7(page: Page, server: Server, path: str) -> None:
    """Opens a notebook in Notebook 7 and runs all its cells, once its kernel is ready for them."""
    page.goto(f"{server.url}/notebooks/{path}?token={TOKEN}")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", state="attached", timeout=60_000)
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()


def open_classroom(notebook: Path, tmp_path: Path, data: Path, port: int = 0, **more: str) -> Server:
    """The lesson as a classroom app (Voila)."""
    home, port = tmp_path / "home", port or free_port()
    home.mkdir(exist_ok=True)
    log = tmp_path / f"classroom-{port}.log"
    command = [
        sys.executable,
        "-m",
        "convergio_jupyter.cli",
        "classroom",
        str(notebook),
        f"--port={port}",
        "--no-browser",
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=tmp_path, env=environment(data, home, **more), stdout=out, stderr=out)
    for _ in range(600):
        found = re.search(r"http://\S+token=\S+", log.read_text())
        if found and answers(found.group()):
            return Server(found.group(), tmp_path, process, log)
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def answers(address: str) -> bool:
    """Whether a classroom is there; it lets nobody in without its token."""
    try:
        urllib.request.urlopen(address.split("?")[0] + "login", timeout=2)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def open_sidebar(page: Page) -> Locator:
    """Opens the panel with its shortcut and waits until it knows its teachers."""
    page.keyboard.press("Alt+Shift+C")
    panel = page.locator("#convergio-sidebar .cvg")
    expect(panel.locator(".cvg-teacher, .cvg-turn").first).to_be_visible()
    return panel


def ask_in(panel: Locator, text: str) -> Locator:
    """Asks in a chat and gives back the newest turn."""
    box = panel.get_by_label("Your question")
    box.fill(text)
    box.press("Enter")
    return panel.locator(".cvg-turn").last


def finished(turn: Locator) -> Locator:
    """The turn, once its receipt is there."""
    expect(turn.locator(".cvg-receipt")).to_be_visible(timeout=90_000)
    return turn


def unfold(turn: Locator) -> None:
    """Opens the receipt of the newest turn, once the answer is over and nothing moves any more."""
    expect(turn.get_by_role("button", name="Ask again")).to_be_visible()
    facts = turn.locator(".cvg-facts dt").first
    turn.locator("summary").first.click()
    if not _comes(facts):  # the talk was still scrolling to its end under the pointer
        turn.locator("summary").first.click()
    expect(facts).to_be_visible()


def _comes(element: Locator) -> bool:
    try:
        element.wait_for(timeout=2_000)
    except TimeoutError:
        return False
    return True


def axe(page: Page, selector: str) -> list[str]:
    """What axe finds wrong in a part of the page, as short lines."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(
        """(selector) => axe.run({include: [[selector]]}, {runOnly: {type: 'tag', values:
        ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}})""",
        selector,
    )
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


def keep(page: Page, name: str) -> None:
    """Leaves a screenshot where people look for it."""
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=str(ARTIFACTS / f"{name}.png"))
