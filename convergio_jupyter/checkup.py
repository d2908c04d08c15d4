"""The doctor: names each missing piece and the command that mends it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .core import OWNER
from .core.errors import ConvergioError, DiskFull, ExtraMissing, RuntimeMissing, UnknownModel
from .core.i18n import Phrase, decimal, translate
from .core.schema import ModelCard
from .engine import Engine
from .metering import Whose
from .paid import Paid
from .privacy import KEY_VARIABLES, key_for
from .providers import conformance as suite
from .providers.embedded.host import LIBRARIES
from .providers.mlx.provider import LIBRARY as MLX_LIBRARY
from .providers.workers import host
from .routing import Request, decide

SPACE_WANTED = 200_000_000  # bytes
_INSTALLED = {
    "runtime": Phrase("The part that runs models on this computer is installed."),
    "mlx": Phrase("The part that runs MLX models is installed."),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``remedy`` is empty where nothing is to be done."""

    id: str
    ok: bool
    message: str
    remedy: str = ""


def examine(engine: Engine, lang: str) -> list[Check]:
    """Looks at everything an answer needs, in the order in which it is needed. Opens no connection."""
    checks = [_python(lang), _data(engine, lang), _space(engine, lang), *_runtimes(engine, lang), _model(engine, lang)]
    return [*checks, _worker(engine, lang), _pages(lang), _classroom(lang), *_keys(engine, lang)]


def as_dict(checks: list[Check]) -> dict[str, Any]:
    """The findings as JSON-able data; ``ok`` is true where a question can be answered."""
    return {"ok": all(check.ok for check in checks), "checks": [asdict(check) for check in checks]}


async def conformance(engine: Engine, lang: str, *, model: str = "", check: str = "") -> dict[str, Any]:
    """What back ends can do. Without a ``check``: which there are to examine, so that each check is one short call.

    The rules of the house hold for these calls too: ``skipped`` says which models they leave out and why, and the
    ledger pays. Raises ``UnknownModel`` where ``model`` is not ready here, and the rule that refuses it.
    """
    ready = {f"{card.provider}:{card.model}": card for card in engine.inventory() if card.ready}
    if model and model not in ready:
        raise UnknownModel(name=model, known=", ".join(ready) or "–")
    refused = {name: error for name in ready if (error := await _refusal(engine, name)) is not None}
    if model in refused:
        raise refused[model]
    if not check:
        skipped = [{"model": name, "message": error.info(lang).message} for name, error in refused.items()]
        models = [model] if model else [name for name in ready if name not in refused]
        return {"models": models, "checks": list(suite.CHECKS), "skipped": [] if model else skipped}
    return {"findings": await _examined(engine, ready[model], check, lang)}


async def _refusal(engine: Engine, model: str) -> ConvergioError | None:
    """The rule by which ``model`` must not be asked now; None where none does."""
    terms = await engine.house.now(Whose(account=OWNER))
    try:
        decide(Request(model=model), terms.policy, engine.inventory(), terms.level)
    except ConvergioError as error:
        return error
    return None


async def _examined(engine: Engine, card: ModelCard, check: str, lang: str) -> list[dict[str, Any]]:
    """The findings of one check, paid by the owner; a budget that has no room for it lets it be skipped."""
    paid = Paid(engine.providers[card.provider], card, engine.ledger, engine.limits)
    found = await suite.examine(paid, card.model, (check,), is_dear=card.input_micro > 0)
    if paid.refused is not None:
        return [{"id": check, "ok": False, "skipped": True, "message": paid.refused.info(lang).message, "detail": ""}]
    return [
        {
            "id": each.id,
            "ok": each.ok,
            "skipped": each.skipped,
            "message": each.message.said(lang),
            "detail": each.detail,
        }
        for each in found
    ]


def _python(lang: str) -> Check:
    version = ".".join(str(number) for number in sys.version_info[:3])
    return Check("python", True, translate("Python {version}.", lang, version=version))


def _data(engine: Engine, lang: str) -> Check:
    path = engine.settings.data_path
    return Check("data", True, translate("Your data is kept in {path}.", lang, path=path))


def _space(engine: Engine, lang: str) -> Check:
    free = shutil.disk_usage(engine.settings.data_path).free
    if free < SPACE_WANTED:
        return _failed("space", DiskFull(needed=f"{SPACE_WANTED // 1_000_000} MB"), lang)
    return Check("space", True, translate("{free} GB of disk are free.", lang, free=decimal(free / 1e9, 1, lang)))


def _runtimes(engine: Engine, lang: str) -> list[Check]:
    """What the local models run on; MLX only where a model for it is set up."""
    wanted = {"runtime": LIBRARIES[engine.settings.engine]}
    if engine.settings.mlx_model:
        wanted["mlx"] = (MLX_LIBRARY, "mlx")
    return [_runtime(name, library, extra, lang) for name, (library, extra) in wanted.items()]


def _runtime(name: str, library: str, extra: str, lang: str) -> Check:
    if importlib.util.find_spec(library) is None:
        return _failed(name, RuntimeMissing(extra=extra), lang)
    return Check(name, True, _INSTALLED[name].said(lang))


def _model(engine: Engine, lang: str) -> Check:
    problem = engine.problem()
    if problem is not None:
        return _failed("model", problem, lang)
    ready = [card for card in engine.inventory() if card.ready]
    names = ", ".join(f"{card.label} ({translate('demo model', lang)})" if card.demo else card.label for card in ready)
    return Check("model", True, translate("Ready to answer: {names}.", lang, names=names))


def _worker(engine: Engine, lang: str) -> Check:
    found = [each for folder in host.run_dirs(engine.settings.data_path) if (each := host.find(folder)) is not None]
    if not found:
        return Check("worker", True, translate("The local model sleeps; the next question wakes it up.", lang))
    pids = ", ".join(str(each.pid) for each in found)
    return Check("worker", True, translate("The local model is awake (process {pid}).", lang, pid=pids))


def _pages(lang: str) -> Check:
    """Whether the JupyterLab side was installed with the package."""
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        if Path(folder, "convergio-jupyter", "package.json").is_file():
            return Check("lab", True, translate("The JupyterLab panel is installed.", lang))
    message = translate("The JupyterLab panel is not installed; magics and the command line work.", lang)
    return Check("lab", False, message, translate("Run `pip install --force-reinstall convergio-jupyter`.", lang))


def _classroom(lang: str) -> Check:
    """Whether lessons can be served as apps; not needed for anything else."""
    if importlib.util.find_spec("voila") is None:
        info = ExtraMissing(feature=Phrase("The classroom"), extra="classroom").info(lang)
        return Check("classroom", True, info.message, info.remedy)
    return Check("classroom", True, translate("Lessons can be served as apps.", lang))


def _keys(engine: Engine, lang: str) -> list[Check]:
    if engine.settings.local_only:
        return [Check("cloud", True, translate("Set to stay on this computer: no cloud model is contacted.", lang))]
    named = [name for name in KEY_VARIABLES if key_for(name)]
    if not named:
        return [Check("cloud", True, translate("No key for a cloud model is set; none is needed.", lang))]
    return [_key(name, engine, lang) for name in named]


def _key(name: str, engine: Engine, lang: str) -> Check:
    """A key alone answers nothing: it takes the SDK and the name of a model."""
    variable = f"CONVERGIO_{name.upper()}_MODELS"
    part = "anthropic" if name == "anthropic" else "openai"  # the others speak OpenAI's protocol
    if importlib.util.find_spec(part) is None:
        info = ExtraMissing(feature=KEY_VARIABLES[name], extra=part).info(lang)
        return Check("cloud", False, info.message, info.remedy)
    if not getattr(engine.settings, f"{name}_models"):
        message = translate("{key} is set, but no model is named.", lang, key=KEY_VARIABLES[name])
        return Check("cloud", False, message, translate("Name one or more in {variable}.", lang, variable=variable))
    if name == "azure" and not engine.settings.azure_base_url:
        message = translate("{key} is set, but no address is named.", lang, key=KEY_VARIABLES[name])
        remedy = translate("Set {variable} to it.", lang, variable="CONVERGIO_AZURE_BASE_URL")
        return Check("cloud", False, message, remedy)
    return Check("cloud", True, translate("{key} is set.", lang, key=KEY_VARIABLES[name]))


def _failed(name: str, error: ConvergioError, lang: str) -> Check:
    info = error.info(lang)
    return Check(name, False, info.message, info.remedy)
