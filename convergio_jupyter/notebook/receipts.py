"""Receipts for people: one quiet line, and all of it as label and value."""

from __future__ import annotations

from dataclasses import replace

from ..core.i18n import decimal, translate
from ..core.schema import Receipt, Tokens
from ..core.values import QUOTED, dollars


def together(receipts: list[Receipt]) -> Receipt:
    """One receipt for several: who answered, and what all of it cost."""
    if len(receipts) == 1:
        return receipts[0]
    counted = [each.tokens for each in receipts if each.tokens is not None]
    tokens = Tokens(
        input=sum(each.input for each in counted),
        output=sum(each.output for each in counted),
        estimated=any(each.estimated for each in counted),
    )
    return replace(
        receipts[-1],
        label=", ".join(dict.fromkeys(each.label for each in receipts)),
        demo=all(each.demo for each in receipts),
        place="cloud" if any(each.place == "cloud" for each in receipts) else "local",
        assumed_price=any(each.assumed_price for each in receipts),
        tokens=tokens if counted else None,
        cost_micro=sum(each.cost_micro for each in receipts),
        recalled=tuple(dict.fromkeys(text for each in receipts for text in each.recalled)),
        total_ms=max(each.total_ms for each in receipts),
        first_token_ms=min(each.first_token_ms for each in receipts),
    )


def warning_of(receipt: Receipt | None) -> str:
    """What is to be known before reading words that the demo model made up; empty where it did not."""
    return receipt.notice if receipt is not None and receipt.demo and receipt.rule != QUOTED else ""


def summary_of(receipt: Receipt, lang: str) -> str:
    """The receipt in one quiet line: ``local · demo model · 0.00 $``."""
    place = translate(receipt.place, lang)
    demo = receipt.demo and receipt.rule != QUOTED
    name = translate("demo model", lang) if demo else receipt.label or receipt.model
    return f"{place} · {name} · {cost_said(receipt, lang)}"


def cost_said(receipt: Receipt, lang: str) -> str:
    """What an answer cost, and whether that rests on a price that is not known."""
    cost = dollars(receipt.cost_micro, lang)
    if not receipt.assumed_price:
        return cost
    return translate("{sum}, at most: the price of this model is not known", lang, sum=cost)


def tokens_said(tokens: Tokens, lang: str) -> str:
    """How much a model read and wrote, for people."""
    counted = "{in} read, {out} written (our count)" if tokens.estimated else "{in} read, {out} written"
    return translate(counted, lang, **{"in": tokens.input, "out": tokens.output})


def receipt_rows(receipt: Receipt, lang: str) -> list[tuple[str, str]]:
    """The receipt as label and value, for people."""
    tokens = receipt.tokens
    rows = [
        ("Model", f"{receipt.label or receipt.model} ({receipt.provider}:{receipt.model})"),
        ("Where", f"{translate(receipt.place, lang)} · {receipt.sent_to}"),
    ]
    if receipt.rule != QUOTED or not receipt.notice:  # the notice above says it
        rows.append(("Why", receipt.reason))
    if tokens is not None:
        rows.append(("Tokens", tokens_said(tokens, lang)))
        first, total = (decimal(ms / 1000, 1, lang) for ms in (receipt.first_token_ms, receipt.total_ms))
        timed = translate("{total} s, first words after {first} s", lang, total=total, first=first)
        rows.append(("Time", timed))
    rows.append(("Cost", cost_said(receipt, lang)))
    if receipt.recalled:
        rows.append(("Remembered from before", " · ".join(receipt.recalled)))
    return [(translate(label, lang), value) for label, value in rows]
