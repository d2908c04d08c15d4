"""One settings object for every host.

A value comes from the first of: what the caller passed, the environment (``CONVERGIO_<NAME>``), Jupyter's
configuration (``c.Settings.<name>``), ``settings.toml`` in the data folder, the default. ``convergio settings`` shows
each value and where it came from. Keys are no settings: see :mod:`.privacy.keys`.

Whoever runs the machine may force a value on or off for all its users, in the table ``[forced]`` of a site file that
they cannot write. Both files may hold tables ``[course.NAME]`` and ``[teacher.NAME]`` with narrower rules.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

from traitlets import Bool, CaselessStrEnum, Float, Int, TraitError, Unicode
from traitlets.config import Config, Configurable

from .core.errors import StoreBroken, UnknownOption
from .core.i18n import Phrase

ENV_PREFIX = "CONVERGIO_"
FORCED = "forced by the site"
NARROWER = ("local_only", "region", "block", "model", "hard_from", "cloud_share", "cascade")
_HIDDEN = "••••"


def site_files(platform: str = sys.platform) -> tuple[Path, ...]:
    """Where whoever runs the machine may force settings, by platform; the first one there holds."""
    common = Path("/etc")
    if platform == "win32":
        common = Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData"))
    return common / "convergio/site.toml", Path(sys.prefix) / "etc/convergio/site.toml"


SITE_FILES = site_files()


class Settings(Configurable):
    """Everything that can be set, with its default."""

    data_dir = Unicode(help="Folder that holds all state: models, conversations, usage.").tag(config=True)
    local_only = Bool(False, help="Never open a connection that leaves this computer.").tag(config=True)
    language = Unicode(
        "", help="en or it, where neither the question nor the page says; empty follows the system."
    ).tag(config=True)
    region = CaselessStrEnum(
        ["", "eu"], "", help="eu: outside this computer ask only models that are marked EU; empty means anywhere."
    ).tag(config=True)
    allow = Unicode("", help="Models that may be asked, as patterns of provider:model; empty means all.").tag(
        config=True
    )
    block = Unicode("", help="Models that must not be asked, as patterns of provider:model.").tag(config=True)
    hard_from = Float(
        0.6, min=0, max=1, help="Difficulty from which a question goes to a cloud, where one is set up."
    ).tag(config=True)
    cloud_share = Float(
        1.0, min=0, max=1, help="Share of a course's questions that may go to a cloud; 0.2 is one in five."
    ).tag(config=True)
    cascade = Bool(True, help="Let a cloud model improve a doubtful answer of a local one, where both are set up.").tag(
        config=True
    )
    doubt_from = Float(0.7, min=0, max=1, help="Doubt from which a local answer is improved.").tag(config=True)
    budget_day = Float(0.0, min=0, help="US dollars that cloud models may cost in a day; 0 sets no limit.").tag(
        config=True
    )
    budget_month = Float(0.0, min=0, help="US dollars that cloud models may cost in a month; 0 sets no limit.").tag(
        config=True
    )
    budget_user_month = Float(
        0.0, min=0, help="US dollars that cloud models may cost each user in a month; 0 sets no limit."
    ).tag(config=True)
    budget_conversation = Float(
        0.0, min=0, help="US dollars that cloud models may cost in one conversation; 0 sets no limit."
    ).tag(config=True)
    budget_lesson = Float(0.0, min=0, help="US dollars that cloud models may cost in one lesson; 0 sets no limit.").tag(
        config=True
    )
    budget_course = Float(
        0.0, min=0, help="US dollars that cloud models may cost in one course in a month; 0 sets no limit."
    ).tag(config=True)
    plans_file = Unicode("", help="TOML file with the plans of accounts (docs/plans.md); empty means no plans.").tag(
        config=True
    )
    database_url = Unicode(
        "", help="URL of a PostgreSQL database for conversations and usage; empty means a file in the data folder."
    ).tag(config=True, secret=True)
    price_refresh = Bool(False, help="Fetch new prices of cloud models from the network now and then.").tag(config=True)
    openai_region = CaselessStrEnum(
        ["", "eu", "us"], "", help="Where the OpenAI-compatible server computes; empty means unknown."
    ).tag(config=True)
    anthropic_region = CaselessStrEnum(
        ["", "eu", "us"], "", help="Where the Anthropic-compatible server computes; empty means unknown."
    ).tag(config=True)
    model = Unicode("", help="provider:model to use by default; empty lets the router choose.").tag(config=True)
    gguf = Unicode("", help="Path of a GGUF file to use instead of the demo model.").tag(config=True)
    engine = CaselessStrEnum(
        ["llama", "openvino"], "llama", help="What runs the embedded model; openvino reads long questions faster."
    ).tag(config=True)
    mlx_model = Unicode(
        "", help="Folder with an MLX model, or its name on the Hugging Face hub; empty means no MLX."
    ).tag(config=True)
    context_tokens = Int(8192, min=512, help="Tokens a model on this computer keeps in memory.").tag(config=True)
    threads = Int(0, min=0, help="Threads of the embedded model; 0 fits the machine.").tag(config=True)
    worker_idle_seconds = Int(600, min=5, help="A model on this computer leaves memory after this long.").tag(
        config=True
    )
    openai_base_url = Unicode("", help="URL of an OpenAI-compatible server; empty means OpenAI's own.").tag(config=True)
    openai_models = Unicode("", help="Models of that server, separated by commas.").tag(config=True)
    anthropic_base_url = Unicode("", help="URL of an Anthropic-compatible server; empty means Anthropic's.").tag(
        config=True
    )
    anthropic_models = Unicode("", help="Models of that server, separated by commas.").tag(config=True)
    azure_base_url = Unicode("", help="URL of an Azure OpenAI resource, ending in /openai/v1/.").tag(config=True)
    azure_models = Unicode("", help="Deployments of that resource, separated by commas.").tag(config=True)
    azure_region = CaselessStrEnum(["", "eu", "us"], "", help="Where the Azure resource is; empty means unknown.").tag(
        config=True
    )
    azure_deployment = CaselessStrEnum(
        ["", "regional", "datazone", "global"], "", help="How it is deployed; a global one may compute anywhere."
    ).tag(config=True)
    google_base_url = Unicode("", help="URL that speaks Google's OpenAI protocol; empty means Google's own.").tag(
        config=True
    )
    google_models = Unicode("", help="Models of Google, separated by commas.").tag(config=True)
    google_region = CaselessStrEnum(["", "eu", "us"], "", help="Where Google computes; empty means unknown.").tag(
        config=True
    )
    ollama_base_url = Unicode("http://127.0.0.1:11434", help="URL of an Ollama server.").tag(config=True)
    ollama_models = Unicode("", help="Models of that server, separated by commas; empty means no Ollama.").tag(
        config=True
    )
    ollama_context = Int(8192, min=512, help="Tokens that Ollama keeps in memory; it is always told.").tag(config=True)
    scripted = Unicode("", help="Answer of the scripted provider, for tests and demonstrations.").tag(config=True)

    def __init__(self, *, config: Config | None = None, **values: Any) -> None:
        self.sources: dict[str, str] = dict.fromkeys(values, "caller")
        super().__init__(config=config or Config())
        for name in (config or Config()).get("Settings", {}):
            self.sources.setdefault(name, "jupyter configuration")
        self._take_environment()
        for name, value in values.items():
            self._take(name, value, "caller")
        site = _site_values()
        forced = site.pop("forced", {})
        if not self.data_dir:
            self.data_dir = str(forced.get("data_dir") or default_data_dir())
        own = _values_in(Path(self.data_dir).expanduser() / "settings.toml")
        self._rules = [_rules_in(own), _rules_in(site)]  # the site's come last, so that they win
        self._take_file(own)
        self._force(forced)

    def narrower(self, *, course: str = "", teacher: str = "") -> list[dict[str, Any]]:
        """The rules that a course and a teacher add, those that win last."""
        names = (("teacher", teacher), ("course", course))
        return [rules[kind][name] for rules in self._rules for kind, name in names if name in rules[kind]]

    @property
    def data_path(self) -> Path:
        """The data folder, made on first use and readable by its owner only."""
        path = Path(self.data_dir).expanduser()
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreBroken(path=path, detail=str(error)) from error
        return path

    def explain(self) -> list[tuple[str, str, str, str]]:
        """``(name, value, source, help)`` of each setting, sorted by name."""
        return [
            (name, _shown(trait, getattr(self, name)), self.sources.get(name, "default"), trait.help)
            for name, trait in sorted(self.traits(config=True).items())
        ]

    def _take_environment(self) -> None:
        for name in self.trait_names(config=True):
            value = os.environ.get(ENV_PREFIX + name.upper())
            if value is not None and self.sources.get(name) != "caller":
                self._take(name, _parsed(self.traits()[name], value), "environment")

    def _take_file(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if name not in self.sources:
                self._take(name, value, "settings.toml")

    def _force(self, values: dict[str, Any]) -> None:
        """What the site forces holds whatever anybody else said, be it stricter or laxer."""
        for name, value in values.items():
            self._take(name, value, FORCED)

    def _take(self, name: str, value: Any, source: str) -> None:
        known = self.trait_names(config=True)
        if name not in known:
            raise UnknownOption(name=name, hint=Phrase("Settings are: {names}.", names=", ".join(sorted(known))))
        try:
            setattr(self, name, value)
        except TraitError as error:
            hint = Phrase("This value does not fit. `convergio settings` explains every setting.")
            shown = _shown(self.traits()[name], value)
            raise UnknownOption(
                name=f"{name} = {shown}", hint=hint, detail=str(error) if shown == str(value) else ""
            ) from None
        self.sources[name] = source


def _shown(trait: Any, value: Any) -> str:
    """A value as it may be shown: what can hold a password is not, and of an address not what can."""
    if trait.metadata.get("secret") and value:
        return _HIDDEN
    return _without_secrets(str(value)) if trait.name.endswith("_url") else str(value)


def _without_secrets(url: str) -> str:
    """An address without who logs in and without its query; both like to hold a key."""
    login, at, rest = url.rpartition("@")
    scheme = login[: login.find("://") + 3] if "://" in login else ""
    place, mark, _ = rest.partition("?")
    return f"{scheme}{_HIDDEN}@" * bool(at) + place + f"?{_HIDDEN}" * bool(mark)


def _site_values() -> dict[str, Any]:
    return next((_values_in(path) for path in SITE_FILES if path.is_file()), {})


def _values_in(path: Path) -> dict[str, Any]:
    """The values of a settings file; none where there is no such file. Raises ``UnknownOption`` if it is not TOML."""
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UnknownOption(name=str(path), hint=Phrase("It is not valid TOML."), detail=str(error)) from None


def _rules_in(values: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """Takes the tables of courses and teachers out of ``values``. Each value is checked as the setting it narrows."""
    found = {kind: dict(values.pop(kind, {})) for kind in ("course", "teacher")}
    traits = Settings.class_traits(config=True)
    for kind, tables in found.items():
        for name, table in tables.items():
            for key, value in table.items():
                if key not in NARROWER:
                    hint = Phrase("Settings are: {names}.", names=", ".join(NARROWER))
                    raise UnknownOption(name=f"{kind}.{name}.{key}", hint=hint)
                _validated(traits[key], f"{kind}.{name}.{key}", value)
    return found


def _validated(trait: Any, name: str, value: Any) -> None:
    try:
        trait.validate(None, value)
    except TraitError as error:
        hint = Phrase("This value does not fit. `convergio settings` explains every setting.")
        raise UnknownOption(name=f"{name} = {value}", hint=hint, detail=str(error)) from None


def listed(text: str) -> tuple[str, ...]:
    """The names in a setting that holds several, separated by commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def default_data_dir() -> Path:
    """The user's data folder by the custom of the platform."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library/Application Support/convergio"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local")) / "convergio"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "convergio"


_SWITCH = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off", ""), False)


def _parsed(trait: Any, value: str) -> Any:
    if isinstance(trait, Bool):
        return _SWITCH.get(value.strip().lower(), value)  # the trait refuses an unknown word; it never means “off”
    if isinstance(trait, Int):
        return int(value) if value.strip().isdigit() else value
    if isinstance(trait, Float):
        with contextlib.suppress(ValueError):
            return float(value)
    return value
