"""The computer: what is written down, where things are kept, what is installed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from ..core.errors import DiskFull, ExtraMissing, RuntimeMissing
from ..core.i18n import Phrase, decimal, translate
from ..engine import Engine
from ..learning.running import NO_WALL, confinement
from ..memory.material import files_in
from ..providers.embedded.host import LIBRARIES
from ..providers.mlx.provider import LIBRARY as MLX_LIBRARY
from ..providers.mlx.provider import missing as mlx_missing
from ..providers.workers import host
from ..settings import unknown_variables, variable_of
from ..teachers import load_faculty
from .findings import Check, failed

SPACE_WANTED = 200_000_000  # bytes


def examine(engine: Engine, lang: str) -> list[Check]:
    """What an answer needs of this computer."""
    wrong = [*engine.settings.faults, *(fault for fault, misspelt in unknown_variables() if not misspelt)]
    return [
        _python(lang),
        *(failed("settings", fault, lang) for fault in wrong),
        _data(engine, lang),
        _space(engine, lang),
        *_folders(engine, lang),
        *_teachers(engine, lang),
        *_runtimes(engine, lang),
        *_worker(engine, lang),
    ]


def surfaces(lang: str) -> list[Check]:
    """Where questions can be asked."""
    return [_pages(lang), _classroom(lang)]


def _python(lang: str) -> Check:
    version = ".".join(str(number) for number in sys.version_info[:3])
    return Check("python", True, translate("Python {version}.", lang, version=version))


def _data(engine: Engine, lang: str) -> Check:
    path = engine.settings.data_path
    return Check("data", True, translate("Your data is kept in {path}.", lang, path=path))


def _space(engine: Engine, lang: str) -> Check:
    free = shutil.disk_usage(engine.settings.data_path).free
    if free < SPACE_WANTED:
        return failed("space", DiskFull(needed=f"{SPACE_WANTED // 1_000_000} MB"), lang)
    return Check("space", True, translate("{free} GB of disk are free.", lang, free=decimal(free / 1e9, 1, lang)))


def _folders(engine: Engine, lang: str) -> list[Check]:
    """What a course brings, and whether it is where the settings say."""
    settings, found = engine.settings, []
    for name, missing in _COURSE.items():
        wish = getattr(settings, name)
        path = Path(wish).expanduser()
        if wish and not path.is_dir():
            remedy = translate("Correct {variable}, or make the folder.", lang, variable=variable_of(name))
            found.append(Check("course", False, translate(missing, lang, path=path), remedy))
        elif wish and name == "material_dir":
            said = "The course's material: {count} files in {path}."
            found.append(Check("course", True, translate(said, lang, count=len(files_in(path)), path=path)))
    if own := ", ".join(one.name for name, one in engine.roster.items() if name not in load_faculty()):
        found.append(Check("teachers", True, translate("Teachers of your own: {names}.", lang, names=own)))
    return found


_COURSE = {
    "material_dir": "There is no folder {path}, where the course's material should be.",
    "teachers_dir": "There is no folder {path}, where the course's teachers should be.",
}


def _teachers(engine: Engine, lang: str) -> list[Check]:
    """Teachers of the user's own, and whose file left them out."""
    return [
        Check("teachers", True, f"{wrong.where}: {wrong.message}", wrong.remedy, warns=True)
        for wrong in engine.left_out
    ]


def _runtimes(engine: Engine, lang: str) -> list[Check]:
    """What the local models run on; MLX only where a model for it is set up."""
    library, extra = LIBRARIES[engine.settings.engine]
    there = translate("The part that runs models on this computer is installed.", lang)
    here = importlib.util.find_spec(library) is not None
    found = [Check("runtime", True, there) if here else failed("runtime", RuntimeMissing(extra=extra), lang)]
    if engine.settings.mlx_model:
        there = translate("The part that runs MLX models is installed.", lang)
        here = importlib.util.find_spec(MLX_LIBRARY) is not None
        found.append(Check("mlx", True, there) if here else failed("mlx", mlx_missing(), lang))
    return found


def _worker(engine: Engine, lang: str) -> list[Check]:
    """Whether a local model is awake; nothing sleeps where there is none."""
    found = [each for folder in host.run_dirs(engine.settings.data_path) if (each := host.find(folder)) is not None]
    if found:
        pids = ", ".join(str(each.pid) for each in found)
        return [Check("worker", True, translate("The local model is awake (process {pid}).", lang, pid=pids))]
    if not any(card.ready and card.provider in ("embedded", "mlx") for card in engine.inventory()):
        return []
    return [Check("worker", True, translate("The local model sleeps; the next question wakes it up.", lang))]


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
    if confinement() != "kernel":
        return Check("classroom", True, translate("Lessons can be served as apps.", lang), translate(NO_WALL, lang))
    return Check("classroom", True, translate("Lessons can be served as apps.", lang))
