"""Plans: how many questions to cloud models an account has in a month, and which teachers.

Off unless the operator names a file (``plans_file``), which docs/plans.md explains. Only answers that the operator's
own cloud keys gave are counted; the ledger counts them in the transaction that reserves, and gives back what a local
model answered, what failed, and what was stopped before its first word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from ..core.errors import TeacherNotInPlan, UnknownOption, WrongSetting
from ..core.faculty import Teacher
from ..core.i18n import Phrase
from ..core.schema import ModelCard
from ..settings_files import not_toml

_KEYS = ("default", "accounts", "plans")


@dataclass(frozen=True, slots=True)
class Quota:
    """At most this many questions to clouds in a month (UTC) for an account; None counts and never refuses."""

    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an account may ask. A number that is 0 sets no limit; further questions are refused where they cost 0."""

    name: str
    questions: int = 0
    teachers: int = 0
    overage_micro: int = 0

    @property
    def quota(self) -> Quota:
        """What the ledger enforces: where further questions have a price, it only counts."""
        return Quota(self.questions if self.questions and not self.overage_micro else None)

    def further(self, asked: int) -> int:
        """How many of ``asked`` questions go beyond the plan, each at ``overage_micro``."""
        return max(0, asked - self.questions) if self.questions else 0

    def open_to(self, roster: Mapping[str, Teacher]) -> list[str]:
        """Whom the plan has: the first teachers of the roster, and everybody who coordinates."""
        owners = [name for name, one in roster.items() if one.kind == "teacher"][: self.teachers or None]
        return [*owners, *(name for name, one in roster.items() if one.kind != "teacher")]

    def refusal(self, teacher: Teacher, roster: Mapping[str, Teacher]) -> TeacherNotInPlan | None:
        """The error where the plan has only the first teachers of the roster, and not this one."""
        known = self.open_to(roster)
        return None if teacher.id in known else TeacherNotInPlan(name=teacher.name, known=", ".join(known))


FREE = Plan(name="free", questions=30, teachers=3)
PLANS = (
    FREE,
    Plan(name="pro", questions=100, overage_micro=10_000),
    Plan(name="team", questions=500, overage_micro=10_000),
    Plan(name="enterprise"),
)


class Plans:
    """The plan of each account. Without a default nobody has one, and nothing is counted."""

    def __init__(self, default: Plan | None = None, accounts: Mapping[str, Plan] | None = None) -> None:
        self._default = default
        self._accounts = dict(accounts or {})

    def of(self, account: str) -> Plan | None:
        """The plan that holds for ``account``; None where plans are off."""
        return self._accounts.get(account, self._default)

    def quota(self, account: str, models: Sequence[ModelCard]) -> Quota | None:
        """What the question of ``account`` is counted against; None where no cloud can answer it, or plans are off."""
        plan = self.of(account)
        return plan.quota if plan is not None and any(model.place != "local" for model in models) else None


def plans_from(file: str) -> Plans:
    """The plans in an operator's TOML ``file``; an empty name turns them off.

    Raises ``UnknownOption`` or ``WrongSetting``.
    """
    return _plans(_read(Path(file).expanduser())) if file else Plans()


def _plans(found: dict[str, Any]) -> Plans:
    for name in found:
        if name not in _KEYS:
            raise UnknownOption(name=name, hint=Phrase("A file of plans holds: {names}.", names=", ".join(_KEYS)))
    changes, chosen = _table(found, "plans"), _table(found, "accounts")
    known = {plan.name: plan for plan in PLANS}
    for name, values in changes.items():
        known[name] = _changed(_known(known, name), values)
    accounts = {account: _known(known, name) for account, name in chosen.items()}
    return Plans(_known(known, found.get("default", FREE.name)), accounts)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        fault = Phrase("The file of plans {path} cannot be read.", path=path)
        hint = Phrase("Correct the path in CONVERGIO_PLANS_FILE, or unset it to have no plans.")
        raise WrongSetting(fault, hint, setting="plans_file", detail=str(error)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise not_toml(path, error) from None


def _table(found: dict[str, Any], name: str) -> dict[str, Any]:
    values = found.get(name, {})
    if not isinstance(values, dict):
        raise UnknownOption(name=name, hint=Phrase("Write it as a table: [{name}].", name=name))
    return values


def _known(known: Mapping[str, Plan], name: object) -> Plan:
    plan = known.get(name.lower()) if isinstance(name, str) else None
    if plan is None:
        raise UnknownOption(name=name, hint=Phrase("Plans are: {names}.", names=", ".join(known)))
    return plan


def _changed(plan: Plan, values: object) -> Plan:
    numbers = [field.name for field in fields(Plan) if field.name != "name"]
    hint = Phrase("A plan has these whole numbers: {names}.", names=", ".join(numbers))
    if not isinstance(values, dict):
        raise UnknownOption(name=plan.name, hint=hint)
    for name, value in values.items():
        if name not in numbers or type(value) is not int or value < 0:
            raise UnknownOption(name=f"{name} = {value}", hint=hint)
    return replace(plan, **values)
