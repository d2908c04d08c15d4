"""The models: which are set up, what each still needs, and whether the rules let any of them be asked."""

from __future__ import annotations

import difflib
import importlib.util
import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from ..backends import lacking
from ..core.errors import ConvergioError, ExtraMissing, KeyUnusable, ModelBlocked, NoModel, ServerUnreachable
from ..core.i18n import Phrase, translate
from ..core.schema import ModelCard
from ..engine import Engine
from ..meaning import lacking as lacking_for_meaning
from ..plan import policy_of
from ..privacy import KEY_VARIABLES, key_for, place_of
from ..providers.refusals import Maker
from ..providers.sdk import is_sendable, library_of
from ..routing import Request, decide, is_named, matches, name_of
from ..settings import listed, variable_of
from ..settings_files import KINDS
from .findings import Check, failed

AZURE_PATH = "/openai/v1"
CONNECT_SECONDS = 1.0  # to this computer itself


def examine(engine: Engine, lang: str) -> list[Check]:
    """What is set up, and who may answer. Asks servers of this computer only, and them only whether they listen."""
    servers = {maker.id: _maker(maker, engine, lang) for maker in _makers()}
    broken = {name for name, checks in servers.items() if not all(check.ok for check in checks)}
    found = [check for checks in servers.values() for check in checks]
    wishes = [*_wishes(engine, lang), *_patterns(engine, lang), *_better(engine, broken, lang)]
    local = [*_local(engine, lang), *_embeddings(engine, lang)]
    return [_answering(engine, broken, lang), *wishes, *local, *found, *_cloud(engine, lang)]


def _answering(engine: Engine, broken: set[str], lang: str) -> Check:
    """Who would answer a question, by the rules of the house."""
    cards = [card for card in engine.inventory() if card.ready and card.provider not in broken]
    if not cards:
        return failed("model", engine.problem() or NoModel(), lang)
    try:
        candidates = decide(Request(), policy_of(engine.settings), cards).candidates
    except ModelBlocked as error:
        remedy = "Change CONVERGIO_ALLOW or CONVERGIO_BLOCK so that one of these may be asked: {names}."
        names = ", ".join(map(name_of, cards))
        return Check("model", False, error.info(lang).message, translate(remedy, lang, names=names))
    except ConvergioError as error:
        return failed("model", error, lang)
    asked = [card for card, candidate in zip(cards, candidates, strict=True) if not candidate.refused]
    names = ", ".join(f"{card.label} ({translate('demo model', lang)})" if card.demo else card.label for card in asked)
    return Check("model", True, translate("Ready to answer: {names}.", lang, names=names))


def _better(engine: Engine, broken: set[str], lang: str) -> list[Check]:
    """How to get a model that teaches, where there is none."""
    ready = [card for card in engine.inventory() if card.ready and card.provider not in broken]
    if not ready or not all(card.demo for card in ready):
        return []
    said = translate("Only the demo model is here. It is very small and often wrong.", lang)
    return [Check("better", True, said, translate(_BETTER, lang), warns=True)]


_BETTER = (
    "Run a larger one here, for example with Ollama: `ollama pull llama3.2`, then CONVERGIO_OLLAMA_MODELS=llama3.2; or "
    "set a key such as OPENAI_API_KEY. The README lists every way."
)


def _wishes(engine: Engine, lang: str) -> list[Check]:
    """The default models of the house, its courses and teachers that are not there."""
    settings, inventory = engine.settings, engine.inventory()
    tables = [
        rules for kind in KINDS for name in settings.rules_for(kind) for rules in settings.narrower(**{kind: name})
    ]
    wanted = dict.fromkeys([settings.model, *(rules.get("model", "") for rules in tables)])
    message = "The default model “{name}” is not set up here."
    return [
        Check("default", False, translate(message, lang, name=wish), _instead(wish, inventory).said(lang))
        for wish in wanted
        if wish and not any(is_named(card, wish) for card in inventory)
    ]


def _embeddings(engine: Engine, lang: str) -> list[Check]:
    """Whether the model that finds course material by its meaning can be used; nothing where none is named."""
    name, lacks = engine.settings.embeddings, lacking_for_meaning(engine.settings, engine.providers)
    if not name:
        return []
    if lacks == "library":
        return [failed("search", ExtraMissing(feature=Phrase("Search by meaning"), extra="search"), lang)]
    if lacks == "model":
        message = "“{name}” is no model on this computer that turns texts into vectors."
        remedy = "Name one as ollama:embeddinggemma, or openai:NAME of a compatible server on this computer."
        return [Check("search", False, translate(message, lang, name=name), translate(remedy, lang))]
    return [Check("search", True, translate("Course material is found by its meaning, too: {name}.", lang, name=name))]


def _instead(wish: str, inventory: Sequence[ModelCard]) -> Phrase:
    """What whoever wrote ``wish`` may have meant: the same name with its provider, or one that is much like it."""
    names = [name_of(card) for card in inventory]
    same = [name_of(card) for card in inventory if card.model == wish]
    close = same or difflib.get_close_matches(wish, names, n=3)
    if close:
        return Phrase("Did you mean {names}?", names=", ".join(f"“{name}”" for name in close))
    return Phrase("Choose one of: {known}.", known=", ".join(names) or "–")


def _patterns(engine: Engine, lang: str) -> list[Check]:
    """The patterns of the house that mean no model that is set up: allowed where it is none, or misspelt."""
    settings, inventory = engine.settings, engine.inventory()
    message = "“{pattern}” in {variable} means no model that is set up here."
    remedy = translate("Models are: {names}.", lang, names=", ".join(map(name_of, inventory)) or "–")
    return [
        Check(
            "pattern",
            True,
            translate(message, lang, pattern=pattern, variable=variable_of(name)),
            remedy,
            warns=True,
        )
        for name in ("allow", "block")
        for pattern in listed(getattr(settings, name))
        if not any(matches(card, pattern) for card in inventory)
    ]


def _local(engine: Engine, lang: str) -> list[Check]:
    """What keeps a model of this computer that somebody set up from answering, also where others can.

    The demo model that was never fetched is nobody's wish.
    """
    providers = [engine.providers[name] for name in ("embedded", "mlx") if name in engine.providers]
    problems = [problem for provider in providers if (problem := provider.problem()) is not None]
    return [failed("model", problem, lang) for problem in problems if not isinstance(problem, NoModel)]


def _makers() -> list[Maker]:
    """Everybody whose servers can be set up. Read late: a host that is not examined needs only those that are."""
    from ..providers.anthropic import ANTHROPIC
    from ..providers.chat_makers import AZURE, GOOGLE
    from ..providers.ollama import OLLAMA
    from ..providers.openai import OPENAI

    return [OPENAI, ANTHROPIC, AZURE, GOOGLE, OLLAMA]


def _maker(maker: Maker, engine: Engine, lang: str) -> list[Check]:
    """What a provider still needs; nothing where it is not set up, or must not be asked anyway."""
    settings, name, part = engine.settings, maker.id, library_of(maker.id)
    models, url, key = (f"{name}_models", getattr(settings, f"{name}_base_url"), key_for(name))
    named, given = listed(getattr(settings, models)), bool(url) and f"{name}_base_url" in settings.sources
    if not (named or key or given) or (settings.local_only and place_of(url) == "cloud") or settings.scripted:
        return []
    if importlib.util.find_spec(part) is None:
        return [failed("cloud", ExtraMissing(feature=maker.name, extra=part), lang)]
    if url and (wrong := _wrong_address(name, url, lang)):
        return [wrong]
    if not is_sendable(key):
        return [failed("cloud", KeyUnusable(provider=maker.name, variable=KEY_VARIABLES[name]), lang)]
    if not named:
        variable = KEY_VARIABLES[name] if key else variable_of(f"{name}_base_url")
        message = translate("{key} is set, but no model is named.", lang, key=variable)
        remedy = translate("Name one or more in {variable}.", lang, variable=variable_of(models))
        return [Check("cloud", False, message, remedy)]
    missing = lacking(name, settings)
    if missing:
        message = translate(
            "{variable} is set, but {missing} is not.", lang, variable=variable_of(models), missing=missing
        )
        return [
            Check(
                "cloud",
                False,
                message,
                translate("Set {variable}, then start Convergio again.", lang, variable=missing),
            )
        ]
    if place_of(url) == "local":
        return [_listening(name, url, lang)]
    return [Check("cloud", True, translate("{key} is set.", lang, key=KEY_VARIABLES[name]))] if key else []


def _wrong_address(name: str, url: str, lang: str) -> Check | None:
    place, example = _split(url), "http://127.0.0.1:8000/v1"
    good = place is not None and place.scheme in ("http", "https") and bool(place.hostname)
    if name == "azure":
        example = f"https://NAME.openai.azure.com{AZURE_PATH}/"
        good = good and place is not None and place.path.rstrip("/").endswith(AZURE_PATH)
    if good:
        return None
    variable = variable_of(f"{name}_base_url")
    message = translate("The address in {variable} cannot be used.", lang, variable=variable)
    return Check("address", False, message, translate("Write it like this: `{usage}`.", lang, usage=example))


def _split(url: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        place = urlsplit(url)
        return place if place.port != 0 else None  # which raises where the port is no number
    except ValueError:
        return None


def _listening(name: str, url: str, lang: str) -> Check:
    """Whether a server of this computer listens. Nothing is sent to it."""
    place = urlsplit(url)
    port = place.port or (443 if place.scheme == "https" else 80)
    address = f"{place.hostname}:{port}"
    try:
        socket.create_connection((place.hostname, port), timeout=CONNECT_SECONDS).close()
    except OSError:
        return failed("server", ServerUnreachable(address=address, variable=variable_of(f"{name}_base_url")), lang)
    return Check("server", True, translate("A server listens at {address}.", lang, address=address))


def _cloud(engine: Engine, lang: str) -> list[Check]:
    if engine.settings.local_only:
        return [Check("cloud", True, translate("Set to stay on this computer: no cloud model is contacted.", lang))]
    if any(key_for(name) or getattr(engine.settings, f"{name}_models") for name in KEY_VARIABLES):
        return []
    return [Check("cloud", True, translate("No key for a cloud model is set; none is needed.", lang))]
