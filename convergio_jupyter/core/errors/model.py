"""What keeps a model from answering."""

from __future__ import annotations

import math
from dataclasses import replace

from ..i18n import Phrase, translate
from ..schema import ErrorInfo
from .base import ConvergioError


class ModelError(ConvergioError):
    """No answer, because of a model or what runs it.

    ``retry_after``: seconds that the server asks to wait, if it says.
    """

    def __init__(self, *, detail: str = "", retry_after: float | None = None, **values: object) -> None:
        super().__init__(detail=detail, **values)
        self.retry_after = retry_after

    def info(self, lang: str = "en", *, visitor: bool = False) -> ErrorInfo:
        """Where the server says how long to wait, that is the next step: for everybody, as it tells nothing of us."""
        found = super().info(lang, visitor=visitor)
        if self.retry_after is None or not 0 < self.retry_after < math.inf:
            return found
        return replace(found, remedy=translate("Ask again in {time}.", lang, time=_span(self.retry_after)))


def _span(seconds: float) -> Phrase:
    """A time for people, rounded up; in the larger unit only where that says hardly more than was asked."""
    units = (
        (3600, Phrase("1 hour"), "{number} hours"),
        (60, Phrase("1 minute"), "{number} minutes"),
        (1, Phrase("1 second"), "{number} seconds"),
    )
    whole = math.ceil(seconds)
    length, one, many = next(each for each in units if whole == each[0] or whole >= 2 * each[0] or each[0] == 1)
    return one if whole == length else Phrase(many, number=-(-whole // length))


class NoModel(ModelError):
    code = "no_model"
    message = "There is no model here that could answer yet."
    remedy = "Get the free demo model (93 MB, once): run `convergio models install`."
    action = "install_model"


class UnknownModel(ModelError):
    code = "unknown_model"
    message = "The model “{name}” is not set up here."
    remedy = "Choose one of: {known}."
    owner_mends = False


class CannotSee(ModelError):
    code = "cannot_see"
    message = "“{name}” cannot look at pictures."
    remedy = "Choose a model that can (`convergio models` says which), or say in words what the picture shows."


class ModelNotReady(ModelError):
    code = "model_not_ready"
    message = "The model “{name}” is set up, but something is missing."
    remedy = "It still needs: `{need}`."


class ModelTooSmall(ModelError):
    code = "model_too_small"
    message = "The demo model is too small to draft a part of a lesson."
    remedy = "Set up a larger one: `convergio doctor` says how. What you write yourself is checked all the same."


class RuntimeMissing(ModelError):
    code = "runtime_missing"
    message = "The part that runs models on this computer is not installed."
    remedy = 'Run `pip install "convergio-jupyter[{extra}]"`, then try again.'

    def __init__(self, *, extra: str = "local", detail: str = "") -> None:
        super().__init__(detail=detail, extra=extra)


class MlxMissing(RuntimeMissing):
    message = "The part that runs MLX models is not installed."

    def __init__(self, *, detail: str = "") -> None:
        super().__init__(extra="mlx", detail=detail)


class NoMlxHere(MlxMissing):
    remedy = "MLX models run on a Mac with Apple silicon. On this computer, unset CONVERGIO_MLX_MODEL."


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


class NoConnection(ModelError):
    code = "no_connection"
    message = "There is no connection to {provider}."
    remedy = "Check the network, or ask a model on this computer."
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


class PlaceUnsure(ProviderFailed):
    """A server on this computer that may hand a model on to a cloud did not say whether it does."""

    message = "The server at {address} did not say where it computes, so it was not asked."


class EmptyAnswer(ModelError):
    code = "empty_answer"
    message = "{provider} answered without a word."
    remedy = "Ask again, perhaps in other words."
    action = "retry"


class ProviderTimeout(ModelError):
    code = "provider_timeout"
    message = "{provider} said nothing for {seconds} seconds."
    remedy = "Ask again, or choose another model."
    action = "retry"
    transient = True


class TeacherLate(ModelError):
    """A teacher who answers beside others had not come to an end when the time for all was up."""

    code = "teacher_late"
    message = "{name} had not finished after {seconds} seconds, so the others went on."
    remedy = "Ask {name} alone, or ask again with fewer teachers."
    action = "retry"


class ProviderSlow(ProviderTimeout):
    """The server itself, or one before it, gave up waiting; for how long, it does not say."""

    message = "{provider} was too slow to answer."


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


class AnswerWithheld(ModelError):
    """A service's own rules for what may be said ended the answer, for example Azure's filter."""

    code = "answer_withheld"
    message = "{provider} stopped this answer because of its rules for content."
    remedy = "Ask in other words, or choose another model."


class ModelMissing(ModelError):
    code = "model_missing"
    message = "{provider} does not have the model “{name}”."
    remedy = "Get it there, or correct its name in {variable}."


class ModelNotPulled(ModelMissing):
    remedy = "Run `ollama pull {name}`, or correct its name in {variable}."


class ModelNotFetched(ModelError):
    """A model of the Hugging Face hub that is not here, where a rule keeps it from being fetched."""

    code = "model_not_fetched"
    message = "The model “{name}” is not on this computer yet, and a rule keeps it from being fetched now."
    remedy = "Run `hf download {name}` once, then ask again: it answers on this computer."


class KeyRefused(ModelError):
    code = "key_refused"
    message = "{provider} did not accept the key."
    remedy = "Check the key in the variable {variable}; a Jupyter server reads it when it starts."


class KeyUnusable(KeyRefused):
    """A key that cannot even be sent."""

    message = "The key of {provider} holds characters that no key has."
    remedy = "Copy it anew into the variable {variable}; a Jupyter server reads it when it starts."


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
