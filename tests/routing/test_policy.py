"""The policy: privacy before everything, then the user's choice, then what is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convergio_jupyter.core.errors import ConvergioError, LocalOnly, NoModel, UnknownModel
from convergio_jupyter.core.schema import ModelCard
from convergio_jupyter.routing import Policy, Request, decide

LOCAL = ModelCard(provider="embedded", model="small", label="Small", place="local", ready=True, demo=True)
CLOUD = ModelCard(provider="openai", model="big", label="Big", place="cloud", ready=True)
SLEEPING = ModelCard(provider="embedded", model="small", label="Small", place="local", ready=False)

CARDS = st.builds(
    ModelCard,
    provider=st.sampled_from(["embedded", "openai", "anthropic"]),
    model=st.sampled_from(["a", "b"]),
    label=st.just("x"),
    place=st.sampled_from(["local", "cloud"]),
    ready=st.booleans(),
)
WISHES = st.sampled_from(["", "embedded", "openai", "openai:a", "anthropic:b", "nobody", "openai:zzz"])


@given(st.lists(CARDS, max_size=6), WISHES, WISHES, st.sampled_from(["public", "personal", "private"]), st.booleans())
def test_nothing_private_ever_goes_to_a_cloud(cards, wish, default, privacy, local_only):
    try:
        decision = decide(
            Request(model=wish, privacy=privacy), Policy(local_only=local_only, default_model=default), cards
        )
    except ConvergioError:
        return
    assert decision.model.ready
    if privacy == "private" or local_only:
        assert decision.model.place == "local"
    assert len(decision.candidates) == len(cards)


def test_a_local_model_is_preferred_and_the_reason_is_given():
    decision = decide(Request(), Policy(), [CLOUD, LOCAL])
    assert (decision.model, decision.rule) == (LOCAL, "platform")
    assert decide(Request(), Policy(), [CLOUD]).rule == "only"


def test_the_users_choice_beats_the_default():
    assert decide(Request(model="openai"), Policy(default_model="embedded"), [LOCAL, CLOUD]).model == CLOUD
    assert decide(Request(), Policy(default_model="openai:big"), [LOCAL, CLOUD]).rule == "default"


def test_a_refusal_is_written_into_the_candidates():
    decision = decide(Request(privacy="private"), Policy(), [LOCAL, CLOUD])
    assert [candidate.refused for candidate in decision.candidates] == ["", "private"]


def test_each_way_to_have_no_model_is_told_apart():
    with pytest.raises(NoModel):
        decide(Request(), Policy(), [SLEEPING])
    with pytest.raises(NoModel):
        decide(Request(privacy="private"), Policy(), [CLOUD])
    with pytest.raises(UnknownModel, match="nobody"):
        decide(Request(model="nobody"), Policy(), [LOCAL])
    with pytest.raises(LocalOnly):
        decide(Request(model="openai"), Policy(local_only=True), [LOCAL, CLOUD])
