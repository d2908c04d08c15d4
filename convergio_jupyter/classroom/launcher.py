"""``convergio classroom``, with a lesson or the folder of a course: checks what it is given, then serves it."""

from __future__ import annotations

import errno
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from ..core.errors import CannotListen, ExtraMissing, LessonUnfit, NotANotebook, PortTaken, WrongOption
from ..core.i18n import Phrase, choose_language, translate
from ..learning.authoring.build import sources
from ..learning.lesson import read_notebook
from ..learning.shelf import SUFFIX
from ..settings import Settings
from .course import Course, open_course

_UNREAD = "✗ {path} is left out, as {why}. Mend it or take it away, then start the classroom again."
_UNFIT = (
    "✗ {path} is left out; things to mend in it: {count}. Run `convergio lesson check {path}`, which says what and how,"
    " then start the classroom again."
)
HUB = "JUPYTERHUB_SERVICE_NAME"  # set by a JupyterHub for its services, and not for the servers of its users


def serve(place: str, *, port: int, ip: str, open_browser: bool, title: str = "") -> int:
    """Serves a notebook, or the course in a folder, until it is interrupted. ``title`` is what the course is called.

    Raises ``NotANotebook``, ``NoLessons``, ``LessonUnfit``, ``PortTaken`` or ``ExtraMissing``.
    """
    path, hub = Path(place), os.environ.get(HUB)
    if hub:
        ip, port = _hub_address(path)
    if not path.is_dir():
        read_notebook(path)
    _check_port(ip, port)
    try:
        from .app import Classroom
    except ImportError as error:
        if error.name != "voila":
            raise
        raise ExtraMissing(feature=Phrase("The classroom"), extra="classroom") from error
    if hub and find_spec("jupyterhub") is None:
        raise ExtraMissing(feature=Phrase("The class of a hub"), extra="hub")
    if path.is_dir():
        course = _course(path.resolve(), title)
        secret = Settings(forgiving=True).data_path / "classroom" / "cookies.key"
        Classroom.serve_course(course, secret, port=port, ip=ip, open_browser=open_browser, behind_hub=bool(hub))
        return 0
    path = path.resolve()
    Classroom.serve(path, port=port, ip=ip, open_browser=open_browser, keys=keys_beside(path))
    return 0


def _hub_address(path: Path) -> tuple[str, int]:
    """Where the hub looks for its service. Raises ``WrongOption`` for a single lesson, which has no class."""
    if not path.is_dir():
        raise WrongOption(name=str(path), hint=Phrase("Behind a hub, name the folder of a course."))
    address = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    return address.hostname or "127.0.0.1", address.port or 8866


def _course(folder: Path, title: str) -> Course:
    """The course in ``folder``; what has to be built first is said, for it takes a moment."""
    if sources(folder):
        print(translate("Checking and building the lessons …", choose_language()), flush=True)

    def tell(name: str) -> None:
        print(f"  {name}", flush=True)

    def left_out(error: NotANotebook | LessonUnfit) -> None:
        said = _UNREAD if isinstance(error, NotANotebook) else _UNFIT
        print(translate(said, choose_language(), **error.values), file=sys.stderr, flush=True)

    course = open_course(folder, Settings(forgiving=True).data_path / "classroom", tell, left_out)
    return course._replace(title=title.strip() or course.title)


def keys_beside(notebook: Path) -> Path | None:
    """The keys that `convergio lesson build` wrote beside the folder of ``notebook``, unless settings name others.

    Visitors reach nothing there: a classroom gives out pictures and sounds only, and no code of theirs runs in it.
    """
    folder = notebook.parent.parent / "keys"
    if Settings(forgiving=True).keys_dir or not any(folder.glob(f"*{SUFFIX}")):
        return None
    return folder


def _check_port(ip: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", 0) == errno.EADDRINUSE:
                raise PortTaken(port=port, other=port + 1) from error
            raise CannotListen(address=f"{ip}:{port}", detail=str(error)) from error
