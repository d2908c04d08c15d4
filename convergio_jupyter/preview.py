"""What would become of a question: the receipt that it would get, without asking anybody."""

from __future__ import annotations

from . import plan
from .core import OWNER
from .core.errors import BudgetSpent, QuotaSpent
from .core.faculty import Teacher
from .core.schema import Question, Receipt
from .engine import Engine
from .metering import Whose
from .routing import Decision


async def route(engine: Engine, question: Question, account: str = OWNER) -> Receipt:
    """The receipt that ``question`` would get. Raises the refusal that it would meet."""
    plan.check(question)
    teacher = engine.roster.assign(
        question.text, wanted=question.teacher, lang=engine.language(question), among=engine.able(question, account)
    )[0].teacher
    whose = Whose(account=account, lesson=question.lesson, course=question.course)
    terms = await engine.house.now(whose, teacher.id)
    await engine.refresh()
    decision = plan.made(engine.outside_plan(teacher, account) or engine.decide(question, terms.policy, terms.level))
    spent = terms.policy.share_spent and decision.model.place != "local"
    refusal = BudgetSpent(budget=plan.SHARE) if spent else await _no_room(engine, question, teacher, decision, whose)
    if refusal is not None:
        free = plan.stand_in(refusal, terms.policy, lambda policy: engine.decide(question, policy, "pause"))
        if question.model or free is None:
            raise plan.no_room(refusal, decision.model)
        decision = plan.because(free, refusal)
    lang, model = engine.language(question), decision.model
    call = plan.calls_of(question, teacher, model, [], lang)[0]
    return plan.receipt_for(
        turn=question.turn, account=account, teacher=teacher.id, privacy=question.privacy, decision=decision, lang=lang,
        spoken=lang, model=model, sent_bytes=call.size,
    )  # fmt: skip


async def _no_room(
    engine: Engine, question: Question, teacher: Teacher, decision: Decision, whose: Whose
) -> BudgetSpent | QuotaSpent | None:
    """What has no room for the answer that was decided for: the plan, or a budget for the most it can cost."""
    model = decision.model
    quota = engine.plans.quota(whose.account, [model])
    if quota is not None and quota.most is not None and await engine.ledger.questions(whose.account) >= quota.most:
        return QuotaSpent(count=quota.most)
    most = plan.most_of(question, model, plan.calls_of(question, teacher, model, [], engine.language(question)))
    for limit, spent in await engine.ledger.standing(engine.limits, whose):
        if most and spent + most > limit.micro:
            return BudgetSpent(budget=limit.said())
    return None
