"""``convergio teacher``: makes, copies, checks and previews the files of teachers. Asks no model and no host."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from ..core.errors import NotATeacher, UnknownTeacher, WrongOption
from ..core.faculty import Teacher
from ..core.i18n import LANGUAGES, Phrase, choose_language, translate
from ..privacy import Egress
from ..settings import Settings
from ..teachers.mention import nearest_first
from ..teachers.prompt import compose
from ..teachers.roster import Roster, faculty_file, load_faculty, with_folders
from ..teachers.teacher_check import Finding, check, check_id, left_to_write, still_the_parents
from ..teachers.teacher_file import identity, parse_teacher
from ..teachers.teacher_new import forked, template
from ..tools.registry import built_in

OK, FAILED = 0, 1


def run(settings: Settings, options: argparse.Namespace) -> int:
    if options.action is None:
        raise WrongOption(name="teacher", hint=Phrase("Choose one of: {known}.", known=", ".join(_ACTIONS)))
    return _ACTIONS[options.action](settings, options, choose_language(options.lang))


def _new(settings: Settings, options: argparse.Namespace, lang: str) -> int:
    if wrong := check_id(options.id, lang):
        return _tell(options.id, wrong)
    languages = options.languages or list(LANGUAGES)
    return _write(settings, options, template(options.id, options.name or options.id.capitalize(), languages), lang)


def _fork(settings: Settings, options: argparse.Namespace, lang: str) -> int:
    roster, _ = everybody(settings, lang)
    if options.parent not in roster:
        raise UnknownTeacher(name=options.parent, known=nearest_first(options.parent, roster))
    if wrong := check_id(options.id, lang):
        return _tell(options.id, wrong)
    source = faculty_file(options.parent) or _read(str(roster.files[options.parent]))
    copy = forked(source, options.parent, options.id, options.name or options.id.capitalize())
    result = _write(settings, options, copy, lang)
    if result == OK:
        said = "It looks like {name}: give it a `glyph` and a `color` of its own, so that learners tell the two apart."
        print(translate(said, lang, name=roster[options.parent].name))
    return result


def _write(settings: Settings, options: argparse.Namespace, source: str, lang: str) -> int:
    folder = Path(options.folder).expanduser() if options.folder else settings.teacher_folders[0]
    path = folder / f"{options.id}.md"
    wrong = check(source, known=everybody(settings, lang)[0].names(), tools=built_in(), lang=lang)
    if wrong or path.exists():
        there, mend = "There is such a file already.", "Write in that one, or choose another id."
        found = Finding(translate("the file", lang), translate(there, lang), translate(mend, lang))
        return _tell(str(path), wrong or [found])
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    print(path)
    said = "Edit it, then run `convergio teacher check {path}`; teachers in this folder are here after a restart."
    print(translate(said, lang, path=path))
    return OK


def _check(settings: Settings, options: argparse.Namespace, lang: str) -> int:
    files = [file for name in options.files for file in _files_of(settings, name)]
    texts: dict[str, str] = {}
    reports: dict[str, list[Finding]] = {name: [] for name in files}
    for name in files:
        try:
            texts[name] = _read(name)
        except NotATeacher as error:  # the others are checked all the same
            why = translate("The file cannot be read: {why}.", lang, why=error.values["why"])
            reports[name] = [Finding(translate("the file", lang), why, error.info(lang).remedy)]
    reports |= {name: _findings(settings, name, texts, lang) for name in texts}
    if options.json:
        print(json.dumps({name: [asdict(each) for each in found] for name, found in reports.items()}, indent=2))
        return FAILED if any(not each.warns for found in reports.values() for each in found) else OK
    results = [_tell(name, found) for name, found in reports.items()]
    return max(results, default=OK)


def _preview(settings: Settings, options: argparse.Namespace, lang: str) -> int:
    """What a check finds, then what learners see of a teacher and what a model is told; a new file can be looked at."""
    roster, _ = everybody(settings, lang)
    if options.teacher in roster and not Path(options.teacher).exists():  # who is here has been checked
        _show(roster[options.teacher], lang)
        return OK
    file = _file_of(settings, options.teacher)
    text, known = _read(file), _known(settings, file, lang)
    wrong = check(text, known=known, tools=built_in(), lang=lang)
    result = _tell(file, wrong or _left(text, known, lang))
    if not wrong:
        _show(parse_teacher(text), lang)
    return result


def _show(teacher: Teacher, lang: str) -> None:
    for spoken in teacher.languages:
        small, full = (compose(teacher, "…", lang=spoken, small_model=small)[0].text for small in (True, False))
        print(f"\n=== {spoken}: {teacher.name} · {teacher.subject[spoken]}\n{teacher.greeting[spoken]}")
        print("\n".join(f"  ? {example}" for example in teacher.examples[spoken]))
        for title, text in (("A small model is told:", small), ("A model is told:", full)):
            print(f"\n--- {translate(title, lang)}\n{text}")


def _tools(settings: Settings, options: argparse.Namespace, lang: str) -> int:
    """Every tool that a teacher's file can list, and those of the user's servers, which all teachers have."""
    for tool in built_in().values():
        print(f"{tool.name:18} {translate(tool.title, lang)}")
    if settings.servers:
        _servers(settings, lang)
    return OK


def _servers(settings: Settings, lang: str) -> None:
    from ..servers.lending import Servers, told

    egress = Egress(local_only=settings.local_only, region=settings.region or "any")
    servers = Servers(settings.servers, egress, settings.data_path)
    try:
        for standing in servers.standing():
            _, message, remedy = told(standing, lang)
            print(f"\n[mcp.{standing.server.name}] {message} {remedy}".rstrip())
            for offer in standing.listing.offers:
                print(f"{offer.name:18} {offer.title}")
    finally:
        servers.close()


def _findings(settings: Settings, name: str, texts: Mapping[str, str], lang: str) -> list[Finding]:
    """What is wrong in a file, or else what is still to be written in it; ``texts`` may name each other's teachers."""
    named = (identity(text) for other, text in texts.items() if other != name)
    beside = {other: shown for other, shown in named if other}
    known = beside | _known(settings, name, lang)
    return check(texts[name], known=known, tools=built_in(), lang=lang) or _left(texts[name], known, lang)


def _left(text: str, known: Mapping[str, str], lang: str) -> list[Finding]:
    """What is still to be written where nothing is wrong, and what is better written anew."""
    return left_to_write(text, lang) + still_the_parents(text, known, lang)


def _known(settings: Settings, name: str, lang: str) -> dict[str, str]:
    """The names, by id, of all teachers who are here but the one of the file ``name``."""
    roster, _ = everybody(settings, lang)
    path = Path(name).expanduser().resolve()
    itself = {one for one, file in roster.files.items() if file.resolve() == path}
    return {one: shown for one, shown in roster.names().items() if one not in itself}


def _files_of(settings: Settings, name: str) -> list[str]:
    """The file that is meant, or those that are taken for teachers' in a folder."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        return [_file_of(settings, name)]
    if found := [str(path) for path in sorted(folder.glob("*.md"))]:
        return found
    raise WrongOption(name=name, hint=Phrase("There is no teacher's file in it. Their names end in .md."))


def _file_of(settings: Settings, name: str) -> str:
    """The file that is meant: a path, or what is called so in a folder of teachers, where `new` puts it."""
    beside = (folder / f"{name}.md" for folder in settings.teacher_folders)
    return name if Path(name).expanduser().exists() else str(next((each for each in beside if each.is_file()), name))


def _tell(name: str, found: list[Finding]) -> int:
    for each in found:
        print(f"{'•' if each.warns else '✗'} {name}: {each.where}: {each.message} {each.remedy}".rstrip())
    if all(each.warns for each in found):
        print(f"✓ {name}")
        return OK
    return FAILED


def everybody(settings: Settings, lang: str) -> tuple[Roster, list[Finding]]:
    """The faculty with the user's and the course's own teachers, and what is wrong with those that are left out."""
    return with_folders(load_faculty(), settings.teacher_folders, tools=built_in(), lang=lang)


def _read(name: str) -> str:
    try:
        return Path(name).expanduser().read_text(encoding="utf-8")
    except FileNotFoundError:
        why = Phrase("there is no such file")
    except IsADirectoryError:
        why = Phrase("it is a folder")
    except OSError:
        why = Phrase("it cannot be opened")
    except UnicodeDecodeError:
        why = Phrase("it is no text")
    raise NotATeacher(path=name, why=why)


_ACTIONS = {"new": _new, "fork": _fork, "check": _check, "preview": _preview, "tools": _tools}
