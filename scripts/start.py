"""Opens JupyterLab on a notebook: ``python scripts/start.py NOTEBOOK [JUPYTER OPTIONS]``.

Beside it, ``my-lessons`` gets a learner's copy of each lesson; what somebody has worked on stays as it is. Where the
system speaks Italian, the welcome lesson and these are its Italian twins.
Without a display it prints the address instead of opening a browser. News and update checks are off: they would be
the only requests that leave this computer. Of the server only warnings are told, so that its address stays the last
thing in sight; ``--log-level=INFO`` tells all of it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from convergio_jupyter.core.errors import ConvergioError
from convergio_jupyter.core.i18n import choose_language, translate
from convergio_jupyter.learning.authoring.own_copy import own_copy
from convergio_jupyter.settings import Settings

TWINS = {("notebooks/welcome.ipynb", "it"): "notebooks/benvenuto.ipynb"}


def main() -> None:
    notebook, *options = sys.argv[1:]
    lang = choose_language()
    notebook = TWINS.get((notebook, lang), notebook)
    _take_lessons(Path("notebooks/lessons") / lang, Path("my-lessons"))
    command = [sys.executable, "-m", "jupyterlab", f"--LabApp.default_url=/lab/tree/{notebook}", *options]
    if not any(option.startswith(("--log-level", "--debug")) for option in options):
        command += ["--ServerApp.log_level=WARN", "--LabApp.log_level=WARN"]
    command += ["--ServerApp.root_dir=.", "--ServerApp.answer_yes=True", "--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    if not _has_display():
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    print(translate("JupyterLab opens on the welcome lesson. Stop it with Ctrl+C.", lang), flush=True)
    os.execv(sys.executable, command)


def _take_lessons(source: Path, folder: Path) -> None:
    """Without them JupyterLab opens as well: whoever needs a lesson is told then what is wrong."""
    try:
        keys = Settings(forgiving=True).keys_path
        for lesson in sorted(source.glob("*.ipynb")):
            own_copy(lesson, folder, keys)
    except (OSError, ConvergioError) as problem:
        print(problem, file=sys.stderr)


def _has_display() -> bool:
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    main()
