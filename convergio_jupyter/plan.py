"""What one question becomes on its way: a request for the router, calls for models, a charge, a receipt. All pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from .answer import Answer
from .core import is_visitor
from .core.errors import (
    BudgetSpent,
    ConvergioError,
    EmptyQuestion,
    PriceUnknown,
    QuestionTooLong,
    QuotaSpent,
    TooManyPictures,
)
from .core.faculty import Recalled, Teacher
from .core.i18n import Phrase, translate
from .core.schema import Attachment, ErrorInfo, ModelCard, Privacy, Question, Receipt
from .core.values import Reach
from .larger import how_to_get
from .learning.tutor.tutoring import Tutoring
from .metering import Charge
from .providers.base import Call, WaitPart
from .providers.sight import EXPECTED_TOKENS as EXPECTED_OF_PICTURE
from .routing import SHARE_SPENT, Decision, Policy, Request, difficulty, estimate_micro
from .settings import Settings, listed, variable_of
from .teachers import compose
from .teachers.language import language_of
from .teachers.prompt import NOTHING_KNOWN, AtWork, Known
from .tools.reading import files

QUESTION_LIMIT = 200_000  # characters, with what is lent
MOST_PICTURES = 4
PICTURE_LIMIT = 3_000_000  # characters of all of them
ANSWER_TOKENS = 1_024
MOST_TOKENS = 16_384
DEMO_ANSWER_TOKENS = 320  # a small model that goes on for long only repeats itself
FRAME_TOKENS = 200  # persona and history, where a call is only estimated
EXPECTED_TOKENS = 400  # of an answer, likewise
SHARE = Phrase("The share of cloud answers of this course")


def check(question: Question) -> None:
    """Raises what keeps ``question`` from being asked at all."""
    if not question.text.strip():
        raise EmptyQuestion()
    pictures = files.pictures_in(question.attachments)
    if len(pictures) > MOST_PICTURES or sum(map(len, pictures)) > PICTURE_LIMIT:
        raise TooManyPictures(most=MOST_PICTURES)
    length = len(question.text) + sum(len(each.text) + len(each.label) for each in question.attachments)
    length -= sum(map(len, pictures))
    if length > QUESTION_LIMIT:
        raise QuestionTooLong(length=f"{length:,}", limit=f"{QUESTION_LIMIT:,}")


def policy_of(settings: Settings, *, course: str = "", teacher: str = "") -> Policy:
    """The rules of the house, with those of a course and a teacher. What filters can only become stricter by them."""
    policy = Policy(
        local_only=settings.local_only,
        region=settings.region or "any",
        default_model=settings.model,
        allow=listed(settings.allow),
        block=listed(settings.block),
        hard_from=settings.hard_from,
        cascade=settings.cascade,
    )
    for rules in settings.narrower(course=course, teacher=teacher):
        policy = policy._replace(
            local_only=policy.local_only or rules.get("local_only", False),
            region="eu" if "eu" in (policy.region, rules.get("region")) else "any",
            default_model=rules.get("model", policy.default_model),
            block=(*policy.block, *listed(rules.get("block", ""))),
            hard_from=rules.get("hard_from", policy.hard_from),
            cascade=policy.cascade and rules.get("cascade", True),
        )
    return policy


def age_of(settings: Settings, *, course: str = "", teacher: str = "") -> str:
    """The learners' age band, as whoever set up the place, a course or a teacher says."""
    bands = [rules["age_band"] for rules in settings.narrower(course=course, teacher=teacher) if rules.get("age_band")]
    return str(bands[-1]) if bands else settings.age_band


def request_of(question: Question) -> Request:
    """What the router gets to know of a question."""
    pictures = len(files.pictures_in(question.attachments))
    return Request(
        model=question.model,
        privacy=question.privacy,
        region=question.region,
        quality=question.quality,
        difficulty=difficulty(question.text, question.subject or None),
        input_tokens=FRAME_TOKENS + sum(map(len, _texts(question))) // 4 + EXPECTED_OF_PICTURE * pictures,
        output_tokens=min(question.max_tokens or EXPECTED_TOKENS, EXPECTED_TOKENS),
        pictures=pictures > 0,
    )


def calls_of(
    question: Question,
    teacher: Teacher,
    model: ModelCard,
    history: list[Recalled],
    lang: str,
    known: Known = NOTHING_KNOWN,
) -> list[Call]:
    """The calls for ``model``, the wished one first: what was said before must not stand in the way of a question."""
    histories = [history, []] if history else [[]]
    return [_call(question, teacher, model, each, lang, known) for each in histories]


def at_work(tutoring: Tutoring | None, question: Question, lang: str, *, strict: bool) -> AtWork | None:
    """What a teacher is told of the exercise that a learner works on, and of what to do now; None without one."""
    if tutoring is None or tutoring.exercise is None:
        return None
    spoken = language_of(question.text, otherwise=lang)
    work = Attachment(kind="cell", label=tutoring.label, text=tutoring.shown(spoken))
    return AtWork(work, tutoring.move.told(spoken, strict=strict))


def at_plan(agenda: str, question: Question, lang: str) -> AtWork | None:
    """What who plans is told of the learner's study plan; None where there is none."""
    if not agenda:
        return None
    spoken = language_of(question.text, otherwise=lang)
    label = translate("the learner's study plan", spoken)
    return AtWork(Attachment(kind="file", label=label, text=agenda), _KEEP_TO_PLAN[spoken])


def most_of(question: Question, model: ModelCard, calls: Sequence[Call]) -> int:
    """The most that an answer by ``model`` can cost: no more tokens than bytes, and an answer of full length."""
    size = max(call.most_tokens for call in calls)
    return estimate_micro(model, Request(input_tokens=size, output_tokens=_longest_answer(question, model)))


def reach_of(question: Question, policy: Policy) -> Reach:
    """How far a question may travel, by its own class and by the rules that hold for it."""
    if question.privacy == "private" or policy.local_only:
        return "machine"
    return "eu" if "eu" in (question.region, policy.region) else "any"


def nearness(model: ModelCard) -> Reach:
    """How far a text travels to ``model``."""
    if model.place == "local":
        return "machine"
    return "eu" if model.region == "eu" else "any"


def well_formed(question: Question) -> Question:
    """The question without halves of characters, which no other program could read, and with a number of rounds."""
    lent = (replace(each, text=whole(each.text), label=whole(each.label)) for each in question.attachments)
    debate = question.debate if isinstance(question.debate, int) else 0  # who calls us may be no typed program
    return replace(question, text=whole(question.text), attachments=tuple(lent), debate=debate)


def made(decision: Decision | ConvergioError) -> Decision:
    """The decision; raises the error that stands in its place."""
    if isinstance(decision, ConvergioError):
        raise decision
    return decision


def because(decision: Decision, error: ConvergioError) -> Decision:
    """The decision for what costs nothing, with the reason why nothing else could answer."""
    if isinstance(error, QuotaSpent):
        return decision._replace(rule="quota", reason=_QUOTA)
    return decision._replace(rule="share", reason=SHARE_SPENT) if error.values.get("budget") == SHARE else decision


def stand_in(
    error: ConvergioError, policy: Policy, decide: Callable[[Policy], Decision | ConvergioError]
) -> Decision | None:
    """Who answers for nothing where ``error`` found no room; None where nobody may.

    A budget has room for whatever costs nothing, a plan and a share for this computer only.
    """
    of_money = isinstance(error, BudgetSpent) and error.values.get("budget") != SHARE
    free = decide(policy if of_money else policy._replace(share_spent=True))
    return free if isinstance(free, Decision) and (of_money or free.model.place == "local") else None


def no_room(error: ConvergioError, model: ModelCard) -> ConvergioError:
    """``error``; where a budget has no room only because the price of ``model`` is not known, that one says more."""
    budget = error.values.get("budget")
    if (
        not isinstance(error, BudgetSpent)
        or not model.assumed_price
        or not isinstance(budget, Phrase)
        or budget == SHARE
    ):
        return error
    return PriceUnknown(
        budget=budget, name=model.label, variable=variable_of(f"{model.provider}_price"), detail=error.detail
    )


def charge_of(question: Question, teacher: Teacher, model: ModelCard, account: str, request: str) -> Charge:
    """What the ledger keeps of an answer by ``model``, and calls ``request``."""
    return Charge(
        request=request,
        teacher=teacher.id,
        provider=model.provider,
        model=model.model,
        place=model.place,
        account=account,
        conversation=question.conversation,
        lesson=question.lesson,
        course=question.course,
    )


def note_asked(
    answer: Answer,
    model: ModelCard,
    size: int,
    failed: ConvergioError | None,
    decision: Decision,
    *,
    teacher: str,
    privacy: Privacy,
) -> Receipt | None:
    """``model`` is asked now, with ``size`` bytes, ``failed`` being why the one before it did not answer.

    The new receipt; None where the same model is only asked once more.
    """
    before, answer.sent = answer.receipt, False
    if before is not None and answer.model == model:
        answer.receipt = replace(before, sent_bytes=size)
        return None
    tried = _stood_in_for(answer, model, decision, after_failure=before is not None and failed is not None)
    info = failed.info(answer.asked_in, visitor=is_visitor(answer.account)) if failed is not None and tried else None
    answer.model, answer.tokens = model, None
    answer.receipt = receipt_for(
        turn=answer.turn, account=answer.account, teacher=teacher, privacy=privacy, decision=decision, lang=answer.lang,
        spoken=answer.asked_in, model=model, sent_bytes=size, tried=tried, failed=info,
    )  # fmt: skip
    return answer.receipt


def _stood_in_for(answer: Answer, model: ModelCard, decision: Decision, *, after_failure: bool) -> tuple[str, ...]:
    """Who was asked before ``model`` and did not answer, or was not even asked after it had failed too often."""
    tried = answer.receipt.tried if answer.receipt else ()
    if after_failure and answer.model is not None:
        return (*tried, answer.model.label)
    if not tried and model not in (decision.model, decision.escalation):
        return (decision.model.label,)
    return tried


def receipt_for(
    *,
    turn: str,
    account: str,
    teacher: str,
    privacy: Privacy,
    decision: Decision,
    lang: str,
    spoken: str,
    model: ModelCard,
    sent_bytes: int,
    tried: tuple[str, ...] = (),
    failed: ErrorInfo | None = None,
) -> Receipt:
    """Why ``model`` answers, where, what was sent. ``tried`` are those that were asked before it and did not answer,
    ``failed`` says why the last of them did not. The notice speaks as the answer above it, all else as the surface.
    """
    alternative = decision.alternative
    if alternative is not None and (alternative.provider, alternative.model) == (model.provider, model.model):
        alternative = None
    why, names = _FALLBACK if tried else decision.reason, ", ".join(tried)
    said = [translate(why, spoken, name=names)] if tried or decision.rule in _NOTICED else []
    said += [failed.message, failed.remedy] if failed else []
    said += [translate(_DEMO, spoken, how=how_to_get(account))] if model.demo else []
    return Receipt(
        turn=turn,
        teacher=teacher,
        rule="fallback" if tried else decision.rule,
        reason=translate(why, lang, name=names),
        notice=" ".join(said),
        provider=model.provider,
        model=model.model,
        label=model.label,
        demo=model.demo,
        place=model.place,
        region=model.region,
        privacy=privacy,
        difficulty=round(decision.difficulty, 3),
        candidates=decision.candidates,
        alternative="" if alternative is None else alternative.model,
        alternative_micro=0 if alternative is None else alternative.estimate_micro,
        assumed_price=model.assumed_price,
        tried=tried,
        sent_to=translate("this computer", lang) if model.place == "local" else model.provider,
        sent_bytes=sent_bytes,
    )


def waiting(part: WaitPart, lang: str) -> str:
    """What a learner is told who waits for the first word, with how far it is where that is known."""
    if part.stage == "reading" and 0 < part.done < part.total:
        return translate("The teacher is reading: {share} %.", lang, share=100 * part.done // part.total)
    return translate(_WAITING[part.stage], lang, ahead=part.done)


_WAITING = {
    "queued": "Waiting for a free place; {ahead} go first.",
    "loading_model": "The model is waking up.",
    "reading": "The teacher is reading.",
    "resting": "The model needs a moment; the question waits for it.",
    "retrying": "The model did not answer; it is asked once more.",
}
_NOTICED = ("budget", "thrift", "share", "quota", "best_here")  # a learner would wonder why no better model answers
_DEMO = "The demo model wrote this, and it is often wrong. A larger one would know more. {how}"
_QUOTA = "The questions to cloud models of your plan are used up, so it stays on this computer."
_FALLBACK = "{name} did not answer, so this model was asked instead."


_KEEP_TO_PLAN = {
    "en": (
        "Where the question is about what to do and when, keep to this plan: the same pieces, days and minutes. Say"
        " openly where you would change it; only the learner can, on the page “Your plan” or with `%convergio plan`."
    ),
    "it": (
        "Se la domanda riguarda che cosa fare e quando, resta su questo piano: gli stessi pezzi, giorni e minuti. Di'"
        " apertamente dove lo cambieresti; può farlo solo chi impara, nella pagina “Il tuo piano” o con"
        " `%convergio plan`."
    ),
}


def _call(
    question: Question,
    teacher: Teacher,
    model: ModelCard,
    history: list[Recalled],
    lang: str,
    known: Known,
) -> Call:
    messages = compose(
        teacher,
        question.text,
        lang=language_of(question.text, otherwise=lang),
        history=history,
        attachments=question.attachments,
        small_model=model.demo,
        sees=model.sees,
        known=known,
    )
    return Call(model=model.model, messages=messages, max_tokens=_longest_answer(question, model))


def _longest_answer(question: Question, model: ModelCard) -> int:
    usual = DEMO_ANSWER_TOKENS if model.demo else ANSWER_TOKENS
    return min(max(0, question.max_tokens), MOST_TOKENS) or usual


def whole(text: str) -> str:
    """``text`` with a question mark for each half of a character."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def _texts(question: Question) -> list[str]:
    return [question.text, *(each.text for each in question.attachments if each.kind != files.PICTURE)]
