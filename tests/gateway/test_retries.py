"""A client asks again where that can help, and only there: the official SDKs decide it by the status."""

import inspect

import openai
import pytest

from convergio_jupyter.core import errors
from convergio_jupyter.core.i18n import Phrase
from convergio_jupyter.gateway import openai_wire

from ..test_client import TOKEN

ASKED_AGAIN = {408, 409, 429, *range(500, 600)}  # by the SDKs, unless `x-should-retry` says otherwise
ASK = {"model": "openai:m", "messages": [{"role": "user", "content": "Why?"}]}
KINDS = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if issubclass(each, errors.ConvergioError) and each is not errors.ConvergioError
]
# Another request with this id never helps; what nobody foresaw is a 5xx by its nature.
SAID_BY_THE_HEADER_ALONE = (errors.AlreadyAsked, errors.InternalError)


def made(kind):
    return kind(Phrase("x"), Phrase("y")) if kind is errors.WrongSetting else kind()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_status_says_whether_asking_again_can_help(kind):
    status = openai_wire.status_of(made(kind))
    assert status >= 400
    if kind in SAID_BY_THE_HEADER_ALONE:
        assert status in ASKED_AGAIN
        assert not kind.transient
    else:
        assert kind.transient == (status in ASKED_AGAIN), status


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.KeyRefused, 424),
        (errors.CreditSpent, 424),
        (errors.EmptyAnswer, 424),
        (errors.ModelNotPulled, 404),
        (errors.UnknownModel, 404),
        (errors.RequestRefused, 400),
        (errors.ContextTooLong, 400),
        (errors.NoModel, 424),
        (errors.ModelNotReady, 424),
        (errors.ExtraMissing, 424),
        (errors.DiskFull, 424),
        (errors.DatabaseUnreachable, 503),
        (errors.ProviderFailed, 502),
        (errors.ProviderTimeout, 504),
        (errors.WorkerTimeout, 504),
        (errors.RateLimited, 429),
        (errors.QueueFull, 429),
        (errors.BudgetSpent, 403),
        (errors.InternalError, 500),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_who_has_to_mend_it_is_said_by_the_status(kind, status):
    assert openai_wire.status_of(made(kind)) == status


@pytest.fixture
def sdk(server, upstream):
    """The official SDK as it comes, with its own idea of how often to ask again."""
    upstream.forget()
    with openai.OpenAI(api_key=TOKEN, base_url=f"{server.url}/convergio/v1") as client:
        yield client


@pytest.mark.parametrize(
    ("status", "error", "said", "code"),
    [
        (401, "invalid_api_key", 424, "key_refused"),
        (429, "insufficient_quota", 424, "credit_spent"),
        (404, "model_not_found", 404, "model_missing"),
        (400, "invalid_request_error", 400, "request_refused"),
        (400, "content_filter", 400, "answer_withheld"),
        (400, "context_length_exceeded", 400, "context_length_exceeded"),
    ],
)
def test_what_no_other_try_can_change_is_asked_once(status, error, said, code, sdk, upstream):
    upstream.refuses(status, error)
    with pytest.raises(openai.APIStatusError) as caught:
        sdk.chat.completions.create(**ASK)
    assert (caught.value.status_code, caught.value.code) == (said, code)
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert upstream.asked == 1


def test_a_refusal_has_its_own_status_in_a_stream_too(sdk, upstream):
    upstream.refuses(401, "invalid_api_key")
    with pytest.raises(openai.APIStatusError) as caught:
        list(sdk.chat.completions.create(**ASK, stream=True))
    assert (caught.value.status_code, caught.value.code) == (424, "key_refused")


def test_what_may_pass_comes_with_the_time_to_wait(sdk, upstream):
    upstream.refuses(429, "rate_limit_error", retry_after="30")  # longer than we wait ourselves
    with pytest.raises(openai.RateLimitError) as caught:
        sdk.with_options(max_retries=0).chat.completions.create(**ASK | {"model": "openai:busy"})
    assert "x-should-retry" not in caught.value.response.headers
    assert caught.value.response.headers["Retry-After"] == "30"


def test_the_same_id_is_not_sent_again_by_itself(sdk, upstream):
    once = ASK | {"extra_headers": {"Idempotency-Key": "abc"}}
    assert sdk.chat.completions.create(**once).choices[0].message.content == "Hello"
    with pytest.raises(openai.ConflictError) as caught:
        sdk.chat.completions.create(**once)
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert caught.value.response.request.headers["x-stainless-retry-count"] == "0"
    assert upstream.asked == 1


def test_what_failed_before_anything_was_paid_may_be_asked_again_by_the_same_id(sdk, upstream):
    once = ASK | {"extra_headers": {"Idempotency-Key": "again"}}
    upstream.refuses(401, "invalid_api_key")
    for _ in range(2):
        with pytest.raises(openai.APIStatusError) as caught:
            sdk.chat.completions.create(**once)
        assert caught.value.code == "key_refused"
    upstream.forget()
    assert sdk.chat.completions.create(**once).choices[0].message.content == "Hello"
    with pytest.raises(openai.ConflictError):
        sdk.chat.completions.create(**once)


def test_a_wrong_key_is_not_tried_again(sdk):
    with pytest.raises(openai.AuthenticationError) as caught:
        sdk.with_options(api_key="cvg-wrong").models.list()
    assert caught.value.response.headers["x-should-retry"] == "false"
