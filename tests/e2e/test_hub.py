"""A class behind a real JupyterHub: the hub's login lets in, its names are the learners', and it says who leads.

Needs `pip install "convergio-jupyter[hub]"` and, from npm, configurable-http-proxy.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.learning.lessons import lesson

from .conftest import Server, environment, free_port, keep

pytest.importorskip("jupyterhub", reason="jupyterhub is not installed")
PROXY = shutil.which("configurable-http-proxy")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROXY is None, reason="configurable-http-proxy is not installed"),
]
CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.Authenticator.allow_all = True
c.Authenticator.admin_users = {{"prof"}}
c.JupyterHub.load_groups = {{"tutors": {{"users": ["tutor"]}}}}
c.JupyterHub.load_roles = [
    {{"name": "class", "users": ["ada", "bo", "tutor"], "scopes": ["access:services!service=class"]}},
]
c.JupyterHub.services = [{{
    "name": "class", "url": "http://127.0.0.1:{class_port}", "oauth_no_confirm": True,
    "command": [{python!r}, "-m", "convergio_jupyter.cli", "classroom", {course!r}, "--no-browser"],
    "environment": {env!r},
}}]
"""


@pytest.fixture
def hub(tmp_path):
    course, home = tmp_path / "squares-and-more", tmp_path / "home"
    course.mkdir()
    home.mkdir()
    (course / "area.ipynb").write_text(json.dumps(lesson()), encoding="utf-8")
    ports = dict(zip(("port", "hub_port", "proxy_port", "class_port"), (free_port() for _ in range(4)), strict=True))
    env = environment(tmp_path / "data", home, CONVERGIO_SCRIPTED="Well.", CONVERGIO_CLASS_LEADERS="tutors")
    paths = {name: os.environ[name] for name in ("PYTHONPATH", "JUPYTER_PATH") if name in os.environ}
    config = CONFIG.format(proxy=PROXY, python=sys.executable, course=str(course), env=env | paths, **ports)
    (tmp_path / "jupyterhub_config.py").write_text(config, encoding="utf-8")
    log = tmp_path / "hub.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(tmp_path / "jupyterhub_config.py")],
            cwd=tmp_path, env=env, stdout=out, stderr=out,
        )  # fmt: skip
    server = Server(f"http://127.0.0.1:{ports['port']}/services/class/", tmp_path, process, log)
    wait_until_open(server)
    yield server
    server.stop()


def wait_until_open(server):
    for _ in range(900):
        said = server.log.read_text()
        if "The classroom is open" in said and "JupyterHub is now running" in said:
            return
        assert server.process.poll() is None, server.log.read_text()
        time.sleep(0.1)
    raise AssertionError(server.log.read_text())


def log_in(browser, hub, name):
    page = browser.new_context(locale="en-US").new_page()
    page.goto(hub.url)
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Sign in").click()
    return page


def test_who_the_hub_knows_is_in_the_class_and_who_leads_sees_it(browser, hub):
    page = log_in(browser, hub, "ada")
    expect(page.get_by_text("Good to see you, ada.")).to_be_visible()
    assert page.get_by_text("return code").count() == 0
    page.get_by_role("link", name="The area of a rectangle", exact=True).click()
    exercise = page.locator(".cvg").filter(has=page.get_by_role("button", name="Check")).first
    expect(exercise).to_be_visible(timeout=60_000)
    exercise.locator("[contenteditable=true]").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("def area(width, height):\n    return width * height")
    exercise.get_by_role("button", name="Check").click()
    expect(exercise).to_contain_text("Well done", timeout=30_000)
    page.goto(hub.url)
    expect(page.get_by_text("1 of 2 solved")).to_be_visible()
    keep(page, "hub-course")

    again = log_in(browser, hub, "ada")
    expect(again.get_by_text("1 of 2 solved")).to_be_visible()
    other = log_in(browser, hub, "bo")
    expect(other.get_by_text("not begun")).to_be_visible()

    for leader in ("prof", "tutor"):
        board = log_in(browser, hub, leader).locator(".cvg-board")
        expect(board.get_by_role("heading", name="Who needs me now?")).to_be_visible(timeout=60_000)
        board.get_by_label("Show names").check()
        expect(board).to_contain_text("ada")


def test_who_logs_out_of_the_hub_is_out_here_and_strangers_never_come_in(browser, hub):
    page = log_in(browser, hub, "ada")
    page.get_by_role("link", name="You", exact=True).click()
    page.get_by_role("button", name="I am somebody else").click()
    page.goto(hub.url)
    expect(page.get_by_label("Username")).to_be_visible()

    stranger = log_in(browser, hub, "eve")  # the hub knows her, but its role does not let her into the class
    expect(stranger.get_by_text("403")).to_be_visible()
    fresh = browser.new_context()
    forged = fresh.request.post(f"{hub.url}login", form={"code": "ABCDEFG", "nickname": "Eve"})
    assert forged.status in (403, 405)
    token = fresh.request.get(f"{hub.url}voila/render/area.ipynb?token=x", max_redirects=0)
    assert token.status == 302


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux shows what others inherited")
def test_kernels_do_not_inherit_the_token_of_the_hub(hub):
    children = [Path(f"/proc/{pid}") for pid in os.listdir("/proc") if pid.isdecimal()]
    kernels = [each for each in children if "ipykernel" in _read(each / "cmdline")]
    kernels = [each for each in kernels if str(hub.folder) in _read(each / "environ")]
    assert kernels
    assert not [each for each in kernels if "JUPYTERHUB_API_TOKEN" in _read(each / "environ")]


def _read(path):
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
