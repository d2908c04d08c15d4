"""Turns are taken fairly, and a line has an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core.errors import QueueFull
from convergio_jupyter.providers.waiting_line import WaitingLine


def test_turns_are_taken_fairly_and_the_place_is_known():
    line = WaitingLine("x", 1, 10)
    running = line.join("many")
    many = [line.join("many") for _ in range(3)]
    one = line.join("one")
    assert [ticket.ahead for ticket in (*many, one)] == [0, 2, 3, 1]
    line.leave(running)
    assert many[0].called
    line.leave(many[0])
    assert one.called
    assert not many[1].called


def test_a_full_line_refuses_with_a_sentence():
    line = WaitingLine("x", 1, 1)
    line.join("a")
    line.join("a")
    with pytest.raises(QueueFull):
        line.join("b")


def test_nobody_fills_the_line_alone():
    line = WaitingLine("x", 1, 8)
    line.join("many")
    waiting = [line.join("many") for _ in range(2)]
    with pytest.raises(QueueFull):
        line.join("many")
    assert line.join("one").ahead == 1
    line.leave(waiting[0])
    assert line.join("many")


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=60), st.integers(1, 4))
def test_no_slot_is_lost_and_nobody_waits_while_one_is_free(steps, slots):
    line, tickets = WaitingLine("x", slots, 1_000), []
    for account, joins in steps:
        if joins or not tickets:
            tickets.append(line.join(str(account)))
        else:
            line.leave(tickets.pop(account % len(tickets)))
        running = sum(ticket.called for ticket in tickets)
        assert running == min(slots, len(tickets))
        waiting = sorted(ticket.ahead for ticket in tickets if not ticket.called)
        assert waiting == list(range(len(waiting)))
