"""``convergio lesson``: begins, checks, builds and previews lessons, and takes them to work through.

Only a draft asks a model, or any host.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..core.errors import WrongOption
from ..core.i18n import Phrase, choose_language, translate
from ..learning.authoring.build import KEYS, TARGETS, Built, build, export, sources
from ..learning.authoring.check import check_files
from ..learning.authoring.findings import Finding
from ..learning.authoring.new import template
from ..learning.authoring.otter import from_otter, is_otters
from ..learning.authoring.own_copy import own_copy
from ..learning.authoring.restore import restore_file
from ..learning.authoring.structure import is_id
from ..learning.lesson import read_notebook
from ..settings import Settings
from ..teachers.language import language_of
from .teacher import everybody

OK, FAILED = 0, 1


def run(settings: Settings, options: argparse.Namespace) -> int:
    lang = choose_language(getattr(options, "lang", ""), settings.language)
    if options.action is None:
        raise WrongOption(name="lesson", hint=Phrase("Choose one of: {known}.", known=", ".join(_ACTIONS)))
    return _ACTIONS[options.action](options, lang, settings)


def _new(options: argparse.Namespace, lang: str, settings: Settings) -> int:
    if not is_id(options.id):
        raise WrongOption(name=options.id, hint=Phrase("An id has small letters, digits and hyphens."))
    path = _folder(options.folder) / f"{options.id}.ipynb"
    if path.exists():
        raise WrongOption(name=str(path), hint=Phrase("There is such a file already."))
    title = options.title or options.id.replace("-", " ").capitalize()
    teacher = everybody(settings, lang)[0].find(options.teacher).id
    about = (options.id, title, options.language or lang, teacher, options.level)
    notebook = _converted(Path(options.source).expanduser(), about) if options.source else template(*about)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(path)
    said = "Open it in JupyterLab and write over it, then run `convergio lesson check {path}`."
    print(translate(said, lang, path=path))
    return OK


def _converted(path: Path, about: tuple[str, str, str, str, str]) -> dict[str, Any]:
    """The lesson in another tool's source."""
    found = read_notebook(path)
    if not is_otters(found):
        raise WrongOption(name=str(path), hint=Phrase("It has no cell with # BEGIN QUESTION."))
    return from_otter(found, *about)


def _check(options: argparse.Namespace, lang: str, settings: Settings) -> int:
    paths = _notebooks(options.files)
    roster, _ = everybody(settings, lang)
    found = check_files(paths, run=not options.quick, teachers=roster, language_of=language_of)
    if options.json:
        print(json.dumps({str(path): [each.said(lang) for each in rows] for path, rows in found.items()}, indent=2))
    else:
        for path, rows in found.items():
            _tell(path, rows, lang)
    return FAILED if any(each.severity == "error" for rows in found.values() for each in rows) else OK


def _build(options: argparse.Namespace, lang: str, settings: Settings) -> int:
    names = options.targets or list(TARGETS)
    folder = _folder(options.to)
    results = {path: build(path, folder, names, run=not options.quick) for path in _notebooks(options.files)}
    return _tell_built(results, lang, as_json=options.json)


def _export(options: argparse.Namespace, lang: str, settings: Settings) -> int:
    """One target of one lesson, and no key."""
    path, folder = Path(options.file).expanduser(), _folder(options.to or options.target)
    try:
        built = export(path, options.target, folder, run=not options.quick)
    except FileExistsError:
        raise WrongOption(name=str(folder), hint=Phrase("The lesson itself is there: choose another folder.")) from None
    return _tell_built({path: built}, lang, as_json=options.json)


def _restore(options: argparse.Namespace, lang: str, settings: Settings) -> int:
    """Puts back in submissions what nbgrader knows their cells by."""
    said: dict[str, list[dict[str, str]] | None] = {}
    for path in _notebooks(options.files, _all_below):
        source = _source_of(path, Path(options.source).expanduser())
        try:
            done = restore_file(path, read_notebook(source)) if source is not None else None
        except LookupError:
            done = None
        said[str(path)] = None if done is None else [each._asdict() for each in done]
        if options.json:
            continue
        if done is None:
            print(f"✗ {path}: {translate('It is no submission of an assignment that is there.', lang)}")
            continue
        print(f"✓ {path}")
        for each in done:
            print(f"  {each.cell}: {translate(_PUT_BACK[each.what], lang)}")
    if options.json:
        print(json.dumps(said, indent=2))
    return FAILED if None in said.values() else OK


_PUT_BACK = {
    "metadata": "what nbgrader knows it by was put back",
    "text": "its text, which is locked, was put back",
    "cell": "the cell was put back",
    "copy": "a copy of it is no longer taken for it",
}


def _source_of(submission: Path, place: Path) -> Path | None:
    """The assignment of a submission: the file at ``place``, or the one of its name in the folder there."""
    return next(iter(sorted(place.rglob(submission.name))), None) if place.is_dir() else place


def _tell_built(results: Mapping[Path, Built], lang: str, *, as_json: bool) -> int:
    if as_json:
        said = {
            str(path): {
                "files": [str(file) for file in built.files],
                "key": str(built.key or ""),
                "findings": [each.said(lang) for each in built.findings],
            }
            for path, built in results.items()
        }
        print(json.dumps(said, indent=2))
    else:
        for path, built in results.items():
            _tell(path, built.findings, lang)
            for file in built.files:
                print(f"  {file}")
            if built.key is not None:
                print(f"  {built.key}  ({translate('the key: keep it from learners', lang)})")
    return FAILED if any(built.failed for built in results.values()) else OK


def _study(options: argparse.Namespace, lang: str, settings: Settings) -> int:
    folder, failed = _folder(options.to), False
    for path in _notebooks(options.files):
        taken = own_copy(path, folder, settings.keys_path)
        failed |= taken.built.failed
        if taken.built.failed:
            _tell(path, taken.built.findings, lang)
        elif taken.kept:
            print(translate("{path} is as you left it", lang, path=taken.copy))
        else:
            print(taken.copy)
    print(translate("Open one of them in JupyterLab: below each answer you can check it, and take a hint.", lang))
    return FAILED if failed else OK


def _draft(options: argparse.Namespace, lang: str, settings: Settings) -> int:
    from . import draft

    return draft.run(settings, options, lang)


def _preview(options: argparse.Namespace, lang: str, settings: Settings) -> int:
    """Opens what learners see; the page stays where it was written, as the browser may still read it."""
    folder = Path(tempfile.mkdtemp(prefix="convergio-preview-"))
    built = build(Path(options.file), folder, ["app" if options.app else "html"], run=False)
    _tell(Path(options.file), built.findings, lang)
    if built.failed:
        return FAILED
    if options.app:
        from ..classroom import serve

        try:
            return serve(str(built.files[0]), port=options.port, ip="127.0.0.1", open_browser=not options.no_browser)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(folder / KEYS)
    print(built.files[0])
    if not options.no_browser:
        webbrowser.open(built.files[0].as_uri())
    return OK


def _tell(path: Path, findings: Sequence[Finding], lang: str) -> None:
    errors = [each for each in findings if each.severity == "error"]
    for each in findings:
        said = each.said(lang)
        where = translate("cell {number}", lang, number=each.cell) if each.cell else translate("the lesson", lang)
        sign = "✗" if each.severity == "error" else "•"
        print(f"{sign} {path}: {where}: {said['message']} {said['remedy']}")
    if not errors:
        print(f"✓ {path}")


def _folder(name: str) -> Path:
    """The folder with this name, which may be none yet. Raises ``WrongOption`` where a file is in the way."""
    path = Path(name).expanduser()
    there = next((each for each in (path, *path.parents) if each.exists()), path)
    if there.exists() and not there.is_dir():
        raise WrongOption(name=str(there), hint=Phrase("This is a file; name a folder to write into."))
    return path


def _all_below(folder: Path) -> list[Path]:
    """Whatever a folder of submissions holds: a learner may be called as a target is."""
    return [each for each in sorted(folder.rglob("*.ipynb")) if ".ipynb_checkpoints" not in each.parts]


def _notebooks(names: Sequence[str], inside: Callable[[Path], list[Path]] = sources) -> list[Path]:
    """The notebooks that are named, and those ``inside`` folders that are: the lessons, not what was built of them."""
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name).expanduser()
        if path.is_dir():
            found |= dict.fromkeys(inside(path))
        else:
            found[path] = None
    if not found:
        raise WrongOption(name=names[0], hint=Phrase("There is no notebook in it."))
    return list(found)


_Action = Callable[[argparse.Namespace, str, Settings], int]
_ACTIONS: Mapping[str, _Action] = {
    "new": _new,
    "check": _check,
    "build": _build,
    "export": _export,
    "restore": _restore,
    "preview": _preview,
    "study": _study,
    "draft": _draft,
}
