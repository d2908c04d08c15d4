"""Voila, made fit for a classroom.

As it comes, Voila calls a content network on every page, leaves a kernel behind after every visit, asks nobody who they
are, and drops the rest of the page behind a failing cell. Standalone it has one virtue that its server extension lacks:
pages may send widget messages only, so a visitor cannot run code. So this is the standalone app with the rest mended.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
from pathlib import Path
from typing import Any

import tornado.ioloop
import tornado.web
from jupyter_core.paths import jupyter_runtime_dir
from traitlets.config import Config
from voila import notebook_renderer
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.treehandler import VoilaTreeHandler

from ..core import CLASSROOM_VARIABLE, GATEWAY_VARIABLE
from ..core.errors import ConvergioError
from ..core.i18n import choose_language, translate
from ..gateway.extension import card_for, write_card
from ..gateway.handlers import SETTINGS_KEY, Gateway, handlers
from ..learning.running import NO_WALL, confinement
from .bundles import BundleHandler, with_bundles
from .course import Course
from .execution import LessonExecutor
from .identity import ClassIdentity, kept_secret
from .page import COURSE_KEY
from .pages import PAGES
from .pool import ClassKernels, free_memory, pools

IDLE_SECONDS = 60  # without a page; a page that closes says so, this is for those that could not
CELL_SECONDS = 120
notebook_renderer.VoilaExecutor = LessonExecutor  # for which Voila has no setting
_LISTINGS = (VoilaContentsHandler, VoilaTreeHandler)  # of what lies in the folder: the course's own page says it better


class Classroom(Voila):
    """One lesson for everyone who has the address, or a course for everyone who has its code."""

    course: Course | None = None
    behind_hub = False

    @classmethod
    def serve(cls, notebook: Path, *, port: int, ip: str, open_browser: bool, keys: Path | None = None) -> None:
        """Serves until it is interrupted or terminated. ``keys``: where those of the lesson are."""
        config = _config(choose_language())
        if keys is not None:
            config.Settings.keys_dir = str(keys)
        app = cls.instance(config=config)
        app.initialize([])
        app.notebook_path, app.root_dir = str(notebook), str(notebook.parent)
        app.port, app.ip, app.open_browser = port, ip, open_browser
        app.token = secrets.token_urlsafe(24)
        app.start()

    @classmethod
    def serve_course(
        cls, course: Course, secret: Path, *, port: int, ip: str, open_browser: bool, behind_hub: bool = False
    ) -> None:
        """Serves a course until it is interrupted. The file ``secret`` signs cookies, so that a restart keeps them.

        ``behind_hub``: as a service of the JupyterHub that the environment names. Raises ``ExtraMissing``.
        """
        config = _config(choose_language())
        config.Settings.keys_dir = str(course.keys)
        config.VoilaConfiguration.preheat_kernel = True
        config.VoilaKernelManager.kernel_pools_config = pools(course, free_memory())
        app = cls.instance(config=config)
        app.initialize([])
        app.course, app.root_dir, app.notebook_path = course, str(course.root), None
        app.port, app.ip, app.open_browser = port, ip, open_browser
        app.token, app.cookie_secret = secrets.token_urlsafe(24), kept_secret(secret)
        app.identity_provider_class = ClassIdentity
        if behind_hub:
            from .hub import HubIdentity, hub_prefix

            app.behind_hub, app.base_url, app.identity_provider_class = True, hub_prefix(), HubIdentity
        app.start()

    def init_settings(self) -> dict[str, Any]:
        self.gateway = Gateway(config=self.config, token=secrets.token_urlsafe(32), kernels_only=True)
        self.gateway_card = Path(jupyter_runtime_dir()) / f"convergio-{os.getpid()}.json"
        write_card(self.gateway_card, card_for(self, self.gateway.token))
        os.environ[GATEWAY_VARIABLE] = str(self.gateway_card)  # before Voila heats its first kernel
        os.environ[CLASSROOM_VARIABLE] = "1"
        settings: dict[str, Any] = super().init_settings()
        settings["jinja2_env"].loader.searchpath.insert(0, str(Path(__file__).parent / "templates"))  # of its errors
        return {**settings, SETTINGS_KEY: self.gateway, COURSE_KEY: self.course}

    def init_handlers(self) -> list[Any]:
        base = self.base_url.rstrip("/")
        ours = [(base + pattern, handler) for pattern, handler in handlers()]
        ours.append((base + r"/bundle/([a-z]+-[0-9a-f]+\.js)", BundleHandler))
        theirs = [_forgiving(entry) for entry in super().init_handlers()]
        if self.course is not None:
            ours += [(base + pattern, handler) for pattern, handler in PAGES.items()]
            theirs = [_of_one_learner(entry) for entry in theirs if not issubclass(entry[1], _LISTINGS)]
        if self.behind_hub:
            from .hub import HUB_PAGES

            ours += [(base + pattern, handler) for pattern, handler in HUB_PAGES.items()]
        return [*ours, *theirs]

    def listen(self) -> None:
        tornado.ioloop.IOLoop.current().add_callback(self._announce)
        super().listen()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self.gateway_card.unlink()
        self.ioloop.run_sync(self.gateway.close)
        super().stop()

    async def _announce(self) -> None:
        try:
            await self._say_where()
        except ConvergioError as error:  # nobody could come in
            info = error.info(choose_language())
            print(f"{info.message} {info.remedy}", file=sys.stderr, flush=True)
            tornado.ioloop.IOLoop.current().stop()

    async def _say_where(self) -> None:
        lang = choose_language()
        address = f"http://{reached_at(self.ip)}:{self.port}{self.base_url}"
        if self.course is None:
            print(translate("The classroom is open. Everyone with this address can come in:", lang))
            print(f"  {address}?token={self.token}")
        else:
            await self._open_class(self.course, address, lang)
        print(translate("Close it with Ctrl+C.", choose_language()))
        sys.stdout.flush()

    async def _open_class(self, course: Course, address: str, lang: str) -> None:
        """Opens the class, to its learners and to nobody else, and says how they come in."""
        classes = self.gateway.service.engine.classes
        classes.only, classes.by_code = course.name, not self.behind_hub
        led = await classes.open(course.name, course.title)
        if self.behind_hub:
            said = "The classroom is open. Learners come in through the hub, below {path}."
            print(translate(said, lang, path=self.base_url))
        else:
            print(translate("The classroom is open. Learners come in at this address, with this code:", lang))
            print(f"  {address}   {led.code}")
            if self.ip in ("127.0.0.1", "localhost", "::1"):
                print(translate("Only this computer can open it; `--ip 0.0.0.0` lets others in, too.", lang))
            print(translate("You lead it here; keep this address to yourself:", lang))
            print(f"  {address}?token={self.token}")
        print(translate("What you change in the lessons is seen once you start the classroom again.", lang))
        if confinement() != "kernel":
            print(translate(NO_WALL, lang))


def reached_at(ip: str) -> str:
    """The host part of an address that others can open, where ``ip`` is what is listened on.

    A phone often cannot resolve the name of a computer, so it is the number that this one has in its network.
    """
    if ip not in ("", "0.0.0.0", "::"):
        return f"[{ip}]" if ":" in ip else ip
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))  # of a net for examples (RFC 5737); nothing is sent
        except OSError:  # in no network
            return socket.gethostname()
        return str(probe.getsockname()[0])


class _ShutdownHandler(VoilaShutdownKernelHandler):
    """A closing page says goodbye with a beacon, which cannot carry the header that Jupyter wants.

    The beacon needs the visitor's login and the kernel's id, which nobody else can guess.
    """

    def check_xsrf_cookie(self) -> None:
        pass

    @tornado.web.authenticated
    async def post(self, kernel_id: str) -> None:
        if kernel_id not in self.kernel_manager:
            self.set_status(204)
            self.finish()
            return
        await super().post(kernel_id)


def _forgiving(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    if entry[1] is VoilaShutdownKernelHandler:
        return (entry[0], _ShutdownHandler, *entry[2:])
    return entry


def _of_one_learner(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same, for whoever came to the kernel first, which is its own page, and for nobody else."""
    if "<kernel_id>" not in str(entry[0]):
        return entry

    theirs: Any = entry[1]

    class Owned(theirs):
        async def prepare(self, *given: Any, **options: Any) -> None:
            ready = super().prepare(*given, **options)
            if ready is not None:
                await ready
            user = self.current_user
            if user is not None and not self.kernel_manager.belongs_to(self.path_kwargs["kernel_id"], user.username):
                raise tornado.web.HTTPError(404)

    return (entry[0], Owned, *entry[2:])


def _config(lang: str) -> Config:
    config = Config()
    config.VoilaConfiguration.template = "convergio"
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.extension_allowlist = ["@voila-dashboards/widgets-manager8", "anywidget"]
    config.VoilaConfiguration.file_allowlist = [r".*\.(png|jpg|jpeg|gif|svg|webp|mp3|ogg|mp4|webm)"]
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaExecutor.allow_errors = True
    config.VoilaExecutor.timeout = CELL_SECONDS
    config.VoilaExecutor.interrupt_on_timeout = True
    config.VoilaExecutor.cell_error_instruction = translate("This step did not work; the lesson goes on below.", lang)
    config.VoilaConfiguration.page_config_hook = with_bundles
    config.VoilaConfiguration.multi_kernel_manager_class = ClassKernels
    config.MappingKernelManager.cull_idle_timeout = IDLE_SECONDS
    config.MappingKernelManager.cull_interval = 15
    config.Voila.log_level = "ERROR"
    if os.name == "posix":
        config.KernelManager.transport = "ipc"  # files that only the owner can read, where TCP is open to all here
    return config
