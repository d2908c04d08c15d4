"""Bakes the guest of the sandbox when the package is built: a WASM component with CPython and a part of its library."""

from __future__ import annotations

import lzma
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
BUILT = HERE.parent / "convergio_jupyter" / "tools" / "guest" / "python.wasm.xz"
SOURCES = (HERE / "program.py", HERE / "sandbox.wit")


class Guest(BuildHookInterface):
    """Bakes it where it is not there, or older than what it is made of."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not BUILT.exists() or any(each.stat().st_mtime > BUILT.stat().st_mtime for each in SOURCES):
            bake()


def bake() -> None:
    """Writes the component. It imports nothing of the system: each of WASI's functions is a trap."""
    with tempfile.TemporaryDirectory() as folder:
        component = Path(folder) / "python.wasm"
        subprocess.run(
            [
                *(sys.executable, "-c", "from componentize_py import script; script()"),
                *("-d", "sandbox.wit", "-w", "sandbox", "componentize", "--stub-wasi"),
                *("-p", ".", "-o", str(component), "program"),
            ],
            cwd=HERE,
            check=True,
        )
        BUILT.parent.mkdir(exist_ok=True)
        BUILT.write_bytes(lzma.compress(component.read_bytes(), preset=9))
