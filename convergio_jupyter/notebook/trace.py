"""How an answer of several teachers came about: who did what, by which model, how long it took and what it cost."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.i18n import decimal, translate
from ..core.values import dollars
from ..teachers.choice import PRINCIPAL
from .receipts import cost_said
from .safe_markdown import escape
from .said import Said
from .steps import named

FEWEST = 3  # who parts a question, and who brings it together, does so for two others at least


def trace_html(said: Sequence[Said], lang: str) -> str:
    """One list to unfold, as in the sidebar."""
    lines = "".join(
        f"<li><strong>{escape(one.name)}</strong>{_did(said, number, lang)}<br>"
        f"<small>{escape(' · '.join(_facts(one, lang)))}</small></li>"
        for number, one in enumerate(said)
    )
    cost = dollars(sum(one.receipt.cost_micro for one in said if one.receipt is not None), lang)
    voices = translate("{count} voices", lang, count=len({one.teacher for one in said}))
    summary = " · ".join((translate("How this came about", lang), voices, cost))
    return f"<details><summary>{escape(summary)}</summary><ol>{lines}</ol></details>"


def _did(said: Sequence[Said], number: int, lang: str) -> str:
    """What a teacher did where it was not to answer the whole question."""
    one, leads = said[number], len(said) >= FEWEST and said[number].teacher == PRINCIPAL
    done = one.asked
    if leads and number == len(said) - 1:
        done = translate("brought it together", lang)
    elif leads and number == 0 and said[1].asked and not one.asked:
        done = translate("parted the question", lang)
    return f" — {escape(done)}" if done else ""


def _facts(one: Said, lang: str) -> list[str]:
    """A few words each. What code wrote has no receipt, and says that."""
    receipt, found = one.receipt, list[str]()
    if receipt is not None:
        found += [translate(receipt.place, lang), receipt.label or receipt.model]
        found += [f"{decimal(receipt.total_ms / 1000, 1, lang)} s"] if receipt.total_ms else []
        found.append(cost_said(receipt, lang))
    elif one.error is None and one.text:
        found.append(translate("no model was asked", lang))
    found += [named(step, lang) for step in one.steps if step.done]
    return [*found, one.error.message] if one.error is not None else found
