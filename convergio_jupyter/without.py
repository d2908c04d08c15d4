"""Without any model: what is written down, tools that are asked for in words and small talk answer all the same.

A decision is made for the demo model, whose card says that it is not there. Nobody asks it: what stands in for a small
model stands in for it, and where there is nothing the learner is told how to get a model.
"""

from __future__ import annotations

from .core.errors import ConvergioError, ModelError
from .core.schema import ModelCard, Question
from .plan import request_of
from .routing import Decision


def or_without(
    found: Decision | ConvergioError, question: Question, inventory: list[ModelCard]
) -> Decision | ConvergioError:
    """``found``; where no model is ready, and none was insisted on, a decision for the one that is not there."""
    absent = next((card for card in inventory if card.demo), None)
    if not isinstance(found, ModelError) or question.model or absent is None or any(card.ready for card in inventory):
        return found
    refused = ("not_ready",) * len(inventory)
    return Decision(absent, "absent", found.message, request_of(question), tuple(inventory), refused)
