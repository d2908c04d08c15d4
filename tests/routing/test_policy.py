"""The policy: what must not be asked is out before anything is weighed, and every choice says why."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convergio_jupyter.core.errors import (
    BudgetSpent,
    ConvergioError,
    LocalOnly,
    ModelBlocked,
    NoModel,
    PolicyError,
    StaysInRegion,
    StaysPrivate,
    UnknownModel,
)
from convergio_jupyter.core.schema import ModelCard
from convergio_jupyter.notebook.api import LEFT_OUT
from convergio_jupyter.routing import Policy, Request, decide
from convergio_jupyter.routing.policy import _REFUSALS, estimate_micro


def card(provider, model="m", place="cloud", region="unknown", ready=True, demo=False, price=0):
    return ModelCard(
        provider=provider, model=model, label=model, place=place, region=region, ready=ready, demo=demo,
        input_micro=price, output_micro=price,
    )  # fmt: skip


DEMO = card("embedded", "demo", "local", "machine", demo=True)
OWN = card("embedded", "own", "local", "machine")
CHEAP = card("openai", "cheap", price=1_000_000)
BEST = card("openai", "best", price=50_000_000)
EU = card("azure", "eu", region="eu", price=9_000_000)
EVERY = [DEMO, OWN, CHEAP, BEST, EU]

CARDS = st.builds(
    card,
    provider=st.sampled_from(["embedded", "ollama", "mlx", "openai", "anthropic"]),
    model=st.sampled_from(["a", "b"]),
    place=st.sampled_from(["local", "cloud"]),
    region=st.sampled_from(["unknown", "machine", "eu", "us"]),
    ready=st.booleans(),
    demo=st.booleans(),
    price=st.integers(0, 10**8),
)
WISHES = st.sampled_from(["", "embedded", "openai", "openai:a", "anthropic:b", "nobody", "openai:zzz"])
PATTERNS = st.lists(st.sampled_from(["*", "openai:*", "*:a", "embedded:b"]), max_size=2).map(tuple)
REQUESTS = st.builds(
    Request,
    model=WISHES,
    privacy=st.sampled_from(["public", "personal", "private"]),
    region=st.sampled_from(["any", "eu"]),
    quality=st.sampled_from(["auto", "best"]),
    difficulty=st.floats(0, 1),
)
POLICIES = st.builds(
    Policy,
    local_only=st.booleans(),
    region=st.sampled_from(["any", "eu"]),
    default_model=WISHES,
    allow=PATTERNS,
    block=PATTERNS,
    hard_from=st.floats(0, 1),
)
BUDGETS = st.sampled_from(["plenty", "balanced", "cheap", "pause"])


@given(st.lists(CARDS, max_size=6), REQUESTS, POLICIES, BUDGETS)
def test_no_wish_price_or_budget_undoes_a_rule_that_filters(cards, request, policy, budget):
    try:
        decision = decide(request, policy, cards, budget)
    except ConvergioError:
        return
    model = decision.model
    assert model.ready
    if request.privacy == "private" or policy.local_only or budget == "pause":
        assert model.place == "local"
    if "eu" in (request.region, policy.region):
        assert model.place == "local" or model.region == "eu"
    assert decision.reason
    assert len(decision.candidates) == len(cards)
    name = (model.provider, model.model, model.place)
    assert any(not each.refused and (each.provider, each.model, each.place) == name for each in decision.candidates)


@example([BEST], Request(model="openai:best"), Policy(), "pause")
@given(st.lists(CARDS, max_size=6), REQUESTS, POLICIES, BUDGETS)
def test_the_same_question_gets_the_same_answer(cards, request, policy, budget):
    def outcome():
        try:
            return decide(request, policy, cards, budget)
        except ConvergioError as error:
            return type(error), error.values

    assert outcome() == outcome()


@pytest.mark.parametrize(
    ("request_", "policy", "budget", "rule", "model"),
    [
        (Request(), Policy(), "plenty", "platform", OWN),
        (Request(model="openai:best"), Policy(), "cheap", "chosen", BEST),
        (Request(privacy="private", quality="best", difficulty=1), Policy(), "plenty", "private", OWN),
        (Request(difficulty=1), Policy(local_only=True), "plenty", "local_only", OWN),
        (Request(difficulty=1, quality="best"), Policy(), "cheap", "budget", OWN),
        (Request(), Policy(default_model="openai:cheap"), "plenty", "default", CHEAP),
        (Request(privacy="private"), Policy(default_model="openai:cheap"), "plenty", "private", OWN),
        (Request(quality="best"), Policy(), "plenty", "quality", BEST),
        (Request(quality="best", region="eu"), Policy(), "plenty", "quality", EU),
        (Request(difficulty=0.7), Policy(), "plenty", "hard", CHEAP),
        (Request(difficulty=0.7), Policy(hard_from=0.8), "plenty", "platform", OWN),
        (Request(difficulty=0.7), Policy(block=("openai:*",)), "plenty", "hard", EU),
        (Request(difficulty=0.6), Policy(hard_from=0.6), "plenty", "hard", CHEAP),
        (Request(), Policy(allow=("azure:*",)), "plenty", "only", EU),
        (Request(), Policy(allow=("azure:*", "openai:*")), "plenty", "cheapest", CHEAP),
        (Request(quality="best"), Policy(allow=("azure:*", "openai:*")), "plenty", "quality", BEST),
        (Request(quality="best"), Policy(default_model="openai:cheap"), "plenty", "quality", BEST),
        (Request(quality="best"), Policy(share_spent=True), "plenty", "share", OWN),
        (Request(), Policy(allow=("azure",)), "plenty", "only", EU),
    ],
)
def test_each_rule_has_its_turn(request_, policy, budget, rule, model):
    decision = decide(request_, policy, EVERY, budget)
    assert (decision.rule, decision.model) == (rule, model)


def test_a_demo_model_is_not_chosen_silently_where_a_better_one_may_be_asked():
    assert decide(Request(), Policy(), [DEMO, CHEAP]).rule == "demo"
    assert decide(Request(), Policy(), [DEMO]).rule == "platform"
    assert decide(Request(privacy="private"), Policy(), [DEMO, CHEAP]).model == DEMO


@pytest.mark.parametrize(
    ("request_", "policy", "budget", "improved"),
    [
        (Request(), Policy(), "plenty", True),
        (Request(), Policy(), "balanced", False),
        (Request(), Policy(), "cheap", False),
        (Request(), Policy(share_spent=True), "plenty", False),
        (Request(), Policy(cascade=False), "plenty", False),
        (Request(privacy="personal"), Policy(), "plenty", False),
        (Request(privacy="private"), Policy(), "plenty", False),
        (Request(quality="best"), Policy(), "plenty", False),
    ],
)
def test_who_improves_a_doubtful_answer(request_, policy, budget, improved):
    found = decide(request_, policy, EVERY, budget).escalation
    assert (found == CHEAP) if improved else found is None


@pytest.mark.parametrize(
    ("request_", "policy"),
    [
        (Request(quality="best"), Policy()),
        (Request(), Policy(default_model="openai:best")),
        (Request(difficulty=1), Policy()),
    ],
)
def test_a_low_budget_takes_the_cheapest_cloud_where_nothing_is_free(request_, policy):
    assert [decide(request_, policy, [BEST, CHEAP], budget).model for budget in ("plenty", "cheap")][1] == CHEAP
    assert decide(request_, policy, [BEST, CHEAP], "cheap").rule == "thrift"


@pytest.mark.parametrize("budget", ["cheap", "pause"])
def test_a_server_that_its_owner_calls_free_fits_into_every_budget(budget):
    free = replace(CHEAP, own_price=True, input_micro=0, output_micro=0)
    assert decide(Request(), Policy(), [BEST, free], budget).model == free
    assert decide(Request(), Policy(), [DEMO, BEST, free], budget).model == free
    assert decide(Request(), Policy(), [OWN, free], budget).model == OWN
    assert decide(Request(), Policy(), [DEMO, replace(free, own_price=False)], budget).model == DEMO


def test_the_alternative_is_one_that_could_have_been_asked():
    blocked = decide(Request(), Policy(block=("openai:cheap",)), [OWN, CHEAP, BEST])
    assert blocked.alternative.model == BEST.model
    waiting = decide(Request(), Policy(), [OWN, replace(CHEAP, ready=False), BEST])
    assert waiting.alternative.model == BEST.model
    assert decide(Request(), Policy(), [OWN, CHEAP, BEST]).alternative.model == CHEAP.model


def test_a_default_model_that_cannot_be_asked_is_said():
    house = Policy(default_model="anthropic:claude")
    assert decide(Request(), house, [OWN, CHEAP]).rule == "no_default"
    assert decide(Request(), house, [OWN, CHEAP]).escalation == CHEAP
    assert decide(Request(difficulty=1), house, [OWN, CHEAP]).rule == "no_default"
    assert decide(Request(), house, [OWN, card("anthropic", "claude", "cloud", "us", ready=False)]).rule == "no_default"
    assert decide(Request(quality="best"), house, [OWN, CHEAP]).rule == "quality"


def test_a_default_model_that_a_rule_takes_out_is_no_want():
    claude = card("anthropic", "claude", "cloud", "us")
    house = Policy(default_model="anthropic:claude", block=("anthropic:*",))
    assert decide(Request(), house, [OWN, claude]).rule == "platform"
    assert decide(Request(region="eu"), Policy(default_model="anthropic"), [OWN, claude]).rule == "platform"


def test_a_model_of_ones_own_that_is_not_ready_is_said_where_a_cloud_answers():
    lacking = replace(OWN, ready=False)
    assert decide(Request(), Policy(), [lacking, CHEAP]).rule == "unready"
    assert decide(Request(), Policy(), [lacking, DEMO, CHEAP, BEST]).rule == "unready"
    assert decide(Request(), Policy(), [replace(DEMO, ready=False), CHEAP]).rule == "only"
    assert decide(Request(), Policy(), [lacking, card("mlx", "m", "local", "machine"), CHEAP]).rule == "platform"
    assert decide(Request(model="openai"), Policy(), [lacking, CHEAP]).rule == "chosen"


def test_the_platform_prefers_its_own_runtime():
    local = [card(name, place="local", region="machine") for name in ("embedded", "ollama", "mlx")]
    assert decide(Request(), Policy(), local).model.provider == "mlx"
    assert decide(Request(), Policy(), local[:2]).model.provider == "ollama"


@pytest.mark.parametrize(
    ("request_", "policy", "budget", "error"),
    [
        (Request(model="nobody"), Policy(), "plenty", UnknownModel),
        (Request(model="openai", privacy="private"), Policy(), "plenty", StaysPrivate),
        (Request(model="openai"), Policy(local_only=True), "plenty", LocalOnly),
        (Request(model="openai", region="eu"), Policy(), "plenty", StaysInRegion),
        (Request(model="openai"), Policy(block=("openai:*",)), "plenty", ModelBlocked),
        (Request(model="openai"), Policy(block=("openai",)), "plenty", ModelBlocked),
        (Request(model="openai"), Policy(block=("OpenAI:*",)), "plenty", ModelBlocked),
        (Request(model="openai"), Policy(), "pause", BudgetSpent),
    ],
)
def test_who_insists_on_a_model_that_must_not_be_asked_is_told_which_rule(request_, policy, budget, error):
    with pytest.raises(error):
        decide(request_, policy, EVERY, budget)


def test_each_way_to_have_no_model_is_told_apart():
    with pytest.raises(NoModel):
        decide(Request(), Policy(), [card("embedded", place="local", ready=False)])
    with pytest.raises(StaysPrivate):
        decide(Request(privacy="private"), Policy(), [CHEAP])
    with pytest.raises(StaysInRegion):
        decide(Request(), Policy(region="eu"), [CHEAP])
    with pytest.raises(BudgetSpent):
        decide(Request(), Policy(), [CHEAP], "pause")


@pytest.mark.parametrize(
    ("request_", "policy", "rule"),
    [(Request(privacy="private"), Policy(), "private"), (Request(), Policy(local_only=True), "local_only")],
)
def test_clouds_that_may_not_be_asked_are_said_with_the_rule_and_the_next_step(request_, policy, rule):
    never = card("embedded", place="local", ready=False, demo=True)
    with pytest.raises(PolicyError) as caught:
        decide(request_, policy, [never, CHEAP])
    info = caught.value.info()
    assert rule in info.remedy
    assert "convergio models install" in info.remedy
    assert info.action == "install_model"
    asleep = card("ollama", place="local", ready=False)
    with pytest.raises(PolicyError) as caught:
        decide(request_, policy, [never, asleep, CHEAP])
    assert "local model" in caught.value.info().remedy


def test_a_refusal_is_written_into_the_candidates_in_words_that_exist():
    decision = decide(Request(privacy="private"), Policy(block=("embedded:own",)), EVERY)
    assert [candidate.refused for candidate in decision.candidates] == ["", "blocked", "private", "private", "private"]
    assert set(LEFT_OUT) == set(_REFUSALS)


def test_a_receipt_knows_the_other_way_and_its_price():
    request = Request(input_tokens=1_000, output_tokens=1)
    here = decide(request, Policy(), EVERY)
    assert (here.alternative.model, here.alternative.estimate_micro) == ("cheap", 1_001)
    there = decide(Request(model="openai:best"), Policy(), EVERY)
    assert there.alternative.place == "local"
    assert estimate_micro(card("x", price=1), Request(input_tokens=1, output_tokens=0)) == 1
