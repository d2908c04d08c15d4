"""The engine: the way of every question, from the surface that asks to the answer that is kept.

Read :meth:`Engine.ask` from top to bottom; each step is one room's work. There is no second way to reach a model.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import memory, plan
from .answer import Answer, CancelScope
from .backends import providers_of
from .belongings import agenda_of, tutoring_of
from .contribution import Contribution
from .core import OWNER, is_visitor
from .core.errors import ConvergioError, InternalError, NoModel
from .core.events import Asked, Done, Event, Failed, UsageReported
from .core.faculty import Teacher
from .core.i18n import choose_language
from .core.schema import Attachment, ModelCard, Question
from .core.values import nearest
from .dispatch import Dispatcher
from .firsthelp import help_first
from .house import House, Terms
from .learning.classes.joining import Classes
from .learning.exercises import desk as learners
from .learning.shelf import Shelf
from .meaning import vectors_of
from .memory import Conversations, Memory
from .memory.material import Material
from .metering import Ledger, Level, limits_from, plans_from
from .metering.prices import priced, refresh
from .parting import parted
from .permits import Permits
from .privacy.egress import Egress
from .providers.base import Provider
from .providers.waiting_line import WaitingLine
from .routing import Decision, Policy, decide
from .routing.traffic import Traffic
from .safety import concern
from .settings import Settings
from .store import Store, open_store
from .tab import Tab
from .teachers import Assigned, Roster, at_hand, delegate, load_faculty
from .teachers.choice import PRINCIPAL
from .teachers.language import language_of, spoken_in
from .teachers.mention import mentioned
from .teachers.roster import is_ours, with_folders
from .teachers.teacher_check import Finding
from .teamwork import Panel
from .tools.asked import wishes_in
from .tools.base import SHARED, Desk, Tool
from .tools.reading import files
from .tools.registry import built_in
from .without import or_without
from .work import Turn, Work
from .workbench import Workbench

if TYPE_CHECKING:
    from .servers.lending import Servers

log = logging.getLogger("convergio")

SEARCH_SECONDS = 30.0  # for the course's material; the first search reads all of it
TOOLS_WAITING = 200  # uses of tools that wait for a process to become free
REFRESH_SECONDS = 2.5  # that a question waits for a server on this computer to say where its models compute


class Engine:
    """Answers questions, for whichever host holds it. Lives on one event loop."""

    def __init__(
        self, settings: Settings, store: Store, providers: list[Provider], roster: Roster | None = None
    ) -> None:
        self.settings = settings
        self.store = store
        self.providers = {provider.id: provider for provider in providers}
        self.dispatcher = Dispatcher(self.providers)
        self.ledger = Ledger(store)
        self.limits = limits_from(settings)
        self.traffic = Traffic(store)
        self.house = House(settings, self.ledger, self.traffic, self.limits)
        self.plans = plans_from(settings.plans_file)
        self.tools = built_in()
        self.roster, self.left_out = (roster, []) if roster else _whole_roster(settings, self.tools)
        self.permits = Permits()
        self.lines = {name: WaitingLine(name, slots, TOOLS_WAITING) for name, slots in SHARED.items()}
        folder = Path(settings.material_dir).expanduser() if settings.material_dir else None
        vectors = vectors_of(settings, store, self.providers) if folder is not None else None
        self.material = Material(store, folder, files.text_of, vectors=vectors) if folder is not None else None
        self.shelf, self.classes = Shelf(settings.keys_path), Classes(store)
        self.egress = Egress(local_only=settings.local_only, region=settings.region or "any")
        self.servers = _servers_of(settings, self.egress)

    @classmethod
    def from_settings(cls, settings: Settings) -> Engine:
        """The engine that ``settings`` describe, with every provider that is set up."""
        refresh(settings)
        return cls(settings, open_store(settings.data_path, settings.database_url), providers_of(settings))

    def conversations_of(self, account: str, lang: str = "") -> Conversations:
        """What ``account`` has asked before."""
        return Conversations(self.store, account, lang or self.settings.language)

    def desk_of(self, account: str, course: str = "") -> learners.Desk:
        """The lessons that ``account`` works on."""
        return learners.Desk(self.store, account, self.shelf, course, in_exam=partial(self.classes.in_exam, account))

    def memory_of(self, account: str) -> Memory:
        """What is known of ``account`` from before."""
        return Memory(self.store, account, self.settings)

    async def ask(
        self, question: Question, scope: CancelScope | None = None, account: str = OWNER
    ) -> AsyncIterator[Event]:
        """Answers ``question`` as a stream of events; the last one is ``done`` or ``error``, whatever happens."""
        question = plan.well_formed(question)
        lang = self.language(question)
        part = self.part(Answer(question.turn, lang=lang, asked_in=language_of(question.text, lang), account=account))
        try:
            async with contextlib.aclosing(self._answer(question, part, scope or CancelScope())) as events:
                async for event in events:
                    yield event
        except ConvergioError as error:
            for event in await asyncio.shield(self._fail(part, error)):
                yield event
        except Exception as error:
            log.exception("turn %s failed", question.turn)
            failure = InternalError(detail=f"{type(error).__name__}: {error}")
            for event in await asyncio.shield(self._fail(part, failure)):
                yield event
        except BaseException:  # whoever asked went away
            if not part.answer.settled:
                await asyncio.shield(part.close("cancelled"))
            raise

    async def _answer(self, question: Question, part: Contribution, scope: CancelScope) -> AsyncGenerator[Event]:
        if found := concern(question.text):  # before anything that could fail, cost or be told otherwise
            async with contextlib.aclosing(help_first(self, question, part, found)) as events:
                async for event in events:
                    yield event
            return
        plan.check(question)
        answer = part.answer
        await self.classes.admit(answer.account)
        conversations = self.conversations_of(answer.account)
        conversation, current = await conversations.open(question)
        history = await conversations.history(conversation, question.turn)
        among, text = self.able(question, answer.account), question.text
        answer.asked_in = spoken_in([text, *history.asked], otherwise=answer.lang)
        nobody_named = not (question.teacher or current or any(name in self.roster for name in mentioned(text)))
        assigned = self.roster.assign(text, wanted=question.teacher, current=current, lang=answer.asked_in, among=among)
        await self.refresh(scope)
        parts = delegate.Parts()
        if len(assigned) == 1 and not at_hand.is_at_hand(delegate.uncalled(text)):
            parts = await parted(self, question, assigned[0], answer, nobody_named=nobody_named)
        if parts:
            assigned = [Assigned(self.roster[PRINCIPAL], text)]
        question = replace(question, conversation=conversation, teacher=assigned[0].teacher.id)
        notes = await self.memory_of(answer.account).recall(question, new=not current)
        tutoring = await tutoring_of(self, question, answer, history.asked)
        turn = Turn(question, scope, history, notes, tutoring, await agenda_of(self, question, answer, assigned))
        async with contextlib.aclosing(self._steps(turn, part, assigned, parts)) as events:
            async for event in events:
                yield event

    def _steps(
        self, turn: Turn, part: Contribution, assigned: list[Assigned], parts: delegate.Parts
    ) -> AsyncGenerator[Event]:
        """One teacher answers, several do, or the principal parts what has several subjects."""
        if parts:
            return Panel(self, turn).delegated(part, parts)
        if len(assigned) > 1:
            return Panel(self, turn).events(part, assigned)
        return self._alone(turn, part, assigned[0])

    async def _alone(self, turn: Turn, part: Contribution, assigned: Assigned) -> AsyncGenerator[Event]:
        """One teacher answers."""
        answer, question = part.answer, turn.question
        terms = await self.house.now(turn.whose(answer.account), assigned.teacher.id)
        decision = self.decision(question, assigned, answer.account, terms)
        beginning = self.begin(turn, answer, terms)
        if isinstance(decision, ConvergioError):
            await beginning
            yield answer.event(Asked, conversation=question.conversation, question=question)
            raise decision
        work = Work(
            question, assigned.teacher, decision, turn.scope, terms, turn.history,
            reason=assigned.reason, instead=assigned.instead, notes=turn.notes, tutoring=turn.tutoring,
            agenda=turn.agenda_for(assigned.teacher),
        )  # fmt: skip
        begun, afforded = await asyncio.gather(  # one commit for both, before anything is shown or can cost
            beginning, part.afford(work), return_exceptions=True
        )
        _raised(begun)
        yield answer.event(Asked, conversation=question.conversation, question=question)
        _raised(afforded)
        async with contextlib.aclosing(part.events()) as events:
            async for event in events:
                yield event
        yield answer.event(Done, reason=answer.reason)

    async def begin(self, turn: Turn, answer: Answer, terms: Terms) -> None:
        """Keeps the question and a place for its first answer."""
        question = turn.question
        reach = plan.reach_of(question, terms.policy)
        known, talks = self.memory_of(answer.account), self.conversations_of(answer.account)
        kept = known.is_on_for(question)
        begun, _ = await asyncio.gather(  # one commit for both
            talks.begin(
                question.conversation, question, question.teacher, reach, remembered=kept, tainted=turn.history.tainted
            ),
            known.notice(question, reach),
            return_exceptions=True,
        )
        _raised(begun)
        answer.begun = True

    def decision(self, question: Question, assigned: Assigned, account: str, terms: Terms) -> Decision | ConvergioError:
        """Which model answers for a teacher, though it may not be there, or what the learner is told in its place."""
        outside = self.outside_plan(assigned.teacher, account)
        return outside or or_without(self.decide(question, terms.policy, terms.level), question, self.inventory())

    def part(self, answer: Answer) -> Contribution:
        """A part of a turn, with a tab of its own."""
        return Contribution(self, answer, Tab(self.ledger, self.limits, self.plans))

    def uses_tools(self, model: ModelCard) -> bool:
        """Whether ``model`` can use tools by itself; asking for them in words would cost a reader the stream."""
        return not model.demo and self.providers[model.provider].profile(model.model).tools

    def workbench(self, work: Work, answer: Answer, limits: Callable[[], AbstractContextManager[None]]) -> Workbench:
        """The tools that the teacher of ``work`` has at hand; ``limits`` hold for all that they do."""
        question, history, lent = work.question, work.history, self.lent(work)
        talks = any(note.talk for note in work.notes.for_model("machine", small=False))  # they quote what was answered
        listed = [self.tools[name] for name in work.teacher.tools if name in self.tools]
        if self.servers and question.permits and not is_visitor(answer.account):  # the owner's own, asked for each time
            listed += self.servers.tools(work.reach)
        check = partial(self.egress.check, place="cloud")
        private = nearest((work.reach, history.reach("machine"))) == "machine"
        return Workbench(
            listed,
            Desk(lang=answer.asked_in, lent=lent, check=check, search=self._search_from_threads()),
            lang=answer.lang,
            tainted=bool(lent or history.tainted or talks or work.tutoring or work.agenda or not is_ours(work.teacher)),
            mode=partial(self.permits.mode, answer.account, question, each_time=private),
            ask=partial(self.permits.ask, answer.account, question) if question.permits else None,
            limits=limits,
            turn=lambda tool: self.lines[tool.shares].turn(answer.account),
        )

    def lent(self, work: Work) -> list[Attachment]:
        """What the learner has lent to this question and to those before it, the newest first."""
        return _newest((*work.question.attachments, *reversed(work.history.lent(work.reach))))

    def _search_from_threads(self) -> Callable[[str], list[tuple[str, str]]] | None:
        """Searches the course's material, for tools, which run beside the loop; None where there is none."""
        material, loop = self.material, asyncio.get_running_loop()
        if material is None:
            return None

        def search(query: str) -> list[tuple[str, str]]:
            found = asyncio.run_coroutine_threadsafe(material.search(query), loop).result(SEARCH_SECONDS)
            return [(" › ".join(filter(None, (each.path, each.heading))), each.text) for each in found]

        return search

    async def _fail(self, part: Contribution, error: ConvergioError) -> list[Event]:
        """The last events of a turn that went wrong."""
        info, paid = await part.fail(error)
        usage = [part.answer.event(UsageReported, receipt=paid)] if paid is not None else []
        return [*usage, part.answer.event(Failed, error=info)]

    def problem(self, wish: str = "") -> ConvergioError | None:
        """Why nothing here can answer, or not the model that somebody insists on; None if it can."""
        if named := self.providers.get(wish.partition(":")[0]):
            return named.problem()
        if any(card.ready for card in self.inventory()):
            return None
        found = [problem for provider in self.providers.values() if (problem := provider.problem()) is not None]
        return found[-1] if found else NoModel()  # the demo model comes first: what somebody set up tells more

    def refusal(self, work: Work) -> ConvergioError:
        """Why no model answers, where what is written down stood in for one and had nothing."""
        found = self.decide(work.question, work.terms.policy, work.terms.level)
        return found if isinstance(found, ConvergioError) else NoModel()

    def explained(self, error: ConvergioError, wish: str = "") -> ConvergioError:
        """What keeps the models here from being ready says more than that there is none."""
        return (self.problem(wish) or error) if isinstance(error, NoModel) else error

    async def refresh(self, scope: CancelScope | None = None) -> None:
        """Lets the cards of all models be true, before anybody decides by them.

        Waits no longer than ``REFRESH_SECONDS``, and not at all once ``scope`` is cancelled.
        """
        due = [work for provider in self.providers.values() if (work := provider.refresh()) is not None]
        if not due:
            return
        asking = asyncio.gather(*due, return_exceptions=True)
        if scope is not None:
            scope.on_cancel(asking.cancel)
        await asyncio.wait([asking], timeout=REFRESH_SECONDS)
        asking.cancel()

    def inventory(self) -> list[ModelCard]:
        """Every model that is set up, ready or not, with its price."""
        return [priced(card) for provider in self.providers.values() for card in provider.models()]

    @property
    def knows_only_the_demo(self) -> bool:
        """Whether no model is ready but one that is too small to teach."""
        return all(card.demo for card in self.inventory() if card.ready)

    async def tidy_memory(self, idle: float) -> None:
        """Forgets what is too old, and sums up talks in which nobody has asked for ``idle`` seconds."""
        days = float(self.settings.remember_days)
        await memory.forget_old(self.store, days)
        if self.settings.memory:
            await memory.sum_up(self.store, idle, days)

    def language(self, question: Question) -> str:
        """The language that errors and receipts of this question are written in."""
        return choose_language(question.lang, self.settings.language)

    async def close(self) -> None:
        """Gives back connections and files. The shared model worker stays; it leaves by itself when idle."""
        if self.servers is not None:
            await asyncio.to_thread(self.servers.close)
        if self.material is not None:
            await self.material.close()
        for provider in self.providers.values():
            await provider.close()
        with contextlib.suppress(ConvergioError):
            await self.ledger.pay_owed()
        self.store.close()

    def decide(self, question: Question, policy: Policy, budget: Level) -> Decision | ConvergioError:
        """Who should answer ``question``, or the error that the learner is shown once the question is kept."""
        try:
            return decide(plan.request_of(question), policy, self.inventory(), budget)
        except ConvergioError as error:
            return self.explained(error, question.model)

    def open_to(self, account: str) -> list[str]:
        """The teachers whom ``account`` may ask."""
        found = self.plans.of(account)
        return list(self.roster) if found is None else found.open_to(self.roster)

    def able(self, question: Question, account: str) -> list[str]:
        """The teachers whom ``account`` may ask; where the question asks for tools, those who have most of them."""
        wanted = self.wanted(question)
        held = {name: len(wanted & {*self.roster[name].tools}) for name in self.open_to(account)}
        return [name for name, count in held.items() if count == max(held.values())]

    def wanted(self, question: Question) -> set[str]:
        """The tools that a question asks for in plain words."""
        return {one.tool for one in wishes_in(delegate.uncalled(question.text), question.attachments, self.tools)}

    def outside_plan(self, teacher: Teacher, account: str) -> ConvergioError | None:
        """Why ``account`` cannot ask this teacher; None if it can."""
        found = self.plans.of(account)
        return None if found is None else found.refusal(teacher, self.roster)


def _newest(lent: Iterable[Attachment]) -> list[Attachment]:
    """Each thing once that was lent, the first that comes."""
    found: dict[tuple[str, str], Attachment] = {}
    for each in lent:
        found.setdefault((each.kind, each.label), each)
    return list(found.values())


def _whole_roster(settings: Settings, tools: Mapping[str, Tool]) -> tuple[Roster, list[Finding]]:
    """The faculty with the user's and the course's own teachers, and what is wrong with those that are left out."""
    lang = choose_language("", settings.language)
    return with_folders(load_faculty(), settings.teacher_folders, tools=tools, lang=lang)


def _servers_of(settings: Settings, egress: Egress) -> Servers | None:
    """The user's MCP servers; None where there are none, who then cost nobody an import."""
    if not settings.servers:
        return None
    from .servers.lending import Servers

    return Servers(settings.servers, egress, settings.data_path)


def _raised(outcome: object) -> None:
    """Raises what work that ran beside other work ended with, now that the other has ended too."""
    if isinstance(outcome, BaseException):
        raise outcome
