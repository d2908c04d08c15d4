"""The policy: a pure function from a request and what is there to one model, with the reason.

Rules, in this order: 1 private or local-only → this computer; 2 the user's own choice; 3 what the computer offers,
first that is ready. A rule that filters runs before any that prefers, so no preference can undo a privacy rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..core.errors import LocalOnly, NoModel, StaysPrivate, UnknownModel
from ..core.schema import Candidate, ModelCard, Privacy


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the router knows of a question."""

    model: str = ""  # provider:model or provider, the user's choice
    privacy: Privacy = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the owner of this installation allows and prefers."""

    local_only: bool = False
    default_model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The chosen model, the rule that chose it, and all that was looked at."""

    model: ModelCard
    rule: str
    reason: str  # an English sentence, a key of the catalogue
    candidates: tuple[Candidate, ...]


_REASONS = {
    "local_only": "This computer is set to keep everything local.",
    "private": "The question is private, so it stays on this computer.",
    "chosen": "You chose this model.",
    "default": "It is the default model of this installation.",
    "platform": "It is what this computer offers, and it costs nothing.",
    "only": "It is the only model that is set up.",
}


def decide(request: Request, policy: Policy, inventory: list[ModelCard]) -> Decision:
    """The model for ``request``. Raises ``NoModel``, ``UnknownModel`` or ``LocalOnly``; never asks the network."""
    must_stay = _must_stay(request, policy)
    allowed = [card for card in inventory if card.ready and not (must_stay and card.place != "local")]
    wish = request.model or policy.default_model
    if wish:
        chosen = _wished(wish, allowed, inventory, must_stay)
        rule = "chosen" if request.model else "default"
    elif allowed:
        chosen = min(allowed, key=lambda card: card.place != "local")
        rule = must_stay or ("platform" if chosen.place == "local" else "only")
    else:
        raise NoModel()
    return Decision(
        model=chosen,
        rule=rule,
        reason=_REASONS[rule],
        candidates=tuple(_candidate(card, must_stay) for card in inventory),
    )


def _must_stay(request: Request, policy: Policy) -> str:
    """The rule that keeps the question on this computer, or an empty text."""
    if policy.local_only:
        return "local_only"
    return "private" if request.privacy == "private" else ""


def _wished(wish: str, allowed: list[ModelCard], inventory: list[ModelCard], must_stay: str) -> ModelCard:
    provider, _, name = wish.partition(":")
    for card in allowed:
        if card.provider == provider and name in ("", card.model):
            return card
    for card in inventory:
        if card.provider == provider and name in ("", card.model):
            if must_stay and card.place != "local":
                raise StaysPrivate(host=card.provider) if must_stay == "private" else LocalOnly(host=card.provider)
            raise NoModel(detail=f"{wish} is set up but not ready: {card.note}")
    known = ", ".join(f"{card.provider}:{card.model}" for card in inventory) or "(none)"
    raise UnknownModel(name=wish, known=known)


def _candidate(card: ModelCard, must_stay: str) -> Candidate:
    refused = must_stay if must_stay and card.place != "local" else "" if card.ready else "not_ready"
    return Candidate(provider=card.provider, model=card.model, place=card.place, region=card.region, refused=refused)
