"""The policy: a pure function from a request, the rules of the house, the budget and what is there to one model.

First every model that must not be asked is taken out, with the rule that took it out. Then the first of these rules
that finds a model among the rest decides: the user's choice · a private question stays · a low budget stays ·
the default of the house · quality required → the best cloud · a hard question → a cloud · what the computer offers.
A rule that filters runs before any that prefers, so no preference, no budget and no fallback can undo a privacy rule.
The decision also names who answers if the model does not, and who improves an answer that looks doubtful.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from ..core.errors import (
    BudgetSpent,
    CannotSee,
    ConvergioError,
    LocalOnly,
    ModelBlocked,
    ModelNotReady,
    NoModel,
    NothingLocal,
    NothingPrivate,
    StaysInRegion,
    StaysPrivate,
    UnknownModel,
)
from ..core.schema import Candidate, ModelCard, Privacy, RegionLimit

Budget = Literal["plenty", "balanced", "cheap", "pause"]
PLATFORM = {"mlx": 0, "ollama": 1, "openai": 1, "embedded": 2}  # of local models; the demo model comes last
MILLION = 1_000_000


class Request(NamedTuple):
    """What the router knows of a question."""

    model: str = ""  # provider:model or provider, the user's choice
    privacy: Privacy = "public"
    region: RegionLimit = "any"
    quality: Literal["auto", "best"] = "auto"
    difficulty: float = 0.5
    input_tokens: int = 500
    output_tokens: int = 300
    pictures: bool = False  # whether the model has to look at some


class Policy(NamedTuple):
    """What the owner of this installation allows and prefers.

    ``allow`` and ``block`` hold patterns of provider:model, or of a provider for all its models.
    """

    local_only: bool = False
    region: RegionLimit = "any"
    default_model: str = ""
    allow: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    hard_from: float = 0.6  # the difficulty from which a question goes to a cloud, where there is one
    capped: bool = False  # whether only a share of the questions may go to a cloud, so that easy ones stay
    share_spent: bool = False  # whether that share is used up for now
    cascade: bool = True  # whether a doubtful local answer is improved by a cloud, where there is one


class Decision(NamedTuple):
    """The chosen model, the rule that chose it, and all that was looked at."""

    model: ModelCard
    rule: str
    reason: str  # an English sentence, a key of the catalogue
    request: Request
    inventory: tuple[ModelCard, ...]  # all that was looked at …
    refused: tuple[str, ...]  # … and the rule that took each of them out; empty for who may be asked
    fallbacks: tuple[ModelCard, ...] = ()  # who is asked, in this order, where the model does not answer
    escalation: ModelCard | None = None  # who is asked to improve an answer that looks doubtful

    @property
    def difficulty(self) -> float:
        return self.request.difficulty

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What was looked at, as a receipt shows it; made when it is wanted, for it takes longer than deciding."""
        looked_at = zip(self.inventory, self.refused, strict=True)
        return tuple(_candidate(card, rule, self.request) for card, rule in looked_at)

    @property
    def alternative(self) -> Candidate | None:
        """What a choice the other way would have been."""
        return _alternative(self)

    @property
    def models(self) -> tuple[ModelCard, ...]:
        """Who may answer, in the order in which they are asked."""
        return (self.model, *self.fallbacks)


SHARE_SPENT = "One more to a cloud would break the promised share of questions, so it stays on this computer."
_REASONS = {
    "chosen": "You chose this model.",
    "local_only": "This computer is set to keep everything local.",
    "private": "The question is private, so it stays on this computer.",
    "budget": "The budget is low, so a model answers that costs nothing.",
    "thrift": "The budget is low, so the cheapest model that may be asked answers.",
    "share": SHARE_SPENT,
    "capped": "Only a share of the questions may go to a cloud, so one that looks easy stays on this computer.",
    "default": "It is the default model of this installation.",
    "quality": "The best answer was asked for, and this is the best model that may be asked.",
    "best_here": "No model elsewhere may be asked, so this is the best one there is.",
    "hard": "The question looks hard, so a larger model was asked.",
    "demo": "The model on this computer is for demonstrations only, so a better one was asked.",
    "platform": "It is what this computer offers, and it costs nothing.",
    "cheapest": "No model on this computer may answer, so the cheapest one elsewhere was asked.",
    "only": "It is the only model that may be asked.",
    "unready": "A model is set up on this computer but not ready, so one elsewhere was asked; see `convergio doctor`.",
    "no_default": "The default model is not set up or not ready, so another one was asked; see `convergio doctor`.",
}
_ELSEWHERE = ("demo", "only", "cheapest")  # rules that look beyond this computer for want of something on it

# What takes a model out, in the order in which it is said, and the error of who insists on that model.
_REFUSALS: dict[str, Callable[[ModelCard], ConvergioError]] = {
    "local_only": lambda card: LocalOnly(host=card.provider),
    "private": lambda card: StaysPrivate(host=card.provider),
    "region": lambda card: StaysInRegion(host=card.provider),
    "blocked": lambda card: ModelBlocked(name=name_of(card)),
    "blind": lambda card: CannotSee(name=card.label),
    "budget": lambda card: BudgetSpent(),
    "not_ready": lambda card: _not_ready(card),
}


# What is said instead where nothing that could answer was ever set up on this computer.
_STAYS: dict[str, Callable[[ModelCard], ConvergioError]] = {
    "local_only": lambda card: NothingLocal(host=card.provider),
    "private": lambda card: NothingPrivate(host=card.provider),
}


def decide(request: Request, policy: Policy, inventory: Sequence[ModelCard], budget: Budget = "plenty") -> Decision:
    """The model for ``request``. Never asks the network.

    Raises ``NoModel``, ``UnknownModel``, or the refusal of the model that the user insists on.
    """
    refused = [_refusal(card, request, policy, budget) for card in inventory]
    allowed = [card for card, rule in zip(inventory, refused, strict=True) if not rule]
    clouds = [card for card in allowed if card.place != "local"]
    if len(clouds) > 1:
        clouds.sort(key=lambda card: estimate_micro(card, request))  # the cheapest first
    rule, model = _chosen(request, policy, inventory, refused) or _preferred(request, policy, allowed, clouds, budget)
    if model is None:
        raise _nothing_left(inventory, refused)
    if rule in _ELSEWHERE and _lacks_its_own(inventory, refused):
        rule = "unready"
    if rule in ("platform", "hard", *_ELSEWHERE) and _lacks_its_default(policy, inventory, refused):
        rule = "no_default"
    return Decision(
        model=model,
        rule=rule,
        reason=_REASONS[rule],
        request=request,
        inventory=tuple(inventory),
        refused=tuple(refused),
        fallbacks=_fallbacks(model, rule, request, allowed),
        escalation=_escalation(model, rule, request, policy, clouds, budget),
    )


def estimate_micro(card: ModelCard, request: Request) -> int:
    """What the answer is expected to cost, in millionths of a dollar, rounded up."""
    cost = card.input_micro * request.input_tokens + card.output_micro * request.output_tokens
    return -(-cost // MILLION)


def name_of(card: ModelCard) -> str:
    return f"{card.provider}:{card.model}"


def _refusal(card: ModelCard, request: Request, policy: Policy, budget: Budget) -> str:
    """The rule that takes ``card`` out; empty if it may be asked."""
    if card.place != "local":
        if policy.local_only:
            return "local_only"
        if request.privacy == "private":
            return "private"
        if "eu" in (policy.region, request.region) and card.region != "eu":
            return "region"
    if (policy.allow or policy.block) and not _is_allowed(card, policy):
        return "blocked"
    if request.pictures and not card.sees:
        return "blind"
    if budget == "pause" and _costs(card):
        return "budget"
    return "" if card.ready else "not_ready"


def _costs(card: ModelCard) -> bool:
    """Whether an answer costs anything: not on this computer, nor on a server whose owner says that it is free."""
    return card.place != "local" and not (card.own_price and card.input_micro == card.output_micro == 0)


def _is_allowed(card: ModelCard, policy: Policy) -> bool:
    listed = not policy.allow or any(matches(card, pattern) for pattern in policy.allow)
    return listed and not any(matches(card, pattern) for pattern in policy.block)


def matches(card: ModelCard, pattern: str) -> bool:
    """Whether a pattern of provider:model means this model; without a colon it means all of a provider, too.

    Case does not matter: a rule that blocks nothing because of a capital would protect nobody.
    """
    pattern = pattern.casefold()
    return fnmatchcase(name_of(card).casefold(), pattern) or fnmatchcase(card.provider, pattern)


def _not_ready(card: ModelCard) -> ConvergioError:
    """What a model needs that cannot be asked yet; for one that runs here, whoever runs it knows."""
    if card.provider in ("embedded", "mlx"):
        return NoModel(detail=f"{name_of(card)} is set up but not ready: {card.note}")
    return ModelNotReady(name=name_of(card), need=card.note)


def _chosen(
    request: Request, policy: Policy, inventory: Sequence[ModelCard], refused: Sequence[str]
) -> tuple[str, ModelCard | None] | None:
    """The model that the user insists on; None if there is no such wish."""
    if not request.model:
        return None
    named = [(card, rule) for card, rule in zip(inventory, refused, strict=True) if is_named(card, request.model)]
    if not named:
        raise UnknownModel(name=request.model, known=", ".join(map(name_of, inventory)) or "–")
    for card, rule in named:
        if not rule:
            return "chosen", card
    card, rule = named[0]
    raise _REFUSALS[rule](card)


def is_named(card: ModelCard, wish: str) -> bool:
    """Whether ``wish`` (provider:model, or a provider) means this model."""
    provider, _, model = wish.partition(":")
    return card.provider == provider and model in ("", card.model)


def _preferred(
    request: Request, policy: Policy, allowed: list[ModelCard], clouds: list[ModelCard], budget: Budget
) -> tuple[str, ModelCard | None]:
    local = min((card for card in allowed if card.place == "local"), key=_rank, default=None)
    if local is not None and (policy.local_only or request.privacy == "private"):
        return ("local_only" if policy.local_only else "private"), local
    if local is not None and policy.share_spent:
        return "share", local
    if budget in ("cheap", "pause") and (free := [card for card in allowed if not _costs(card)]):
        return "budget", min(free, key=_rank_of_free)
    if clouds and budget == "cheap":
        return "thrift", clouds[0]
    if clouds and request.quality == "best":
        return "quality", max(clouds[::-1], key=lambda card: (not card.assumed_price, estimate_micro(card, request)))
    if policy.default_model:
        default = next((card for card in allowed if is_named(card, policy.default_model)), None)
        if default is not None:
            return "default", default
    if not clouds:
        return ("best_here" if request.quality == "best" and local is not None else "platform"), local
    if local is None:
        return ("only" if len(clouds) == 1 else "cheapest"), clouds[0]
    if request.difficulty >= policy.hard_from:
        return "hard", clouds[0]
    if local.demo:
        return ("capped", local) if policy.capped else ("demo", clouds[0])
    return "platform", local


def _fallbacks(model: ModelCard, rule: str, request: Request, allowed: list[ModelCard]) -> tuple[ModelCard, ...]:
    """Who may answer in place of ``model``: never under a laxer class, and nobody whom the user did not name."""
    strict = _strictness(model)
    others = [card for card in allowed if _strictness(card) >= strict and card is not model]
    if rule == "chosen":
        others = [card for card in others if is_named(card, request.model)]
    return tuple(sorted(others, key=lambda card: (card.place == "local", *_rank(card), estimate_micro(card, request))))


def _escalation(
    model: ModelCard, rule: str, request: Request, policy: Policy, clouds: list[ModelCard], budget: Budget
) -> ModelCard | None:
    """The cheapest cloud, where this computer answers only because the question looked easy."""
    looked_easy = rule in ("platform", "capped", "no_default") and model.place == "local"
    if looked_easy and policy.cascade and request.privacy == "public" and budget == "plenty":
        return clouds[0] if clouds else None
    return None


def _lacks_its_own(inventory: Sequence[ModelCard], refused: Sequence[str]) -> bool:
    """Whether somebody set a model up on this computer that cannot be asked, and no other one here can."""
    here = [(card, rule) for card, rule in zip(inventory, refused, strict=True) if card.place == "local"]
    ready = any(not rule and not card.demo for card, rule in here)
    return not ready and any(rule == "not_ready" and not card.demo for card, rule in here)


def _lacks_its_default(policy: Policy, inventory: Sequence[ModelCard], refused: Sequence[str]) -> bool:
    """Whether the default of the house is no model that could be asked; one that a rule takes out is no want."""
    if not policy.default_model:
        return False
    named = (rule for card, rule in zip(inventory, refused, strict=True) if is_named(card, policy.default_model))
    return all(rule == "not_ready" for rule in named)


def _strictness(card: ModelCard) -> int:
    """How far data travels to a model: a fallback may only go to one that is as near or nearer."""
    return 2 if card.place == "local" else int(card.region == "eu")


def _rank(card: ModelCard) -> tuple[bool, int]:
    return card.demo, PLATFORM.get(card.provider, 3)


def _rank_of_free(card: ModelCard) -> tuple[bool, bool, int]:
    return card.demo, card.place != "local", PLATFORM.get(card.provider, 3)


def _nothing_left(inventory: Sequence[ModelCard], refused: Sequence[str]) -> ConvergioError:
    """A rule that took a model out which could have answered is worth saying; else there is no model."""
    own = any(card.place == "local" and not card.demo for card in inventory)
    for wanted in ("region", "blocked", "budget", "local_only", "private", "blind"):
        for card, rule in zip(inventory, refused, strict=True):
            if rule == wanted and card.ready:
                return (_REFUSALS if own else _REFUSALS | _STAYS)[rule](card)
    return NoModel()


def _candidate(card: ModelCard, refused: str, request: Request) -> Candidate:
    local = card.place == "local"
    score = (1 - request.difficulty) * (0.5 if card.demo else 1) if local else request.difficulty
    return Candidate(
        provider=card.provider,
        model=card.model,
        place=card.place,
        region=card.region,
        score=round(score, 3),
        estimate_micro=estimate_micro(card, request),
        refused=refused,
    )


def _alternative(decision: Decision) -> Candidate | None:
    """The cheapest model on the other side: a cloud where this computer was chosen, this computer where a cloud was."""
    here, request = decision.model.place == "local", decision.request
    looked_at = zip(decision.inventory, decision.refused, strict=True)
    others = [(card, rule) for card, rule in looked_at if (card.place == "local") != here]
    open_to_all = [(card, rule) for card, rule in others if rule not in ("not_ready", "blocked")]
    found = min(open_to_all, key=lambda pair: estimate_micro(pair[0], request), default=None)
    return None if found is None else _candidate(*found, request)
