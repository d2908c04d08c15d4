"""One settings object for every host.

A value comes from the first of: what the caller passed, the environment (``CONVERGIO_<NAME>``), Jupyter's
configuration (``c.Settings.<name>``), ``settings.toml`` in the data folder, the default. ``convergio settings`` shows
each value and where it came from. Keys are no settings: see :mod:`.privacy.keys`.

Whoever runs the machine may force a value on or off for all its users, in the table ``[forced]`` of a site file that
they cannot write; whoever asks for more privacy than the site keeps it. Both files may hold tables ``[course.NAME]``
and ``[teacher.NAME]`` with narrower rules, and ``[mcp.NAME]`` with servers whose tools teachers may use.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
from pathlib import Path
from typing import Any

from traitlets import Bool, CaselessStrEnum, Float, Int, Unicode
from traitlets.config import Config, Configurable
from traitlets.config.loader import DeferredConfig

from .core import CLASSROOM_VARIABLE, GATEWAY_VARIABLE
from .core.errors import StoreBroken, WrongSetting
from .core.faculty import AGE_BANDS
from .core.i18n import LANGUAGES, Phrase
from .settings_files import (
    Number,
    Price,
    Whole,
    checked,
    first_of,
    inside,
    nearest,
    own_file,
    shown,
    site_file,
    unknown,
    without_secrets,
)
from .settings_servers import servers_in

ENV_PREFIX = "CONVERGIO_"
FORCED = "forced by the site"
_PRIVACY = ("local_only", "region", "memory")  # of memory “off” is the stricter value, of the others all but empty
MOST_DOLLARS = 1_000_000
MOST_TOKENS = 100_000_000
YEAR = 31_536_000  # seconds
SERVER_HELP = "A server whose tools teachers may use with your permission (docs/tools.md)."
MISSPELT = 0.8  # how like one of ours the name of a variable is that means it


def site_files(platform: str = sys.platform) -> tuple[Path, ...]:
    """Where whoever runs the machine may force settings, by platform; the first one there holds."""
    common = Path("/etc")
    if platform == "win32":
        common = Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData"))
    return common / "convergio/site.toml", Path(sys.prefix) / "etc/convergio/site.toml"


SITE_FILES = site_files()


def _dollars(help: str) -> Number:
    """A budget."""
    budget: Number = Number(0.0, min=0, max=MOST_DOLLARS, help=help).tag(config=True)
    return budget


def _price(server: str) -> Price:
    """What the models of a server cost."""
    help = f"Dollars for a million tokens read/written by {server}; 0 is free, empty takes the list of prices."
    price: Price = Price("", help=help).tag(config=True)
    return price


class Settings(Configurable):
    """Everything that can be set, with its default."""

    data_dir = Unicode(help="Folder that holds all state: models, conversations, usage.").tag(config=True)
    local_only = Bool(False, help="Never open a connection that leaves this computer.").tag(config=True)
    language = CaselessStrEnum(
        ["", *LANGUAGES], "", help="en or it, where neither the question nor the page says; empty follows the system."
    ).tag(config=True)
    region = CaselessStrEnum(
        ["", "eu"], "", help="eu: outside this computer ask only models that are marked EU; empty means anywhere."
    ).tag(config=True)
    allow = Unicode(
        "", help="Models that may be asked, as provider or patterns of provider:model; empty means all."
    ).tag(config=True)
    block = Unicode("", help="Models that must not be asked, as provider or patterns of provider:model.").tag(
        config=True
    )
    seeing = Unicode(
        "", help="Models that can look at pictures beside those known to, as patterns of provider:model."
    ).tag(config=True)
    hard_from = Number(
        0.6, min=0, max=1, help="Difficulty from which a question goes to a cloud, where one is set up."
    ).tag(config=True)
    cloud_share = Number(
        1.0, min=0, max=1, help="Share of a course's questions that may go to a cloud; 0.2 is one in five."
    ).tag(config=True)
    cascade = Bool(True, help="Let a cloud model improve a doubtful answer of a local one, where both are set up.").tag(
        config=True
    )
    panel_seconds = Number(
        120, min=1, help="Seconds that each teacher has where several answer at once; then the others go on."
    ).tag(config=True)
    doubt_from = Number(0.7, min=0, max=1, help="Doubt from which a local answer is improved.").tag(config=True)
    budget_day = _dollars("US dollars that cloud models may cost in a day; 0 sets no limit.")
    budget_month = _dollars("US dollars that cloud models may cost in a month; 0 sets no limit.")
    budget_user_month = _dollars("US dollars that cloud models may cost each user in a month; 0 sets no limit.")
    budget_conversation = _dollars("US dollars that cloud models may cost in one conversation; 0 sets no limit.")
    budget_lesson = _dollars("US dollars that cloud models may cost in one lesson; 0 sets no limit.")
    budget_course = _dollars("US dollars that cloud models may cost in one course in a month; 0 sets no limit.")
    keys_dir = Unicode(
        "", help="Folder with the keys of lessons, out of learners' reach; empty is “keys” in the data folder."
    ).tag(config=True)
    material_dir = Unicode(
        "", help="Folder with the course's notebooks and texts, which teachers can search (docs/tools.md)."
    ).tag(config=True)
    embeddings = Unicode(
        "", help="Model on this computer that finds course material by meaning, too, as ollama:NAME (docs/tools.md)."
    ).tag(config=True)
    teachers_dir = Unicode(
        "", help="Folder with a course's own teachers, beside those in the data folder's teachers (docs/teachers.md)."
    ).tag(config=True)
    age_band = CaselessStrEnum(
        list(AGE_BANDS), "", help="Age of the learners: 6-8, 9-11, 12-14, 15-19 or adult; empty does not say."
    ).tag(config=True)
    help_contact = Unicode(
        "", help="Whom a learner who may be in danger can turn to at your school; shown first (docs/safety.md)."
    ).tag(config=True)
    memory = Bool(True, help="Remember what learners say about themselves, and what a talk was about.").tag(config=True)
    remember_days = Number(
        0, min=0, max=36_500, help="Days after which what is remembered is forgotten; 0 keeps it until it is deleted."
    ).tag(config=True)
    class_leaders = Unicode(
        "", help="Group of the JupyterHub whose members lead the class, beside the hub's admins (docs/learners.md)."
    ).tag(config=True)
    class_days = Number(
        400, min=1, max=36_500, help="Days after which what learners of a class did is deleted; yours is kept."
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
    context_tokens = Whole(8192, min=512, max=MOST_TOKENS, help="Tokens a model on this computer keeps in memory.").tag(
        config=True
    )
    threads = Whole(0, min=0, max=1024, help="Threads of the embedded model; 0 fits the machine.").tag(config=True)
    worker_idle_seconds = Whole(
        600, min=5, max=YEAR, help="A model on this computer leaves memory after this long."
    ).tag(config=True)
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
    ollama_context = Whole(
        8192, min=512, max=MOST_TOKENS, help="Tokens that Ollama keeps in memory; it is always told."
    ).tag(config=True)
    openai_price = _price("the OpenAI-compatible server")
    anthropic_price = _price("the Anthropic-compatible server")
    azure_price = _price("Azure OpenAI")
    google_price = _price("Google")
    ollama_price = _price("Ollama, where its models are not on this computer")
    scripted = Unicode("", help="Answer of the scripted provider, for tests and demonstrations.").tag(config=True)

    def __init__(self, *, config: Config | None = None, forgiving: bool = False, **values: Any) -> None:
        """Raises ``WrongSetting`` for the first thing that is wrong.

        ``forgiving`` keeps what is wrong in ``faults`` instead, and the setting as if it were not set there: for
        whoever explains settings, and never for whoever asks a model.
        """
        self.sources: dict[str, str] = dict.fromkeys(values, "caller")
        self.faults: list[WrongSetting] = []
        super().__init__()
        self._take_jupyter(config or Config())
        self._take_environment()
        for name, value in values.items():
            self._take(name, value, "caller")
        traits = self.traits(config=True)
        site = site_file(first_of(SITE_FILES), traits)
        if not self.data_dir:
            self.data_dir = str(site.values.get("data_dir") or default_data_dir())
        own = own_file(Path(self.data_dir).expanduser() / "settings.toml", traits)
        self._files = (own, site)  # the site's come last, so that they win
        self.servers, wrong = servers_in(own, site)
        self.faults += own.faults + site.faults + wrong
        for name, value in own.values.items():
            if name not in self.sources:
                self._take(name, value, "settings.toml", own.path)
        for name, value in site.values.items():
            self._force(name, value, site.path)
        if self.faults and not forgiving:
            raise self.faults[0]

    def narrower(self, *, course: str = "", teacher: str = "") -> list[dict[str, Any]]:
        """The rules that a course and a teacher add, those that win last."""
        names = (("teacher", teacher), ("course", course))
        return [file.rules[kind][name] for file in self._files for kind, name in names if name in file.rules[kind]]

    def rules_for(self, kind: str) -> dict[str, Path]:
        """The courses or teachers that have rules of their own, and the file with them."""
        return {name: file.path for file in self._files for name in file.rules[kind]}

    @property
    def keys_path(self) -> Path:
        """Where the keys of lessons lie: the folder that is set, or one of the owner's own."""
        return Path(self.keys_dir).expanduser() if self.keys_dir else self.data_path / "keys"

    @property
    def data_path(self) -> Path:
        """The data folder, made on first use and readable by its owner only."""
        path = Path(self.data_dir).expanduser()
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreBroken(path=path, detail=str(error)) from error
        return path

    @property
    def teacher_folders(self) -> list[Path]:
        """Where files of teachers lie, the user's own first."""
        folders = [Path(self.data_dir).expanduser() / "teachers"]
        return [*folders, Path(self.teachers_dir).expanduser()] if self.teachers_dir else folders

    def explain(self) -> list[tuple[str, str, str, str]]:
        """``(name, value, source, help)`` of each setting, sorted by name, then of each rule of a course or teacher.

        Of a server of the user's, last, nothing is shown that may hold a password.
        """
        traits = self.traits(config=True)
        rules = [
            (f"{kind}.{name}.{rule}", shown(traits[rule], value), str(file.path), traits[rule].help)
            for file in self._files
            for kind, named in file.rules.items()
            for name, values in named.items()
            for rule, value in values.items()
        ]
        servers = [
            (f"mcp.{name}", server.command or without_secrets(server.url), str(server.path), SERVER_HELP)
            for name, server in self.servers.items()
        ]
        return (
            [
                (name, shown(trait, getattr(self, name)), self.sources.get(name, "default"), trait.help)
                for name, trait in sorted(traits.items())
            ]
            + rules
            + servers
        )

    def _take_environment(self) -> None:
        self.faults += [fault for fault, misspelt in unknown_variables() if misspelt]
        for name in self.trait_names(config=True):
            value = os.environ.get(variable_of(name))
            if value is not None and self.sources.get(name) != "caller":
                self._take(name, _parsed(self.traits()[name], value), "environment")

    def _take_jupyter(self, config: Config) -> None:
        for name, value in config.get("Settings", {}).items():
            if self.sources.get(name) == "caller":
                continue
            if isinstance(value, DeferredConfig) and name in self.traits():  # from its command line
                value = _parsed(self.traits()[name], str(value))
            self._take(name, value, "jupyter configuration", Phrase("Jupyter's configuration"))

    def _force(self, name: str, value: Any, place: Path) -> None:
        """Sets what the site forces, whatever anybody else said; only privacy nobody can take from a user."""
        own, source = getattr(self, name, None), self.sources.get(name, "default")
        self._take(name, value, FORCED, place)
        stricter = not own if name == "memory" else own and not getattr(self, name)
        if name in _PRIVACY and stricter:
            setattr(self, name, own)
            self.sources[name] = source

    def _take(self, name: str, value: Any, source: str, place: object = "Settings()") -> None:
        """Sets one value; a wrong one is kept as a fault. ``place`` is the file that it stands in."""
        known = self.traits(config=True)
        where = variable_of(name) if source == "environment" else inside(name, place)
        try:
            if name not in known:
                raise unknown(name, place, nearest(name, known))
            setattr(self, name, checked(known[name], value, where))
        except WrongSetting as error:
            self.faults.append(error)
        else:
            self.sources[name] = source


def variable_of(name: str) -> str:
    """The environment variable that sets ``name``."""
    return ENV_PREFIX + name.upper()


def unknown_variables() -> list[tuple[WrongSetting, bool]]:
    """The variables that look like settings of ours and are none, and whether each is one of ours misspelt.

    Whoever misspells ``local_only`` must not learn it from the cloud; what is like none may be somebody else's.
    """
    names = Settings.class_trait_names(config=True)
    known = [variable_of(name) for name in names]
    ours = {*known, GATEWAY_VARIABLE, CLASSROOM_VARIABLE}
    found = []
    for name in sorted(os.environ):
        if name.startswith(ENV_PREFIX) and name not in ours:
            fault = WrongSetting(
                Phrase("{name} is set, but there is no such variable.", name=name), nearest(name, known)
            )
            meant = difflib.get_close_matches(name.removeprefix(ENV_PREFIX).lower(), names, n=1, cutoff=MISSPELT)
            found.append((fault, bool(meant)))
    return found


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
        with contextlib.suppress(ValueError):
            return int(value)
    if isinstance(trait, Float):
        with contextlib.suppress(ValueError):
            return float(value)
    return value
