"""Where no model may answer: what is written down, tools that are asked for in words and small talk do all the same.

A decision is made for the demo model, whose card says that it is not there. Nobody asks it: what stands in for a small
model stands in for it, and where there is nothing the learner is told how to get a model.
"""

from __future__ import annotations

from .core.errors import ConvergioError, ModelError, PolicyError
from .core.schema import ModelCard, Question
from .plan import request_of
from .routing import Decision


def or_without(
    found: Decision | ConvergioError, question: Question, inventory: list[ModelCard]
) -> Decision | ConvergioError:
    """``found``; where no model may answer, and none was insisted on, a decision for the one that is not there."""
    absent = next((card for card in inventory if card.demo and not card.ready), None)
    if not isinstance(found, (ModelError, PolicyError)) or question.model or absent is None:
        return found
    refused = ("not_ready",) * len(inventory)
    return Decision(absent, "absent", found.message, request_of(question), tuple(inventory), refused)
