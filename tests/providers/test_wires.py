"""What a wire may bring: refusals, cuts, rubbish. Each ends in one of our errors, and none of them shows the key."""

import email.utils
import json
import time

import pytest

from convergio_jupyter.core import errors
from convergio_jupyter.core.values import Message
from convergio_jupyter.providers.base import Call, FinishPart, TextPart

from .recorded import KEY, MAKERS, TEXT, chunked, head, listen, refusal

CALL = Call(model="m", messages=(Message("user", "Hello?"),), max_tokens=5)
KINDS = list(MAKERS)


def said(code="", message=""):
    """An error's body; the message quotes the key, as OpenAI's does."""
    return {"error": {"type": code, "code": code, "message": f"{message} {KEY}"}}


REFUSALS = [
    (401, said("authentication_error"), errors.KeyRefused),
    (403, said(), errors.KeyRefused),
    (429, said(), errors.RateLimited),
    (429, said("insufficient_quota"), errors.CreditSpent),
    (400, said("context_length_exceeded"), errors.ContextTooLong),
    (400, said("invalid_request_error"), errors.RequestRefused),
    (413, said(), errors.RequestRefused),
    (422, said(), errors.RequestRefused),
    (404, said(), errors.ModelMissing),
    (408, said(), errors.ProviderTimeout),
    (504, said(), errors.ProviderTimeout),
    (500, said(), errors.ProviderFailed),
    (529, said("overloaded_error"), errors.ProviderFailed),
]
TRANSIENT = {408, 429, 500, 504, 529}


def everything(error):
    """All that an error carries to a log or a page."""
    chain, text = error, ""
    while chain is not None:
        text += f"{chain!r} {chain} {vars(chain)} {getattr(chain, 'request', '')}"
        chain = chain.__cause__ or chain.__context__
    return text + str(error.info("it"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "body", "wanted"), REFUSALS)
def test_each_refusal_has_its_error_and_keeps_the_key(kind, status, body, wanted):
    parts, error, requests = listen(kind, CALL, refusal(status, body))
    assert parts == []
    assert isinstance(error, wanted)
    assert error.transient == (status in TRANSIENT and wanted is not errors.CreditSpent)
    assert len(requests) == 1, "who calls decides on another try"
    assert "canary" not in everything(error)
    assert error.__context__ is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry_After": "7"}, 7),
        ({"retry_after_ms": "250"}, 0.25),
        ({"Retry_After": "soon"}, None),
    ],
)
def test_how_long_to_wait_is_passed_on(kind, headers, seconds):
    _, error, _ = listen(kind, CALL, refusal(429, said(), **headers))
    assert error.retry_after == seconds


@pytest.mark.parametrize("kind", KINDS)
def test_a_wait_may_be_a_date(kind):
    date = email.utils.formatdate(time.time() + 3600, usegmt=True)
    _, error, _ = listen(kind, CALL, refusal(429, said(), Retry_After=date))
    assert error.retry_after == pytest.approx(3600, abs=60)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_cut_at_any_byte_repeats_nothing_and_ends_in_a_transient_error(kind):
    whole = chunked(TEXT[kind])
    for end in range(len(whole)):
        parts, error, _ = listen(kind, CALL, whole[:end])
        text = "".join(part.text for part in parts if isinstance(part, TextPart))
        assert "Hello".startswith(text), end
        assert not [part for part in parts[:-1] if isinstance(part, FinishPart)]
        if not parts or not isinstance(parts[-1], FinishPart):
            assert isinstance(error, errors.ConvergioError), (end, error)
            assert error.transient, (end, error)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_that_trickles_is_read_whole(kind):
    parts, error, _ = listen(kind, CALL, chunked(TEXT[kind]), trickle=True)
    assert error is None
    assert "".join(part.text for part in parts if isinstance(part, TextPart)) == "Hello"
    assert parts[-1] == FinishPart("complete")


RUBBISH = {
    "a page": head(kind="text/html", Content_Length=33) + b"\r\n<html><body>Sign in</body></html>"[:33],
    "nothing": head(Content_Length=0) + b"\r\n",
    "no http": b"SSH-2.0-OpenSSH_9.2\r\n",
    "not JSON": chunked(b"event: message_start\ndata: {oops\n\n"),
    "a list": chunked(b'event: message_start\ndata: ["a"]\n\n'),
    "wrong shape": chunked(b'event: message_start\ndata: {"choices": [7], "type": "message_start"}\n\n'),
    "not UTF-8": chunked(b"event: message_start\ndata: \xff\xfe\n\n"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reply", RUBBISH.values(), ids=list(RUBBISH))
def test_rubbish_is_a_provider_that_failed(kind, reply):
    parts, error, _ = listen(kind, CALL, reply)
    assert (parts, type(error)) == ([], errors.ProviderFailed)
    assert "canary" not in everything(error)


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
@pytest.mark.parametrize(
    ("code", "wanted"), [("overloaded_error", errors.ProviderFailed), ("rate_limit_error", errors.RateLimited)]
)
def test_an_error_in_the_midst_of_a_stream_ends_it(kind, code, wanted):
    line = f"event: error\ndata: {json.dumps({'type': 'error', **said(code)})}\n\n".encode()
    half = TEXT[kind].split(b'"lo"', 1)[0].rsplit(b"\n\n", 1)[0] + b"\n\n"
    parts, error, _ = listen(kind, CALL, chunked(half + line))
    assert [part.text for part in parts] == ["Hel"]
    assert type(error) is wanted
    assert "canary" not in everything(error)
