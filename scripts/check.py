"""Everything that must hold: ``python scripts/check.py [STEP …]``. Runs all steps, even after one failed.

Steps: lint, front, unit, notebooks, browser, wheel. Screenshots of the browser step are left in ``artifacts/``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
NPM = shutil.which("npm") or "npm"

STEPS: dict[str, list[list[str]]] = {
    "lint": [
        [PYTHON, "scripts/generate_types.py", "--check"],
        [str(BIN / "ruff"), "check", "."],
        [str(BIN / "ruff"), "format", "--check", "."],
        [str(BIN / "mypy")],
        [NPM, "--prefix", "labextension", "run", "--silent", "lint"],
    ],
    "front": [[NPM, "--prefix", "labextension", "run", "--silent", "test"]],
    "unit": [[PYTHON, "-m", "pytest", "tests", "--ignore=tests/e2e", "--ignore=tests/wheel"]],
    "notebooks": [
        [PYTHON, "-m", "pytest", "--nbval-lax", "notebooks", "-p", "no:cacheprovider", "--nbval-cell-timeout=180"]
    ],
    "browser": [[PYTHON, "-m", "pytest", "tests/e2e"]],
    "wheel": [[PYTHON, "-m", "pytest", "tests/wheel"]],
}


def main(wanted: list[str]) -> int:
    unknown = [name for name in wanted if name not in STEPS]
    if unknown:
        print(f"There is no step {', '.join(unknown)}. Steps are: {', '.join(STEPS)}.")
        return 2
    failed = [name for name in wanted or STEPS if not _passes(name)]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nAll steps passed.")
    return 1 if failed else 0


def _passes(name: str) -> bool:
    start = time.monotonic()
    print(f"\n== {name}", flush=True)
    if name == "browser":
        _ensure_browser()
    results = [_runs(command) for command in STEPS[name]]  # all of them, even after one failed
    good = all(results)
    print(f"== {name}: {'passed' if good else 'FAILED'} in {time.monotonic() - start:.0f} s", flush=True)
    return good


def _ensure_browser() -> None:
    """Debian's Chromium where apt can install it, else Playwright's own download."""
    if shutil.which("chromium") or shutil.which("google-chrome"):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        _runs(["apt-get", "update", "-qq"])
        _runs(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"])
    else:
        _runs([PYTHON, "-m", "playwright", "install", "chromium"])


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT, env=_environment(), check=False).returncode == 0


def _environment() -> dict[str, str]:
    """The tests' own data folder, so that they never touch the user's."""
    return {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "CONVERGIO_DATA_DIR": str(ROOT / ".venv" / "test-data"),
        "LC_ALL": "C.UTF-8",  # English, whoever runs this
        "JUPYTER_PLATFORM_DIRS": "1",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
