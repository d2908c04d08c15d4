"""What the computer or the server of the house has no room or no permission for."""

from __future__ import annotations

from dataclasses import replace

from ..i18n import Phrase, translate
from ..schema import ErrorInfo
from .base import ConvergioError

_UNSAID = "A setting of this host does not fit."


class HostError(ConvergioError):
    """The computer or the server that carries us has a problem."""


class DiskFull(HostError):
    code = "disk_full"
    message = "The disk is full, so nothing could be saved."
    remedy = "Make some room ({needed} are needed), then try again."


class PortTaken(HostError):
    code = "port_taken"
    message = "Port {port} is already used by another program."
    remedy = "Choose another one, for example `--port {other}`."


class CannotListen(HostError):
    code = "cannot_listen"
    message = "Convergio cannot listen at {address}."
    remedy = "Use an address of this computer and a port from 1024 on, for example `--ip 127.0.0.1 --port 8866`."


class GatewayLost(HostError):
    code = "gateway_lost"
    message = "The connection to the Jupyter server was lost; what came is kept."
    remedy = "When the server is back, ask again."
    action = "retry"
    transient = True


class GatewayMissing(HostError):
    code = "gateway_missing"
    message = "This Jupyter server runs without Convergio's server extension."
    remedy = "Run `jupyter server extension enable convergio_jupyter`, then start the server again."


class StoreBroken(HostError):
    code = "store_broken"
    message = "Convergio could not open its data."
    remedy = "Check that {path} is a folder that you may write to, or choose another with CONVERGIO_DATA_DIR."


class StoreDamaged(StoreBroken):
    code = "store_damaged"
    message = "The file with your talks and their costs is damaged."
    remedy = "Put a backup in the place of {path}, or move it away: Convergio then begins with an empty one."


class StoreBusy(StoreBroken):
    code = "store_busy"
    message = "Another program is holding Convergio's data."
    remedy = "Close the program that has {path} open, then ask again."
    transient = True


class StoreTooNew(StoreBroken):
    code = "store_too_new"
    message = "A newer version of Convergio has worked with this data; this one cannot read it."
    remedy = "Install the newest version: `pip install --upgrade convergio-jupyter`."


class DatabaseUnreachable(StoreBroken):
    code = "database_unreachable"
    message = "Convergio could not work with its database."
    remedy = "Check that it runs, and its address in CONVERGIO_DATABASE_URL; then ask again."
    transient = True


class NotANotebook(HostError):
    code = "not_a_notebook"
    message = "{path} is not a notebook that can be opened: {why}."
    remedy = "Give the path of an .ipynb file, saved by a Jupyter of today."


class NotATeacher(HostError):
    code = "not_a_teacher"
    message = "{path} is not a teacher's file that can be opened: {why}."
    remedy = "Give the path of a teacher's file, or a teacher's id. `convergio teacher new ID` writes one to fill in."


class ExtraMissing(HostError):
    code = "extra_missing"
    message = "{feature} needs a part that is not installed."
    remedy = 'Run `pip install "convergio-jupyter[{extra}]"`.'


class WrongSetting(HostError):
    """A variable or a settings file that does not fit. ``setting`` is empty where no setting has that name."""

    code = "wrong_setting"
    message = "{fault}"
    remedy = "{hint} `convergio settings` explains them all."

    def __init__(self, fault: Phrase, hint: Phrase, *, setting: str = "", detail: str = "") -> None:
        super().__init__(detail=detail, fault=fault, hint=hint)
        self.setting = setting

    def info(self, lang: str = "en", *, visitor: bool = False) -> ErrorInfo:
        """A visitor is not told where the host keeps its settings."""
        found = super().info(lang, visitor=visitor)
        return replace(found, message=translate(_UNSAID, lang)) if visitor else found
