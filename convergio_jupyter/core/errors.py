"""Every error a person can meet, in one tree.

ConvergioError
├── QuestionError
│   ├── EmptyQuestion · QuestionTooLong · UnknownTeacher · UnknownConversation
│   ├── AlreadyAsked
│   └── UnknownOption · WrongOption · UnknownVariable · CannotLend
├── ModelError
│   ├── NoModel · UnknownModel · RuntimeMissing · ModelFileBroken · OwnModelUnusable · DownloadFailed
│   ├── WorkerFailed · WorkerDied · WorkerTimeout
│   ├── ServerUnreachable · ProviderFailed · ProviderTimeout · RateLimited · QueueFull · CreditSpent
│   └── KeyRefused · RequestRefused · ModelMissing (ModelNotPulled) · ContextTooLong
├── PolicyError
│   ├── LocalOnly (NothingLocal) · StaysPrivate (NothingPrivate) · StaysInRegion · ModelBlocked
│   └── BudgetSpent · QuotaSpent · TeacherNotInPlan
├── HostError
│   ├── DiskFull · PortTaken · CannotListen · GatewayLost · NotANotebook · ExtraMissing
│   └── StoreBroken ─ DatabaseUnreachable
└── InternalError

An error is data: a stable ``code``, one plain ``message`` for a learner, a ``remedy`` that says the next step, an
``action`` that a button can take. ``detail`` is for logs and never holds a key. Every code is explained in
``docs/errors.md``; a test keeps both in step.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from .i18n import Phrase, choose_language, translate
from .schema import ErrorInfo

Action = Literal["", "retry", "install_model"]

_TELL = "Tell whoever opened this classroom."
_ASK_AGAIN_OR_TELL = "Ask again; if it happens again, tell whoever opened this classroom."


class ConvergioError(Exception):
    """Base of all our errors. ``values`` fill the ``{names}`` in message and remedy."""

    code: ClassVar[str] = "error"
    message: ClassVar[str] = "Something went wrong."
    remedy: ClassVar[str] = "Try again."
    action: ClassVar[Action] = ""
    owner_mends: ClassVar[bool] = True  # whether the next step is for the owner of the host, or for whoever asked

    def __init__(self, *, detail: str = "", **values: object) -> None:
        self.values = values
        self.detail = detail
        super().__init__(translate(self.message, "en", **values))

    def info(self, lang: str = "en", *, visitor: bool = False) -> ErrorInfo:
        """The error as data, in the user's language. A visitor is told nothing of how the host is set up."""
        hidden, again = visitor and self.owner_mends, self.action == "retry"
        remedy = (_ASK_AGAIN_OR_TELL if again else _TELL) if hidden else self.remedy
        return ErrorInfo(
            code=self.code,
            message=translate(self.message, lang, **self.values),
            remedy=translate(remedy, lang, **({} if hidden else self.values)),
            action=self.action if again or not hidden else "",
            detail="" if visitor else self.detail,
        )

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback."""
        return [(info := self.info(choose_language())).message, info.remedy]


class QuestionError(ConvergioError):
    """The question cannot be asked as it is."""

    owner_mends = False


class EmptyQuestion(QuestionError):
    code = "empty_question"
    message = "There is no question yet."
    remedy = "Write what you want to know, then send it."


class QuestionTooLong(QuestionError):
    code = "question_too_long"
    message = "The question has {length} characters; {limit} is the most that fits."
    remedy = "Shorten it, or ask about one part at a time."


class AlreadyAsked(QuestionError):
    code = "already_asked"
    message = "A question with this id was asked before."
    remedy = "Give each question an id of its own."


class UnknownTeacher(QuestionError):
    code = "unknown_teacher"
    message = "There is no teacher called “{name}”."
    remedy = "Choose one of: {known}."


class UnknownConversation(QuestionError):
    code = "unknown_conversation"
    message = "This conversation is no longer here."
    remedy = "Start a new one and ask again."


class UnknownOption(QuestionError):
    code = "unknown_option"
    message = "“{name}” is not something Convergio knows."
    remedy = "{hint}"


class WrongOption(QuestionError):
    code = "wrong_option"
    message = "What stands behind “{name}” is missing or does not fit."
    remedy = "{hint}"


class UnknownVariable(QuestionError):
    code = "unknown_variable"
    message = "There is no variable called “{name}” in this notebook."
    remedy = "Run the cell that defines it, or check the spelling."


class CannotLend(QuestionError):
    code = "cannot_lend"
    message = "The variable “{name}” ({kind}) cannot be described."
    remedy = "Lend a part of it that can be printed, for example a number, a text or a table."


class ModelError(ConvergioError):
    """No answer, because of a model or what runs it.

    ``transient``: the same call may succeed later. ``retry_after``: seconds that the server asks to wait, if it says.
    """

    transient: ClassVar[bool] = False

    def __init__(self, *, detail: str = "", retry_after: float | None = None, **values: object) -> None:
        super().__init__(detail=detail, **values)
        self.retry_after = retry_after


class NoModel(ModelError):
    code = "no_model"
    message = "There is no model here that could answer yet."
    remedy = "Get the free demo model (93 MB, once): run `convergio models install`."
    action = "install_model"


class UnknownModel(ModelError):
    code = "unknown_model"
    message = "The model “{name}” is not set up here."
    remedy = "Choose one of: {known}."


class RuntimeMissing(ModelError):
    code = "runtime_missing"
    message = "The part that runs models on this computer is not installed."
    remedy = 'Run `pip install "convergio-jupyter[{extra}]"`, then try again.'

    def __init__(self, *, extra: str = "local", detail: str = "") -> None:
        super().__init__(detail=detail, extra=extra)


class ModelFileBroken(ModelError):
    code = "model_file_broken"
    message = "The model file is damaged or is not the one we expect."
    remedy = "Get it again: run `convergio models install --force`."
    action = "install_model"


class OwnModelUnusable(ModelError):
    code = "own_model_unusable"
    message = "{path} is not a model file that can be used."
    remedy = "Set CONVERGIO_GGUF to the path of a GGUF file, or unset it to use the demo model."


class ServerUnreachable(ModelError):
    code = "server_unreachable"
    message = "No server answers at {address}."
    remedy = "Start it, or correct the address in {variable}."
    action = "retry"
    transient = True


class DownloadFailed(ModelError):
    code = "download_failed"
    message = "The download did not finish."
    remedy = "Check the connection, then start it again; a half-finished download is thrown away."
    action = "install_model"


class WorkerFailed(ModelError):
    code = "worker_failed"
    message = "The local model could not start."
    remedy = "Run `convergio doctor`; it names what is missing."
    action = "retry"
    transient = True


class WorkerDied(ModelError):
    code = "worker_died"
    message = "The local model stopped in mid-answer; what came is kept."
    remedy = "Ask again: it starts anew by itself."
    action = "retry"
    transient = True


class WorkerTimeout(ModelError):
    code = "worker_timeout"
    message = "The local model did not answer in {seconds} seconds."
    remedy = "Close other heavy programs, then ask again."
    action = "retry"
    transient = True


class ProviderFailed(ModelError):
    code = "provider_failed"
    message = "{provider} could not answer."
    remedy = "Wait a moment and ask again."
    action = "retry"
    transient = True


class ProviderTimeout(ModelError):
    code = "provider_timeout"
    message = "{provider} said nothing for {seconds} seconds."
    remedy = "Ask again, or choose another model."
    action = "retry"
    transient = True


class QueueFull(ModelError):
    code = "queue_full"
    message = "Too many questions are waiting for {provider} already."
    remedy = "Wait a minute and ask again."
    action = "retry"
    transient = True


class CreditSpent(ModelError):
    code = "credit_spent"
    message = "The account at {provider} has no credit left."
    remedy = "Add credit there, or choose another model."


class RequestRefused(ModelError):
    code = "request_refused"
    message = "{provider} could not work with this request."
    remedy = "Choose another model; `convergio doctor --conformance` shows what this one can do."


class ModelMissing(ModelError):
    code = "model_missing"
    message = "{provider} does not have the model “{name}”."
    remedy = "Get it there, or correct its name in {variable}."


class ModelNotPulled(ModelMissing):
    remedy = "Run `ollama pull {name}`, or correct its name in {variable}."


class KeyRefused(ModelError):
    code = "key_refused"
    message = "{provider} did not accept the key."
    remedy = "Check the key in the variable {variable}, then restart the server."


class RateLimited(ModelError):
    code = "rate_limited"
    message = "{provider} is busy with too many questions."
    remedy = "Wait a minute and ask again."
    action = "retry"
    transient = True


class ContextTooLong(ModelError):
    code = "context_too_long"
    message = "This is more text than the model can read at once."
    remedy = "Shorten the question, or choose a model that reads more."
    owner_mends = False


class PolicyError(ConvergioError):
    """A rule forbids it."""


class LocalOnly(PolicyError):
    code = "local_only"
    message = "Convergio is set to stay on this computer, so it did not contact {host}."
    remedy = "Use a local model, or unset CONVERGIO_LOCAL_ONLY."


class NothingLocal(LocalOnly):
    remedy = "Get the free demo model (93 MB, once): run `convergio models install`. Or unset CONVERGIO_LOCAL_ONLY."
    action = "install_model"


class StaysPrivate(PolicyError):
    code = "stays_private"
    message = "The question is private, so it was not sent to {host}."
    remedy = "Choose a local model, or ask it without “private”."


class NothingPrivate(StaysPrivate):
    remedy = "Get the free demo model (93 MB, once): run `convergio models install`. Or ask it without “private”."
    action = "install_model"


class StaysInRegion(PolicyError):
    code = "stays_in_region"
    message = "Questions may go to the EU only, and {host} is not marked as being there."
    remedy = "Choose a local model, or one that is marked EU in the settings."


class ModelBlocked(PolicyError):
    code = "model_blocked"
    message = "The model “{name}” is not allowed here."
    remedy = "Choose another one, or ask whoever runs this installation."


class BudgetSpent(PolicyError):
    code = "budget_spent"
    message = "{budget} is used up."
    remedy = "Ask a local model, or raise the budget in the settings."

    def __init__(self, *, budget: Phrase | None = None, detail: str = "", **values: object) -> None:
        super().__init__(detail=detail, budget=budget or Phrase("The budget for cloud models"), **values)


class QuotaSpent(PolicyError):
    code = "quota_spent"
    message = "The {count} questions to cloud models that your plan has in a month are used up."
    remedy = "Ask a local model, or wait for next month."
    owner_mends = False


class TeacherNotInPlan(PolicyError):
    code = "teacher_not_in_plan"
    message = "{name} is not part of your plan."
    remedy = "Ask one of: {known}."
    owner_mends = False


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


class StoreBroken(HostError):
    code = "store_broken"
    message = "Convergio could not open its data."
    remedy = "Check that {path} is a folder that you may write to, or choose another with CONVERGIO_DATA_DIR."


class DatabaseUnreachable(StoreBroken):
    code = "database_unreachable"
    message = "Convergio could not work with its database."
    remedy = "Check that it runs, and its address in CONVERGIO_DATABASE_URL; then ask again."


class NotANotebook(HostError):
    code = "not_a_notebook"
    message = "{path} is not a notebook that can be opened."
    remedy = "Give the path of an .ipynb file."


class ExtraMissing(HostError):
    code = "extra_missing"
    message = "{feature} needs a part that is not installed."
    remedy = 'Run `pip install "convergio-jupyter[{extra}]"`.'


class InternalError(ConvergioError):
    code = "internal"
    message = "Something went wrong inside Convergio."
    remedy = "Ask again; if it comes back, run `convergio doctor` and report what it says."
    action = "retry"
