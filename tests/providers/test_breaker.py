"""A model that keeps failing is left alone for a while, then asked once to see."""

import contextlib

import pytest

from convergio_jupyter.core.errors import KeyRefused, ProviderFailed, RateLimited
from convergio_jupyter.providers.breaker import FAILURES, LONGEST, PROBE, SHORTEST, Breaker

FAILED = ProviderFailed(provider="x")


def fail(breaker, error=FAILED):
    breaker.failed(breaker.enter(), error)


def test_a_probe_that_keeps_silent_does_not_shut_out_the_others():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    fail(breaker, RateLimited(provider="x", retry_after=1))
    now[0] += 1
    breaker.enter()
    with pytest.raises(RateLimited):
        breaker.enter()
    now[0] += PROBE
    breaker.succeeded(breaker.enter())
    assert not breaker.is_open


def test_a_wish_to_be_left_alone_makes_no_later_rest_longer():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(5):
        fail(breaker, RateLimited(provider="x", retry_after=0))
    fail(breaker, ProviderFailed(provider="x"))
    assert breaker.rest == SHORTEST


def test_a_model_that_keeps_failing_is_left_alone_then_asked_once():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES):
        fail(breaker)
    assert breaker.is_open
    with pytest.raises(ProviderFailed):
        breaker.enter()
    now[0] += SHORTEST
    probe = breaker.enter()
    with pytest.raises(ProviderFailed):
        breaker.enter()  # and nobody beside it
    breaker.failed(probe, FAILED)
    now[0] += SHORTEST
    assert breaker.is_open  # it rests twice as long after a probe that failed
    now[0] += SHORTEST
    breaker.succeeded(breaker.enter())
    assert not breaker.is_open


def test_calls_that_fail_together_count_as_one_failure():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    entered = [breaker.enter() for _ in range(32)]
    for each in entered:
        breaker.failed(each, FAILED)
    now[0] += SHORTEST
    probe = breaker.enter()  # and not after two minutes
    breaker.failed(entered[0], FAILED)  # a very late one
    with pytest.raises(ProviderFailed):
        breaker.enter()
    breaker.succeeded(probe)
    assert not breaker.is_open


def test_an_hour_of_failures_costs_a_few_probes_and_ends_within_two_minutes():
    now, probes = [0.0], 0
    breaker = Breaker(lambda: now[0])
    while now[0] < 3_600:
        if not breaker.is_open:
            fail(breaker)
            probes += 1
        now[0] += 1
    assert probes < 3_600 / LONGEST + 12
    now[0] += LONGEST
    assert not breaker.is_open


@pytest.mark.parametrize("seconds", [float("inf"), float("nan"), 1e12])
def test_a_server_that_asks_for_an_eternity_is_asked_again_all_the_same(seconds):
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES):
        with contextlib.suppress(RateLimited):
            fail(breaker, RateLimited(provider="x", retry_after=seconds))
    now[0] += LONGEST
    breaker.enter()


def test_a_refused_key_leaves_nobody_alone_and_a_probe_that_was_stopped_frees_its_place():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(10):
        fail(breaker, KeyRefused(provider="x", variable="X"))
    assert not breaker.is_open
    fail(breaker, RateLimited(provider="x", retry_after=30))
    assert breaker.is_open
    now[0] += 30
    breaker.gave_up(breaker.enter())
    breaker.enter()


def test_whoever_is_not_let_in_hears_the_rest_of_the_wait():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    fail(breaker, RateLimited(provider="x", retry_after=30))
    for passed, rest in ((0.0, 30), (29.0, 1)):
        now[0] = passed
        assert breaker.refusal().retry_after == rest
    now[0] = 30.0
    breaker.enter()
    assert breaker.refusal().retry_after is None  # somebody sees; how long that takes nobody knows


def test_who_stops_waiting_late_frees_nobody_elses_place():
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    early = breaker.enter()
    fail(breaker, RateLimited(provider="x", retry_after=1))
    now[0] += 1
    breaker.enter()  # somebody sees
    breaker.gave_up(early)
    with pytest.raises(RateLimited):
        breaker.enter()
