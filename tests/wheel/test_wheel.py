"""The wheel, as a user gets it: complete, light, and installed where there is no Node."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_DISTRIBUTIONS = 15
MOST_MEGABYTES = 30


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def without_node():
    """The environment of a machine that has no Node: every folder with one is off the path."""
    kept = [
        folder
        for folder in os.environ["PATH"].split(os.pathsep)
        if not any(Path(folder, name).exists() for name in ("node", "npm"))
    ]
    return {**os.environ, "PATH": os.pathsep.join(kept)}


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory, without_node):
    """``(folder of commands, what was there before, what is there after)``."""
    venv = tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "venv", str(venv))
    python = str(venv / "bin/python")
    run(python, "-m", "pip", "install", "--quiet", "jupyterlab", "ipywidgets", "anywidget", env=without_node)
    before = distributions(python)
    run(python, "-m", "pip", "install", "--quiet", str(wheel), env=without_node)
    return venv / "bin", before, distributions(python)


def distributions(python):
    """Installed distributions and their size in bytes, without compiled Python."""
    code = """
import importlib.metadata, json
def size(distribution):
    files = [file.locate() for file in distribution.files or () if file.suffix != ".pyc"]
    return sum(file.stat().st_size for file in files if file.is_file())
print(json.dumps({each.name: size(each) for each in importlib.metadata.distributions()}))
"""
    return json.loads(subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout)


def test_it_holds_both_sides_and_nothing_of_the_workshop(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    wanted = [
        "convergio_jupyter/widgets/static/chat.js",
        "convergio_jupyter/widgets/static/editor.js",
        "convergio_jupyter/widgets/static/lesson.js",
        "convergio_jupyter/widgets/static/loader.js",
        "convergio_jupyter/widgets/static/usage.js",
        "convergio_jupyter/locale/it.json",
        "convergio_jupyter/routing/weights.json",
        "convergio_jupyter/tools/data/elements.csv",
        "convergio_jupyter/tools/data/land.json",
        "convergio_jupyter/tools/data/places.csv",
        "convergio_jupyter/tools/data/substances.csv",
        "convergio_jupyter/tools/guest/python.wasm.xz",
        "convergio_jupyter/core/schema.json",
        "convergio_jupyter/teachers/faculty/euclide.md",
        "convergio_jupyter/teachers/glyphs.json",
        "convergio_jupyter/store/migrations/0001_conversations.sql",
        "share/jupyter/labextensions/convergio-jupyter/package.json",
        "share/jupyter/labextensions/convergio-jupyter/install.json",
        "share/jupyter/kernels/convergio/kernel.json",
        "share/jupyter/voila/templates/convergio/index.html.j2",
        "etc/jupyter/jupyter_server_config.d/convergio_jupyter.json",
        "entry_points.txt",
    ]
    for want in wanted:
        assert any(name.endswith(want) for name in names), want
    assert not [name for name in names if "node_modules" in name or name.startswith(("tests/", "benchmarks/"))]


def test_its_text_names_no_machine(wheel):
    archive = zipfile.ZipFile(wheel)
    for name in archive.namelist():
        if name.endswith((".py", ".js", ".json", ".md", ".j2", "METADATA")):
            text = archive.read(name).decode("utf-8", errors="replace")
            assert str(ROOT) not in text, name
            assert str(Path.home()) + os.sep not in text, name


def test_it_is_light(installed):
    _, before, after = installed
    added = {name: size for name, size in after.items() if name not in before}
    assert len(added) <= MOST_DISTRIBUTIONS, sorted(added)
    assert sum(added.values()) <= MOST_MEGABYTES * 1_000_000, added


def test_everything_is_enabled_without_node(installed, without_node, tmp_path):
    commands, _, _ = installed
    environment = {
        **without_node,
        "PATH": f"{commands}{os.pathsep}{without_node['PATH']}",
        "CONVERGIO_DATA_DIR": str(tmp_path),
    }
    labextensions = run(str(commands / "jupyter"), "labextension", "list", env=environment)
    assert "convergio-jupyter v" in labextensions
    assert "convergio-jupyter" in labextensions.split("enabled OK (python, convergio-jupyter)")[0]
    servers = run(str(commands / "jupyter"), "server", "extension", "list", env=environment)
    assert "convergio_jupyter" in servers.split("Validating...")[0]
    assert "convergio" in run(str(commands / "jupyter"), "kernelspec", "list", env=environment)


def test_the_doctor_says_what_to_add(installed, without_node, tmp_path):
    commands, _, _ = installed
    environment = {**without_node, "CONVERGIO_DATA_DIR": str(tmp_path), "CONVERGIO_LANGUAGE": "en"}
    result = subprocess.run(
        [str(commands / "convergio"), "doctor", "--json"], capture_output=True, text=True, env=environment, check=False
    )
    checks = {check["id"]: check for check in json.loads(result.stdout)["checks"]}
    assert result.returncode == 1
    assert 'pip install "convergio-jupyter[local]"' in checks["runtime"]["remedy"]
    assert checks["lab"]["message"] == "The JupyterLab panel is installed."
    ask = [str(commands / "convergio"), "ask"]
    runs = [
        subprocess.run([*ask, text], capture_output=True, text=True, env=environment, check=False)
        for text in ("What is a prime number?", "Why did the chicken cross the road?")  # written down; for a model
    ]
    assert [run.returncode for run in runs] == [0, 1]
    assert "Euclide's notes" in runs[0].stdout
    assert "Traceback" not in runs[1].stderr


def test_the_classroom_says_what_to_add(installed, without_node, tmp_path):
    commands, _, _ = installed
    environment = {**without_node, "CONVERGIO_DATA_DIR": str(tmp_path), "CONVERGIO_LANGUAGE": "en"}
    command = [str(commands / "convergio"), "classroom", str(ROOT / "notebooks/welcome.ipynb"), "--no-browser"]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert result.returncode == 1
    assert 'pip install "convergio-jupyter[classroom]"' in result.stderr
